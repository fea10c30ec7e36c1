#include "suitable.h"
#include "case.h"
#include "error.h"
#include "page.h"
#include "pages.h"
#include <ch/base/utf8.h>
#include <ch/ranked.h>

typedef struct suiting {
        ch_req *req;
        ch_reply *reply;
        const ch_look *look;
        page_case c;
        ch_ranked_view list;
        bool by_state; /* a State looks at offers; else a provider at needs */
} suiting;

/* "Same topics · Same region": why they fit, without points. */
static ch_str
because(const suiting *s, const ch_pairing *p)
{
        ch_buf b = ch_buf_new(s->req->arena);
        ch_str out;

        for (size_t i = 0; i < p->why_len; i++) {
                ch_buf_lit(&b, i ? " · " : "");
                ch_buf_str(&b, page_say(s->req, ch_factor_text((ch_factor)p->why[i].factor)));
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : CH_LIT("");
}

static ch_url
act_url(const suiting *s, const ch_pairing *p)
{
        ch_arena *a = s->req->arena;
        ch_str request = ch_uuid_text(a, s->by_state ? s->c.id : p->request->head.id),
               no = ch_fmt(a, "%lld", (long long)p->need);

        return s->by_state ? CH_URL_FILL(a, "/requests/{}/needs/{}/ask-for", request, no)
                           : CH_URL_FILL(a, "/requests/{}/needs/{}/volunteer", request, no);
}

static page_suitable_row
row_of(const suiting *s, const ch_pairing *p, ch_str idem)
{
        const ch_request *request = s->by_state ? s->c.request.request : p->request;
        const ch_offer *offer = s->by_state ? p->offer : s->c.offer.offer;
        const ch_need *need = ch_request_need(request, p->need);
        page_case other = { .kind = s->by_state ? CH_OFFER : CH_REQUEST,
                            .id = s->by_state ? offer->head.id : request->head.id };
        ch_str text = p->part.len ? p->part : offer->title.len ? offer->title : offer->head.ref;
        page_suitable_row row = { .who = s->by_state ? p->provider_name : p->party_name,
                                  .text = s->by_state ? text
                                          : need      ? ch_utf8_cut(need->text, 200)
                                                      : CH_LIT(""),
                                  .need = page_fill_number(s->req, CH_MSG("Need {n}"), "n", p->need),
                                  .url = page_case_url(s->req, &other),
                                  .because = because(s, p),
                                  .offer = ch_uuid_text(s->req->arena, offer->head.id),
                                  .idempotency = idem };

        if (ch_uuid_is_nil(p->match)) {
                row.action = act_url(s, p);
        } else {
                page_case match = { .kind = CH_MATCH, .id = p->match };

                row.match = page_case_url(s->req, &match);
        }
        return row;
}

static ch_status
send(suiting *s)
{
        ch_req *req = s->req;
        ch_page_view page = page_frame(req, s->reply,
                                       s->by_state ? CH_MSG("Offers that fit") : CH_MSG("Needs open to you"));
        page_suitable_row *rows = CH_NEW_N(req->arena, page_suitable_row, s->list.len);
        page_suitable_view v = {
                .page = &page, .title = page.title, .ref = s->c.ref, .csrf = page.csrf, .by_state = s->by_state
        };

        if (!rows)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < s->list.len; i++)
                rows[i] = row_of(s, &s->list.v[i], ch_reply_idem(s->reply));
        v.rows = (ch_list) { rows, s->list.len };
        page.back = s->c.url;
        page.is_sample = s->c.is_sample;
        page_send(req, s->reply, 200, "suitable", &v);
        return CH_OK;
}

static ch_status
show(ch_req *req, ch_reply *reply, bool by_state)
{
        ch_look look = page_look(req);
        suiting s = { .req = req, .reply = reply, .look = &look, .by_state = by_state };
        ch_ranked_ask ask = { .today = CH_DAY_NONE, .top = 100 };
        ch_uuid id;
        ch_status st = ch_req_id(req, 0, &id);

        if (st == CH_OK)
                st = page_case_of(req, &look, by_state ? CH_REQUEST : CH_OFFER, id, &s.c);
        if (by_state)
                ask.request = id;
        else
                ask.offer = id;
        if (st == CH_OK)
                st = by_state ? ch_ranked_for_state(&look, req->caller.actor, &ask, &s.list)
                              : ch_ranked_for_provider(&look, req->caller.actor, &ask, &s.list);
        if (st == CH_OK)
                st = send(&s);
        page_look_end(&look);
        return st;
}

ch_status
page_suitable_offers(ch_req *req, ch_reply *reply)
{
        return show(req, reply, true);
}

ch_status
page_suitable_needs(ch_req *req, ch_reply *reply)
{
        return show(req, reply, false);
}

ch_status
page_suitable_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        bool asks = req->route->act == CH_ACT_MATCH_ASK_FOR;
        page_case c = { .kind = CH_MATCH };
        ch_pair_in in = { .words = ch_str_trim(ch_req_field(req, "words")) };
        ch_made made;
        ch_status st = ch_req_id(req, 0, &in.request);

        if (st != CH_OK || !ch_str_int(req->param[1], 1, CH_NEEDS_MAX, &in.need) ||
            !ch_uuid_parse(ch_req_field(req, "offer"), &in.offer))
                return CH_HIDDEN;
        st = asks ? ch_match_ask_for(work, req->caller.actor, &in, &made)
                  : ch_match_volunteer(work, req->caller.actor, &in, &made);
        if (st == CH_OK) {
                c.id = made.id;
                ch_reply_see_other(reply, asks ? page_case_url(req, &c) : CH_URL("/matches"));
        } else if (work->issues.len) { /* why these two cannot be paired, in words */
                ch_str why = page_issue(req, &work->issues.v[0]);

                ch_reply_html(reply, ch_status_http(st), page_error(req, ch_status_http(st), why, (ch_uuid) { { 0 } }));
        }
        return st;
}

#include "case.h"
#include "moves.h"

ch_url
page_case_url(const ch_req *req, const page_case *c)
{
        ch_str id = ch_uuid_text(req->arena, c->id);

        if (c->kind == CH_REQUEST)
                return CH_URL_FILL(req->arena, "/requests/{}", id);
        if (c->kind == CH_OFFER)
                return CH_URL_FILL(req->arena, "/offers/{}", id);
        return CH_URL_FILL(req->arena, "/matches/{}", id);
}

/* What all cases have in common, once the view of the kind is fetched. */
static ch_status
fill(ch_req *req, page_case *c, const ch_head *head, const ch_holding *holding, const ch_legal *moves)
{
        c->ref = head->ref;
        c->version = head->version;
        c->is_sample = head->is_sample;
        c->holding = holding;
        c->moves = moves;
        c->url = page_case_url(req, c);
        return CH_OK;
}

static ch_status
fetch_request(ch_req *req, const ch_look *look, page_case *c)
{
        ch_request_view *v = &c->request;
        ch_status st = ch_request_show(look, req->caller.actor, c->id, v);

        if (st != CH_OK)
                return st;
        c->title = v->request->title;
        return fill(req, c, &v->request->head, &v->holding, &v->moves);
}

static ch_status
fetch_offer(ch_req *req, const ch_look *look, page_case *c)
{
        ch_offer_view *v = &c->offer;
        ch_status st = ch_offer_show(look, req->caller.actor, c->id, v);

        if (st != CH_OK)
                return st;
        c->title = v->offer->title;
        return fill(req, c, &v->offer->head, &v->holding, &v->moves);
}

static ch_status
fetch_match(ch_req *req, const ch_look *look, page_case *c)
{
        ch_match_view *v = &c->match;
        ch_status st = ch_match_show(look, req->caller.actor, c->id, v);

        if (st != CH_OK)
                return st;
        c->title = CH_FILL(req->arena, req->lang, "{provider} for {state}", { "provider", v->provider_name },
                           { "state", v->party_name });
        return fill(req, c, &v->match->head, &v->holding, &v->moves);
}

ch_status
page_case_of(ch_req *req, const ch_look *look, ch_kind kind, ch_uuid id, page_case *out)
{
        *out = (page_case) { .kind = kind, .id = id };
        if (kind == CH_REQUEST)
                return fetch_request(req, look, out);
        return kind == CH_OFFER ? fetch_offer(req, look, out) : fetch_match(req, look, out);
}

const void *
page_case_record(const page_case *c)
{
        if (c->kind == CH_REQUEST)
                return c->request.request;
        return c->kind == CH_OFFER ? (const void *)c->offer.offer : (const void *)c->match.match;
}

static ch_str
holder_name(const ch_req *req, const ch_holding *h)
{
        static const char *const names[] = {
                [CH_HELD_NOBODY] = CH_MSG("Nobody"),
                [CH_HELD_STATE] = CH_MSG("The requesting State"),
                [CH_HELD_SECRETARIAT] = CH_MSG("The secretariat"),
                [CH_HELD_EXPERTS] = CH_MSG("The Committee's experts"),
                [CH_HELD_CHAIR] = CH_MSG("The Chair"),
                [CH_HELD_PROVIDER] = CH_MSG("The provider"),
        };

        return h->party_name.len ? h->party_name : page_say(req, names[h->holder]);
}

/* "Sat 3, Sun 4": the days that did not count. */
static ch_str
skipped_days(const ch_req *req, const ch_skipped *skipped)
{
        static const char *const weekdays[] = { CH_MSG("Mon"), CH_MSG("Tue"), CH_MSG("Wed"), CH_MSG("Thu"),
                                                CH_MSG("Fri"), CH_MSG("Sat"), CH_MSG("Sun") };
        ch_buf b = ch_buf_new(req->arena);
        ch_str days;

        if (!skipped->len)
                return CH_LIT("");
        for (size_t i = 0; i < skipped->len; i++) {
                ch_buf_lit(&b, i ? ", " : "");
                ch_buf_str(&b, page_say(req, weekdays[ch_day_weekday(skipped->v[i])]));
                ch_buf_char(&b, ' ');
                ch_buf_int(&b, ch_day_date(skipped->v[i]).day);
        }
        if (ch_buf_end(&b, &days) != CH_OK)
                return CH_LIT("");
        return CH_FILL(req->arena, req->lang, "Working days only. Skipped: {days}.", { "days", days });
}

static const ch_holder_view *
holder_box(const ch_req *req, const ch_holding *h)
{
        ch_holder_view *v = CH_NEW(req->arena, ch_holder_view);

        if (!v || h->holder == CH_HELD_NOBODY)
                return NULL;
        v->holder = holder_name(req, h);
        v->until = page_day(req, h->until);
        v->arithmetic = skipped_days(req, &h->skipped);
        if (h->is_overdue)
                v->next = page_say(req, CH_MSG("This day has passed."));
        return v;
}

void
page_about(const ch_req *req, ch_page_view *page, const page_case *c, ch_url back)
{
        page->holder = holder_box(req, c->holding);
        page->is_sample = c->is_sample;
        page->back = back;
}

ch_url
page_move_url(const ch_req *req, const page_case *c, const char *word)
{
        ch_str id = ch_uuid_text(req->arena, c->id), w = ch_str_of(word);

        if (c->kind == CH_REQUEST)
                return CH_URL_FILL(req->arena, "/requests/{}/do/{}", id, w);
        if (c->kind == CH_OFFER)
                return CH_URL_FILL(req->arena, "/offers/{}/do/{}", id, w);
        return CH_URL_FILL(req->arena, "/matches/{}/do/{}", id, w);
}

ch_list
page_moves(const ch_req *req, const page_case *c)
{
        ch_link_view *links = CH_NEW_N(req->arena, ch_link_view, c->moves->len);
        size_t n = 0;

        for (size_t i = 0; links && i < c->moves->len; i++) {
                const ch_move_row *row = ch_move_row_of(c->moves->v[i]->act);

                if (row)
                        links[n++] = (ch_link_view) { .text = page_say(req, c->moves->v[i]->label),
                                                      .url = page_move_url(req, c, row->word) };
        }
        return (ch_list) { links, n };
}

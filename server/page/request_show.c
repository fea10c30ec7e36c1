#include "request_show.h"
#include "case.h"
#include "facts.h"
#include "page.h"
#include "pages.h"

static ch_summary_view
need_summary(const ch_req *req, const ch_vocab *vocab, const ch_request *r, size_t i)
{
        const ch_need *need = &ch_request_needs(r)[i];
        page_facts facts = { .req = req, .vocab = vocab, .table = &ch_need_fields, .record = need, .lang = r->lang };

        return (ch_summary_view) { CH_FILL(req->arena, req->lang, "Need {n}",
                                           { "n", ch_fmt(req->arena, "%lld", (long long)need->no) }),
                                   page_facts_of(&facts, 0) };
}

static ch_list
summaries(const ch_req *req, const ch_vocab *vocab, const ch_request *r)
{
        static const char *const names[] = { "party",
                                             "co_requesters",
                                             "channel",
                                             "form",
                                             "date",
                                             "date_note",
                                             "lang",
                                             "title",
                                             "note_ref",
                                             "note_date",
                                             "status_words",
                                             "status_reason",
                                             "closed_for",
                                             "contact_function",
                                             "contact_mailbox",
                                             "contact_person",
                                             "exists",
                                             "helpers",
                                             "languages",
                                             "preferred",
                                             "excluded",
                                             "from",
                                             "until",
                                             "approach",
                                             "named",
                                             "publish_summary",
                                             "source",
                                             NULL };
        ch_summary_view *v = CH_NEW_N(req->arena, ch_summary_view, r->needs.len + 1);
        page_facts facts = {
                .req = req, .vocab = vocab, .table = &ch_request_fields, .record = r, .lang = r->lang, .names = names
        };
        size_t n = 0;

        if (!v)
                return (ch_list) { 0 };
        for (size_t i = 0; i < r->needs.len; i++)
                v[n++] = need_summary(req, vocab, r, i);
        v[n].title = page_say(req, CH_MSG("The request as a whole"));
        v[n++].facts = page_facts_of(&facts, 0);
        return (ch_list) { v, n };
}

/* Matches of the request that this reader may see, alphabetically by provider for the State. */
static const ch_table_view *
matches_table(const ch_req *req, const ch_look *look, ch_uuid request)
{
        ch_match_filter filter = { .request = request };
        ch_table_view *table = CH_NEW(req->arena, ch_table_view);
        ch_cell_view *head = CH_NEW_N(req->arena, ch_cell_view, 3);
        ch_match_list list;
        ch_line_view *lines;

        if (!table || !head || ch_matches(look, req->caller.actor, &filter, &list) != CH_OK || !list.len)
                return NULL;
        lines = CH_NEW_N(req->arena, ch_line_view, list.len);
        for (size_t i = 0; lines && i < list.len; i++) {
                const ch_match_view *m = &list.v[i];
                ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, 3);
                page_case c = { .kind = CH_MATCH, .id = m->match->head.id };
                ch_tag_view tag = page_status_tag(req, CH_MATCH, m->match->status);

                if (!cells)
                        break;
                cells[0] = (ch_cell_view) { .text = m->provider_name, .url = page_case_url(req, &c), .is_head = true };
                cells[1].text = m->offer ? m->offer->head.ref : CH_LIT("");
                cells[2] = (ch_cell_view) { .text = tag.text, .tone = tag.tone };
                lines[i].cells = (ch_list) { cells, 3 };
        }
        head[0].text = page_say(req, CH_MSG("Provider"));
        head[1].text = page_say(req, CH_MSG("Offer"));
        head[2].text = page_say(req, CH_MSG("Where it stands"));
        *table = (ch_table_view) { .caption = page_say(req, CH_MSG("Proposed help")),
                                   .head = { head, 3 },
                                   .lines = { lines, lines ? list.len : 0 } };
        return table;
}

static void
add_links(const ch_req *req, const ch_look *look, const page_case *c, page_request_view *v)
{
        ch_str id = ch_uuid_text(req->arena, c->id);
        const ch_request_view *r = &c->request;

        if (ch_legal_has(c->moves, CH_ACT_REQUEST_EDIT))
                v->edit = CH_URL_FILL(req->arena, "/requests/{}/edit/{}", id, CH_LIT("need"));
        if (r->is_own)
                v->consent = CH_URL_FILL(req->arena, "/requests/{}/consent", id);
        if (ch_may_roles(CH_ACT_RANKED_READ) & req->caller.actor->roles && r->request->status == CH_REQUEST_OPEN)
                v->review = CH_URL_FILL(req->arena, "/review/{}", id);
        if (r->is_own && r->request->status == CH_REQUEST_OPEN &&
            ch_case_may(look, req->caller.actor, CH_REQUEST, c->id, CH_ACT_SUITABLE_READ) == CH_OK)
                v->offers = CH_URL_FILL(req->arena, "/requests/{}/offers", id);
        if (r->brake_until != CH_DAY_NONE)
                v->brake = page_day(req, r->brake_until);
        if (r->circulate_until != CH_DAY_NONE)
                v->circulate = page_day(req, r->circulate_until);
        v->brake_wins = r->brake_wins;
        v->on_hold = r->request->on_hold;
}

ch_status
page_request_show(ch_req *req, ch_reply *reply)
{
        ch_uuid id;
        ch_look look;
        page_case c;
        ch_status st = ch_req_id(req, 0, &id);

        if (st != CH_OK)
                return st;
        look = page_look(req);
        st = page_case_of(req, &look, CH_REQUEST, id, &c);
        if (st == CH_OK) {
                const ch_request *r = c.request.request;
                ch_str title = r->title.len ? r->title
                                            : CH_FILL(req->arena, req->lang, "Request of {state}",
                                                      { "state", c.request.party_name });
                ch_page_view page = page_frame_text(req, reply, title);
                ch_tag_view tag = page_status_tag(req, CH_REQUEST, r->status);
                page_request_view v = { .page = &page,
                                        .ref = c.ref,
                                        .title = title,
                                        .lang = r->title.len ? r->lang : CH_LIT(""),
                                        .status = &tag,
                                        .moves = page_moves(req, &c),
                                        .summaries = summaries(req, ch_catalog_vocab(look.cat), r),
                                        .matches = matches_table(req, &look, id) };

                add_links(req, &look, &c, &v);
                page_about(req, &page, &c, CH_URL("/requests"));
                page_send(req, reply, 200, "request_show", &v);
        }
        page_look_end(&look);
        return st;
}

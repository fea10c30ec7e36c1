#include "match_show.h"
#include "case.h"
#include "facts.h"
#include "page.h"
#include "pages.h"

/* The reason, then the words. */
static ch_str
said_text(const ch_req *req, const ch_decision *d)
{
        const char *label = ch_reason_label(ch_act_of(d->act), d->code);
        ch_str reason = *label ? page_say(req, label) : CH_LIT("");

        if (!reason.len || !d->words.len)
                return reason.len ? reason : d->words;
        return CH_FILL(req->arena, req->lang, "{reason}: {words}", { "reason", reason }, { "words", d->words });
}

static ch_list
decision_lines(const ch_req *req, const ch_match *m)
{
        const ch_decision *d = m->decisions.v;
        ch_line_view *lines = CH_NEW_N(req->arena, ch_line_view, m->decisions.len);

        for (size_t i = 0; lines && i < m->decisions.len; i++) {
                ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, 3);
                ch_tag_view tag = page_status_tag(req, CH_MATCH, d[i].status);

                if (!cells)
                        break;
                cells[0] = (ch_cell_view) { .text = page_time(req, d[i].at), .is_head = true };
                cells[1] = (ch_cell_view) { .text = tag.text, .tone = tag.tone };
                cells[2] = (ch_cell_view) { .text = said_text(req, &d[i]), .note = d[i].by_party };
                lines[i].cells = (ch_list) { cells, 3 };
        }
        return (ch_list) { lines, lines ? m->decisions.len : 0 };
}

static const ch_table_view *
decisions(const ch_req *req, const ch_match *m)
{
        ch_table_view *t = CH_NEW(req->arena, ch_table_view);
        ch_cell_view *head = CH_NEW_N(req->arena, ch_cell_view, 3);

        if (!t || !head || !m->decisions.len)
                return NULL;
        head[0].text = page_say(req, CH_MSG("When"));
        head[1].text = page_say(req, CH_MSG("Step"));
        head[2].text = page_say(req, CH_MSG("Reason and words"));
        *t = (ch_table_view) { .caption = page_say(req, CH_MSG("What has been decided")),
                               .head = { head, 3 },
                               .lines = decision_lines(req, m) };
        return t;
}

/* The need and what is open of the request, then the offer: each as this reader may know it. */
static ch_list
summaries(const ch_req *req, const ch_look *look, const ch_match_view *m)
{
        static const char *const request_names[] = { "party",           "title",          "from",    "until",
                                                     "languages",       "exists",         "helpers", "contact_function",
                                                     "contact_mailbox", "contact_person", NULL };
        static const char *const offer_names[] = { "party",    "title",     "text",       "kind",      "role",
                                                   "eligible", "languages", "mode",       "tailoring", "from",
                                                   "until",    "capacity",  "conditions", "mailbox",   NULL };
        ch_summary_view *v = CH_NEW_N(req->arena, ch_summary_view, 3);
        page_facts f = { .req = req, .vocab = ch_catalog_vocab(look->cat) };
        size_t n = 0;

        if (!v)
                return (ch_list) { 0 };
        if (m->need) {
                f.table = &ch_need_fields;
                f.record = m->need;
                f.lang = m->request->lang;
                v[n++] = (ch_summary_view) { page_say(req, CH_MSG("The need")), page_facts_of(&f, 0) };
        }
        if (m->request) {
                f.table = &ch_request_fields;
                f.record = m->request;
                f.names = request_names;
                f.lang = m->request->lang;
                v[n++] = (ch_summary_view) { page_say(req, CH_MSG("The request")), page_facts_of(&f, 0) };
        }
        if (m->offer) {
                f.table = &ch_offer_fields;
                f.record = m->offer;
                f.names = offer_names;
                f.lang = m->offer->lang;
                v[n++] = (ch_summary_view) { page_say(req, CH_MSG("The offer")), page_facts_of(&f, 0) };
        }
        return (ch_list) { v, n };
}

ch_status
page_match_show(ch_req *req, ch_reply *reply)
{
        ch_uuid id;
        ch_look look;
        page_case c;
        ch_status st = ch_req_id(req, 0, &id);

        if (st != CH_OK)
                return st;
        look = page_look(req);
        st = page_case_of(req, &look, CH_MATCH, id, &c);
        if (st == CH_OK) {
                const ch_match *m = c.match.match;
                ch_page_view page = page_frame_text(req, reply, c.title);
                ch_tag_view tag = page_status_tag(req, CH_MATCH, m->status);
                page_match_view v = { .page = &page,
                                      .ref = c.ref,
                                      .title = c.title,
                                      .status = &tag,
                                      .moves = page_moves(req, &c),
                                      .covers = m->covers,
                                      .summaries = summaries(req, &look, &c.match),
                                      .decisions = decisions(req, m) };

                if (c.match.has_scores)
                        v.reasons = page_reasons(req, &look, m->reasons.v, m->reasons.len, m->score);
                if (c.match.request) {
                        page_case request = { .kind = CH_REQUEST, .id = m->request };

                        v.request = page_case_url(req, &request);
                }
                page_about(req, &page, &c, CH_URL("/matches"));
                page_send(req, reply, 200, "match_show", &v);
        }
        page_look_end(&look);
        return st;
}

static ch_line_view
line_of(const ch_req *req, const ch_match_view *m)
{
        ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, 4);
        page_case c = { .kind = CH_MATCH, .id = m->match->head.id };
        ch_tag_view tag = page_status_tag(req, CH_MATCH, m->match->status);

        if (!cells)
                return (ch_line_view) { 0 };
        cells[0] = (ch_cell_view) { .text = m->match->head.ref,
                                    .url = page_case_url(req, &c),
                                    .is_head = true,
                                    .note = m->match->head.is_sample ? page_say(req, CH_MSG("Sample")) : CH_LIT("") };
        cells[1].text = m->party_name;
        cells[2].text = m->provider_name;
        cells[3] = (ch_cell_view) { .text = tag.text, .tone = tag.tone };
        return (ch_line_view) { { cells, 4 } };
}

ch_status
page_match_list(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_match_filter filter = { 0 };
        ch_match_list list;
        ch_str unused;
        ch_status st = page_list_ask(req, &unused, &filter.page);

        if (st == CH_OK)
                st = ch_matches(&look, req->caller.actor, &filter, &list);
        if (st == CH_OK) {
                ch_page_view page = page_frame(req, reply, CH_MSG("Matches"));
                ch_cell_view head[] = { { .text = page_say(req, CH_MSG("Match")) },
                                        { .text = page_say(req, CH_MSG("State")) },
                                        { .text = page_say(req, CH_MSG("Provider")) },
                                        { .text = page_say(req, CH_MSG("Where it stands")) } };
                ch_line_view *lines = CH_NEW_N(req->arena, ch_line_view, list.len);
                ch_table_view table = { .caption = page_say(req, CH_MSG("Matches")),
                                        .head = CH_LIST_OF(head),
                                        .empty = page_say(req, CH_MSG("There is no match that you may read here.")) };
                ch_pager_view pager = page_pager(req, CH_URL("/matches"), CH_LIT(""), &list.page, list.len);
                page_list_view v = {
                        .page = &page, .title = page_say(req, CH_MSG("Matches")), .table = &table, .pager = &pager
                };

                for (size_t i = 0; lines && i < list.len; i++)
                        lines[i] = line_of(req, &list.v[i]);
                table.lines = (ch_list) { lines, lines ? list.len : 0 };
                page_send(req, reply, 200, "list", &v);
        }
        page_look_end(&look);
        return st;
}

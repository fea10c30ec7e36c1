#include "review.h"
#include "case.h"
#include "page.h"
#include "pages.h"
#include <ch/base/assert.h>
#include <ch/base/utf8.h>
#include <ch/ranked.h>
#include <string.h>

enum { SHORT_LIST = 10, LONG_LIST = 50, QUOTE_MAX = 240 };

typedef struct reviewing {
        ch_req *req;
        ch_reply *reply;
        const ch_look *look;
        page_case c;
        int64_t no; /* need; 0: all, interleaved */
        ch_ranked_view list;
        bool may_decide;
} reviewing;

/* ---- one place of the list ---- */

static ch_str
names_of(const reviewing *r, ch_strs codes)
{
        const ch_vocab *vocab = ch_catalog_vocab(r->look->cat);
        ch_buf b = ch_buf_new(r->req->arena);
        ch_str out;

        for (size_t i = 0; i < codes.len; i++) {
                ch_vocab_kind kind = ch_vocab_topic(vocab, codes.v[i]) ? CH_VOCAB_MEASURE
                                     : codes.v[i].len == 2             ? CH_VOCAB_LANGUAGE
                                                                       : CH_VOCAB_ELIGIBLE;

                ch_buf_lit(&b, i ? ", " : "");
                ch_buf_str(&b, page_code_name(r->req, vocab, kind, codes.v[i]));
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : CH_LIT("");
}

const ch_reasons_view *
page_reasons(const ch_req *req, const ch_look *look, const ch_reason *why, size_t n, int64_t score)
{
        reviewing r = { .req = (ch_req *)(uintptr_t)req, .look = look };
        ch_reasons_view *v = CH_NEW(req->arena, ch_reasons_view);
        ch_reason_view *rows = CH_NEW_N(req->arena, ch_reason_view, n);

        if (!v || !rows)
                return NULL;
        for (size_t i = 0; i < n; i++) {
                rows[i].factor = page_say(req, ch_factor_text((ch_factor)why[i].factor));
                rows[i].words = names_of(&r, why[i].codes);
                rows[i].fit = why[i].fit;
                rows[i].weight = why[i].fit ? why[i].points / why[i].fit : 0;
                rows[i].points = page_points(req->arena, why[i].points);
        }
        *v = (ch_reasons_view) { .reasons = { rows, n }, .total = page_points(req->arena, score) };
        return v;
}

/* The strongest three, in one line. */
static ch_str
because(const reviewing *r, const ch_pairing *p)
{
        ch_buf b = ch_buf_new(r->req->arena);
        ch_str out;

        for (size_t i = 0; i < p->why_len && i < 3; i++) {
                ch_buf_lit(&b, i ? " · " : "");
                ch_buf_str(&b, page_say(r->req, ch_factor_text((ch_factor)p->why[i].factor)));
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : CH_LIT("");
}

static ch_url
decide_url(const reviewing *r, int64_t no, bool propose)
{
        ch_str id = ch_uuid_text(r->req->arena, r->c.id), n = ch_fmt(r->req->arena, "%lld", (long long)no);

        return propose ? CH_URL_FILL(r->req->arena, "/review/{}/{}/propose", id, n)
                       : CH_URL_FILL(r->req->arena, "/review/{}/{}/set-aside", id, n);
}

static ch_field_view
reason_choice(const page_input *in)
{
        const ch_coded_reason *row = ch_reasons_of(CH_ACT_MATCH_SET_ASIDE);
        ch_field_view f = page_field_own(in, CH_SHOW_SELECT, "reason", CH_MSG("Why it is set aside"));
        ch_strs values = { 0 }, labels = { 0 };

        for (; row && row->code; row++) {
                values = ch_strs_add(in->req->arena, values, ch_str_of(row->code));
                labels = ch_strs_add(in->req->arena, labels, page_say(in->req, row->label));
        }
        page_options(in, &f, values, labels, (ch_strs) { 0 });
        return f;
}

/* The form that proposes or sets aside one offer; suffix keeps ids apart where several stand on a page. */
static ch_form_view *
decision_form(const reviewing *r, const page_input *in, ch_str offer, int64_t no, bool propose, size_t suffix)
{
        ch_arena *a = r->req->arena;
        ch_field_view *f = CH_NEW_N(a, ch_field_view, 3);
        ch_form_view *form = CH_NEW(a, ch_form_view);

        if (!f || !form)
                return NULL;
        f[0] = ch_field_with(CH_SHOW_HIDDEN, CH_LIT("offer"), CH_LIT(""), offer);
        if (propose)
                f[1] = page_field_own(in, CH_SHOW_LINE, "covers", CH_MSG("What of the need it covers"));
        else
                f[1] = reason_choice(in);
        f[2] = page_field_own(in, CH_SHOW_TEXT, "words", CH_MSG("In your own words (optional)"));
        f[2].rows = 2;
        for (size_t i = 0; suffix && i < 3; i++)
                f[i].id = ch_fmt(a, "%.*s-%s-%zu", (int)f[i].name.len, f[i].name.p, propose ? "p" : "s", suffix);
        *form = page_form(r->req, r->reply, decide_url(r, no, propose), f, 3);
        form->submit = page_say(r->req, propose ? CH_MSG("Propose this offer") : CH_MSG("Set it aside"));
        return form;
}

static ch_list
tags_of(const reviewing *r, const ch_pairing *p)
{
        ch_tag_view *tags = CH_NEW_N(r->req->arena, ch_tag_view, 2);
        size_t n = 0;

        if (tags && p->status != CH_MATCH_SUGGESTED)
                tags[n++] = page_status_tag(r->req, CH_MATCH, (int32_t)p->status);
        if (tags && p->offer->kind == 1)
                tags[n++] = (ch_tag_view) { page_say(r->req, CH_MSG("Programme")), CH_TONE_QUIET };
        return (ch_list) { tags, n };
}

static void
fill_place(const reviewing *r, const ch_pairing *p, size_t i, ch_place_view *out)
{
        page_input in = { .req = r->req, .prefix = "" };
        page_case offer = { .kind = CH_OFFER, .id = p->offer->head.id };
        const ch_need *need = ch_request_need(r->c.request.request, p->need);
        ch_str text = p->part.len ? p->part : p->offer->title.len ? p->offer->title : p->offer->head.ref;

        *out = (ch_place_view) { .rank = (int64_t)p->rank,
                                 .id = ch_fmt(r->req->arena, "place-%zu", i + 1),
                                 .title = text,
                                 .lang = p->offer->lang,
                                 .url = page_case_url(r->req, &offer),
                                 .ref = p->offer->head.ref,
                                 .provider = p->provider_name,
                                 .score = page_points(r->req->arena, p->score),
                                 .because = because(r, p),
                                 .tags = tags_of(r, p),
                                 .reasons = page_reasons(r->req, r->look, p->why, p->why_len, p->score) };
        out->why = page_review_why_url(r->req, r->c.id, p->need, p->offer->head.ref);
        if (!r->no && need)
                out->need = page_fill_number(r->req, CH_MSG("Need {n}"), "n", need->no);
        if (r->may_decide && (p->status == CH_MATCH_SUGGESTED || p->status == CH_MATCH_SET_ASIDE)) {
                ch_str id = ch_uuid_text(r->req->arena, p->offer->head.id);

                out->propose = decision_form(r, &in, id, p->need, true, i + 1);
                if (p->status == CH_MATCH_SUGGESTED)
                        out->set_aside = decision_form(r, &in, id, p->need, false, i + 1);
        }
}

static ch_list
places(const reviewing *r)
{
        ch_place_view *v = CH_NEW_N(r->req->arena, ch_place_view, r->list.len);

        for (size_t i = 0; v && i < r->list.len; i++)
                fill_place(r, &r->list.v[i], i, &v[i]);
        return (ch_list) { v, v ? r->list.len : 0 };
}

/* ---- why not ---- */

static ch_list
removed_rows(const reviewing *r)
{
        const ch_why_not *w = r->list.why_not;
        page_why_not_view *v = CH_NEW_N(r->req->arena, page_why_not_view, CH__RULE_MAX);
        size_t n = 0;

        for (ch_rule rule = CH_RULE_PASSED + 1; v && w && rule < CH__RULE_MAX; rule++) {
                if (w->removed[rule])
                        v[n++] = (page_why_not_view) { .count = (int64_t)w->removed[rule],
                                                       .text = page_say(r->req, ch_rule_text(rule)) };
        }
        return (ch_list) { v, n };
}

static ch_list
nearest_rows(const reviewing *r)
{
        const ch_why_not *w = r->list.why_not;
        page_why_not_view *v = CH_NEW_N(r->req->arena, page_why_not_view, 3);
        size_t n = 0;

        for (; v && w && n < w->nearest_len; n++) {
                page_case offer = { .kind = CH_OFFER, .id = w->nearest[n].offer->head.id };

                v[n] = (page_why_not_view) { .ref = w->nearest[n].offer->head.ref,
                                             .url = page_case_url(r->req, &offer),
                                             .text = page_say(r->req, ch_rule_text(w->nearest[n].rule)),
                                             .score = page_points(r->req->arena, w->nearest[n].score),
                                             .why = page_review_why_url(r->req, r->c.id, r->no,
                                                                        w->nearest[n].offer->head.ref) };
        }
        return (ch_list) { v, n };
}

/* ---- the page ---- */

static ch_list
need_links(const reviewing *r)
{
        const ch_request *request = r->c.request.request;
        ch_link_view *v = CH_NEW_N(r->req->arena, ch_link_view, request->needs.len + 1);
        ch_str id = ch_uuid_text(r->req->arena, r->c.id);
        size_t n = 0;

        if (!v)
                return (ch_list) { 0 };
        v[n++] = (ch_link_view) { .text = page_say(r->req, CH_MSG("All needs together")),
                                  .url = CH_URL_FILL(r->req->arena, "/review/{}", id),
                                  .is_current = !r->no };
        for (size_t i = 0; i < request->needs.len; i++) {
                const ch_need *need = &ch_request_needs(request)[i];

                v[n++] = (ch_link_view) { .text = ch_utf8_cut(need->text, 80),
                                          .lang = request->lang,
                                          .url = CH_URL_FILL(r->req->arena, "/review/{}/{}", id,
                                                             ch_fmt(r->req->arena, "%lld", (long long)need->no)),
                                          .is_current = need->no == r->no };
        }
        return (ch_list) { v, n };
}

static void
send_list(reviewing *r)
{
        ch_req *req = r->req;
        const ch_need *need = r->no ? ch_request_need(r->c.request.request, r->no) : NULL;
        ch_page_view page = page_frame(req, r->reply, CH_MSG("Offers ranked"));
        const page_why_view *why = page_review_why(req, r->look, r->c.id, r->no);
        page_review_view v = { .page = &page,
                               .ref = r->c.ref,
                               .state = r->c.request.party_name,
                               .needs = need_links(r),
                               .lang = r->c.request.request->lang,
                               .places = places(r),
                               .removed = removed_rows(r),
                               .nearest = nearest_rows(r),
                               .why = why && why->asked.len ? why : NULL,
                               .ask = why && !why->asked.len ? why : NULL,
                               .offers = (int64_t)r->list.offers,
                               .weights = r->list.weights,
                               .as_of = (int64_t)r->list.as_of,
                               .day = page_day(req, r->list.today) };

        if (need)
                v.need = need->text;
        if (r->list.len == SHORT_LIST)
                v.more = ch_url_query(req->arena, ch_url_own(req->path), "top", CH_LIT("50"));
        page_about(req, &page, &r->c, r->c.url);
        page_send(req, r->reply, 200, "review", &v);
}

static ch_status
open_list(reviewing *r)
{
        ch_ranked_ask ask = { .today = CH_DAY_NONE };
        ch_uuid id;
        ch_status st = ch_req_id(r->req, 0, &id);

        r->no = 0;
        if (st != CH_OK || (r->req->param[1].len && !ch_str_int(r->req->param[1], 1, CH_NEEDS_MAX, &r->no)))
                return CH_HIDDEN;
        st = page_case_of(r->req, r->look, CH_REQUEST, id, &r->c);
        if (st != CH_OK)
                return st;
        if (r->no && !ch_request_need(r->c.request.request, r->no))
                return CH_HIDDEN;
        ask.request = id;
        ask.need = r->no;
        ask.explains = true;
        ask.top = ch_req_query(r->req, "top").len ? LONG_LIST : SHORT_LIST;
        r->may_decide = (ch_may_roles(CH_ACT_MATCH_PROPOSE) & r->req->caller.actor->roles) != 0;
        return ch_ranked_show(r->look, r->req->caller.actor, &ask, &r->list);
}

ch_status
page_review_show(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        reviewing r = { .req = req, .reply = reply, .look = &look };
        ch_status st = open_list(&r);

        if (st == CH_OK)
                send_list(&r);
        page_look_end(&look);
        return st;
}

/* ---- deciding ---- */

static void
send_decision(reviewing *r, const ch_issues *issues, bool propose, ch_status st)
{
        page_input in = { .req = r->req, .prefix = "", .is_typed = true, .issues = issues };
        ch_page_view page = page_frame(r->req, r->reply,
                                       propose ? CH_MSG("Propose an offer") : CH_MSG("Set an offer aside"));
        ch_form_view *form = decision_form(r, &in, ch_req_field(r->req, "offer"), r->no, propose, 0);

        if (!form)
                return;
        form->title = page.title;
        form->caption = r->c.ref;
        page_form_issues(r->req, form, issues);
        page.has_errors = true;
        page.back = CH_URL_FILL(r->req->arena, "/review/{}/{}", ch_uuid_text(r->req->arena, r->c.id), r->req->param[1]);
        page_send(r->req, r->reply, ch_status_http(st), "form", &(page_form_view) { &page, form });
}

ch_status
page_review_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        reviewing r = { .req = req, .reply = reply, .look = &work->look };
        bool propose = req->route->act == CH_ACT_MATCH_PROPOSE;
        ch_pair_in in = { .covers = ch_str_trim(ch_req_field(req, "covers")),
                          .code = ch_req_field(req, "reason"),
                          .words = ch_str_trim(ch_req_field(req, "words")) };
        page_case made_case = { .kind = CH_MATCH };
        ch_made made;
        ch_status st = ch_req_id(req, 0, &in.request);

        if (st != CH_OK || !ch_str_int(req->param[1], 1, CH_NEEDS_MAX, &r.no) ||
            !ch_uuid_parse(ch_req_field(req, "offer"), &in.offer))
                return CH_HIDDEN;
        in.need = r.no;
        st = propose ? ch_match_propose(work, req->caller.actor, &in, &made)
                     : ch_match_set_aside(work, req->caller.actor, &in, &made);
        if (st == CH_OK) {
                made_case.id = made.id;
                ch_reply_see_other(reply, propose ? page_case_url(req, &made_case)
                                                  : CH_URL_FILL(req->arena, "/review/{}/{}",
                                                                ch_uuid_text(req->arena, in.request), req->param[1]));
        } else if ((st == CH_INVALID || st == CH_CONFLICT) &&
                   page_case_of(req, &work->look, CH_REQUEST, in.request, &r.c) == CH_OK) {
                send_decision(&r, &work->issues, propose, st);
        }
        return st;
}

/* ---- the queue ---- */

static ch_list
queue_lines(const ch_req *req, const ch_request_list *list)
{
        ch_line_view *lines = CH_NEW_N(req->arena, ch_line_view, list->len);

        for (size_t i = 0; lines && i < list->len; i++) {
                const ch_request *r = list->v[i].request;
                ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, 3);

                if (!cells)
                        break;
                cells[0] = (ch_cell_view) { .text = list->v[i].party_name,
                                            .is_head = true,
                                            .note = r->head.is_sample ? page_say(req, CH_MSG("Sample")) : CH_LIT("") };
                cells[1] = (ch_cell_view) { .text = r->head.ref,
                                            .url = CH_URL_FILL(req->arena, "/review/{}",
                                                               ch_uuid_text(req->arena, r->head.id)) };
                cells[2] = (ch_cell_view) { .text = ch_fmt(req->arena, "%zu", r->needs.len), .is_number = true };
                lines[i].cells = (ch_list) { cells, 3 };
        }
        return (ch_list) { lines, lines ? list->len : 0 };
}

ch_status
page_review_list(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_request_filter filter = { .statuses = 1u << CH_REQUEST_OPEN };
        ch_request_list list;
        ch_status st = page_list_ask(req, &filter.text, &filter.page);

        if (st == CH_OK)
                st = ch_requests(&look, req->caller.actor, &filter, &list);
        if (st == CH_OK) {
                ch_page_view page = page_frame(req, reply, CH_MSG("Review"));
                ch_cell_view head[] = { { .text = page_say(req, CH_MSG("State")) },
                                        { .text = page_say(req, CH_MSG("Request")) },
                                        { .text = page_say(req, CH_MSG("Needs")), .is_number = true } };
                ch_table_view table = { .caption = page_say(req, CH_MSG("Open requests")),
                                        .head = CH_LIST_OF(head),
                                        .lines = queue_lines(req, &list),
                                        .empty = page_say(req, CH_MSG("No request is open to you at present.")) };
                ch_pager_view pager = page_pager(req, CH_URL("/review"), filter.text, &list.page, list.len);
                page_list_view v = { .page = &page,
                                     .title = page_say(req, CH_MSG("Review")),
                                     .action = CH_URL("/review"),
                                     .query = filter.text,
                                     .table = &table,
                                     .pager = &pager };

                page_send(req, reply, 200, "list", &v);
        }
        page_look_end(&look);
        return st;
}

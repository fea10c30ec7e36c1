#include "edit.h"
#include "do.h"
#include "pages.h"
#include <ch/base/assert.h>
#include <ch/form.h>
#include <string.h>

enum { FIELDS_MAX = 48 };

/* ---- finding the way ---- */

static const edit_form *
form_of(const ch_req *req)
{
        return req->route->act == request_form.act ? &request_form : &offer_form;
}

const ch_parts *
edit_parts(const edit_form *form, const void *record)
{
        return ch_field_in(ch_field_find(form->table, ch_str_of(form->parts)), record);
}

const void *
edit_part(const editing *e, const void *record)
{
        const ch_parts *parts = edit_parts(e->form, record);

        if (!e->part || e->part > parts->len)
                return NULL;
        return (const char *)parts->v + (e->part - 1) * e->form->part_table->size;
}

static const edit_page *
page_named(const edit_form *form, ch_str word)
{
        for (size_t i = 0; i < form->pages_len; i++) {
                if (ch_str_is(word, form->pages[i].word))
                        return &form->pages[i];
        }
        return NULL;
}

static const edit_page *
page_beside(const editing *e, ptrdiff_t step)
{
        ptrdiff_t i = e->page - e->form->pages + step;

        return i >= 0 && i < (ptrdiff_t)e->form->pages_len ? &e->form->pages[i] : NULL;
}

static bool
is_check(const editing *e)
{
        return !page_beside(e, 1);
}

ch_url
edit_url(const editing *e, const edit_page *page, size_t part)
{
        ch_arena *a = e->req->arena;
        ch_str id = ch_uuid_text(a, e->c.id), word = ch_str_of(page->word);
        ch_url url = e->form->kind == CH_REQUEST ? CH_URL_FILL(a, "/requests/{}/edit/{}", id, word)
                                                 : CH_URL_FILL(a, "/offers/{}/edit/{}", id, word);

        return part ? ch_url_query(a, url, "part", ch_fmt(a, "%zu", part)) : url;
}

/* ?part=N, from 1 to one past the last; else the first. */
static size_t
part_asked(const editing *e)
{
        int64_t n, most = (int64_t)edit_parts(e->form, e->record)->len + (e->page->makes_parts ? 1 : 0);

        if (most > (int64_t)e->form->parts_max)
                most = (int64_t)e->form->parts_max;
        return ch_str_int(ch_req_query(e->req, "part"), 1, most, &n) ? (size_t)n : 1;
}

static ch_status
open_page(editing *e)
{
        ch_uuid id;
        ch_status st = ch_req_id(e->req, 0, &id);

        e->form = form_of(e->req);
        e->page = page_named(e->form, e->req->param[1]);
        if (st != CH_OK || !e->page)
                return CH_HIDDEN;
        st = page_case_of(e->req, e->look, e->form->kind, id, &e->c);
        if (st != CH_OK)
                return st;
        if (!ch_legal_has(e->c.moves, e->form->act)) {
                st = ch_case_may(e->look, e->req->caller.actor, e->form->kind, id, e->form->act);
                return st == CH_OK ? CH_ILLEGAL_MOVE : st;
        }
        e->record = page_case_record(&e->c);
        e->part = e->page->is_per_part ? part_asked(e) : 0;
        return CH_OK;
}

/* ---- showing ---- */

static size_t
fill_fields(const editing *e, const ch_issues *issues, ch_field_view *f)
{
        ch_arena *a = e->req->arena;
        size_t skip = strlen(e->form->parts) + 1, n = 0;
        page_input whole = { .req = e->req,
                             .vocab = ch_catalog_vocab(e->look->cat),
                             .table = e->form->table,
                             .record = e->record,
                             .prefix = "",
                             .is_typed = e->req->method == CH_POST,
                             .issues = issues };
        page_input part = whole;

        part.table = e->form->part_table;
        part.record = edit_part(e, e->record);
        part.prefix = ch_str_c(a, ch_fmt(a, "%s.%zu.", e->form->parts, e->part));
        for (const char *const *name = e->page->names; *name; name++) {
                bool of_part = !strncmp(*name, e->form->parts, skip - 1) && (*name)[skip - 1] == '.';

                f[n++] = page_field(of_part ? &part : &whole, of_part ? *name + skip : *name);
        }
        if (e->page->fill)
                n += e->page->fill(e, &part, f + n);
        CH_ASSERT(n <= FIELDS_MAX);
        return n;
}

static ch_str
caption(const editing *e)
{
        ch_arena *a = e->req->arena;

        return CH_FILL(a, e->req->lang, "{ref} · step {step} of {steps}", { "ref", e->c.ref },
                       { "step", ch_fmt(a, "%td", e->page - e->form->pages + 1) },
                       { "steps", ch_fmt(a, "%zu", e->form->pages_len) });
}

static void
send_page(const editing *e, const ch_issues *issues)
{
        ch_req *req = e->req;
        ch_field_view *f = CH_NEW_N(req->arena, ch_field_view, FIELDS_MAX);
        ch_page_view page = page_frame(req, e->reply, e->page->title);
        const edit_page *before = page_beside(e, -1);
        bool can_add = e->page->makes_parts && edit_parts(e->form, e->record)->len < e->form->parts_max;
        ch_form_view form;

        if (!f)
                return;
        form = page_form(req, e->reply, edit_url(e, e->page, e->part), f, fill_fields(e, issues, f));
        form.version = ch_fmt(req->arena, "%u", e->c.version);
        form.caption = caption(e);
        form.title = page_say(req, e->page->title);
        form.lead = e->page->lead ? page_say(req, e->page->lead) : CH_LIT("");
        form.also = page_say(req, can_add ? e->form->also : CH_MSG("Save and come back later"));
        if (issues)
                page_form_issues(req, &form, issues);
        page.has_errors = form.errors.len > 0;
        page.back = before ? edit_url(e, before, 0) : e->c.url;
        page.is_sample = e->c.is_sample;
        page_send(req, e->reply, issues ? 422 : 200, "form", &(page_form_view) { &page, &form });
}

static ch_status
refuse(const editing *e, ch_status st)
{
        ch_uuid id;

        if (st == CH_ILLEGAL_MOVE && ch_req_id(e->req, 0, &id) == CH_OK)
                page_illegal(e->req, e->reply, e->look, e->form->kind, id);
        return st;
}

ch_status
page_edit_show(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        editing e = { .req = req, .reply = reply, .look = &look };
        ch_status st = open_page(&e);

        if (st == CH_OK && is_check(&e))
                edit_check_send(&e);
        else if (st == CH_OK)
                send_page(&e, NULL);
        st = refuse(&e, st);
        page_look_end(&look);
        return st;
}

/* ---- saving ---- */

/* A page that makes a part must not be sent empty: there would be nothing to save. */
static void
require_part(const editing *e, ch_issues *issues)
{
        const ch_str *text = edit_part(e, e->answers);
        const ch_field *first = ch_field_find(e->form->part_table, CH_LIT("text"));

        if (text && !ch_field_is_empty(first, text))
                return;
        ch_issue_add(issues, ch_fmt(e->req->arena, "%s.%zu.text", e->form->parts, e->part), e->form->part_missing);
}

/* Pairs of fields that the page reads itself: all that are neither a part's nor the frame's. */
static void
drop_own(const editing *e, ch_pairs *pairs)
{
        ch_str prefix = ch_fmt(e->req->arena, "%s.", e->form->parts);
        size_t n = 0;

        for (size_t i = 0; i < pairs->len; i++) {
                if (ch_str_starts(pairs->v[i].name, prefix))
                        pairs->v[n++] = pairs->v[i];
        }
        pairs->len = n;
}

static ch_status
read_answers(editing *e, ch_issues *issues)
{
        const ch_vocab *vocab = ch_catalog_vocab(e->look->cat);
        ch_pairs pairs = page_party_lines(e->req, vocab, e->form->lists);
        ch_form_ask ask = { .fields = e->form->table, .names = e->page->names };

        e->answers = ch_record_copy(e->req->arena, e->form->kind, e->record);
        if (!e->answers)
                return CH_TOO_LARGE;
        if (e->page->fill)
                drop_own(e, &pairs);
        if (e->page->names[0])
                ch_form_read(&pairs, &ask, e->answers, issues);
        if (e->page->read && edit_part(e, e->answers))
                e->page->read(e, (void *)(uintptr_t)edit_part(e, e->answers), issues);
        ch_record_check(e->form->kind, e->answers, vocab, false, issues);
        if (e->page->makes_parts)
                require_part(e, issues);
        return CH_OK;
}

ch_status
page_edit_read(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        editing *e = CH_NEW(req->arena, editing);
        ch_issues issues = ch_issues_new(req->arena);
        ch_status st = CH_TOO_LARGE;

        if (e) {
                *e = (editing) { .req = req, .reply = reply, .look = &look };
                st = open_page(e);
                if (st == CH_OK)
                        st = read_answers(e, &issues);
                if (st == CH_OK && issues.len) {
                        send_page(e, &issues);
                        st = CH_INVALID;
                }
                st = refuse(e, st);
        }
        page_look_end(&look);
        req->draft = e;
        return st;
}

/* Where Continue leads: the next part of a page that asks each, else the next page. */
static ch_url
next_url(const editing *e)
{
        size_t parts = edit_parts(e->form, e->answers)->len;
        const edit_page *next = page_beside(e, 1);

        if (ch_req_field(e->req, "also").len)
                return e->page->makes_parts && parts < e->form->parts_max ? edit_url(e, e->page, parts + 1)
                                                                          : CH_URL("/");
        if (e->page->is_per_part && e->part < parts)
                return edit_url(e, e->page, e->part + 1);
        return edit_url(e, next ? next : e->page, 0);
}

ch_strs
edit_saves(const editing *e)
{
        const char *const *names = e->page->saves ? e->page->saves : e->page->names;
        ch_strs out = { 0 };

        for (; *names; names++)
                out = ch_strs_add(e->req->arena, out, ch_str_of(*names));
        return out;
}

ch_status
page_edit_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        editing *e = req->draft;
        ch_made made;
        ch_status st, shown;

        e->look = &work->look;
        e->reply = reply;
        st = e->form->save(work, req->caller.actor, e, &made);
        if (st == CH_OK) {
                ch_reply_see_other(reply, next_url(e));
                return CH_OK;
        }
        if (st == CH_STALE)
                ch_issue_add(&work->issues, CH_LIT(""),
                             CH_MSG("Somebody of your party has saved this since you opened the page. What you typed "
                                    "is still "
                                    "here: look it over and press Continue again to keep yours."));
        if (st != CH_INVALID && st != CH_STALE)
                return st;
        shown = open_page(e);
        if (shown == CH_OK)
                send_page(e, &work->issues);
        return shown == CH_OK ? st : shown;
}

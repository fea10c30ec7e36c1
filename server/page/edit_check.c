/* edit_check.c – the last page of a form: all answers, where to change them, and what is still missing. */
#include "edit.h"
#include "facts.h"
#include "pages.h"
#include <ch/base/assert.h>

/* The page that asks a field: "title", or "needs.text" for the issue "needs.2.text". */
static const edit_page *
page_asking(const editing *e, ch_str field, size_t *part)
{
        ch_str rest = field, head, number, bare = field;
        int64_t n;

        *part = 0;
        (void)ch_str_cut(&rest, '.', &head);
        if (rest.len && ch_str_cut(&rest, '.', &number) && ch_str_int(number, 1, 1000, &n)) {
                *part = (size_t)n;
                bare = ch_fmt(e->req->arena, "%.*s.%.*s", (int)head.len, head.p, (int)rest.len, rest.p);
        }
        for (size_t i = 0; i < e->form->pages_len; i++) {
                for (const char *const *name = e->form->pages[i].names; *name; name++) {
                        if (ch_str_is(bare, *name) ||
                            (ch_str_is(head, e->form->parts) && e->form->pages[i].makes_parts))
                                return &e->form->pages[i];
                }
        }
        return NULL;
}

static ch_list
missing_links(const editing *e, const ch_issues *issues)
{
        ch_error_view *v = CH_NEW_N(e->req->arena, ch_error_view, issues->len);

        for (size_t i = 0; v && i < issues->len; i++) {
                size_t part;
                const edit_page *page = page_asking(e, issues->v[i].field, &part);

                v[i].text = page_issue(e->req, &issues->v[i]);
                if (page)
                        v[i].url = edit_url(e, page, part);
        }
        return (ch_list) { v, v ? issues->len : 0 };
}

typedef struct changing { /* ctx of change_url */
        const editing *e;
        size_t part; /* 0: the whole */
} changing;

static ch_url
change_url(const void *ctx, ch_str field)
{
        const changing *c = ctx;
        ch_arena *a = c->e->req->arena;
        size_t unused;
        const edit_page *page;

        if (c->part)
                field = ch_fmt(a, "%s.%zu.%.*s", c->e->form->parts, c->part, (int)field.len, field.p);
        page = page_asking(c->e, field, &unused);
        return page ? edit_url(c->e, page, c->part) : (ch_url) { 0 };
}

static ch_list
summaries(const editing *e)
{
        const ch_parts *parts = edit_parts(e->form, e->record);
        const ch_str *lang = ch_field_in(ch_field_find(e->form->table, CH_LIT("lang")), e->record);
        ch_summary_view *v = CH_NEW_N(e->req->arena, ch_summary_view, parts->len + 1);
        changing at = { e, 0 };
        page_facts facts = {
                .req = e->req, .vocab = ch_catalog_vocab(e->look->cat), .lang = *lang, .change = change_url, .ctx = &at
        };
        size_t n = 0;

        for (; v && n < parts->len; n++) {
                facts.table = e->form->part_table;
                facts.record = (const char *)parts->v + n * e->form->part_table->size;
                v[n].title = page_fill_number(e->req, e->form->part_title, "n", (int64_t)n + 1);
                at.part = n + 1;
                v[n].facts = page_facts_of(&facts, CH_WRITABLE);
        }
        if (!v)
                return (ch_list) { 0 };
        facts.table = e->form->table;
        facts.record = e->record;
        v[n].title = page_say(e->req, CH_MSG("Everything else"));
        at.part = 0;
        v[n].facts = page_facts_of(&facts, CH_WRITABLE);
        return (ch_list) { v, n + 1 };
}

void
edit_check_send(const editing *e)
{
        ch_req *req = e->req;
        ch_page_view page = page_frame(req, e->reply, CH_MSG("Check your answers"));
        ch_issues missing = ch_issues_new(req->arena);
        page_check_view v = { .page = &page, .ref = e->c.ref, .summaries = summaries(e) };
        ch_act submit = e->form->kind == CH_REQUEST ? CH_ACT_REQUEST_SUBMIT : CH_ACT_OFFER_SUBMIT;

        if (e->form->missing(e->look, req->caller.actor, e->c.id, &missing) == CH_INVALID || missing.len)
                v.missing = missing_links(e, &missing);
        if (ch_legal_has(e->c.moves, submit))
                v.submit = page_move_url(req, &e->c, "submit");
        if (e->form->has_consent)
                v.consent = CH_URL_FILL(req->arena, "/requests/{}/consent", ch_uuid_text(req->arena, e->c.id));
        v.is_request = e->form->has_consent;
        page.back = edit_url(e, e->page - 1, 0);
        page.is_sample = e->c.is_sample;
        page_send(req, e->reply, 200, "check", &v);
}

/* consent.c – who may see what: the levels now, a preview of exactly what new readers will see, then the act itself. */
#include "case.h"
#include "do.h"
#include "facts.h"
#include "page.h"
#include "pages.h"
#include "request_show.h"
#include <ch/base/assert.h>
#include <ch/form.h>

static const struct group_row {
        ch_group group;
        const char *name, *label, *hint;
} groups[] = {
        { CH_GROUP_SUMMARY, "level_summary", CH_MSG("Summary"),
          CH_MSG("Your State, the title, the period and the working languages.") },
        { CH_GROUP_CODES, "level_codes", CH_MSG("Topics and kinds of help"),
          CH_MSG("Coded words, nothing that you wrote.") },
        { CH_GROUP_NARRATIVE, "level_narrative", CH_MSG("Your own words"),
          CH_MSG("What you need, what exists, who helps, where.") },
        { CH_GROUP_ATTACHMENTS, "level_attachments", CH_MSG("Attached files"), NULL },
        { CH_GROUP_CONTACTS, "level_contacts", CH_MSG("Contact details"),
          CH_MSG("You can also pass them to one provider, for one match.") },
};
enum { GROUPS = CH_COUNT(groups), FIELDS = GROUPS + 2 };

typedef struct consenting {
        ch_req *req;
        ch_reply *reply;
        const ch_look *look;
        ch_request_view view;
        const ch_issues *issues;
        const ch_exposure_preview *preview; /* NULL: not yet */
        bool needs_code;
} consenting;

static size_t
fill_fields(const consenting *c, ch_field_view *f)
{
        page_input in = { .req = c->req,
                          .vocab = ch_catalog_vocab(c->look->cat),
                          .table = &ch_request_fields,
                          .record = c->view.request,
                          .prefix = "",
                          .is_typed = c->req->method == CH_POST,
                          .issues = c->issues };
        size_t n = 0;

        for (; n < GROUPS; n++) {
                f[n] = page_field(&in, groups[n].name);
                f[n].label = page_say(c->req, groups[n].label);
                if (groups[n].hint)
                        f[n].hint = page_say(c->req, groups[n].hint);
        }
        f[n] = page_field(&in, "named");
        f[n++].hint = page_say(c->req, CH_MSG("For “the providers you name”: one a line, by name or code."));
        if (c->needs_code)
                f[n++] = page_code_field(
                        &in, CH_MSG("More people will be able to read this, so we ask for your second factor again. A "
                                    "recovery code works too."));
        return n;
}

static ch_list
preview_summaries(const consenting *c)
{
        const ch_request *r = c->preview->request;
        const ch_vocab *vocab = ch_catalog_vocab(c->look->cat);
        ch_summary_view *v = CH_NEW_N(c->req->arena, ch_summary_view, r ? r->needs.len + 1 : 1);
        page_facts facts = { .req = c->req,
                             .vocab = vocab,
                             .table = &ch_request_fields,
                             .record = r,
                             .lang = r ? r->lang : CH_LIT("") };
        size_t n = 0;

        if (!v || !r)
                return (ch_list) { 0 };
        v[n++] = (ch_summary_view) { page_say(c->req, CH_MSG("The request as a whole")), page_facts_of(&facts, 0) };
        for (size_t i = 0; i < r->needs.len; i++) {
                facts.table = &ch_need_fields;
                facts.record = &ch_request_needs(r)[i];
                v[n++] = (ch_summary_view) { CH_FILL(c->req->arena, c->req->lang, "Need {n}",
                                                     { "n", ch_fmt(c->req->arena, "%zu", i + 1) }),
                                             page_facts_of(&facts, 0) };
        }
        return (ch_list) { v, n };
}

static ch_str
readers_sentence(const consenting *c)
{
        const ch_exposure_preview *p = c->preview;
        ch_arena *a = c->req->arena;

        if (p->widest == CH_LEVEL_PUBLIC)
                return page_say(c->req, CH_MSG("Everybody will be able to read exactly this:"));
        return CH_FILL(a, c->req->lang, "{people} people of {parties} providers will be able to read exactly this:",
                       { "people", ch_fmt(a, "%zu", p->people) }, { "parties", ch_fmt(a, "%zu", p->parties) });
}

static void
send(consenting *c, uint16_t code)
{
        ch_req *req = c->req;
        ch_field_view *f = CH_NEW_N(req->arena, ch_field_view, FIELDS);
        ch_page_view page = page_frame(req, c->reply, CH_MSG("Who may see what"));
        page_case of = { .kind = CH_REQUEST, .id = c->view.request->head.id };
        page_consent_view v = { .page = &page,
                                .ref = c->view.request->head.ref,
                                .readers = (int64_t)c->view.committee_readers };
        ch_form_view form;

        if (!f)
                return;
        form = page_form(req, c->reply,
                         CH_URL_FILL(req->arena, "/requests/{}/consent", ch_uuid_text(req->arena, of.id)), f,
                         fill_fields(c, f));
        form.version = ch_fmt(req->arena, "%u", c->view.request->head.version);
        form.submit = page_say(req, CH_MSG("Show me what they will see"));
        if (c->preview && (c->preview->is_raised || c->preview->is_lowered))
                form.also = c->preview->is_raised ? page_say(req, CH_MSG("Open it to them"))
                                                  : page_say(req, CH_MSG("Close it now"));
        if (c->preview) {
                v.is_preview = true;
                v.preview = preview_summaries(c);
                v.readers_sentence = c->preview->is_raised ? readers_sentence(c) : CH_LIT("");
                v.second_person = c->preview->needs_second_person;
        }
        if (c->issues)
                page_form_issues(req, &form, c->issues);
        v.form = &form;
        page.has_errors = form.errors.len > 0;
        page.back = page_case_url(req, &of);
        page.is_sample = c->view.request->head.is_sample;
        page_send(req, c->reply, code, "consent", &v);
}

static ch_status
fetch(consenting *c)
{
        ch_uuid id;
        ch_status st = ch_req_id(c->req, 0, &id);

        return st == CH_OK ? ch_request_show(c->look, c->req->caller.actor, id, &c->view) : st;
}

ch_status
page_consent_show(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        consenting c = { .req = req, .reply = reply, .look = &look };
        ch_status st = fetch(&c);

        if (st == CH_OK && !c.view.is_own)
                st = CH_HIDDEN;
        if (st == CH_OK)
                send(&c, 200);
        page_look_end(&look);
        return st;
}

/* The levels as typed, and the providers named. */
static ch_status
read_levels(const consenting *c, ch_exposure_in *in, ch_issues *issues)
{
        static const char *const names[] = {
                "level_summary", "level_codes", "level_narrative", "level_attachments", "level_contacts", "named", NULL
        };
        static const char *const lists[] = { "named", NULL }, *const others[] = { "code", NULL };
        ch_pairs pairs = page_party_lines(c->req, ch_catalog_vocab(c->look->cat), lists);
        ch_form_ask ask = { .fields = &ch_request_fields, .names = names, .others = others };
        ch_request *copy = ch_record_copy(c->req->arena, CH_REQUEST, c->view.request);

        if (!copy)
                return CH_TOO_LARGE;
        ch_form_read(&pairs, &ask, copy, issues);
        ch_record_check(CH_REQUEST, copy, ch_catalog_vocab(c->look->cat), false, issues);
        *in = (ch_exposure_in) { .id = copy->head.id, .version = page_version(c->req), .named = copy->named };
        for (size_t g = 0; g < CH__GROUP_MAX; g++)
                in->levels[g] = copy->levels[g];
        return issues->len ? CH_INVALID : CH_OK;
}

static ch_status
act(consenting *c, ch_work *work, const ch_exposure_in *in)
{
        ch_actor actor = *c->req->caller.actor;
        ch_made made;
        ch_status st = page_step_up(c->req, work, c->reply, &actor);

        if (st == CH_OK && c->preview->is_lowered && !c->preview->is_raised)
                return ch_request_lower(work, &actor, in, &made);
        if (st == CH_OK)
                st = ch_request_raise(work, &actor, in, &made);
        c->needs_code = st == CH_STEP_UP || ch_req_field(c->req, "code").len;
        return st;
}

ch_status
page_consent_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        consenting c = { .req = req, .reply = reply, .look = &work->look, .issues = &work->issues };
        ch_exposure_preview preview;
        ch_exposure_in in;
        ch_status st = fetch(&c);

        if (st == CH_OK && !c.view.is_own)
                st = CH_HIDDEN;
        if (st != CH_OK)
                return st;
        st = read_levels(&c, &in, &work->issues);
        if (st == CH_OK)
                st = ch_request_raise_preview(&work->look, req->caller.actor, &in, &work->issues, &preview);
        if (st == CH_OK) {
                c.preview = &preview;
                if (ch_req_field(req, "also").len)
                        st = act(&c, work, &in);
                if (st == CH_OK && ch_req_field(req, "also").len) {
                        page_case of = { .kind = CH_REQUEST, .id = in.id };

                        ch_reply_see_other(reply, page_case_url(req, &of));
                        return CH_OK;
                }
        }
        page_tell(work, st);
        if (st == CH_OK || st == CH_INVALID || st == CH_STEP_UP || st == CH_CONFLICT || st == CH_STALE)
                send(&c, st == CH_OK ? 200 : st == CH_STEP_UP ? 422 : ch_status_http(st));
        return st;
}

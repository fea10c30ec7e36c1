#include "note.h"
#include "case.h"
#include "page.h"
#include "pages.h"
#include <ch/base/assert.h>
#include <ch/form.h>
#include <ch/requests.h>

enum { NEEDS = 4 }; /* boxes for needs on the page; more are added by editing */

static const char *const asked[] = { "form",
                                     "lang",
                                     "title",
                                     "note_ref",
                                     "note_date",
                                     "needs.text",
                                     "exists",
                                     "contact_function",
                                     "contact_mailbox",
                                     "contact_person",
                                     NULL };
static const char *const own[] = { "party", "channel", NULL };

static const struct channel {
        const char *word, *label;
} channels[] = { { "paper_note", CH_MSG("A note verbale on paper") },
                 { "e_mail", CH_MSG("An e-mail") },
                 { "national_report", CH_MSG("A national report") },
                 { "referral", CH_MSG("Referred by another body") } };

typedef struct noting { /* req->draft */
        ch_request fields;
        ch_draft_in in;
} noting;

static ch_field_view
party_field(const page_input *in)
{
        ch_field_view f = page_field_own(in, CH_SHOW_SELECT, "party", CH_MSG("State whose note it is"));
        ch_strs values = { 0 }, labels = { 0 };

        page_vocab_options(in->req, in->vocab, CH_VOCAB_STATE, &values, &labels);
        page_options(in, &f, values, labels, (ch_strs) { 0 });
        return f;
}

static ch_field_view
channel_field(const page_input *in)
{
        ch_field_view f = page_field_own(in, CH_SHOW_RADIOS, "channel", CH_MSG("How it came"));
        ch_strs values = { 0 }, labels = { 0 };

        for (size_t i = 0; i < CH_COUNT(channels); i++) {
                values = ch_strs_add(in->req->arena, values, ch_str_of(channels[i].word));
                labels = ch_strs_add(in->req->arena, labels, page_say(in->req, channels[i].label));
        }
        page_options(in, &f, values, labels, (ch_strs) { 0 });
        return f;
}

static size_t
fill_needs(const page_input *whole, ch_field_view *f)
{
        page_input in = *whole;

        in.table = &ch_need_fields;
        for (size_t i = 0; i < NEEDS; i++) {
                in.prefix = ch_str_c(whole->req->arena, ch_fmt(whole->req->arena, "needs.%zu.", i + 1));
                f[i] = page_field(&in, "text");
                f[i].label = page_fill_number(whole->req, CH_MSG("Need {n}, in the words of the note"), "n",
                                              (int64_t)i + 1);
                f[i].hint = CH_LIT("");
                f[i].rows = 3;
        }
        return NEEDS;
}

static void
send(ch_req *req, ch_reply *reply, const ch_look *look, const ch_issues *issues)
{
        page_input in = { .req = req,
                          .vocab = ch_catalog_vocab(look->cat),
                          .table = &ch_request_fields,
                          .prefix = "",
                          .is_typed = req->method == CH_POST,
                          .issues = issues };
        ch_field_view *f = CH_NEW_N(req->arena, ch_field_view, CH_COUNT(asked) + NEEDS + 2);
        ch_page_view page = page_frame(req, reply, CH_MSG("Register a note"));
        ch_form_view form;
        size_t n = 0;

        if (!f)
                return;
        f[n++] = party_field(&in);
        f[n++] = channel_field(&in);
        for (const char *const *name = asked; *name; name++) {
                if (ch_str_is(ch_str_of(*name), "needs.text"))
                        n += fill_needs(&in, f + n);
                else
                        f[n++] = page_field(&in, *name);
        }
        form = page_form(req, reply, CH_URL("/requests/note"), f, n);
        form.title = page_say(req, CH_MSG("Register a note"));
        form.lead = page_say(req, CH_MSG("Enter what the note says, in its own words and language. The State’s mission "
                                         "may adopt it later."));
        form.submit = page_say(req, CH_MSG("Register"));
        if (issues)
                page_form_issues(req, &form, issues);
        page.has_errors = form.errors.len > 0;
        page.back = CH_URL("/");
        page_send(req, reply, issues ? 422 : 200, "form", &(page_form_view) { &page, &form });
}

ch_status
page_note_show(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);

        send(req, reply, &look, NULL);
        page_look_end(&look);
        return CH_OK;
}

static ch_strs
names_taken(ch_arena *arena)
{
        ch_strs out = ch_strs_add(arena, (ch_strs) { 0 }, CH_LIT("needs"));

        for (const char *const *name = asked; *name; name++) {
                if (!ch_str_is(ch_str_of(*name), "needs.text"))
                        out = ch_strs_add(arena, out, ch_str_of(*name));
        }
        return out;
}

ch_status
page_note_read(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        const ch_vocab *vocab = ch_catalog_vocab(look.cat);
        noting *n = CH_NEW(req->arena, noting);
        ch_form_ask ask = { .fields = &ch_request_fields, .names = asked, .others = own };
        ch_issues issues = ch_issues_new(req->arena);
        ch_str party = ch_req_field(req, "party");
        ch_status st = CH_TOO_LARGE;

        if (n) {
                ch_form_read(&req->form, &ask, &n->fields, &issues);
                if (!ch_vocab_has(vocab, CH_VOCAB_STATE, party))
                        ch_issue_add(&issues, CH_LIT("party"), CH_MSG("Choose the State whose note it is."));
                n->in = (ch_draft_in) { .party = party,
                                        .lang = n->fields.lang,
                                        .channel = ch_req_field(req, "channel"),
                                        .fields = &n->fields,
                                        .names = names_taken(req->arena) };
                st = ch_issues_status(&issues);
        }
        if (st == CH_INVALID)
                send(req, reply, &look, &issues);
        page_look_end(&look);
        req->draft = n;
        return st;
}

ch_status
page_note_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        noting *n = req->draft;
        page_case c = { .kind = CH_REQUEST };
        ch_made made;
        ch_status st = ch_request_register_note(work, req->caller.actor, &n->in, &made);

        if (st == CH_OK) {
                c.id = made.id;
                ch_reply_see_other(reply, page_case_url(req, &c));
        } else if (st == CH_INVALID) {
                send(req, reply, &work->look, &work->issues);
        }
        return st;
}

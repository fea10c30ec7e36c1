/* request_form.c – the State's request as a table of pages. */
#include "edit.h"
#include <ch/base/assert.h>
#include <ch/requests.h>

/* ---- who would be helped: one box for a number beside each kind of recipient ---- */

static const char *
box_of(const ch_req *req, ch_str code)
{
        return ch_str_c(req->arena, ch_fmt(req->arena, "recipient-%.*s", (int)code.len, code.p));
}

static ch_str
stored_number(const ch_req *req, const ch_need *need, ch_str code)
{
        const ch_recipient *r = need ? need->recipients.v : NULL;

        for (size_t i = 0; need && i < need->recipients.len; i++) {
                if (ch_str_eq(r[i].code, code))
                        return ch_fmt(req->arena, "%lld", (long long)r[i].number);
        }
        return CH_LIT("");
}

static size_t
recipients_fill(const editing *e, const page_input *part, ch_field_view *out)
{
        const ch_vocab *vocab = ch_catalog_vocab(e->look->cat);
        page_input in = *part;
        ch_str code, label;
        size_t n = 0;

        in.prefix = "";
        for (size_t i = 0; ch_vocab_recipient(vocab, i, &code, &label); i++, n++) {
                out[n] = page_field_own(&in, CH_SHOW_NUMBER, box_of(e->req, code), ch_str_c(e->req->arena, label));
                out[n].width = CH_LIT("4");
                if (!n)
                        out[n].group = page_say(e->req, CH_MSG("Who would be helped, and how many?"));
                if (!in.is_typed)
                        out[n].value = stored_number(e->req, part->record, code);
        }
        return n;
}

static void
recipients_read(const editing *e, void *part, ch_issues *issues)
{
        const ch_vocab *vocab = ch_catalog_vocab(e->look->cat);
        ch_recipient *v = CH_NEW_N(e->req->arena, ch_recipient, CH_NEEDS_MAX * 4);
        ch_need *need = part;
        ch_str code, label;
        size_t n = 0;

        for (size_t i = 0; v && n < CH_NEEDS_MAX * 4 && ch_vocab_recipient(vocab, i, &code, &label); i++) {
                const char *box = box_of(e->req, code);
                ch_str typed = ch_str_trim(ch_req_field(e->req, box));

                if (!typed.len)
                        continue;
                v[n].code = code;
                if (!ch_str_int(typed, 0, 1000000, &v[n].number))
                        ch_issue_put(
                                issues,
                                &(ch_issue) {
                                        .field = ch_str_of(box),
                                        .value = typed,
                                        .max = 1000000,
                                        .msg = CH_MSG("“{value}” cannot be used here. Write a whole number from 0 to "
                                                      "{max}, in digits; 0 means that you do not know.") });
                n++;
        }
        if (v)
                need->recipients = (ch_parts) { v, n };
}

static ch_status
save(ch_work *work, const ch_actor *actor, const editing *e, ch_made *out)
{
        ch_save_in in = {
                .id = e->c.id, .version = page_version(e->req), .fields = e->answers, .names = edit_saves(e)
        };

        return ch_request_save(work, actor, &in, out);
}

ch_status
page_request_begin_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_draft_in in = { .party = req->caller.actor->party, .lang = ch_str_of(ch_lang_code(req->lang)) };
        ch_made made;
        ch_status st = ch_request_draft(work, req->caller.actor, &in, &made);

        if (st == CH_OK)
                ch_reply_see_other(
                        reply, CH_URL_FILL(req->arena, "/requests/{}/edit/need", ch_uuid_text(req->arena, made.id)));
        return st;
}

static const edit_page pages[] = {
        { .word = "need",
          .title = CH_MSG("What do you need help to do?"),
          .is_per_part = true,
          .makes_parts = true,
          .lead = CH_MSG("One thing a page. You can add as many as twenty; each is matched with providers by itself."),
          .names = EDIT_NAMES("needs.text"),
          .saves = EDIT_NAMES("needs") },
        { .word = "who",
          .title = CH_MSG("Who, how many, where and when?"),
          .is_per_part = true,
          .lead = CH_MSG("Leave empty what does not apply. Rough numbers are enough; 0 means that you do not know."),
          .names = EDIT_NAMES("needs.where", "needs.from", "needs.until", "needs.law_stage", "needs.priority"),
          .saves = EDIT_NAMES("needs"),
          .fill = recipients_fill,
          .read = recipients_read },
        { .word = "exists",
          .title = CH_MSG("What exists today?"),
          .lead = CH_MSG("What you write here helps providers to build on what you have. It never counts against you."),
          .names = EDIT_NAMES("exists", "helpers") },
        { .word = "languages",
          .title = CH_MSG("Languages, time and providers"),
          .lead = CH_MSG("Write States and organizations one a line, by name or by code."),
          .names = EDIT_NAMES("lang", "languages", "from", "until", "preferred", "excluded", "co_requesters") },
        { .word = "approach",
          .title = CH_MSG("Whom may we approach for you?"),
          .lead = CH_MSG("Nothing is shown to anybody outside the Committee before you open it, and you can change "
                         "your mind."),
          .names = EDIT_NAMES("approach", "named", "publish_summary") },
        { .word = "contact",
          .title = CH_MSG("Your contact and your note verbale"),
          .lead = CH_MSG("Contact details go to a provider only when you pass them on for one match."),
          .names = EDIT_NAMES("title", "contact_function", "contact_mailbox", "contact_person", "note_ref",
                              "note_date") },
        EDIT_TOPICS("needs"),
        EDIT_CHECK,
};

const edit_form request_form = {
        .kind = CH_REQUEST,
        .act = CH_ACT_REQUEST_EDIT,
        .table = &ch_request_fields,
        .part_table = &ch_need_fields,
        .parts = "needs",
        .parts_max = CH_NEEDS_MAX,
        .part_title = CH_MSG("Need {n}"),
        .part_missing = CH_MSG("Say in a sentence or two what you need help to do."),
        .also = CH_MSG("Save and add another need"),
        .lists = EDIT_NAMES("co_requesters", "preferred", "excluded", "named"),
        .pages = pages,
        .pages_len = CH_COUNT(pages),
        .save = save,
        .missing = ch_request_missing,
        .has_consent = true,
};

/* offer_form.c – the donor's offer as a table of pages. */
#include "edit.h"
#include <ch/base/assert.h>
#include <ch/offers.h>

static ch_status
save(ch_work *work, const ch_actor *actor, const editing *e, ch_made *out)
{
        ch_offer_in in = {
                .id = e->c.id, .version = page_version(e->req), .fields = e->answers, .names = edit_saves(e)
        };

        return ch_offer_save(work, actor, &in, out);
}

ch_status
page_offer_begin_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_offer fields = { .lang = ch_str_of(ch_lang_code(req->lang)) };
        ch_str name = CH_LIT("lang");
        ch_offer_in in = { .fields = &fields, .names = { &name, 1 } };
        ch_made made;
        ch_status st = ch_offer_draft(work, req->caller.actor, &in, &made);

        if (st == CH_OK)
                ch_reply_see_other(reply,
                                   CH_URL_FILL(req->arena, "/offers/{}/edit/what", ch_uuid_text(req->arena, made.id)));
        return st;
}

static const edit_page pages[] = {
        { .word = "what",
          .title = CH_MSG("What do you offer?"),
          .lead = CH_MSG("A title by which others will know it, and what it is in a few sentences."),
          .names = EDIT_NAMES("title", "text", "kind", "role", "lang") },
        { .word = "areas",
          .title = CH_MSG("What can you do?"),
          .is_per_part = true,
          .makes_parts = true,
          .lead = CH_MSG("One thing a page, up to twenty. Each is compared with what States need by itself."),
          .names = EDIT_NAMES("areas.text"),
          .saves = EDIT_NAMES("areas") },
        { .word = "where",
          .title = CH_MSG("For whom is it?"),
          .lead = CH_MSG("Write States, regions and organizations one a line, by name or by code; “All States” means "
                         "everybody."),
          .names = EDIT_NAMES("eligible", "eligible_note", "excluded") },
        { .word = "how",
          .title = CH_MSG("How, when and how much?"),
          .names = EDIT_NAMES("mode", "tailoring", "languages", "from", "until", "capacity", "conditions", "mailbox") },
        EDIT_TOPICS("areas"),
        EDIT_CHECK,
};

const edit_form offer_form = {
        .kind = CH_OFFER,
        .act = CH_ACT_OFFER_EDIT,
        .table = &ch_offer_fields,
        .part_table = &ch_area_fields,
        .parts = "areas",
        .parts_max = 20,
        .part_title = CH_MSG("Area {n}"),
        .part_missing = CH_MSG("Say in a sentence what you can do."),
        .also = CH_MSG("Save and add another"),
        .lists = EDIT_NAMES("eligible", "excluded"),
        .pages = pages,
        .pages_len = CH_COUNT(pages),
        .save = save,
        .missing = ch_offer_missing,
};

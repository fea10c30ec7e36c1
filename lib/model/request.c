#include "rows.h"
#include <ch/request.h>

const char *const ch_request_status_names[] = {
        "draft", "informal", "not_pursued", "submitted", "back", "authenticated",
        "open",  "resting",  "closed",      "withdrawn", NULL,
};
static const char *const status_labels[] = {
        CH_MSG_INIT("Draft"),
        CH_MSG_INIT("Informal"),
        CH_MSG_INIT("Not pursued"),
        CH_MSG_INIT("Submitted"),
        CH_MSG_INIT("Back with the State"),
        CH_MSG_INIT("Authenticated"),
        CH_MSG_INIT("Open"),
        CH_MSG_INIT("Resting"),
        CH_MSG_INIT("Closed"),
        CH_MSG_INIT("Withdrawn"),
};
_Static_assert(CH_COUNT(status_labels) == CH__REQUEST_STATUS_MAX, "one label per status");
_Static_assert(CH_COUNT(ch_request_status_names) == CH__REQUEST_STATUS_MAX + 1, "one word per status");

const char *const ch_level_names[] = { "committee", "named", "providers", "public", NULL };
static const char *const level_labels[] = {
        CH_MSG_INIT("Your State and the Committee only"),
        CH_MSG_INIT("The providers you name"),
        CH_MSG_INIT("All vetted providers"),
        CH_MSG_INIT("Everyone"),
};
const char *const ch_approach_names[] = { "", "all", "named", "ask", NULL };
static const char *const approach_labels[] = {
        "",
        CH_MSG_INIT("All vetted providers may be approached"),
        CH_MSG_INIT("Only the providers we name"),
        CH_MSG_INIT("Ask us each time"),
};
const char *const ch_law_stage_names[] = { "", "none", "drafting", "government", "parliament", "adopted", NULL };
static const char *const law_stage_labels[] = {
        "",
        CH_MSG_INIT("No law yet"),
        CH_MSG_INIT("Being drafted"),
        CH_MSG_INIT("Before the government"),
        CH_MSG_INIT("Before parliament"),
        CH_MSG_INIT("Adopted"),
};
const char *const ch_coverage_names[] = { "open", "approached", "partly", "covered", "delivered", "met", NULL };
static const char *const coverage_labels[] = {
        CH_MSG_INIT("Open"),    CH_MSG_INIT("Providers approached"), CH_MSG_INIT("Partly covered"),
        CH_MSG_INIT("Covered"), CH_MSG_INIT("Help delivered"),       CH_MSG_INIT("Met"),
};
const char *const ch_form_names[] = { "proper", "informal", NULL };
static const char *const form_labels[] = { CH_MSG_INIT("A request to the Committee"),
                                           CH_MSG_INIT("An informal inquiry") };
const char *const ch_closed_for_names[] = {
        "", "met", "partly_met", "met_elsewhere", "referred_elsewhere", "duplicate", "withdrawn", NULL,
};
static const char *const closed_for_labels[] = {
        "",
        CH_MSG_INIT("The need is met"),
        CH_MSG_INIT("The need is partly met"),
        CH_MSG_INIT("The need was met elsewhere"),
        CH_MSG_INIT("Referred to another body"),
        CH_MSG_INIT("It repeats another request"),
        CH_MSG_INIT("Withdrawn by the State"),
};

static const ch_field recipient_rows[] = {
        { CH_ROW_CODE(ch_recipient, code, RECIPIENT), .tag = 1, .flags = CH_REQUIRED | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Who would be helped"),
          .missing = CH_MSG_INIT("Say who would be helped, or remove this line.") },
        { CH_ROW_INT(ch_recipient, number, 1000000), .tag = 2, .flags = CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("How many"),
          .hint = CH_MSG_INIT("People, or units such as laboratories or border posts. A rough number is enough.") },
};
const ch_fields ch_recipient_fields = CH_ROWS(ch_recipient, "recipient", recipient_rows);

static const ch_field need_rows[] = {
        { CH_ROW_INT(ch_need, no, 1000), .tag = 1, .flags = CH_REQUIRED | CH_WRITABLE | CH_NUMBERING,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Number of the need") },
        { CH_ROW_TEXT(ch_need, text, 4000), .tag = 2, .flags = CH_REQUIRED | CH_SEALED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_NARRATIVE, .label = CH_MSG_INIT("What do you need help to do?"),
          .hint = CH_MSG_INIT("In your own words, in any of the six languages. Only your State can change this text."),
          .missing = CH_MSG_INIT("Say in a sentence or two what you need help to do.") },
        { CH_ROW_CODES(ch_need, assistance, ASSISTANCE, 40), .tag = 3, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_CODES, .label = CH_MSG_INIT("What kind of help?"),
          .hint = CH_MSG_INIT("Choose all that fit. Leave it empty if you are not sure.") },
        { CH_ROW_CODES(ch_need, domains, DOMAIN, 40), .tag = 4, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_CODES, .label = CH_MSG_INIT("Which weapons or materials is it about?"),
          .hint = CH_MSG_INIT("Choose all that fit.") },
        { CH_ROW_CODES(ch_need, topics, MEASURE, 40), .tag = 5, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_CODES, .label = CH_MSG_INIT("Topics"),
          .hint = CH_MSG_INIT("We suggest topics from your words. Keep those that fit and remove the others.") },
        { CH_ROW_CODES(ch_need, not_topics, TOPIC, 60), .tag = 6, .flags = CH_WRITABLE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Suggested topics that do not fit") },
        { CH_ROW_PARTS(ch_need, recipients, ch_recipient_fields, 20), .tag = 7, .flags = CH_WRITABLE,
          .group = CH_GROUP_NARRATIVE, .label = CH_MSG_INIT("Who would be helped, and how many?") },
        { CH_ROW_ENUM(ch_need, law_stage, ch_law_stage_names, law_stage_labels), .tag = 8, .flags = CH_WRITABLE,
          .group = CH_GROUP_NARRATIVE, .label = CH_MSG_INIT("If it is about a law: how far is it?") },
        { CH_ROW_LINE(ch_need, where, 300), .tag = 9, .flags = CH_SEALED | CH_WRITABLE, .group = CH_GROUP_NARRATIVE,
          .label = CH_MSG_INIT("Where?"),
          .hint = CH_MSG_INIT("For example the capital, a port, a border crossing. Leave it empty if you prefer.") },
        { CH_ROW_DATE(ch_need, from), .tag = 10, .flags = CH_WRITABLE, .group = CH_GROUP_CODES,
          .label = CH_MSG_INIT("Wanted from") },
        { CH_ROW_DATE(ch_need, until), .tag = 11, .flags = CH_WRITABLE, .group = CH_GROUP_CODES,
          .label = CH_MSG_INIT("Wanted until") },
        { CH_ROW_INT(ch_need, priority, 3), .tag = 12, .flags = CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_CODES,
          .label = CH_MSG_INIT("Priority"), .hint = CH_MSG_INIT("1 is the most urgent, 3 the least.") },
        { CH_ROW_ENUM(ch_need, coverage, ch_coverage_names, coverage_labels), .tag = 13, .group = CH_GROUP_CODES,
          .label = CH_MSG_INIT("How far the need is covered") },
};
const ch_fields ch_need_fields = CH_ROWS(ch_need, "need", need_rows);

#define LEVEL_ROW(g, word, text, number)                                                                               \
        {                                                                                                              \
                .name = "level_" word, .kind = CH_FIELD_ENUM,                                                          \
                .offset = CH_OFFSET(ch_request, levels[CH_GROUP_##g], int32_t), .names = ch_level_names,               \
                .labels = level_labels, .tag = (number), .group = CH_GROUP_COMMITTEE, .label = (text)                  \
        }

static const ch_field request_rows[] = {
        { CH_ROW_CODE(ch_request, party, PARTY), .tag = 1, .flags = CH_REQUIRED | CH_EXCHANGE,
          .group = CH_GROUP_SUMMARY, .label = CH_MSG_INIT("Requesting State"),
          .missing = CH_MSG_INIT("Say which State makes this request.") },
        { CH_ROW_CODES(ch_request, co_requesters, PARTY, 60), .tag = 2, .flags = CH_WRITABLE, .group = CH_GROUP_SUMMARY,
          .label = CH_MSG_INIT("States that ask together with you"),
          .hint = CH_MSG_INIT("Each of them will be asked to confirm by itself.") },
        { CH_ROW_ENUM(ch_request, status, ch_request_status_names, status_labels), .tag = 3, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Status") },
        { CH_ROW_TIME(ch_request, status_at), .tag = 4, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Status since") },
        { CH_ROW_TEXT(ch_request, status_words, 4000), .tag = 5, .flags = CH_SEALED, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("What the State was told") },
        { CH_ROW_LINE(ch_request, status_reason, 40), .tag = 43, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Reason") },
        { CH_ROW_ENUM(ch_request, closed_for, ch_closed_for_names, closed_for_labels), .tag = 6,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Closed because") },
        { CH_ROW_LINE(ch_request, channel, 40), .tag = 7, .flags = CH_REQUIRED | CH_EXCHANGE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("How the request came in"),
          .missing = CH_MSG_INIT("Say how the request came in, such as web, paper_note or 1540_committee.") },
        { CH_ROW_ENUM(ch_request, form, ch_form_names, form_labels), .tag = 8, .flags = CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Form") },
        { CH_ROW_DATE(ch_request, date), .tag = 9, .flags = CH_REQUIRED | CH_EXCHANGE, .group = CH_GROUP_SUMMARY,
          .label = CH_MSG_INIT("Date of the request"),
          .missing = CH_MSG_INIT("Give the date of the request; the year alone is enough.") },
        { CH_ROW_LINE(ch_request, date_note, 200), .tag = 10, .flags = CH_EXCHANGE, .group = CH_GROUP_SUMMARY,
          .label = CH_MSG_INIT("Note on the date") },
        { CH_ROW_CODE(ch_request, lang, UN_LANGUAGE), .tag = 11, .flags = CH_REQUIRED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_SUMMARY, .label = CH_MSG_INIT("Language of the request"),
          .hint = CH_MSG_INIT("The text in this language prevails over any translation."),
          .missing = CH_MSG_INIT("Choose the language in which the request is written.") },
        { CH_ROW_LINE(ch_request, title, 200), .tag = 12, .flags = CH_SEALED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_SUMMARY, .label = CH_MSG_INIT("Title"),
          .hint = CH_MSG_INIT("A few words by which you will find this request again.") },
        { CH_ROW_LINE(ch_request, note_ref, 100), .tag = 13, .flags = CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Reference of the note verbale"),
          .hint = CH_MSG_INIT("If a note verbale was sent, its number as printed on it.") },
        { CH_ROW_DATE(ch_request, note_date), .tag = 14, .flags = CH_WRITABLE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Date of the note verbale") },
        { CH_ROW_LINE(ch_request, contact_function, 200), .tag = 15, .flags = CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_CONTACTS, .label = CH_MSG_INIT("Office that answers questions"),
          .hint = CH_MSG_INIT("A function rather than a person, such as the focal point for resolution 1540.") },
        { CH_ROW_LINE(ch_request, contact_mailbox, 200), .tag = 16, .flags = CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_CONTACTS, .label = CH_MSG_INIT("Shared mailbox"),
          .hint = CH_MSG_INIT("An address that stays when people change, such as focalpoint@example.org.") },
        { CH_ROW_LINE(ch_request, contact_person, 200), .tag = 17, .flags = CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_CONTACTS, .label = CH_MSG_INIT("Person"),
          .hint = CH_MSG_INIT("You need not name anyone.") },
        { CH_ROW_TEXT(ch_request, exists, 4000), .tag = 18, .flags = CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_NARRATIVE, .label = CH_MSG_INIT("What exists today?"),
          .hint = CH_MSG_INIT("Laws, bodies, equipment, trained people. This never counts against you.") },
        { CH_ROW_TEXT(ch_request, helpers, 4000), .tag = 19, .flags = CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_NARRATIVE, .label = CH_MSG_INIT("Who helps already?"),
          .hint = CH_MSG_INIT("So that nothing is done twice. This never counts against you.") },
        { CH_ROW_CODES(ch_request, languages, LANGUAGE, 20), .tag = 20, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_SUMMARY, .label = CH_MSG_INIT("Working languages"),
          .hint = CH_MSG_INIT("Languages in which experts, courses and papers would be useful to you.") },
        { CH_ROW_CODES(ch_request, preferred, PARTY, 40), .tag = 21, .flags = CH_SEALED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Providers you would prefer"),
          .hint = CH_MSG_INIT("No provider is ever told.") },
        { CH_ROW_CODES(ch_request, excluded, PARTY, 40), .tag = 22, .flags = CH_SEALED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Providers you would rather not work with"),
          .hint = CH_MSG_INIT("No provider is ever told, and no reason is asked for.") },
        { CH_ROW_DATE(ch_request, from), .tag = 23, .flags = CH_WRITABLE, .group = CH_GROUP_SUMMARY,
          .label = CH_MSG_INIT("Help wanted from"),
          .hint = CH_MSG_INIT("Leave both dates empty if any time is good.") },
        { CH_ROW_DATE(ch_request, until), .tag = 24, .flags = CH_WRITABLE, .group = CH_GROUP_SUMMARY,
          .label = CH_MSG_INIT("Help wanted until") },
        { CH_ROW_ENUM(ch_request, approach, ch_approach_names, approach_labels), .tag = 25, .flags = CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Whom may we approach for you?"),
          .hint = CH_MSG_INIT("You can change this at any time. Nobody is approached before you have agreed.") },
        { CH_ROW_CODES(ch_request, named, PARTY, 60), .tag = 26, .flags = CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Providers that may be approached") },
        { CH_ROW_FLAG(ch_request, publish_summary), .tag = 27, .flags = CH_WRITABLE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("May a summary be published?"),
          .hint = CH_MSG_INIT("If you say nothing, nothing is published.") },
        { CH_ROW_ENUM(ch_request, visibility, ch_level_names, level_labels), .tag = 28,
          .flags = CH_REQUIRED | CH_EXCHANGE, .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Who may see it") },
        LEVEL_ROW(SUMMARY, "summary", CH_MSG_INIT("Who may see the summary"), 29),
        LEVEL_ROW(CODES, "codes", CH_MSG_INIT("Who may see topics, weapons and kinds of help"), 30),
        LEVEL_ROW(NARRATIVE, "narrative", CH_MSG_INIT("Who may see your own words"), 31),
        LEVEL_ROW(ATTACHMENTS, "attachments", CH_MSG_INIT("Who may see the attached files"), 32),
        LEVEL_ROW(CONTACTS, "contacts", CH_MSG_INIT("Who may see the contact details"), 33),
        { CH_ROW_FLAG(ch_request, on_hold), .tag = 34, .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("On hold") },
        { CH_ROW_TIME(ch_request, received_at), .tag = 35, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Received") },
        { CH_ROW_TIME(ch_request, acknowledged_at), .tag = 36, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Acknowledged") },
        { CH_ROW_TIME(ch_request, circulated_at), .tag = 37, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Circulated to providers") },
        { CH_ROW_FLAG(ch_request, brake_waived), .tag = 38, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("The mission does not wait for the five working days") },
        { CH_ROW_TIME(ch_request, referred_at), .tag = 39, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Referred to the working group") },
        { CH_ROW_LINE(ch_request, evidence, 20), .tag = 40, .flags = CH_EXCHANGE, .group = CH_GROUP_SUMMARY,
          .label = CH_MSG_INIT("How well the source was read") },
        { CH_ROW_LINE(ch_request, source, 1000), .tag = 41, .flags = CH_EXCHANGE, .group = CH_GROUP_SUMMARY,
          .label = CH_MSG_INIT("Source") },
        { CH_ROW_PARTS(ch_request, needs, ch_need_fields, CH_NEEDS_MAX), .tag = 42,
          .flags = CH_REQUIRED | CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Needs"),
          .missing = CH_MSG_INIT("Describe at least one thing you need help to do.") },
};
const ch_fields ch_request_fields = CH_ROWS(ch_request, "request", request_rows);

const ch_need *
ch_request_need(const ch_request *r, int64_t no)
{
        for (size_t i = 0; i < r->needs.len; i++)
                if (ch_request_needs(r)[i].no == no)
                        return &ch_request_needs(r)[i];
        return NULL;
}

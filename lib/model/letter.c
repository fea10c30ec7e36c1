#include "rows.h"
#include <ch/letter.h>
#include <ch/weights.h>

const char *const ch_letter_status_names[] = { "due", "prepared", "released", "sent", NULL };
static const char *const status_labels[] = {
        CH_MSG_INIT("To be written"),
        CH_MSG_INIT("Waits for release"),
        CH_MSG_INIT("Released"),
        CH_MSG_INIT("Sent"),
};
_Static_assert(CH_COUNT(status_labels) == CH__LETTER_STATUS_MAX, "one label per status");

static const ch_field letter_rows[] = {
        { CH_ROW_CODE(ch_letter, party, PARTY), .tag = 1, .flags = CH_REQUIRED, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("To"), .missing = CH_MSG_INIT("Say to whom the letter goes.") },
        { CH_ROW_LINE(ch_letter, kind, 40), .tag = 2, .flags = CH_REQUIRED, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Kind of letter"), .missing = CH_MSG_INIT("Say what kind of letter it is.") },
        { CH_ROW_ENUM(ch_letter, status, ch_letter_status_names, status_labels), .tag = 3, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Status") },
        { CH_ROW_TIME(ch_letter, status_at), .tag = 4, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Status since") },
        { CH_ROW_UUID(ch_letter, request), .tag = 5, .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Request") },
        { CH_ROW_UUID(ch_letter, match), .tag = 6, .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Match") },
        { CH_ROW_LINE(ch_letter, request_ref, 60), .tag = 7, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Reference of the request") },
        { CH_ROW_CODE(ch_letter, lang, UN_LANGUAGE), .tag = 8, .flags = CH_REQUIRED | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Language of the letter"),
          .missing = CH_MSG_INIT("Choose the language of the letter.") },
        { CH_ROW_LINE(ch_letter, subject, 300), .tag = 9, .flags = CH_SEALED | CH_WRITABLE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Subject") },
        { CH_ROW_TEXT(ch_letter, text, 20000), .tag = 10, .flags = CH_SEALED | CH_WRITABLE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Text") },
        { CH_ROW_DATE(ch_letter, date), .tag = 11, .flags = CH_WRITABLE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Date of the letter") },
        { CH_ROW_UUID(ch_letter, prepared_by), .tag = 12, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Prepared by") },
        { CH_ROW_UUID(ch_letter, released_by), .tag = 13, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Released by") },
};
const ch_fields ch_letter_fields = CH_ROWS(ch_letter, "letter", letter_rows);

static const ch_field weight_rows[] = {
        { CH_ROW_LINE(ch_weight, factor, 40), .tag = 1, .flags = CH_REQUIRED | CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("What is compared"), .missing = CH_MSG_INIT("Say which factor this weight is for.") },
        { CH_ROW_INT(ch_weight, points, 100), .tag = 2, .flags = CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Weight"), .hint = CH_MSG_INIT("All weights together make 100.") },
};
const ch_fields ch_weight_fields = CH_ROWS(ch_weight, "weight", weight_rows);

static const ch_field version_rows[] = {
        { CH_ROW_LINE(ch_weights_version, name, 20), .tag = 1, .flags = CH_REQUIRED | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Version"),
          .missing = CH_MSG_INIT("Give the version a name, such as 2026-2.") },
        { CH_ROW_PARTS(ch_weights_version, weights, ch_weight_fields, 40), .tag = 2, .flags = CH_REQUIRED | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Weights"),
          .missing = CH_MSG_INIT("Give a weight for each factor.") },
        { CH_ROW_DATE(ch_weights_version, decided), .tag = 3, .flags = CH_REQUIRED | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Decided on"),
          .missing = CH_MSG_INIT("Give the day on which the Committee decided.") },
        { CH_ROW_TEXT(ch_weights_version, decision, 4000), .tag = 4, .flags = CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Decision of the Committee") },
        { CH_ROW_FLAG(ch_weights_version, in_force), .tag = 5, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("In force") },
        { CH_ROW_FLAG(ch_weights_version, refused), .tag = 6, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Refused") },
};
const ch_fields ch_weights_version_fields = CH_ROWS(ch_weights_version, "weights", version_rows);

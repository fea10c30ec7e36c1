#include "rows.h"
#include <ch/match.h>

const char *const ch_match_status_names[] = {
        "suggested",  "set_aside",   "proposed",  "endorsed",  "cleared",  "invited",       "offered",
        "declined",   "volunteered", "passed_on", "asked_for", "accepted", "changes_asked", "declined_by_state",
        "delivering", "suspended",   "reported",  "delivered", "closed",   "lapsed",        "withdrawn",
        "rescinded",  NULL,
};
_Static_assert(CH_COUNT(ch_match_status_names) == CH__MATCH_STATUS_MAX + 1, "one word per status");
static const char *const status_labels[] = {
        CH_MSG_INIT("Suggested"),
        CH_MSG_INIT("Set aside"),
        CH_MSG_INIT("Proposed"),
        CH_MSG_INIT("Endorsed"),
        CH_MSG_INIT("Cleared by the State"),
        CH_MSG_INIT("Provider invited"),
        CH_MSG_INIT("Help offered"),
        CH_MSG_INIT("Declined by the provider"),
        CH_MSG_INIT("Volunteered"),
        CH_MSG_INIT("Passed on to the State"),
        CH_MSG_INIT("Asked for by the State"),
        CH_MSG_INIT("Accepted"),
        CH_MSG_INIT("Changes asked"),
        CH_MSG_INIT("Declined by the State"),
        CH_MSG_INIT("Being delivered"),
        CH_MSG_INIT("Suspended"),
        CH_MSG_INIT("Delivery reported"),
        CH_MSG_INIT("Delivered"),
        CH_MSG_INIT("Closed"),
        CH_MSG_INIT("Lapsed"),
        CH_MSG_INIT("Withdrawn by the provider"),
        CH_MSG_INIT("Rescinded"),
};
_Static_assert(CH_COUNT(status_labels) == CH__MATCH_STATUS_MAX, "one label per status");
const char *const ch_response_role_names[] = { "delivered", "offered", "pledged", "attended", "funded", NULL };
static const char *const response_role_labels[] = {
        CH_MSG_INIT("Delivered"), CH_MSG_INIT("Offered"), CH_MSG_INIT("Pledged"),
        CH_MSG_INIT("Attended"),  CH_MSG_INIT("Funded"),
};

/* Groups of a match (may.h): OPEN all three sides, CODES State and Committee, OWNER provider and Committee, COMMITTEE
 * the Committee alone. A score is for experts. */
static const ch_field reason_rows[] = {
        { CH_ROW_INT(ch_reason, factor, 63), .tag = 1, .group = CH_GROUP_CODES, .label = CH_MSG_INIT("Factor") },
        { CH_ROW_INT(ch_reason, fit, 1000), .tag = 2, .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Fit") },
        { CH_ROW_INT(ch_reason, points, 100000), .tag = 3, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Points") },
        { CH_ROW_CODES(ch_reason, codes, NONE, 100), .tag = 4, .group = CH_GROUP_CODES,
          .label = CH_MSG_INIT("What met") },
};
const ch_fields ch_reason_fields = CH_ROWS(ch_reason, "reason", reason_rows);

static const ch_field decision_rows[] = {
        { CH_ROW_LINE(ch_decision, act, 40), .tag = 1, .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Step") },
        { CH_ROW_UUID(ch_decision, by), .tag = 2, .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("By") },
        { CH_ROW_LINE(ch_decision, by_party, 20), .tag = 3, .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("For") },
        { CH_ROW_TIME(ch_decision, at), .tag = 4, .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("When") },
        { CH_ROW_LINE(ch_decision, code, 40), .tag = 5, .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Reason") },
        { CH_ROW_TEXT(ch_decision, words, 4000), .tag = 6, .flags = CH_SEALED | CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("In words") },
        { CH_ROW_ENUM(ch_decision, status, ch_match_status_names, status_labels), .tag = 7, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Status reached") },
};
const ch_fields ch_decision_fields = CH_ROWS(ch_decision, "decision", decision_rows);

static const ch_field match_rows[] = {
        { CH_ROW_UUID(ch_match, request), .tag = 1, .flags = CH_REQUIRED, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Request") },
        { CH_ROW_UUID(ch_match, offer), .tag = 2, .flags = CH_REQUIRED, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Offer") },
        { CH_ROW_LINE(ch_match, request_ref, 60), .tag = 3, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Reference of the request") },
        { CH_ROW_LINE(ch_match, offer_ref, 60), .tag = 4, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Reference of the offer") },
        { CH_ROW_CODE(ch_match, party, PARTY), .tag = 5, .flags = CH_REQUIRED, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Requesting State") },
        { CH_ROW_CODE(ch_match, provider, PARTY), .tag = 6, .flags = CH_REQUIRED, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Provider") },
        { CH_ROW_INT(ch_match, need, 1000), .tag = 7, .flags = CH_REQUIRED, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Number of the need"),
          .missing = CH_MSG_INIT("Say which need of the request the offer would serve.") },
        { CH_ROW_ENUM(ch_match, status, ch_match_status_names, status_labels), .tag = 8, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Status") },
        { CH_ROW_TIME(ch_match, status_at), .tag = 9, .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Status since") },
        { CH_ROW_TIME(ch_match, due_at), .tag = 10, .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Until") },
        { CH_ROW_INT(ch_match, score, 100000), .tag = 11, .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Score") },
        { CH_ROW_PARTS(ch_match, reasons, ch_reason_fields, 40), .tag = 12, .group = CH_GROUP_CODES,
          .label = CH_MSG_INIT("Reasons") },
        { CH_ROW_INT(ch_match, seq, UINT32_MAX), .tag = 13, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Catalogue") },
        { CH_ROW_LINE(ch_match, weights, 20), .tag = 14, .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Weights") },
        { CH_ROW_TEXT(ch_match, covers, 4000), .tag = 15, .flags = CH_SEALED | CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("What of the need it covers") },
        { CH_ROW_UUID(ch_match, proposed_by), .tag = 16, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Proposed by") },
        { CH_ROW_UUID(ch_match, endorsed_by), .tag = 17, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Endorsed by") },
        { CH_ROW_FLAG(ch_match, contacts_passed), .tag = 18, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Contact details passed on") },
        { CH_ROW_PARTS(ch_match, decisions, ch_decision_fields, 1000), .tag = 19, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("What was decided") },
};
const ch_fields ch_match_fields = CH_ROWS(ch_match, "match", match_rows);

static const ch_field response_rows[] = {
        { CH_ROW_LINE(ch_response, request, 60), .tag = 1, .flags = CH_REQUIRED | CH_EXCHANGE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Request"),
          .missing = CH_MSG_INIT("Give the reference of the request that was answered.") },
        { CH_ROW_LINE(ch_response, offer, 60), .tag = 2, .flags = CH_REQUIRED | CH_EXCHANGE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Offer"),
          .missing = CH_MSG_INIT("Give the reference of the offer that answered it.") },
        { CH_ROW_ENUM(ch_response, role, ch_response_role_names, response_role_labels), .tag = 3,
          .flags = CH_REQUIRED | CH_EXCHANGE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("What the provider did") },
        { CH_ROW_LINE(ch_response, status, 40), .tag = 4, .flags = CH_REQUIRED | CH_EXCHANGE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Status"),
          .missing = CH_MSG_INIT("Say how far it got, such as delivered.") },
        { CH_ROW_TEXT(ch_response, result, 4000), .tag = 5, .flags = CH_SEALED | CH_EXCHANGE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("How it ended") },
        { CH_ROW_LINE(ch_response, source, 1000), .tag = 6, .flags = CH_EXCHANGE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Source") },
};
const ch_fields ch_response_fields = CH_ROWS(ch_response, "response", response_rows);

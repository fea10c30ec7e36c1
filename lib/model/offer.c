#include "rows.h"
#include <ch/offer.h>

const char *const ch_offer_status_names[] = { "draft", "submitted", "listed", "resting", "closed", "returned", NULL };
static const char *const status_labels[] = {
        CH_MSG_INIT("Draft"),   CH_MSG_INIT("Submitted"), CH_MSG_INIT("Listed"),
        CH_MSG_INIT("Resting"), CH_MSG_INIT("Closed"),    CH_MSG_INIT("Returned"),
};
_Static_assert(CH_COUNT(status_labels) == CH__OFFER_STATUS_MAX, "one label per status");

const char *const ch_offer_kind_names[] = { "offer", "programme", NULL };
static const char *const kind_labels[] = { CH_MSG_INIT("Offer"), CH_MSG_INIT("Ongoing programme") };
const char *const ch_offer_role_names[] = { "delivers", "funds", "hosts", NULL };
static const char *const role_labels[] = {
        CH_MSG_INIT("We deliver the help"),
        CH_MSG_INIT("We pay for help that others deliver"),
        CH_MSG_INIT("We host events or visits"),
};
const char *const ch_offer_mode_names[] = { "", "in_country", "regional", "remote", "at_provider", NULL };
static const char *const mode_labels[] = {
        "",
        CH_MSG_INIT("In the country"),
        CH_MSG_INIT("In the region"),
        CH_MSG_INIT("Remotely"),
        CH_MSG_INIT("At the provider's"),
};
const char *const ch_tailoring_names[] = { "", "fixed", "adapted", "designed_together", NULL };
static const char *const tailoring_labels[] = {
        "",
        CH_MSG_INIT("A fixed course or package"),
        CH_MSG_INIT("Adapted to the State"),
        CH_MSG_INIT("Designed together with the State"),
};
const char *const ch_listed_on_names[] = { "", "state_note", "organization_letter", "no_objection", NULL };
static const char *const listed_on_labels[] = {
        "",
        CH_MSG_INIT("A State's note"),
        CH_MSG_INIT("An organization's letter"),
        CH_MSG_INIT("No objection from the members"),
};

static const ch_field area_rows[] = {
        { CH_ROW_TEXT(ch_area, text, 4000), .tag = 1, .flags = CH_REQUIRED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("What do you offer to do?"),
          .hint = CH_MSG_INIT("One kind of help in plain words, in any of the six languages."),
          .missing = CH_MSG_INIT("Say in a sentence what you offer to do.") },
        { CH_ROW_CODES(ch_area, assistance, ASSISTANCE, 40), .tag = 2, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("What kind of help?"),
          .hint = CH_MSG_INIT("Choose all that fit. Leave it empty if you are not sure.") },
        { CH_ROW_CODES(ch_area, domains, DOMAIN, 40), .tag = 3, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Which weapons or materials is it about?"),
          .hint = CH_MSG_INIT("Choose all that fit.") },
        { CH_ROW_CODES(ch_area, topics, MEASURE, 40), .tag = 4, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Topics"),
          .hint = CH_MSG_INIT("We suggest topics from your words. Keep those that fit and remove the others.") },
        { CH_ROW_CODES(ch_area, not_topics, TOPIC, 60), .tag = 5, .flags = CH_WRITABLE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Suggested topics that do not fit") },
};
const ch_fields ch_area_fields = CH_ROWS(ch_area, "area", area_rows);

/* What a listed offer says is meant to be read, and stays clear; what the provider tells the Committee alone is sealed.
 */
static const ch_field offer_rows[] = {
        { CH_ROW_CODE(ch_offer, party, PARTY), .tag = 1, .flags = CH_REQUIRED | CH_EXCHANGE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Provider"),
          .missing = CH_MSG_INIT("Say which State or organization makes this offer.") },
        { CH_ROW_ENUM(ch_offer, status, ch_offer_status_names, status_labels), .tag = 2, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Status") },
        { CH_ROW_TIME(ch_offer, status_at), .tag = 3, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Status since") },
        { CH_ROW_TEXT(ch_offer, status_words, 4000), .tag = 4, .flags = CH_SEALED, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("What the provider was told") },
        { CH_ROW_LINE(ch_offer, status_reason, 40), .tag = 26, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Reason") },
        { CH_ROW_ENUM(ch_offer, kind, ch_offer_kind_names, kind_labels), .tag = 5,
          .flags = CH_REQUIRED | CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Is it an offer or an ongoing programme?") },
        { CH_ROW_ENUM(ch_offer, role, ch_offer_role_names, role_labels), .tag = 6, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("What is your part?") },
        { CH_ROW_LINE(ch_offer, title, 200), .tag = 7, .flags = CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Title"), .hint = CH_MSG_INIT("A few words by which States will recognize the offer.") },
        { CH_ROW_TEXT(ch_offer, text, 4000), .tag = 8, .flags = CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Description") },
        { CH_ROW_PARTS(ch_offer, areas, ch_area_fields, CH_AREAS_MAX), .tag = 9,
          .flags = CH_REQUIRED | CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("What the offer does"),
          .missing = CH_MSG_INIT("Describe at least one thing you offer to do.") },
        { CH_ROW_CODES(ch_offer, eligible, ELIGIBLE, 250), .tag = 10, .flags = CH_REQUIRED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Who may receive it?"),
          .hint = CH_MSG_INIT("All States, a group or region, an organization's members, or single States."),
          .missing = CH_MSG_INIT("Say who may receive it: all States, a group or region, or single States.") },
        { CH_ROW_CODES(ch_offer, excluded, ELIGIBLE, 250), .tag = 11, .flags = CH_SEALED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Who may not receive it?"),
          .hint = CH_MSG_INIT("Only the Committee's experts see this.") },
        { CH_ROW_LINE(ch_offer, eligible_note, 500), .tag = 12, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("More about who may receive it") },
        { CH_ROW_CODE(ch_offer, lang, UN_LANGUAGE), .tag = 13, .flags = CH_REQUIRED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Language of this text"),
          .missing = CH_MSG_INIT("Choose the language in which the offer is written.") },
        { CH_ROW_CODES(ch_offer, languages, LANGUAGE, 20), .tag = 14, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Languages in which you can help") },
        { CH_ROW_ENUM(ch_offer, mode, ch_offer_mode_names, mode_labels), .tag = 15, .flags = CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Where does the help take place?") },
        { CH_ROW_ENUM(ch_offer, tailoring, ch_tailoring_names, tailoring_labels), .tag = 16, .flags = CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("How far is it adapted to the State?") },
        { CH_ROW_DATE(ch_offer, from), .tag = 17, .flags = CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Available from"),
          .hint = CH_MSG_INIT("Leave both dates empty if the offer is always open.") },
        { CH_ROW_DATE(ch_offer, until), .tag = 18, .flags = CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Available until") },
        { CH_ROW_INT(ch_offer, capacity, 10000), .tag = 19, .flags = CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("How many States can you help at the same time?"),
          .hint = CH_MSG_INIT("Leave it empty if there is no fixed number.") },
        { CH_ROW_TEXT(ch_offer, conditions, 4000), .tag = 20, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("What must the State provide?"),
          .hint = CH_MSG_INIT("For example a room, an interpreter, a counterpart.") },
        { CH_ROW_LINE(ch_offer, mailbox, 200), .tag = 21, .flags = CH_SEALED | CH_WRITABLE, .group = CH_GROUP_CONTACTS,
          .label = CH_MSG_INIT("Shared mailbox"),
          .hint = CH_MSG_INIT(
                  "An address that stays when people change. Only the Committee and States you are matched with "
                  "see it.") },
        { CH_ROW_DATE(ch_offer, confirmed), .tag = 22, .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Last confirmed") },
        { CH_ROW_ENUM(ch_offer, listed_on, ch_listed_on_names, listed_on_labels), .tag = 23,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Listed on the word of") },
        { CH_ROW_LINE(ch_offer, evidence, 20), .tag = 24, .flags = CH_EXCHANGE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("How well the source was read") },
        { CH_ROW_LINE(ch_offer, source, 1000), .tag = 25, .flags = CH_EXCHANGE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Source") },
};
const ch_fields ch_offer_fields = CH_ROWS(ch_offer, "offer", offer_rows);

#include "rows.h"
#include <ch/party.h>

const char *const ch_role_names[] = {
        "drafter", "mission", "coordinator", "provider", "expert", "secretariat",
        "chair",   "member",  "admin",       "auditor",  NULL,
};
_Static_assert(CH_COUNT(ch_role_names) == CH__ROLE_MAX + 1, "one word per role");

const char *const ch_party_kind_names[] = {
        "state", "international", "regional", "subregional", "civil-society", "joint", "committee", NULL,
};
_Static_assert(CH_COUNT(ch_party_kind_names) == CH__PARTY_KIND_MAX + 1, "one word per kind");
static const char *const kind_labels[] = {
        CH_MSG_INIT("State"),
        CH_MSG_INIT("International organization"),
        CH_MSG_INIT("Regional organization"),
        CH_MSG_INIT("Subregional organization"),
        CH_MSG_INIT("Civil society"),
        CH_MSG_INIT("Several States together"),
        CH_MSG_INIT("The Committee and its staff"),
};

const ch_actor ch_actor_nobody = { 0 };
const ch_actor ch_actor_system = { .is_system = true };

static const char *const role_labels[CH__ROLE_MAX] = {
        CH_MSG_INIT("Drafter of a State"),
        CH_MSG_INIT("Permanent Mission"),
        CH_MSG_INIT("Regional coordinator"),
        CH_MSG_INIT("Provider"),
        CH_MSG_INIT("Committee expert"),
        CH_MSG_INIT("Secretariat"),
        CH_MSG_INIT("Chair"),
        CH_MSG_INIT("Committee delegation"),
        CH_MSG_INIT("Administrator"),
        CH_MSG_INIT("Auditor"),
};

const char *
ch_role_label(ch_role role)
{
        return role_labels[role];
}

bool
ch_actor_is(const ch_actor *a, ch_role role)
{
        return (a->roles & CH_HAS(role)) != 0;
}

bool
ch_actor_is_committee(const ch_actor *a)
{
        return (a->roles & CH_COMMITTEE_ROLES) != 0;
}

static const ch_field party_rows[] = {
        { CH_ROW_LINE(ch_party, code, 20), .tag = 1, .flags = CH_REQUIRED | CH_EXCHANGE, .group = CH_GROUP_OPEN,
          .label = CH_MSG_INIT("Code"), .hint = CH_MSG_INIT("Capital letters, digits and hyphens, such as OPCW."),
          .missing = CH_MSG_INIT("Give the party a code, such as OPCW.") },
        { CH_ROW_LINE(ch_party, name, 200), .tag = 2, .flags = CH_REQUIRED | CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Name"), .missing = CH_MSG_INIT("Give the party's full name.") },
        { CH_ROW_ENUM(ch_party, kind, ch_party_kind_names, kind_labels), .tag = 3,
          .flags = CH_REQUIRED | CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Kind") },
        { CH_ROW_CODES(ch_party, members, STATE, 200), .tag = 4, .flags = CH_EXCHANGE | CH_WRITABLE,
          .group = CH_GROUP_OPEN, .label = CH_MSG_INIT("Member States") },
        { CH_ROW_FLAG(ch_party, wants_two_persons), .tag = 5, .flags = CH_WRITABLE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("A second person must agree before more readers may see a request") },
};
const ch_fields ch_party_fields = CH_ROWS(ch_party, "party", party_rows);

static const ch_field account_rows[] = {
        { CH_ROW_LINE(ch_account, login, 200), .tag = 1, .flags = CH_REQUIRED | CH_SEALED, .group = CH_GROUP_OWNER,
          .label = CH_MSG_INIT("E-mail address"),
          .missing = CH_MSG_INIT("Give the e-mail address with which this person signs in.") },
        { CH_ROW_LINE(ch_account, name, 200), .tag = 2, .flags = CH_SEALED | CH_WRITABLE, .group = CH_GROUP_OWNER,
          .label = CH_MSG_INIT("Name") },
        { CH_ROW_CODE(ch_account, party, PARTY), .tag = 3, .flags = CH_REQUIRED, .group = CH_GROUP_OWNER,
          .label = CH_MSG_INIT("Party"),
          .missing = CH_MSG_INIT("Say for which State or organization this person acts.") },
        { CH_ROW_CODE(ch_account, nationality, STATE), .tag = 4, .group = CH_GROUP_OWNER,
          .label = CH_MSG_INIT("Nationality"),
          .hint = CH_MSG_INIT("Staff are kept from the cases of their own State.") },
        { CH_ROW_INT(ch_account, roles, (1u << CH__ROLE_MAX) - 1), .tag = 5, .flags = CH_REQUIRED,
          .group = CH_GROUP_OWNER, .label = CH_MSG_INIT("Roles"), .missing = CH_MSG_INIT("Choose at least one role.") },
        { CH_ROW_FLAG(ch_account, is_disabled), .tag = 6, .group = CH_GROUP_OWNER, .label = CH_MSG_INIT("Disabled") },
        { CH_ROW_FLAG(ch_account, may_defer_factor), .tag = 7, .group = CH_GROUP_OWNER,
          .label = CH_MSG_INIT("May put off the second factor") },
        { CH_ROW_CODE(ch_account, lang, UN_LANGUAGE), .tag = 8, .flags = CH_WRITABLE, .group = CH_GROUP_OWNER,
          .label = CH_MSG_INIT("Language of the pages") },
};
const ch_fields ch_account_fields = CH_ROWS(ch_account, "account", account_rows);

static const ch_field contact_rows[] = {
        { CH_ROW_CODE(ch_contact, party, PARTY), .tag = 1, .flags = CH_REQUIRED, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("State or organization"),
          .missing = CH_MSG_INIT("Say for which State or organization this contact answers.") },
        { CH_ROW_LINE(ch_contact, function, 200), .tag = 2, .flags = CH_REQUIRED | CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_CONTACTS, .label = CH_MSG_INIT("Office or function"),
          .missing = CH_MSG_INIT("Name the office, such as the focal point for resolution 1540.") },
        { CH_ROW_LINE(ch_contact, mailbox, 200), .tag = 3, .flags = CH_SEALED | CH_WRITABLE, .group = CH_GROUP_CONTACTS,
          .label = CH_MSG_INIT("Shared mailbox") },
        { CH_ROW_LINE(ch_contact, person, 200), .tag = 4, .flags = CH_SEALED | CH_WRITABLE, .group = CH_GROUP_CONTACTS,
          .label = CH_MSG_INIT("Person"), .hint = CH_MSG_INIT("You need not name anyone.") },
        { CH_ROW_LINE(ch_contact, notified_by, 200), .tag = 5, .flags = CH_SEALED | CH_WRITABLE,
          .group = CH_GROUP_COMMITTEE, .label = CH_MSG_INIT("Notified by"),
          .hint = CH_MSG_INIT("The note verbale or letter that named this contact.") },
        { CH_ROW_DATE(ch_contact, confirmed), .tag = 6, .flags = CH_WRITABLE, .group = CH_GROUP_COMMITTEE,
          .label = CH_MSG_INIT("Last confirmed") },
};
const ch_fields ch_contact_fields = CH_ROWS(ch_contact, "contact", contact_rows);

/* ch/party.h – who acts: parties of the records, accounts, contact points, and the actor of a call. Plain data. */
#ifndef CH_PARTY_H
#define CH_PARTY_H
#include <ch/record.h>

typedef enum ch_role {
        CH_ROLE_DRAFTER,
        CH_ROLE_MISSION,
        CH_ROLE_COORDINATOR,
        CH_ROLE_PROVIDER,
        CH_ROLE_EXPERT,
        CH_ROLE_SECRETARIAT,
        CH_ROLE_CHAIR,
        CH_ROLE_MEMBER,
        CH_ROLE_ADMIN,
        CH_ROLE_AUDITOR,
        CH__ROLE_MAX
} ch_role;
typedef uint32_t ch_roles; /* bit = 1 << ch_role */
#define CH_HAS(role) ((ch_roles)1 << (role))
#define CH_PUBLIC    ((ch_roles)1 << 31) /* no session needed */
#define CH_COMMITTEE_ROLES                                                                                             \
        (CH_HAS(CH_ROLE_EXPERT) | CH_HAS(CH_ROLE_SECRETARIAT) | CH_HAS(CH_ROLE_CHAIR) | CH_HAS(CH_ROLE_MEMBER))
extern const char *const ch_role_names[]; /* "drafter", …, NULL */
const char *ch_role_label(ch_role role);  /* English message id: "Permanent Mission" */

/* Who calls. Given by the session, never by the input; lives as long as the request's arena. */
typedef struct ch_actor {
        ch_uuid account;    /* nil: nobody, or the system */
        ch_uuid session;    /* the row id of the session, not its token */
        ch_str party;       /* "ALB", "OPCW", "COMMITTEE" */
        ch_str nationality; /* ISO alpha-3, for conflicts of interest */
        ch_roles roles;     /* 0: nobody */
        ch_time step_up_at; /* when the second factor was last given in this session; 0 = never */
        bool is_system;     /* clocks and imports */
} ch_actor;
extern const ch_actor ch_actor_nobody, ch_actor_system;
bool ch_actor_is(const ch_actor *a, ch_role role);
bool ch_actor_is_committee(const ch_actor *a); /* expert, secretariat, chair or member */

/* A party that is not in the reference tables (imported, or added by an administrator). */
typedef struct ch_party {
        ch_head head;
        ch_str code, name;
        int32_t kind;           /* ch_party_kind */
        ch_strs members;        /* joint: the States */
        bool wants_two_persons; /* raising exposure needs a second person of the party */
} ch_party;

typedef struct ch_account {
        ch_head head;
        ch_str login; /* e-mail address, lower case; personal, sealed */
        ch_str name;  /* personal, sealed */
        ch_str party;
        ch_str nationality;
        int64_t roles; /* ch_roles */
        bool is_disabled;
        bool may_defer_factor; /* sample accounts: second factor only before the first raised exposure */
        ch_str lang;
} ch_account;

/* Who answers for a party; never public. */
typedef struct ch_contact {
        ch_head head;
        ch_str party, function, mailbox;
        ch_str person;      /* optional */
        ch_str notified_by; /* note verbale that named it */
        ch_date confirmed;  /* re-asked yearly */
} ch_contact;

extern const ch_fields ch_party_fields, ch_account_fields, ch_contact_fields;
#endif

/* ch/party.h – who acts: parties of the records, accounts, contact points, and the actor of a call. Plain data. */
#ifndef CH_PARTY_H
#define CH_PARTY_H
#include <ch/record.h>

/* What an account may do, in short (PRODUCT 1); the whole of it is the permission table, may.c. An account has one or
 * more of them. Stored as bits: append only. */
typedef enum ch_role {
        /* Write and edit drafts of its party. */
        CH_ROLE_DRAFTER,
        /* All that, and submit, withdraw, consent, accept, decline, confirm delivery. */
        CH_ROLE_MISSION,
        /* Of a regional body: draft for States that delegated it; never submits. */
        CH_ROLE_COORDINATOR,
        /* Write, renew and close offers; answer invitations; volunteer. */
        CH_ROLE_PROVIDER,
        /* Read what is open to the Committee; give verdicts, propose. */
        CH_ROLE_EXPERT,
        /* Register and authenticate notes, list offers, write letters, keep contact points. */
        CH_ROLE_SECRETARIAT,
        /* Endorse, circulate, release letters, record the Committee's decisions. */
        CH_ROLE_CHAIR,
        /* A delegation on the Committee: reads there, may refer a case to the working group. */
        CH_ROLE_MEMBER,
        /* Accounts and settings; sees no content. */
        CH_ROLE_ADMIN,
        /* Reads and verifies the audit log; sees no content. */
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
        /* Nil: nobody, or the system. */
        ch_uuid account;
        /* The row id of the session, not its token. */
        ch_uuid session;
        /* "ALB", "OPCW", "COMMITTEE". */
        ch_str party;
        /* ISO alpha-3, for conflicts of interest; empty: not known, and then kept from every case. */
        ch_str nationality;
        /* 0: nobody, or the system. */
        ch_roles roles;
        /* When the second factor was last given in this session; 0 = never. What needs it anew asks for at most
         * CH_STEP_UP_MS (may.h) since. */
        ch_time step_up_at;
        /* Clocks, imports and commands; has no roles. */
        bool is_system;
} ch_actor;
/* Somebody without a session; the program itself. */
extern const ch_actor ch_actor_nobody, ch_actor_system;
/* Has the actor this role? */
bool ch_actor_is(const ch_actor *a, ch_role role);
/* Is he an expert, secretariat, Chair or member? */
bool ch_actor_is_committee(const ch_actor *a);

/* A party that is not in the reference tables, imported or added by an administrator; it is neither State nor
 * Committee. One of the tables has a record as well once it has decided something here (wants_two_persons). */
typedef struct ch_party {
        ch_head head;
        /* 2..20 capital letters, digits and hyphens, such as "OPCW"; at most 200 characters. */
        ch_str code, name;
        int32_t kind; /* ch_party_kind */
        /* Joint: its States, two or more. */
        ch_strs members;
        /* Raising exposure needs a second person of the party. */
        bool wants_two_persons;
} ch_party;

typedef struct ch_account {
        ch_head head;
        /* E-mail address, lower case; personal, sealed. */
        ch_str login;
        ch_str name; /* personal, sealed */
        /* COMMITTEE for experts, secretariat, Chair, administrators, auditors; and for them alone. */
        ch_str party;
        /* ISO alpha-3; required of the Committee's people, members too. */
        ch_str nationality;
        /* ch_roles, at least one. */
        int64_t roles;
        /* Cannot sign in, and its open sessions do nothing any more. */
        bool is_disabled;
        /* Sample accounts: second factor only before the first raised exposure. */
        bool may_defer_factor;
        ch_str lang; /* of the pages, one of the six */
} ch_account;

/* Who answers for a party; never public. Has a mailbox or a person, best both. */
typedef struct ch_contact {
        ch_head head;
        ch_str party, function, mailbox;
        ch_str person; /* optional */
        /* Note verbale or letter that named it. */
        ch_str notified_by;
        ch_date confirmed; /* re-asked yearly */
} ch_contact;

extern const ch_fields ch_party_fields, ch_account_fields, ch_contact_fields;
#endif

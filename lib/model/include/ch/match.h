/* ch/match.h – one need x one offer on its way through the procedure; and the history of who answered whom.
 *
 * A match is one State's side, one provider's and the Committee's at once: which of the three reads which field is said
 * field by field in match.c and in may.h. Plain data.
 */
#ifndef CH_MATCH_H
#define CH_MATCH_H
#include <ch/record.h>

/* Where it stands (PRODUCT 3); the moves between are in moves.c. Stored numbers: append only. */
typedef enum ch_match_status {
        /* By the engine: never stored. What is done to a suggestion makes the match. */
        CH_MATCH_SUGGESTED,
        /* An expert's verdict, with a coded reason. The end of it. */
        CH_MATCH_SET_ASIDE,
        /* By an expert; waits for the Chair. */
        CH_MATCH_PROPOSED,
        /* By the Chair, the second key; waits for the State, unless its consent stands. */
        CH_MATCH_ENDORSED,
        /* The State agrees that the provider is approached. */
        CH_MATCH_CLEARED,
        /* The provider has been asked; lapses after 20 working days. */
        CH_MATCH_INVITED,
        /* The provider offers this help; waits for the State. */
        CH_MATCH_OFFERED,
        /* By the provider. */
        CH_MATCH_DECLINED,
        /* The provider came forward for a need that was circulated; waits for the Chair. */
        CH_MATCH_VOLUNTEERED,
        /* The Chair told the State of the volunteer, who may now offer. */
        CH_MATCH_PASSED_ON,
        /* The State asked for this offer; waits to be invited. */
        CH_MATCH_ASKED_FOR,
        /* By the State; waits for delivery to begin. */
        CH_MATCH_ACCEPTED,
        /* The State wants the offer otherwise; the provider's turn. */
        CH_MATCH_CHANGES_ASKED,
        CH_MATCH_DECLINED_BY_STATE,
        CH_MATCH_DELIVERING,
        CH_MATCH_SUSPENDED,
        /* The provider says that it has delivered; "not confirmed by the State" until the State answers. */
        CH_MATCH_REPORTED,
        /* The State says so too. */
        CH_MATCH_DELIVERED,
        CH_MATCH_CLOSED,
        /* The system: an invitation that nobody answered. */
        CH_MATCH_LAPSED,
        /* By the provider, before acceptance. */
        CH_MATCH_WITHDRAWN,
        /* By the Chair, with a reason; both sides are told. */
        CH_MATCH_RESCINDED,
        CH__MATCH_STATUS_MAX
} ch_match_status;
/* "suggested", "set_aside", …; "delivered", "offered", "pledged", "attended", "funded". NULL at the end. */
extern const char *const ch_match_status_names[], *const ch_response_role_names[];

/* One summand of a score. */
typedef struct ch_reason {
        /* ch_factor (rank.h); its name stands there. */
        int64_t factor;
        /* 0..1000. */
        int64_t fit;
        /* Fit x weight: 900 x 10 = 9,000. */
        int64_t points;
        /* What met: topic, region or language codes, or the provider. */
        ch_strs codes;
} ch_reason;

/* One step of the case, as it was taken; never changed afterwards. */
typedef struct ch_decision {
        ch_str act;      /* ch_act_word: "match.endorse" */
        ch_uuid by;      /* account; nil: the system */
        ch_str by_party; /* of that account */
        ch_time at;
        ch_str code; /* coded reason, one of ch_reasons_of(act); empty: it takes none */
        ch_str words;
        /* ch_match_status reached. Who may see the match is read from here too, so that a step that led nowhere else
         * carries the status in which it was taken. */
        int32_t status;
} ch_decision;

typedef struct ch_match {
        ch_head head;
        ch_uuid request, offer;
        ch_str request_ref, offer_ref;
        /* Of the request, of the offer: permission asks here. */
        ch_str party, provider;
        int64_t need;   /* ch_need.no */
        int32_t status; /* ch_match_status */
        ch_time status_at;
        /* When the running clock of who holds it ends; 0 = none. The day it falls on counts in full. */
        ch_time due_at;
        /* 0..100000, as the engine gave it when the match was made; the sum of the reasons' points. */
        int64_t score;
        ch_parts reasons; /* ch_reason */
        /* What reproduces the score: the catalogue's sequence, and the version of the weights, behind it. */
        int64_t seq;
        ch_str weights;
        /* What of the need it covers, in words: several matches may cover one need. */
        ch_str covers;
        /* Accounts: whoever proposed cannot endorse. */
        ch_uuid proposed_by, endorsed_by;
        /* By the State's own act for this match: its contact details are open to this provider. */
        bool contacts_passed;
        ch_parts decisions; /* ch_decision, oldest first */
} ch_match;

/* History: who answered whom, how it ended. Read by the ranking as a provider's track record. */
typedef struct ch_response {
        ch_head head;
        ch_str request, offer; /* references, of records that need not be here */
        int32_t role;          /* ch_response_role_names */
        /* How far it got ("delivered"), how it ended in words, and where this is known from. */
        ch_str status, result, source;
} ch_response;

extern const ch_fields ch_reason_fields, ch_decision_fields, ch_match_fields, ch_response_fields;
#endif

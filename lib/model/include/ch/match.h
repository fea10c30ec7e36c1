/* ch/match.h – one need x one offer on its way through the procedure; and the history of who answered whom. */
#ifndef CH_MATCH_H
#define CH_MATCH_H
#include <ch/record.h>

typedef enum ch_match_status {                     /* stored numbers: append only */
                               CH_MATCH_SUGGESTED, /* by the engine: never stored */
                               CH_MATCH_SET_ASIDE,
                               CH_MATCH_PROPOSED,
                               CH_MATCH_ENDORSED,
                               CH_MATCH_CLEARED,
                               CH_MATCH_INVITED,
                               CH_MATCH_OFFERED,
                               CH_MATCH_DECLINED,
                               CH_MATCH_VOLUNTEERED,
                               CH_MATCH_PASSED_ON,
                               CH_MATCH_ASKED_FOR,
                               CH_MATCH_ACCEPTED,
                               CH_MATCH_CHANGES_ASKED,
                               CH_MATCH_DECLINED_BY_STATE,
                               CH_MATCH_DELIVERING,
                               CH_MATCH_SUSPENDED,
                               CH_MATCH_REPORTED,
                               CH_MATCH_DELIVERED,
                               CH_MATCH_CLOSED,
                               CH_MATCH_LAPSED,
                               CH_MATCH_WITHDRAWN,
                               CH_MATCH_RESCINDED,
                               CH__MATCH_STATUS_MAX
} ch_match_status;
extern const char *const ch_match_status_names[], *const ch_response_role_names[];

typedef struct ch_reason { /* one summand of a score */
        int64_t factor;    /* row of the factor table; its name stands there */
        int64_t fit;       /* 0..1000 */
        int64_t points;    /* fit x weight */
        ch_strs codes;     /* what met: topic, region or language codes */
} ch_reason;

typedef struct ch_decision { /* one step of the case, as it was taken */
        ch_str act;          /* word of the move */
        ch_uuid by;          /* account */
        ch_str by_party;
        ch_time at;
        ch_str code; /* coded reason */
        ch_str words;
        int32_t status; /* ch_match_status reached */
} ch_decision;

typedef struct ch_match {
        ch_head head;
        ch_uuid request, offer;
        ch_str request_ref, offer_ref;
        ch_str party, provider; /* of the request, of the offer: permission asks here */
        int64_t need;           /* ch_need.no */
        int32_t status;
        ch_time status_at;
        ch_time due_at;   /* the running clock of who holds it; 0 = none */
        int64_t score;    /* 0..100000 when it was proposed */
        ch_parts reasons; /* ch_reason: adds up to score */
        int64_t seq;      /* catalogue sequence behind it */
        ch_str weights;   /* weights version */
        ch_str covers;    /* what of the need it covers */
        ch_uuid proposed_by, endorsed_by;
        bool contacts_passed; /* by the State's act */
        ch_parts decisions;   /* ch_decision, oldest first */
} ch_match;

typedef struct ch_response { /* history: who answered whom, how it ended */
        ch_head head;
        ch_str request, offer; /* references */
        int32_t role;          /* ch_response_role_names */
        ch_str status, result, source;
} ch_response;

extern const ch_fields ch_reason_fields, ch_decision_fields, ch_match_fields, ch_response_fields;
#endif

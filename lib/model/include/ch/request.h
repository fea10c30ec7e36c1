/* ch/request.h – what a State asks for. Plain data; its rules are ch_record_check, its moves procedure.h. */
#ifndef CH_REQUEST_H
#define CH_REQUEST_H
#include <ch/record.h>

/* stored numbers: append only */
typedef enum ch_request_status {
        CH_REQUEST_DRAFT,
        CH_REQUEST_INFORMAL,
        CH_REQUEST_NOT_PURSUED,
        CH_REQUEST_SUBMITTED,
        CH_REQUEST_BACK, /* back with the State: what is missing is in status_words */
        CH_REQUEST_AUTHENTICATED,
        CH_REQUEST_OPEN,
        CH_REQUEST_RESTING,
        CH_REQUEST_CLOSED, /* why: closed_for */
        CH_REQUEST_WITHDRAWN,
        CH__REQUEST_STATUS_MAX
} ch_request_status;

typedef enum ch_level {
        CH_LEVEL_COMMITTEE,
        CH_LEVEL_NAMED,
        CH_LEVEL_PROVIDERS,
        CH_LEVEL_PUBLIC,
        CH__LEVEL_MAX
} ch_level;
typedef enum ch_approach { CH_APPROACH_UNSET, CH_APPROACH_ALL, CH_APPROACH_NAMED, CH_APPROACH_ASK } ch_approach;
typedef enum ch_law_stage {
        CH_LAW_UNSET,
        CH_LAW_NONE,
        CH_LAW_DRAFTING,
        CH_LAW_GOVERNMENT,
        CH_LAW_PARLIAMENT,
        CH_LAW_ADOPTED
} ch_law_stage;
typedef enum ch_coverage {
        CH_COVERAGE_OPEN,
        CH_COVERAGE_APPROACHED,
        CH_COVERAGE_PARTLY,
        CH_COVERAGE_COVERED,
        CH_COVERAGE_DELIVERED,
        CH_COVERAGE_MET
} ch_coverage;

extern const char *const ch_request_status_names[],
        *const ch_level_names[], *const ch_approach_names[], *const ch_law_stage_names[],
                                                                     *const ch_coverage_names[],
                                                                             *const ch_form_names[],
                                                                                     *const ch_closed_for_names[];

typedef struct ch_recipient {
        ch_str code;    /* CH_VOCAB_RECIPIENT */
        int64_t number; /* how many people or units; 0 = not said */
} ch_recipient;

typedef struct ch_need {                     /* the thing that is matched */
        int64_t no;                          /* 1..20 within its request; never reused */
        ch_str text;                         /* the State's own words, at most 4,000 characters */
        ch_strs topics, domains, assistance; /* codes that a person stated or confirmed */
        ch_strs not_topics;                  /* suggested from the text and refused by a person (any facet) */
        ch_parts recipients;                 /* ch_recipient */
        int32_t law_stage;
        ch_str where;
        ch_date from, until;
        int64_t priority; /* 1 high .. 3 low, 0 not said */
        int32_t coverage;
} ch_need;

typedef struct ch_request {
        ch_head head;
        ch_str party;
        ch_strs co_requesters;
        int32_t status; /* ch_request_status */
        ch_time status_at;
        ch_str status_words;  /* what is missing, why rested: shown to the State */
        ch_str status_reason; /* the code that came with the status; empty where closed_for says it */
        int32_t closed_for;   /* index into ch_closed_for_names, 0 = open */
        ch_str channel;       /* kept verbatim: web, paper_note, 1540_committee, … */
        int32_t form;         /* ch_form_names: proper, informal */
        ch_date date;         /* of the request */
        ch_str date_note;
        ch_str lang; /* of the original, which prevails */
        ch_str title;
        ch_str note_ref; /* note verbale */
        ch_date note_date;
        ch_str contact_function, contact_mailbox, contact_person;
        ch_str exists, helpers;      /* what exists today; who helps already */
        ch_strs languages;           /* working languages */
        ch_strs preferred, excluded; /* parties; never shown or hinted to a provider */
        ch_date from, until;         /* wanted period */
        int32_t approach;            /* ch_approach */
        ch_strs named;               /* providers that may be approached */
        bool publish_summary;
        int32_t visibility;            /* interchange only: committee, providers, public (ch_level_names) */
        int32_t levels[CH__GROUP_MAX]; /* ch_level per consent group; only SUMMARY .. CONTACTS are used */
        bool on_hold;                  /* by the mission: stops circulation and every exposure */
        ch_time received_at, acknowledged_at, circulated_at;
        bool brake_waived;
        ch_time referred_at; /* by a member, to the working group; not by whom */
        ch_str evidence, source;
        ch_parts needs; /* ch_need, 1..20 */
} ch_request;

enum { CH_NEEDS_MAX = 20 };
extern const ch_fields ch_need_fields, ch_request_fields, ch_recipient_fields;

static inline const ch_need *
ch_request_needs(const ch_request *r)
{
        return r->needs.v;
}
/* Need number no, or NULL. */
const ch_need *ch_request_need(const ch_request *r, int64_t no);
#endif

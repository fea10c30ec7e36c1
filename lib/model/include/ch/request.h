/* ch/request.h – what a State asks for. Plain data; its rules are ch_record_check, its moves procedure.h. */
#ifndef CH_REQUEST_H
#define CH_REQUEST_H
#include <ch/record.h>

/* Where it stands (PRODUCT 3). Stored numbers: append only. */
typedef enum ch_request_status {
        /* The party writes it; nobody else sees it. */
        CH_REQUEST_DRAFT,
        /* An inquiry that the secretariat registered; a mission may adopt it, which makes it a draft. */
        CH_REQUEST_INFORMAL,
        CH_REQUEST_NOT_PURSUED,
        /* Waits for the secretariat to see the note verbale or call the mission back. */
        CH_REQUEST_SUBMITTED,
        /* Back with the State: what is missing is in status_words. */
        CH_REQUEST_BACK,
        CH_REQUEST_AUTHENTICATED,
        /* Acknowledged: its needs are ranked, it may be circulated and matched. */
        CH_REQUEST_OPEN,
        /* Nobody works on it; one click of the mission reopens it. */
        CH_REQUEST_RESTING,
        /* Why: closed_for. */
        CH_REQUEST_CLOSED,
        CH_REQUEST_WITHDRAWN,
        CH__REQUEST_STATUS_MAX
} ch_request_status;

/* How far a group of fields is open (PRODUCT 4), from closed to open: zero hides. */
typedef enum ch_level {
        /* The State and the Committee's people without conflict. */
        CH_LEVEL_COMMITTEE,
        /* And the providers in `named`. */
        CH_LEVEL_NAMED,
        /* And all vetted providers but those in `excluded`. */
        CH_LEVEL_PROVIDERS,
        /* Everybody, without session too. */
        CH_LEVEL_PUBLIC,
        CH__LEVEL_MAX
} ch_level;
/* Whom the Committee may approach: all vetted providers, those named, or ask the State each time. */
typedef enum ch_approach { CH_APPROACH_UNSET, CH_APPROACH_ALL, CH_APPROACH_NAMED, CH_APPROACH_ASK } ch_approach;
/* How far the law is that the need is about: no law yet; being drafted; before the government; before parliament;
 * adopted. Unset: not said, or it is about no law. */
typedef enum ch_law_stage {
        CH_LAW_UNSET,
        CH_LAW_NONE,
        CH_LAW_DRAFTING,
        CH_LAW_GOVERNMENT,
        CH_LAW_PARLIAMENT,
        CH_LAW_ADOPTED
} ch_law_stage;
/* How far a need is covered. An invitation makes open approached, a delivery that the State confirms makes covered
 * delivered; all else only the State says. From COVERED on the need is left out of an offer's list and of plans. */
typedef enum ch_coverage {
        CH_COVERAGE_OPEN,
        CH_COVERAGE_APPROACHED,
        CH_COVERAGE_PARTLY,
        CH_COVERAGE_COVERED,
        CH_COVERAGE_DELIVERED,
        CH_COVERAGE_MET
} ch_coverage;

/* Words of the enums, NULL at the end; "" at 0 where nothing may be said (approach, law stage, closed for). form
 * "proper", "informal"; closed for "", "met", "partly_met", "met_elsewhere", "referred_elsewhere", "duplicate",
 * "withdrawn". */
extern const char *const ch_request_status_names[],
        *const ch_level_names[], *const ch_approach_names[], *const ch_law_stage_names[],
                                                                     *const ch_coverage_names[],
                                                                             *const ch_form_names[],
                                                                                     *const ch_closed_for_names[];

typedef struct ch_recipient {
        ch_str code;    /* CH_VOCAB_RECIPIENT */
        int64_t number; /* how many people or units; 0 = not said */
} ch_recipient;

/* The thing that is matched. */
typedef struct ch_need {
        /* Tells the needs of a request apart, 1..1000: a new one gets the next number, others keep theirs when one
         * goes. Matches name it. */
        int64_t no;
        /* The State's own words, at most 4,000 characters; only the State changes them. */
        ch_str text;
        /* Codes that a person stated or confirmed, by facet. */
        ch_strs topics, domains, assistance;
        /* Suggested from the text and refused by a person, of any facet; no code stands in both. */
        ch_strs not_topics;
        ch_parts recipients; /* ch_recipient */
        int32_t law_stage;   /* ch_law_stage */
        ch_str where;
        /* Wanted period, where it is not that of the request; absent: any time. */
        ch_date from, until;
        /* 1 most urgent .. 3 least, 0 not said. Shown; the ranking does not read it. */
        int64_t priority;
        int32_t coverage; /* ch_coverage */
} ch_need;

typedef struct ch_request {
        ch_head head;
        ch_str party;
        /* Parties that ask together with it; each confirms by itself. */
        ch_strs co_requesters;
        int32_t status; /* ch_request_status */
        ch_time status_at;
        /* What is missing, why rested, or a question: shown to the State. */
        ch_str status_words;
        /* The code that came with the status (ch_reasons_of); empty where closed_for says it. */
        ch_str status_reason;
        /* Index into ch_closed_for_names, 0 = open. */
        int32_t closed_for;
        /* How it came in, kept verbatim: "web", "paper_note", "1540_committee", … */
        ch_str channel;
        int32_t form; /* ch_form_names: proper, informal */
        /* Of the request, and what there is to say about it where sources differ. */
        ch_date date;
        ch_str date_note;
        ch_str lang; /* of the original, which prevails; one of the six */
        ch_str title;
        /* Note verbale. */
        ch_str note_ref;
        ch_date note_date;
        /* Whom to ask; passes to one provider by contacts_passed of its match alone. */
        ch_str contact_function, contact_mailbox, contact_person;
        /* What exists today; who helps already. */
        ch_str exists, helpers;
        /* Working languages. */
        ch_strs languages;
        /* Providers; never shown or hinted to a provider. */
        ch_strs preferred, excluded;
        /* Wanted period; both absent = any time. */
        ch_date from, until;
        int32_t approach; /* ch_approach */
        /* Providers that may be approached; must not be empty with CH_APPROACH_NAMED. */
        ch_strs named;
        /* The State's answer to "may a summary be published?". Recorded only: what is public the levels say. */
        bool publish_summary;
        /* Of an interchange line only: committee, providers or public (ch_level_names). */
        int32_t visibility;
        /* ch_level per consent group; only SUMMARY .. CONTACTS are used, and CONTACTS stays CH_LEVEL_COMMITTEE. */
        int32_t levels[CH__GROUP_MAX];
        /* By the mission: stops circulation and every exposure. */
        bool on_hold;
        /* First submitted or registered; opened by the secretariat; last circulated. 0 = not yet. Clocks start at them.
         */
        ch_time received_at, acknowledged_at, circulated_at;
        /* The mission does not wait for the five working days. */
        bool brake_waived;
        /* By a member, to the working group; not by whom. 0 = not. */
        ch_time referred_at;
        /* Of imported records: how well the source was read ("seen", "listed", "memory"), and which it was. */
        ch_str evidence, source;
        ch_parts needs; /* ch_need, 1..CH_NEEDS_MAX */
} ch_request;

enum { CH_NEEDS_MAX = 20 };
extern const ch_fields ch_need_fields, ch_request_fields, ch_recipient_fields;

/* r->needs.len of them; NULL when there are none. */
static inline const ch_need *
ch_request_needs(const ch_request *r)
{
        return r->needs.v;
}
/* Need number no, or NULL; borrows from the request. */
const ch_need *ch_request_need(const ch_request *r, int64_t no);
#endif

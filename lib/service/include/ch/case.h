/* ch/case.h – what every case has in common: a step of the procedure, who holds it and until when, what may be done
 * next.
 *
 * A refused step tells why: CH_ILLEGAL_MOVE leaves the legal moves in work->legal, CH_INVALID leaves every fault in
 * work->issues (ch/desk.h). Plain data; results live in the arena of the look or work. Reading costs no SQL.
 */
#ifndef CH_CASE_H
#define CH_CASE_H
#include <ch/base/crypto.h>
#include <ch/desk.h>

/* What somebody does to a record: which one, as he last saw it, and why. */
typedef struct ch_step {
        ch_uuid id;
        uint32_t version; /* as shown to him, from the hidden field of the form; 0: whatever is current (the API
                             compares ETags) */
        ch_str code;      /* coded reason, one of ch_reasons_of(act), where the move needs one */
        ch_str words;     /* in his own words; may be empty; at most CH_WORDS_MAX characters */
} ch_step;
enum { CH_WORDS_MAX = 2000, CH_LEGAL_MAX = 24, CH_PAGE_MAX = 100 };

typedef struct ch_made { /* of whatever was written */
        ch_uuid id;
        ch_str ref;
        uint32_t version;
} ch_made;

/* "Held by the Permanent Mission of Albania until 12 December 2026 (skipped: Sat 3, Sun 4)." */
typedef struct ch_holding {
        ch_holder holder;
        ch_str party, party_name; /* of the State or provider that holds it; empty for the Committee's side */
        ch_time since;
        ch_clock_id clock;  /* that runs for the holder; CH_CLOCK_NONE: none does */
        ch_day until;       /* its last day; CH_DAY_NONE: no clock */
        ch_skipped skipped; /* days within it that did not count */
        bool is_overdue;
} ch_holding;

/* Moves that this actor may make on this record now, in the order of the table. */
typedef struct ch_legal {
        const ch_move *v[CH_LEGAL_MAX];
        size_t len;
} ch_legal;
/* Is the act among them? */
bool ch_legal_has(const ch_legal *legal, ch_act act);
/* May this actor ever do this to this record, whatever its status: CH_OK, or CH_HIDDEN. A step that is not open now is
 * told (CH_ILLEGAL_MOVE) only to those who could make it at another time; to everybody else it does not exist. No audit
 * entry: whoever goes on to the step is asked again. */
CH_MUST_CHECK ch_status ch_case_may(const ch_look *look, const ch_actor *actor, ch_kind kind, ch_uuid id, ch_act act);

/* One page of a list: size entries after a cursor that an earlier page gave. */
typedef struct ch_page_ask {
        ch_str after; /* empty: from the start */
        size_t size;  /* 0: 50; more than CH_PAGE_MAX counts as CH_PAGE_MAX */
} ch_page_ask;
typedef struct ch_page_info {
        size_t total;    /* entries that this reader may see under this filter */
        size_t first;    /* number of the first entry shown, from 1; 0: none */
        ch_str next;     /* cursor of the next page; empty: this is the last */
        ch_str previous; /* cursor of the page before; empty with has_previous: the first page */
        bool has_previous;
} ch_page_info;

/* An idempotency key, for the server: the answer kept under it, or CH_HIDDEN when there is none (go on), or
 * CH_CONFLICT: the key was used for another request. Asked inside the work, before the service. 24 hours. */
typedef struct ch_kept_answer {
        ch_uuid account; /* who asked; nil: nobody, then nothing is kept */
        ch_str key;
        ch_key body; /* hash of method, path and body */
        int32_t http;
        ch_str location, type, bytes;
} ch_kept_answer;
CH_MUST_CHECK ch_status ch_answer_find(ch_work *work, const ch_actor *actor, ch_kept_answer *io);
/* Keeps it in the same transaction as what it answers. */
CH_MUST_CHECK ch_status ch_answer_keep(ch_work *work, const ch_actor *actor, const ch_kept_answer *answer);
#endif

/* ch/case.h – what every case has in common: a step of the procedure, who holds it and until when, what may be done
 * next.
 *
 * A case is a request, an offer or a match. Its moves are the rows of one table (ch/procedure.h): who, from which
 * status, to which, which clock starts, which letter falls due. A step that is refused has changed nothing and tells
 * why, in this order:
 *
 * - CH_UNAUTHENTICATED, CH_HIDDEN, CH_STEP_UP … of ch_may (ch/may.h): what one may not see does not exist;
 * - CH_STALE: somebody stored another version since the one named;
 * - CH_ILLEGAL_MOVE: no such move from here; work->legal has the legal ones;
 * - CH_INVALID: work->issues has every fault, by field ("code", "words", …);
 * - CH_CONFLICT: cannot be done as things are (a hold, a brake that runs); work->issues says why, under "" or a field.
 *
 * A refusal of ch_may to somebody signed in is an audit entry, and kept. Plain data; results live in the arena of the
 * look or work. Reading costs no SQL.
 */
#ifndef CH_CASE_H
#define CH_CASE_H
#include <ch/base/crypto.h>
#include <ch/desk.h>

/* What somebody does to a record: which one, as he last saw it, and why. { .id = id } is enough for most moves. */
typedef struct ch_step {
        ch_uuid id;
        /* As shown to him, from the hidden field of the form; 0: whatever is current (the API compares ETags). */
        uint32_t version;
        /* Coded reason, one of ch_reasons_of(act); must be there where the move needs one, else may be empty. */
        ch_str code;
        /* In his own words: plain text, at most CH_WORDS_MAX characters. Must be empty where the move keeps no words
         * (ch_move_keeps_words): nothing is taken that nobody would read. */
        ch_str words;
} ch_step;
/* Characters of a step's words; rows of a ch_legal; entries of a page, whatever is asked for. */
enum { CH_WORDS_MAX = 2000, CH_LEGAL_MAX = 24, CH_PAGE_MAX = 100, CH_SEARCH_MAX = 256 };

/* What was written: what an answer needs to point to it. */
typedef struct ch_made {
        ch_uuid id;
        ch_str ref;
        /* That it has now: 1 of a new record. */
        uint32_t version;
} ch_made;

/* "Held by the Permanent Mission of Albania until 12 December 2026 (skipped: Sat 3, Sun 4)." Every page of a case says
 * so. */
typedef struct ch_holding {
        ch_holder holder;
        /* Of the State or provider that holds it, the name in the look's language; both empty for the Committee's side.
         */
        ch_str party, party_name;
        /* When the record came to its status. */
        ch_time since;
        /* The clock that runs for the holder; CH_CLOCK_NONE: none does. */
        ch_clock_id clock;
        /* Its last day, which still counts; CH_DAY_NONE: no clock. */
        ch_day until;
        /* Days within it that did not count: weekends and official holidays, of clocks of working days. */
        ch_skipped skipped;
        /* until lies before the look's day. It says so and nothing else: silence moves no case but an invitation that
         * lapses and what rests. */
        bool is_overdue;
} ch_holding;

/* Moves that this actor may make on this record now, in the order of the table, the second factor aside: a move that
 * asks for it again is among them. */
typedef struct ch_legal {
        const ch_move *v[CH_LEGAL_MAX];
        size_t len;
} ch_legal;
/* Is the act among them? For a button that a page shows or not. */
bool ch_legal_has(const ch_legal *legal, ch_act act);
/* May this actor ever do this to this record, whatever its status? CH_OK also where he would be asked for the second
 * factor, must leave it to a second person, or has read too much this hour; CH_HIDDEN, or CH_UNAUTHENTICATED, when not.
 * A step that is not open now is told (CH_ILLEGAL_MOVE) only to those who could make it at another time; to everybody
 * else it does not exist. No audit entry: whoever goes on to the step is asked again. */
CH_MUST_CHECK ch_status ch_case_may(const ch_look *look, const ch_actor *actor, ch_kind kind, ch_uuid id, ch_act act);

/* One page of a list: size entries after a cursor that an earlier page gave. A cursor names the place by what is sorted
 * there, so that it holds when entries come or go; one that is none is CH_MALFORMED. */
typedef struct ch_page_ask {
        ch_str after; /* empty: from the start */
        size_t size;  /* 0: 50; more than CH_PAGE_MAX counts as CH_PAGE_MAX */
} ch_page_ask;
/* Figures are those of this reader's own list: nothing tells of what he may not see. */
typedef struct ch_page_info {
        size_t total;    /* entries that this reader may see under this filter */
        size_t first;    /* number of the first entry shown, from 1; 0: none */
        ch_str next;     /* cursor of the next page; empty: this is the last */
        ch_str previous; /* cursor of the page before; empty with has_previous: the first page */
        bool has_previous;
} ch_page_info;

/* An answer kept under an idempotency key, for 24 hours: the same POST sent again gets it word for word instead of
 * happening twice. Per account; what nobody signed in sends is not kept. */
typedef struct ch_kept_answer {
        /* Who asked. Set by ch_answer_find; ch_answer_keep takes the actor's. */
        ch_uuid account;
        /* As the client sent it; empty: nothing is looked up or kept. */
        ch_str key;
        /* Hash of method, path and body: the same key with another one is CH_CONFLICT. */
        ch_key body;
        /* The answer itself: status code, Location or empty, content type, body. In the work's arena after
         * ch_answer_find. */
        int32_t http;
        ch_str location, type, bytes;
} ch_kept_answer;
/* io holds key and body; CH_OK fills in the answer, to be sent as it is. CH_HIDDEN: there is none, go on. CH_CONFLICT:
 * the key was used for another request. Asked inside the work, before the service. One read. */
CH_MUST_CHECK ch_status ch_answer_find(ch_work *work, const ch_actor *actor, ch_kept_answer *io);
/* Keeps it in the same transaction as what it answers, so that there is never one without the other. CH_OK without an
 * account or key: nothing is kept. */
CH_MUST_CHECK ch_status ch_answer_keep(ch_work *work, const ch_actor *actor, const ch_kept_answer *answer);
#endif

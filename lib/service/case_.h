/* case_.h – what the services share: finding records, asking ch_may about them, one step of the procedure, storing.
 *
 * A use case is these in a row. Everything it refuses it refuses here, in the order that ch/case.h gives:
 *
 *   moving m;
 *   ch_status st = step_begin(work, actor, CH_ACT_REQUEST_OPEN, step, &m);   found, asked, version, move, reason
 *
 *   if (st != CH_OK)
 *           return st;
 *   ((ch_request *)m.record)->acknowledged_at = work->look.now;              what this step changes
 *   return step_end(work, actor, &m, out);                                   status, version, change, audit, letter
 */
#ifndef CASE__H
#define CASE__H
#include "desk_.h"
#include <ch/matches.h>
#include <ch/weights.h>

/* ---- finding (case_find.c) ---- */
/* A record of whatever kind: struct ch_request and so on by kind. */
typedef struct listed_record {
        ch_kind kind;
        const void *record;
} listed_record;
/* In a look the catalogue's record, borrowed or opened in the look's arena (offers); in a work a copy through the
 * writing connection, with what this transaction has stored so far. CH_HIDDEN: none; CH_TOO_LARGE: the arena is full.
 * Nobody is asked: object_of and ask_… come next. */
CH_MUST_CHECK ch_status find_record(const ch_look *look, ch_kind kind, ch_uuid id, const void **out);
/* The same by reference ("R-ALB-2026-1"). */
CH_MUST_CHECK ch_status find_by_ref(const ch_look *look, ch_kind kind, ch_str ref, const void **out);
/* A copy that may be changed and stored again. CH_HIDDEN: none. */
CH_MUST_CHECK ch_status take_record(ch_work *work, ch_kind kind, ch_uuid id, void **out);
/* Matches, borrowed from the catalogue or the batch; in order of their references, those of this transaction last. */
typedef struct match_list {
        const ch_match **v;
        size_t len;
} match_list;
/* All of a request or an offer, finished ones too, with what this transaction has staged; *out is empty when there are
 * none. */
CH_MUST_CHECK ch_status find_matches(const ch_look *look, ch_uuid request_or_offer, match_list *out);
/* All records of a kind as published, in order of their references; borrowed from the catalogue. Not of offers, which
 * are packed: walk_all. */
size_t all_of(const ch_look *look, ch_kind kind, const void *const **first);
/* The same one by one, of offers too: those come in brief (ch/catalog.h), in the walk, until the next. */
typedef struct record_walk {
        const ch_look *look;
        ch_kind kind;
        const void *const *all;
        size_t len, next;
        ch_offer_walk offers;
        ch_offer brief;
} record_walk;
/* Stands before the first; the caller's. */
record_walk walk_all(const ch_look *look, ch_kind kind);
/* NULL: no more. */
const void *walk_next(record_walk *w);
/* Name of a State, organization or group in the look's language, a copy; empty when the arena is full. */
ch_str party_name(const ch_look *look, ch_str code);
/* Has the provider a match on this request that is invited or further, and goes on? No party: no. */
bool is_invited(const ch_look *look, ch_str provider, const ch_request *request);
/* Has a match come so far that its provider knows of it? */
bool is_known_to_provider(const ch_match *m);
/* Has the actor's party a listed offer, so that "all vetted providers" includes it? O(offers): ask once for a list. */
bool is_vetted(const ch_look *look, const ch_actor *actor);
/* Everything ch_may can be told about a record: pieces behind a match, members of a joint request, invited, vetted. The
 * record is borrowed. CH_HIDDEN, CH_TOO_LARGE: what a match points to cannot be found. */
CH_MUST_CHECK ch_status object_of(const ch_look *look, const ch_actor *actor, ch_kind kind, const void *record,
                                  ch_object *out);
/* The same where is_vetted is known already. */
CH_MUST_CHECK ch_status object_with(const ch_look *look, const ch_actor *actor, bool vetted, listed_record what,
                                    ch_object *out);
/* How many people with an account that is not disabled ask answers yes for. Cost: one call each. */
size_t count_people(const ch_look *look, bool (*ask)(const ch_actor *person, const void *arg), const void *arg);
/* The person behind an account as ch_may knows him; without roles when disabled, without session. Texts are borrowed.
 */
ch_actor actor_of(const ch_account *account);
/* The weights to rank with: the look's, else those in force, else the built-in ones. The name is borrowed. */
ch_weights weights_of(const ch_look *look);
/* As a kept version says, valid or not; its name is borrowed. */
ch_weights weights_in(const ch_weights_version *version);

/* ---- asking (case_ask.c) ---- */
/* ch_may, first of all that a write does; what is refused to somebody signed in is kept in the audit (work->keeps).
 * CH_CONFLICT leaves its sentence in the issues. */
CH_MUST_CHECK ch_status ask_write(ch_work *work, const ch_actor *actor, ch_act act, const ch_object *object);
/* ch_may, first of all that a read does; refusals by conflict of interest and full reads by the Committee's side
 * (request, match, ranked list, plan) go to the audit through the writer's queue. CH_BUSY: that queue is full:
 * what cannot be noted is not shown. Nothing is noted inside a work, nor by a desk that only reads. */
CH_MUST_CHECK ch_status ask_read(const ch_look *look, const ch_actor *actor, ch_act act, const ch_object *object);
/* The step would change nothing: a hold that stands, or one to lift that does not. */
bool is_moot(ch_act act, const ch_object *object);
/* What the actor could do with the object's record from its status, as ch_legal says. Cost: ch_may once for each row of
 * the table that leads on from there. */
ch_legal legal_of(const ch_look *look, const ch_actor *actor, const ch_object *object);

/* ---- moving (case_step.c) ---- */
/* One step between its begin and its end. */
typedef struct moving {
        ch_act act;
        /* The row of the table: where it leads, which clock, which letter. */
        const ch_move *move;
        ch_object object;
        /* A copy, to be changed, then given to step_end; head is its head. */
        void *record;
        ch_head *head;
        /* As the caller gave it; borrowed. */
        const ch_step *step;
} moving;
/* Finds the record of the act's kind, asks, checks version, move, reason and words. Refusals as ch/case.h says, in its
 * order; *out is good after CH_OK. The act must be one of the table of moves (asserted). */
CH_MUST_CHECK ch_status step_begin(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, moving *out);
/* Why it cannot be done as things are: an issue, field "" for none; returns CH_CONFLICT. why: a message id. */
CH_MUST_CHECK ch_status refuse_for(ch_work *work, const char *field, const char *why);
/* Sets the status and what belongs to it (since when, words, reason; of a match the last day of its clock), adds the
 * decision to a match, stores, makes the letter that is due. out may be NULL. */
CH_MUST_CHECK ch_status step_end(ch_work *work, const ch_actor *actor, moving *m, ch_made *out);
/* Begin and end, where nothing else happens. */
CH_MUST_CHECK ch_status step_plain(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, ch_made *out);
/* The row for a record that is to be made, or CH_ILLEGAL_MOVE with no move in work->legal. */
CH_MUST_CHECK ch_status first_move(ch_work *work, ch_kind kind, ch_act act, const ch_move **out);
/* Is text plain and at most CH_WORDS_MAX characters, code one of the act's reasons (required = a code must be there,
 * where the act has reasons)? Adds issues to "code" and "words". */
void check_reason(ch_work *work, ch_act act, ch_str code, ch_str words, bool required);

/* ---- storing (case_store.c) ---- */
/* Next version of the record, or a new one, with its change and audit entry ("version=3 status=2"); head.version and
 * the rest are set. It must stay as it is till the command is told: the next catalogue is made from it. CH_STALE,
 * CH_CONFLICT as ch_db_put. out may be NULL. */
CH_MUST_CHECK ch_status store_record(ch_work *work, const ch_actor *actor, ch_act act, ch_kind kind, void *record,
                                     ch_made *out);
/* An audit entry of its own; details are codes, never content. */
CH_MUST_CHECK ch_status note_act(ch_work *work, const ch_actor *actor, ch_act act, ch_kind kind, ch_uuid object,
                                 ch_status outcome, ch_str details);
/* A new reference of this party and this year into head->ref: "R-ALB-2026-1". */
CH_MUST_CHECK ch_status give_reference(ch_work *work, ch_kind kind, ch_str party, ch_head *head);
/* The letter that a move asks for, to be written by the secretariat: a letter record of status "due", to the provider
 * where it now holds the match, else to the party of the case, in a State's letter language, else English. CH_OK when
 * the move asks for none. */
CH_MUST_CHECK ch_status owe_letter(ch_work *work, const ch_move *move, const ch_object *object);
/* Copies the named CH_WRITABLE fields of from into to, shallowly; an unknown or other name is an issue of that name. */
void take_fields(ch_work *work, const ch_fields *table, ch_strs names, const void *from, void *to);

/* ---- clocks (case_clock.c) ---- */
/* Noon UTC of that day, or another hour of it, such that ch_day_of gives it back in whatever zone. */
ch_time time_in_day(ch_day day);
/* Last day of a clock that begins on from, by the length set here; CH_DAY_NONE for CH_CLOCK_NONE or CH_DAY_NONE.
 * skipped may be NULL. */
ch_day clock_due(const ch_look *look, ch_clock_id clock, ch_day from, ch_skipped *skipped);
/* Who holds the record and until when; of any kind, empty for those that nobody holds. Names are copies. */
ch_holding holding_of(const ch_look *look, ch_kind kind, const void *record);
/* Last day of the circulation brake (5 working days from acknowledgement), as long as it runs on the look's day;
 * CH_DAY_NONE: none runs. */
ch_day brake_until(const ch_look *look, const ch_request *r);
/* Day by which an open request should circulate (7 days from receipt), also a past one; CH_DAY_NONE: does not apply. */
ch_day circulate_until(const ch_look *look, const ch_request *r);

/* ---- pages of lists (case_page.c) ---- */
/* One entry of a list while it is sorted. */
typedef struct listing {
        /* Where it stands: first by this, bytewise (name_key, or empty), then by the reference. */
        ch_str key;
        ch_str ref;
        /* What it stands for; not looked at here. */
        const void *record;
        uint32_t groups;
} listing;
/* Cuts the page asked for out of the n entries of v, which are then in no order but for that page: entries *first up to
 * *first + *len. info gets totals and cursors. Cost: O(n), whatever the page. CH_MALFORMED: a cursor that is none; the
 * first page then. */
CH_MUST_CHECK ch_status cut_page(const ch_look *look, listing *v, size_t n, const ch_page_ask *ask, ch_page_info *info,
                                 size_t *first, size_t *len);
/* Lines of a page; and where the last page ended: CH_MALFORMED: that is no cursor. */
size_t page_size(const ch_page_ask *ask);
CH_MUST_CHECK ch_status read_cursor(ch_arena *arena, ch_str cursor, listing *out);
/* The same of very many entries, which come in runs of the same key, each sorted by reference: only runs near the page
 * are looked into. Sorts v. Of the entries record and groups are not filled. */
typedef struct listing_run {
        ch_str key;
        size_t len;
        ch_str (*ref_at)(const void *of, size_t i);
        const void *of;
} listing_run;
typedef struct run_page {
        listing *v; /* more than the page: its first is v[first] */
        size_t first, len;
        ch_page_info info;
} run_page;
CH_MUST_CHECK ch_status cut_runs(const ch_look *look, listing_run *v, size_t n, const ch_page_ask *ask, run_page *out);
/* Alphabetical keys of parties' names in the look's language, made once for each party; in the look's arena. */
typedef struct name_keys name_keys;
/* NULL: the arena is full. */
name_keys *name_keys_new(const ch_look *look);
/* The same for the same party; its code where none can be made. */
ch_str name_key(name_keys *keys, ch_str party);
/* Words of a search, folded; do they all occur in these texts? */
typedef struct needle {
        ch_strs words;
        ch_arena *scratch; /* for one record at a time */
} needle;
/* To be dropped after, whatever it returned. No text: everything meets it, and nothing is allocated. CH_TOO_LARGE: over
 * CH_SEARCH_MAX characters; CH_BUSY: no memory. */
CH_MUST_CHECK ch_status needle_of(const ch_look *look, ch_str text, needle *out);
/* Each word must stand somewhere in the texts, also inside a longer one; not case, not accents. */
bool needle_meets(const needle *n, const ch_str *texts, size_t len);
void needle_drop(needle *n);
/* Is one of the codes this topic or below it? An unknown topic, or an unknown code: no. */
bool topic_meets(const ch_look *look, ch_str topic, ch_strs codes);
#endif

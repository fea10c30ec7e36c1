/* case_.h – what the services share: finding records, asking ch_may about them, one step of the procedure, storing. */
#ifndef CASE__H
#define CASE__H
#include "desk_.h"
#include <ch/matches.h>
#include <ch/weights.h>

/* ---- finding (case_find.c) ---- */
typedef struct listed_record {
        ch_kind kind;
        const void *record;
} listed_record;
/* In a look the catalogue's record, borrowed or opened in the look's arena; in a work a copy through the writing
 * connection. CH_HIDDEN: none. */
CH_MUST_CHECK ch_status find_record(const ch_look *look, ch_kind kind, ch_uuid id, const void **out);
CH_MUST_CHECK ch_status find_by_ref(const ch_look *look, ch_kind kind, ch_str ref, const void **out);
/* A copy that may be changed and stored again. */
CH_MUST_CHECK ch_status take_record(ch_work *work, ch_kind kind, ch_uuid id, void **out);
typedef struct match_list {
        const ch_match **v;
        size_t len;
} match_list;
/* Of a request or an offer, with what this transaction has staged. */
CH_MUST_CHECK ch_status find_matches(const ch_look *look, ch_uuid request_or_offer, match_list *out);
/* All records of a kind as published; not of offers. */
size_t all_of(const ch_look *look, ch_kind kind, const void *const **first);
/* The same one by one, of offers too: those come in brief (ch/catalog.h), in the walk, until the next; NULL: no more.
 * The one that came last, whole, for as long as the arena: NULL when that is full. */
typedef struct record_walk {
        const ch_look *look;
        ch_kind kind;
        const void *const *all;
        size_t len, next;
        ch_offer_walk offers;
        ch_offer brief;
} record_walk;
record_walk walk_all(const ch_look *look, ch_kind kind);
const void *walk_next(record_walk *w);
const void *walk_whole(const record_walk *w, ch_arena *arena);
ch_str party_name(const ch_look *look, ch_str code);
/* Has the provider a match on this request that is invited or further, and goes on? */
bool is_invited(const ch_look *look, ch_str provider, const ch_request *request);
/* Has a match come so far that its provider knows of it? */
bool is_known_to_provider(const ch_match *m);
/* Has the actor's party a listed offer, so that "all vetted providers" includes it? O(offers): ask once for a list. */
bool is_vetted(const ch_look *look, const ch_actor *actor);
/* Everything ch_may can be told about a record. */
CH_MUST_CHECK ch_status object_of(const ch_look *look, const ch_actor *actor, ch_kind kind, const void *record,
                                  ch_object *out);
/* The same where is_vetted is known already. */
CH_MUST_CHECK ch_status object_with(const ch_look *look, const ch_actor *actor, bool vetted, listed_record what,
                                    ch_object *out);
/* People with an account that is not disabled whom ask answers yes for. */
size_t count_people(const ch_look *look, bool (*ask)(const ch_actor *person, const void *arg), const void *arg);
ch_actor actor_of(const ch_account *account);
/* The weights in force. */
ch_weights weights_of(const ch_look *look);
/* As a kept version says, valid or not; its name is borrowed. */
ch_weights weights_in(const ch_weights_version *version);

/* ---- asking (case_ask.c) ---- */
/* ch_may; what is refused to somebody signed in is kept in the audit. */
CH_MUST_CHECK ch_status ask_write(ch_work *work, const ch_actor *actor, ch_act act, const ch_object *object);
/* ch_may; refusals by conflict of interest and full reads by the Committee's side go to the audit through the writer's
 * queue. CH_BUSY: that queue is full: what cannot be noted is not shown. */
CH_MUST_CHECK ch_status ask_read(const ch_look *look, const ch_actor *actor, ch_act act, const ch_object *object);
/* The step would change nothing: a hold that stands, or one to lift that does not. */
bool is_moot(ch_act act, const ch_object *object);
ch_legal legal_of(const ch_look *look, const ch_actor *actor, const ch_object *object);

/* ---- moving (case_step.c) ---- */
typedef struct moving {
        ch_act act;
        const ch_move *move;
        ch_object object;
        void *record; /* to be changed, then given to step_end */
        ch_head *head;
        const ch_step *step;
} moving;
/* Finds the record, asks, checks version, move, reason. */
CH_MUST_CHECK ch_status step_begin(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, moving *out);
/* Why it cannot be done as things are; returns CH_CONFLICT. */
CH_MUST_CHECK ch_status refuse_for(ch_work *work, const char *field, const char *why);
/* Sets the status, stores, makes the letter that is due. */
CH_MUST_CHECK ch_status step_end(ch_work *work, const ch_actor *actor, moving *m, ch_made *out);
/* Begin and end, where nothing else happens. */
CH_MUST_CHECK ch_status step_plain(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, ch_made *out);
/* The row for a record that is to be made, or CH_ILLEGAL_MOVE. */
CH_MUST_CHECK ch_status first_move(ch_work *work, ch_kind kind, ch_act act, const ch_move **out);
/* Is text within limits, code one of the act's reasons (required = a code must be there)? Adds issues. */
void check_reason(ch_work *work, ch_act act, ch_str code, ch_str words, bool required);

/* ---- storing (case_store.c) ---- */
/* Next version with its change and audit entry; out may be NULL. */
CH_MUST_CHECK ch_status store_record(ch_work *work, const ch_actor *actor, ch_act act, ch_kind kind, void *record,
                                     ch_made *out);
/* An audit entry of its own; details are codes, never content. */
CH_MUST_CHECK ch_status note_act(ch_work *work, const ch_actor *actor, ch_act act, ch_kind kind, ch_uuid object,
                                 ch_status outcome, ch_str details);
/* A new reference of this party and year. */
CH_MUST_CHECK ch_status give_reference(ch_work *work, ch_kind kind, ch_str party, ch_head *head);
/* The letter that a move asks for, to be written by the secretariat. */
CH_MUST_CHECK ch_status owe_letter(ch_work *work, const ch_move *move, const ch_object *object);
/* Copies the named CH_WRITABLE fields of from into to; an unknown or foreign name is an issue. */
void take_fields(ch_work *work, const ch_fields *table, ch_strs names, const void *from, void *to);

/* ---- clocks (case_clock.c) ---- */
/* Noon of that day, such that ch_day_of gives it back. */
ch_time time_in_day(ch_day day);
ch_day clock_due(const ch_look *look, ch_clock_id clock, ch_day from, ch_skipped *skipped);
ch_holding holding_of(const ch_look *look, ch_kind kind, const void *record);
/* Last day of the circulation brake; CH_DAY_NONE: none runs. */
ch_day brake_until(const ch_look *look, const ch_request *r);
ch_day circulate_until(const ch_look *look, const ch_request *r);

/* ---- pages of lists (case_page.c) ---- */
typedef struct listing {
        ch_str key; /* where it stands: the name, then the reference */
        ch_str ref;
        const void *record;
        uint32_t groups;
} listing;
/* Sorts v, cuts out the page asked for; *first and *len say which entries. */
CH_MUST_CHECK ch_status cut_page(const ch_look *look, listing *v, size_t n, const ch_page_ask *ask, ch_page_info *info,
                                 size_t *first, size_t *len);
/* Alphabetical key of the party's name, made once for each party. */
typedef struct name_keys name_keys;
name_keys *name_keys_new(const ch_look *look);
ch_str name_key(name_keys *keys, ch_str party);
/* Words of a search, folded; do they all occur in these texts? To be dropped after. */
typedef struct needle {
        ch_strs words;
        ch_arena *scratch; /* for one record at a time */
} needle;
CH_MUST_CHECK ch_status needle_of(const ch_look *look, ch_str text, needle *out);
bool needle_meets(const needle *n, const ch_str *texts, size_t len);
void needle_drop(needle *n);
/* Is one of the codes this topic or below it? */
bool topic_meets(const ch_look *look, ch_str topic, ch_strs codes);
#endif

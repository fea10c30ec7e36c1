/* index.h – the records of one kind, held in the orders in which they are looked up. Inside the room.
 *
 * A table is immutable once published and shared by all catalogues between two changes of its kind. Each order is a run
 * of leaves; the next table shares all leaves that no change falls into, so that a change costs what it touches.
 * Records live in batches: one arena for all records that came with one call, or with one call after another, kept as
 * long as a table shows one of them. Many small batches, and batches of which most is gone, are copied together when a
 * table is made.
 *
 *      catalogue -> table of a kind -> order -> leaves -> entries, in batches
 *
 * Orders by kind:
 *
 *      BY_REF      all: reference              BY_FIRST    match, response: request       party: code
 *      BY_ID       all: sixteen bytes          BY_SECOND   match, response: offer
 *
 * Equal keys stand by reference, then id, so that no order depends on how a record came in.
 */
#ifndef CH_MATCH_INDEX_H
#define CH_MATCH_INDEX_H
#include "card.h"
#include <ch/change.h>
#include <ch/keep.h>

typedef struct batch batch;

/* A record as the catalogue keeps it. Immutable once a table shows it, but for slot before that. Which of the two it is
 * the kind of its table says. */
typedef struct entry {
        /* Whoever holds a table that shows the entry holds this, too. */
        batch *home;
        union {
                struct {
                        /* Begins with a ch_head. */
                        const void *record;
                        /* Of a request that is no draft, else NULL. */
                        const units *units;
                };
                struct { /* of an offer: there are very many */
                        /* The record as keep.h has it: see offer_kept, offer_open. */
                        const char *kept_at;
                        uint32_t kept_len;
                        /* Of a listed one: where its facts stand (sheet.h); given before it is published. Else
                         * SLOT_NONE. */
                        uint32_t slot;
                };
        };
        /* Of an offer: its own. */
        card card[];
} entry;

/* Entries of a batch that stand one behind the other; entry_behind goes from one to the next. */
typedef struct stretch {
        const entry *first;
        /* Of the last one it grows, while tables read those that they have heard of. */
        atomic_size_t len;
        /* NULL: the last. */
        struct stretch *next;
} stretch;

/* Filled by one thread, all at once or, where it grows, by one call after another; else only counted. near.cards holds
 * the entries, each with its card. */
struct batch {
        /* Of tables that show any of it, and of whoever made it. */
        atomic_size_t refs;
        /* The records and units, and what names them below. */
        ch_arena *arena;
        ch_kind kind;
        /* Of its records, in the arena; NULL: they are few, or offers. */
        ch_alike *alike;
        /* Entries and cards, together: a list reads them of many records and nothing else. */
        card_room near;
        /* All that came with it, in the arena, in their order. */
        stretch *entries, *last;
        /* Of the last entry. */
        const void *end;
        /* Entries, whether a table shows them or not; how many there may be, 0 for a batch that does not grow. Both are
         * read by who puts entries in, and by nobody else. */
        size_t len, cap;
        /* Of these, shown first by the table that is being made; counted meanwhile. */
        size_t coming;
};

typedef struct held { /* a batch; how many of its entries a table shows, of how many, the first, that it knows of */
        batch *batch;
        size_t live, len;
} held;

typedef enum index_order { BY_REF, BY_ID, BY_FIRST, BY_SECOND, INDEX_ORDERS } index_order;

/* Entries of a leaf at most, and of those that are made when one is full: room to grow. */
enum { LEAF_MAX = 512, LEAF_FILL = 352 };
enum { SLOT_NONE = UINT32_MAX }; /* not listed, or not given yet */

/* Sorted; shared by all runs that have these entries there. */
typedef struct leaf {
        atomic_size_t refs;
        size_t len; /* never 0 */
        const entry *v[];
} leaf;

typedef struct run { /* one order; leaves NULL: the kind has no such key, or there is no record */
        leaf **leaves;
        size_t len;
} run;

typedef enum table_filling { TABLE_BARE, TABLE_BEING_FILLED, TABLE_FILLED } table_filling;

/* Immutable but for refs, and for records and filling, which table_records alone touches. */
typedef struct table {
        atomic_size_t refs;
        ch_kind kind;
        /* Records: one entry each, in each order that the kind has. */
        size_t len;
        run by[INDEX_ORDERS];
        /* In which the entries live; none of which live is 0. */
        held *batches;
        size_t batches_len;
        /* Room for all, in order of references, but not of offers; use table_records. */
        const void **records;
        /* Of offers instead: groups.c; NULL: nobody has asked yet. */
        struct ch_offer_groups *groups;
        ch_arena *groups_arena;
        /* table_filling: how far records or groups are. */
        atomic_int filling;
} table;

typedef struct arrival { /* a record that came, or one that goes */
        /* NULL: it goes. */
        const entry *e;
        ch_uuid id;
        /* Of the change; the greatest of a record's counts. */
        uint64_t seq;
} arrival;

typedef struct lot { /* of one kind, in the order in which they came */
        arrival *v;
        size_t len, cap;
        /* Of the entries; NULL: there are none. */
        batch *home;
} lot;

typedef struct table_source {
        const lot *const *lots; /* in the order in which they came */
        size_t len;
} table_source;

/* The entries that one call took out and put in; the caller frees both lists, also after a failure. Of a changed record
 * the old entry is in gone and the new one in come; so it is of one that was but copied into another batch. */
typedef struct table_diff {
        const entry **gone, **come;
        size_t gone_len, come_len;
} table_diff;

/* One reference, the caller's; release takes one back and frees with the last. NULL: no memory. */
batch *batch_new(ch_kind kind);
batch *batch_of_many(ch_kind kind); /* what is alike in its records stands there once */
batch *batch_growing(ch_kind kind, size_t room);
void batch_release(batch *b);
typedef struct entry_source { /* what entries are made with */
        const lexicon *lex;
        const ch_vocab *vocab;
        /* Emptied by each call. */
        ch_arena *scratch;
        /* Counts what was there and could not be taken. */
        size_t *unfit;
} entry_source;
/* A record with what there is to compare, copied in; words are read, unless what was read before (from->meaning) is
 * there and can be taken. NULL: no memory, or more of something than a checked record has (card.h). */
const entry *entry_make(const entry_source *s, batch *home, const ch_change *from);
/* The entry behind this one in its stretch; of the last one, where the stretch ends. */
const entry *entry_behind(ch_kind kind, const entry *e);
/* The same entry in another batch, with the slot it has. NULL: no memory. */
const entry *entry_copy(batch *home, ch_kind kind, const entry *from);
/* Are its words read when it comes? */
bool entry_is_read(ch_kind kind, const void *record);
/* Would the record have this meaning taken as it is? */
bool entry_meaning_fits(const ch_vocab *vocab, ch_kind kind, const void *record, ch_str meaning, ch_arena *scratch);

/* A new table = old with the changes of its kind folded in; old may be NULL. Of several arrivals of one record the one
 * with the greatest seq counts, of equal ones the last. diff comes in as zeros. NULL: no memory, old is untouched. The
 * entries of diff live as long as both tables. O(arrivals log records), and the leaves they fall into. */
table *table_apply(const table *old, ch_kind kind, const table_source *source, table_diff *diff);
table *table_acquire(table *t);
/* Where so many more records, no offers, are to be put by whoever makes one table after another: a batch of t's that
 * has room and is not mostly waste, or one that will grow. The caller's reference; NULL: no memory. */
batch *table_room(const table *t, ch_kind kind, size_t more);
void table_release(table *t);
/* All records in order of their references, any thread; not of offers. The first call on a table fills them in,
 * O(records); whoever comes meanwhile waits for it. */
const void *const *table_records(table *t);

typedef struct place { /* in an order of a table; t may be NULL, which is as empty */
        const run *run;
        size_t leaf, at;
} place;

/* First place whose key is not below. BY_REF: the reference; BY_ID: 16 bytes; BY_FIRST, BY_SECOND: as index_key says.
 */
place table_find(const table *t, index_order order, ch_str key);
place table_first(const table *t, index_order order);
/* The entry there, and on to the next; NULL: past the end. */
const entry *place_next(place *p);
/* As place_next, and brings the cards of entries further on nearer: for those who read them all. */
const entry *place_next_card(place *p);
/* Entry of exactly that key, the first of several; NULL: none. */
const entry *table_get(const table *t, index_order order, ch_str key);
/* Key of a record in an order: its reference, id, a match's request or offer (ids), a response's (references), a
 * party's code. */
ch_str index_key(ch_kind kind, index_order order, const entry *e);
/* An offer's record, as keep.h has it. */
static inline ch_str
offer_kept(const entry *e)
{
        return (ch_str) { e->kept_at, e->kept_len };
}
/* Its key of these orders. */
static inline ch_str
offer_ref(const entry *e)
{
        return ch_kept_ref(offer_kept(e));
}
static inline ch_str
offer_id(const entry *e)
{
        return ch_kept_id(offer_kept(e));
}
static inline ch_str
offer_party(const entry *e)
{
        return ch_kept_text(CH_OFFER, offer_kept(e), offsetof(ch_offer, party));
}
/* An offer again, as keep.h has it: in the arena, NULL when that is full; without lists and parts. Its texts live as
 * long as the entry. */
const ch_offer *offer_open(const entry *e, ch_arena *arena);
ch_offer offer_brief(const entry *e);

/* Inside the table: its orders. */
bool index_has(ch_kind kind, index_order order);
/* Total: 0 for the same record only, also between an entry and the one that replaces it. */
int index_compare(ch_kind kind, index_order order, const entry *a, const entry *b);
/* False: no memory. */
bool index_sort(const entry **v, size_t n, ch_kind kind, index_order order);
/* out = old without gone and with come, both sorted in that order. False: no memory, out is empty. */
bool run_edit(const run *old, ch_kind kind, index_order order, const table_diff *diff, run *out);
void run_release(run *r);
#endif

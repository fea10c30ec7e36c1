/* index.h – the records of one kind, held in the orders in which they are looked up. Inside the room.
 *
 * A table is immutable once published and shared by all catalogues between two changes of its kind. Records live in
 * batches: one arena for all records that came with one call, kept as long as a table shows one of them.
 */
#ifndef CH_MATCH_INDEX_H
#define CH_MATCH_INDEX_H
#include "unit.h"
#include <ch/change.h>

typedef struct batch {
        atomic_size_t refs;
        ch_arena *arena;
        size_t live; /* scratch of the one thread that applies */
} batch;

typedef struct entry {
        const void *record; /* begins with a ch_head */
        const units *units; /* of a request or an offer, else NULL */
        batch *home;
} entry;

typedef enum index_order { BY_REF, BY_ID, BY_FIRST, BY_SECOND, INDEX_ORDERS } index_order;

typedef struct table {
        atomic_size_t refs;
        ch_kind kind;
        size_t len;
        const entry **by[INDEX_ORDERS]; /* BY_FIRST, BY_SECOND: NULL unless the kind has that key */
        const void **records;           /* in order of references */
        batch **batches;
        size_t batches_len;
} table;

typedef struct table_source {
        const ch_change *changes;
        size_t len;
        const lexicon *lex;
        const ch_vocab *vocab;
} table_source;

/* A new table = old with the changes of its kind folded in; old may be NULL. NULL: no memory, old is untouched. */
table *table_apply(const table *old, ch_kind kind, const table_source *source);
/* Entry of exactly that key, the first of several; NULL: none. */
const entry *table_get(const table *t, index_order order, ch_str key);
table *table_acquire(table *t);
void table_release(table *t);
/* First position whose key is not below. BY_REF: the reference; BY_ID: 16 bytes; BY_FIRST, BY_SECOND: as index_key
 * says. */
size_t table_find(const table *t, index_order order, ch_str key);
/* Key of a record in an order: its reference, id, a match's request or offer (ids), a response's (references), a
 * party's code. */
ch_str index_key(ch_kind kind, index_order order, const void *record);
#endif

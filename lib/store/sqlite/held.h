/* held.h – rows of a command that wait for its end. Private to lib/store/sqlite.
 *
 * A savepoint is not free: from then on every page is set aside before it is changed for the first time, a dozen for
 * one record. Most commands only add rows, and nothing can be wrong with these once the command has come to its end: so
 * they wait in memory, go in at the end or are dropped, and no savepoint was needed. Whoever could see them before –
 * any read, any other write, a row that may meet a conflict – has the savepoint opened and the rows put in first, and
 * everything goes on as in any savepoint.
 */
#ifndef CH_STORE_HELD_H
#define CH_STORE_HELD_H
#include "stmt.h"

/* Values of the longest row that may wait. */
enum { CH_HELD_VALUES = 14 };

typedef enum ch_held_type { CH_HELD_NULL, CH_HELD_INT, CH_HELD_TEXT, CH_HELD_BYTES } ch_held_type;
typedef struct ch_held_value {
        ch_held_type type;
        int64_t n;
        ch_str s;
} ch_held_value;

/* One run of a statement that waits, with copies of its values in order. */
struct ch_held_row {
        ch_held_row *next;
        ch_stmt which;
        int len;
        ch_held_value v[CH_HELD_VALUES];
};

/* From here on rows wait, in an arena of their own that is emptied. CH_BROKEN: the transaction is gone, or the store is
 * fatal. */
CH_MUST_CHECK ch_status ch_held_begin(ch_store *store);
/* A row to be filled; it waits once it is kept. NULL: no memory. */
ch_held_row *ch_held_new(ch_store *store, ch_stmt which);
/* Copies what it points to. */
void ch_held_put(ch_store *store, ch_held_row *row, ch_held_value value);
/* CH_BUSY: no memory for all of its values. */
CH_MUST_CHECK ch_status ch_held_keep(ch_store *store, ch_held_row *row);
/* Opens the savepoint and puts in what waits, if rows wait at all; from here on they do not. */
CH_MUST_CHECK ch_status ch_held_settle(ch_store *store);
/* The end of the command: what waits goes in or is dropped. False: there is a savepoint, which is to be ended. */
bool ch_held_end(ch_store *store, bool keep, ch_status *st);
#endif

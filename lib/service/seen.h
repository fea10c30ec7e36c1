/* seen.h – when each session was last used, in memory; the writer takes it to the disk once a minute. Thread-safe: one
 * lock, held for a few comparisons.
 *
 * A table of 16,384 places: where more sessions meet than there is room for, the one used least recently loses its
 * place, and counts as idle since the last flush.
 */
#ifndef SEEN_H
#define SEEN_H
#include <ch/base/clock.h>
#include <ch/base/uuid.h>

typedef struct seen_table seen_table;

/* What memory knows better than the disk. */
typedef struct seen_entry {
        ch_uuid session;
        /* Last use, wall clock. */
        ch_time at;
        /* Not yet on the disk. */
        bool is_dirty;
        /* Over, whatever the disk and a clock set back may say. */
        bool is_ended;
} seen_entry;

/* In the arena; NULL: no memory. */
seen_table *seen_new(ch_arena *arena);
/* NULL is fine. */
void seen_destroy(seen_table *t);
/* What is known of a session; false: nothing, the disk counts. */
bool seen_get(seen_table *t, ch_uuid session, seen_entry *out);
/* Used now; an earlier time than the known one changes nothing. */
void seen_note(seen_table *t, ch_uuid session, ch_time at);
/* It is over: seen_take tells the writer to delete it. */
void seen_end(seen_table *t, ch_uuid session);
/* Takes out what is not on the disk yet, at most cap entries; returns how many. */
size_t seen_take(seen_table *t, seen_entry *out, size_t cap);
#endif

/* seen.h – when each session was last used, in memory; the writer takes it to the disk once a minute. Thread-safe. */
#ifndef SEEN_H
#define SEEN_H
#include <ch/base/clock.h>
#include <ch/base/uuid.h>

typedef struct seen_table seen_table;

typedef struct seen_entry {
        ch_uuid session;
        ch_time at;
        bool is_dirty; /* not yet on the disk     */
        bool is_ended; /* over, whatever the disk and a clock set back may say */
} seen_entry;

/* NULL: no memory. */
seen_table *seen_new(ch_arena *arena);
void seen_destroy(seen_table *t);
/* What is known of a session; false: nothing. */
bool seen_get(seen_table *t, ch_uuid session, seen_entry *out);
void seen_note(seen_table *t, ch_uuid session, ch_time at);
void seen_end(seen_table *t, ch_uuid session);
/* Takes out what is not on the disk yet, at most cap entries; returns how many. */
size_t seen_take(seen_table *t, seen_entry *out, size_t cap);
#endif

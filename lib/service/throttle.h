/* throttle.h – failed sign-ins in a row, and how long a name is held for them.
 *
 * The same rule for names that exist (their count stays in the database) and for names that do not (their count stays
 * here), so that nobody learns from it which is which. Used by the writer thread alone.
 */
#ifndef THROTTLE_H
#define THROTTLE_H
#include <ch/base/clock.h>

typedef struct throttle_table throttle_table;
/* Zeroed: no failure yet. */
typedef struct throttle {
        int32_t failures; /* in a row */
        ch_time blocked_until;
} throttle;

/* One failure more: from the fifth on the name is held for 15 min, then 30, then always 1 h from now. */
void throttle_fail(throttle *t, ch_time now);
/* 4,096 places, in the arena; forgotten when the program ends. NULL: no memory. */
throttle_table *throttle_new(ch_arena *arena);
/* The count of a name that is not an account; names may share a place, which only makes it stricter. */
throttle *throttle_of(throttle_table *table, ch_str login);
#endif

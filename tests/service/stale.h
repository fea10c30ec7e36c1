/* stale.h – a planted fault of kept lists, through the linker's wraps of kept_find and kept_move
 * (tests/CMakeLists.txt): a table that is not emptied when it should be. Set stale to a catalogue to plant it, to NULL
 * to take it away.
 */
#ifndef TESTS_SERVICE_STALE_H
#define TESTS_SERVICE_STALE_H
#include "kept.h"

kept_list *__real_kept_find(kept_table *t, const ch_ground *ground, const kept_key *key);
kept_list *__wrap_kept_find(kept_table *t, const ch_ground *ground, const kept_key *key);
void __real_kept_move(kept_table *t, const ch_ground *ground);
void __wrap_kept_move(kept_table *t, const ch_ground *ground);

static const ch_ground *stale; /* not NULL: look-ups are in this one, and nothing is dropped */

kept_list *
__wrap_kept_find(kept_table *t, const ch_ground *ground, const kept_key *key)
{
        return __real_kept_find(t, stale ? stale : ground, key);
}

void
__wrap_kept_move(kept_table *t, const ch_ground *ground)
{
        if (!stale || !ground)
                __real_kept_move(t, ground);
}
#endif

/* fuzz.h – what every fuzz target shares. A target is tests/fuzz/NAME_fuzz.c with seeds in tests/fuzz/corpus/NAME; a
 * broken promise aborts.
 *
 *   int
 *   LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
 *   {
 *           ch_arena *arena = fuzz_arena();
 *           ch_str bytes = fuzz_str(data, size);
 *
 *           fuzz_must(ch_str_eq(ch_str_dup(arena, bytes), bytes) || ch_arena_is_full(arena));
 *           return 0;
 *   }
 */
#ifndef FUZZ_H
#define FUZZ_H
#include <ch/base/arena.h>
#include <ch/base/str.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One arena for all inputs, emptied for each: small enough that the full one is met too. */
static inline ch_arena *
fuzz_arena(void)
{
        static ch_arena *arena;

        if (!arena)
                arena = ch_arena_new((size_t)4 << 20);
        else
                ch_arena_reset(arena);
        return arena;
}

/* Borrowed, not NUL-terminated. */
static inline ch_str
fuzz_str(const uint8_t *data, size_t size)
{
        return (ch_str) { (const char *)data, size };
}

static inline void
fuzz_must(bool holds)
{
        if (!holds)
                abort();
}
#endif

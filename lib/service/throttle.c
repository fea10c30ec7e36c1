#include "throttle.h"
#include <ch/base/crypto.h>

enum { PLACES = 4096, FREE_FAILURES = 5, MINUTE_MS = 60 * 1000, FIRST_HOLD = 15, LONGEST_HOLD = 60 };

struct throttle_table {
        throttle v[PLACES];
};

void
throttle_fail(throttle *t, ch_time now)
{
        int64_t minutes = FIRST_HOLD;

        t->failures++;
        if (t->failures < FREE_FAILURES)
                return;
        for (int32_t i = FREE_FAILURES; i < t->failures && minutes < LONGEST_HOLD; i++)
                minutes *= 2;
        if (minutes > LONGEST_HOLD)
                minutes = LONGEST_HOLD;
        t->blocked_until = now + minutes * MINUTE_MS;
}

throttle_table *
throttle_new(ch_arena *arena)
{
        return CH_NEW(arena, throttle_table);
}

throttle *
throttle_of(throttle_table *table, ch_str login)
{
        return &table->v[ch_hash_short(login) % PLACES];
}

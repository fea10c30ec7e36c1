/* The smallest set that hits all of some sets: deeper and deeper, always at a set not hit yet that has the fewest
 * members left. A member that was tried and did not do is not tried again beside its neighbours. */
#include "rules.h"

static bool
is_hit(const hitting *h, int32_t set)
{
        for (int32_t i = 0; i < h->len; i++)
                if (h->sets[set][i] && h->chosen[i])
                        return true;
        return false;
}

static int32_t
next_set(const hitting *h)
{
        int32_t best = -1;

        for (int32_t k = 0; k < h->sets_len; k++)
                if ((best < 0 || h->size[k] < h->size[best]) && !is_hit(h, k))
                        best = k;
        return best;
}

/* So many sets not hit yet share no member, each needs one more: when that is too many, turn back. */
static bool
is_within(const hitting *h, int32_t left)
{
        for (int32_t k = 0; k < h->sets_len; k++)
                if (h->size[k] == 1 && !is_hit(h, k))
                        left--;
        return left >= 0;
}

static bool
deepen(hitting *h, int32_t left)
{
        int32_t set = next_set(h);

        if (set < 0)
                return true;
        if (left == 0 || !is_within(h, left) || watch_passes(h->watch, (uint64_t)h->len * (uint64_t)h->sets_len))
                return false;
        for (int32_t i = 0; i < h->len; i++) {
                if (!h->sets[set][i])
                        continue;
                h->chosen[i] = true;
                if (deepen(h, left - 1))
                        return true;
                h->chosen[i] = false;
        }
        return false;
}

bool
hitting_find(hitting *h, int32_t most)
{
        for (int32_t left = 0; left <= most && !h->watch->is_over; left++) {
                for (int32_t i = 0; i < h->len; i++)
                        h->chosen[i] = false;
                if (deepen(h, left))
                        return true;
        }
        return false;
}

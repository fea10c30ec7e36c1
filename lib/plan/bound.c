/* The proof. For any prices of places and any bonuses of floors, none below zero,
 *
 *     sum(capacity x price) - sum(floor x bonus) + sum over needs of the best that it can get at these prices
 *
 * is not below the value of any choice that keeps all rules: a choice pays for its places at most the first term, is
 * paid for its floors at least the second, and what is left of each need is in the third.
 */
#include "net.h"
#include <stdlib.h>

static int
compare_down(const void *a, const void *b)
{
        const int64_t *x = a, *y = b;

        return (*x < *y) - (*x > *y);
}

/* The best of the need's choices, with the bonus for being served at all. */
static int64_t
best_of(const net *n, int32_t need, int64_t bonus, int64_t *room)
{
        int32_t first = n->first[need], len = n->first[need + 1] - first;
        int64_t best = INT64_MIN, sum = 0;

        if (!len || !n->limit[need])
                return 0;
        for (int32_t i = 0; i < len; i++) {
                room[i] = n->gain[first + i] * n->scale - n->price[n->to[first + i]];
                best = room[i] > best ? room[i] : best;
        }
        if (n->limit[need] == 1)
                return best + bonus > 0 ? best + bonus : 0;
        qsort(room, (size_t)len, sizeof *room, compare_down);
        for (int32_t i = 0; i < len && i < n->limit[need] && (i == 0 || room[i] > 0); i++)
                sum += room[i];
        return sum + bonus > 0 ? sum + bonus : 0;
}

static int64_t
divide_down(int64_t a, int64_t b)
{
        return a / b - (a % b < 0);
}

int64_t
net_bound(const net *n, int64_t *room)
{
        int64_t sum = 0;

        for (int32_t j = 0; j < n->offers; j++)
                sum += n->price[j] * n->capacity[j];
        for (int32_t g = 0; g < n->groups; g++) {
                int64_t around = n->parent[g] >= 0 ? n->bonus[n->parent[g]] : 0;

                sum -= (n->bonus[g] - around) * n->floor[g];
        }
        for (int32_t i = 0; i < n->needs; i++)
                sum += best_of(n, i, n->group[i] >= 0 ? n->bonus[n->group[i]] : 0, room);
        return divide_down(sum, n->scale);
}

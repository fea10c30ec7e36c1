/* From a plan that keeps the rules to a better one: single slots change their edge, give it up or take one, as long as
 * that gains. What is fixed by the branching does not bind here: any plan will do. */
#include "search.h"

/* What an edge is worth to a slot beside all others' choices. */
static int64_t
worth_of(const search *s, int32_t slot, int32_t edge)
{
        int64_t worth = edge < 0 ? 0 : score_of(s, edge);

        for (int32_t k = s->first_of[slot]; edge >= 0 && k < s->first_of[slot + 1]; k++) {
                const block *b = &s->blocks[s->list_of[k]];

                worth -= b->x == slot ? block_cost(s, b, edge, s->chosen[b->y])
                                      : block_cost(s, b, s->chosen[b->x], edge);
        }
        return worth;
}

/* Would a group fall below its floor without this slot? */
static bool
is_needed(const search *s, int32_t slot)
{
        for (int32_t g = s->n->group[slot]; g >= 0; g = s->n->parent[g])
                if (s->flow[g] <= s->n->floor[g])
                        return true;
        return false;
}

static void
count(search *s, int32_t slot, int32_t by)
{
        if (s->chosen[slot] < 0)
                return;
        s->load[s->n->to[s->chosen[slot]]] += by;
        for (int32_t g = s->n->group[slot]; g >= 0; g = s->n->parent[g])
                s->flow[g] += by;
}

static void
count_all(search *s)
{
        for (int32_t j = 0; j < s->n->offers; j++)
                s->load[j] = 0;
        for (int32_t g = 0; g < s->n->groups; g++)
                s->flow[g] = 0;
        for (int32_t i = 0; i < s->n->needs; i++)
                count(s, i, 1);
}

static bool
improve(search *s, int32_t slot)
{
        const net *n = s->n;
        int32_t old = s->chosen[slot], best = old;
        int64_t most = worth_of(s, slot, old);

        (void)watch_passes(s->watch, (uint64_t)(n->first[slot + 1] - n->first[slot]) * 8);
        if (old >= 0 && most < 0 && !is_needed(s, slot)) {
                best = -1;
                most = 0;
        }
        for (int32_t e = n->first[slot]; e < n->first[slot + 1]; e++) {
                int64_t worth = s->load[n->to[e]] < n->capacity[n->to[e]] ? worth_of(s, slot, e) : most;

                if (worth > most) {
                        most = worth;
                        best = e;
                }
        }
        if (best == old)
                return false;
        count(s, slot, -1);
        s->chosen[slot] = best;
        count(s, slot, 1);
        return true;
}

static int64_t
value_of(const search *s)
{
        int64_t sum = 0;

        for (int32_t i = 0; i < s->n->needs; i++)
                sum += s->chosen[i] < 0 ? 0 : score_of(s, s->chosen[i]);
        for (size_t k = 0; k < s->blocks_len; k++)
                sum -= block_cost(s, &s->blocks[k], s->chosen[s->blocks[k].x], s->chosen[s->blocks[k].y]);
        return sum;
}

void
search_climb(search *s)
{
        bool moved = true;
        int64_t value;

        count_all(s);
        while (moved && !s->watch->is_over) {
                moved = false;
                for (int32_t i = 0; i < s->n->needs; i++)
                        moved = improve(s, i) || moved;
        }
        value = value_of(s);
        if (s->has_best && value <= s->best_value)
                return;
        s->has_best = true;
        s->best_value = value;
        for (int32_t i = 0; i < s->n->needs; i++)
                s->best[i] = s->chosen[i];
}

/* What a plan is checked by: the rules as they stand in the header, one after the other. */
#include <ch/plan.h>

typedef struct counts {
        int32_t *of_need, *of_offer, *of_group;
        int32_t *first; /* per need: where its edges begin among those chosen */
} counts;

static bool
counts_make(counts *c, const ch_plan_task *t, ch_arena *arena)
{
        c->of_need = CH_NEW_N(arena, int32_t, t->needs_len);
        c->of_offer = CH_NEW_N(arena, int32_t, t->offers_len);
        c->of_group = CH_NEW_N(arena, int32_t, t->groups_len);
        c->first = CH_NEW_N(arena, int32_t, t->needs_len);
        return c->of_need && c->of_offer && c->of_group && c->first;
}

static ch_plan_fault
count_edge(counts *c, const ch_plan_task *t, const int32_t *edges, size_t at)
{
        const ch_plan_edge *e;

        if (edges[at] < 0 || (size_t)edges[at] >= t->edges_len || (at && edges[at] <= edges[at - 1]))
                return CH_PLAN_FAULT_ORDER;
        e = &t->edges[edges[at]];
        if (e->exclusion)
                return CH_PLAN_FAULT_EXCLUDED;
        if (c->of_need[e->need]++ == 0) {
                c->first[e->need] = (int32_t)at;
                for (int32_t g = t->needs[e->need].group; g >= 0; g = t->groups[g].parent)
                        c->of_group[g]++;
        }
        if (c->of_need[e->need] > t->needs[e->need].limit)
                return CH_PLAN_FAULT_LIMIT;
        return ++c->of_offer[e->offer] > t->offers[e->offer].capacity ? CH_PLAN_FAULT_CAPACITY : CH_PLAN_FAULT_NONE;
}

static int64_t
penalty_of(const counts *c, const ch_plan_task *t, const int32_t *edges, const ch_plan_overlap *o)
{
        int64_t sum = 0;

        for (int32_t i = 0; i < c->of_need[o->a]; i++)
                for (int32_t k = o->a == o->b ? i + 1 : 0; k < c->of_need[o->b]; k++) {
                        const ch_plan_edge *x = &t->edges[edges[c->first[o->a] + i]];
                        const ch_plan_edge *y = &t->edges[edges[c->first[o->b] + k]];

                        if (t->offers[x->offer].party != t->offers[y->offer].party)
                                sum += o->penalty;
                }
        return sum;
}

ch_plan_fault
ch_plan_check(const ch_plan_task *t, const int32_t *edges, size_t n, ch_arena *arena, ch_plan_value *value)
{
        counts c;

        *value = (ch_plan_value) { 0 };
        if (!counts_make(&c, t, arena))
                return CH_PLAN_FAULT_MEMORY;
        for (size_t i = 0; i < n; i++) {
                ch_plan_fault fault = count_edge(&c, t, edges, i);

                if (fault)
                        return fault;
                value->score += t->edges[edges[i]].score;
        }
        for (size_t i = 0; i < t->overlaps_len; i++)
                value->penalty += penalty_of(&c, t, edges, &t->overlaps[i]);
        for (size_t g = 0; g < t->groups_len; g++)
                if (c.of_group[g] < t->groups[g].floor)
                        return CH_PLAN_FAULT_FLOOR;
        return CH_PLAN_FAULT_NONE;
}

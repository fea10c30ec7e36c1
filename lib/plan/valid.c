/* Is a task what the header says a task is? */
#include "solve.h"

static bool
is_in(int32_t x, int32_t low, size_t end)
{
        return x >= low && (x < 0 || (size_t)x < end);
}

static bool
are_counts_valid(const ch_plan_task *t)
{
        return t->needs_len <= CH_PLAN_MANY && t->offers_len <= CH_PLAN_MANY && t->groups_len <= CH_PLAN_MANY &&
               t->edges_len <= INT32_MAX && t->overlaps_len <= INT32_MAX && t->exclusions <= INT32_MAX;
}

static bool
are_nodes_valid(const ch_plan_task *t)
{
        bool ok = true;

        for (size_t i = 0; i < t->needs_len; i++)
                ok = ok && is_in(t->needs[i].limit, 0, CH_PLAN_MANY) && is_in(t->needs[i].group, -1, t->groups_len);
        for (size_t j = 0; j < t->offers_len; j++)
                ok = ok && is_in(t->offers[j].capacity, 0, CH_PLAN_MANY + 1);
        for (size_t g = 0; g < t->groups_len; g++)
                ok = ok && is_in(t->groups[g].parent, -1, g) && is_in(t->groups[g].floor, 0, CH_PLAN_MANY + 1);
        return ok;
}

static bool
is_before(int32_t a, int32_t b, int32_t c, int32_t d)
{
        return a < c || (a == c && b < d);
}

static bool
are_edges_valid(const ch_plan_task *t)
{
        for (size_t i = 0; i < t->edges_len; i++) {
                const ch_plan_edge *e = &t->edges[i];

                if (!is_in(e->need, 0, t->needs_len) || !is_in(e->offer, 0, t->offers_len) ||
                    !is_in(e->score, 0, CH_PLAN_SCORE_MAX + 1) || !is_in(e->exclusion, 0, t->exclusions + 1))
                        return false;
                if (i && !is_before(e[-1].need, e[-1].offer, e->need, e->offer))
                        return false;
        }
        return true;
}

static bool
are_overlaps_valid(const ch_plan_task *t)
{
        for (size_t i = 0; i < t->overlaps_len; i++) {
                const ch_plan_overlap *o = &t->overlaps[i];

                if (!is_in(o->a, 0, t->needs_len) || !is_in(o->b, o->a, t->needs_len) ||
                    !is_in(o->penalty, 0, CH_PLAN_SCORE_MAX + 1))
                        return false;
                if (i && !is_before(o[-1].a, o[-1].b, o->a, o->b))
                        return false;
        }
        return true;
}

static bool
is_task_valid(const ch_plan_task *t)
{
        return are_counts_valid(t) && are_nodes_valid(t) && are_edges_valid(t) && are_overlaps_valid(t);
}

ch_status
scratch_for(const ch_plan_task *t, ch_arena **out)
{
        if (!is_task_valid(t))
                return CH_INVALID;
        *out = ch_arena_new(PLAN_SCRATCH_MAX);
        return *out ? CH_OK : CH_BUSY;
}

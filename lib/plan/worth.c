/* What one unit more of each rule is worth: the longest paths through what can still be changed around the best plan,
 * found by passes over all nodes till nothing moves (the best plan has no gaining cycle, so that they end).
 */
#include "solve.h"

#define NONE (INT64_MIN / 4) /* no path */

typedef struct labels {
        const net *n;
        int64_t root;
        int64_t *need, *offer, *group;
        bool moved;
} labels;

static bool
labels_make(labels *l, const net *n, ch_arena *arena)
{
        l->n = n;
        l->need = CH_NEW_N(arena, int64_t, (size_t)n->needs);
        l->offer = CH_NEW_N(arena, int64_t, (size_t)n->offers);
        l->group = CH_NEW_N(arena, int64_t, (size_t)n->groups);
        return l->need && l->offer && l->group;
}

static void
labels_clear(labels *l)
{
        l->root = NONE;
        for (int32_t i = 0; i < l->n->needs; i++)
                l->need[i] = NONE;
        for (int32_t j = 0; j < l->n->offers; j++)
                l->offer[j] = NONE;
        for (int32_t g = 0; g < l->n->groups; g++)
                l->group[g] = NONE;
}

static void
raise(labels *l, int64_t *label, int64_t by, int64_t gain)
{
        if (by == NONE || *label >= by + gain)
                return;
        *label = by + gain;
        l->moved = true;
}

static int64_t *
around(labels *l, int32_t group)
{
        return group < 0 ? &l->root : &l->group[group];
}

/* ---- from a source ---------------------------------------------------------------------------------------------- */

static void
pass_need(labels *l, int32_t i)
{
        const net *n = l->n;

        if (!n->served[i])
                raise(l, &l->need[i], *around(l, n->group[i]), 0);
        else if (n->served[i] < n->limit[i])
                raise(l, &l->need[i], l->root, 0);
        for (int32_t e = n->first[i]; e < n->first[i + 1]; e++)
                if (n->used[e])
                        raise(l, &l->need[i], l->offer[n->to[e]], -n->gain[e]);
        for (int32_t e = n->first[i]; e < n->first[i + 1]; e++)
                if (!n->used[e])
                        raise(l, &l->offer[n->to[e]], l->need[i], n->gain[e]);
        if (n->served[i])
                raise(l, n->served[i] > 1 ? &l->root : around(l, n->group[i]), l->need[i], 0);
}

static void
pass_groups(labels *l)
{
        const net *n = l->n;

        for (int32_t g = 0; g < n->groups; g++)
                raise(l, &l->group[g], *around(l, n->parent[g]), 0);
        for (int32_t g = n->groups; g-- > 0;)
                if (n->flow[g] > n->floor[g])
                        raise(l, around(l, n->parent[g]), l->group[g], 0);
}

static void
pass_offers(labels *l)
{
        const net *n = l->n;

        for (int32_t j = 0; j < n->offers; j++) {
                if (n->load[j] > 0)
                        raise(l, &l->offer[j], l->root, 0);
                if (n->load[j] < n->capacity[j])
                        raise(l, &l->root, l->offer[j], 0);
        }
}

/* False: stopped, or the plan was not the best. */
static bool
spread(labels *l, int32_t source)
{
        const net *n = l->n;

        labels_clear(l);
        *around(l, source) = 0;
        for (int64_t pass = 0; pass <= n->needs + n->offers + n->groups + 1; pass++) {
                l->moved = false;
                pass_groups(l);
                for (int32_t i = 0; i < n->needs; i++)
                        pass_need(l, i);
                pass_offers(l);
                if (!l->moved)
                        return true;
                if (watch_passes(n->watch, (uint64_t)n->edges))
                        return false;
        }
        return false;
}

/* ---- to a target ------------------------------------------------------------------------------------------------ */

static void
draw_need(labels *l, int32_t i)
{
        const net *n = l->n;

        if (n->served[i])
                raise(l, &l->need[i], n->served[i] > 1 ? l->root : *around(l, n->group[i]), 0);
        for (int32_t e = n->first[i]; e < n->first[i + 1]; e++)
                if (!n->used[e])
                        raise(l, &l->need[i], l->offer[n->to[e]], n->gain[e]);
        for (int32_t e = n->first[i]; e < n->first[i + 1]; e++)
                if (n->used[e])
                        raise(l, &l->offer[n->to[e]], l->need[i], -n->gain[e]);
        if (!n->served[i])
                raise(l, around(l, n->group[i]), l->need[i], 0);
        else if (n->served[i] < n->limit[i])
                raise(l, &l->root, l->need[i], 0);
}

static void
draw_groups(labels *l)
{
        const net *n = l->n;

        for (int32_t g = n->groups; g-- > 0;)
                raise(l, around(l, n->parent[g]), l->group[g], 0);
        for (int32_t g = 0; g < n->groups; g++)
                if (n->flow[g] > n->floor[g])
                        raise(l, &l->group[g], *around(l, n->parent[g]), 0);
}

static void
draw_offers(labels *l)
{
        const net *n = l->n;

        for (int32_t j = 0; j < n->offers; j++) {
                if (n->load[j] < n->capacity[j])
                        raise(l, &l->offer[j], l->root, 0);
                if (n->load[j] > 0)
                        raise(l, &l->root, l->offer[j], 0);
        }
}

static bool
draw(labels *l, int32_t target)
{
        const net *n = l->n;

        labels_clear(l);
        *around(l, target) = 0;
        for (int64_t pass = 0; pass <= n->needs + n->offers + n->groups + 1; pass++) {
                l->moved = false;
                draw_offers(l);
                draw_groups(l);
                for (int32_t i = 0; i < n->needs; i++)
                        draw_need(l, i);
                if (!l->moved)
                        return true;
                if (watch_passes(n->watch, (uint64_t)n->edges))
                        return false;
        }
        return false;
}

/* ---- the answer ------------------------------------------------------------------------------------------------- */

static void
value_places(const labels *l, const ch_plan_task *t, int64_t *place)
{
        const net *n = l->n;

        for (int32_t j = 0; j < n->offers; j++)
                place[j] = n->load[j] < n->capacity[j] || l->offer[j] < 0 ? 0 : l->offer[j];
        for (size_t e = 0; e < t->edges_len; e++) { /* the net has no edges to offers without any place */
                const ch_plan_edge *edge = &t->edges[e];

                if (!n->capacity[edge->offer] && !edge->exclusion && n->limit[edge->need] &&
                    l->need[edge->need] + edge->score > place[edge->offer])
                        place[edge->offer] = l->need[edge->need] + edge->score;
        }
}

/* One more for a need that is served comes from the root; the first for another passes its group. */
static bool
value_servings(labels *l, int32_t group, int64_t *serving)
{
        const net *n = l->n;
        bool done = draw(l, group);

        for (int32_t i = 0; i < n->needs; i++) {
                if ((n->served[i] ? -1 : n->group[i]) != group)
                        continue;
                serving[i] = CH_PLAN_NOBODY;
                for (int32_t e = n->first[i]; e < n->first[i + 1]; e++)
                        if (!n->used[e] && l->offer[n->to[e]] != NONE && l->offer[n->to[e]] + n->gain[e] > serving[i])
                                serving[i] = l->offer[n->to[e]] + n->gain[e];
        }
        return done;
}

static bool
value_floors(labels *l, int64_t *floor)
{
        const net *n = l->n;
        bool done = true;

        for (int32_t g = 0; g < n->groups && done; g++) {
                if (!n->floor[g] || n->flow[g] != n->floor[g])
                        continue;
                done = spread(l, n->parent[g]);
                floor[g] = l->group[g] - *around(l, n->parent[g]);
        }
        return done;
}

static ch_status
explain(const ch_plan_task *task, watch *w, ch_arena *scratch, ch_arena *arena, ch_plan_worth *out)
{
        net *n = net_make(task, w, scratch);
        labels l;
        int64_t *place = CH_NEW_N(arena, int64_t, task->offers_len),
                *floor = CH_NEW_N(arena, int64_t, task->groups_len);
        int64_t *serving = CH_NEW_N(arena, int64_t, task->needs_len);
        flow_end end;

        if (!n || !place || !floor || !serving || !labels_make(&l, n, scratch))
                return CH_TOO_LARGE;
        end = flow_solve(n, true, scratch);
        if (end.floors == FLOORS_IMPOSSIBLE) {
                for (int32_t g = 0; g < n->groups; g++)
                        n->floor[g] = 0;
                end = flow_solve(n, false, scratch);
        }
        out->is_exact = end.is_best && spread(&l, -1);
        value_places(&l, task, place);
        out->is_exact = out->is_exact && value_floors(&l, floor);
        for (int32_t g = -1; g < n->groups; g++)
                out->is_exact = value_servings(&l, g, serving) && out->is_exact;
        *out = (ch_plan_worth) { place, floor, serving, out->is_exact };
        return ch_arena_is_full(scratch) ? CH_TOO_LARGE : CH_OK;
}

ch_status
ch_plan_explain(const ch_plan_task *task, const ch_plan_limit *limit, ch_arena *arena, ch_plan_worth *out)
{
        watch w = watch_new(limit);
        ch_arena *scratch;
        ch_status st;

        *out = (ch_plan_worth) { 0 };
        if (!is_task_valid(task))
                return CH_INVALID;
        scratch = ch_arena_new(PLAN_SCRATCH_MAX);
        if (!scratch)
                return CH_BUSY;
        st = explain(task, &w, scratch, arena, out);
        ch_arena_free(&scratch);
        return st;
}

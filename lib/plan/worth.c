/* What one unit more of each rule is worth: the longest paths through what can still be changed around the best plan,
 * found by passes over all nodes till nothing moves (the best plan has no gaining cycle, so that they end).
 */
#include "solve.h"

#define NONE (INT64_MIN / 4) /* no path */

typedef struct labels { /* longest paths from one node to all, or to it from all */
        const net *n;
        int64_t root;
        int64_t *need, *offer, *group;
        bool is_back; /* to it */
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

/* An arc of what can still be changed: it is walked from its end where paths are wanted to one node. */
static void
walk_arc(labels *l, int64_t *from, int64_t *to, int64_t gain)
{
        int64_t *next = l->is_back ? from : to, by = l->is_back ? *to : *from;

        if (by == NONE || *next >= by + gain)
                return;
        *next = by + gain;
        l->moved = true;
}

static int64_t *
around(labels *l, int32_t group)
{
        return group < 0 ? &l->root : &l->group[group];
}

/* ---- all arcs --------------------------------------------------------------------------------------------------- */

/* Arcs into a need: one provider more for it, or another than one that serves it. */
static void
walk_in(labels *l, int32_t i)
{
        const net *n = l->n;

        if (!n->served[i])
                walk_arc(l, around(l, n->group[i]), &l->need[i], 0);
        else if (n->served[i] < n->limit[i])
                walk_arc(l, &l->root, &l->need[i], 0);
        for (int32_t e = n->first[i]; e < n->first[i + 1]; e++)
                if (n->used[e])
                        walk_arc(l, &l->offer[n->to[e]], &l->need[i], -n->gain[e]);
}

/* Arcs out of it: one that does not serve it yet, or one less. */
static void
walk_out(labels *l, int32_t i)
{
        const net *n = l->n;

        for (int32_t e = n->first[i]; e < n->first[i + 1]; e++)
                if (!n->used[e])
                        walk_arc(l, &l->need[i], &l->offer[n->to[e]], n->gain[e]);
        if (n->served[i])
                walk_arc(l, &l->need[i], n->served[i] > 1 ? &l->root : around(l, n->group[i]), 0);
}

static void
walk_needs(labels *l)
{
        for (int32_t i = 0; i < l->n->needs; i++) {
                (l->is_back ? walk_out : walk_in)(l, i);
                (l->is_back ? walk_in : walk_out)(l, i);
        }
}

/* Down the tree of groups, and up where a floor leaves room; the way in which labels spread in one pass. */
static void
walk_groups(labels *l)
{
        const net *n = l->n;

        for (int32_t k = 0; k < n->groups; k++) {
                int32_t g = l->is_back ? n->groups - 1 - k : k;

                walk_arc(l, around(l, n->parent[g]), &l->group[g], 0);
        }
        for (int32_t k = 0; k < n->groups; k++) {
                int32_t g = l->is_back ? k : n->groups - 1 - k;

                if (n->flow[g] > n->floor[g])
                        walk_arc(l, &l->group[g], around(l, n->parent[g]), 0);
        }
}

static void
walk_offers(labels *l)
{
        const net *n = l->n;

        for (int32_t j = 0; j < n->offers; j++) {
                if (l->is_back && n->load[j] < n->capacity[j])
                        walk_arc(l, &l->offer[j], &l->root, 0);
                if (n->load[j] > 0)
                        walk_arc(l, &l->root, &l->offer[j], 0);
                if (!l->is_back && n->load[j] < n->capacity[j])
                        walk_arc(l, &l->offer[j], &l->root, 0);
        }
}

/* Passes till nothing moves. False: stopped, or the plan was not the best. */
static bool
walk(labels *l, int32_t group, bool is_back)
{
        const net *n = l->n;

        labels_clear(l);
        l->is_back = is_back;
        *around(l, group) = 0;
        for (int64_t pass = 0; pass <= n->needs + n->offers + n->groups + 1; pass++) {
                l->moved = false;
                if (is_back)
                        walk_offers(l);
                walk_groups(l);
                walk_needs(l);
                if (!is_back)
                        walk_offers(l);
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
        bool done = walk(l, group, true);

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
                done = walk(l, n->parent[g], false);
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
        out->is_exact = end.is_best && walk(&l, -1, false);
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
        st = scratch_for(task, &scratch);
        if (st != CH_OK)
                return st;
        st = explain(task, &w, scratch, arena, out);
        ch_arena_free(&scratch);
        return st;
}

#include "net.h"
#include <string.h>

/* ---- from a task ----------------------------------------------------------------------------------------------- */

static bool
allocate(net *n, ch_arena *a)
{
        size_t needs = (size_t)n->needs, offers = (size_t)n->offers, edges = (size_t)n->edges;
        size_t groups = (size_t)n->groups;

        n->first = CH_NEW_N(a, int32_t, needs + 1);
        n->to = CH_NEW_N(a, int32_t, edges);
        n->from = CH_NEW_N(a, int32_t, edges);
        n->id = CH_NEW_N(a, int32_t, edges);
        n->gain = CH_NEW_N(a, int64_t, edges);
        n->limit = CH_NEW_N(a, int32_t, needs);
        n->group = CH_NEW_N(a, int32_t, needs);
        n->capacity = CH_NEW_N(a, int32_t, offers);
        n->parent = CH_NEW_N(a, int32_t, groups);
        n->floor = CH_NEW_N(a, int32_t, groups);
        n->used = CH_NEW_N(a, bool, edges);
        n->served = CH_NEW_N(a, int32_t, needs);
        n->load = CH_NEW_N(a, int32_t, offers);
        n->head = CH_NEW_N(a, int32_t, offers);
        n->next = CH_NEW_N(a, int32_t, edges);
        n->back = CH_NEW_N(a, int32_t, edges);
        n->flow = CH_NEW_N(a, int32_t, groups);
        n->price = CH_NEW_N(a, int64_t, offers);
        n->worth = CH_NEW_N(a, int64_t, needs);
        n->bonus = CH_NEW_N(a, int64_t, groups);
        return !ch_arena_is_full(a);
}

/* May the pair be chosen at all? */
static bool
is_allowed(const ch_plan_task *t, const ch_plan_edge *e)
{
        return !e->exclusion && t->offers[e->offer].capacity > 0 && t->needs[e->need].limit > 0;
}

static void
copy_edges(net *n, const ch_plan_task *t)
{
        int32_t at = 0, need = 0;

        for (size_t i = 0; i < t->edges_len; i++) {
                const ch_plan_edge *e = &t->edges[i];

                if (!is_allowed(t, e))
                        continue;
                for (; need <= e->need; need++)
                        n->first[need] = at;
                n->to[at] = e->offer;
                n->from[at] = e->need;
                n->id[at] = (int32_t)i;
                n->gain[at++] = e->score;
        }
        for (; need <= n->needs; need++)
                n->first[need] = at;
}

static int32_t
count_allowed(const ch_plan_task *t)
{
        int32_t allowed = 0;

        for (size_t i = 0; i < t->edges_len; i++)
                allowed += is_allowed(t, &t->edges[i]);
        return allowed;
}

net *
net_new(const net_size *size, watch *w, ch_arena *arena)
{
        net *n = CH_NEW(arena, net);

        if (!n)
                return NULL;
        *n = (net) { .needs = size->needs,
                     .offers = size->offers,
                     .groups = size->groups,
                     .edges = size->edges,
                     .scale = 1,
                     .watch = w };
        if (!allocate(n, arena))
                return NULL;
        for (int32_t j = 0; j < n->offers; j++)
                n->head[j] = -1;
        n->is_clear = true; /* an arena's memory is */
        return n;
}

net *
net_make(const ch_plan_task *t, watch *w, ch_arena *arena)
{
        const net_size size = { .needs = (int32_t)t->needs_len,
                                .offers = (int32_t)t->offers_len,
                                .groups = (int32_t)t->groups_len,
                                .edges = count_allowed(t) };
        net *n = net_new(&size, w, arena);

        if (!n)
                return NULL;
        copy_edges(n, t);
        for (int32_t i = 0; i < n->needs; i++) {
                n->limit[i] = t->needs[i].limit;
                n->group[i] = t->needs[i].group;
        }
        for (int32_t j = 0; j < n->offers; j++)
                n->capacity[j] = t->offers[j].capacity;
        for (int32_t g = 0; g < n->groups; g++) {
                n->parent[g] = t->groups[g].parent;
                n->floor[g] = t->groups[g].floor;
        }
        return n;
}

void
net_clear(net *n)
{
        size_t needs = (size_t)n->needs, offers = (size_t)n->offers, groups = (size_t)n->groups;

        n->scale = 1;
        if (n->is_clear)
                return;
        n->is_clear = true;
        if (n->edges)
                memset(n->used, 0, (size_t)n->edges * sizeof *n->used);
        if (needs) {
                memset(n->served, 0, needs * sizeof *n->served);
                memset(n->worth, 0, needs * sizeof *n->worth);
        }
        if (offers) {
                memset(n->load, 0, offers * sizeof *n->load);
                memset(n->head, -1, offers * sizeof *n->head);
                memset(n->price, 0, offers * sizeof *n->price);
        }
        if (groups) {
                memset(n->flow, 0, groups * sizeof *n->flow);
                memset(n->bonus, 0, groups * sizeof *n->bonus);
        }
}

/* ---- choosing -------------------------------------------------------------------------------------------------- */

static void
count_served(net *n, int32_t need, int32_t by)
{
        for (int32_t g = n->group[need]; g >= 0; g = n->parent[g])
                n->flow[g] += by;
}

void
net_use(net *n, int32_t edge)
{
        int32_t need = n->from[edge], offer = n->to[edge], head = n->head[offer];

        n->used[edge] = true;
        n->next[edge] = head;
        n->back[edge] = -1;
        if (head >= 0)
                n->back[head] = edge;
        n->head[offer] = edge;
        n->load[offer]++;
        if (n->served[need]++ == 0)
                count_served(n, need, 1);
}

void
net_release(net *n, int32_t edge)
{
        int32_t need = n->from[edge], offer = n->to[edge], next = n->next[edge], back = n->back[edge];

        n->used[edge] = false;
        if (next >= 0)
                n->back[next] = back;
        if (back >= 0)
                n->next[back] = next;
        else
                n->head[offer] = next;
        n->load[offer]--;
        if (--n->served[need] == 0)
                count_served(n, need, -1);
}

int64_t
net_score(const net *n)
{
        int64_t sum = 0;

        for (int32_t e = 0; e < n->edges; e++)
                sum += n->used[e] ? n->gain[e] : 0;
        return sum;
}

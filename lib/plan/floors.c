/* Floors: while a group has too few served needs, one more unit is pushed into it along the path through all that can
 * be changed that loses least. Nodes: the root, the groups, the needs, the offers; each has a potential, and no arc
 * along which something can still be changed gains more than the potentials differ: so that each step stays the best
 * for the floors met so far (successive shortest paths with lower bounds). No path: what was reached is a cut that
 * proves that the floors cannot be met.
 */
#include "heap.h"
#include "net.h"

enum { ROOT };

typedef struct push {
        net *n;
        heap open;
        int64_t *pot;                        /* per node */
        int64_t *found;                      /* per node: distance, -1: none */
        int32_t *from;                       /* per node: the node before it */
        int32_t *edge;                       /* per node: the edge used or released to reach it, -1: none */
        int32_t *first_member, *next_member; /* needs of a group, the root's of none: per node of group, per need */
        int32_t *first_child, *next_child;   /* groups inside */
        int32_t nodes, at;
} push;

static int32_t
node_of_group(int32_t group)
{
        return 1 + group;
}

static int32_t
node_of_need(const net *n, int32_t need)
{
        return 1 + n->groups + need;
}

static int32_t
node_of_offer(const net *n, int32_t offer)
{
        return 1 + n->groups + n->needs + offer;
}

static bool
push_make(push *p, net *n, ch_arena *arena)
{
        size_t nodes = 1 + (size_t)n->groups + (size_t)n->needs + (size_t)n->offers;

        p->n = n;
        p->nodes = (int32_t)nodes;
        p->pot = CH_NEW_N(arena, int64_t, nodes);
        p->found = CH_NEW_N(arena, int64_t, nodes);
        p->from = CH_NEW_N(arena, int32_t, nodes);
        p->edge = CH_NEW_N(arena, int32_t, nodes);
        p->first_member = CH_NEW_N(arena, int32_t, 1 + (size_t)n->groups);
        p->first_child = CH_NEW_N(arena, int32_t, 1 + (size_t)n->groups);
        p->next_member = CH_NEW_N(arena, int32_t, (size_t)n->needs);
        p->next_child = CH_NEW_N(arena, int32_t, (size_t)n->groups);
        return heap_make(&p->open, p->nodes, arena) && !ch_arena_is_full(arena);
}

static void
push_start(push *p)
{
        const net *n = p->n;

        for (int32_t g = 0; g <= n->groups; g++)
                p->first_member[g] = p->first_child[g] = -1;
        for (int32_t i = n->needs; i-- > 0;) {
                int32_t *list = &p->first_member[node_of_group(n->group[i])];

                p->next_member[i] = *list;
                *list = i;
                p->pot[node_of_need(n, i)] = n->worth[i];
        }
        for (int32_t g = n->groups; g-- > 0;) {
                int32_t *list = &p->first_child[node_of_group(n->parent[g])];

                p->next_child[g] = *list;
                *list = g;
        }
        for (int32_t j = 0; j < n->offers; j++)
                p->pot[node_of_offer(n, j)] = -n->price[j];
}

/* ---- one search ------------------------------------------------------------------------------------------------ */

/* An arc from the node at hand that gains so much. */
static void
reach(push *p, int32_t node, int64_t gain, int32_t edge)
{
        int64_t distance = p->found[p->at] + p->pot[p->at] - gain - p->pot[node];

        if (p->found[node] >= 0 && p->found[node] <= distance)
                return;
        p->found[node] = distance;
        p->from[node] = p->at;
        p->edge[node] = edge;
        heap_put(&p->open, node, distance);
}

static void
leave_root(push *p)
{
        const net *n = p->n;

        for (int32_t i = 0; i < n->needs; i++)
                if (n->served[i] > 0 && n->served[i] < n->limit[i])
                        reach(p, node_of_need(n, i), 0, -1);
        for (int32_t j = 0; j < n->offers; j++)
                if (n->load[j] > 0)
                        reach(p, node_of_offer(n, j), 0, -1);
}

/* The root is the group around all groups. */
static void
leave_group(push *p, int32_t group)
{
        const net *n = p->n;
        int32_t node = node_of_group(group);

        for (int32_t g = p->first_child[node]; g >= 0; g = p->next_child[g])
                reach(p, node_of_group(g), 0, -1);
        for (int32_t i = p->first_member[node]; i >= 0; i = p->next_member[i])
                if (!n->served[i] && n->first[i] < n->first[i + 1])
                        reach(p, node_of_need(n, i), 0, -1);
        if (group >= 0 && n->flow[group] > n->floor[group])
                reach(p, node_of_group(n->parent[group]), 0, -1);
}

/* Whichever way it was reached, by a place gained or by one lost, it may take another. */
static void
leave_need(push *p, int32_t need)
{
        const net *n = p->n;

        for (int32_t e = n->first[need]; e < n->first[need + 1]; e++)
                if (!n->used[e])
                        reach(p, node_of_offer(n, n->to[e]), n->gain[e], e);
        if (n->served[need] == 1)
                reach(p, node_of_group(n->group[need]), 0, -1);
        if (n->served[need] > 1)
                reach(p, ROOT, 0, -1);
}

static void
leave_offer(push *p, int32_t offer)
{
        const net *n = p->n;

        for (int32_t e = n->head[offer]; e >= 0; e = n->next[e])
                reach(p, node_of_need(n, n->from[e]), -n->gain[e], e);
        if (n->load[offer] < n->capacity[offer])
                reach(p, ROOT, 0, -1);
}

static void
leave(push *p, int32_t node)
{
        const net *n = p->n;

        p->at = node;
        if (node == ROOT)
                leave_root(p);
        if (node <= n->groups)
                leave_group(p, node - 1);
        else if (node < node_of_offer(n, 0))
                leave_need(p, node - 1 - n->groups);
        else
                leave_offer(p, node - node_of_offer(n, 0));
}

typedef enum found { FOUND, NO_WAY, STOPPED } found;

static found
search(push *p, int32_t source, int32_t target)
{
        int32_t node;

        for (int32_t i = 0; i < p->nodes; i++)
                p->found[i] = -1;
        heap_empty(&p->open);
        p->found[source] = 0;
        heap_put(&p->open, source, 0);
        while ((node = heap_take(&p->open)) >= 0 && node != target) {
                leave(p, node);
                if (watch_passes(p->n->watch, 16))
                        return STOPPED;
        }
        return node == target ? FOUND : NO_WAY;
}

static void
settle(push *p, int32_t target)
{
        int64_t whole = p->found[target];

        for (int32_t i = 0; i < p->nodes; i++)
                if (p->found[i] >= 0 && p->found[i] < whole)
                        p->pot[i] -= whole - p->found[i];
}

static void
change(push *p, int32_t source, int32_t target)
{
        net *n = p->n;

        for (int32_t node = target; node != source; node = p->from[node]) {
                int32_t e = p->edge[node];

                if (e >= 0 && n->used[e])
                        net_release(n, e);
                else if (e >= 0)
                        net_use(n, e);
        }
}

/* ---- all floors ------------------------------------------------------------------------------------------------ */

/* Prices relative to the root's; rounding none, so the clamps only meet nodes that nothing reaches. */
static void
write_prices(push *p)
{
        net *n = p->n;
        int64_t root = p->pot[ROOT];

        for (int32_t j = 0; j < n->offers; j++) {
                int64_t price = root - p->pot[node_of_offer(n, j)];

                n->price[j] = price > 0 ? price : 0;
        }
        for (int32_t i = 0; i < n->needs; i++)
                n->worth[i] = p->pot[node_of_need(n, i)] - root;
        for (int32_t g = 0; g < n->groups; g++) {
                int64_t around = n->parent[g] >= 0 ? n->bonus[n->parent[g]] : 0;
                int64_t step = p->pot[node_of_group(n->parent[g])] - p->pot[node_of_group(g)];

                n->bonus[g] = around + (step > 0 ? step : 0);
        }
}

static floor_end
meet_floor(push *p, int32_t group)
{
        int32_t source = node_of_group(group), target = node_of_group(p->n->parent[group]);

        while (p->n->flow[group] < p->n->floor[group]) {
                found f = search(p, source, target);

                if (f != FOUND)
                        return f == STOPPED ? FLOORS_STOPPED : FLOORS_IMPOSSIBLE;
                settle(p, target);
                change(p, source, target);
        }
        return FLOORS_MET;
}

floor_end
net_floors(net *n, ch_arena *arena)
{
        push p;
        floor_end end = FLOORS_MET;

        for (int32_t g = 0; g < n->groups && end == FLOORS_MET; g++)
                end = n->flow[g] < n->floor[g] ? FLOORS_STOPPED : FLOORS_MET;
        if (end == FLOORS_MET)
                return end;
        if (!push_make(&p, n, arena))
                return FLOORS_STOPPED;
        push_start(&p);
        end = FLOORS_MET;
        for (int32_t g = 0; g < n->groups && end == FLOORS_MET; g++)
                end = meet_floor(&p, g);
        write_prices(&p);
        return end;
}

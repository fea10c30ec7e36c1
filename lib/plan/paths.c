/* Successive shortest paths: the needs come one place at a time; each takes the change of all earlier choices that
 * gains most, found by Dijkstra's search over what a place costs (prices) and what it brings (worth). In between always
 * holds:
 *
 *     an edge not used    gain - price <= worth       an edge used     gain - price >= worth
 *     an offer with places left has price 0           a need served    worth >= 0,  and <= 0 while its limit has room
 *
 * which is what makes the choice best for the needs that have come, and the prices its proof.
 */
#include "heap.h"
#include "net.h"
#include <stdlib.h>

typedef struct choice { /* an edge as its need sees it */
        int64_t gain;
        int32_t offer, edge;
} choice;

typedef struct search {
        net *n;
        choice *choices; /* per edge, those of a need by falling gain: as no price is below 0, what follows is worse */
        heap open;       /* of offers */
        int64_t *near;   /* per offer: distance found, -1: none */
        int32_t *by;     /* per offer: the edge that leads to it */
        int64_t *away;   /* per need: distance found, -1: none */
        int32_t *via;    /* per need: the edge it would give up */
        int32_t *seen;   /* offers, then needs + offers: all that were found */
        int32_t seen_len;
        int32_t need;  /* that looks for a place */
        int64_t least; /* distance to the nearest end; at first what the place is worth */
        int32_t place; /* offer with a place left that is the nearest end, or -1 */
        int32_t loser; /* need that would lose a place, or -1 */
} search;

enum { FEW = 128 }; /* so many are sorted quickest by putting one after the other in its place */

static int
compare_choices(const void *a, const void *b)
{
        const choice *x = a, *y = b;

        return x->gain != y->gain ? (x->gain < y->gain) - (x->gain > y->gain)
                                  : (x->edge > y->edge) - (x->edge < y->edge);
}

static void
sort_choices(const net *n, int32_t need, choice *v)
{
        int32_t first = n->first[need], end = n->first[need + 1];
        bool few = end - first <= FEW;

        for (int32_t e = first; e < end; e++) {
                int32_t at = e;

                for (; few && at > first && v[at - 1].gain < n->gain[e]; at--)
                        v[at] = v[at - 1];
                v[at] = (choice) { n->gain[e], n->to[e], e };
        }
        if (!few)
                qsort(&v[first], (size_t)(end - first), sizeof *v, compare_choices);
}

static bool
search_make(search *s, net *n, ch_arena *arena)
{
        size_t offers = (size_t)n->offers, needs = (size_t)n->needs;

        s->n = n;
        s->choices = CH_NEW_N(arena, choice, (size_t)n->edges);
        s->near = CH_NEW_N(arena, int64_t, offers);
        s->by = CH_NEW_N(arena, int32_t, offers);
        s->away = CH_NEW_N(arena, int64_t, needs);
        s->via = CH_NEW_N(arena, int32_t, needs);
        s->seen = CH_NEW_N(arena, int32_t, offers + needs);
        if (!heap_make(&s->open, n->offers, arena) || ch_arena_is_full(arena))
                return false;
        for (int32_t i = 0; i < n->needs; i++)
                sort_choices(n, i, s->choices);
        for (size_t j = 0; j < offers; j++)
                s->near[j] = -1;
        for (size_t i = 0; i < needs; i++)
                s->away[i] = -1;
        return true;
}

static void
reach_offer(search *s, int32_t edge, int64_t distance)
{
        const net *n = s->n;
        int32_t offer = n->to[edge];

        if (s->near[offer] >= 0 && s->near[offer] <= distance)
                return;
        if (s->near[offer] < 0)
                s->seen[s->seen_len++] = n->needs + offer;
        s->near[offer] = distance;
        s->by[offer] = edge;
        if (n->load[offer] < n->capacity[offer]) {
                s->least = distance;
                s->place = offer;
                s->loser = -1;
        } else {
                heap_put(&s->open, offer, distance);
        }
}

static void
look_from_need(search *s, int32_t need, int64_t distance)
{
        const net *n = s->n;
        int64_t base = distance + n->worth[need];

        for (int32_t k = n->first[need]; k < n->first[need + 1]; k++) {
                const choice *c = &s->choices[k];

                if (base - c->gain >= s->least)
                        return;
                if (base - c->gain + n->price[c->offer] < s->least && !n->used[c->edge])
                        reach_offer(s, c->edge, base - c->gain + n->price[c->offer]);
        }
}

static void
reach_need(search *s, int32_t edge, int64_t distance)
{
        const net *n = s->n;
        int32_t need = n->from[edge];

        if (distance >= s->least || (s->away[need] >= 0 && s->away[need] <= distance))
                return;
        if (s->away[need] < 0)
                s->seen[s->seen_len++] = need;
        s->away[need] = distance;
        s->via[need] = edge;
        if (need != s->need && distance + n->worth[need] < s->least) {
                s->least = distance + n->worth[need];
                s->loser = need;
                s->place = -1;
        }
        look_from_need(s, need, distance);
}

static void
look_from_offer(search *s, int32_t offer, int64_t distance)
{
        const net *n = s->n;

        for (int32_t e = n->head[offer]; e >= 0; e = n->next[e])
                reach_need(s, e, distance + n->gain[e] - n->price[offer] - n->worth[n->from[e]]);
}

/* Makes the distances found part of the prices and forgets them. */
static void
settle(search *s)
{
        net *n = s->n;

        for (int32_t k = 0; k < s->seen_len; k++) {
                int32_t node = s->seen[k];
                int64_t *found = node < n->needs ? &s->away[node] : &s->near[node - n->needs];

                if (*found < s->least && node < n->needs)
                        n->worth[node] -= s->least - *found;
                if (*found < s->least && node >= n->needs)
                        n->price[node - n->needs] += s->least - *found;
                *found = -1;
        }
        s->seen_len = 0;
        heap_empty(&s->open);
}

/* Along the path found, from its end back to the need that looks. */
static void
change(search *s)
{
        net *n = s->n;
        int32_t offer = s->place;

        if (s->loser >= 0) {
                offer = n->to[s->via[s->loser]];
                net_release(n, s->via[s->loser]);
        }
        for (;;) {
                int32_t edge = s->by[offer], need = n->from[edge];

                net_use(n, edge);
                if (need == s->need)
                        return;
                offer = n->to[s->via[need]];
                net_release(n, s->via[need]);
        }
}

/* One more place for the need, if that gains. */
static bool
look_for_place(search *s, int32_t need)
{
        net *n = s->n;
        int32_t offer;
        bool gains;

        s->need = need;
        s->least = n->worth[need];
        s->place = s->loser = -1;
        s->away[need] = 0;
        s->seen[s->seen_len++] = need;
        look_from_need(s, need, 0);
        while ((offer = heap_take(&s->open)) >= 0 && s->near[offer] < s->least) {
                look_from_offer(s, offer, s->near[offer]);
                (void)watch_passes(n->watch, 16);
        }
        gains = s->place >= 0 || s->loser >= 0;
        if (gains)
                change(s);
        settle(s);
        return gains;
}

/* What one more place is worth at the present prices, while nothing serves the need. */
static int64_t
worth_of(const search *s, int32_t need)
{
        const net *n = s->n;
        int64_t best = INT64_MIN;

        for (int32_t k = n->first[need]; k < n->first[need + 1] && s->choices[k].gain > best; k++) {
                int64_t left = s->choices[k].gain - n->price[s->choices[k].offer];

                best = left > best ? left : best;
        }
        return best == INT64_MIN ? 0 : best;
}

bool
net_paths(net *n, ch_arena *arena)
{
        search s = { .n = n };

        net_clear(n);
        n->is_clear = false;
        if (!search_make(&s, n, arena))
                return false;
        for (int32_t i = 0; i < n->needs; i++) {
                if (watch_passes(n->watch, (uint64_t)(n->first[i + 1] - n->first[i])))
                        return false;
                n->worth[i] = worth_of(&s, i);
                for (int32_t k = 0; k < n->limit[i] && n->worth[i] > 0; k++)
                        if (!look_for_place(&s, i))
                                break;
        }
        return true;
}

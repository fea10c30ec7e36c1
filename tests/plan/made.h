/* made.h – made-up planning tasks: small ones of every kind for the comparison with other solvers, and large ones
 * shaped like the domain for measurements. The same seed makes the same task. */
#ifndef MADE_H
#define MADE_H
#include <ch/plan.h>
#include <stdlib.h>
#include <string.h>

/* The task, and the same arrays to write in; all in the arena. No memory aborts. */
typedef struct made {
        ch_arena *arena;
        uint64_t state;
        ch_plan_task task;
        ch_plan_need *needs;
        ch_plan_offer *offers;
        ch_plan_edge *edges;
        ch_plan_group *groups;
        ch_plan_overlap *overlaps;
} made;

typedef struct made_kind {
        int32_t needs, offers, per_need; /* at most, of small ones; exactly, of large ones */
        int32_t limit, capacity;         /* at most */
        int32_t groups, floor;           /* 0: none */
        int32_t overlaps;                /* in 100 pairs of needs */
        int32_t exclusions;              /* in 100 edges */
        int32_t scores;                  /* how many different: few make ties */
} made_kind;

/* Any number, and one below n (0: n is not above 0). */
static inline uint64_t
made_next(made *m)
{
        uint64_t z = m->state += 0x9E3779B97F4A7C15u;

        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
}

static inline int32_t
made_below(made *m, int32_t n)
{
        return n > 0 ? (int32_t)(made_next(m) % (uint64_t)n) : 0;
}

static inline int
made_compare_edges(const void *a, const void *b)
{
        const ch_plan_edge *x = a, *y = b;

        return x->need != y->need ? (x->need > y->need) - (x->need < y->need)
                                  : (x->offer > y->offer) - (x->offer < y->offer);
}

static inline void
made_sort_edges(made *m)
{
        size_t kept = 0;

        if (m->task.edges_len)
                qsort(m->edges, m->task.edges_len, sizeof *m->edges, made_compare_edges);
        for (size_t i = 0; i < m->task.edges_len; i++)
                if (!kept || made_compare_edges(&m->edges[kept - 1], &m->edges[i]))
                        m->edges[kept++] = m->edges[i];
        m->task.edges_len = kept;
}

static inline void
made_room(made *m, size_t edges, size_t overlaps)
{
        ch_plan_task *t = &m->task;

        t->needs = m->needs = CH_NEW_N(m->arena, ch_plan_need, t->needs_len);
        t->offers = m->offers = CH_NEW_N(m->arena, ch_plan_offer, t->offers_len);
        t->groups = m->groups = CH_NEW_N(m->arena, ch_plan_group, t->groups_len);
        t->edges = m->edges = CH_NEW_N(m->arena, ch_plan_edge, edges);
        t->overlaps = m->overlaps = CH_NEW_N(m->arena, ch_plan_overlap, overlaps);
        if (ch_arena_is_full(m->arena))
                abort();
}

static inline void
made_overlaps(made *m, int32_t in_100, int32_t scores)
{
        for (int32_t a = 0; a < (int32_t)m->task.needs_len; a++)
                for (int32_t b = a; b < (int32_t)m->task.needs_len; b++)
                        if (made_below(m, 100) < in_100)
                                m->overlaps[m->task.overlaps_len++] = (ch_plan_overlap) {
                                        a, b, 1 + made_below(m, 2 * scores)
                                };
}

/* A small task of up to the sizes of the kind. */
static inline void
made_small(made *m, ch_arena *arena, const made_kind *k, uint64_t seed)
{
        int32_t needs = 1 + made_below((*m = (made) { arena, seed, .task = { 0 } }, m), k->needs);
        int32_t offers = 1 + made_below(m, k->offers);
        int32_t groups = k->groups ? 1 + made_below(m, k->groups) : 0;

        m->task.needs_len = (size_t)needs;
        m->task.offers_len = (size_t)offers;
        m->task.groups_len = (size_t)groups;
        m->task.exclusions = k->exclusions ? 3 : 0;
        made_room(m, (size_t)(needs * k->per_need), k->overlaps ? (size_t)(needs * (needs + 1)) : 0);
        for (int32_t g = 0; g < groups; g++)
                m->groups[g] = (ch_plan_group) { made_below(m, g + 1) - 1, made_below(m, k->floor + 1) };
        for (int32_t i = 0; i < needs; i++)
                m->needs[i] = (ch_plan_need) { made_below(m, 8) ? 1 + made_below(m, k->limit) : 0,
                                               made_below(m, groups + 1) - 1 };
        for (int32_t j = 0; j < offers; j++)
                m->offers[j] = (ch_plan_offer) { made_below(m, 10) ? 1 + made_below(m, k->capacity) : 0,
                                                 made_below(m, 1 + offers / 2) };
        for (int32_t i = 0; i < needs; i++)
                for (int32_t e = made_below(m, k->per_need + 1); e > 0; e--)
                        m->edges[m->task.edges_len++] = (ch_plan_edge) {
                                i, made_below(m, offers), made_below(m, k->scores),
                                made_below(m, 100) < k->exclusions ? 1 + made_below(m, 3) : 0
                        };
        made_sort_edges(m);
        if (k->overlaps)
                made_overlaps(m, k->overlaps, k->scores);
}

/* A large task: so many needs, each with exactly so many offers, drawn evenly or, skewed, with few offers wanted by
 * many; scores like those of ranked lists, falling from the first candidate to the last. */
static inline void
made_large(made *m, ch_arena *arena, const made_kind *k, bool is_skewed)
{
        *m = (made) { arena, 1540, .task = { 0 } };
        m->task.needs_len = (size_t)k->needs;
        m->task.offers_len = (size_t)k->offers;
        made_room(m, (size_t)k->needs * (size_t)k->per_need, 0);
        for (int32_t i = 0; i < k->needs; i++)
                m->needs[i] = (ch_plan_need) { 1, -1 };
        for (int32_t j = 0; j < k->offers; j++)
                m->offers[j] = (ch_plan_offer) { 1 + made_below(m, k->capacity), j };
        for (int32_t i = 0; i < k->needs; i++)
                for (int32_t e = 0; e < k->per_need; e++) {
                        double at = (double)made_below(m, 1 << 30) / (1 << 30);
                        int32_t offer = (int32_t)((is_skewed ? at * at * at : at) * k->offers);

                        m->edges[m->task.edges_len++] = (ch_plan_edge) {
                                i, offer, k->scores * (k->per_need - e) / k->per_need + made_below(m, k->scores / 4), 0
                        };
                }
        made_sort_edges(m);
}
#endif

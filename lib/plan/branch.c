/* Branch and bound. A node fixes some edges, as chosen or as not; its bound comes from a number of turns, which start
 * from the thetas of the node before. It is split at the slot about which flow and blocks agree least: once with the
 * flow's edge, once without. Depth first, so that what is still open is known at any moment, and with it the bound of
 * all.
 */
#include "search.h"

enum { TURNS_ROOT = 400, TURNS_NODE = 24, PATIENCE = 12 };
#define NOTHING (INT64_MIN / 4)

typedef struct level {
        int32_t edge;
        int32_t at;    /* of its two children: the first, the second */
        int64_t bound; /* grains; of the node that was split */
} level;

typedef struct branching {
        search *s;
        level *levels;
        int32_t depth, most;
        int32_t split; /* edge to split at */
        ch_arena *arena;
        bool is_stopped;
} branching;

static int64_t
points(int64_t grains)
{
        return grains >= 0 ? grains / GRAIN : -((-grains + GRAIN - 1) / GRAIN);
}

/* ---- one node -------------------------------------------------------------------------------------------------- */

/* The edge at which flow and blocks differ most; -1: they agree. */
static int32_t
find_split(const search *s)
{
        int32_t best = -1, most = 0;

        for (int32_t slot = 0; slot < s->n->needs; slot++) {
                int32_t apart = 0, edge = s->chosen[slot];

                for (int32_t k = s->first_of[slot]; k < s->first_of[slot + 1]; k++) {
                        const block *b = &s->blocks[s->list_of[k]];
                        int32_t own = b->x == slot ? b->ex : b->ey;

                        apart += own != s->chosen[slot];
                        edge = edge < 0 ? own : edge;
                }
                if (apart > most && edge >= 0 && !s->fixed[edge]) {
                        most = apart;
                        best = edge;
                }
        }
        return best;
}

/* Turns till the bound shows that nothing better is here, or it no longer falls. NOTHING: no plan is here at all. */
static int64_t
bound_node(branching *b, int32_t turns)
{
        search *s = b->s;
        int64_t least = INT64_MAX, bound, part = 2;
        int32_t idle = 0;

        for (int32_t k = 0; k < turns && part < 4096; k++) {
                turn_end end = search_turn(s, &bound);
                int64_t apart;

                if (end == TURN_IMPOSSIBLE)
                        return NOTHING;
                b->is_stopped = end == TURN_STOPPED || s->watch->is_over;
                if (end == TURN_STOPPED)
                        return least;
                idle = bound < least ? 0 : idle + 1;
                least = bound < least ? bound : least;
                apart = search_disagreement(s);
                b->split = find_split(s);
                if (!b->is_stopped && apart && s->has_best)
                        search_move(s, 1 + (bound - s->best_value * GRAIN) / (part * apart));
                search_climb(s);
                if (b->is_stopped || !apart || points(least) <= s->best_value)
                        return least;
                if (idle == PATIENCE) {
                        part *= 2;
                        idle = 0;
                }
        }
        return least;
}

/* ---- the tree -------------------------------------------------------------------------------------------------- */

static void
fix(search *s, int32_t edge, int8_t how)
{
        int32_t slot = s->n->from[edge];

        s->fixed[edge] = how;
        s->must[slot] = how > 0 ? edge : s->must[slot];
        for (int32_t e = s->n->first[slot]; how > 0 && e < s->n->first[slot + 1]; e++)
                if (e != edge && !s->fixed[e])
                        s->fixed[e] = -2; /* by the choice of another; undone with it */
}

static void
unfix(search *s, int32_t edge)
{
        int32_t slot = s->n->from[edge];

        s->must[slot] = s->must[slot] == edge ? -1 : s->must[slot];
        s->fixed[edge] = 0;
        for (int32_t e = s->n->first[slot]; e < s->n->first[slot + 1]; e++)
                if (s->fixed[e] == -2)
                        s->fixed[e] = 0;
}

/* What all that is still open may reach, in grains. */
static int64_t
open_bound(const branching *b, int64_t here)
{
        int64_t most = here;

        for (int32_t d = 0; d < b->depth; d++)
                if (b->levels[d].at == 0 && b->levels[d].bound > most)
                        most = b->levels[d].bound;
        return most;
}

/* Back to the last node whose second child is still to be seen, and into it. False: none is left. */
static bool
go_back(branching *b)
{
        while (b->depth > 0) {
                level *l = &b->levels[b->depth - 1];

                unfix(b->s, l->edge);
                if (l->at == 0 && points(l->bound) > b->s->best_value) {
                        l->at = 1;
                        fix(b->s, l->edge, -1);
                        return true;
                }
                b->depth--;
        }
        return false;
}

static void
go_deeper(branching *b, int64_t bound)
{
        b->levels[b->depth++] = (level) { b->split, 0, bound };
        fix(b->s, b->split, 1);
}

static int64_t
least_of(int64_t a, int64_t b)
{
        return a < b ? a : b;
}

/* The root's bound is asked for long; a child's is not above its parent's. */
static bool
walk(branching *b, int64_t *bound)
{
        search *s = b->s;
        int64_t root = bound_node(b, TURNS_ROOT), here = root;

        *bound = root;
        if (root == NOTHING)
                return false;
        for (;;) {
                if (b->is_stopped || b->depth == b->most) {
                        here = open_bound(b, here);
                        here = here < s->best_value * GRAIN ? s->best_value * GRAIN : here;
                        *bound = least_of(root, here);
                        return true;
                }
                if (points(here) > s->best_value && b->split >= 0)
                        go_deeper(b, here);
                else if (!go_back(b))
                        break;
                here = least_of(bound_node(b, TURNS_NODE), b->levels[b->depth - 1].bound);
        }
        *bound = s->best_value * GRAIN;
        return true;
}

bool
search_run(search *s, int64_t *bound)
{
        branching b = { .s = s, .most = s->n->edges + 1, .arena = ch_arena_new(PLAN_SCRATCH_MAX) };
        bool ok = true;

        *bound = INT64_MAX;
        s->turn = ch_arena_new(PLAN_SCRATCH_MAX);
        b.levels = b.arena ? CH_NEW_N(b.arena, level, (size_t)b.most) : NULL;
        if (s->turn && b.levels)
                ok = walk(&b, bound);
        if (*bound != INT64_MAX)
                *bound = points(*bound);
        ch_arena_free(&s->turn);
        ch_arena_free(&b.arena);
        return ok;
}

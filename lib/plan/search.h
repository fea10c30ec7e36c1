/* search.h – plans with overlap costs: what the steps of the search share.
 *
 * Each place of a need is a slot, which takes one edge or none. Two slots that may overlap make a block, which says
 * what any two of their edges cost together. The bound (dual decomposition): each block decides for itself, the flow
 * decides for itself, and prices (theta) on the edges of a block's slots move till both decide alike. Whatever the
 * prices are,
 *
 *     best flow of (gain - sum of theta) + sum over blocks of best (theta + theta - cost)
 *
 * is not below the value of any plan; where all decide alike it is that plan's value. What the thetas cannot settle is
 * settled by branching: edges fixed as chosen or as not.
 */
#ifndef SEARCH_H
#define SEARCH_H
#include "solve.h"

enum { GRAIN = 16 }; /* theta moves by 1/16 of a point */

/* Two slots, x of the lower need; two slots of one need always make one, as an edge counts once for a need. */
typedef struct block {
        int32_t x, y;    /* slots */
        int32_t penalty; /* points, for offers of two parties */
        bool is_same;    /* slots of one need: the same edge twice is worth nothing more */
        size_t tx, ty;   /* where the thetas of their edges begin */
        int32_t ex, ey;  /* what it would choose: edges, -1: none */
} block;

/* Slots stand where needs stand in the net. In points: best_value, penalties, block_cost; in grains (1/GRAIN of a
 * point): thetas, the net's gains, bounds. */
typedef struct search {
        const ch_plan_task *task; /* of slots */
        const int32_t *origin;    /* per edge of that task: the edge it stands for */
        net *n;
        block *blocks;
        size_t blocks_len;
        int32_t *first_of; /* per slot, and one more: its blocks in list_of */
        int32_t *list_of;
        int64_t *theta;
        size_t thetas;
        int8_t *fixed;   /* per edge: 1 it must be chosen, -1 it must not, -2 as its slot's other is fixed */
        int32_t *must;   /* per slot: the edge that is fixed as chosen, -1: none */
        int32_t *chosen; /* per slot: an edge, -1: none */
        int32_t *load;   /* per offer, of what is chosen */
        int32_t *flow;   /* per group, of what is chosen */
        int32_t *best;   /* per slot */
        int64_t best_value;
        bool has_best;
        int64_t *room;
        ch_arena *turn; /* of one flow */
        watch *watch;
} search;

/* Slots and blocks of a task, nothing chosen, all thetas 0. False: no memory, or too many blocks. */
bool search_make(search *s, const ch_plan_task *task, watch *w, ch_arena *arena);
/* What two edges of a block cost together; an edge may be -1. In points. */
int64_t block_cost(const search *s, const block *b, int32_t ex, int32_t ey);
/* Of an edge of the net; never -1. */
static inline int64_t
score_of(const search *s, int32_t edge)
{
        return s->task->edges[s->n->id[edge]].score;
}

/* What one flow found at the present thetas and fixed edges. TURN_IMPOSSIBLE: no plan keeps floors and what is fixed.
 */
typedef enum turn_end { TURN_DONE, TURN_STOPPED, TURN_IMPOSSIBLE } turn_end;
/* *bound: in grains, of all plans that keep what is fixed; written when done. chosen: the flow's; ex, ey: the blocks'.
 */
turn_end search_turn(search *s, int64_t *bound);
/* Moves the thetas by so many grains towards agreement: up where the flow chose and the block did not, down where the
 * block did and the flow not (a subgradient step). */
void search_move(search *s, int64_t step);
/* How many choices of blocks and flow differ. */
int64_t search_disagreement(const search *s);

/* Changes single slots of chosen while that helps, and keeps the best plan seen so far in best. */
void search_climb(search *s);

/* All of it: branch and bound, till proved or stopped. *bound in points. False: no plan meets the floors. */
bool search_run(search *s, int64_t *bound);
#endif

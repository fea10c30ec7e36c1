/* net.h – a task as the solvers see it: the allowed edges by need, what is chosen of them, and prices.
 *
 * The chosen edges are a flow: root -> groups -> needs -> offers -> root. An edge's gain starts as its score; the
 * search for plans with overlaps changes it, also below zero. Edges here are numbered anew: those that are excluded, or
 * whose need or offer has no place at all, are left out; id leads back.
 *
 * What the solvers leave, all in units of 1/scale:
 *
 *     an edge not used    gain - price <= worth       an edge used     gain - price >= worth
 *
 * so that every choice is the best at these prices, which is what net_bound proves without trusting them.
 */
#ifndef NET_H
#define NET_H
#include "watch.h"

/* Everything lives in the arena of net_new; nothing outside writes to it but the solvers and, gains, the search. */
typedef struct net {
        int32_t needs, offers, edges, groups;
        /* the task */
        int32_t *first;    /* per need, and one more: where its edges begin */
        int32_t *to;       /* per edge: offer */
        int32_t *from;     /* per edge: need */
        int32_t *id;       /* per edge: index in the task */
        int64_t *gain;     /* per edge */
        int32_t *limit;    /* per need */
        int32_t *group;    /* per need, -1: none */
        int32_t *capacity; /* per offer */
        int32_t *parent;   /* per group, -1: none */
        int32_t *floor;    /* per group */
        /* what is chosen */
        bool *used;      /* per edge */
        int32_t *served; /* per need: used edges */
        int32_t *load;   /* per offer: used edges */
        int32_t *head;   /* per offer: one of its used edges, -1: none */
        int32_t *next;   /* per used edge: another of the same offer, -1: none */
        int32_t *back;   /* per used edge: the one before, -1: it is the head */
        int32_t *flow;   /* per group: served needs in it and in the groups inside */
        /* prices, in units of 1/scale of a score */
        int64_t scale;
        int64_t *price; /* per offer: what a place costs; 0 where places are left */
        int64_t *worth; /* per need: what one more place would bring it at these prices */
        int64_t *bonus; /* per group: what the floors in force around its needs add to serving one */
        bool is_clear;  /* nothing was chosen since it was made or cleared */
        watch *watch;
} net;

typedef struct net_size {
        int32_t needs, offers, groups, edges;
} net_size;

/* NULL: the arena is full. Nothing is chosen yet; the first one's task is still to be written (its arrays are zeros).
 */
net *net_new(const net_size *size, watch *w, ch_arena *arena);
net *net_make(const ch_plan_task *task, watch *w, ch_arena *arena);
/* Nothing chosen, all prices 0. */
void net_clear(net *n);
/* Choose an edge that is not chosen, and give one up that is. Limits and capacities are not asked. Costs the groups
 * around its need. */
void net_use(net *n, int32_t edge);
void net_release(net *n, int32_t edge);
/* Of what is chosen, in gains. Walks all edges. */
int64_t net_score(const net *n);

/* The Lagrangean bound: no choice is worth more than this, whatever the prices are (weak duality). In gains, rounded
 * down. room: as many as the need with most edges has. O(edges), sorted where a limit is above 1. */
int64_t net_bound(const net *n, int64_t *room);

/* All of these leave a choice that keeps limits and capacities, and prices for net_bound. False: stopped before the
 * choice was proved best, or, for the auction, given up because paths are quicker; the auction then has chosen nothing.
 * Floors are not asked. The arena holds what they work in. */

/* For limits of 1 and gains not below 0: Bertsekas' auction, exact as scale is the number of needs + 1. */
bool net_auction(net *n, ch_arena *arena);
/* Successive shortest paths, need by need. */
bool net_paths(net *n, ch_arena *arena);
/* The same with the sides exchanged, offer by offer: quicker where there are fewer places than asked for. */
bool net_paths_mirrored(net *n, ch_arena *arena);

/* All floors met; time or memory ended; proved that they cannot be met. */
typedef enum floor_end { FLOORS_MET, FLOORS_STOPPED, FLOORS_IMPOSSIBLE } floor_end;
/* Changes the choice of net_paths, and the prices, till every floor is met at the least loss. */
floor_end net_floors(net *n, ch_arena *arena);
#endif

/* net.h – a task as the solvers see it: the allowed edges by need, what is chosen of them, and prices.
 *
 * The chosen edges are a flow: root -> groups -> needs -> offers -> root. An edge's gain starts as its score; the
 * search for plans with overlaps changes it, also below zero.
 */
#ifndef NET_H
#define NET_H
#include "watch.h"

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

/* NULL: the arena is full. Nothing is chosen yet; the first one's task is still to be written. */
net *net_new(const net_size *size, watch *w, ch_arena *arena);
net *net_make(const ch_plan_task *task, watch *w, ch_arena *arena);
/* Nothing chosen, all prices 0. */
void net_clear(net *n);
void net_use(net *n, int32_t edge);
void net_release(net *n, int32_t edge);
int64_t net_score(const net *n); /* of what is chosen, in gains */

/* The Lagrangean bound: no choice is worth more than this, whatever the prices are (weak duality). */
int64_t net_bound(const net *n, int64_t *room); /* room: as many as the need with most edges has */

/* All of these leave a choice that keeps limits and capacities, and prices for net_bound. False: stopped before the
 * choice was proved best, or, for the auction, given up because paths are quicker. */
bool net_auction(net *n, ch_arena *arena);        /* limits of 1, gains not below 0, floors not asked */
bool net_paths(net *n, ch_arena *arena);          /* floors not asked */
bool net_paths_mirrored(net *n, ch_arena *arena); /* the same: quicker where there are fewer places than asked for */

typedef enum floor_end { FLOORS_MET, FLOORS_STOPPED, FLOORS_IMPOSSIBLE } floor_end;
/* After net_paths. */
floor_end net_floors(net *n, ch_arena *arena);
#endif

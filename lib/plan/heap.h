/* heap.h – the nodes still to be looked at by a search for shortest paths, nearest first; of equals the lower number,
 * so that the same task takes the same way. */
#ifndef HEAP_H
#define HEAP_H
#include <ch/base/arena.h>
#include <stdint.h>

/* Four children a node: below nodes[0] stand nodes[1] to nodes[4]. In the arena, as large as there are nodes; whoever
 * reads key[i] asks place[i] before. */
typedef struct heap {
        int32_t *nodes;
        /* Per node: 1 + where it stands; 0: it does not. */
        int32_t *place;
        /* Per node: its distance; of one that has been taken out, the last it had. */
        int64_t *key;
        /* Nodes that are in. */
        int32_t len;
} heap;

/* For nodes 0..nodes-1. False: the arena is full. */
bool heap_make(heap *h, int32_t nodes, ch_arena *arena);
/* Adds the node, or brings it nearer: key must not be above the one that it has there. O(log nodes). */
void heap_put(heap *h, int32_t node, int64_t key);
/* The nearest node, taken out; -1: none is left. */
int32_t heap_take(heap *h);
/* Forgets all nodes; costs as many as are left. */
void heap_empty(heap *h);
#endif

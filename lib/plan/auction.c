/* The auction (Bertsekas): a need without a place bids for its best offer by as much as the next best is worse, and one
 * more. Gains are multiplied by the number of needs + 1, so that "one more" for each need stays below one point: the
 * result is exact. Where places are scarce prices rise by small steps for long; then it gives up.
 */
#include "net.h"

typedef struct bid {
        int64_t at;
        int32_t edge;
} bid;

typedef struct auction {
        net *n;
        bid *bids;      /* per offer a heap of the bids that hold its places, lowest first */
        int32_t *start; /* per offer, and one more: its heap in bids */
        int32_t *count; /* per offer: places taken */
} auction;

static bool
start_heaps(auction *a, ch_arena *arena)
{
        const net *n = a->n;
        int32_t sum = 0;

        a->start = CH_NEW_N(arena, int32_t, (size_t)n->offers + 1);
        a->count = CH_NEW_N(arena, int32_t, (size_t)n->offers);
        if (!a->start || !a->count)
                return false;
        for (int32_t e = 0; e < n->edges; e++)
                a->start[n->to[e]]++;
        for (int32_t j = 0; j <= n->offers; j++) {
                int32_t degree = j < n->offers ? a->start[j] : 0;

                a->start[j] = sum;
                sum += j < n->offers && n->capacity[j] < degree ? n->capacity[j] : degree;
        }
        a->bids = CH_NEW_N(arena, bid, (size_t)sum);
        return a->bids;
}

static void
sift_up(bid *heap, int32_t at, bid b)
{
        for (; at > 0 && heap[(at - 1) / 2].at > b.at; at = (at - 1) / 2)
                heap[at] = heap[(at - 1) / 2];
        heap[at] = b;
}

static void
sift_down(bid *heap, int32_t len, bid b)
{
        int32_t at = 0;

        for (int32_t child = 1; child < len; child = 2 * at + 1) {
                if (child + 1 < len && heap[child + 1].at < heap[child].at)
                        child++;
                if (heap[child].at >= b.at)
                        break;
                heap[at] = heap[child];
                at = child;
        }
        heap[at] = b;
}

/* Returns the need that loses its place, or -1. Where degree is below capacity the price stays 0. */
static int32_t
place_bid(auction *a, bid b)
{
        net *n = a->n;
        int32_t offer = n->to[b.edge], loser = -1;
        bid *heap = &a->bids[a->start[offer]];

        if (a->count[offer] < n->capacity[offer]) {
                sift_up(heap, a->count[offer]++, b);
        } else {
                loser = n->from[heap[0].edge];
                sift_down(heap, n->capacity[offer], b);
        }
        if (a->count[offer] == n->capacity[offer])
                n->price[offer] = heap[0].at;
        return loser;
}

/* False: nothing is worth its price any more. */
static bool
make_bid(const net *n, int32_t need, bid *out)
{
        int64_t best = -1, second = 0;
        int32_t edge = -1;

        for (int32_t e = n->first[need]; e < n->first[need + 1]; e++) {
                int64_t left = n->gain[e] * n->scale - n->price[n->to[e]];

                if (left > best) {
                        second = best > second ? best : second;
                        best = left;
                        edge = e;
                } else if (left > second) {
                        second = left;
                }
        }
        if (edge < 0)
                return false;
        *out = (bid) { n->price[n->to[edge]] + best - second + 1, edge };
        return true;
}

static void
take_over(const auction *a)
{
        for (int32_t j = 0; j < a->n->offers; j++)
                for (int32_t k = 0; k < a->count[j]; k++)
                        net_use(a->n, a->bids[a->start[j] + k].edge);
}

enum { PASSES = 8 }; /* over all edges, till paths are quicker; ample tasks take two or three */

bool
net_auction(net *n, ch_arena *arena)
{
        auction a = { .n = n };
        int64_t left = PASSES * (int64_t)n->edges;
        bid b;

        net_clear(n);
        if (!start_heaps(&a, arena))
                return false;
        n->is_clear = false;
        n->scale = n->needs + 1;
        for (int32_t i = 0; i < n->needs; i++)
                for (int32_t need = i; need >= 0 && make_bid(n, need, &b);) {
                        int32_t edges = n->first[need + 1] - n->first[need];

                        left -= edges;
                        if (left < 0 || watch_passes(n->watch, (uint64_t)edges)) {
                                net_clear(n);
                                return false;
                        }
                        need = place_bid(&a, b);
                }
        take_over(&a);
        return true;
}

#include "heap.h"

enum { ARITY = 4 };

bool
heap_make(heap *h, int32_t nodes, ch_arena *arena)
{
        h->nodes = CH_NEW_N(arena, int32_t, (size_t)nodes);
        h->place = CH_NEW_N(arena, int32_t, (size_t)nodes);
        h->key = CH_NEW_N(arena, int64_t, (size_t)nodes);
        h->len = 0;
        return h->nodes && h->place && h->key;
}

static bool
is_nearer(const heap *h, int32_t a, int32_t b)
{
        return h->key[a] < h->key[b] || (h->key[a] == h->key[b] && a < b);
}

static void
set(heap *h, int32_t at, int32_t node)
{
        h->nodes[at] = node;
        h->place[node] = at + 1;
}

void
heap_put(heap *h, int32_t node, int64_t key)
{
        int32_t at = h->place[node] ? h->place[node] - 1 : h->len++;

        h->key[node] = key;
        for (int32_t up; at > 0 && is_nearer(h, node, h->nodes[up = (at - 1) / ARITY]); at = up)
                set(h, at, h->nodes[up]);
        set(h, at, node);
}

static int32_t
nearest_child(const heap *h, int32_t at)
{
        int32_t first = ARITY * at + 1, best = first;

        for (int32_t c = first + 1; c < first + ARITY && c < h->len; c++)
                if (is_nearer(h, h->nodes[c], h->nodes[best]))
                        best = c;
        return best;
}

int32_t
heap_take(heap *h)
{
        int32_t top, last, at = 0;

        if (!h->len)
                return -1;
        top = h->nodes[0];
        last = h->nodes[--h->len];
        h->place[top] = 0;
        if (!h->len)
                return top;
        while (ARITY * at + 1 < h->len) {
                int32_t child = nearest_child(h, at);

                if (!is_nearer(h, h->nodes[child], last))
                        break;
                set(h, at, h->nodes[child]);
                at = child;
        }
        set(h, at, last);
        return top;
}

void
heap_empty(heap *h)
{
        for (int32_t i = 0; i < h->len; i++)
                h->place[h->nodes[i]] = 0;
        h->len = 0;
}

#include "order.h"
#include "halves.h"
#include <stdlib.h>
#include <string.h>

enum { FEW = 12 };

typedef struct sorting {
        int (*compare)(const void *a, const void *b, const void *arg);
        const void *arg;
        keyed *spare;
} sorting;

uint64_t
keyed_prefix(ch_str s, size_t from)
{
        uint64_t key = 0;

        for (size_t i = from; i < from + sizeof key; i++)
                key = key << 8 | (i < s.len ? (unsigned char)s.p[i] : 0);
        return key;
}

static bool
is_behind(const sorting *s, const keyed *a, const keyed *b)
{
        return a->key != b->key ? a->key > b->key : s->compare(a->of, b->of, s->arg) > 0;
}

static void
sort_few(const sorting *s, keyed *v, size_t n)
{
        for (size_t i = 1; i < n; i++) {
                keyed one = v[i];
                size_t at = i;

                for (; at && is_behind(s, &v[at - 1], &one); at--)
                        v[at] = v[at - 1];
                v[at] = one;
        }
}

/* The lower half waits aside while both come together in place. */
static void
merge(const sorting *s, keyed *v, size_t half, size_t n)
{
        size_t low = 0, high = half, at = 0;

        if (!is_behind(s, &v[half - 1], &v[half]))
                return;
        memcpy(s->spare, v, half * sizeof *v);
        while (low < half && high < n)
                v[at++] = is_behind(s, &s->spare[low], &v[high]) ? v[high++] : s->spare[low++];
        memcpy(v + at, s->spare + low, (half - low) * sizeof *v);
}

static void
sort_many(const sorting *s, keyed *v, size_t n)
{
        size_t half = n / 2;

        if (n <= FEW) {
                sort_few(s, v, n);
                return;
        }
        sort_many(s, v, half);
        sort_many(s, v + half, n - half);
        merge(s, v, half, n);
}

typedef struct whole {
        sorting s;
        keyed *v;
} whole;

/* What waits aside takes half as much room as what is sorted. */
static void
sort_range(void *arg, size_t from, size_t to)
{
        const whole *w = arg;
        sorting s = w->s;

        if (s.spare)
                s.spare += from / 2;
        sort_many(&s, w->v + from, to - from);
}

bool
keyed_sort(keyed *v, size_t n, int (*compare)(const void *a, const void *b, const void *arg), const void *arg)
{
        whole w = { { compare, arg, n > FEW ? malloc(n / 2 * sizeof *v) : NULL }, v };

        if (n > FEW && !w.s.spare)
                return false;
        halves(n, HALVES_FROM, sort_range, &w);
        if (n >= HALVES_FROM)
                merge(&w.s, v, n / 2, n);
        free(w.s.spare);
        return true;
}

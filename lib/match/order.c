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

/* ---- very many: by the bytes of their keys, lowest first, which leaves what is equal as it stood -------------------
 */

enum { BYTES = 8, VALUES = 256, RADIX_FROM = 1 << 12 };

/* Where each value of the byte begins. False: all have the same. */
static bool
place_values(uint32_t *count, size_t n)
{
        uint32_t sum = 0;

        for (size_t i = 0; i < VALUES; i++) {
                uint32_t one = count[i];

                if (one == n)
                        return false;
                count[i] = sum;
                sum += one;
        }
        return true;
}

static void
sort_bytes(const sorting *s, keyed *v, size_t n)
{
        uint32_t count[BYTES][VALUES] = { 0 };
        keyed *from = v, *to = s->spare;

        for (size_t i = 0; i < n; i++)
                for (size_t b = 0; b < BYTES; b++)
                        count[b][v[i].key >> 8 * b & (VALUES - 1)]++;
        for (size_t b = 0; b < BYTES; b++) {
                keyed *done = from;

                if (!place_values(count[b], n))
                        continue;
                for (size_t i = 0; i < n; i++)
                        to[count[b][from[i].key >> 8 * b & (VALUES - 1)]++] = from[i];
                from = to;
                to = done;
        }
        if (from != v)
                memcpy(v, from, n * sizeof *v);
}

/* What has the same key, among itself. */
static void
sort_equals(const sorting *s, keyed *v, size_t n)
{
        for (size_t i = 0, same; i < n; i += same) {
                for (same = 1; i + same < n && v[i + same].key == v[i].key; same++)
                        ;
                if (same > 1)
                        sort_many(s, v + i, same);
        }
}

typedef struct whole {
        sorting s;
        keyed *v;
} whole;

static void
sort_range(void *arg, size_t from, size_t to)
{
        const whole *w = arg;
        sorting s = w->s;
        size_t n = to - from;

        if (s.spare)
                s.spare += from;
        if (n < RADIX_FROM || n > UINT32_MAX) {
                sort_many(&s, w->v + from, n);
        } else {
                sort_bytes(&s, w->v + from, n);
                sort_equals(&s, w->v + from, n);
        }
}

bool
keyed_sort(keyed *v, size_t n, int (*compare)(const void *a, const void *b, const void *arg), const void *arg)
{
        whole w = { { compare, arg, n > FEW ? malloc(n * sizeof *v) : NULL }, v };

        if (n > FEW && !w.s.spare)
                return false;
        halves(n, HALVES_FROM, sort_range, &w);
        if (n >= HALVES_FROM)
                merge(&w.s, v, n / 2, n);
        free(w.s.spare);
        return true;
}

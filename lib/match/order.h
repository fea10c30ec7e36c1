/* order.h – sorting by the first bytes of a key, which decide nearly always, without a look at what is sorted. Inside
 * the room. */
#ifndef CH_MATCH_ORDER_H
#define CH_MATCH_ORDER_H
#include <ch/base/str.h>

typedef struct keyed {
        /* Order of keys = order of what they stand for, but for equal ones. */
        uint64_t key;
        const void *of;
} keyed;

/* The first eight bytes of s from there on, so that their order is the order of the texts: what all begin with is
 * passed over. Where s ends, zeros. */
uint64_t keyed_prefix(ch_str s, size_t from);
/* Equal keys by compare, which gets `of` of two and arg, then as they stood. Very many are sorted by the bytes of their
 * keys, and by two threads: compare must bear that. False: no memory, and no order. */
bool keyed_sort(keyed *v, size_t n, int (*compare)(const void *a, const void *b, const void *arg), const void *arg);
#endif

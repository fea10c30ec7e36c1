/* order.h – sorting by the first bytes of a key, which decide nearly always, without a look at what is sorted. Inside
 * the room. */
#ifndef CH_MATCH_ORDER_H
#define CH_MATCH_ORDER_H
#include <ch/base/str.h>

typedef struct keyed {
        uint64_t key; /* order of keys = order of what they stand for, but for equal ones */
        const void *of;
} keyed;

/* The first eight bytes of s from there on, so that their order is the order of the texts. */
uint64_t keyed_prefix(ch_str s, size_t from);
/* Equal keys by compare, then as they stood. False: no memory, and no order. */
bool keyed_sort(keyed *v, size_t n, int (*compare)(const void *a, const void *b, const void *arg), const void *arg);
#endif

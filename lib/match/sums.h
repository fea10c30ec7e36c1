/* sums.h – the bounds of one need over all sheets, bit by bit in planes. Inside the room.
 *
 * Who wants the best asks sums_at_least for the slots that may still come in, looks at these from closer by
 * (sums_closer), then scores what is left. A sheet takes 512 bytes for pass and for each plane, some ten kilobytes, of
 * the arena of sums_make. A sums is one call's and one thread's.
 */
#ifndef CH_MATCH_SUMS_H
#define CH_MATCH_SUMS_H
#include "bound.h"
#include "scan.h"

/* pass: the slots that count; planes: their sums, plain: the part of these that likeness has none in (kernel.h).
 * Whoever has dealt with a slot may clear its bit in pass. */
typedef struct pile { /* a sheet of which some slots count */
        const sheet *sheet;
        size_t no; /* of the sheet */
        uint64_t *pass, *planes, *plain;
} pile;

typedef struct spot { /* a slot of a pile */
        const pile *from;
        size_t slot;
} spot;

/* Sheets without a slot that counts have no pile. */
typedef struct sums {
        const kernel *kernel;
        bound *bound;
        const uint64_t *among; /* NULL: who counts is said by the bound */
        pile *v;
        size_t len;
} sums;

/* CH_INVALID: this need is not for sums (bound_make); CH_TOO_LARGE: the arena is full. */
CH_MUST_CHECK ch_status sums_make(const asking *a, ch_arena *arena, sums *out);
/* Of these slots, ROW_WORDS of each sheet, and of any offer in them, refused or not. */
CH_MUST_CHECK ch_status sums_make_among(const asking *a, const uint64_t *among, ch_arena *arena, sums *out);
/* Units above the base: the bound is bound->base + UNIT x this. The slot is one of pass. */
uint32_t sum_at(const sums *s, const pile *from, size_t slot);
/* Of n of them from closer by: likeness by the offers' gists instead of the rows. Rounding apart it is never more. */
void sums_closer(const sums *s, const scan *by, const spot *spots, size_t n, uint32_t *out);
/* Slots of a pile whose bound is at least so many points; out: ROW_WORDS. */
void sums_at_least(const sums *s, const pile *from, int32_t points, uint64_t *out);
#endif

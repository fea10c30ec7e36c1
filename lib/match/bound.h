/* bound.h – for one need: what an offer's score cannot exceed, as weighted rows of the sheets. Inside the room.
 *
 * An upper bound of scan_score in every case, as near as whole offers allow: of the topics, words, kinds of help and
 * domains the best of all parts together, of provider, region and language the fit itself, of what the rows do not say
 * (stems, dates, load) the most there can be. Slots that the rows show to be refused by a hard rule do not count;
 * others may still be refused. What likeness has no part in is known by itself, too.
 *
 *      bound of a slot = base + UNIT x sum of the weights of the groups of which the slot has any row
 *
 * A group's points are rounded up to units, so that the sum is never below the score. What follows from whose offer it
 * is are groups too, one for each bit of what a fit is worth: a provider of 700 where a State has 200, weight 30, is
 * worth 15,000 points or 469 units more, so that it has the groups of 256, 128, 64, 16, 4 and 1.
 */
#ifndef CH_MATCH_BOUND_H
#define CH_MATCH_BOUND_H
#include "choice.h"
#include "pair.h"

enum { UNIT = 32 }; /* points that one of a sum stands for */

/* A stretch of bound.rows. */
typedef struct bound_group { /* rows whose union has a weight */
        uint32_t first, len; /* in rows */
        uint32_t weight;     /* units; 0: of those that only let through */
} bound_group;

/* Borrows the frame; rows live in the arena it was made in. Read by any thread afterwards. */
typedef struct bound {
        const frame *frame;
        int32_t base, plain_base; /* points of every offer; of these, those that likeness has no part in */
        uint16_t *rows;
        size_t rows_len;
        bound_group groups[GROUPS_MAX];
        size_t len;
        bound_group one_of[2]; /* who counts, as in sheet_sum */
        /* What follows from whose offer it is: values of those who do not count, and of groups of its own with their
         * weights in units; chosen_most: of all that one party has. */
        choice by_party;
        uint16_t barred, chosen[CHOSEN_MAX];
        uint32_t chosen_weights[CHOSEN_MAX], chosen_most;
        size_t chosen_len;
        /* Of the whole; and how the groups that likeness has no part in are summed, and the others. The chosen ones
         * have the first numbers. */
        size_t planes;
        tally_plan plain, like;
} bound;

/* False: the need has more to it than a sum takes (GROUPS_MAX, INPUTS_MAX, PLANES_MAX), or the arena is full: ask it.
 * The rows of all regions, parties and topics are gone through, no offer is. */
bool bound_make(const asking *a, ch_arena *arena, bound *out);
/* The same of any offer, whomever it is for and whoever has ruled out whom: one_of[0] is empty and nobody barred, who
 * counts is somebody else's to say. */
bool bound_make_open(const asking *a, ch_arena *arena, bound *out);
/* Of that what follows from whose offer it is, but for the base; is_open: nobody is barred. False as above. */
bool bound_put_parties(const asking *a, bool is_open, ch_arena *arena, bound *out);
/* Of one slot, the plain way; -1: it does not count. For tests of the sums; of a bound that was not made open. */
int32_t bound_of(const bound *b, const sheet *s, size_t slot);
#endif

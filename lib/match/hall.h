/* hall.h – the offers of one request's list, on their seats. Inside the room.
 *
 * interleave.c seats all and fills the places; lead.c seats only those that may come to one of the first places. A
 * place goes to the seat that is worth most there:
 *
 *      worth = alone + gain
 *      alone = best score x FULL + LIST_OTHER_NEEDS x mean of the scores for the other needs
 *      gain  = LIST_COVERAGE x mean over the needs of what the score adds to what the places above give the need
 *
 * The first LIST_LEAD places are filled so; the rest follow by what they are worth alone. Equal ones by reference.
 */
#ifndef CH_MATCH_HALL_H
#define CH_MATCH_HALL_H
#include "pair.h"
#include "policy.h"
#include "scan.h"

/* One offer. */
typedef struct seat {
        const entry *offer;
        /* Per need; refused: 0. */
        int32_t *scores;
        /* hall_alone of the scores. */
        int64_t alone;
        /* It is placed for: where it adds most, of those that it serves nearly as well as its best (LIST_NEARLY). */
        size_t need;
        bool is_placed;
} seat;

/* One call's; everything lives in its arena. */
typedef struct hall {
        const ch_catalog *cat;
        const ch_rank_query *q;
        const ch_request *request;
        ch_arena *arena;
        asking *needs;
        /* Of each need. */
        scan **scans;
        size_t needs_len;
        /* Those at the front are placed, in order. */
        seat *v;
        size_t len;
        /* Best score a need has from the places filled. */
        int32_t covered[CH_NEEDS_MAX];
} hall;

/* What scores are worth by themselves, and what they add to needs that have so much already. Neither falls when a score
 * rises: bounds in their place give bounds. needs is 1 or more for the first. */
int64_t hall_alone(const int32_t *scores, size_t needs);
int64_t hall_gain(const int32_t *scores, const int32_t *covered, size_t needs);
/* Gives it a seat when at least one need passes every rule. */
CH_MUST_CHECK ch_status hall_seat(hall *h, const entry *e);
/* All seats by what they are worth alone, none placed. */
void hall_sort(hall *h);
/* Fills the place, the next behind those filled, with the seat that is worth most there, and returns its worth. O(seats
 * x needs). */
int64_t hall_fill(hall *h, size_t at);
/* Seats those, and fills the places, that the first places of the list are about; CH_INVALID: all must be seated. */
CH_MUST_CHECK ch_status hall_lead(hall *h);
#endif

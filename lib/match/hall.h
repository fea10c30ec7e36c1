/* hall.h – the offers of one request's list, on their seats. Inside the room.
 *
 * interleave.c seats all and fills the places; lead.c seats only those that may come to one of the first places.
 */
#ifndef CH_MATCH_HALL_H
#define CH_MATCH_HALL_H
#include "pair.h"
#include "policy.h"
#include "scan.h"

typedef struct seat { /* one offer */
        const entry *offer;
        int32_t *scores; /* per need; refused: 0 */
        int64_t alone;
        size_t need; /* it is placed for */
        bool is_placed;
} seat;

typedef struct hall {
        const ch_catalog *cat;
        const ch_rank_query *q;
        const ch_request *request;
        ch_arena *arena;
        asking *needs;
        scan **scans; /* of each need */
        size_t needs_len;
        seat *v;
        size_t len;
        int32_t covered[CH_NEEDS_MAX]; /* best score a need has from the places filled */
} hall;

/* What scores are worth by themselves, and at most with what they add to needs that have so much already. */
int64_t hall_alone(const int32_t *scores, size_t needs);
int64_t hall_gain(const int32_t *scores, const int32_t *covered, size_t needs);
/* Gives it a seat when at least one need passes every rule. */
CH_MUST_CHECK ch_status hall_seat(hall *h, const entry *e);
void hall_sort(hall *h);
/* Fills the place with the seat that is worth most there, and returns its worth. */
int64_t hall_fill(hall *h, size_t at);
/* Seats those, and fills the places, that the first places of the list are about; CH_INVALID: all must be seated. */
CH_MUST_CHECK ch_status hall_lead(hall *h);
#endif

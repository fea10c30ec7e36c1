/* tally.h – meanings and words of offers that come or go, counted: the steps from one state of the statistics to the
 * next. Inside the room.
 *
 * Counted where the offers are read, by as many threads as read, each its own; what they counted is then added up. Any
 * order gives the same.
 */
#ifndef CH_MATCH_TALLY_H
#define CH_MATCH_TALLY_H
#include "card.h"

typedef struct tally_step { /* so many more listed offers have it, or fewer */
        uint32_t stem;
        int32_t by;
        uint32_t met; /* the last offer that had it, counted from 1; 0: the place is empty */
} tally_step;

typedef struct tally {
        tally_step *v;   /* by stem, open addressing; once settled, from the front */
        size_t len, cap; /* cap: 0 or a power of two; once settled, len */
        bool is_settled;
        uint32_t offer; /* the one being counted */
        int32_t offers; /* listed */
        int32_t having[MEANINGS_MAX];
        uint32_t met[MEANINGS_MAX]; /* the last offer that had it */
} tally;

/* NULL: no memory. */
tally *tally_new(void);
void tally_free(tally *t); /* NULL is fine */
/* An offer that comes (by 1) or goes (by -1); not listed, it does not count. False: no memory. */
bool tally_add(tally *t, const card *c, int32_t by);
/* All that a settled one has counted. False: no memory. */
bool tally_merge(tally *t, const tally *from);
/* In no more memory than it takes; nothing can be added any more. */
void tally_settle(tally *t);
/* Settled, and in order of the stems. */
void tally_sort(tally *t);
#endif

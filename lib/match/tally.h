/* tally.h – meanings and words of offers that come or go, counted: the steps from one state of the statistics to the
 * next. Inside the room.
 *
 * Counted where the offers are read, by as many threads as read, each its own; what they counted is then added up. Any
 * order gives the same.
 */
#ifndef CH_MATCH_TALLY_H
#define CH_MATCH_TALLY_H
#include "card.h"

/* So many more listed offers have it, or fewer. */
typedef struct tally_step {
        uint32_t stem;
        int32_t by;
        /* The last offer that had it, counted from 1, so that an offer counts once; 0: the place is empty. */
        uint32_t met;
} tally_step;

/* The same of a stem that has a number in the book. */
typedef struct tally_count {
        int32_t by;
        uint32_t met;
} tally_count;

/* One thread at a time. A tally is counted, then settled, then merged into another or sorted for the statistics. */
typedef struct tally {
        const book *stems;
        /* By number, STEM_NUMBERS of them; NULL: all stand in v. Gone once it is settled. */
        tally_count *numbered;
        /* The other stems, open addressing; once settled, all of them, from the front. */
        tally_step *v;
        /* cap: 0 or a power of two; once settled, len. */
        size_t len, cap;
        bool is_settled;
        /* The one being counted; how many listed ones more or fewer there are. */
        uint32_t offer;
        int32_t offers;
        int32_t having[MEANINGS_MAX];
        /* The last offer that had it. */
        uint32_t met[MEANINGS_MAX];
} tally;

/* NULL: no memory. Of many: 512 KiB more, all of which settling reads; worth it for hundreds of offers. */
tally *tally_new(const book *stems);
tally *tally_of_many(const book *stems);
void tally_free(tally *t); /* NULL is fine */
/* An offer that comes (by 1) or goes (by -1); not listed, it does not count. False: no memory. */
bool tally_add(tally *t, const card *c, int32_t by);
/* All that a settled one has counted, into one that is not. False: no memory. */
bool tally_merge(tally *t, const tally *from);
/* In no more memory than it takes; nothing can be added any more. Without memory for that it stays as it is. */
void tally_settle(tally *t);
/* Settled, and in order of the stems. False: no memory. */
CH_MUST_CHECK bool tally_sort(tally *t);
#endif

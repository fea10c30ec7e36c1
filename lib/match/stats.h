/* stats.h – how often a meaning or a word stands in listed offers: the specificity behind every weight. Inside the
 * room.
 *
 * A function of the listed offers alone, in whole numbers, whatever the order or the batches in which they came; frozen
 * per catalogue. The next one is made from what goes and what comes; pages of words without change are shared.
 *
 * Rarity is the inverse document frequency, smoothed so that what no offer has is not infinitely rare:
 *
 *      rarity = 256 x log2(1 + (offers + 1) / (having + 1/2)), rounded down
 *
 * Of 1,000 offers: in all 256 (one bit), in 100 884, in one 2,402, in none 2,807.
 */
#ifndef CH_MATCH_STATS_H
#define CH_MATCH_STATS_H
#include "tally.h"

enum { STEM_PAGES = 1024 };

typedef struct stem_count {
        uint32_t stem;
        uint32_t having; /* listed offers, never 0 */
} stem_count;

/* All stems with the same highest ten bits, sorted. */
typedef struct stem_page {
        atomic_size_t refs;
        size_t len;
        stem_count v[];
} stem_page;

typedef struct stats {
        atomic_size_t refs;
        /* Listed ones. */
        uint32_t offers;
        /* By meaning: how many of them have it in any part, and its rarity. */
        uint32_t having[MEANINGS_MAX];
        uint16_t rare[MEANINGS_MAX];
        /* NULL: none. Their rarity is reckoned when it is asked for. */
        stem_page *stems[STEM_PAGES];
} stats;

/* From the one before (NULL: of no offers) and what has changed in the table of offers, which is sorted. NULL: no
 * memory. */
stats *stats_apply(const stats *old, tally *t);
stats *stats_acquire(stats *s);
void stats_release(stats *s);
/* Rarity of a word; one that no offer has is the rarest. A binary search in its page. */
uint16_t stats_stem(const stats *s, uint32_t stem);
#endif

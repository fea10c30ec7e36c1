/* stats.h – how often a meaning or a word stands in listed offers: the specificity behind every weight. Inside the
 * room.
 *
 * A function of the listed offers alone, in whole numbers, whatever the order or the batches in which they came; frozen
 * per catalogue. The next one is made from what goes and what comes; pages of words without change are shared.
 */
#ifndef CH_MATCH_STATS_H
#define CH_MATCH_STATS_H
#include "tally.h"

enum { STEM_PAGES = 1024 };

typedef struct stem_count {
        uint32_t stem;
        uint32_t having; /* listed offers, never 0 */
} stem_count;

typedef struct stem_page { /* all stems with the same highest bits, sorted */
        atomic_size_t refs;
        size_t len;
        stem_count v[];
} stem_page;

typedef struct stats {
        atomic_size_t refs;
        uint32_t offers; /* listed */
        uint32_t having[MEANINGS_MAX];
        uint16_t rare[MEANINGS_MAX];  /* log2(1 + offers / those that have it), in 1/256 */
        stem_page *stems[STEM_PAGES]; /* NULL: none */
} stats;

/* From the one before (NULL: of no offers) and what has changed in the table of offers, which is sorted. NULL: no
 * memory. */
stats *stats_apply(const stats *old, tally *t);
stats *stats_acquire(stats *s);
void stats_release(stats *s);
/* Rarity of a word; one that no offer has is the rarest. */
uint16_t stats_stem(const stats *s, uint32_t stem);
#endif

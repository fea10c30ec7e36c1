/* stats.h – how often a meaning or a word stands in listed offers: the specificity behind every weight. Inside the
 * room.
 *
 * A function of the listed offers alone, whatever the order in which they came; frozen per catalogue.
 */
#ifndef CH_MATCH_STATS_H
#define CH_MATCH_STATS_H
#include "index.h"
#include "unit.h"

typedef struct stats {
        atomic_size_t refs;
        uint32_t offers;             /* listed */
        uint16_t rare[MEANINGS_MAX]; /* log2(1 + offers / those that have it), in 1/256 */
        uint64_t *stems;             /* sorted */
        uint16_t *stem_rare;
        size_t stems_len;
} stats;

/* NULL: no memory. offers may be NULL: none. */
stats *stats_new(const table *offers);
stats *stats_acquire(stats *s);
void stats_release(stats *s);
uint16_t stats_stem(const stats *s, uint64_t stem);
#endif

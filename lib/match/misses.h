/* misses.h – whom the rules refuse, counted over the sheets' rows, and the nearest of them by their bounds, without
 * looking at each offer. Inside the room.
 *
 * Exact: where a row says no more than that an offer may be refused (it has dates, it rules somebody out), that offer
 * is looked at.
 */
#ifndef CH_MATCH_MISSES_H
#define CH_MATCH_MISSES_H
#include "scan.h"

/* An offer that is not listed is nobody's business, and no change makes a State serve itself. */
static inline bool
rule_may_be_told(ch_rule rule)
{
        return rule != CH_RULE_OFFER_NOT_LISTED && rule != CH_RULE_OWN_OFFER;
}

/* What ch_rank_why_not gives, nearest offers opened in the asking's arena. CH_INVALID: this need is not for rows, out
 * says nothing; look at each offer. CH_TOO_LARGE: the arena is full. */
CH_MUST_CHECK ch_status misses_find(const asking *a, scan *s, ch_why_not *out);
#endif

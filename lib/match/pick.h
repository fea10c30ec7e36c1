/* pick.h – the best offers for one need without looking at each: bounds from the sheets' rows, of who passes closer
 * ones from the gists, then the exact score of those that may be among the best. Inside the room.
 *
 * Exact: whoever is left out has a bound below the last that is in, or is refused by a rule. Ties go by reference.
 *
 *      rows of all sheets  ->  the nearest few score first: what is to beat  ->  gists of those that may beat it
 *      ->  exact scores, from the highest bound down, until none can come in
 */
#ifndef CH_MATCH_PICK_H
#define CH_MATCH_PICK_H
#include "scan.h"

/* An offer and its exact score. */
typedef struct picked {
        const entry *offer;
        int32_t score;
} picked;

/* The better score first, then the reference. */
bool picked_before(const picked *a, const picked *b);

/* Fewer offers, or more of them than one in so many, are sooner looked at one by one. */
enum { PICK_FROM = 1000, PICK_SHARE = 8, PICK_FEW = 3 };

/* Fills out, which has room for top, best first. CH_INVALID: this need is not for sums; look at each offer. */
CH_MUST_CHECK ch_status pick_best(const asking *a, scan *s, ch_arena *arena, size_t top, picked *out, size_t *len);
/* The same of a few, among these slots (ROW_WORDS of each sheet), whatever the rules say of them. */
CH_MUST_CHECK ch_status pick_among(const asking *a, scan *s, const uint64_t *among, picked out[PICK_FEW], size_t *len);
#endif

/* scan.h – one need against many offers, quickly: the score of pair.h in the same whole numbers, read off cards. Inside
 * the room.
 *
 * What does not depend on the offer is worked out once; what offers share (a party, a region) at the first that has it.
 * The words outside the thesaurus come last, and only where they could still matter: everything else gives an upper
 * bound. Not a second opinion: tests compare every line with ch_rank_pair.
 */
#ifndef CH_MATCH_SCAN_H
#define CH_MATCH_SCAN_H
#include "pair.h"

typedef struct scan scan;

/* For the life of the arena, and of the asking. One thread: what offers share is noted in it. CH_TOO_LARGE: the arena
 * is full. */
CH_MUST_CHECK ch_status scan_make(const asking *a, ch_arena *arena, scan **out);
/* The first rule that refuses it. */
ch_rule scan_rule(scan *s, const entry *e);
/* The score, whatever the rules say; or some number that is not above it and not above enough, as soon as it is clear
 * that the score is not above enough. */
int32_t scan_score(scan *s, const entry *e, int32_t enough);
/* What the parts of each of these n offers can be worth at most, by their meanings alone: points of the four factors of
 * likeness, the best part's, rounded up. Several offers side by side: more at once are cheaper each. */
void scan_most(const scan *s, const gist *const *list, size_t n, int32_t *out);
/* Its line, whatever the rules say; the offer opened in the arena. When that is full the line is not whole: ask it. */
void scan_tell(scan *s, const entry *e, ch_arena *arena, ch_ranked *out);
#endif

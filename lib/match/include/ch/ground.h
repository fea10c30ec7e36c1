/* ch/ground.h – what ranked lists stand on: does a list of one catalogue hold in another?
 *
 * What:    most changes leave every list as it is: a draft, a step of a match that takes no place of an offer, a note,
 * an account. Catalogues between which nothing happened that a list depends on stand on the same ground, and the same
 * query gives the same lists on them, byte for byte. What shakes it: any change of offers, of responses or of parties;
 * a match that comes under way or ends; a request that a response names. Beside the ground a list depends on its query,
 * on the request asked for (same id and version: same list), and one of an offer on which requests are open. Threads:
 * any, with a reference. Cost: none to ask; to keep up, some look-ups for each change of a request or match. Ownership:
 * counted references; a ground keeps the letters of its offers, so that what borrows those lives as long as the
 * reference, even where the catalogue is gone. Two grounds that somebody holds are the same if their addresses are.
 */
#ifndef CH_GROUND_H
#define CH_GROUND_H
#include <ch/catalog.h>

typedef struct ch_ground ch_ground;

/* Of this catalogue; borrowed from it. */
const ch_ground *ch_catalog_ground(const ch_catalog *cat);
/* Counts changes of open requests, for lists of needs: between catalogues on the same ground that have the same number
 * here, the same needs are open. */
uint64_t ch_catalog_open_at(const ch_catalog *cat);

const ch_ground *ch_ground_acquire(const ch_ground *g);
/* Sets *g to NULL; NULL is fine. */
void ch_ground_release(const ch_ground **g);
#endif

/* ch/offer_groups.h – all offers, sorted into groups of which everybody may read all or none: same provider, status and
 * role, sample or not.
 *
 * What:    whoever lists or counts offers asks once for each group, not of each of a hundred thousand. Permission to
 * read an offer by itself hangs on its provider and status alone (may.h, redact.h); what is then shown is asked again.
 * Cost:    the first call after an offer changed looks at each in brief, O(offers), and whoever comes meanwhile waits;
 * any other call is free. Memory: eight bytes an offer, once somebody has called. Threads: any, with a reference to the
 * catalogue. Ownership: groups and what they lend live as long as that reference.
 */
#ifndef CH_OFFER_GROUPS_H
#define CH_OFFER_GROUPS_H
#include <ch/catalog.h>

typedef struct ch_offer_group {
        /* What they have in common: party, status, role, head.is_sample. No other member is filled. */
        ch_offer like;
        /* How many; never 0. Where they are is for the functions below. */
        size_t len;
        const void **v;
} ch_offer_group;

typedef struct ch_offer_groups {
        ch_offer_group *v;
        size_t len;
} ch_offer_groups;

/* NULL: no memory. Groups come in no order; within one offers are in order of their references. */
const ch_offer_groups *ch_catalog_offer_groups(const ch_catalog *cat);
/* One of a group: its reference; in brief, as ch_offer_next has it; whole, in the arena, NULL when that is full. */
ch_str ch_offer_group_ref(const ch_offer_group *g, size_t i);
ch_offer ch_offer_group_brief(const ch_offer_group *g, size_t i);
const ch_offer *ch_offer_group_whole(const ch_offer_group *g, size_t i, ch_arena *arena);
#endif

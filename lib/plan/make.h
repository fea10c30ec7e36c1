/* make.h – what the steps from records to a task share. */
#ifndef MAKE_H
#define MAKE_H
#include <ch/plan_make.h>

/* A task in the making. The last three are out->task's own arrays, before they are read only. */
typedef struct making {
        const ch_catalog *cat;
        const ch_vocab *vocab;
        const ch_plan_ask *ask;
        ch_arena *arena;
        ch_issues *issues;
        ch_plan_made *out;
        ch_plan_wanted *wanted;
        ch_plan_need *needs;
        ch_plan_offer *offers;
} making;

/* When needs and offers are there, in the order groups, edges, overlaps. CH_TOO_LARGE: the arena is full, or too many;
 * what cannot be understood is an issue.
 *
 * Groups: one for each floor, the larger around the smaller; each need is given the smallest that it is in (a joint
 * request where all its States are). Two floors that have some needs in common, while each has others too, are an issue
 * of "floor".
 *
 * Edges: the best query.top (0: CH_PLAN_CANDIDATES) of each need's ranked list, and beside them those that an exclusion
 * forbids, marked; need by need, then by offer. Where something is excluded, or not for this reader, three times as
 * long a list is asked.
 *
 * Overlaps: two needs of one request, of one State or, by_region, of one subregion, whose periods meet and which have a
 * topic in common; a need with several places overlaps itself. O(needs squared). */
CH_MUST_CHECK ch_status make_edges(making *m);
CH_MUST_CHECK ch_status make_groups(making *m);
CH_MUST_CHECK ch_status make_overlaps(making *m);
/* Are the exclusions of records that there are? Those that are not become issues of "exclude". */
void check_exclusions(making *m);
/* 0, or 1 + the first exclusion that forbids the pair. Walks the exclusions. */
int32_t exclusion_of(const making *m, const ch_request *r, const ch_plan_offered *o);
#endif

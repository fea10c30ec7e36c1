/* ch/plan_make.h – from records to a planning task: needs, the best offers of each, places, floors, overlaps.
 *
 * What: every need still open of the requests named becomes a need of the task, in order of request and number; every
 * offer of the catalogue an offer, in order of reference; the best candidates of each need's ranked list the pairs,
 * with the list's scores. So what a hard rule refuses is never planned, and equal plans are told apart by reference.
 *
 * Pure as ch/rank.h. Threads: any, with a reference to the catalogue. Cost: a ranked list per need. Results live in the
 * arena and borrow records of the catalogue. Failure: CH_INVALID, the issues say which floor or exclusion cannot be
 * understood; CH_TOO_LARGE, the arena is full, or there are CH_PLAN_OVERLAPS_MAX overlaps or more.
 */
#ifndef CH_PLAN_MAKE_H
#define CH_PLAN_MAKE_H
#include <ch/issues.h>
#include <ch/plan.h>
#include <ch/rank.h>

/* What stands for 0 in an ask: candidates a need, places of an offer that states none. */
enum { CH_PLAN_CANDIDATES = 20, CH_PLAN_PLACES = 3, CH_PLAN_OVERLAPS_MAX = 4000000 };

/* At least so many needs of these States are served: { "AFRICAN", 3 }. A joint request counts where all its States do.
 */
typedef struct ch_plan_floor {
        /* State or region code; of two floors one lies within the other, or they share no need. */
        ch_str region;
        int64_t number;
} ch_plan_floor;

typedef struct ch_plan_ask {
        /* Day, weights; top: candidates a need, 0: CH_PLAN_CANDIDATES. */
        ch_rank_query query;
        /* In order of their references. */
        const ch_request *const *requests;
        size_t requests_len;
        /* Offers a need at most; 0: 1. */
        int64_t per_need;
        /* Of an offer that states no capacity; 0: CH_PLAN_PLACES. Where one is stated, matches under way take theirs.
         */
        int64_t places;
        /* Points that two providers at the same thing cost; 0: nothing. The same thing: same State, a topic in common,
         * dates that meet; a need with itself where several may serve it. */
        int64_t overlap;
        /* Also for another State of the same subregion (M49). */
        bool by_region;
        const ch_plan_floor *floors;
        size_t floors_len;
        /* "OFFER", "PROVIDER", "REQUEST=OFFER", "REQUEST=PROVIDER": references and party codes. */
        ch_strs excluded;
        /* May this offer be planned for this request? NULL: all. */
        bool (*may_use)(void *ctx, const ch_request *request, const ch_offer *offer);
        void *ctx;
} ch_plan_ask;

/* A need of the task. */
typedef struct ch_plan_wanted {
        const ch_request *request;
        const ch_need *need;
        /* For overlaps: stated or, where none is, at most three that its words bring up. Empty when none are asked. */
        ch_strs topics;
} ch_plan_wanted;

/* An offer of the task. */
typedef struct ch_plan_offered {
        ch_str ref, party;
} ch_plan_offered;

/* The task, and what its numbers stand for. */
typedef struct ch_plan_made {
        ch_plan_task task;
        /* Per need. */
        const ch_plan_wanted *wanted;
        /* Per offer. */
        const ch_plan_offered *offers;
        /* Per edge: score and reasons. */
        const ch_ranked *const *lines;
        /* Per group: which of the ask's floors. */
        const size_t *floor_of;
} ch_plan_made;

/* Pairs that an exclusion forbids are in the task, marked with it, beside as many others as were asked for, so that
 * ch_plan_conflicts can say what it stands in the way of; exclusion number k is ask->excluded.v[k]. Issues that stood
 * in issues before count as failures too. */
CH_MUST_CHECK ch_status ch_plan_make(const ch_catalog *cat, const ch_plan_ask *ask, ch_arena *arena, ch_issues *issues,
                                     ch_plan_made *out);
#endif

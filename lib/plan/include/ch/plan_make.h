/* ch/plan_make.h – from records to a planning task: needs, the best offers of each, places, floors, overlaps.
 *
 * What:    every need still open of the requests named becomes a need of the task, in order of request and number;
 * every offer of the catalogue an offer, in order of reference; the best candidates of each need's ranked list the
 * pairs, with the list's scores. So what a hard rule refuses is never planned, and equal plans are told apart by
 * reference. Pure as ch/rank.h. Threads: any, with a reference to the catalogue. Cost: a ranked list per need. Results
 * live in the arena and borrow records of the catalogue. Failure: CH_INVALID, the issues say which floor or exclusion
 * cannot be understood; CH_TOO_LARGE, the arena is full.
 */
#ifndef CH_PLAN_MAKE_H
#define CH_PLAN_MAKE_H
#include <ch/issues.h>
#include <ch/plan.h>
#include <ch/rank.h>

enum { CH_PLAN_CANDIDATES = 20, CH_PLAN_PLACES = 3, CH_PLAN_OVERLAPS_MAX = 4000000 };

typedef struct ch_plan_floor { /* at least so many needs of these States are served */
        ch_str region; /* State or region code; of two floors one lies within the other, or they share no need */
        int64_t number;
} ch_plan_floor;

typedef struct ch_plan_ask {
        ch_rank_query query;               /* day, weights; top: candidates a need, 0: CH_PLAN_CANDIDATES */
        const ch_request *const *requests; /* in order of their references */
        size_t requests_len;
        int64_t per_need; /* offers a need at most; 0: 1 */
        int64_t places;   /* of an offer that states no capacity; 0: CH_PLAN_PLACES. Matches under way take theirs */
        int64_t overlap;  /* points that two providers at the same thing cost; 0: nothing */
        bool by_region;   /* the same thing: also for another State of the same subregion */
        const ch_plan_floor *floors;
        size_t floors_len;
        ch_strs excluded; /* "OFFER", "PROVIDER", "REQUEST=OFFER", "REQUEST=PROVIDER" */
        bool (*may_use)(void *ctx, const ch_request *request, const ch_offer *offer); /* NULL: all */
        void *ctx;
} ch_plan_ask;

typedef struct ch_plan_wanted { /* a need of the task */
        const ch_request *request;
        const ch_need *need;
        ch_strs topics; /* for overlaps: stated or, where none is, what its words bring up */
} ch_plan_wanted;

typedef struct ch_plan_offered { /* an offer of the task */
        ch_str ref, party;
} ch_plan_offered;

typedef struct ch_plan_made {
        ch_plan_task task;
        const ch_plan_wanted *wanted;  /* per need */
        const ch_plan_offered *offers; /* per offer */
        const ch_ranked *const *lines; /* per edge: score and reasons */
        const size_t *floor_of;        /* per group: which of the ask's floors */
} ch_plan_made;

CH_MUST_CHECK ch_status ch_plan_make(const ch_catalog *cat, const ch_plan_ask *ask, ch_arena *arena, ch_issues *issues,
                                     ch_plan_made *out);
#endif

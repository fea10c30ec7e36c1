/* ch/plan.h – who serves whom, over many needs at once.
 *
 * What:    chooses pairs of needs and offers so that the sum of their scores, less what overlaps cost, is greatest: no
 * offer beyond its capacity, no need beyond its limit, no excluded pair, of each group of needs at least its floor.
 * Proof:   every answer carries a bound that no plan whatever can exceed; end says CH_PLAN_OPTIMAL only when the bound
 * equals the value. The bound is computed from prices alone, by code that did not choose the plan: weak duality, so
 * that wrong prices make it useless, never wrong. Without overlaps it is always reached when time allows. With overlaps
 * the problem is hard (quadratic assignment): the best found, the bound and so the gap. Time:    always ends: the
 * caller's is_over is asked at least every few thousand elementary steps, and what was found till then comes back.
 * Without one, or with a limit in steps only, the answer depends on the task alone. Pure:    no clock, no I/O, integers
 * throughout, ties by position: whoever numbers needs and offers by reference gets the same plan whatever order the
 * records came in. Threads: any. Failure: CH_INVALID, the task contradicts what stands below; CH_TOO_LARGE, the arena
 * is full. Results live there.
 */
#ifndef CH_PLAN_H
#define CH_PLAN_H
#include <ch/base/str.h>

/* Greatest score, penalty and capacity; greatest number of needs, offers, groups; all that a sum then needs fits. */
enum { CH_PLAN_SCORE_MAX = 1000000, CH_PLAN_MANY = 1000000 };

typedef struct ch_plan_need {
        int32_t limit; /* so many offers at most serve it; 0: none may */
        int32_t group; /* innermost group that it belongs to; -1: none */
} ch_plan_need;

typedef struct ch_plan_offer {
        int32_t capacity; /* so many needs at most */
        int32_t party;    /* whose it is: two offers of one party never overlap */
} ch_plan_offer;

typedef struct ch_plan_edge { /* a pair that could be; in order of need, then offer, none twice */
        int32_t need, offer;
        int32_t score;     /* 0..CH_PLAN_SCORE_MAX */
        int32_t exclusion; /* 0: allowed; k: forbidden by exclusion number k-1, which a conflict may then name */
} ch_plan_edge;

typedef struct ch_plan_group { /* groups nest: two of them share no need, or one holds the other */
        int32_t parent;        /* the group around it, with a lower index; -1: none */
        int32_t floor;         /* so many of its needs, inner groups' included, must be served by somebody */
} ch_plan_group;

typedef struct ch_plan_overlap { /* two needs that ask for the same help in the same place and time; ascending */
        int32_t a, b;            /* a <= b; a == b: the need with itself, when several serve it */
        int32_t penalty;         /* for every two pairs of the plan, one of a and one of b, of different parties */
} ch_plan_overlap;

typedef struct ch_plan_task {
        const ch_plan_need *needs;
        const ch_plan_offer *offers;
        const ch_plan_edge *edges;
        const ch_plan_group *groups;
        const ch_plan_overlap *overlaps;
        size_t needs_len, offers_len, edges_len, groups_len, overlaps_len;
        size_t exclusions; /* how many numbers .exclusion may name */
} ch_plan_task;

/* When to stop. is_over may look at a clock; once it said true it is not asked again. NULL: never. */
typedef struct ch_plan_limit {
        bool (*is_over)(void *ctx);
        void *ctx;
        uint64_t steps; /* elementary steps, about a nanosecond or two each; the same on every machine. 0: any number */
} ch_plan_limit;

typedef enum ch_plan_end {
        CH_PLAN_OPTIMAL,    /* proved: the bound equals the value */
        CH_PLAN_BEST_FOUND, /* a plan that keeps all rules; how much better one could be: bound - value */
        CH_PLAN_UNFINISHED, /* time ended before all floors were met; the plan keeps all other rules */
        CH_PLAN_INFEASIBLE, /* proved: no plan meets the floors. The plan is the best without them */
        CH__PLAN_END_MAX
} ch_plan_end;

typedef enum ch_plan_method { /* how it was found; for measurements */
                              CH_PLAN_BY_AUCTION,
                              CH_PLAN_BY_PATHS,
                              CH_PLAN_BY_SEARCH, /* with overlaps */
                              CH__PLAN_METHOD_MAX
} ch_plan_method;

typedef struct ch_plan {
        ch_plan_end end;
        ch_plan_method method;
        const int32_t *edges; /* the pairs chosen: indices into the task's edges, ascending */
        size_t edges_len;
        int64_t score;   /* of these pairs */
        int64_t penalty; /* of their overlaps; value = score - penalty */
        int64_t bound;   /* no plan that meets the floors is worth more. Meaningless when infeasible */
        uint64_t steps;  /* elementary steps taken */
} ch_plan;

/* Stable word for machines ("optimal") and an English sentence, a message id. Never NULL. */
const char *ch_plan_end_word(ch_plan_end end);
const char *ch_plan_end_text(ch_plan_end end);
const char *ch_plan_method_word(ch_plan_method method);

/* Makes the plan. Cost: 1e4 needs x 20 edges where capacity is ample some milliseconds; where it is scarce about needs
 * x edges; with overlaps as long as the limit allows, or until proved. limit may be NULL. */
CH_MUST_CHECK ch_status ch_plan_solve(const ch_plan_task *task, const ch_plan_limit *limit, ch_arena *arena,
                                      ch_plan *out);

typedef enum ch_plan_fault { /* the first rule that a set of pairs breaks */
                             CH_PLAN_FAULT_NONE,
                             CH_PLAN_FAULT_ORDER, /* not ascending, or no such pair */
                             CH_PLAN_FAULT_EXCLUDED,
                             CH_PLAN_FAULT_LIMIT,
                             CH_PLAN_FAULT_CAPACITY,
                             CH_PLAN_FAULT_FLOOR, /* asked last: all other rules are kept */
                             CH_PLAN_FAULT_MEMORY
} ch_plan_fault;

typedef struct ch_plan_value {
        int64_t score, penalty;
} ch_plan_value;

/* Does a set of pairs (plan->edges, ascending) keep every rule, and what is it worth? Shares nothing with what makes
 * plans: plans are checked by it. */
ch_plan_fault ch_plan_check(const ch_plan_task *task, const int32_t *edges, size_t n, ch_arena *arena,
                            ch_plan_value *value);

/* What binds: exact changes of the value, one rule at a time, of the same task without overlaps. */
typedef struct ch_plan_worth {
        const int64_t *place;   /* per offer: what one place more would bring; 0: nothing */
        const int64_t *floor;   /* per group: what one need less in its floor would bring; 0: it does not bind */
        const int64_t *serving; /* per need: the change when one offer more must serve it: above 0 where its limit
                                 * binds; of a need that nobody serves, not above 0: what it would cost the others.
                                 * CH_PLAN_NOBODY: there is no offer that could */
        bool is_exact;          /* false: stopped before the plan was proved or the numbers were final; then they are
                                 * estimates */
} ch_plan_worth;
#define CH_PLAN_NOBODY INT64_MIN

/* Cost: that of ch_plan_solve without overlaps, and some passes over all pairs. Of a task whose floors cannot be met:
 * as if there were none. */
CH_MUST_CHECK ch_status ch_plan_explain(const ch_plan_task *task, const ch_plan_limit *limit, ch_arena *arena,
                                        ch_plan_worth *out);

/* Rules that cannot all be kept: floors (of groups), places (capacities of offers), exclusions. Floors, places and
 * exclusions not named here could all be given up, and still there were no plan; but without any one of those named
 * there is one. Limits of needs never stand in a floor's way, and which pairs there are is taken as given. */
typedef struct ch_plan_conflict {
        const int32_t *floors, *places, *exclusions; /* groups, offers, exclusion numbers; each ascending */
        size_t floors_len, places_len, exclusions_len;
        bool is_smallest; /* proved: no conflict of the task has fewer rules. Else time ended before that was known */
        bool is_whole;    /* false: time ended early: the rules conflict, but not all of them may be needed for it */
} ch_plan_conflict;

/* What stands in the way of all floors; nothing named: they can be met. Cost: a plan without scores per rule tried,
 * some hundreds for tens of rules; to prove that none is smaller is hard (a smallest hitting set), so give a limit. */
CH_MUST_CHECK ch_status ch_plan_conflicts(const ch_plan_task *task, const ch_plan_limit *limit, ch_arena *arena,
                                          ch_plan_conflict *out);
#endif

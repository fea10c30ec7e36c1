/* ch/plan.h – who serves whom, over many needs at once.
 *
 * What: chooses pairs of needs and offers so that the sum of their scores, less what overlaps cost, is greatest: no
 * offer beyond its capacity, no need beyond its limit, no excluded pair, of each group of needs at least its floor.
 *
 * Proof: every answer carries a bound that no plan whatever can exceed; end says CH_PLAN_OPTIMAL only when the bound
 * equals the value. The bound is computed from prices alone, by code that did not choose the plan: weak duality, so
 * that wrong prices make it useless, never wrong. Without overlaps it is always reached when time allows. With overlaps
 * the problem is hard (quadratic assignment): the best found, the bound and so the gap.
 *
 * Time: always ends. The caller's is_over is asked at least every few thousand elementary steps, and what was found
 * till then comes back. Without one, or with a limit in steps only, the answer depends on the task alone.
 *
 * Pure: no clock, no I/O, integers throughout, ties by position: whoever numbers needs and offers by reference gets the
 * same plan whatever order the records came in. Any thread; each call works in memory of its own, at most 1 GiB, beside
 * the arena, and gives it back.
 *
 * Failure: CH_INVALID, the task contradicts what stands below; CH_TOO_LARGE, the arena is full or the task too large to
 * be worked on; CH_BUSY, no memory. Results live in the arena.
 *
 *      need 0 (limit 1)   pairs 0-0: 70,000   0-1: 60,000         offer 0 has one place, offer 1 two
 *      need 1 (limit 1)         1-0: 65,000   1-1: 40,000
 *
 * The best plan is 0-1 and 1-0, 125,000: need 0 gives up its best offer, as need 1 would lose more.
 */
#ifndef CH_PLAN_H
#define CH_PLAN_H
#include <ch/base/str.h>

/* Greatest score and penalty; greatest number of needs, offers and groups, and of places of one offer. All that a sum
 * then needs fits into 64 bits. */
enum { CH_PLAN_SCORE_MAX = 1000000, CH_PLAN_MANY = 1000000 };

typedef struct ch_plan_need {
        /* So many offers at most serve it, below CH_PLAN_MANY; 0: none may. */
        int32_t limit;
        /* Innermost group that it belongs to; -1: none. */
        int32_t group;
} ch_plan_need;

typedef struct ch_plan_offer {
        /* So many needs at most; 0: none. */
        int32_t capacity;
        /* Whose it is, any number: two offers of one party never overlap. */
        int32_t party;
} ch_plan_offer;

/* A pair that could be; in order of need, then offer, none twice. */
typedef struct ch_plan_edge {
        int32_t need, offer;
        /* 0..CH_PLAN_SCORE_MAX. */
        int32_t score;
        /* 0: allowed; k: forbidden by exclusion number k-1, which a conflict may then name. */
        int32_t exclusion;
} ch_plan_edge;

/* Groups nest: two of them share no need, or one holds the other. */
typedef struct ch_plan_group {
        /* The group around it, with a lower index; -1: none. */
        int32_t parent;
        /* So many of its needs, inner groups' included, must be served by somebody; 0: any number. */
        int32_t floor;
} ch_plan_group;

/* Two needs that ask for the same help in the same place and time; ascending by a, then b, none twice. */
typedef struct ch_plan_overlap {
        /* a <= b; a == b: the need with itself, when several serve it. */
        int32_t a, b;
        /* 0..CH_PLAN_SCORE_MAX, for every two pairs of the plan, one of a and one of b, of different parties. */
        int32_t penalty;
} ch_plan_overlap;

/* All is borrowed and only read. Needs, offers and groups are named by their indices. */
typedef struct ch_plan_task {
        const ch_plan_need *needs;
        const ch_plan_offer *offers;
        const ch_plan_edge *edges;
        const ch_plan_group *groups;
        const ch_plan_overlap *overlaps;
        size_t needs_len, offers_len, edges_len, groups_len, overlaps_len;
        /* How many numbers .exclusion may name. */
        size_t exclusions;
} ch_plan_task;

/* When to stop. */
typedef struct ch_plan_limit {
        /* May look at a clock; once it said true it is not asked again in this call. NULL: never. */
        bool (*is_over)(void *ctx);
        void *ctx;
        /* Elementary steps, about a nanosecond or two each; the same on every machine. 0: any number. */
        uint64_t steps;
} ch_plan_limit;

typedef enum ch_plan_end {
        /* Proved: the bound equals the value. */
        CH_PLAN_OPTIMAL,
        /* A plan that keeps all rules; how much better one could be: bound - value. */
        CH_PLAN_BEST_FOUND,
        /* Time ended before all floors were met; the plan keeps all other rules. */
        CH_PLAN_UNFINISHED,
        /* Proved: no plan meets the floors. The plan is the best without them. */
        CH_PLAN_INFEASIBLE,
        CH__PLAN_END_MAX
} ch_plan_end;

/* How it was found; for measurements. */
typedef enum ch_plan_method {
        /* Bertsekas' auction: one place a need, places ample, no floors. */
        CH_PLAN_BY_AUCTION,
        /* Successive shortest paths. */
        CH_PLAN_BY_PATHS,
        /* With overlaps: branch and bound over a dual decomposition. */
        CH_PLAN_BY_SEARCH,
        CH__PLAN_METHOD_MAX
} ch_plan_method;

typedef struct ch_plan {
        ch_plan_end end;
        ch_plan_method method;
        /* The pairs chosen: indices into the task's edges, ascending. */
        const int32_t *edges;
        size_t edges_len;
        /* Of these pairs, and of their overlaps; value = score - penalty. */
        int64_t score;
        int64_t penalty;
        /* No plan that meets the floors is worth more. Meaningless when infeasible. */
        int64_t bound;
        /* Elementary steps taken. */
        uint64_t steps;
} ch_plan;

/* Stable word for machines ("optimal") and an English sentence, a message id. Never NULL; "" outside the enum. */
const char *ch_plan_end_word(ch_plan_end end);
const char *ch_plan_end_text(ch_plan_end end);
/* "auction", "paths", "search". */
const char *ch_plan_method_word(ch_plan_method method);

/* Makes the plan. Cost: 1e4 needs x 20 edges where capacity is ample some milliseconds; where it is scarce about needs
 * x edges; with overlaps as long as the limit allows, or until proved. limit may be NULL. An empty task has the empty
 * plan, which is optimal. */
CH_MUST_CHECK ch_status ch_plan_solve(const ch_plan_task *task, const ch_plan_limit *limit, ch_arena *arena,
                                      ch_plan *out);

/* The first rule that a set of pairs breaks. */
typedef enum ch_plan_fault {
        CH_PLAN_FAULT_NONE,
        /* Not ascending, or no such pair. */
        CH_PLAN_FAULT_ORDER,
        CH_PLAN_FAULT_EXCLUDED,
        CH_PLAN_FAULT_LIMIT,
        CH_PLAN_FAULT_CAPACITY,
        /* Asked last: all other rules are kept. */
        CH_PLAN_FAULT_FLOOR,
        /* No rule: the arena is full. */
        CH_PLAN_FAULT_MEMORY
} ch_plan_fault;

typedef struct ch_plan_value {
        int64_t score, penalty;
} ch_plan_value;

/* Does a set of pairs (n indices, as plan->edges, ascending) keep every rule, and what is it worth? Shares nothing with
 * what makes plans: plans are checked by it. The task must be a valid one. *value is whole where no rule is broken or
 * only a floor. The arena holds its counters. */
ch_plan_fault ch_plan_check(const ch_plan_task *task, const int32_t *edges, size_t n, ch_arena *arena,
                            ch_plan_value *value);

/* What binds: exact changes of the value, one rule at a time, of the same task without overlaps. In points of score. */
typedef struct ch_plan_worth {
        /* Per offer: what one place more would bring; 0: nothing. */
        const int64_t *place;
        /* Per group: what one need less in its floor would bring; 0: it does not bind. */
        const int64_t *floor;
        /* Per need: the change when one offer more must serve it: above 0 where its limit binds; of a need that nobody
         * serves, not above 0: what it would cost the others. CH_PLAN_NOBODY: there is no offer that could. */
        const int64_t *serving;
        /* False: stopped before the plan was proved or the numbers were final; then they are estimates. */
        bool is_exact;
} ch_plan_worth;
#define CH_PLAN_NOBODY INT64_MIN

/* Cost: that of ch_plan_solve without overlaps, and some passes over all pairs, one more for each floor that binds and
 * for each group. Of a task whose floors cannot be met: as if there were none. */
CH_MUST_CHECK ch_status ch_plan_explain(const ch_plan_task *task, const ch_plan_limit *limit, ch_arena *arena,
                                        ch_plan_worth *out);

/* Rules that cannot all be kept: floors (of groups), places (capacities of offers), exclusions. Floors, places and
 * exclusions not named here could all be given up, and still there were no plan; but without any one of those named
 * there is one. Limits of needs never stand in a floor's way, and which pairs there are is taken as given. */
typedef struct ch_plan_conflict {
        /* Groups, offers, exclusion numbers; each ascending. */
        const int32_t *floors, *places, *exclusions;
        size_t floors_len, places_len, exclusions_len;
        /* Proved: no conflict of the task has fewer rules. Else time ended before that was known, or there are more
         * than 4,000 rules, of which the smallest conflict is not looked for. */
        bool is_smallest;
        /* False: time ended early: the rules conflict, but not all of them may be needed for it. */
        bool is_whole;
} ch_plan_conflict;

/* What stands in the way of all floors (QuickXplain, then the smallest by hitting sets). Nothing named: they can be
 * met, or time ended before even that was known: ch_plan_solve tells which. Cost: a plan without scores per rule tried,
 * some hundreds for tens of rules; to prove that none is smaller is hard, so give a limit. */
CH_MUST_CHECK ch_status ch_plan_conflicts(const ch_plan_task *task, const ch_plan_limit *limit, ch_arena *arena,
                                          ch_plan_conflict *out);
#endif

/* ch/planning.h – a plan over many requests, for whoever prepares a conference: who might serve whom, what it is worth,
 * what stands in its way. It proposes; people assign: nothing is kept, no match is made.
 *
 * Reads the pinned catalogue only, no SQL. Cost: a ranked list per need, then the plan (ch/plan.h): it ends when the
 * ask's limit says so. Experts, and the Chair; what an expert is kept from (a request of his own State, a pair with its
 * offer) is left out of the plan altogether, and counted nowhere. One audit entry a plan.
 */
#ifndef CH_PLANNING_H
#define CH_PLANNING_H
#include <ch/plan_make.h>
#include <ch/ranked.h>

typedef struct ch_planning_ask {
        ch_strs requests;                  /* references; empty: all that are open */
        int64_t candidates;                /* of each need's ranked list; 0: CH_PLAN_CANDIDATES */
        int64_t per_need, places, overlap; /* as ch_plan_ask */
        bool by_region;
        const ch_plan_floor *floors;
        size_t floors_len;
        ch_strs excluded;
        ch_day today; /* CH_DAY_NONE: the look's */
        ch_plan_limit limit;
} ch_planning_ask;

typedef enum ch_rule_of_plan {
        CH_RULE_OF_PLACES,
        CH_RULE_OF_FLOOR,
        CH_RULE_OF_LIMIT,
        CH_RULE_OF_EXCLUSION
} ch_rule_of_plan;

typedef struct ch_binding { /* a rule that costs something */
        ch_rule_of_plan rule;
        ch_str name;    /* offer, region, exclusion as it was asked; empty for the limit, which is one for all needs */
        ch_str who;     /* provider of the offer, name of the region */
        int64_t number; /* places, floor, limit */
        int64_t worth;  /* points that one more place, one need less, one more offer for the best such need would bring
                         */
        size_t needs;   /* of the limit: needs that one offer more would add to */
} ch_binding;

typedef enum ch_unserved_why {
        CH_UNSERVED_NO_OFFER, /* no offer passes every rule */
        CH_UNSERVED_EXCLUDED, /* those that pass are excluded here */
        CH_UNSERVED_NO_PLACE, /* those that pass have no place, whoever gave way */
        CH_UNSERVED_DEARER,   /* it could be served, at a cost to others */
        CH__UNSERVED_MAX
} ch_unserved_why;
const char *ch_unserved_word(ch_unserved_why why);
const char *ch_unserved_text(ch_unserved_why why); /* a sentence, a message id */

typedef struct ch_unserved {
        ch_str request, party_name;
        int64_t need;
        ch_unserved_why why;
        int64_t cost;  /* of serving it: points that all others lose more than it gains; CH_UNSERVED_DEARER */
        size_t offers; /* candidates it has */
} ch_unserved;

typedef struct ch_planning_view {
        ch_pairing *v; /* the pairs proposed, in order of request and need; .rank: place in the need's own list */
        size_t len, needs, served;
        ch_plan plan;        /* end, score, penalty, bound; its edges are not for the caller */
        ch_binding *binding; /* what costs most first */
        size_t binding_len;
        bool is_exact; /* are these numbers final; and of the same task without overlap costs */
        ch_unserved *unserved;
        size_t unserved_len;
        ch_binding *conflict; /* rules that cannot all be kept, without worth; none: the floors can be met */
        size_t conflict_len;
        bool is_smallest; /* proved: no other conflict has fewer rules */
        uint64_t as_of;
        ch_str weights;
        ch_day today;
} ch_planning_view;

/* CH_INVALID: the issues say which request, floor or exclusion is not understood. */
CH_MUST_CHECK ch_status ch_planning_show(const ch_look *look, const ch_actor *actor, const ch_planning_ask *ask,
                                         ch_issues *issues, ch_planning_view *out);
#endif

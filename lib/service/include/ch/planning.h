/* ch/planning.h – a plan over many requests, for whoever prepares a conference: who might serve whom, what it is worth,
 * what stands in its way. It proposes; people assign: nothing is kept, no match is made.
 *
 * Reads the pinned catalogue only, no SQL. Cost: a ranked list per need, then the plan (ch/plan.h): it ends when the
 * ask's limit says so; memory of its own, up to 1 GiB (CH_BUSY: there is none). Experts, and the Chair; what an expert
 * is kept from (a request of his own State, a pair with its offer) is left out of the plan altogether, and counted
 * nowhere. Pure otherwise: the same catalogue, ask and weights give the same plan, unless the limit looks at a clock.
 */
#ifndef CH_PLANNING_H
#define CH_PLANNING_H
#include <ch/plan_make.h>
#include <ch/ranked.h>

/* What is planned for; zeroed but for today = CH_DAY_NONE: all open requests, one offer a need, no rules beyond the
 * engine's. */
typedef struct ch_planning_ask {
        /* References, "R-ALB-2026-1", in any order; empty: all that are open. Needs that are covered are left out. */
        ch_strs requests;
        /* Lines of each need's ranked list that may serve it; 0: CH_PLAN_CANDIDATES (20). */
        int64_t candidates;
        /* Offers a need at most (0: 1); needs an offer of which nothing is said (0: 3); points that two providers at
         * the same thing cost (0: nothing). */
        int64_t per_need, places, overlap;
        /* The same thing: also for another State of the same subregion. */
        bool by_region;
        /* So many needs of a State or region at least: { "AFRICAN", 5 }. */
        const ch_plan_floor *floors;
        size_t floors_len;
        /* "OFFER", "PROVIDER", "REQUEST=OFFER" or "REQUEST=PROVIDER": pairs that are not to be. */
        ch_strs excluded;
        /* CH_DAY_NONE: the look's. */
        ch_day today;
        /* When to stop; zeroed: never. Asked by each of the up to three passes over the task. */
        ch_plan_limit limit;
} ch_planning_ask;

/* The rules that a plan can be short of. */
typedef enum ch_rule_of_plan {
        CH_RULE_OF_PLACES,
        CH_RULE_OF_FLOOR,
        CH_RULE_OF_LIMIT,
        CH_RULE_OF_EXCLUSION
} ch_rule_of_plan;

/* A rule that costs something: what loosening it by one would bring, all else as it is. */
typedef struct ch_binding {
        ch_rule_of_plan rule;
        /* Reference of the offer, code of the region, exclusion as it was asked; empty for the limit, which is one for
         * all needs. */
        ch_str name;
        /* Name of the offer's provider or of the region, in the look's language; else empty. */
        ch_str who;
        /* Places, floor or limit as it stands; 0 for an exclusion. */
        int64_t number;
        /* Points (1,000 = 1 of 100) that one more place, one need less in the floor, one more offer for the best such
         * need would bring; above 0, but 0 in a conflict. */
        int64_t worth;
        /* Of the limit: needs that one offer more would add to. */
        size_t needs;
} ch_binding;

typedef enum ch_unserved_why {
        CH_UNSERVED_NO_OFFER, /* no offer passes every rule */
        CH_UNSERVED_EXCLUDED, /* those that pass are excluded here */
        CH_UNSERVED_NO_PLACE, /* those that pass have no place, whoever gave way */
        CH_UNSERVED_DEARER,   /* it could be served, at a cost to others */
        CH__UNSERVED_MAX
} ch_unserved_why;
/* Stable word for machines, "no_place", and a sentence, a message id. "" for what is no reason. */
const char *ch_unserved_word(ch_unserved_why why);
const char *ch_unserved_text(ch_unserved_why why); /* a sentence, a message id */

/* A need that nobody serves in this plan, and why. */
typedef struct ch_unserved {
        /* Reference and name of the State. */
        ch_str request, party_name;
        /* ch_need.no. */
        int64_t need;
        ch_unserved_why why;
        /* Of serving it: points that all others lose more than it gains, 0 or more; only of CH_UNSERVED_DEARER. */
        int64_t cost;
        /* Candidates it has that are not excluded. */
        size_t offers;
} ch_unserved;

/* The plan, what binds, who is left out. All in the look's arena but records and their letters, borrowed till the
 * look's end. */
typedef struct ch_planning_view {
        /* The pairs proposed, in order of request and need; .rank: place among the candidates of the need's own list.
         */
        ch_pairing *v;
        /* Pairs; needs that were planned for; those with at least one offer. */
        size_t len, needs, served;
        /* end, score, penalty, bound; its edges are not for the caller (NULL). */
        ch_plan plan;
        /* What costs most first; then by rule and name. */
        ch_binding *binding;
        size_t binding_len;
        /* These numbers are final, and of the same task without overlap costs; false: estimates, the limit came first.
         */
        bool is_exact;
        /* In order of request and need. */
        ch_unserved *unserved;
        size_t unserved_len;
        /* Where plan.end is CH_PLAN_INFEASIBLE: rules that cannot all be kept, without worth; else none: the floors can
         * be met, or it is not known. */
        ch_binding *conflict;
        size_t conflict_len;
        bool is_smallest; /* proved: no other conflict has fewer rules */
        /* What the plan was made with: change of the catalogue, version of the weights, day. */
        uint64_t as_of;
        ch_str weights;
        ch_day today;
} ch_planning_view;

/* CH_INVALID: the issues (the caller's, made by ch_issues_new) say which request, floor or exclusion is not understood;
 * a request that is not there for the reader is not understood either. CH_TOO_LARGE: the look's arena or the memory for
 * planning is full. */
CH_MUST_CHECK ch_status ch_planning_show(const ch_look *look, const ch_actor *actor, const ch_planning_ask *ask,
                                         ch_issues *issues, ch_planning_view *out);
#endif

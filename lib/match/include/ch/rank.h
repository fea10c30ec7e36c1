/* ch/rank.h – order offers for a need, needs for an offer, and say why and why not.
 *
 * Pure: the same catalogue, query and weights give the same list, byte for byte. No clock (the query carries the day),
 * no I/O, integers throughout. The score belongs to need x offer and is the same asked from either side; ties by
 * reference (offer, then request, then need number). Thread-safe. Cost in this version: O(offers x factors) a need.
 */
#ifndef CH_RANK_H
#define CH_RANK_H
#include <ch/catalog.h>

/* The soft factors; names, texts and default weights stand in one table (factor.c). Stored numbers: append only. */
typedef enum ch_factor {
        CH_FACTOR_TOPIC,
        CH_FACTOR_DOMAIN,
        CH_FACTOR_ASSISTANCE,
        CH_FACTOR_REGION,
        CH_FACTOR_LANGUAGE,
        CH_FACTOR_TEXT,
        CH_FACTOR_PROVIDER,
        CH_FACTOR_MODE,
        CH_FACTOR_LOAD,
        CH_FACTOR_FRESHNESS,
        CH_FACTOR_RECORD,
        CH__FACTOR_MAX
} ch_factor;
/* The hard rules, in the order in which they are asked; a refused pair names the first. */
typedef enum ch_rule {
        CH_RULE_PASSED,
        CH_RULE_OFFER_NOT_LISTED,
        CH_RULE_NOT_OPEN,
        CH_RULE_NOT_ELIGIBLE,
        CH_RULE_EXCLUDED,
        CH_RULE_OWN_OFFER,
        CH_RULE_NO_CAPACITY,
        CH_RULE_NO_COMMON_TOPIC,
        CH__RULE_MAX
} ch_rule;
const char *ch_factor_word(ch_factor f);
const char *ch_factor_text(ch_factor f); /* English, message id: "Topics" */
const char *ch_rule_word(ch_rule r);
const char *ch_rule_text(ch_rule r); /* "The requester is not among those the offer is for" */

typedef struct ch_weights {
        ch_str version;            /* "2026-1" */
        int32_t w[CH__FACTOR_MAX]; /* total 100 */
} ch_weights;
extern const ch_weights ch_weights_default;
bool ch_weights_are_valid(const ch_weights *w);

typedef struct ch_ranked { /* one line of a list */
        const ch_request *request;
        const ch_need *need;
        const ch_offer *offer;
        int32_t score; /* 0..100000 = sum of why[].points */
        ch_reason why[CH__FACTOR_MAX];
        size_t why_len;      /* factors with points, greatest first */
        const ch_area *area; /* the part of the offer that fits best; NULL: its title, or it says nothing */
} ch_ranked;

typedef struct ch_rank_query {
        ch_day today;
        const ch_weights *weights;
        int32_t role; /* ch_offer_role_names index + 1 to list only those; 0 = delivers and hosts (the main list) */
        size_t top;   /* at most so many lines; 0 = all */
        bool for_provider; /* as a provider may see it: the State's preferences and exclusions are ignored */
} ch_rank_query;

/* One need against all offers: lines in the arena, best first. CH_TOO_LARGE: arena full. */
CH_MUST_CHECK ch_status ch_rank_need(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                                     const ch_need *need, ch_arena *arena, ch_ranked **out, size_t *len);
/* All needs of a request interleaved by coverage gain: each offer once, with the need it serves there. */
CH_MUST_CHECK ch_status ch_rank_request(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                                        ch_arena *arena, ch_ranked **out, size_t *len);
/* One offer against the needs of all open requests. */
CH_MUST_CHECK ch_status ch_rank_offer(const ch_catalog *cat, const ch_rank_query *q, const ch_offer *offer,
                                      ch_arena *arena, ch_ranked **out, size_t *len);
/* One pair, whatever its rank: CH_RULE_PASSED and *out filled, or the rule that refuses it. codes (may be NULL): what
 * the rule met. */
ch_rule ch_rank_pair(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request, const ch_need *need,
                     const ch_offer *offer, ch_arena *arena, ch_ranked *out);

typedef struct ch_why_not {
        size_t removed[CH__RULE_MAX]; /* offers that each hard rule removed */
        struct {
                const ch_offer *offer;
                ch_rule rule;
                int32_t score; /* it would have, were the rule not there */
        } nearest[3];          /* what they lack */
        size_t nearest_len;
} ch_why_not;
CH_MUST_CHECK ch_status ch_rank_why_not(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                                        const ch_need *need, ch_arena *arena, ch_why_not *out);
#endif

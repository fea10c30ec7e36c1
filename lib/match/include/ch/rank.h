/* ch/rank.h – order offers for a need, needs for an offer, and say why and why not.
 *
 * What: a score belongs to need x offer: fits of 0..1000, each times a weight, weights total 100, so 0..100,000 in all.
 * It is the same asked from either side, and the sum of its reasons. Hard rules come first; no weight bends them
 * (PRODUCT 5, after resolution 2325 (2016), OP 20). How a fit comes about: the numbers stand in policy.h, what each
 * compares in factor.c and like.c.
 *
 *      topic       fit   812 x weight 16 = 12,992         The pair's score is the sum of such lines; people read it
 *      text        fit   655 x weight 30 = 19,650         as 71.250 for 71,250.
 *
 * Pure: the same catalogue, query and weights give the same list, byte for byte: no clock (the query carries the day),
 * no I/O, integers throughout; ties by reference (offer, then request, then need number).
 *
 * Threads: any, with a reference to the catalogue. Cost: for a list's first lines some bits of each offer, and some
 * hundred nanoseconds of one in a hundred; for all its lines a microsecond of each. Failure: CH_TOO_LARGE, when the
 * caller's arena is full; *out is then not to be read. Results live in that arena and borrow records of the catalogue.
 */
#ifndef CH_RANK_H
#define CH_RANK_H
#include <ch/catalog.h>

/* The soft factors; names, texts and default weights stand in one table (factor.c). Stored numbers: append only. */
typedef enum ch_factor {
        /* Topics of the thesaurus, stated or brought up by the words; rare ones count more. */
        CH_FACTOR_TOPIC,
        /* Weapon area. */
        CH_FACTOR_DOMAIN,
        /* Kind of help. */
        CH_FACTOR_ASSISTANCE,
        /* How closely the offer is meant for the requester: for few States, for a region, for all. */
        CH_FACTOR_REGION,
        /* Is one of the offer's among those the requester works in? */
        CH_FACTOR_LANGUAGE,
        /* What the words of both mean, in any of the six languages. */
        CH_FACTOR_TEXT,
        /* Preferred by the State, else its kind and the field it is known to work in. */
        CH_FACTOR_PROVIDER,
        /* Where the help takes place, how far it is adapted. */
        CH_FACTOR_MODE,
        /* Free capacity. */
        CH_FACTOR_LOAD,
        /* Last confirmed. */
        CH_FACTOR_FRESHNESS,
        /* Help given to others: near in region and topic; never to the request at hand. */
        CH_FACTOR_RECORD,
        CH__FACTOR_MAX
} ch_factor;

/* The hard rules, in the order in which they are asked; a refused pair names the first. */
typedef enum ch_rule {
        CH_RULE_PASSED,
        CH_RULE_OFFER_NOT_LISTED,
        /* Neither on the query's day nor at any time of the wanted period; no dates = open. */
        CH_RULE_NOT_OPEN,
        /* Of a joint request more than half of the States must be. */
        CH_RULE_NOT_ELIGIBLE,
        /* By either side. */
        CH_RULE_EXCLUDED,
        /* A State's own; an organization may serve its own request. */
        CH_RULE_OWN_OFFER,
        /* As many matches under way as the offer serves at a time. */
        CH_RULE_NO_CAPACITY,
        /* Only between confirmed measure topics, and only when each area of the offer has some; a parent covers its
         * children and they it. */
        CH_RULE_NO_COMMON_TOPIC,
        CH__RULE_MAX
} ch_rule;

/* How lists are made. Counted up whenever the same records, tables, day and weights would give other lists, or the same
 * ones written otherwise: only then is a list of the past known to be the one that was read (tests/rank/made.json). */
enum { CH_RANK_MAKE = 1 };

/* Stable words for machines ("topic", "not_open"), and English sentences, message ids, for people. Never NULL; only for
 * factors and rules that there are. */
const char *ch_factor_word(ch_factor f);
const char *ch_factor_text(ch_factor f); /* "Topics" */
const char *ch_rule_word(ch_rule r);
const char *ch_rule_text(ch_rule r); /* "The requester is not among those the offer is for" */

typedef struct ch_weights {
        ch_str version;            /* "2026-1" */
        int32_t w[CH__FACTOR_MAX]; /* by ch_factor; total 100, none negative */
} ch_weights;
/* Those in force while the Committee has decided on no others. */
extern const ch_weights ch_weights_default;
/* Total 100, none negative? */
bool ch_weights_are_valid(const ch_weights *w);

/* One line of a list. */
typedef struct ch_ranked {
        const ch_request *request;
        const ch_need *need;
        /* The caller's own where it gave one; else opened in the arena, not the same pointer in two lists. */
        const ch_offer *offer;
        /* 0..100000 = sum of why[].points. */
        int32_t score;
        /* Factors with points, greatest first, in the table's order where equal. */
        ch_reason why[CH__FACTOR_MAX];
        size_t why_len;
        /* The part of the offer that fits best; NULL: its title and text, or it says nothing. */
        const ch_area *area;
} ch_ranked;

typedef struct ch_rank_query {
        /* In the clearing-house's zone: dates and freshness are reckoned from it. */
        ch_day today;
        /* Valid ones; not NULL. */
        const ch_weights *weights;
        /* ch_offer_role_names index + 1 to list only those offers; 0 = delivers and hosts (the main list). */
        int32_t role;
        /* At most so many lines; 0 = all. */
        size_t top;
        /* what_if.h: lists that may be made to find something out; 0 = as many as it takes. */
        size_t lists;
        /* As a provider may see it: the State's preferences and exclusions are ignored. */
        bool for_provider;
} ch_rank_query;

/* One need against all offers that pass every rule, best first; need is one of request's. The request need not be in
 * the catalogue: a draft can be tried; its words are then read for this call. None that fits: *len is 0. */
CH_MUST_CHECK ch_status ch_rank_need(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                                     const ch_need *need, ch_arena *arena, ch_ranked **out, size_t *len);
/* All needs of a request (the first CH_NEEDS_MAX) interleaved by coverage gain: each offer once, with the need it
 * serves there and that pair's score. Places weigh all needs, so scores need not fall from line to line. */
CH_MUST_CHECK ch_status ch_rank_request(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                                        ch_arena *arena, ch_ranked **out, size_t *len);
/* One offer against the needs, not yet covered, of all open requests, best first; whatever the query's role. The offer
 * need not be in the catalogue. Looks at every need. */
CH_MUST_CHECK ch_status ch_rank_offer(const ch_catalog *cat, const ch_rank_query *q, const ch_offer *offer,
                                      ch_arena *arena, ch_ranked **out, size_t *len);
/* One pair, whatever its rank and the query's role: CH_RULE_PASSED and *out filled, or the rule that refuses it and
 * *out without score. A full arena gives CH_RULE_PASSED and leaves the score 0: ask the arena. */
ch_rule ch_rank_pair(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request, const ch_need *need,
                     const ch_offer *offer, ch_arena *arena, ch_ranked *out);

/* Matches under way (accepted, delivering, suspended, reported) that take a place of the offer's capacity. */
size_t ch_rank_engaged(const ch_catalog *cat, const ch_offer *offer);

typedef struct ch_why_not {
        /* Offers of the query's role that each hard rule removed, each counted at the first; [CH_RULE_PASSED]: that are
         * in the list. */
        size_t removed[CH__RULE_MAX];
        /* Best first; neither unlisted offers nor a State's own. */
        struct {
                const ch_offer *offer;
                ch_rule rule;  /* what it lacks */
                int32_t score; /* it would have, were no rule there */
        } nearest[3];
        size_t nearest_len;
} ch_why_not;
/* Whom the rules kept out of this need's list, and who came nearest: never an empty page. */
CH_MUST_CHECK ch_status ch_rank_why_not(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                                        const ch_need *need, ch_arena *arena, ch_why_not *out);
#endif

/* ch/rank.h – order offers for a need, needs for an offer, and say why and why not.
 *
 * What:    a score belongs to need x offer: fits of 0..1000, each times a weight, weights total 100, so 0..100,000 in
 * all. It is the same asked from either side, and the sum of its reasons. Hard rules come first; no weight bends them.
 * Pure:    the same catalogue, query and weights give the same list, byte for byte: no clock (the query carries the
 * day), no I/O, integers throughout; ties by reference (offer, then request, then need number). Threads: any, with a
 * reference to the catalogue. Cost:    for a list's first lines some bits of each offer, and some hundred nanoseconds
 * of one in a hundred; for all its lines a microsecond of each. Failure: CH_TOO_LARGE, when the caller's arena is full.
 * Results live in that arena and borrow records of the catalogue.
 */
#ifndef CH_RANK_H
#define CH_RANK_H
#include <ch/catalog.h>

/* The soft factors; names, texts and default weights stand in one table (factor.c). Stored numbers: append only. */
typedef enum ch_factor {
        CH_FACTOR_TOPIC,      /* topics of the thesaurus, stated or brought up by the words; rare ones count more */
        CH_FACTOR_DOMAIN,     /* weapon area */
        CH_FACTOR_ASSISTANCE, /* kind of help */
        CH_FACTOR_REGION, /* how closely the offer is meant for the requester: for few States, for a region, for all */
        CH_FACTOR_LANGUAGE,
        CH_FACTOR_TEXT,      /* what the words of both mean, in any of the six languages */
        CH_FACTOR_PROVIDER,  /* preferred by the State, else its kind and the field it is known to work in */
        CH_FACTOR_MODE,      /* where the help takes place, how far it is adapted */
        CH_FACTOR_LOAD,      /* free capacity */
        CH_FACTOR_FRESHNESS, /* last confirmed */
        CH_FACTOR_RECORD,    /* help given to others: near in region and topic; never to the request at hand */
        CH__FACTOR_MAX
} ch_factor;

/* The hard rules, in the order in which they are asked; a refused pair names the first. */
typedef enum ch_rule {
        CH_RULE_PASSED,
        CH_RULE_OFFER_NOT_LISTED,
        CH_RULE_NOT_OPEN,     /* neither on the query's day nor in the wanted period */
        CH_RULE_NOT_ELIGIBLE, /* of a joint request more than half of the States must be */
        CH_RULE_EXCLUDED,     /* by either side */
        CH_RULE_OWN_OFFER,    /* a State's own; an organization may serve its own request */
        CH_RULE_NO_CAPACITY,
        CH_RULE_NO_COMMON_TOPIC, /* only between confirmed measure topics; a parent covers its children and they it */
        CH__RULE_MAX
} ch_rule;

/* How lists are made. Counted up whenever the same records, tables, day and weights would give other lists, or the same
 * ones written otherwise: only then is a list of the past known to be the one that was read (tests/rank/made.json). */
enum { CH_RANK_MAKE = 1 };

/* Stable words for machines, and English sentences, message ids, for people. Never NULL. */
const char *ch_factor_word(ch_factor f);
const char *ch_factor_text(ch_factor f); /* "Topics" */
const char *ch_rule_word(ch_rule r);
const char *ch_rule_text(ch_rule r); /* "The requester is not among those the offer is for" */

typedef struct ch_weights {
        ch_str version;            /* "2026-1" */
        int32_t w[CH__FACTOR_MAX]; /* total 100, none negative */
} ch_weights;
extern const ch_weights ch_weights_default;
bool ch_weights_are_valid(const ch_weights *w);

typedef struct ch_ranked { /* one line of a list */
        const ch_request *request;
        const ch_need *need;
        const ch_offer *offer;
        int32_t score; /* 0..100000 = sum of why[].points */
        ch_reason why[CH__FACTOR_MAX];
        size_t why_len;      /* factors with points, greatest first, in the table's order where equal */
        const ch_area *area; /* the part of the offer that fits best; NULL: its title, or it says nothing */
} ch_ranked;

typedef struct ch_rank_query {
        ch_day today;
        const ch_weights *weights; /* valid ones */
        int32_t role; /* ch_offer_role_names index + 1 to list only those offers; 0 = delivers and hosts (the main list)
                       */
        size_t top;   /* at most so many lines; 0 = all */
        size_t lists; /* what_if.h: lists that may be made to find something out; 0 = as many as it takes */
        bool for_provider; /* as a provider may see it: the State's preferences and exclusions are ignored */
} ch_rank_query;

/* One need against all offers, best first. The request need not be in the catalogue: a draft can be tried. */
CH_MUST_CHECK ch_status ch_rank_need(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                                     const ch_need *need, ch_arena *arena, ch_ranked **out, size_t *len);
/* All needs of a request interleaved by coverage gain: each offer once, with the need it serves there and that pair's
 * score. Places weigh all needs, so scores need not fall from line to line. */
CH_MUST_CHECK ch_status ch_rank_request(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                                        ch_arena *arena, ch_ranked **out, size_t *len);
/* One offer against the needs, not yet covered, of all open requests. */
CH_MUST_CHECK ch_status ch_rank_offer(const ch_catalog *cat, const ch_rank_query *q, const ch_offer *offer,
                                      ch_arena *arena, ch_ranked **out, size_t *len);
/* One pair, whatever its rank: CH_RULE_PASSED and *out filled, or the rule that refuses it and *out without score. A
 * full arena leaves the score 0: ask the arena. */
ch_rule ch_rank_pair(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request, const ch_need *need,
                     const ch_offer *offer, ch_arena *arena, ch_ranked *out);

/* Matches under way that take a place of the offer's capacity. */
size_t ch_rank_engaged(const ch_catalog *cat, const ch_offer *offer);

typedef struct ch_why_not {
        size_t removed[CH__RULE_MAX]; /* offers that each hard rule removed; [CH_RULE_PASSED]: that are in the list */
        struct {
                const ch_offer *offer;
                ch_rule rule;  /* what it lacks */
                int32_t score; /* it would have, were the rule not there */
        } nearest[3];          /* best first; neither unlisted offers nor a State's own */
        size_t nearest_len;
} ch_why_not;
CH_MUST_CHECK ch_status ch_rank_why_not(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                                        const ch_need *need, ch_arena *arena, ch_why_not *out);
#endif

/* ch/ranked.h – the engine's list as each side may read it: experts with scores, a State alphabetically, a provider
 * what is open to it.
 *
 * Pure reads of the pinned catalogue, no SQL. A list that was made since the last change is not made again; else cost
 * as ch_rank_…. A look's day is asked unless the query names another. Texts in a view are borrowed till the look's end.
 */
#ifndef CH_RANKED_H
#define CH_RANKED_H
#include <ch/matches.h>
#include <ch/what_if.h>

typedef struct ch_pairing {
        size_t rank;               /* 1 = best; 0 where the reader gets no order of merit */
        const ch_request *request; /* redacted for the reader */
        int64_t need;              /* ch_need.no that it serves */
        ch_str part;               /* the offer's own words for what fits best; empty: its title, or none */
        const ch_offer *offer;     /* redacted for the reader */
        ch_str party_name, provider_name;
        int32_t score;        /* 0 where the reader gets none */
        const ch_reason *why; /* greatest first; without points, codes only, where the reader gets no score; a
                               * provider's list leaves out what would tell the State's preferences */
        size_t why_len;
        ch_uuid match;          /* of this need and offer, nil: none that the reader may see */
        ch_match_status status; /* of that match; CH_MATCH_SUGGESTED: none */
} ch_pairing;

typedef struct ch_ranked_ask {
        ch_uuid request, offer; /* one of them */
        int64_t need;           /* of the request; 0: all needs, interleaved by coverage gain */
        ch_day today;           /* CH_DAY_NONE: the look's */
        size_t top;             /* 0: 50 */
        int32_t role;           /* as ch_rank_query: funders have their own list */
        bool explains;          /* also why others are not in the list of one need: a look at every offer */
        uint32_t form;          /* experts: not 0: what the caller writes of the view is kept under this number */
} ch_ranked_ask;

typedef struct ch_ranked_text { /* what a caller wrote of a view */
        ch_str bytes, tag;
} ch_ranked_text;

typedef struct ch_ranked_view {
        ch_pairing *v;
        size_t len;
        bool has_scores;
        uint64_t as_of; /* catalogue sequence: experts only, else 0 */
        ch_str weights; /* version: experts only */
        ch_day today;
        const ch_why_not *why_not; /* if asked for, one need, experts only: offers in it are redacted copies */
        size_t offers;             /* that were considered: experts only */
        /* What was written of this very view before, a copy in the look's arena: then v is not filled. It is given only
         * where the permission table, asked anew of every line, says of this reader what it said of the other. */
        ch_ranked_text text;
        const struct ranked_again *again; /* for ch_ranked_keep; NULL: this view's text is not kept */
} ch_ranked_view;
/* Experts (and who else may read ranked lists): offers for a need or request, or needs for an offer. */
CH_MUST_CHECK ch_status ch_ranked_show(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask,
                                       ch_ranked_view *out);
/* What was written of the view under the query's form, till something changes: in it nothing may stand that does not
 * come from the view, the query or the look's language. */
void ch_ranked_keep(const ch_look *look, const ch_ranked_view *view, const ch_ranked_text *text);
/* A State's own request: offers that pass every rule, the best of them up to top, alphabetically by provider, with
 * reasons, without score. */
CH_MUST_CHECK ch_status ch_ranked_for_state(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask,
                                            ch_ranked_view *out);
/* A provider's own offer: needs circulated or open to it, the best of them up to top, alphabetically by State, without
 * score. */
CH_MUST_CHECK ch_status ch_ranked_for_provider(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask,
                                               ch_ranked_view *out);
/* One pair, whatever its rank, with existing match: experts. *rule: CH_RULE_PASSED or what refuses it (then out has no
 * score). */
CH_MUST_CHECK ch_status ch_ranked_pair(const ch_look *look, const ch_actor *actor, const ch_pair_in *pair,
                                       ch_pairing *out, ch_rule *rule);

/* The offer that somebody calls so: its reference, or its id. CH_HIDDEN: there is none that the reader may read. */
CH_MUST_CHECK ch_status ch_ranked_offer(const ch_look *look, const ch_actor *actor, ch_str called, ch_uuid *out);

/* What the smallest change would be that brings an offer among the first goal of a need's list, or takes it out, and
 * over which weights it stays among the first ten: experts, as ch_ranked_pair. Cost: up to 96 lists, and up to a
 * thousand for the weights, so for one pair that a person asks about. Bounded, both together cost as much as half a
 * million offers compared: about a quarter of a second. */
typedef struct ch_why_ask {
        ch_pair_in pair;    /* request, need, offer */
        size_t goal;        /* 1 or more */
        bool wants_weights; /* else range is not filled */
        bool is_bounded;    /* for whoever others wait for */
} ch_why_ask;
typedef struct ch_ranked_change {
        ch_pairing pairing;
        ch_what_if what;
        ch_weights weights; /* in force */
        ch_what_range range[CH__FACTOR_MAX];
        bool has_weights; /* range is filled; bounded, not where offers are too many */
} ch_ranked_change;
CH_MUST_CHECK ch_status ch_ranked_why(const ch_look *look, const ch_actor *actor, const ch_why_ask *ask,
                                      ch_ranked_change *out);
#endif

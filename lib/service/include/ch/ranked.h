/* ch/ranked.h – the engine's list as each side may read it: experts with scores, a State alphabetically, a provider
 * what is open to it.
 *
 * Pure reads of the pinned catalogue, no SQL. A list is not made again until something changes that it depends on
 * (ch/ground.h); else cost as ch_rank_…. A look's day is asked unless the query names another. Texts in a view are
 * borrowed till the look's end; structs and lists stand in its arena. Whatever is kept of a list, the permission table
 * is asked anew of every line and every reader. CH_HIDDEN: request, need or offer is not there for him; CH_TOO_LARGE:
 * the look's arena, or the 256 MiB to rank in, are full; CH_BUSY: no memory, or no more audit entries of reads can
 * wait.
 */
#ifndef CH_RANKED_H
#define CH_RANKED_H
#include <ch/matches.h>
#include <ch/what_if.h>

/* One line of such a list. In a State's own list request and party_name are empty. */
typedef struct ch_pairing {
        /* Place in the engine's list, 1 = best; lines that the reader may not see leave gaps. 0 where he gets no order
         * of merit. */
        size_t rank;
        const ch_request *request; /* redacted for the reader */
        int64_t need;              /* ch_need.no that it serves */
        /* The offer's own words for what fits best; empty: its title, or none; in experts' lists alone. */
        ch_str part;
        const ch_offer *offer; /* redacted for the reader */
        ch_str party_name, provider_name;
        /* 0..100,000 = the sum of why[].points; 0 where the reader gets none. */
        int32_t score;
        /* Greatest first; where the reader gets no score in the order of the factors, codes only, fit and points 0. A
         * provider's list leaves out what would tell the State's preferences. */
        const ch_reason *why;
        size_t why_len;
        /* Of this need and offer; nil: none that the reader may see. */
        ch_uuid match;
        ch_match_status status; /* of that match; CH_MATCH_SUGGESTED: none */
} ch_pairing;

/* Which list: { .request = id, .today = CH_DAY_NONE } is that of a whole request. Zeroed fields are the usual, but
 * today. */
typedef struct ch_ranked_ask {
        /* One of them: offers for a request or one need, or needs for an offer. The other is nil. */
        ch_uuid request, offer;
        int64_t need; /* of the request; 0: all needs, interleaved by coverage gain */
        /* CH_DAY_NONE: the look's. 0 is a day (1 January 1970). */
        ch_day today;
        /* Lines at most; 0: 50. */
        size_t top;
        /* As ch_rank_query: 0 delivers and hosts, else role + 1; funders have their own list. */
        int32_t role;
        /* Experts, of one need: also why others are not in the list, which is a look at every offer. */
        bool explains;
        /* Experts: not 0: what the caller writes of the view is kept under this number, his for one way of writing (a
         * page, JSON). */
        uint32_t form;
} ch_ranked_ask;

/* What a caller wrote of a view: its bytes, and a tag of them (an ETag) that need not be made again. */
typedef struct ch_ranked_text {
        ch_str bytes, tag;
} ch_ranked_text;

/* The list as this reader has it. Members that are for experts only are empty for others. */
typedef struct ch_ranked_view {
        ch_pairing *v;
        size_t len;
        bool has_scores;
        /* Sequence of the catalogue: experts only, else 0. */
        uint64_t as_of;
        /* Version of the weights: experts only. */
        ch_str weights;
        /* The day that was asked. */
        ch_day today;
        /* If asked for, one need, experts only; else NULL. Offers in it are redacted copies; those that the reader is
         * kept from are left out of the nearest, but counted. */
        const ch_why_not *why_not;
        /* Listed offers there are, out of which the list was chosen: experts only. */
        size_t offers;
        /* What was written of this view's lines before, a copy in the look's arena: then v is not filled. It is given
         * only where the permission table, asked anew of every line, says of this reader what it said of the other. */
        ch_ranked_text text;
        /* For ch_ranked_keep; NULL: this view's text is not kept. */
        const struct ranked_again *again;
} ch_ranked_view;
/* Experts, the Chair and the system: offers for a need or request, or needs for an offer, best first, at most top.
 * Lines from which an expert is kept are left out, and others follow in their stead. One audit entry a list of a
 * request or offer. */
CH_MUST_CHECK ch_status ch_ranked_show(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask,
                                       ch_ranked_view *out);
/* Keeps what was written of the view's lines under the query's form, a copy, till something changes that they depend
 * on: in it nothing may stand that does not come from the lines, the query, the name of the weights or the look's
 * language: not as_of. Nothing happens where the view is not kept or the text is empty.
 *
 *   if (!view.text.bytes.len) {
 *           view.text = written_of(&view);
 *           ch_ranked_keep(&look, &view, &view.text);
 *   }
 */
void ch_ranked_keep(const ch_look *look, const ch_ranked_view *view, const ch_ranked_text *text);
/* A State's own request, drafters and missions: offers that pass every rule, the best of them up to top, alphabetically
 * by provider, with reasons, without score. */
CH_MUST_CHECK ch_status ch_ranked_for_state(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask,
                                            ch_ranked_view *out);
/* A provider's own offer: needs circulated or open to it (summary and codes), the best of them up to top,
 * alphabetically by State, without score. Judged from what it may read of each request alone. Not kept: cost is one
 * pair for each need of each open request. */
CH_MUST_CHECK ch_status ch_ranked_for_provider(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask,
                                               ch_ranked_view *out);
/* One pair, whatever its rank, with existing match: experts, on the look's day. *rule: CH_RULE_PASSED or what refuses
 * it (then out has no score). CH_HIDDEN also where the reader is kept from either side. */
CH_MUST_CHECK ch_status ch_ranked_pair(const ch_look *look, const ch_actor *actor, const ch_pair_in *pair,
                                       ch_pairing *out, ch_rule *rule);

/* The offer that somebody calls so: its reference ("O-CAN-2026-3"), or its id. CH_HIDDEN: there is none that the reader
 * may read. No audit entry. */
CH_MUST_CHECK ch_status ch_ranked_offer(const ch_look *look, const ch_actor *actor, ch_str called, ch_uuid *out);

/* What the smallest change would be that brings an offer among the first goal of a need's list, or takes it out, and
 * over which weights it stays among the first ten: experts, as ch_ranked_pair. Cost: up to 96 lists, and up to a
 * thousand for the weights, so for one pair that a person asks about. Bounded, both together cost as much as half a
 * million offers compared: about a quarter of a second. */
typedef struct ch_why_ask {
        /* Of it request, need and offer. */
        ch_pair_in pair;
        /* Places from the top, 1 or more. */
        size_t goal;
        bool wants_weights; /* else range is not filled */
        bool is_bounded;    /* for whoever others wait for */
} ch_why_ask;
/* The answer (ch/what_if.h), with the pair as it is. */
typedef struct ch_ranked_change {
        ch_pairing pairing;
        ch_what_if what;
        /* In force; its version in the look's arena. */
        ch_weights weights;
        /* By factor: from which to which whole weight it stays among the first ten. */
        ch_what_range range[CH__FACTOR_MAX];
        bool has_weights; /* range is filled; bounded, not where offers are too many */
} ch_ranked_change;
/* Answers it, with the pair and the refusals of ch_ranked_pair, on the look's day. An offer that only funds has its
 * place in the funders' list. CH_BUSY: no memory for the lists. */
CH_MUST_CHECK ch_status ch_ranked_why(const ch_look *look, const ch_actor *actor, const ch_why_ask *ask,
                                      ch_ranked_change *out);
#endif

/* pair.h – one need and one offer side by side, with what each side's factors and rules ask for. Inside the room.
 *
 * Everything here is filled in from one catalogue and one query; nothing outlives the call that made it. This is the
 * plain way, that asks the records themselves: what scan.h reckons from cards and sheets must give the same numbers.
 */
#ifndef CH_MATCH_PAIR_H
#define CH_MATCH_PAIR_H
#include "catalog_.h"
#include <ch/rank.h>

/* The side of the need; made once for all offers. */
typedef struct asking {
        const ch_catalog *cat;
        const ch_rank_query *q;
        const ch_request *request;
        const ch_need *need;
        /* What the need means: the catalogue's, or read now for a draft. */
        const unit *unit;
        /* Of the call. */
        ch_arena *arena;
        /* Of each of the unit's stems: rarity. */
        const uint16_t *stem_weights;
        /* [STEMS_MANY + 1], thousandths, rounded up: what a part meets at most of all these that has so many stems. */
        const uint16_t *stems_most;
        /* The requesting State, or those of a joint request or an organization; and how many. */
        ch_state_set states;
        int states_len;
        /* In which the requester works: as stated, and those in use in the State. Not that of the request's text, as
         * the same request must find the same offers in any language. */
        ch_strs languages;
        /* By eligible word, once it was asked for; -1: not yet. */
        int16_t *closeness;
        /* Wanted period, the need's own or else the request's; CH_DAY_NONE: open. */
        ch_day from, until;
} asking;

/* The side of the offer; made once for all needs. */
typedef struct offering {
        const ch_offer *offer;
        const card *card;
        const units *units; /* NULL where nobody asks how like they are */
        const ch_org *org;  /* of the provider; NULL: a State, or only in the records */
        ch_party_kind kind;
        size_t engaged; /* matches under way */
} offering;

/* How like they are, seen at the part of the offer that fits best by the query's weights, the first of equal ones. */
typedef struct like {
        /* 0..1000. */
        int32_t topic, text, assistance, domain;
        /* Of the units; the areas' number is their title's and text's. units->len: the offer says nothing. */
        size_t area;
} like;

/* What factors and rules are asked about; rules need no like. */
typedef struct pair {
        const asking *a;
        const offering *o;
        like like;
} pair;

/* Both borrow what they are given. CH_TOO_LARGE: the arena is full. An offer that is not the catalogue's own record,
 * byte for byte, has its words read anew; q->weights must not be NULL. */
CH_MUST_CHECK ch_status asking_make(const ch_catalog *cat, const ch_rank_query *q, const ch_request *r,
                                    const ch_need *n, ch_arena *arena, asking *out);
CH_MUST_CHECK ch_status offering_make(const ch_catalog *cat, const ch_offer *o, ch_arena *arena, offering *out);

/* Do more than half of the requesting States belong to it? One State: does it? */
bool asking_is_within(const asking *a, const ch_state_set *set);
/* How near one topic is to another, 0..1000: the same, parent, child, sibling. */
int32_t topic_nearness(const ch_vocab *vocab, uint16_t asked, uint16_t given);
/* The best of it, between the need's topics and one that is given. */
int32_t nearest_topic(const asking *a, uint16_t given);
/* Help given to others (policy.h). Walks the responses that name the offer. */
int32_t record_fit(const pair *p);
/* Not below record_fit, whatever the need. */
int32_t record_at_most(const table *responses, ch_str offer_ref);
/* O(parts x terms asked x terms given); o->units must be there. */
like like_of(const asking *a, const offering *o);

/* The factor table's: a fit, 0..1000 (asserted), and what met, for a reason: codes borrowed, the list in the arena. */
int32_t factor_fit(ch_factor f, const pair *p);
ch_strs factor_codes(ch_factor f, const pair *p, ch_arena *arena);
/* The rule table's: the first that refuses; and one of them. */
ch_rule rule_of(const pair *p);
bool rule_refuses(ch_rule r, const pair *p);

/* Single facts, for scan.c and card.c. offer_id: sixteen bytes. */
/* It takes a place of its offer. */
bool match_is_under_way(int32_t status);
/* Matches under way, O(matches of the offer); and is there any match at all, whatever its status? O(log matches). */
size_t count_engaged(const ch_catalog *cat, ch_str offer_id);
bool has_match(const table *matches, ch_str offer_id);
/* Of a word of those an offer is for; 0: not the requester. And of the closest, which is the at-th; each word is looked
 * up but once, the record's own only where the card's is odd. */
int32_t closeness(const asking *a, ch_str code);
int32_t closest(const asking *a, const ch_strs *eligible, const card *c, size_t *at);
/* Fits of policy.h by themselves: of a provider's kind; of mode and tailoring; of the days since it was confirmed; what
 * is left of a part's likeness when its weapon area or place is another. */
int32_t kind_fit(ch_party_kind kind);
int32_t offer_mode_fit(const ch_offer *o);
int32_t freshness_of(ch_day today, ch_day confirmed);
int32_t what_is_left(const asking *a, const unit *part);
/* The weapon areas that are asked for and those that a part names are others; without a branch. */
static inline bool
domains_differ(uint32_t asked, uint32_t named, bool all)
{
        return (asked != 0) & (named != 0) & !(asked & named) & !all;
}
/* Fit of the weapon areas, 0..1000, before it counts as far as the part is to the point. part, all: the bits that the
 * part of the offer names, or all (unit.h). */
int32_t domains_met(const unit *need, uint32_t part, bool all);
/* Does the query's list hold offers of that role? */
bool role_is_asked(const ch_rank_query *q, const entry *offer);
/* Fit x weight of all factors, 0..100,000; p->like is there. */
int32_t pair_score(const pair *p);
/* The line, from the fit of each factor. */
void pair_fill(const pair *p, const int32_t *fits, ch_arena *arena, ch_ranked *out);
/* The line of a need and an offer, whatever the rules say; scratch is emptied first and holds nothing of it. */
CH_MUST_CHECK ch_status pair_write(const asking *a, const ch_offer *offer, ch_arena *scratch, ch_arena *arena,
                                   ch_ranked *out);
#endif

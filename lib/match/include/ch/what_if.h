/* ch/what_if.h – what would have to change for an offer to rise in, or fall out of, the list of a need.
 *
 * What: one or two elementary changes to either side: a topic, weapon area or kind of help more or less, a language,
 * a State or region the offer is for, its dates, its capacity. Nothing is guessed: each change that is told was applied
 * to a catalogue of its own and the list made anew, so that whoever makes the change finds exactly the rank told here.
 *
 * Smallest: all single changes come before any two; among as many, content before formalities, the need before the
 * offer. Two changes are sought among the single ones that help most, so two may be missed; none is told that does not
 * hold. What is private (who ruled whom out) or nobody's to change (a State's own offer, an offer not listed) is never
 * proposed.
 *
 * Pure as ch/rank.h. Threads: any, with a reference to the catalogue. Cost: a catalogue and a list per change tried, at
 * most CH_WHAT_TRIES or the query's lists, if they are fewer; for a person who asks about one pair, not for lists.
 * Failure: CH_TOO_LARGE, the arena is full, or one try took more than 1 GiB; CH_BUSY, no memory. Results live in the
 * arena. Of a pair that comes in only request, need and offer are looked at; the need's number must be set.
 *
 *      now rank 14, then rank 8, by { CH_WHAT_TOPIC, of_offer, adds, "BOR.MGMT", area 0 }: "Add to the offer: Border
 *      management"
 */
#ifndef CH_WHAT_IF_H
#define CH_WHAT_IF_H
#include <ch/rank.h>

/* Changes told at most; lists made at most to find them; places looked for a pair in; the first of a list (ranges). */
enum { CH_WHAT_STEPS = 2, CH_WHAT_TRIES = 96, CH_WHAT_DEPTH = 1000, CH_WHAT_TOP = 10 };

/* What an elementary change changes. Not stored. */
typedef enum ch_what {
        /* The first three are the facets of the thesaurus, in its order. */
        CH_WHAT_TOPIC,
        CH_WHAT_DOMAIN,
        CH_WHAT_ASSISTANCE,
        CH_WHAT_LANGUAGE,
        /* Of the offer: who it is for. */
        CH_WHAT_REGION,
        /* Of the offer: .day becomes its first, or its last. */
        CH_WHAT_FROM,
        CH_WHAT_UNTIL,
        /* Of the offer: .number becomes its capacity. */
        CH_WHAT_CAPACITY,
        CH__WHAT_MAX
} ch_what;

typedef struct ch_what_step {
        ch_what what;
        /* Else of the need (languages: of its request). */
        bool of_offer;
        /* Else takes away; a topic that is taken away is refused as well (not_topics), lest the words bring it up. */
        bool adds;
        /* Topic, language, State or region. */
        ch_str code;
        /* Of the offer, from 0: where a topic is added or taken away. */
        size_t area;
        ch_day day;
        int64_t number;
} ch_what_step;

/* Stable word for machines ("topic"), and a sentence for people with {name} for what is changed ("Add to the need:
 * {name}"), a message id. Never NULL. */
const char *ch_what_word(ch_what what);
const char *ch_what_text(const ch_what_step *step);

/* Of a pair in the list of its need. */
typedef struct ch_what_place {
        /* The first that refuses it, or CH_RULE_PASSED. */
        ch_rule rule;
        /* 1 = best; 0: refused, in another list, or beyond CH_WHAT_DEPTH. */
        size_t rank;
        /* 0: refused. */
        int32_t score;
} ch_what_place;

typedef struct ch_what_range {
        /* Whole weights, 0..100; low > high: as they are, it is not among the first. */
        int32_t low, high;
        /* It may go further: the query's lists were used up. */
        bool is_low_cut, is_high_cut;
} ch_what_range;

typedef struct ch_what_if {
        /* Where it stands, and where it would after the steps. */
        ch_what_place now, then;
        size_t goal;
        /* It stands within the goal, and these steps take it out; else they bring it in. */
        bool breaks;
        ch_what_step steps[CH_WHAT_STEPS];
        /* 0: no one or two changes do it. */
        size_t steps_len;
        /* Lists made to find it. */
        size_t tried;
        /* No more lists could be made: with some, more might have been found. */
        bool is_cut;
} ch_what_if;

/* The smallest change that brings the pair among the first goal (1 or more) of the need's list, or, where it stands
 * there, takes it out; and what its rank then is. request and need may be a draft's, the offer any. A goal of 0
 * asserts. */
CH_MUST_CHECK ch_status ch_what_would_change(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair,
                                             size_t goal, ch_arena *arena, ch_what_if *out);

/* The pair after these steps: a record that changes is copied into the arena, one that does not stays itself. What
 * ch_what_would_change applies, for whoever wants to make it true. */
CH_MUST_CHECK ch_status ch_what_apply(const ch_ranked *pair, const ch_what_step *steps, size_t n, ch_arena *arena,
                                      ch_ranked *out);
/* Where a pair stands in the list of its need. */
CH_MUST_CHECK ch_status ch_what_stands(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair,
                                       ch_what_place *out);
/* All elementary changes that may matter to this pair (at most 128), in the order in which they are tried: what either
 * side's codes and words have and the other's have not, or what it may give up. */
CH_MUST_CHECK ch_status ch_what_steps(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair,
                                      ch_arena *arena, ch_what_step **out, size_t *len);

/* Per factor: the weights, in one piece around the present one, over which the pair stays among the first CH_WHAT_TOP,
 * the others giving way as ch_what_weights says. Cost: a list per weight, so up to a thousand, or the query's lists. On
 * failure out says of some factors less than is so. */
CH_MUST_CHECK ch_status ch_what_ranges(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair,
                                       ch_what_range out[CH__FACTOR_MAX]);
/* These weights with that of one factor changed to weight (0..100), the others in the proportions they have; whole by
 * largest remainders, total 100. Where the others have none, the first of them takes what is left. Never fails. */
ch_weights ch_what_weights(const ch_weights *now, ch_factor f, int32_t weight);
#endif

/* ch/what_if.h – what would have to change for an offer to rise in, or fall out of, the list of a need.
 *
 * What:    one or two elementary changes to either side: a topic, weapon area or kind of help more or less, a language,
 * a State or region the offer is for, its dates, its capacity. Nothing is guessed: each change that is told was applied
 * to a catalogue of its own and the list made anew, so that whoever makes the change finds exactly the rank told here.
 * Smallest: all single changes come before any two; among as many, content before formalities, the need before the
 * offer. Two changes are sought among the single ones that help most, so two may be missed; none is told that does not
 * hold. What is private (who ruled whom out) or nobody's to change (a State's own offer, an offer not listed) is never
 * proposed. Pure as ch/rank.h. Threads: any, with a reference to the catalogue. Cost: a catalogue and a list per change
 * tried, at most CH_WHAT_TRIES or the query's lists, if they are fewer; for a person who asks about one pair, not for
 * lists. Failure: CH_TOO_LARGE, the arena
 * is full; CH_BUSY, no memory. Results live in the arena.
 */
#ifndef CH_WHAT_IF_H
#define CH_WHAT_IF_H
#include <ch/rank.h>

enum { CH_WHAT_STEPS = 2, CH_WHAT_TRIES = 96, CH_WHAT_DEPTH = 1000, CH_WHAT_TOP = 10 };

/* What an elementary change changes. Not stored. */
typedef enum ch_what {
        CH_WHAT_TOPIC,
        CH_WHAT_DOMAIN,
        CH_WHAT_ASSISTANCE,
        CH_WHAT_LANGUAGE,
        CH_WHAT_REGION,   /* of the offer: who it is for */
        CH_WHAT_FROM,     /* of the offer: day */
        CH_WHAT_UNTIL,    /* of the offer: day */
        CH_WHAT_CAPACITY, /* of the offer: number */
        CH__WHAT_MAX
} ch_what;

typedef struct ch_what_step {
        ch_what what;
        bool of_offer; /* else of the need (languages: of its request) */
        bool adds;     /* else takes away; a topic that only the words bring up is then refused (not_topics) */
        ch_str code;   /* topic, language, State or region */
        size_t area;   /* of the offer, from 0: where a topic is added or taken away */
        ch_day day;
        int64_t number;
} ch_what_step;

/* Stable word for machines ("topic"), and a sentence for people with {name} for what is changed ("Add to the need:
 * {name}"), a message id. Never NULL. */
const char *ch_what_word(ch_what what);
const char *ch_what_text(const ch_what_step *step);

typedef struct ch_what_place { /* of a pair in the list of its need */
        ch_rule rule;
        size_t rank;   /* 1 = best; 0: refused, in another list, or beyond CH_WHAT_DEPTH */
        int32_t score; /* 0: refused */
} ch_what_place;

typedef struct ch_what_range {
        int32_t low, high;            /* whole weights; low > high: as they are, it is not among the first */
        bool is_low_cut, is_high_cut; /* it may go further: the query's lists were used up */
} ch_what_range;

typedef struct ch_what_if {
        ch_what_place now, then;
        size_t goal;
        bool breaks; /* it stands within the goal, and these steps take it out; else they bring it in */
        ch_what_step steps[CH_WHAT_STEPS];
        size_t steps_len; /* 0: no one or two changes do it */
        size_t tried;     /* lists made to find it */
        bool is_cut;      /* no more lists could be made: with some, more might have been found */
} ch_what_if;

/* The smallest change that brings the pair among the first goal (1 or more) of the need's list, or, where it stands
 * there, takes it out; and what its rank then is. request and need may be a draft's, the offer any. */
CH_MUST_CHECK ch_status ch_what_would_change(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair,
                                             size_t goal, ch_arena *arena, ch_what_if *out);

/* The pair after these steps: a record that changes is copied into the arena, one that does not stays itself. What
 * ch_what_would_change applies, for whoever wants to make it true. */
CH_MUST_CHECK ch_status ch_what_apply(const ch_ranked *pair, const ch_what_step *steps, size_t n, ch_arena *arena,
                                      ch_ranked *out);
/* Where a pair stands in the list of its need. */
CH_MUST_CHECK ch_status ch_what_stands(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair,
                                       ch_what_place *out);
/* All elementary changes that may matter to this pair, in the order in which they are tried. */
CH_MUST_CHECK ch_status ch_what_steps(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair,
                                      ch_arena *arena, ch_what_step **out, size_t *len);

/* Per factor: the weights, in one piece around the present one, over which the pair stays among the first CH_WHAT_TOP,
 * the others giving way as ch_what_weights says. Cost: a list per weight, so up to a thousand, or the query's lists. */
CH_MUST_CHECK ch_status ch_what_ranges(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair,
                                       ch_what_range out[CH__FACTOR_MAX]);
/* These weights with that of one factor changed, the others in the proportions they have; whole, total 100. Where the
 * others have none, the first of them takes what is left. Never fails. */
ch_weights ch_what_weights(const ch_weights *now, ch_factor f, int32_t weight);
#endif

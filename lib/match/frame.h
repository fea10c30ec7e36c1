/* frame.h – what the reference tables alone say, in numbers, and the rows of every sheet. Inside the room.
 *
 * Made once for a vocabulary, immutable, shared by all catalogues over it. A row stands for one fact that an offer has
 * or has not: a topic or a word of the field in any of its parts, a code among those it is for, a bit of its provider's
 * number. Rows are numbered
 *
 *      0 ..            meanings: topics, then words of the field
 *      families ..     by topic: a child of it is in a part
 *      eligible ..     by State, then region: the offer is for it
 *      party ..        by bit of the provider's number, the lowest first
 *      facts ..        the rest, fact by fact
 *      rows ..         rows that change without the offer (own_row, sheet.h)
 */
#ifndef CH_MATCH_FRAME_H
#define CH_MATCH_FRAME_H
#include "index.h"
#include "kernel.h"

enum { STEM_LEVELS = 12 };

/* Facts that no table counts. "Odd" is what no reference table knows. */
typedef enum fact {
        /* Eligible: "*". */
        FACT_FOR_ALL,
        /* … a code that no table knows. */
        FACT_FOR_ODD,
        /* Its role, each offer has one of these four. */
        FACT_DELIVERS,
        FACT_HOSTS,
        FACT_FUNDS,
        FACT_ROLE_ODD,
        /* It names no language at all; it names one that is none of the six; from here on one of the six each, in the
         * order of ch_lang. */
        FACT_NO_LANGUAGE,
        FACT_LANGUAGE_ODD,
        FACT_LANGUAGE,
        /* A capacity is stated; a day on which it was confirmed is. */
        FACT_CAPACITY = FACT_LANGUAGE + CH__LANG_MAX,
        FACT_CONFIRMED,
        /* Fit of the way of working above MODE_PLAIN; above MODE_FAIR, and then both are set. */
        FACT_MODE_FAIR,
        FACT_MODE_GOOD,
        /* Open from some day on, or until some day. */
        FACT_DATED,
        /* It rules somebody out; each of its areas has confirmed measures (card.h). */
        FACT_EXCLUDES,
        FACT_ALL_STATED,
        /* One of its parts names no weapon area; all of them. */
        FACT_PART_NO_DOMAIN,
        FACT_PART_ALL_DOMAINS,
        /* First of 32: the bits of gist_part.domains, any part's. */
        FACT_DOMAIN,
        /* First of STEM_LEVELS: one of its parts has more words outside the thesaurus than that level says. */
        FACT_STEMS = FACT_DOMAIN + 32,
        FACT__MAX = FACT_STEMS + STEM_LEVELS
} fact;

extern const uint8_t stem_levels[STEM_LEVELS]; /* rising */

/* Steps in which the way of working is bounded, in thousandths; sorts of sheet: for all, mixed, and one for each of at
 * most ten groups of the United Nations; and bits that a party's number can have, which comes from 16 bits. */
enum { MODE_PLAIN = 500, MODE_FAIR = 750, SHEET_CLASSES = 12, PARTY_BITS_MAX = 17 };

typedef struct frame {
        atomic_size_t refs;
        /* The fastest that this machine runs. */
        const kernel *kernel;
        size_t topics, regions, orgs;
        /* [asked * topics + given]: topic_nearness, in thousandths. */
        int16_t *near;
        /* Topics that an organization is known to work on: of org i from fields_at[i] to fields_at[i + 1]. */
        uint16_t *fields;
        size_t *fields_at;
        /* Of organizations: fit of their kind. */
        int16_t *kinds;
        /* By State, then region: the sort of sheet. */
        uint8_t *classes;
        /* Numbers of parties that there are, and their bits: 9 for some 250 of them. */
        size_t parties, party_bits;
        /* First row of each; a meaning's row is its number. */
        size_t families, eligible, party, facts;
        size_t rows;
} frame;

/* O(topics squared). NULL: no memory. The vocabulary must outlive it. acquire and release count references. */
frame *frame_new(const ch_vocab *vocab);
frame *frame_acquire(frame *f);
void frame_release(frame *f);

/* Rows by what they stand for. A topic's family: a child of it is there. */
static inline uint16_t
row_of_family(const frame *f, size_t topic)
{
        return (uint16_t)(f->families + topic);
}

static inline uint16_t
row_of_fact(const frame *f, fact what)
{
        return (uint16_t)(f->facts + (size_t)what);
}

/* The number of a party, by the word of a card: organizations first, then one for all that no table knows, then States.
 * Below frame.parties. */
static inline uint32_t
party_number(const frame *f, uint16_t word)
{
        return (uint32_t)(word == CODE_ODD      ? f->orgs
                          : word >= CODE_REGION ? (size_t)(word - CODE_REGION)
                                                : f->orgs + 1 + word);
}

/* word: of a card (card.h), CODE_ODD and CODE_ALL too. A code that is none of the six has the row of the odd ones, and
 * so has a role that there is not. */
uint16_t row_of_eligible(const frame *f, uint16_t word);
uint16_t row_of_language(const frame *f, ch_str code);
uint16_t row_of_role(const frame *f, int32_t role);

/* At most so many rows has an offer; and these, some of them twice: returns how many, out has room for rows_room. The
 * sheet's own rows (own_row) are not among them. */
size_t rows_room(const card *c);
size_t rows_of(const frame *f, const ch_vocab *vocab, const entry *e, uint16_t *out);
/* Offers that are for the same States stand together: whoever asks for others passes over their sheets. For all; for
 * one group of the United Nations or a region mostly within it; for others and mixed. Below SHEET_CLASSES. */
unsigned class_of(const frame *f, const card *c);
#endif

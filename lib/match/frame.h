/* frame.h – what the reference tables alone say, in numbers, and the rows of every sheet. Inside the room.
 *
 * Made once for a vocabulary, immutable, shared by all catalogues over it. A row stands for one fact that an offer has
 * or has not: a topic or a word of the field in any of its parts, a code among those it is for, its provider.
 */
#ifndef CH_MATCH_FRAME_H
#define CH_MATCH_FRAME_H
#include "index.h"
#include "kernel.h"

/* Facts that no table counts. */
typedef enum fact {
        FACT_FOR_ALL,  /* eligible: "*" */
        FACT_FOR_ODD,  /* … a code that no table knows */
        FACT_FROM_ODD, /* the provider is only in the records */
        FACT_DELIVERS,
        FACT_HOSTS,
        FACT_FUNDS,
        FACT_ROLE_ODD,
        FACT_NO_LANGUAGE,
        FACT_LANGUAGE_ODD,
        FACT_LANGUAGE, /* first of the six */
        FACT_CAPACITY = FACT_LANGUAGE + CH__LANG_MAX,
        FACT_CONFIRMED,
        FACT_MODE_FAIR, /* fit of the way of working above MODE_PLAIN */
        FACT_MODE_GOOD, /* … above MODE_FAIR */
        FACT_DATED,     /* open from some day on, or until some day */
        FACT_EXCLUDES,
        FACT_ALL_STATED,
        FACT_PART_NO_DOMAIN,
        FACT_PART_ALL_DOMAINS,
        FACT_DOMAIN, /* first of 32 bits of gist_part.domains */
        FACT__MAX = FACT_DOMAIN + 32
} fact;

enum { MODE_PLAIN = 500, MODE_FAIR = 750, SHEET_CLASSES = 12 };

typedef struct frame {
        atomic_size_t refs;
        const kernel *kernel; /* the fastest that this machine runs */
        size_t topics, regions, orgs;
        int16_t *near;    /* [asked * topics + given]: topic_nearness */
        uint16_t *fields; /* topics that an organization is known to work on: of org i from fields_at[i] on */
        size_t *fields_at;
        int16_t *kinds;                            /* of organizations: fit of their kind */
        uint8_t *classes;                          /* by eligible word: the sort of sheet */
        size_t families, eligible, parties, facts; /* first row of each; a meaning's row is its number */
        size_t rows;
} frame;

/* NULL: no memory. The vocabulary must outlive it. */
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

uint16_t row_of_eligible(const frame *f, uint16_t word);
uint16_t row_of_party(const frame *f, uint16_t word);
uint16_t row_of_language(const frame *f, ch_str code);
uint16_t row_of_role(const frame *f, int32_t role);

/* At most so many rows has an offer; and these, some of them twice. */
size_t rows_room(const card *c);
size_t rows_of(const frame *f, const ch_vocab *vocab, const entry *e, uint16_t *out);
/* Offers that are for the same States stand together: whoever asks for others passes over their sheets. */
unsigned class_of(const frame *f, const card *c);
#endif

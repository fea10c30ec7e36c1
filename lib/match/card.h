/* card.h – what a list asks of an offer, in numbers and in one piece of memory. Inside the room.
 *
 * Made once when an offer enters the catalogue; immutable. It says nothing that the record and its units do not say:
 * codes of the reference tables became numbers, so that a list need not look them up.
 */
#ifndef CH_MATCH_CARD_H
#define CH_MATCH_CARD_H
#include "gist.h"

enum {
        CODE_ODD = 0xFFFF,           /* no number for it: ask the record */
        CODE_ALL = 0xFFFE,           /* "*" */
        CODE_REGION = CH_STATES_MAX, /* States first, then regions or organizations */
};

typedef struct card {
        ch_day from, until, confirmed;    /* CH_DAY_NONE: open, unsaid */
        int32_t capacity;                 /* 0: not said */
        uint32_t party_hash, size;        /* bytes of all but the gist */
        int16_t mode;                     /* fit of the factor */
        uint16_t party;                   /* State, CODE_REGION + organization, CODE_ODD */
        bool is_listed, excludes, is_odd; /* is_odd: one of the eligible words is CODE_ODD */
        int8_t role;
        bool all_stated;                      /* there are areas, and each has confirmed measure topics */
        uint16_t eligible, languages, stated; /* how many words */
        uint32_t stems;                       /* bytes before where the stems of each part end; then the stems */
        const gist *gist;                     /* of its parts */
        uint16_t words[]; /* eligible, languages, areas' confirmed measures (each area: number, topics) */
} card;

/* Words of a part outside the thesaurus; borrowed. */
static inline hashes
card_stems(const card *c, size_t part)
{
        const uint32_t *ends = (const uint32_t *)(const void *)((const char *)c + c->stems);
        const uint32_t *stems = ends + c->gist->parts_len;
        uint32_t from = part ? ends[part - 1] : 0;

        return (hashes) { (uint32_t *)(uintptr_t)(stems + from), ends[part] - from };
}

/* Those of all parts, part by part. */
static inline hashes
card_all_stems(const card *c)
{
        const uint32_t *ends = (const uint32_t *)(const void *)((const char *)c + c->stems);
        size_t parts = c->gist->parts_len;

        return (hashes) { (uint32_t *)(uintptr_t)(ends + parts), parts ? ends[parts - 1] : 0 };
}

/* All that the units were, from which it was made, but what only a need has: focus and aims. */
CH_MUST_CHECK ch_status card_units(const card *c, ch_arena *arena, units *out);
/* Cards and gists each stand together: a list reads the gists of many offers, and the cards of few. */
typedef struct card_room {
        ch_arena *cards, *gists;
} card_room;
const card *card_copy(const card_room *room, const card *from);
uint32_t card_hash(ch_str s);
uint16_t card_language(ch_str code);
uint16_t card_party(const ch_vocab *vocab, ch_str code);
/* The code of an eligible word that is not odd. */
ch_str card_code(const ch_vocab *vocab, uint16_t eligible);
/* NULL: there is no room. */
const card *card_make(const ch_vocab *vocab, const card_room *room, const ch_offer *o, const units *us);
#endif

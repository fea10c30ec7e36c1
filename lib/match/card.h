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
        int16_t mode;                     /* fit of the factor */
        uint16_t party;                   /* State, CODE_REGION + organization, CODE_ODD */
        bool is_listed, excludes, is_odd; /* is_odd: one of the eligible words is CODE_ODD */
        int8_t role;
        bool all_stated;                      /* there are areas, and each has confirmed measure topics */
        uint16_t eligible, languages, stated; /* how many words */
        const gist *gist;                     /* of its parts */
        uint16_t words[]; /* eligible, languages, areas' confirmed measures (each area: number, topics), where the
                             stems of each part end; then the stems */
} card;

static inline const uint16_t *
card_ends(const card *c)
{
        return c->words + c->eligible + c->languages + c->stated;
}

/* Words outside the thesaurus of all parts, part by part; borrowed. */
static inline hashes
card_all_stems(const card *c)
{
        size_t parts = c->gist->parts_len, at = (size_t)(card_ends(c) - c->words) + parts;
        const uint16_t *stems = c->words + at + at % 2;

        return (hashes) { (uint32_t *)(uintptr_t)(const void *)stems, parts ? card_ends(c)[parts - 1] : 0 };
}

/* And of one part. */
static inline hashes
card_stems(const card *c, size_t part)
{
        const uint16_t *ends = card_ends(c);
        size_t from = part ? ends[part - 1] : 0;

        return (hashes) { card_all_stems(c).v + from, ends[part] - from };
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

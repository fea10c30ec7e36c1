/* card.h – what a list asks of an offer, in numbers and in one piece of memory. Inside the room.
 *
 * Made once when an offer enters the catalogue; immutable. It says nothing that the record and its units do not say:
 * codes of the reference tables became numbers, so that a list need not look them up.
 *
 *      State           its index in the table                      0 .. CODE_REGION - 1
 *      region          of those an offer is for                    CODE_REGION + index
 *      organization    of providers, in the same range             CODE_REGION + index
 *      language        its two letters as a number                 "fr" is 0x6672
 *
 * Behind the card itself its words stand, one list after the other, and the stems, whole eights of bytes in all.
 */
#ifndef CH_MATCH_CARD_H
#define CH_MATCH_CARD_H
#include "gist.h"

enum {
        /* No number for it: ask the record. */
        CODE_ODD = 0xFFFF,
        /* "*" */
        CODE_ALL = 0xFFFE,
        /* States first, then regions or organizations. */
        CODE_REGION = CH_STATES_MAX,
};

/* from, until: first and last day; mode: of offer_mode_fit; capacity: what is above INT32_MAX is that. excludes: it
 * rules somebody out, whom the record says. stated: how many words the areas' confirmed measures take, each area's
 * number of topics counted too: 2 7 9 0, four words, says that one has the topics 7 and 9, the other none. */
typedef struct card {
        ch_day from, until, confirmed;        /* CH_DAY_NONE: open, unsaid */
        int32_t capacity;                     /* 0: not said */
        int16_t mode;                         /* fit of the factor */
        uint16_t party;                       /* State, CODE_REGION + organization, CODE_ODD */
        uint16_t eligible, languages, stated; /* how many words */
        uint16_t eights;                      /* bytes of all */
        uint8_t parts;
        int8_t role;
        bool is_listed : 1, excludes : 1;
        bool is_odd : 1;     /* one of the eligible words is CODE_ODD */
        bool all_stated : 1; /* there are areas, and each has confirmed measure topics */
        const gist *gist;    /* of its parts */
} card;

/* Bytes of the card and of all behind it. */
static inline size_t
card_size(const card *c)
{
        return (size_t)c->eights * EIGHT;
}

/* Behind it: eligible, languages, areas' confirmed measures (each area: number, topics), where the stems of each part
 * end; then the stems, as book.h writes them. */
static inline const uint16_t *
card_words(const card *c)
{
        return (const uint16_t *)(const void *)(c + 1);
}

/* Where the stems of each part end, counted from the first part's first; as many as there are parts. */
static inline const uint16_t *
card_ends(const card *c)
{
        return card_words(c) + c->eligible + c->languages + c->stated;
}

/* Stems of all parts, part by part; borrowed. Within a part they are in order of the stems, not of their numbers. */
static inline stem_words
card_all_stems(const card *c)
{
        const uint16_t *ends = card_ends(c);

        return (stem_words) { ends + c->parts, c->parts ? ends[c->parts - 1] : 0 };
}

/* And of one part. */
static inline stem_words
card_stems(const card *c, size_t part)
{
        const uint16_t *ends = card_ends(c);
        size_t from = part ? ends[part - 1] : 0;

        return (stem_words) { ends + c->parts + from, ends[part] - from };
}

/* All that the units were, from which it was made, but what only a need has: focus and aims. */
CH_MUST_CHECK ch_status card_units(const card *c, const book *stems, ch_arena *arena, units *out);
/* Cards and gists each stand together: a list reads the gists of many offers, and the cards of few. */
typedef struct card_room {
        ch_arena *cards, *gists;
        size_t before; /* bytes that stay free in front of each card, in one piece with it; whole eights */
} card_room;
/* With its gist. NULL: there is no room. */
card *card_copy(const card_room *room, const card *from);
/* For small tables within one call; the same in every process. */
uint32_t card_hash(ch_str s);
/* CODE_ODD for what is not two bytes long; whether there is such a language is not asked. */
uint16_t card_language(ch_str code);
/* An organization before a State; CODE_ODD for a party that only the records know. */
uint16_t card_party(const ch_vocab *vocab, ch_str code);
/* The code of an eligible word that is not odd. */
ch_str card_code(const ch_vocab *vocab, uint16_t eligible);
typedef struct card_source {
        const ch_vocab *vocab;
        book *stems; /* those without a number get one there; NULL: none has one */
} card_source;
/* us: the offer's units. NULL: there is no room, or more of something than a checked record has. */
card *card_make(const card_source *s, const card_room *room, const ch_offer *o, const units *us);
#endif

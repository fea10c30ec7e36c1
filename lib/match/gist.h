/* gist.h – what an offer means, part by part, in one small piece of memory. Inside the room.
 *
 * All that likeness asks for but the stems, of which it only says how many there are: meanings, weapon areas, places.
 * Immutable. The offer's card points to it.
 * In one piece:
 *
 *      gist | a set of States for each part that names places | parts | words of the first part, of the second …
 *
 * A part with the topics 12 (stated) and 40 and the word 115 of the field has the words 0xC00C, 40, 115, none.
 */
#ifndef CH_MATCH_GIST_H
#define CH_MATCH_GIST_H
#include "unit.h"

/* A meaning as a word: its number, and whether it weighs double. Parts have words by the four, at least once, the last
 * of which may be no meaning: the number behind the last. The first of a part's last four is marked. So who reads those
 * of a whole offer has no turns to guess but at its end. */
enum { WORD_MEANING = 0x3FFF, WORD_LAST = 0x4000, WORD_DOUBLE = 0x8000, WORDS_EACH = 4, EIGHT = 8 };

/* So many stems or more are one number. */
enum { STEMS_MANY = UINT8_MAX };

/* domains, all_domains: as a unit has them. */
typedef struct gist_part { /* a unit */
        uint32_t domains;
        /* Its first word, counted from the gist's first; how many words of the field, behind … */
        uint16_t at, concepts;
        /* … so many topics of the facet measure and then so many kinds of help. */
        uint8_t measures, kinds;
        /* 1 + which of the places; 0: it names none. */
        uint8_t place : 7;
        bool all_domains : 1;
        /* How many stems it has, which stand on the card; STEMS_MANY: so many or more. */
        uint8_t stems;
} gist_part;

typedef struct gist {
        /* Bytes of all, whole eights. */
        uint32_t size;
        /* At most PARTS_MAX parts. */
        uint8_t parts_len, places_len;
        /* Of all parts, those that are no meaning counted. */
        uint16_t words_len;
        /* Of the parts that name some, then the parts, then their words. */
        ch_state_set places[];
} gist;

/* parts_len of them. */
static inline const gist_part *
gist_parts(const gist *g)
{
        return (const gist_part *)(const void *)(g->places + g->places_len);
}

/* Of all parts; those of one part begin at its .at. */
static inline const uint16_t *
gist_words(const gist *g)
{
        return (const uint16_t *)(const void *)(gist_parts(g) + g->parts_len);
}

/* How many meanings a part has, and how many words for so many. */
static inline size_t
gist_part_len(const gist_part *p)
{
        return (size_t)p->measures + p->kinds + p->concepts;
}

static inline size_t
gist_words_for(size_t meanings)
{
        return meanings ? (meanings + WORDS_EACH - 1) / WORDS_EACH * WORDS_EACH : WORDS_EACH;
}

/* Bytes for the gist of these; 0: there are too many of something, which no checked record has. */
size_t gist_size(const units *us);
/* Written to out, which is aligned as a ch_state_set is and has room for them. none: the number that is no meaning. */
void gist_write(const units *us, uint16_t none, size_t size, gist *out);
/* Is that topic or word in any of the parts? Walks all words. */
bool gist_has(const gist *g, uint16_t meaning);
/* The part without its meanings and stems: weapon areas, places. */
unit gist_unit(const gist *g, size_t part);
/* And with its meanings, but what only a need has: focus and aims. */
CH_MUST_CHECK ch_status gist_read(const gist *g, size_t part, ch_arena *arena, unit *out);
#endif

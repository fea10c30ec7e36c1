/* lexicon.h – the compiled thesaurus, as its maker (lexicon.c) and its reader (words.c) know it. Inside the room.
 *
 * A keyword is a rule: its words, each with the forms in which it may stand, and what it means. It hangs, by each form
 * of its first word, on a hook in the map of its language; who reads a text looks each of its words up there, and asks
 * the rules that hang there whether the words behind follow. "draft* law" hangs under "draft" in begins, with two
 * words.
 */
#ifndef CH_MATCH_LEXICON_H
#define CH_MATCH_LEXICON_H
#include "words.h"
#include <ch/base/map.h>

/* Other words between two of a keyword; the end of a chain of hooks; words of a keyword, more are left out. */
enum { GAP_MAX = 2, NO_RULE = -1, KEYWORD_WORDS_MAX = 16 };

typedef struct key_word {
        ch_strs forms; /* in which it may stand */
        bool begins;   /* written with a trailing '*' */
} key_word;

/* strength: what finding it once is worth (words.h). Of a Chinese keyword only len is used, in bytes. */
typedef struct rule { /* one keyword */
        uint16_t meaning;
        key_word *words;
        size_t len;
        int32_t strength;
} rule;

/* Rules that may begin with a form; several share one, so they hang together. */
typedef struct hook {
        int32_t rule, next;
} hook;

/* Bits of a tongue's marks: 8 KiB, so that they stay near while a text is read. */
enum { MARKS = 1 << 16 };

/* The keywords of one language. Most beginnings of words lead nowhere: marks says so without a look into the maps. */
typedef struct tongue {
        ch_map *whole, *begins; /* form -> hook; Chinese: the whole keyword, in whole */
        uint64_t *marks;        /* bit by mark_of: perhaps a key of one of the two; else surely none */
        size_t longest;         /* bytes of the longest key in begins, or of a Chinese keyword */
} tongue;

/* FNV-1a, byte by byte, so that all beginnings of a word cost one pass; the last step of it spreads. */
#define MARK_FIRST UINT32_C(0x811C9DC5)
static inline uint32_t
mark_more(uint32_t mark, char c)
{
        return (mark ^ (unsigned char)c) * UINT32_C(0x01000193);
}

/* False: surely no key. */
static inline bool
mark_is_set(const tongue *t, uint32_t mark)
{
        uint32_t bit = (mark ^ mark >> 16) & (MARKS - 1);

        return t->marks[bit / 64] >> bit % 64 & 1;
}

/* Immutable once made, but refs. Everything lives in its arena. */
struct lexicon {
        atomic_size_t refs;
        ch_arena *arena, *scratch; /* scratch: while it is made */
        rule *rules;
        size_t rules_len;
        hook *hooks;
        size_t hooks_len, hooks_cap;
        tongue tongues[CH__LANG_MAX];
};
#endif

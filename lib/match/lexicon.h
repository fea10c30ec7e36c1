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

enum {
        /* Other words between two of a keyword. */
        GAP_MAX = 2,
        /* The end of a chain of hooks. */
        NO_RULE = -1,
        /* Words of a keyword; what is behind them is left out. */
        KEYWORD_WORDS_MAX = 16
};

typedef struct key_word {
        /* In which it may stand in a text, as tokens_of_keyword gives them. */
        ch_strs forms;
        /* Written with a trailing '*': a word of the text need only begin with one of the forms. */
        bool begins;
} key_word;

typedef struct rule { /* one keyword */
        /* A topic, a word of the field or a place (words.h). */
        uint16_t meaning;
        /* In their order; of a Chinese keyword none, it stands whole in the map. */
        key_word *words;
        /* How many words; of a Chinese keyword bytes. Never 0: a keyword without a word is left out. */
        size_t len;
        /* What finding it once is worth (words.h): 1,000 for one word, and for one or two Chinese characters. */
        int32_t strength;
} rule;

/* Rules that may begin with a form; several share one, so they hang together: "law enforcement" and "law of treaties"
 * both under "law". */
typedef struct hook {
        /* Index in rules; index of the next hook of the same form, or NO_RULE. */
        int32_t rule, next;
} hook;

/* Bits of a tongue's marks: 8 KiB, so that they stay near while a text is read. */
enum { MARKS = 1 << 16 };

/* The keywords of one language. Most beginnings of words lead nowhere: marks says so without a look into the maps. */
typedef struct tongue {
        /* Form -> its first hook: of words that must be this form, and of words that need only begin with it. Chinese:
         * the whole keyword without spaces, in whole. */
        ch_map *whole, *begins;
        /* Bit by mark_more: perhaps a key of one of the two; else surely none. */
        uint64_t *marks;
        /* Bytes of the longest key in begins, or of a Chinese keyword. */
        size_t longest;
} tongue;

/* FNV-1a, byte by byte, so that all beginnings of a word cost one pass: begin with MARK_FIRST, take in a byte, ask
 * mark_is_set, take in the next. */
#define MARK_FIRST UINT32_C(0x811C9DC5)
static inline uint32_t
mark_more(uint32_t mark, char c)
{
        return (mark ^ (unsigned char)c) * UINT32_C(0x01000193);
}

/* False: surely no key. True: look into the maps. Folds the 32 bits to the 16 of MARKS. */
static inline bool
mark_is_set(const tongue *t, uint32_t mark)
{
        uint32_t bit = (mark ^ mark >> 16) & (MARKS - 1);

        return t->marks[bit / 64] >> bit % 64 & 1;
}

/* Immutable once made, but refs. Everything lives in its arena. */
struct lexicon {
        atomic_size_t refs;
        /* scratch: while it is made; NULL afterwards. */
        ch_arena *arena, *scratch;
        rule *rules;
        size_t rules_len;
        /* A rule has as many hooks as its first word has forms; a Chinese one has one. */
        hook *hooks;
        size_t hooks_len, hooks_cap;
        /* By ch_lang. Names of regions are in the English one only, of States in all. */
        tongue tongues[CH__LANG_MAX];
        book *book;
};
#endif

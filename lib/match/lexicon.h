/* lexicon.h – the compiled thesaurus, as its maker (lexicon.c) and its reader (words.c) know it. */
#ifndef CH_MATCH_LEXICON_H
#define CH_MATCH_LEXICON_H
#include "words.h"
#include <ch/base/map.h>

enum { GAP_MAX = 2, NO_RULE = -1, KEYWORD_WORDS_MAX = 16 };

typedef struct key_word {
        ch_strs forms; /* in which it may stand */
        bool begins;   /* written with a trailing '*' */
} key_word;

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

typedef struct tongue {
        ch_map *whole, *begins; /* form -> hook; Chinese: the whole keyword, in whole */
        size_t longest;         /* bytes of the longest key in begins, or of a Chinese keyword */
} tongue;

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

/* words.h – from free text to meanings: the thesaurus, compiled once, shared by all catalogues. Inside the room.
 *
 * A meaning is a topic (its index in the table of topics) or a word of the field that is no topic (topics_len + its
 * index in the table of concepts). Keywords are read as the data's description says: '*' = begins with, several words
 * in this order with at most two words between neighbours, Chinese as plain substring. Immutable once made; any thread.
 */
#ifndef CH_MATCH_WORDS_H
#define CH_MATCH_WORDS_H
#include "tokens.h"
#include <ch/vocab.h>
#include <stdatomic.h>

enum { MEANINGS_MAX = CH_TOPICS_MAX + CH_CONCEPTS_MAX }; /* without places */

typedef struct term {
        uint16_t meaning;
        int32_t strength; /* sum over the keywords found of 1000 x (number of words)^1.5 */
        int32_t weight;   /* in a comparison, before rarity: what a person stated counts more than what words suggest */
} term;

typedef struct terms { /* sorted by meaning, each once */
        term *v;
        size_t len;
} terms;

typedef struct hashes { /* sorted, each once */
        uint32_t *v;
        size_t len;
} hashes;

typedef struct lexicon lexicon;

/* NULL: no memory. The vocabulary must outlive it. */
lexicon *lexicon_new(const ch_vocab *vocab);
lexicon *lexicon_acquire(lexicon *lex);
void lexicon_release(lexicon *lex);

/* What a text means, in the language it is written in (its script has the last word). Never fails but for memory:
 * CH_TOO_LARGE; bytes that are no text mean nothing. */
CH_MUST_CHECK ch_status lexicon_read(const lexicon *lex, ch_arena *arena, ch_str text, ch_lang lang, terms *out);
/* The same in two steps, for who wants more of the words than their meaning. */
CH_MUST_CHECK ch_status lexicon_words(ch_arena *arena, ch_str text, ch_lang lang, tokens *out);
CH_MUST_CHECK ch_status lexicon_read_words(const lexicon *lex, ch_arena *arena, ch_str text, ch_lang lang,
                                           const tokens *words, terms *out);
/* A text's words without inflection and without the commonest ones, as hashes. */
CH_MUST_CHECK ch_status lexicon_stems(ch_arena *arena, const tokens *words, ch_lang lang, hashes *out);

/* States meant by a meaning that is a place; false: it is none. */
bool lexicon_place(const ch_vocab *vocab, uint16_t meaning, ch_state_set *out);
const term *terms_find(const terms *t, uint16_t meaning); /* NULL: not among them */
bool hashes_have(const hashes *h, uint32_t hash);
#endif

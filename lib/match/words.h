/* words.h – from free text to meanings: the thesaurus, compiled once, shared by all catalogues. Inside the room.
 *
 * A meaning is a topic (its index in the table of topics) or a word of the field that is no topic (topics_len + its
 * index in the table of concepts). Keywords are read as the data's description says: '*' = begins with, several words
 * in this order with at most two words between neighbours, Chinese as plain substring. Immutable once made; any thread.
 *
 *      keyword "draft* law"        finds "drafting of a law" and "drafts laws", not "law drafting"
 *
 * Numbers behind those of topics and concepts are places: regions as people write them, then States by their names;
 * they are read here and told apart by lexicon_place.
 */
#ifndef CH_MATCH_WORDS_H
#define CH_MATCH_WORDS_H
#include "book.h"
#include "tokens.h"
#include <ch/vocab.h>
#include <stdatomic.h>

enum { MEANINGS_MAX = CH_TOPICS_MAX + CH_CONCEPTS_MAX }; /* without places */

typedef struct term {
        uint16_t meaning;
        /* How surely the text means it: sum over the places where a keyword of it stands of 1000 x (number of
         * words)^1.5, two Chinese characters being one word: 1,000 for one word, 2,828 for two, 5,196 for three. For
         * ch_catalog_infer only. */
        int32_t strength;
        /* In a comparison, before rarity: what a person stated counts more than what words suggest (policy.h). */
        int32_t weight;
} term;

/* Sorted by meaning, each once. */
typedef struct terms {
        term *v;
        size_t len;
} terms;

/* Words, as 32-bit hashes that are the same in every process; sorted, each once. */
typedef struct hashes {
        uint32_t *v;
        size_t len;
} hashes;

typedef struct lexicon lexicon;

/* Reads all keywords. NULL: no memory. The vocabulary must outlive it. acquire and release count references, any
 * thread; the last one frees it, NULL is fine to release. */
lexicon *lexicon_new(const ch_vocab *vocab);
lexicon *lexicon_acquire(lexicon *lex);
void lexicon_release(lexicon *lex);
/* Of the stems of what is kept in its catalogues; lives as long as it. */
book *lexicon_book(const lexicon *lex);

/* What a text means, in the language it is written in (its script has the last word). Never fails but for memory:
 * CH_TOO_LARGE; bytes that are no text mean nothing. */
CH_MUST_CHECK ch_status lexicon_read(const lexicon *lex, ch_arena *arena, ch_str text, ch_lang lang, terms *out);
/* The same in two steps, for who wants more of the words than their meaning. text and words are of the same text; of a
 * Chinese one the words are not looked at. */
CH_MUST_CHECK ch_status lexicon_words(ch_arena *arena, ch_str text, ch_lang lang, tokens *out);
CH_MUST_CHECK ch_status lexicon_read_words(const lexicon *lex, ch_arena *arena, ch_str text, ch_lang lang,
                                           const tokens *words, terms *out);
/* A text's words without inflection and without the commonest ones, as hashes, whether the thesaurus knows them or not.
 * Of English the endings are cut as long as four letters stay ("training" and "trainings" are "train"); of other
 * languages the words are as they stand. */
CH_MUST_CHECK ch_status lexicon_stems(ch_arena *arena, const tokens *words, ch_lang lang, hashes *out);

/* States meant by a meaning that is a place, a region's members or a State alone; false: it is none. */
bool lexicon_place(const ch_vocab *vocab, uint16_t meaning, ch_state_set *out);
const term *terms_find(const terms *t, uint16_t meaning); /* NULL: not among them */
bool hashes_have(const hashes *h, uint32_t hash);
#endif

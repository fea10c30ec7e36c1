/* infer.c – topics that a text brings up; a person confirms them. */
#include "catalog_.h"
#include <stdlib.h>

enum { HALF_SURE = 3000 }; /* a strength that reads as 500 of 1,000 */

typedef struct guess {
        const ch_topic *topic;
        int32_t strength;
        bool has_child; /* a child of it was found too */
} guess;

/* Strongest first; a root ranks below its matching child, then as the table stands. */
static int
compare_guesses(const void *a, const void *b)
{
        const guess *x = a, *y = b;

        if (x->has_child != y->has_child)
                return x->has_child ? 1 : -1;
        if (x->strength != y->strength)
                return x->strength > y->strength ? -1 : 1;
        return (x->topic > y->topic) - (x->topic < y->topic);
}

static size_t
collect(const ch_vocab *vocab, const terms *found, guess *out)
{
        const ch_topic *topics;
        size_t topics_len = ch_vocab_topics(vocab, &topics), len = 0;

        for (size_t i = 0; i < found->len && found->v[i].meaning < topics_len; i++) {
                guess *g = &out[len++];

                *g = (guess) { &topics[found->v[i].meaning], found->v[i].strength, false };
                for (size_t k = 0; k < found->len && found->v[k].meaning < topics_len; k++)
                        g->has_child |= topics[found->v[k].meaning].parent == (int16_t)found->v[i].meaning;
        }
        return len;
}

size_t
ch_catalog_infer(const ch_catalog *cat, ch_arena *arena, ch_str text, ch_lang lang, ch_inferred **out)
{
        terms found;
        guess *guesses;
        size_t len = 0;

        *out = NULL;
        if (lexicon_read(cat->lex, arena, text, lang, &found) != CH_OK)
                return 0;
        guesses = CH_NEW_N(arena, guess, found.len);
        *out = CH_NEW_N(arena, ch_inferred, found.len);
        if (!guesses || !*out)
                return 0;
        len = collect(cat->vocab, &found, guesses);
        if (len)
                qsort(guesses, len, sizeof *guesses, compare_guesses);
        for (size_t i = 0; i < len; i++) {
                int64_t s = guesses[i].strength;

                (*out)[i] = (ch_inferred) { guesses[i].topic->code, (int32_t)(s * 1000 / (s + HALF_SURE)) };
        }
        return len;
}

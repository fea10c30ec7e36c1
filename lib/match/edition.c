/* edition.c – what the meaning of a text depends on besides the text, as one number: units that were kept are read back
 * only under the number they were made with. */
#include "unit.h"
#include <ch/base/crypto.h>
#include <string.h>

/* To be raised with every change of what units are made of, or how: splitting, stems, meanings, packing. The golden
 * units of the tests say when. */
static const char engine[] = "units 2";

typedef struct source {
        ch_arena *arena;
        ch_buf text;
} source;

/* With its length, so that no two tables read alike. */
static void
add(source *s, ch_str one)
{
        ch_buf_number(&s->text, one.len);
        ch_buf_str(&s->text, one);
}

static void
add_all(source *s, const ch_str of[CH__LANG_MAX])
{
        for (int lang = 0; lang < CH__LANG_MAX; lang++)
                add(s, of[lang]);
}

static void
add_topics(source *s, const ch_vocab *vocab)
{
        const ch_topic *v;
        size_t n = ch_vocab_topics(vocab, &v);

        ch_buf_number(&s->text, n);
        for (size_t i = 0; i < n; i++) {
                add(s, v[i].code);
                ch_buf_number(&s->text, (uint64_t)(v[i].parent + 1));
                ch_buf_number(&s->text, (uint64_t)v[i].facet);
                ch_buf_number(&s->text, v[i].spans);
                add_all(s, v[i].keywords);
        }
}

static void
add_concepts(source *s, const ch_vocab *vocab)
{
        const ch_concept *v;
        size_t n = ch_vocab_concepts(vocab, &v);

        ch_buf_number(&s->text, n);
        for (size_t i = 0; i < n; i++) {
                add(s, v[i].code);
                add_all(s, v[i].keywords);
        }
}

static void
add_places(source *s, const ch_vocab *vocab)
{
        const ch_region *regions;
        const ch_state *states;
        size_t n = ch_vocab_regions(vocab, &regions);

        ch_buf_number(&s->text, n);
        for (size_t i = 0; i < n; i++) {
                add(s, regions[i].name);
                add(s, regions[i].kind);
                ch_buf_put(&s->text, &regions[i].members, sizeof regions[i].members);
        }
        n = ch_vocab_states(vocab, &states);
        ch_buf_number(&s->text, n);
        for (size_t i = 0; i < n; i++)
                add_all(s, states[i].names);
}

uint64_t
units_edition(const ch_vocab *vocab)
{
        ch_arena *arena = ch_arena_new((size_t)64 << 20);
        source s = { .arena = arena };
        uint64_t edition = 0;
        ch_str text;

        if (!arena)
                return 0;
        s.text = ch_buf_new(arena);
        add(&s, ch_str_of(engine));
        add(&s, ch_str_of(ch_text_library()));
        add_topics(&s, vocab);
        add_concepts(&s, vocab);
        add_places(&s, vocab);
        if (ch_buf_end(&s.text, &text) == CH_OK) {
                const ch_key hash = ch_hash(&text, 1);

                memcpy(&edition, hash.b, sizeof edition);
                edition = (edition & INT64_MAX) | 1;
        }
        ch_arena_free(&arena);
        return edition;
}

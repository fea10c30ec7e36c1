/* lexicon.c – the keywords of all topics and concepts, hung up by the forms in which their first word may stand. */
#include "lexicon.h"
#include "tokens.h"
#include <stdlib.h>
#include <string.h>

/* The greatest whole number whose square is not above n. */
static uint64_t
isqrt(uint64_t n)
{
        uint64_t root = 0, bit = (uint64_t)1 << 62;

        while (bit > n)
                bit >>= 2;
        for (; bit; bit >>= 2) {
                if (n >= root + bit) {
                        n -= root + bit;
                        root = (root >> 1) + bit;
                } else {
                        root >>= 1;
                }
        }
        return root;
}

/* 1000 x n^1.5, n counted in halves so that two Chinese characters weigh as one word. */
static int32_t
strength_of(size_t halves)
{
        uint64_t h = halves < 2 ? 2 : halves > 64 ? 64 : halves;

        return (int32_t)isqrt(h * h * h * 125000);
}

static void
set_mark(tongue *t, ch_str form)
{
        uint32_t mark = MARK_FIRST, bit;

        for (size_t i = 0; i < form.len; i++)
                mark = mark_more(mark, form.p[i]);
        bit = (mark ^ mark >> 16) & (MARKS - 1);
        t->marks[bit / 64] |= (uint64_t)1 << bit % 64;
}

static bool
hang(lexicon *lex, tongue *t, ch_map *map, ch_str form, size_t rule_at)
{
        size_t first;

        set_mark(t, form);
        if (lex->hooks_len == lex->hooks_cap) {
                size_t cap = lex->hooks_cap * 2 + 4096;
                hook *grown = CH_NEW_N(lex->arena, hook, cap);

                if (!grown)
                        return false;
                if (lex->hooks_len)
                        memcpy(grown, lex->hooks, lex->hooks_len * sizeof *grown);
                lex->hooks = grown;
                lex->hooks_cap = cap;
        }
        if (!ch_map_get(map, form, &first)) {
                lex->hooks[lex->hooks_len] = (hook) { (int32_t)rule_at, NO_RULE };
                return ch_map_add(map, form, lex->hooks_len++);
        }
        lex->hooks[lex->hooks_len] = (hook) { (int32_t)rule_at, lex->hooks[first].next };
        lex->hooks[first].next = (int32_t)lex->hooks_len++;
        return true;
}

static bool
hang_first(lexicon *lex, tongue *t, size_t rule_at)
{
        const key_word *first = &lex->rules[rule_at].words[0];

        for (size_t i = 0; i < first->forms.len; i++) {
                ch_str form = first->forms.v[i];

                if (!hang(lex, t, first->begins ? t->begins : t->whole, form, rule_at))
                        return false;
                if (first->begins && form.len > t->longest)
                        t->longest = form.len;
        }
        return true;
}

static bool
keep_word(lexicon *lex, const token *t, bool begins, rule *r)
{
        key_word *w = &r->words[r->len++];

        *w = (key_word) { { CH_NEW_N(lex->arena, ch_str, t->len), t->len }, begins };
        for (size_t i = 0; w->forms.v && i < t->len; i++)
                w->forms.v[i] = ch_str_dup(lex->arena, t->forms[i]);
        return w->forms.v;
}

/* The words of a keyword; a star belongs to the last part of what white space set apart. */
static bool
split_keyword(lexicon *lex, ch_str keyword, rule *r)
{
        key_word words[KEYWORD_WORDS_MAX];
        ch_str chunk;

        r->words = words;
        ch_arena_reset(lex->scratch);
        while (ch_str_cut(&keyword, ' ', &chunk)) {
                bool begins = chunk.len && chunk.p[chunk.len - 1] == '*';
                tokens parts;

                if (tokens_of_keyword(lex->scratch, chunk, &parts) != CH_OK)
                        return false;
                for (size_t i = 0; i < parts.len && r->len < KEYWORD_WORDS_MAX; i++)
                        if (!keep_word(lex, &parts.v[i], begins && i + 1 == parts.len, r))
                                return false;
        }
        r->words = CH_NEW_N(lex->arena, key_word, r->len);
        if (r->words && r->len)
                memcpy(r->words, words, r->len * sizeof *words);
        return r->words;
}

static size_t
count_characters(ch_str s)
{
        size_t n = 0;

        for (size_t i = 0; i < s.len; i++)
                n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
        return n;
}

static bool
add_chinese(lexicon *lex, tongue *t, ch_str keyword, rule *r, size_t at)
{
        ch_str squeezed;

        if (tokens_squeeze(lex->arena, keyword, &squeezed) != CH_OK)
                return false;
        if (!squeezed.len)
                return true;
        r->strength = strength_of(count_characters(squeezed));
        r->len = squeezed.len;
        lex->rules_len++;
        if (squeezed.len > t->longest)
                t->longest = squeezed.len;
        return hang(lex, t, t->whole, squeezed, at);
}

static bool
add_rule(lexicon *lex, ch_lang lang, uint16_t meaning, ch_str keyword)
{
        rule *r = &lex->rules[lex->rules_len];
        tongue *t = &lex->tongues[lang];

        *r = (rule) { .meaning = meaning };
        if (lang == CH_ZH)
                return add_chinese(lex, t, keyword, r, lex->rules_len);
        if (!split_keyword(lex, keyword, r))
                return false;
        if (!r->len)
                return true;
        r->strength = strength_of(2 * r->len);
        return hang_first(lex, t, lex->rules_len++);
}

static bool
add_keywords(lexicon *lex, const ch_str keywords[CH__LANG_MAX], uint16_t meaning)
{
        for (int lang = 0; lang < CH__LANG_MAX; lang++) {
                ch_str list = keywords[lang], one;

                while (ch_str_cut(&list, ';', &one))
                        if (!add_rule(lex, (ch_lang)lang, meaning, ch_str_trim(one)))
                                return false;
        }
        return true;
}

static size_t
count_keywords(const ch_str keywords[CH__LANG_MAX])
{
        size_t n = 0;

        for (int lang = 0; lang < CH__LANG_MAX; lang++)
                for (size_t i = 0; i <= keywords[lang].len; i++)
                        n += i == keywords[lang].len || keywords[lang].p[i] == ';';
        return n;
}

static bool
make_room(lexicon *lex, size_t rules)
{
        lex->rules = CH_NEW_N(lex->arena, rule, rules);
        for (int lang = 0; lang < CH__LANG_MAX; lang++) {
                lex->tongues[lang].whole = ch_map_new(lex->arena, 1024);
                lex->tongues[lang].begins = ch_map_new(lex->arena, 1024);
                lex->tongues[lang].marks = CH_NEW_N(lex->arena, uint64_t, MARKS / 64);
                if (!lex->tongues[lang].whole || !lex->tongues[lang].begins || !lex->tongues[lang].marks)
                        return false;
        }
        return lex->rules;
}

typedef struct shelves { /* where each kind of meaning begins */
        const ch_topic *topics;
        const ch_concept *concepts;
        const ch_region *regions;
        const ch_state *states;
        size_t topics_len, concepts_len, regions_len, states_len;
} shelves;

static shelves
shelves_of(const ch_vocab *vocab)
{
        shelves s;

        s.topics_len = ch_vocab_topics(vocab, &s.topics);
        s.concepts_len = ch_vocab_concepts(vocab, &s.concepts);
        s.regions_len = ch_vocab_regions(vocab, &s.regions);
        s.states_len = ch_vocab_states(vocab, &s.states);
        return s;
}

/* Regions by the names people write; groups of the United Nations and organizations are no places. */
static bool
is_place(const ch_region *r)
{
        return ch_str_is(r->kind, "m49") || ch_str_is(r->kind, "named");
}

static bool
add_places(lexicon *lex, const shelves *s)
{
        size_t base = s->topics_len + s->concepts_len;

        for (size_t i = 0; i < s->regions_len; i++)
                if (is_place(&s->regions[i]) && !add_rule(lex, CH_EN, (uint16_t)(base + i), s->regions[i].name))
                        return false;
        base += s->regions_len;
        for (size_t i = 0; i < s->states_len; i++)
                for (int lang = 0; lang < CH__LANG_MAX; lang++)
                        if (!add_rule(lex, (ch_lang)lang, (uint16_t)(base + i), s->states[i].names[lang]))
                                return false;
        return true;
}

static ch_state_set
state_alone(size_t at)
{
        ch_state_set set = { 0 };

        set.w[at / 64] |= (uint64_t)1 << (at % 64);
        return set;
}

bool
lexicon_place(const ch_vocab *vocab, uint16_t meaning, ch_state_set *out)
{
        shelves s = shelves_of(vocab);
        size_t base = s.topics_len + s.concepts_len;

        if (meaning < base)
                return false;
        if (meaning < base + s.regions_len)
                *out = s.regions[meaning - base].members;
        else
                *out = state_alone(meaning - base - s.regions_len);
        return true;
}

static bool
fill_lexicon(lexicon *lex, const ch_vocab *vocab)
{
        shelves s = shelves_of(vocab);
        size_t rules = s.regions_len + s.states_len * CH__LANG_MAX;
        bool ok;

        for (size_t i = 0; i < s.topics_len; i++)
                rules += count_keywords(s.topics[i].keywords);
        for (size_t i = 0; i < s.concepts_len; i++)
                rules += count_keywords(s.concepts[i].keywords);
        ok = make_room(lex, rules);
        for (size_t i = 0; ok && i < s.topics_len; i++)
                ok = add_keywords(lex, s.topics[i].keywords, (uint16_t)i);
        for (size_t i = 0; ok && i < s.concepts_len; i++)
                ok = add_keywords(lex, s.concepts[i].keywords, (uint16_t)(s.topics_len + i));
        return ok && add_places(lex, &s) && !ch_arena_is_full(lex->arena);
}

lexicon *
lexicon_new(const ch_vocab *vocab)
{
        lexicon *lex = calloc(1, sizeof *lex);

        if (!lex)
                return NULL;
        atomic_init(&lex->refs, 1);
        lex->arena = ch_arena_new((size_t)256 << 20);
        lex->scratch = ch_arena_new((size_t)16 << 20);
        lex->book = book_new();
        if (lex->arena && lex->scratch && lex->book && fill_lexicon(lex, vocab)) {
                ch_arena_free(&lex->scratch);
                return lex;
        }
        lexicon_release(lex);
        return NULL;
}

lexicon *
lexicon_acquire(lexicon *lex)
{
        atomic_fetch_add(&lex->refs, 1);
        return lex;
}

void
lexicon_release(lexicon *lex)
{
        if (!lex || atomic_fetch_sub(&lex->refs, 1) != 1)
                return;
        ch_arena_free(&lex->scratch);
        ch_arena_free(&lex->arena);
        book_free(lex->book);
        free(lex);
}

book *
lexicon_book(const lexicon *lex)
{
        return lex->book;
}

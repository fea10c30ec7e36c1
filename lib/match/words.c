#include "words.h"
#include "policy.h"
#include "tokens.h"
#include <ch/base/map.h>
#include <stdlib.h>
#include <string.h>

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
typedef struct link {
        int32_t rule, next;
} link;

typedef struct tongue {
        ch_map *whole, *begins; /* form -> link; Chinese: the whole keyword, in whole */
        size_t longest;         /* bytes of the longest key in begins, or of a Chinese keyword */
} tongue;

struct lexicon {
        atomic_size_t refs;
        ch_arena *arena, *scratch; /* scratch: while it is made */
        rule *rules;
        size_t rules_len;
        link *links;
        size_t links_len, links_cap;
        tongue tongues[CH__LANG_MAX];
};

uint64_t
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

/* ---- making it ------------------------------------------------------------------------------------------------- */

static bool
hang(lexicon *lex, ch_map *map, ch_str form, size_t rule_at)
{
        size_t first;

        if (lex->links_len == lex->links_cap) {
                size_t cap = lex->links_cap * 2 + 4096;
                link *grown = CH_NEW_N(lex->arena, link, cap);

                if (!grown)
                        return false;
                if (lex->links_len)
                        memcpy(grown, lex->links, lex->links_len * sizeof *grown);
                lex->links = grown;
                lex->links_cap = cap;
        }
        if (!ch_map_get(map, form, &first)) {
                lex->links[lex->links_len] = (link) { (int32_t)rule_at, NO_RULE };
                return ch_map_add(map, form, lex->links_len++);
        }
        lex->links[lex->links_len] = (link) { (int32_t)rule_at, lex->links[first].next };
        lex->links[first].next = (int32_t)lex->links_len++;
        return true;
}

static bool
hang_first(lexicon *lex, tongue *t, size_t rule_at)
{
        const key_word *first = &lex->rules[rule_at].words[0];

        for (size_t i = 0; i < first->forms.len; i++) {
                ch_str form = first->forms.v[i];

                if (!hang(lex, first->begins ? t->begins : t->whole, form, rule_at))
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
        return hang(lex, t->whole, squeezed, at);
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
                if (!lex->tongues[lang].whole || !lex->tongues[lang].begins)
                        return false;
        }
        return lex->rules;
}

static bool
fill_lexicon(lexicon *lex, const ch_vocab *vocab)
{
        const ch_topic *topics;
        const ch_concept *concepts;
        size_t topics_len = ch_vocab_topics(vocab, &topics), concepts_len = ch_vocab_concepts(vocab, &concepts);
        size_t rules = 0;
        bool ok;

        for (size_t i = 0; i < topics_len; i++)
                rules += count_keywords(topics[i].keywords);
        for (size_t i = 0; i < concepts_len; i++)
                rules += count_keywords(concepts[i].keywords);
        ok = make_room(lex, rules);
        for (size_t i = 0; ok && i < topics_len; i++)
                ok = add_keywords(lex, topics[i].keywords, (uint16_t)i);
        for (size_t i = 0; ok && i < concepts_len; i++)
                ok = add_keywords(lex, concepts[i].keywords, (uint16_t)(topics_len + i));
        return ok && !ch_arena_is_full(lex->arena);
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
        if (lex->arena && lex->scratch && fill_lexicon(lex, vocab)) {
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
        free(lex);
}

/* ---- reading with it ------------------------------------------------------------------------------------------- */

typedef struct find { /* one keyword found */
        uint16_t meaning;
        size_t from, to;
        int32_t strength;
} find;

typedef struct search {
        const lexicon *lex;
        const tongue *tongue;
        ch_arena *arena;
        tokens text;
        find *v;
        size_t len, cap;
        bool failed;
} search;

static void
note_find(search *s, const rule *r, size_t from, size_t to)
{
        if (s->len == s->cap) {
                size_t cap = s->cap * 2 + 32;
                find *grown = CH_NEW_N(s->arena, find, cap);

                s->failed |= !grown;
                if (!grown)
                        return;
                if (s->len)
                        memcpy(grown, s->v, s->len * sizeof *grown);
                s->v = grown;
                s->cap = cap;
        }
        s->v[s->len++] = (find) { r->meaning, from, to, r->strength };
}

static bool
word_fits(const token *text, const key_word *key)
{
        for (size_t i = 0; i < text->len; i++)
                for (size_t k = 0; k < key->forms.len; k++)
                        if (key->begins ? ch_str_starts(text->forms[i], key->forms.v[k])
                                        : ch_str_eq(text->forms[i], key->forms.v[k]))
                                return true;
        return false;
}

/* The first word stands at from: do the others follow, with at most two words between neighbours? */
static void
try_rule(search *s, const rule *r, size_t from)
{
        size_t at = from;

        for (size_t w = 1; w < r->len; w++) {
                size_t next = at + 1, last = at + 1 + GAP_MAX;

                while (next <= last && next < s->text.len && !word_fits(&s->text.v[next], &r->words[w]))
                        next++;
                if (next > last || next >= s->text.len)
                        return;
                at = next;
        }
        note_find(s, r, from, at + 1);
}

static void
try_links(search *s, const ch_map *map, ch_str form, size_t from)
{
        size_t first;

        if (!ch_map_get(map, form, &first))
                return;
        for (int32_t l = (int32_t)first; l != NO_RULE; l = s->lex->links[l].next)
                try_rule(s, &s->lex->rules[s->lex->links[l].rule], from);
}

static void
try_token(search *s, size_t at)
{
        const token *t = &s->text.v[at];

        for (size_t i = 0; i < t->len; i++) {
                ch_str form = t->forms[i];

                try_links(s, s->tongue->whole, form, at);
                for (size_t len = 1; len <= form.len && len <= s->tongue->longest; len++)
                        try_links(s, s->tongue->begins, (ch_str) { form.p, len }, at);
        }
}

static void
try_substrings(search *s, ch_str text)
{
        for (size_t from = 0; from < text.len; from++) {
                for (size_t len = 1; len <= s->tongue->longest && from + len <= text.len; len++) {
                        size_t first;

                        if (!ch_map_get(s->tongue->whole, (ch_str) { text.p + from, len }, &first))
                                continue;
                        for (int32_t l = (int32_t)first; l != NO_RULE; l = s->lex->links[l].next)
                                note_find(s, &s->lex->rules[s->lex->links[l].rule], from, from + len);
                }
        }
}

static int
compare_finds(const void *a, const void *b)
{
        const find *x = a, *y = b;

        if (x->meaning != y->meaning)
                return x->meaning < y->meaning ? -1 : 1;
        if (x->from != y->from)
                return x->from < y->from ? -1 : 1;
        if (x->to != y->to)
                return x->to < y->to ? -1 : 1;
        return (y->strength > x->strength) - (y->strength < x->strength);
}

/* Each place counts once for a meaning, however many of its keywords lead there. */
static ch_status
sum_up(search *s, terms *out)
{
        *out = (terms) { CH_NEW_N(s->arena, term, s->len + 1), 0 };
        if (s->failed || !out->v)
                return CH_TOO_LARGE;
        if (s->len)
                qsort(s->v, s->len, sizeof *s->v, compare_finds);
        for (size_t i = 0; i < s->len; i++) {
                const find *f = &s->v[i], *before = i ? f - 1 : NULL;

                if (before && before->meaning == f->meaning && before->from == f->from && before->to == f->to)
                        continue;
                if (!out->len || out->v[out->len - 1].meaning != f->meaning)
                        out->v[out->len++] = (term) { .meaning = f->meaning, .weight = WEIGHT_SUGGESTED };
                out->v[out->len - 1].strength += f->strength;
        }
        return CH_OK;
}

ch_status
lexicon_read(const lexicon *lex, ch_arena *arena, ch_str text, ch_lang lang, terms *out)
{
        ch_lang tongue_of = ch_text_guess_lang(text, lang);
        search s = { .lex = lex, .tongue = &lex->tongues[tongue_of], .arena = arena };
        ch_str squeezed = { 0 };
        ch_status st = tongue_of == CH_ZH ? tokens_squeeze(arena, text, &squeezed)
                                          : tokens_read(arena, text, tongue_of, &s.text);

        *out = (terms) { 0 };
        if (st != CH_OK)
                return st;
        try_substrings(&s, squeezed);
        for (size_t i = 0; i < s.text.len; i++)
                try_token(&s, i);
        return sum_up(&s, out);
}

const term *
terms_find(const terms *t, uint16_t meaning)
{
        size_t low = 0, high = t->len;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (t->v[mid].meaning < meaning)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low < t->len && t->v[low].meaning == meaning ? &t->v[low] : NULL;
}

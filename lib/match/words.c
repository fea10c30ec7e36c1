#include "words.h"
#include "lexicon.h"
#include "policy.h"
#include "tokens.h"
#include <stdlib.h>
#include <string.h>

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
try_hooks(search *s, const ch_map *map, ch_str form, size_t from)
{
        size_t first;

        if (!ch_map_get(map, form, &first))
                return;
        for (int32_t l = (int32_t)first; l != NO_RULE; l = s->lex->hooks[l].next)
                try_rule(s, &s->lex->rules[s->lex->hooks[l].rule], from);
}

static void
try_token(search *s, size_t at)
{
        const token *t = &s->text.v[at];

        for (size_t i = 0; i < t->len; i++) {
                ch_str form = t->forms[i];
                uint32_t mark = MARK_FIRST;

                for (size_t len = 1; len <= form.len; len++) {
                        mark = mark_more(mark, form.p[len - 1]);
                        if (!mark_is_set(s->tongue, mark))
                                continue;
                        if (len == form.len)
                                try_hooks(s, s->tongue->whole, form, at);
                        if (len <= s->tongue->longest)
                                try_hooks(s, s->tongue->begins, (ch_str) { form.p, len }, at);
                }
        }
}

static void
try_substrings(search *s, ch_str text)
{
        for (size_t from = 0; from < text.len; from++) {
                uint32_t mark = MARK_FIRST;

                for (size_t len = 1; len <= s->tongue->longest && from + len <= text.len; len++) {
                        size_t first;

                        mark = mark_more(mark, text.p[from + len - 1]);
                        if (!mark_is_set(s->tongue, mark) ||
                            !ch_map_get(s->tongue->whole, (ch_str) { text.p + from, len }, &first))
                                continue;
                        for (int32_t l = (int32_t)first; l != NO_RULE; l = s->lex->hooks[l].next)
                                note_find(s, &s->lex->rules[s->lex->hooks[l].rule], from, from + len);
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
lexicon_read_words(const lexicon *lex, ch_arena *arena, ch_str text, ch_lang lang, const tokens *words, terms *out)
{
        ch_lang tongue_of = ch_text_guess_lang(text, lang);
        search s = { .lex = lex, .tongue = &lex->tongues[tongue_of], .arena = arena };
        ch_str squeezed = { 0 };

        *out = (terms) { 0 };
        if (tongue_of == CH_ZH && tokens_squeeze(arena, text, &squeezed) != CH_OK)
                return CH_TOO_LARGE;
        if (tongue_of != CH_ZH)
                s.text = *words;
        try_substrings(&s, squeezed);
        for (size_t i = 0; i < s.text.len; i++)
                try_token(&s, i);
        return sum_up(&s, out);
}

ch_status
lexicon_read(const lexicon *lex, ch_arena *arena, ch_str text, ch_lang lang, terms *out)
{
        tokens words;
        ch_status st = lexicon_words(arena, text, lang, &words);

        *out = (terms) { 0 };
        return st == CH_OK ? lexicon_read_words(lex, arena, text, lang, &words, out) : st;
}

ch_status
lexicon_words(ch_arena *arena, ch_str text, ch_lang lang, tokens *out)
{
        return tokens_read(arena, text, ch_text_guess_lang(text, lang), out);
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

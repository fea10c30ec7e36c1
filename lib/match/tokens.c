#include "tokens.h"
#include <string.h>

enum { LETTER = 2 }; /* bytes of an Arabic letter */

#define WAW  "\u0648"
#define FEH  "\u0641"
#define BEH  "\u0628"
#define KAF  "\u0643"
#define LAM  "\u0644"
#define ALEF "\u0627"

/* Letters that are written one for the other. */
static const char *const same_letters[][2] = {
        { "\u0649", "\u064A" }, /* alef maqsura = yeh  */
        { "\u0629", "\u0647" }, /* teh marbuta  = heh  */
};

static void
even_out(char *p, size_t len)
{
        for (size_t i = 0; i + LETTER <= len; i++)
                for (size_t k = 0; k < sizeof same_letters / sizeof *same_letters; k++)
                        if (!memcmp(p + i, same_letters[k][0], LETTER))
                                memcpy(p + i, same_letters[k][1], LETTER);
}

static bool
is_arabic(ch_str s)
{
        return s.len >= LETTER && (unsigned char)s.p[0] >= 0xD8 && (unsigned char)s.p[0] <= 0xDB;
}

static void
add_form(token *t, ch_str form)
{
        for (size_t i = 0; i < t->len; i++)
                if (ch_str_eq(t->forms[i], form))
                        return;
        if (form.len && t->len < FORMS_MAX)
                t->forms[t->len++] = form;
}

static bool
strip(ch_str *s, const char *clitic, size_t letters_left)
{
        size_t len = strlen(clitic);

        if (s->len < len + letters_left * LETTER || memcmp(s->p, clitic, len) != 0)
                return false;
        *s = (ch_str) { s->p + len, s->len - len };
        return true;
}

/* Behind a leading "and": by, like; the; for the; for. */
static void
add_stripped(token *t, ch_str s)
{
        static const char *const by[] = { BEH, KAF, "" };
        ch_str rest = s;

        for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
                rest = s;
                if (!strip(&rest, by[i], 2))
                        continue;
                add_form(t, rest);
                if (strip(&rest, ALEF LAM, 2))
                        add_form(t, rest);
        }
        rest = s;
        if (strip(&rest, LAM LAM, 2))
                add_form(t, rest);
        rest = s;
        if (strip(&rest, LAM, 2))
                add_form(t, rest);
}

static void
add_arabic_forms(token *t, ch_str s)
{
        static const char *const and[] = { WAW, FEH, "" };

        for (size_t i = 0; i < sizeof and / sizeof *and; i++) {
                ch_str rest = s;

                if (!strip(&rest, and[i], 2))
                        continue;
                add_form(t, rest);
                add_stripped(t, rest);
        }
}

static void
add_without_article(token *t, ch_str s)
{
        if (strip(&s, ALEF LAM, 2))
                add_form(t, s);
}

typedef enum reading { AS_TEXT, AS_KEYWORD } reading;

static ch_status
fill_token(ch_arena *arena, ch_str word, reading how, bool drops_s, token *t)
{
        char *own = ch_arena_alloc(arena, word.len + 1, 1);

        if (!own)
                return CH_TOO_LARGE;
        memcpy(own, word.p, word.len);
        word.p = own;
        if (is_arabic(word))
                even_out(own, word.len);
        add_form(t, word);
        if (is_arabic(word) && how == AS_KEYWORD)
                add_without_article(t, word);
        else if (is_arabic(word))
                add_arabic_forms(t, word);
        else if (drops_s && word.len > 2 && own[word.len - 1] == 's')
                add_form(t, (ch_str) { own, word.len - 1 });
        return CH_OK;
}

static ch_status
read_tokens(ch_arena *arena, ch_str text, reading how, bool drops_s, tokens *out)
{
        ch_strs words = { 0 };
        ch_status st = ch_text_words(arena, text, &words);

        *out = (tokens) { 0 };
        if (st)
                return st == CH_TOO_LARGE ? st : CH_OK;
        out->v = CH_NEW_N(arena, token, words.len);
        for (size_t i = 0; out->v && i < words.len && st == CH_OK; i++, out->len++)
                st = fill_token(arena, words.v[i], how, drops_s, &out->v[i]);
        return out->v ? st : CH_TOO_LARGE;
}

ch_status
tokens_read(ch_arena *arena, ch_str text, ch_lang lang, tokens *out)
{
        return read_tokens(arena, text, AS_TEXT, lang == CH_EN, out);
}

ch_status
tokens_of_keyword(ch_arena *arena, ch_str keyword, tokens *out)
{
        return read_tokens(arena, keyword, AS_KEYWORD, false, out);
}

ch_status
tokens_squeeze(ch_arena *arena, ch_str text, ch_str *out)
{
        ch_str folded = { 0 };
        ch_status st = ch_text_fold(arena, text, &folded);
        char *p = ch_arena_alloc(arena, folded.len + 1, 1);
        size_t len = 0;

        *out = (ch_str) { 0 };
        if (st == CH_TOO_LARGE || !p)
                return CH_TOO_LARGE;
        for (size_t i = 0; st == CH_OK && i < folded.len; i++)
                if (!strchr(" \t\r\n", folded.p[i]))
                        p[len++] = folded.p[i];
        *out = (ch_str) { p, len };
        return CH_OK;
}

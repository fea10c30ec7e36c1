/* sentence.c – translated sentences in templates; see ch/tmpl.h. */
#include <ch/base/assert.h>
#include <string.h>

#include "compile.h"

bool
sentence_next(ch_str *rest, ch_str *words, ch_str *name)
{
        size_t open = ch_str_find(*rest, '{');
        ch_str behind = { rest->p + open, rest->len - open };
        size_t close = ch_str_find(behind, '}');

        if (rest->len == 0) {
                return false;
        }
        *name = CH_LIT("");
        if (close == behind.len) { /* no name is left */
                *words = *rest;
                *rest = CH_LIT("");
                return true;
        }
        *words = (ch_str) { rest->p, open };
        *name = (ch_str) { behind.p + 1, close - 1 };
        *rest = (ch_str) { behind.p + close + 1, behind.len - close - 1 };
        return true;
}

/* Any run of white space is one space, as the message extractor has it too. */
static const char *
squeeze(ch_arena *arena, ch_str text)
{
        ch_buf b = ch_buf_new(arena);
        bool space = false;
        ch_str out;

        text = ch_str_trim(text);
        for (size_t i = 0; i < text.len; i++) {
                bool is_space = strchr(" \t\r\n", text.p[i]) && text.p[i] != '\0';
                if (is_space && !space) {
                        ch_buf_char(&b, ' ');
                } else if (!is_space) {
                        ch_buf_char(&b, text.p[i]);
                }
                space = is_space;
        }
        return ch_buf_end(&b, &out) == CH_OK ? out.len > 0 ? out.p : "" : NULL;
}

static bool
has_arg(const sentence *s, ch_str name)
{
        for (size_t i = 0; i < s->args_len; i++) {
                if (ch_str_eq(s->args[i].name, name)) {
                        return true;
                }
        }
        return false;
}

static bool
bind_args(compiler *c, sentence *s, const char *text)
{
        ch_str rest = ch_str_of(text), words, name;

        while (sentence_next(&rest, &words, &name)) {
                place where;
                if (name.len == 0 || has_arg(s, name)) {
                        continue;
                }
                if (s->args_len == SENTENCE_ARGS) {
                        return compile_wrong(c, "too many values in one sentence at", name);
                }
                if (!compile_find(c, name, &where)) {
                        return false;
                }
                if (where.field->kind != CH_VIEW_TEXT && where.field->kind != CH_VIEW_NUMBER) {
                        return compile_wrong(c, "not a text or number:", name);
                }
                s->args[s->args_len].name = name;
                s->args[s->args_len++].place = where;
        }
        return true;
}

/* Text behind "n ": the number's name, the form for one, the form for many. */
static bool
bind_plural(compiler *c, sentence *s, ch_str text)
{
        ch_str name, one;

        if (!ch_str_cut(&text, '|', &name) || !ch_str_cut(&text, '|', &one) || text.len == 0) {
                return compile_wrong(c, "a plural is {{_n count|one form|many form}}", CH_LIT(""));
        }
        if (!compile_find(c, ch_str_trim(name), &s->count)) {
                return false;
        }
        if (s->count.field->kind != CH_VIEW_NUMBER) {
                return compile_wrong(c, "not a number:", name);
        }
        s->one = squeeze(c->arena, one);
        s->many = squeeze(c->arena, text);
        return s->one && s->many && bind_args(c, s, s->one) && bind_args(c, s, s->many);
}

static bool
is_plural(ch_str text)
{
        return text.len > 1 && text.p[0] == 'n' && (text.p[1] == ' ' || text.p[1] == '\n') &&
               ch_str_find(text, '|') < text.len;
}

bool
compile_sentence(compiler *c, ch_str text)
{
        sentence *s = CH_NEW(c->arena, sentence);
        const char *wrong = context_value(&c->context, CH_VIEW_TEXT);

        if (wrong) {
                return compile_wrong(c, wrong, text);
        }
        if (!s) {
                return false;
        }
        if (is_plural(text)) {
                if (!bind_plural(c, s, (ch_str) { text.p + 2, text.len - 2 })) {
                        return false;
                }
        } else {
                s->one = squeeze(c->arena, text);
                if (!s->one || !bind_args(c, s, s->one)) {
                        return false;
                }
        }
        if (s->one[0] == '\0') {
                return compile_wrong(c, "an empty sentence", CH_LIT(""));
        }
        op *o = compile_add(c, OP_SENTENCE);
        if (o) {
                o->sentence = s;
        }
        return o;
}

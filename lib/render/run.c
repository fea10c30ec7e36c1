/* run.c – a compiled template and a view make a page; see ch/tmpl.h. */
#include <ch/base/assert.h>
#include <ch/html.h>
#include <ch/msg.h>

#include "program.h"

typedef struct runner {
        ch_lang lang;
        ch_buf *out;
        const void *frames[DEPTH_MAX];
        size_t depth;
} runner;

static const void *
member_of(const runner *r, place p)
{
        return (const char *)r->frames[p.frame] + p.field->offset;
}

static ch_str
text_of(const runner *r, place p)
{
        return *(const ch_str *)member_of(r, p);
}

static ch_list
list_of(const runner *r, place p)
{
        return *(const ch_list *)member_of(r, p);
}

static const void *
view_of(const runner *r, place p)
{
        return *(const void *const *)member_of(r, p);
}

static int64_t
number_of(const runner *r, place p)
{
        return *(const int64_t *)member_of(r, p);
}

static bool
is_there(const runner *r, place p)
{
        switch (p.field->kind) {
        case CH_VIEW_TEXT:
                return text_of(r, p).len > 0;
        case CH_VIEW_URL:
                return ((const ch_url *)member_of(r, p))->text.len > 0;
        case CH_VIEW_FLAG:
                return *(const bool *)member_of(r, p);
        case CH_VIEW_NUMBER:
                return number_of(r, p) != 0;
        case CH_VIEW_LIST:
                return list_of(r, p).len > 0;
        case CH_VIEW_VIEW:
                return view_of(r, p) != NULL;
        }
        return false;
}

static void
put_arg(runner *r, const sentence *s, ch_str name)
{
        for (size_t i = 0; i < s->args_len; i++) {
                place p = s->args[i].place;
                if (!ch_str_eq(s->args[i].name, name)) {
                        continue;
                }
                if (p.field->kind == CH_VIEW_NUMBER) {
                        ch_buf_int(r->out, number_of(r, p));
                } else {
                        ch_html_text(r->out, text_of(r, p));
                }
                return;
        }
        /* a translation that invents a name: shown as it is written */
        ch_buf_char(r->out, '{');
        ch_html_text(r->out, name);
        ch_buf_char(r->out, '}');
}

static const char *
words_of(const runner *r, const sentence *s)
{
        if (!s->many) {
                return ch_msg(r->lang, s->one);
        }
        int64_t n = number_of(r, s->count);
        return ch_msg_n(r->lang, s->one, s->many, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

static void
put_sentence(runner *r, const sentence *s)
{
        ch_str rest = ch_str_of(words_of(r, s)), words, name;

        while (sentence_next(&rest, &words, &name)) {
                ch_html_text(r->out, words);
                if (name.len > 0) {
                        put_arg(r, s, name);
                }
        }
}

static void run(runner *r, const ch_tmpl *t, size_t from, size_t to);

static void
run_each(runner *r, const ch_tmpl *t, size_t at)
{
        const op *o = &t->ops[at];
        ch_list list = list_of(r, o->place);

        for (size_t i = 0; i < list.len && !r->out->failed; i++) {
                r->frames[r->depth++] = (const char *)list.v + i * o->stride;
                run(r, t, at + 1, o->end);
                r->depth--;
        }
}

static void
run_with(runner *r, const ch_tmpl *t, size_t at)
{
        const void *view = view_of(r, t->ops[at].place);

        if (view) {
                r->frames[r->depth++] = view;
                run(r, t, at + 1, t->ops[at].end);
                r->depth--;
        }
}

static void
run_if(runner *r, const ch_tmpl *t, size_t at)
{
        if (is_there(r, t->ops[at].place) == (t->ops[at].kind == OP_IF)) {
                run(r, t, at + 1, t->ops[at].end);
        }
}

static void
put_value(runner *r, const op *o)
{
        switch (o->kind) {
        case OP_LITERAL:
                ch_buf_str(r->out, o->literal);
                return;
        case OP_TEXT:
        case OP_URL: /* a ch_url is its text */
                ch_html_text(r->out, text_of(r, o->place));
                return;
        case OP_NUMBER:
                ch_buf_int(r->out, number_of(r, o->place));
                return;
        case OP_SENTENCE:
                put_sentence(r, o->sentence);
                return;
        case OP_EACH:
        case OP_WITH:
        case OP_IF:
        case OP_UNLESS:
                break;
        }
        CH_ASSERT(o->kind <= OP_NUMBER || o->kind == OP_SENTENCE);
}

_Static_assert(sizeof(ch_url) == sizeof(ch_str), "an address is its text");

static void
run(runner *r, const ch_tmpl *t, size_t from, size_t to)
{
        for (size_t i = from; i < to;) {
                const op *o = &t->ops[i];
                if (o->end == 0) {
                        put_value(r, o);
                        i++;
                        continue;
                }
                if (o->kind == OP_EACH) {
                        run_each(r, t, i);
                } else if (o->kind == OP_WITH) {
                        run_with(r, t, i);
                } else {
                        run_if(r, t, i);
                }
                i = o->end;
        }
}

void
ch_tmpl_render(const ch_tmpl *tmpl, ch_lang lang, const void *view, ch_buf *out)
{
        runner r = { .lang = lang, .out = out, .frames = { view }, .depth = 1 };

        run(&r, tmpl, 0, tmpl->len);
}

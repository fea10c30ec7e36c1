/* compile.c – template text to operations, checked against the view's table; see ch/tmpl.h and web/README.md. */
#include "compile.h"

#include <ch/base/assert.h>
#include <string.h>

bool
compile_wrong(compiler *c, const char *what, ch_str about)
{
        const char *kind = c->types[c->frames - 1]->name;

        if (about.len > 0) {
                *c->error = ch_fmt(c->arena, "web/tmpl/%.*s.html:%zu: %s '%.*s' (view %s)", (int)c->file.name.len,
                                   c->file.name.p, c->file.line, what, (int)about.len, about.p, kind);
        } else {
                *c->error = ch_fmt(c->arena, "web/tmpl/%.*s.html:%zu: %s", (int)c->file.name.len, c->file.name.p,
                                   c->file.line, what);
        }
        return false;
}

op *
compile_add(compiler *c, op_kind kind)
{
        ch_tmpl *t = c->tmpl;

        if (t->len == t->cap) {
                size_t cap = t->cap ? t->cap * 2 : 64;
                op *ops = CH_NEW_N(c->arena, op, cap);
                if (!ops) {
                        return NULL;
                }
                if (t->len > 0) {
                        memcpy(ops, t->ops, t->len * sizeof *ops);
                }
                t->ops = ops;
                t->cap = cap;
        }
        t->ops[t->len] = (op) { .kind = kind };
        return &t->ops[t->len++];
}

bool
compile_find(compiler *c, ch_str name, place *out)
{
        for (size_t frame = c->frames; frame-- > 0;) {
                const ch_view_type *type = c->types[frame];
                for (size_t i = 0; i < type->len; i++) {
                        if (ch_str_is(name, type->fields[i].name)) {
                                *out = (place) { frame, &type->fields[i] };
                                return true;
                        }
                }
        }
        return compile_wrong(c, "unknown name", name);
}

static bool
add_literal(compiler *c, ch_str text)
{
        if (text.len == 0) {
                return true;
        }
        const char *wrong = context_read(&c->context, text);
        if (wrong) {
                return compile_wrong(c, wrong, CH_LIT(""));
        }
        op *o = compile_add(c, OP_LITERAL);
        if (o) {
                o->literal = text;
        }
        return o;
}

static bool
add_value(compiler *c, ch_str name)
{
        static const op_kind kinds[] = {
                [CH_VIEW_TEXT] = OP_TEXT, [CH_VIEW_URL] = OP_URL, [CH_VIEW_NUMBER] = OP_NUMBER
        };
        place where;

        if (!compile_find(c, name, &where)) {
                return false;
        }
        ch_view_kind kind = where.field->kind;
        if (kind != CH_VIEW_TEXT && kind != CH_VIEW_URL && kind != CH_VIEW_NUMBER) {
                return compile_wrong(c, "not a text, address or number:", name);
        }
        const char *wrong = context_value(&c->context, kind);
        if (wrong) {
                return compile_wrong(c, wrong, name);
        }
        op *o = compile_add(c, kinds[kind]);
        if (o) {
                o->place = where;
        }
        return o;
}

/* {{#name}}: a list or a view; what is inside sees its members. */
static bool
enter(compiler *c, const place *where, ch_str name, op *o)
{
        ch_view_kind kind = where->field->kind;

        if (kind != CH_VIEW_LIST && kind != CH_VIEW_VIEW) {
                return compile_wrong(c, "not a list or view:", name);
        }
        const ch_view_type *type = where->field->of();
        o->kind = kind == CH_VIEW_LIST ? OP_EACH : OP_WITH;
        o->stride = type->size;
        c->types[c->frames++] = type;
        return true;
}

static bool
open_section(compiler *c, char mark, ch_str name)
{
        place where;

        if (c->open_len == DEPTH_MAX || c->frames == DEPTH_MAX) {
                return compile_wrong(c, "too many sections within one another at", name);
        }
        if (!compile_find(c, name, &where)) {
                return false;
        }
        const char *wrong = context_section(&c->context);
        if (wrong) {
                return compile_wrong(c, wrong, name);
        }
        op *o = compile_add(c, mark == '^' ? OP_UNLESS : OP_IF);
        if (!o) {
                return false;
        }
        o->place = where;
        c->open[c->open_len++] = (section) { name, c->tmpl->len - 1, c->frames, c->context, c->depth, c->file.line };
        return mark != '#' || enter(c, &where, name, o);
}

static bool
close_section(compiler *c, ch_str name)
{
        section *s = c->open_len ? &c->open[c->open_len - 1] : NULL;

        if (!s || s->depth != c->depth || !ch_str_eq(s->name, name)) {
                return compile_wrong(c, "closes what is not open:", name);
        }
        op *o = &c->tmpl->ops[s->op];
        const char *wrong = context_join(&c->context, &s->context, o->kind == OP_EACH);
        if (wrong) {
                return compile_wrong(c, wrong, name);
        }
        o->end = c->tmpl->len;
        c->frames = s->frames;
        c->open_len--;
        return true;
}

static bool compile_file(compiler *c, ch_str name);

static bool
include(compiler *c, ch_str name)
{
        const char *wrong = context_section(&c->context);

        if (wrong) {
                return compile_wrong(c, wrong, name);
        }
        if (c->depth == DEPTH_MAX) {
                return compile_wrong(c, "partials include one another at", name);
        }
        return compile_file(c, name);
}

static bool
add_tag(compiler *c, ch_str tag)
{
        char mark = tag.len ? tag.p[0] : '\0';
        ch_str rest = tag.len ? ch_str_trim((ch_str) { tag.p + 1, tag.len - 1 }) : tag;

        if (mark == '!') {
                return true;
        }
        if (mark == '_') {
                return compile_sentence(c, rest);
        }
        if (mark == '#' || mark == '?' || mark == '^') {
                return open_section(c, mark, rest);
        }
        if (mark == '/') {
                return close_section(c, rest);
        }
        return mark == '>' ? include(c, rest) : add_value(c, ch_str_trim(tag));
}

/* A section tag, partial or comment alone on its line takes the line with it: widens the tag from *from to *to. */
static void
take_line(ch_str text, size_t *from, size_t *to)
{
        size_t begin = *from, end = *to;

        while (begin > 0 && (text.p[begin - 1] == ' ' || text.p[begin - 1] == '\t')) {
                begin--;
        }
        while (end < text.len && (text.p[end] == ' ' || text.p[end] == '\t')) {
                end++;
        }
        if ((begin == 0 || text.p[begin - 1] == '\n') && end < text.len && text.p[end] == '\n') {
                *from = begin;
                *to = end + 1;
        }
}

/* Finds the next tag of text from pos on: the braces stand at [*from, *to). False: there is none. */
static bool
find_tag(ch_str text, size_t pos, size_t *from, size_t *to)
{
        const char *open = memmem(text.p + pos, text.len - pos, "{{", 2);

        if (!open) {
                return false;
        }
        *from = (size_t)(open - text.p);
        const char *close = memmem(open + 2, text.len - *from - 2, "}}", 2);
        if (!close) {
                *to = 0;
                return true;
        }
        *to = (size_t)(close - text.p) + 2;
        if (*to < text.len && text.p[*to] == '}') { /* {{_ … {name}}} */
                (*to)++;
        }
        return true;
}

static size_t
count_lines(ch_str text)
{
        size_t n = 0;

        for (size_t i = 0; i < text.len; i++) {
                n += text.p[i] == '\n';
        }
        return n;
}

static bool
compile_text(compiler *c, ch_str text)
{
        size_t pos = 0, from, to;

        while (find_tag(text, pos, &from, &to)) {
                if (to == 0) {
                        c->file.line += count_lines((ch_str) { text.p + pos, from - pos });
                        return compile_wrong(c, "a tag is not closed", CH_LIT(""));
                }
                ch_str tag = ch_str_trim((ch_str) { text.p + from + 2, to - from - 4 });
                size_t begin = from, end = to;
                if (tag.len > 0 && strchr("#?^/>!", tag.p[0])) {
                        take_line(text, &begin, &end);
                }
                if (begin < pos) {
                        begin = pos;
                }
                if (!add_literal(c, (ch_str) { text.p + pos, begin - pos })) {
                        return false;
                }
                c->file.line += count_lines((ch_str) { text.p + pos, from - pos });
                if (!add_tag(c, tag)) {
                        return false;
                }
                c->file.line += count_lines((ch_str) { text.p + from, end - from });
                pos = end;
        }
        return add_literal(c, (ch_str) { text.p + pos, text.len - pos });
}

static bool
compile_file(compiler *c, ch_str name)
{
        position outer = c->file;
        size_t open_len = c->open_len;
        ch_str text;

        if (c->source.find(c->source.ctx, name, &text) != CH_OK) {
                return compile_wrong(c, "no such template:", name);
        }
        c->file = (position) { name, 1 };
        c->depth++;
        if (!compile_text(c, text)) {
                return false;
        }
        if (c->open_len > open_len) {
                section *s = &c->open[c->open_len - 1];
                c->file.line = s->line;
                return compile_wrong(c, "is never closed:", s->name);
        }
        c->depth--;
        c->file = outer;
        return true;
}

ch_status
ch_tmpl_compile(ch_arena *arena, ch_tmpl_source source, ch_tmpl_page page, const ch_tmpl **out, ch_str *error)
{
        compiler *c = CH_NEW(arena, compiler);
        ch_tmpl *tmpl = CH_NEW(arena, ch_tmpl);

        if (!c || !tmpl) {
                return CH_TOO_LARGE;
        }
        ch_str name = ch_str_of(page.name);
        *error = CH_LIT("");
        *c = (compiler) {
                .arena = arena, .source = source, .error = error, .tmpl = tmpl, .file = { name, 1 }, .frames = 1
        };
        c->types[0] = page.type();
        bool done = compile_file(c, name);
        if (done) {
                const char *wrong = context_end(&c->context);
                done = !wrong || compile_wrong(c, wrong, CH_LIT(""));
        }
        *out = tmpl;
        return ch_arena_is_full(arena) ? CH_TOO_LARGE : done ? CH_OK : CH_INVALID;
}

ch_status
ch_tmpl_load(ch_arena *arena, const ch_tmpl_page *pages, size_t n, const ch_tmpl **out, ch_str *errors)
{
        ch_buf lines = ch_buf_new(arena);
        ch_status worst = CH_OK;

        for (size_t i = 0; i < n; i++) {
                ch_str error = CH_LIT("");
                ch_status st = ch_tmpl_compile(arena, ch_tmpl_embedded(), pages[i], &out[i], &error);
                if (st != CH_OK) {
                        worst = st;
                        ch_buf_str(&lines, error);
                        ch_buf_char(&lines, '\n');
                }
        }
        ch_status st = ch_buf_end(&lines, errors);
        return worst != CH_OK ? worst : st;
}

#include <ch/base/utf8.h>
#include <ch/issues.h>
#include <string.h>

enum { VALUE_SHOWN = 60 };

ch_issues
ch_issues_new(ch_arena *arena)
{
        return (ch_issues) { .arena = arena };
}

static bool
make_room(ch_issues *issues)
{
        size_t cap = issues->cap ? issues->cap * 2 : 8;
        ch_issue *v;

        if (issues->len < issues->cap)
                return true;
        if (issues->len >= CH_ISSUES_MAX)
                return false;
        v = CH_NEW_N(issues->arena, ch_issue, cap);
        if (!v)
                return false;
        if (issues->len)
                memcpy(v, issues->v, issues->len * sizeof(*v));
        issues->v = v;
        issues->cap = cap;
        return true;
}

/* A value may be anything that was sent: what is not fit for one line becomes a question mark, byte by byte. */
static ch_str
value_shown(ch_arena *arena, ch_str value)
{
        char *p;
        size_t len = value.len < VALUE_SHOWN ? value.len : VALUE_SHOWN;

        if (ch_utf8_is_line(value))
                return ch_str_dup(arena, ch_utf8_cut(value, VALUE_SHOWN));
        p = CH_NEW_N(arena, char, len);
        if (!p)
                return (ch_str) { 0 };
        for (size_t i = 0; i < len; i++)
                p[i] = value.p[i] >= ' ' && value.p[i] < 127 ? value.p[i] : '?';
        return (ch_str) { p, len };
}

void
ch_issue_put(ch_issues *issues, const ch_issue *i)
{
        ch_issue *at;

        if (issues->len >= CH_ISSUES_MAX || !make_room(issues)) {
                issues->more++;
                return;
        }
        at = &issues->v[issues->len++];
        *at = *i;
        at->field = ch_str_dup(issues->arena, i->field);
        at->value = value_shown(issues->arena, i->value);
}

void
ch_issue_add(ch_issues *issues, ch_str field, const char *msg)
{
        ch_issue_put(issues, &(ch_issue) { .field = field, .msg = msg });
}

const ch_issue *
ch_issue_of(const ch_issues *issues, ch_str field)
{
        for (size_t i = 0; i < issues->len; i++)
                if (ch_str_eq(issues->v[i].field, field))
                        return &issues->v[i];
        return NULL;
}

/* Writes the blank that text starts with; false: it starts with none. */
static bool
fill_blank(ch_buf *b, ch_str text, const ch_issue *i, size_t *skip)
{
        if (ch_str_starts(text, CH_LIT("{n}"))) {
                ch_buf_int(b, i->n);
                *skip = 3;
        } else if (ch_str_starts(text, CH_LIT("{max}"))) {
                ch_buf_int(b, i->max);
                *skip = 5;
        } else if (ch_str_starts(text, CH_LIT("{value}"))) {
                ch_buf_str(b, i->value);
                *skip = 7;
        } else {
                return false;
        }
        return true;
}

ch_str
ch_issue_fill(ch_arena *arena, const char *sentence, const ch_issue *i)
{
        ch_buf b = ch_buf_new(arena);
        ch_str rest = ch_str_of(sentence), out;

        while (rest.len) {
                size_t skip = 1;

                if (!fill_blank(&b, rest, i, &skip))
                        ch_buf_char(&b, *rest.p);
                rest.p += skip;
                rest.len -= skip;
        }
        return ch_buf_end(&b, &out) ? (ch_str) { 0 } : out;
}

ch_str
ch_issue_text(ch_arena *arena, const ch_issue *i)
{
        return ch_issue_fill(arena, i->msg, i);
}

ch_status
ch_issues_status(const ch_issues *issues)
{
        return issues->len || issues->more ? CH_INVALID : CH_OK;
}

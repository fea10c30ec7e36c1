#include "scan.h"
#include <ch/base/mark.h>
#include <ch/base/utf8.h>
#include <ch/form.h>
#include <string.h>

/* Sent by every form; the frame reads them. */
static const char *const frame_names[] = { "csrf", "idem", "version", "also", NULL };

static bool
is_listed(const char *const *names, ch_str name)
{
        for (size_t i = 0; names && names[i]; i++)
                if (ch_str_is(name, names[i]))
                        return true;
        return false;
}

/* Is the field on the page? of: the parts that hold it, or NULL. */
static bool
is_asked(const ch_form_ask *ask, const ch_field *of, const ch_field *f)
{
        bool is_writable = f->flags & CH_WRITABLE && (!of || of->flags & CH_WRITABLE);

        if (!ask->names)
                return is_writable;
        for (size_t i = 0; ask->names[i]; i++) {
                ch_str name = ch_str_of(ask->names[i]), head;

                if (!of && ch_str_is(name, f->name))
                        return true;
                if (!ch_str_cut(&name, '.', &head) || !ch_str_is(head, of ? of->name : f->name))
                        continue;
                if (!of || ch_str_is(name, f->name) || (!name.len && is_writable))
                        return true;
        }
        return false;
}

/* ---- one field ---- */
static ch_strs
values_of(ch_arena *arena, const ch_pairs *pairs, ch_str name)
{
        ch_strs out = { NULL, 0 };
        size_t n = 0;

        for (size_t i = 0; i < pairs->len; i++)
                n += ch_str_eq(pairs->v[i].name, name);
        out.v = CH_NEW_N(arena, ch_str, n);
        for (size_t i = 0; out.v && i < pairs->len; i++)
                if (ch_str_eq(pairs->v[i].name, name))
                        out.v[out.len++] = pairs->v[i].value;
        return out;
}

/* A hidden empty value stands before a box so that something is sent; where there is more, it means nothing. */
static ch_strs
drop_blanks(ch_strs words)
{
        size_t n = 0;

        if (words.len < 2)
                return words;
        for (size_t i = 0; i < words.len; i++)
                if (words.v[i].len)
                        words.v[n++] = words.v[i];
        return (ch_strs) { words.v, n };
}

static bool
find_box(const ch_pairs *pairs, ch_str path, const char *suffix, ch_str *value)
{
        size_t len = strlen(suffix);

        for (size_t i = 0; i < pairs->len; i++) {
                ch_str name = pairs->v[i].name;

                if (name.len == path.len + len && ch_str_starts(name, path) &&
                    !memcmp(name.p + path.len, suffix, len)) {
                        *value = ch_str_trim(pairs->v[i].value);
                        return true;
                }
        }
        return false;
}

static const char *
pad(ch_str box)
{
        return box.len == 1 ? "0" : "";
}

/* Year, month and day as one word; false: the page has no such boxes. */
static bool
read_boxes(const ch_pairs *pairs, ch_str path, ch_issues *issues, ch_str *word)
{
        ch_str y = { "", 0 }, m = y, d = y;
        bool has_y = find_box(pairs, path, "-year", &y), has_m = find_box(pairs, path, "-month", &m);
        bool has_d = find_box(pairs, path, "-day", &d);

        *word = (ch_str) { NULL, 0 };
        if ((m.len && !y.len) || (d.len && !m.len))
                ch_issue_add(issues, path,
                             d.len && !m.len ? CH_MSG("Write the month too, or leave the day out.")
                                             : CH_MSG("Write the year too, with four digits."));
        else if (d.len)
                *word = ch_fmt(issues->arena, "%.*s-%s%.*s-%s%.*s", (int)y.len, y.p, pad(m), (int)m.len, m.p, pad(d),
                               (int)d.len, d.p);
        else if (m.len)
                *word = ch_fmt(issues->arena, "%.*s-%s%.*s", (int)y.len, y.p, pad(m), (int)m.len, m.p);
        else
                *word = y;
        return has_y || has_m || has_d;
}

static void
read_field(const ch_pairs *pairs, const ch_field *f, void *record, ch_str path, ch_issues *issues)
{
        ch_strs words;
        ch_str date;

        if (f->kind == CH_FIELD_DATE && read_boxes(pairs, path, issues, &date))
                words = (ch_strs) { &date, 1 };
        else
                words = drop_blanks(values_of(issues->arena, pairs, path));
        ch_field_read(f, record, words, path, issues);
}

/* ---- parts ---- */

/* "needs.12" or "needs.12.text" to 12 and "text"; false: not of this field, or no fit position. */
static bool
split_part(const ch_field *f, ch_str name, size_t *position, ch_str *rest)
{
        ch_str head, number;
        int64_t n;

        if (!ch_str_cut(&name, '.', &head) || !ch_str_is(head, f->name) || !ch_str_cut(&name, '.', &number) ||
            !number.len || *number.p == '0' || !ch_str_int(number, 1, f->max, &n))
                return false;
        *position = (size_t)n;
        *rest = name;
        return true;
}

static size_t
last_position(const ch_pairs *pairs, const ch_field *f)
{
        size_t last = 0, position;
        ch_str rest;

        for (size_t i = 0; i < pairs->len; i++)
                if (split_part(f, pairs->v[i].name, &position, &rest) && position > last)
                        last = position;
        return last;
}

static bool
has_position(const ch_pairs *pairs, const ch_field *f, size_t position)
{
        size_t at;
        ch_str rest;

        for (size_t i = 0; i < pairs->len; i++)
                if (split_part(f, pairs->v[i].name, &at, &rest) && at == position)
                        return true;
        return false;
}

/* Nothing in it but what a new part begins with. */
static bool
is_blank(const ch_fields *fields, const void *part)
{
        for (size_t i = 0; i < fields->len; i++) {
                const ch_field *f = &fields->v[i];
                bool begins_so = f->kind == CH_FIELD_ENUM && *(const int32_t *)ch_field_in(f, part) == 0;

                if (!begins_so && !ch_field_is_empty(f, part))
                        return false;
        }
        return true;
}

/* A list of its own, as long as the page wants it: the record given may share its parts with another. */
static bool
own_parts(const ch_field *f, ch_parts *parts, size_t len, ch_arena *arena)
{
        void *v = ch_arena_alloc(arena, len, f->parts->size);

        if (!v)
                return false;
        if (parts->len)
                memcpy(v, parts->v, parts->len * f->parts->size);
        *parts = (ch_parts) { v, len };
        return true;
}

static void
read_part(const ch_pairs *pairs, const ch_form_ask *ask, const ch_field *f, ch_parts *parts, size_t i,
          ch_issues *issues)
{
        ch_str path = ch_path_item(issues->arena, ch_str_of(f->name), i);
        char *part = (char *)parts->v + i * f->parts->size;

        for (size_t k = 0; k < f->parts->len; k++) {
                const ch_field *inner = &f->parts->v[k];

                if (is_asked(ask, f, inner) && inner->kind != CH_FIELD_PARTS)
                        read_field(pairs, inner, part, ch_path_join(issues->arena, path, ch_str_of(inner->name)),
                                   issues);
        }
}

static void
read_parts(const ch_pairs *pairs, const ch_form_ask *ask, const ch_field *f, void *record, ch_issues *issues)
{
        ch_parts *parts = ch_field_at(f, record);
        size_t last = last_position(pairs, f);

        if (!last || !own_parts(f, parts, last > parts->len ? last : parts->len, issues->arena))
                return;
        for (size_t i = 0; i < parts->len; i++)
                if (has_position(pairs, f, i + 1))
                        read_part(pairs, ask, f, parts, i, issues);
        while (parts->len && is_blank(f->parts, (char *)parts->v + (parts->len - 1) * f->parts->size))
                parts->len--;
}

/* ---- the page ---- */

/* The name without "-day", "-month" or "-year". */
static ch_str
without_box(ch_str name)
{
        static const char *const boxes[] = { "-day", "-month", "-year" };

        for (size_t i = 0; i < 3; i++) {
                size_t len = strlen(boxes[i]);

                if (name.len > len && !memcmp(name.p + name.len - len, boxes[i], len))
                        return (ch_str) { name.p, name.len - len };
        }
        return name;
}

static const ch_field *
find_field(const ch_fields *fields, ch_str name)
{
        const ch_field *f = ch_field_find(fields, name);

        if (f)
                return f;
        f = ch_field_find(fields, without_box(name));
        return f && f->kind == CH_FIELD_DATE ? f : NULL;
}

static bool
is_expected(const ch_form_ask *ask, ch_str name)
{
        const ch_field *f = find_field(ask->fields, name), *inner;
        size_t position;
        ch_str rest;

        if (is_listed(frame_names, name) || is_listed(ask->others, name))
                return true;
        if (f)
                return f->kind != CH_FIELD_PARTS && is_asked(ask, NULL, f);
        for (size_t i = 0; i < ask->fields->len; i++) {
                f = &ask->fields->v[i];
                if (f->kind != CH_FIELD_PARTS || !is_asked(ask, NULL, f) || !split_part(f, name, &position, &rest))
                        continue;
                inner = find_field(f->parts, rest);
                return !rest.len || (inner && is_asked(ask, f, inner));
        }
        return false;
}

void
ch_form_read(const ch_pairs *pairs, const ch_form_ask *ask, void *record, ch_issues *issues)
{
        for (size_t i = 0; i < pairs->len; i++)
                if (!is_expected(ask, pairs->v[i].name))
                        ch_issue_put(issues,
                                     &(ch_issue) { .field = ch_utf8_cut(pairs->v[i].name, 60),
                                                   .msg = CH_MSG("“{value}” was not asked for on this page. Go back "
                                                                 "to the page and send it again."),
                                                   .value = pairs->v[i].name });
        for (size_t i = 0; i < ask->fields->len; i++) {
                const ch_field *f = &ask->fields->v[i];

                if (!is_asked(ask, NULL, f))
                        continue;
                if (f->kind == CH_FIELD_PARTS)
                        read_parts(pairs, ask, f, record, issues);
                else
                        read_field(pairs, f, record, ch_str_of(f->name), issues);
        }
}

/* ---- and back ---- */
static ch_strs
one_word(ch_arena *arena, ch_str word)
{
        ch_strs none = { NULL, 0 };

        return word.len ? ch_strs_add(arena, none, word) : none;
}

/* What the record holds for a date's box. */
static ch_strs
box_words(ch_arena *arena, const ch_field *f, const void *record, ch_str box)
{
        ch_date d = *(const ch_date *)ch_field_in(f, record);
        int n = ch_str_is(box, "-day") ? d.day : ch_str_is(box, "-month") ? d.month : d.year;

        return one_word(arena, n ? ch_fmt(arena, "%d", n) : (ch_str) { NULL, 0 });
}

static ch_strs
words_of(ch_arena *arena, const ch_fields *fields, const void *record, ch_str name)
{
        const ch_field *f = find_field(fields, name);
        size_t position, len;
        ch_str rest;

        if (f) {
                len = strlen(f->name);
                if (name.len > len)
                        return box_words(arena, f, record, (ch_str) { name.p + len, name.len - len });
                return ch_field_words(arena, f, record);
        }
        for (size_t i = 0; i < fields->len; i++) {
                const ch_parts *parts;

                f = &fields->v[i];
                if (f->kind != CH_FIELD_PARTS || !split_part(f, name, &position, &rest))
                        continue;
                parts = ch_field_in(f, record);
                if (position <= parts->len)
                        return words_of(arena, f->parts, (const char *)parts->v + (position - 1) * f->parts->size,
                                        rest);
        }
        return (ch_strs) { NULL, 0 };
}

ch_strs
ch_form_words(ch_arena *arena, const ch_pairs *pairs, const ch_fields *fields, const void *record, ch_str name)
{
        return pairs ? values_of(arena, pairs, name) : words_of(arena, fields, record, name);
}

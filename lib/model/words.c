/* words.c – fields from words and back: what forms, JSON and the command line have in common. */
#include "kinds.h"
#include <ch/base/mark.h>
#include <ch/base/text.h>
#include <ch/base/utf8.h>
#include <ch/field.h>
#include <string.h>

typedef struct reading {
        const ch_field *f;
        void *at;
        ch_str path;
        ch_issues *issues;
} reading;

static void
complain(const reading *r, const char *msg, ch_str value)
{
        ch_issue_put(r->issues, &(ch_issue) { .field = r->path, .msg = msg, .value = value, .max = r->f->max });
}

/* CR LF and lone CR become LF; most texts have none and are taken as they are. */
static ch_str
unix_lines(ch_arena *arena, ch_str s)
{
        char *p;
        size_t n = 0;

        if (!s.len || !memchr(s.p, '\r', s.len))
                return s;
        p = CH_NEW_N(arena, char, s.len);
        if (!p)
                return (ch_str) { 0 };
        for (size_t i = 0; i < s.len; i++) {
                if (s.p[i] == '\r' && i + 1 < s.len && s.p[i + 1] == '\n')
                        continue;
                p[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
        }
        return (ch_str) { p, n };
}

static ch_str
nfc(ch_arena *arena, ch_str s)
{
        ch_str out;

        for (size_t i = 0; i < s.len; i++)
                if ((unsigned char)s.p[i] > 127)
                        return ch_text_nfc(arena, s, &out) ? (ch_str) { 0 } : out;
        return ch_str_dup(arena, s);
}

static void
read_text(const reading *r, ch_str word)
{
        bool is_text = r->f->kind == CH_FIELD_TEXT;
        ch_str s = ch_str_trim(is_text ? unix_lines(r->issues->arena, word) : word);

        if (!ch_utf8_is_valid(s))
                complain(r,
                         CH_MSG("This text is not readable (it is not UTF-8). Type it again, or save your file as "
                                "UTF-8."),
                         s);
        else if (is_text && !ch_utf8_is_text(s))
                complain(r,
                         CH_MSG("This text holds control characters that cannot be kept. Type it again as plain text."),
                         s);
        else if (!is_text && !ch_utf8_is_line(s))
                complain(r, CH_MSG("Write this on one line, without line breaks or control characters."), s);
        else
                *(ch_str *)r->at = nfc(r->issues->arena, s);
}

static void
read_enum(const reading *r, ch_str word)
{
        if (word.len && !ch_enum_parse(r->f->names, word, r->at))
                complain(r, CH_MSG("“{value}” is not one of the answers offered here. Choose one of them."), word);
}

static void
read_flag(const reading *r, ch_str word)
{
        static const char *const words[] = { "", "false", "no", "off", "0", "true", "yes", "on", "1", NULL };
        int32_t i;

        if (ch_enum_parse(words, word, &i))
                *(bool *)r->at = i >= 5;
        else
                complain(r, CH_MSG("“{value}” is neither yes nor no. Choose one of them."), word);
}

static void
read_int(const reading *r, ch_str word)
{
        if (word.len && !ch_str_int(word, 0, r->f->max, r->at))
                complain(r, CH_MSG("“{value}” cannot be used here. Write a whole number from 0 to {max}, in digits."),
                         word);
}

static void
read_date(const reading *r, ch_str word)
{
        if (word.len && !ch_date_parse(word, r->at))
                complain(r,
                         CH_MSG("“{value}” is not a date. Write year, month and day, such as 2026-03-27; month and day "
                                "may be left out."),
                         word);
}

static void
read_time(const reading *r, ch_str word)
{
        if (word.len && !ch_time_parse(word, r->at))
                complain(r, CH_MSG("“{value}” is not a point in time. Write it as 2026-03-27T14:30:00.000Z."), word);
}

static void
read_uuid(const reading *r, ch_str word)
{
        if (word.len && !ch_uuid_parse(word, r->at))
                complain(r,
                         CH_MSG("“{value}” is not the identifier of a record. Copy it again from where it is shown."),
                         word);
}

/* Empty words are boxes left blank; doubled codes stay for ch_record_check to show. */
static void
read_codes(const reading *r, ch_strs words)
{
        ch_strs out = { .v = CH_NEW_N(r->issues->arena, ch_str, words.len) };

        if (!out.v)
                return;
        for (size_t i = 0; i < words.len; i++) {
                ch_str s = ch_str_trim(words.v[i]);

                if (!s.len)
                        continue;
                if (!ch_utf8_is_line(s)) {
                        complain(r, CH_MSG("“{value}” cannot be used here. Choose from the list."), s);
                        return;
                }
                out.v[out.len++] = ch_str_dup(r->issues->arena, s);
        }
        *(ch_strs *)r->at = out;
}

void
ch_field_read(const ch_field *f, void *record, ch_strs words, ch_str path, ch_issues *issues)
{
        static void (*const readers[CH__FIELD_KIND_MAX])(const reading *, ch_str) = {
                [CH_FIELD_LINE] = read_text, [CH_FIELD_TEXT] = read_text, [CH_FIELD_CODE] = read_text,
                [CH_FIELD_ENUM] = read_enum, [CH_FIELD_FLAG] = read_flag, [CH_FIELD_INT] = read_int,
                [CH_FIELD_DATE] = read_date, [CH_FIELD_TIME] = read_time, [CH_FIELD_UUID] = read_uuid,
        };
        reading r = { f, ch_field_at(f, record), path, issues };

        ch_field_clear(f, record);
        if (f->kind == CH_FIELD_CODES)
                read_codes(&r, words);
        else if (words.len > 1)
                complain(&r, CH_MSG("Only one answer is possible here. Choose one."), words.v[1]);
        else if (words.len && readers[f->kind])
                readers[f->kind](&r, f->kind == CH_FIELD_TEXT ? words.v[0] : ch_str_trim(words.v[0]));
}

static ch_str
number_text(ch_arena *arena, const ch_field *f, const void *at)
{
        int64_t n;

        memcpy(&n, at, sizeof(n));
        return f->kind == CH_FIELD_TIME ? ch_time_text(arena, n) : ch_fmt(arena, "%lld", (long long)n);
}

static ch_str
word_of(ch_arena *arena, const ch_field *f, const void *at)
{
        switch ((int)f->kind) {
        case CH_FIELD_ENUM:
                return ch_str_of(ch_enum_word(f->names, *(const int32_t *)at));
        case CH_FIELD_FLAG:
                return CH_LIT("true");
        case CH_FIELD_INT:
        case CH_FIELD_TIME:
                return number_text(arena, f, at);
        case CH_FIELD_DATE:
                return ch_date_text(arena, *(const ch_date *)at);
        case CH_FIELD_UUID:
                return ch_uuid_text(arena, *(const ch_uuid *)at);
        default:
                return *(const ch_str *)at;
        }
}

ch_strs
ch_field_words(ch_arena *arena, const ch_field *f, const void *record)
{
        const void *at = ch_field_in(f, record);
        ch_str *one;

        if (f->kind == CH_FIELD_PARTS || ch_field_is_empty(f, record))
                return (ch_strs) { 0 };
        if (f->kind == CH_FIELD_CODES)
                return *(const ch_strs *)at;
        one = CH_NEW(arena, ch_str);
        if (!one)
                return (ch_strs) { 0 };
        *one = word_of(arena, f, at);
        return (ch_strs) { one, 1 };
}

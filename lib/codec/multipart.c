#include <ch/base/utf8.h>
#include <ch/multipart.h>
#include <string.h>
#include <strings.h>

enum { BOUNDARY_MAX = 70 };

typedef struct parsing {
        ch_arena *arena;
        ch_str rest;                      /* of the body */
        char delimiter[4 + BOUNDARY_MAX]; /* CR LF -- boundary */
        size_t delimiter_len;
} parsing;

static bool
is_word(ch_str s, const char *word)
{
        return s.len == strlen(word) && !strncasecmp(s.p, word, s.len);
}

static ch_str
skip(ch_str s, size_t n)
{
        return (ch_str) { s.p + n, s.len - n };
}

/* One "; name=value" or "; name="value"" from the front of s. Browsers write a quotation mark inside as %22 and never
 * escape with a backslash. *more = false at the end; false: malformed. */
static bool
take_param(ch_str *s, ch_str *name, ch_str *value, bool *more)
{
        size_t end;

        *s = ch_str_trim(*s);
        *more = s->len > 0;
        if (!*more)
                return true;
        if (*s->p != ';')
                return false;
        *s = ch_str_trim(skip(*s, 1));
        end = ch_str_find(*s, '=');
        if (!end || end == s->len)
                return false;
        *name = (ch_str) { s->p, end };
        *s = skip(*s, end + 1);
        if (s->len && *s->p == '"') {
                *s = skip(*s, 1);
                end = ch_str_find(*s, '"');
                if (end == s->len)
                        return false;
                *value = (ch_str) { s->p, end };
                *s = skip(*s, end + 1);
                return true;
        }
        end = ch_str_find(*s, ';');
        *value = ch_str_trim((ch_str) { s->p, end });
        *s = skip(*s, end);
        return value->len > 0;
}

static bool
is_boundary(ch_str s)
{
        if (!s.len || s.len > BOUNDARY_MAX || s.p[s.len - 1] == ' ')
                return false;
        for (size_t i = 0; i < s.len; i++)
                if (!strchr("'()+_,-./:=? ", s.p[i]) && !((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z') &&
                    !(s.p[i] >= '0' && s.p[i] <= '9'))
                        return false;
        return !memchr(s.p, '\0', s.len);
}

static ch_status
read_type(ch_str type, parsing *p)
{
        size_t end = ch_str_find(type, ';');
        ch_str name, value, boundary = { NULL, 0 };
        bool more;

        if (!is_word(ch_str_trim((ch_str) { type.p, end }), "multipart/form-data"))
                return CH_UNSUPPORTED;
        type = skip(type, end);
        for (;;) {
                if (!take_param(&type, &name, &value, &more))
                        return CH_UNSUPPORTED;
                if (!more)
                        break;
                if (!is_word(name, "boundary"))
                        continue;
                if (boundary.p)
                        return CH_UNSUPPORTED;
                boundary = value;
        }
        if (!is_boundary(boundary))
                return CH_UNSUPPORTED;
        memcpy(p->delimiter, "\r\n--", 4);
        memcpy(p->delimiter + 4, boundary.p, boundary.len);
        p->delimiter_len = 4 + boundary.len;
        return CH_OK;
}

static bool
read_disposition(ch_str value, ch_part *part)
{
        size_t end = ch_str_find(value, ';');
        bool has_name = false, more;
        ch_str name, text;

        if (!is_word(ch_str_trim((ch_str) { value.p, end }), "form-data"))
                return false;
        value = skip(value, end);
        for (;;) {
                if (!take_param(&value, &name, &text, &more))
                        return false;
                if (!more)
                        return has_name;
                if (is_word(name, "name") && !has_name) {
                        part->name = text;
                        has_name = true;
                } else if (is_word(name, "filename") && !part->is_file) {
                        part->file = text;
                        part->is_file = true;
                } else {
                        return false;
                }
        }
}

/* One header line of a part; *named: the disposition has been seen. */
static bool
read_header(ch_str line, ch_part *part, bool *named)
{
        size_t end = ch_str_find(line, ':');
        ch_str name = { line.p, end }, value;

        if (!end || end == line.len || !ch_utf8_is_line(line))
                return false;
        value = ch_str_trim(skip(line, end + 1));
        if (is_word(name, "Content-Disposition")) {
                if (*named)
                        return false;
                *named = true;
                return read_disposition(value, part);
        }
        if (is_word(name, "Content-Type"))
                part->type = value;
        return !is_word(name, "Content-Transfer-Encoding");
}

/* The headers and the empty line behind them. */
static bool
take_headers(parsing *p, ch_part *part)
{
        bool named = false;
        ch_str head = { p->rest.p, p->rest.len < CH_MULTIPART_HEADERS ? p->rest.len : CH_MULTIPART_HEADERS };

        for (;;) {
                const char *end = head.len ? memmem(head.p, head.len, "\r\n", 2) : NULL;
                ch_str line;

                if (!end)
                        return false;
                line = (ch_str) { head.p, (size_t)(end - head.p) };
                head = skip(head, line.len + 2);
                p->rest = skip(p->rest, line.len + 2);
                if (!line.len)
                        return named;
                if (!read_header(line, part, &named))
                        return false;
        }
}

/* Content up to the next delimiter, and what stands behind that: another part, or the end. */
static bool
take_content(parsing *p, ch_part *part, bool *last)
{
        const char *end = p->rest.len ? memmem(p->rest.p, p->rest.len, p->delimiter, p->delimiter_len) : NULL;

        if (!end)
                return false;
        part->bytes = (ch_str) { p->rest.p, (size_t)(end - p->rest.p) };
        p->rest = skip(p->rest, part->bytes.len + p->delimiter_len);
        *last = ch_str_starts(p->rest, CH_LIT("--"));
        if (*last)
                return ch_str_is(p->rest, "--") || ch_str_is(p->rest, "--\r\n");
        if (!ch_str_starts(p->rest, CH_LIT("\r\n")))
                return false;
        p->rest = skip(p->rest, 2);
        return true;
}

/* Browsers of old send whole paths. */
static ch_str
last_segment(ch_str path)
{
        for (size_t i = path.len; i > 0; i--)
                if (path.p[i - 1] == '/' || path.p[i - 1] == '\\')
                        return skip(path, i);
        return path;
}

static bool
finish_part(ch_part *part)
{
        part->file = last_segment(part->file);
        if (!part->name.len)
                return false;
        return part->is_file ||
               (ch_utf8_is_valid(part->bytes) && !(part->bytes.len && memchr(part->bytes.p, '\0', part->bytes.len)));
}

static ch_status
take_parts(parsing *p, ch_multipart *out)
{
        for (bool last = false; !last;) {
                ch_part part = { .is_file = false };

                if (out->len == CH_MULTIPART_MAX)
                        return CH_TOO_LARGE;
                if (!take_headers(p, &part) || !take_content(p, &part, &last) || !finish_part(&part))
                        return CH_MALFORMED;
                out->v[out->len++] = part;
                if (!part.is_file)
                        out->pairs.v[out->pairs.len++] = (ch_pair) { part.name, part.bytes };
        }
        return CH_OK;
}

ch_status
ch_multipart_parse(ch_arena *arena, ch_str type, ch_str body, ch_multipart *out)
{
        parsing p = { .arena = arena, .rest = body };
        ch_status st = read_type(type, &p);
        ch_str first = { p.delimiter + 2, p.delimiter_len - 2 };

        *out = (ch_multipart) { NULL, 0, { NULL, 0 } };
        if (st)
                return st;
        out->v = CH_NEW_N(arena, ch_part, CH_MULTIPART_MAX);
        out->pairs.v = CH_NEW_N(arena, ch_pair, CH_MULTIPART_MAX);
        if (!out->v || !out->pairs.v)
                return CH_TOO_LARGE;
        if (!ch_str_starts(body, first))
                return CH_MALFORMED;
        p.rest = skip(body, first.len);
        if (!ch_str_starts(p.rest, CH_LIT("\r\n")))
                return CH_MALFORMED;
        p.rest = skip(p.rest, 2);
        st = take_parts(&p, out);
        if (st)
                *out = (ch_multipart) { NULL, 0, { NULL, 0 } };
        return st;
}

const ch_part *
ch_multipart_file(const ch_multipart *m, const char *name)
{
        for (size_t i = 0; i < m->len; i++)
                if (m->v[i].is_file && ch_str_is(m->v[i].name, name) && (m->v[i].bytes.len || m->v[i].file.len))
                        return &m->v[i];
        return NULL;
}

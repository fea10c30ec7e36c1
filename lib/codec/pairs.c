#include <ch/base/utf8.h>
#include <ch/pairs.h>
#include <string.h>

static int
hex_digit(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
        if (c >= 'A' && c <= 'F')
                return c - 'A' + 10;
        return -1;
}

/* Into p, which has room for s.len bytes; false: a broken escape. */
static bool
unescape(ch_str s, bool plus_is_space, char *p, size_t *len)
{
        size_t n = 0;

        for (size_t i = 0; i < s.len; i++) {
                if (s.p[i] == '%') {
                        int high = i + 2 < s.len ? hex_digit(s.p[i + 1]) : -1;
                        int low = i + 2 < s.len ? hex_digit(s.p[i + 2]) : -1;

                        if (high < 0 || low < 0)
                                return false;
                        p[n++] = (char)(high << 4 | low);
                        i += 2;
                } else {
                        p[n++] = plus_is_space && s.p[i] == '+' ? ' ' : s.p[i];
                }
        }
        *len = n;
        return true;
}

static ch_status
decode(ch_arena *arena, ch_str s, bool plus_is_space, ch_str *out)
{
        char *p;

        *out = s;
        if (ch_str_find(s, '%') < s.len || (plus_is_space && ch_str_find(s, '+') < s.len)) {
                p = CH_NEW_N(arena, char, s.len);
                if (!p)
                        return CH_TOO_LARGE;
                out->p = p;
                if (!unescape(s, plus_is_space, p, &out->len))
                        return CH_MALFORMED;
        }
        if (!ch_utf8_is_valid(*out) || (out->len && memchr(out->p, '\0', out->len)))
                return CH_MALFORMED;
        return CH_OK;
}

static ch_status
read_pair(ch_arena *arena, ch_str text, ch_pair *out)
{
        ch_str name = { NULL, 0 };
        ch_status st;

        (void)ch_str_cut(&text, '=', &name);
        st = decode(arena, name, true, &out->name);
        return st ? st : decode(arena, text, true, &out->value);
}

static size_t
count_pairs(ch_str bytes)
{
        size_t n = bytes.len > 0;

        for (size_t i = 0; i < bytes.len; i++)
                n += bytes.p[i] == '&';
        return n;
}

ch_status
ch_pairs_parse(ch_arena *arena, ch_str bytes, size_t max, ch_pairs *out)
{
        size_t n = count_pairs(bytes);
        ch_str one;

        *out = (ch_pairs) { NULL, 0 };
        if (n > max)
                return CH_TOO_LARGE;
        out->v = CH_NEW_N(arena, ch_pair, n);
        if (!out->v)
                return CH_TOO_LARGE;
        while (ch_str_cut(&bytes, '&', &one)) {
                ch_status st = one.len ? read_pair(arena, one, &out->v[out->len]) : CH_OK;

                if (st)
                        return st;
                out->len += one.len > 0;
        }
        return CH_OK;
}

bool
ch_pairs_find(const ch_pairs *pairs, const char *name, size_t n, ch_str *value)
{
        for (size_t i = 0; i < pairs->len; i++)
                if (ch_str_is(pairs->v[i].name, name) && n-- == 0) {
                        *value = pairs->v[i].value;
                        return true;
                }
        return false;
}

ch_str
ch_pairs_get(const ch_pairs *pairs, const char *name)
{
        ch_str value = { NULL, 0 };

        (void)ch_pairs_find(pairs, name, 0, &value);
        return value;
}

size_t
ch_pairs_count(const ch_pairs *pairs, const char *name)
{
        size_t n = 0;

        for (size_t i = 0; i < pairs->len; i++)
                n += ch_str_is(pairs->v[i].name, name);
        return n;
}

ch_status
ch_percent_decode(ch_arena *arena, ch_str s, ch_str *out)
{
        return decode(arena, s, false, out);
}

static bool
is_unreserved(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == '_' || c == '~';
}

ch_str
ch_percent_encode(ch_arena *arena, ch_str s)
{
        static const char hex[] = "0123456789ABCDEF";
        char *p = s.len <= SIZE_MAX / 3 ? CH_NEW_N(arena, char, s.len * 3) : NULL;
        size_t n = 0;

        for (size_t i = 0; p && i < s.len; i++) {
                unsigned char c = (unsigned char)s.p[i];

                if (is_unreserved(s.p[i])) {
                        p[n++] = s.p[i];
                        continue;
                }
                p[n++] = '%';
                p[n++] = hex[c >> 4];
                p[n++] = hex[c & 15];
        }
        return (ch_str) { p, n };
}

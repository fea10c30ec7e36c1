#include <ch/base/str.h>
#include <string.h>

static bool
is_space(char c)
{
        return c == ' ' || (c >= '\t' && c <= '\r');
}

ch_str
ch_str_of(const char *c)
{
        return c ? (ch_str) { c, strlen(c) } : (ch_str) { NULL, 0 };
}

const char *
ch_str_c(ch_arena *arena, ch_str s)
{
        char *p = s.len < SIZE_MAX ? ch_arena_text(arena, s.len + 1) : NULL;

        if (!p)
                return NULL;
        if (s.len)
                memcpy(p, s.p, s.len);
        p[s.len] = '\0';
        return p;
}

ch_str
ch_str_dup(ch_arena *arena, ch_str s)
{
        const char *p = ch_str_c(arena, s);

        return p ? (ch_str) { p, s.len } : (ch_str) { NULL, 0 };
}

bool
ch_str_eq(ch_str a, ch_str b)
{
        return a.len == b.len && (!a.len || !memcmp(a.p, b.p, a.len));
}

bool
ch_str_is(ch_str a, const char *literal)
{
        for (size_t i = 0; i < a.len; i++) /* mostly the first byte is another */
                if (a.p[i] != literal[i] || !literal[i])
                        return false;
        return !literal[a.len];
}

bool
ch_str_starts(ch_str s, ch_str prefix)
{
        return s.len >= prefix.len && (!prefix.len || !memcmp(s.p, prefix.p, prefix.len));
}

int
ch_str_cmp(ch_str a, ch_str b)
{
        size_t common = a.len < b.len ? a.len : b.len;
        int order = common ? memcmp(a.p, b.p, common) : 0;

        return order ? order : (a.len > b.len) - (a.len < b.len);
}

ch_str
ch_str_trim(ch_str s)
{
        while (s.len && is_space(s.p[s.len - 1]))
                s.len--;
        while (s.len && is_space(s.p[0])) {
                s.p++;
                s.len--;
        }
        return s;
}

size_t
ch_str_find(ch_str s, char c)
{
        const char *at = s.len ? memchr(s.p, c, s.len) : NULL;

        return at ? (size_t)(at - s.p) : s.len;
}

bool
ch_str_cut(ch_str *s, char sep, ch_str *head)
{
        size_t at = ch_str_find(*s, sep), past;

        if (!s->len)
                return false;
        *head = (ch_str) { s->p, at };
        past = at < s->len ? at + 1 : at;
        s->p += past;
        s->len -= past;
        return true;
}

bool
ch_str_int(ch_str s, int64_t min, int64_t max, int64_t *out)
{
        bool negative = s.len && s.p[0] == '-';
        int64_t n = 0;

        if (s.len == (size_t)negative)
                return false;
        for (size_t i = negative; i < s.len; i++) {
                int digit = s.p[i] - '0';

                if (digit < 0 || digit > 9 || __builtin_mul_overflow(n, 10, &n) ||
                    __builtin_sub_overflow(n, digit, &n)) /* downwards: INT64_MIN has no positive twin */
                        return false;
        }
        if (!negative && __builtin_sub_overflow(0, n, &n))
                return false;
        if (n < min || n > max)
                return false;
        *out = n;
        return true;
}

bool
ch_strs_has(ch_strs list, ch_str s)
{
        for (size_t i = 0; i < list.len; i++)
                if (ch_str_eq(list.v[i], s))
                        return true;
        return false;
}

ch_strs
ch_strs_add(ch_arena *arena, ch_strs list, ch_str s)
{
        ch_str *v = CH_NEW_N(arena, ch_str, list.len + 1);

        if (!v)
                return list;
        if (list.len)
                memcpy(v, list.v, list.len * sizeof *v);
        v[list.len] = s;
        return (ch_strs) { v, list.len + 1 };
}

ch_strs
ch_strs_dup(ch_arena *arena, ch_strs list)
{
        ch_strs to = { 0 };
        size_t bytes = 0;
        char *words;

        for (size_t i = 0; i < list.len; i++)
                bytes += list.v[i].len;
        if (list.len)
                to.v = ch_arena_alloc(arena, 1, list.len * sizeof *to.v + bytes);
        words = to.v ? (char *)(to.v + list.len) : NULL;
        for (; words && to.len < list.len; to.len++) {
                ch_str one = list.v[to.len];

                if (one.len)
                        memcpy(words, one.p, one.len);
                to.v[to.len] = (ch_str) { one.len ? words : NULL, one.len };
                words += one.len;
        }
        return to;
}

void
ch_buf_number(ch_buf *b, uint64_t n)
{
        for (; n > 127; n >>= 7)
                ch_buf_char(b, (char)(n | 128));
        ch_buf_char(b, (char)n);
}

bool
ch_str_take_long_number(ch_str *s, uint64_t *out)
{
        uint64_t n = 0;

        for (unsigned shift = 0; shift < 64 && s->len; shift += 7) {
                uint8_t byte = (uint8_t)*s->p;

                s->p++;
                s->len--;
                if (shift == 63 && byte > 1)
                        return false;
                n |= (uint64_t)(byte & 127) << shift;
                if (!(byte & 128)) {
                        *out = n;
                        return true;
                }
        }
        return false;
}

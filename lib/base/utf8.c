#include <ch/base/utf8.h>
#include <string.h>

/* Length of the sequence that starts at p, its code point to *cp; 0 when it is none. */
static inline size_t
decode(const unsigned char *p, size_t left, uint32_t *cp)
{
        static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
        size_t len = p[0] < 0x80 ? 1 : p[0] >> 5 == 6 ? 2 : p[0] >> 4 == 14 ? 3 : p[0] >> 3 == 30 ? 4 : 0;

        if (!len || len > left)
                return 0;
        *cp = len == 1 ? p[0] : p[0] & (0x7Fu >> len);
        for (size_t i = 1; i < len; i++) {
                if (p[i] >> 6 != 2)
                        return 0;
                *cp = *cp << 6 | (p[i] & 0x3Fu);
        }
        if (*cp < least[len] || *cp > 0x10FFFF || (*cp >= 0xD800 && *cp <= 0xDFFF))
                return 0;
        return len;
}

size_t
ch_utf8_next(ch_str s, size_t at, uint32_t *cp)
{
        return at < s.len ? decode((const unsigned char *)s.p + at, s.len - at, cp) : 0;
}

size_t
ch_utf8_step(ch_str s)
{
        uint32_t cp = 0;

        return s.len ? decode((const unsigned char *)s.p, s.len, &cp) : 0;
}

/* Controls, line and paragraph separators, and marks that reverse what stands next to them. */
static bool
accept_line(uint32_t cp)
{
        return !(cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || (cp >= 0x2028 && cp <= 0x202E) ||
                 (cp >= 0x2066 && cp <= 0x2069));
}

static bool
accept_text(uint32_t cp)
{
        return cp == '\t' || cp == '\n' || accept_line(cp);
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Printable ASCII, none that a line would refuse. Of eight bytes without the high bit, x - 0x20 borrows where one is a
 * control; what is 0x7F turns to zero, from which 1 borrows. */
static bool
are_plain(uint64_t eight)
{
        uint64_t del = eight ^ EACH(0x7Fu);

        return !((eight | ((eight - EACH(0x20u)) & ~eight) | ((del - EACH(1u)) & ~del)) & EACH(0x80u));
}

/* How many bytes from the start are plain, in steps of eight. */
static size_t
skip_plain(ch_str s)
{
        size_t at = 0;
        uint64_t eight;

        for (; at + sizeof eight <= s.len; at += sizeof eight) {
                memcpy(&eight, s.p + at, sizeof eight);
                if (!are_plain(eight))
                        break;
        }
        return at;
}

/* Fewer than eight bytes: by two reads of four, which may overlap. */
static bool
is_ascii_end(ch_str s)
{
        uint32_t first, last;
        unsigned char all = 0;

        if (s.len >= 2 * sizeof first)
                return false;
        if (s.len >= sizeof first) {
                memcpy(&first, s.p, sizeof first);
                memcpy(&last, s.p + s.len - sizeof last, sizeof last);
                return !((first | last) & (uint32_t)EACH(0x80u));
        }
        for (size_t i = 0; i < s.len; i++)
                all |= (unsigned char)s.p[i];
        return !(all & 0x80u);
}

/* Eight bytes at a time, as long as all are ASCII: most text is, from beginning to end. */
static size_t
skip_ascii(ch_str s)
{
        size_t at = 0;
        uint64_t eight;

        for (; at + sizeof eight <= s.len; at += sizeof eight) {
                memcpy(&eight, s.p + at, sizeof eight);
                if (eight & EACH(0x80u))
                        break;
        }
        return is_ascii_end((ch_str) { s.p + at, s.len - at }) ? s.len : at;
}

/* Every character, where what is skipped is accepted: a stretch of it at once, then up to eight bytes one by one. NULL
 * accepts all. */
static bool
every(ch_str s, size_t (*skip)(ch_str), bool (*accept)(uint32_t))
{
        uint32_t cp = 0;

        while (s.len) {
                size_t at = skip(s), end = at + sizeof(uint64_t), len;

                for (; at < s.len && at < end; at += len) {
                        len = decode((const unsigned char *)s.p + at, s.len - at, &cp);
                        if (!len || (accept && !accept(cp)))
                                return false;
                }
                s = (ch_str) { s.p + at, s.len - at };
        }
        return true;
}

bool
ch_utf8_is_valid(ch_str s)
{
        return every(s, skip_ascii, NULL);
}

bool
ch_utf8_is_line(ch_str s)
{
        return every(s, skip_plain, accept_line);
}

bool
ch_utf8_is_text(ch_str s)
{
        return every(s, skip_plain, accept_text);
}

static bool
starts_character(char c)
{
        return ((unsigned char)c & 0xC0) != 0x80;
}

size_t
ch_utf8_len(ch_str s)
{
        size_t n = 0;

        for (size_t i = 0; i < s.len; i++)
                n += starts_character(s.p[i]);
        return n;
}

ch_str
ch_utf8_cut(ch_str s, size_t max)
{
        size_t n = 0;

        for (size_t i = 0; i < s.len; i++)
                if (starts_character(s.p[i]) && n++ == max)
                        return (ch_str) { s.p, i };
        return s;
}

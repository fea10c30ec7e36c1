#include <ch/base/assert.h>
#include <ch/base/utf8.h>
#include <ch/json_out.h>
#include <string.h>

enum { PIECE = 256, SLACK = 16 };

ch_json
ch_json_new(ch_buf *out)
{
        return (ch_json) { .out = out };
}

static uint32_t
level_bit(const ch_json *j)
{
        return 1U << (j->depth - 1);
}

/* What stands before a value or key: a comma, or nothing. */
static void
separate(ch_json *j)
{
        if (!j->depth)
                return;
        if (j->begun & level_bit(j))
                ch_buf_char(j->out, ',');
        j->begun |= level_bit(j);
}

static void
begin_value(ch_json *j)
{
        bool is_member = j->depth && j->objects & level_bit(j);

        CH_ASSERT(j->has_key == is_member);
        if (!is_member)
                separate(j);
        j->has_key = false;
}

static void
open_level(ch_json *j, bool is_object)
{
        begin_value(j);
        CH_ASSERT(j->depth < CH_JSON_OUT_DEPTH);
        j->depth++;
        j->begun &= ~level_bit(j);
        j->objects = is_object ? j->objects | level_bit(j) : j->objects & ~level_bit(j);
        ch_buf_char(j->out, is_object ? '{' : '[');
}

void
ch_json_object(ch_json *j)
{
        open_level(j, true);
}

void
ch_json_list(ch_json *j)
{
        open_level(j, false);
}

void
ch_json_end(ch_json *j)
{
        CH_ASSERT(j->depth && !j->has_key);
        ch_buf_char(j->out, j->objects & level_bit(j) ? '}' : ']');
        j->depth--;
}

void
ch_json_key(ch_json *j, const char *key)
{
        size_t len = strlen(key);
        char *p = ch_buf_room(j->out, len + 4);
        char *at = p;

        CH_ASSERT(j->depth && j->objects & level_bit(j) && !j->has_key);
        j->has_key = true;
        if (!p)
                return;
        if (j->begun & level_bit(j))
                *at++ = ',';
        j->begun |= level_bit(j);
        *at++ = '"';
        memcpy(at, key, len);
        at += len;
        *at++ = '"';
        *at++ = ':';
        j->out->len += (size_t)(at - p);
}

/* ---- texts ---- */

/* Are these eight bytes ASCII without controls, quotation marks and backslashes? A borrow between bytes can make the
 * answer no where yes was right, never the other way round. */
static bool
is_plain8(const char *s)
{
        const uint64_t ones = 0x0101010101010101U, high = ones * 0x80;
        uint64_t w, quote, slash;

        memcpy(&w, s, 8);
        quote = w ^ (ones * '"');
        slash = w ^ (ones * '\\');
        return !(((w - ones * 0x20) | (quote - ones) | (slash - ones) | w) & high);
}

/* Bytes at the start of s that are copied as they are. */
static size_t
plain_len(const char *s, size_t len)
{
        size_t n = 0;

        while (n + 8 <= len && is_plain8(s + n))
                n += 8;
        while (n < len && (unsigned char)s[n] >= 0x20 && (unsigned char)s[n] < 0x80 && s[n] != '"' && s[n] != '\\')
                n++;
        return n;
}

static size_t
put_escape(char *to, unsigned char c)
{
        static const char hex[] = "0123456789abcdef";
        static const char letters[128] = {
                ['"'] = '"', ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'
        };

        to[0] = '\\';
        to[1] = letters[c] ? letters[c] : 'u';
        if (letters[c])
                return 2;
        to[2] = to[3] = '0';
        to[4] = hex[c >> 4];
        to[5] = hex[c & 15];
        return 6;
}

/* One character that is not plain; *taken bytes of s. */
static size_t
put_special(char *to, ch_str s, size_t *taken)
{
        size_t n;

        *taken = 1;
        if ((unsigned char)*s.p < 0x80)
                return put_escape(to, (unsigned char)*s.p);
        n = ch_utf8_step(s);
        if (!n) {
                memcpy(to, "\xEF\xBF\xBD", 3);
                return 3;
        }
        memcpy(to, s.p, n);
        *taken = n;
        return n;
}

/* At least one character of s and about PIECE bytes; returns how many were taken, all when the buffer is full. */
static size_t
put_piece(ch_buf *b, ch_str s)
{
        size_t taken = 0, piece = s.len < PIECE ? s.len : PIECE, n;
        char *p = ch_buf_room(b, piece * 6 + SLACK), *at = p;

        if (!p)
                return s.len;
        while (taken < piece) {
                n = plain_len(s.p + taken, piece - taken);
                memcpy(at, s.p + taken, n);
                at += n;
                taken += n;
                if (taken < piece) {
                        at += put_special(at, (ch_str) { s.p + taken, s.len - taken }, &n);
                        taken += n;
                }
        }
        b->len += (size_t)(at - p);
        return taken;
}

/* Long texts are mostly plain: room is taken for what they are, not for what they might become. */
static void
put_long(ch_buf *b, ch_str s)
{
        while (s.len) {
                size_t n = plain_len(s.p, s.len);

                ch_buf_put(b, s.p, n);
                s.p += n;
                s.len -= n;
                n = s.len ? put_piece(b, s) : 0;
                s.p += n;
                s.len -= n;
        }
}

void
ch_json_text(ch_json *j, ch_str s)
{
        begin_value(j);
        ch_buf_char(j->out, '"');
        if (s.len <= PIECE)
                (void)(s.len && put_piece(j->out, s));
        else
                put_long(j->out, s);
        ch_buf_char(j->out, '"');
}

/* ---- the rest ---- */
void
ch_json_int(ch_json *j, int64_t n)
{
        char digits[20];
        size_t i = sizeof(digits);
        uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

        begin_value(j);
        do
                digits[--i] = (char)('0' + left % 10);
        while (left /= 10);
        if (n < 0)
                ch_buf_char(j->out, '-');
        ch_buf_put(j->out, digits + i, sizeof(digits) - i);
}

void
ch_json_flag(ch_json *j, bool b)
{
        begin_value(j);
        ch_buf_lit(j->out, b ? "true" : "false");
}

void
ch_json_null(ch_json *j)
{
        begin_value(j);
        ch_buf_lit(j->out, "null");
}

void
ch_json_texts(ch_json *j, ch_strs list)
{
        ch_json_list(j);
        for (size_t i = 0; i < list.len; i++)
                ch_json_text(j, list.v[i]);
        ch_json_end(j);
}

void
ch_json_pair(ch_json *j, const char *key, ch_str text)
{
        ch_json_key(j, key);
        ch_json_text(j, text);
}

void
ch_json_pair_int(ch_json *j, const char *key, int64_t n)
{
        ch_json_key(j, key);
        ch_json_int(j, n);
}

void
ch_json_pair_flag(ch_json *j, const char *key, bool b)
{
        ch_json_key(j, key);
        ch_json_flag(j, b);
}

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

/* Mostly there is room, and asking for it costs nothing. */
static inline char *
room(ch_buf *b, size_t n)
{
        return b->cap - b->len > n && !b->failed ? b->p + b->len : ch_buf_room(b, n);
}

static inline uint32_t
level_bit(const ch_json *j)
{
        return 1U << (j->depth - 1);
}

/* Before a value: room for n bytes, with the comma that belongs there already written; NULL when the buffer is full.
 * What is written is told by end_value. */
static char *
begin_value(ch_json *j, size_t n)
{
        bool is_member = j->depth && j->objects & level_bit(j);
        char *at = room(j->out, n + 1);

        CH_ASSERT(j->has_key == is_member);
        j->has_key = false;
        if (is_member || !j->depth)
                return at;
        if (at && j->begun & level_bit(j))
                *at++ = ',';
        j->begun |= level_bit(j);
        return at;
}

static inline void
end_value(ch_json *j, const char *end)
{
        if (end)
                j->out->len = (size_t)(end - j->out->p);
}

static void
put_word(ch_json *j, const char *word, size_t len)
{
        char *at = begin_value(j, len);

        if (at)
                memcpy(at, word, len);
        end_value(j, at ? at + len : NULL);
}

static void
open_level(ch_json *j, bool is_object)
{
        put_word(j, is_object ? "{" : "[", 1);
        CH_ASSERT(j->depth < CH_JSON_OUT_DEPTH);
        j->depth++;
        j->begun &= ~level_bit(j);
        j->objects = is_object ? j->objects | level_bit(j) : j->objects & ~level_bit(j);
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
        char *at;

        CH_ASSERT(j->depth && !j->has_key);
        at = room(j->out, 1);
        if (at)
                *at = j->objects & level_bit(j) ? '}' : ']';
        end_value(j, at ? at + 1 : NULL);
        j->depth--;
}

char *
ch_json_key_place(ch_json *j, size_t n)
{
        char *at = room(j->out, n + 4);

        CH_ASSERT(j->depth && j->objects & level_bit(j) && !j->has_key);
        j->has_key = true;
        if (!at)
                return NULL;
        if (j->begun & level_bit(j))
                *at++ = ',';
        j->begun |= level_bit(j);
        *at++ = '"';
        at[n] = '"';
        at[n + 1] = ':';
        end_value(j, at + n + 2);
        return at;
}

void
ch_json_members(ch_json *j, ch_str members)
{
        CH_ASSERT(j->depth && j->objects & level_bit(j) && !j->has_key);
        if (!members.len)
                return;
        if (j->begun & level_bit(j))
                ch_buf_char(j->out, ',');
        j->begun |= level_bit(j);
        ch_buf_str(j->out, members);
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

static inline bool
is_plain(char c)
{
        return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

/* Bytes at the start of s that are copied as they are. */
static inline size_t
plain_len(const char *s, size_t len)
{
        size_t n = 0;

        while (n + 8 <= len && is_plain8(s + n))
                n += 8;
        while (n < len && is_plain(s[n]))
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

static inline bool
goes_on(char c)
{
        return ((unsigned char)c & 0xC0) == 0x80;
}

/* Bytes of the well-formed character at the start, 0 for none. Two and three bytes are nearly all there are: what is
 * easy to decide about them is decided here. */
static inline size_t
step(ch_str s)
{
        unsigned char c = (unsigned char)*s.p;

        if (c >= 0xC2 && c < 0xE0)
                return s.len > 1 && goes_on(s.p[1]) ? 2 : 0;
        if (c > 0xE0 && c < 0xF0 && c != 0xED)
                return s.len > 2 && goes_on(s.p[1]) && goes_on(s.p[2]) ? 3 : 0;
        return ch_utf8_step(s);
}

/* One character that is not plain; *taken bytes of s. */
static inline size_t
put_special(char *to, ch_str s, size_t *taken)
{
        size_t n;

        *taken = 1;
        if ((unsigned char)*s.p < 0x80)
                return put_escape(to, (unsigned char)*s.p);
        n = step(s);
        if (!n) {
                memcpy(to, "\xEF\xBF\xBD", 3);
                return 3;
        }
        for (size_t i = 0; i < n; i++)
                to[i] = s.p[i];
        *taken = n;
        return n;
}

/* Copies the plain bytes at the start of s; returns how many. Writes up to eight bytes too many, for which there is
 * room. */
static inline size_t
put_plain(char *at, const char *s, size_t len)
{
        size_t n = 0;

        for (; n + 8 <= len; n += 8) {
                memcpy(at + n, s + n, 8);
                if (!is_plain8(s + n))
                        break;
        }
        for (; n < len && is_plain(s[n]); n++)
                at[n] = s[n];
        return n;
}

/* As much of s as fits into PIECE bytes and the rest of its last character; *taken says how much. There must be room.
 */
static char *
put_piece(char *at, ch_str s, size_t *taken)
{
        size_t done = 0, piece = s.len < PIECE ? s.len : PIECE, n;

        while (done < piece) {
                n = put_plain(at, s.p + done, piece - done);
                at += n;
                done += n;
                while (done < piece && !is_plain(s.p[done])) {
                        at += put_special(at, (ch_str) { s.p + done, s.len - done }, &n);
                        done += n;
                }
        }
        *taken = done;
        return at;
}

/* Long texts are mostly plain: room is taken for what they are, not for what they might become. */
static void
put_long(ch_buf *b, ch_str s)
{
        while (s.len) {
                size_t n = plain_len(s.p, s.len);
                char *at;

                ch_buf_put(b, s.p, n);
                s.p += n;
                s.len -= n;
                at = s.len ? room(b, PIECE * 6 + SLACK) : NULL;
                if (!at)
                        return;
                b->len = (size_t)(put_piece(at, s, &n) - b->p);
                s.p += n;
                s.len -= n;
        }
}

void
ch_json_text(ch_json *j, ch_str s)
{
        bool is_short = s.len <= PIECE;
        char *at = begin_value(j, (is_short ? s.len : 0) * 6 + SLACK);
        size_t taken;

        if (!at)
                return;
        *at++ = '"';
        if (is_short) {
                at = put_piece(at, s, &taken);
        } else {
                end_value(j, at);
                put_long(j->out, s);
                at = room(j->out, 1);
                if (!at)
                        return;
        }
        *at++ = '"';
        end_value(j, at);
}

/* ---- the rest ---- */
void
ch_json_int(ch_json *j, int64_t n)
{
        enum { MOST = 20 };
        char digits[2 * MOST] = { 0 }; /* the second half is behind the last digit: all is copied in one step */
        size_t i = MOST;
        uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
        char *at = begin_value(j, MOST + 1);

        do
                digits[--i] = (char)('0' + left % 10);
        while (left /= 10);
        if (!at)
                return;
        if (n < 0)
                *at++ = '-';
        memcpy(at, digits + i, MOST);
        end_value(j, at + MOST - i);
}

void
ch_json_flag(ch_json *j, bool b)
{
        put_word(j, b ? "true" : "false", b ? 4 : 5);
}

void
ch_json_null(ch_json *j)
{
        put_word(j, "null", 4);
}

void
ch_json_texts(ch_json *j, ch_strs list)
{
        ch_json_list(j);
        for (size_t i = 0; i < list.len; i++)
                ch_json_text(j, list.v[i]);
        ch_json_end(j);
}

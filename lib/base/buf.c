#include <ch/base/str.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FIRST = 128, DIGITS = 20 }; /* of a 64-bit number with its sign */

ch_buf
ch_buf_new(ch_arena *arena)
{
        return (ch_buf) { .arena = arena };
}

static bool
move_to(ch_buf *b, size_t cap)
{
        char *p = ch_arena_alloc(b->arena, cap, 1);

        if (!p)
                return false;
        if (b->p)
                memcpy(p, b->p, b->len);
        b->p = p;
        return true;
}

/* Room for more bytes and the NUL behind them. */
static bool
reserve(ch_buf *b, size_t more)
{
        size_t cap;

        if (b->failed)
                return false;
        if (b->p && b->cap - b->len > more)
                return true;
        cap = b->cap ? b->cap * 2 : FIRST;
        if (more >= SIZE_MAX / 4 || b->len >= SIZE_MAX / 4)
                return b->failed = true, false;
        if (cap - b->len <= more)
                cap = b->len + more + 1;
        if (!(b->p && ch_arena_extend(b->arena, b->p, b->cap, cap)) && !move_to(b, cap))
                return b->failed = true, false;
        b->cap = cap;
        return true;
}

char *
ch_buf_room(ch_buf *b, size_t n)
{
        return reserve(b, n) ? b->p + b->len : NULL;
}

void
ch_buf_put(ch_buf *b, const void *bytes, size_t len)
{
        if (!len || !reserve(b, len))
                return;
        memcpy(b->p + b->len, bytes, len);
        b->len += len;
}

void
ch_buf_char(ch_buf *b, char c)
{
        if (reserve(b, 1))
                b->p[b->len++] = c;
}

void
ch_buf_str(ch_buf *b, ch_str s)
{
        ch_buf_put(b, s.p, s.len);
}

void
ch_buf_lit(ch_buf *b, const char *literal)
{
        ch_buf_put(b, literal, strlen(literal));
}

void
ch_buf_int(ch_buf *b, int64_t n)
{
        char digits[DIGITS];
        size_t at = DIGITS;
        uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

        do
                digits[--at] = (char)('0' + left % 10);
        while (left /= 10);
        if (n < 0)
                digits[--at] = '-';
        ch_buf_put(b, digits + at, DIGITS - at);
}

__attribute__((format(printf, 2, 0))) static void
put_formatted(ch_buf *b, const char *fmt, va_list args)
{
        va_list again;
        size_t room;
        int n;

        if (!reserve(b, 0))
                return;
        room = b->cap - b->len;
        va_copy(again, args);
        n = vsnprintf(b->p + b->len, room, fmt, again);
        va_end(again);
        if (n < 0)
                b->failed = true;
        if (n <= 0 || !reserve(b, (size_t)n))
                return;
        if ((size_t)n >= room)
                vsnprintf(b->p + b->len, (size_t)n + 1, fmt, args);
        b->len += (size_t)n;
}

void
ch_buf_printf(ch_buf *b, const char *fmt, ...)
{
        va_list args;

        va_start(args, fmt);
        put_formatted(b, fmt, args);
        va_end(args);
}

ch_status
ch_buf_end(ch_buf *b, ch_str *out)
{
        *out = (ch_str) { NULL, 0 };
        if (!reserve(b, 0))
                return CH_TOO_LARGE;
        b->p[b->len] = '\0';
        *out = (ch_str) { b->p, b->len };
        return CH_OK;
}

ch_str
ch_fmt(ch_arena *arena, const char *fmt, ...)
{
        ch_buf b = ch_buf_new(arena);
        va_list args;
        ch_str out;

        va_start(args, fmt);
        put_formatted(&b, fmt, args);
        va_end(args);
        (void)!ch_buf_end(&b, &out); /* empty on overflow */
        return out;
}

#include "lift.h"
#include "scan.h"
#include <string.h>

enum { LONG = 24 };

typedef struct lifting {
        ch_arena *arena;
        ch_str from;
        size_t done; /* so far from is written or lifted */
        char *to;    /* as long as from */
        size_t len;  /* of to */
        const ch_lifted **last;
} lifting;

/* What an escape stands for, and what may not stand in a text, is for the parser to see. */
static bool
is_plain(ch_str text)
{
        bool plain = true;

        for (size_t i = 0; i < text.len; i++)
                plain &= (unsigned char)text.p[i] >= 0x20 && text.p[i] != '\\';
        return plain;
}

static bool
is_key(ch_str s, size_t behind)
{
        while (behind < s.len && memchr(" \t\r\n", s.p[behind], 4))
                behind++;
        return behind < s.len && s.p[behind] == ':';
}

static void
write_upto(lifting *l, size_t end)
{
        if (end > l->done)
                memcpy(l->to + l->len, l->from.p + l->done, end - l->done);
        l->len += end - l->done;
        l->done = end;
}

/* The text from start to end, both within its quotation marks. */
static bool
take(lifting *l, size_t start, size_t end)
{
        ch_str text = { l->from.p + start, end - start };
        ch_lifted *one;

        if ((text.len && (text.len < LONG || !is_plain(text))) || is_key(l->from, end + 1))
                return true;
        one = CH_NEW(l->arena, ch_lifted);
        if (!one)
                return false;
        one->text = text;
        *l->last = one;
        l->last = &one->next;
        write_upto(l, start);
        l->done = end;
        return true;
}

ch_str
ch_lift(ch_arena *arena, ch_str bytes, const ch_lifted **out)
{
        lifting l = { .arena = arena, .from = bytes, .to = CH_NEW_N(arena, char, bytes.len), .last = out };
        size_t at = 0;

        *out = NULL;
        while (l.to && at < bytes.len) {
                const char *mark = memchr(bytes.p + at, '"', bytes.len - at);
                size_t start = mark ? (size_t)(mark - bytes.p) + 1 : bytes.len;
                size_t end = ch_scan_text_end(bytes, start);

                if (end < bytes.len && !take(&l, start, end))
                        l.to = NULL;
                at = end + 1;
        }
        if (l.to)
                write_upto(&l, bytes.len);
        return (ch_str) { l.to, l.len };
}

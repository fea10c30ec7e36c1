/* ch/base/str.h – text as pointer and length, and a buffer that remembers its first failure.
 *
 * A ch_str borrows: it lives as long as what it points into (an arena, a literal, a record). It may hold any bytes;
 * whether they are UTF-8 is asked of utf8.h. A ch_str with len 0 is empty, whatever p; every function here takes it.
 * Thread-safe: values are immutable; a ch_buf belongs to one thread. All cost what the bytes they look at cost, unless
 * said otherwise.
 */
#ifndef CH_BASE_STR_H
#define CH_BASE_STR_H
#include <ch/base/arena.h>
#include <ch/base/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ch_str {
        const char *p; /* not NUL-terminated; may be NULL when len is 0 */
        size_t len;    /* bytes */
} ch_str;

/* A list; v may be NULL when len is 0. Lists are handed about by value and not changed in place. */
typedef struct ch_strs {
        ch_str *v;
        size_t len;
} ch_strs;

/* A literal as a ch_str; a variable does not compile. */
#define CH_LIT(s) ((ch_str) { "" s "", sizeof(s) - 1 })

/* Borrow a C string; NULL gives the empty one. */
ch_str ch_str_of(const char *c);
/* Copy into the arena, with a NUL behind it; empty on overflow (the arena remembers). */
ch_str ch_str_dup(ch_arena *arena, ch_str s);
/* Copy, NUL-terminated, into the arena; NULL on overflow. Stops at no byte: the caller knows there is no NUL inside. */
const char *ch_str_c(ch_arena *arena, ch_str s);
/* Same length and bytes? Not in constant time: secrets go through ch_same (crypto.h). */
bool ch_str_eq(ch_str a, ch_str b);
/* The same of a C string. */
bool ch_str_is(ch_str a, const char *literal);
bool ch_str_starts(ch_str s, ch_str prefix);
/* Bytewise order; a prefix sorts first. <0, 0, >0. */
int ch_str_cmp(ch_str a, ch_str b);
/* Without ASCII white space at both ends; borrows. */
ch_str ch_str_trim(ch_str s);
/* Part before the first sep goes to *head, the rest after it to *s; false when s was empty. For walking lists:
 *
 *      while (ch_str_cut(&list, ';', &code))           "de;;fr;" gives "de", "", "fr"
 */
bool ch_str_cut(ch_str *s, char sep, ch_str *head);
/* Where c stands first, or s.len. */
size_t ch_str_find(ch_str s, char c);
/* Whole of s as a decimal integer within [min, max]; false else, *out untouched. No sign but '-', no spaces; zeros may
 * lead. */
bool ch_str_int(ch_str s, int64_t min, int64_t max, int64_t *out);
/* Is s one of them? Walks the list. */
bool ch_strs_has(ch_strs list, ch_str s);
/* Shallow copy of the list with s added; the bytes of s are borrowed. The list as it was when the arena is full. */
ch_strs ch_strs_add(ch_arena *arena, ch_strs list, ch_str s);
/* A copy of the list and of its texts, in one piece: short texts are shorter than what an allocation is rounded up to.
 * Empty when the arena is full, which remembers it. */
ch_strs ch_strs_dup(ch_arena *arena, ch_strs list);

/* Growing text in an arena. Sticky: after an overflow every call does nothing and ch_buf_end reports it. As long as the
 * text is the arena's newest allocation it grows where it stands; else it moves, and what it leaves behind stays used.
 *
 *      ch_buf b = ch_buf_new(arena);
 *
 *      ch_buf_lit(&b, "row ");
 *      ch_buf_int(&b, 2);
 *      st = ch_buf_end(&b, &text);                     CH_OK, "row 2"
 */
typedef struct ch_buf {
        ch_arena *arena;
        char *p;         /* NULL before the first byte; not NUL-terminated before ch_buf_end */
        size_t len, cap; /* bytes written, and room at p */
        bool failed;
} ch_buf;

/* Takes no memory yet. */
ch_buf ch_buf_new(ch_arena *arena);
void ch_buf_put(ch_buf *b, const void *bytes, size_t len);
void ch_buf_char(ch_buf *b, char c);
void ch_buf_str(ch_buf *b, ch_str s);
void ch_buf_lit(ch_buf *b, const char *literal);
void ch_buf_int(ch_buf *b, int64_t n);
/* Room for n more bytes behind the text, NULL after an overflow: write there, then add what was written to b->len. */
char *ch_buf_room(ch_buf *b, size_t n);
__attribute__((format(printf, 2, 3))) void ch_buf_printf(ch_buf *b, const char *fmt, ...);
/* What was written so far, or CH_TOO_LARGE and *out empty. The text lives in the arena and is NUL-terminated behind its
 * length; writing on may move it, never change what *out points to but for that NUL. */
CH_MUST_CHECK ch_status ch_buf_end(ch_buf *b, ch_str *out);
/* A whole number as bytes, seven bits each, the lowest first (LEB128); and taken off the front of s again. False: there
 * is none, or it is longer than 64 bits. A start takes hundreds of millions, nearly all of one byte: that one is taken
 * in line. */
void ch_buf_number(ch_buf *b, uint64_t n);
bool ch_str_take_long_number(ch_str *s, uint64_t *out);
static inline bool
ch_str_take_number(ch_str *s, uint64_t *out)
{
        if (!s->len || *s->p & 128)
                return ch_str_take_long_number(s, out);
        *out = (uint8_t)*s->p++;
        s->len--;
        return true;
}
/* printf into the arena; empty on overflow. */
__attribute__((format(printf, 2, 3))) ch_str ch_fmt(ch_arena *arena, const char *fmt, ...);
#endif

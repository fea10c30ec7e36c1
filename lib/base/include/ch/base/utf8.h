/* ch/base/utf8.h – is this text what it claims to be? Pure; O(bytes), eight at a time where they are ASCII.
 *
 * The empty text is valid, a line and a text.
 */
#ifndef CH_BASE_UTF8_H
#define CH_BASE_UTF8_H
#include <ch/base/str.h>

/* Well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. */
bool ch_utf8_is_valid(ch_str s);
/* Bytes of the character at s[at], its code point to *cp; 0 when there is none, or no well-formed one. */
size_t ch_utf8_next(ch_str s, size_t at, uint32_t *cp);
/* Bytes of the well-formed character at the start of s; 0 when there is none. */
size_t ch_utf8_step(ch_str s);
/* Code points; s must be valid. */
size_t ch_utf8_len(ch_str s);
/* Valid and without control characters (tab and U+007F..9F among them), bidi overrides (U+202A..E, U+2066..9) or line
 * breaks (U+2028 and U+2029 among them): fit for one line. */
bool ch_utf8_is_line(ch_str s);
/* As is_line, but tab and line feed may stand in it. */
bool ch_utf8_is_text(ch_str s);
/* Longest prefix of at most max code points; borrows. s must be valid. */
ch_str ch_utf8_cut(ch_str s, size_t max);
#endif

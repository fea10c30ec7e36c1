/* lift.h – long texts taken out of JSON before it is parsed.
 *
 * The parser reads a text byte by byte and copies it twice; a request is mostly texts. So those that stand there as
 * they are, without an escape, are left to be copied once, and the parser sees an empty text in their place. Whatever
 * is wrong with the JSON is still the parser's to say.
 */
#ifndef CH_CODEC_LIFT_H
#define CH_CODEC_LIFT_H
#include <ch/base/str.h>

typedef struct ch_lifted ch_lifted;
/* One text that is not in what the parser sees; a list in the order of the bytes, NULL at its end. */
struct ch_lifted {
        const ch_lifted *next;
        ch_str text; /* within the bytes */
};

/* JSON whose limits were checked (scan.h), valid UTF-8 without NUL, with every text that is lifted replaced by an empty
 * one. *out: what each empty text that is no key stands for, in the order of the bytes, those that were empty before
 * among them. p NULL: no memory. O(bytes). */
ch_str ch_lift(ch_arena *arena, ch_str bytes, const ch_lifted **out);
#endif

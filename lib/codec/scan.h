/* scan.h – one pass over JSON text before anything is built from it: limits, keys that stand twice, and where one is.
 *
 * Not a parser: whether brackets match and commas stand right is the parser's to say. O(bytes), memory O(depth).
 */
#ifndef CH_CODEC_SCAN_H
#define CH_CODEC_SCAN_H
#include <ch/json_in.h>

/* Adds an issue for each limit of json_in.h that is broken (and stops there) and for each key that stands twice in its
 * object, letter by letter as written. Nothing added: the bytes are within limits, which need not mean that they are
 * JSON. Keys seen are kept in the arena of the issues; when that is full it stops without a word: ask the arena. */
void ch_scan_check(ch_str bytes, ch_issues *issues);
/* Path of the value that byte `at` belongs to: "needs.2.text"; empty at the top. Keys are cut to 60 characters. */
ch_str ch_scan_path(ch_arena *arena, ch_str bytes, size_t at);
/* Where the text that begins at byte i, behind its opening mark, ends: at its closing mark; bytes.len: nowhere. */
size_t ch_scan_text_end(ch_str bytes, size_t i);
/* prefix.name, or name alone when there is no prefix. */
ch_str ch_path_join(ch_arena *arena, ch_str prefix, ch_str name);
/* prefix.n, counted from 1. */
ch_str ch_path_item(ch_arena *arena, ch_str prefix, size_t i);
#endif

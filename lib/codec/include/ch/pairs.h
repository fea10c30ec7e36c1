/* ch/pairs.h – name=value&name=value: what a query string and a plain form are made of.
 *
 * Only well-formedness is decided here: percent escapes are whole, '+' is a space, everything is UTF-8 without NUL.
 * Names may repeat (check boxes do); order is kept. Pure; O(bytes); thread-safe. Names and values live in the arena or
 * borrow from the bytes given.
 *
 *      title=Border+posts&languages=fr&languages=ar      three pairs; ch_pairs_find(&pairs, "languages", 1, &v): "ar"
 */
#ifndef CH_PAIRS_H
#define CH_PAIRS_H
#include <ch/base/str.h>

typedef struct ch_pair {
        ch_str name, value;
} ch_pair;

typedef struct ch_pairs {
        ch_pair *v;
        size_t len;
} ch_pairs;

/* application/x-www-form-urlencoded. CH_MALFORMED: a broken escape, not UTF-8, or a NUL; CH_TOO_LARGE: more than max
 * pairs, or the arena is full. Empty bytes give no pairs, nothing between two '&' none either; "a" is the name a with
 * an empty value. */
CH_MUST_CHECK ch_status ch_pairs_parse(ch_arena *arena, ch_str bytes, size_t max, ch_pairs *out);
/* The n-th value (from 0) of that name; false when there is none. */
bool ch_pairs_find(const ch_pairs *pairs, const char *name, size_t n, ch_str *value);
/* The first value of that name; empty when there is none. */
ch_str ch_pairs_get(const ch_pairs *pairs, const char *name);
/* How often the name occurs. */
size_t ch_pairs_count(const ch_pairs *pairs, const char *name);

/* One percent-encoded piece, decoded; '+' stays '+' (paths). Borrows where nothing is escaped. CH_MALFORMED as above;
 * CH_TOO_LARGE: the arena is full. */
CH_MUST_CHECK ch_status ch_percent_decode(ch_arena *arena, ch_str s, ch_str *out);
/* Everything but unreserved characters (letters, digits, - . _ ~) escaped; fit for a path segment or a query value. Any
 * bytes; empty when the arena is full. */
ch_str ch_percent_encode(ch_arena *arena, ch_str s);
#endif

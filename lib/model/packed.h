/* packed.h – what packing, unpacking and keeping records share. Inside the room.
 *
 * A field is its tag, the length of its value, the value. What is empty, or an enum's first word, is left out; the
 * order is the table's. Values:
 *
 *      line, text, code        the bytes
 *      codes                   each code with its length before it
 *      enum, int, time         LEB128 of the number's zigzag (0, -1, 1, -2 become 0, 1, 2, 3)
 *      flag                    1
 *      date                    four bytes: year (low byte first), month, day
 *      uuid                    sixteen bytes
 *      parts                   each part's fields, packed so, with their length before them
 *
 * A title "Dogs" of tag 7 is 07 04 44 6f 67 73.
 */
#ifndef CH_MODEL_PACKED_H
#define CH_MODEL_PACKED_H
#include "kinds.h"
#include <ch/record.h>

/* ---- pack.c: each put returns where the next comes; that there is room is the caller's matter ---- */

/* Bytes of n in LEB128, 1..10. */
size_t packed_number_len(uint64_t n);
uint64_t packed_zigzag(int64_t n);
char *packed_number(char *to, uint64_t n);
/* from may be NULL when len is 0. */
char *packed_bytes(char *to, const void *from, size_t len);
/* So many bytes does packed_fields write. Parts reckon theirs twice: once for the whole, once for their length. */
size_t packed_len(const ch_fields *table, const void *record, ch_pack_part which);
char *packed_fields(char *to, const ch_fields *table, const void *record, ch_pack_part which);

/* ---- unpack.c ---- */

/* How to read: whence memory comes, and whether a byte is to be trusted. */
typedef struct unpacking {
        ch_arena *arena; /* of lists and parts; NULL: these stay empty */
        bool is_ours;    /* the bytes were packed by this run and hold what they held: nothing is checked */
} unpacking;

/* The fields found in bytes into record, a struct of table's; texts borrow from bytes. Unknown tags are skipped. Parts
 * that the record has already (from its other half) are filled on, and must be as many. CH_MALFORMED, CH_TOO_LARGE: as
 * ch_unpack. */
CH_MUST_CHECK ch_status unpack_fields(const unpacking *u, const ch_fields *table, ch_str bytes, void *record);
/* The value of one field, as bytes; false: it is empty, or there are no such bytes. */
bool unpack_find(ch_str bytes, uint16_t tag, ch_str *value);
/* The next item of a list, and the list goes on behind it; false: there is none. */
bool unpack_item(ch_str *list, ch_str *item);
/* A number from its zigzag. */
int64_t unpack_signed(uint64_t zigzag);
#endif

/* packed.h – what packing, unpacking and keeping records share: pack.c says how the bytes are. Inside the room. */
#ifndef CH_MODEL_PACKED_H
#define CH_MODEL_PACKED_H
#include "kinds.h"
#include <ch/record.h>

/* ---- pack.c: each put returns where the next comes ---- */
size_t packed_number_len(uint64_t n);
uint64_t packed_zigzag(int64_t n);
char *packed_number(char *to, uint64_t n);
char *packed_bytes(char *to, const void *from, size_t len);
/* So many bytes does packed_fields write. */
size_t packed_len(const ch_fields *table, const void *record, ch_pack_part which);
char *packed_fields(char *to, const ch_fields *table, const void *record, ch_pack_part which);

/* ---- unpack.c ---- */
typedef struct unpacking {
        ch_arena *arena; /* of lists and parts; NULL: these stay empty */
        bool is_ours;    /* the bytes were packed by this run and hold what they held: nothing is checked */
} unpacking;

CH_MUST_CHECK ch_status unpack_fields(const unpacking *u, const ch_fields *table, ch_str bytes, void *record);
/* The value of one field, as bytes; false: it is empty, or there are no such bytes. */
bool unpack_find(ch_str bytes, uint16_t tag, ch_str *value);
/* The next item of a list, and the list goes on behind it; false: there is none. */
bool unpack_item(ch_str *list, ch_str *item);
int64_t unpack_signed(uint64_t zigzag);
#endif

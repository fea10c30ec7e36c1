/* ch/base/uuid.h – random 128-bit names of records (RFC 9562, version 4). They tell nothing: neither when nor in which
 * order records were made. Thread-safe.
 *
 *      "0b8f5a9e-3c1d-4e7a-9f20-6d5c4b3a2910"
 */
#ifndef CH_BASE_UUID_H
#define CH_BASE_UUID_H
#include <ch/base/str.h>

/* A value, copied about freely; all zeros is the nil id, which names nothing. */
typedef struct ch_uuid {
        uint8_t b[16];
} ch_uuid;

enum { CH_UUID_TEXT = 36 }; /* characters of the text form */

/* After ch_crypto_init. */
ch_uuid ch_uuid_random(void);
bool ch_uuid_is_nil(ch_uuid id);
bool ch_uuid_eq(ch_uuid a, ch_uuid b);
/* Lower-case, 36 characters, NUL-terminated, into the arena; empty when it is full. */
ch_str ch_uuid_text(ch_arena *arena, ch_uuid id);
/* Only the lower-case 36-character form, so that a record has one address; false else, *out untouched. */
bool ch_uuid_parse(ch_str s, ch_uuid *out);
#endif

/* ch/base/uuid.h – random 128-bit names of records. Thread-safe. */
#ifndef CH_BASE_UUID_H
#define CH_BASE_UUID_H
#include <ch/base/str.h>

typedef struct ch_uuid {
        uint8_t b[16];
} ch_uuid;

enum { CH_UUID_TEXT = 36 };

/* After ch_crypto_init. */
ch_uuid ch_uuid_random(void);
bool ch_uuid_is_nil(ch_uuid id);
bool ch_uuid_eq(ch_uuid a, ch_uuid b);
/* Lower-case, 36 characters, into the arena. */
ch_str ch_uuid_text(ch_arena *arena, ch_uuid id);
/* Only the lower-case 36-character form. */
bool ch_uuid_parse(ch_str s, ch_uuid *out);
#endif

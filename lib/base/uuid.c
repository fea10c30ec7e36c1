#include <ch/base/crypto.h>
#include <ch/base/uuid.h>
#include <string.h>
#include <uuid/uuid.h>

ch_uuid
ch_uuid_random(void)
{
        ch_uuid id;

        ch_random(id.b, sizeof id.b);
        id.b[6] = (uint8_t)((id.b[6] & 0x0f) | 0x40); /* RFC 9562: version 4, */
        id.b[8] = (uint8_t)((id.b[8] & 0x3f) | 0x80); /* its variant */
        return id;
}

bool
ch_uuid_is_nil(ch_uuid id)
{
        return uuid_is_null(id.b);
}

bool
ch_uuid_eq(ch_uuid a, ch_uuid b)
{
        return !memcmp(a.b, b.b, sizeof a.b);
}

ch_str
ch_uuid_text(ch_arena *arena, ch_uuid id)
{
        static const char digits[] = "0123456789abcdef";
        char *p = ch_arena_alloc(arena, CH_UUID_TEXT + 1, 1), *at = p;

        for (size_t i = 0; p && i < sizeof id.b; i++) {
                if (i == 4 || i == 6 || i == 8 || i == 10)
                        *at++ = '-';
                *at++ = digits[id.b[i] >> 4];
                *at++ = digits[id.b[i] & 15];
        }
        return (ch_str) { p, p ? CH_UUID_TEXT : 0 };
}

bool
ch_uuid_parse(ch_str s, ch_uuid *out)
{
        char text[CH_UUID_TEXT + 1] = "", again[CH_UUID_TEXT + 1];
        ch_uuid id;

        if (s.len != CH_UUID_TEXT)
                return false;
        memcpy(text, s.p, CH_UUID_TEXT);
        if (uuid_parse(text, id.b))
                return false;
        uuid_unparse_lower(id.b, again);
        if (strcmp(text, again)) /* one name, one spelling */
                return false;
        *out = id;
        return true;
}

#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/base/totp.h>
#include <liboath/oath.h>
#include <string.h>

enum { STEP_MS = 30000, DIGITS = 6 };

__attribute__((constructor)) static void
start_library(void)
{
        CH_ASSERT(oath_init() == OATH_OK);
}

static void
write_code(const uint8_t seed[CH_TOTP_SEED], int64_t step, char out[DIGITS + 1])
{
        CH_ASSERT(oath_hotp_generate((const char *)seed, CH_TOTP_SEED, (uint64_t)step, DIGITS, false,
                                     OATH_HOTP_DYNAMIC_TRUNCATION, out) == OATH_OK);
}

bool
ch_totp_check(const uint8_t seed[CH_TOTP_SEED], ch_str code, ch_time now, int64_t last_step, int64_t *step)
{
        int64_t here = now / STEP_MS, found = -1;

        if (code.len != DIGITS || here < 1)
                return false;
        for (int64_t at = here - 1; at <= here + 1; at++) { /* always all three: the time taken tells nothing */
                char right[DIGITS + 1];

                write_code(seed, at, right);
                if (ch_same(code.p, right, DIGITS) && at > last_step && found < 0)
                        found = at;
        }
        if (found >= 0)
                *step = found;
        return found >= 0;
}

ch_str
ch_totp_code(ch_arena *arena, const uint8_t seed[CH_TOTP_SEED], ch_time now)
{
        char code[DIGITS + 1];

        write_code(seed, now / STEP_MS, code);
        return ch_str_dup(arena, (ch_str) { code, DIGITS });
}

ch_str
ch_totp_base32(ch_arena *arena, const uint8_t seed[CH_TOTP_SEED])
{
        static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        char text[CH_TOTP_SEED * 8 / 5];

        for (size_t i = 0; i < sizeof text; i++) {
                size_t bit = i * 5, byte = bit / 8;
                unsigned pair = (unsigned)seed[byte] << 8 | (byte + 1 < CH_TOTP_SEED ? seed[byte + 1] : 0);

                text[i] = digits[pair >> (11 - bit % 8) & 31];
        }
        return ch_str_dup(arena, (ch_str) { text, sizeof text });
}

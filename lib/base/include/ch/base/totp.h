/* ch/base/totp.h – time-based one-time codes (RFC 6238: SHA-1, 6 digits, 30 s), by liboath. Thread-safe. */
#ifndef CH_BASE_TOTP_H
#define CH_BASE_TOTP_H
#include <ch/base/clock.h>
#include <ch/base/str.h>

enum { CH_TOTP_SEED = 20 }; /* bytes of the secret that the server and the authenticator program share */

/* Is code right at now, the step of 30 s before or after it included, and of a step later than last_step (0: none used
 * yet)? Then *step is the step it belongs to, counted from 1970: store it and pass it next time, so that no code counts
 * twice. code is six digits, no spaces; the time taken does not tell how near a wrong one is. */
bool ch_totp_check(const uint8_t seed[CH_TOTP_SEED], ch_str code, ch_time now, int64_t last_step, int64_t *step);
/* The code for now, six digits: for tests and the sample accounts. */
ch_str ch_totp_code(ch_arena *arena, const uint8_t seed[CH_TOTP_SEED], ch_time now);
/* Base32 as authenticator programs take it: 32 capitals and digits, no padding. */
ch_str ch_totp_base32(ch_arena *arena, const uint8_t seed[CH_TOTP_SEED]);
#endif

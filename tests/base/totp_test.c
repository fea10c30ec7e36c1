#include "t.h"
#include <ch/base/totp.h>

/* The seed of RFC 6238, appendix B: the digits 1 to 0, twice. */
static const uint8_t seed[CH_TOTP_SEED] = "12345678901234567890";

T_CASE("the codes are those of RFC 6238")
{
        static const struct {
                int64_t second;
                const char *code;
        } known[] = { { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
                      { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };

        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                T_EQ_STR(ch_totp_code(t->arena, seed, known[i].second * 1000), known[i].code);
}

T_CASE("a code counts one step early and late, and no further")
{
        ch_time now = 1234567890000;
        ch_str code = ch_totp_code(t->arena, seed, now);
        int64_t step = 0;

        for (int off = -3; off <= 3; off++)
                T_EQ_INT(ch_totp_check(seed, code, now + off * 30000, 0, &step), off >= -1 && off <= 1);
        T_EQ_INT(step, now / 30000);
}

T_CASE("no code counts twice, nor an older one after a newer")
{
        ch_time now = 1234567890000;
        ch_str code = ch_totp_code(t->arena, seed, now), older = ch_totp_code(t->arena, seed, now - 30000);
        int64_t step = 0;

        T_TRUE(ch_totp_check(seed, code, now, 0, &step));
        T_FALSE(ch_totp_check(seed, code, now, step, &step));
        T_FALSE(ch_totp_check(seed, older, now, step, &step));
        T_TRUE(ch_totp_check(seed, ch_totp_code(t->arena, seed, now + 30000), now, step, &step));
}

T_CASE("what is not six right digits is refused")
{
        static const char *const bad[] = { "", "28708", "2870822", "28708a", "000000", " 28708" };
        int64_t step = 0;

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                T_FALSE(ch_totp_check(seed, ch_str_of(bad[i]), 59000, 0, &step));
        T_TRUE(ch_totp_check(seed, CH_LIT("287082"), 59000, 0, &step));
}

T_CASE("the seed is shown in base 32")
{
        T_EQ_STR(ch_totp_base32(t->arena, seed), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

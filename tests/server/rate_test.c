#include "limit.h"
#include "rate.h"
#include "t.h"
#include <ch/base/crypto.h>

static ch_rate *
given(void)
{
        ch_rate *rate;

        T_TRUE(ch_crypto_init());
        rate = ch_rate_new();
        T_TRUE(rate != NULL);
        T_OK(ch_limit_set(CH_LIMIT_LOGINS_PER_ADDRESS, 3));
        T_OK(ch_limit_set(CH_LIMIT_READS_PER_MINUTE, 60));
        return rate;
}

static size_t
taken(ch_rate *rate, ch_rate_class cls, ch_str key, size_t times, int64_t now)
{
        int64_t wait;
        size_t n = 0;

        for (size_t i = 0; i < times; i++)
                n += ch_rate_take(rate, cls, key, now, &wait) == CH_OK;
        return n;
}

T_CASE("as many as the limit pass at once, not one more")
{
        ch_rate *rate = given();

        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("a"), 10, 1000), 3);
        ch_rate_free(&rate);
}

T_CASE("who is over the limit is told when the next one passes, and then it does")
{
        ch_rate *rate = given();
        int64_t wait;

        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("a"), 3, 0), 3);
        T_EQ_INT(ch_rate_take(rate, CH_RATE_LOGIN, CH_LIT("a"), 0, &wait), CH_TOO_MANY);
        T_TRUE(wait >= 20 * 60 && wait <= 20 * 60 + 1);
        T_EQ_INT(ch_rate_take(rate, CH_RATE_LOGIN, CH_LIT("a"), (wait - 5) * 1000, &wait), CH_TOO_MANY);
        T_OK(ch_rate_take(rate, CH_RATE_LOGIN, CH_LIT("a"), 20 * 60 * 1000 + 1000, &wait));
        ch_rate_free(&rate);
}

T_CASE("keys and classes are counted apart")
{
        ch_rate *rate = given();

        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("a"), 9, 0), 3);
        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("b"), 9, 0), 3);
        T_EQ_SIZE(taken(rate, CH_RATE_READ, CH_LIT("a"), 99, 0), 60);
        ch_rate_free(&rate);
}

T_CASE("a quiet hour gives back the limit and no more")
{
        ch_rate *rate = given();

        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("a"), 9, 0), 3);
        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("a"), 9, (int64_t)100 * 3600 * 1000), 3);
        ch_rate_free(&rate);
}

T_CASE("rows without a limit are never refused")
{
        ch_rate *rate = given();

        T_EQ_SIZE(taken(rate, CH_RATE_NONE, CH_LIT("a"), 5000, 0), 5000);
        ch_rate_free(&rate);
}

T_CASE("a clock that goes back gives nothing and takes nothing")
{
        ch_rate *rate = given();

        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("a"), 2, 10000000), 2);
        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("a"), 9, 5000000), 1);
        ch_rate_free(&rate);
}

T_CASE("a flood of other keys does not lift the limit of one that has run into it")
{
        ch_rate *rate = given();
        int64_t wait;

        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("a"), 9, 0), 3);
        for (int i = 0; i < 300000; i++) {
                uint8_t key[4] = { (uint8_t)i, (uint8_t)(i >> 8), (uint8_t)(i >> 16), 1 };

                T_OK(ch_rate_take(rate, CH_RATE_LOGIN, (ch_str) { (const char *)key, sizeof(key) }, 0, &wait));
        }
        T_EQ_SIZE(taken(rate, CH_RATE_LOGIN, CH_LIT("a"), 9, 0), 0);
        ch_rate_free(&rate);
}

#include "t.h"
#include <ch/base/status.h>

T_CASE("every status has a code, a word and a sentence, and no word stands twice")
{
        for (int a = 0; a < CH__STATUS_MAX; a++) {
                T_TRUE(ch_status_http((ch_status)a) >= 200 && ch_status_http((ch_status)a) < 600);
                T_TRUE(ch_status_text((ch_status)a)[0] && ch_status_word((ch_status)a)[0]);
                for (int b = 0; b < a; b++)
                        T_FALSE(ch_str_is(ch_str_of(ch_status_word((ch_status)a)), ch_status_word((ch_status)b)));
        }
}

T_CASE("what is hidden looks like what is not there, and only the forged form is forbidden")
{
        T_EQ_INT(ch_status_http(CH_HIDDEN), 404);
        for (int a = 0; a < CH__STATUS_MAX; a++)
                T_EQ_INT(ch_status_http((ch_status)a) == 403, a == CH_FORGED);
}

T_CASE("only what changed nothing and may pass later is retryable")
{
        T_TRUE(ch_status_is_retryable(CH_BUSY));
        T_TRUE(ch_status_is_retryable(CH_TOO_MANY));
        T_FALSE(ch_status_is_retryable(CH_INVALID));
        T_FALSE(ch_status_is_retryable(CH_OK));
}

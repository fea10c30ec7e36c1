#include "t.h"
#include <ch/base/uuid.h>

T_CASE("text and back is the same id, and two random ids differ")
{
        ch_uuid a = ch_uuid_random(), b;

        T_EQ_SIZE(ch_uuid_text(t->arena, a).len, CH_UUID_TEXT);
        T_TRUE(ch_uuid_parse(ch_uuid_text(t->arena, a), &b));
        T_TRUE(ch_uuid_eq(a, b));
        T_FALSE(ch_uuid_eq(a, ch_uuid_random()));
        T_FALSE(ch_uuid_is_nil(a));
        T_TRUE(ch_uuid_is_nil((ch_uuid) { { 0 } }));
}

T_CASE("one id has one spelling")
{
        static const char *const bad[] = { "",
                                           "0b9a6f1e-0c63-4f0e-9d5a-2f6c3c1b7a5",
                                           "0B9A6F1E-0C63-4F0E-9D5A-2F6C3C1B7A5D",
                                           "{0b9a6f1e-0c63-4f0e-9d5a-2f6c3c1b7a}",
                                           "0b9a6f1e00c63-4f0e-9d5a-2f6c3c1b7a5d",
                                           "0b9a6f1e-0c63-4f0e-9d5a-2f6c3c1b7a5g",
                                           " b9a6f1e-0c63-4f0e-9d5a-2f6c3c1b7a5d" };
        ch_uuid id;

        T_TRUE(ch_uuid_parse(CH_LIT("0b9a6f1e-0c63-4f0e-9d5a-2f6c3c1b7a5d"), &id));
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                T_FALSE(ch_uuid_parse(ch_str_of(bad[i]), &id));
        T_FALSE(ch_uuid_parse(CH_LIT("0b9a6f1e-0c63-4f0e-9d5a-2f6c3c1b7a\0d"), &id));
}

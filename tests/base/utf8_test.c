#include "t.h"
#include <ch/base/utf8.h>
#include <string.h>

static bool
well_known_valid(uint32_t cp)
{
        return cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF);
}

static ch_str
encode(uint32_t cp, size_t len, char out[4])
{
        static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };

        for (size_t i = len; i-- > 1; cp >>= 6)
                out[i] = (char)(0x80 | (cp & 0x3F));
        out[0] = (char)(len == 1 ? cp : lead[len] | cp);
        return (ch_str) { out, len };
}

T_CASE("every code point is valid in its shortest form, surrogates and what lies above are not")
{
        char bytes[4];

        for (uint32_t cp = 0; cp <= 0x1FFFFF; cp++) {
                size_t len = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;

                if (ch_utf8_is_valid(encode(cp, len, bytes)) != well_known_valid(cp))
                        fail_msg("U+%X", cp);
        }
}

T_CASE("no overlong form is valid")
{
        char bytes[4];

        for (uint32_t cp = 0; cp < 0x10000; cp++)
                for (size_t len = 2; len <= 4; len++)
                        if (len > (cp < 0x80 ? 1u : cp < 0x800 ? 2u : 3u) && cp >> (len == 2 ? 11 : 16) == 0)
                                if (ch_utf8_is_valid(encode(cp, len, bytes)))
                                        fail_msg("U+%X in %zu bytes", cp, len);
}

T_CASE("a cut or stray sequence is refused")
{
        static const char *const bad[] = { "\x80", "a\xC3", "\xE2\x82",  "\xF0\x9F\x98",        "\xFF",
                                           "\xFE", "\xC3(", "\xE2(\xA1", "\xF8\x88\x80\x80\x80" };

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                T_FALSE(ch_utf8_is_valid(ch_str_of(bad[i])));
        T_TRUE(ch_utf8_is_valid((ch_str) { NULL, 0 }));
}

T_CASE("a line holds no control, no break and nothing that turns the text around")
{
        static const char *const bad[] = { "a\nb",         "a\tb",         "a\rb",         "\x7F",
                                           "\xC2\x85",     "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA",
                                           "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA9", "\xFF" };

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                T_FALSE(ch_utf8_is_line(ch_str_of(bad[i])));
        T_FALSE(ch_utf8_is_line(CH_LIT("a\0b")));
        T_TRUE(ch_utf8_is_line(CH_LIT("طلب المساعدة – aide, помощь, 援助 \xF0\x9F\x98\x80")));
        T_TRUE(ch_utf8_is_line(CH_LIT("\xE2\x80\x8F"))); /* the right-to-left mark turns nothing around */
}

T_CASE("a text may hold tabs and line feeds, but no carriage return or override")
{
        T_TRUE(ch_utf8_is_text(CH_LIT("a\n\tb")));
        T_FALSE(ch_utf8_is_text(CH_LIT("a\r\nb")));
        T_FALSE(ch_utf8_is_text(CH_LIT("a\xE2\x80\xAE")));
}

T_CASE("a character is judged the same wherever it stands among plain ones")
{
        static const uint32_t odd[] = {
                0, 9, 10, 13, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0x9F, 0xA0, 0x2028, 0x202E, 0x2070
        };
        char bytes[4], long_text[64];

        for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
                ch_str one = encode(odd[i], odd[i] < 0x80 ? 1 : odd[i] < 0x800 ? 2 : 3, bytes);
                bool in_line = ch_utf8_is_line(one), in_text = ch_utf8_is_text(one);

                for (size_t at = 0; at + one.len <= sizeof long_text; at++) {
                        memset(long_text, '~', sizeof long_text);
                        memcpy(long_text + at, one.p, one.len);
                        if (ch_utf8_is_line((ch_str) { long_text, sizeof long_text }) != in_line ||
                            ch_utf8_is_text((ch_str) { long_text, sizeof long_text }) != in_text)
                                fail_msg("U+%X at %zu", odd[i], at);
                }
        }
        memset(long_text, ' ', sizeof long_text);
        T_TRUE(ch_utf8_is_line((ch_str) { long_text, sizeof long_text }));
        long_text[63] = '\x80';
        T_FALSE(ch_utf8_is_text((ch_str) { long_text, sizeof long_text }));
}

T_CASE("length and cut count characters, not bytes")
{
        ch_str s = CH_LIT("aé援\xF0\x9F\x98\x80z");

        T_EQ_SIZE(ch_utf8_len(s), 5);
        T_EQ_STR(ch_utf8_cut(s, 3), "aé援");
        T_EQ_STR(ch_utf8_cut(s, 0), "");
        T_EQ_STR(ch_utf8_cut(s, 5), "aé援\xF0\x9F\x98\x80z");
        T_EQ_STR(ch_utf8_cut(s, 99), "aé援\xF0\x9F\x98\x80z");
}

T_CASE("a single wrong byte is found wherever it stands among plain ones, and so is a character cut at the end")
{
        char text[40];

        for (size_t len = 1; len <= sizeof text; len++) {
                memset(text, 'a', sizeof text);
                T_TRUE(ch_utf8_is_valid((ch_str) { text, len }));
                for (size_t at = 0; at < len; at++) {
                        text[at] = (char)0xFF;
                        T_FALSE(ch_utf8_is_valid((ch_str) { text, len }));
                        text[at] = 'a';
                }
                text[len - 1] = (char)0xC3;
                T_FALSE(ch_utf8_is_valid((ch_str) { text, len }));
        }
}

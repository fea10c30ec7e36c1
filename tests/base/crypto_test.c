#include "t.h"
#include <ch/base/crypto.h>
#include <string.h>

T_CASE("what was sealed opens with the same key at the same place, and only so")
{
        ch_key key = ch_key_random(), other = ch_key_random();
        ch_str sealed, again, text;

        T_OK(ch_seal(t->arena, &key, CH_LIT("request|narrative|1"), CH_LIT("a secret"), 64, &sealed));
        T_OK(ch_open(t->arena, &key, CH_LIT("request|narrative|1"), sealed, &text));
        T_EQ_STR(text, "a secret");
        T_EQ_INT(ch_open(t->arena, &other, CH_LIT("request|narrative|1"), sealed, &text), CH_BROKEN);
        T_EQ_INT(ch_open(t->arena, &key, CH_LIT("request|narrative|2"), sealed, &text), CH_BROKEN);
        T_OK(ch_seal(t->arena, &key, CH_LIT("request|narrative|1"), CH_LIT("a secret"), 64, &again));
        T_FALSE(ch_str_eq(sealed, again));
        T_TRUE(memmem(sealed.p, sealed.len, "secret", 6) == NULL);
}

T_CASE("any changed or missing byte is found")
{
        ch_key key = ch_key_random();
        ch_str sealed, text;
        char *copy;

        T_OK(ch_seal(t->arena, &key, CH_LIT("x"), CH_LIT("hello"), 16, &sealed));
        for (size_t i = 0; i < sealed.len; i++) {
                copy = (char *)(uintptr_t)ch_str_dup(t->arena, sealed).p;
                copy[i] = (char)(copy[i] ^ 1);
                T_EQ_INT(ch_open(t->arena, &key, CH_LIT("x"), (ch_str) { copy, sealed.len }, &text), CH_BROKEN);
                T_EQ_INT(ch_open(t->arena, &key, CH_LIT("x"), (ch_str) { sealed.p, i }, &text), CH_BROKEN);
        }
}

T_CASE("texts of similar length have sealed forms of one length")
{
        ch_key key = ch_key_random();
        ch_str sealed, text;

        for (size_t n = 0; n < 200; n++) {
                ch_str in = { ch_arena_alloc(t->arena, n, 1), n };

                memset((void *)(uintptr_t)in.p, n % 3 ? 0x80 : 0, n); /* looks like padding itself */
                T_OK(ch_seal(t->arena, &key, CH_LIT(""), in, 64, &sealed));
                T_EQ_SIZE(sealed.len, (n / 64 + 1) * 64 + CH_SEAL_EXTRA);
                T_OK(ch_open(t->arena, &key, CH_LIT(""), sealed, &text));
                T_TRUE(ch_str_eq(text, in));
                T_OK(ch_seal(t->arena, &key, CH_LIT(""), in, 1, &sealed));
                T_OK(ch_open(t->arena, &key, CH_LIT(""), sealed, &text));
                T_TRUE(ch_str_eq(text, in));
        }
}

T_CASE("without memory sealing says so")
{
        ch_arena *small = ch_arena_new(100);
        ch_key key = ch_key_random();
        ch_str sealed;

        T_EQ_INT(ch_seal(small, &key, CH_LIT(""), CH_LIT("x"), 128, &sealed), CH_TOO_LARGE);
        ch_arena_free(&small);
}

T_CASE("a hash tells lists apart that join to the same text")
{
        ch_str ab_c[] = { CH_LIT("ab"), CH_LIT("c") }, a_bc[] = { CH_LIT("a"), CH_LIT("bc") },
               abc[] = { CH_LIT("abc") };
        ch_key x = ch_hash(ab_c, 2), y = ch_hash(a_bc, 2), z = ch_hash(abc, 1), again = ch_hash(ab_c, 2);

        T_TRUE(ch_same(x.b, again.b, CH_KEY_LEN));
        T_FALSE(ch_same(x.b, y.b, CH_KEY_LEN));
        T_FALSE(ch_same(x.b, z.b, CH_KEY_LEN));
}

T_CASE("a hash is BLAKE2b-256 of length and text")
{
        ch_str part = CH_LIT("abc");
        ch_key key = ch_hash(&part, 1);

        T_EQ_STR(ch_hex(t->arena, key.b, sizeof key.b),
                 "3bdc62cfd65e3b78e3d90e32e0a91ebfbc229c30abe54e6abd16c5d4def0db7b");
}

T_CASE("a passphrase is known again by its hash, and no other is")
{
        char hash[CH_PASS_LEN], second[CH_PASS_LEN];

        T_OK(ch_pass_hash(CH_LIT("correct horse battery"), hash));
        T_OK(ch_pass_hash(CH_LIT("correct horse battery"), second));
        T_TRUE(!strncmp(hash, "$argon2id$v=19$m=65536,t=3,p=1$", 31));
        T_TRUE(strcmp(hash, second) != 0);
        T_TRUE(ch_pass_verify(hash, CH_LIT("correct horse battery")));
        T_FALSE(ch_pass_verify(hash, CH_LIT("correct horse batterz")));
        T_FALSE(ch_pass_verify(hash, (ch_str) { NULL, 0 }));
}

T_CASE("a hash that is none is never right")
{
        char none[CH_PASS_LEN] = "", unterminated[CH_PASS_LEN];

        memset(unterminated, '$', sizeof unterminated);
        T_FALSE(ch_pass_verify(none, CH_LIT("")));
        T_FALSE(ch_pass_verify(unterminated, CH_LIT("x")));
}

T_CASE("base64 comes back, and only its one spelling is read")
{
        static const char *const bad[] = { "A", "AA==", "AB", "A+", "A/", "AA AA", "AAAA\n", "é" };
        ch_str text, back;
        unsigned char bytes[40];

        for (size_t n = 0; n <= sizeof bytes; n++) {
                ch_random(bytes, n);
                text = ch_base64(t->arena, bytes, n);
                T_OK(ch_base64_parse(t->arena, text, &back));
                T_EQ_SIZE(back.len, n);
                T_EQ_MEM(back.p, bytes, n);
        }
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                if (ch_base64_parse(t->arena, ch_str_of(bad[i]), &back) != CH_MALFORMED)
                        fail_msg("\"%s\" was taken", bad[i]);
        T_EQ_STR(ch_base64(t->arena, "\xFB\xFF", 2), "-_8");
        T_EQ_STR(ch_hex(t->arena, "\x00\xFE", 2), "00fe");
}

T_CASE("no random bytes are given out twice, however many at a time")
{
        enum { DRAWS = 400 };
        unsigned char v[DRAWS][8];

        for (size_t i = 0; i < DRAWS; i++) {
                unsigned char draw[64] = { 0 };

                ch_random(draw, 8 + i % 57);
                memcpy(v[i], draw, sizeof v[i]);
                for (size_t k = 0; k < i; k++)
                        T_TRUE(memcmp(v[i], v[k], sizeof v[i]) != 0);
        }
}

T_CASE("a text's passing mark is the same each time, and another with any byte of it, or one more")
{
        char text[300] = "";
        uint8_t marks[601][CH_MARK_LEN], again[CH_MARK_LEN];

        for (size_t i = 0; i < 300; i++) {
                ch_hash_passing((ch_str) { text, i }, marks[i]);
                text[i] = 1;
                ch_hash_passing((ch_str) { text, sizeof text }, marks[300 + i]);
                text[i] = 0;
        }
        ch_hash_passing((ch_str) { text, sizeof text }, marks[600]);
        ch_hash_passing((ch_str) { text, sizeof text }, again);
        T_TRUE(!memcmp(marks[600], again, sizeof again));
        for (size_t i = 0; i < 601; i++)
                for (size_t k = 0; k < i; k++)
                        T_TRUE(memcmp(marks[i], marks[k], CH_MARK_LEN) != 0);
}

T_CASE("random is not constant and wiping wipes")
{
        unsigned char a[32] = { 0 }, b[32] = { 0 }, zero[32] = { 0 };

        ch_random(a, sizeof a);
        ch_random(b, sizeof b);
        T_FALSE(ch_same(a, b, sizeof a));
        ch_wipe(a, sizeof a);
        T_TRUE(ch_same(a, zero, sizeof a));
        T_TRUE(ch_hash_short(CH_LIT("a")) == ch_hash_short(CH_LIT("a")));
        T_FALSE(ch_hash_short(CH_LIT("a")) == ch_hash_short(CH_LIT("b")));
}

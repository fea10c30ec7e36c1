#include "t.h"
#include <string.h>

T_CASE("equality looks at all bytes, NUL included")
{
        T_TRUE(ch_str_eq(CH_LIT("a\0b"), CH_LIT("a\0b")));
        T_FALSE(ch_str_eq(CH_LIT("a\0b"), CH_LIT("a\0c")));
        T_FALSE(ch_str_eq(CH_LIT("a"), CH_LIT("ab")));
        T_TRUE(ch_str_eq((ch_str) { NULL, 0 }, CH_LIT("")));
        T_TRUE(ch_str_is(ch_str_of(NULL), ""));
}

T_CASE("order is bytewise and a prefix sorts first")
{
        T_TRUE(ch_str_cmp(CH_LIT("a"), CH_LIT("ab")) < 0);
        T_TRUE(ch_str_cmp(CH_LIT("b"), CH_LIT("ab")) > 0);
        T_TRUE(ch_str_cmp(CH_LIT("\xC3\xA9"), CH_LIT("z")) > 0);
        T_EQ_INT(ch_str_cmp(CH_LIT("x"), CH_LIT("x")), 0);
        T_EQ_INT(ch_str_cmp((ch_str) { NULL, 0 }, CH_LIT("")), 0);
}

T_CASE("trimming takes white space at the ends only")
{
        T_EQ_STR(ch_str_trim(CH_LIT(" \t a b\r\n")), "a b");
        T_EQ_STR(ch_str_trim(CH_LIT("   ")), "");
        T_EQ_STR(ch_str_trim((ch_str) { NULL, 0 }), "");
}

T_CASE("cutting walks a list; an empty element in the middle counts")
{
        ch_str list = CH_LIT("a,,b"), head;

        T_TRUE(ch_str_cut(&list, ',', &head));
        T_EQ_STR(head, "a");
        T_TRUE(ch_str_cut(&list, ',', &head));
        T_EQ_STR(head, "");
        T_TRUE(ch_str_cut(&list, ',', &head));
        T_EQ_STR(head, "b");
        T_FALSE(ch_str_cut(&list, ',', &head));
}

T_CASE("a number is all digits, in range, with at most one minus")
{
        static const char *const bad[] = { "",
                                           "-",
                                           "+1",
                                           " 1",
                                           "1 ",
                                           "1x",
                                           "0x1",
                                           "--1",
                                           "1-",
                                           "9223372036854775808",
                                           "-9223372036854775809",
                                           "99999999999999999999",
                                           "1.0" };
        int64_t n = 77;

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                T_FALSE(ch_str_int(ch_str_of(bad[i]), INT64_MIN, INT64_MAX, &n));
        T_EQ_INT(n, 77);
        T_TRUE(ch_str_int(CH_LIT("9223372036854775807"), INT64_MIN, INT64_MAX, &n) && n == INT64_MAX);
        T_TRUE(ch_str_int(CH_LIT("-9223372036854775808"), INT64_MIN, INT64_MAX, &n) && n == INT64_MIN);
        T_TRUE(ch_str_int(CH_LIT("-0"), 0, 9, &n) && n == 0);
        T_FALSE(ch_str_int(CH_LIT("10"), 0, 9, &n));
        T_FALSE(ch_str_int(CH_LIT("-1"), 0, 9, &n));
}

T_CASE("adding to a list leaves the old list as it was")
{
        ch_strs none = { NULL, 0 }, one = ch_strs_add(t->arena, none, CH_LIT("a"));
        ch_strs two = ch_strs_add(t->arena, one, CH_LIT("b"));

        T_EQ_SIZE(one.len, 1);
        T_EQ_SIZE(two.len, 2);
        T_TRUE(ch_strs_has(two, CH_LIT("b")));
        T_FALSE(ch_strs_has(one, CH_LIT("b")));
}

T_CASE("a copied list has texts of its own, an empty one among them; one that finds no room is empty, and the arena "
       "says "
       "so")
{
        char text[] = "ab";
        ch_str v[] = { { text, 1 }, { text + 1, 0 }, { text + 1, 1 } };
        ch_strs copy = ch_strs_dup(t->arena, (ch_strs) { v, 3 });
        ch_arena *small = ch_arena_new(1);

        text[0] = text[1] = 'x';
        T_EQ_SIZE(copy.len, 3);
        T_TRUE(ch_str_is(copy.v[0], "a") && copy.v[1].len == 0 && ch_str_is(copy.v[2], "b"));
        T_EQ_SIZE(ch_strs_dup(t->arena, (ch_strs) { 0 }).len, 0);
        T_EQ_SIZE(ch_strs_dup(small, (ch_strs) { v, 3 }).len, 0);
        T_TRUE(ch_arena_is_full(small));
        ch_arena_free(&small);
}

T_CASE("prefix and first place")
{
        T_TRUE(ch_str_starts(CH_LIT("abc"), CH_LIT("ab")));
        T_TRUE(ch_str_starts(CH_LIT("abc"), CH_LIT("")));
        T_FALSE(ch_str_starts(CH_LIT("a"), CH_LIT("ab")));
        T_EQ_SIZE(ch_str_find(CH_LIT("abc"), 'c'), 2);
        T_EQ_SIZE(ch_str_find(CH_LIT("abc"), 'x'), 3);
        T_EQ_SIZE(ch_str_find((ch_str) { NULL, 0 }, 'x'), 0);
}

T_CASE("a copy stands on its own and ends with NUL")
{
        char source[] = "abc";
        ch_str copy = ch_str_dup(t->arena, ch_str_of(source));

        source[0] = 'x';
        T_EQ_STR(copy, "abc");
        T_EQ_INT(copy.p[3], 0);
        T_EQ_CSTR(ch_str_c(t->arena, CH_LIT("")), "");
}

T_CASE("a buffer grows from nothing to a megabyte and keeps every byte")
{
        ch_buf b = ch_buf_new(t->arena);
        ch_str out;

        for (int i = 0; i < 100000; i++)
                ch_buf_printf(&b, "%09d\n", i);
        T_OK(ch_buf_end(&b, &out));
        T_EQ_SIZE(out.len, 1000000);
        T_EQ_MEM(out.p + 999990, "000099999\n", 10);
        T_EQ_INT(out.p[out.len], 0);
        T_TRUE(ch_arena_used(t->arena) < 4000000);
}

T_CASE("a buffer between other allocations keeps its text")
{
        ch_buf b = ch_buf_new(t->arena);
        ch_str out;

        for (int i = 0; i < 1000; i++) {
                ch_buf_char(&b, (char)('a' + i % 26));
                memset(ch_arena_alloc(t->arena, 40, 1), 'X', 40);
        }
        T_OK(ch_buf_end(&b, &out));
        T_EQ_SIZE(out.len, 1000);
        for (size_t i = 0; i < 1000; i++)
                T_EQ_INT(out.p[i], 'a' + i % 26);
}

T_CASE("an overflow sticks to the buffer")
{
        ch_arena *small = ch_arena_new(200);
        ch_buf b = ch_buf_new(small);
        ch_str out;

        for (int i = 0; i < 100; i++)
                ch_buf_lit(&b, "0123456789");
        T_EQ_INT(ch_buf_end(&b, &out), CH_TOO_LARGE);
        T_EQ_SIZE(out.len, 0);
        ch_arena_reset(small);
        ch_buf_lit(&b, "x");
        T_EQ_INT(ch_buf_end(&b, &out), CH_TOO_LARGE);
        T_EQ_SIZE(ch_fmt(small, "%1000d", 1).len, 0);
        ch_arena_free(&small);
}

T_CASE("an empty buffer ends as the empty text; numbers print in full")
{
        ch_buf b = ch_buf_new(t->arena);
        ch_str out;

        T_OK(ch_buf_end(&b, &out));
        T_EQ_STR(out, "");
        ch_buf_int(&b, INT64_MIN);
        ch_buf_str(&b, CH_LIT("|"));
        ch_buf_put(&b, "xyz", 2);
        T_OK(ch_buf_end(&b, &out));
        T_EQ_STR(out, "-9223372036854775808|xy");
        T_EQ_STR(ch_fmt(t->arena, "%s-%d", "a", 5), "a-5");
        T_EQ_STR(ch_fmt(t->arena, "%s", ""), "");
}

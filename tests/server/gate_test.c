#include "gate.h"
#include "limit.h"
#include "t.h"
#include <string.h>

static const struct {
        const char *target;
        uint16_t code;
} targets[] = {
        { "/", 0 },
        { "/requests/new", 0 },
        { "/items/x%C3%A9", 0 },
        { "/echo?q=%0Aa+b", 0 },
        { "/echo?next=%2Fmine", 0 },
        { "/a.b/..c", 0 },
        { "/requests/", 0 },
        { "", 400 },
        { "*", 400 },
        { "x", 400 },
        { "//", 400 },
        { "/a//b", 400 },
        { "/.", 400 },
        { "/..", 400 },
        { "/a/./b", 400 },
        { "/a/../b", 400 },
        { "/a/%2e%2e/b", 400 },
        { "/a%2Fb", 400 },
        { "/a%5Cb", 400 },
        { "/a%00", 400 },
        { "/a%0A", 400 },
        { "/a%7F", 400 },
        { "/a%", 400 },
        { "/a%4", 400 },
        { "/a%zz", 400 },
        { "/a%ff", 400 },
        { "/a%ed%a0%80", 400 },
        { "/a?b?c", 400 },
        { "/a?b=%00", 400 },
        { "/a#b", 400 },
        { "/a b", 400 },
        { "/a\x80", 400 },
        { "/a\\b", 400 },
};

T_CASE("an address passes only when every reader would read it alike")
{
        for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
                uint16_t code = ch_gate_target(ch_str_of(targets[i].target));

                if (code != targets[i].code)
                        print_error("%s\n", targets[i].target);
                T_EQ_INT(code, targets[i].code);
        }
}

T_CASE("an address of exactly the limit passes, one byte more does not")
{
        size_t limit = (size_t)ch_limit(CH_LIMIT_REQUEST_LINE);
        char *p = ch_arena_alloc(t->arena, limit + 1, 1);

        memset(p, 'a', limit + 1);
        p[0] = '/';
        T_EQ_INT(ch_gate_target((ch_str) { p, limit }), 0);
        T_EQ_INT(ch_gate_target((ch_str) { p, limit + 1 }), 414);
}

T_CASE("an address with a NUL inside does not pass")
{
        T_EQ_INT(ch_gate_target((ch_str) { "/a\0b", 4 }), 400);
}

/* One fault at a time on headers that are fine. */
static const struct {
        ch_heads heads;
        bool may_have_body, is_http_1_0;
        uint16_t code;
} heads_rows[] = {
        { { .host = { "localhost", 9 } }, false, false, 0 },
        { { .host = { "[::1]:80", 8 } }, false, false, 0 },
        { { .host = { "localhost", 9 }, .content_length = { "12", 2 } }, true, false, 0 },
        { { .host = { "localhost", 9 }, .content_length = { "0", 1 } }, false, false, 0 },
        { { .host = { "localhost", 9 }, .expect = { "100-Continue", 12 } }, true, false, 0 },
        { { .host = { "localhost", 9 }, .content_encoding = { "identity", 8 } }, true, false, 0 },
        { { .host = { "", 0 } }, false, false, 400 },
        { { .host = { "a b", 3 } }, false, false, 400 },
        { { .host = { "a/b", 3 } }, false, false, 400 },
        { { .host = { "a@b", 3 } }, false, false, 400 },
        { { .host = { "localhost", 9 }, .content_length = { "12", 2 } }, false, false, 400 },
        { { .host = { "localhost", 9 }, .content_length = { "-1", 2 } }, true, false, 400 },
        { { .host = { "localhost", 9 }, .content_length = { "-0", 2 } }, true, false, 400 },
        { { .host = { "localhost", 9 }, .content_length = { "+1", 2 } }, true, false, 400 },
        { { .host = { "localhost", 9 }, .content_length = { "1x", 2 } }, true, false, 400 },
        { { .host = { "localhost", 9 }, .transfer_encoding = { "chunked", 7 } }, true, false, 411 },
        { { .host = { "localhost", 9 }, .transfer_encoding = { "chunked", 7 } }, true, true, 400 },
        { { .host = { "localhost", 9 }, .transfer_encoding = { "chunked", 7 }, .content_length = { "1", 1 } },
          true,
          false,
          400 },
        { { .host = { "localhost", 9 }, .content_encoding = { "gzip", 4 } }, true, false, 415 },
        { { .host = { "localhost", 9 }, .content_encoding = { "ident", 5 } }, true, false, 415 },
        { { .host = { "localhost", 9 }, .expect = { "banana", 6 } }, true, false, 417 },
};

T_CASE("headers that contradict each other do not pass")
{
        for (size_t i = 0; i < sizeof(heads_rows) / sizeof(heads_rows[0]); i++) {
                uint16_t code = ch_gate_heads(&heads_rows[i].heads, heads_rows[i].may_have_body,
                                              heads_rows[i].is_http_1_0);

                if (code != heads_rows[i].code)
                        print_error("row %zu\n", i);
                T_EQ_INT(code, heads_rows[i].code);
        }
}

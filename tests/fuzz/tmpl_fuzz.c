/* Any bytes as a template: compiling ends with an answer, and in what compiles a value with all five characters changes
 * nothing but its own place. */
#include "fuzz.h"

#include <ch/base/status.h>
#include <ch/tmpl.h>

/* clang-format off */
#define INNER(F) F(TEXT, text) F(URL, url) F(NUMBER, count)
CH_VIEW_DECLARE(inner, INNER)
CH_VIEW_DEFINE(inner, INNER)
#define OUTER(F) F(TEXT, text) F(TEXT, empty) F(URL, url) F(FLAG, on) F(NUMBER, count) F(LIST, list, inner) F(VIEW, view, inner)
CH_VIEW_DECLARE(outer, OUTER)
CH_VIEW_DEFINE(outer, OUTER)
/* clang-format on */

#define EVIL  "<>\"'&"
#define TAME  "&lt;&gt;&quot;&#39;&amp;"
#define PLAIN "q\001z"

static ch_status
find(void *ctx, ch_str name, ch_str *text)
{
        if (name.len > 0 && name.p[0] == '_') {
                return CH_HIDDEN;
        }
        *text = *(const ch_str *)ctx; /* a template may include itself */
        return CH_OK;
}

static ch_status
show(ch_arena *arena, const ch_tmpl *tmpl, ch_str value, ch_str *out)
{
        inner in[2] = { { value, CH_URL("/a"), 1 }, { value, CH_URL("/b"), -2 } };
        outer view = { .text = value, .url = CH_URL("/c"), .on = true, .count = 3, .list = CH_LIST_OF(in), .view = in };
        ch_buf buf = ch_buf_new(arena);

        ch_tmpl_render(tmpl, CH_EN, &view, &buf);
        return ch_buf_end(&buf, out);
}

static ch_str
replaced(ch_arena *arena, ch_str s, ch_str from, ch_str to)
{
        ch_buf buf = ch_buf_new(arena);
        ch_str out;

        while (s.len > 0) {
                bool here = ch_str_starts(s, from);
                if (here) {
                        ch_buf_str(&buf, to);
                } else {
                        ch_buf_char(&buf, s.p[0]);
                }
                size_t step = here ? from.len : 1;
                s = (ch_str) { s.p + step, s.len - step };
        }
        return ch_buf_end(&buf, &out) == CH_OK ? out : CH_LIT("");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        ch_arena *arena = fuzz_arena();
        ch_str text = fuzz_str(data, size), error, evil, plain;
        const ch_tmpl *tmpl;
        ch_tmpl_source source = { .find = find, .ctx = &text };
        ch_status st = ch_tmpl_compile(arena, source, (ch_tmpl_page) { "x", outer_type }, &tmpl, &error);

        fuzz_must(st == CH_OK || st == CH_INVALID || st == CH_TOO_LARGE);
        fuzz_must(st != CH_INVALID || error.len > 0);
        if (st != CH_OK || show(arena, tmpl, CH_LIT(EVIL), &evil) != CH_OK ||
            show(arena, tmpl, CH_LIT(PLAIN), &plain) != CH_OK) {
                return 0;
        }
        evil = replaced(arena, evil, CH_LIT(TAME), CH_LIT(PLAIN));
        plain = replaced(arena, plain, CH_LIT(TAME), CH_LIT(PLAIN));
        fuzz_must(ch_arena_is_full(arena) || ch_str_eq(evil, plain));
        return 0;
}

/* Any bytes as a line of the interchange: what is taken is written as a line that reads back to the same bytes. */
#include "fuzz.h"
#include <ch/exchange_line.h>

static ch_str
written(ch_arena *arena, const ch_exchange *x)
{
        ch_buf b = ch_buf_new(arena);
        ch_str out;

        ch_exchange_write(&b, x->kind, x->record);
        return ch_buf_end(&b, &out) ? (ch_str) { NULL, 0 } : out;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        ch_issues issues = ch_issues_new(fuzz_arena());
        ch_exchange x, again;
        ch_status st = ch_exchange_read(fuzz_str(data, size), &issues, &x);
        ch_str line;

        fuzz_must(st == CH_OK || st == CH_INVALID || st == CH_MALFORMED || st == CH_TOO_LARGE);
        fuzz_must(st == CH_TOO_LARGE || (st == CH_OK) == !(issues.len + issues.more));
        if (st)
                return 0;
        line = written(issues.arena, &x);
        if (!line.len || line.len > CH_EXCHANGE_LINE_MAX)
                return 0;
        st = ch_exchange_read((ch_str) { line.p, line.len - 1 }, &issues, &again);
        if (st == CH_TOO_LARGE)
                return 0;
        fuzz_must(st == CH_OK);
        if (!ch_arena_is_full(issues.arena)) {
                ch_str twice = written(issues.arena, &again);

                fuzz_must(!twice.len || ch_str_eq(line, twice));
        }
        return 0;
}

/* Any bytes as a packed record, the first saying of which kind: what is taken packs to bytes that unpack to the same
 * bytes again, and can be copied, judged and redacted for any reader. */
#include "fuzz.h"
#include <ch/base/utf8.h>
#include <ch/may.h>

static void
must_come_back(ch_arena *arena, ch_kind kind, const void *record)
{
        void *again = ch_record_new(arena, kind);
        ch_str once, twice;

        if (!again || ch_pack(arena, kind, record, CH_PACK_ALL, &once))
                return;
        if (ch_unpack(arena, kind, once, again) == CH_TOO_LARGE)
                return;
        if (!ch_pack(arena, kind, again, CH_PACK_ALL, &twice))
                fuzz_must(ch_str_eq(once, twice));
}

static void
must_bear_use(ch_arena *arena, ch_kind kind, const void *record, uint8_t groups)
{
        ch_issues issues = ch_issues_new(arena);

        ch_record_check(kind, record, NULL, true, &issues);
        for (size_t i = 0; i < issues.len; i++)
                fuzz_must(ch_utf8_is_valid(ch_issue_text(arena, &issues.v[i])));
        fuzz_must(ch_redact(arena, kind, record, 0) == NULL);
        (void)ch_redact(arena, kind, record, groups);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        ch_arena *arena = fuzz_arena();
        ch_kind kind;
        void *record;
        ch_status st;

        if (size < 2)
                return 0;
        kind = (ch_kind)(1 + data[0] % (CH__KIND_MAX - 1));
        record = ch_record_new(arena, kind);
        st = ch_unpack(arena, kind, fuzz_str(data + 2, size - 2), record);
        fuzz_must(st == CH_OK || st == CH_MALFORMED || st == CH_TOO_LARGE);
        if (st)
                return 0;
        must_come_back(arena, kind, record);
        must_bear_use(arena, kind, record, data[1]);
        return 0;
}

/* Any bytes as the body of an API call: taken or refused, and a record that came about is written as JSON again. */
#include "fuzz.h"
#include <ch/json_in.h>
#include <ch/json_out.h>
#include <ch/offer.h>
#include <ch/request.h>

static void
write_again(const ch_fields *fields, const void *record, ch_issues *issues)
{
        ch_json_show show = { fields, 0, CH_ALL_GROUPS };
        ch_buf b = ch_buf_new(issues->arena);
        ch_json j = ch_json_new(&b);
        const ch_json_value *again;
        ch_str out;

        ch_json_object(&j);
        ch_json_fields(&j, &show, record);
        ch_json_end(&j);
        if (ch_buf_end(&b, &out))
                return;
        if (out.len <= CH_JSON_BYTES)
                fuzz_must(ch_json_parse(out, issues, &again) != CH_MALFORMED);
}

static void
read_as(const ch_fields *fields, void *record, ch_str bytes)
{
        ch_issues issues = ch_issues_new(fuzz_arena());
        ch_json_pick pick = { fields, 0xFF, NULL };
        ch_status st = ch_json_read(bytes, &pick, record, &issues);
        ch_buf b = ch_buf_new(issues.arena);
        ch_json j = ch_json_new(&b);

        fuzz_must(st == CH_OK || st == CH_INVALID || st == CH_MALFORMED || st == CH_TOO_LARGE);
        fuzz_must((st == CH_OK) == !(issues.len + issues.more) || st == CH_TOO_LARGE);
        ch_json_object(&j);
        ch_json_issues(&j, &issues, NULL, NULL);
        ch_json_end(&j);
        if (st == CH_OK)
                write_again(fields, record, &issues);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        ch_request request = { 0 };
        ch_offer offer = { 0 };

        read_as(&ch_request_fields, &request, fuzz_str(data, size));
        read_as(&ch_offer_fields, &offer, fuzz_str(data, size));
        return 0;
}

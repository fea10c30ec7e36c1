/* Any bytes as the body of a form or as a query: pairs survive encoding, and reading them into a request never breaks
 * it. */
#include "fuzz.h"
#include <ch/form.h>
#include <ch/request.h>

static void
encode_again(ch_arena *arena, ch_str text)
{
        ch_str back;

        if (ch_percent_decode(arena, ch_percent_encode(arena, text), &back) == CH_OK && !ch_arena_is_full(arena))
                fuzz_must(ch_str_eq(back, text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static const char *const names[] = { "title",     "needs.text", "needs.topics", "needs.from", "from",
                                             "languages", NULL };
        ch_form_ask all = { &ch_request_fields, NULL, NULL }, some = { &ch_request_fields, names, NULL };
        ch_arena *arena = fuzz_arena();
        ch_issues issues = ch_issues_new(arena);
        ch_request request = { 0 };
        ch_pairs pairs;

        if (ch_pairs_parse(arena, fuzz_str(data, size), 300, &pairs))
                return 0;
        ch_form_read(&pairs, &all, &request, &issues);
        ch_form_read(&pairs, &some, &request, &issues);
        fuzz_must(request.needs.len <= 1000);
        for (size_t i = 0; i < pairs.len && i < 40; i++) {
                encode_again(arena, pairs.v[i].name);
                encode_again(arena, pairs.v[i].value);
                (void)ch_form_words(arena, &pairs, &ch_request_fields, &request, pairs.v[i].name);
                (void)ch_form_words(arena, NULL, &ch_request_fields, &request, pairs.v[i].name);
        }
        return 0;
}

/* Any bytes as the text of a need and of an offer, the first byte saying the language: what they mean is worked out,
 * and the pair keeps its promises. */
#include "catalog.h"
#include <ch/rank.h>

enum { TODAY = 20778 };

static void
check_line(const ch_ranked *line)
{
        int64_t sum = 0;

        for (size_t i = 0; i < line->why_len; i++) {
                fuzz_must(line->why[i].fit > 0 && line->why[i].fit <= 1000);
                sum += line->why[i].points;
        }
        fuzz_must(sum == line->score && sum <= 100000);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        ch_arena *arena = fuzz_arena();
        const ch_catalog *cat = fuzz_catalog();
        ch_str everybody = CH_LIT("*"), text;
        ch_need need = { .no = 1 };
        ch_area area = { .text = { NULL, 0 } };
        ch_request request = { .party = CH_LIT("ALB"), .needs = { &need, 1 } };
        ch_offer offer = {
                .party = CH_LIT("CAN"), .status = CH_OFFER_LISTED, .areas = { &area, 1 }, .eligible = { &everybody, 1 }
        };
        ch_rank_query q = { .today = TODAY, .weights = &ch_weights_default };
        ch_inferred *found;
        ch_ranked line;
        size_t n;

        if (size < 2)
                return 0;
        text = fuzz_str(data + 1, size - 1);
        need.text = (ch_str) { text.p, text.len / 2 };
        area.text = (ch_str) { text.p + text.len / 2, text.len - text.len / 2 };
        request.lang = offer.lang = ch_str_of(ch_lang_code((ch_lang)(data[0] % CH__LANG_MAX)));
        n = ch_catalog_infer(cat, arena, text, (ch_lang)(data[0] % CH__LANG_MAX), &found);
        for (size_t i = 0; i < n; i++)
                fuzz_must(found[i].strength >= 1 && found[i].strength <= 1000 && found[i].code.len);
        fuzz_must(ch_rank_pair(cat, &q, &request, &need, &offer, arena, &line) == CH_RULE_PASSED);
        if (!ch_arena_is_full(arena))
                check_line(&line);
        return 0;
}

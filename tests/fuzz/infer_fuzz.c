/* Any bytes as the text of a need and of an offer, the first byte saying the language: what they mean is worked out,
 * and the pair keeps its promises. */
#include "fuzz.h"
#include <ch/base/crypto.h>
#include <ch/base/file.h>
#include <ch/rank.h>

enum { TODAY = 20778, TABLE_MAX = 1 << 20 };

static ch_str
table(ch_arena *arena, const char *name)
{
        ch_str text = { NULL, 0 };

        fuzz_must(ch_file_read(arena, ch_fmt(arena, "schema/reference/%s.csv", name).p, TABLE_MAX, &text) == CH_OK);
        return text;
}

/* Over the real thesaurus, once; replays start in the root of the sources. */
static const ch_catalog *
catalog(void)
{
        static const ch_catalog *cat;
        static ch_arena *arena;
        ch_issues issues;
        ch_vocab_texts texts;
        const ch_vocab *vocab;

        if (cat)
                return cat;
        fuzz_must(ch_crypto_init() && (arena = ch_arena_new((size_t)64 << 20)) != NULL);
        issues = ch_issues_new(arena);
        texts = (ch_vocab_texts) { .states = table(arena, "states"),
                                   .organizations = table(arena, "organizations"),
                                   .regions = table(arena, "regions"),
                                   .topics = table(arena, "topics"),
                                   .concepts = table(arena, "concepts") };
        fuzz_must(ch_vocab_load(arena, &texts, &issues, &vocab) == CH_OK);
        cat = ch_catalog_new(vocab);
        fuzz_must(cat != NULL);
        return cat;
}

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
        const ch_catalog *cat = catalog();
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

/* Any bytes as the kept meaning of an offer of one, two or three parts, the first saying of how many: they are taken,
 * and what was taken is taken again as it is, or the words are read anew. */
#include "catalog.h"
#include <ch/rank.h>

enum { TODAY = 20778, PARTS = 3 };

static ch_str
meaning_of(ch_arena *arena, const ch_catalog *cat, const ch_change *change)
{
        ch_str meaning = { NULL, 0 };

        fuzz_must(ch_catalog_meaning(cat, CH_OFFER, change->id, arena, &meaning) != CH_HIDDEN);
        return meaning;
}

/* The list over a catalogue with that meaning bears being asked for. */
static ch_str
meaning_after(ch_arena *arena, const ch_change *change)
{
        ch_need need = { .no = 1, .text = CH_LIT("training in export control and biosecurity in Africa") };
        ch_request request = { .party = CH_LIT("ALB"), .lang = CH_LIT("en"), .needs = { &need, 1 } };
        ch_rank_query q = { .today = TODAY, .weights = &ch_weights_default };
        const ch_catalog *cat;
        ch_ranked *lines;
        ch_str meaning;
        size_t n;

        fuzz_must(ch_catalog_apply(fuzz_catalog(), change, 1, &cat) == CH_OK);
        meaning = meaning_of(arena, cat, change);
        if (!ch_arena_is_full(arena) && ch_rank_need(cat, &q, &request, &need, arena, &lines, &n) == CH_OK)
                fuzz_must(n <= 1 && (!n || (lines[0].score >= 0 && lines[0].score <= 100000)));
        ch_catalog_release(&cat);
        return meaning;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        ch_arena *arena = fuzz_arena();
        ch_str everybody = CH_LIT("*"), anew, taken;
        ch_area areas[PARTS] = { { .text = CH_LIT("export control training") },
                                 { .text = CH_LIT("biosecurity in Africa") },
                                 { .text = CH_LIT("a roof") } };
        ch_offer offer = { .head = { .id = { { 1 } }, .ref = CH_LIT("O") },
                           .party = CH_LIT("CAN"),
                           .status = CH_OFFER_LISTED,
                           .areas = { areas, 1 },
                           .eligible = { &everybody, 1 },
                           .lang = CH_LIT("en") };
        ch_change change = { .seq = 1, .kind = CH_OFFER, .id = offer.head.id, .record = &offer };

        if (!size)
                return 0;
        offer.areas.len = 1 + data[0] % PARTS;
        anew = meaning_after(arena, &change);
        change.meaning = fuzz_str(data + 1, size - 1);
        taken = meaning_after(arena, &change);
        if (ch_arena_is_full(arena))
                return 0;
        fuzz_must(ch_str_eq(taken, anew) || taken.len <= change.meaning.len);
        change.meaning = taken;
        fuzz_must(ch_str_eq(meaning_after(arena, &change), taken) || ch_arena_is_full(arena));
        return 0;
}

/* offers.h – offers of a catalogue, opened; and lines of lists, compared. */
#ifndef OFFERS_H
#define OFFERS_H
#include <ch/base/assert.h>
#include <ch/catalog.h>
#include <ch/rank.h>

/* All of them, whole, in order of their references, in the arena. */
static inline size_t
all_offers(const ch_catalog *cat, ch_arena *arena, const void *const **first)
{
        ch_offer_walk walk = ch_catalog_offers(cat);
        const void **v = CH_NEW_N(arena, const void *, ch_catalog_count(cat, CH_OFFER));
        size_t n = 0;
        ch_offer brief;

        CH_ASSERT(v);
        while (ch_offer_next(&walk, &brief)) {
                v[n] = ch_offer_whole(&walk, arena);
                CH_ASSERT(v[n]);
                n++;
        }
        *first = v;
        return n;
}

/* The same one, wherever it was opened. */
static inline bool
is_same_offer(const ch_offer *a, const ch_offer *b)
{
        return ch_uuid_eq(a->head.id, b->head.id) && ch_str_eq(a->head.ref, b->head.ref) && a->party.p == b->party.p;
}

/* Which part fits best; the number of parts: none does. */
static inline size_t
area_no(const ch_ranked *line)
{
        return line->area ? (size_t)(line->area - ch_offer_areas(line->offer)) : line->offer->areas.len;
}
#endif

/* Copies of many records that share what is alike say what each record says. */
#include "t.h"
#include <ch/offer.h>
#include <string.h>

enum { OFFERS = 3000, CODES = 400 };

/* More different texts and lists than there are places to remember them, some often and some once. */
static ch_offer *
offer_no(ch_t *t, size_t i)
{
        ch_offer *o = CH_NEW(t->arena, ch_offer);
        ch_area *areas = CH_NEW_N(t->arena, ch_area, 2);

        o->head.ref = ch_fmt(t->arena, "O-%zu", i);
        o->party = ch_fmt(t->arena, "P%zu", i * 7 % CODES);
        o->title = i % 3 ? CH_LIT("Training") : ch_fmt(t->arena, "Training %zu", i);
        o->source = ch_fmt(t->arena, "https://www.example.org/%0*zu", i % 90 ? 3 : 80, i % 5);
        for (size_t k = 0; k <= i % 4; k++)
                o->eligible = ch_strs_add(t->arena, o->eligible, ch_fmt(t->arena, "E%zu", (i + k * 31) % CODES));
        areas[0].topics = ch_strs_add(t->arena, areas[0].topics, CH_LIT("AB"));
        areas[1].topics = ch_strs_add(t->arena, ch_strs_add(t->arena, areas[1].topics, CH_LIT("A")), CH_LIT("B"));
        areas[1].text = o->title;
        o->areas = (ch_parts) { areas, 2 };
        return o;
}

static ch_str
packed(ch_t *t, const void *record)
{
        ch_str out = { 0 };

        T_OK(ch_pack(t->arena, CH_OFFER, record, CH_PACK_ALL, &out));
        return out;
}

static size_t
differ(ch_t *t, const ch_offer *const *a, const ch_offer *const *b)
{
        size_t n = 0;

        for (size_t i = 0; i < OFFERS; i++)
                n += !ch_str_eq(packed(t, a[i]), packed(t, b[i])) || !ch_str_eq(a[i]->head.ref, b[i]->head.ref);
        return n;
}

T_CASE("copies that share say the same as copies that do not, in less room; one that says another's is found")
{
        ch_arena *plain = ch_arena_new(SIZE_MAX / 4), *shared = ch_arena_new(SIZE_MAX / 4);
        ch_alike *alike = ch_alike_new(shared);
        static const ch_offer *from[OFFERS], *a[OFFERS], *b[OFFERS];
        ch_str party;

        for (size_t i = 0; i < OFFERS; i++) {
                from[i] = offer_no(t, i);
                a[i] = ch_record_copy(plain, CH_OFFER, from[i]);
                b[i] = ch_record_copy_alike(shared, CH_OFFER, from[i], alike);
                T_TRUE(a[i] && b[i]);
        }
        T_EQ_SIZE(differ(t, from, a), 0);
        T_EQ_SIZE(differ(t, from, b), 0);
        T_TRUE(ch_arena_used(shared) + (size_t)OFFERS * 60 < ch_arena_used(plain));
        party = b[8]->party;
        ((ch_offer *)(uintptr_t)b[8])->party = b[9]->party;
        T_EQ_SIZE(differ(t, from, b), 1);
        ((ch_offer *)(uintptr_t)b[8])->party = party;
        ch_arena_free(&plain);
        ch_arena_free(&shared);
}

T_CASE("the same list stands once, another one beside it, and nothing of it in what was copied from")
{
        ch_alike *alike = ch_alike_new(t->arena);
        ch_offer *o = offer_no(t, 1);
        const ch_offer *a = ch_record_copy_alike(t->arena, CH_OFFER, o, alike);
        const ch_offer *b = ch_record_copy_alike(t->arena, CH_OFFER, o, alike);

        T_TRUE(a->eligible.v == b->eligible.v && a->party.p == b->party.p && a->title.p == b->title.p);
        T_TRUE(a->eligible.v != o->eligible.v && a->party.p != o->party.p);
        T_TRUE(ch_offer_areas(a)[0].topics.v != ch_offer_areas(a)[1].topics.v);
        T_TRUE(a->head.ref.p != b->head.ref.p);
}

T_CASE("a full arena is told, at whatever copy it happens")
{
        for (size_t cap = 20000; cap < 40000; cap += 97) {
                ch_arena *small = ch_arena_new(cap);
                ch_alike *alike = ch_alike_new(small);

                for (size_t i = 0; alike && i < 40; i++) {
                        const void *copy = ch_record_copy_alike(small, CH_OFFER, offer_no(t, i), alike);

                        T_EQ_INT(copy == NULL, ch_arena_is_full(small));
                }
                ch_arena_free(&small);
        }
}

#include "same.h"
#include "seeded.h"
#include <ch/base/assert.h>
#include <ch/keep.h>
#include <ch/offer.h>

enum { SEEDS = 60 };

/* A record with a head that a seed says. */
static void *
seeded_whole(ch_arena *arena, ch_kind kind, uint64_t seed)
{
        ch_head *h = seeded_record(arena, kind, seed);

        h->id.b[0] = (uint8_t)seed;
        h->id.b[15] = 7;
        h->ref = seed % 3 ? seeded_text(arena, &seed) : (ch_str) { 0 };
        h->version = seed % 2 ? UINT32_MAX : 3;
        h->created_at = seed % 5 ? INT64_C(1770000000123) : -5;
        h->changed_at = seed % 4 ? h->created_at : h->created_at + 1;
        h->created_by.b[3] = seed % 7 < 3;
        h->changed_by.b[3] = seed % 7 < 3 ? 1 : seed % 7 < 5;
        h->is_sample = seed % 11 < 5;
        return h;
}

static bool
is_same_head(const ch_head *a, const ch_head *b)
{
        return ch_uuid_eq(a->id, b->id) && ch_str_eq(a->ref, b->ref) && a->version == b->version &&
               a->created_at == b->created_at && a->changed_at == b->changed_at &&
               ch_uuid_eq(a->created_by, b->created_by) && ch_uuid_eq(a->changed_by, b->changed_by) &&
               a->is_sample == b->is_sample;
}

T_CASE("a record that was kept and opened is the same record, head and all, for every kind")
{
        size_t heads = 0;

        for (uint64_t seed = 1; seed <= SEEDS; seed++)
                for (int i = 1; i < CH__KIND_MAX; i++) {
                        ch_head *record = seeded_whole(t->arena, (ch_kind)i, seed), other = *record, *back;
                        ch_str kept;

                        T_OK(ch_keep(t->arena, (ch_kind)i, record, &kept));
                        back = ch_kept_open(t->arena, (ch_kind)i, kept);
                        T_TRUE(back && is_same((ch_kind)i, record, back) && is_same_head(record, back));
                        T_TRUE(ch_str_eq(ch_kept_ref(kept), record->ref));
                        T_TRUE(!memcmp(ch_kept_id(kept).p, record->id.b, sizeof record->id.b));
                        other.changed_by.b[15] ^= 1; /* the comparison sees it */
                        heads += is_same_head(&other, back);
                }
        T_EQ_SIZE(heads, 0);
}

T_CASE("kept from its packed fields it is the same bytes, also from the clear ones where there are no others")
{
        size_t whole = 0;

        for (uint64_t seed = 1; seed <= SEEDS; seed++)
                for (int i = 1; i < CH__KIND_MAX; i++) {
                        ch_head *record = seeded_whole(t->arena, (ch_kind)i, seed), *clear;
                        ch_str all, some, kept, other;

                        T_OK(ch_pack(t->arena, (ch_kind)i, record, CH_PACK_ALL, &all));
                        T_OK(ch_pack(t->arena, (ch_kind)i, record, CH_PACK_CLEAR, &some));
                        T_OK(ch_keep(t->arena, (ch_kind)i, record, &kept));
                        T_OK(ch_keep_packed(t->arena, record, all, &other));
                        T_TRUE(ch_str_eq(kept, other));
                        clear = ch_record_new(t->arena, (ch_kind)i);
                        T_OK(ch_unpack(t->arena, (ch_kind)i, some, clear));
                        T_OK(ch_keep(t->arena, (ch_kind)i, clear, &kept));
                        T_OK(ch_keep_packed(t->arena, clear, some, &other));
                        T_TRUE(ch_str_eq(kept, other));
                        whole += ch_str_eq(all, some);
                }
        T_TRUE(whole > 0 && whole < SEEDS * (size_t)(CH__KIND_MAX - 1));
}

T_CASE("in brief it has all members but lists and parts, and takes no memory")
{
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
                ch_offer *o = seeded_whole(t->arena, CH_OFFER, seed), brief, plain = *o;
                ch_str kept;
                size_t used;

                T_OK(ch_keep(t->arena, CH_OFFER, o, &kept));
                used = ch_arena_used(t->arena);
                ch_kept_brief(CH_OFFER, kept, &brief);
                T_EQ_SIZE(ch_arena_used(t->arena), used);
                plain.areas = (ch_parts) { 0 };
                plain.eligible = plain.excluded = plain.languages = (ch_strs) { 0 };
                T_TRUE(is_same(CH_OFFER, &plain, &brief) && is_same_head(&plain.head, &brief.head));
        }
}

T_CASE("one list or text alone is the record's, and no longer than there is room")
{
        size_t some = 0;

        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
                ch_offer *o = seeded_whole(t->arena, CH_OFFER, seed);
                ch_str kept, room[8];
                ch_strs list;

                T_OK(ch_keep(t->arena, CH_OFFER, o, &kept));
                list = ch_kept_codes(CH_OFFER, kept, offsetof(ch_offer, excluded), room, CH_COUNT(room));
                T_TRUE(is_same_list(&list, &o->excluded));
                list = ch_kept_codes(CH_OFFER, kept, offsetof(ch_offer, eligible), room, 1);
                T_EQ_SIZE(list.len, o->eligible.len ? 1 : 0);
                T_TRUE(ch_str_eq(ch_kept_text(CH_OFFER, kept, offsetof(ch_offer, party)), o->party));
                T_TRUE(ch_str_eq(ch_kept_text(CH_OFFER, kept, offsetof(ch_offer, source)), o->source));
                some += o->excluded.len > 0;
        }
        T_TRUE(some > 0);
}

T_CASE("texts that are no UTF-8 and numbers outside their tables are kept as they are")
{
        ch_offer o = { .title = CH_LIT("\xff\xfe"), .mode = 99, .capacity = -3, .from = { 1, 200, 200 } }, *back;
        ch_str kept;

        T_OK(ch_keep(t->arena, CH_OFFER, &o, &kept));
        back = ch_kept_open(t->arena, CH_OFFER, kept);
        T_TRUE(back != NULL);
        T_TRUE(ch_str_eq(back->title, o.title) && back->mode == 99 && back->capacity == -3 && back->from.month == 200);
}

T_CASE("a full arena is told, at whatever allocation it happens")
{
        void *record = seeded_whole(t->arena, CH_OFFER, 21);
        ch_str kept;

        T_OK(ch_keep(t->arena, CH_OFFER, record, &kept));
        for (size_t cap = 64; cap < 20000; cap += 64) {
                ch_arena *small = ch_arena_new(cap);
                ch_str again;
                ch_status st;
                const void *back = ch_kept_open(small, CH_OFFER, kept);

                T_EQ_INT(back == NULL, ch_arena_is_full(small));
                T_TRUE(!back || is_same(CH_OFFER, record, back));
                ch_arena_reset(small);
                st = ch_keep(small, CH_OFFER, record, &again);
                T_EQ_INT(st == CH_TOO_LARGE, ch_arena_is_full(small));
                ch_arena_free(&small);
        }
}

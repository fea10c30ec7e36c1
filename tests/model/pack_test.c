#include "same.h"
#include "seeded.h"
#include <ch/match.h>
#include <ch/request.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 60 };

T_CASE("a record packed whole and unpacked is the same record, for every kind")
{
        for (uint64_t seed = 1; seed <= SEEDS; seed++)
                for (int i = 1; i < CH__KIND_MAX; i++) {
                        ch_kind kind = (ch_kind)i;
                        void *record = seeded_record(t->arena, kind, seed), *back = ch_record_new(t->arena, kind);
                        ch_str bytes;

                        T_OK(ch_pack(t->arena, kind, record, CH_PACK_ALL, &bytes));
                        T_OK(ch_unpack(t->arena, kind, bytes, back));
                        T_TRUE(is_same(kind, record, back));
                }
}

T_CASE("the comparison itself sees a single changed member")
{
        for (int i = 1; i < CH__KIND_MAX; i++) {
                const ch_fields *table = ch_kind_fields((ch_kind)i);
                void *record = seeded_record(t->arena, (ch_kind)i, 5);

                for (size_t f = 0; f < table->len; f++) {
                        void *other = ch_record_copy(t->arena, (ch_kind)i, record);

                        T_TRUE(is_same((ch_kind)i, record, other));
                        if (table->v[f].kind == CH_FIELD_ENUM || ch_field_is_empty(&table->v[f], record))
                                continue;
                        ch_field_clear(&table->v[f], other);
                        T_FALSE(is_same((ch_kind)i, record, other));
                }
        }
}

T_CASE("clear and sealed halves together make the record, in this order")
{
        for (uint64_t seed = 1; seed <= SEEDS; seed++)
                for (int i = 1; i < CH__KIND_MAX; i++) {
                        ch_kind kind = (ch_kind)i;
                        void *record = seeded_record(t->arena, kind, seed), *back = ch_record_new(t->arena, kind);
                        ch_str clear, sealed;

                        T_OK(ch_pack(t->arena, kind, record, CH_PACK_CLEAR, &clear));
                        T_OK(ch_pack(t->arena, kind, record, CH_PACK_SEALED, &sealed));
                        T_OK(ch_unpack(t->arena, kind, clear, back));
                        T_OK(ch_unpack(t->arena, kind, sealed, back));
                        T_TRUE(is_same(kind, record, back));
                }
}

static size_t
count_in(ch_str bytes, const char *needle)
{
        return bytes.len && memmem(bytes.p, bytes.len, needle, strlen(needle)) ? 1 : 0;
}

T_CASE("no sealed text stands in the clear half, and no clear text in the sealed one")
{
        ch_need need = { .no = 1, .text = CH_LIT("SENTINEL-need"), .where = CH_LIT("SENTINEL-where") };
        ch_str topic = CH_LIT("CLEAR-topic"), secret = CH_LIT("SENTINEL-party");
        ch_request r = {
                .party = CH_LIT("CLEAR-party"),
                .title = CH_LIT("SENTINEL-title"),
                .exists = CH_LIT("SENTINEL-exists"),
                .excluded = { &secret, 1 },
                .needs = { &need, 1 },
        };
        ch_str clear, sealed;

        need.topics = (ch_strs) { &topic, 1 };
        T_OK(ch_pack(t->arena, CH_REQUEST, &r, CH_PACK_CLEAR, &clear));
        T_OK(ch_pack(t->arena, CH_REQUEST, &r, CH_PACK_SEALED, &sealed));
        T_EQ_SIZE(count_in(clear, "SENTINEL"), 0);
        T_EQ_SIZE(count_in(sealed, "CLEAR"), 0);
        T_EQ_SIZE(count_in(sealed, "SENTINEL-need") + count_in(sealed, "SENTINEL-where") +
                          count_in(sealed, "SENTINEL-title") + count_in(sealed, "SENTINEL-exists") +
                          count_in(sealed, "SENTINEL-party"),
                  5);
        T_EQ_SIZE(count_in(clear, "CLEAR-topic") + count_in(clear, "CLEAR-party"), 2);
}

T_CASE("an empty record packs to nothing, and nothing unpacks to an empty record")
{
        for (int i = 1; i < CH__KIND_MAX; i++) {
                void *empty = ch_record_new(t->arena, (ch_kind)i), *back = ch_record_new(t->arena, (ch_kind)i);
                ch_str bytes;

                T_OK(ch_pack(t->arena, (ch_kind)i, empty, CH_PACK_ALL, &bytes));
                T_EQ_SIZE(bytes.len, 0);
                T_OK(ch_unpack(t->arena, (ch_kind)i, bytes, back));
                T_TRUE(is_same((ch_kind)i, empty, back));
        }
}

T_CASE("the same record gives the same bytes, and a copy gives them too")
{
        for (int i = 1; i < CH__KIND_MAX; i++) {
                void *record = seeded_record(t->arena, (ch_kind)i, 7);
                void *copy = ch_record_copy(t->arena, (ch_kind)i, record);
                ch_str a, b, c;

                T_OK(ch_pack(t->arena, (ch_kind)i, record, CH_PACK_ALL, &a));
                T_OK(ch_pack(t->arena, (ch_kind)i, record, CH_PACK_ALL, &b));
                T_OK(ch_pack(t->arena, (ch_kind)i, copy, CH_PACK_ALL, &c));
                T_TRUE(ch_str_eq(a, b) && ch_str_eq(a, c));
        }
}

T_CASE("a copy that borrows letters has lists and parts of its own, of every kind")
{
        for (int i = 1; i < CH__KIND_MAX; i++) {
                ch_arena *other = ch_arena_new((size_t)1 << 20), *small = ch_arena_new(64);
                void *record = seeded_record(t->arena, (ch_kind)i, 7), *opened, *copy;
                ch_str a, b;

                opened = ch_record_copy_borrowing(other, (ch_kind)i, record);
                copy = ch_record_copy_borrowing(t->arena, (ch_kind)i, opened);
                ch_arena_free(&other); /* the address sanitizer sees what is read from here on */
                T_OK(ch_pack(t->arena, (ch_kind)i, record, CH_PACK_ALL, &a));
                T_OK(ch_pack(t->arena, (ch_kind)i, copy, CH_PACK_ALL, &b));
                T_TRUE(ch_str_eq(a, b));
                T_TRUE(!memcmp(record, copy, sizeof(ch_head)));
                T_TRUE(ch_record_copy_borrowing(small, (ch_kind)i, record) == NULL);
                ch_arena_free(&small);
        }
}

T_CASE("a copy borrows nothing from what it was copied from")
{
        ch_arena *other = ch_arena_new((size_t)1 << 20);
        ch_str before, after;
        void *record = seeded_record(other, CH_REQUEST, 11), *copy;

        ((ch_head *)record)->ref = ch_str_dup(other, CH_LIT("R-ALB-2026-1"));
        copy = ch_record_copy(t->arena, CH_REQUEST, record);
        T_OK(ch_pack(t->arena, CH_REQUEST, record, CH_PACK_ALL, &before));
        ch_arena_free(&other); /* the address sanitizer sees what is read from here on */
        T_OK(ch_pack(t->arena, CH_REQUEST, copy, CH_PACK_ALL, &after));
        T_TRUE(ch_str_eq(before, after));
        T_EQ_STR(((ch_head *)copy)->ref, "R-ALB-2026-1");
}

T_CASE("a tag that nobody knows is skipped")
{
        ch_request r = { .party = CH_LIT("ALB"), .title = CH_LIT("t") }, back = { 0 };
        ch_str bytes, more;
        ch_buf b = ch_buf_new(t->arena);

        T_OK(ch_pack(t->arena, CH_REQUEST, &r, CH_PACK_ALL, &bytes));
        ch_buf_lit(&b, "\xe8\x07\x03xyz"); /* tag 1000, three bytes */
        ch_buf_str(&b, bytes);
        ch_buf_lit(&b, "\xe9\x07"); /* tag 1001, no bytes */
        ch_buf_char(&b, 0);
        T_OK(ch_buf_end(&b, &more));
        T_OK(ch_unpack(t->arena, CH_REQUEST, more, &back));
        T_TRUE(is_same(CH_REQUEST, &r, &back));
}

T_CASE("every truncation is refused or gives a record that can be packed again, and never crashes")
{
        for (int i = 1; i < CH__KIND_MAX; i++) {
                void *record = seeded_record(t->arena, (ch_kind)i, 3);
                ch_str bytes;
                size_t refused = 0;

                T_OK(ch_pack(t->arena, (ch_kind)i, record, CH_PACK_ALL, &bytes));
                for (size_t len = 0; len < bytes.len; len++) {
                        ch_arena *small = ch_arena_new((size_t)1 << 20);
                        char *cut = malloc(len + 1); /* its own block, so that reading past its end is seen */
                        void *back = ch_record_new(small, (ch_kind)i);
                        ch_str again;

                        memcpy(cut, bytes.p, len);
                        if (ch_unpack(small, (ch_kind)i, (ch_str) { cut, len }, back))
                                refused++;
                        else
                                T_OK(ch_pack(small, (ch_kind)i, back, CH_PACK_ALL, &again));
                        free(cut);
                        ch_arena_free(&small);
                }
                T_TRUE(refused > bytes.len / 2);
        }
}

static ch_status
unpack_flipped(ch_kind kind, ch_str bytes, size_t bit)
{
        ch_arena *small = ch_arena_new((size_t)1 << 20);
        char *copy = malloc(bytes.len);
        void *back = ch_record_new(small, kind);
        ch_str again;
        ch_status st;

        memcpy(copy, bytes.p, bytes.len);
        copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
        st = ch_unpack(small, kind, (ch_str) { copy, bytes.len }, back);
        T_TRUE(st == CH_OK || st == CH_MALFORMED || st == CH_TOO_LARGE);
        if (!st)
                T_OK(ch_pack(small, kind, back, CH_PACK_ALL, &again));
        free(copy);
        ch_arena_free(&small);
        return st;
}

T_CASE("every flipped bit is refused or gives a record that can be packed again, and never crashes")
{
        for (int i = 1; i < CH__KIND_MAX; i++) {
                void *record = seeded_record(t->arena, (ch_kind)i, 9);
                ch_str bytes;
                size_t refused = 0;

                T_OK(ch_pack(t->arena, (ch_kind)i, record, CH_PACK_ALL, &bytes));
                for (size_t bit = 0; bit < bytes.len * 8; bit++)
                        refused += unpack_flipped((ch_kind)i, bytes, bit) != CH_OK;
                T_TRUE(refused > 0);
        }
}

static void
expect_malformed(ch_t *t, ch_kind kind, ch_str bytes)
{
        T_EQ_INT(ch_unpack(t->arena, kind, bytes, ch_record_new(t->arena, kind)), CH_MALFORMED);
}

T_CASE("values that no field can hold are refused")
{
        expect_malformed(t, CH_REQUEST, CH_LIT("\x03\x01\x63"));             /* a status that does not exist */
        expect_malformed(t, CH_REQUEST, CH_LIT("\x03\x01\x01"));             /* a negative one */
        expect_malformed(t, CH_REQUEST, CH_LIT("\x22\x01\x02"));             /* neither yes nor no */
        expect_malformed(t, CH_REQUEST, CH_LIT("\x01\x01\xff"));             /* not UTF-8 */
        expect_malformed(t, CH_REQUEST, CH_LIT("\x09\x04\xde\x07\x0d\x01")); /* month 13 */
        expect_malformed(t, CH_REQUEST, CH_LIT("\x09\x03\xde\x07\x01"));     /* half a date */
        expect_malformed(t, CH_REQUEST, CH_LIT("\x2a\x02\x05x"));            /* a need longer than the list */
        expect_malformed(t, CH_REQUEST, CH_LIT("\x14\x02\x05x"));            /* an item longer than the list */
        expect_malformed(t, CH_MATCH, CH_LIT("\x01\x02xx"));                 /* half an identifier */
        expect_malformed(t, CH_REQUEST, CH_LIT("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02")); /* more than 64 bits */
        expect_malformed(t, CH_REQUEST, CH_LIT("\x01"));                                     /* no length */
}

T_CASE("halves of two different records do not go together")
{
        ch_need one = { .no = 1, .text = CH_LIT("a") }, two[2] = { { .text = CH_LIT("b") }, { .text = CH_LIT("c") } };
        ch_request a = { .needs = { &one, 1 } }, b = { .needs = { two, 2 } }, back = { 0 };
        ch_str clear, sealed;

        T_OK(ch_pack(t->arena, CH_REQUEST, &a, CH_PACK_CLEAR, &clear));
        T_OK(ch_pack(t->arena, CH_REQUEST, &b, CH_PACK_SEALED, &sealed));
        T_OK(ch_unpack(t->arena, CH_REQUEST, clear, &back));
        T_EQ_INT(ch_unpack(t->arena, CH_REQUEST, sealed, &back), CH_MALFORMED);
}

T_CASE("a full arena is told, in packing, unpacking and copying, at whatever allocation it happens")
{
        void *record = seeded_record(t->arena, CH_REQUEST, 21);
        ch_str bytes;

        T_OK(ch_pack(t->arena, CH_REQUEST, record, CH_PACK_ALL, &bytes));
        for (size_t cap = 64; cap < 20000; cap += 64) {
                ch_arena *small = ch_arena_new(cap);
                ch_request back = { 0 };
                const void *copy;
                ch_str out;
                ch_status st = ch_pack(small, CH_REQUEST, record, CH_PACK_ALL, &out);

                T_TRUE(st == CH_TOO_LARGE || (st == CH_OK && ch_str_eq(out, bytes)));
                ch_arena_reset(small);
                st = ch_unpack(small, CH_REQUEST, bytes, &back);
                T_TRUE(st == CH_TOO_LARGE || (st == CH_OK && is_same(CH_REQUEST, record, &back)));
                ch_arena_reset(small);
                copy = ch_record_copy(small, CH_REQUEST, record);
                T_EQ_INT(copy == NULL, ch_arena_is_full(small));
                ch_arena_free(&small);
        }
}

T_CASE("status, party and key owner are found where each kind keeps them")
{
        ch_request r = { .head.id.b = { 1 }, .party = CH_LIT("ALB"), .status = CH_REQUEST_OPEN };
        ch_match m = { .head.id.b = { 2 }, .request.b = { 1 }, .party = CH_LIT("ALB"), .status = CH_MATCH_INVITED };

        T_EQ_INT(ch_record_status(CH_REQUEST, &r), CH_REQUEST_OPEN);
        T_EQ_INT(ch_record_status(CH_MATCH, &m), CH_MATCH_INVITED);
        T_EQ_STR(ch_record_party(CH_REQUEST, &r), "ALB");
        T_TRUE(ch_uuid_eq(ch_record_key_owner(CH_REQUEST, &r), r.head.id));
        T_TRUE(ch_uuid_eq(ch_record_key_owner(CH_MATCH, &m), r.head.id));
        T_EQ_INT(ch_record_status(CH_RESPONSE, ch_record_new(t->arena, CH_RESPONSE)), 0);
        T_EQ_SIZE(ch_record_party(CH_RESPONSE, ch_record_new(t->arena, CH_RESPONSE)).len, 0);
}

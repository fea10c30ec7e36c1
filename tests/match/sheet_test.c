#include "../../lib/match/catalog_.h"
#include "../../lib/match/pair.h"
#include "stage.h"

/* The thread sanitizer looks for races, of which one thread has none: a few rounds are enough for it. */
#ifdef __SANITIZE_THREAD__
enum { ROWS_MAX = 4096, ROUNDS = 2, FLIPS = 3, TURNS = 2 };
#else
enum { ROWS_MAX = 4096, ROUNDS = 4, FLIPS = 50, TURNS = 40 };
#endif

static bool
is_among(const uint16_t *rows, size_t n, uint16_t row)
{
        for (size_t i = 0; i < n; i++)
                if (rows[i] == row)
                        return true;
        return false;
}

static size_t
wrong_facts(const ch_catalog *cat, const entry *e)
{
        const sheet *s = cat->sheets->v[e->slot / SLOTS];
        uint16_t rows[ROWS_MAX];
        size_t n = rows_of(cat->frame, cat->vocab, e, rows), wrong = 0;

        T_TRUE(n <= rows_room(e->card) && n <= ROWS_MAX);
        for (size_t row = 0; row < cat->frame->rows; row++)
                wrong += row_has(sheet_row(s, cat->frame, (uint16_t)row), e->slot % SLOTS) !=
                         is_among(rows, n, (uint16_t)row);
        return wrong + (s->entries[e->slot % SLOTS] != e) + (s->class != class_of(cat->frame, e->card));
}

static size_t
wrong_history(const ch_catalog *cat, const entry *e)
{
        const sheet *s = cat->sheets->v[e->slot / SLOTS];
        int32_t most = record_at_most(cat->tables[CH_RESPONSE], offer_ref(e));
        size_t wrong = !row_has(s->own[OWN_LIVE], e->slot % SLOTS);

        wrong += row_has(s->own[OWN_BUSY], e->slot % SLOTS) != has_match(cat->tables[CH_MATCH], offer_id(e));
        for (size_t k = 0; k < RECORD_LEVELS; k++)
                wrong += row_has(s->own[OWN_RECORD + k], e->slot % SLOTS) != (most > (k ? record_caps[k - 1] : 0));
        return wrong;
}

/* Against each offer by itself, as a catalogue made anew would have it. */
static size_t
wrong_in(const ch_catalog *cat)
{
        place p = table_first(cat->tables[CH_OFFER], BY_REF);
        size_t listed = 0, living = 0, wrong = 0;

        for (const entry *e; (e = place_next(&p)) != NULL;) {
                wrong += e->card->is_listed != (e->slot != SLOT_NONE);
                if (e->slot == SLOT_NONE)
                        continue;
                listed++;
                wrong += wrong_facts(cat, e) + wrong_history(cat, e);
        }
        for (size_t i = 0; i < cat->sheets->len; i++) {
                size_t n = 0;

                for (size_t w = 0; w < ROW_WORDS; w++)
                        n += (size_t)__builtin_popcountll(cat->sheets->v[i]->own[OWN_LIVE][w]);
                wrong += n != cat->sheets->v[i]->living;
                living += n;
        }
        return wrong + (listed != living);
}

T_CASE("after any batches of changes every row says of every listed offer what the offer says")
{
        static const uint32_t most[] = { 2000, 40, 3, 1 };

        for (size_t i = 0; i < ROUNDS; i++) {
                stage *s = make_stage(t, i + 1);
                const ch_catalog *cat = apply_in_batches(s, s->len, most[i]);

                T_EQ_SIZE(wrong_in(cat), 0);
                ch_catalog_release(&cat);
        }
}

T_CASE("a bit too many or too few in any sheet is found")
{
        stage *s = make_stage(t, 5);
        const ch_catalog *cat = apply_in_batches(s, s->len, 300);

        for (size_t i = 0; i < FLIPS; i++) {
                sheet *one = cat->sheets->v[roll(&s->w, (uint32_t)cat->sheets->len)];
                uint64_t *rows = roll(&s->w, 4) ? one->facts->rows : one->own[0];
                size_t n = rows == one->own[0] ? OWN__MAX : one->facts->len, slot = roll(&s->w, (uint32_t)one->living);
                uint64_t *word = rows + roll(&s->w, (uint32_t)n) * ROW_WORDS + slot / 64;

                if (!row_has(one->own[OWN_LIVE], slot))
                        continue;
                *word ^= (uint64_t)1 << slot % 64;
                T_TRUE(wrong_in(cat) > 0);
                *word ^= (uint64_t)1 << slot % 64;
        }
        T_EQ_SIZE(wrong_in(cat), 0);
        ch_catalog_release(&cat);
}

/* Offers come and go until slots are used again, while an older catalogue stays as it was. */
T_CASE("slots are used again, and who holds an older catalogue sees nothing of it")
{
        stage *s = make_stage(t, 6);
        const ch_catalog *old = apply_in_batches(s, s->len, 300), *cat = ch_catalog_acquire(old);
        size_t sheets_len = cat->sheets->len;

        for (size_t round = 0; round < TURNS; round++) {
                ch_change changes[OFFERS];
                const ch_catalog *next;

                for (size_t i = 0; i < OFFERS; i++)
                        changes[i] = (ch_change) { .seq = s->len + round + 1,
                                                   .kind = CH_OFFER,
                                                   .id = s->offers[i]->head.id,
                                                   .record = chance(&s->w, 70) ? s->offers[i] : NULL };
                T_OK(ch_catalog_apply(cat, changes, OFFERS, &next));
                ch_catalog_release(&cat);
                cat = next;
        }
        T_EQ_SIZE(wrong_in(cat), 0);
        T_EQ_SIZE(wrong_in(old), 0);
        T_TRUE(cat->sheets->len <= 2 * sheets_len);
        ch_catalog_release(&cat);
        ch_catalog_release(&old);
}

/* Stems as numbers are the stems that were written, whether they have a number or not, and no list can tell. */
#include "../../lib/match/catalog_.h"
#include "../../lib/match/halves.h"
#include "stage.h"
#include <stdlib.h>

enum { STEMS = 90000, FIRST = 40000 };

/* Many of one place, and those that are nothing, or all. */
static uint32_t
stem_at(uint32_t i)
{
        return i < 3 ? i * UINT32_MAX / 2 : i % 3 ? i * UINT32_C(0x9E3779B1) : i << 16 | (i & 7);
}

T_CASE("a stem that has a number keeps it, and is read back from its words, as are those that have none")
{
        book *b = book_new();
        size_t without = 0, wrong = 0;

        T_TRUE(b != NULL);
        for (uint32_t i = 0; b && i < STEMS; i++) {
                uint16_t number = book_add(b, stem_at(i)), words[STEM_WORDS_MOST];
                const uint16_t *at = words, *end = book_write(b, stem_at(i), words);

                without += number == STEM_ODD;
                wrong += book_find(b, stem_at(i)) != number || book_words(b, stem_at(i)) != (size_t)(end - words);
                wrong += stem_next(b, &at) != stem_at(i) || at != end;
                wrong += i == FIRST && without > FIRST / 3 + FIRST / 10;
        }
        for (uint32_t i = 0; b && i < STEMS; i++) {
                uint16_t number = book_find(b, stem_at(i));

                wrong += number != STEM_ODD && atomic_load(&b->stems[number]) != stem_at(i);
        }
        T_EQ_SIZE(wrong, 0);
        T_TRUE(without > STEMS - STEM_NUMBERS && without < STEMS);
        T_EQ_INT(atomic_load(&b->stems[STEM_ODD]), 0);
        book_free(b);
}

static void
add_some(void *arg, size_t from, size_t to)
{
        book *b = arg;

        for (size_t i = from; i < to; i++)
                (void)book_add(b, stem_at((uint32_t)(i % FIRST)));
}

T_CASE("two threads that bring the same stems give each of them one number")
{
        book *b = book_new(), *alone = book_new();
        uint32_t twice = 0;

        T_TRUE(b && alone);
        halves(2 * (size_t)FIRST, FIRST, add_some, b);
        add_some(alone, 0, FIRST);
        for (uint32_t i = 0; b && i < STEM_NUMBERS; i++) {
                uint32_t stem = atomic_load(&b->stems[i]);

                twice += stem && book_find(b, stem) != i;
        }
        T_EQ_INT(twice, 0);
        book_free(b);
        book_free(alone);
}

/* All come to a catalogue in whose book of so many places so many are taken. */
static const ch_catalog *
make_crowded(const stage *s, uint32_t taken, uint32_t of)
{
        const ch_catalog *empty = ch_catalog_new(s->w.vocab), *cat;
        book *b = lexicon_book(empty->lex);

        for (uint32_t i = 0; i < STEM_ODD; i++)
                if (i % of < taken)
                        atomic_store(&b->stems[i], UINT32_MAX - i);
        T_OK(ch_catalog_apply(empty, s->changes, s->len, &cat));
        ch_catalog_release(&empty);
        return cat;
}

static size_t
other_lines(const stage *s, const ch_catalog *a, const ch_catalog *b)
{
        const ch_rank_query q = { .today = TODAY, .weights = &ch_weights_default, .top = 50 };
        size_t wrong = 0;

        for (size_t i = 0; i < REQUESTS; i++) {
                const ch_catalog *both[] = { a, b };
                ch_ranked *v[2];
                size_t len[2];

                for (size_t k = 0; k < 2; k++) {
                        const ch_request *r = ch_catalog_by_id(both[k], CH_REQUEST, s->requests[i]->head.id, NULL);

                        T_OK(ch_rank_need(both[k], &q, r, ch_request_needs(r), s->t->arena, &v[k], &len[k]));
                }
                wrong += len[0] != len[1];
                for (size_t k = 0; k < len[0] && k < len[1]; k++)
                        wrong += v[0][k].score != v[1][k].score ||
                                 !ch_str_eq(v[0][k].offer->head.ref, v[1][k].offer->head.ref);
        }
        return wrong;
}

static size_t
other_meanings(const stage *s, const ch_catalog *a, const ch_catalog *b)
{
        size_t wrong = 0;

        for (size_t i = 0; i < OFFERS; i++) {
                ch_uuid id = s->offers[i]->head.id;
                ch_str x, y;
                ch_status one = ch_catalog_meaning(a, CH_OFFER, id, s->t->arena, &x);

                wrong += ch_catalog_meaning(b, CH_OFFER, id, s->t->arena, &y) != one;
                wrong += one == CH_OK && !ch_str_eq(x, y);
        }
        return wrong;
}

T_CASE("lists and meanings are the same when most stems, or all, have no number; a number that lies is found")
{
        stage *s = make_stage(t, 31);
        const ch_catalog *cat = make_crowded(s, 0, 1);
        book *b = lexicon_book(cat->lex);
        uint32_t i = 0;

        for (uint32_t taken = 98; taken <= 100; taken++) {
                const ch_catalog *crowded = make_crowded(s, taken, 100);

                T_EQ_SIZE(other_lines(s, cat, crowded), 0);
                T_EQ_SIZE(other_meanings(s, cat, crowded), 0);
                while (taken < 100 && !atomic_load(&b->stems[i]))
                        i++;
                atomic_fetch_xor(&b->stems[i], 1);
                T_TRUE(taken < 100 || other_meanings(s, cat, crowded) > 0);
                atomic_fetch_xor(&b->stems[i], 1);
                ch_catalog_release(&crowded);
        }
        ch_catalog_release(&cat);
}

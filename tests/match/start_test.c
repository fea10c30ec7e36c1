/* What is done by two threads when very many records come at once is what one would have done. */
#include "../../lib/match/catalog_.h"
#include "../../lib/match/halves.h"
#include "../../lib/match/order.h"
#include "../../lib/match/sheet_.h"
#include "stage.h"

enum { MANY = HALVES_FROM + 4321 };

typedef struct seen {
        atomic_size_t calls, sum;
} seen;

static void
see(void *arg, size_t from, size_t to)
{
        seen *s = arg;

        atomic_fetch_add(&s->calls, 1);
        for (size_t i = from; i < to; i++)
                atomic_fetch_add(&s->sum, i);
}

T_CASE("halves are two when there is enough, and together the whole")
{
        for (size_t n = 0; n < 7; n++) {
                seen s = { 0 };

                halves(n, 3, see, &s);
                T_EQ_SIZE(atomic_load(&s.calls), n < 3 ? 1 : 2);
                T_EQ_SIZE(atomic_load(&s.sum), n ? n * (n - 1) / 2 : 0);
        }
}

static int
compare_numbers(const void *a, const void *b, const void *arg)
{
        const uint32_t *x = a, *y = b;

        (void)arg;
        return (*x > *y) - (*x < *y);
}

static size_t
out_of_order(const keyed *v, size_t n)
{
        size_t wrong = 0;

        for (size_t i = 1; i < n; i++) {
                const uint32_t *x = v[i - 1].of, *y = v[i].of;

                wrong += v[i - 1].key > v[i].key || (v[i - 1].key == v[i].key && (*x > *y || (*x == *y && x > y)));
        }
        return wrong;
}

/* Keys and numbers are few, so that all three ways of deciding are taken: key, number, place. */
T_CASE("very many are sorted as few are: by key, then by what is compared, then as they stood")
{
        static uint32_t numbers[MANY];
        static keyed v[MANY];
        world w = { .seed = 3 };

        for (size_t n = MANY; n > 10; n = n > HALVES_FROM ? n - 2000 : n / 9) {
                for (size_t i = 0; i < n; i++) {
                        numbers[i] = roll(&w, 30);
                        v[i] = (keyed) { (uint64_t)roll(&w, 500) << n % 55, &numbers[i] };
                }
                T_TRUE(keyed_sort(v, n, compare_numbers, NULL));
                T_EQ_SIZE(out_of_order(v, n), 0);
                v[n / 2] = (keyed) { UINT64_MAX, &numbers[0] };
                T_TRUE(out_of_order(v, n) > 0); /* planted */
        }
}

/* Sheets made at once for the offers of a catalogue, in place of those it has. */
static void
start_anew(ch_catalog *cat)
{
        place p = table_first(cat->tables[CH_OFFER], BY_REF);
        const entry *come[OFFERS];
        table_diff offers = { .come = come }, none = { 0 };
        sheet_news news = { cat->frame, cat->vocab, &offers, &none, &none, cat->tables };

        for (const entry *e; (e = place_next(&p)) != NULL;) {
                ((entry *)(uintptr_t)e)->slot = SLOT_NONE;
                come[offers.come_len++] = e;
        }
        sheets_release(cat->sheets);
        cat->sheets = sheets_start(&news);
        T_TRUE(cat->sheets != NULL);
}

static bool
has_all(const ch_catalog *cat, const entry *e)
{
        const sheet *s = cat->sheets->v[e->slot / SLOTS];
        sheet_news news = { .tables = cat->tables };
        uint16_t rows[4096];
        size_t n = rows_of(cat->frame, cat->vocab, e, rows);
        bool bits[OWN__MAX], good = s->entries[e->slot % SLOTS] == e && s->class == class_of(cat->frame, e->card);

        history_of(&news, e, bits);
        for (size_t i = 0; i < n; i++)
                good &= row_has(sheet_row(s, cat->frame, rows[i]), e->slot % SLOTS);
        for (size_t i = 0; i < OWN__MAX; i++)
                good &= row_has(s->own[i], e->slot % SLOTS) == bits[i];
        return good;
}

static size_t
wrong_in(const ch_catalog *cat)
{
        place p = table_first(cat->tables[CH_OFFER], BY_REF);
        size_t wrong = 0, listed = 0, living = 0;

        for (const entry *e; (e = place_next(&p)) != NULL;) {
                listed += e->card->is_listed;
                wrong += e->card->is_listed ? e->slot == SLOT_NONE || !has_all(cat, e) : e->slot != SLOT_NONE;
        }
        for (size_t i = 0; i < cat->sheets->len; i++)
                living += cat->sheets->v[i]->living;
        return wrong + (living != listed);
}

T_CASE("sheets made all at once say what sheets made change by change say, and go on from there; a lost bit is found")
{
        stage *s = make_stage(t, 21);
        const ch_catalog *cat = apply_in_batches(s, s->len - GONE, 300), *next;
        uint64_t *word;

        start_anew((ch_catalog *)(uintptr_t)cat);
        T_EQ_SIZE(wrong_in(cat), 0);
        word = &cat->sheets->v[0]->own[OWN_LIVE][0];
        *word ^= 1;
        T_TRUE(wrong_in(cat) > 0);
        *word ^= 1;
        T_OK(ch_catalog_apply(cat, s->changes + s->len - GONE, GONE, &next));
        T_EQ_SIZE(wrong_in(next), 0);
        ch_catalog_release(&cat);
        ch_catalog_release(&next);
}

T_CASE("very many records that come at once are found by reference and by identifier")
{
        const ch_catalog *empty, *cat;
        ch_change *v = calloc(MANY, sizeof *v);
        size_t wrong = 0;
        stage *s = make_stage(t, 22);

        T_TRUE(v != NULL);
        for (size_t i = 0; v && i < MANY; i++) {
                ch_party *p = world_body(&s->w, (i * 7919) % MANY);

                v[i] = (ch_change) { .seq = i + 1, .kind = CH_PARTY, .id = p->head.id, .record = p };
        }
        empty = ch_catalog_new(s->w.vocab);
        T_OK(ch_catalog_apply(empty, v, MANY, &cat));
        for (size_t i = 0; i < MANY; i++) {
                const ch_head *head = v[i].record;
                const ch_head *by_id = ch_catalog_by_id(cat, CH_PARTY, head->id, NULL);
                const ch_head *by_ref = ch_catalog_by_ref(cat, CH_PARTY, head->ref, NULL);

                wrong += !by_id || by_id != by_ref || !ch_str_eq(by_id->ref, head->ref);
        }
        T_EQ_SIZE(wrong, 0);
        ch_catalog_release(&cat);
        ch_catalog_release(&empty);
        free(v);
}

/* What offers that are read together have counted is what counting each of them gives, in whatever parts they come. */
#include "../../lib/match/catalog_.h"
#include "stage.h"

typedef struct reading {
        const ch_catalog *empty;
        ch_catalog_part *parts[64];
        size_t len;
} reading;

/* In parts of at most so many changes, each read in pages of at most so many. */
static reading
read_parts(const stage *s, size_t part, size_t page)
{
        reading r = { .empty = ch_catalog_new(s->w.vocab) };

        for (size_t at = 0; at < s->len; at += part) {
                size_t end = at + part < s->len ? at + part : s->len;
                ch_catalog_part *p = r.parts[r.len++] = ch_catalog_part_new();

                T_TRUE(p && r.len < 64);
                for (size_t i = at; i < end; i += page)
                        T_OK(ch_catalog_read(r.empty, s->changes + i, i + page < end ? page : end - i, p));
                ch_catalog_part_end(p);
        }
        return r;
}

static const ch_catalog *
join_parts(reading *r)
{
        const ch_catalog *cat;

        T_OK(ch_catalog_join(r->empty, r->parts, r->len, &cat));
        for (size_t i = 0; i < r->len; i++)
                ch_catalog_part_free(&r->parts[i]);
        ch_catalog_release(&r->empty);
        return cat;
}

static size_t
differences(const stats *a, const stats *b)
{
        size_t wrong = a->offers != b->offers;

        for (size_t m = 0; m < MEANINGS_MAX; m++)
                wrong += a->having[m] != b->having[m] || a->rare[m] != b->rare[m];
        for (size_t p = 0; p < STEM_PAGES; p++) {
                const stem_page *x = a->stems[p], *y = b->stems[p];

                wrong += (x ? x->len : 0) != (y ? y->len : 0) ||
                         (x && y && memcmp(x->v, y->v, x->len * sizeof *x->v) != 0);
        }
        return wrong;
}

/* Without those who change or go later: then parts tell all there is to tell. */
static size_t
first_changes(const stage *s)
{
        return s->len - GONE - CHANGED;
}

T_CASE("parts of any size, read in pages of any size, count what one change after the other counts")
{
        static const size_t parts[] = { 4000, 300, 97 }, pages[] = { 4000, 128, 64, 7 };
        stage *s = make_stage(t, 11);

        for (size_t whole = 0; whole < 2; whole++) {
                const ch_catalog *plain = apply_in_batches(s, whole ? s->len : first_changes(s), 9);
                stage some = *s;

                some.len = whole ? s->len : first_changes(s);
                for (size_t i = 0; i < CH_COUNT(parts) * CH_COUNT(pages); i++) {
                        reading r = read_parts(&some, parts[i % CH_COUNT(parts)], pages[i / CH_COUNT(parts)]);
                        const ch_catalog *cat = join_parts(&r);

                        T_EQ_SIZE(differences(cat->stats, plain->stats), 0);
                        ch_catalog_release(&cat);
                }
                ch_catalog_release(&plain);
        }
}

T_CASE("planted: a part that has counted a word once too often, or an offer too few, is found")
{
        stage *s = make_stage(t, 12);
        const ch_catalog *plain;

        s->len = first_changes(s);
        plain = apply_in_batches(s, s->len, 9);
        for (size_t i = 0; i < 2; i++) {
                reading r = read_parts(s, 500, 128);
                tally *counted = r.parts[1]->offers;
                const ch_catalog *cat;

                T_TRUE(counted && counted->len > 10);
                counted->v[7].by += i == 0;
                counted->offers -= i == 1;
                cat = join_parts(&r);
                T_TRUE(differences(cat->stats, plain->stats) > 0);
                ch_catalog_release(&cat);
        }
        ch_catalog_release(&plain);
}

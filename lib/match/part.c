/* part.c – the first half of taking changes in: records copied and their words read, kind by kind. Pure; any thread. */
#include "catalog_.h"
#include <ch/base/assert.h>
#include <stdlib.h>
#include <string.h>

/* Records of a page from which on it is worth while: to count offers at once; to look for what is alike, and to count
 * words by their numbers, for which all numbers are gone through. */
enum { MANY = 64, VERY_MANY = 256 };

void
ch_catalog_part_free(ch_catalog_part **part)
{
        ch_catalog_part *p = *part;

        *part = NULL;
        if (!p)
                return;
        for (int k = 0; k < CH__KIND_MAX; k++) {
                if (p->of[k].home)
                        batch_release(p->of[k].home);
                free(p->of[k].v);
        }
        tally_free(p->offers);
        free(p);
}

ch_catalog_part *
ch_catalog_part_new(void)
{
        return calloc(1, sizeof(ch_catalog_part));
}

/* Gists of offers stand by eights: whoever reads one reads its neighbours, which must not come meanwhile. */
static batch *
home_for(const ch_catalog_part *p, ch_kind kind, size_t more)
{
        if (p->after && kind != CH_OFFER)
                return table_room(p->after->tables[kind], kind, more);
        return more < VERY_MANY ? batch_new(kind) : batch_of_many(kind);
}

static bool
lot_room(ch_catalog_part *p, ch_kind kind, size_t more)
{
        lot *l = &p->of[kind];
        size_t cap = l->cap * 2 > l->len + more ? l->cap * 2 : l->len + more;
        arrival *grown;

        if (!more || (l->home && l->len + more <= l->cap))
                return true;
        if (!l->home && !(l->home = home_for(p, kind, more)))
                return false;
        grown = realloc(l->v, cap * sizeof *grown);
        if (!grown)
                return false;
        l->v = grown;
        l->cap = cap;
        return true;
}

static bool
make_lots(ch_catalog_part *p, const ch_change *changes, size_t n)
{
        size_t count[CH__KIND_MAX] = { 0 };

        for (size_t i = 0; i < n; i++) {
                CH_ASSERT(changes[i].kind > CH_KIND_NONE && changes[i].kind < CH__KIND_MAX);
                count[changes[i].kind]++;
        }
        for (int k = 0; k < CH__KIND_MAX; k++)
                if (!lot_room(p, (ch_kind)k, count[k]))
                        return false;
        return true;
}

static bool
fill_lots(ch_catalog_part *p, const entry_source *s, const ch_change *changes, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                const ch_change *c = &changes[i];
                lot *one = &p->of[c->kind];
                const entry *e = c->record ? entry_make(s, one->home, c) : NULL;

                if (c->record && !e)
                        return false;
                CH_ASSERT(one->v); /* it was counted */
                one->v[one->len++] = (arrival) { e, c->id, c->seq };
                p->seq = c->seq > p->seq ? c->seq : p->seq;
                if (e && c->kind == CH_OFFER && p->offers && !tally_add(p->offers, e->card, 1))
                        return false;
        }
        return true;
}

/* Few offers are counted once it is known which of them stay. */
static bool
make_tally(const ch_catalog *cat, ch_catalog_part *p, size_t n)
{
        if (!p->is_begun && n >= MANY)
                p->offers = (n < VERY_MANY ? tally_new : tally_of_many)(lexicon_book(cat->lex));
        p->is_begun = true;
        return p->offers || n < MANY;
}

ch_status
ch_catalog_read(const ch_catalog *cat, const ch_change *changes, size_t n, ch_catalog_part *into)
{
        entry_source s = { cat->lex, cat->vocab, ch_arena_new(SIZE_MAX / 4), &into->unfit };
        bool ok = s.scratch && make_tally(cat, into, n) && make_lots(into, changes, n) &&
                  fill_lots(into, &s, changes, n);

        ch_arena_free(&s.scratch);
        return ok ? CH_OK : CH_BUSY;
}

size_t
ch_catalog_part_unfit(const ch_catalog_part *part)
{
        return part->unfit;
}

void
ch_catalog_part_end(ch_catalog_part *part)
{
        if (part->offers)
                tally_settle(part->offers);
}

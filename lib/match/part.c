/* part.c – the first half of taking changes in: records copied and their words read, kind by kind. Pure; any thread. */
#include "catalog_.h"
#include <ch/base/assert.h>
#include <stdlib.h>
#include <string.h>

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
        free(p);
}

static bool
make_lots(ch_catalog_part *p, const ch_change *changes, size_t n)
{
        size_t count[CH__KIND_MAX] = { 0 };

        for (size_t i = 0; i < n; i++) {
                CH_ASSERT(changes[i].kind > CH_KIND_NONE && changes[i].kind < CH__KIND_MAX);
                count[changes[i].kind]++;
        }
        for (int k = 0; k < CH__KIND_MAX; k++) {
                lot *one = &p->of[k];

                if (!count[k])
                        continue;
                one->v = calloc(count[k], sizeof *one->v);
                one->home = batch_new();
                if (!one->v || !one->home)
                        return false;
        }
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
                one->home->len += e != NULL;
                p->seq = c->seq > p->seq ? c->seq : p->seq;
        }
        return true;
}

static bool
list_entries(ch_catalog_part *p)
{
        for (int k = 0; k < CH__KIND_MAX; k++) {
                lot *one = &p->of[k];
                size_t n = 0;

                if (!one->home)
                        continue;
                one->home->entries = CH_NEW_N(one->home->arena, const entry *, one->home->len);
                if (!one->home->entries)
                        return false;
                for (size_t i = 0; i < one->len; i++)
                        if (one->v[i].e)
                                one->home->entries[n++] = one->v[i].e;
        }
        return true;
}

ch_status
ch_catalog_read(const ch_catalog *cat, const ch_change *changes, size_t n, ch_catalog_part **out)
{
        ch_catalog_part *p = calloc(1, sizeof *p);
        entry_source s = { cat->lex, cat->vocab, ch_arena_new(SIZE_MAX / 4) };
        bool ok = p && s.scratch && make_lots(p, changes, n) && fill_lots(p, &s, changes, n) && list_entries(p);

        ch_arena_free(&s.scratch);
        *out = p;
        if (!ok)
                ch_catalog_part_free(out);
        return ok ? CH_OK : CH_BUSY;
}

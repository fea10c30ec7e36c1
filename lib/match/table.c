/* A table from the one before and what changed; the batches that its records live in. */
#include "index.h"
#include "order.h"
#include <ch/base/assert.h>
#include <stdlib.h>
#include <string.h>

/* Batches of a few records each cost memory: so many of about one size are copied into one. A record is copied twice at
 * most, unless most of those that came with it are gone. */
enum { ALIKE_MAX = 32, SMALL = 32, MEDIUM = 1024, WASTE = 4 };

table *
table_acquire(table *t)
{
        if (t)
                atomic_fetch_add(&t->refs, 1);
        return t;
}

void
table_release(table *t)
{
        if (!t || atomic_fetch_sub(&t->refs, 1) != 1)
                return;
        for (int o = 0; o < INDEX_ORDERS; o++)
                run_release(&t->by[o]);
        for (size_t i = 0; i < t->batches_len; i++)
                batch_release(t->batches[i].batch);
        free(t->batches);
        free(t->records);
        ch_arena_free(&t->groups_arena);
        free(t);
}

static void
fill_records(table *t)
{
        place p = table_first(t, BY_REF);
        size_t n = 0;

        for (const entry *e; (e = place_next(&p)) != NULL;)
                t->records[n++] = e->record;
        atomic_store(&t->filling, TABLE_FILLED);
}

const void *const *
table_records(table *t)
{
        int was = TABLE_BARE;

        if (atomic_compare_exchange_strong(&t->filling, &was, TABLE_BEING_FILLED))
                fill_records(t);
        while (atomic_load(&t->filling) != TABLE_FILLED)
                ;
        return t->records;
}

static bool
is_waste(const held *h)
{
        return h->live < h->len / WASTE;
}

batch *
table_room(const table *t, ch_kind kind, size_t more)
{
        for (size_t i = t ? t->batches_len : 0; i > 0; i--) {
                const held *h = &t->batches[i - 1];
                batch *b = h->batch;

                if (b->cap < b->len + more || is_waste(h))
                        continue;
                atomic_fetch_add(&b->refs, 1);
                b->coming = 0;
                return b;
        }
        return batch_growing(kind, more);
}

/* What one call does to one kind. */
typedef struct fold {
        ch_kind kind;
        const table_source *source;
        const table *old;
        batch *copies; /* where records of small batches are copied to; NULL: there are none */
        table_diff *diff;
        size_t come_cap, gone_cap;
        held *held;      /* the old table's batches, with what is left of them; then the new ones */
        size_t replaced; /* so many of those that go were changed, in order of their addresses */
} fold;

/* Room for one more behind len. */
static bool
list_room(const entry ***v, size_t len, size_t *cap)
{
        size_t more = *cap * 2 + 16;
        const entry **grown;

        if (len < *cap)
                return true;
        grown = realloc(*v, more * sizeof *grown);
        if (!grown)
                return false;
        *v = grown;
        *cap = more;
        return true;
}

/* The analyser loses sight of what the difference holds, and takes it for leaked: whoever asked for it frees it. */
#ifndef __clang__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif
static bool
come(fold *f, const entry *e)
{
        if (!e || !list_room(&f->diff->come, f->diff->come_len, &f->come_cap))
                return false;
        f->diff->come[f->diff->come_len++] = e;
        e->home->coming++;
        return true;
}
#ifndef __clang__
#pragma GCC diagnostic pop
#endif

static size_t
batches_len(const fold *f)
{
        return f->old ? f->old->batches_len : 0;
}

static bool
drop_old(fold *f, const entry *e)
{
        size_t i = 0;

        while (i < batches_len(f) && f->held[i].batch != e->home)
                i++;
        CH_ASSERT(i < batches_len(f) && f->held[i].live > 0);
        f->held[i].live--;
        if (!list_room(&f->diff->gone, f->diff->gone_len, &f->gone_cap))
                return false;
        f->diff->gone[f->diff->gone_len++] = e;
        return true;
}

static ch_str
id_key(const ch_uuid *id)
{
        return (ch_str) { (const char *)id->b, sizeof id->b };
}

static int
compare_arrivals(const void *a, const void *b, const void *arg)
{
        const arrival *x = a, *y = b;
        int c = memcmp(x->id.b, y->id.b, sizeof x->id.b);

        (void)arg;
        return c ? c : (x->seq > y->seq) - (x->seq < y->seq);
}

/* All that came, by id; of one record in order of their numbers, within one number as they came. */
static bool
sort_arrivals(const fold *f, keyed *v)
{
        size_t n = 0;

        for (size_t p = 0; p < f->source->len; p++) {
                const lot *from = f->source->lots[p];

                for (size_t i = 0; i < from->len; i++)
                        v[n++] = (keyed) { keyed_prefix(id_key(&from->v[i].id), 0), &from->v[i] };
        }
        return keyed_sort(v, n, compare_arrivals, NULL);
}

/* The last change of each record is what counts. */
static bool
fold_arrivals(fold *f, keyed *v, size_t n)
{
        if (!sort_arrivals(f, v))
                return false;
        for (size_t i = 0; i < n; i++) {
                const arrival *a = v[i].of, *next = i + 1 < n ? v[i + 1].of : NULL;
                const entry *was;

                CH_ASSERT(a);
                if (next && ch_uuid_eq(a->id, next->id))
                        continue;
                was = table_get(f->old, BY_ID, id_key(&a->id));
                if (was && !drop_old(f, was))
                        return false;
                if (a->e && !come(f, a->e))
                        return false;
        }
        return true;
}

static int
compare_addresses(const void *a, const void *b)
{
        const entry *x = *(const entry *const *)a, *y = *(const entry *const *)b;

        return (x > y) - (x < y);
}

static bool
is_replaced(const fold *f, const entry *e)
{
        return f->replaced && bsearch(&e, f->diff->gone, f->replaced, sizeof(const entry *), compare_addresses);
}

static bool
copy_stretch(fold *f, const held *from, const stretch *s, size_t len)
{
        const entry *e = s->first;

        for (size_t i = 0; i < len && from->live; i++, e = entry_behind(f->kind, e)) {
                if (table_get(f->old, BY_ID, index_key(f->kind, BY_ID, e)) != e || is_replaced(f, e))
                        continue;
                if (!drop_old(f, e) || !come(f, entry_copy(f->copies, f->kind, e)))
                        return false;
        }
        return true;
}

static bool
copy_batch(fold *f, held *from)
{
        const batch *b = from->batch;
        size_t left = from->len;

        if (from->live && !f->copies && !(f->copies = batch_of_many(f->kind)))
                return false;

        for (const stretch *s = b->entries; left && from->live; s = s->next) {
                size_t there = atomic_load_explicit(&s->len, memory_order_relaxed), n = there < left ? there : left;

                if (!copy_stretch(f, from, s, n))
                        return false;
                left -= n;
        }
        return true;
}

/* Those of a size class, when there are many of them. */
static bool
copy_alike(fold *f, size_t from, size_t below)
{
        size_t alike = 0;

        for (size_t i = 0; i < batches_len(f); i++)
                alike += f->held[i].live && f->held[i].len >= from && f->held[i].len < below;
        for (size_t i = 0; alike >= ALIKE_MAX && i < batches_len(f); i++)
                if (f->held[i].live && f->held[i].len >= from && f->held[i].len < below && !copy_batch(f, &f->held[i]))
                        return false;
        return true;
}

static bool
fold_batches(fold *f)
{
        f->replaced = f->diff->gone_len;
        if (f->replaced)
                qsort(f->diff->gone, f->replaced, sizeof(const entry *), compare_addresses);
        for (size_t i = 0; i < batches_len(f); i++)
                if (is_waste(&f->held[i]) && !copy_batch(f, &f->held[i]))
                        return false;
        return copy_alike(f, 0, SMALL) && copy_alike(f, SMALL, MEDIUM);
}

static bool
fill_orders(const fold *f, table *t)
{
        static const run none = { 0 };
        static const index_order orders[INDEX_ORDERS] = { BY_ID, BY_REF, BY_FIRST, BY_SECOND };
        bool is_by_id = !f->diff->gone_len; /* arrivals are folded in this order */

        t->len = (f->old ? f->old->len : 0) + f->diff->come_len - f->diff->gone_len;
        for (size_t i = 0; i < INDEX_ORDERS; i++) {
                index_order o = orders[i];

                if (!index_has(t->kind, o))
                        continue;
                if ((!(o == BY_ID && is_by_id) && (!index_sort(f->diff->gone, f->diff->gone_len, f->kind, o) ||
                                                   !index_sort(f->diff->come, f->diff->come_len, f->kind, o))) ||
                    !run_edit(f->old ? &f->old->by[o] : &none, f->kind, o, f->diff, &t->by[o]))
                        return false;
        }
        t->records = t->kind != CH_OFFER ? malloc((t->len + 1) * sizeof *t->records) : NULL;
        return t->records || t->kind == CH_OFFER;
}

/* Its batch may be one of the old table's that grows. */
static void
hold_lot(fold *f, batch *home, size_t *n)
{
        size_t i = 0;

        while (i < *n && f->held[i].batch != home)
                i++;
        if (i == *n)
                f->held[(*n)++] = (held) { .batch = home };
        f->held[i].live += home->coming;
        f->held[i].len = home->len;
}

static bool
hold_batches(fold *f, table *t)
{
        size_t n = batches_len(f), room = n + f->source->len + 1;

        for (size_t i = 0; i < f->source->len; i++)
                hold_lot(f, f->source->lots[i]->home, &n);
        if (f->copies)
                f->held[n++] = (held) { f->copies, f->copies->coming, f->copies->len };
        t->batches = calloc(room, sizeof *t->batches);
        if (!t->batches)
                return false;
        for (size_t i = 0; i < n; i++)
                if (f->held[i].live)
                        t->batches[t->batches_len++] = f->held[i];
        for (size_t i = 0; i < t->batches_len; i++)
                atomic_fetch_add(&t->batches[i].batch->refs, 1);
        return true;
}

static table *
table_build(fold *f)
{
        table *t = calloc(1, sizeof *t);

        if (!t)
                return NULL;
        atomic_init(&t->refs, 1);
        atomic_init(&t->filling, TABLE_BARE);
        t->kind = f->kind;
        if (fill_orders(f, t) && hold_batches(f, t))
                return t;
        table_release(t);
        return NULL;
}

static size_t
count_arrivals(const table_source *source)
{
        size_t n = 0;

        for (size_t i = 0; i < source->len; i++)
                n += source->lots[i]->len;
        return n;
}

table *
table_apply(const table *old, ch_kind kind, const table_source *source, table_diff *diff)
{
        fold f = { .kind = kind, .source = source, .old = old, .diff = diff };
        size_t n = count_arrivals(source);
        keyed *all = calloc(n + 1, sizeof *all);
        table *t = NULL;

        f.held = calloc(batches_len(&f) + source->len + 1, sizeof *f.held);
        if (f.held && batches_len(&f))
                memcpy(f.held, old->batches, batches_len(&f) * sizeof *f.held);
        if (f.held && all && fold_arrivals(&f, all, n) && fold_batches(&f))
                t = table_build(&f);
        if (f.copies)
                batch_release(f.copies);
        free(f.held);
        free(all);
        return t;
}

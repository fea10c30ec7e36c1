/* A table from the one before and what changed; the batches that its records live in. */
#include "index.h"
#include <ch/base/assert.h>
#include <stdlib.h>
#include <string.h>

/* Batches of a few records each cost memory: so many of about one size are copied into one. A record is copied twice at
 * most, unless most of those that came with it are gone. */
enum { ALIKE_MAX = 32, SMALL = 32, MEDIUM = 1024, WASTE = 4 };

static void
batch_release(batch *b)
{
        if (atomic_fetch_sub(&b->refs, 1) != 1)
                return;
        ch_arena_free(&b->arena);
        free(b);
}

static batch *
batch_new(void)
{
        batch *b = calloc(1, sizeof *b);

        if (b)
                b->arena = ch_arena_new(SIZE_MAX / 4);
        if (!b || !b->arena) {
                free(b);
                return NULL;
        }
        atomic_init(&b->refs, 1);
        return b;
}

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

/* What one call does to one kind. */
typedef struct fold {
        ch_kind kind;
        const table_source *source;
        const table *old;
        batch *home;
        table_diff *diff;
        size_t come_cap, gone_cap;
        held *held;        /* the old table's batches, with what is left of them; then the new one */
        size_t replaced;   /* so many of those that go were changed, in order of their addresses */
        ch_arena *scratch; /* of one record */
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

/* What there is to compare is worked out once, when a record comes in. */
static bool
read_units(fold *f, entry *e, const units *known)
{
        const table_source *from = f->source;
        units rough, *us;
        ch_status st = CH_OK;

        if (f->kind != CH_REQUEST && f->kind != CH_OFFER)
                return true;
        ch_arena_reset(f->scratch);
        e->units = us = CH_NEW(f->home->arena, units);
        if (!us)
                return false;
        if (!known && f->kind == CH_REQUEST)
                st = units_of_request(from->lex, from->vocab, f->scratch, e->record, &rough);
        else if (!known)
                st = units_of_offer(from->lex, from->vocab, f->scratch, e->record, &rough);
        if (st != CH_OK || units_copy(f->home->arena, known ? known : &rough, us) != CH_OK)
                return false;
        if (f->kind == CH_OFFER)
                e->card = card_make(from->vocab, f->home->arena, e->record, us);
        return f->kind != CH_OFFER || e->card;
}

/* The analyser loses sight of the batch once a record of it is copied, and takes it for leaked: table_apply gives it
 * back. */
#ifndef __clang__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif
static bool
keep_copy(fold *f, const void *record, const entry *known)
{
        entry *e = CH_NEW(f->home->arena, entry);

        if (!e)
                return false;
        *e = (entry) { .record = ch_record_copy(f->home->arena, f->kind, record),
                       .home = f->home,
                       .slot = known ? known->slot : SLOT_NONE };
        if (!e->record || !read_units(f, e, known ? known->units : NULL) ||
            !list_room(&f->diff->come, f->diff->come_len, &f->come_cap))
                return false;
        f->diff->come[f->diff->come_len++] = e;
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
compare_changes(const void *a, const void *b)
{
        const ch_change *x = *(const ch_change *const *)a, *y = *(const ch_change *const *)b;
        int c = memcmp(x->id.b, y->id.b, sizeof x->id.b);

        return c ? c : (x->seq > y->seq) - (x->seq < y->seq);
}

static size_t
pick_changes(ch_kind kind, const ch_change *changes, size_t n, const ch_change **mine)
{
        size_t len = 0;

        for (size_t i = 0; i < n; i++)
                if (changes[i].kind == kind)
                        mine[len++] = &changes[i];
        return len;
}

/* The last change of each record is what counts; within one number the later one in the list. */
static bool
fold_changes(fold *f, const ch_change **mine)
{
        size_t n = pick_changes(f->kind, f->source->changes, f->source->len, mine);

        qsort(mine, n, sizeof *mine, compare_changes);
        for (size_t i = 0; i < n; i++) {
                const entry *was = table_get(f->old, BY_ID, id_key(&mine[i]->id));

                if (i + 1 < n && ch_uuid_eq(mine[i]->id, mine[i + 1]->id))
                        continue;
                if (was && !drop_old(f, was))
                        return false;
                if (mine[i]->record && !keep_copy(f, mine[i]->record, NULL))
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
copy_batch(fold *f, held *from)
{
        const batch *b = from->batch;

        for (size_t i = 0; i < b->len && from->live; i++) {
                const entry *e = b->entries[i];
                const ch_head *head = e->record;

                if (table_get(f->old, BY_ID, id_key(&head->id)) != e || is_replaced(f, e))
                        continue;
                if (!drop_old(f, e) || !keep_copy(f, e->record, e))
                        return false;
        }
        return true;
}

/* Those of a size class, when there are many of them. */
static bool
copy_alike(fold *f, size_t from, size_t below)
{
        size_t alike = 0;

        for (size_t i = 0; i < batches_len(f); i++)
                alike += f->held[i].live && f->held[i].batch->len >= from && f->held[i].batch->len < below;
        for (size_t i = 0; alike >= ALIKE_MAX && i < batches_len(f); i++)
                if (f->held[i].live && f->held[i].batch->len >= from && f->held[i].batch->len < below &&
                    !copy_batch(f, &f->held[i]))
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
                if (f->held[i].live < f->held[i].batch->len / WASTE && !copy_batch(f, &f->held[i]))
                        return false;
        return copy_alike(f, 0, SMALL) && copy_alike(f, SMALL, MEDIUM);
}

static bool
fill_orders(const fold *f, table *t)
{
        static const run none = { 0 };

        t->len = (f->old ? f->old->len : 0) + f->diff->come_len - f->diff->gone_len;
        for (index_order o = BY_REF; o < INDEX_ORDERS; o++) {
                if (!index_has(t->kind, o))
                        continue;
                index_sort(f->diff->gone, f->diff->gone_len, f->kind, o);
                index_sort(f->diff->come, f->diff->come_len, f->kind, o);
                if (!run_edit(f->old ? &f->old->by[o] : &none, f->kind, o, f->diff, &t->by[o]))
                        return false;
        }
        t->records = malloc((t->len + 1) * sizeof *t->records);
        return t->records;
}

static bool
hold_batches(const fold *f, table *t)
{
        batch *home = f->home;

        home->len = f->diff->come_len;
        home->entries = CH_NEW_N(home->arena, const entry *, home->len);
        t->batches = calloc(batches_len(f) + 1, sizeof *t->batches);
        if (!t->batches || !home->entries)
                return false;
        if (home->len)
                memcpy(home->entries, f->diff->come, home->len * sizeof *home->entries);
        f->held[batches_len(f)] = (held) { home, home->len };
        for (size_t i = 0; i <= batches_len(f); i++)
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

table *
table_apply(const table *old, ch_kind kind, const table_source *source, table_diff *diff)
{
        fold f = { .kind = kind, .source = source, .old = old, .home = batch_new(), .diff = diff };
        const ch_change **mine = calloc(source->len + 1, sizeof *mine);
        table *t = NULL;

        f.held = calloc(batches_len(&f) + 1, sizeof *f.held);
        f.scratch = ch_arena_new(SIZE_MAX / 4);
        if (f.held && batches_len(&f))
                memcpy(f.held, old->batches, batches_len(&f) * sizeof *f.held);
        if (f.home && f.held && f.scratch && mine && fold_changes(&f, mine) && fold_batches(&f))
                t = table_build(&f);
        if (f.home)
                batch_release(f.home);
        ch_arena_free(&f.scratch);
        free(f.held);
        free(mine);
        return t;
}

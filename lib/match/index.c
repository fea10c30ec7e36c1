#include "index.h"
#include <ch/base/assert.h>
#include <ch/match.h>
#include <ch/party.h>
#include <stdlib.h>
#include <string.h>

enum { BATCHES_MAX = 48 }; /* more than so many are folded into few */

static ch_str
uuid_key(const ch_uuid *id)
{
        return (ch_str) { (const char *)id->b, sizeof id->b };
}

static ch_str
first_key(ch_kind kind, const void *record)
{
        if (kind == CH_MATCH)
                return uuid_key(&((const ch_match *)record)->request);
        if (kind == CH_RESPONSE)
                return ((const ch_response *)record)->request;
        return ((const ch_party *)record)->code;
}

static ch_str
second_key(ch_kind kind, const void *record)
{
        if (kind == CH_MATCH)
                return uuid_key(&((const ch_match *)record)->offer);
        return ((const ch_response *)record)->offer;
}

static bool
has_order(ch_kind kind, index_order order)
{
        if (order == BY_FIRST)
                return kind == CH_MATCH || kind == CH_RESPONSE || kind == CH_PARTY;
        if (order == BY_SECOND)
                return kind == CH_MATCH || kind == CH_RESPONSE;
        return true;
}

ch_str
index_key(ch_kind kind, index_order order, const void *record)
{
        const ch_head *head = record;

        if (order == BY_REF)
                return head->ref;
        if (order == BY_ID)
                return uuid_key(&head->id);
        return order == BY_FIRST ? first_key(kind, record) : second_key(kind, record);
}

/* Total: by key, then reference, then id, so that no order depends on how a record came in. */
static int
compare(ch_kind kind, index_order order, const entry *a, const entry *b)
{
        static const index_order then[] = { BY_REF, BY_ID };
        int c = ch_str_cmp(index_key(kind, order, a->record), index_key(kind, order, b->record));

        for (size_t i = 0; !c && i < CH_COUNT(then); i++)
                c = ch_str_cmp(index_key(kind, then[i], a->record), index_key(kind, then[i], b->record));
        return c;
}

typedef struct sorting {
        ch_kind kind;
        index_order order;
} sorting;

static int
compare_places(const void *a, const void *b, void *arg)
{
        const sorting *s = arg;

        return compare(s->kind, s->order, *(const entry *const *)a, *(const entry *const *)b);
}

static void
sort_entries(const entry **v, size_t n, ch_kind kind, index_order order)
{
        sorting s = { kind, order };

        if (n)
                qsort_r(v, n, sizeof *v, compare_places, &s);
}

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
        for (size_t i = 0; i < t->batches_len; i++)
                batch_release(t->batches[i]);
        for (int o = 0; o < INDEX_ORDERS; o++)
                free(t->by[o]);
        free(t->records);
        free(t->batches);
        free(t);
}

size_t
table_find(const table *t, index_order order, ch_str key)
{
        size_t low = 0, high = t ? t->len : 0;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (ch_str_cmp(index_key(t->kind, order, t->by[order][mid]->record), key) < 0)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low;
}

/* What one call does to one kind: entries that go, entries that come. */
typedef struct fold {
        ch_kind kind;
        const table_source *source;
        const table *old;
        batch *home;
        const entry **gone, **come;
        size_t gone_len, come_len;
        ch_arena *scratch; /* of one record */
} fold;

/* What there is to compare is worked out once, when a record comes in. */
static bool
read_units(fold *f, entry *e)
{
        const table_source *from = f->source;
        units rough, *us;
        ch_status st;

        if (f->kind != CH_REQUEST && f->kind != CH_OFFER)
                return true;
        ch_arena_reset(f->scratch);
        e->units = us = CH_NEW(f->home->arena, units);
        if (!us)
                return false;
        if (f->kind == CH_REQUEST)
                st = units_of_request(from->lex, from->vocab, f->scratch, e->record, &rough);
        else
                st = units_of_offer(from->lex, from->vocab, f->scratch, e->record, &rough);
        return st == CH_OK && units_copy(f->home->arena, &rough, us) == CH_OK;
}

static bool
keep_copy(fold *f, const void *record)
{
        entry *e = CH_NEW(f->home->arena, entry);

        if (!e)
                return false;
        *e = (entry) { .record = ch_record_copy(f->home->arena, f->kind, record), .home = f->home };
        if (!e->record || !read_units(f, e))
                return false;
        f->come[f->come_len++] = e;
        return true;
}

static void
drop_old(fold *f, ch_uuid id)
{
        ch_str key = uuid_key(&id);
        size_t at = table_find(f->old, BY_ID, key);

        if (f->old && at < f->old->len && ch_str_eq(index_key(f->kind, BY_ID, f->old->by[BY_ID][at]->record), key))
                f->gone[f->gone_len++] = f->old->by[BY_ID][at];
}

static int
compare_changes(const void *a, const void *b)
{
        const ch_change *x = *(const ch_change *const *)a, *y = *(const ch_change *const *)b;
        int c = memcmp(x->id.b, y->id.b, sizeof x->id.b);

        return c ? c : (x->seq > y->seq) - (x->seq < y->seq);
}

/* The last change of each record is what counts; within one number the later one in the list. */
static bool
fold_changes(fold *f, const ch_change **mine, size_t n)
{
        qsort(mine, n, sizeof *mine, compare_changes);
        for (size_t i = 0; i < n; i++) {
                if (i + 1 < n && ch_uuid_eq(mine[i]->id, mine[i + 1]->id))
                        continue;
                drop_old(f, mine[i]->id);
                if (mine[i]->record && !keep_copy(f, mine[i]->record))
                        return false;
        }
        return true;
}

/* Many small batches cost memory: all but the greatest are copied into the new one. */
static bool
fold_batches(fold *f)
{
        const table *old = f->old;
        const batch *greatest;

        if (!old || old->batches_len < BATCHES_MAX)
                return true;
        greatest = old->batches[0];
        for (size_t i = 1; i < old->batches_len; i++)
                if (old->batches[i]->live > greatest->live)
                        greatest = old->batches[i];
        sort_entries(f->gone, f->gone_len, f->kind, BY_REF);
        for (size_t i = 0, g = 0, gone = f->gone_len; i < old->len; i++) {
                const entry *e = old->by[BY_REF][i];

                if (g < gone && f->gone[g] == e) {
                        g++;
                        continue;
                }
                if (e->home == greatest)
                        continue;
                f->gone[f->gone_len++] = e;
                if (!keep_copy(f, e->record))
                        return false;
        }
        return true;
}

static void
merge_order(const fold *f, index_order order, const entry **out)
{
        size_t g = 0, c = 0, n = 0;

        sort_entries(f->gone, f->gone_len, f->kind, order);
        sort_entries(f->come, f->come_len, f->kind, order);
        for (size_t i = 0; f->old && i < f->old->len; i++) {
                const entry *e = f->old->by[order][i];

                if (g < f->gone_len && f->gone[g] == e) {
                        g++;
                        continue;
                }
                while (c < f->come_len && compare(f->kind, order, f->come[c], e) < 0)
                        out[n++] = f->come[c++];
                out[n++] = e;
        }
        while (c < f->come_len)
                out[n++] = f->come[c++];
}

static bool
fill_orders(const fold *f, table *t)
{
        t->len = (f->old ? f->old->len : 0) + f->come_len - f->gone_len;
        for (index_order o = BY_REF; o < INDEX_ORDERS; o++) {
                if (!has_order(t->kind, o))
                        continue;
                t->by[o] = calloc(t->len + 1, sizeof *t->by[o]);
                if (!t->by[o])
                        return false;
                merge_order(f, o, t->by[o]);
        }
        t->records = calloc(t->len + 1, sizeof *t->records);
        for (size_t i = 0; t->records && i < t->len; i++)
                t->records[i] = t->by[BY_REF][i]->record;
        return t->records;
}

static bool
hold_batches(const fold *f, table *t)
{
        size_t olds = f->old ? f->old->batches_len : 0;

        t->batches = calloc(olds + 1, sizeof *t->batches);
        if (!t->batches)
                return false;
        f->home->live = 0;
        for (size_t i = 0; i < olds; i++)
                f->old->batches[i]->live = 0;
        for (size_t i = 0; i < t->len; i++)
                t->by[BY_REF][i]->home->live++;
        for (size_t i = 0; i < olds; i++)
                if (f->old->batches[i]->live)
                        t->batches[t->batches_len++] = f->old->batches[i];
        if (f->home->live)
                t->batches[t->batches_len++] = f->home;
        for (size_t i = 0; i < t->batches_len; i++)
                atomic_fetch_add(&t->batches[i]->refs, 1);
        return true;
}

static table *
table_build(fold *f)
{
        table *t = calloc(1, sizeof *t);

        if (!t)
                return NULL;
        atomic_init(&t->refs, 1);
        t->kind = f->kind;
        if (fill_orders(f, t) && hold_batches(f, t))
                return t;
        table_release(t);
        return NULL;
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

table *
table_apply(const table *old, ch_kind kind, const table_source *source)
{
        size_t n = source->len, room = n + (old ? old->len : 0) + 1;
        fold f = { kind,
                   source,
                   old,
                   batch_new(),
                   calloc(room, sizeof *f.gone),
                   calloc(room, sizeof *f.come),
                   0,
                   0,
                   ch_arena_new(SIZE_MAX / 4) };
        const ch_change **mine = calloc(n + 1, sizeof *mine);
        table *t = NULL;

        if (f.home && f.gone && f.come && f.scratch && mine &&
            fold_changes(&f, mine, pick_changes(kind, source->changes, n, mine)) && fold_batches(&f))
                t = table_build(&f);
        if (f.home)
                batch_release(f.home);
        ch_arena_free(&f.scratch);
        free(mine);
        free(f.come);
        free(f.gone);
        return t;
}

const entry *
table_get(const table *t, index_order order, ch_str key)
{
        size_t at = table_find(t, order, key);

        if (!t || at == t->len || !ch_str_eq(index_key(t->kind, order, t->by[order][at]->record), key))
                return NULL;
        return t->by[order][at];
}

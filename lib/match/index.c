#include "index.h"
#include "halves.h"
#include "order.h"
#include <ch/base/assert.h>
#include <ch/match.h>
#include <ch/party.h>
#include <stdlib.h>
#include <string.h>

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

bool
index_has(ch_kind kind, index_order order)
{
        if (order == BY_FIRST)
                return kind == CH_MATCH || kind == CH_RESPONSE || kind == CH_PARTY;
        if (order == BY_SECOND)
                return kind == CH_MATCH || kind == CH_RESPONSE;
        return true;
}

ch_str
index_key(ch_kind kind, index_order order, const entry *e)
{
        const ch_head *head;

        if (kind == CH_OFFER)
                return order == BY_REF ? offer_ref(e) : offer_id(e);
        head = e->record;
        if (order == BY_REF)
                return head->ref;
        if (order == BY_ID)
                return uuid_key(&head->id);
        return order == BY_FIRST ? first_key(kind, e->record) : second_key(kind, e->record);
}

/* Total: by key, then reference, then id, so that no order depends on how a record came in. */
int
index_compare(ch_kind kind, index_order order, const entry *a, const entry *b)
{
        static const index_order then[] = { BY_REF, BY_ID };
        int c = ch_str_cmp(index_key(kind, order, a), index_key(kind, order, b));

        for (size_t i = 0; !c && i < CH_COUNT(then); i++)
                c = ch_str_cmp(index_key(kind, then[i], a), index_key(kind, then[i], b));
        return c;
}

typedef struct sorting {
        ch_kind kind;
        index_order order;
} sorting;

static int
compare_places(const void *a, const void *b, const void *arg)
{
        const sorting *s = arg;

        return index_compare(s->kind, s->order, a, b);
}

typedef struct keying {
        const entry **v;
        keyed *keys;
        sorting of;
        atomic_size_t prefix; /* so many bytes all keys begin with */
} keying;

static void
lower(atomic_size_t *n, size_t to)
{
        size_t was = atomic_load(n);

        while (was > to && !atomic_compare_exchange_weak(n, &was, to))
                ;
}

static void
find_prefix(void *arg, size_t from, size_t to)
{
        keying *k = arg;
        ch_str first = index_key(k->of.kind, k->of.order, k->v[0]);
        size_t len = first.len;

        for (size_t i = from; i < to && len; i++) {
                ch_str key = index_key(k->of.kind, k->of.order, k->v[i]);
                size_t same = 0;

                while (same < len && same < key.len && key.p[same] == first.p[same])
                        same++;
                len = same;
        }
        lower(&k->prefix, len);
}

static void
make_keys(void *arg, size_t from, size_t to)
{
        const keying *k = arg;
        size_t prefix = atomic_load(&k->prefix);

        for (size_t i = from; i < to; i++)
                k->keys[i] = (keyed) { keyed_prefix(index_key(k->of.kind, k->of.order, k->v[i]), prefix), k->v[i] };
}

bool
index_sort(const entry **v, size_t n, ch_kind kind, index_order order)
{
        keying k = { .v = v, .keys = n > 1 ? malloc(n * sizeof *k.keys) : NULL, .of = { kind, order } };
        bool ok;

        if (n < 2)
                return true;
        if (!k.keys)
                return false;
        atomic_init(&k.prefix, SIZE_MAX);
        halves(n, HALVES_FROM, find_prefix, &k);
        halves(n, HALVES_FROM, make_keys, &k);
        ok = keyed_sort(k.keys, n, compare_places, &k.of);
        for (size_t i = 0; i < n; i++)
                v[i] = k.keys[i].of;
        free(k.keys);
        return ok;
}

/* The last leaf that begins below the key, or the first: where the key is, or would be. */
static size_t
leaf_of(const table *t, const run *r, index_order order, ch_str key)
{
        size_t low = 0, high = r->len;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (ch_str_cmp(index_key(t->kind, order, r->leaves[mid]->v[0]), key) < 0)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low ? low - 1 : 0;
}

place
table_first(const table *t, index_order order)
{
        static const run none = { 0 };

        return (place) { t ? &t->by[order] : &none, 0, 0 };
}

place
table_find(const table *t, index_order order, ch_str key)
{
        place p = table_first(t, order);
        size_t low = 0, high;

        if (!p.run->len)
                return p;
        p.leaf = leaf_of(t, p.run, order, key);
        for (high = p.run->leaves[p.leaf]->len; low < high;) {
                size_t mid = low + (high - low) / 2;

                if (ch_str_cmp(index_key(t->kind, order, p.run->leaves[p.leaf]->v[mid]), key) < 0)
                        low = mid + 1;
                else
                        high = mid;
        }
        p.at = low;
        return p;
}

const entry *
place_next(place *p)
{
        if (p->leaf < p->run->len && p->at == p->run->leaves[p->leaf]->len) {
                p->leaf++;
                p->at = 0;
        }
        return p->leaf < p->run->len ? p->run->leaves[p->leaf]->v[p->at++] : NULL;
}

const entry *
place_next_card(place *p)
{
        enum { ENTRIES = 16, CARDS = 8, LINE = 64 };
        const entry *e = place_next(p);
        const leaf *l = e ? p->run->leaves[p->leaf] : NULL;

        if (l && p->at + ENTRIES < l->len)
                __builtin_prefetch(l->v[p->at + ENTRIES]);
        if (l && p->at + CARDS < l->len) {
                const char *ahead = (const char *)l->v[p->at + CARDS]->card;

                for (size_t i = 0; i < 4; i++)
                        __builtin_prefetch(ahead + i * LINE);
        }
        return e;
}

const entry *
table_get(const table *t, index_order order, ch_str key)
{
        place p = table_find(t, order, key);
        const entry *e = place_next(&p);

        return e && ch_str_eq(index_key(t->kind, order, e), key) ? e : NULL;
}

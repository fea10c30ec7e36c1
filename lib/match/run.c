/* One order of a table: leaves, each shared with the table before unless a change falls into it. */
#include "index.h"
#include <ch/base/assert.h>
#include <stdlib.h>
#include <string.h>

typedef struct edit {
        const run *old;
        ch_kind kind;
        index_order order;
        const table_diff *diff;
        size_t g, c;         /* of what goes and what comes, done so far */
        const entry **mixed; /* one leaf's entries after the change */
        run out;
        size_t cap;
} edit;

static void
leaf_release(leaf *l)
{
        if (atomic_fetch_sub(&l->refs, 1) == 1)
                free(l);
}

void
run_release(run *r)
{
        for (size_t i = 0; i < r->len; i++)
                leaf_release(r->leaves[i]);
        free(r->leaves);
        *r = (run) { 0 };
}

/* Takes over the reference. */
static bool
push(edit *e, leaf *l)
{
        if (e->out.len == e->cap) {
                size_t cap = e->cap * 2 + 16;
                leaf **grown = realloc(e->out.leaves, cap * sizeof *grown);

                if (!grown) {
                        leaf_release(l);
                        return false;
                }
                e->out.leaves = grown;
                e->cap = cap;
        }
        e->out.leaves[e->out.len++] = l;
        return true;
}

static bool
share(edit *e, size_t from, size_t to)
{
        for (size_t i = from; i < to; i++) {
                atomic_fetch_add_explicit(&e->old->leaves[i]->refs, 1, memory_order_relaxed);
                if (!push(e, e->old->leaves[i]))
                        return false;
        }
        return true;
}

/* As one leaf when it fits, else as even ones with room to grow. */
static bool
push_all(edit *e, const entry **v, size_t n)
{
        size_t pieces = n <= LEAF_MAX ? 1 : (n + LEAF_FILL - 1) / LEAF_FILL;

        for (size_t i = 0, from = 0; n && i < pieces; i++) {
                size_t to = n * (i + 1) / pieces;
                leaf *l = malloc(sizeof *l + (to - from) * sizeof(const entry *));

                if (!l)
                        return false;
                atomic_init(&l->refs, 1);
                l->len = to - from;
                memcpy(l->v, v + from, l->len * sizeof(const entry *));
                if (!push(e, l))
                        return false;
                from = to;
        }
        return true;
}

static bool
is_done(const edit *e)
{
        return e->g == e->diff->gone_len && e->c == e->diff->come_len;
}

/* The next entry that goes or comes. */
static const entry *
next_change(const edit *e)
{
        const entry *gone = e->g < e->diff->gone_len ? e->diff->gone[e->g] : NULL;
        const entry *come = e->c < e->diff->come_len ? e->diff->come[e->c] : NULL;

        if (!gone || !come)
                return gone ? gone : come;
        return index_compare(e->kind, e->order, gone, come) <= 0 ? gone : come;
}

/* The leaf into which it falls: the last that does not begin above it, from that leaf on. */
static size_t
leaf_for(const edit *e, size_t from, const entry *one)
{
        size_t low = from + 1, high = e->old->len;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (index_compare(e->kind, e->order, e->old->leaves[mid]->v[0], one) <= 0)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low - 1;
}

/* First place in l from at on that is not below one. */
static size_t
place_in(const edit *e, const leaf *l, size_t at, const entry *one)
{
        size_t high = l->len;

        while (at < high) {
                size_t mid = at + (high - at) / 2;

                if (index_compare(e->kind, e->order, l->v[mid], one) < 0)
                        at = mid + 1;
                else
                        high = mid;
        }
        return at;
}

/* Leaf l, up to where the next one begins, with its changes; returns how many entries that makes. An entry and the one
 * that takes its place compare as equal: the old one is passed over first. */
static size_t
mix(edit *e, const leaf *l, const entry *limit)
{
        size_t at = 0, n = 0;

        while (!is_done(e)) {
                const entry *one = next_change(e);
                bool goes = e->g < e->diff->gone_len && one == e->diff->gone[e->g];
                size_t upto;

                if (limit && index_compare(e->kind, e->order, one, limit) >= 0)
                        break;
                upto = l ? place_in(e, l, at, one) : 0;
                if (upto > at)
                        memcpy(e->mixed + n, l->v + at, (upto - at) * sizeof *e->mixed);
                n += upto - at;
                at = upto;
                if (goes) {
                        CH_ASSERT(l && at < l->len && l->v[at] == one);
                        at++;
                        e->g++;
                } else {
                        e->mixed[n++] = one;
                        e->c++;
                }
        }
        if (l && at < l->len)
                memcpy(e->mixed + n, l->v + at, (l->len - at) * sizeof *e->mixed);
        return n + (l ? l->len - at : 0);
}

static bool
edit_leaves(edit *e)
{
        size_t i = 0;

        while (!is_done(e)) {
                size_t at = e->old->len ? leaf_for(e, i, next_change(e)) : 0;
                bool is_last = at + 1 >= e->old->len;
                const entry *limit = is_last ? NULL : e->old->leaves[at + 1]->v[0];

                if (e->old->len && !share(e, i, at))
                        return false;
                if (!push_all(e, e->mixed, mix(e, e->old->len ? e->old->leaves[at] : NULL, limit)))
                        return false;
                i = at + 1;
        }
        return i >= e->old->len || share(e, i, e->old->len);
}

/* Many removals leave many small leaves: then all are made anew. */
static bool
even_out(edit *e)
{
        const entry **all;
        size_t n = 0, at = 0;
        run thin = e->out;
        bool ok;

        for (size_t i = 0; i < thin.len; i++)
                n += thin.leaves[i]->len;
        if (thin.len <= 8 + 4 * (n / LEAF_FILL))
                return true;
        all = calloc(n + 1, sizeof *all);
        if (!all)
                return false;
        for (size_t i = 0; i < thin.len; at += thin.leaves[i++]->len)
                memcpy(all + at, thin.leaves[i]->v, thin.leaves[i]->len * sizeof *all);
        e->out = (run) { 0 };
        e->cap = 0;
        ok = push_all(e, all, n);
        run_release(&thin);
        free(all);
        return ok;
}

bool
run_edit(const run *old, ch_kind kind, index_order order, const table_diff *diff, run *out)
{
        edit e = { .old = old, .kind = kind, .order = order, .diff = diff };
        bool ok;

        *out = (run) { 0 };
        e.mixed = calloc(LEAF_MAX + diff->come_len + 1, sizeof *e.mixed);
        e.cap = old->len + 4;
        e.out.leaves = calloc(e.cap, sizeof(leaf *));
        ok = e.mixed && e.out.leaves && edit_leaves(&e) && even_out(&e);
        free(e.mixed);
        if (!ok)
                run_release(&e.out);
        *out = e.out;
        return ok;
}

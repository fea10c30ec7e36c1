/* Pages of very many, which come in runs of one name each: only runs near the page are looked into. */
#include "case_.h"
#include <stdlib.h>

static int
compare(const void *a, const void *b)
{
        const listing_run *x = a, *y = b;

        return x->key.p == y->key.p ? 0 : ch_str_cmp(x->key, y->key);
}

typedef struct window { /* runs from, and up to but without to */
        size_t from, to;
} window;

/* The page and one entry more on either side: a page before it may end there, and one behind it begin. */
static window
window_of(const listing_run *v, size_t n, const ch_str *after, size_t size)
{
        window w = { 0 };
        size_t before = 0, behind = 0;

        while (after && w.from < n && ch_str_cmp(v[w.from].key, *after) < 0)
                w.from++;
        w.to = w.from;
        while (w.from && (before <= size || !compare(&v[w.from - 1], &v[w.from])))
                before += v[--w.from].len;
        while (after && w.to < n && ch_str_eq(v[w.to].key, *after))
                w.to++;
        while (w.to < n && (behind <= size || (w.to && !compare(&v[w.to - 1], &v[w.to]))))
                behind += v[w.to++].len;
        return w;
}

static size_t
count_entries(const listing_run *v, size_t from, size_t to)
{
        size_t n = 0;

        for (size_t i = from; i < to; i++)
                n += v[i].len;
        return n;
}

ch_status
cut_runs(const ch_look *look, listing_run *v, size_t n, const ch_page_ask *ask, run_page *out)
{
        listing after;
        bool has_after = ask->after.len && read_cursor(look->arena, ask->after, &after) == CH_OK;
        size_t len = 0, skipped;
        window w;
        ch_status st;

        if (n)
                qsort(v, n, sizeof *v, compare);
        w = window_of(v, n, has_after ? &after.key : NULL, page_size(ask));
        skipped = count_entries(v, 0, w.from);
        out->v = CH_NEW_N(look->arena, listing, count_entries(v, w.from, w.to));
        if (!out->v)
                return CH_TOO_LARGE;
        for (size_t r = w.from; r < w.to; r++)
                for (size_t i = 0; i < v[r].len; i++)
                        out->v[len++] = (listing) { .key = v[r].key, .ref = v[r].ref_at(v[r].of, i) };
        st = cut_page(look, out->v, len, ask, &out->info, &out->first, &out->len);
        out->info.total = count_entries(v, 0, n);
        out->info.first += out->info.first ? skipped : 0;
        out->info.has_previous |= skipped > 0;
        return st;
}

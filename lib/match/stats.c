#include "stats.h"
#include <ch/base/assert.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_SHIFT = 32 - 10 };
_Static_assert(STEM_PAGES == 1 << 10, "the highest ten bits choose the page");

/* log2(n / d) in 1/256, for n >= d > 0. */
static uint16_t
log2_of(uint64_t n, uint64_t d)
{
        uint64_t x = (n << 16) / d; /* 1 = 2^16 */
        uint32_t whole = 0, bits = 0;

        for (; x >= (uint64_t)2 << 16; x >>= 1)
                whole++;
        for (int i = 0; i < 8; i++) {
                x = x * x >> 16;
                bits <<= 1;
                if (x >= (uint64_t)2 << 16) {
                        bits |= 1;
                        x >>= 1;
                }
        }
        return (uint16_t)(whole << 8 | bits);
}

static uint16_t
rarity(uint32_t offers, uint32_t having)
{
        uint64_t d = 2 * (uint64_t)having + 1;

        return log2_of(d + 2 * ((uint64_t)offers + 1), d);
}

/* ---- pages ----------------------------------------------------------------------------------------------------- */

static void
page_release(stem_page *p)
{
        if (p && atomic_fetch_sub(&p->refs, 1) == 1)
                free(p);
}

/* The page with these steps taken; *out NULL: nothing is left. */
static bool
page_apply(const stem_page *old, const tally_step *steps, size_t n, stem_page **out)
{
        size_t olds = old ? old->len : 0, i = 0, k = 0;
        stem_page *p = malloc(sizeof *p + (olds + n) * sizeof *p->v);

        *out = NULL;
        if (!p)
                return false;
        atomic_init(&p->refs, 1);
        p->len = 0;
        while (i < olds || k < n) {
                stem_count one;

                if (k == n || (i < olds && old->v[i].stem < steps[k].stem)) {
                        one = old->v[i++];
                } else if (i == olds || steps[k].stem < old->v[i].stem) {
                        CH_ASSERT(steps[k].by >= 0);
                        one = (stem_count) { steps[k].stem, (uint32_t)steps[k].by };
                        k++;
                } else {
                        one = (stem_count) { old->v[i].stem, old->v[i].having + (uint32_t)steps[k].by };
                        i++;
                        k++;
                }
                if (one.having)
                        p->v[p->len++] = one;
        }
        if (p->len)
                *out = p;
        else
                free(p);
        return true;
}

static bool
apply_stems(stats *s, const tally *t)
{
        for (size_t i = 0, n; i < t->len; i += n) {
                size_t page = (size_t)(t->v[i].stem >> PAGE_SHIFT);
                stem_page *old = s->stems[page], *next;

                for (n = 1; i + n < t->len && t->v[i + n].stem >> PAGE_SHIFT == page; n++)
                        ;
                if (!page_apply(old, t->v + i, n, &next))
                        return false;
                s->stems[page] = next;
                page_release(old);
        }
        return true;
}

/* ---- the whole ------------------------------------------------------------------------------------------------- */

static stats *
stats_copy(const stats *old)
{
        stats *s = calloc(1, sizeof *s);

        if (s && old) {
                s->offers = old->offers;
                memcpy(s->having, old->having, sizeof s->having);
                memcpy(s->stems, old->stems, sizeof s->stems);
                for (size_t i = 0; i < STEM_PAGES; i++)
                        if (s->stems[i])
                                atomic_fetch_add_explicit(&s->stems[i]->refs, 1, memory_order_relaxed);
        }
        if (s)
                atomic_init(&s->refs, 1);
        return s;
}

stats *
stats_apply(const stats *old, tally *t)
{
        stats *s = stats_copy(old);

        if (!s || !tally_sort(t) || !apply_stems(s, t)) {
                stats_release(s);
                return NULL;
        }
        s->offers += (uint32_t)t->offers;
        for (size_t m = 0; m < MEANINGS_MAX; m++) {
                s->having[m] += (uint32_t)t->having[m];
                s->rare[m] = rarity(s->offers, s->having[m]);
        }
        return s;
}

stats *
stats_acquire(stats *s)
{
        if (s)
                atomic_fetch_add(&s->refs, 1);
        return s;
}

void
stats_release(stats *s)
{
        if (!s || atomic_fetch_sub(&s->refs, 1) != 1)
                return;
        for (size_t i = 0; i < STEM_PAGES; i++)
                page_release(s->stems[i]);
        free(s);
}

uint16_t
stats_stem(const stats *s, uint32_t stem)
{
        const stem_page *p = s->stems[stem >> PAGE_SHIFT];
        size_t low = 0, high = p ? p->len : 0;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (p->v[mid].stem < stem)
                        low = mid + 1;
                else
                        high = mid;
        }
        return rarity(s->offers, p && low < p->len && p->v[low].stem == stem ? p->v[low].having : 0);
}

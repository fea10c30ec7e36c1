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

/* ---- what has changed ------------------------------------------------------------------------------------------ */

typedef struct step { /* so many more listed offers have it, or fewer */
        uint32_t stem;
        int32_t by;
        uint32_t met; /* the last offer that had it, counted from 1; 0: the slot is empty */
} step;

typedef struct tally { /* by stem, open addressing; then, once settled, sorted from the front */
        step *v;
        size_t len, cap; /* cap: 0 or a power of two */
        uint32_t offer;  /* the one being counted */
} tally;

static int
compare_steps(const void *a, const void *b)
{
        const step *x = a, *y = b;

        return (x->stem > y->stem) - (x->stem < y->stem);
}

/* Stems are hashes already. */
static step *
slot_of(const tally *t, uint32_t stem)
{
        size_t at = stem & (t->cap - 1);

        while (t->v[at].met && t->v[at].stem != stem)
                at = (at + 1) & (t->cap - 1);
        return &t->v[at];
}

static bool
make_room(tally *t, size_t more)
{
        tally grown = *t;

        if (t->cap && (t->len + more) * 2 <= t->cap)
                return true;
        for (grown.cap = t->cap ? t->cap : 256; (t->len + more) * 2 > grown.cap; grown.cap *= 2)
                ;
        grown.v = calloc(grown.cap, sizeof *grown.v);
        if (!grown.v)
                return false;
        for (size_t i = 0; i < t->cap; i++)
                if (t->v[i].met)
                        *slot_of(&grown, t->v[i].stem) = t->v[i];
        free(t->v);
        *t = grown;
        return true;
}

/* Each once an offer, in whichever of its parts it stands. */
static bool
add_stems(tally *t, const card *c, int32_t by)
{
        t->offer++;
        for (size_t i = 0; i < c->parts_len; i++) {
                hashes h = card_stems(c, i);

                if (!make_room(t, h.len))
                        return false;
                for (size_t k = 0; k < h.len; k++) {
                        step *s = slot_of(t, h.v[k]);

                        if (s->met == t->offer)
                                continue;
                        t->len += !s->met;
                        *s = (step) { h.v[k], s->by + by, t->offer };
                }
        }
        return true;
}

static void
settle(tally *t)
{
        size_t kept = 0;

        for (size_t i = 0; i < t->cap; i++)
                if (t->v[i].met)
                        t->v[kept++] = t->v[i];
        if (kept)
                qsort(t->v, kept, sizeof *t->v, compare_steps);
}

/* Each meaning once an offer: who is the last to have met it says so. */
static void
add_terms(stats *s, uint32_t *met, uint32_t mark, const card *c, int32_t by)
{
        const card_part *last = c->parts_len ? &c->parts[c->parts_len - 1] : NULL;
        size_t to = last ? last->at + (size_t)last->measures + last->kinds + last->concepts : 0;

        for (size_t i = last ? c->parts[0].at : 0; i < to; i++) {
                uint16_t m = c->words[i] & WORD_MEANING;

                if (met[m] == mark)
                        continue;
                met[m] = mark;
                s->having[m] += (uint32_t)by;
        }
}

static bool
add_offers(stats *s, tally *t, const entry *const *v, size_t n, int32_t by)
{
        uint32_t met[MEANINGS_MAX] = { 0 }, mark = 0;

        for (size_t i = 0; i < n; i++) {
                const card *c = v[i]->card;

                if (!c->is_listed)
                        continue;
                s->offers += (uint32_t)by;
                mark++;
                add_terms(s, met, mark, c, by);
                if (!add_stems(t, c, by))
                        return false;
        }
        return true;
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
page_apply(const stem_page *old, const step *steps, size_t n, stem_page **out)
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
stats_apply(const stats *old, const table_diff *diff)
{
        stats *s = stats_copy(old);
        tally t = { 0 };
        bool ok = s && add_offers(s, &t, diff->gone, diff->gone_len, -1) &&
                  add_offers(s, &t, diff->come, diff->come_len, 1);

        if (ok) {
                settle(&t);
                ok = apply_stems(s, &t);
        }
        free(t.v);
        if (!ok) {
                stats_release(s);
                return NULL;
        }
        for (size_t m = 0; m < MEANINGS_MAX; m++)
                s->rare[m] = rarity(s->offers, s->having[m]);
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

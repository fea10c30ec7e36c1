#include "stats.h"
#include <stdlib.h>

typedef struct tally {
        uint32_t having[MEANINGS_MAX];
        uint64_t *stems; /* of all offers, each once an offer */
        size_t len, cap;
} tally;

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

static int
compare_stems(const void *a, const void *b)
{
        uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

        return (x > y) - (x < y);
}

static bool
add_stems(tally *t, const units *us)
{
        size_t from = t->len, kept = t->len;

        for (size_t i = 0; i < us->len; i++) {
                const hashes *h = &us->v[i].stems;

                if (t->len + h->len > t->cap) {
                        size_t cap = (t->cap + h->len) * 2 + 1024;
                        uint64_t *grown = realloc(t->stems, cap * sizeof *grown);

                        if (!grown)
                                return false;
                        t->stems = grown;
                        t->cap = cap;
                }
                for (size_t k = 0; k < h->len; k++)
                        t->stems[t->len++] = h->v[k];
        }
        if (t->len > from)
                qsort(t->stems + from, t->len - from, sizeof *t->stems, compare_stems);
        for (size_t i = from; i < t->len; i++)
                if (i == from || t->stems[i] != t->stems[i - 1])
                        t->stems[kept++] = t->stems[i];
        t->len = kept;
        return true;
}

static void
mark_terms(bool *seen, const terms *t)
{
        for (size_t i = 0; i < t->len; i++)
                seen[t->v[i].meaning] = true;
}

static bool
add_offer(tally *t, const units *us)
{
        bool seen[MEANINGS_MAX] = { false };

        for (size_t i = 0; i < us->len; i++) {
                mark_terms(seen, &us->v[i].measures);
                mark_terms(seen, &us->v[i].kinds);
                mark_terms(seen, &us->v[i].concepts);
        }
        for (size_t m = 0; m < MEANINGS_MAX; m++)
                t->having[m] += seen[m];
        return add_stems(t, us);
}

static bool
close_stems(stats *s, tally *t)
{
        if (t->len)
                qsort(t->stems, t->len, sizeof *t->stems, compare_stems);
        s->stems = calloc(t->len + 1, sizeof *s->stems);
        s->stem_rare = calloc(t->len + 1, sizeof *s->stem_rare);
        if (!s->stems || !s->stem_rare)
                return false;
        for (size_t i = 0, run; i < t->len; i += run) {
                for (run = 1; i + run < t->len && t->stems[i + run] == t->stems[i]; run++)
                        ;
                s->stems[s->stems_len] = t->stems[i];
                s->stem_rare[s->stems_len++] = rarity(s->offers, (uint32_t)run);
        }
        return true;
}

static bool
count_offers(stats *s, tally *t, const table *offers)
{
        for (size_t i = 0; offers && i < offers->len; i++) {
                const entry *e = offers->by[BY_REF][i];

                if (((const ch_offer *)e->record)->status != CH_OFFER_LISTED)
                        continue;
                s->offers++;
                if (!add_offer(t, e->units))
                        return false;
        }
        for (size_t m = 0; m < MEANINGS_MAX; m++)
                s->rare[m] = rarity(s->offers, t->having[m]);
        return close_stems(s, t);
}

stats *
stats_new(const table *offers)
{
        stats *s = calloc(1, sizeof *s);
        tally *t = calloc(1, sizeof *t);
        bool ok = s && t;

        if (ok) {
                atomic_init(&s->refs, 1);
                ok = count_offers(s, t, offers);
        }
        if (t)
                free(t->stems);
        free(t);
        if (ok)
                return s;
        stats_release(s);
        return NULL;
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
        free(s->stems);
        free(s->stem_rare);
        free(s);
}

/* A word that no offer has is the rarest. */
uint16_t
stats_stem(const stats *s, uint64_t stem)
{
        size_t low = 0, high = s->stems_len;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (s->stems[mid] < stem)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low < s->stems_len && s->stems[low] == stem ? s->stem_rare[low] : rarity(s->offers, 0);
}

#include "pick.h"
#include "sums.h"
#include <ch/base/assert.h>
#include <string.h>

/* SEEDS beside the wanted ones are scored first, to know what is to beat. AHEAD: so many offers ahead are fetched, each
 * with its card, which stands behind it. */
enum { SEEDS = 44, AHEAD = 6, LINE = 64, LINES = 6 };

typedef struct hit {
        const entry *offer;
        uint32_t sum; /* units above base */
} hit;

typedef struct pick {
        const asking *a;
        scan *scan;
        ch_arena *arena;
        sums sums;
        picked *best; /* best first */
        size_t best_len, top;
} pick;

/* ---- slots as offers ------------------------------------------------------------------------------------------- */

static size_t
count_slots(const pick *p, const uint64_t *masks)
{
        size_t n = 0;

        for (size_t i = 0; i < p->sums.len; i++)
                n += p->sums.kernel->count(masks + i * ROW_WORDS, masks + i * ROW_WORDS, ROW_WORDS);
        return n;
}

/* The slots of the masks, of each pile one, at most so many; these no longer pass. */
static size_t
take_out(const pick *p, const uint64_t *masks, hit *out, size_t most)
{
        size_t n = 0;

        for (size_t w = 0; w < p->sums.len * ROW_WORDS && n < most; w++) {
                const pile *from = &p->sums.v[w / ROW_WORDS];

                for (uint64_t left = masks[w]; left && n < most; left &= left - 1) {
                        size_t slot = w % ROW_WORDS * 64 + (size_t)__builtin_ctzll(left);

                        out[n++] = (hit) { from->sheet->entries[slot], sum_at(&p->sums, from, slot) };
                        from->pass[w % ROW_WORDS] &= ~(left & -left);
                }
        }
        return n;
}

/* ---- exact scores ---------------------------------------------------------------------------------------------- */

bool
picked_before(const picked *a, const picked *b)
{
        if (a->score != b->score)
                return a->score > b->score;
        return ch_str_cmp(index_key(CH_OFFER, BY_REF, a->offer->record),
                          index_key(CH_OFFER, BY_REF, b->offer->record)) < 0;
}

static int32_t
to_beat(const pick *p)
{
        return p->best_len == p->top ? p->best[p->top - 1].score : -1;
}

static void
try_offer(pick *p, const entry *e)
{
        bool passes = role_is_asked(p->a->q, e) && scan_rule(p->scan, e) == CH_RULE_PASSED;
        picked one = { e, passes ? scan_score(p->scan, e, to_beat(p) - 1) : -1 };
        size_t at;

        if (one.score < 0 || (p->best_len == p->top && !picked_before(&one, &p->best[p->top - 1])))
                return;
        at = p->best_len < p->top ? p->best_len++ : p->top - 1;
        for (; at > 0 && picked_before(&one, &p->best[at - 1]); at--)
                p->best[at] = p->best[at - 1];
        p->best[at] = one;
}

static void
fetch(const hit *hits, size_t at, size_t len)
{
        for (size_t i = 0; at + AHEAD < len && i < LINES; i++)
                __builtin_prefetch((const char *)hits[at + AHEAD].offer + i * LINE);
}

/* From the highest bound down, until none can come in. */
static void
try_all(pick *p, const hit *hits, size_t len)
{
        for (size_t i = 0; i < len; i++) {
                if (p->sums.bound->base + UNIT * (int32_t)hits[i].sum < to_beat(p))
                        return;
                fetch(hits, i, len);
                try_offer(p, hits[i].offer);
        }
}

/* ---- who is tried ---------------------------------------------------------------------------------------------- */

static ch_status
sort_hits(const pick *p, hit **hits, size_t len)
{
        size_t many = (size_t)1 << p->sums.planes;
        uint32_t *at = CH_NEW_N(p->arena, uint32_t, many + 1);
        hit *sorted = CH_NEW_N(p->arena, hit, len);

        if (!at || !sorted)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < len; i++)
                at[many - (*hits)[i].sum]++; /* the highest first */
        for (size_t i = 1; i <= many; i++)
                at[i] += at[i - 1];
        for (size_t i = len; i-- > 0;)
                sorted[--at[many - (*hits)[i].sum]] = (*hits)[i];
        *hits = sorted;
        return CH_OK;
}

static ch_status
try_masked(pick *p, const uint64_t *masks, size_t most)
{
        size_t n = count_slots(p, masks);
        hit *hits;
        ch_status st;

        n = n < most ? n : most;
        hits = CH_NEW_N(p->arena, hit, n);
        if (!hits)
                return CH_TOO_LARGE;
        n = take_out(p, masks, hits, n);
        st = sort_hits(p, &hits, n);
        if (st == CH_OK)
                try_all(p, hits, n);
        return st;
}

/* Those with the highest sums, not quite so many, and those that are equally next: plane by plane from the highest,
 * who has the bit. */
static void
find_seeds(const pick *p, size_t want, uint64_t *out, uint64_t *left)
{
        for (size_t i = 0; i < p->sums.len; i++)
                memcpy(left + i * ROW_WORDS, p->sums.v[i].pass, ROW_WORDS * sizeof *left);
        for (size_t plane = p->sums.planes; plane-- > 0;) {
                size_t n = 0;

                for (size_t i = 0; i < p->sums.len; i++)
                        n += p->sums.kernel->count(left + i * ROW_WORDS, p->sums.v[i].planes + plane * ROW_WORDS,
                                                   ROW_WORDS);
                for (size_t w = 0; w < p->sums.len * ROW_WORDS; w++) {
                        uint64_t bits = left[w] & p->sums.v[w / ROW_WORDS].planes[plane * ROW_WORDS + w % ROW_WORDS];

                        out[w] |= n < want ? bits : 0;
                        left[w] = n < want ? left[w] & ~bits : bits;
                }
                want -= n < want ? n : 0;
        }
}

static ch_status
pick_all(pick *p)
{
        size_t want = p->top + SEEDS;
        uint64_t *masks, *equal;
        ch_status st;

        masks = CH_NEW_N(p->arena, uint64_t, p->sums.len * ROW_WORDS);
        equal = masks ? CH_NEW_N(p->arena, uint64_t, p->sums.len * ROW_WORDS) : NULL;
        if (!equal)
                return CH_TOO_LARGE;
        find_seeds(p, want, masks, equal);
        st = try_masked(p, masks, SIZE_MAX);
        if (st == CH_OK)
                st = try_masked(p, equal, want);
        if (st != CH_OK)
                return st;
        for (size_t i = 0; i < p->sums.len; i++)
                sums_at_least(&p->sums, &p->sums.v[i], to_beat(p), masks + i * ROW_WORDS);
        return try_masked(p, masks, SIZE_MAX);
}

ch_status
pick_best(const asking *a, scan *s, ch_arena *arena, size_t top, picked *out, size_t *len)
{
        pick p = { .a = a, .scan = s, .arena = arena, .best = out, .top = top };
        ch_status st = sums_make(a, arena, &p.sums);

        *len = 0;
        if (st == CH_OK)
                st = pick_all(&p);
        *len = p.best_len;
        return st;
}

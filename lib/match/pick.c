#include "pick.h"
#include "sums.h"
#include <ch/base/assert.h>
#include <string.h>

/* Of the NEAREST by the rows' bounds so many as are wanted and SEEDS more are scored first, to know what is to beat.
 * AHEAD: so many offers ahead are fetched, each with its card, which stands behind it. */
enum { NEAREST = 64, MORE = 8, SEEDS = 12, AHEAD = 8, LINE = 64, LINES = 4 };

typedef struct hit {
        const entry *offer;
        uint32_t sum; /* units above base */
} hit;

typedef struct pick {
        const asking *a;
        scan *scan;
        ch_arena *arena;
        sums sums;
        const uint64_t *among; /* not NULL: these slots, whatever the rules say */
        picked *best;          /* best first */
        size_t best_len, top;
        uint64_t *masks, *equal; /* of each pile */
        hit *hits;               /* who may be among the best, and is not scored yet */
        size_t len;
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

/* ---- exact scores ---------------------------------------------------------------------------------------------- */

bool
picked_before(const picked *a, const picked *b)
{
        if (a->score != b->score)
                return a->score > b->score;
        return ch_str_cmp(index_key(CH_OFFER, BY_REF, a->offer), index_key(CH_OFFER, BY_REF, b->offer)) < 0;
}

static int32_t
to_beat(const pick *p)
{
        return p->best_len == p->top ? p->best[p->top - 1].score : -1;
}

static void
try_offer(pick *p, const entry *e)
{
        bool passes = p->among || (role_is_asked(p->a->q, e) && scan_rule(p->scan, e) == CH_RULE_PASSED);
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

static int32_t
points_of(const pick *p, uint32_t sum)
{
        return p->sums.bound->base + UNIT * (int32_t)sum;
}

/* From the highest bound down, until none can come in, or so many are scored. */
static void
try_hits(pick *p, size_t most)
{
        size_t i = 0;

        for (; i < p->len && i < most && points_of(p, p->hits[i].sum) >= to_beat(p); i++) {
                fetch(p->hits, i, p->len);
                try_offer(p, p->hits[i].offer);
        }
        p->hits += i;
        p->len -= i;
}

/* ---- who is tried ---------------------------------------------------------------------------------------------- */

/* The slots of the masks, of each pile one, at most so many; these no longer pass. */
static size_t
find_spots(const pick *p, const uint64_t *masks, size_t most, spot *out)
{
        size_t n = 0;

        for (size_t i = 0; i < p->sums.len && n < most; i++)
                for (size_t w = 0; w < ROW_WORDS; w++)
                        for (uint64_t left = masks[i * ROW_WORDS + w]; left && n < most; left &= left - 1) {
                                out[n++] = (spot) { &p->sums.v[i], w * 64 + (size_t)__builtin_ctzll(left) };
                                p->sums.v[i].pass[w] &= ~(left & -left);
                        }
        return n;
}

/* Those of the masks that may be among the best, seen from closer by, become hits beside those that are left. */
static ch_status
take_masked(pick *p, const uint64_t *masks, size_t most)
{
        size_t n = count_slots(p, masks);
        uint32_t *closer;
        spot *spots;
        hit *hits;

        n = n < most ? n : most;
        spots = CH_NEW_N(p->arena, spot, n);
        closer = CH_NEW_N(p->arena, uint32_t, n);
        hits = CH_NEW_N(p->arena, hit, p->len + n);
        if (!spots || !closer || !hits)
                return CH_TOO_LARGE;
        if (p->len)
                memcpy(hits, p->hits, p->len * sizeof *hits);
        p->hits = hits;
        n = find_spots(p, masks, n, spots);
        sums_closer(&p->sums, p->scan, spots, n, closer);
        for (size_t i = 0; i < n; i++)
                if (points_of(p, closer[i]) >= to_beat(p))
                        p->hits[p->len++] = (hit) { spots[i].from->sheet->entries[spots[i].slot], closer[i] };
        return CH_OK;
}

static ch_status
sort_hits(pick *p)
{
        size_t many = (size_t)1 << p->sums.bound->planes;
        uint32_t *at = CH_NEW_N(p->arena, uint32_t, many + 1);
        hit *sorted = CH_NEW_N(p->arena, hit, p->len);

        if (!at || !sorted)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < p->len; i++)
                at[many - p->hits[i].sum]++; /* the highest first */
        for (size_t i = 1; i <= many; i++)
                at[i] += at[i - 1];
        for (size_t i = p->len; i-- > 0;)
                sorted[--at[many - p->hits[i].sum]] = p->hits[i];
        p->hits = sorted;
        return CH_OK;
}

/* Into masks those with the highest sums, not quite so many, into equal those that are equally next: plane by plane
 * from the highest, who has the bit. */
static void
find_nearest(const pick *p, size_t want)
{
        size_t words = p->sums.len * ROW_WORDS;

        memset(p->masks, 0, words * sizeof *p->masks);
        for (size_t i = 0; i < p->sums.len; i++)
                memcpy(p->equal + i * ROW_WORDS, p->sums.v[i].pass, ROW_WORDS * sizeof *p->equal);
        for (size_t plane = p->sums.bound->planes; plane-- > 0;) {
                size_t n = 0;

                for (size_t i = 0; i < p->sums.len; i++)
                        n += p->sums.kernel->count(p->equal + i * ROW_WORDS, p->sums.v[i].planes + plane * ROW_WORDS,
                                                   ROW_WORDS);
                for (size_t i = 0; i < p->sums.len; i++)
                        p->sums.kernel->divide(p->equal + i * ROW_WORDS, p->sums.v[i].planes + plane * ROW_WORDS,
                                               n < want ? p->masks + i * ROW_WORDS : NULL);
                want -= n < want ? n : 0;
        }
}

static ch_status
make_masks(pick *p)
{
        p->masks = CH_NEW_N(p->arena, uint64_t, p->sums.len * ROW_WORDS);
        p->equal = CH_NEW_N(p->arena, uint64_t, p->sums.len * ROW_WORDS);
        return p->masks && p->equal ? CH_OK : CH_TOO_LARGE;
}

/* Of all that may still come in those with the highest bounds, about so many; *all: these are all. */
static ch_status
take_nearest(pick *p, size_t want, bool *all)
{
        ch_status st;

        for (size_t i = 0; i < p->sums.len; i++)
                sums_at_least(&p->sums, &p->sums.v[i], to_beat(p), p->masks + i * ROW_WORDS);
        *all = count_slots(p, p->masks) <= want;
        if (*all)
                return take_masked(p, p->masks, SIZE_MAX);
        find_nearest(p, want);
        st = take_masked(p, p->masks, SIZE_MAX);
        return st == CH_OK ? take_masked(p, p->equal, want) : st;
}

/* Each time more of them, as long as there are any whose bound is not below the last that is in. */
static ch_status
pick_all(pick *p)
{
        size_t want = p->top + NEAREST, most = p->top + SEEDS;
        bool all = false;
        ch_status st = make_masks(p);

        while (st == CH_OK && !all) {
                st = take_nearest(p, want, &all);
                if (st == CH_OK)
                        st = sort_hits(p);
                if (st == CH_OK)
                        try_hits(p, all ? SIZE_MAX : most);
                want *= MORE;
                most = SIZE_MAX;
        }
        return st;
}

static ch_status
pick_with(pick *p, size_t *len)
{
        ch_status st = sums_make_among(p->a, p->among, p->arena, &p->sums);

        *len = 0;
        if (st == CH_OK)
                st = pick_all(p);
        *len = p->best_len;
        return st;
}

ch_status
pick_best(const asking *a, scan *s, ch_arena *arena, size_t top, picked *out, size_t *len)
{
        pick p = { .a = a, .scan = s, .arena = arena, .best = out, .top = top };

        return pick_with(&p, len);
}

ch_status
pick_among(const asking *a, scan *s, const uint64_t *among, picked out[PICK_FEW], size_t *len)
{
        pick p = { .a = a, .scan = s, .arena = a->arena, .among = among, .best = out, .top = PICK_FEW };

        return pick_with(&p, len);
}

#include "pick.h"
#include "bound.h"
#include <ch/base/assert.h>
#include <string.h>

/* SEEDS beside the wanted ones are scored first, to know what is to beat. AHEAD: so many offers ahead are fetched, each
 * with its card, which stands behind it. */
enum { SEEDS = 44, AHEAD = 6, LINE = 64, LINES = 6 };

typedef struct hit {
        const entry *offer;
        uint32_t sum; /* units above base */
} hit;

typedef struct pile { /* a sheet of which some slots count */
        const sheet *sheet;
        uint64_t *pass, *planes;
} pile;

typedef struct pick {
        const asking *a;
        scan *scan;
        ch_arena *arena;
        bound *bound;
        pile *piles;
        size_t len, planes;
        picked *best; /* best first */
        size_t best_len, top;
} pick;

/* ---- sums of all sheets ---------------------------------------------------------------------------------------- */

typedef struct resolved { /* a bound's rows as one sheet has them */
        const uint64_t **rows;
        row_list lists[GROUPS_MAX + 3];
} resolved;

static size_t
resolve(const pick *p, const sheet *s, const bound_group *g, resolved *r, size_t at, row_list *out)
{
        size_t from = at;

        for (size_t i = 0; i < g->len; i++) {
                const uint64_t *row = sheet_row(s, p->bound->frame, p->bound->rows[g->first + i]);

                if (row)
                        r->rows[at++] = row;
        }
        *out = (row_list) { r->rows + from, at - from };
        return at;
}

static bool
sum_one(pick *p, const sheet *s, resolved *r, const pile *out)
{
        const bound *b = p->bound;
        sheet_sum sum = { .plan = &b->plan,
                          .groups = r->lists,
                          .groups_len = b->len,
                          .live = s->own[OWN_LIVE],
                          .pass = out->pass,
                          .planes = out->planes };
        size_t at = 0;

        at = resolve(p, s, &b->one_of[0], r, at, &sum.one_of[0]);
        at = resolve(p, s, &b->one_of[1], r, at, &sum.one_of[1]);
        if (!sum.one_of[0].len || !sum.one_of[1].len)
                return false;
        at = resolve(p, s, &b->barred, r, at, &sum.barred);
        for (size_t g = 0; g < b->len; g++)
                at = resolve(p, s, &b->groups[g], r, at, &r->lists[g]);
        return b->frame->kernel->sum(&sum);
}

static ch_status
sum_all(pick *p)
{
        const sheets *all = p->a->cat->sheets;
        size_t words = (p->planes + 1) * ROW_WORDS;
        resolved *r = CH_NEW(p->arena, resolved);
        uint64_t *room = NULL;

        p->piles = CH_NEW_N(p->arena, pile, all->len);
        if (!r || !p->piles || !(r->rows = CH_NEW_N(p->arena, const uint64_t *, p->bound->rows_len)))
                return CH_TOO_LARGE;
        for (size_t i = 0; i < all->len; i++) {
                room = room ? room : CH_NEW_N(p->arena, uint64_t, words);
                if (!room)
                        return CH_TOO_LARGE;
                p->piles[p->len] = (pile) { all->v[i], room, room + ROW_WORDS };
                if (all->v[i]->living && sum_one(p, all->v[i], r, &p->piles[p->len])) {
                        p->len++;
                        room = NULL;
                }
        }
        return CH_OK;
}

/* ---- slots as offers ------------------------------------------------------------------------------------------- */

static uint32_t
sum_at(const pick *p, const pile *from, size_t slot)
{
        uint32_t sum = 0;

        for (size_t i = 0; i < p->planes; i++)
                sum |= (uint32_t)(from->planes[i * ROW_WORDS + slot / 64] >> slot % 64 & 1) << i;
        return sum;
}

static size_t
count_slots(const pick *p, const uint64_t *masks)
{
        size_t n = 0;

        for (size_t i = 0; i < p->len; i++)
                n += p->a->cat->frame->kernel->count(masks + i * ROW_WORDS, masks + i * ROW_WORDS, ROW_WORDS);
        return n;
}

/* The slots of the masks, of each pile one, at most so many; these no longer pass. */
static size_t
take_out(const pick *p, const uint64_t *masks, hit *out, size_t most)
{
        size_t n = 0;

        for (size_t w = 0; w < p->len * ROW_WORDS && n < most; w++) {
                const pile *from = &p->piles[w / ROW_WORDS];

                for (uint64_t left = masks[w]; left && n < most; left &= left - 1) {
                        size_t slot = w % ROW_WORDS * 64 + (size_t)__builtin_ctzll(left);

                        out[n++] = (hit) { from->sheet->entries[slot], sum_at(p, from, slot) };
                        from->pass[w % ROW_WORDS] &= ~(left & -left);
                }
        }
        return n;
}

/* ---- exact scores ---------------------------------------------------------------------------------------------- */

static bool
is_better(const picked *a, const picked *b)
{
        if (a->score != b->score)
                return a->score > b->score;
        return ch_str_cmp(((const ch_offer *)a->offer->record)->head.ref,
                          ((const ch_offer *)b->offer->record)->head.ref) < 0;
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

        if (one.score < 0 || (p->best_len == p->top && !is_better(&one, &p->best[p->top - 1])))
                return;
        at = p->best_len < p->top ? p->best_len++ : p->top - 1;
        for (; at > 0 && is_better(&one, &p->best[at - 1]); at--)
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
                if (p->bound->base + UNIT * (int32_t)hits[i].sum < to_beat(p))
                        return;
                fetch(hits, i, len);
                try_offer(p, hits[i].offer);
        }
}

/* ---- who is tried ---------------------------------------------------------------------------------------------- */

static ch_status
sort_hits(const pick *p, hit **hits, size_t len)
{
        size_t sums = (size_t)1 << p->planes;
        uint32_t *at = CH_NEW_N(p->arena, uint32_t, sums + 1);
        hit *sorted = CH_NEW_N(p->arena, hit, len);

        if (!at || !sorted)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < len; i++)
                at[sums - (*hits)[i].sum]++; /* the highest first */
        for (size_t i = 1; i <= sums; i++)
                at[i] += at[i - 1];
        for (size_t i = len; i-- > 0;)
                sorted[--at[sums - (*hits)[i].sum]] = (*hits)[i];
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
        for (size_t i = 0; i < p->len; i++)
                memcpy(left + i * ROW_WORDS, p->piles[i].pass, ROW_WORDS * sizeof *left);
        for (size_t plane = p->planes; plane-- > 0;) {
                size_t n = 0;

                for (size_t i = 0; i < p->len; i++)
                        n += p->a->cat->frame->kernel->count(left + i * ROW_WORDS,
                                                             p->piles[i].planes + plane * ROW_WORDS, ROW_WORDS);
                for (size_t w = 0; w < p->len * ROW_WORDS; w++) {
                        uint64_t bits = left[w] & p->piles[w / ROW_WORDS].planes[plane * ROW_WORDS + w % ROW_WORDS];

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
        int32_t least;
        ch_status st = sum_all(p);

        masks = st == CH_OK ? CH_NEW_N(p->arena, uint64_t, p->len * ROW_WORDS) : NULL;
        equal = masks ? CH_NEW_N(p->arena, uint64_t, p->len * ROW_WORDS) : NULL;
        if (!equal)
                return CH_TOO_LARGE;
        find_seeds(p, want, masks, equal);
        st = try_masked(p, masks, SIZE_MAX);
        if (st == CH_OK)
                st = try_masked(p, equal, want);
        if (st != CH_OK)
                return st;
        least = (to_beat(p) - p->bound->base + UNIT - 1) / UNIT;
        least = to_beat(p) > p->bound->base ? least : 0;
        for (size_t i = 0; i < p->len; i++) {
                if (least >> p->planes)
                        memset(masks + i * ROW_WORDS, 0, ROW_WORDS * sizeof *masks);
                else
                        p->a->cat->frame->kernel->at_least(p->piles[i].planes, p->planes, (uint32_t)least,
                                                           p->piles[i].pass, masks + i * ROW_WORDS);
        }
        return try_masked(p, masks, SIZE_MAX);
}

ch_status
pick_best(const asking *a, scan *s, ch_arena *arena, size_t top, picked *out, size_t *len)
{
        pick p = { .a = a, .scan = s, .arena = arena, .best = out, .top = top, .bound = CH_NEW(arena, bound) };
        ch_status st;

        *len = 0;
        if (!p.bound)
                return CH_TOO_LARGE;
        if (!bound_make(a, arena, p.bound))
                return ch_arena_is_full(arena) ? CH_TOO_LARGE : CH_INVALID;
        p.planes = p.bound->plan.planes;
        st = pick_all(&p);
        *len = p.best_len;
        return st;
}

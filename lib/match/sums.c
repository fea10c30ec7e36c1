#include "sums.h"
#include <string.h>

enum { FETCH_AHEAD = 16, TOGETHER = 512, LINE = 64, LINES = 3, INTO_SECOND_CACHE = 2 };

typedef struct resolved { /* a bound's rows as one sheet has them */
        const uint64_t **rows, *code[CODE_BITS_MAX];
        row_list lists[GROUPS_MAX];
} resolved;

static size_t
resolve(const bound *b, const sheet *s, const bound_group *g, resolved *r, size_t at, row_list *out)
{
        size_t from = at;

        for (size_t i = 0; i < g->len; i++) {
                const uint64_t *row = sheet_row(s, b->frame, b->rows[g->first + i]);

                if (row)
                        r->rows[at++] = row;
        }
        *out = (row_list) { r->rows + from, at - from };
        return at;
}

/* Whose offers they are. */
static choice_sum
resolve_party(const bound *b, const sheet *s, resolved *r)
{
        static const uint64_t none[ROW_WORDS];
        const frame *f = b->frame;

        for (size_t i = 0; i < f->party_bits; i++) {
                const uint64_t *row = sheet_row(s, f, (uint16_t)(f->party + i));

                r->code[i] = row ? row : none;
        }
        return (choice_sum) { .code = r->code,
                              .code_len = f->party_bits,
                              .steps = b->by_party.steps,
                              .steps_len = b->by_party.len,
                              .chosen = b->chosen,
                              .chosen_len = b->chosen_len,
                              .barred = b->barred };
}

/* Who counts. */
static size_t
resolve_through(const sums *all, resolved *r, const pile *of, row_list out[2])
{
        const bound *b = all->bound;
        size_t at = 0;

        if (all->among) {
                r->rows[at++] = all->among + of->no * ROW_WORDS;
                out[0] = (row_list) { r->rows, 1 };
        } else {
                at = resolve(b, of->sheet, &b->one_of[0], r, at, &out[0]);
        }
        return resolve(b, of->sheet, &b->one_of[1], r, at, &out[1]);
}

static bool
sum_one(const sums *all, resolved *r, const pile *out)
{
        const bound *b = all->bound;
        const sheet *s = out->sheet;
        sheet_sum sum = { .part = &b->plain,
                          .rest = &b->like,
                          .planes_len = b->planes,
                          .groups = r->lists,
                          .groups_len = b->len,
                          .live = s->own[OWN_LIVE],
                          .pass = out->pass,
                          .planes = out->planes,
                          .part_planes = out->plain };
        size_t at;

        at = resolve_through(all, r, out, sum.one_of);
        if (!sum.one_of[0].len || !sum.one_of[1].len)
                return false;
        sum.by_code = resolve_party(b, s, r);
        for (size_t g = 0; g < b->len; g++)
                at = resolve(b, s, &b->groups[g], r, at, &r->lists[g]);
        return b->frame->kernel->sum(&sum);
}

static ch_status
sum_all(const sheets *all, ch_arena *arena, sums *out)
{
        size_t planes = out->bound->planes, words = (1 + planes + out->bound->plain.planes) * ROW_WORDS;
        resolved *r = CH_NEW(arena, resolved);
        uint64_t *room = NULL;

        out->v = CH_NEW_N(arena, pile, all->len);
        if (!r || !out->v || !(r->rows = CH_NEW_N(arena, const uint64_t *, out->bound->rows_len + 1)))
                return CH_TOO_LARGE;
        for (size_t i = 0; i < all->len; i++) {
                room = room ? room : CH_NEW_N(arena, uint64_t, words);
                if (!room)
                        return CH_TOO_LARGE;
                out->v[out->len] = (pile) { all->v[i], i, room, room + ROW_WORDS, room + (1 + planes) * ROW_WORDS };
                if (all->v[i]->living && sum_one(out, r, &out->v[out->len])) {
                        out->len++;
                        room = NULL;
                }
        }
        return CH_OK;
}

ch_status
sums_make_among(const asking *a, const uint64_t *among, ch_arena *arena, sums *out)
{
        bool is_bound;

        *out = (sums) { .kernel = a->cat->frame->kernel, .bound = CH_NEW(arena, bound), .among = among };
        if (!out->bound)
                return CH_TOO_LARGE;
        is_bound = among ? bound_make_open(a, arena, out->bound) : bound_make(a, arena, out->bound);
        if (!is_bound)
                return ch_arena_is_full(arena) ? CH_TOO_LARGE : CH_INVALID;
        return sum_all(a->cat->sheets, arena, out);
}

ch_status
sums_make(const asking *a, ch_arena *arena, sums *out)
{
        return sums_make_among(a, NULL, arena, out);
}

static uint32_t
read_planes(const uint64_t *planes, size_t n, size_t slot)
{
        uint32_t sum = 0;

        for (size_t i = 0; i < n; i++)
                sum |= (uint32_t)(planes[i * ROW_WORDS + slot / 64] >> slot % 64 & 1) << i;
        return sum;
}

uint32_t
sum_at(const sums *s, const pile *from, size_t slot)
{
        return read_planes(from->planes, s->bound->planes, slot);
}

static uint32_t
closer(const sums *s, const spot *at, int32_t most)
{
        const bound *b = s->bound;
        uint32_t plain = read_planes(at->from->plain, b->plain.planes, at->slot);
        int32_t above = b->plain_base + most - b->base;
        int32_t closer = (int32_t)plain + (above > 0 ? (above + UNIT - 1) / UNIT : above / UNIT);
        int32_t highest = (1 << b->planes) - 1; /* of any row's sum */

        return closer < 0 ? 0 : (uint32_t)(closer < highest ? closer : highest);
}

/* Where the gists are is itself far away: so many spots ahead. They themselves are fetched one right after the other,
 * so that the machine looks up where several of them are at once. */
static void
find_gists(const spot *spots, size_t n, const gist **out)
{
        for (size_t i = 0; i < n; i++) {
                if (i + FETCH_AHEAD < n)
                        __builtin_prefetch(&spots[i + FETCH_AHEAD].from->sheet->gists[spots[i + FETCH_AHEAD].slot]);
                out[i] = spots[i].from->sheet->gists[spots[i].slot];
                for (size_t k = 0; k < LINES; k++)
                        __builtin_prefetch((const char *)out[i] + k * LINE, 0, INTO_SECOND_CACHE);
        }
}

void
sums_closer(const sums *s, const scan *by, const spot *spots, size_t n, uint32_t *out)
{
        const gist *list[TOGETHER];
        int32_t most[TOGETHER];

        for (size_t from = 0; from < n; from += TOGETHER) {
                size_t some = n - from < TOGETHER ? n - from : TOGETHER;

                find_gists(spots + from, some, list);
                scan_most(by, list, some, most);
                for (size_t i = 0; i < some; i++)
                        out[from + i] = closer(s, &spots[from + i], most[i]);
        }
}

void
sums_at_least(const sums *s, const pile *from, int32_t points, uint64_t *out)
{
        int32_t above = points - s->bound->base;
        uint32_t least = above > 0 ? ((uint32_t)above + UNIT - 1) / UNIT : 0;

        if (least >> s->bound->planes)
                memset(out, 0, ROW_WORDS * sizeof *out);
        else
                s->kernel->at_least(from->planes, s->bound->planes, least, from->pass, out);
}

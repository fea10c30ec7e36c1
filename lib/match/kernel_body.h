/* kernel_body.h – the inner loops; kernel_plain.c, kernel_avx2.c and kernel_avx512.c build them with lanes of LANE
 * bytes as KERNEL. */
#include "kernel.h"
#include <string.h>

enum { LANE_WORDS = LANE / 8, LINE_WORDS = 8, INTO_SECOND_CACHE = 2 };
typedef uint64_t lane __attribute__((vector_size(LANE), aligned(8), may_alias));

static inline lane
load(const uint64_t *from)
{
        return *(const lane *)from;
}

static inline void
store(uint64_t *to, lane x)
{
        *(lane *)to = x;
}

static inline bool
is_zero(lane x)
{
        uint64_t any = 0;

        for (size_t i = 0; i < LANE_WORDS; i++)
                any |= x[i];
        return !any;
}

/* What is next of these rows is fetched meanwhile: they stand far apart, and the machine does not guess it. */
static inline lane
unite(const row_list *rows, size_t at)
{
        lane all = { 0 };

        for (size_t i = 0; i < rows->len; i++) {
                __builtin_prefetch(rows->v[i] + at + LINE_WORDS, 0, INTO_SECOND_CACHE);
                all |= load(rows->v[i] + at);
        }
        return all;
}

/* Three bits of one plane are one of that plane and one of the next. */
static inline lane
add_three(lane *sum, lane x, lane y)
{
        lane half = x ^ y, carry = (x & y) | (half & *sum);

        *sum ^= half;
        return carry;
}

/* The bits of a plane, n of them, are added up; what is carried to the next plane takes their place. Returns how many
 * are carried. */
static inline size_t
add_plane(lane *bits, size_t n, lane *sum)
{
        lane s = n ? bits[0] : (lane) { 0 };
        size_t carried = 0, i = 1;

        for (; i + 1 < n; i += 2)
                bits[carried++] = add_three(&s, bits[i], bits[i + 1]);
        if (i < n) {
                bits[carried++] = s & bits[i];
                s ^= bits[i];
        }
        *sum = s;
        return carried;
}

/* The sum of one plan, plane by plane. */
static inline void
tally(const tally_plan *plan, const lane *groups, lane *out)
{
        lane bits[INPUTS_MAX];
        const uint16_t *input = plan->inputs;
        size_t n = 0;

        for (size_t p = 0; p < plan->planes; p++) {
                for (size_t i = 0; i < plan->len[p]; i++)
                        bits[n++] = groups[*input++];
                n = add_plane(bits, n, &out[p]);
        }
}

static inline void
add_up(const sheet_sum *s, size_t at)
{
        lane groups[GROUPS_MAX], part[PLANES_MAX] = { 0 }, all[PLANES_MAX] = { 0 }, carry = { 0 };

        for (size_t g = 0; g < s->groups_len; g++)
                groups[g] = unite(&s->groups[g], at);
        tally(s->part, groups, part);
        tally(s->rest, groups, all);
        for (size_t p = 0; p < s->planes_len; p++) {
                lane over = add_three(&carry, part[p], all[p]);

                store(s->planes + p * ROW_WORDS + at, carry);
                carry = over;
        }
        for (size_t p = 0; p < s->part->planes; p++)
                store(s->part_planes + p * ROW_WORDS + at, part[p]);
}

static bool
sum_sheet(const sheet_sum *s)
{
        bool any = false;

        for (size_t at = 0; at < ROW_WORDS; at += LANE_WORDS) {
                lane pass = load(s->live + at) & unite(&s->one_of[0], at) & unite(&s->one_of[1], at) &
                            ~unite(&s->barred, at);

                store(s->pass + at, pass);
                if (is_zero(pass))
                        continue;
                any = true;
                add_up(s, at);
        }
        return any;
}

static size_t
count_both(const uint64_t *a, const uint64_t *b, size_t words)
{
        size_t n = 0;

        for (size_t i = 0; i < words; i++)
                n += (size_t)__builtin_popcountll(a[i] & b[i]);
        return n;
}

static void
divide_row(uint64_t *row, const uint64_t *plane, uint64_t *high)
{
        for (size_t at = 0; at < ROW_WORDS; at += LANE_WORDS) {
                lane was = load(row + at), bit = load(plane + at);

                store(row + at, high ? was & ~bit : was & bit);
                if (high)
                        store(high + at, load(high + at) | (was & bit));
        }
}

static void
find_at_least(const uint64_t *planes, size_t n, uint32_t least, const uint64_t *pass, uint64_t *out)
{
        for (size_t at = 0; at < ROW_WORDS; at += LANE_WORDS) {
                lane same = load(pass + at), above = { 0 };

                for (size_t p = n; p-- > 0;) {
                        lane bit = load(planes + p * ROW_WORDS + at);

                        if (least >> p & 1) {
                                same &= bit;
                        } else {
                                above |= same & bit;
                                same &= ~bit;
                        }
                }
                store(out + at, above | same);
        }
}

const kernel KERNEL = {
        .name = KERNEL_NAME, .sum = sum_sheet, .count = count_both, .divide = divide_row, .at_least = find_at_least
};

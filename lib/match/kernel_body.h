/* kernel_body.h – the inner loops; kernel_plain.c, kernel_avx2.c and kernel_avx512.c build them with lanes of LANE
 * bytes as KERNEL.
 *
 * Written in the compiler's own vectors, so that one text serves all machines: & | ^ of lanes are single instructions
 * wherever lanes are. Each of the three files is compiled for its machine alone; which one runs is chosen when the
 * frame is made (kernel_best). So this file has no guard: it is included once by each, and nothing in it but KERNEL is
 * seen outside.
 */
#include "kernel.h"
#include "policy.h"
#include <string.h>

/* LINE_WORDS: 64 bytes, a line of the cache. INTO_SECOND_CACHE: as __builtin_prefetch counts. */
enum { LANE_WORDS = LANE / 8, LINE_WORDS = 8, INTO_SECOND_CACHE = 2 };
/* Aligned as a word, since rows in arenas are; may_alias, since the same bytes are read as words elsewhere: without it
 * the compiler may take the two for different memory, and gives wrong sums at -O3. */
typedef uint64_t lane __attribute__((vector_size(LANE), aligned(8), may_alias));

/* A lane from any word of a row on, of which LANE_WORDS are left; store: back. */
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

/* A loop that the compiler turns into one test. */
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

/* Three bits of one plane are one of that plane and one of the next: 1 + 1 + 1 = 1 and 1 carried, 1 + 1 + 0 = 0 and 1.
 * *sum is one of the three and becomes the plane's; returns what is carried. */
static inline lane
add_three(lane *sum, lane x, lane y)
{
        lane half = x ^ y, carry = (x & y) | (half & *sum);

        *sum ^= half;
        return carry;
}

static inline lane
add_two(lane *sum, lane x)
{
        lane carry = x & *sum;

        *sum ^= x;
        return carry;
}

/* The bits of a plane are added up: n that were carried to it, then the groups that have it. What is carried on takes
 * the place of what was. Returns how many are. */
static inline size_t
add_plane(lane *bits, size_t n, const lane *groups, const uint16_t *inputs, size_t len, lane *sum)
{
        lane s = n ? bits[0] : len ? groups[inputs[0]] : (lane) { 0 };
        size_t carried = 0, i = n > 0, k = !n && len;

        for (; i + 1 < n; i += 2)
                bits[carried++] = add_three(&s, bits[i], bits[i + 1]);
        if (i < n && k < len)
                bits[carried++] = add_three(&s, bits[i], groups[inputs[k++]]);
        else if (i < n)
                bits[carried++] = add_two(&s, bits[i]);
        for (; k + 1 < len; k += 2)
                bits[carried++] = add_three(&s, groups[inputs[k]], groups[inputs[k + 1]]);
        if (k < len)
                bits[carried++] = add_two(&s, groups[inputs[k]]);
        *sum = s;
        return carried;
}

/* The sum of one plan, plane by plane: a carry-save adder. Into each plane go the groups whose weight has that bit, and
 * what the plane below has carried; what comes out is the plane's bit of all sums. INPUTS_MAX is enough, as each plane
 * hands on at most half of what it takes. */
static inline void
tally(const tally_plan *plan, const lane *groups, lane *out)
{
        lane bits[INPUTS_MAX];
        const uint16_t *inputs = plan->inputs;
        size_t n = 0;

        for (size_t p = 0; p < plan->planes; inputs += plan->len[p++])
                n = add_plane(bits, n, groups, inputs, plan->len[p], &out[p]);
}

/* All values of a choice. */
static inline void
choose(const choice_sum *c, size_t at, lane *values)
{
        lane *out = values + CHOICE_CODE;

        values[CHOICE_NEVER] = (lane) { 0 };
        values[CHOICE_ALWAYS] = ~(lane) { 0 };
        for (size_t i = 0; i < c->code_len; i++) {
                __builtin_prefetch(c->code[i] + at + LINE_WORDS, 0, INTO_SECOND_CACHE);
                *out++ = load(c->code[i] + at);
        }
        for (size_t i = 0; i < c->steps_len; i++) {
                const choice_step *s = &c->steps[i];
                lane no = values[s->no];

                *out++ = no ^ (values[s->by] & (no ^ values[s->yes]));
        }
}

/* One stretch of slots, a lane wide: each group's union once, then both sums, then the two added like numbers on paper,
 * the carry going from plane to plane. The part's sum is written by itself too. */
static inline void
add_up(const sheet_sum *s, const lane *values, size_t at)
{
        lane groups[GROUPS_MAX], part[PLANES_MAX] = { 0 }, all[PLANES_MAX] = { 0 }, carry = { 0 };
        size_t chosen = s->by_code.chosen_len;

        for (size_t g = 0; g < chosen; g++)
                groups[g] = values[s->by_code.chosen[g]];
        for (size_t g = 0; g < s->groups_len; g++)
                groups[chosen + g] = unite(&s->groups[g], at);
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

/* Lane by lane. Where no slot of the lane counts nothing is summed: sheets hold offers for the same States, so that
 * this is often so. */
static bool
sum_sheet(const sheet_sum *s)
{
        lane values[CHOICE_CODE + CODE_BITS_MAX + STEPS_MAX];
        bool any = false;

        for (size_t at = 0; at < ROW_WORDS; at += LANE_WORDS) {
                lane pass = load(s->live + at) & unite(&s->one_of[0], at) & unite(&s->one_of[1], at);

                if (!is_zero(pass)) {
                        choose(&s->by_code, at, values);
                        pass &= ~values[s->by_code.barred];
                }
                store(s->pass + at, pass);
                if (is_zero(pass))
                        continue;
                any = true;
                add_up(s, values, at);
        }
        return any;
}

/* The same row twice counts that row. */
static size_t
count_both(const uint64_t *a, const uint64_t *b, size_t words)
{
        size_t n = 0;

        for (size_t i = 0; i < words; i++)
                n += (size_t)__builtin_popcountll(a[i] & b[i]);
        return n;
}

/* A step of the search for the highest sums, from the highest plane down: with high, those that have the bit are surely
 * among them, and who is left must be told apart by lower planes; without, only those that have it still may be. */
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

/* Compares all sums with one number, as numbers are compared: from the highest bit down, who is above where the number
 * has a zero is above, who is below where it has a one is out, and who is the same to the end is equal. */
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

/* ---- likeness of many parts ------------------------------------------------------------------------------------
 *
 * Loops over ABREAST parts that the compiler turns into lanes by itself: so there is no branch in them, shares are
 * whole numbers of 32 bits in parts of ONE, and an index is a signed one, as gathers take it. Everything is rounded up,
 * as what comes out must not be below the score. */

enum { BYTES_EACH = 4, BYTE = 8 }; /* of a word of the hits */

static inline uint32_t
smaller(uint32_t a, uint32_t b)
{
        return a < b ? a : b;
}

static inline uint32_t
greater(uint32_t a, uint32_t b)
{
        return a > b ? a : b;
}

/* Byte by byte of the hits, each time all parts: a byte's 256 shares are a KiB, which stays in the first cache while
 * all parts look into it. Rounding each byte's share up may add up to more than ONE. */
static void
add_shares(const share_sum *s, size_t n, uint32_t *restrict out)
{
        memset(out, 0, n * sizeof *out);
        for (size_t i = s->from; i < s->to; i++) {
                const uint32_t *hits = s->hits + i / BYTES_EACH * ABREAST, *shares = s->shares[i];
                unsigned shift = (unsigned)(i % BYTES_EACH * BYTE);

                for (size_t k = 0; k < n; k++)
                        out[k] += shares[(int32_t)(hits[k] >> shift & (BYTE_VALUES - 1))];
        }
        for (size_t k = 0; k < n; k++)
                out[k] = smaller(out[k], ONE);
}

/* A product of two shares, rounded up. */
static inline uint32_t
both(uint32_t a, uint32_t b)
{
        return (a * b + ONE - 1) >> SHARE_BITS;
}

/* The words of a part, so many of the need's being there and all of its own being the need's: TEXT_BALANCE (policy.h)
 * with b = ONE. The quotient is of two small numbers, so that it is off by less than the one that is added beside the
 * one for rounding. */
static inline uint32_t
balanced(uint32_t there)
{
        float quotient = (float)(int32_t)(there << SHARE_BITS) / (float)(int32_t)(ONE + there);
        uint32_t mean = (uint32_t)(int32_t)quotient + 2;

        return smaller(((FULL - TEXT_BALANCE) * there + 2 * TEXT_BALANCE * mean + FULL - 1) / FULL, ONE);
}

/* Bits of a word, in steps that lanes have everywhere: of each two, four, eight, then all. Added up so, and not by the
 * usual product, in which the compiler sees the one instruction that lanes of AVX2 lack. */
static inline uint32_t
bits(uint32_t x)
{
        x -= x >> 1 & 0x55555555;
        x = (x & 0x33333333) + (x >> 2 & 0x33333333);
        x = (x + (x >> 4)) & 0x0F0F0F0F;
        x += x >> 8;
        return (x + (x >> 16)) & 0x3F;
}

/* As like_at and compare_part (like.c) have it, in shares of ONE: the same formula, whose every step is rounded up.
 * Points times ONE stay below 2 to the 32nd, as all weights together are 100. */
static void
weigh_parts(const likeness *restrict l, size_t n, uint32_t *restrict out)
{
        for (size_t k = 0; k < n; k++) {
                uint32_t left = l->lefts[(int32_t)l->left[k]];
                uint32_t domain = l->domain_fits[(int32_t)(l->fits[k] + bits(l->domains[k] & l->asked_domains))];
                uint32_t topics = both(left, l->topics[k]), words = both(left, balanced(l->words[k]));
                uint32_t relevant = smaller(RELEVANT_TWICE * (topics + words), ONE);
                uint32_t all_topics = greater(l->all_topics[(int32_t)l->offer[k]], topics);
                uint32_t all_words = greater(l->all_words[(int32_t)l->offer[k]], words);

                out[k] = l->topic_part * topics + l->topic_whole * all_topics + l->words_part * words +
                         l->words_whole * all_words + l->stem * both(left, l->stems[k]) +
                         l->aim * both(l->aims[k], relevant) + l->domain * both(domain, relevant);
        }
}

const kernel KERNEL = { .name = KERNEL_NAME,
                        .sum = sum_sheet,
                        .count = count_both,
                        .divide = divide_row,
                        .at_least = find_at_least,
                        .share = add_shares,
                        .weigh = weigh_parts };

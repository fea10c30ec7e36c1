/* kernel.h – the inner loops over rows of bits, built for any machine, for AVX2 and for AVX-512. Inside the room.
 *
 * A row holds one bit for each slot of a sheet. What is summed for a slot stands bit by bit in planes: the lowest bits
 * of all sums, then the next. Pure; all builds give the same bits, and tests compare them.
 *
 *      slot            3 2 1 0
 *      group of 5      0 1 1 0             plane 0 (ones)      0 1 1 0
 *      group of 2      1 1 0 0             plane 1 (twos)      1 1 0 0
 *      sums            2 7 5 0             plane 2 (fours)     0 1 1 0
 *
 * One instruction adds a bit for 64 slots, or for 128, 256 or 512 with wider lanes: so a group costs a few instructions
 * for hundreds of offers, and its weight as many inputs as it has bits.
 */
#ifndef CH_MATCH_KERNEL_H
#define CH_MATCH_KERNEL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
        /* Of a sheet; and words of 64 bits of a row: 512 bytes. */
        SLOTS = 4096,
        ROW_WORDS = SLOTS / 64,
        /* Sums stay below 2 to the power of it. */
        PLANES_MAX = 14,
        /* That a sum can have; and bits of their weights, all together. */
        GROUPS_MAX = 448,
        INPUTS_MAX = 1024,
        /* Of a choice (choice.h): bits of the code, steps, groups that follow from it. */
        CODE_BITS_MAX = 12,
        STEPS_MAX = 512,
        CHOSEN_MAX = 16,

        /* Shares are in parts of ONE, so that a division is a shift: 32,768 is all, 16,384 half. */
        SHARE_BITS = 15,
        ONE = 1 << SHARE_BITS,
        BYTE_VALUES = 256,
        /* Parts of offers that are weighed at once. */
        ABREAST = 256,
};

/* Rows are ROW_WORDS long, aligned as uint64_t at least. */
typedef struct row_list { /* rows whose union is meant; none: nothing */
        const uint64_t *const *v;
        size_t len;
} row_list;

/* Values of a choice: never set, always, the rows of the code, then each step's, see choice.h. */
enum { CHOICE_NEVER, CHOICE_ALWAYS, CHOICE_CODE };

/* The value is that of yes where by is set, else that of no; all three are earlier ones. */
typedef struct choice_step {
        uint16_t by, yes, no;
} choice_step;

/* What follows from the code that a sheet's slots have. */
typedef struct choice_sum {
        /* Rows, the lowest bit first; none of them NULL. */
        const uint64_t *const *code;
        const choice_step *steps;
        size_t code_len, steps_len;
        /* Values that are groups: those of the lowest numbers. */
        const uint16_t *chosen;
        size_t chosen_len;
        /* The value of slots that do not count. */
        uint16_t barred;
} choice_sum;

typedef struct tally_plan { /* how groups are summed: of each plane, the groups whose weight has that bit */
        /* Enough for the greatest sum. */
        size_t planes;
        /* Of each plane, how many of the inputs. Groups 0 of 5 and 1 of 2, as above: 1, 1, 1 … */
        uint16_t len[PLANES_MAX];
        /* … and group numbers, plane after plane: 0, 1, 0. */
        uint16_t inputs[INPUTS_MAX];
} tally_plan;

/* What kernel.sum is asked, and where its answer goes. Plans name groups by their place here; each group is in one
 * plan.
 */
typedef struct sheet_sum {
        /* Two sums, of what likeness has no part in and of likeness; both together are the whole. */
        const tally_plan *part, *rest;
        /* Of the whole: at least those of either. */
        size_t planes_len;
        choice_sum by_code;
        /* As the sheet has their rows: one without a row adds nothing. Their numbers go on after the chosen ones. */
        const row_list *groups;
        size_t groups_len;
        /* A slot counts when it is live, in each of these unions … */
        const uint64_t *live;
        row_list one_of[2];
        /* … and not barred. Out: the slots that count. */
        uint64_t *pass;
        /* Out, ROW_WORDS each: undefined where no slot of a stretch counts. */
        uint64_t *planes, *part_planes;
} sheet_sum;

typedef struct share_sum { /* what the hits of many parts are worth; see scan_.h */
        /* Of each the lowest 32 bits, ABREAST of them, then the next 32. */
        const uint32_t *hits;
        /* By byte of the hits and its value, in parts of ONE. */
        const uint32_t (*shares)[BYTE_VALUES];
        /* Bytes that count. */
        size_t from, to;
} share_sum;

/* Of weapon areas none to all 32 are met, or none is named. */
enum { DOMAINS_UNSAID = 33, DOMAIN_FITS, LEFT_FITS = 4 };

/* What many parts, side by side, share with a need, in parts of ONE; see scan_most.c. First part by part, from
 * all_topics on offer by offer, from asked_domains on what the need says to all of them. */
typedef struct likeness {
        uint32_t topics[ABREAST], words[ABREAST], aims[ABREAST];
        /* Of likeness: which of the lefts. */
        uint32_t left[ABREAST];
        /* What its words outside the thesaurus meet at most. */
        uint32_t stems[ABREAST];
        /* The weapon areas that it names, and the first of the domain_fits for it. */
        uint32_t domains[ABREAST], fits[ABREAST];
        /* Whose part it is: which of … */
        uint32_t offer[ABREAST];
        /* … these, what all its parts that are where and of what area the need is meet together. */
        uint32_t all_topics[ABREAST], all_words[ABREAST];
        /* The weapon areas of the need; and the fit of a part, by whether it names all (then from DOMAIN_FITS on) and
         * by how many of them it meets. */
        uint32_t asked_domains, domain_fits[2 * DOMAIN_FITS];
        /* 0: all is left; 1: of another weapon area; 2: elsewhere; 3: both. */
        uint32_t lefts[LEFT_FITS];
        /* Points for ONE of each, rounded up: the factor's weight x 1,000 x what this counts in it. */
        uint32_t topic_part, topic_whole, words_part, words_whole, stem, aim, domain;
} likeness;

/* All pointers are borrowed for the call. */
typedef struct kernel {
        const char *name;
        /* Sums of all slots of a sheet that count. Returns whether any does; without one, planes are not written. */
        bool (*sum)(const sheet_sum *s);
        /* Bits in a and b together. */
        size_t (*count)(const uint64_t *a, const uint64_t *b, size_t words);
        /* Of a row's bits those that are in the plane come to high and go from the row; high NULL: only these stay. */
        void (*divide)(uint64_t *row, const uint64_t *plane, uint64_t *high);
        /* out = the slots of pass whose sum is at least that. */
        void (*at_least)(const uint64_t *planes, size_t n, uint32_t least, const uint64_t *pass, uint64_t *out);
        /* Of n parts what their hits are worth, at most ONE each. */
        void (*share)(const share_sum *s, size_t n, uint32_t *out);
        /* Of n parts points times ONE. */
        void (*weigh)(const likeness *l, size_t n, uint32_t *out);
} kernel;

extern const kernel kernel_plain, kernel_avx2, kernel_avx512;
/* The fastest that this machine runs: asked of the processor once, when the frame is made, and not by the linker. */
const kernel *kernel_best(void);
#endif

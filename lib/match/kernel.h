/* kernel.h – the inner loops over rows of bits, built for any machine, for AVX2 and for AVX-512. Inside the room.
 *
 * A row holds one bit for each slot of a sheet. What is summed for a slot stands bit by bit in planes: the lowest bits
 * of all sums, then the next. Pure; both builds give the same bits.
 */
#ifndef CH_MATCH_KERNEL_H
#define CH_MATCH_KERNEL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
        SLOTS = 4096, /* of a sheet */
        ROW_WORDS = SLOTS / 64,
        PLANES_MAX = 14,
        GROUPS_MAX = 448,  /* that a sum can have */
        INPUTS_MAX = 1024, /* bits of their weights */
};

typedef struct row_list { /* rows whose union is meant; none: nothing */
        const uint64_t *const *v;
        size_t len;
} row_list;

typedef struct tally_plan { /* how groups are summed: of each plane, the groups whose weight has that bit */
        size_t planes;
        uint16_t len[PLANES_MAX];
        uint16_t inputs[INPUTS_MAX]; /* group numbers, plane after plane */
} tally_plan;

typedef struct sheet_sum {
        const tally_plan *part, *rest; /* two sums; both together are the whole */
        size_t planes_len;             /* of the whole */
        const row_list *groups;
        size_t groups_len;
        const uint64_t *live;
        row_list one_of[2];             /* a slot counts when it is live, in each of these unions … */
        row_list barred;                /* … and not in this one */
        uint64_t *pass;                 /* out: the slots that count */
        uint64_t *planes, *part_planes; /* out, ROW_WORDS each: undefined where no slot of a stretch counts */
} sheet_sum;

typedef struct kernel {
        const char *name;
        /* Returns whether any slot counts. */
        bool (*sum)(const sheet_sum *s);
        /* Bits in a and b together. */
        size_t (*count)(const uint64_t *a, const uint64_t *b, size_t words);
        /* Of a row's bits those that are in the plane come to high and go from the row; high NULL: only these stay. */
        void (*divide)(uint64_t *row, const uint64_t *plane, uint64_t *high);
        /* out = the slots of pass whose sum is at least that. */
        void (*at_least)(const uint64_t *planes, size_t n, uint32_t least, const uint64_t *pass, uint64_t *out);
} kernel;

extern const kernel kernel_plain, kernel_avx2, kernel_avx512;
/* The fastest that this machine runs. */
const kernel *kernel_best(void);
#endif

/* ch/weights.h – a version of the ranking's weights, as a record: deciding on one records a decision of the Committee,
 * and old matches go on showing theirs (PRODUCT 5). Plain data; what a factor means, and the weights in force as
 * numbers, is the engine's (ch/rank.h), which knows the factors by the same words. */
#ifndef CH_WEIGHTS_H
#define CH_WEIGHTS_H
#include <ch/record.h>

typedef struct ch_weight {
        /* Word of the factor: "topic". Each at most once; one that is left out weighs nothing. */
        ch_str factor;
        /* 0..100; all together 100. */
        int64_t points;
} ch_weight;

typedef struct ch_weights_version {
        ch_head head;
        /* "2026-1", at most 20 characters; matches name it. */
        ch_str name;
        ch_parts weights; /* ch_weight */
        /* By the Committee, and its words, or where they stand. */
        ch_date decided;
        ch_str decision;
        /* At most one version is. */
        bool in_force;
        /* By the Committee; ranks nothing, ever. */
        bool refused;
} ch_weights_version;

extern const ch_fields ch_weight_fields, ch_weights_version_fields;
#endif

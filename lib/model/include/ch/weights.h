/* ch/weights.h – a version of the ranking's weights, as a record: deciding on one records a decision of the Committee,
 * and old matches go on showing theirs. Plain data; what a factor means, and the weights in force as numbers, is the
 * engine's (ch/rank.h), which knows the factors by the same words. */
#ifndef CH_WEIGHTS_H
#define CH_WEIGHTS_H
#include <ch/record.h>

typedef struct ch_weight {
        ch_str factor;  /* word of the factor: "topic" */
        int64_t points; /* all together 100 */
} ch_weight;

typedef struct ch_weights_version {
        ch_head head;
        ch_str name;      /* "2026-1" */
        ch_parts weights; /* ch_weight */
        ch_date decided;  /* by the Committee */
        ch_str decision;  /* its words, or where they stand */
        bool in_force;    /* at most one */
        bool refused;     /* by the Committee; ranks nothing, ever */
} ch_weights_version;

extern const ch_fields ch_weight_fields, ch_weights_version_fields;
#endif

/* provider.h – what one need makes of every party that the tables know: one look for all its offers. Inside the room.
 */
#ifndef CH_MATCH_PROVIDER_H
#define CH_MATCH_PROVIDER_H
#include "pair.h"

/* What provider_fit and the rules (factor.c, rules.c) would say of any offer of the party. */
typedef struct provider {
        /* Of the factor, 0..1000. */
        int16_t fit;
        /* By the State; a State of those that ask. Neither preference nor exclusion where a provider asks. */
        bool is_excluded, is_own;
} provider;

typedef struct providers {
        /* By party word (card_party), but CODE_ODD. */
        provider *v;
        /* A preferred party is in no table: who has CODE_ODD must be asked by name. */
        bool prefers_odd;
} providers;

/* Fit of a State, and at most of a party that no table knows, not preferred. */
enum { FIT_STATE = 200, FIT_ODD = 400 };

/* In the arena; CH_TOO_LARGE: it is full. O(parties + topics asked x topics). */
CH_MUST_CHECK ch_status providers_make(const asking *a, ch_arena *arena, providers *out);
#endif

/* provider.h – what one need makes of every party that the tables know: one look for all its offers. Inside the room.
 */
#ifndef CH_MATCH_PROVIDER_H
#define CH_MATCH_PROVIDER_H
#include "pair.h"

typedef struct provider {
        int16_t fit;
        bool is_excluded, is_own;
} provider;

typedef struct providers {
        provider *v; /* by party word, but CODE_ODD */
        bool prefers_odd;
} providers;

enum { FIT_STATE = 200, FIT_ODD = 400 }; /* of a State, and at most of a party that no table knows, not preferred */

CH_MUST_CHECK ch_status providers_make(const asking *a, ch_arena *arena, providers *out);
#endif

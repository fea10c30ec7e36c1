/* ranked.h – the engine's list for one need, and why other offers are not in it; what suits a State's own request or a
 * provider's own offer, alphabetically and without scores. */
#ifndef CH_SERVER_API_RANKED_H
#define CH_SERVER_API_RANKED_H
#include "api.h"
#include "route.h"
#include <ch/ranked.h>

ch_show api_ranked_show;
ch_show api_why_not_show; /* …?offer= a reference or an id: what would change that one's place */
ch_show api_suitable_offers_show;
ch_show api_suitable_needs_show;

/* "asked": {…}: where the offer stands, why, and what would change that. */
void api_put_why(api_out *o, const ch_ranked_change *c);
#endif

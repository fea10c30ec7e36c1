/* ranked.h – the engine's list for one need, and why other offers are not in it; what suits a State's own request or a
 * provider's own offer, alphabetically and without scores. */
#ifndef CH_SERVER_API_RANKED_H
#define CH_SERVER_API_RANKED_H
#include "api.h"
#include "route.h"
#include <ch/ranked.h>

/* GET …/needs/{no}/ranked ?top= (at most 100) ?today= ?role=; what was written is kept for whoever sees the same. */
ch_show api_ranked_show;
/* GET …/needs/{no}/why-not, the same parameters and ?offer= a reference or an id: what would change that one's place;
 * ?ranges=true: also the weights it bears. */
ch_show api_why_not_show;
/* GET /api/v1/requests/{id}/offers, a State's own; /api/v1/offers/{id}/needs, a provider's own. */
ch_show api_suitable_offers_show;
ch_show api_suitable_needs_show;

/* "asked": {…}: where the offer stands, why, and what would change that; "ranges" where they were found. */
void api_put_why(api_out *o, const ch_ranked_change *c);
#endif

/* ranked.h – the engine's list for one need, and why other offers are not in it; what suits a State's own request or a
 * provider's own offer, alphabetically and without scores. */
#ifndef CH_SERVER_API_RANKED_H
#define CH_SERVER_API_RANKED_H
#include "route.h"

ch_show api_ranked_show;
ch_show api_why_not_show;
ch_show api_suitable_offers_show;
ch_show api_suitable_needs_show;
#endif

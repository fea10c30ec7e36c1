/* offers.h – a provider's offer over the API: list, show, draft, change. */
#ifndef CH_SERVER_API_OFFERS_H
#define CH_SERVER_API_OFFERS_H
#include "route.h"

ch_show api_offer_list;
ch_show api_offer_show;
ch_read api_offer_read;
ch_run api_offer_draft_run;
/* PATCH: the members sent, If-Match needed. */
ch_run api_offer_save_run;
#endif

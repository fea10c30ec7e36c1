/* offer_show.h – an offer as its reader may know it, and the list of offers. */
#ifndef CH_SERVER_PAGE_OFFER_SHOW_H
#define CH_SERVER_PAGE_OFFER_SHOW_H
#include "route.h"

/* GET /offers/{id}. */
ch_show page_offer_show;
/* GET /offers ?q= ?after=: alphabetically by provider. */
ch_show page_offer_list;
#endif

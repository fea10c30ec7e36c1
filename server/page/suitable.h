/* suitable.h – a State's offers that fit, alphabetically with reasons; a provider's needs open to it; asking and
 * volunteering. */
#ifndef CH_SERVER_PAGE_SUITABLE_H
#define CH_SERVER_PAGE_SUITABLE_H
#include "route.h"

/* /requests/{id}/offers: at most a hundred, alphabetically by provider. */
ch_show page_suitable_offers;
/* /offers/{id}/needs: likewise by State. */
ch_show page_suitable_needs;
/* POST /requests/{id}/needs/{no}/ask-for and …/volunteer: 303 to the match, or to one's matches. */
ch_run page_suitable_run;
#endif

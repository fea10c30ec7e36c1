/* suitable.h – a State's offers that fit, alphabetically with reasons; a provider's needs open to it; asking and
 * volunteering. */
#ifndef CH_SERVER_PAGE_SUITABLE_H
#define CH_SERVER_PAGE_SUITABLE_H
#include "route.h"

ch_show page_suitable_offers; /* /requests/{id}/offers */
ch_show page_suitable_needs;  /* /offers/{id}/needs    */
ch_run page_suitable_run;     /* ask for, volunteer    */
#endif

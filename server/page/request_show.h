/* request_show.h – a request as its reader may know it, the list of requests, and who may see what. */
#ifndef CH_SERVER_PAGE_REQUEST_SHOW_H
#define CH_SERVER_PAGE_REQUEST_SHOW_H
#include "route.h"

/* GET /requests/{id}; an expert's counts against his hour's full records. */
ch_show page_request_show;
/* GET /requests ?q= ?after=: alphabetically by State. */
ch_show page_request_list;
/* /requests/{id}/consent: who sees what now; first a preview of exactly what the new readers would see, then the act,
 * with the second factor where it shows more. */
ch_show page_consent_show;
ch_run page_consent_run;
#endif

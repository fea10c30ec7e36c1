/* request_show.h – a request as its reader may know it, the list of requests, and who may see what. */
#ifndef CH_SERVER_PAGE_REQUEST_SHOW_H
#define CH_SERVER_PAGE_REQUEST_SHOW_H
#include "route.h"

ch_show page_request_show;
ch_show page_request_list;
ch_show page_consent_show;
ch_run page_consent_run;
#endif

/* review.h – the experts' desk: open requests, the ranked list of a request or need, propose and set aside. */
#ifndef CH_SERVER_PAGE_REVIEW_H
#define CH_SERVER_PAGE_REVIEW_H
#include "route.h"

ch_show page_review_list;
ch_show page_review_show; /* /review/{id} and /review/{id}/{no} */
ch_run page_review_run;   /* …/propose and …/set-aside */
#endif

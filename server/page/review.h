/* review.h – the experts' desk: open requests, the ranked list of a request or need, propose and set aside. */
#ifndef CH_SERVER_PAGE_REVIEW_H
#define CH_SERVER_PAGE_REVIEW_H
#include "pages.h"
#include "route.h"
#include <ch/desk.h>

ch_show page_review_list;
ch_show page_review_show; /* /review/{id} and /review/{id}/{no} */
ch_run page_review_run;   /* …/propose and …/set-aside */

/* What would change the place of the offer that ?why= names; NULL: none is asked about, or not by this reader. */
page_why_view *page_review_why(const ch_req *req, const ch_look *look, ch_uuid request, int64_t need);
ch_url page_review_why_url(const ch_req *req, ch_uuid request, int64_t need, ch_uuid offer);
#endif

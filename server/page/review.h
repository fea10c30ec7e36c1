/* review.h – the experts' desk: open requests, the ranked list of a request or need, propose and set aside. */
#ifndef CH_SERVER_PAGE_REVIEW_H
#define CH_SERVER_PAGE_REVIEW_H
#include "pages.h"
#include "route.h"
#include <ch/desk.h>

/* GET /review ?q= ?after=: open requests. */
ch_show page_review_list;
/* /review/{id} and /review/{id}/{no}: ten places, ?top=50 for more; why not; what would change that. */
ch_show page_review_show;
/* …/propose and …/set-aside: 303 to the match, or back to the list. */
ch_run page_review_run;

/* The question "why this offer?" of a need's list, and its answer: what would change the place of the offer that ?why=
 * names, with ?weights=1 also over which weights it holds. NULL: no need is looked at. Costs as ch_ranked_why, bounded.
 */
page_why_view *page_review_why(const ch_req *req, const ch_look *look, ch_uuid request, int64_t need);
ch_url page_review_why_url(const ch_req *req, ch_uuid request, int64_t need, ch_str offer);
#endif

/* weights.h – the weights of the ranking: the list of versions, one version with what it would change on past cases, a
 * form to propose one, and the Chair's to record the Committee's decision. */
#ifndef CH_SERVER_PAGE_WEIGHTS_H
#define CH_SERVER_PAGE_WEIGHTS_H
#include "route.h"

ch_show page_weights_show;   /* /weights, and ?version=NAME */
ch_show page_weights_ask;    /* /weights/propose */
ch_run page_weights_propose; /* … as a form; 303 to the version */
ch_run page_weights_apply;   /* /weights/apply */
#endif

/* weights.h – the weights of the ranking: the list of versions, one version with what it would change on past cases, a
 * form to propose one, and the Chair's to record the Committee's decision. */
#ifndef CH_SERVER_PAGE_WEIGHTS_H
#define CH_SERVER_PAGE_WEIGHTS_H
#include "route.h"

/* /weights, and ?version=NAME: one with what it would change, bounded. */
ch_show page_weights_show;
/* /weights/propose. */
ch_show page_weights_ask;
/* … as a form; 303 to the version, 422 with every fault. */
ch_run page_weights_propose;
/* /weights/apply: the Chair records what the Committee decided: that it applies the version, or (also=1) that it does
 * not; 303 to the version, 422 with every fault. */
ch_run page_weights_apply;
#endif

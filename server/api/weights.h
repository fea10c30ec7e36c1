/* weights.h – versions of the ranking's weights over the API: all, one, a proposal, what it would change on past cases,
 * what the Committee decided on it. */
#ifndef CH_SERVER_API_WEIGHTS_H
#define CH_SERVER_API_WEIGHTS_H
#include "route.h"

ch_show api_weights_list;
ch_show api_weights_show;
ch_show api_weights_changes_show;
ch_read api_weights_read;
ch_run api_weights_propose_run;
/* Both decisions: the row's act tells which. */
ch_read api_weights_decision_read;
ch_run api_weights_decide_run;
#endif

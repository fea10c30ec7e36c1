/* weights.h – versions of the ranking's weights over the API: all, one, a proposal, what it would change on past cases,
 * what the Committee decided on it. */
#ifndef CH_SERVER_API_WEIGHTS_H
#define CH_SERVER_API_WEIGHTS_H
#include "route.h"

/* GET /api/v1/weights and /{id}: {"name": "2026-1", "state": "in_force", "weights": {"topic": 26, …}}; the list newest
 * first, ?after=ID ?size=. */
ch_show api_weights_list;
ch_show api_weights_show;
/* GET /{id}/changes: the version against that in force over past cases, bounded; at most 1,000 shifts each, "is_cut"
 * says so. */
ch_show api_weights_changes_show;
/* POST /api/v1/weights: {"name": …, "weights": {…}}; every fault of the body and of the points at once. 201. */
ch_read api_weights_read;
ch_run api_weights_propose_run;
/* POST /{id}/apply and /{id}/refuse: both decisions, the row's act tells which; api_decision_in. 409: it was decided on
 * before. */
ch_read api_weights_decision_read;
ch_run api_weights_decide_run;
#endif

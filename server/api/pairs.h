/* pairs.h – a need and an offer that have no match yet: an expert's verdict, a provider who volunteers, a State that
 * asks. .read on the I/O thread, .run on the writer's, as in all rows (route.h).
 */
#ifndef CH_SERVER_API_PAIRS_H
#define CH_SERVER_API_PAIRS_H
#include "route.h"

/* POST …/needs/{no}/matches, an expert: api_verdict_in; 201 with the match that it made. */
ch_read api_verdict_read;
ch_run api_verdict_run;
/* POST …/needs/{no}/volunteer and …/ask-for, both other sides: the row's act tells which; api_pair_in; 201 likewise. A
 * refusal does not say which rule it was. */
ch_read api_pair_read;
ch_run api_pair_run;
#endif

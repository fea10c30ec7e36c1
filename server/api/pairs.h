/* pairs.h – a need and an offer that have no match yet: an expert's verdict, a provider who volunteers, a State that
 * asks. */
#ifndef CH_SERVER_API_PAIRS_H
#define CH_SERVER_API_PAIRS_H
#include "route.h"

ch_read api_verdict_read;
ch_run api_verdict_run;
/* Both other sides: the row's act tells which. */
ch_read api_pair_read;
ch_run api_pair_run;
#endif

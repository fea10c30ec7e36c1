/* matches.h – matches over the API: list and show; their steps are move.h's. I/O thread. */
#ifndef CH_SERVER_API_MATCHES_H
#define CH_SERVER_API_MATCHES_H
#include "route.h"

/* GET /api/v1/matches ?request= ?offer= ?status=invited,offered ?no_samples= ?after= ?size=; brief items, by reference.
 */
ch_show api_match_list;
/* GET /api/v1/matches/{id}, as far as its reader may know it. */
ch_show api_match_show;
#endif

/* matches.h – matches over the API: list and show; their steps are move.h's. */
#ifndef CH_SERVER_API_MATCHES_H
#define CH_SERVER_API_MATCHES_H
#include "route.h"

ch_show api_match_list;
ch_show api_match_show;
#endif

/* match_show.h – a match as each side may know it, and the list of matches. */
#ifndef CH_SERVER_PAGE_MATCH_SHOW_H
#define CH_SERVER_PAGE_MATCH_SHOW_H
#include "route.h"

/* GET /matches/{id}: sides, status, reasons, decisions, next moves. */
ch_show page_match_show;
/* GET /matches ?after=: by reference. */
ch_show page_match_list;
#endif

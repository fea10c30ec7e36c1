/* match_show.h – a match as each side may know it, and the list of matches. */
#ifndef CH_SERVER_PAGE_MATCH_SHOW_H
#define CH_SERVER_PAGE_MATCH_SHOW_H
#include "route.h"

ch_show page_match_show;
ch_show page_match_list;
#endif

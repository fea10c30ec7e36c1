/* home.h – the first page: what waits for me; for visitors, what this is. */
#ifndef CH_SERVER_PAGE_HOME_H
#define CH_SERVER_PAGE_HOME_H
#include "route.h"

ch_show page_home_show;
#endif

/* home.h – the first page: what waits for me; for visitors, what this is. */
#ifndef CH_SERVER_PAGE_HOME_H
#define CH_SERVER_PAGE_HOME_H
#include "route.h"

/* GET /: tasks, news and buttons to begin for whoever is signed in; for others what this house is. */
ch_show page_home_show;
#endif

/* routes_api.h – the API's part of the site map, and how two sorted parts become one. */
#ifndef CH_SERVER_ROUTES_API_H
#define CH_SERVER_ROUTES_API_H
#include "route.h"

/* Rows that both parts may have together. */
enum { CH_ROUTES_MAX = 512 };

/* The rows under /api/v1; constant. */
ch_routes ch_routes_api(void);
/* Both parts as one sorted table, which lives as long as the process and is made anew by each call: at start, before
 * the first thread. More than CH_ROUTES_MAX rows are a bug. */
ch_routes ch_routes_join(ch_routes a, ch_routes b);
#endif

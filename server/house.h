/* house.h – the rows that belong to the server itself: is it alive, is it ready, its static files. */
#ifndef CH_SERVER_HOUSE_H
#define CH_SERVER_HOUSE_H
#include "route.h"

/* GET /healthz, /readyz and /static/{file}: public, by any Host, counted against nobody. "alive\n" as long as a thread
 * answers; "ready\n", or 503 while stopping or when nothing can be written. */
ch_show ch_show_health;
ch_show ch_show_ready;
/* Files compiled in, under names with a hash: kept for ever by the browser. 404: there is none of that name. */
ch_show ch_show_static;
#endif

/* house.h – the rows that belong to the server itself: is it alive, is it ready, its static files. */
#ifndef CH_SERVER_HOUSE_H
#define CH_SERVER_HOUSE_H
#include "route.h"

ch_show ch_show_health; /* 200 as long as a thread answers                       */
ch_show ch_show_ready;  /* 200, or 503 while stopping or when nothing can be written */
ch_show ch_show_static; /* /static/{file}: compiled in, hashed names               */
#endif

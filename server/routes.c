#include "house.h"

/* The site map: one row per method and path, sorted by path, then method (route.h). */
static const ch_route rows[] = {
        { CH_GET, "/healthz", "health", .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC, .rate = CH_RATE_NONE,
          .show = ch_show_health },
        { CH_GET, "/readyz", "ready", .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC, .rate = CH_RATE_NONE,
          .show = ch_show_ready },
        { CH_GET, "/static/{file}", "static", .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC, .rate = CH_RATE_NONE,
          .show = ch_show_static },
};

ch_routes
ch_routes_all(void)
{
        return (ch_routes) { rows, sizeof(rows) / sizeof(rows[0]) };
}

/* account.h – a person's own page: sessions, second factor, signing out everywhere. */
#ifndef CH_SERVER_PAGE_ACCOUNT_H
#define CH_SERVER_PAGE_ACCOUNT_H
#include "route.h"

/* GET /account: own sessions with a way to end all, whether a second factor is set up, recovery codes left. */
ch_show page_account_show;
#endif

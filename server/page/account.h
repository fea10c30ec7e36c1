/* account.h – a person's own page: sessions, second factor, signing out everywhere. */
#ifndef CH_SERVER_PAGE_ACCOUNT_H
#define CH_SERVER_PAGE_ACCOUNT_H
#include "route.h"

ch_show page_account_show;
#endif

/* accounts.h – the administrator's pages: who has an account, inviting, disabling, resetting a lost second factor by
 * two officers. */
#ifndef CH_SERVER_PAGE_ACCOUNTS_H
#define CH_SERVER_PAGE_ACCOUNTS_H
#include "route.h"

/* GET /accounts: all, or for a mission those of its party. */
ch_show page_accounts_list;
/* /accounts/invite: a form; once sent, the page shows the link, this once. */
ch_show page_invite_show;
ch_run page_invite_run;
/* /accounts/{id}/do/disable and …/do/reset-factor: the row's act tells which; back to the list. A reset's link is shown
 * once, to the second officer. */
ch_show page_officer_show;
ch_run page_officer_run;
#endif

/* accounts.h – the administrator's pages: who has an account, inviting, disabling, resetting a lost second factor by
 * two officers. */
#ifndef CH_SERVER_PAGE_ACCOUNTS_H
#define CH_SERVER_PAGE_ACCOUNTS_H
#include "route.h"

ch_show page_accounts_list;
ch_show page_invite_show;
ch_run page_invite_run;
ch_show page_officer_show; /* /accounts/{id}/do/disable, …/do/reset-factor */
ch_run page_officer_run;
#endif

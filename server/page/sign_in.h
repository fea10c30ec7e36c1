/* sign_in.h – coming in: passphrase, then second factor; signing out here or everywhere. */
#ifndef CH_SERVER_PAGE_SIGN_IN_H
#define CH_SERVER_PAGE_SIGN_IN_H
#include "route.h"
#include <ch/accounts.h>

ch_show page_sign_in_show;
ch_read page_sign_in_read;
ch_hashing page_sign_in_hash;
ch_run page_sign_in_run;
ch_show page_code_show;
ch_run page_code_run;
ch_run page_sign_out_run;
ch_run page_sign_out_everywhere_run;

/* Where a session of that stage goes next: the page that was asked for first (?next=), or home. */
ch_url page_after(const ch_req *req, ch_stage stage);
#endif

/* sign_in.h – coming in: passphrase, then second factor; signing out here or everywhere. */
#ifndef CH_SERVER_PAGE_SIGN_IN_H
#define CH_SERVER_PAGE_SIGN_IN_H
#include "route.h"
#include <ch/accounts.h>

/* /sign-in ?next=PATH: name and passphrase; then 303 to the code, or where the person was going. 422 wrong, 429 with
 * Retry-After while failures hold the name. Whoever is signed in goes home. */
ch_show page_sign_in_show;
ch_read page_sign_in_read;
ch_hashing page_sign_in_hash;
ch_run page_sign_in_run;
/* /sign-in/code: likewise; nobody who is not half way in. */
ch_show page_code_show;
ch_run page_code_run;
/* 303 home; cookie and browser data are cleared. */
ch_run page_sign_out_run;
ch_run page_sign_out_everywhere_run;

/* Where a session of that stage goes next: to its second step, else to the page that was asked for first (?next=, one
 * of ours only), or home. */
ch_url page_after(const ch_req *req, ch_stage stage);
#endif

/* invitation.h – the one-time link: choosing a passphrase, then the second factor and the recovery codes to print. */
#ifndef CH_SERVER_PAGE_INVITATION_H
#define CH_SERVER_PAGE_INVITATION_H
#include "route.h"

/* /invitation/{token}: who is invited as what, a passphrase twice; then the account is made and the codes are shown,
 * once. 404: no such link, or not valid. */
ch_show page_invitation_show;
ch_read page_invitation_read;
ch_hashing page_invitation_hash;
ch_run page_invitation_run;
/* /account/factor: a first code proves that the authenticator works; to the page asked for first. */
ch_show page_factor_show;
ch_run page_factor_run;
#endif

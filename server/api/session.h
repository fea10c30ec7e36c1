/* session.h – signing in and out over the API: passphrase, code, who am I. */
#ifndef CH_SERVER_API_SESSION_H
#define CH_SERVER_API_SESSION_H
#include "route.h"

ch_show api_session_show;
ch_read api_sign_in_read;
ch_hashing api_sign_in_hash;
ch_run api_sign_in_run;
/* The second step, or, in a full session, the second factor again. */
ch_read api_code_read;
ch_run api_code_run;
ch_run api_sign_out_run;
#endif

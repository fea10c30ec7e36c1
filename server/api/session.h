/* session.h – signing in and out over the API: passphrase, code, who am I. */
#ifndef CH_SERVER_API_SESSION_H
#define CH_SERVER_API_SESSION_H
#include "route.h"

/* GET: who am I, stage, roles, and the csrf token for the header X-CSRF-Token. 401 without session. */
ch_show api_session_show;
/* POST /api/v1/session, in three threads: reads and fetches the hash, verifies, opens the session. 201 with cookie,
 * {"stage": "factor", "needs_code": true, "csrf": "…"}; 401, or 429 with Retry-After. */
ch_read api_sign_in_read;
ch_hashing api_sign_in_hash;
ch_run api_sign_in_run;
/* POST …/session/code: the second step, or, in a full session, the second factor again. 200 with a new cookie and csrf;
 * 422: wrong. */
ch_read api_code_read;
ch_run api_code_run;
/* DELETE: 204, cookie and browser data cleared. */
ch_run api_sign_out_run;
#endif

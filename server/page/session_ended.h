/* session_ended.h – a form that arrives after its session has ended: what was typed is not lost. */
#ifndef CH_SERVER_PAGE_SESSION_ENDED_H
#define CH_SERVER_PAGE_SESSION_ENDED_H
#include "page.h"

/* For ch_seams.session_ended, 401: the form's fields once more, hidden, to be sent again after signing in. What was
 * secret is not repeated. */
void page_session_ended(ch_req *req, ch_reply *reply);
#endif

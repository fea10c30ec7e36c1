/* move.h – one handler for every step of the procedure: the row's act says which (server/moves.h). */
#ifndef CH_SERVER_API_MOVE_H
#define CH_SERVER_API_MOVE_H
#include "route.h"

/* POST /api/v1/requests/{id}/submit and its like: the body is an api_step_in, left in req->draft. */
ch_read api_move_read;
/* If-Match is heeded where it is sent. 200 with the record as it now stands, 204 where the caller may no longer see it;
 * 409 names the legal moves. */
ch_run api_move_run;
#endif

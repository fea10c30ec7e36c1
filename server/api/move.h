/* move.h – one handler for every step of the procedure: the row's act says which (server/moves.h). */
#ifndef CH_SERVER_API_MOVE_H
#define CH_SERVER_API_MOVE_H
#include "route.h"

ch_read api_move_read;
ch_run api_move_run;
#endif

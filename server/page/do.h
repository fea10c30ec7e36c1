/* do.h – one page for every step of the procedure: what it does, its coded reason, words, and the second factor where
 * asked. */
#ifndef CH_SERVER_PAGE_DO_H
#define CH_SERVER_PAGE_DO_H
#include "route.h"
#include <ch/desk.h>

/* GET /requests/{id}/do/submit and its like: the row's act tells which (moves.h). An illegal one is page_illegal; one
 * that the caller may never make is a 404. */
ch_show page_do_show;
/* POST the same: 303 to the case. Shown again with every fault (422), when it was changed meanwhile (412), when the
 * second factor is missing (422), or why it cannot be done (409). */
ch_run page_do_run;
/* The 409 page of an illegal move: what may be done instead, and what was typed in own words, so that it is not lost. A
 * 404 where the case is hidden. */
void page_illegal(ch_req *req, ch_reply *reply, const ch_look *look, ch_kind kind, ch_uuid id);
#endif

/* do.h – one page for every step of the procedure: what it does, its coded reason, words, and the second factor where
 * asked. */
#ifndef CH_SERVER_PAGE_DO_H
#define CH_SERVER_PAGE_DO_H
#include "route.h"
#include <ch/desk.h>

ch_show page_do_show;
ch_run page_do_run;
/* The 409 page of an illegal move: what may be done instead. */
void page_illegal(ch_req *req, ch_reply *reply, const ch_look *look, ch_kind kind, ch_uuid id);
#endif

/* note.h – the secretariat enters a note that came on paper or by e-mail, for any State. */
#ifndef CH_SERVER_PAGE_NOTE_H
#define CH_SERVER_PAGE_NOTE_H
#include "route.h"

/* /requests/note: the whole note on one page, with boxes for four needs (more by editing); State and channel
 * ("paper_note", "e_mail", "national_report", "referral") are chosen, the rest is as in a request. 303 to the request,
 * 422 with every fault and what was typed. */
ch_show page_note_show;
ch_read page_note_read;
ch_run page_note_run;
#endif

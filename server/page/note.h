/* note.h – the secretariat enters a note that came on paper or by e-mail, for any State. */
#ifndef CH_SERVER_PAGE_NOTE_H
#define CH_SERVER_PAGE_NOTE_H
#include "route.h"

ch_show page_note_show;
ch_read page_note_read;
ch_run page_note_run;
#endif

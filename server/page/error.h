/* error.h – the page that says what went wrong, in the frame of the house. */
#ifndef CH_SERVER_PAGE_ERROR_H
#define CH_SERVER_PAGE_ERROR_H
#include "page.h"

/* For ch_seams.error_page. sentence: translated; incident: nil but for failures of ours. A 404 is the same bytes
 * whoever asks, in one language. Empty when the page cannot be made: plain text goes out. */
ch_str page_error(ch_req *req, uint16_t code, ch_str sentence, ch_uuid incident);
#endif

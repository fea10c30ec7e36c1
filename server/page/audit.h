/* audit.h – the record of who did what, for auditors: no content, only acts. */
#ifndef CH_SERVER_PAGE_AUDIT_H
#define CH_SERVER_PAGE_AUDIT_H
#include "route.h"

/* GET /audit ?after=SEQ: newest first. */
ch_show page_audit_list;
#endif

/* requests.h – a State's request over the API: list, show, draft, change, consent, needs. */
#ifndef CH_SERVER_API_REQUESTS_H
#define CH_SERVER_API_REQUESTS_H
#include "route.h"

ch_show api_request_list;
ch_show api_request_show;
/* A draft with any fields; a paper note with its party. */
ch_read api_request_read;
ch_run api_request_draft_run;
ch_read api_note_read;
ch_run api_note_run;
/* PATCH: the members sent, If-Match needed. */
ch_run api_request_save_run;

ch_read api_consent_read;
ch_run api_consent_run;

/* A person's word on the codes of one need; how far it is covered. */
ch_read api_topics_read;
ch_run api_topics_run;
ch_read api_coverage_read;
ch_run api_coverage_run;
#endif

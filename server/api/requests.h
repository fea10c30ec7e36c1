/* requests.h – a State's request over the API: list, show, draft, change, consent, needs. */
#ifndef CH_SERVER_API_REQUESTS_H
#define CH_SERVER_API_REQUESTS_H
#include "route.h"

/* GET /api/v1/requests ?q= ?party= ?status= ?topic= ?assistance= ?region= ?no_samples= ?after= ?size=; brief items,
 * alphabetically by State. */
ch_show api_request_list;
/* GET /api/v1/requests/{id}; an expert's counts against his hour's full records. */
ch_show api_request_show;
/* The body, fields of ch_request_fields, into req->draft: for a draft with any fields, and for a change. */
ch_read api_request_read;
/* POST /api/v1/requests: of the caller's party, 201 with its address. */
ch_run api_request_draft_run;
/* POST /api/v1/requests/note, the secretariat: fields and "party", the State that sent it, and "channel"; 201. */
ch_read api_note_read;
ch_run api_note_run;
/* PATCH: the members sent, If-Match needed. */
ch_run api_request_save_run;

/* POST …/{id}/consent: one group's level, raised or lowered as it compares with now; {"preview": true} changes nothing.
 */
ch_read api_consent_read;
ch_run api_consent_run;

/* POST …/needs/{no}/topics and …/coverage: a person's word on the codes of one need; how far it is covered. If-Match is
 * heeded where it is sent. */
ch_read api_topics_read;
ch_run api_topics_run;
ch_read api_coverage_read;
ch_run api_coverage_run;
#endif

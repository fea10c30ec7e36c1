/* offers.h – a provider's offer over the API: list, show, draft, change. */
#ifndef CH_SERVER_API_OFFERS_H
#define CH_SERVER_API_OFFERS_H
#include "route.h"

/* GET /api/v1/offers ?q= ?party= ?status= ?topic= ?assistance= ?eligible=STATE ?role= ?no_samples= ?after= ?size=;
 * brief items, alphabetically by provider. */
ch_show api_offer_list;
/* GET /api/v1/offers/{id}. */
ch_show api_offer_show;
/* The body, fields of ch_offer_fields, into req->draft: for both that follow. */
ch_read api_offer_read;
/* POST /api/v1/offers: a new draft of the caller's party, 201 with its address. */
ch_run api_offer_draft_run;
/* PATCH: the members sent, If-Match needed. */
ch_run api_offer_save_run;
#endif

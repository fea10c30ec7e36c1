/* offer_.h – what the files about offers share. */
#ifndef OFFER__H
#define OFFER__H
#include "request_.h"

/* A redacted view of an offer that the actor may read. */
CH_MUST_CHECK ch_status offer_view(const ch_look *look, const ch_actor *actor, const ch_object *object,
                                   ch_offer_view *out);
#endif

/* offer_.h – what the files about offers share. All that is said of requests holds here too (request_.h): heads are
 * hidden, names are copies in the look's language.
 */
#ifndef OFFER__H
#define OFFER__H
#include "request_.h"

/* A redacted view of an offer that the actor may read (ask before). CH_HIDDEN: nothing of it is open to him.
 * object->offer must be whole, not in brief. */
CH_MUST_CHECK ch_status offer_view(const ch_look *look, const ch_actor *actor, const ch_object *object,
                                   ch_offer_view *out);
#endif

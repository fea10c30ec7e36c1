/* match_.h – what the files about matches share. Views as in request_.h: whoever calls has asked ch_may. */
#ifndef MATCH__H
#define MATCH__H
#include "offer_.h"

/* A redacted view of a match that the actor may read (ask before). CH_HIDDEN: nothing of it is open to him. */
CH_MUST_CHECK ch_status match_view(const ch_look *look, const ch_actor *actor, const ch_object *object,
                                   ch_match_view *out);
/* The part of a request or offer behind a match, as ch_may is asked about it alone: kind CH_REQUEST or CH_OFFER. */
ch_object side_of(const ch_object *match, ch_kind kind);
/* Is the group open to this provider by the State's consent, taking it for a vetted one? */
bool is_open_to(const ch_request *r, ch_group group, ch_str provider);
/* Is it over, so that the pair may be taken up anew? What was set aside is not: it stays set aside. */
bool is_finished(const ch_match *m);
#endif

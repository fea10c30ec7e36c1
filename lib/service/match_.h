/* match_.h – what the files about matches share. */
#ifndef MATCH__H
#define MATCH__H
#include "offer_.h"

/* A redacted view of a match that the actor may read. */
CH_MUST_CHECK ch_status match_view(const ch_look *look, const ch_actor *actor, const ch_object *object,
                                   ch_match_view *out);
/* The part of a request or offer behind a match. */
ch_object side_of(const ch_object *match, ch_kind kind);
/* Is the group open to this provider by the State's consent? */
bool is_open_to(const ch_request *r, ch_group group, ch_str provider);
/* Is it over, so that the pair may be taken up anew? */
bool is_finished(const ch_match *m);
#endif

/* request_.h – what the files about requests share. */
#ifndef REQUEST__H
#define REQUEST__H
#include "case_.h"

/* Takes the record's head of what its reader has no business with: who wrote it, and, where the State is not open to
 * him, the reference that names it. */
void hide_head(const ch_actor *actor, ch_head *head, uint32_t groups);
/* The same for anybody who may, or may not, know who wrote what; and whether he may. */
void hide_head_from(bool is_inside, ch_head *head, uint32_t groups);
bool sees_inside(const ch_actor *actor);
/* A redacted view of a record that the actor may read (groups not 0). */
CH_MUST_CHECK ch_status request_view(const ch_look *look, const ch_actor *actor, const ch_object *object,
                                     ch_request_view *out);
/* Does this person read at Committee level without conflict of interest? For count_people. */
bool is_committee_reader(const ch_actor *person, const void *request);
/* The exposure that waits for a second person, as text to be compared, and who asked first; false: none. One read. */
bool waiting_raise(const ch_look *look, ch_uuid request, ch_str *text, ch_uuid *by);
/* Does the party want two persons for every raised exposure? */
bool wants_two_persons(const ch_look *look, ch_str party);
#endif

/* ch/may.h – the one permission table, and the one place where records become views.
 *
 * Deny by default: an act without a row is refused to all. Pure: actor, act and object in, verdict out; no I/O, no
 * globals. What one may not see does not exist: the answer is CH_HIDDEN, which the outside renders as 404 with fixed
 * bytes.
 */
#ifndef CH_MAY_H
#define CH_MAY_H
#include <ch/procedure.h>

/* What the act is about. The service fills in all it knows; missing pieces deny. */
typedef struct ch_object {
        ch_kind kind;              /* CH_KIND_NONE: no object (lists, home) */
        const ch_request *request; /* the request, also the one behind a match */
        const ch_offer *offer;     /* the offer, also the one behind a match */
        const ch_match *match;
        const ch_account *account;
        ch_str party;            /* for contacts, accounts and new records: whose */
        bool is_invited;         /* the actor's party has a match on this request that is invited or further */
        bool is_new_expert_read; /* over the hourly budget of full records */
} ch_object;

/* CH_OK, or why not: CH_UNAUTHENTICATED (no actor where one is needed), CH_HIDDEN (role, side, conflict of interest,
 * level), CH_STEP_UP (the second factor is older than 10 minutes where the act asks for it again), CH_CONFLICT (second
 * key: whoever proposed cannot endorse). now as ch_now. */
CH_MUST_CHECK ch_status ch_may(const ch_actor *actor, ch_act act, const ch_object *object, ch_time now);
/* Roles that may ever do this, whoever owns the object: the .who of routes is checked against it at start. */
ch_roles ch_may_roles(ch_act act);
/* Is the actor kept from the case: national of the requesting State; from a match: also of the providing party. */
bool ch_has_conflict(const ch_actor *actor, const ch_object *object);

/* Which groups of this request or offer the actor may read: bit = 1 << ch_group. 0: the record does not exist for him.
 */
uint32_t ch_groups_for(const ch_actor *actor, const ch_object *object);
/* Copy of the record with every field of other groups empty (needs and areas likewise, field by field). NULL when
 * groups is 0 or the arena is full. */
void *ch_redact(ch_arena *arena, ch_kind kind, const void *record, uint32_t groups);
#endif

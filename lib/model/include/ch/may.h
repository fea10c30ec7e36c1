/* ch/may.h – the one permission table, and the one place where records become views.
 *
 * Deny by default: an act without a row is refused to all. Pure: actor, act and object in, verdict out; no I/O, no
 * globals; any thread; a few comparisons. What one may not see does not exist: the answer is CH_HIDDEN, which the
 * outside renders as 404 with fixed bytes.
 */
#ifndef CH_MAY_H
#define CH_MAY_H
#include <ch/procedure.h>

/* What the act is about. The service fills in all it knows; missing pieces deny. It borrows all of them. */
typedef struct ch_object {
        /* CH_KIND_NONE: no object (lists, home). */
        ch_kind kind;
        /* The request and the offer, also those behind a match, or those of a pair that is no match yet. */
        const ch_request *request;
        const ch_offer *offer;
        const ch_match *match;
        const ch_account *account;
        /* For contacts, accounts and new records: whose. */
        ch_str party;
        /* Of the requesting party where it is joint: its States. */
        ch_strs members;
        /* The actor's party has a match on this request that is invited or further. */
        bool is_invited;
        /* The actor's party has a listed offer: "all vetted providers" includes it. */
        bool is_vetted;
        /* The State has delegated drafting to the actor's body today. Delegations are not kept yet: until they are,
         * nothing sets this, and a coordinator reads what is open to everybody of the parties and drafts nothing. */
        bool is_delegated;
} ch_object;

enum { CH_STEP_UP_MS = 10 * 60 * 1000 }; /* how long the second factor holds for acts that ask for it */

/* CH_OK, or why not, in this order (object NULL: the act is about nothing):
 * CH_UNAUTHENTICATED (no actor where one is needed), CH_HIDDEN (role, side, conflict of interest, something the act is
 * about is missing or not visible to the actor), CH_CONFLICT (second key: whoever proposed cannot endorse, nobody
 * changes his own roles or disables his own account), CH_STEP_UP (the act asks for the second factor again, and it was
 * given more than CH_STEP_UP_MS ago). now as ch_now. Whether the procedure has the move from here is asked after this,
 * of ch_move_find; how often an expert opens a full record in an hour is the server's to limit, not asked here. */
CH_MUST_CHECK ch_status ch_may(const ch_actor *actor, ch_act act, const ch_object *object, ch_time now);
/* Roles that may ever do this, whoever owns the object, with CH_PUBLIC where no session is needed: the .who of routes
 * is checked against it at start. 0: the system alone, or nobody. */
ch_roles ch_may_roles(ch_act act);
/* Is the actor, as one of the Committee's people, kept from the case: a national of the requesting State or of one of
 * those that ask with it; from a match or a pair: also of the providing State. Somebody whose nationality is not known
 * is kept from every case. */
bool ch_has_conflict(const ch_actor *actor, const ch_object *object);

/* Which groups of object->kind's record (request, offer, match) the actor may read: bit = 1 << ch_group. 0: it does not
 * exist for him.
 *
 * Request: its mission and drafters everything; a coordinator whom the State delegated all but OWNER while it is being
 * written; mission and drafters of a party that asks with it SUMMARY, CODES, NARRATIVE and ATTACHMENTS once it was
 * submitted; the Committee's people without conflict everything but OWNER once it was submitted, members without what
 * is private between State and secretariat (COMMITTEE); a provider, once circulated to it or invited, the groups whose
 * level says so; everybody else the public groups. To these last two a request exists only when its summary is open to
 * them, never while it is on hold (an invited provider keeps what it was shown), and excluded providers are as
 * everybody else. CONTACTS open to one provider by contacts_passed of object->match.
 *
 * Offer: its provider everything; the Committee but OWNER from submission, members without COMMITTEE; when listed all
 * who are signed in for a party OPEN; the State of object->match also CONTACTS.
 *
 * Match: OPEN all three sides, CODES State and Committee, OWNER provider and the Committee's staff, COMMITTEE (score,
 * points, who) the Committee's staff; of the Committee nobody with a conflict. The State sees it once it was endorsed,
 * passed on or asked for, the provider once invited or volunteered; this is read from the status and from the
 * decisions, so each decision must carry the status it led to.
 */
uint32_t ch_groups_for(const ch_actor *actor, const ch_object *object);
/* Copy of the record with every field of other groups empty (needs and areas likewise, field by field; a list of which
 * no item may show anything is empty, so that its length tells nothing). Decisions of a match are for those who
 * read COMMITTEE; ch_decisions_show gives the others theirs. The head keeps id, reference and sample mark; who and when
 * only for those who read COMMITTEE; the version too, except that a match keeps it. NULL when groups is 0 or the arena
 * is full. */
void *ch_redact(ch_arena *arena, ch_kind kind, const void *record, uint32_t groups);
/* The same view, its texts, lists and parts that hide nothing borrowed from the record: a tenth of the cost, for who
 * writes it down while the record is held. */
void *ch_redact_shared(ch_arena *arena, ch_kind kind, const void *record, uint32_t groups);
/* Puts into a match redacted for this actor the decisions of the record that he may read: his own party's, and of the
 * others the steps that concern his side, with their reasons and words where these are for him. For readers without
 * COMMITTEE. The texts are borrowed from the record. false: the arena is full. */
CH_MUST_CHECK bool ch_decisions_show(ch_match *view, const ch_match *match, const ch_actor *actor, ch_arena *arena);
/* Is the field shown to a reader of these groups? For parts: is any field of theirs but the numbering? */
bool ch_field_is_shown(const ch_field *f, uint32_t groups);
/* Is this group, one of the five that consent opens, open to that provider: to everybody, or to all vetted providers or
 * the named ones, it being one of these and not among the excluded? */
bool ch_level_opens(const ch_request *request, ch_group group, ch_str provider, bool is_vetted);
#endif

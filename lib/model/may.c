/* may.c – the permission table: one row per act. What no row lets through is refused. */
#include <ch/base/assert.h>
#include <ch/may.h>

#define DRAFTER     CH_HAS(CH_ROLE_DRAFTER)
#define MISSION     CH_HAS(CH_ROLE_MISSION)
#define COORDINATOR CH_HAS(CH_ROLE_COORDINATOR)
#define PROVIDER    CH_HAS(CH_ROLE_PROVIDER)
#define EXPERT      CH_HAS(CH_ROLE_EXPERT)
#define SECRETARIAT CH_HAS(CH_ROLE_SECRETARIAT)
#define CHAIR       CH_HAS(CH_ROLE_CHAIR)
#define MEMBER      CH_HAS(CH_ROLE_MEMBER)
#define ADMIN       CH_HAS(CH_ROLE_ADMIN)
#define AUDITOR     CH_HAS(CH_ROLE_AUDITOR)
#define EVERYBODY   (CH_HAS(CH__ROLE_MAX) - 1)
#define READERS     (EVERYBODY & ~(ADMIN | AUDITOR)) /* who may see content at all */

enum { /* what the object must hold; each piece must also be visible to the actor */
       REQUEST = 1,
       OFFER = 2,
       MATCH = 4,
       ACCOUNT = 8,
       PARTY = 16,
       PAIR = REQUEST | OFFER,
       EITHER = 32, /* a request or an offer */
};

enum {                  /* conditions */
       SYSTEM = 1,      /* clocks, imports and commands may do it too */
       STEP_UP = 2,     /* second factor given within 10 minutes */
       SECOND_KEY = 4,  /* not by who proposed */
       NOT_SELF = 8,    /* not on one's own account */
       CIRCULATED = 16, /* the provider's side: only for a request that was circulated */
};

typedef struct rule {
        ch_roles own;       /* of the party whose request, offer, contact it is */
        ch_roles provider;  /* of the party whose offer is in the match or pair */
        ch_roles committee; /* Committee's people without conflict of interest */
        ch_roles any;       /* whatever the party; CH_PUBLIC: without session */
        ch_roles self;      /* on the own account */
        ch_roles delegate;  /* of a body to which the State delegated drafting */
        uint8_t needs, conditions;
} rule;

static const rule rules[CH__ACT_MAX] = {
        /* reading */
        [CH_ACT_HOME] = { .any = EVERYBODY },
        [CH_ACT_PUBLIC_PAGE] = { .any = EVERYBODY | CH_PUBLIC, .conditions = SYSTEM },
        [CH_ACT_REQUEST_READ] = { .any = EVERYBODY | CH_PUBLIC, .needs = REQUEST, .conditions = SYSTEM },
        [CH_ACT_REQUEST_LIST] = { .any = EVERYBODY | CH_PUBLIC, .conditions = SYSTEM },
        [CH_ACT_OFFER_READ] = { .any = READERS, .needs = OFFER, .conditions = SYSTEM },
        [CH_ACT_OFFER_LIST] = { .any = READERS, .conditions = SYSTEM },
        [CH_ACT_MATCH_READ] = { .any = READERS, .needs = MATCH, .conditions = SYSTEM },
        [CH_ACT_MATCH_LIST] = { .any = READERS, .conditions = SYSTEM },
        [CH_ACT_RANKED_READ] = { .committee = EXPERT | CHAIR, .needs = EITHER, .conditions = SYSTEM },
        [CH_ACT_PLAN_READ] = { .committee = EXPERT | CHAIR, .conditions = SYSTEM },
        [CH_ACT_SUITABLE_READ] = { .own = DRAFTER | MISSION, .provider = PROVIDER, .needs = EITHER },
        [CH_ACT_DIRECTORY_READ] = { .any = EVERYBODY },
        [CH_ACT_CONTACT_READ] = { .own = DRAFTER | MISSION | PROVIDER,
                                  .committee = EXPERT | SECRETARIAT | CHAIR,
                                  .needs = PARTY },
        [CH_ACT_ACCOUNT_READ] = { .own = MISSION,
                                  .any = ADMIN,
                                  .self = EVERYBODY,
                                  .needs = ACCOUNT,
                                  .conditions = SYSTEM },
        [CH_ACT_ACCOUNT_LIST] = { .own = MISSION, .any = ADMIN, .conditions = SYSTEM },
        [CH_ACT_AUDIT_READ] = { .any = AUDITOR, .conditions = SYSTEM },
        [CH_ACT_REVIEW_READ] = { .committee = EXPERT | SECRETARIAT | CHAIR | MEMBER },

        /* accounts */
        [CH_ACT_ACCOUNT_INVITE] = { .any = ADMIN, .needs = PARTY, .conditions = SYSTEM },
        [CH_ACT_ACCOUNT_DISABLE] = { .any = ADMIN, .needs = ACCOUNT, .conditions = SYSTEM | NOT_SELF },
        [CH_ACT_ACCOUNT_ROLES] = { .any = ADMIN, .needs = ACCOUNT, .conditions = SYSTEM | NOT_SELF | STEP_UP },
        [CH_ACT_FACTOR_RESET] = { .any = ADMIN, .needs = ACCOUNT, .conditions = SYSTEM | NOT_SELF | STEP_UP },
        [CH_ACT_SESSION_END_ALL] = { .any = EVERYBODY },
        [CH_ACT_ACCOUNT_EDIT_OWN] = { .any = EVERYBODY },

        /* request: the State's side */
        [CH_ACT_REQUEST_DRAFT] = { .own = DRAFTER | MISSION, .delegate = COORDINATOR, .needs = PARTY },
        [CH_ACT_REQUEST_EDIT] = { .own = DRAFTER | MISSION, .delegate = COORDINATOR, .needs = REQUEST },
        [CH_ACT_REQUEST_SUBMIT] = { .own = MISSION, .needs = REQUEST },
        [CH_ACT_REQUEST_ADOPT] = { .own = MISSION, .needs = REQUEST },
        [CH_ACT_REQUEST_NOT_PURSUE] = { .own = MISSION, .committee = SECRETARIAT, .needs = REQUEST },
        [CH_ACT_REQUEST_HOLD] = { .own = MISSION, .needs = REQUEST },
        [CH_ACT_REQUEST_LIFT_HOLD] = { .own = MISSION, .needs = REQUEST },
        [CH_ACT_REQUEST_WAIVE_BRAKE] = { .own = MISSION, .needs = REQUEST },
        [CH_ACT_REQUEST_RAISE] = { .own = MISSION, .needs = REQUEST, .conditions = STEP_UP },
        [CH_ACT_REQUEST_LOWER] = { .own = MISSION, .needs = REQUEST },
        [CH_ACT_REQUEST_REST] = { .own = MISSION, .committee = SECRETARIAT, .needs = REQUEST, .conditions = SYSTEM },
        [CH_ACT_REQUEST_REOPEN] = { .own = MISSION, .needs = REQUEST },
        [CH_ACT_REQUEST_WITHDRAW] = { .own = MISSION, .needs = REQUEST },
        [CH_ACT_REQUEST_CLOSE] = { .own = MISSION, .committee = SECRETARIAT, .needs = REQUEST },
        [CH_ACT_REQUEST_CONFIRM_TOPICS] = { .own = DRAFTER | MISSION,
                                            .committee = EXPERT | SECRETARIAT,
                                            .delegate = COORDINATOR,
                                            .needs = REQUEST },
        [CH_ACT_REQUEST_COVERAGE] = { .own = MISSION, .needs = REQUEST },

        /* request: the Committee's side */
        [CH_ACT_REQUEST_REGISTER_NOTE] = { .committee = SECRETARIAT, .needs = PARTY },
        [CH_ACT_REQUEST_GIVE_BACK] = { .committee = SECRETARIAT, .needs = REQUEST },
        [CH_ACT_REQUEST_AUTHENTICATE] = { .committee = SECRETARIAT, .needs = REQUEST },
        [CH_ACT_REQUEST_OPEN] = { .committee = SECRETARIAT, .needs = REQUEST },
        [CH_ACT_REQUEST_CIRCULATE] = { .committee = CHAIR, .needs = REQUEST },
        [CH_ACT_REQUEST_REFER] = { .committee = MEMBER, .needs = REQUEST },
        [CH_ACT_REQUEST_CLARIFY] = { .committee = EXPERT | SECRETARIAT, .needs = REQUEST },

        /* offer */
        [CH_ACT_OFFER_DRAFT] = { .own = PROVIDER, .needs = PARTY },
        [CH_ACT_OFFER_EDIT] = { .own = PROVIDER, .needs = OFFER },
        [CH_ACT_OFFER_SUBMIT] = { .own = PROVIDER, .needs = OFFER },
        [CH_ACT_OFFER_CONFIRM] = { .own = PROVIDER, .needs = OFFER },
        [CH_ACT_OFFER_REST] = { .own = PROVIDER, .committee = SECRETARIAT, .needs = OFFER, .conditions = SYSTEM },
        [CH_ACT_OFFER_REOPEN] = { .own = PROVIDER, .needs = OFFER },
        [CH_ACT_OFFER_CLOSE] = { .own = PROVIDER, .committee = SECRETARIAT, .needs = OFFER },
        [CH_ACT_OFFER_LIST_IT] = { .committee = SECRETARIAT, .needs = OFFER },
        [CH_ACT_OFFER_RETURN] = { .committee = SECRETARIAT, .needs = OFFER },

        /* match */
        [CH_ACT_MATCH_SET_ASIDE] = { .committee = EXPERT, .needs = PAIR },
        [CH_ACT_MATCH_PROPOSE] = { .committee = EXPERT, .needs = PAIR },
        [CH_ACT_MATCH_VOLUNTEER] = { .provider = PROVIDER, .needs = PAIR, .conditions = CIRCULATED },
        [CH_ACT_MATCH_ASK_FOR] = { .own = MISSION, .needs = PAIR },
        [CH_ACT_MATCH_ENDORSE] = { .committee = CHAIR, .needs = MATCH, .conditions = SECOND_KEY },
        [CH_ACT_MATCH_CLEAR] = { .own = MISSION, .needs = MATCH, .conditions = SYSTEM },
        [CH_ACT_MATCH_INVITE] = { .committee = SECRETARIAT | CHAIR, .needs = MATCH },
        [CH_ACT_MATCH_PASS_ON] = { .committee = CHAIR, .needs = MATCH },
        [CH_ACT_MATCH_ANSWER_OFFER] = { .provider = PROVIDER, .needs = MATCH },
        [CH_ACT_MATCH_ANSWER_DECLINE] = { .provider = PROVIDER, .needs = MATCH },
        [CH_ACT_MATCH_WITHDRAW_OFFER] = { .provider = PROVIDER, .needs = MATCH },
        [CH_ACT_MATCH_ACCEPT] = { .own = MISSION, .needs = MATCH },
        [CH_ACT_MATCH_ASK_CHANGES] = { .own = MISSION, .needs = MATCH },
        [CH_ACT_MATCH_DECLINE] = { .own = MISSION, .needs = MATCH },
        [CH_ACT_MATCH_START] = { .provider = PROVIDER, .needs = MATCH },
        [CH_ACT_MATCH_SUSPEND] = { .own = MISSION, .provider = PROVIDER, .needs = MATCH },
        [CH_ACT_MATCH_RESUME] = { .own = MISSION, .provider = PROVIDER, .needs = MATCH },
        [CH_ACT_MATCH_REPORT] = { .provider = PROVIDER, .needs = MATCH },
        [CH_ACT_MATCH_CONFIRM_DELIVERY] = { .own = MISSION, .needs = MATCH },
        [CH_ACT_MATCH_CLOSE] = { .own = MISSION, .committee = SECRETARIAT, .needs = MATCH },
        [CH_ACT_MATCH_FEEDBACK] = { .own = MISSION, .provider = PROVIDER, .needs = MATCH },
        [CH_ACT_MATCH_PASS_CONTACTS] = { .own = MISSION, .needs = MATCH, .conditions = STEP_UP },
        [CH_ACT_MATCH_LAPSE] = { .needs = MATCH, .conditions = SYSTEM },
        [CH_ACT_MATCH_RESCIND] = { .committee = CHAIR, .needs = MATCH },

        /* the rest of the house */
        [CH_ACT_CONTACT_EDIT] = { .own = MISSION | PROVIDER, .committee = SECRETARIAT, .needs = PARTY },
        [CH_ACT_LETTER_RELEASE] = { .committee = CHAIR },
        [CH_ACT_WEIGHTS_READ] = { .committee = EXPERT | SECRETARIAT | CHAIR | MEMBER, .conditions = SYSTEM },
        [CH_ACT_WEIGHTS_PROPOSE] = { .committee = EXPERT | CHAIR, .conditions = SYSTEM },
        [CH_ACT_WEIGHTS_APPLY] = { .committee = CHAIR, .conditions = STEP_UP },
        [CH_ACT_WEIGHTS_REFUSE] = { .committee = CHAIR },
        [CH_ACT_IMPORT] = { .conditions = SYSTEM },
        [CH_ACT_EXPORT] = { .any = READERS, .conditions = SYSTEM },
};

static const rule *
rule_of(ch_act act)
{
        static const rule refused = { 0 };

        return (unsigned)act < CH__ACT_MAX ? &rules[act] : &refused;
}

ch_roles
ch_may_roles(ch_act act)
{
        const rule *r = rule_of(act);

        return r->own | r->provider | r->committee | r->any | r->self | r->delegate;
}

/* ---- sides
 * ------------------------------------------------------------------------------------------------------------- */

static ch_str
owner_of(const rule *r, const ch_object *o)
{
        if (r->needs & MATCH)
                return o->match->party;
        if (o->request && (r->needs & (REQUEST | EITHER)))
                return o->request->party;
        if (r->needs & EITHER)
                return (ch_str) { 0 };
        if (r->needs & OFFER)
                return o->offer->party;
        return r->needs & ACCOUNT ? o->account->party : o->party;
}

static ch_str
provider_of(const rule *r, const ch_object *o)
{
        if (r->needs & MATCH)
                return o->match->provider;
        if ((r->needs & EITHER) && !o->request)
                return o->offer->party;
        return r->needs & OFFER ? o->offer->party : (ch_str) { 0 };
}

static bool
is_party(const ch_actor *a, ch_str party)
{
        return party.len && ch_str_eq(a->party, party);
}

/* For a pair of a request and an offer the own side is the State's, for an offer alone the provider's. */
static bool
is_on_a_side(const ch_actor *a, const rule *r, const ch_object *o)
{
        if (a->is_system)
                return r->conditions & SYSTEM;
        if (a->roles & r->any)
                return true;
        if ((a->roles & r->self) && o->account && ch_uuid_eq(o->account->head.id, a->account))
                return true;
        if ((a->roles & r->own) && is_party(a, owner_of(r, o)))
                return true;
        if ((a->roles & r->provider) && is_party(a, provider_of(r, o)))
                return true;
        if ((a->roles & r->delegate) && o->is_delegated)
                return true;
        return (a->roles & r->committee) && !ch_has_conflict(a, o);
}

static bool
has_pieces(const rule *r, const ch_object *o)
{
        return (!(r->needs & REQUEST) || o->request) && (!(r->needs & OFFER) || o->offer) &&
               (!(r->needs & MATCH) || o->match) && (!(r->needs & ACCOUNT) || o->account) &&
               (!(r->needs & PARTY) || o->party.len) && (!(r->needs & EITHER) || o->request || o->offer);
}

static bool
sees(const ch_actor *a, const ch_object *o, ch_kind kind)
{
        ch_object piece = *o;

        piece.kind = kind;
        return ch_groups_for(a, &piece) != 0;
}

static bool
sees_pieces(const ch_actor *a, const rule *r, const ch_object *o)
{
        bool asks_request = (r->needs & REQUEST) || ((r->needs & EITHER) && o->request);
        bool asks_offer = (r->needs & OFFER) || ((r->needs & EITHER) && o->offer);

        return (!asks_request || sees(a, o, CH_REQUEST)) && (!asks_offer || sees(a, o, CH_OFFER)) &&
               (!(r->needs & MATCH) || sees(a, o, CH_MATCH));
}

static ch_status
conditions_of(const ch_actor *a, const rule *r, const ch_object *o, ch_time now)
{
        if (a->is_system)
                return CH_OK;
        if ((r->conditions & CIRCULATED) && (!o->request->circulated_at || o->request->on_hold))
                return CH_HIDDEN;
        if ((r->conditions & SECOND_KEY) && ch_uuid_eq(o->match->proposed_by, a->account))
                return CH_CONFLICT;
        if ((r->conditions & NOT_SELF) && ch_uuid_eq(o->account->head.id, a->account))
                return CH_CONFLICT;
        if ((r->conditions & STEP_UP) && (!a->step_up_at || a->step_up_at > now || now - a->step_up_at > CH_STEP_UP_MS))
                return CH_STEP_UP;
        return CH_OK;
}

ch_status
ch_may(const ch_actor *actor, ch_act act, const ch_object *object, ch_time now)
{
        static const ch_object nothing = { 0 };
        const rule *r = rule_of(act);
        const ch_object *o = object ? object : &nothing;
        bool is_nobody = !actor->roles && !actor->is_system;

        if (is_nobody && !(r->any & CH_PUBLIC))
                return ch_may_roles(act) ? CH_UNAUTHENTICATED : CH_HIDDEN;
        if (!has_pieces(r, o) || (!is_nobody && !is_on_a_side(actor, r, o)) || !sees_pieces(actor, r, o))
                return CH_HIDDEN;
        return conditions_of(actor, r, o, now);
}

/* ---- conflict of interest
 * ------------------------------------------------------------------------------------------------ */

static bool
is_national(const ch_actor *a, ch_str state)
{
        return ch_str_eq(a->nationality, state);
}

bool
ch_has_conflict(const ch_actor *a, const ch_object *o)
{
        if (a->is_system || !ch_actor_is_committee(a))
                return false;
        if (!a->nationality.len)
                return true;
        if (o->request && (is_national(a, o->request->party) || ch_strs_has(o->request->co_requesters, a->nationality)))
                return true;
        if (o->match && (is_national(a, o->match->party) || is_national(a, o->match->provider)))
                return true;
        if (o->request && o->offer && is_national(a, o->offer->party)) /* a pair: a match to be */
                return true;
        if (o->kind == CH_REQUEST && !o->request && is_national(a, o->party))
                return true;
        return ch_strs_has(o->members, a->nationality);
}

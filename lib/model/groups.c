/* groups.c – which field groups of a record a reader may read: consent, in one place. */
#include <ch/may.h>

#define BIT(group) ((uint32_t)1 << CH_GROUP_##group)
#define ALL        (((uint32_t)1 << CH__GROUP_MAX) - 1)

#define PARTY_STAFF (CH_HAS(CH_ROLE_DRAFTER) | CH_HAS(CH_ROLE_MISSION))
#define MATCH_STAFF (CH_HAS(CH_ROLE_EXPERT) | CH_HAS(CH_ROLE_SECRETARIAT) | CH_HAS(CH_ROLE_CHAIR))
#define ANY_PARTY   (PARTY_STAFF | CH_HAS(CH_ROLE_COORDINATOR) | CH_HAS(CH_ROLE_PROVIDER) | CH_COMMITTEE_ROLES)

static bool
is_of(const ch_actor *a, ch_roles roles, ch_str party)
{
        return (a->roles & roles) && party.len && ch_str_eq(a->party, party);
}

/* Of the Committee's people: what the State or provider told the secretariat alone is not for the delegations, many of
 * which are providers themselves. */
static uint32_t
committee_groups(const ch_actor *a)
{
        return ALL & ~BIT(OWNER) & ~(a->roles & MATCH_STAFF ? 0 : BIT(COMMITTEE));
}

/* ---- request
 * --------------------------------------------------------------------------------------------------------- */

bool
ch_level_opens(const ch_request *r, ch_group group, ch_str provider, bool is_vetted)
{
        int32_t level = r->levels[group];

        if (level == CH_LEVEL_PUBLIC)
                return true;
        if (ch_strs_has(r->excluded, provider))
                return false;
        return (level == CH_LEVEL_PROVIDERS && is_vetted) ||
               (level == CH_LEVEL_NAMED && ch_strs_has(r->named, provider));
}

/* The open groups, or nothing at all where the summary is not among them. */
static uint32_t
with_summary(uint32_t groups)
{
        return groups & BIT(SUMMARY) ? groups | BIT(OPEN) : 0;
}

static uint32_t
public_groups(const ch_request *r)
{
        uint32_t groups = 0;

        if (r->status != CH_REQUEST_OPEN && r->status != CH_REQUEST_RESTING && r->status != CH_REQUEST_CLOSED)
                return 0;
        if (r->on_hold)
                return 0;
        for (int g = CH_GROUP_SUMMARY; g < CH_GROUP_CONTACTS; g++)
                if (r->levels[g] == CH_LEVEL_PUBLIC)
                        groups |= (uint32_t)1 << g;
        return with_summary(groups);
}

static bool
has_contacts(const ch_actor *a, const ch_object *o)
{
        ch_object match = *o;

        match.kind = CH_MATCH;
        return o->match && o->match->contacts_passed && is_of(a, CH_HAS(CH_ROLE_PROVIDER), o->match->provider) &&
               ch_uuid_eq(o->match->request, o->request->head.id) && ch_groups_for(a, &match);
}

static uint32_t
provider_groups(const ch_actor *a, const ch_object *o)
{
        const ch_request *r = o->request;
        bool is_running = r->status == CH_REQUEST_OPEN ||
                          (o->is_invited && (r->status == CH_REQUEST_RESTING || r->status == CH_REQUEST_CLOSED));
        uint32_t groups = 0;

        if (!ch_actor_is(a, CH_ROLE_PROVIDER) || !is_running)
                return 0;
        if (!o->is_invited && (!r->circulated_at || r->on_hold))
                return 0;
        for (int g = CH_GROUP_SUMMARY; g < CH_GROUP_CONTACTS; g++)
                if (ch_level_opens(r, (ch_group)g, a->party, o->is_vetted || o->is_invited))
                        groups |= (uint32_t)1 << g;
        if (has_contacts(a, o))
                groups |= BIT(CONTACTS);
        return with_summary(groups);
}

static bool
was_submitted(const ch_request *r)
{
        return r->status != CH_REQUEST_DRAFT && (r->status != CH_REQUEST_WITHDRAWN || r->received_at);
}

static uint32_t
request_groups(const ch_actor *a, const ch_object *o)
{
        const ch_request *r = o->request;
        bool is_in_writing = r->status == CH_REQUEST_DRAFT || r->status == CH_REQUEST_BACK;
        uint32_t groups = public_groups(r) | provider_groups(a, o);

        if (is_of(a, PARTY_STAFF, r->party))
                return ALL;
        if (ch_actor_is(a, CH_ROLE_COORDINATOR) && o->is_delegated && is_in_writing)
                return ALL & ~BIT(OWNER);
        if (ch_actor_is_committee(a) && !ch_has_conflict(a, o) && was_submitted(r))
                groups |= committee_groups(a);
        if ((a->roles & PARTY_STAFF) && ch_strs_has(r->co_requesters, a->party) && was_submitted(r))
                groups |= BIT(SUMMARY) | BIT(CODES) | BIT(NARRATIVE) | BIT(ATTACHMENTS) | BIT(OPEN);
        return groups;
}

/* ---- match
 * ----------------------------------------------------------------------------------------------------------- */

#define M(status) CH_FROM(CH_MATCH_##status)
/* A match that was ever in one of these is known to that side; how it ended later is then known too. */
static const uint64_t shown_to_state = M(ENDORSED) | M(CLEARED) | M(INVITED) | M(OFFERED) | M(PASSED_ON) |
                                       M(ASKED_FOR) | M(ACCEPTED) | M(CHANGES_ASKED) | M(DELIVERING) | M(SUSPENDED) |
                                       M(REPORTED) | M(DELIVERED) | M(CLOSED) | M(DECLINED) | M(DECLINED_BY_STATE) |
                                       M(LAPSED);
static const uint64_t shown_to_provider = M(INVITED) | M(OFFERED) | M(DECLINED) | M(VOLUNTEERED) | M(PASSED_ON) |
                                          M(ACCEPTED) | M(CHANGES_ASKED) | M(DELIVERING) | M(SUSPENDED) | M(REPORTED) |
                                          M(DELIVERED) | M(CLOSED) | M(LAPSED);

static bool
was_in(const ch_match *m, uint64_t statuses)
{
        const ch_decision *d = m->decisions.v;

        if (statuses & CH_FROM(m->status))
                return true;
        for (size_t i = 0; i < m->decisions.len; i++)
                if (statuses & CH_FROM(d[i].status))
                        return true;
        return false;
}

static uint32_t
match_groups(const ch_actor *a, const ch_object *o)
{
        const ch_match *m = o->match;
        uint32_t groups = 0;

        if (is_of(a, PARTY_STAFF, m->party) && was_in(m, shown_to_state))
                groups |= BIT(CODES) | BIT(OPEN);
        if (is_of(a, CH_HAS(CH_ROLE_PROVIDER), m->provider) && was_in(m, shown_to_provider))
                groups |= BIT(OWNER) | BIT(OPEN);
        if (ch_actor_is_committee(a) && !ch_has_conflict(a, o))
                groups |= committee_groups(a) | (a->roles & MATCH_STAFF ? BIT(OWNER) : 0);
        return groups;
}

/* ---- offer
 * ----------------------------------------------------------------------------------------------------------- */

static bool
is_matched_state(const ch_actor *a, const ch_object *o)
{
        ch_object match = *o;

        match.kind = CH_MATCH;
        return o->match && is_of(a, PARTY_STAFF, o->match->party) && ch_uuid_eq(o->match->offer, o->offer->head.id) &&
               (match_groups(a, &match) & BIT(OPEN));
}

static uint32_t
offer_groups(const ch_actor *a, const ch_object *o)
{
        const ch_offer *offer = o->offer;
        uint32_t groups = 0;

        if (is_of(a, CH_HAS(CH_ROLE_PROVIDER), offer->party))
                return ALL;
        if (ch_actor_is_committee(a) && offer->status != CH_OFFER_DRAFT)
                groups |= committee_groups(a);
        if ((a->roles & ANY_PARTY) && offer->status == CH_OFFER_LISTED)
                groups |= BIT(OPEN);
        if (is_matched_state(a, o))
                groups |= BIT(OPEN) | BIT(CONTACTS);
        return groups;
}

uint32_t
ch_groups_for(const ch_actor *actor, const ch_object *object)
{
        const ch_object *o = object;

        if (o->kind == CH_REQUEST && o->request)
                return actor->is_system ? ALL : request_groups(actor, o);
        if (o->kind == CH_OFFER && o->offer)
                return actor->is_system ? ALL : offer_groups(actor, o);
        if (o->kind == CH_MATCH && o->match)
                return actor->is_system ? ALL : match_groups(actor, o);
        return 0;
}

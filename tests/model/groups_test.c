#include "given.h"
#include <ch/base/assert.h>
#include <ch/may.h>
#include <string.h>

#define BIT(group) ((uint32_t)1 << CH_GROUP_##group)
#define ALL        (((uint32_t)1 << CH__GROUP_MAX) - 1)

static const ch_uuid request_id = { { 1 } }, offer_id = { { 2 } };

static ch_actor
person(ch_role role, const char *party)
{
        return (ch_actor) {
                .account = { { 9 } }, .roles = CH_HAS(role), .party = ch_str_of(party), .nationality = CH_LIT("SWE")
        };
}

/* ---- requests: every combination of what consent depends on
 * --------------------------------------------------------------- */

typedef struct circumstances {
        int32_t status;
        int32_t levels[CH__GROUP_MAX];
        bool received, circulated, on_hold, invited, vetted, named, excluded;
} circumstances;

enum { FLAGS = 7, LEVELS = CH__LEVEL_MAX * CH__LEVEL_MAX * CH__LEVEL_MAX * CH__LEVEL_MAX };
enum { CIRCUMSTANCES = CH__REQUEST_STATUS_MAX * LEVELS * (1 << FLAGS) };

static circumstances
nth_circumstances(size_t n)
{
        circumstances c = { 0 };

        c.status = (int32_t)(n % CH__REQUEST_STATUS_MAX);
        n /= CH__REQUEST_STATUS_MAX;
        for (int g = CH_GROUP_SUMMARY; g < CH_GROUP_CONTACTS; g++) {
                c.levels[g] = (int32_t)(n % CH__LEVEL_MAX);
                n /= CH__LEVEL_MAX;
        }
        c.received = n & 1;
        c.circulated = n & 2;
        c.on_hold = n & 4;
        c.invited = n & 8;
        c.vetted = n & 16;
        c.named = n & 32;
        c.excluded = n & 64;
        return c;
}

static ch_str can[] = { CH_LIT("CAN") };

static void
make_request(const circumstances *c, ch_request *r, ch_object *o)
{
        *r = (ch_request) { .head.id = request_id,
                            .party = CH_LIT("ALB"),
                            .status = c->status,
                            .received_at = c->received,
                            .circulated_at = c->circulated,
                            .on_hold = c->on_hold };
        memcpy(r->levels, c->levels, sizeof(r->levels));
        r->named = (ch_strs) { can, c->named };
        r->excluded = (ch_strs) { can, c->excluded };
        *o = (ch_object) { .kind = CH_REQUEST, .request = r, .is_invited = c->invited, .is_vetted = c->vetted };
}

/* What a provider may read, said once more in the words of the rules. */
static uint32_t
provider_may_read(const circumstances *c)
{
        bool is_published = c->status == CH_REQUEST_OPEN || c->status == CH_REQUEST_RESTING ||
                            c->status == CH_REQUEST_CLOSED;
        bool is_addressed = c->invited ? is_published : c->status == CH_REQUEST_OPEN && c->circulated && !c->on_hold;
        uint32_t open = 0;

        for (int g = CH_GROUP_SUMMARY; g < CH_GROUP_CONTACTS; g++) {
                bool is_public = c->levels[g] == CH_LEVEL_PUBLIC;
                bool is_for_him = is_public ||
                                  (!c->excluded && c->levels[g] == CH_LEVEL_PROVIDERS && (c->vetted || c->invited)) ||
                                  (!c->excluded && c->levels[g] == CH_LEVEL_NAMED && c->named);

                if ((is_public && is_published && !c->on_hold) || (is_for_him && is_addressed))
                        open |= (uint32_t)1 << g;
        }
        return open;
}

/* Either way of reading asks for an open summary by itself. */
static uint32_t
only_with_summary(uint32_t groups)
{
        return groups & BIT(SUMMARY) ? groups | BIT(OPEN) : 0;
}

static uint32_t
public_may_read(const circumstances *c)
{
        circumstances none = *c;

        none.invited = none.circulated = none.vetted = none.named = false;
        return only_with_summary(provider_may_read(&none));
}

T_CASE("a provider reads exactly the groups that consent opens to it, in every circumstance")
{
        ch_actor provider = person(CH_ROLE_PROVIDER, "CAN");

        for (size_t n = 0; n < CIRCUMSTANCES; n++) {
                circumstances c = nth_circumstances(n);
                ch_request r;
                ch_object o;

                make_request(&c, &r, &o);
                T_EQ_INT(ch_groups_for(&provider, &o), only_with_summary(provider_may_read(&c)));
        }
}

T_CASE("the public, other States, administrators and auditors read what is public, in every circumstance")
{
        ch_actor others[] = { ch_actor_nobody, person(CH_ROLE_MISSION, "NOR"), person(CH_ROLE_ADMIN, "COMMITTEE"),
                              person(CH_ROLE_AUDITOR, "COMMITTEE"), person(CH_ROLE_COORDINATOR, "AU") };

        for (size_t n = 0; n < CIRCUMSTANCES; n++) {
                circumstances c = nth_circumstances(n);
                ch_request r;
                ch_object o;

                make_request(&c, &r, &o);
                o.is_invited = false; /* none of these is a provider */
                for (size_t i = 0; i < CH_COUNT(others); i++)
                        T_EQ_INT(ch_groups_for(&others[i], &o), public_may_read(&c));
        }
}

T_CASE("the State reads everything; its provider's people do not share in that")
{
        ch_actor mission = person(CH_ROLE_MISSION, "ALB"), drafter = person(CH_ROLE_DRAFTER, "ALB"),
                 provider = person(CH_ROLE_PROVIDER, "ALB");

        for (size_t n = 0; n < CIRCUMSTANCES; n += 7) {
                circumstances c = nth_circumstances(n);
                ch_request r;
                ch_object o;

                make_request(&c, &r, &o);
                T_EQ_INT(ch_groups_for(&mission, &o), ALL);
                T_EQ_INT(ch_groups_for(&drafter, &o), ALL);
                T_FALSE(ch_groups_for(&provider, &o) & (BIT(OWNER) | BIT(COMMITTEE) | BIT(CONTACTS)));
        }
}

T_CASE("the Committee's people read what was submitted, whatever the levels; a draft, or what was withdrawn as one, "
       "never")
{
        static const ch_role staff[] = { CH_ROLE_EXPERT, CH_ROLE_SECRETARIAT, CH_ROLE_CHAIR, CH_ROLE_MEMBER };

        for (size_t n = 0; n < CIRCUMSTANCES; n++) {
                circumstances c = nth_circumstances(n);
                bool was_submitted = c.status != CH_REQUEST_DRAFT && (c.status != CH_REQUEST_WITHDRAWN || c.received);
                ch_request r;
                ch_object o;

                make_request(&c, &r, &o);
                for (size_t i = 0; i < CH_COUNT(staff); i++) {
                        ch_actor a = person(staff[i], "COMMITTEE");
                        uint32_t want = ALL & ~BIT(OWNER);

                        if (staff[i] == CH_ROLE_MEMBER)
                                want &= ~BIT(COMMITTEE);
                        T_EQ_INT(ch_groups_for(&a, &o), was_submitted ? want : 0);
                        a.nationality = CH_LIT("ALB");
                        T_EQ_INT(ch_groups_for(&a, &o), public_may_read(&c));
                }
        }
}

T_CASE("raising a level takes nothing from anybody, lowering gives nothing to anybody")
{
        ch_actor readers[] = { ch_actor_nobody, person(CH_ROLE_PROVIDER, "CAN"), person(CH_ROLE_EXPERT, "COMMITTEE") };

        for (size_t n = 0; n < CIRCUMSTANCES; n++) {
                circumstances c = nth_circumstances(n), higher = c;
                int group = CH_GROUP_SUMMARY + (int)(n % 4);
                ch_request before, after;
                ch_object ob, oa;

                if (c.levels[group] == CH_LEVEL_PUBLIC)
                        continue;
                higher.levels[group] = CH_LEVEL_PUBLIC;
                make_request(&c, &before, &ob);
                make_request(&higher, &after, &oa);
                for (size_t i = 0; i < CH_COUNT(readers); i++) {
                        uint32_t was = ch_groups_for(&readers[i], &ob);

                        T_EQ_INT(ch_groups_for(&readers[i], &oa) & was, was);
                }
        }
}

T_CASE("a coordinator reads a delegated draft, and nothing more of it once it is submitted")
{
        ch_actor body = person(CH_ROLE_COORDINATOR, "AU");
        ch_request r = { .party = CH_LIT("KEN"), .status = CH_REQUEST_DRAFT };
        ch_object o = { .kind = CH_REQUEST, .request = &r };

        T_EQ_INT(ch_groups_for(&body, &o), 0);
        o.is_delegated = true;
        T_EQ_INT(ch_groups_for(&body, &o), ALL & ~BIT(OWNER));
        r.status = CH_REQUEST_OPEN;
        T_EQ_INT(ch_groups_for(&body, &o), 0);
}

T_CASE("who asks together reads the request once it was submitted, but not what the State told the secretariat alone")
{
        ch_str nor[] = { CH_LIT("NOR") };
        ch_actor mission = person(CH_ROLE_MISSION, "NOR");
        ch_request r = { .party = CH_LIT("ALB"), .status = CH_REQUEST_DRAFT, .co_requesters = { nor, 1 } };
        ch_object o = { .kind = CH_REQUEST, .request = &r };

        T_EQ_INT(ch_groups_for(&mission, &o), 0);
        r.status = CH_REQUEST_SUBMITTED;
        T_EQ_INT(ch_groups_for(&mission, &o),
                 BIT(SUMMARY) | BIT(CODES) | BIT(NARRATIVE) | BIT(ATTACHMENTS) | BIT(OPEN));
        mission.party = CH_LIT("SWE");
        T_EQ_INT(ch_groups_for(&mission, &o), 0);
}

T_CASE("contact details pass to the one provider of the match for which the State passed them, and no other")
{
        ch_actor can_provider = person(CH_ROLE_PROVIDER, "CAN"), nor_provider = person(CH_ROLE_PROVIDER, "NOR");
        ch_request r = { .head.id = request_id, .party = CH_LIT("ALB"), .status = CH_REQUEST_OPEN, .circulated_at = 1 };
        ch_match m = {
                .request = request_id, .party = CH_LIT("ALB"), .provider = CH_LIT("CAN"), .status = CH_MATCH_ACCEPTED
        };
        ch_object o = { .kind = CH_REQUEST, .request = &r, .match = &m, .is_invited = true, .is_vetted = true };

        r.levels[CH_GROUP_SUMMARY] = r.levels[CH_GROUP_CODES] = CH_LEVEL_PROVIDERS;
        r.levels[CH_GROUP_CONTACTS] = CH_LEVEL_PUBLIC; /* must open nothing */
        T_FALSE(ch_groups_for(&can_provider, &o) & BIT(CONTACTS));
        m.contacts_passed = true;
        T_TRUE(ch_groups_for(&can_provider, &o) & BIT(CONTACTS));
        T_FALSE(ch_groups_for(&nor_provider, &o) & BIT(CONTACTS));
        T_FALSE(ch_groups_for(&ch_actor_nobody, &o) & BIT(CONTACTS));
        m.request = offer_id; /* a match of another request */
        T_FALSE(ch_groups_for(&can_provider, &o) & BIT(CONTACTS));
        m.request = request_id;
        m.status = CH_MATCH_ENDORSED; /* not invited: does not exist for him */
        T_FALSE(ch_groups_for(&can_provider, &o) & BIT(CONTACTS));
}

/* ---- offers
 * ------------------------------------------------------------------------------------------------------------------ */

T_CASE("an offer is its provider's until submitted, the Committee's from then on, everybody's with an account while "
       "listed")
{
        ch_actor own = person(CH_ROLE_PROVIDER, "CAN"), expert = person(CH_ROLE_EXPERT, "COMMITTEE"),
                 member = person(CH_ROLE_MEMBER, "COMMITTEE"), state = person(CH_ROLE_MISSION, "ALB"),
                 rival = person(CH_ROLE_PROVIDER, "NOR"), admin = person(CH_ROLE_ADMIN, "COMMITTEE"),
                 mission = person(CH_ROLE_MISSION, "CAN");

        for (int32_t status = 0; status < CH__OFFER_STATUS_MAX; status++) {
                ch_offer offer = { .head.id = offer_id, .party = CH_LIT("CAN"), .status = status };
                ch_object o = { .kind = CH_OFFER, .offer = &offer };
                bool is_listed = status == CH_OFFER_LISTED, is_draft = status == CH_OFFER_DRAFT;

                T_EQ_INT(ch_groups_for(&own, &o), ALL);
                T_EQ_INT(ch_groups_for(&expert, &o), is_draft ? 0 : ALL & ~BIT(OWNER));
                T_EQ_INT(ch_groups_for(&member, &o), is_draft ? 0 : ALL & ~BIT(OWNER) & ~BIT(COMMITTEE));
                T_EQ_INT(ch_groups_for(&state, &o), is_listed ? BIT(OPEN) : 0);
                T_EQ_INT(ch_groups_for(&rival, &o), is_listed ? BIT(OPEN) : 0);
                T_EQ_INT(ch_groups_for(&mission, &o), is_listed ? BIT(OPEN) : 0);
                T_EQ_INT(ch_groups_for(&admin, &o), 0);
                T_EQ_INT(ch_groups_for(&ch_actor_nobody, &o), 0);
        }
}

T_CASE("the mailbox of an offer goes to the State that it is matched with, once it knows the match")
{
        ch_offer offer = { .head.id = offer_id, .party = CH_LIT("CAN"), .status = CH_OFFER_RESTING };
        ch_match m = {
                .offer = offer_id, .party = CH_LIT("ALB"), .provider = CH_LIT("CAN"), .status = CH_MATCH_PROPOSED
        };
        ch_object o = { .kind = CH_OFFER, .offer = &offer, .match = &m };
        ch_actor state = person(CH_ROLE_MISSION, "ALB"), other = person(CH_ROLE_MISSION, "NOR");

        T_EQ_INT(ch_groups_for(&state, &o), 0);
        m.status = CH_MATCH_ENDORSED;
        T_EQ_INT(ch_groups_for(&state, &o), BIT(OPEN) | BIT(CONTACTS));
        T_EQ_INT(ch_groups_for(&other, &o), 0);
        m.offer = request_id;
        T_EQ_INT(ch_groups_for(&state, &o), 0);
}

/* ---- matches
 * ------------------------------------------------------------------------------------------------------------------ */

/* Steps of one case, each with who knows it afterwards: S the State, P the provider. */
typedef struct step {
        ch_match_status status;
        const char *known;
} step;

static void
walk(ch_t *t, const step *steps, size_t n)
{
        ch_decision decisions[16] = { 0 };
        ch_match m = { .party = CH_LIT("ALB"), .provider = CH_LIT("CAN") };
        ch_object o = { .kind = CH_MATCH, .match = &m };
        ch_actor state = person(CH_ROLE_MISSION, "ALB"), provider = person(CH_ROLE_PROVIDER, "CAN"),
                 expert = person(CH_ROLE_EXPERT, "COMMITTEE"), member = person(CH_ROLE_MEMBER, "COMMITTEE"),
                 other = person(CH_ROLE_PROVIDER, "NOR"), same_party = person(CH_ROLE_PROVIDER, "ALB");

        (void)t;
        for (size_t i = 0; i < n; i++) {
                m.status = (int32_t)steps[i].status;
                decisions[i].status = m.status;
                m.decisions = (ch_parts) { decisions, i + 1 };
                T_EQ_INT(ch_groups_for(&state, &o), strchr(steps[i].known, 'S') ? BIT(CODES) | BIT(OPEN) : 0);
                T_EQ_INT(ch_groups_for(&provider, &o), strchr(steps[i].known, 'P') ? BIT(OWNER) | BIT(OPEN) : 0);
                T_EQ_INT(ch_groups_for(&expert, &o), ALL);
                T_EQ_INT(ch_groups_for(&member, &o), ALL & ~BIT(OWNER) & ~BIT(COMMITTEE));
                T_EQ_INT(ch_groups_for(&other, &o), 0);
                T_EQ_INT(ch_groups_for(&same_party, &o), 0);
                T_EQ_INT(ch_groups_for(&ch_actor_nobody, &o), 0);
        }
}
#define WALK(...) walk(t, (const step[]) { __VA_ARGS__ }, sizeof((const step[]) { __VA_ARGS__ }) / sizeof(step))

T_CASE("each side knows a match from its moment on and to its end, and never before")
{
        WALK({ CH_MATCH_SET_ASIDE, "" });
        WALK({ CH_MATCH_PROPOSED, "" }, { CH_MATCH_RESCINDED, "" });
        WALK({ CH_MATCH_PROPOSED, "" }, { CH_MATCH_ENDORSED, "S" }, { CH_MATCH_DECLINED_BY_STATE, "S" });
        WALK({ CH_MATCH_PROPOSED, "" }, { CH_MATCH_ENDORSED, "S" }, { CH_MATCH_CLEARED, "S" },
             { CH_MATCH_RESCINDED, "S" });
        WALK({ CH_MATCH_PROPOSED, "" }, { CH_MATCH_ENDORSED, "S" }, { CH_MATCH_CLEARED, "S" },
             { CH_MATCH_INVITED, "SP" }, { CH_MATCH_OFFERED, "SP" }, { CH_MATCH_CHANGES_ASKED, "SP" },
             { CH_MATCH_OFFERED, "SP" }, { CH_MATCH_ACCEPTED, "SP" }, { CH_MATCH_DELIVERING, "SP" },
             { CH_MATCH_SUSPENDED, "SP" }, { CH_MATCH_DELIVERING, "SP" }, { CH_MATCH_REPORTED, "SP" },
             { CH_MATCH_DELIVERED, "SP" }, { CH_MATCH_CLOSED, "SP" });
        WALK({ CH_MATCH_VOLUNTEERED, "P" }, { CH_MATCH_WITHDRAWN, "P" });
        WALK({ CH_MATCH_VOLUNTEERED, "P" }, { CH_MATCH_RESCINDED, "P" });
        WALK({ CH_MATCH_VOLUNTEERED, "P" }, { CH_MATCH_PASSED_ON, "SP" }, { CH_MATCH_WITHDRAWN, "SP" });
        WALK({ CH_MATCH_ASKED_FOR, "S" }, { CH_MATCH_INVITED, "SP" }, { CH_MATCH_LAPSED, "SP" });
        WALK({ CH_MATCH_ASKED_FOR, "S" }, { CH_MATCH_INVITED, "SP" }, { CH_MATCH_DECLINED, "SP" });
        WALK({ CH_MATCH_ENDORSED, "S" }, { CH_MATCH_CLEARED, "S" }, { CH_MATCH_INVITED, "SP" },
             { CH_MATCH_OFFERED, "SP" }, { CH_MATCH_DECLINED_BY_STATE, "SP" });
}

T_CASE("nationals of either side among the Committee's people do not know the match")
{
        ch_match m = { .party = CH_LIT("ALB"), .provider = CH_LIT("CAN"), .status = CH_MATCH_OFFERED };
        ch_object o = { .kind = CH_MATCH, .match = &m };
        ch_actor expert = person(CH_ROLE_EXPERT, "COMMITTEE");
        static const char *const kept[] = { "ALB", "CAN", "" };

        for (size_t i = 0; i < 3; i++) {
                expert.nationality = ch_str_of(kept[i]);
                T_EQ_INT(ch_groups_for(&expert, &o), 0);
        }
}

T_CASE("what is not given does not exist")
{
        ch_actor all = { .roles = CH_HAS(CH__ROLE_MAX) - 1, .party = CH_LIT("ALB"), .nationality = CH_LIT("SWE") };

        for (int kind = 0; kind < CH__KIND_MAX; kind++) {
                ch_object o = { .kind = (ch_kind)kind };

                T_EQ_INT(ch_groups_for(&all, &o), 0);
                T_EQ_INT(ch_groups_for(&ch_actor_system, &o), 0);
        }
}

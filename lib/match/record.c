/* record.c – what a provider has done for others: nearer regions and nearer topics count more. Never the request at
 * hand, so that no list is judged by its own outcome. */
#include "pair.h"
#include "policy.h"
#include <ch/base/assert.h>
#include <ch/match.h>

static int32_t
role_worth(int32_t role)
{
        static const int16_t worth[] = { RECORD_DELIVERED, RECORD_OFFERED, RECORD_PLEDGED, RECORD_ATTENDED,
                                         RECORD_FUNDED }; /* as ch_response_role_names */

        return role >= 0 && (size_t)role < CH_COUNT(worth) ? worth[role] : 0;
}

/* What came to nothing does not count, neither for nor against. */
static bool
came_to_something(ch_str status)
{
        static const char *const nothing[] = { "declined", "withdrawn", "cancelled", "failed", "lapsed" };

        for (size_t i = 0; i < CH_COUNT(nothing); i++)
                if (ch_str_is(status, nothing[i]))
                        return false;
        return true;
}

static int32_t
neighbourhood(const asking *a, ch_str party)
{
        const ch_state *states, *other = ch_vocab_state(a->cat->vocab, party);
        size_t len = ch_vocab_states(a->cat->vocab, &states);
        int32_t best = RECORD_ELSEWHERE;

        for (size_t i = 0; other && i < len; i++) {
                if (!ch_state_set_has(&a->states, (int)i))
                        continue;
                if (states[i].m49_subregion.len && ch_str_eq(states[i].m49_subregion, other->m49_subregion))
                        return RECORD_SUBREGION;
                if (states[i].un_group.len && ch_str_eq(states[i].un_group, other->un_group))
                        best = RECORD_GROUP;
        }
        return best;
}

/* What a request is about. A draft's words are read for this call alone; without memory its arena is full from then on,
 * and the list is refused. */
static terms
focus_of(const asking *a, const entry *e)
{
        units us = { 0 };

        if (e->units)
                return e->units->focus;
        if (units_of_request(a->cat->lex, a->cat->vocab, a->arena, e->record, &us) != CH_OK)
                us.focus.len = 0;
        return us.focus;
}

static int64_t
help_given(const asking *a, const ch_response *r)
{
        const entry *e = table_get(a->cat->tables[CH_REQUEST], BY_REF, r->request);
        const ch_request *other = e ? e->record : NULL;
        terms focus;
        int32_t near = 0;

        if (!other || ch_str_eq(r->request, a->request->head.ref) || !came_to_something(r->status))
                return 0;
        focus = focus_of(a, e);
        for (size_t i = 0; i < focus.len; i++) {
                int32_t one = nearest_topic(a, focus.v[i].meaning);

                near = one > near ? one : near;
        }
        return (int64_t)role_worth(r->role) * neighbourhood(a, other->party) / FULL *
               (RECORD_ANY_TOPIC + RECORD_SAME_TOPIC * near / FULL) / FULL;
}

int32_t
record_fit(const pair *p)
{
        const table *t = p->a->cat->tables[CH_RESPONSE];
        ch_str ref = p->o->offer->head.ref;
        place at = table_find(t, BY_SECOND, ref);
        int64_t sum = 0;

        for (const entry *e; (e = place_next(&at)) != NULL;) {
                const ch_response *r = e->record;

                if (!ch_str_eq(r->offer, ref))
                        break;
                sum += help_given(p->a, r);
        }
        return (int32_t)(sum * FULL / (sum + RECORD_HALF));
}

const int16_t record_caps[RECORD_LEVELS] = { 334, 412, 500, 667, FULL }; /* one attended or pledged, one offered, … */

/* As if every request were next door and on the same topic. */
int32_t
record_at_most(const table *responses, ch_str offer_ref)
{
        place at = table_find(responses, BY_SECOND, offer_ref);
        int64_t sum = 0;

        for (const entry *e; (e = place_next(&at)) != NULL;) {
                const ch_response *r = e->record;

                if (!ch_str_eq(r->offer, offer_ref))
                        break;
                sum += came_to_something(r->status) ? role_worth(r->role) : 0;
        }
        return (int32_t)(sum * FULL / (sum + RECORD_HALF));
}

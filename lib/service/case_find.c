/* Finding records, and telling ch_may everything about them. */
#include "case_.h"
#include <ch/weights.h>
#include <string.h>

enum { LATELY = 16 };

/* What was stored a moment ago need not be read and opened again: a command mostly looks at what it has just made. */
static const void *
stored_lately(const struct ch_batch *batch, ch_kind kind, ch_uuid id)
{
        for (size_t back = 1; back <= batch->len && back <= LATELY; back++) {
                const ch_change *c = &batch->v[batch->len - back];

                if (c->kind == kind && c->record && ch_uuid_eq(c->id, id))
                        return c->record;
        }
        return NULL;
}

/* There is none, or no room to open it. */
static ch_status
nothing_of(const ch_look *look)
{
        return ch_arena_is_full(look->arena) ? CH_TOO_LARGE : CH_HIDDEN;
}

ch_status
find_record(const ch_look *look, ch_kind kind, ch_uuid id, const void **out)
{
        void *mine = NULL;
        ch_status st;

        if (look->batch && (*out = stored_lately(look->batch, kind, id))) {
                *out = ch_record_copy(look->arena, kind, *out);
                return *out ? CH_OK : CH_TOO_LARGE;
        }
        if (look->batch) {
                st = ch_db_record(look->db, kind, id, look->arena, &mine);
                *out = mine;
                return st;
        }
        *out = ch_catalog_by_id(look->cat, kind, id, look->arena);
        return *out ? CH_OK : nothing_of(look);
}

ch_status
find_by_ref(const ch_look *look, ch_kind kind, ch_str ref, const void **out)
{
        void *mine = NULL;
        ch_status st;

        if (look->batch) {
                st = ch_db_record_by_ref(look->db, kind, ref, look->arena, &mine);
                *out = mine;
                return st;
        }
        *out = ch_catalog_by_ref(look->cat, kind, ref, look->arena);
        return *out ? CH_OK : nothing_of(look);
}

ch_status
take_record(ch_work *work, ch_kind kind, ch_uuid id, void **out)
{
        return ch_db_record(work->look.db, kind, id, work->look.arena, out);
}

static bool
belongs_to(const ch_match *m, ch_uuid id)
{
        return ch_uuid_eq(m->request, id) || ch_uuid_eq(m->offer, id);
}

/* What this transaction staged takes the place of what is published. */
static void
overlay(const struct ch_batch *batch, ch_uuid id, match_list *list)
{
        for (size_t i = 0; i < batch->len; i++) {
                const ch_match *m = batch->v[i].record;
                size_t at = 0;

                if (batch->v[i].kind != CH_MATCH || !m || !belongs_to(m, id))
                        continue;
                while (at < list->len && !ch_uuid_eq(list->v[at]->head.id, m->head.id))
                        at++;
                list->v[at] = m;
                if (at == list->len)
                        list->len++;
        }
}

ch_status
find_matches(const ch_look *look, ch_uuid id, match_list *out)
{
        size_t n = ch_catalog_matches_of(look->cat, id, NULL, 0);
        size_t cap = n + (look->batch ? look->batch->len : 0);

        *out = (match_list) { .v = CH_NEW_N(look->arena, const ch_match *, cap), .len = n };
        if (!out->v)
                return CH_TOO_LARGE;
        ch_catalog_matches_of(look->cat, id, out->v, n);
        if (look->batch)
                overlay(look->batch, id, out);
        return CH_OK;
}

size_t
all_of(const ch_look *look, ch_kind kind, const void *const **first)
{
        return ch_catalog_all(look->cat, kind, first);
}

record_walk
walk_all(const ch_look *look, ch_kind kind)
{
        record_walk w = { .look = look, .kind = kind };

        if (kind == CH_OFFER)
                w.offers = ch_catalog_offers(look->cat);
        else
                w.len = all_of(look, kind, &w.all);
        return w;
}

const void *
walk_next(record_walk *w)
{
        if (w->kind == CH_OFFER)
                return ch_offer_next(&w->offers, &w->brief) ? &w->brief : NULL;
        return w->next < w->len ? w->all[w->next++] : NULL;
}

ch_str
party_name(const ch_look *look, ch_str code)
{
        return ch_str_dup(look->arena, ch_catalog_party_name(look->cat, code, look->lang));
}

enum { SEEN_BY_PROVIDER = 1, GOES_ON = 2 };
static const uint8_t match_marks[CH__MATCH_STATUS_MAX] = {
        [CH_MATCH_INVITED] = SEEN_BY_PROVIDER | GOES_ON,
        [CH_MATCH_OFFERED] = SEEN_BY_PROVIDER | GOES_ON,
        [CH_MATCH_DECLINED] = SEEN_BY_PROVIDER,
        [CH_MATCH_VOLUNTEERED] = SEEN_BY_PROVIDER,
        [CH_MATCH_PASSED_ON] = SEEN_BY_PROVIDER,
        [CH_MATCH_ACCEPTED] = SEEN_BY_PROVIDER | GOES_ON,
        [CH_MATCH_CHANGES_ASKED] = SEEN_BY_PROVIDER | GOES_ON,
        [CH_MATCH_DECLINED_BY_STATE] = SEEN_BY_PROVIDER,
        [CH_MATCH_DELIVERING] = SEEN_BY_PROVIDER | GOES_ON,
        [CH_MATCH_SUSPENDED] = SEEN_BY_PROVIDER | GOES_ON,
        [CH_MATCH_REPORTED] = SEEN_BY_PROVIDER | GOES_ON,
        [CH_MATCH_DELIVERED] = SEEN_BY_PROVIDER | GOES_ON,
        [CH_MATCH_CLOSED] = SEEN_BY_PROVIDER,
        [CH_MATCH_LAPSED] = SEEN_BY_PROVIDER,
        [CH_MATCH_WITHDRAWN] = SEEN_BY_PROVIDER,
        [CH_MATCH_RESCINDED] = SEEN_BY_PROVIDER,
};

bool
is_known_to_provider(const ch_match *m)
{
        return match_marks[m->status] & SEEN_BY_PROVIDER;
}

bool
is_invited(const ch_look *look, ch_str provider, const ch_request *request)
{
        match_list list;

        if (!provider.len || find_matches(look, request->head.id, &list) != CH_OK)
                return false;
        for (size_t i = 0; i < list.len; i++)
                if (ch_str_eq(list.v[i]->provider, provider) && match_marks[list.v[i]->status] & GOES_ON)
                        return true;
        return false;
}

bool
is_vetted(const ch_look *look, const ch_actor *actor)
{
        return ch_actor_is(actor, CH_ROLE_PROVIDER) && ch_catalog_has_listed(look->cat, actor->party);
}

/* The States behind a joint request: their nationals are kept from it. */
static ch_strs
members_of(const ch_look *look, ch_str party)
{
        const void *const *all;
        size_t n = ch_vocab_state(look->desk->vocab, party) ? 0 : all_of(look, CH_PARTY, &all);

        for (size_t i = 0; i < n; i++)
                if (ch_str_eq(((const ch_party *)all[i])->code, party))
                        return ((const ch_party *)all[i])->members;
        return (ch_strs) { 0 };
}

static void
add_request(const ch_look *look, const ch_actor *actor, bool vetted, ch_object *out)
{
        bool is_provider = ch_actor_is(actor, CH_ROLE_PROVIDER);

        out->members = members_of(look, out->request->party);
        out->is_invited = is_provider && is_invited(look, actor->party, out->request);
        out->is_vetted = vetted;
}

static ch_status
add_match(const ch_look *look, const ch_actor *actor, bool vetted, const ch_match *m, ch_object *out)
{
        const void *request, *offer;
        ch_status st = find_record(look, CH_REQUEST, m->request, &request);

        if (st == CH_OK)
                st = find_record(look, CH_OFFER, m->offer, &offer);
        if (st != CH_OK)
                return st;
        out->request = request;
        out->offer = offer;
        out->match = m;
        add_request(look, actor, vetted, out);
        return CH_OK;
}

ch_status
object_with(const ch_look *look, const ch_actor *actor, bool vetted, listed_record what, ch_object *out)
{
        *out = (ch_object) { .kind = what.kind, .party = ch_record_party(what.kind, what.record) };
        if (what.kind == CH_MATCH)
                return add_match(look, actor, vetted, what.record, out);
        if (what.kind == CH_ACCOUNT)
                out->account = what.record;
        if (what.kind == CH_OFFER)
                out->offer = what.record;
        if (what.kind == CH_REQUEST) {
                out->request = what.record;
                add_request(look, actor, vetted, out);
        }
        return CH_OK;
}

ch_status
object_of(const ch_look *look, const ch_actor *actor, ch_kind kind, const void *record, ch_object *out)
{
        bool vetted = (kind == CH_REQUEST || kind == CH_MATCH) && is_vetted(look, actor);

        return object_with(look, actor, vetted, (listed_record) { kind, record }, out);
}

ch_actor
actor_of(const ch_account *account)
{
        return (ch_actor) { .account = account->head.id,
                            .party = account->party,
                            .nationality = account->nationality,
                            .roles = account->is_disabled ? 0 : (ch_roles)account->roles };
}

size_t
count_people(const ch_look *look, bool (*ask)(const ch_actor *person, const void *arg), const void *arg)
{
        const void *const *v;
        size_t n = all_of(look, CH_ACCOUNT, &v), count = 0;

        for (size_t i = 0; i < n; i++) {
                ch_actor person = actor_of(v[i]);

                if (person.roles && ask(&person, arg))
                        count++;
        }
        return count;
}

static int32_t
points_of(const ch_weights_version *version, const char *factor)
{
        const ch_weight *w = version->weights.v;

        for (size_t i = 0; i < version->weights.len; i++)
                if (ch_str_is(w[i].factor, factor))
                        return (int32_t)w[i].points;
        return 0;
}

ch_weights
weights_in(const ch_weights_version *version)
{
        ch_weights w = { .version = version->name };

        for (int f = 0; f < CH__FACTOR_MAX; f++)
                w.w[f] = points_of(version, ch_factor_word((ch_factor)f));
        return w;
}

ch_weights
weights_of(const ch_look *look)
{
        const void *const *v;
        size_t n = all_of(look, CH_WEIGHTS, &v);

        if (look->weights)
                return *look->weights;
        for (size_t i = 0; i < n; i++) {
                const ch_weights_version *version = v[i];
                ch_weights w = weights_in(version);

                if (version->in_force && ch_weights_are_valid(&w))
                        return w;
        }
        return ch_weights_default;
}

/* What waits for this person: the cases that his side holds and in which he may take a step. */
#include "match_.h"
#include <ch/base/mark.h>
#include <ch/home.h>
#include <ch/offer_groups.h>
#include <stdlib.h>

typedef struct waiting {
        ch_kind kind;
        ch_uuid id;
        ch_str ref;
        ch_act act;
        const char *label;
        ch_holding holding;
} waiting;

typedef struct gathering {
        const ch_look *look;
        const ch_actor *actor;
        const ch_offer_groups *offers;
        bool vetted;
        waiting *v;
        size_t len, cap;
} gathering;

/* Which roles the holder's side has, and whose party it must be. */
static bool
is_mine(const ch_actor *actor, ch_holder holder, ch_str state, ch_str provider)
{
        static const ch_role staff[] = { [CH_HELD_SECRETARIAT] = CH_ROLE_SECRETARIAT,
                                         [CH_HELD_EXPERTS] = CH_ROLE_EXPERT,
                                         [CH_HELD_CHAIR] = CH_ROLE_CHAIR };

        if (holder == CH_HELD_NOBODY)
                return false;
        if (holder == CH_HELD_STATE)
                return ch_str_eq(actor->party, state);
        if (holder == CH_HELD_PROVIDER)
                return ch_str_eq(actor->party, provider);
        return ch_actor_is(actor, staff[holder]);
}

/* What rests waits for nobody: it may be taken up again, but need not. */
static bool
is_resting(ch_kind kind, int32_t status)
{
        return (kind == CH_REQUEST && status == CH_REQUEST_RESTING) || (kind == CH_OFFER && status == CH_OFFER_RESTING);
}

static ch_status
add(gathering *g, const waiting *w)
{
        if (g->len == g->cap) {
                size_t cap = g->cap ? g->cap * 2 : 64;
                waiting *v = CH_NEW_N(g->look->arena, waiting, cap);

                if (!v)
                        return CH_TOO_LARGE;
                for (size_t i = 0; i < g->len; i++)
                        v[i] = g->v[i];
                g->v = v;
                g->cap = cap;
        }
        g->v[g->len++] = *w;
        return CH_OK;
}

static bool
is_looked_after(const match_list *matches, int64_t need)
{
        for (size_t i = 0; i < matches->len; i++) {
                const ch_match *m = matches->v[i];

                if (m->need == need && ch_holder_of(CH_MATCH, (int32_t)m->status) != CH_HELD_NOBODY)
                        return true;
        }
        return false;
}

/* An open request waits for the experts as long as a need has neither a provider nor a pairing under way. */
static ch_status
consider_needs(gathering *g, const ch_request *r)
{
        match_list matches;
        ch_status st = find_matches(g->look, r->head.id, &matches);

        for (size_t i = 0; i < r->needs.len && st == CH_OK; i++) {
                const ch_need *need = &ch_request_needs(r)[i];

                if (need->coverage == CH_COVERAGE_OPEN && !is_looked_after(&matches, need->no))
                        return add(g, &(waiting) { CH_REQUEST, r->head.id, r->head.ref, CH_ACT_RANKED_READ,
                                                   CH_MSG("Choose among the offers ranked for it"),
                                                   holding_of(g->look, CH_REQUEST, r) });
        }
        return st;
}

static ch_status
consider(gathering *g, ch_kind kind, const void *record)
{
        const ch_head *head = record;
        ch_holder holder = ch_holder_of(kind, ch_record_status(kind, record));
        ch_str party = ch_record_party(kind, record);
        ch_str provider = kind == CH_MATCH ? ((const ch_match *)record)->provider : party;
        ch_object object;
        ch_legal legal;
        ch_status st;

        if (!is_mine(g->actor, holder, party, provider) || is_resting(kind, ch_record_status(kind, record)))
                return CH_OK;
        st = object_with(g->look, g->actor, g->vetted, (listed_record) { kind, record }, &object);
        if (st != CH_OK)
                return st;
        if (kind == CH_REQUEST && holder == CH_HELD_EXPERTS)
                return ch_may(g->actor, CH_ACT_RANKED_READ, &object, g->look->now) == CH_OK ? consider_needs(g, record)
                                                                                            : CH_OK;
        legal = legal_of(g->look, g->actor, &object);
        if (!legal.len)
                return CH_OK;
        return add(g, &(waiting) { kind, head->id, head->ref, legal.v[0]->act, legal.v[0]->label,
                                   holding_of(g->look, kind, record) });
}

/* Of very many offers only the groups that are his. */
static ch_status
gather_offers(gathering *g)
{
        ch_status st = CH_OK;

        for (size_t k = 0; k < g->offers->len; k++) {
                const ch_offer_group *group = &g->offers->v[k];
                ch_holder holder = ch_holder_of(CH_OFFER, group->like.status);
                bool is_his = is_mine(g->actor, holder, group->like.party, group->like.party);

                for (size_t i = 0; is_his && i < group->len && st == CH_OK; i++) {
                        ch_offer o = ch_offer_group_brief(group, i);

                        st = consider(g, CH_OFFER, &o);
                }
        }
        return st;
}

static ch_status
gather(gathering *g)
{
        static const ch_kind kinds[] = { CH_REQUEST, CH_MATCH };
        ch_status st = gather_offers(g);

        for (size_t k = 0; k < CH_COUNT(kinds); k++) {
                record_walk walk = walk_all(g->look, kinds[k]);

                for (const void *one; st == CH_OK && (one = walk_next(&walk)) != NULL;)
                        st = consider(g, kinds[k], one);
        }
        return st;
}

static int
compare(const void *a, const void *b)
{
        const waiting *x = a, *y = b;
        ch_day until_x = x->holding.until == CH_DAY_NONE ? INT32_MAX : x->holding.until;
        ch_day until_y = y->holding.until == CH_DAY_NONE ? INT32_MAX : y->holding.until;

        if (until_x != until_y)
                return until_x < until_y ? -1 : 1;
        if (x->holding.since != y->holding.since)
                return x->holding.since < y->holding.since ? -1 : 1;
        return ch_str_cmp(x->ref, y->ref);
}

static ch_status
name_request(const ch_look *look, const ch_actor *actor, const ch_object *object, ch_task *out)
{
        ch_object side = side_of(object, CH_REQUEST);
        uint32_t groups = ch_groups_for(actor, &side);

        if (!(groups & 1u << CH_GROUP_SUMMARY))
                return CH_OK;
        out->title = ch_str_dup(look->arena, object->request->title);
        out->party_name = party_name(look, object->request->party);
        return CH_OK;
}

static ch_status
fill(const ch_look *look, const ch_actor *actor, const waiting *w, ch_task *out)
{
        const void *record = NULL;
        ch_object object;
        ch_status st = find_record(look, w->kind, w->id, &record);

        if (st == CH_OK)
                st = object_of(look, actor, w->kind, record, &object);
        if (st != CH_OK)
                return st;
        *out = (ch_task) { .kind = w->kind,
                           .id = w->id,
                           .ref = ch_str_dup(look->arena, w->ref),
                           .act = w->act,
                           .label = w->label,
                           .holding = w->holding,
                           .is_sample = ((const ch_head *)record)->is_sample };
        if (w->kind != CH_OFFER)
                return name_request(look, actor, &object, out);
        out->title = ch_str_dup(look->arena, object.offer->title);
        out->party_name = party_name(look, object.offer->party);
        return CH_OK;
}

static bool
counts(const gathering *g, ch_kind kind, const void *record)
{
        bool is_own = ch_str_eq(g->actor->party, ch_record_party(kind, record)) ||
                      (kind == CH_MATCH && ch_str_eq(g->actor->party, ((const ch_match *)record)->provider));
        ch_act act = kind == CH_REQUEST ? CH_ACT_REQUEST_READ
                     : kind == CH_OFFER ? CH_ACT_OFFER_READ
                                        : CH_ACT_MATCH_READ;
        ch_object object;

        if (((const ch_head *)record)->is_sample || (!is_own && !ch_actor_is_committee(g->actor)))
                return false;
        return object_with(g->look, g->actor, g->vetted, (listed_record) { kind, record }, &object) == CH_OK &&
               ch_may(g->actor, act, &object, g->look->now) == CH_OK;
}

static size_t
count(const gathering *g, ch_kind kind, uint64_t statuses)
{
        record_walk walk = walk_all(g->look, kind);
        size_t counted = 0;

        for (const void *one; (one = walk_next(&walk)) != NULL;)
                if (statuses >> ch_record_status(kind, one) & 1 && counts(g, kind, one))
                        counted++;
        return counted;
}

static size_t
count_offers(const gathering *g, uint64_t statuses)
{
        size_t counted = 0;

        for (size_t k = 0; k < g->offers->len; k++) {
                const ch_offer_group *group = &g->offers->v[k];

                if (statuses >> group->like.status & 1 && counts(g, CH_OFFER, &group->like))
                        counted += group->len;
        }
        return counted;
}

ch_status
ch_home_show(const ch_look *look, const ch_actor *actor, ch_home *out)
{
        const uint64_t running = CH_FROM(CH_MATCH_ACCEPTED) | CH_FROM(CH_MATCH_DELIVERING) |
                                 CH_FROM(CH_MATCH_SUSPENDED) | CH_FROM(CH_MATCH_REPORTED);
        gathering g = { .look = look,
                        .actor = actor,
                        .offers = ch_catalog_offer_groups(look->cat),
                        .vetted = is_vetted(look, actor) };
        ch_status st = ask_read(look, actor, CH_ACT_HOME, &(ch_object) { 0 });

        *out = (ch_home) { 0 };
        if (st == CH_OK)
                st = g.offers ? gather(&g) : CH_BUSY;
        if (st != CH_OK)
                return st;
        if (g.len)
                qsort(g.v, g.len, sizeof *g.v, compare);
        out->total = g.len;
        out->len = g.len < CH_TASKS_MAX ? g.len : CH_TASKS_MAX;
        out->v = CH_NEW_N(look->arena, ch_task, out->len);
        for (size_t i = 0; out->v && i < out->len && st == CH_OK; i++)
                st = fill(look, actor, &g.v[i], &out->v[i]);
        out->drafts = count(&g, CH_REQUEST, CH_FROM(CH_REQUEST_DRAFT)) + count_offers(&g, CH_FROM(CH_OFFER_DRAFT));
        out->open_requests = count(&g, CH_REQUEST, CH_FROM(CH_REQUEST_OPEN));
        out->listed_offers = count_offers(&g, CH_FROM(CH_OFFER_LISTED));
        out->running_matches = count(&g, CH_MATCH, running);
        return out->v && !ch_arena_is_full(look->arena) ? st : CH_TOO_LARGE;
}

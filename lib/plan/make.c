#include "make.h"
#include <ch/base/map.h>
#include <ch/base/mark.h>

/* ---- needs and offers ------------------------------------------------------------------------------------------ */

static ch_status
make_needs(making *m)
{
        const ch_plan_ask *ask = m->ask;
        size_t most = 0, n = 0;

        for (size_t i = 0; i < ask->requests_len; i++)
                most += ask->requests[i]->needs.len;
        m->wanted = CH_NEW_N(m->arena, ch_plan_wanted, most);
        m->needs = CH_NEW_N(m->arena, ch_plan_need, most);
        if (!m->wanted || !m->needs)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < ask->requests_len; i++)
                for (size_t k = 0; k < ask->requests[i]->needs.len; k++) {
                        const ch_need *need = &ch_request_needs(ask->requests[i])[k];

                        if (need->coverage >= CH_COVERAGE_COVERED)
                                continue;
                        m->wanted[n] = (ch_plan_wanted) { .request = ask->requests[i], .need = need };
                        m->needs[n++] = (ch_plan_need) { ask->per_need ? (int32_t)ask->per_need : 1, -1 };
                }
        m->out->wanted = m->wanted;
        m->out->task.needs = m->needs;
        m->out->task.needs_len = n;
        return CH_OK;
}

static int32_t
places_of(const making *m, const ch_offer *o)
{
        int64_t places = o->capacity > 0  ? o->capacity - (int64_t)ch_rank_engaged(m->cat, o)
                         : m->ask->places ? m->ask->places
                                          : CH_PLAN_PLACES;

        return places < 0 ? 0 : places > CH_PLAN_MANY ? CH_PLAN_MANY : (int32_t)places;
}

static ch_status
make_offers(making *m)
{
        ch_offer_walk walk = ch_catalog_offers(m->cat);
        size_t n = ch_catalog_count(m->cat, CH_OFFER);
        ch_map *parties = ch_map_new(m->arena, n);
        ch_plan_offered *offers = CH_NEW_N(m->arena, ch_plan_offered, n);
        ch_offer o;

        m->offers = CH_NEW_N(m->arena, ch_plan_offer, n);
        if (!parties || !offers || !m->offers)
                return CH_TOO_LARGE;
        for (size_t j = 0; j < n && ch_offer_next(&walk, &o); j++) {
                size_t party = j;

                offers[j] = (ch_plan_offered) { o.head.ref, o.party };
                if (!ch_map_add(parties, o.party, j))
                        (void)ch_map_get(parties, o.party, &party);
                m->offers[j] = (ch_plan_offer) { places_of(m, &o), (int32_t)party };
        }
        m->out->offers = offers;
        m->out->task.offers = m->offers;
        m->out->task.offers_len = n;
        return ch_arena_is_full(m->arena) ? CH_TOO_LARGE : CH_OK;
}

/* ---- exclusions ------------------------------------------------------------------------------------------------ */

/* The request it is about, empty: all; and the offer or party. */
static ch_str
cut_exclusion(ch_str s, ch_str *request)
{
        size_t at = ch_str_find(s, '=');

        *request = at < s.len ? (ch_str) { s.p, at } : (ch_str) { 0 };
        return at < s.len ? (ch_str) { s.p + at + 1, s.len - at - 1 } : s;
}

int32_t
exclusion_of(const making *m, const ch_request *r, const ch_plan_offered *o)
{
        for (size_t i = 0; i < m->ask->excluded.len; i++) {
                ch_str request, who = cut_exclusion(m->ask->excluded.v[i], &request);

                if ((!request.len || ch_str_eq(request, r->head.ref)) &&
                    (ch_str_eq(who, o->ref) || ch_str_eq(who, o->party)))
                        return (int32_t)i + 1;
        }
        return 0;
}

static bool
is_known(const making *m, ch_str who)
{
        for (size_t j = 0; j < m->out->task.offers_len; j++)
                if (ch_str_eq(who, m->out->offers[j].ref) || ch_str_eq(who, m->out->offers[j].party))
                        return true;
        return false;
}

void
check_exclusions(making *m)
{
        for (size_t i = 0; i < m->ask->excluded.len; i++) {
                ch_str request, who = cut_exclusion(m->ask->excluded.v[i], &request);
                ch_issue wrong = { .field = CH_LIT("exclude"), .value = who };

                wrong.msg = CH_MSG("{value} is neither an offer nor a provider of one.");
                if (!is_known(m, who))
                        ch_issue_put(m->issues, &wrong);
                wrong.value = request;
                wrong.msg = CH_MSG("There is no request {value}.");
                if (request.len && !ch_catalog_by_ref(m->cat, CH_REQUEST, request, NULL))
                        ch_issue_put(m->issues, &wrong);
        }
}

/* ---- all of it ------------------------------------------------------------------------------------------------- */

ch_status
ch_plan_make(const ch_catalog *cat, const ch_plan_ask *ask, ch_arena *arena, ch_issues *issues, ch_plan_made *out)
{
        making m = {
                .cat = cat, .vocab = ch_catalog_vocab(cat), .ask = ask, .arena = arena, .issues = issues, .out = out
        };
        ch_status st;

        *out = (ch_plan_made) { .task.exclusions = ask->excluded.len };
        st = make_needs(&m);
        if (st == CH_OK)
                st = make_offers(&m);
        if (st == CH_OK) {
                check_exclusions(&m);
                st = make_groups(&m);
        }
        if (st == CH_OK)
                st = ch_issues_status(issues);
        if (st == CH_OK)
                st = make_edges(&m);
        if (st == CH_OK && ask->overlap)
                st = make_overlaps(&m);
        return st == CH_OK && ch_arena_is_full(arena) ? CH_TOO_LARGE : st;
}

/* What binds in a plan, what that costs, and why a need is served by nobody. */
#include "planning_.h"
#include <ch/base/mark.h>
#include <stdlib.h>

static const struct {
        const char *word, *text;
} whys[CH__UNSERVED_MAX] = {
        [CH_UNSERVED_NO_OFFER] = { "no_offer", CH_MSG_INIT("No offer passes every rule") },
        [CH_UNSERVED_EXCLUDED] = { "excluded", CH_MSG_INIT("The offers that pass every rule are excluded") },
        [CH_UNSERVED_NO_PLACE] = { "no_place", CH_MSG_INIT("The offers that pass every rule have no place left") },
        [CH_UNSERVED_DEARER] = { "dearer", CH_MSG_INIT("Serving it would cost others more than it gains") },
};

const char *
ch_unserved_word(ch_unserved_why why)
{
        return (unsigned)why < CH__UNSERVED_MAX ? whys[why].word : "";
}

const char *
ch_unserved_text(ch_unserved_why why)
{
        return (unsigned)why < CH__UNSERVED_MAX ? whys[why].text : "";
}

ch_str
region_name(const planning *p, ch_str code)
{
        const ch_region *r = ch_vocab_region(ch_catalog_vocab(p->look->cat), code);

        return r ? r->name : party_name(p->look, code);
}

/* ---- what binds ------------------------------------------------------------------------------------------------ */

static int
dearest_first(const void *a, const void *b)
{
        const ch_binding *x = a, *y = b;

        if (x->worth != y->worth)
                return x->worth > y->worth ? -1 : 1;
        return x->rule != y->rule ? (x->rule > y->rule) - (x->rule < y->rule) : ch_str_cmp(x->name, y->name);
}

static ch_binding
kept(const planning *p, ch_binding b)
{
        b.name = ch_str_dup(p->look->arena, b.name);
        b.who = ch_str_dup(p->look->arena, b.who);
        return b;
}

static ch_binding
places_of(const planning *p, size_t offer)
{
        return kept(p, (ch_binding) { .rule = CH_RULE_OF_PLACES,
                                      .name = p->made.offers[offer].ref,
                                      .who = party_name(p->look, p->made.offers[offer].party),
                                      .number = p->made.task.offers[offer].capacity });
}

static ch_binding
floor_of(const planning *p, size_t group)
{
        ch_str region = p->ask->floors[p->made.floor_of[group]].region;

        return kept(p, (ch_binding) { .rule = CH_RULE_OF_FLOOR,
                                      .name = region,
                                      .who = region_name(p, region),
                                      .number = p->made.task.groups[group].floor });
}

static void
add_binding(planning *p, ch_binding b, int64_t worth)
{
        if (worth <= 0)
                return;
        b.worth = worth;
        p->out->binding[p->out->binding_len++] = b;
}

static void
add_limit(planning *p)
{
        const ch_plan_task *t = &p->made.task;
        ch_binding b = { .rule = CH_RULE_OF_LIMIT, .number = p->ask->per_need ? p->ask->per_need : 1 };

        for (size_t i = 0; i < t->needs_len; i++) {
                if (p->served[i] < t->needs[i].limit || p->worth.serving[i] <= 0)
                        continue;
                b.needs++;
                b.worth = p->worth.serving[i] > b.worth ? p->worth.serving[i] : b.worth;
        }
        add_binding(p, b, b.worth);
}

ch_status
list_bindings(planning *p)
{
        const ch_plan_task *t = &p->made.task;

        p->out->is_exact = p->worth.is_exact;
        p->out->binding = CH_NEW_N(p->look->arena, ch_binding, t->offers_len + t->groups_len + 1);
        if (!p->out->binding)
                return CH_TOO_LARGE;
        for (size_t j = 0; j < t->offers_len; j++)
                if (p->worth.place[j] > 0)
                        add_binding(p, places_of(p, j), p->worth.place[j]);
        for (size_t g = 0; g < t->groups_len; g++)
                add_binding(p, floor_of(p, g), p->worth.floor[g]);
        add_limit(p);
        if (p->out->binding_len)
                qsort(p->out->binding, p->out->binding_len, sizeof *p->out->binding, dearest_first);
        return CH_OK;
}

ch_status
list_conflict(planning *p)
{
        ch_plan_conflict c;
        ch_status st = ch_plan_conflicts(&p->made.task, &p->ask->limit, p->scratch, &c);
        ch_binding *v = CH_NEW_N(p->look->arena, ch_binding, c.floors_len + c.places_len + c.exclusions_len);
        size_t n = 0;

        if (st != CH_OK || !v)
                return st ? st : CH_TOO_LARGE;
        for (size_t i = 0; i < c.floors_len; i++)
                v[n++] = floor_of(p, (size_t)c.floors[i]);
        for (size_t i = 0; i < c.places_len; i++)
                v[n++] = places_of(p, (size_t)c.places[i]);
        for (size_t i = 0; i < c.exclusions_len; i++)
                v[n++] = kept(
                        p, (ch_binding) { .rule = CH_RULE_OF_EXCLUSION, .name = p->ask->excluded.v[c.exclusions[i]] });
        p->out->conflict = v;
        p->out->conflict_len = n;
        p->out->is_smallest = c.is_smallest;
        return CH_OK;
}

/* ---- who is left out ------------------------------------------------------------------------------------------- */

static void
count_candidates(const planning *p, size_t need, size_t *first, size_t *allowed, size_t *excluded)
{
        const ch_plan_task *t = &p->made.task;

        for (*allowed = *excluded = 0; *first < t->edges_len && (size_t)t->edges[*first].need == need; (*first)++) {
                *allowed += !t->edges[*first].exclusion;
                *excluded += t->edges[*first].exclusion != 0;
        }
}

ch_status
list_unserved(planning *p)
{
        const ch_plan_task *t = &p->made.task;
        size_t edge = 0, allowed, excluded;

        p->out->unserved = CH_NEW_N(p->look->arena, ch_unserved, t->needs_len);
        if (!p->out->unserved)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < t->needs_len; i++) {
                const ch_plan_wanted *w = &p->made.wanted[i];
                ch_unserved u = { .request = ch_str_dup(p->look->arena, w->request->head.ref),
                                  .party_name = party_name(p->look, w->request->party),
                                  .need = w->need->no,
                                  .why = CH_UNSERVED_DEARER };

                count_candidates(p, i, &edge, &allowed, &excluded);
                if (p->served[i])
                        continue;
                u.offers = allowed;
                if (!allowed)
                        u.why = excluded ? CH_UNSERVED_EXCLUDED : CH_UNSERVED_NO_OFFER;
                else if (p->worth.serving[i] == CH_PLAN_NOBODY)
                        u.why = CH_UNSERVED_NO_PLACE;
                else
                        u.cost = p->worth.serving[i] < 0 ? -p->worth.serving[i] : 0;
                p->out->unserved[p->out->unserved_len++] = u;
        }
        return CH_OK;
}

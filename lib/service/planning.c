/* A plan over many requests: what is asked becomes a task, its answer a view. */
#include "planning_.h"
#include <ch/base/mark.h>

/* ---- which requests -------------------------------------------------------------------------------------------- */

static bool
may_plan_for(const planning *p, const ch_request *r)
{
        ch_object object = { .kind = CH_REQUEST, .request = r, .party = r->party };

        return ch_may(p->actor, CH_ACT_RANKED_READ, &object, p->look->now) == CH_OK;
}

/* In the order of the catalogue, so that the order of the names changes nothing. */
static size_t
choose_requests(const planning *p, const ch_request **out)
{
        const void *const *all;
        size_t n = ch_catalog_all(p->look->cat, CH_REQUEST, &all), kept = 0;

        for (size_t i = 0; i < n; i++) {
                const ch_request *r = all[i];
                bool is_named = ch_strs_has(p->ask->requests, r->head.ref);

                if (p->ask->requests.len ? !is_named : r->status != CH_REQUEST_OPEN)
                        continue;
                if (may_plan_for(p, r))
                        out[kept++] = r;
        }
        return kept;
}

static void
check_names(const planning *p, const ch_request *const *chosen, size_t n, ch_issues *issues)
{
        for (size_t i = 0; i < p->ask->requests.len; i++) {
                ch_issue wrong = { .field = CH_LIT("requests"), .value = p->ask->requests.v[i] };
                bool found = false;

                for (size_t k = 0; k < n && !found; k++)
                        found = ch_str_eq(chosen[k]->head.ref, wrong.value);
                wrong.msg = CH_MSG("There is no request {value}.");
                if (!found)
                        ch_issue_put(issues, &wrong);
        }
}

static bool
may_use(void *ctx, const ch_request *r, const ch_offer *o)
{
        const planning *p = ctx;

        return may_read_pair(p->look, p->actor, r, o);
}

static ch_status
make_task(planning *p, const ch_weights *w, ch_issues *issues)
{
        const ch_planning_ask *ask = p->ask;
        const void *const *all;
        const ch_request **chosen = CH_NEW_N(p->scratch, const ch_request *,
                                             ch_catalog_all(p->look->cat, CH_REQUEST, &all));
        ch_plan_ask plan = { .query = { .today = p->out->today, .weights = w, .top = (size_t)ask->candidates },
                             .requests = chosen,
                             .per_need = ask->per_need,
                             .places = ask->places,
                             .overlap = ask->overlap,
                             .by_region = ask->by_region,
                             .floors = ask->floors,
                             .floors_len = ask->floors_len,
                             .excluded = ask->excluded,
                             .may_use = p->actor->is_system ? NULL : may_use,
                             .ctx = p };

        if (!chosen)
                return CH_TOO_LARGE;
        plan.requests_len = choose_requests(p, chosen);
        check_names(p, chosen, plan.requests_len, issues);
        return ch_plan_make(p->look->cat, &plan, p->scratch, issues, &p->made);
}

/* ---- the pairs ------------------------------------------------------------------------------------------------- */

/* The place in the need's own list, from 1: how many of its candidates stand above it. */
static size_t
rank_of(const planning *p, size_t edge)
{
        const ch_plan_task *t = &p->made.task;
        size_t rank = 1, first = edge;

        while (first && t->edges[first - 1].need == t->edges[edge].need)
                first--;
        for (size_t e = first; e < t->edges_len && t->edges[e].need == t->edges[edge].need; e++)
                rank += t->edges[e].score > t->edges[edge].score ||
                        (t->edges[e].score == t->edges[edge].score && e < edge);
        return rank;
}

static ch_status
fill_pairs(planning *p)
{
        ch_planning_view *out = p->out;
        seer eye = { .look = p->look, .actor = p->actor };
        filler f = { .look = p->look, .is_inside = sees_inside(p->actor) };
        ch_status st = CH_OK;

        out->v = CH_NEW_N(p->look->arena, ch_pairing, out->plan.edges_len);
        p->is_chosen = CH_NEW_N(p->scratch, bool, p->made.task.edges_len);
        p->served = CH_NEW_N(p->scratch, int32_t, p->made.task.needs_len);
        if (!out->v || !p->is_chosen || !p->served)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < out->plan.edges_len && st == CH_OK; i++) {
                size_t edge = (size_t)out->plan.edges[i];

                p->is_chosen[edge] = true;
                out->served += p->served[p->made.task.edges[edge].need]++ == 0;
                out->v[out->len] = (ch_pairing) { .rank = rank_of(p, edge) };
                st = show_pairing(&eye, &f, p->made.lines[edge], &out->v[out->len++]);
        }
        out->needs = p->made.task.needs_len;
        return st;
}

/* ---- all of it ------------------------------------------------------------------------------------------------- */

static ch_status
plan(planning *p, const ch_weights *w, ch_issues *issues)
{
        ch_status st = make_task(p, w, issues);

        if (st == CH_OK)
                st = ch_issues_status(issues);
        if (st == CH_OK)
                st = ch_plan_explain(&p->made.task, &p->ask->limit, p->scratch, &p->worth);
        if (st == CH_OK)
                st = ch_plan_solve(&p->made.task, &p->ask->limit, p->scratch, &p->out->plan);
        if (st == CH_OK)
                st = fill_pairs(p);
        if (st == CH_OK)
                st = list_bindings(p);
        if (st == CH_OK)
                st = list_unserved(p);
        if (st == CH_OK && p->out->plan.end == CH_PLAN_INFEASIBLE)
                st = list_conflict(p);
        p->out->plan.edges = NULL;
        return st == CH_OK && ch_arena_is_full(p->look->arena) ? CH_TOO_LARGE : st;
}

enum { PLANNING_MAX = 1 << 30 }; /* bytes; twenty ranked lines a need take 10 KB */

ch_status
ch_planning_show(const ch_look *look, const ch_actor *actor, const ch_planning_ask *ask, ch_issues *issues,
                 ch_planning_view *out)
{
        planning p = { .look = look, .actor = actor, .ask = ask, .out = out };
        ch_status st = ask_read(look, actor, CH_ACT_PLAN_READ, &(ch_object) { 0 });
        ch_weights w = weights_of(look);

        *out = (ch_planning_view) { 0 };
        if (st != CH_OK)
                return st;
        out->as_of = ch_catalog_seq(look->cat);
        out->weights = ch_str_dup(look->arena, w.version);
        out->today = ask->today == CH_DAY_NONE ? look->today : ask->today;
        p.scratch = ch_arena_new(PLANNING_MAX);
        st = p.scratch ? plan(&p, &w, issues) : CH_BUSY;
        ch_arena_free(&p.scratch);
        return st;
}

#include "rules.h"

static bool
copy_task(rules *r, ch_arena *arena)
{
        const ch_plan_task *t = r->task;

        r->relaxed = *t;
        r->relaxed.overlaps_len = 0;
        r->relaxed.needs = r->needs = CH_NEW_N(arena, ch_plan_need, t->needs_len);
        r->relaxed.offers = r->offers = CH_NEW_N(arena, ch_plan_offer, t->offers_len);
        r->relaxed.edges = r->edges = CH_NEW_N(arena, ch_plan_edge, t->edges_len);
        r->relaxed.groups = r->groups = CH_NEW_N(arena, ch_plan_group, t->groups_len);
        r->v = CH_NEW_N(arena, rule, t->groups_len + t->offers_len + t->exclusions);
        r->kept = CH_NEW_N(arena, bool, t->groups_len + t->offers_len + t->exclusions);
        r->excluded = CH_NEW_N(arena, bool, t->exclusions);
        return !ch_arena_is_full(arena);
}

static void
list_rules(rules *r)
{
        const ch_plan_task *t = r->task;

        for (size_t g = 0; g < t->groups_len; g++)
                if (t->groups[g].floor > 0)
                        r->v[r->len++] = (rule) { RULE_FLOOR, (int32_t)g };
        for (size_t j = 0; j < t->offers_len; j++)
                if (r->offers[j].capacity) /* used for now: has the offer any pair? */
                        r->v[r->len++] = (rule) { RULE_PLACES, (int32_t)j };
        for (size_t k = 0; k < t->exclusions; k++)
                if (r->excluded[k])
                        r->v[r->len++] = (rule) { RULE_EXCLUSION, (int32_t)k };
}

/* A floor asks whether a need is served, so that one place each is enough. */
bool
rules_make(rules *r, const ch_plan_task *task, watch *w, ch_arena *arena)
{
        *r = (rules) { .task = task, .watch = w };
        if (!copy_task(r, arena))
                return false;
        for (size_t i = 0; i < task->needs_len; i++)
                r->needs[i] = (ch_plan_need) { task->needs[i].limit > 0, task->needs[i].group };
        for (size_t e = 0; e < task->edges_len; e++) {
                r->edges[e] = task->edges[e];
                r->edges[e].score = 1;
                r->offers[r->edges[e].offer].capacity = 1;
                if (r->edges[e].exclusion)
                        r->excluded[r->edges[e].exclusion - 1] = true;
        }
        for (size_t g = 0; g < task->groups_len; g++)
                r->groups[g] = task->groups[g];
        list_rules(r);
        return true;
}

static void
relax(rules *r)
{
        const ch_plan_task *t = r->task;

        for (int32_t k = 0; k < r->len; k++) {
                int32_t i = r->v[k].index;

                if (r->v[k].kind == RULE_FLOOR)
                        r->groups[i].floor = r->kept[k] ? t->groups[i].floor : 0;
                else if (r->v[k].kind == RULE_PLACES)
                        r->offers[i].capacity = r->kept[k] ? t->offers[i].capacity : CH_PLAN_MANY;
                else
                        r->excluded[i] = r->kept[k];
        }
        for (size_t e = 0; e < t->edges_len; e++) {
                int32_t k = t->edges[e].exclusion;

                r->edges[e].exclusion = k && r->excluded[k - 1] ? k : 0;
        }
}

rules_answer
rules_ask(rules *r)
{
        net *n;
        flow_end end;

        relax(r);
        ch_arena_reset(r->turn);
        n = net_make(&r->relaxed, r->watch, r->turn);
        if (!n || r->watch->is_over)
                return RULES_STOPPED;
        end = flow_solve(n, true, r->turn);
        if (ch_arena_is_full(r->turn) || end.floors == FLOORS_STOPPED)
                return RULES_STOPPED;
        return end.floors == FLOORS_MET ? RULES_AGREE : RULES_CONFLICT;
}

#include "made.h"
#include "t.h"

static const made_kind mixed = { 9, 6, 5, 3, 3, 3, 2, 0, 10, 20 };

/* The value of the best plan, or -1 when there is none. */
static int64_t
value_of(ch_t *t, const ch_plan_task *task)
{
        ch_plan plan;

        T_OK(ch_plan_solve(task, NULL, t->arena, &plan));
        T_TRUE(plan.end == CH_PLAN_OPTIMAL || plan.end == CH_PLAN_INFEASIBLE);
        return plan.end == CH_PLAN_OPTIMAL ? plan.score : -1;
}

typedef struct sight { /* a task with its best plan and what it says of it */
        made m;
        ch_plan plan;
        ch_plan_worth worth;
        int32_t served[16], flow[8];
} sight;

/* False: its floors cannot be met. */
static bool
look(ch_t *t, uint64_t seed, sight *s)
{
        ch_arena_reset(t->arena);
        made_small(&s->m, t->arena, &mixed, seed);
        memset(s->served, 0, sizeof s->served);
        memset(s->flow, 0, sizeof s->flow);
        T_OK(ch_plan_solve(&s->m.task, NULL, t->arena, &s->plan));
        T_OK(ch_plan_explain(&s->m.task, NULL, t->arena, &s->worth));
        T_TRUE(s->worth.is_exact);
        for (size_t e = 0; e < s->plan.edges_len; e++)
                s->served[s->m.edges[s->plan.edges[e]].need]++;
        return s->plan.end == CH_PLAN_OPTIMAL;
}

T_CASE("one place more brings exactly what was said")
{
        sight s;
        size_t told = 0;

        for (uint64_t seed = 1; seed <= 400; seed++)
                for (size_t j = 0; look(t, seed, &s) && j < s.m.task.offers_len; j++) {
                        s.m.offers[j].capacity++;
                        T_EQ_INT(value_of(t, &s.m.task), s.plan.score + s.worth.place[j]);
                        told += s.worth.place[j] > 0;
                }
        T_TRUE(told > 100);
}

T_CASE("one need less in a floor brings exactly what was said")
{
        sight s;
        size_t told = 0;

        for (uint64_t seed = 1; seed <= 1500; seed++)
                for (size_t g = 0; look(t, seed, &s) && g < s.m.task.groups_len; g++) {
                        if (!s.m.groups[g].floor)
                                continue;
                        s.m.groups[g].floor--;
                        T_EQ_INT(value_of(t, &s.m.task), s.plan.score + s.worth.floor[g]);
                        told += s.worth.floor[g] > 0;
                }
        T_TRUE(told > 30);
}

T_CASE("one offer more for a need that has all it may brings exactly what was said")
{
        sight s;
        size_t told = 0;

        for (uint64_t seed = 1; seed <= 400; seed++)
                for (size_t i = 0; look(t, seed, &s) && i < s.m.task.needs_len; i++) {
                        int64_t serving = s.worth.serving[i];

                        if (!s.m.needs[i].limit || s.served[i] < s.m.needs[i].limit)
                                continue;
                        s.m.needs[i].limit++;
                        T_EQ_INT(value_of(t, &s.m.task), s.plan.score + (serving > 0 ? serving : 0));
                        told += serving > 0;
                }
        T_TRUE(told > 100);
}

/* The need in a group of its own that must be served. */
static void
force(made *m, size_t need)
{
        made old = *m;

        m->task.groups_len++;
        made_room(m, m->task.edges_len, 0);
        memcpy(m->needs, old.needs, m->task.needs_len * sizeof *m->needs);
        memcpy(m->offers, old.offers, m->task.offers_len * sizeof *m->offers);
        memcpy(m->edges, old.edges, m->task.edges_len * sizeof *m->edges);
        memcpy(m->groups, old.groups, old.task.groups_len * sizeof *m->groups);
        m->groups[m->task.groups_len - 1] = (ch_plan_group) { m->needs[need].group, 1 };
        m->needs[need].group = (int32_t)m->task.groups_len - 1;
}

T_CASE("to serve a need that nobody serves costs exactly what was said, or cannot be")
{
        sight s;
        size_t told = 0;

        for (uint64_t seed = 1; seed <= 400; seed++)
                for (size_t i = 0; look(t, seed, &s) && i < s.m.task.needs_len; i++) {
                        int64_t forced;

                        if (s.served[i])
                                continue;
                        force(&s.m, i);
                        forced = value_of(t, &s.m.task);
                        T_EQ_INT(forced < 0, s.worth.serving[i] == CH_PLAN_NOBODY);
                        T_TRUE(forced < 0 || forced == s.plan.score + s.worth.serving[i]);
                        told += forced >= 0;
                }
        T_TRUE(told > 100);
}

#include "made.h"
#include "t.h"

static ch_plan_conflict
conflict_of(ch_t *t, const ch_plan_task *task, const ch_plan_limit *limit)
{
        ch_plan_conflict c;

        T_OK(ch_plan_conflicts(task, limit, t->arena, &c));
        return c;
}

static const ch_plan_need three[] = { { 1, 0 }, { 1, 0 }, { 1, 1 } };
static const ch_plan_offer two[] = { { 1, 0 }, { 1, 1 } };
static const ch_plan_edge five[] = { { 0, 0, 1, 0 }, { 0, 1, 1, 0 }, { 1, 0, 1, 0 }, { 1, 1, 1, 1 }, { 2, 1, 1, 0 } };

static ch_plan_task
task_of(const ch_plan_group *groups)
{
        return (ch_plan_task) { .needs = three,
                                .needs_len = 3,
                                .offers = two,
                                .offers_len = 2,
                                .edges = five,
                                .edges_len = 5,
                                .groups = groups,
                                .groups_len = 2,
                                .exclusions = 1 };
}

T_CASE("floors that can be met are in nobody's way")
{
        ch_plan_task task = task_of((ch_plan_group[]) { { -1, 2 }, { -1, 0 } });
        ch_plan_conflict c = conflict_of(t, &task, NULL);

        T_EQ_SIZE(c.floors_len + c.places_len + c.exclusions_len, 0);
}

T_CASE("a floor above the needs of its group is a conflict by itself")
{
        ch_plan_task task = task_of((ch_plan_group[]) { { -1, 3 }, { -1, 1 } });
        ch_plan_conflict c = conflict_of(t, &task, NULL);

        T_TRUE(c.is_smallest && c.is_whole);
        T_EQ_SIZE(c.floors_len, 1);
        T_EQ_INT(c.floors[0], 0);
        T_EQ_SIZE(c.places_len + c.exclusions_len, 0);
}

T_CASE("floors that ask for the same places conflict with these places")
{
        ch_plan_task task = task_of((ch_plan_group[]) { { -1, 2 }, { -1, 1 } });
        ch_plan_conflict c = conflict_of(t, &task, NULL);

        T_TRUE(c.is_smallest && c.is_whole);
        T_EQ_SIZE(c.floors_len, 2);
        T_EQ_SIZE(c.places_len, 2);
        T_EQ_SIZE(c.exclusions_len, 0);
}

T_CASE("an exclusion in the way is named")
{
        const ch_plan_offer ample[] = { { 1, 0 }, { 5, 1 } };
        ch_plan_task task = task_of((ch_plan_group[]) { { -1, 2 }, { -1, 0 } });
        ch_plan_conflict c;

        task.edges_len = 4;
        task.edges = (ch_plan_edge[]) { { 0, 0, 1, 0 }, { 0, 1, 1, 1 }, { 1, 0, 1, 0 }, { 1, 1, 1, 1 } };
        task.offers = ample;
        c = conflict_of(t, &task, NULL);
        T_TRUE(c.is_smallest && c.is_whole);
        T_EQ_SIZE(c.floors_len, 1);
        T_EQ_SIZE(c.places_len, 1);
        T_EQ_INT(c.places[0], 0);
        T_EQ_SIZE(c.exclusions_len, 1);
        T_EQ_INT(c.exclusions[0], 0);
}

T_CASE("stopped at any step, what is named is a conflict or nothing")
{
        size_t named = 0;

        for (uint64_t seed = 1; seed <= 60; seed++)
                for (uint64_t steps = 1; steps < 300000; steps *= 4) {
                        made m;
                        ch_plan_conflict c;
                        ch_plan plan;

                        ch_arena_reset(t->arena);
                        made_small(&m, t->arena, &(made_kind) { 12, 6, 3, 2, 2, 3, 5, 0, 10, 30 }, seed);
                        c = conflict_of(t, &m.task, &(ch_plan_limit) { .steps = steps });
                        if (!c.floors_len)
                                continue;
                        for (size_t g = 0; g < m.task.groups_len; g++) {
                                bool is_named = false;

                                for (size_t k = 0; k < c.floors_len; k++)
                                        is_named = is_named || c.floors[k] == (int32_t)g;
                                m.groups[g].floor = is_named ? m.groups[g].floor : 0;
                        }
                        T_OK(ch_plan_solve(&m.task, NULL, t->arena, &plan));
                        T_EQ_INT(plan.end, CH_PLAN_INFEASIBLE);
                        named++;
                }
        T_TRUE(named > 50);
}

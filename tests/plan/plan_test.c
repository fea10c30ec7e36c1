#include "made.h"
#include "t.h"

/* ---- small tasks by hand --------------------------------------------------------------------------------------- */

#define TASK(...) (&(ch_plan_task) { __VA_ARGS__ })
#define ARRAY(name, type, ...)                                                                                         \
        .name = (type[]) { __VA_ARGS__ }, .name##_len = sizeof((type[]) { __VA_ARGS__ }) / sizeof(type)
#define NEEDS(...)    ARRAY(needs, ch_plan_need, __VA_ARGS__)
#define OFFERS(...)   ARRAY(offers, ch_plan_offer, __VA_ARGS__)
#define EDGES(...)    ARRAY(edges, ch_plan_edge, __VA_ARGS__)
#define GROUPS(...)   ARRAY(groups, ch_plan_group, __VA_ARGS__)
#define OVERLAPS(...) ARRAY(overlaps, ch_plan_overlap, __VA_ARGS__)
#define ONE                                                                                                            \
        {                                                                                                              \
                1, -1                                                                                                  \
        }

/* A plan that keeps all rules and says of itself what the rules say. */
static ch_plan
planned(ch_t *t, const ch_plan_task *task, const ch_plan_limit *limit)
{
        ch_plan plan;
        ch_plan_value value;
        ch_plan_fault fault;

        T_OK(ch_plan_solve(task, limit, t->arena, &plan));
        fault = ch_plan_check(task, plan.edges, plan.edges_len, t->arena, &value);
        T_TRUE(fault == CH_PLAN_FAULT_NONE || (fault == CH_PLAN_FAULT_FLOOR && plan.end >= CH_PLAN_UNFINISHED));
        T_EQ_INT(value.score, plan.score);
        T_EQ_INT(value.penalty, plan.penalty);
        T_TRUE(plan.end >= CH_PLAN_UNFINISHED || plan.bound >= plan.score - plan.penalty);
        T_EQ_INT(plan.end == CH_PLAN_OPTIMAL, fault == CH_PLAN_FAULT_NONE && plan.bound == plan.score - plan.penalty);
        return plan;
}

static ch_plan
optimal(ch_t *t, const ch_plan_task *task)
{
        ch_plan plan = planned(t, task, NULL);

        T_EQ_INT(plan.end, CH_PLAN_OPTIMAL);
        return plan;
}

T_CASE("a task without needs or offers has the empty plan, proved")
{
        ch_plan plan = optimal(t, TASK(0));

        T_EQ_SIZE(plan.edges_len, 0);
        T_EQ_INT(plan.bound, 0);
}

T_CASE("the second choice of one is taken where the sum is greater")
{
        ch_plan plan = optimal(t, TASK(NEEDS(ONE, ONE), OFFERS({ 1, 0 }, { 1, 1 }),
                                       EDGES({ 0, 0, 90, 0 }, { 0, 1, 80, 0 }, { 1, 0, 85, 0 }, { 1, 1, 10, 0 })));

        T_EQ_SIZE(plan.edges_len, 2);
        T_EQ_INT(plan.edges[0], 1);
        T_EQ_INT(plan.edges[1], 2);
        T_EQ_INT(plan.score, 165);
}

T_CASE("an offer serves no more needs than its capacity, the best of them")
{
        ch_plan plan = optimal(
                t, TASK(NEEDS(ONE, ONE, ONE), OFFERS({ 2, 0 }), EDGES({ 0, 0, 5, 0 }, { 1, 0, 9, 0 }, { 2, 0, 7, 0 })));

        T_EQ_SIZE(plan.edges_len, 2);
        T_EQ_INT(plan.score, 16);
}

T_CASE("a need is served by no more offers than its limit")
{
        ch_plan plan = optimal(t, TASK(NEEDS({ 2, -1 }), OFFERS({ 5, 0 }, { 5, 1 }, { 5, 2 }),
                                       EDGES({ 0, 0, 5, 0 }, { 0, 1, 9, 0 }, { 0, 2, 7, 0 })));

        T_EQ_SIZE(plan.edges_len, 2);
        T_EQ_INT(plan.score, 16);
}

T_CASE("a need that wants more than there is gets a part")
{
        T_EQ_INT(optimal(t, TASK(NEEDS({ 3, -1 }), OFFERS({ 5, 0 }), EDGES({ 0, 0, 5, 0 }))).score, 5);
}

T_CASE("an excluded pair is never chosen")
{
        ch_plan plan = optimal(t, TASK(NEEDS(ONE), OFFERS({ 1, 0 }, { 1, 1 }), EDGES({ 0, 0, 9, 1 }, { 0, 1, 2, 0 }),
                                       .exclusions = 1));

        T_EQ_SIZE(plan.edges_len, 1);
        T_EQ_INT(plan.edges[0], 1);
}

T_CASE("a floor serves a group at the cost of a better pair, and no more than it asks")
{
        ch_plan plan = optimal(t, TASK(NEEDS({ 1, 0 }, { 1, 0 }, { 1, 1 }, { 1, 1 }), OFFERS({ 2, 0 }),
                                       EDGES({ 0, 0, 90, 0 }, { 1, 0, 80, 0 }, { 2, 0, 20, 0 }, { 3, 0, 10, 0 }),
                                       GROUPS({ -1, 0 }, { -1, 1 })));

        T_EQ_SIZE(plan.edges_len, 2);
        T_EQ_INT(plan.score, 110);
}

T_CASE("a floor counts needs that are served, not offers that serve them")
{
        ch_plan plan = optimal(t, TASK(NEEDS({ 2, 0 }, { 1, 0 }), OFFERS({ 1, 0 }, { 1, 1 }),
                                       EDGES({ 0, 0, 90, 0 }, { 0, 1, 80, 0 }, { 1, 1, 1, 0 }), GROUPS({ -1, 2 })));

        T_EQ_INT(plan.score, 91);
}

T_CASE("a floor around groups is met by any of them")
{
        ch_plan plan = optimal(t, TASK(NEEDS({ 1, 1 }, { 1, 2 }, ONE), OFFERS({ 2, 0 }),
                                       EDGES({ 0, 0, 3, 0 }, { 1, 0, 4, 0 }, { 2, 0, 90, 0 }),
                                       GROUPS({ -1, 1 }, { 0, 0 }, { 0, 0 })));

        T_EQ_INT(plan.score, 94);
}

T_CASE("floors that ask for more than there is are found impossible, and the plan is the best without them")
{
        ch_plan plan = planned(t,
                               TASK(NEEDS({ 1, 0 }, { 1, 0 }), OFFERS({ 1, 0 }), EDGES({ 0, 0, 3, 0 }, { 1, 0, 4, 0 }),
                                    GROUPS({ -1, 2 })),
                               NULL);

        T_EQ_INT(plan.end, CH_PLAN_INFEASIBLE);
        T_EQ_INT(plan.score, 4);
}

/* ---- what a task must be --------------------------------------------------------------------------------------- */

static ch_status
refused(ch_t *t, const ch_plan_task *task)
{
        ch_plan plan;

        return ch_plan_solve(task, NULL, t->arena, &plan);
}

T_CASE("a task that contradicts the header is refused")
{
        T_EQ_INT(refused(t, TASK(NEEDS({ -1, -1 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(NEEDS({ 1, 0 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(OFFERS({ -1, 0 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(GROUPS({ 0, 1 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(GROUPS({ -1, -1 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(NEEDS(ONE), OFFERS({ 1, 0 }), EDGES({ 0, 1, 5, 0 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(NEEDS(ONE), OFFERS({ 1, 0 }), EDGES({ 1, 0, 5, 0 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(NEEDS(ONE), OFFERS({ 1, 0 }), EDGES({ 0, 0, -5, 0 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(NEEDS(ONE), OFFERS({ 1, 0 }), EDGES({ 0, 0, 5, 1 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(NEEDS(ONE), OFFERS({ 1, 0 }), EDGES({ 0, 0, 5, 0 }, { 0, 0, 6, 0 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(NEEDS(ONE), OFFERS({ 1, 0 }), EDGES({ 0, 0, CH_PLAN_SCORE_MAX + 1, 0 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(NEEDS(ONE, ONE), OVERLAPS({ 1, 0, 5 }))), CH_INVALID);
        T_EQ_INT(refused(t, TASK(NEEDS(ONE, ONE), OVERLAPS({ 0, 1, 5 }, { 0, 1, 5 }))), CH_INVALID);
        T_OK(refused(t, TASK(NEEDS(ONE, ONE), OVERLAPS({ 0, 0, 5 }, { 0, 1, 5 }))));
}

T_CASE("the check names the first rule that a plan breaks")
{
        const ch_plan_task *task = TASK(NEEDS({ 1, 0 }, { 1, 0 }), OFFERS({ 1, 0 }, { 1, 1 }),
                                        EDGES({ 0, 0, 3, 0 }, { 0, 1, 4, 0 }, { 1, 0, 5, 0 }, { 1, 1, 6, 1 }),
                                        GROUPS({ -1, 2 }), .exclusions = 1);
        ch_plan_value value;

        T_EQ_INT(ch_plan_check(task, (int32_t[]) { 0, 1 }, 2, t->arena, &value), CH_PLAN_FAULT_LIMIT);
        T_EQ_INT(ch_plan_check(task, (int32_t[]) { 0, 2 }, 2, t->arena, &value), CH_PLAN_FAULT_CAPACITY);
        T_EQ_INT(ch_plan_check(task, (int32_t[]) { 0, 3 }, 2, t->arena, &value), CH_PLAN_FAULT_EXCLUDED);
        T_EQ_INT(ch_plan_check(task, (int32_t[]) { 2, 1 }, 2, t->arena, &value), CH_PLAN_FAULT_ORDER);
        T_EQ_INT(ch_plan_check(task, (int32_t[]) { 4 }, 1, t->arena, &value), CH_PLAN_FAULT_ORDER);
        T_EQ_INT(ch_plan_check(task, (int32_t[]) { 1 }, 1, t->arena, &value), CH_PLAN_FAULT_FLOOR);
        T_EQ_INT(ch_plan_check(task, (int32_t[]) { 1, 2 }, 2, t->arena, &value), CH_PLAN_FAULT_NONE);
        T_EQ_INT(value.score, 9);
}

/* ---- many made-up tasks ---------------------------------------------------------------------------------------- */

static const made_kind mixed = { 10, 6, 5, 3, 3, 3, 2, 0, 10, 20 };

/* All plans, one after the other: what a solver is for. */
static int64_t
best_of_all(const ch_plan_task *task, ch_arena *arena)
{
        int32_t chosen[32];
        int64_t best = INT64_MIN;

        for (uint32_t set = 0; set < 1u << task->edges_len; set++) {
                ch_plan_value value;
                size_t n = 0;

                for (int32_t e = 0; e < (int32_t)task->edges_len; e++)
                        if (set >> e & 1)
                                chosen[n++] = e;
                if (ch_plan_check(task, chosen, n, arena, &value) == CH_PLAN_FAULT_NONE &&
                    value.score - value.penalty > best)
                        best = value.score - value.penalty;
        }
        return best;
}

T_CASE("on tasks small enough to try every plan, none is better than the one made")
{
        const made_kind tiny = { 4, 3, 3, 2, 2, 2, 2, 0, 10, 10 };
        ch_arena *arena = ch_arena_new(1u << 30);

        for (uint64_t seed = 1; seed <= 150; seed++) {
                made m;
                ch_plan plan;
                int64_t best;

                ch_arena_reset(arena);
                made_small(&m, arena, &tiny, seed);
                plan = planned(t, &m.task, NULL);
                best = best_of_all(&m.task, arena);
                T_EQ_INT(plan.end == CH_PLAN_INFEASIBLE, best == INT64_MIN);
                T_TRUE(best == INT64_MIN || (plan.end == CH_PLAN_OPTIMAL && plan.score == best));
                ch_arena_reset(t->arena);
        }
        ch_arena_free(&arena);
}

/* The same task with needs and offers numbered the other way round. */
static void
turn_round(const made *m, made *out)
{
        int32_t needs = (int32_t)m->task.needs_len, offers = (int32_t)m->task.offers_len;

        *out = (made) { m->arena, 0, .task = m->task };
        made_room(out, m->task.edges_len, 0);
        memcpy(out->groups, m->groups, m->task.groups_len * sizeof *m->groups);
        for (int32_t i = 0; i < needs; i++)
                out->needs[i] = m->needs[needs - 1 - i];
        for (int32_t j = 0; j < offers; j++)
                out->offers[j] = m->offers[offers - 1 - j];
        for (size_t e = 0; e < m->task.edges_len; e++)
                out->edges[e] = (ch_plan_edge) { needs - 1 - m->edges[e].need, offers - 1 - m->edges[e].offer,
                                                 m->edges[e].score, m->edges[e].exclusion };
        made_sort_edges(out);
}

T_CASE("the same task gives the same plan, and numbered otherwise one of the same worth")
{
        for (uint64_t seed = 1; seed <= 500; seed++) {
                made m, turned;
                ch_plan one, two, three;

                ch_arena_reset(t->arena);
                made_small(&m, t->arena, &mixed, seed);
                turn_round(&m, &turned);
                one = planned(t, &m.task, NULL);
                two = planned(t, &m.task, NULL);
                three = planned(t, &turned.task, NULL);
                T_EQ_SIZE(one.edges_len, two.edges_len);
                T_EQ_MEM(one.edges, two.edges, one.edges_len * sizeof *one.edges);
                T_EQ_INT(one.end, three.end);
                T_EQ_INT(one.score, three.score);
        }
}

T_CASE("stopped at any step, what was found keeps limits and capacities, and its bound holds")
{
        for (uint64_t seed = 1; seed <= 20; seed++) {
                made m;
                ch_plan whole;

                ch_arena_reset(t->arena);
                made_small(&m, t->arena, &(made_kind) { 3000, 800, 12, 2, 3, 4, 200, 0, 5, 1000 }, seed);
                whole = planned(t, &m.task, NULL);
                for (uint64_t steps = 1; steps < whole.steps * 2; steps = steps * 3 + 1) {
                        ch_plan part = planned(t, &m.task, &(ch_plan_limit) { .steps = steps });

                        T_TRUE(whole.end == CH_PLAN_INFEASIBLE || part.bound >= whole.score);
                        T_TRUE(part.steps <= steps + 100000);
                }
        }
}

static bool
is_over_after(void *ctx)
{
        size_t *left = ctx;

        return (*left)-- == 0;
}

T_CASE("the caller's clock ends it too")
{
        made m;
        size_t left = 3;
        ch_plan plan;

        made_large(&m, t->arena,
                   &(made_kind) { .needs = 2000, .offers = 300, .per_need = 20, .capacity = 3, .scores = 9000 }, false);
        plan = planned(t, &m.task, &(ch_plan_limit) { .is_over = is_over_after, .ctx = &left });
        T_EQ_INT(plan.end, CH_PLAN_BEST_FOUND);
        T_EQ_SIZE(left, SIZE_MAX);
        plan = planned(t, &m.task, NULL);
        T_EQ_INT(plan.end, CH_PLAN_OPTIMAL);
        T_EQ_INT(plan.method, CH_PLAN_BY_PATHS);
}

/* ---- overlaps --------------------------------------------------------------------------------------------------- */

T_CASE("two providers at the same thing cost the penalty, one provider nothing")
{
        const ch_plan_task *two = TASK(NEEDS(ONE, ONE), OFFERS({ 1, 0 }, { 1, 1 }),
                                       EDGES({ 0, 0, 50, 0 }, { 1, 1, 40, 0 }), OVERLAPS({ 0, 1, 30 }));
        const ch_plan_task *one = TASK(NEEDS(ONE, ONE), OFFERS({ 1, 0 }, { 1, 0 }),
                                       EDGES({ 0, 0, 50, 0 }, { 1, 1, 40, 0 }), OVERLAPS({ 0, 1, 30 }));

        T_EQ_INT(optimal(t, two).score, 90);
        T_EQ_INT(optimal(t, two).penalty, 30);
        T_EQ_INT(optimal(t, one).penalty, 0);
}

T_CASE("a need is left out, or its second choice taken, where the overlap costs more")
{
        const ch_plan_task *left = TASK(NEEDS(ONE, ONE), OFFERS({ 1, 0 }, { 1, 1 }),
                                        EDGES({ 0, 0, 50, 0 }, { 1, 1, 40, 0 }), OVERLAPS({ 0, 1, 45 }));
        const ch_plan_task *second = TASK(NEEDS(ONE, ONE), OFFERS({ 2, 0 }, { 1, 1 }),
                                          EDGES({ 0, 0, 50, 0 }, { 1, 0, 30, 0 }, { 1, 1, 40, 0 }),
                                          OVERLAPS({ 0, 1, 45 }));

        T_EQ_INT(optimal(t, left).score, 50);
        T_EQ_SIZE(optimal(t, left).edges_len, 1);
        T_EQ_INT(optimal(t, second).score, 80);
        T_EQ_INT(optimal(t, second).penalty, 0);
}

T_CASE("a need that several serve may overlap with itself")
{
        const ch_plan_task *task = TASK(NEEDS({ 3, -1 }), OFFERS({ 1, 0 }, { 1, 1 }, { 1, 1 }),
                                        EDGES({ 0, 0, 50, 0 }, { 0, 1, 40, 0 }, { 0, 2, 35, 0 }),
                                        OVERLAPS({ 0, 0, 45 }));
        ch_plan plan = optimal(t, task);

        T_EQ_INT(plan.score, 75);
        T_EQ_INT(plan.penalty, 0);
}

static const made_kind overlapping = { 5, 4, 3, 2, 2, 2, 1, 50, 0, 30 };

T_CASE("with overlaps too, on tasks small enough to try every plan, none is better than the one made")
{
        ch_arena *arena = ch_arena_new(1u << 30);
        size_t tried = 0;

        for (uint64_t seed = 1; seed <= 250; seed++) {
                made m;
                ch_plan plan;
                int64_t best;

                ch_arena_reset(arena);
                ch_arena_reset(t->arena);
                made_small(&m, arena, &overlapping, seed);
                if (m.task.edges_len > 11)
                        continue;
                plan = planned(t, &m.task, NULL);
                best = best_of_all(&m.task, arena);
                T_EQ_INT(plan.end == CH_PLAN_INFEASIBLE, best == INT64_MIN);
                T_TRUE(best == INT64_MIN || (plan.end == CH_PLAN_OPTIMAL && plan.score - plan.penalty == best));
                tried++;
        }
        T_TRUE(tried > 150);
        ch_arena_free(&arena);
}

T_CASE("stopped while it searches, the plan keeps the rules, and its bound is above the best there is")
{
        for (uint64_t seed = 1; seed <= 12; seed++) {
                made m;
                ch_plan whole;

                ch_arena_reset(t->arena);
                made_small(&m, t->arena, &(made_kind) { 12, 7, 5, 2, 3, 2, 1, 40, 0, 30 }, seed);
                whole = planned(t, &m.task, NULL);
                for (uint64_t steps = 1; steps < whole.steps * 2; steps = steps * 3 + 1) {
                        ch_plan part = planned(t, &m.task, &(ch_plan_limit) { .steps = steps });

                        T_TRUE(part.end != CH_PLAN_BEST_FOUND || part.bound >= whole.score - whole.penalty);
                        T_TRUE(part.end != CH_PLAN_OPTIMAL || part.bound == whole.score - whole.penalty);
                }
        }
}

T_CASE("a full arena is an answer, not a crash")
{
        ch_arena *small = ch_arena_new(64);
        made m;
        ch_plan plan;

        made_large(&m, t->arena,
                   &(made_kind) { .needs = 200, .offers = 300, .per_need = 5, .capacity = 3, .scores = 90 }, true);
        T_EQ_INT(ch_plan_solve(&m.task, NULL, small, &plan), CH_TOO_LARGE);
        ch_arena_free(&small);
}

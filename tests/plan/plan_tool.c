/* Planning tasks as text, and the product's answers to them; what tests/plan/check drives.
 *
 *   plan_tool make KIND SEED COUNT     writes made-up tasks
 *   plan_tool large NEEDS OFFERS EDGES CAPACITY even|skewed
 *   plan_tool solve [STEPS]            reads tasks, writes a line each: end method value bound milliseconds of CPU
 *   plan_tool conflict                 reads tasks, writes a line each: how many rules conflict, "smallest" where that
 *                                      is proved, "needed" where each of them is needed
 *
 * A task is whitespace-separated numbers: needs offers groups edges overlaps exclusions, then limit group per need,
 * capacity party per offer, parent floor per group, need offer score exclusion per edge, a b penalty per overlap.
 */
#include "made.h"
#include <ch/base/clock.h>
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static const struct {
        const char *name;
        made_kind kind;
} kinds[] = {
        { "plain", { 12, 8, 6, 1, 3, 0, 0, 0, 0, 50 } },   { "ample", { 12, 40, 8, 1, 4, 0, 0, 0, 0, 100 } },
        { "limits", { 10, 10, 8, 3, 4, 0, 0, 0, 0, 20 } }, { "floors", { 14, 8, 5, 2, 3, 4, 3, 0, 20, 30 } },
        { "tight", { 10, 4, 3, 2, 2, 3, 4, 0, 10, 30 } },  { "overlaps", { 7, 6, 5, 2, 3, 2, 1, 30, 0, 30 } },
        { "scarce", { 40, 6, 6, 2, 3, 0, 0, 0, 5, 40 } },  { "large", { 200, 100, 20, 2, 3, 6, 20, 0, 2, 100000 } },
};

static void
write_task(const ch_plan_task *t)
{
        printf("%zu %zu %zu %zu %zu %zu\n", t->needs_len, t->offers_len, t->groups_len, t->edges_len, t->overlaps_len,
               t->exclusions);
        for (size_t i = 0; i < t->needs_len; i++)
                printf("%d %d\n", t->needs[i].limit, t->needs[i].group);
        for (size_t i = 0; i < t->offers_len; i++)
                printf("%d %d\n", t->offers[i].capacity, t->offers[i].party);
        for (size_t i = 0; i < t->groups_len; i++)
                printf("%d %d\n", t->groups[i].parent, t->groups[i].floor);
        for (size_t i = 0; i < t->edges_len; i++)
                printf("%d %d %d %d\n", t->edges[i].need, t->edges[i].offer, t->edges[i].score, t->edges[i].exclusion);
        for (size_t i = 0; i < t->overlaps_len; i++)
                printf("%d %d %d\n", t->overlaps[i].a, t->overlaps[i].b, t->overlaps[i].penalty);
}

static int32_t
read_number(void)
{
        int32_t n;

        if (scanf("%" SCNd32, &n) != 1)
                abort();
        return n;
}

static bool
read_task(made *m)
{
        int32_t needs, edges, overlaps;

        if (scanf("%" SCNd32, &needs) != 1)
                return false;
        m->task = (ch_plan_task) { .needs_len = (size_t)needs };
        m->task.offers_len = (size_t)read_number();
        m->task.groups_len = (size_t)read_number();
        edges = read_number();
        overlaps = read_number();
        m->task.exclusions = (size_t)read_number();
        made_room(m, (size_t)edges, (size_t)overlaps);
        for (size_t i = 0; i < m->task.needs_len; i++)
                m->needs[i].limit = read_number(), m->needs[i].group = read_number();
        for (size_t i = 0; i < m->task.offers_len; i++)
                m->offers[i].capacity = read_number(), m->offers[i].party = read_number();
        for (size_t i = 0; i < m->task.groups_len; i++)
                m->groups[i].parent = read_number(), m->groups[i].floor = read_number();
        for (; edges > 0; edges--) {
                ch_plan_edge *e = &m->edges[m->task.edges_len++];

                e->need = read_number(), e->offer = read_number(), e->score = read_number(),
                e->exclusion = read_number();
        }
        for (; overlaps > 0; overlaps--) {
                ch_plan_overlap *o = &m->overlaps[m->task.overlaps_len++];

                o->a = read_number(), o->b = read_number(), o->penalty = read_number();
        }
        return true;
}

static double
seconds(void)
{
        struct timespec now;

        (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The answer, checked by the rules themselves: "broken" when it keeps them not. */
static void
solve(const ch_plan_task *t, uint64_t steps, ch_arena *arena)
{
        ch_plan plan;
        ch_plan_value value;
        ch_plan_fault fault;
        double began = seconds(), took;

        if (ch_plan_solve(t, &(ch_plan_limit) { .steps = steps }, arena, &plan)) {
                puts("refused - 0 0 0");
                return;
        }
        took = seconds() - began;
        fault = ch_plan_check(t, plan.edges, plan.edges_len, arena, &value);
        if ((fault && !(fault == CH_PLAN_FAULT_FLOOR && plan.end >= CH_PLAN_UNFINISHED)) || value.score != plan.score ||
            value.penalty != plan.penalty)
                printf("broken ");
        else
                printf("%s ", ch_plan_end_word(plan.end));
        printf("%s %lld %lld %.4f\n", ch_plan_method_word(plan.method), (long long)(plan.score - plan.penalty),
               (long long)plan.bound, took * 1000);
}

/* The task with only the rules named, less the one at omit (floors, then places, then exclusions): is there a plan? */
static bool
has_plan(const ch_plan_task *t, const ch_plan_conflict *c, size_t omit, ch_arena *arena)
{
        made m = { arena, 0, .task = *t };
        ch_plan plan;

        made_room(&m, t->edges_len, 0);
        m.task.overlaps_len = 0;
        memcpy(m.needs, t->needs, t->needs_len * sizeof *t->needs);
        for (size_t g = 0; g < t->groups_len; g++)
                m.groups[g] = (ch_plan_group) { t->groups[g].parent, 0 };
        for (size_t j = 0; j < t->offers_len; j++)
                m.offers[j] = (ch_plan_offer) { CH_PLAN_MANY, t->offers[j].party };
        for (size_t i = 0; i < c->floors_len; i++)
                m.groups[c->floors[i]].floor = i == omit ? 0 : t->groups[c->floors[i]].floor;
        for (size_t i = 0; i < c->places_len; i++)
                if (i + c->floors_len != omit)
                        m.offers[c->places[i]].capacity = t->offers[c->places[i]].capacity;
        for (size_t e = 0; e < t->edges_len; e++) {
                m.edges[e] = t->edges[e];
                m.edges[e].exclusion = 0;
                for (size_t i = 0; i < c->exclusions_len; i++)
                        if (c->exclusions[i] + 1 == t->edges[e].exclusion && i + c->floors_len + c->places_len != omit)
                                m.edges[e].exclusion = t->edges[e].exclusion;
        }
        return ch_plan_solve(&m.task, NULL, arena, &plan) == CH_OK && plan.end != CH_PLAN_INFEASIBLE;
}

static void
conflict(const ch_plan_task *t, ch_arena *arena)
{
        ch_plan_conflict c;
        size_t len;
        bool needed;

        if (ch_plan_conflicts(t, NULL, arena, &c)) {
                puts("refused");
                return;
        }
        len = c.floors_len + c.places_len + c.exclusions_len;
        needed = len && !has_plan(t, &c, SIZE_MAX, arena);
        for (size_t i = 0; i < len; i++)
                needed = needed && has_plan(t, &c, i, arena);
        printf("%zu %s %s\n", len, c.is_smallest ? "smallest" : "-", needed ? "needed" : "-");
}

static int
make(const char *name, uint64_t seed, uint64_t count, ch_arena *arena)
{
        made m;

        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
                for (uint64_t i = 0; !strcmp(kinds[k].name, name) && i < count; i++) {
                        ch_arena_reset(arena);
                        made_small(&m, arena, &kinds[k].kind, seed + i);
                        write_task(&m.task);
                }
        return 0;
}

static uint64_t
number(const char *text)
{
        return strtoull(text, NULL, 10);
}

int
main(int argc, char **argv)
{
        ch_arena *arena = ch_arena_new(1u << 30);
        made m = { arena, 0, .task = { 0 } };
        bool makes = argc == 5 && !strcmp(argv[1], "make"), is_large = argc == 7 && !strcmp(argv[1], "large");
        bool solves = argc >= 2 && !strcmp(argv[1], "solve"), finds = argc == 2 && !strcmp(argv[1], "conflict");

        if (!arena || makes + is_large + solves + finds != 1)
                return 2;
        if (makes)
                (void)make(argv[2], number(argv[3]), number(argv[4]), arena);
        if (is_large) {
                made_kind k = { .needs = (int32_t)number(argv[2]),
                                .offers = (int32_t)number(argv[3]),
                                .per_need = (int32_t)number(argv[4]),
                                .capacity = (int32_t)number(argv[5]),
                                .scores = 80000 };

                made_large(&m, arena, &k, !strcmp(argv[6], "skewed"));
                write_task(&m.task);
        }
        while ((solves || finds) && read_task(&m)) {
                if (solves)
                        solve(&m.task, argc > 2 ? number(argv[2]) : 0, arena);
                else
                        conflict(&m.task, arena);
                ch_arena_reset(arena);
        }
        ch_arena_free(&arena);
        return 0;
}

/* Floors as groups of needs that nest: the larger around the smaller. Two floors that cross cannot both be planned for.
 */
#include "make.h"
#include <ch/base/mark.h>
#include <stdlib.h>

typedef struct region {
        ch_state_set states;
        size_t floor; /* of the ask */
        size_t needs;
        int32_t inside; /* the group around it; -1: none, -2: not known yet */
} region;

/* A joint request belongs where all its States do. */
static bool
is_inside(const making *m, const ch_request *r, const region *g)
{
        if (ch_vocab_state(m->vocab, r->party))
                return ch_state_set_has(&g->states, ch_vocab_state_index(m->vocab, r->party));
        for (size_t i = 0; i < r->co_requesters.len; i++)
                if (!ch_state_set_has(&g->states, ch_vocab_state_index(m->vocab, r->co_requesters.v[i])))
                        return false;
        return r->co_requesters.len > 0;
}

static int
larger_first(const void *a, const void *b)
{
        const region *x = a, *y = b;

        if (x->needs != y->needs)
                return x->needs > y->needs ? -1 : 1;
        return (x->floor > y->floor) - (x->floor < y->floor);
}

static void
check_floor(making *m, const ch_plan_floor *f)
{
        ch_issue wrong = { .field = CH_LIT("floor"), .value = f->region };

        if (!ch_vocab_state(m->vocab, f->region) && !ch_vocab_region(m->vocab, f->region)) {
                wrong.msg = CH_MSG("{value} is neither a State nor a region.");
                ch_issue_put(m->issues, &wrong);
        }
}

static void
read_floors(making *m, region *v)
{
        for (size_t i = 0; i < m->ask->floors_len; i++) {
                const ch_plan_floor *f = &m->ask->floors[i];

                check_floor(m, f);
                v[i] = (region) { .states = ch_vocab_states_of(m->vocab, (ch_strs) { (ch_str *)&f->region, 1 }),
                                  .floor = i,
                                  .inside = -2 };
                for (size_t k = 0; k < m->out->task.needs_len; k++)
                        v[i].needs += is_inside(m, m->wanted[k].request, &v[i]);
        }
}

/* The regions around a need, from the largest, must be the same chain for all needs of the smallest. */
static void
chain(making *m, region *v, size_t need)
{
        int32_t last = -1;

        for (size_t i = 0; i < m->ask->floors_len; i++) {
                ch_issue wrong = { .field = CH_LIT("floor"), .value = m->ask->floors[v[i].floor].region };

                if (!is_inside(m, m->wanted[need].request, &v[i]))
                        continue;
                wrong.msg = CH_MSG("{value} shares some needs, not all, with another region that has a floor.");
                if (v[i].inside == -2)
                        v[i].inside = last;
                else if (v[i].inside != last && !ch_issue_of(m->issues, wrong.field))
                        ch_issue_put(m->issues, &wrong);
                last = (int32_t)i;
        }
        m->needs[need].group = last;
}

ch_status
make_groups(making *m)
{
        size_t n = m->ask->floors_len;
        region *v = CH_NEW_N(m->arena, region, n);
        ch_plan_group *groups = CH_NEW_N(m->arena, ch_plan_group, n);
        size_t *floor_of = CH_NEW_N(m->arena, size_t, n);

        if (!v || !groups || !floor_of)
                return CH_TOO_LARGE;
        read_floors(m, v);
        if (n)
                qsort(v, n, sizeof *v, larger_first);
        for (size_t k = 0; k < m->out->task.needs_len; k++)
                chain(m, v, k);
        for (size_t i = 0; i < n; i++) {
                int64_t floor = m->ask->floors[v[i].floor].number;

                groups[i] = (ch_plan_group) { v[i].inside < 0 ? -1 : v[i].inside,
                                              floor > CH_PLAN_MANY ? CH_PLAN_MANY : (int32_t)floor };
                floor_of[i] = v[i].floor;
        }
        m->out->task.groups = groups;
        m->out->task.groups_len = n;
        m->out->floor_of = floor_of;
        return CH_OK;
}

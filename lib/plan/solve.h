/* solve.h – what the steps of making a plan share. */
#ifndef SOLVE_H
#define SOLVE_H
#include "net.h"

enum { PLAN_SCRATCH_MAX = 1 << 30 }; /* bytes; 1e5 needs x 20 edges take 150 MB */

/* The memory in which a valid task is worked on, freed by the caller (when CH_OK). CH_INVALID: it is none; CH_BUSY: no
 * memory. O(task): all that ch/plan.h demands of one is looked at here, and nowhere else. */
CH_MUST_CHECK ch_status scratch_for(const ch_plan_task *t, ch_arena **out);

/* The best choice of the net's gains: by auction where that is quick (limits of 1, twice as many places as needs, no
 * floors), else by paths, from the side of the offers where places are scarce, then floors. */
typedef struct flow_end {
        floor_end floors; /* FLOORS_MET too where they are not asked */
        ch_plan_method method;
        bool is_best; /* proved, floors included */
} flow_end;
flow_end flow_solve(net *n, bool asks_floors, ch_arena *arena);
#endif

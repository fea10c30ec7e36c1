/* solve.h – what the steps of making a plan share. */
#ifndef SOLVE_H
#define SOLVE_H
#include "net.h"

enum { PLAN_SCRATCH_MAX = 1 << 30 }; /* bytes; 1e5 needs x 20 edges take 150 MB */

/* The memory in which a valid task is worked on, freed by the caller. CH_INVALID: it is none; CH_BUSY: no memory. */
CH_MUST_CHECK ch_status scratch_for(const ch_plan_task *t, ch_arena **out);

/* The best choice of the net's gains: by auction where that is quick, else by paths, then floors. */
typedef struct flow_end {
        floor_end floors;
        ch_plan_method method;
        bool is_best; /* proved, floors included */
} flow_end;
flow_end flow_solve(net *n, bool asks_floors, ch_arena *arena);
#endif

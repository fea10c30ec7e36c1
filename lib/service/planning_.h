/* planning_.h – what the files about plans share: from the ask to a task of numbers (ch/plan_make.h), from the solver's
 * answer to a view that names records again.
 */
#ifndef PLANNING__H
#define PLANNING__H
#include "ranked_.h"
#include <ch/planning.h>

/* A plan being made: the ask, the task made of it, what the solver said, and the view that is filled. The functions
 * below read the rest and fill their part of out; CH_TOO_LARGE: the look's arena is full. */
typedef struct planning {
        const ch_look *look;
        const ch_actor *actor;
        const ch_planning_ask *ask;
        /* Tasks and ranked lists, which a request's arena cannot hold; gone when the view is given. */
        ch_arena *scratch;
        /* The task, with what its numbers stand for. */
        ch_plan_made made;
        /* Of places, floors and needs, without overlaps. */
        ch_plan_worth worth;
        /* Per edge of the task: is it in the plan. */
        bool *is_chosen;
        /* Per need: offers that serve it in the plan. */
        int32_t *served;
        ch_planning_view *out;
} planning;

/* Rules that cost something, dearest first. */
CH_MUST_CHECK ch_status list_bindings(planning *p);
/* Needs that nobody serves, each with its reason. */
CH_MUST_CHECK ch_status list_unserved(planning *p);
/* Where the floors cannot be met: which rules stand in the way. */
CH_MUST_CHECK ch_status list_conflict(planning *p);
/* Name of a State or region; a region's is borrowed from the vocabulary. */
ch_str region_name(const planning *p, ch_str code);
#endif

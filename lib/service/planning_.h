/* planning_.h – what the files about plans share. */
#ifndef PLANNING__H
#define PLANNING__H
#include "ranked_.h"
#include <ch/planning.h>

typedef struct planning {
        const ch_look *look;
        const ch_actor *actor;
        const ch_planning_ask *ask;
        ch_arena *scratch; /* tasks and ranked lists, which a request's arena cannot hold */
        ch_plan_made made;
        ch_plan_worth worth;
        bool *is_chosen; /* per edge */
        int32_t *served; /* per need */
        ch_planning_view *out;
} planning;

CH_MUST_CHECK ch_status list_bindings(planning *p);
CH_MUST_CHECK ch_status list_unserved(planning *p);
/* Where the floors cannot be met. */
CH_MUST_CHECK ch_status list_conflict(planning *p);
/* Name of a State or region. */
ch_str region_name(const planning *p, ch_str code);
#endif

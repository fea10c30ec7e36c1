/* cmd/plan.h – one plan and the ways in which `clearinghouse plan` writes it. */
#ifndef CH_SERVER_CMD_PLAN_H
#define CH_SERVER_CMD_PLAN_H
#include "cmd/rank.h"
#include <ch/planning.h>

typedef struct ch_plan_sheet {
        const ch_look *look;
        const ch_planning_ask *ask;
        ch_planning_view view;
} ch_plan_sheet;

/* For a person at a terminal of 80 columns. */
void ch_plan_table(ch_buf *out, const ch_plan_sheet *s);
/* {"end": …, "value": …, "pairs": […], "binding": […], "unserved": […]} */
void ch_plan_json(ch_json *j, const ch_plan_sheet *s);

/* Words for machines and, with {n} for the number, sentences for people: what a rule of a plan is. */
const char *ch_plan_rule_word(ch_rule_of_plan rule);
#endif

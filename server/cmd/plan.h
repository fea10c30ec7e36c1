/* cmd/plan.h – one plan and the ways in which `clearinghouse plan` writes it. Writers append to what is given and never
 * fail: an overflow shows in the buffer.
 */
#ifndef CH_SERVER_CMD_PLAN_H
#define CH_SERVER_CMD_PLAN_H
#include "cmd/rank.h"
#include <ch/planning.h>

/* A plan, what was asked for, and the look in which both stand. */
typedef struct ch_plan_sheet {
        const ch_look *look;
        const ch_planning_ask *ask;
        ch_planning_view view;
} ch_plan_sheet;

/* For a person at a terminal of 80 columns: totals, pairs with the strongest reasons, what binds, who is left out. */
void ch_plan_table(ch_buf *out, const ch_plan_sheet *s);
/* One object, its member "end" first; points as in the ranking, 1,000 to 1 of 100:
 *
 *   {"end": "optimal", "value": …, "pairs": […], "binding": […], "unserved": […]}
 */
void ch_plan_json(ch_json *j, const ch_plan_sheet *s);

/* What a rule of a plan is called, for machines: "places", "floor" … */
const char *ch_plan_rule_word(ch_rule_of_plan rule);
#endif

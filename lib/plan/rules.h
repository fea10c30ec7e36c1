/* rules.h – the rules of a task one may keep or give up, and whether those kept can be kept together.
 *
 * A rule given up: a floor of 0, an offer with any number of places, an exclusion that forbids nothing. Scores play no
 * part, and limits only whether they are 0: a floor asks for needs that are served at all.
 */
#ifndef RULES_H
#define RULES_H
#include "solve.h"

/* Which array of the task index points into. */
typedef enum rule_kind { RULE_FLOOR, RULE_PLACES, RULE_EXCLUSION } rule_kind;

typedef struct rule {
        rule_kind kind;
        int32_t index; /* group, offer, exclusion number */
} rule;

/* The rules of a task in the order floors, places, exclusions; those that could bind nothing are not among them. */
typedef struct rules {
        const ch_plan_task *task;
        /* With the rules that are kept, every pair worth the same, at most one place for each need; the arrays below
         * are its own. */
        ch_plan_task relaxed;
        ch_plan_need *needs;
        ch_plan_offer *offers;
        ch_plan_edge *edges;
        ch_plan_group *groups;
        rule *v;
        int32_t len;
        /* Per rule; the caller's to set before each question. */
        bool *kept;
        /* Per exclusion number: kept. */
        bool *excluded;
        watch *watch;
        /* Of one question: emptied by the next. */
        ch_arena *turn;
} rules;

/* All in the arena; kept is all false at first, turn is the caller's to set and free. False: the arena is full. */
bool rules_make(rules *r, const ch_plan_task *task, watch *w, ch_arena *arena);

typedef enum rules_answer { RULES_AGREE, RULES_CONFLICT, RULES_STOPPED } rules_answer;
/* Can those kept be kept together? One flow; RULES_STOPPED: time or memory ended. */
rules_answer rules_ask(rules *r);

/* The sets of rules of which one each must be chosen: a set of rules is an array of flags, one a rule. */
typedef struct hitting {
        int32_t len;   /* rules */
        bool **sets;   /* each must be hit; of rules */
        int32_t *size; /* per set */
        int32_t sets_len, room;
        bool *chosen;
        watch *watch;
} hitting;
/* The fewest rules, at most so many, that hit every set: in chosen. False: there are none, or stopped (ask the watch).
 * Exponential in most at worst. */
bool hitting_find(hitting *h, int32_t most);
#endif

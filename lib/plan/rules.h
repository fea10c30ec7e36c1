/* rules.h – the rules of a task one may keep or give up, and whether those kept can be kept together. */
#ifndef RULES_H
#define RULES_H
#include "solve.h"

typedef enum rule_kind { RULE_FLOOR, RULE_PLACES, RULE_EXCLUSION } rule_kind;

typedef struct rule {
        rule_kind kind;
        int32_t index; /* group, offer, exclusion number */
} rule;

typedef struct rules {
        const ch_plan_task *task;
        ch_plan_task relaxed; /* with the rules that are kept, every pair worth the same */
        ch_plan_need *needs;
        ch_plan_offer *offers;
        ch_plan_edge *edges;
        ch_plan_group *groups;
        rule *v;
        int32_t len;
        bool *kept;     /* per rule */
        bool *excluded; /* per exclusion number: kept */
        watch *watch;
        ch_arena *turn; /* of one question */
} rules;

bool rules_make(rules *r, const ch_plan_task *task, watch *w, ch_arena *arena);

typedef enum rules_answer { RULES_AGREE, RULES_CONFLICT, RULES_STOPPED } rules_answer;
/* Can those kept be kept together? */
rules_answer rules_ask(rules *r);

/* A set of rules as flags. */
typedef struct hitting {
        int32_t len;   /* rules */
        bool **sets;   /* each must be hit; of rules */
        int32_t *size; /* per set */
        int32_t sets_len, room;
        bool *chosen;
        watch *watch;
} hitting;
/* The fewest rules, at most so many, that hit every set: in chosen. False: there are none, or stopped. */
bool hitting_find(hitting *h, int32_t most);
#endif

/* A plan as JSON. */
#include "cmd/plan.h"

const char *
ch_plan_rule_word(ch_rule_of_plan rule)
{
        static const char *const words[] = {
                [CH_RULE_OF_PLACES] = "places",
                [CH_RULE_OF_FLOOR] = "floor",
                [CH_RULE_OF_LIMIT] = "per_need",
                [CH_RULE_OF_EXCLUSION] = "exclusion",
        };

        return words[rule];
}

static void
write_head(ch_json *j, const ch_planning_view *v)
{
        int64_t value = v->plan.score - v->plan.penalty;

        ch_json_pair(j, "end", ch_str_of(ch_plan_end_word(v->plan.end)));
        ch_json_pair(j, "method", ch_str_of(ch_plan_method_word(v->plan.method)));
        ch_json_pair_int(j, "value", value);
        ch_json_pair_int(j, "score", v->plan.score);
        ch_json_pair_int(j, "penalty", v->plan.penalty);
        if (v->plan.end == CH_PLAN_OPTIMAL || v->plan.end == CH_PLAN_BEST_FOUND) {
                ch_json_pair_int(j, "bound", v->plan.bound);
                ch_json_pair_int(j, "gap", v->plan.bound - value);
        }
        ch_json_pair_int(j, "needs", (int64_t)v->needs);
        ch_json_pair_int(j, "served", (int64_t)v->served);
        ch_json_pair_int(j, "as_of", (int64_t)v->as_of);
        ch_json_pair(j, "weights", v->weights);
}

static void
write_pair(ch_json *j, const ch_pairing *p)
{
        ch_json_object(j);
        ch_json_pair(j, "request", p->request->head.ref);
        ch_json_pair_int(j, "need", p->need);
        ch_json_pair(j, "offer", p->offer->head.ref);
        ch_json_pair(j, "provider", p->offer->party);
        ch_json_pair_int(j, "score", p->score);
        ch_json_pair_int(j, "rank", (int64_t)p->rank);
        ch_json_key(j, "reasons"), ch_json_list(j);
        for (size_t i = 0; i < p->why_len; i++) {
                ch_json_object(j);
                ch_json_pair(j, "factor", ch_str_of(ch_factor_word((ch_factor)p->why[i].factor)));
                ch_json_pair_int(j, "points", p->why[i].points);
                ch_json_end(j);
        }
        ch_json_end(j);
        ch_json_end(j);
}

static void
write_rule(ch_json *j, const ch_binding *b)
{
        ch_json_pair(j, "rule", ch_str_of(ch_plan_rule_word(b->rule)));
        if (b->name.len)
                ch_json_pair(j, "name", b->name);
        if (b->rule != CH_RULE_OF_EXCLUSION)
                ch_json_pair_int(j, "number", b->number);
}

static void
write_binding(ch_json *j, const ch_binding *b)
{
        ch_json_object(j);
        write_rule(j, b);
        ch_json_pair_int(j, "worth", b->worth);
        if (b->rule == CH_RULE_OF_LIMIT)
                ch_json_pair_int(j, "needs", (int64_t)b->needs);
        ch_json_end(j);
}

static void
write_conflict(ch_json *j, const ch_planning_view *v)
{
        ch_json_key(j, "conflict"), ch_json_object(j);
        ch_json_pair_flag(j, "is_smallest", v->is_smallest);
        ch_json_key(j, "rules"), ch_json_list(j);
        for (size_t i = 0; i < v->conflict_len; i++) {
                ch_json_object(j);
                write_rule(j, &v->conflict[i]);
                ch_json_end(j);
        }
        ch_json_end(j);
        ch_json_end(j);
}

static void
write_unserved(ch_json *j, const ch_unserved *u)
{
        ch_json_object(j);
        ch_json_pair(j, "request", u->request);
        ch_json_pair_int(j, "need", u->need);
        ch_json_pair(j, "why", ch_str_of(ch_unserved_word(u->why)));
        if (u->why == CH_UNSERVED_DEARER)
                ch_json_pair_int(j, "cost", u->cost);
        ch_json_pair_int(j, "offers", (int64_t)u->offers);
        ch_json_end(j);
}

void
ch_plan_json(ch_json *j, const ch_plan_sheet *s)
{
        const ch_planning_view *v = &s->view;

        ch_json_object(j);
        write_head(j, v);
        ch_json_pair(j, "day", ch_day_text(s->look->arena, v->today));
        ch_json_key(j, "pairs"), ch_json_list(j);
        for (size_t i = 0; i < v->len; i++)
                write_pair(j, &v->v[i]);
        ch_json_end(j);
        ch_json_pair_flag(j, "binding_is_exact", v->is_exact);
        ch_json_key(j, "binding"), ch_json_list(j);
        for (size_t i = 0; i < v->binding_len; i++)
                write_binding(j, &v->binding[i]);
        ch_json_end(j);
        ch_json_key(j, "unserved"), ch_json_list(j);
        for (size_t i = 0; i < v->unserved_len; i++)
                write_unserved(j, &v->unserved[i]);
        ch_json_end(j);
        if (v->conflict_len)
                write_conflict(j, v);
        ch_json_end(j);
}

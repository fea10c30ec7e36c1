/* A request's needs and one offer: where it stands in each list, why, and what would change that. */
#include "cmd/rank.h"
#include <string.h>

static ch_status
ask_change(const ch_rank_list *l, const ch_need *need, size_t goal, ch_ranked_change *out)
{
        ch_why_ask ask = { .pair = { .request = l->request->head.id, .offer = l->offer->head.id, .need = need->no },
                           .goal = goal,
                           .wants_weights = true };

        return ch_ranked_why(l->look, &ch_actor_system, &ask, out);
}

/* What a step is about: a code, a day or a number. */
static ch_str
name_of(const ch_rank_list *l, const ch_what_step *s)
{
        if (s->what == CH_WHAT_CAPACITY)
                return ch_fmt(l->look->arena, "%lld", (long long)s->number);
        if (s->what == CH_WHAT_FROM || s->what == CH_WHAT_UNTIL)
                return ch_day_text(l->look->arena, s->day);
        return s->code;
}

/* ---- a table --------------------------------------------------------------------------------------------------- */

static void
put_place(ch_buf *out, const ch_what_place *p)
{
        if (p->rule != CH_RULE_PASSED) {
                ch_buf_printf(out, "  not in the list: %s\n", ch_rule_text(p->rule));
                return;
        }
        if (p->rank)
                ch_buf_printf(out, "  place %zu with ", p->rank);
        else
                ch_buf_printf(out, "  beyond place %d with ", CH_WHAT_DEPTH);
        ch_rank_table_points(out, p->score);
        ch_buf_lit(out, " points\n");
}

/* "Add to the need: {name}", with the name. */
static void
put_step(ch_buf *out, const ch_rank_list *l, const ch_what_step *s)
{
        const char *text = ch_what_text(s), *at = strstr(text, "{name}");

        ch_buf_printf(out, "    %.*s", (int)(at ? at - text : 0), text);
        ch_buf_str(out, name_of(l, s));
        if (s->of_offer && s->what <= CH_WHAT_ASSISTANCE)
                ch_buf_printf(out, " (its part %zu)", s->area + 1);
        ch_buf_char(out, '\n');
}

static void
put_change(ch_buf *out, const ch_rank_list *l, const ch_what_if *w)
{
        ch_buf_printf(out,
                      w->breaks ? "  It would fall out of the first %zu by" : "  It would be among the first %zu by",
                      w->goal);
        ch_buf_lit(out, w->steps_len ? "\n" : " no one or two changes.\n");
        for (size_t i = 0; i < w->steps_len; i++)
                put_step(out, l, &w->steps[i]);
        if (w->steps_len) {
                ch_buf_lit(out, "  and then");
                put_place(out, &w->then);
        }
}

static void
put_ranges(ch_buf *out, const ch_ranked_change *c)
{
        if (c->range[0].low > c->range[0].high)
                return;
        ch_buf_printf(out, "  Among the first %d as long as one weight alone lies within\n", CH_WHAT_TOP);
        for (int f = 0; f < CH__FACTOR_MAX; f++)
                ch_buf_printf(out, "    %3d .. %3d   (now %3d)  %s\n", (int)c->range[f].low, (int)c->range[f].high,
                              (int)c->weights.w[f], ch_factor_text((ch_factor)f));
}

ch_status
ch_rank_pair_table(ch_buf *out, const ch_rank_list *l, size_t goal)
{
        ch_str a = l->request->head.ref, b = l->offer->head.ref;

        ch_buf_printf(out, "%.*s and %.*s\n", (int)a.len, a.p, (int)b.len, b.p);
        for (size_t i = 0; i < l->request->needs.len; i++) {
                const ch_need *need = &ch_request_needs(l->request)[i];
                ch_ranked_change c;
                ch_status st = ask_change(l, need, goal, &c);

                if (st != CH_OK)
                        return st;
                ch_buf_printf(out, "\nneed %d\n", (int)need->no);
                put_place(out, &c.what.now);
                for (size_t k = 0; k < c.pairing.why_len; k++)
                        ch_rank_table_reason(out, &c.pairing.why[k]);
                put_change(out, l, &c.what);
                put_ranges(out, &c);
        }
        return CH_OK;
}

/* ---- JSON ------------------------------------------------------------------------------------------------------ */

static void
write_place(ch_json *j, const char *key, const ch_what_place *p)
{
        ch_json_key(j, key), ch_json_object(j);
        ch_json_pair(j, "rule", ch_str_of(ch_rule_word(p->rule)));
        ch_json_pair_int(j, "rank", (int64_t)p->rank);
        ch_json_pair_int(j, "score", p->score);
        ch_json_end(j);
}

static void
write_step(ch_json *j, const ch_rank_list *l, const ch_what_step *s)
{
        ch_json_object(j);
        ch_json_pair(j, "side", s->of_offer ? CH_LIT("offer") : CH_LIT("need"));
        ch_json_pair(j, "what", ch_str_of(ch_what_word(s->what)));
        ch_json_pair(j, "act", s->adds ? CH_LIT("add") : CH_LIT("take"));
        ch_json_pair(j, "name", name_of(l, s));
        if (s->of_offer && s->what <= CH_WHAT_ASSISTANCE)
                ch_json_pair_int(j, "area", (int64_t)s->area + 1);
        ch_json_end(j);
}

static void
write_ranges(ch_json *j, const ch_ranked_change *c)
{
        ch_json_key(j, "weights"), ch_json_object(j);
        for (int f = 0; f < CH__FACTOR_MAX && c->range[0].low <= c->range[0].high; f++) {
                ch_json_key(j, ch_factor_word((ch_factor)f)), ch_json_list(j);
                ch_json_int(j, c->range[f].low);
                ch_json_int(j, c->range[f].high);
                ch_json_end(j);
        }
        ch_json_end(j);
}

ch_status
ch_rank_pair_json(ch_json *j, const ch_rank_list *l, size_t goal)
{
        ch_json_object(j);
        ch_json_pair(j, "request", l->request->head.ref);
        ch_json_pair(j, "offer", l->offer->head.ref);
        ch_json_key(j, "needs"), ch_json_list(j);
        for (size_t i = 0; i < l->request->needs.len; i++) {
                const ch_need *need = &ch_request_needs(l->request)[i];
                ch_ranked_change c;
                ch_status st = ask_change(l, need, goal, &c);

                if (st != CH_OK)
                        return st;
                ch_json_object(j);
                ch_json_pair_int(j, "need", need->no);
                write_place(j, "now", &c.what.now);
                ch_json_pair(j, "goal", c.what.breaks ? CH_LIT("out") : CH_LIT("in"));
                ch_json_pair_int(j, "top", (int64_t)goal);
                ch_json_key(j, "steps"), ch_json_list(j);
                for (size_t k = 0; k < c.what.steps_len; k++)
                        write_step(j, l, &c.what.steps[k]);
                ch_json_end(j);
                write_place(j, "then", &c.what.then);
                write_ranges(j, &c);
                ch_json_end(j);
        }
        ch_json_end(j);
        ch_json_end(j);
        return CH_OK;
}

/* A plan for a person at a terminal: 80 columns. */
#include "cmd/plan.h"

enum { WIDTH = 80, REF_WIDTH = 18, OFFER_WIDTH = 18, NAME_WIDTH = 27, REASONS = 3, BINDINGS = 12, POINT = 1000 };

static void
put_total(ch_buf *out, const char *name, int64_t points)
{
        ch_buf_printf(out, "  %-9s%10lld.%03lld\n", name, (long long)(points / POINT),
                      (long long)((points < 0 ? -points : points) % POINT));
}

/* ---- head ------------------------------------------------------------------------------------------------------ */

static void
put_head(ch_buf *out, const ch_plan_sheet *s)
{
        const ch_planning_view *v = &s->view;
        ch_str day = ch_day_text(s->look->arena, v->today);
        int64_t value = v->plan.score - v->plan.penalty;

        ch_buf_printf(out, "%zu of %zu needs served; day %.*s, weights %.*s, records as of change %llu\n", v->served,
                      v->needs, (int)day.len, day.p, (int)v->weights.len, v->weights.p, (unsigned long long)v->as_of);
        ch_buf_printf(out, "%s.\n", ch_plan_end_text(v->plan.end));
        put_total(out, "value", value);
        if (v->plan.penalty) {
                put_total(out, "scores", v->plan.score);
                put_total(out, "overlaps", -v->plan.penalty);
        }
        if (v->plan.end == CH_PLAN_OPTIMAL || v->plan.end == CH_PLAN_BEST_FOUND) {
                put_total(out, "bound", v->plan.bound);
                put_total(out, "gap", v->plan.bound - value);
        }
        ch_buf_printf(out,
                      "Of each need's ranked list the best %lld count; an offer that states no capacity\n"
                      "has %lld places.\n\n",
                      (long long)(s->ask->candidates ? s->ask->candidates : CH_PLAN_CANDIDATES),
                      (long long)(s->ask->places ? s->ask->places : CH_PLAN_PLACES));
}

/* ---- pairs ----------------------------------------------------------------------------------------------------- */

/* "Topics 12.000, What the words mean 9.300, …" */
static void
put_reasons(ch_buf *out, const ch_plan_sheet *s, const ch_pairing *p)
{
        ch_buf line = ch_buf_new(s->look->arena);
        ch_str text;

        for (size_t i = 0; i < p->why_len && i < REASONS; i++)
                ch_buf_printf(&line, "%s%s %lld.%lld", i ? ", " : "", ch_factor_text((ch_factor)p->why[i].factor),
                              (long long)(p->why[i].points / POINT), (long long)(p->why[i].points % POINT / 100));
        if (ch_buf_end(&line, &text))
                return;
        ch_buf_lit(out, "        ");
        (void)ch_rank_table_cut(out, text, WIDTH - 8);
        ch_buf_char(out, '\n');
}

static void
put_pair(ch_buf *out, const ch_plan_sheet *s, const ch_pairing *p)
{
        ch_rank_table_points(out, p->score);
        ch_buf_char(out, ' ');
        ch_rank_table_cell(out, p->request->head.ref, REF_WIDTH);
        ch_buf_printf(out, "%3d  ", (int)p->need);
        ch_rank_table_cell(out, p->offer->head.ref, OFFER_WIDTH);
        ch_buf_char(out, ' ');
        ch_rank_table_cell(out, p->provider_name, NAME_WIDTH - 3);
        ch_buf_printf(out, "%3zu\n", p->rank);
        put_reasons(out, s, p);
}

/* ---- what stands in the way ------------------------------------------------------------------------------------ */

static ch_str
name_rule(const ch_plan_sheet *s, const ch_binding *b)
{
        if (b->rule == CH_RULE_OF_LIMIT)
                return ch_fmt(s->look->arena, "the limit of %lld offers a need; %zu needs would gain by one more",
                              (long long)b->number, b->needs);
        if (b->rule == CH_RULE_OF_EXCLUSION)
                return ch_fmt(s->look->arena, "exclude %.*s", (int)b->name.len, b->name.p);
        return ch_fmt(s->look->arena, "%s %lld  %.*s  %.*s", b->rule == CH_RULE_OF_FLOOR ? "floor" : "places",
                      (long long)b->number, (int)b->name.len, b->name.p, (int)b->who.len, b->who.p);
}

static void
put_binding(ch_buf *out, const ch_plan_sheet *s, const ch_binding *b)
{
        ch_buf_char(out, '+');
        ch_rank_table_points(out, b->worth);
        ch_buf_lit(out, "  ");
        (void)ch_rank_table_cut(out, name_rule(s, b), WIDTH - 10);
        ch_buf_char(out, '\n');
}

static void
put_conflict(ch_buf *out, const ch_plan_sheet *s)
{
        const ch_planning_view *v = &s->view;

        if (!v->conflict_len)
                return;
        ch_buf_printf(out, "These rules cannot all be kept%s.\nThe plan below leaves the floors aside.\n",
                      v->is_smallest ? "; no fewer rules conflict" : "");
        for (size_t i = 0; i < v->conflict_len; i++) {
                ch_buf_lit(out, "  ");
                (void)ch_rank_table_cut(out, name_rule(s, &v->conflict[i]), WIDTH - 2);
                ch_buf_char(out, '\n');
        }
        ch_buf_char(out, '\n');
}

static void
put_bindings(ch_buf *out, const ch_plan_sheet *s)
{
        const ch_planning_view *v = &s->view;

        if (!v->binding_len)
                return;
        ch_buf_printf(out, "\nWhat binds, and what one more place, one need less or one offer more would\nbring%s%s\n",
                      s->ask->overlap ? ", overlaps aside" : "", v->is_exact ? ":" : " (estimates: time ended):");
        for (size_t i = 0; i < v->binding_len && i < BINDINGS; i++)
                put_binding(out, s, &v->binding[i]);
        if (v->binding_len > BINDINGS)
                ch_buf_printf(out, "          and %zu more\n", v->binding_len - BINDINGS);
}

static void
put_unserved(ch_buf *out, const ch_plan_sheet *s)
{
        for (size_t i = 0; i < s->view.unserved_len; i++) {
                const ch_unserved *u = &s->view.unserved[i];

                ch_buf_lit(out, i ? "" : "\nNot served:\n");
                ch_buf_char(out, ' ');
                ch_rank_table_cell(out, u->request, REF_WIDTH);
                ch_buf_printf(out, "%3d  %s", (int)u->need, ch_unserved_text(u->why));
                if (u->why == CH_UNSERVED_DEARER) {
                        ch_buf_char(out, ':');
                        ch_rank_table_points(out, u->cost);
                }
                ch_buf_char(out, '\n');
        }
}

void
ch_plan_table(ch_buf *out, const ch_plan_sheet *s)
{
        put_head(out, s);
        put_conflict(out, s);
        ch_buf_lit(out, "  score request          need  ");
        ch_rank_table_cell(out, CH_LIT("offer"), OFFER_WIDTH + 1);
        ch_rank_table_cell(out, CH_LIT("provider"), NAME_WIDTH - 5);
        ch_buf_lit(out, "place\n");
        for (size_t i = 0; i < s->view.len; i++)
                put_pair(out, s, &s->view.v[i]);
        if (!s->view.len)
                ch_buf_lit(out, "  no pair passes every rule\n");
        put_bindings(out, s);
        put_unserved(out, s);
}

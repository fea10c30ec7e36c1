/* A ranked list as JSON: what scripts and the tests of quality read. */
#include "cmd/rank.h"

static void
write_codes(ch_json *j, const ch_strs *codes)
{
        ch_json_key(j, "codes");
        ch_json_texts(j, *codes);
}

static void
write_reasons(ch_json *j, const ch_pairing *p)
{
        ch_json_list(j);
        for (size_t i = 0; i < p->why_len; i++) {
                ch_json_object(j);
                ch_json_pair(j, "factor", ch_str_of(ch_factor_word((ch_factor)p->why[i].factor)));
                ch_json_pair_int(j, "fit", p->why[i].fit);
                ch_json_pair_int(j, "points", p->why[i].points);
                if (p->why[i].codes.len)
                        write_codes(j, &p->why[i].codes);
                ch_json_end(j);
        }
        ch_json_end(j);
}

static void
write_why_not(ch_json *j, const ch_why_not *w)
{
        ch_json_object(j);
        ch_json_key(j, "removed"), ch_json_object(j);
        for (int rule = CH_RULE_PASSED + 1; rule < CH__RULE_MAX; rule++)
                if (w->removed[rule])
                        ch_json_pair_int(j, ch_rule_word((ch_rule)rule), (int64_t)w->removed[rule]);
        ch_json_end(j);
        ch_json_key(j, "nearest"), ch_json_list(j);
        for (size_t i = 0; i < w->nearest_len; i++) {
                ch_json_object(j);
                ch_json_pair(j, "offer", w->nearest[i].offer->head.ref);
                ch_json_pair_int(j, "score", w->nearest[i].score);
                ch_json_pair(j, "rule", ch_str_of(ch_rule_word(w->nearest[i].rule)));
                ch_json_end(j);
        }
        ch_json_end(j);
        ch_json_end(j);
}

static void
write_explanation(ch_json *j, const ch_rank_list *l)
{
        ch_json_key(j, "reasons"), ch_json_list(j);
        for (size_t i = 0; i < l->view.len; i++)
                write_reasons(j, &l->view.v[i]);
        ch_json_end(j);
        if (!l->request)
                return;
        ch_json_key(j, "why_not"), ch_json_list(j);
        for (size_t i = 0; i < l->request->needs.len && i < CH_NEEDS_MAX; i++)
                write_why_not(j, l->why_not[i]);
        ch_json_end(j);
}

void
ch_rank_json(ch_json *j, const ch_rank_list *l)
{
        const ch_ranked_view *view = &l->view;

        ch_json_object(j);
        ch_json_pair(j, l->request ? "request" : "offer", l->request ? l->request->head.ref : l->offer->head.ref);
        ch_json_key(j, "ranking"), ch_json_list(j);
        for (size_t i = 0; i < view->len; i++)
                ch_json_text(j, l->request ? view->v[i].offer->head.ref : view->v[i].request->head.ref);
        ch_json_end(j);
        ch_json_key(j, "scores"), ch_json_list(j);
        for (size_t i = 0; i < view->len; i++)
                ch_json_int(j, view->v[i].score);
        ch_json_end(j);
        ch_json_key(j, "needs"), ch_json_list(j);
        for (size_t i = 0; i < view->len; i++)
                ch_json_int(j, view->v[i].need);
        ch_json_end(j);
        if (l->explains)
                write_explanation(j, l);
        ch_json_end(j);
}

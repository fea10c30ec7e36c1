#include "api.h"
#include "ranked.h"
#include <ch/msg.h>

static void
put_place(api_out *o, const char *key, const ch_what_place *p)
{
        ch_json_key(&o->j, key);
        ch_json_object(&o->j);
        ch_json_pair(&o->j, "rule", ch_str_of(ch_rule_word(p->rule)));
        if (p->rule != CH_RULE_PASSED)
                ch_json_pair(&o->j, "text", ch_str_of(ch_msg(o->req->lang, ch_rule_text(p->rule))));
        if (p->rank)
                ch_json_pair_int(&o->j, "rank", (int64_t)p->rank);
        ch_json_pair_int(&o->j, "score", p->score);
        ch_json_end(&o->j);
}

/* What is added, taken or set: a code, a day or a number. */
static ch_str
name_of(const api_out *o, const ch_what_step *s)
{
        if (s->what == CH_WHAT_CAPACITY)
                return ch_fmt(o->arena, "%lld", (long long)s->number);
        if (s->what == CH_WHAT_FROM || s->what == CH_WHAT_UNTIL)
                return ch_day_text(o->arena, s->day);
        return s->code;
}

static void
put_steps(api_out *o, const ch_what_if *w)
{
        ch_json_key(&o->j, "steps");
        ch_json_list(&o->j);
        for (size_t i = 0; i < w->steps_len; i++) {
                const ch_what_step *s = &w->steps[i];

                ch_json_object(&o->j);
                ch_json_pair(&o->j, "side", s->of_offer ? CH_LIT("offer") : CH_LIT("need"));
                ch_json_pair(&o->j, "act", s->adds ? CH_LIT("add") : CH_LIT("take"));
                ch_json_pair(&o->j, "what", ch_str_of(ch_what_word(s->what)));
                ch_json_pair(&o->j, "name", name_of(o, s));
                if (s->of_offer && s->what <= CH_WHAT_ASSISTANCE)
                        ch_json_pair_int(&o->j, "area", (int64_t)s->area + 1);
                ch_json_end(&o->j);
        }
        ch_json_end(&o->j);
}

static void
put_ranges(api_out *o, const ch_ranked_change *c)
{
        if (!c->has_weights || c->range[0].low > c->range[0].high)
                return;
        ch_json_key(&o->j, "ranges");
        ch_json_list(&o->j);
        for (int f = 0; f < CH__FACTOR_MAX; f++) {
                const ch_what_range *r = &c->range[f];

                ch_json_object(&o->j);
                ch_json_pair(&o->j, "factor", ch_str_of(ch_factor_word((ch_factor)f)));
                ch_json_pair_int(&o->j, "now", c->weights.w[f]);
                ch_json_pair_int(&o->j, "low", r->low);
                ch_json_pair_int(&o->j, "high", r->high);
                ch_json_pair_flag(&o->j, "is_cut", r->is_low_cut || r->is_high_cut);
                ch_json_end(&o->j);
        }
        ch_json_end(&o->j);
}

void
api_put_why(api_out *o, const ch_ranked_change *c)
{
        const ch_offer *offer = c->pairing.offer;

        ch_json_key(&o->j, "asked");
        ch_json_object(&o->j);
        ch_json_pair(&o->j, "offer", ch_uuid_text(o->arena, offer->head.id));
        api_put_text(o, "offer_ref", offer->head.ref);
        api_put_text(o, "provider", offer->party);
        api_put_reasons(o, c->pairing.why, c->pairing.why_len, true);
        put_place(o, "now", &c->what.now);
        ch_json_pair(&o->j, "goal", c->what.breaks ? CH_LIT("out") : CH_LIT("in"));
        ch_json_pair_int(&o->j, "top", (int64_t)c->what.goal);
        put_steps(o, &c->what);
        if (c->what.steps_len)
                put_place(o, "then", &c->what.then);
        ch_json_pair_flag(&o->j, "is_cut", c->what.is_cut);
        put_ranges(o, c);
        ch_json_end(&o->j);
}

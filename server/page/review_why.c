/* What would change one offer's place in the list of a need; shown when an expert asks (?why=OFFER). */
#include "page.h"
#include "pages.h"
#include "review.h"
#include <ch/ranked.h>

typedef struct asked {
        const ch_req *req;
        const ch_look *look;
        const ch_ranked_change *c;
} asked;

static ch_str
fill_name(const asked *a, const char *sentence, ch_str name)
{
        ch_msg_arg arg = { "name", name };

        return ch_msg_fill(a->req->arena, a->req->lang, sentence, &arg, 1);
}

static ch_str
place(const asked *a, const ch_what_place *p, const char *sentence)
{
        if (p->rule != CH_RULE_PASSED)
                return page_say(a->req, ch_rule_text(p->rule));
        if (!p->rank)
                return page_fill_number(a->req, CH_MSG("Beyond place {n}."), "n", CH_WHAT_DEPTH);
        return page_fill_number(a->req, sentence, "n", (int64_t)p->rank);
}

static ch_str
name_of(const asked *a, const ch_what_step *s)
{
        static const ch_vocab_kind kinds[CH__WHAT_MAX] = {
                [CH_WHAT_TOPIC] = CH_VOCAB_MEASURE,      [CH_WHAT_DOMAIN] = CH_VOCAB_MEASURE,
                [CH_WHAT_ASSISTANCE] = CH_VOCAB_MEASURE, [CH_WHAT_LANGUAGE] = CH_VOCAB_LANGUAGE,
                [CH_WHAT_REGION] = CH_VOCAB_ELIGIBLE,
        };

        if (s->what == CH_WHAT_CAPACITY)
                return ch_fmt(a->req->arena, "%lld", (long long)s->number);
        if (s->what == CH_WHAT_FROM || s->what == CH_WHAT_UNTIL)
                return page_day(a->req, s->day);
        return page_code_name(a->req, ch_catalog_vocab(a->look->cat), kinds[s->what], s->code);
}

static ch_list
steps(const asked *a)
{
        const ch_what_if *w = &a->c->what;
        ch_link_view *v = CH_NEW_N(a->req->arena, ch_link_view, w->steps_len);

        for (size_t i = 0; v && i < w->steps_len; i++) {
                const ch_what_step *s = &w->steps[i];
                const ch_area *area = s->of_offer && s->what <= CH_WHAT_ASSISTANCE &&
                                                      s->area < a->c->pairing.offer->areas.len
                                              ? &ch_offer_areas(a->c->pairing.offer)[s->area]
                                              : NULL;

                v[i].text = fill_name(a, ch_what_text(s), name_of(a, s));
                v[i].note = area ? area->text : (ch_str) { 0 };
        }
        return (ch_list) { v, v ? w->steps_len : 0 };
}

static ch_list
ranges(const asked *a)
{
        bool is_in = a->c->range[0].low <= a->c->range[0].high;
        page_range_view *v = CH_NEW_N(a->req->arena, page_range_view, CH__FACTOR_MAX);

        for (int f = 0; v && f < CH__FACTOR_MAX; f++)
                v[f] = (page_range_view) { .factor = page_say(a->req, ch_factor_text((ch_factor)f)),
                                           .now = ch_fmt(a->req->arena, "%d", (int)a->c->weights.w[f]),
                                           .low = ch_fmt(a->req->arena, "%d", (int)a->c->range[f].low),
                                           .high = ch_fmt(a->req->arena, "%d", (int)a->c->range[f].high) };
        return (ch_list) { v, v && is_in ? CH__FACTOR_MAX : 0 };
}

static const char *
goal_sentence(const ch_what_if *w)
{
        if (!w->steps_len)
                return w->breaks ? CH_MSG("No one or two changes would take it out of the first {n}.")
                                 : CH_MSG("No one or two changes would bring it among the first {n}.");
        return w->breaks ? CH_MSG("The smallest change that would take it out of the first {n}:")
                         : CH_MSG("The smallest change that would bring it among the first {n}:");
}

page_why_view *
page_review_why(const ch_req *req, const ch_look *look, ch_uuid request, int64_t need)
{
        ch_pair_in in = { .request = request, .need = need };
        ch_ranked_change *c = CH_NEW(req->arena, ch_ranked_change);
        page_why_view *v = CH_NEW(req->arena, page_why_view);
        asked a = { req, look, c };

        if (!c || !v || !need || !ch_uuid_parse(ch_req_query(req, "why"), &in.offer) ||
            ch_ranked_why(look, req->caller.actor, &in, CH_WHAT_TOP, c) != CH_OK)
                return NULL;
        *v = (page_why_view) { .ref = c->pairing.offer->head.ref,
                               .provider = c->pairing.provider_name,
                               .now = place(&a, &c->what.now, CH_MSG("It stands at place {n}.")),
                               .goal = page_fill_number(req, goal_sentence(&c->what), "n", CH_WHAT_TOP),
                               .steps = steps(&a),
                               .ranges = ranges(&a) };
        if (c->what.steps_len)
                v->then = place(&a, &c->what.then, CH_MSG("It would then stand at place {n}."));
        return v;
}

ch_url
page_review_why_url(const ch_req *req, ch_uuid request, int64_t need, ch_uuid offer)
{
        ch_url url = CH_URL_FILL(req->arena, "/review/{}/{}", ch_uuid_text(req->arena, request),
                                 ch_fmt(req->arena, "%lld", (long long)need));

        return ch_url_query(req->arena, url, "why", ch_uuid_text(req->arena, offer));
}

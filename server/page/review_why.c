/* What would change one offer's place in the list of a need; shown when an expert asks (?why=OFFER). */
#include "case.h"
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

/* refused: a sentence with {why} for a pair that no list has. */
static ch_str
place(const asked *a, const ch_what_place *p, const char *sentence, const char *refused)
{
        ch_msg_arg arg = { "why", { 0 } };

        if (p->rule == CH_RULE_PASSED && p->rank)
                return page_fill_number(a->req, sentence, "n", (int64_t)p->rank);
        if (p->rule == CH_RULE_PASSED)
                return page_fill_number(a->req, CH_MSG("That is beyond place {n}."), "n", CH_WHAT_DEPTH);
        arg.value = page_say(a->req, ch_rule_text(p->rule));
        return ch_msg_fill(a->req->arena, a->req->lang, refused, &arg, 1);
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

/* "5", or "≤ 5" where it was not looked further. */
static ch_str
bound(const asked *a, int32_t weight, bool is_cut, const char *sign)
{
        return ch_fmt(a->req->arena, "%s%d", is_cut ? sign : "", (int)weight);
}

static ch_list
ranges(const asked *a)
{
        const ch_what_range *r = a->c->range;
        size_t n = a->c->has_weights && r[0].low <= r[0].high ? CH__FACTOR_MAX : 0;
        page_range_view *v = CH_NEW_N(a->req->arena, page_range_view, n);

        for (size_t f = 0; v && f < n; f++)
                v[f] = (page_range_view) { .factor = page_say(a->req, ch_factor_text((ch_factor)f)),
                                           .now = ch_fmt(a->req->arena, "%d", (int)a->c->weights.w[f]),
                                           .low = bound(a, r[f].low, r[f].is_low_cut, "≤ "),
                                           .high = bound(a, r[f].high, r[f].is_high_cut, "≥ ") };
        return (ch_list) { v, v ? n : 0 };
}

static bool
may_change(ch_rule rule)
{
        return rule != CH_RULE_OFFER_NOT_LISTED && rule != CH_RULE_OWN_OFFER && rule != CH_RULE_EXCLUDED;
}

static const char *
goal_sentence(const ch_what_if *w)
{
        if (!may_change(w->now.rule))
                return CH_MSG("No change of what either side writes would alter that.");
        if (!w->steps_len && w->is_cut)
                return CH_MSG("Of the changes tried, none would move it over the line of the first {n}.");
        if (!w->steps_len)
                return w->breaks ? CH_MSG("No one or two changes would take it out of the first {n}.")
                                 : CH_MSG("No one or two changes would bring it among the first {n}.");
        return w->breaks ? CH_MSG("The smallest change that would take it out of the first {n}:")
                         : CH_MSG("The smallest change that would bring it among the first {n}:");
}

/* Of the weights: a link to look them over, or why there is no table. */
static void
add_weights(const asked *a, ch_uuid request, int64_t need, page_why_view *v)
{
        bool is_asked = ch_req_query(a->req, "weights").len;

        v->ranges = ranges(a);
        if (a->c->what.now.rule != CH_RULE_PASSED || v->ranges.len)
                return;
        if (!is_asked && a->c->what.breaks)
                v->weights = ch_url_fragment(a->req->arena,
                                             ch_url_query(a->req->arena,
                                                          page_review_why_url(a->req, request, need, v->ref), "weights",
                                                          CH_LIT("1")),
                                             CH_LIT("why"));
        else if (is_asked && !a->c->has_weights)
                v->no_weights = page_say(a->req,
                                         CH_MSG("There are too many offers to look over the weights on a page; "
                                                "“clearinghouse rank” does, with --request, --offer and --explain."));
}

static void
fill_why(const asked *a, page_why_view *v)
{
        const ch_pairing *p = &a->c->pairing;
        page_case offer = { .kind = CH_OFFER, .id = p->offer->head.id };

        v->is_found = true;
        v->ref = p->offer->head.ref;
        v->url = page_case_url(a->req, &offer);
        v->provider = p->provider_name;
        v->title = p->part.len ? p->part : p->offer->title;
        v->lang = p->offer->lang;
        v->is_funder = p->offer->role == CH_OFFER_FUNDS;
        v->now = place(a, &a->c->what.now, CH_MSG("It stands at place {n} in the list of this need."),
                       CH_MSG("It is not in the list: {why}."));
        v->goal = page_fill_number(a->req, goal_sentence(&a->c->what), "n", CH_WHAT_TOP);
        v->steps = steps(a);
        if (p->score)
                v->reasons = page_reasons(a->req, a->look, p->why, p->why_len, p->score);
        if (a->c->what.steps_len)
                v->then = place(a, &a->c->what.then, CH_MSG("It would then stand at place {n}."),
                                CH_MSG("It would then not be in the list: {why}."));
}

page_why_view *
page_review_why(const ch_req *req, const ch_look *look, ch_uuid request, int64_t need)
{
        ch_why_ask ask = { .pair = { .request = request, .need = need },
                           .goal = CH_WHAT_TOP,
                           .wants_weights = ch_req_query(req, "weights").len,
                           .is_bounded = true };
        ch_ranked_change *c = CH_NEW(req->arena, ch_ranked_change);
        page_why_view *v = CH_NEW(req->arena, page_why_view);
        asked a = { req, look, c };

        if (!c || !v || !need)
                return NULL;
        v->action = CH_URL_FILL(req->arena, "/review/{}/{}", ch_uuid_text(req->arena, request),
                                ch_fmt(req->arena, "%lld", (long long)need));
        v->asked = ch_str_trim(ch_req_query(req, "why"));
        if (!v->asked.len)
                return v;
        if (ch_ranked_offer(look, req->caller.actor, v->asked, &ask.pair.offer) != CH_OK ||
            ch_ranked_why(look, req->caller.actor, &ask, c) != CH_OK)
                return v;
        fill_why(&a, v);
        add_weights(&a, request, need, v);
        return v;
}

ch_url
page_review_why_url(const ch_req *req, ch_uuid request, int64_t need, ch_str offer)
{
        ch_url url = CH_URL_FILL(req->arena, "/review/{}/{}", ch_uuid_text(req->arena, request),
                                 ch_fmt(req->arena, "%lld", (long long)need));

        return ch_url_query(req->arena, url, "why", offer);
}

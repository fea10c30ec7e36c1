#include "ranked.h"
#include "api.h"
#include <ch/msg.h>
#include <ch/ranked.h>

enum { TOP_MAX = 100 };

/* Which of the lists is asked for: what the address names, who is asked, what is written of it. */
typedef struct list_kind {
        bool of_why;            /* may name one offer by ?offer= */
        bool of_need, of_offer; /* {id} is a request with {no}; {id} is an offer; neither: a request */
        ch_status (*rank)(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask, ch_ranked_view *out);
        void (*put)(api_out *o, const ch_ranked_view *view);
        uint32_t form; /* 0: what is written is not kept */
} list_kind;

enum { FORM_LIST = 1 };

static ch_status
read_ask(const ch_req *req, const list_kind *kind, ch_ranked_ask *ask, ch_issues *issues)
{
        static const char *const names[] = { "top", "today", "role", NULL };
        static const char *const why_names[] = { "top", "today", "role", "offer", "ranges", NULL };
        ch_status st = ch_req_id(req, 0, kind->of_offer ? &ask->offer : &ask->request);

        if (st == CH_OK && kind->of_need && !ch_str_int(req->param[1], 1, CH_NEEDS_MAX, &ask->need))
                st = CH_HIDDEN;
        api_query_known(req, kind->of_why ? why_names : names, issues);
        ask->top = (size_t)api_query_int(req, "top", TOP_MAX, issues);
        ask->today = api_query_day(req, "today", issues);
        ask->role = api_query_role(req, issues);
        return st;
}

/* ---- the list ---- */

/* Each side as far as the reader has it: a State's own request and a provider's own offer are in the address. */
static void
put_request(api_out *o, const ch_pairing *p)
{
        api_put_id(o, "request", p->request->head.id);
        api_put_text(o, "request_ref", p->request->head.ref);
        api_put_text(o, "party", p->request->party);
        api_put_text(o, "party_name", p->party_name);
}

static void
put_offer(api_out *o, const ch_pairing *p)
{
        api_put_id(o, "offer", p->offer->head.id);
        api_put_text(o, "offer_ref", p->offer->head.ref);
        api_put_text(o, "title", p->offer->title);
        api_put_text(o, "provider", p->offer->party);
        api_put_text(o, "provider_name", p->provider_name);
}

typedef struct listing { /* lines of one request follow each other: what they say of it is written once */
        api_out *o;
        bool scored;
        const ch_request *request;
        ch_str members; /* its */
} listing;

static ch_str
members_of_request(listing *l, const ch_pairing *p)
{
        api_out of;

        if (!p->request || p->request == l->request)
                return p->request ? l->members : (ch_str) { NULL, 0 };
        api_begin(&of, l->o->req);
        put_request(&of, p);
        l->request = p->request;
        return l->members = api_end_members(&of);
}

static void
put_pairing(listing *l, const ch_pairing *p)
{
        api_out *o = l->o;
        ch_str request = members_of_request(l, p);

        ch_json_object(&o->j);
        if (p->rank)
                ch_json_pair_int(&o->j, "rank", (int64_t)p->rank);
        ch_json_members(&o->j, request);
        ch_json_pair_int(&o->j, "need", p->need);
        if (p->offer)
                put_offer(o, p);
        if (l->scored)
                ch_json_pair_int(&o->j, "score", p->score);
        api_put_reasons(o, p->why, p->why_len, l->scored);
        api_put_id(o, "match", p->match);
        if (!ch_uuid_is_nil(p->match))
                ch_json_pair(&o->j, "status", ch_str_of(ch_enum_word(ch_match_status_names, (int32_t)p->status)));
        ch_json_end(&o->j);
}

static void
begin_view(api_out *o, ch_req *req, const ch_ranked_ask *ask, const ch_ranked_view *view)
{
        api_begin(o, req);
        api_put_id(o, "request", ask->request);
        api_put_id(o, "offer", ask->offer);
        if (ask->need)
                ch_json_pair_int(&o->j, "need", ask->need);
        api_put_day(o, "today", view->today);
        if (view->as_of)
                ch_json_pair_int(&o->j, "as_of", (int64_t)view->as_of);
        api_put_text(o, "weights", view->weights);
        if (view->has_scores)
                ch_json_pair_int(&o->j, "offers", (int64_t)view->offers);
}

static void
put_list(api_out *o, const ch_ranked_view *view)
{
        listing l = { .o = o, .scored = view->has_scores };

        ch_json_pair_flag(&o->j, "has_scores", view->has_scores);
        ch_json_key(&o->j, "items");
        ch_json_list(&o->j);
        for (size_t i = 0; i < view->len; i++)
                put_pairing(&l, &view->v[i]);
        ch_json_end(&o->j);
}

/* ---- why not ---- */

static void
put_rule(api_out *o, ch_rule rule)
{
        ch_json_pair(&o->j, "rule", ch_str_of(ch_rule_word(rule)));
        ch_json_pair(&o->j, "text", ch_str_of(ch_msg(o->req->lang, ch_rule_text(rule))));
}

static void
put_removed(api_out *o, const ch_why_not *w)
{
        ch_json_key(&o->j, "removed");
        ch_json_list(&o->j);
        for (int r = CH_RULE_PASSED + 1; r < CH__RULE_MAX; r++) {
                if (!w->removed[r])
                        continue;
                ch_json_object(&o->j);
                put_rule(o, (ch_rule)r);
                ch_json_pair_int(&o->j, "offers", (int64_t)w->removed[r]);
                ch_json_end(&o->j);
        }
        ch_json_end(&o->j);
}

static void
put_nearest(api_out *o, const ch_why_not *w)
{
        ch_json_key(&o->j, "nearest");
        ch_json_list(&o->j);
        for (size_t i = 0; i < w->nearest_len; i++) {
                const ch_offer *offer = w->nearest[i].offer;

                ch_json_object(&o->j);
                ch_json_pair(&o->j, "offer", ch_uuid_text(o->arena, offer->head.id));
                api_put_text(o, "offer_ref", offer->head.ref);
                api_put_text(o, "title", offer->title);
                api_put_text(o, "provider", offer->party);
                put_rule(o, w->nearest[i].rule);
                ch_json_pair_int(&o->j, "score", w->nearest[i].score);
                ch_json_end(&o->j);
        }
        ch_json_end(&o->j);
}

static void
put_why_not(api_out *o, const ch_ranked_view *view)
{
        static const ch_why_not none = { 0 };
        const ch_why_not *w = view->why_not ? view->why_not : &none;

        put_removed(o, w);
        put_nearest(o, w);
}

/* The one offer that is asked about, if any. */
static ch_status
ask_why(ch_req *req, const ch_look *look, const ch_ranked_ask *ask, ch_ranked_change *out)
{
        ch_why_ask why = { .pair = { .request = ask->request, .need = ask->need },
                           .goal = CH_WHAT_TOP,
                           .wants_weights = ch_str_is(ch_req_query(req, "ranges"), "true"),
                           .is_bounded = true };
        ch_status st = ch_ranked_offer(look, req->caller.actor, ch_req_query(req, "offer"), &why.pair.offer);

        return st == CH_OK ? ch_ranked_why(look, req->caller.actor, &why, out) : st;
}

typedef struct answer {
        const list_kind *kind;
        const ch_look *look;
        const ch_ranked_ask *ask;
        const ch_ranked_change *why; /* NULL: not asked */
} answer;

/* What comes from the lines alone: as it was written before for somebody who sees the same, or anew. */
static ch_ranked_text
lines_of(ch_req *req, const answer *a, const ch_ranked_view *view)
{
        ch_ranked_text out = view->text;
        api_out o;

        if (out.bytes.len)
                return out;
        api_begin(&o, req);
        a->kind->put(&o, view);
        if (a->why)
                api_put_why(&o, a->why);
        out.bytes = api_end_members(&o);
        out.tag = ch_etag_passing(req->arena, out.bytes);
        ch_ranked_keep(a->look, view, &out);
        return out;
}

/* The head says of which change this is, so it is written each time; the tag is that of the head and of the lines' tag.
 */
static void
give(ch_req *req, ch_reply *reply, const answer *a, const ch_ranked_view *view)
{
        ch_ranked_text lines = lines_of(req, a, view);
        ch_str both;
        api_out o;

        begin_view(&o, req, a->ask, view);
        both = ch_fmt(req->arena, "%.*s%.*s", (int)lines.tag.len, lines.tag.p, (int)o.buf.len, o.buf.p);
        ch_json_members(&o.j, lines.bytes);
        ch_reply_json(reply, 200, api_end(&o));
        reply->etag = ch_etag_passing(req->arena, both);
}

static ch_status
show(ch_req *req, ch_reply *reply, const list_kind *kind)
{
        ch_issues issues = ch_issues_new(req->arena);
        ch_ranked_ask ask = { 0 };
        bool is_asked = kind->of_why && ch_req_query(req, "offer").len;
        ch_ranked_change *why = is_asked ? CH_NEW(req->arena, ch_ranked_change) : NULL;
        ch_ranked_view view;
        ch_look look;
        ch_status st = is_asked && !why ? CH_TOO_LARGE : read_ask(req, kind, &ask, &issues);

        if (st != CH_OK)
                return st;
        if (issues.len)
                return api_refuse(req, reply, CH_MALFORMED, &issues, NULL);
        ask.explains = kind->of_why;
        ask.form = kind->form;
        look = api_look(req);
        if (ask.today != CH_DAY_NONE)
                look.today = ask.today;
        st = kind->rank(&look, req->caller.actor, &ask, &view);
        if (st == CH_OK && why)
                st = ask_why(req, &look, &ask, why);
        if (st == CH_OK)
                give(req, reply, &(answer) { kind, &look, &ask, why }, &view);
        ch_look_end(&look);
        return st;
}

ch_status
api_ranked_show(ch_req *req, ch_reply *reply)
{
        return show(req, reply,
                    &(list_kind) { .of_need = true, .rank = ch_ranked_show, .put = put_list, .form = FORM_LIST });
}

ch_status
api_why_not_show(ch_req *req, ch_reply *reply)
{
        return show(req, reply,
                    &(list_kind) { .of_why = true, .of_need = true, .rank = ch_ranked_show, .put = put_why_not });
}

ch_status
api_suitable_offers_show(ch_req *req, ch_reply *reply)
{
        return show(req, reply, &(list_kind) { .rank = ch_ranked_for_state, .put = put_list });
}

ch_status
api_suitable_needs_show(ch_req *req, ch_reply *reply)
{
        return show(req, reply, &(list_kind) { .of_offer = true, .rank = ch_ranked_for_provider, .put = put_list });
}

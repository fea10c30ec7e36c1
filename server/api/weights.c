#include "weights.h"
#include "api.h"
#include "input.h"

enum { SHIFTS_MAX = 1000 };

typedef struct proposing { /* req->draft */
        api_weights_in in;
        ch_weights w;
        ch_issues issues; /* of the body; those of the weights join them in the work */
} proposing;

/* ---- showing ---- */

static ch_str
state_of(const ch_weights_view *v)
{
        return ch_str_of(v->in_force      ? "in_force"
                         : v->is_refused  ? "refused"
                         : !v->is_decided ? "proposed"
                                          : "replaced");
}

static void
put_points(api_out *o, const char *key, const ch_weights *w)
{
        ch_json_key(&o->j, key);
        ch_json_object(&o->j);
        for (int f = 0; f < CH__FACTOR_MAX; f++)
                ch_json_pair_int(&o->j, ch_factor_word((ch_factor)f), w->w[f]);
        ch_json_end(&o->j);
}

void
api_put_weights(api_out *o, const ch_weights_view *v)
{
        api_put_id(o, "id", v->id);
        ch_json_pair(&o->j, "name", v->w.version);
        ch_json_pair(&o->j, "state", state_of(v));
        ch_json_pair_flag(&o->j, "is_built_in", v->is_built_in);
        put_points(o, "weights", &v->w);
        api_put_time(o, "proposed_at", v->proposed_at);
        api_put_text(o, "decided", ch_date_is_set(v->decided) ? ch_date_text(o->arena, v->decided) : CH_LIT(""));
        api_put_text(o, "decision", v->decision);
}

static void
put_item(api_out *o, const void *of, size_t i)
{
        api_put_weights(o, &((const ch_weights_view *)of)[i]);
}

static ch_uuid
id_of(const void *of, size_t i)
{
        return ((const ch_weights_view *)of)[i].id;
}

ch_status
api_weights_list(ch_req *req, ch_reply *reply)
{
        static const char *const names[] = { "after", "size", NULL };
        ch_issues issues = ch_issues_new(req->arena);
        ch_page_ask ask = api_query_page(req, &issues);
        ch_weights_view *v;
        size_t n;
        ch_look look;
        ch_status st;

        api_query_known(req, names, &issues);
        if (issues.len)
                return api_refuse(req, reply, CH_MALFORMED, &issues, NULL);
        look = api_look(req);
        st = ch_weights_versions(&look, req->caller.actor, &v, &n);
        if (st == CH_OK)
                st = api_send_cut(req, reply, &(api_list) { .of = v, .len = n, .put = put_item }, ask.size, id_of);
        ch_look_end(&look);
        return st;
}

ch_status
api_weights_show(ch_req *req, ch_reply *reply)
{
        return api_show(req, reply, CH_WEIGHTS);
}

/* ---- what it would change ---- */

static void
put_place(api_out *o, const char *key, size_t place)
{
        if (place)
                ch_json_pair_int(&o->j, key, (int64_t)place);
}

static void
put_shift(api_out *o, const ch_weights_shift *s)
{
        ch_json_object(&o->j);
        api_put_id(o, "request", s->request);
        api_put_text(o, "request_ref", s->request_ref);
        api_put_text(o, "party_name", s->party_name);
        ch_json_pair_int(&o->j, "need", s->need);
        api_put_id(o, "offer", s->offer);
        api_put_text(o, "offer_ref", s->offer_ref);
        api_put_text(o, "provider_name", s->provider_name);
        if (s->status != CH_MATCH_SUGGESTED)
                ch_json_pair(&o->j, "status", ch_str_of(ch_enum_word(ch_match_status_names, (int32_t)s->status)));
        put_place(o, "now", s->before);
        put_place(o, "then", s->after);
        ch_json_end(&o->j);
}

static void
put_shifts(api_out *o, const char *key, const ch_weights_shift *v, size_t n)
{
        ch_json_key(&o->j, key);
        ch_json_list(&o->j);
        for (size_t i = 0; i < n && i < SHIFTS_MAX; i++)
                put_shift(o, &v[i]);
        ch_json_end(&o->j);
}

static void
put_changes(api_out *o, const ch_weights_preview *p)
{
        ch_json_pair(&o->j, "now", p->now.version);
        ch_json_pair(&o->j, "then", p->then.version);
        ch_json_pair_int(&o->j, "depth", CH_WEIGHTS_DEPTH);
        ch_json_pair_int(&o->j, "needs", (int64_t)p->needs);
        ch_json_pair_int(&o->j, "skipped", (int64_t)p->skipped);
        ch_json_pair_int(&o->j, "changed", (int64_t)p->changed);
        ch_json_pair_int(&o->j, "reordered", (int64_t)p->reorders);
        ch_json_pair_int(&o->j, "entering", (int64_t)p->entering);
        ch_json_pair_int(&o->j, "leaving", (int64_t)p->leaving);
        put_shifts(o, "matched", p->matched, p->matched_len);
        put_shifts(o, "swaps", p->swaps, p->swaps_len);
        ch_json_pair_flag(&o->j, "is_cut", p->matched_len > SHIFTS_MAX || p->swaps_len > SHIFTS_MAX);
}

ch_status
api_weights_changes_show(ch_req *req, ch_reply *reply)
{
        ch_weights_preview *p = CH_NEW(req->arena, ch_weights_preview);
        ch_weights_view v;
        ch_uuid id;
        ch_look look;
        api_out o;
        ch_status st = p ? ch_req_id(req, 0, &id) : CH_TOO_LARGE;

        if (st != CH_OK)
                return st;
        look = api_look(req);
        st = ch_weights_version_show(&look, req->caller.actor, id, &v);
        if (st == CH_OK)
                st = ch_weights_try(&look, req->caller.actor, &v.w, true, p);
        if (st == CH_OK) {
                api_begin(&o, req);
                put_changes(&o, p);
                api_send(&o, reply, 200);
        }
        ch_look_end(&look);
        return st;
}

/* ---- proposing ---- */

/* {"topic": 26, …}. What is no whole number counts as one below 0, for the service to name with all else. */
static void
read_points(const ch_json_value *object, ch_weights *w, ch_issues *issues)
{
        const ch_json_value *all = ch_json_member(object, "weights");

        for (int f = 0; f < CH__FACTOR_MAX; f++) {
                const ch_json_value *v = all ? ch_json_member(all, ch_factor_word((ch_factor)f)) : NULL;

                w->w[f] = v && v->type == CH_JSON_INT && v->number >= 0 && v->number <= 100 ? (int32_t)v->number : -1;
        }
        for (size_t i = 0; all && all->type == CH_JSON_OBJECT && i < all->len; i++) {
                ch_str key = all->v[i].key;
                bool is_known = false;

                for (int f = 0; f < CH__FACTOR_MAX; f++)
                        is_known |= ch_str_is(key, ch_factor_word((ch_factor)f));
                if (!is_known)
                        ch_issue_put(issues,
                                     &(ch_issue) { .field = ch_fmt(issues->arena, "weights.%.*s", (int)key.len, key.p),
                                                   .msg = CH_MSG("The ranking weighs nothing called “{value}”."),
                                                   .value = key });
        }
}

ch_status
api_weights_read(ch_req *req, ch_reply *reply)
{
        static const char *const others[] = { "weights", NULL };
        ch_json_pick pick = { .fields = &api_weights_fields, .which = CH_WRITABLE, .others = others };
        proposing *p = CH_NEW(req->arena, proposing);
        const ch_json_value *object;
        ch_status st;

        req->draft = p;
        if (!p)
                return CH_TOO_LARGE;
        p->issues = ch_issues_new(req->arena);
        st = ch_json_parse(req->body, &p->issues, &object);
        if (st == CH_OK)
                st = ch_json_fill(object, &pick, &p->in, &p->issues);
        if (st == CH_TOO_LARGE)
                return st;
        if (st == CH_MALFORMED || object->type != CH_JSON_OBJECT)
                return api_refuse(req, reply, st, &p->issues, NULL);
        read_points(object, &p->w, &p->issues);
        return CH_OK;
}

ch_status
api_weights_propose_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const proposing *p = req->draft;
        ch_weights_in in = { .name = p->in.name, .w = p->w };
        ch_made made;
        ch_status st;

        for (size_t i = 0; i < p->issues.len; i++)
                ch_issue_put(&work->issues, &p->issues.v[i]);
        st = ch_weights_propose(work, req->caller.actor, &in, &made);
        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        return api_done(req, work, reply, CH_WEIGHTS, &made, 201);
}

/* ---- the decision ---- */

ch_status
api_weights_decision_read(ch_req *req, ch_reply *reply)
{
        return api_read_draft(req, reply, &api_decision_fields);
}

ch_status
api_weights_decide_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const api_decision_in *typed = req->draft;
        ch_weights_in in = { .decided = typed->decided, .decision = typed->decision };
        bool is_refusal = req->route->act == CH_ACT_WEIGHTS_REFUSE;
        ch_uuid id;
        ch_made made;
        ch_status st = ch_req_id(req, 0, &id);

        if (st == CH_OK)
                st = api_check_match(req, work, CH_WEIGHTS, id, false);
        if (st == CH_OK)
                st = is_refusal ? ch_weights_refuse(work, req->caller.actor, id, &in, &made)
                                : ch_weights_decide(work, req->caller.actor, id, &in, &made);
        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        return api_done(req, work, reply, CH_WEIGHTS, &made, 200);
}

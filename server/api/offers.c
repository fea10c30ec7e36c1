#include "offers.h"
#include "api.h"

typedef struct saving { /* req->draft */
        ch_offer fields;
        ch_strs names;
} saving;

/* ---- showing ---- */

void
api_put_offer(api_out *o, const ch_offer_view *view, bool brief)
{
        static const char *const long_ones[] = { "text",       "areas",         "excluded", "source",
                                                 "conditions", "eligible_note", NULL };
        api_fields f = { .table = &ch_offer_fields, .groups = view->groups, .skip = brief ? long_ones : NULL };
        bool is_whole = view->groups >> CH_GROUP_COMMITTEE & 1U;

        api_put_head(o, &view->offer->head, is_whole);
        api_put_text(o, "party_name", view->party_name);
        api_put_fields(o, &f, view->offer);
        ch_json_pair_flag(&o->j, "is_own", view->is_own);
        ch_json_pair_flag(&o->j, "is_stale", view->is_stale);
        if (is_whole)
                api_put_holding(o, &view->holding);
        if (!brief)
                api_put_moves(o, "moves", view->offer->head.id, &view->moves);
}

ch_status
api_offer_show(ch_req *req, ch_reply *reply)
{
        return api_show(req, reply, CH_OFFER);
}

static ch_offer_filter
read_filter(const ch_req *req, ch_issues *issues)
{
        static const char *const names[] = { "q",     "party", "status", "topic",      "assistance", "eligible",
                                             "after", "size",  "role",   "no_samples", NULL };
        ch_offer_filter f = { .text = api_query_text(req, "q", issues),
                              .party = api_query_text(req, "party", issues),
                              .statuses = api_query_words(req, "status", ch_offer_status_names, issues),
                              .topic = api_query_text(req, "topic", issues),
                              .assistance = api_query_text(req, "assistance", issues),
                              .eligible_state = api_query_text(req, "eligible", issues),
                              .role = api_query_role(req, issues),
                              .no_samples = api_query_flag(req, "no_samples", issues),
                              .page = api_query_page(req, issues) };

        api_query_known(req, names, issues);
        return f;
}

static void
put_item(api_out *o, const void *of, size_t i)
{
        api_put_offer(o, &((const ch_offer_list *)of)->v[i], true);
}

ch_status
api_offer_list(ch_req *req, ch_reply *reply)
{
        ch_issues issues = ch_issues_new(req->arena);
        ch_offer_filter filter = read_filter(req, &issues);
        ch_offer_list list;
        ch_look look;
        ch_status st;

        if (issues.len)
                return api_refuse(req, reply, CH_MALFORMED, &issues, NULL);
        look = api_look(req);
        st = ch_offers(&look, req->caller.actor, &filter, &list);
        if (st == CH_OK)
                api_send_list(req, reply,
                              &(api_list) { .page = &list.page, .of = &list, .len = list.len, .put = put_item });
        ch_look_end(&look);
        return st;
}

/* ---- writing ---- */

ch_status
api_offer_read(ch_req *req, ch_reply *reply)
{
        api_ask ask = { .fields = &ch_offer_fields, .kind = CH_OFFER };
        saving *s = CH_NEW(req->arena, saving);

        req->draft = s;
        return s ? api_read(req, reply, &ask, &s->fields, &s->names) : CH_TOO_LARGE;
}

ch_status
api_offer_draft_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const saving *s = req->draft;
        ch_offer_in in = { .fields = &s->fields, .names = s->names };
        ch_made made;
        ch_status st = ch_offer_draft(work, req->caller.actor, &in, &made);

        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        return api_done(req, work, reply, CH_OFFER, &made, 201);
}

ch_status
api_offer_save_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const saving *s = req->draft;
        ch_offer_in in = { .fields = &s->fields, .names = s->names };
        ch_made made;
        ch_status st = ch_req_id(req, 0, &in.id);

        if (st == CH_OK)
                st = api_check_match(req, work, CH_OFFER, in.id, true);
        if (st != CH_OK)
                return st;
        st = ch_offer_save(work, req->caller.actor, &in, &made);
        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        return api_done(req, work, reply, CH_OFFER, &made, 200);
}

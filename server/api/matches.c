#include "matches.h"
#include "api.h"

/* The request or offer behind a match: as far as the view has it, with its id and reference always. */
static void
put_side(api_out *o, const char *key, const ch_head *head, const api_fields *f)
{
        ch_json_key(&o->j, key);
        ch_json_object(&o->j);
        api_put_head(o, head, false);
        api_put_fields(o, f, head);
        ch_json_end(&o->j);
}

static void
put_sides(api_out *o, const ch_match_view *view, bool brief)
{
        static const char *const short_of_request[] = { "needs", "evidence", "source", NULL };
        static const char *const short_of_offer[] = { "text", "areas", "conditions", "evidence", "source", NULL };
        uint32_t brief_groups = 1U << CH_GROUP_SUMMARY | 1U << CH_GROUP_OPEN;
        uint32_t of_request = view->request_groups | (view->has_contacts ? 1U << CH_GROUP_CONTACTS : 0);
        api_fields request = { &ch_request_fields, brief ? of_request & brief_groups : of_request,
                               brief ? short_of_request : NULL };
        api_fields offer = { &ch_offer_fields, brief ? view->offer_groups & brief_groups : view->offer_groups,
                             brief ? short_of_offer : NULL };

        if (view->request)
                put_side(o, "request_record", &view->request->head, &request);
        if (view->offer)
                put_side(o, "offer_record", &view->offer->head, &offer);
}

void
api_put_match(api_out *o, const ch_match_view *view, bool brief)
{
        static const char *const own[] = { "reasons", NULL }, *const own_brief[] = { "reasons", "decisions", NULL };
        const ch_match *m = view->match;
        api_fields f = { &ch_match_fields, CH_ALL_GROUPS, brief ? own_brief : own };

        api_put_head(o, &m->head, view->has_scores);
        api_put_text(o, "party_name", view->party_name);
        api_put_text(o, "provider_name", view->provider_name);
        api_put_fields(o, &f, m);
        ch_json_pair_flag(&o->j, "has_scores", view->has_scores);
        ch_json_pair_flag(&o->j, "has_contacts", view->has_contacts);
        if (!brief)
                api_put_reasons(o, m->reasons.v, m->reasons.len, view->has_scores);
        put_sides(o, view, brief);
        api_put_holding(o, &view->holding);
        if (!brief)
                api_put_moves(o, "moves", m->head.id, &view->moves);
}

ch_status
api_match_show(ch_req *req, ch_reply *reply)
{
        return api_show(req, reply, CH_MATCH);
}

static ch_match_filter
read_filter(const ch_req *req, ch_issues *issues)
{
        static const char *const names[] = { "request", "offer", "status", "after", "size", "no_samples", NULL };

        api_query_known(req, names, issues);
        return (ch_match_filter) { .request = api_query_id(req, "request", issues),
                                   .offer = api_query_id(req, "offer", issues),
                                   .statuses = api_query_words(req, "status", ch_match_status_names, issues),
                                   .no_samples = api_query_flag(req, "no_samples", issues),
                                   .page = api_query_page(req, issues) };
}

static void
put_item(api_out *o, const void *of, size_t i)
{
        api_put_match(o, &((const ch_match_list *)of)->v[i], true);
}

ch_status
api_match_list(ch_req *req, ch_reply *reply)
{
        ch_issues issues = ch_issues_new(req->arena);
        ch_match_filter filter = read_filter(req, &issues);
        ch_match_list list;
        ch_look look;
        ch_status st;

        if (issues.len)
                return api_refuse(req, reply, CH_MALFORMED, &issues, NULL);
        look = api_look(req);
        st = ch_matches(&look, req->caller.actor, &filter, &list);
        if (st == CH_OK)
                api_send_list(req, reply,
                              &(api_list) { .page = &list.page, .of = &list, .len = list.len, .put = put_item });
        ch_look_end(&look);
        return st;
}

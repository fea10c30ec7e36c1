#include "requests.h"
#include "api.h"

typedef struct saving { /* req->draft */
        ch_request fields;
        ch_strs names;
        ch_str party, channel; /* of a note */
} saving;

/* ---- showing ---- */

/* Lists give summary and codes: own words are opened one by one. */
enum { BRIEF = 1U << CH_GROUP_SUMMARY | 1U << CH_GROUP_CODES | 1U << CH_GROUP_OPEN };

static bool
is_whole(uint32_t groups)
{
        return groups >> CH_GROUP_COMMITTEE & 1U;
}

static void
put_clocks(api_out *o, const ch_request_view *view)
{
        api_put_day(o, "brake_until", view->brake_until);
        api_put_day(o, "circulate_until", view->circulate_until);
        ch_json_pair_flag(&o->j, "brake_wins", view->brake_wins);
        if (view->raise_waits) {
                ch_json_pair_flag(&o->j, "raise_waits", true);
                api_put_id(o, "raise_by", view->raise_by);
        }
}

void
api_put_request(api_out *o, const ch_request_view *view, bool brief)
{
        api_fields f = { .table = &ch_request_fields, .groups = brief ? view->groups & BRIEF : view->groups };

        api_put_head(o, &view->request->head, is_whole(view->groups));
        api_put_text(o, "party_name", view->party_name);
        api_put_fields(o, &f, view->request);
        ch_json_pair_flag(&o->j, "is_own", view->is_own);
        api_put_groups(o, view->groups);
        if (is_whole(view->groups))
                api_put_holding(o, &view->holding);
        if (is_whole(view->groups) && !brief)
                put_clocks(o, view);
        if (!brief)
                api_put_moves(o, "moves", view->request->head.id, &view->moves);
}

ch_status
api_request_show(ch_req *req, ch_reply *reply)
{
        return api_show(req, reply, CH_REQUEST);
}

static ch_request_filter
read_filter(const ch_req *req, ch_issues *issues)
{
        static const char *const names[] = { "q",      "party", "status", "topic",      "assistance",
                                             "region", "after", "size",   "no_samples", NULL };

        api_query_known(req, names, issues);
        return (ch_request_filter) { .text = api_query_text(req, "q", issues),
                                     .party = api_query_text(req, "party", issues),
                                     .statuses = api_query_words(req, "status", ch_request_status_names, issues),
                                     .topic = api_query_text(req, "topic", issues),
                                     .assistance = api_query_text(req, "assistance", issues),
                                     .region = api_query_text(req, "region", issues),
                                     .no_samples = api_query_flag(req, "no_samples", issues),
                                     .page = api_query_page(req, issues) };
}

static void
put_item(api_out *o, const void *of, size_t i)
{
        api_put_request(o, &((const ch_request_list *)of)->v[i], true);
}

ch_status
api_request_list(ch_req *req, ch_reply *reply)
{
        ch_issues issues = ch_issues_new(req->arena);
        ch_request_filter filter = read_filter(req, &issues);
        ch_request_list list;
        ch_look look;
        ch_status st;

        if (issues.len)
                return api_refuse(req, reply, CH_MALFORMED, &issues, NULL);
        look = api_look(req);
        st = ch_requests(&look, req->caller.actor, &filter, &list);
        if (st == CH_OK)
                api_send_list(req, reply,
                              &(api_list) { .page = &list.page, .of = &list, .len = list.len, .put = put_item });
        ch_look_end(&look);
        return st;
}

/* ---- writing ---- */

ch_status
api_request_read(ch_req *req, ch_reply *reply)
{
        api_ask ask = { .fields = &ch_request_fields, .kind = CH_REQUEST };
        saving *s = CH_NEW(req->arena, saving);

        req->draft = s;
        return s ? api_read(req, reply, &ask, &s->fields, &s->names) : CH_TOO_LARGE;
}

ch_status
api_request_draft_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const saving *s = req->draft;
        ch_draft_in in = { .fields = &s->fields, .names = s->names };
        ch_made made;
        ch_status st = ch_request_draft(work, req->caller.actor, &in, &made);

        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        return api_done(req, work, reply, CH_REQUEST, &made, 201);
}

/* The two keys that only a note has. */
static ch_str
text_of(const ch_json_value *object, const char *key, ch_issues *issues)
{
        const ch_json_value *v = ch_json_member(object, key);

        if (!v || v->type == CH_JSON_NULL)
                return (ch_str) { NULL, 0 };
        if (v->type != CH_JSON_TEXT)
                ch_issue_add(issues, ch_str_of(key),
                             CH_MSG("A text is expected here. Put it between quotation marks."));
        return v->text;
}

ch_status
api_note_read(ch_req *req, ch_reply *reply)
{
        static const char *const others[] = { "party", "channel", NULL };
        api_ask ask = { .fields = &ch_request_fields, .kind = CH_REQUEST, .others = others };
        ch_issues issues = ch_issues_new(req->arena);
        saving *s = CH_NEW(req->arena, saving);
        const ch_json_value *object;
        ch_status st = s ? api_read(req, reply, &ask, &s->fields, &s->names) : CH_TOO_LARGE;

        req->draft = s;
        if (st == CH_OK)
                st = ch_json_parse(req->body, &issues, &object);
        if (st != CH_OK)
                return st;
        s->party = text_of(object, "party", &issues);
        s->channel = text_of(object, "channel", &issues);
        if (!issues.len && !ch_vocab_has(ch_desk_vocab(req->desk), CH_VOCAB_STATE, s->party))
                ch_issue_add(&issues, CH_LIT("party"), CH_MSG("Say which State sent the note, such as ALB."));
        return issues.len ? api_refuse(req, reply, CH_INVALID, &issues, NULL) : CH_OK;
}

ch_status
api_note_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const saving *s = req->draft;
        ch_draft_in in = { .party = s->party, .channel = s->channel, .fields = &s->fields, .names = s->names };
        ch_made made;
        ch_status st = ch_request_register_note(work, req->caller.actor, &in, &made);

        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        return api_done(req, work, reply, CH_REQUEST, &made, 201);
}

ch_status
api_request_save_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const saving *s = req->draft;
        ch_save_in in = { .fields = &s->fields, .names = s->names };
        ch_made made;
        ch_status st = ch_req_id(req, 0, &in.id);

        if (st == CH_OK)
                st = api_check_match(req, work, CH_REQUEST, in.id, true);
        if (st != CH_OK)
                return st;
        st = ch_request_save(work, req->caller.actor, &in, &made);
        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        return api_done(req, work, reply, CH_REQUEST, &made, 200);
}

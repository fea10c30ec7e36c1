#include "api.h"
#include "moves.h"
#include <ch/base/assert.h>
#include <ch/msg.h>

ch_look
api_look(ch_req *req)
{
        ch_look look = ch_look_begin(req->reader, req->arena);

        look.lang = req->lang;
        return look;
}

/* ---- one object ---- */

void
api_begin(api_out *o, ch_req *req)
{
        *o = (api_out) { .req = req, .arena = req->arena, .buf = ch_buf_new(req->arena) };
        o->j = ch_json_new(&o->buf);
        ch_json_object(&o->j);
}

ch_str
api_end(api_out *o)
{
        ch_str out;

        ch_json_end(&o->j);
        return ch_buf_end(&o->buf, &out) == CH_OK ? out : (ch_str) { NULL, 0 };
}

ch_str
api_end_members(api_out *o)
{
        ch_str object = api_end(o);

        return object.len > 2 ? (ch_str) { object.p + 1, object.len - 2 } : (ch_str) { NULL, 0 };
}

void
api_send(api_out *o, ch_reply *reply, uint16_t code)
{
        ch_reply_json(reply, code, api_end(o));
}

/* ---- refusing ---- */

static ch_str
say_issue(void *ctx, ch_arena *arena, const ch_issue *issue)
{
        const ch_req *req = ctx;

        return ch_issue_fill(arena, ch_msg(req->lang, issue->msg), issue);
}

static void
put_legal(api_out *o, const ch_legal *legal)
{
        ch_uuid id = { 0 };

        /* A refused move names its record in the address; a refused beginning has none. */
        if (o->req->param[0].len && ch_req_id(o->req, 0, &id) != CH_OK)
                return;
        api_put_moves(o, "legal", id, legal);
}

/* What the status alone leaves open: which conflict it is, and that the case has moved on. */
static ch_str
detail_of(ch_req *req, ch_status st, const ch_issues *issues)
{
        if (st == CH_ILLEGAL_MOVE)
                return ch_str_of(ch_msg(req->lang, CH_MSG("This step does not follow from where the matter stands now. "
                                                          "“legal” names the steps that you can take.")));
        if (st == CH_CONFLICT && issues && issues->len)
                return say_issue(req, req->arena, &issues->v[0]);
        return (ch_str) { NULL, 0 };
}

ch_status
api_refuse(ch_req *req, ch_reply *reply, ch_status st, const ch_issues *issues, const ch_legal *legal)
{
        api_out o;

        api_begin(&o, req);
        if (issues && issues->len)
                ch_json_issues(&o.j, issues, say_issue, req);
        if (legal)
                put_legal(&o, legal);
        ch_reply_problem(reply, st, detail_of(req, st, issues), api_end_members(&o));
        return st;
}

ch_status
api_refuse_work(ch_req *req, ch_reply *reply, ch_status st, const ch_work *work)
{
        bool has_issues = st == CH_INVALID || st == CH_CONFLICT || st == CH_TOO_MANY;

        return api_refuse(req, reply, st, has_issues ? &work->issues : NULL,
                          st == CH_ILLEGAL_MOVE ? work->legal : NULL);
}

ch_status
api_refuse_step(ch_req *req, ch_reply *reply, ch_status st, ch_work *work)
{
        for (size_t i = 0; i < work->issues.len; i++)
                if (ch_str_is(work->issues.v[i].field, "code"))
                        work->issues.v[i].field = CH_LIT("reason");
        return api_refuse_work(req, reply, st, work);
}

/* ---- ends of a work ---- */

ch_url
api_record_url(ch_arena *arena, ch_kind kind, ch_uuid id)
{
        ch_str word = ch_uuid_text(arena, id);

        if (kind == CH_REQUEST)
                return CH_URL_FILL(arena, "/api/v1/requests/{}", word);
        if (kind == CH_WEIGHTS)
                return CH_URL_FILL(arena, "/api/v1/weights/{}", word);
        return kind == CH_OFFER ? CH_URL_FILL(arena, "/api/v1/offers/{}", word)
                                : CH_URL_FILL(arena, "/api/v1/matches/{}", word);
}

static ch_status
put_request(api_out *o, const ch_look *look, ch_uuid id)
{
        ch_request_view view;
        ch_status st = ch_request_show(look, o->req->caller.actor, id, &view);

        if (st == CH_OK)
                api_put_request(o, &view, false);
        return st;
}

static ch_status
put_offer(api_out *o, const ch_look *look, ch_uuid id)
{
        ch_offer_view view;
        ch_status st = ch_offer_show(look, o->req->caller.actor, id, &view);

        if (st == CH_OK)
                api_put_offer(o, &view, false);
        return st;
}

static ch_status
put_match(api_out *o, const ch_look *look, ch_uuid id)
{
        ch_match_view view;
        ch_status st = ch_match_show(look, o->req->caller.actor, id, &view);

        if (st == CH_OK)
                api_put_match(o, &view, false);
        return st;
}

static ch_status
put_weights(api_out *o, const ch_look *look, ch_uuid id)
{
        ch_weights_view view;
        ch_status st = ch_weights_version_show(look, o->req->caller.actor, id, &view);

        if (st == CH_OK)
                api_put_weights(o, &view);
        return st;
}

ch_status
api_record(ch_req *req, const ch_look *look, ch_kind kind, ch_uuid id, ch_str *json)
{
        static ch_status (*const put[CH__KIND_MAX])(api_out * o, const ch_look *look, ch_uuid id) = {
                [CH_REQUEST] = put_request,
                [CH_OFFER] = put_offer,
                [CH_MATCH] = put_match,
                [CH_WEIGHTS] = put_weights,
        };
        api_out o;
        ch_status st;

        CH_ASSERT(put[kind]);
        api_begin(&o, req);
        st = put[kind](&o, look, id);
        if (st != CH_OK)
                return st;
        *json = api_end(&o);
        return json->len ? CH_OK : CH_TOO_LARGE;
}

ch_status
api_show(ch_req *req, ch_reply *reply, ch_kind kind)
{
        ch_uuid id;
        ch_look look;
        ch_str json;
        ch_status st = ch_req_id(req, 0, &id);

        if (st != CH_OK)
                return st;
        look = api_look(req);
        st = api_record(req, &look, kind, id, &json);
        ch_look_end(&look);
        if (st == CH_OK)
                ch_reply_json(reply, 200, json);
        return st;
}

typedef struct ending { /* what is shown at the end of a work */
        ch_kind kind;
        ch_uuid id;
        uint16_t code;
} ending;

static void
put_ending(ch_reply *reply, const ch_look *look, const void *made)
{
        const ending *e = made;
        ch_req *req = reply->req;
        ch_str json;

        if (api_record(req, look, e->kind, e->id, &json) != CH_OK)
                ch_reply_empty(reply);
        else if (e->code == 201)
                ch_reply_created(reply, api_record_url(req->arena, e->kind, e->id), json);
        else
                ch_reply_json(reply, e->code, json);
}

ch_status
api_done(ch_req *req, ch_work *work, ch_reply *reply, ch_kind kind, const ch_made *made, uint16_t code)
{
        ending *e = CH_NEW(req->arena, ending);

        if (!e)
                return CH_TOO_LARGE;
        *e = (ending) { kind, made->id, code };
        if (code != 201 || !ch_reply_later(reply, put_ending, e))
                put_ending(reply, &work->look, e);
        return CH_OK;
}

ch_status
api_check_match(ch_req *req, ch_work *work, ch_kind kind, ch_uuid id, bool needed)
{
        ch_str now;
        ch_status st;

        if (!req->if_match.len && !needed)
                return CH_OK;
        st = ch_case_may(&work->look, req->caller.actor, kind, id, req->route->act);
        if (st == CH_OK)
                st = api_record(req, &work->look, kind, id, &now);
        if (st != CH_OK)
                return st;
        if (!req->if_match.len)
                return CH_NEED_VERSION;
        return ch_etag_listed(req->if_match, ch_etag(req->arena, now)) ? CH_OK : CH_STALE;
}

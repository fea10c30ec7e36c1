#include "session.h"
#include "api.h"
#include "input.h"

static const char *const stages[] = {
        [CH_STAGE_NOBODY] = "nobody", [CH_STAGE_FACTOR] = "factor", [CH_STAGE_ENROL] = "enrol", [CH_STAGE_FULL] = "full"
};

typedef struct attempt { /* req->draft of a sign-in */
        api_sign_in_in in;
        ch_sign_in sign_in;
} attempt;

static void
put_stage(api_out *o, ch_stage stage, ch_str csrf)
{
        ch_json_pair(&o->j, "stage", ch_str_of(stages[stage]));
        ch_json_pair_flag(&o->j, "needs_code", stage == CH_STAGE_FACTOR);
        ch_json_pair(&o->j, "csrf", csrf);
}

static void
put_roles(api_out *o, ch_roles roles)
{
        ch_json_key(&o->j, "roles");
        ch_json_list(&o->j);
        for (int r = 0; r < CH__ROLE_MAX; r++)
                if (roles & CH_HAS(r))
                        ch_json_text(&o->j, ch_str_of(ch_role_names[r]));
        ch_json_end(&o->j);
}

ch_status
api_session_show(ch_req *req, ch_reply *reply)
{
        const ch_session_info *info = req->caller.info;
        ch_look look;
        api_out o;

        if (!info)
                return CH_UNAUTHENTICATED;
        look = api_look(req);
        api_begin(&o, req);
        put_stage(&o, info->stage, info->csrf);
        api_put_id(&o, "account", req->caller.actor->account);
        api_put_text(&o, "name", info->name);
        api_put_text(&o, "party", info->party);
        api_put_text(&o, "party_name", ch_catalog_party_name(look.cat, info->party, req->lang));
        put_roles(&o, req->caller.actor->roles);
        ch_json_pair_flag(&o.j, "has_factor", info->has_factor);
        ch_json_pair_flag(&o.j, "is_sample", info->is_sample);
        api_put_time(&o, "ends_at", info->ends_at);
        api_send(&o, reply, 200);
        ch_look_end(&look);
        return CH_OK;
}

/* As typed: a field's text is trimmed and normalized, a passphrase must not be. */
static ch_str
passphrase_of(const ch_req *req)
{
        ch_issues issues = ch_issues_new(req->arena);
        const ch_json_value *object, *member;

        if (ch_json_parse(req->body, &issues, &object) != CH_OK)
                return (ch_str) { NULL, 0 };
        member = ch_json_member(object, "passphrase");
        return member ? member->text : (ch_str) { NULL, 0 };
}

ch_status
api_sign_in_read(ch_req *req, ch_reply *reply)
{
        api_ask ask = { .fields = &api_sign_in_fields };
        attempt *a = CH_NEW(req->arena, attempt);
        ch_look look;
        ch_status st = a ? api_read(req, reply, &ask, &a->in, NULL) : CH_TOO_LARGE;

        if (st != CH_OK)
                return st;
        a->in.passphrase = passphrase_of(req);
        look = api_look(req);
        st = ch_sign_in_begin(&look, req->caller.actor, a->in.login, &a->sign_in);
        ch_look_end(&look);
        req->draft = a;
        return st;
}

ch_status
api_sign_in_hash(ch_req *req, ch_reply *reply)
{
        attempt *a = req->draft;

        (void)reply;
        ch_sign_in_verify(&a->sign_in, a->in.passphrase);
        return CH_OK;
}

/* An attempt too many says when the next one counts. */
static ch_status
refuse(ch_req *req, ch_work *work, ch_reply *reply, ch_status st, const ch_opened *opened)
{
        api_refuse_work(req, reply, st, work);
        if (st == CH_TOO_MANY && opened->retry_at > work->look.now)
                ch_reply_retry_after(reply, (opened->retry_at - work->look.now) / 1000 + 1);
        return st;
}

static void
send_opened(ch_req *req, ch_reply *reply, uint16_t code, const ch_opened *opened)
{
        api_out o;

        api_begin(&o, req);
        put_stage(&o, opened->stage, opened->csrf);
        api_send(&o, reply, code);
        reply->is_secret = true;
        ch_reply_session(reply, opened->token);
}

ch_status
api_sign_in_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        attempt *a = req->draft;
        ch_opened opened = { 0 };
        ch_status st = ch_sign_in_finish(work, req->caller.actor, &a->sign_in, req->agent, &opened);

        if (st != CH_OK)
                return refuse(req, work, reply, st, &opened);
        send_opened(req, reply, 201, &opened);
        return CH_OK;
}

ch_status
api_code_read(ch_req *req, ch_reply *reply)
{
        return api_read_draft(req, reply, &api_code_fields);
}

ch_status
api_code_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const api_code_in *in = req->draft;
        const ch_actor *actor = req->caller.actor;
        ch_opened opened = { 0 };
        ch_status st = req->caller.is_signed_in ? ch_step_up(work, actor, in->code, &opened)
                                                : ch_factor_check(work, actor, in->code, &opened);

        if (st != CH_OK)
                return refuse(req, work, reply, st, &opened);
        send_opened(req, reply, 200, &opened);
        return CH_OK;
}

ch_status
api_sign_out_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_status st = ch_sign_out(work, req->caller.actor);

        if (st == CH_OK) {
                ch_reply_empty(reply);
                ch_reply_sign_out(reply);
        }
        return st;
}

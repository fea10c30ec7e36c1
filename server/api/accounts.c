#include "api.h"
#include "input.h"
#include "staff.h"

static void
put_roles(api_out *o, int64_t roles)
{
        ch_json_key(&o->j, "roles");
        ch_json_list(&o->j);
        for (int r = 0; r < CH__ROLE_MAX; r++)
                if (roles & (int64_t)CH_HAS(r))
                        ch_json_text(&o->j, ch_str_of(ch_role_names[r]));
        ch_json_end(&o->j);
}

static void
put_account(api_out *o, const void *of, size_t i)
{
        const ch_account_view *view = &((const ch_account_view *)of)[i];
        const ch_account *a = view->account;

        api_put_head(o, &a->head, true);
        ch_json_pair(&o->j, "login", a->login);
        api_put_text(o, "name", a->name);
        ch_json_pair(&o->j, "party", a->party);
        api_put_text(o, "party_name", view->party_name);
        api_put_text(o, "nationality", a->nationality);
        api_put_text(o, "lang", a->lang);
        put_roles(o, a->roles);
        ch_json_pair_flag(&o->j, "is_disabled", a->is_disabled);
        ch_json_pair_flag(&o->j, "is_self", view->is_self);
}

static ch_uuid
id_of(const void *of, size_t i)
{
        return ((const ch_account_view *)of)[i].account->head.id;
}

ch_status
api_account_list(ch_req *req, ch_reply *reply)
{
        static const char *const names[] = { "party", "after", "size", NULL };
        ch_issues issues = ch_issues_new(req->arena);
        ch_page_ask ask = api_query_page(req, &issues);
        ch_str party = api_query_text(req, "party", &issues);
        ch_account_view *v;
        size_t n;
        ch_look look;
        ch_status st;

        api_query_known(req, names, &issues);
        if (issues.len)
                return api_refuse(req, reply, CH_MALFORMED, &issues, NULL);
        look = api_look(req);
        st = ch_account_list(&look, req->caller.actor, party, &v, &n);
        if (st == CH_OK)
                st = api_send_cut(req, reply, &(api_list) { .of = v, .len = n, .put = put_account }, ask.size, id_of);
        ch_look_end(&look);
        return st;
}

/* ---- inviting ---- */

static ch_roles
roles_of(ch_strs words, ch_issues *issues)
{
        ch_roles roles = 0;

        for (size_t i = 0; i < words.len; i++) {
                int32_t role;

                if (ch_enum_parse(ch_role_names, words.v[i], &role))
                        roles |= CH_HAS(role);
                else
                        ch_issue_put(issues, &(ch_issue) { .field = CH_LIT("roles"),
                                                           .msg = CH_MSG("There is no role “{value}”."),
                                                           .value = words.v[i] });
        }
        return roles;
}

ch_status
api_invitation_read(ch_req *req, ch_reply *reply)
{
        return api_read_draft(req, reply, &api_invitation_fields);
}

ch_status
api_invitation_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const api_invitation_in *in = req->draft;
        ch_issues issues = ch_issues_new(req->arena);
        ch_invite_in invite = { .party = in->party,
                                .name = in->name,
                                .login = in->login,
                                .nationality = in->nationality,
                                .lang = in->lang,
                                .roles = roles_of(in->roles, &issues) };
        ch_str token;
        api_out o;
        ch_status st;

        if (issues.len)
                return api_refuse(req, reply, CH_INVALID, &issues, NULL);
        st = ch_invite(work, req->caller.actor, &invite, &token);
        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        api_begin(&o, req);
        ch_json_pair(&o.j, "path", CH_URL_FILL(req->arena, "/invitation/{}", token).text);
        api_send(&o, reply, 201);
        reply->is_secret = true;
        return CH_OK;
}

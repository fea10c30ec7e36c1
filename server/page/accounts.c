#include "accounts.h"
#include "page.h"
#include "pages.h"
#include <ch/accounts.h>
#include <ch/base/assert.h>

enum { COLUMNS = 4, INVITE_FIELDS = 5 };

static ch_str
roles_text(const ch_req *req, int64_t roles)
{
        ch_buf b = ch_buf_new(req->arena);
        ch_str out;

        for (ch_role r = 0; r < CH__ROLE_MAX; r++) {
                if (!((ch_roles)roles & CH_HAS(r)))
                        continue;
                ch_buf_lit(&b, b.len ? ", " : "");
                ch_buf_str(&b, page_say(req, ch_role_label(r)));
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : CH_LIT("");
}

static ch_line_view
line_of(const ch_req *req, const ch_account_view *v)
{
        ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, COLUMNS);
        ch_str id = ch_uuid_text(req->arena, v->account->head.id);

        if (!cells)
                return (ch_line_view) { 0 };
        cells[0] = (ch_cell_view) { .text = v->account->name, .note = v->account->login, .is_head = true };
        cells[1].text = v->party_name;
        cells[2].text = roles_text(req, v->account->roles);
        if (v->account->is_disabled)
                cells[3] = (ch_cell_view) { .text = page_say(req, CH_MSG("Disabled")), .tone = CH_TONE_QUIET };
        else if (!v->is_self && ch_actor_is(req->caller.actor, CH_ROLE_ADMIN))
                cells[3] = (ch_cell_view) { .text = page_say(req, CH_MSG("Disable")),
                                            .url = CH_URL_FILL(req->arena, "/accounts/{}/do/disable", id) };
        return (ch_line_view) { { cells, COLUMNS } };
}

ch_status
page_accounts_list(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_account_view *v;
        size_t n;
        ch_status st = ch_account_list(&look, req->caller.actor, CH_LIT(""), &v, &n);

        if (st == CH_OK) {
                ch_page_view page = page_frame(req, reply, CH_MSG("Accounts"));
                ch_cell_view head[COLUMNS] = { { .text = page_say(req, CH_MSG("Name")) },
                                               { .text = page_say(req, CH_MSG("Party")) },
                                               { .text = page_say(req, CH_MSG("Roles")) },
                                               { .text = page_say(req, CH_MSG("Access")) } };
                ch_line_view *lines = CH_NEW_N(req->arena, ch_line_view, n);
                ch_table_view table = { .caption = page_say(req, CH_MSG("Accounts")), .head = { head, COLUMNS } };
                page_accounts_view view = { .page = &page, .table = &table };

                for (size_t i = 0; lines && i < n; i++)
                        lines[i] = line_of(req, &v[i]);
                table.lines = (ch_list) { lines, lines ? n : 0 };
                view.may_invite = ch_actor_is(req->caller.actor, CH_ROLE_ADMIN);
                page_send(req, reply, 200, "accounts", &view);
        }
        page_look_end(&look);
        return st;
}

/* ---- inviting ---- */

static void
fill_choices(const page_input *in, ch_field_view *party, ch_field_view *nationality, ch_field_view *roles)
{
        ch_strs values = ch_strs_add(in->req->arena, (ch_strs) { 0 }, CH_LIT("COMMITTEE"));
        ch_strs labels = ch_strs_add(in->req->arena, (ch_strs) { 0 },
                                     page_say(in->req, CH_MSG("The Committee and its staff")));
        ch_strs codes = { 0 }, names = { 0 };

        page_vocab_options(in->req, in->vocab, CH_VOCAB_PARTY, &codes, &names);
        for (size_t i = 0; i < codes.len; i++) {
                values = ch_strs_add(in->req->arena, values, codes.v[i]);
                labels = ch_strs_add(in->req->arena, labels, names.v[i]);
        }
        page_options(in, party, values, labels, (ch_strs) { 0 });
        codes = names = (ch_strs) { 0 };
        page_vocab_options(in->req, in->vocab, CH_VOCAB_STATE, &codes, &names);
        page_options(in, nationality, codes, names, (ch_strs) { 0 });
        codes = names = (ch_strs) { 0 };
        for (ch_role r = 0; r < CH__ROLE_MAX; r++) {
                codes = ch_strs_add(in->req->arena, codes, ch_str_of(ch_role_names[r]));
                names = ch_strs_add(in->req->arena, names, page_say(in->req, ch_role_label(r)));
        }
        page_options(in, roles, codes, names, (ch_strs) { 0 });
}

static void
send_invite(ch_req *req, ch_reply *reply, const ch_look *look, const ch_issues *issues)
{
        page_input in = { .req = req,
                          .vocab = ch_catalog_vocab(look->cat),
                          .prefix = "",
                          .table = &ch_account_fields,
                          .is_typed = req->method == CH_POST,
                          .issues = issues };
        ch_field_view *f = CH_NEW_N(req->arena, ch_field_view, INVITE_FIELDS);
        ch_page_view page = page_frame(req, reply, CH_MSG("Invite somebody"));
        ch_form_view form;

        if (!f)
                return;
        f[0] = page_field_own(&in, CH_SHOW_LINE, "name", CH_MSG("Name"));
        f[1] = page_field_own(&in, CH_SHOW_MAIL, "login", CH_MSG("E-mail address"));
        f[2] = page_field_own(&in, CH_SHOW_SELECT, "party", CH_MSG("Party"));
        f[3] = page_field_own(&in, CH_SHOW_SELECT, "nationality", CH_MSG("Nationality"));
        f[3].hint = page_say(req, CH_MSG("Nationals of a requesting State are kept from its case."));
        f[4] = page_field_own(&in, CH_SHOW_CHECKS, "roles", CH_MSG("Roles"));
        fill_choices(&in, &f[2], &f[3], &f[4]);
        form = page_form(req, reply, CH_URL("/accounts/invite"), f, INVITE_FIELDS);
        form.title = page.title;
        form.submit = page_say(req, CH_MSG("Make the invitation"));
        if (issues)
                page_form_issues(req, &form, issues);
        page.has_errors = form.errors.len > 0;
        page.back = CH_URL("/accounts");
        page_send(req, reply, issues ? 422 : 200, "form", &(page_form_view) { &page, &form });
}

ch_status
page_invite_show(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);

        send_invite(req, reply, &look, NULL);
        page_look_end(&look);
        return CH_OK;
}

static ch_roles
roles_ticked(const ch_req *req)
{
        ch_roles roles = 0;
        int32_t r;

        for (size_t i = 0; i < req->form.len; i++) {
                if (ch_str_is(req->form.v[i].name, "roles") && ch_enum_parse(ch_role_names, req->form.v[i].value, &r))
                        roles |= CH_HAS(r);
        }
        return roles;
}

/* The link is shown once, here; nothing is sent by mail. */
static void
send_link(ch_req *req, ch_reply *reply, ch_str token, const char *title)
{
        ch_page_view page = page_frame(req, reply, title);
        page_link_view v = { .page = &page,
                             .title = page.title,
                             .link = CH_URL_FILL(req->arena, "/invitation/{}", token) };

        page.back = CH_URL("/accounts");
        page_send(req, reply, 200, "invited", &v);
        reply->is_secret = true;
}

ch_status
page_invite_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_invite_in in = { .party = ch_req_field(req, "party"),
                            .name = ch_str_trim(ch_req_field(req, "name")),
                            .login = ch_str_trim(ch_req_field(req, "login")),
                            .nationality = ch_req_field(req, "nationality"),
                            .roles = roles_ticked(req) };
        ch_str token;
        ch_status st = CH_INVALID;

        if (in.party.len)
                st = ch_invite(work, req->caller.actor, &in, &token);
        else
                ch_issue_add(&work->issues, CH_LIT("party"), CH_MSG("Choose the party."));
        if (st == CH_OK)
                send_link(req, reply, token, CH_MSG("The invitation"));
        else if (st == CH_INVALID || st == CH_CONFLICT)
                send_invite(req, reply, &work->look, &work->issues);
        return st;
}

/* ---- officers' acts ---- */

static ch_status
send_officer(ch_req *req, ch_reply *reply, const ch_look *look, ch_uuid id, const ch_issues *issues)
{
        bool disables = req->route->act == CH_ACT_ACCOUNT_DISABLE;
        page_input in = { .req = req, .prefix = "", .is_typed = req->method == CH_POST, .issues = issues };
        ch_field_view *f = CH_NEW(req->arena, ch_field_view);
        const char *title = disables ? CH_MSG("Disable an account") : CH_MSG("Reset a lost second factor");
        ch_page_view page = page_frame(req, reply, title);
        ch_account_view account;
        ch_form_view form;
        ch_str text = ch_uuid_text(req->arena, id);
        ch_status st = ch_account_show(look, req->caller.actor, id, &account);

        if (st != CH_OK || !f)
                return st != CH_OK ? st : CH_TOO_LARGE;
        *f = page_field_own(&in, CH_SHOW_CODE, "code", CH_MSG("Code from your authenticator"));
        form = page_form(req, reply,
                         disables ? CH_URL_FILL(req->arena, "/accounts/{}/do/disable", text)
                                  : CH_URL_FILL(req->arena, "/accounts/{}/do/reset-factor", text),
                         f, 1);
        form.title = page.title;
        form.caption = account.account->name;
        form.lead = disables ? page_say(req, CH_MSG("Takes effect with the next thing this person does."))
                             : page_say(req, CH_MSG("Takes effect when a second officer does the same; the link then "
                                                    "works after 24 hours."));
        form.submit = page.title;
        if (issues)
                page_form_issues(req, &form, issues);
        page.has_errors = form.errors.len > 0;
        page.back = CH_URL("/accounts");
        page_send(req, reply, issues ? 422 : 200, "form", &(page_form_view) { &page, &form });
        return CH_OK;
}

ch_status
page_officer_show(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_uuid id;
        ch_status st = ch_req_id(req, 0, &id);

        if (st == CH_OK)
                st = send_officer(req, reply, &look, id, NULL);
        page_look_end(&look);
        return st;
}

ch_status
page_officer_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_actor actor = *req->caller.actor;
        ch_step step = { 0 };
        ch_str token = { 0 };
        ch_status st = ch_req_id(req, 0, &step.id);

        if (st == CH_OK)
                st = page_step_up(req, work, reply, &actor);
        if (st == CH_OK)
                st = req->route->act == CH_ACT_ACCOUNT_DISABLE ? ch_account_disable(work, &actor, &step)
                                                               : ch_factor_reset(work, &actor, &step, &token);
        if (st == CH_OK && token.len)
                send_link(req, reply, token, CH_MSG("The link for the reset"));
        else if (st == CH_OK)
                ch_reply_see_other(reply, CH_URL("/accounts"));
        if (st == CH_STEP_UP)
                ch_issue_add(&work->issues, CH_LIT("code"), CH_MSG("Enter the code from your authenticator."));
        if (st == CH_INVALID || st == CH_STEP_UP || st == CH_CONFLICT)
                (void)send_officer(req, reply, &work->look, step.id, &work->issues);
        return st;
}

#include "invitation.h"
#include "page.h"
#include "pages.h"
#include "sign_in.h"
#include <ch/accounts.h>

typedef struct acceptance { /* req->draft of an accepted invitation */
        ch_accept_in in;
        ch_invitation_view invitation;
        char hash[CH_PASS_LEN];
} acceptance;

static void
send_invitation(ch_req *req, ch_reply *reply, const ch_invitation_view *v, const ch_issues *issues)
{
        page_input in = { .req = req, .is_typed = req->method == CH_POST, .issues = issues, .prefix = "" };
        ch_field_view *f = CH_NEW_N(req->arena, ch_field_view, 3);
        ch_page_view page = page_frame(req, reply, CH_MSG("Your invitation"));
        ch_form_view form;

        if (!f)
                return;
        f[0] = page_field_own(&in, CH_SHOW_LINE, "name", CH_MSG("Your name"));
        f[0].autocomplete = CH_LIT("name");
        if (!in.is_typed)
                f[0].value = v->name;
        f[1] = page_field_own(&in, CH_SHOW_PHRASE, "passphrase", CH_MSG("Choose a passphrase"));
        f[1].hint = page_say(
                req,
                CH_MSG("At least 15 characters. Four or five words that nobody would put together are easy to keep "
                       "and hard to guess."));
        f[1].autocomplete = CH_LIT("new-password");
        f[2] = page_field_own(&in, CH_SHOW_PHRASE, "passphrase_again", CH_MSG("The same passphrase again"));
        f[2].autocomplete = CH_LIT("new-password");
        form = page_form(req, reply, CH_URL_FILL(req->arena, "/invitation/{}", req->param[0]), f, 3);
        form.caption = v->party_name;
        form.title = page_say(req, CH_MSG("Your invitation"));
        form.lead = CH_FILL(req->arena, req->lang, "You sign in as {login}. This link works once.",
                            { "login", v->login });
        form.submit = page_say(req, CH_MSG("Make my account"));
        if (issues)
                page_form_issues(req, &form, issues);
        page.has_errors = form.errors.len > 0;
        page_send(req, reply, issues ? 422 : 200, "form", &(page_form_view) { &page, &form });
}

ch_status
page_invitation_show(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_invitation_view v;
        ch_status st = ch_invitation_show(&look, req->caller.actor, req->param[0], &v);

        if (st == CH_OK)
                send_invitation(req, reply, &v, NULL);
        page_look_end(&look);
        return st;
}

static void
check(const ch_req *req, const acceptance *a, ch_issues *issues)
{
        ch_strs own = { 0 };

        own = ch_strs_add(req->arena, own, a->invitation.login);
        own = ch_strs_add(req->arena, own, a->in.name);
        own = ch_strs_add(req->arena, own, a->invitation.party_name);
        ch_passphrase_check(a->in.passphrase, own, issues);
        if (!ch_str_eq(a->in.passphrase, ch_req_field(req, "passphrase_again")))
                ch_issue_add(issues, CH_LIT("passphrase_again"),
                             CH_MSG("The two passphrases differ. Type the same one twice."));
}

ch_status
page_invitation_read(ch_req *req, ch_reply *reply)
{
        acceptance *a = CH_NEW(req->arena, acceptance);
        ch_issues issues = ch_issues_new(req->arena);
        ch_look look;
        ch_status st;

        if (!a)
                return CH_TOO_LARGE;
        look = page_look(req);
        st = ch_invitation_show(&look, req->caller.actor, req->param[0], &a->invitation);
        page_look_end(&look);
        if (st != CH_OK)
                return st;
        a->in = (ch_accept_in) { .token = req->param[0],
                                 .name = ch_str_trim(ch_req_field(req, "name")),
                                 .passphrase = ch_req_field(req, "passphrase"),
                                 .agent = req->agent };
        check(req, a, &issues);
        if (issues.len) {
                send_invitation(req, reply, &a->invitation, &issues);
                return CH_INVALID;
        }
        req->draft = a;
        return CH_OK;
}

ch_status
page_invitation_hash(ch_req *req, ch_reply *reply)
{
        acceptance *a = req->draft;

        (void)reply;
        a->in.hash = a->hash;
        return ch_pass_hash(a->in.passphrase, a->hash);
}

/* Seed and recovery codes, shown once, with the form for the first code. */
static void
send_enrolment(ch_req *req, ch_reply *reply, const ch_enrolment *e, bool may_wait)
{
        page_input in = { .req = req, .prefix = "" };
        ch_field_view *f = CH_NEW(req->arena, ch_field_view);
        ch_link_view *codes = CH_NEW_N(req->arena, ch_link_view, e->recovery.len);
        ch_page_view page = page_frame(req, reply, CH_MSG("Set up your second factor"));
        page_enrolment_view v = { .page = &page, .seed = e->seed, .uri = e->uri, .codes = { codes, e->recovery.len } };
        ch_form_view form;

        if (!f || !codes)
                return;
        for (size_t i = 0; i < e->recovery.len; i++)
                codes[i].text = e->recovery.v[i];
        *f = page_field_own(&in, CH_SHOW_CODE, "code", CH_MSG("First code from your authenticator"));
        form = page_form(req, reply, CH_URL("/account/factor"), f, 1);
        form.submit = page_say(req, CH_MSG("Confirm"));
        v.form = &form;
        if (may_wait)
                v.later = CH_URL("/");
        page_send(req, reply, 200, "enrolment", &v);
        reply->is_secret = true;
}

/* The form on the page that follows belongs to the session just made. */
static void
begin_session(ch_req *req, const ch_opened *opened)
{
        ch_session_info *info = CH_NEW(req->arena, ch_session_info);

        if (!info)
                return;
        *info = (ch_session_info) { .stage = opened->stage, .csrf = opened->csrf };
        req->caller.info = info;
}

ch_status
page_invitation_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        acceptance *a = req->draft;
        ch_opened opened = { 0 };
        ch_enrolment enrolment;
        ch_status st = ch_invitation_accept(work, req->caller.actor, &a->in, &opened, &enrolment);

        if (st == CH_INVALID)
                send_invitation(req, reply, &a->invitation, &work->issues);
        if (st != CH_OK)
                return st;
        ch_reply_session(reply, opened.token);
        begin_session(req, &opened);
        send_enrolment(req, reply, &enrolment, opened.stage == CH_STAGE_FULL);
        return CH_OK;
}

/* Before a new key is shown, and after a wrong first code. */
static void
send_factor(ch_req *req, ch_reply *reply, const ch_issues *issues)
{
        page_input in = { .req = req, .is_typed = req->method == CH_POST, .issues = issues, .prefix = "" };
        ch_field_view *f = CH_NEW(req->arena, ch_field_view);
        ch_page_view page = page_frame(req, reply, CH_MSG("Set up your second factor"));
        ch_form_view form;

        if (!f)
                return;
        *f = page_field_own(&in, CH_SHOW_CODE, "code", CH_MSG("First code from your authenticator"));
        f->hint = page_say(req, CH_MSG("If your authenticator has the key already, enter the code that it shows. Leave "
                                       "this empty to be "
                                       "given a new key; one shown before stops working."));
        form = page_form(req, reply, CH_URL("/account/factor"), f, 1);
        form.title = page_say(req, CH_MSG("Set up your second factor"));
        if (issues)
                page_form_issues(req, &form, issues);
        page.has_errors = form.errors.len > 0;
        page_send(req, reply, issues ? 422 : 200, "form", &(page_form_view) { &page, &form });
}

/* Whose turn it is not: nobody in particular, somebody who has yet to give his code, somebody who has a key. */
static bool
is_sent_away(const ch_req *req, ch_reply *reply)
{
        const ch_session_info *info = req->caller.info;

        if (info && !info->has_factor)
                return false;
        ch_reply_see_other(reply, !info                            ? CH_URL("/sign-in")
                                  : info->stage == CH_STAGE_FACTOR ? CH_URL("/sign-in/code")
                                                                   : CH_URL("/account"));
        return true;
}

ch_status
page_factor_show(ch_req *req, ch_reply *reply)
{
        if (!is_sent_away(req, reply))
                send_factor(req, reply, NULL);
        return CH_OK;
}

static ch_status
begin_again(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_enrolment enrolment;
        ch_status st = ch_factor_begin(work, req->caller.actor, &enrolment);

        if (st == CH_OK)
                send_enrolment(req, reply, &enrolment, false);
        return st;
}

ch_status
page_factor_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_str code = ch_str_trim(ch_req_field(req, "code"));
        ch_opened opened = { 0 };
        ch_status st;

        if (is_sent_away(req, reply))
                return CH_OK;
        if (!code.len)
                return begin_again(req, work, reply);
        st = ch_factor_confirm(work, req->caller.actor, code, &opened);
        if (st == CH_OK) {
                ch_reply_session(reply, opened.token);
                ch_reply_see_other(reply, page_after(req, opened.stage));
        } else if (st == CH_INVALID) {
                send_factor(req, reply, &work->issues);
        }
        return st;
}

#include "sign_in.h"
#include "page.h"
#include "pages.h"
#include <ch/base/utf8.h>

enum { LOGIN_MAX = 200, AGENT_MAX = 60 };

typedef struct attempt { /* req->draft of a sign-in */
        ch_sign_in in;
        ch_str passphrase;
} attempt;

/* Where the person was going: carried through both steps in the address. */
static ch_url
with_next(const ch_req *req, ch_url url)
{
        ch_str next = ch_req_query(req, "next");

        return next.len > 1 ? ch_url_query(req->arena, url, "next", ch_url_own(next).text) : url;
}

static void
send_sign_in(ch_req *req, ch_reply *reply, uint16_t code, const ch_issues *issues)
{
        page_input in = { .req = req, .is_typed = req->method == CH_POST, .issues = issues, .prefix = "" };
        ch_field_view *f = CH_NEW_N(req->arena, ch_field_view, 2);
        ch_page_view page = page_frame(req, reply, CH_MSG("Sign in"));
        ch_form_view form;

        if (!f)
                return;
        f[0] = page_field_own(&in, CH_SHOW_MAIL, "login", CH_MSG("E-mail address"));
        f[0].autocomplete = CH_LIT("username");
        f[1] = page_field_own(&in, CH_SHOW_PHRASE, "passphrase", CH_MSG("Passphrase"));
        f[1].autocomplete = CH_LIT("current-password");
        form = page_form(req, reply, with_next(req, CH_URL("/sign-in")), f, 2);
        form.title = page_say(req, CH_MSG("Sign in"));
        form.lead = page_say(
                req,
                CH_MSG("Accounts are by invitation of the secretariat. If your invitation has expired, write to it."));
        form.submit = page_say(req, CH_MSG("Sign in"));
        if (issues)
                page_form_issues(req, &form, issues);
        page.has_errors = form.errors.len > 0;
        page_send(req, reply, code, "form", &(page_form_view) { &page, &form });
}

ch_status
page_sign_in_show(ch_req *req, ch_reply *reply)
{
        if (req->caller.is_signed_in)
                ch_reply_see_other(reply, CH_URL("/"));
        else
                send_sign_in(req, reply, 200, NULL);
        return CH_OK;
}

ch_status
page_sign_in_read(ch_req *req, ch_reply *reply)
{
        attempt *a = CH_NEW(req->arena, attempt);
        ch_issues issues = ch_issues_new(req->arena);
        ch_str login = ch_str_trim(ch_req_field(req, "login"));
        ch_look look;
        ch_status st;

        if (!a)
                return CH_TOO_LARGE;
        a->passphrase = ch_req_field(req, "passphrase");
        if (!login.len || login.len > LOGIN_MAX)
                ch_issue_add(&issues, CH_LIT("login"), CH_MSG("Enter the e-mail address of your account."));
        if (!a->passphrase.len || ch_utf8_len(a->passphrase) > CH_PASSPHRASE_MAX)
                ch_issue_add(&issues, CH_LIT("passphrase"), CH_MSG("Enter your passphrase."));
        if (issues.len) {
                send_sign_in(req, reply, 422, &issues);
                return CH_INVALID;
        }
        look = page_look(req);
        st = ch_sign_in_begin(&look, req->caller.actor, login, &a->in);
        page_look_end(&look);
        req->draft = a;
        return st;
}

ch_status
page_sign_in_hash(ch_req *req, ch_reply *reply)
{
        attempt *a = req->draft;

        (void)reply;
        ch_sign_in_verify(&a->in, a->passphrase);
        return CH_OK;
}

ch_url
page_after(const ch_req *req, ch_stage stage)
{
        if (stage == CH_STAGE_FACTOR)
                return with_next(req, CH_URL("/sign-in/code"));
        if (stage == CH_STAGE_ENROL)
                return CH_URL("/account/factor");
        return ch_url_own(ch_req_query(req, "next"));
}

static ch_status
refuse(ch_req *req, ch_reply *reply, ch_work *work, ch_status st, const ch_opened *opened)
{
        ch_issues issues = ch_issues_new(req->arena);

        if (st == CH_TOO_MANY) {
                ch_issue_add(&issues, CH_LIT(""),
                             CH_MSG("Too many attempts. For the safety of the account it waits a while; "
                                    "please try again later."));
                ch_reply_retry_after(reply, (opened->retry_at - work->look.now) / 1000 + 1);
        } else if (st == CH_UNAUTHENTICATED) {
                ch_issue_add(&issues, CH_LIT("passphrase"),
                             CH_MSG("E-mail address and passphrase do not fit together. Check both and try again."));
        } else {
                return st;
        }
        send_sign_in(req, reply, st == CH_TOO_MANY ? 429 : 422, &issues);
        return st;
}

ch_status
page_sign_in_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        attempt *a = req->draft;
        ch_opened opened = { 0 };
        ch_status st = ch_sign_in_finish(work, req->caller.actor, &a->in, req->agent, &opened);

        if (st != CH_OK)
                return refuse(req, reply, work, st, &opened);
        ch_reply_session(reply, opened.token);
        ch_reply_see_other(reply, page_after(req, opened.stage));
        return CH_OK;
}

static void
send_code(ch_req *req, ch_reply *reply, uint16_t code, const ch_issues *issues)
{
        page_input in = { .req = req, .is_typed = req->method == CH_POST, .issues = issues, .prefix = "" };
        ch_field_view *f = CH_NEW(req->arena, ch_field_view);
        ch_page_view page = page_frame(req, reply, CH_MSG("Second factor"));
        ch_form_view form;

        if (!f)
                return;
        *f = page_field_own(&in, CH_SHOW_CODE, "code", CH_MSG("Code from your authenticator"));
        f->hint = page_say(
                req,
                CH_MSG("Six digits. If you do not have your authenticator, enter one of your printed recovery codes."));
        form = page_form(req, reply, with_next(req, CH_URL("/sign-in/code")), f, 1);
        form.title = page_say(req, CH_MSG("Second factor"));
        if (issues)
                page_form_issues(req, &form, issues);
        page.has_errors = form.errors.len > 0;
        page.back = CH_URL("/sign-in");
        page_send(req, reply, code, "form", &(page_form_view) { &page, &form });
}

ch_status
page_code_show(ch_req *req, ch_reply *reply)
{
        if (req->caller.is_signed_in)
                ch_reply_see_other(reply, CH_URL("/"));
        else if (!req->caller.info) /* nobody, or a session that has ended: a code would lead nowhere */
                ch_reply_see_other(reply, with_next(req, CH_URL("/sign-in")));
        else
                send_code(req, reply, 200, NULL);
        return CH_OK;
}

ch_status
page_code_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_opened opened = { 0 };
        ch_status st = ch_factor_check(work, req->caller.actor, ch_str_trim(ch_req_field(req, "code")), &opened);

        if (st == CH_OK) {
                ch_reply_session(reply, opened.token);
                ch_reply_see_other(reply, page_after(req, opened.stage));
        } else if (st == CH_UNAUTHENTICATED) {
                ch_reply_see_other(reply, CH_URL("/sign-in"));
        } else if (st == CH_INVALID || st == CH_TOO_MANY) {
                if (st == CH_TOO_MANY)
                        ch_issue_add(&work->issues, CH_LIT("code"),
                                     CH_MSG("Too many attempts. Please try again later."));
                send_code(req, reply, ch_status_http(st), &work->issues);
        }
        return st;
}

ch_status
page_sign_out_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_status st = ch_sign_out(work, req->caller.actor);

        if (st == CH_OK) {
                ch_reply_see_other(reply, CH_URL("/"));
                ch_reply_sign_out(reply);
        }
        return st;
}

ch_status
page_sign_out_everywhere_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_status st = ch_sign_out_everywhere(work, req->caller.actor, false);

        if (st == CH_OK) {
                ch_reply_see_other(reply, CH_URL("/"));
                ch_reply_sign_out(reply);
        }
        return st;
}

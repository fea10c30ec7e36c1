/* form.c – the form around the fields: hidden values, the summary of errors, the version it was based on. */
#include "page.h"
#include <ch/accounts.h>

ch_form_view
page_form(ch_req *req, ch_reply *reply, ch_url action, const ch_field_view *fields, size_t n)
{
        return (ch_form_view) {
                .action = action,
                .csrf = ch_reply_csrf(reply),
                .idempotency = ch_reply_idem(reply),
                .errors = ch_errors_of(req->arena, fields, n),
                .fields = { fields, n },
                .submit = page_say(req, CH_MSG("Continue")),
        };
}

static bool
is_shown(const ch_form_view *form, ch_str field)
{
        const ch_field_view *v = form->fields.v;

        for (size_t i = 0; i < form->fields.len; i++) {
                if (ch_str_eq(v[i].name, field))
                        return true;
        }
        return false;
}

void
page_form_issues(ch_req *req, ch_form_view *form, const ch_issues *issues)
{
        ch_error_view *all = CH_NEW_N(req->arena, ch_error_view, issues->len + form->errors.len);
        const ch_error_view *own = form->errors.v;
        size_t n = 0;

        if (!all)
                return;
        for (size_t i = 0; i < issues->len; i++) {
                if (!is_shown(form, issues->v[i].field))
                        all[n++] = (ch_error_view) { .text = page_issue(req, &issues->v[i]) };
        }
        for (size_t i = 0; i < form->errors.len; i++)
                all[n++] = own[i];
        form->errors = (ch_list) { all, n };
}

void
page_tell(ch_work *work, ch_status st)
{
        if (st == CH_STALE && !work->issues.len)
                ch_issue_add(
                        &work->issues, CH_LIT(""),
                        CH_MSG("This has been changed since you opened the page. Look at it again; if you still want "
                               "this step, press the button again."));
        if (st == CH_STEP_UP && !ch_issue_of(&work->issues, CH_LIT("code")))
                ch_issue_add(&work->issues, CH_LIT("code"),
                             CH_MSG("Write the code from your authenticator, or a recovery code."));
}

uint32_t
page_version(const ch_req *req)
{
        int64_t n;

        return ch_str_int(ch_req_field(req, "version"), 1, UINT32_MAX, &n) ? (uint32_t)n : 0;
}

/* The second factor, when the form brings it: then the actor of this request has stepped up. */
ch_status
page_step_up(ch_req *req, ch_work *work, ch_reply *reply, ch_actor *actor)
{
        ch_str code = ch_str_trim(ch_req_field(req, "code"));
        ch_opened opened;
        ch_status st;

        if (!code.len)
                return CH_OK;
        st = ch_step_up(work, actor, code, &opened);
        if (st != CH_OK)
                return st;
        actor->step_up_at = work->look.now;
        ch_reply_session(reply, opened.token);
        return CH_OK;
}

ch_field_view
page_code_field(const page_input *in, const char *why)
{
        const ch_session_info *info = in->req->caller.info;
        ch_field_view f = page_field_own(in, CH_SHOW_CODE, "code", CH_MSG("Code from your authenticator"));

        f.hint = page_say(in->req, why);
        if (info && !info->has_factor)
                f.error = page_say(in->req, CH_MSG("Your account has no second factor yet. Open “Your account”, set it "
                                                   "up, then come back."));
        return f;
}

#include "page/session_ended.h"
#include "page/pages.h"
#include <ch/base/mark.h>

/* Made anew with the page, or not to stand in one. */
static bool
is_dropped(ch_str name)
{
        static const char *const names[] = { "csrf", "idem", "passphrase", "passphrase_again", "code" };

        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
                if (ch_str_is(name, names[i]))
                        return true;
        return false;
}

static size_t
hide_fields(const ch_req *req, ch_field_view *out)
{
        size_t n = 0;

        for (size_t i = 0; i < req->form.len; i++) {
                const ch_pair *pair = &req->form.v[i];

                if (!is_dropped(pair->name))
                        out[n++] = ch_field_with(CH_SHOW_HIDDEN, pair->name, CH_LIT(""), pair->value);
        }
        return n;
}

void
page_session_ended(ch_req *req, ch_reply *reply)
{
        ch_page_view page = page_frame(req, reply, CH_MSG("You have been signed out"));
        ch_field_view *fields = CH_NEW_N(req->arena, ch_field_view, req->form.len);
        size_t n = fields ? hide_fields(req, fields) : 0;
        ch_form_view form = page_form(req, reply, ch_url_own(req->target), fields, n);
        page_session_ended_view view = { .page = &page, .form = &form, .sign_in = CH_URL("/sign-in") };

        form.submit = page_say(req, CH_MSG("Send again"));
        page_send(req, reply, 401, "session_ended", &view);
}

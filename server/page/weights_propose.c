/* weights_propose.c – the form on which an expert proposes weights. */
#include "page.h"
#include "pages.h"
#include "weights.h"
#include <ch/weighing.h>

static void
send_proposal(ch_req *req, ch_reply *reply, const ch_look *look, const ch_issues *issues)
{
        page_input in = { .req = req,
                          .vocab = ch_catalog_vocab(look->cat),
                          .prefix = "",
                          .is_typed = issues != NULL,
                          .issues = issues };
        ch_weights now = ch_weights_now(look);
        ch_field_view *f = CH_NEW_N(req->arena, ch_field_view, CH__FACTOR_MAX + 1);
        ch_page_view page = page_frame(req, reply, CH_MSG("Propose weights"));
        ch_form_view form;

        if (!f)
                return;
        f[0] = page_field_own(&in, CH_SHOW_LINE, "name", CH_MSG("Name of the version, such as 2026-2"));
        for (int i = 0; i < CH__FACTOR_MAX; i++) {
                ch_str name = ch_fmt(req->arena, "weights.%s", ch_factor_word((ch_factor)i));

                f[i + 1] = page_field_own(&in, CH_SHOW_NUMBER, ch_str_c(req->arena, name),
                                          ch_factor_text((ch_factor)i));
                if (!issues)
                        f[i + 1].value = ch_fmt(req->arena, "%d", (int)now.w[i]);
        }
        form = page_form(req, reply, CH_URL("/weights/propose"), f, CH__FACTOR_MAX + 1);
        form.title = page.title;
        form.lead = page_say(
                req, CH_MSG("All weights together make 100. The proposal ranks nothing yet: the next page shows "
                            "what it would change on past cases, and the Committee decides."));
        form.submit = page_say(req, CH_MSG("Propose, and see what it would change"));
        if (issues)
                page_form_issues(req, &form, issues);
        page.has_errors = form.errors.len > 0;
        page.back = CH_URL("/weights");
        page_send(req, reply, issues ? 422 : 200, "form", &(page_form_view) { &page, &form });
}

ch_status
page_weights_ask(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);

        send_proposal(req, reply, &look, NULL);
        page_look_end(&look);
        return CH_OK;
}

ch_status
page_weights_propose(ch_req *req, ch_work *work, ch_reply *reply)
{
        ch_weights_in in = { .name = ch_str_trim(ch_req_field(req, "name")) };
        ch_made made;
        ch_status st;

        for (int i = 0; i < CH__FACTOR_MAX; i++) {
                ch_str name = ch_fmt(req->arena, "weights.%s", ch_factor_word((ch_factor)i));
                ch_str typed = ch_str_trim(ch_req_field(req, ch_str_c(req->arena, name)));
                int64_t n = -1; /* no number: as wrong as one below 0 */

                in.w.w[i] = ch_str_int(typed, 0, 100, &n) ? (int32_t)n : -1;
        }
        st = ch_weights_propose(work, req->caller.actor, &in, &made);
        if (st == CH_OK)
                ch_reply_see_other(reply, ch_url_query(req->arena, CH_URL("/weights"), "version", in.name));
        else if (st == CH_INVALID)
                send_proposal(req, reply, &work->look, &work->issues);
        return st;
}

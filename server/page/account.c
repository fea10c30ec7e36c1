#include "account.h"
#include "page.h"
#include "pages.h"
#include <ch/accounts.h>

static ch_list
session_lines(ch_req *req, const ch_session_line *v, size_t n)
{
        ch_line_view *lines = CH_NEW_N(req->arena, ch_line_view, n);

        for (size_t i = 0; lines && i < n; i++) {
                ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, 3);

                if (!cells)
                        break;
                cells[0] = (ch_cell_view) { .text = v[i].agent,
                                            .is_head = true,
                                            .note = v[i].is_this ? page_say(req, CH_MSG("this one")) : CH_LIT("") };
                cells[1].text = page_time(req, v[i].created_at);
                cells[2].text = page_time(req, v[i].seen_at);
                lines[i].cells = (ch_list) { cells, 3 };
        }
        return (ch_list) { lines, lines ? n : 0 };
}

static void
send(ch_req *req, ch_reply *reply, ch_list lines, int64_t left)
{
        ch_cell_view head[] = { { .text = page_say(req, CH_MSG("Browser")) },
                                { .text = page_say(req, CH_MSG("Signed in")) },
                                { .text = page_say(req, CH_MSG("Last seen")) } };
        ch_page_view page = page_frame(req, reply, CH_MSG("Your account"));
        ch_table_view sessions = { .caption = page_say(req, CH_MSG("Where you are signed in")),
                                   .head = CH_LIST_OF(head),
                                   .lines = lines };
        page_account_view view = {
                .page = &page, .sessions = &sessions, .csrf = page.csrf, .has_factor = left >= 0, .recovery_left = left
        };

        page_send(req, reply, 200, "account", &view);
}

ch_status
page_account_show(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_session_line *v;
        size_t n, left;
        ch_status st = ch_session_list(&look, req->caller.actor, &v, &n);
        int64_t codes = -1;

        if (st == CH_OK) {
                if (ch_recovery_left(&look, req->caller.actor, &left) == CH_OK)
                        codes = (int64_t)left;
                send(req, reply, session_lines(req, v, n), codes);
        }
        page_look_end(&look);
        return st;
}

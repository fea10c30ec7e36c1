#include "home.h"
#include "case.h"
#include "pages.h"
#include <ch/base/assert.h>
#include <ch/home.h>

static ch_url
task_url(const ch_req *req, const ch_task *task)
{
        page_case c = { .kind = task->kind, .id = task->id };

        return task->act == CH_ACT_RANKED_READ
                       ? CH_URL_FILL(req->arena, "/review/{}", ch_uuid_text(req->arena, task->id))
                       : page_case_url(req, &c);
}

static ch_str
due(const ch_req *req, const ch_holding *h)
{
        if (h->until == CH_DAY_NONE)
                return CH_LIT("");
        if (h->is_overdue)
                return CH_FILL(req->arena, req->lang, "was due on {day}", { "day", page_day(req, h->until) });
        return CH_FILL(req->arena, req->lang, "until {day}", { "day", page_day(req, h->until) });
}

/* Whose it is, what it is about, and that it is a sample. */
static ch_str
note_of(const ch_req *req, const ch_task *t)
{
        ch_str words[] = { t->party_name, t->title, t->is_sample ? page_say(req, CH_MSG("Sample")) : CH_LIT("") };
        ch_buf b = ch_buf_new(req->arena);
        ch_str out;
        bool any = false;

        for (size_t i = 0; i < CH_COUNT(words); i++) {
                if (!words[i].len)
                        continue;
                ch_buf_lit(&b, any ? " · " : "");
                ch_buf_str(&b, words[i]);
                any = true;
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : CH_LIT("");
}

static ch_list
task_lines(const ch_req *req, const ch_home *home)
{
        ch_line_view *lines = CH_NEW_N(req->arena, ch_line_view, home->len);

        for (size_t i = 0; lines && i < home->len; i++) {
                const ch_task *t = &home->v[i];
                ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, 3);

                if (!cells)
                        break;
                cells[0] = (ch_cell_view) {
                        .text = t->ref, .url = task_url(req, t), .is_head = true, .note = note_of(req, t)
                };
                cells[1] = (ch_cell_view) { .text = page_say(req, t->label) };
                cells[2] = (ch_cell_view) { .text = due(req, &t->holding) };
                lines[i].cells = (ch_list) { cells, 3 };
        }
        return (ch_list) { lines, lines ? home->len : 0 };
}

static ch_list
news(ch_req *req, const ch_news *from, size_t n)
{
        page_news_view *v = CH_NEW_N(req->arena, page_news_view, n);

        for (size_t i = 0; v && i < n; i++) {
                page_case c = { .kind = CH_REQUEST, .id = from[i].request };

                v[i] = (page_news_view) { .day = page_day(req, ch_day_of(from[i].at)),
                                          .text = page_say(req, from[i].text),
                                          .ref = from[i].ref,
                                          .url = page_case_url(req, &c) };
        }
        return (ch_list) { v, v ? n : 0 };
}

static ch_status
send_home(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_page_view page = page_frame(req, reply, CH_MSG("What waits for you"));
        const ch_actor *actor = req->caller.actor;
        ch_home home;
        ch_news *told;
        size_t told_len;
        ch_status st = ch_home_show(&look, actor, &home);

        if (st == CH_OK)
                st = ch_home_news(&look, actor, &told, &told_len);
        if (st == CH_OK) {
                ch_cell_view head[] = { { .text = page_say(req, CH_MSG("Case")) },
                                        { .text = page_say(req, CH_MSG("What to do")) },
                                        { .text = page_say(req, CH_MSG("Until")) } };
                ch_table_view table = { .caption = page_say(req, CH_MSG("Cases")),
                                        .head = CH_LIST_OF(head),
                                        .lines = task_lines(req, &home) };
                page_home_view view = { .page = &page,
                                        .table = &table,
                                        .news = news(req, told, told_len),
                                        .total = (int64_t)home.total,
                                        .csrf = page.csrf,
                                        .idempotency = ch_reply_idem(reply) };

                view.begin_request = (ch_may_roles(CH_ACT_REQUEST_DRAFT) & actor->roles) != 0;
                view.begin_offer = (ch_may_roles(CH_ACT_OFFER_DRAFT) & actor->roles) != 0;
                view.register_note = (ch_may_roles(CH_ACT_REQUEST_REGISTER_NOTE) & actor->roles) != 0;
                page_send(req, reply, 200, "home", &view);
        }
        page_look_end(&look);
        return st;
}

static ch_status
send_public(ch_req *req, ch_reply *reply)
{
        ch_page_view page = page_frame(req, reply, CH_MSG("Help to implement resolution 1540"));

        page_send(req, reply, 200, "public_home", &(page_plain_view) { &page });
        return CH_OK;
}

ch_status
page_home_show(ch_req *req, ch_reply *reply)
{
        return req->caller.is_signed_in ? send_home(req, reply) : send_public(req, reply);
}

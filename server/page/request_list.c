/* request_list.c – requests that this reader may see, alphabetically by State. */
#include "case.h"
#include "page.h"
#include "pages.h"
#include "request_show.h"

enum { COLUMNS = 4 };

static ch_line_view
line_of(const ch_req *req, const ch_request_view *view)
{
        const ch_request *r = view->request;
        ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, COLUMNS);
        page_case c = { .kind = CH_REQUEST, .id = r->head.id };
        ch_tag_view tag = page_status_tag(req, CH_REQUEST, r->status);

        if (!cells)
                return (ch_line_view) { 0 };
        cells[0] = (ch_cell_view) { .text = view->party_name,
                                    .is_head = true,
                                    .note = r->head.is_sample ? page_say(req, CH_MSG("Sample")) : CH_LIT("") };
        cells[1] = (ch_cell_view) { .text = r->head.ref, .url = page_case_url(req, &c) };
        cells[2] = (ch_cell_view) { .text = r->title, .lang = r->lang };
        cells[3] = (ch_cell_view) { .text = tag.text, .tone = tag.tone };
        return (ch_line_view) { { cells, COLUMNS } };
}

static ch_list
lines_of(const ch_req *req, const ch_request_list *list)
{
        ch_line_view *v = CH_NEW_N(req->arena, ch_line_view, list->len);

        for (size_t i = 0; v && i < list->len; i++)
                v[i] = line_of(req, &list->v[i]);
        return (ch_list) { v, v ? list->len : 0 };
}

ch_status
page_request_list(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_request_filter filter = { 0 };
        ch_request_list list;
        ch_status st = page_list_ask(req, &filter.text, &filter.page);

        if (st == CH_OK)
                st = ch_requests(&look, req->caller.actor, &filter, &list);
        if (st == CH_OK) {
                ch_page_view page = page_frame(req, reply, CH_MSG("Requests"));
                ch_cell_view head[COLUMNS] = { { .text = page_say(req, CH_MSG("State")) },
                                               { .text = page_say(req, CH_MSG("Reference")) },
                                               { .text = page_say(req, CH_MSG("Title")) },
                                               { .text = page_say(req, CH_MSG("Status")) } };
                ch_table_view table = { .caption = page_say(req, CH_MSG("Requests")),
                                        .head = { head, COLUMNS },
                                        .empty = page_say(req, CH_MSG("There is no request that you may read here.")),
                                        .lines = lines_of(req, &list) };
                ch_pager_view pager = page_pager(req, CH_URL("/requests"), filter.text, &list.page, list.len);
                page_list_view v = { .page = &page,
                                     .title = page_say(req, CH_MSG("Requests")),
                                     .table = &table,
                                     .pager = &pager,
                                     .action = CH_URL("/requests"),
                                     .query = filter.text };

                page_send(req, reply, 200, "list", &v);
        }
        page_look_end(&look);
        return st;
}

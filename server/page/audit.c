#include "audit.h"
#include "page.h"
#include "pages.h"
#include <ch/audit.h>

enum { PAGE = 100, COLUMNS = 5, SHORT_ID = 8 };

static ch_str
short_id(const ch_req *req, ch_uuid id)
{
        ch_str text;

        if (ch_uuid_is_nil(id))
                return CH_LIT("–");
        text = ch_uuid_text(req->arena, id);
        return text.len > SHORT_ID ? (ch_str) { text.p, SHORT_ID } : text;
}

static ch_line_view
line_of(const ch_req *req, const ch_audit_line *a)
{
        ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, COLUMNS);

        if (!cells)
                return (ch_line_view) { 0 };
        cells[0] = (ch_cell_view) { .text = ch_fmt(req->arena, "%llu", (unsigned long long)a->seq),
                                    .is_head = true,
                                    .note = a->hash.len > 16 ? (ch_str) { a->hash.p, 16 } : a->hash };
        cells[1].text = page_time(req, a->at);
        cells[2].text = short_id(req, a->actor);
        cells[3].text = ch_str_of(ch_act_word(a->act));
        cells[4] = (ch_cell_view) { .text = short_id(req, a->object), .note = ch_str_of(ch_status_word(a->outcome)) };
        return (ch_line_view) { { cells, COLUMNS } };
}

ch_status
page_audit_list(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_audit_line *v;
        size_t n;
        int64_t before = 0;
        ch_status st;

        (void)ch_str_int(ch_req_query(req, "after"), 1, INT64_MAX, &before);
        st = ch_audit_list(&look, req->caller.actor, (uint64_t)before, PAGE, &v, &n);
        if (st == CH_OK) {
                ch_page_view page = page_frame(req, reply, CH_MSG("Audit log"));
                ch_cell_view head[] = { { .text = page_say(req, CH_MSG("Number")) },
                                        { .text = page_say(req, CH_MSG("When")) },
                                        { .text = page_say(req, CH_MSG("Account")) },
                                        { .text = page_say(req, CH_MSG("Act")) },
                                        { .text = page_say(req, CH_MSG("Record")) } };
                ch_line_view *lines = CH_NEW_N(req->arena, ch_line_view, n);
                ch_table_view table = { .caption = page_say(req, CH_MSG("Audit log")), .head = CH_LIST_OF(head) };
                ch_pager_view pager = { 0 };
                page_list_view view = {
                        .page = &page, .title = page_say(req, CH_MSG("Audit log")), .table = &table, .pager = &pager
                };

                for (size_t i = 0; lines && i < n; i++)
                        lines[i] = line_of(req, &v[i]);
                table.lines = (ch_list) { lines, lines ? n : 0 };
                if (n == PAGE)
                        pager.next = ch_url_query(req->arena, CH_URL("/audit"), "after",
                                                  ch_fmt(req->arena, "%llu", (unsigned long long)v[n - 1].seq));
                page_send(req, reply, 200, "list", &view);
        }
        page_look_end(&look);
        return st;
}

#include "directory.h"
#include "page.h"
#include "pages.h"
#include <ch/party.h>
#include <string.h>

/* All parties by name in the reader's language; "q" narrows them. */
static size_t
fill_lines(const ch_req *req, const ch_look *look, ch_line_view *lines, const ch_strs *codes, const ch_strs *names)
{
        const ch_vocab *vocab = ch_catalog_vocab(look->cat);
        ch_str wanted = { 0 }, folded;
        size_t n = 0;

        if (ch_text_fold(req->arena, ch_req_query(req, "q"), &wanted) != CH_OK)
                return 0;
        for (size_t i = 0; i < codes->len; i++) {
                const ch_state *state = ch_vocab_state(vocab, codes->v[i]);
                ch_cell_view *cells;

                if (wanted.len && (ch_text_fold(req->arena, names->v[i], &folded) != CH_OK ||
                                   !memmem(folded.p, folded.len, wanted.p, wanted.len)))
                        continue;
                cells = CH_NEW_N(req->arena, ch_cell_view, 3);
                if (!cells)
                        break;
                cells[0] = (ch_cell_view) { .text = names->v[i], .is_head = true };
                cells[1].text = codes->v[i];
                cells[2].text = !state               ? page_say(req, CH_MSG("Organization"))
                                : state->is_observer ? page_say(req, CH_MSG("Observer State"))
                                                     : page_say(req, CH_MSG("Member State"));
                lines[n++].cells = (ch_list) { cells, 3 };
        }
        return n;
}

ch_status
page_directory(ch_req *req, ch_reply *reply)
{
        ch_str text;
        ch_page_ask ask; /* all of it is one page */
        ch_status st = page_list_ask(req, &text, &ask);
        ch_look look = page_look(req);
        ch_page_view page = page_frame(req, reply, CH_MSG("Directory"));
        ch_cell_view head[] = { { .text = page_say(req, CH_MSG("Name")) },
                                { .text = page_say(req, CH_MSG("Code")) },
                                { .text = page_say(req, CH_MSG("Kind")) } };
        ch_table_view table = { .caption = page_say(req, CH_MSG("Parties")),
                                .head = CH_LIST_OF(head),
                                .empty = page_say(req, CH_MSG("Nobody of that name.")) };
        page_list_view v = { .page = &page,
                             .title = page_say(req, CH_MSG("Directory")),
                             .action = CH_URL("/directory"),
                             .query = text,
                             .table = &table };
        ch_strs codes = { 0 }, names = { 0 };
        ch_line_view *lines;

        page_vocab_options(req, ch_catalog_vocab(look.cat), CH_VOCAB_PARTY, &codes, &names);
        lines = CH_NEW_N(req->arena, ch_line_view, codes.len);
        table.lines = (ch_list) { lines, lines && st == CH_OK ? fill_lines(req, &look, lines, &codes, &names) : 0 };
        if (st == CH_OK)
                page_send(req, reply, 200, "list", &v);
        page_look_end(&look);
        return st;
}

#include "offer_show.h"
#include "case.h"
#include "facts.h"
#include "page.h"
#include "pages.h"

static ch_list
summaries(const ch_req *req, const ch_vocab *vocab, const ch_offer *o)
{
        static const char *const names[] = { "party",         "title",     "text",      "kind",
                                             "role",          "lang",      "eligible",  "eligible_note",
                                             "excluded",      "languages", "mode",      "tailoring",
                                             "from",          "until",     "capacity",  "conditions",
                                             "mailbox",       "confirmed", "listed_on", "status_words",
                                             "status_reason", "source",    NULL };
        ch_summary_view *v = CH_NEW_N(req->arena, ch_summary_view, o->areas.len + 1);
        page_facts f = {
                .req = req, .vocab = vocab, .table = &ch_offer_fields, .record = o, .names = names, .lang = o->lang
        };
        size_t n = 0;

        if (!v)
                return (ch_list) { 0 };
        v[n++] = (ch_summary_view) { page_say(req, CH_MSG("The offer")), page_facts_of(&f, 0) };
        f.names = NULL;
        f.table = &ch_area_fields;
        for (size_t i = 0; i < o->areas.len; i++) {
                f.record = &ch_offer_areas(o)[i];
                v[n++] = (ch_summary_view) { page_fill_number(req, CH_MSG("Area {n}"), "n", (int64_t)i + 1),
                                             page_facts_of(&f, 0) };
        }
        return (ch_list) { v, n };
}

static ch_str
heading(const ch_req *req, const ch_offer_view *v)
{
        if (v->offer->title.len)
                return v->offer->title;
        return CH_FILL(req->arena, req->lang, "Offer of {provider}", { "provider", v->party_name });
}

ch_status
page_offer_show(ch_req *req, ch_reply *reply)
{
        ch_uuid id;
        ch_look look;
        page_case c;
        ch_status st = ch_req_id(req, 0, &id);

        if (st != CH_OK)
                return st;
        look = page_look(req);
        st = page_case_of(req, &look, CH_OFFER, id, &c);
        if (st == CH_OK) {
                ch_str title = heading(req, &c.offer);
                ch_page_view page = page_frame_text(req, reply, title);
                ch_tag_view tag = page_status_tag(req, CH_OFFER, c.offer.offer->status);
                page_offer_view v = { .page = &page,
                                      .ref = c.ref,
                                      .title = title,
                                      .lang = c.offer.offer->lang,
                                      .status = &tag,
                                      .moves = page_moves(req, &c),
                                      .is_stale = c.offer.is_stale,
                                      .summaries = summaries(req, ch_catalog_vocab(look.cat), c.offer.offer) };

                if (ch_legal_has(c.moves, CH_ACT_OFFER_EDIT))
                        v.edit = CH_URL_FILL(req->arena, "/offers/{}/edit/what", ch_uuid_text(req->arena, id));
                if (c.offer.offer->status == CH_OFFER_LISTED &&
                    ch_str_eq(c.offer.offer->party, req->caller.actor->party) &&
                    ch_case_may(&look, req->caller.actor, CH_OFFER, id, CH_ACT_SUITABLE_READ) == CH_OK)
                        v.needs = CH_URL_FILL(req->arena, "/offers/{}/needs", ch_uuid_text(req->arena, id));
                page_about(req, &page, &c, CH_URL("/offers"));
                page_send(req, reply, 200, "offer_show", &v);
        }
        page_look_end(&look);
        return st;
}

static ch_line_view
line_of(const ch_req *req, const ch_offer_view *view)
{
        const ch_offer *o = view->offer;
        ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, 4);
        page_case c = { .kind = CH_OFFER, .id = o->head.id };
        ch_tag_view tag = page_status_tag(req, CH_OFFER, o->status);

        if (!cells)
                return (ch_line_view) { 0 };
        cells[0] = (ch_cell_view) { .text = view->party_name,
                                    .is_head = true,
                                    .note = o->head.is_sample ? page_say(req, CH_MSG("Sample")) : CH_LIT("") };
        cells[1] = (ch_cell_view) { .text = o->head.ref, .url = page_case_url(req, &c) };
        cells[2] = (ch_cell_view) { .text = o->title.len   ? o->title
                                            : o->areas.len ? ch_offer_areas(o)[0].text
                                                           : CH_LIT(""),
                                    .lang = o->lang };
        cells[3] = (ch_cell_view) { .text = tag.text, .tone = tag.tone };
        return (ch_line_view) { { cells, 4 } };
}

ch_status
page_offer_list(ch_req *req, ch_reply *reply)
{
        ch_look look = page_look(req);
        ch_offer_filter filter = { 0 };
        ch_offer_list list;
        ch_status st = page_list_ask(req, &filter.text, &filter.page);

        if (st == CH_OK)
                st = ch_offers(&look, req->caller.actor, &filter, &list);
        if (st == CH_OK) {
                ch_page_view page = page_frame(req, reply, CH_MSG("Offers"));
                ch_cell_view head[] = { { .text = page_say(req, CH_MSG("Provider")) },
                                        { .text = page_say(req, CH_MSG("Reference")) },
                                        { .text = page_say(req, CH_MSG("What it does")) },
                                        { .text = page_say(req, CH_MSG("Status")) } };
                ch_line_view *lines = CH_NEW_N(req->arena, ch_line_view, list.len);
                ch_table_view table = { .caption = page_say(req, CH_MSG("Offers")),
                                        .head = CH_LIST_OF(head),
                                        .empty = page_say(req, CH_MSG("There is no offer that you may read here.")) };
                ch_pager_view pager = page_pager(req, CH_URL("/offers"), filter.text, &list.page, list.len);
                page_list_view v = { .page = &page,
                                     .title = page_say(req, CH_MSG("Offers")),
                                     .action = CH_URL("/offers"),
                                     .query = filter.text,
                                     .table = &table,
                                     .pager = &pager };

                for (size_t i = 0; lines && i < list.len; i++)
                        lines[i] = line_of(req, &list.v[i]);
                table.lines = (ch_list) { lines, lines ? list.len : 0 };
                page_send(req, reply, 200, "list", &v);
        }
        page_look_end(&look);
        return st;
}

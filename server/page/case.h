/* case.h – what a page says of any case (request, offer, match): heading, who holds it, what may be done next. */
#ifndef CH_SERVER_PAGE_CASE_H
#define CH_SERVER_PAGE_CASE_H
#include "page.h"
#include <ch/matches.h>

/* A case as its reader may see it; views and their parts live in the look's arena. */
typedef struct page_case {
        ch_kind kind;
        ch_uuid id;
        uint32_t version;
        /* Empty where not open to this reader; of a match the title names both sides. */
        ch_str ref, title;
        /* Into the view of its kind below. */
        const ch_holding *holding;
        const ch_legal *moves;
        bool is_sample;
        /* Its own page, "/requests/ID". */
        ch_url url;
        /* The one of its kind is filled, the others are zero. */
        ch_request_view request;
        ch_offer_view offer;
        ch_match_view match;
} page_case;

/* Fetches the case through its service, as the caller may see it; of kinds request, offer, match. CH_HIDDEN: not at
 * all. */
CH_MUST_CHECK ch_status page_case_of(ch_req *req, const ch_look *look, ch_kind kind, ch_uuid id, page_case *out);
/* The record of the view, redacted as fetched. */
const void *page_case_record(const page_case *c);
/* Makes the page one about this case: the box "held by … until …" (none when nobody holds it), the banner of samples,
 * the way back. */
void page_about(const ch_req *req, ch_page_view *page, const page_case *c, ch_url back);
/* The case's own page; only kind and id need be set. */
ch_url page_case_url(const ch_req *req, const page_case *c);
/* A move's own page: /requests/ID/do/WORD. */
ch_url page_move_url(const ch_req *req, const page_case *c, const char *word);
/* Buttons for the legal moves that have a page (moves.h), as ch_link_view; in the procedure's order. */
ch_list page_moves(const ch_req *req, const page_case *c);
/* Why a pairing has its score: factor, what met, points; adds up to score. NULL: the arena is full. */
const ch_reasons_view *page_reasons(const ch_req *req, const ch_look *look, const ch_reason *why, size_t n,
                                    int64_t score);
/* Status of a record in the reader's words, with its colour. */
ch_tag_view page_status_tag(const ch_req *req, ch_kind kind, int32_t status);
#endif

/* lists.c – what lists share: previous and next page, the coloured word of a status. */
#include "case.h"
#include "limit.h"
#include "page.h"
#include <ch/base/utf8.h>

enum { PAGE_ENTRIES = 50 };

ch_status
page_list_ask(const ch_req *req, ch_str *text, ch_page_ask *page)
{
        int64_t most = ch_limit(CH_LIMIT_PAGE_SIZE);

        *text = ch_req_query(req, "q");
        *page = (ch_page_ask) { .after = ch_req_query(req, "after"),
                                .size = (size_t)(most < PAGE_ENTRIES ? most : PAGE_ENTRIES) };
        return ch_utf8_len(*text) > (size_t)ch_limit(CH_LIMIT_SEARCH_CHARS) ? CH_MALFORMED : CH_OK;
}

static ch_url
with_query(const ch_req *req, ch_url base, ch_str query, ch_str after)
{
        if (query.len)
                base = ch_url_query(req->arena, base, "q", query);
        return after.len ? ch_url_query(req->arena, base, "after", after) : base;
}

ch_pager_view
page_pager(const ch_req *req, ch_url base, ch_str query, const ch_page_info *info, size_t shown)
{
        ch_pager_view pager = { 0 };
        ch_arena *a = req->arena;

        if (!info->total)
                return pager;
        pager.where = CH_FILL(a, req->lang, "{first} to {last} of {total}", { "first", ch_fmt(a, "%zu", info->first) },
                              { "last", ch_fmt(a, "%zu", info->first + shown - 1) },
                              { "total", ch_fmt(a, "%zu", info->total) });
        if (info->next.len)
                pager.next = with_query(req, base, query, info->next);
        if (info->has_previous)
                pager.previous = with_query(req, base, query, info->previous);
        return pager;
}

static const char *const request_tones[CH__REQUEST_STATUS_MAX] = {
        [CH_REQUEST_DRAFT] = "grey",     [CH_REQUEST_INFORMAL] = "grey",  [CH_REQUEST_NOT_PURSUED] = "grey",
        [CH_REQUEST_SUBMITTED] = "blue", [CH_REQUEST_BACK] = "orange",    [CH_REQUEST_AUTHENTICATED] = "blue",
        [CH_REQUEST_OPEN] = "green",     [CH_REQUEST_RESTING] = "yellow", [CH_REQUEST_CLOSED] = "grey",
        [CH_REQUEST_WITHDRAWN] = "grey",
};
static const char *const offer_tones[CH__OFFER_STATUS_MAX] = {
        [CH_OFFER_DRAFT] = "grey",     [CH_OFFER_SUBMITTED] = "blue", [CH_OFFER_LISTED] = "green",
        [CH_OFFER_RESTING] = "yellow", [CH_OFFER_CLOSED] = "grey",    [CH_OFFER_RETURNED] = "orange",
};
static const char *const match_tones[CH__MATCH_STATUS_MAX] = {
        [CH_MATCH_SUGGESTED] = "grey",       [CH_MATCH_SET_ASIDE] = "grey",
        [CH_MATCH_PROPOSED] = "blue",        [CH_MATCH_ENDORSED] = "blue",
        [CH_MATCH_CLEARED] = "blue",         [CH_MATCH_INVITED] = "yellow",
        [CH_MATCH_OFFERED] = "yellow",       [CH_MATCH_DECLINED] = "grey",
        [CH_MATCH_VOLUNTEERED] = "blue",     [CH_MATCH_PASSED_ON] = "blue",
        [CH_MATCH_ASKED_FOR] = "blue",       [CH_MATCH_ACCEPTED] = "green",
        [CH_MATCH_CHANGES_ASKED] = "orange", [CH_MATCH_DECLINED_BY_STATE] = "grey",
        [CH_MATCH_DELIVERING] = "green",     [CH_MATCH_SUSPENDED] = "yellow",
        [CH_MATCH_REPORTED] = "yellow",      [CH_MATCH_DELIVERED] = "green",
        [CH_MATCH_CLOSED] = "grey",          [CH_MATCH_LAPSED] = "grey",
        [CH_MATCH_WITHDRAWN] = "grey",       [CH_MATCH_RESCINDED] = "red",
};

ch_tag_view
page_status_tag(const ch_req *req, ch_kind kind, int32_t status)
{
        const ch_field *f = ch_field_find(ch_kind_fields(kind), CH_LIT("status"));
        const char *const *tones = kind == CH_REQUEST ? request_tones : kind == CH_OFFER ? offer_tones : match_tones;

        return (ch_tag_view) { page_say(req, ch_enum_label(f, status)), ch_str_of(tones[status]) };
}

/* api.h – what every JSON presenter uses: reading a small input, writing an answer, refusing with every fault at once.
 *
 * A presenter fetches views from a service and writes them as JSON; it decides nothing. It writes only the groups that
 * the view has. Names in an answer are in the caller's language, codes are not translated. Everything lives in the
 * request's arena; an overflow becomes a 413 by itself. Called on I/O threads, and on the writer thread from .run.
 */
#ifndef CH_SERVER_API_H
#define CH_SERVER_API_H
#include "route.h"
#include <ch/json_in.h>
#include <ch/json_out.h>
#include <ch/matches.h>
#include <ch/msg.h>
#include <ch/weighing.h>

/* ---- looking ---- */
/* The catalogue and this thread's connection, for a GET row and .read; ch_look_end on every way out. Inside a
 * work &work->look, in the caller's language too, shows what his GET would show after it. */
ch_look api_look(ch_req *req);

/* ---- answering ---- */
/* One JSON object being written; begin opens it. */
typedef struct api_out {
        ch_req *req;
        ch_arena *arena;
        ch_buf buf;
        ch_json j;
        /* Members that name a factor, once they have been written: for the next line. */
        ch_str factors[CH__FACTOR_MAX];
} api_out;
void api_begin(api_out *o, ch_req *req);
/* Closes the object. Empty when it did not fit. */
ch_str api_end(api_out *o);
/* The same without the braces, to be written again and again (ch_json_members). */
ch_str api_end_members(api_out *o);
/* Closes the object and makes it the answer. What did not fit is a 413 by itself. */
void api_send(api_out *o, ch_reply *reply, uint16_t code);

/* A refusal as problem+json: "errors" names every fault of issues, "legal" the moves that the record named by the
 * address would allow; either may be NULL. A conflict says its first issue as detail. Returns st. */
ch_status api_refuse(ch_req *req, ch_reply *reply, ch_status st, const ch_issues *issues, const ch_legal *legal);
/* What a work was refused for: with its issues (invalid, conflict, too many) or legal moves. Returns st. */
ch_status api_refuse_work(ch_req *req, ch_reply *reply, ch_status st, const ch_work *work);
/* The same where the service calls the coded reason "code" and the API "reason". */
ch_status api_refuse_step(ch_req *req, ch_reply *reply, ch_status st, ch_work *work);

/* ---- reading ---- */
typedef struct api_ask {
        /* Keys that are taken; any other is an issue. */
        const ch_fields *fields;
        ch_kind kind;
        const char *const *others; /* keys of the caller's, NULL-ended; may be NULL */
} api_ask;
/* The body into the record `into`, zeroed or as it was made, by a field table: CH_WRITABLE fields only. A table of the
 * house's own kinds is checked too (kind), an input's by its flags and limits (CH_KIND_NONE). Every fault at once is
 * answered; then the status is not CH_OK. names (may be NULL) gets the keys that were there. */
CH_MUST_CHECK ch_status api_read(ch_req *req, ch_reply *reply, const api_ask *ask, void *into, ch_strs *names);
/* The same of a small input, the struct made anew and left in req->draft. */
CH_MUST_CHECK ch_status api_read_draft(ch_req *req, ch_reply *reply, const ch_fields *fields);
/* All small inputs, for the test that compares them with the description of the API. */
size_t api_inputs(const ch_fields *const **first);

/* Query parameters; names ends with NULL. Any other parameter but lang, and below a value that cannot be read, is an
 * issue by its name: answer CH_MALFORMED (400) when there are any. */
void api_query_known(const ch_req *req, const char *const *names, ch_issues *issues);
/* A whole number from 1 to most; 0 without the parameter. */
int64_t api_query_int(const ch_req *req, const char *name, int64_t most, ch_issues *issues);
/* Words of a table, several separated by commas: bit = 1 << index. */
uint32_t api_query_words(const ch_req *req, const char *name, const char *const *words, ch_issues *issues);
/* The part of an offer's provider, as the engine takes it: 0 without the parameter "role". */
int32_t api_query_role(const ch_req *req, ch_issues *issues);
/* nil, false, empty without the parameter. A text has at most CH_LIMIT_SEARCH_CHARS characters; a flag is true or
 * false. */
ch_uuid api_query_id(const ch_req *req, const char *name, ch_issues *issues);
bool api_query_flag(const ch_req *req, const char *name, ch_issues *issues);
ch_str api_query_text(const ch_req *req, const char *name, ch_issues *issues);
/* "after" and "size", at most CH_LIMIT_PAGE_SIZE. */
ch_page_ask api_query_page(const ch_req *req, ch_issues *issues);
/* A day, CH_DAY_NONE without the parameter. */
ch_day api_query_day(const ch_req *req, const char *name, ch_issues *issues);

/* A Link header: this address with the parameter `name` set to value, taken out where it is empty; rel: "next", "prev".
 */
void api_link(ch_reply *reply, const char *rel, const char *name, ch_str value);
/* A list as the answer: its items, "total" and "first", and the Link header: this address with other cursors.
 *
 *   {"total": 120, "first": 51, "next": "CURSOR", "items": [{…}, …]}
 */
typedef struct api_list {
        const ch_page_info *page;
        const void *of; /* what the service gave; its entries from the one numbered first, from 0 */
        size_t len, first;
        void (*put)(api_out *o, const void *of, size_t i); /* the members of its i-th item */
} api_list;
void api_send_list(ch_req *req, ch_reply *reply, const api_list *list);
/* The same of a list that the service gave whole: as many as size (0: the usual number) behind the entry whose id the
 * parameter "after" is. CH_MALFORMED: there is no such entry. */
CH_MUST_CHECK ch_status api_send_cut(ch_req *req, ch_reply *reply, const api_list *whole, size_t size,
                                     ch_uuid (*id_of)(const void *of, size_t i));

/* ---- records ---- */
/* Members "id", "ref", "is_sample" and, where whole, "version" and who changed it when: a reader who does not see all
 * of a record must not see that something of it changed either. */
void api_put_head(api_out *o, const ch_head *head, bool whole);
/* What to write of a record: bit = 1 << ch_group of groups; skip is NULL-ended, may be NULL. */
typedef struct api_fields {
        const ch_fields *table;
        uint32_t groups;
        const char *const *skip;
} api_fields;
/* Each field of the table that is in groups, not empty and not named in skip, under its name. */
void api_put_fields(api_out *o, const api_fields *f, const void *record);
/* "groups": ["summary", …]; "held_by": {…}; key: [{act, label, href, needs_reason, reasons}, …], href without id left
 * out. */
void api_put_groups(api_out *o, uint32_t groups);
void api_put_holding(api_out *o, const ch_holding *holding);
void api_put_moves(api_out *o, const char *key, ch_uuid id, const ch_legal *moves);
/* A pair that is left out when the text is empty, the id nil, the day none, the time 0. */
void api_put_text(api_out *o, const char *key, ch_str text);
void api_put_id(api_out *o, const char *key, ch_uuid id);
void api_put_day(api_out *o, const char *key, ch_day day);
void api_put_time(api_out *o, const char *key, ch_time at);
/* "reasons": factor, sentence, codes; with points where scored. */
void api_put_reasons(api_out *o, const ch_reason *v, size_t n, bool scored);

/* A whole record as one answer: the members of its object, between api_begin and api_end. Brief is for lists: what is
 * said in own words is left out, since opening a whole record counts. */
void api_put_request(api_out *o, const ch_request_view *view, bool brief);
void api_put_offer(api_out *o, const ch_offer_view *view, bool brief);
void api_put_match(api_out *o, const ch_match_view *view, bool brief);
void api_put_weights(api_out *o, const ch_weights_view *view);
/* The record as its caller sees it now, of kinds request, offer, match and weights (asserted). CH_HIDDEN: not at all.
 * Its ETag is that of these bytes. */
CH_MUST_CHECK ch_status api_record(ch_req *req, const ch_look *look, ch_kind kind, ch_uuid id, ch_str *json);
/* The same as the whole answer to a GET that names it as {id}. */
ch_status api_show(ch_req *req, ch_reply *reply, ch_kind kind);
/* "/api/v1/requests/ID". */
ch_url api_record_url(ch_arena *arena, ch_kind kind, ch_uuid id);

/* ---- ends of a work ---- */
/* The record as it now stands: 200, or 201 with its address; 204 when the caller may no longer see it. */
ch_status api_done(ch_req *req, ch_work *work, ch_reply *reply, ch_kind kind, const ch_made *made, uint16_t code);
/* Does If-Match name what this caller would see now? CH_NEED_VERSION: there is none though it is needed; CH_STALE: it
 * names something else; CH_HIDDEN: there is nothing to see, or he may never do the row's act. Without If-Match and
 * need: CH_OK, nothing is read. */
CH_MUST_CHECK ch_status api_check_match(ch_req *req, ch_work *work, ch_kind kind, ch_uuid id, bool needed);
#endif

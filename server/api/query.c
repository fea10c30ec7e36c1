/* query.c – parameters of lists, and the addresses of their neighbours. */
#include "api.h"
#include "limit.h"
#include <ch/base/utf8.h>
#include <string.h>

static void
complain(ch_issues *issues, const char *name, const char *msg, ch_str value, int64_t max)
{
        ch_issue_put(issues, &(ch_issue) { .field = ch_str_of(name), .msg = msg, .value = value, .max = max });
}

static bool
is_known(const char *const *names, ch_str name)
{
        for (; *names; names++)
                if (ch_str_is(name, *names))
                        return true;
        return ch_str_is(name, "lang");
}

void
api_query_known(const ch_req *req, const char *const *names, ch_issues *issues)
{
        for (size_t i = 0; i < req->query.len; i++) {
                ch_str name = req->query.v[i].name;

                if (!is_known(names, name))
                        ch_issue_put(issues,
                                     &(ch_issue) { .field = name,
                                                   .msg = CH_MSG("There is no parameter “{value}” here. Leave it "
                                                                 "out, or correct its spelling."),
                                                   .value = name });
        }
}

int64_t
api_query_int(const ch_req *req, const char *name, int64_t most, ch_issues *issues)
{
        ch_str text = ch_req_query(req, name);
        int64_t n = 0;

        if (text.len && !ch_str_int(text, 1, most, &n))
                complain(issues, name, CH_MSG("A whole number from 1 to {max} is expected here."), text, most);
        return n;
}

uint32_t
api_query_words(const ch_req *req, const char *name, const char *const *words, ch_issues *issues)
{
        ch_str rest = ch_req_query(req, name), one;
        uint32_t bits = 0;

        while (ch_str_cut(&rest, ',', &one)) {
                int32_t at;

                if (one.len && ch_enum_parse(words, one, &at))
                        bits |= 1U << at;
                else
                        complain(issues, name, CH_MSG("“{value}” is not one of the words known here."), one, 0);
        }
        return bits;
}

int32_t
api_query_role(const ch_req *req, ch_issues *issues)
{
        ch_str word = ch_req_query(req, "role");
        int32_t role = -1;

        if (word.len && !ch_enum_parse(ch_offer_role_names, word, &role))
                complain(issues, "role", CH_MSG("“{value}” is not one of the words known here."), word, 0);
        return role + 1;
}

ch_uuid
api_query_id(const ch_req *req, const char *name, ch_issues *issues)
{
        ch_str word = ch_req_query(req, name);
        ch_uuid id = { 0 };

        if (word.len && !ch_uuid_parse(word, &id))
                complain(issues, name, CH_MSG("The id of a record is expected here."), word, 0);
        return id;
}

bool
api_query_flag(const ch_req *req, const char *name, ch_issues *issues)
{
        ch_str text = ch_req_query(req, name);

        if (text.len && !ch_str_is(text, "true") && !ch_str_is(text, "false"))
                complain(issues, name, CH_MSG("true or false is expected here."), text, 0);
        return ch_str_is(text, "true");
}

ch_str
api_query_text(const ch_req *req, const char *name, ch_issues *issues)
{
        ch_str text = ch_req_query(req, name);
        int64_t most = ch_limit(CH_LIMIT_SEARCH_CHARS);

        if (ch_utf8_len(text) > (size_t)most)
                complain(issues, name, CH_MSG("This is too long: {max} at most."), (ch_str) { NULL, 0 }, most);
        return text;
}

ch_page_ask
api_query_page(const ch_req *req, ch_issues *issues)
{
        int64_t most = ch_limit(CH_LIMIT_PAGE_SIZE);

        return (ch_page_ask) { .after = ch_req_query(req, "after"),
                               .size = (size_t)api_query_int(req, "size", most, issues) };
}

ch_day
api_query_day(const ch_req *req, const char *name, ch_issues *issues)
{
        ch_str text = ch_req_query(req, name);
        ch_day day = CH_DAY_NONE;

        if (text.len && !ch_day_parse(text, &day))
                complain(issues, name, CH_MSG("A day is expected here, such as 2026-08-05."), text, 0);
        return day;
}

/* This address with the named parameter changed: all others stay as they were asked. */
static ch_str
neighbour(const ch_req *req, const char *name, ch_str value)
{
        ch_buf b = ch_buf_new(req->arena);
        char sep = '?';
        ch_str out;

        ch_buf_str(&b, req->path);
        for (size_t i = 0; i < req->query.len; i++) {
                const ch_pair *p = &req->query.v[i];

                if (ch_str_is(p->name, name))
                        continue;
                ch_buf_char(&b, sep);
                ch_buf_str(&b, ch_percent_encode(req->arena, p->name));
                ch_buf_char(&b, '=');
                ch_buf_str(&b, ch_percent_encode(req->arena, p->value));
                sep = '&';
        }
        if (value.len) {
                ch_buf_char(&b, sep);
                ch_buf_lit(&b, name);
                ch_buf_char(&b, '=');
                ch_buf_str(&b, ch_percent_encode(req->arena, value));
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : (ch_str) { NULL, 0 };
}

void
api_link(ch_reply *reply, const char *rel, const char *name, ch_str value)
{
        ch_str to = neighbour(reply->req, name, value);

        if (to.len)
                ch_reply_header_add(reply, "Link",
                                    ch_fmt(reply->req->arena, "%c%.*s>; rel=\"%s\"", '<', (int)to.len, to.p, rel));
}

static void
put_page(api_out *o, ch_reply *reply, const ch_page_info *info)
{
        ch_json_pair_int(&o->j, "total", (int64_t)info->total);
        ch_json_pair_int(&o->j, "first", (int64_t)info->first);
        if (info->next.len) {
                ch_json_pair(&o->j, "next", info->next);
                api_link(reply, "next", "after", info->next);
        }
        if (info->has_previous)
                api_link(reply, "prev", "after", info->previous);
}

void
api_send_list(ch_req *req, ch_reply *reply, const api_list *list)
{
        api_out o;

        api_begin(&o, req);
        put_page(&o, reply, list->page);
        ch_json_key(&o.j, "items");
        ch_json_list(&o.j);
        for (size_t i = 0; i < list->len; i++) {
                ch_json_object(&o.j);
                list->put(&o, list->of, list->first + i);
                ch_json_end(&o.j);
        }
        ch_json_end(&o.j);
        api_send(&o, reply, 200);
}

/* Where the page of the cursor begins: behind the entry that it names. */
static ch_status
start_of(ch_str after, const api_list *whole, ch_uuid (*id_of)(const void *of, size_t i), size_t *first)
{
        ch_uuid id;

        *first = 0;
        if (!after.len)
                return CH_OK;
        if (!ch_uuid_parse(after, &id))
                return CH_MALFORMED;
        for (size_t i = 0; i < whole->len; i++)
                if (ch_uuid_eq(id_of(whole->of, i), id)) {
                        *first = i + 1;
                        return CH_OK;
                }
        return CH_MALFORMED;
}

ch_status
api_send_cut(ch_req *req, ch_reply *reply, const api_list *whole, size_t size,
             ch_uuid (*id_of)(const void *of, size_t i))
{
        ch_page_info page = { .total = whole->len };
        api_list list = *whole;
        ch_status st = start_of(ch_req_query(req, "after"), whole, id_of, &list.first);

        if (st != CH_OK)
                return st;
        if (!size)
                size = CH_PAGE_MAX / 2;
        list.page = &page;
        list.len = whole->len - list.first < size ? whole->len - list.first : size;
        page.first = list.len ? list.first + 1 : 0;
        page.has_previous = list.first > 0;
        if (list.first + list.len < whole->len)
                page.next = ch_uuid_text(req->arena, id_of(whole->of, list.first + list.len - 1));
        if (list.first > size)
                page.previous = ch_uuid_text(req->arena, id_of(whole->of, list.first - size - 1));
        api_send_list(req, reply, &list);
        return CH_OK;
}

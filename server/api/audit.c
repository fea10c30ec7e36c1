#include "api.h"
#include "staff.h"
#include <ch/audit.h>

static void
put_line(api_out *o, const ch_audit_line *line)
{
        ch_json_object(&o->j);
        ch_json_pair_int(&o->j, "seq", (int64_t)line->seq);
        ch_json_pair(&o->j, "at", ch_time_text(o->arena, line->at));
        api_put_id(o, "actor", line->actor);
        ch_json_pair(&o->j, "act", ch_str_of(ch_act_word(line->act)));
        if (line->kind != CH_KIND_NONE)
                ch_json_pair(&o->j, "kind", ch_str_of(ch_kind_word(line->kind)));
        api_put_id(o, "object", line->object);
        ch_json_pair(&o->j, "outcome", ch_str_of(ch_status_word(line->outcome)));
        api_put_text(o, "details", line->details);
        ch_json_pair(&o->j, "hash", line->hash);
        ch_json_end(&o->j);
}

/* One line more than the page tells whether there is a next one. */
static void
send_list(ch_req *req, ch_reply *reply, const ch_audit_line *v, size_t n, size_t size)
{
        bool has_next = n > size;
        api_out o;

        api_begin(&o, req);
        if (has_next) {
                ch_str next = ch_fmt(req->arena, "%llu", (unsigned long long)v[size - 1].seq);

                ch_json_pair(&o.j, "next", next);
                api_link(reply, "next", "after", next);
        }
        ch_json_key(&o.j, "items");
        ch_json_list(&o.j);
        for (size_t i = 0; i < n && i < size; i++)
                put_line(&o, &v[i]);
        ch_json_end(&o.j);
        api_send(&o, reply, 200);
}

ch_status
api_audit_list(ch_req *req, ch_reply *reply)
{
        static const char *const names[] = { "after", "size", NULL };
        ch_issues issues = ch_issues_new(req->arena);
        ch_page_ask ask = api_query_page(req, &issues);
        int64_t before = api_query_int(req, "after", INT64_MAX, &issues);
        ch_audit_line *v;
        size_t n;
        ch_look look;
        ch_status st;

        api_query_known(req, names, &issues);
        if (issues.len)
                return api_refuse(req, reply, CH_MALFORMED, &issues, NULL);
        if (!ask.size)
                ask.size = CH_PAGE_MAX / 2;
        look = api_look(req);
        st = ch_audit_list(&look, req->caller.actor, (uint64_t)before, ask.size + 1, &v, &n);
        if (st == CH_OK)
                send_list(req, reply, v, n, ask.size);
        ch_look_end(&look);
        return st;
}

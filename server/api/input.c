/* input.c – the body of a request into a record, by its field table. */
#include "api.h"
#include <ch/base/utf8.h>
#include <ch/msg.h>

static ch_strs
keys_of(ch_arena *arena, const ch_json_value *object, const ch_fields *fields)
{
        ch_strs out = { CH_NEW_N(arena, ch_str, object->len), 0 };

        for (size_t i = 0; out.v && i < object->len; i++) {
                const ch_field *f = ch_field_find(fields, object->v[i].key);

                if (f && f->flags & CH_WRITABLE)
                        out.v[out.len++] = object->v[i].key;
        }
        return out;
}

static bool
is_too_long(const ch_field *f, const void *record)
{
        const void *at = ch_field_in(f, record);

        if (f->kind == CH_FIELD_LINE || f->kind == CH_FIELD_TEXT || f->kind == CH_FIELD_CODE)
                return ch_utf8_len(*(const ch_str *)at) > f->max;
        return f->kind == CH_FIELD_CODES && ((const ch_strs *)at)->len > f->max;
}

/* What ch_record_check does for records, as far as a small input has it. */
static void
check_input(const ch_fields *fields, const void *record, ch_issues *issues)
{
        for (size_t i = 0; i < fields->len; i++) {
                const ch_field *f = &fields->v[i];
                ch_str name = ch_str_of(f->name);

                if (ch_issue_of(issues, name))
                        continue;
                if (f->flags & CH_REQUIRED && ch_field_is_empty(f, record))
                        ch_issue_put(issues, &(ch_issue) { .field = name,
                                                           .msg = CH_MSG("The key “{value}” is missing. Add it."),
                                                           .value = name });
                else if (is_too_long(f, record))
                        ch_issue_put(issues, &(ch_issue) { .field = name,
                                                           .msg = CH_MSG("This is too long: {max} at most."),
                                                           .max = f->max });
        }
}

ch_status
api_read(ch_req *req, ch_reply *reply, const api_ask *ask, void *into, ch_strs *names)
{
        ch_json_pick pick = { .fields = ask->fields, .which = CH_WRITABLE, .others = ask->others };
        ch_issues issues = ch_issues_new(req->arena);
        const ch_json_value *object;
        ch_status st = ch_json_parse(req->body, &issues, &object);

        if (st != CH_OK)
                return api_refuse(req, reply, st, &issues, NULL);
        st = ch_json_fill(object, &pick, into, &issues);
        if (st == CH_TOO_LARGE)
                return st;
        if (object->type == CH_JSON_OBJECT && ask->kind != CH_KIND_NONE)
                ch_record_check(ask->kind, into, ch_desk_vocab(req->desk), false, &issues);
        else if (object->type == CH_JSON_OBJECT)
                check_input(ask->fields, into, &issues);
        if (names)
                *names = keys_of(req->arena, object, ask->fields);
        st = ch_issues_status(&issues);
        return st == CH_OK ? st : api_refuse(req, reply, st, &issues, NULL);
}

ch_status
api_read_draft(ch_req *req, ch_reply *reply, const ch_fields *fields)
{
        api_ask ask = { .fields = fields };

        req->draft = ch_arena_alloc(req->arena, 1, fields->size);
        return req->draft ? api_read(req, reply, &ask, req->draft, NULL) : CH_TOO_LARGE;
}

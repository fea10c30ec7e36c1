#include "facts.h"
#include <ch/party.h>
#include <ch/request.h>

static ch_str
join(ch_arena *arena, ch_strs words)
{
        ch_buf b = ch_buf_new(arena);
        ch_str out;

        for (size_t i = 0; i < words.len; i++) {
                ch_buf_lit(&b, i ? "; " : "");
                ch_buf_str(&b, words.v[i]);
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : CH_LIT("");
}

static ch_str
codes_text(const page_facts *facts, const ch_field *f, ch_strs codes)
{
        ch_strs names = { 0 };

        for (size_t i = 0; i < codes.len; i++)
                names = ch_strs_add(facts->req->arena, names,
                                    page_code_name(facts->req, facts->vocab, f->vocab, codes.v[i]));
        return join(facts->req->arena, names);
}

static ch_str
date_text(const page_facts *facts, const ch_field *f)
{
        const ch_date *d = ch_field_in(f, facts->record);

        if (d->day)
                return page_day(facts->req, ch_date_first(*d));
        return ch_date_text(facts->req->arena, *d);
}

static ch_str
recipients_text(const page_facts *facts, const ch_parts *parts)
{
        const ch_recipient *r = parts->v;
        ch_strs lines = { 0 };

        for (size_t i = 0; i < parts->len; i++) {
                ch_str name = page_code_name(facts->req, facts->vocab, CH_VOCAB_RECIPIENT, r[i].code);

                if (r[i].number)
                        name = ch_fmt(facts->req->arena, "%.*s: %lld", (int)name.len, name.p, (long long)r[i].number);
                lines = ch_strs_add(facts->req->arena, lines, name);
        }
        return join(facts->req->arena, lines);
}

static ch_str
reason_text(const page_facts *facts, ch_str code)
{
        ch_kind kind = ch_kind_of(ch_str_of(facts->table->record));
        const char *label = ch_status_reason(kind, ch_record_status(kind, facts->record), code);

        return *label ? page_say(facts->req, label) : code;
}

ch_str
page_fact_text(const page_facts *facts, const ch_field *f)
{
        const void *at = ch_field_in(f, facts->record);

        if (ch_str_is(ch_str_of(f->name), "status_reason"))
                return reason_text(facts, *(const ch_str *)at);
        if (f->kind == CH_FIELD_ENUM)
                return page_say(facts->req, ch_enum_label(f, *(const int32_t *)at));
        if (f->kind == CH_FIELD_CODE)
                return page_code_name(facts->req, facts->vocab, f->vocab, *(const ch_str *)at);
        if (f->kind == CH_FIELD_CODES)
                return codes_text(facts, f, *(const ch_strs *)at);
        if (f->kind == CH_FIELD_FLAG)
                return page_say(facts->req, *(const bool *)at ? CH_MSG("Yes") : CH_MSG("No"));
        if (f->kind == CH_FIELD_DATE)
                return date_text(facts, f);
        if (f->kind == CH_FIELD_TIME)
                return page_time(facts->req, *(const ch_time *)at);
        if (f->parts == &ch_recipient_fields)
                return recipients_text(facts, at);
        return join(facts->req->arena, ch_field_words(facts->req->arena, f, facts->record));
}

static bool
is_wanted(const page_facts *facts, const ch_field *f, unsigned flags)
{
        if (f->kind == CH_FIELD_PARTS && f->parts != &ch_recipient_fields)
                return false;
        if (ch_field_is_empty(f, facts->record) || f->kind == CH_FIELD_UUID || ch_str_is(ch_str_of(f->name), "no"))
                return false;
        if (!facts->names)
                return !flags || (f->flags & flags);
        for (const char *const *name = facts->names; *name; name++) {
                if (ch_str_is(ch_str_of(f->name), *name))
                        return true;
        }
        return false;
}

ch_list
page_facts_of(const page_facts *facts, unsigned flags)
{
        ch_fact_view *v = CH_NEW_N(facts->req->arena, ch_fact_view, facts->table->len);
        size_t n = 0;

        for (size_t i = 0; v && i < facts->table->len; i++) {
                const ch_field *f = &facts->table->v[i];

                if (!is_wanted(facts, f, flags))
                        continue;
                if (facts->change) {
                        v[n].change = facts->change(facts->ctx, ch_str_of(f->name));
                        if (!v[n].change.text.len)
                                continue; /* asked on no page: nothing to check here */
                }
                v[n].key = page_say(facts->req, f->label);
                v[n].value = page_fact_text(facts, f);
                if (f->kind == CH_FIELD_TEXT || f->kind == CH_FIELD_LINE)
                        v[n].lang = facts->lang;
                n++;
        }
        return (ch_list) { v, n };
}

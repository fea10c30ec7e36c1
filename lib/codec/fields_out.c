/* fields_out.c – records as JSON by their field tables, and what is wrong with an input. */
#include <ch/json_out.h>

typedef void put_fn(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at);

static void
put_text(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at)
{
        (void)show, (void)f;
        ch_json_text(j, *(const ch_str *)at);
}

static void
put_codes(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at)
{
        (void)show, (void)f;
        ch_json_texts(j, *(const ch_strs *)at);
}

static void
put_enum(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at)
{
        const char *word = ch_enum_word(f->names, *(const int32_t *)at);

        (void)show;
        if (*word)
                ch_json_text(j, ch_str_of(word));
        else
                ch_json_null(j);
}

static void
put_flag(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at)
{
        (void)show, (void)f;
        ch_json_flag(j, *(const bool *)at);
}

static void
put_number(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at)
{
        (void)show, (void)f;
        ch_json_int(j, *(const int64_t *)at);
}

static void
put_or_null(ch_json *j, ch_str text)
{
        if (text.len)
                ch_json_text(j, text);
        else
                ch_json_null(j);
}

static void
put_date(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at)
{
        ch_date d = *(const ch_date *)at;

        (void)show, (void)f;
        put_or_null(j, ch_date_is_set(d) ? ch_date_text(j->out->arena, d) : (ch_str) { NULL, 0 });
}

static void
put_time(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at)
{
        ch_time t = *(const ch_time *)at;

        (void)show, (void)f;
        put_or_null(j, t ? ch_time_text(j->out->arena, t) : (ch_str) { NULL, 0 });
}

static void
put_uuid(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at)
{
        ch_uuid id = *(const ch_uuid *)at;

        (void)show, (void)f;
        put_or_null(j, ch_uuid_is_nil(id) ? (ch_str) { NULL, 0 } : ch_uuid_text(j->out->arena, id));
}

static void
put_parts(ch_json *j, const ch_json_show *show, const ch_field *f, const void *at)
{
        const ch_parts *parts = at;
        ch_json_show inner = { f->parts, show->which, show->groups };

        ch_json_list(j);
        for (size_t i = 0; i < parts->len; i++) {
                ch_json_object(j);
                ch_json_fields(j, &inner, (const char *)parts->v + i * f->parts->size);
                ch_json_end(j);
        }
        ch_json_end(j);
}

void
ch_json_field(ch_json *j, const ch_json_show *show, const ch_field *f, const void *record)
{
        static put_fn *const puts[CH__FIELD_KIND_MAX] = {
                [CH_FIELD_LINE] = put_text,   [CH_FIELD_TEXT] = put_text,   [CH_FIELD_CODE] = put_text,
                [CH_FIELD_CODES] = put_codes, [CH_FIELD_ENUM] = put_enum,   [CH_FIELD_FLAG] = put_flag,
                [CH_FIELD_INT] = put_number,  [CH_FIELD_DATE] = put_date,   [CH_FIELD_TIME] = put_time,
                [CH_FIELD_UUID] = put_uuid,   [CH_FIELD_PARTS] = put_parts,
        };

        puts[f->kind](j, show, f, ch_field_in(f, record));
}

/* An exchanged record shows every key that a reader insists on, empty lists too. */
static bool
is_shown(const ch_json_show *show, const ch_field *f, const void *record)
{
        if ((show->which && !(f->flags & show->which)) || !(show->groups >> f->group & 1U))
                return false;
        return !ch_field_is_empty(f, record) || (show->which & CH_EXCHANGE && f->flags & CH_REQUIRED);
}

void
ch_json_fields(ch_json *j, const ch_json_show *show, const void *record)
{
        for (size_t i = 0; i < show->fields->len; i++) {
                const ch_field *f = &show->fields->v[i];

                if (!is_shown(show, f, record))
                        continue;
                ch_json_key(j, f->name);
                ch_json_field(j, show, f, record);
        }
}

void
ch_json_issues(ch_json *j, const ch_issues *issues, ch_json_say *say, void *ctx)
{
        ch_json_key(j, "errors");
        ch_json_list(j);
        for (size_t i = 0; i < issues->len; i++) {
                const ch_issue *issue = &issues->v[i];
                ch_arena *arena = j->out->arena;

                ch_json_object(j);
                ch_json_pair(j, "field", issue->field);
                ch_json_pair(j, "detail", say ? say(ctx, arena, issue) : ch_issue_text(arena, issue));
                if (issue->line)
                        ch_json_pair_int(j, "line", (int64_t)issue->line);
                ch_json_end(j);
        }
        ch_json_end(j);
        if (issues->more)
                ch_json_pair_int(j, "more", (int64_t)issues->more);
}

/* fill.c – members of a JSON object into a record, by its field table. */
#include "scan.h"
#include <ch/base/mark.h>
#include <ch/json_in.h>

typedef struct filling {
        const ch_json_value *object;
        const ch_json_pick *pick;
        void *record;
        ch_str path; /* of the object */
        ch_issues *issues;
} filling;

static void
complain(ch_issues *issues, ch_str path, const char *msg, ch_str value)
{
        ch_issue_put(issues, &(ch_issue) { .field = path, .msg = msg, .value = value });
}

/* ---- one value, by the kind of its field; path is the field's ---- */
typedef void set_fn(const ch_field *f, const ch_json_value *v, const filling *in, ch_str path);

static void
set_text(const ch_field *f, const ch_json_value *v, const filling *in, ch_str path)
{
        ch_str word = v->text;

        if (v->type != CH_JSON_TEXT)
                complain(in->issues, path, CH_MSG("A text is expected here. Put it between quotation marks."),
                         (ch_str) { NULL, 0 });
        else
                ch_field_read(f, in->record, (ch_strs) { &word, 1 }, path, in->issues);
}

static void
set_codes(const ch_field *f, const ch_json_value *v, const filling *in, ch_str path)
{
        ch_strs words = { NULL, 0 };

        if (v->type == CH_JSON_LIST)
                words.v = CH_NEW_N(in->issues->arena, ch_str, v->len);
        else
                complain(in->issues, path,
                         CH_MSG("A list is expected here. Put it between square brackets, even if it holds one entry."),
                         (ch_str) { NULL, 0 });
        if (!words.v)
                return;
        for (; words.len < v->len; words.len++) {
                const ch_json_value *item = &v->v[words.len];

                if (item->type != CH_JSON_TEXT) {
                        complain(in->issues, ch_path_item(in->issues->arena, path, words.len),
                                 CH_MSG("A text is expected here. Put it between quotation marks."),
                                 (ch_str) { NULL, 0 });
                        return;
                }
                words.v[words.len] = item->text;
        }
        ch_field_read(f, in->record, words, path, in->issues);
}

static void
set_flag(const ch_field *f, const ch_json_value *v, const filling *in, ch_str path)
{
        if (v->type == CH_JSON_FLAG)
                *(bool *)ch_field_at(f, in->record) = v->flag;
        else
                complain(in->issues, path, CH_MSG("true or false is expected here, without quotation marks."),
                         (ch_str) { NULL, 0 });
}

static void
set_number(const ch_field *f, const ch_json_value *v, const filling *in, ch_str path)
{
        ch_str word;

        if (v->type != CH_JSON_INT) {
                ch_issue_put(
                        in->issues,
                        &(ch_issue) {
                                .field = path,
                                .msg = CH_MSG(
                                        "A whole number from 0 to {max} is expected here, without quotation marks."),
                                .max = f->max });
                return;
        }
        word = ch_fmt(in->issues->arena, "%lld", (long long)v->number);
        ch_field_read(f, in->record, (ch_strs) { &word, 1 }, path, in->issues);
}

static void fill(const filling *in);

static void
set_parts(const ch_field *f, const ch_json_value *v, const filling *in, ch_str path)
{
        ch_json_pick pick = { .fields = f->parts, .which = in->pick->which };
        char *parts;

        if (v->type != CH_JSON_LIST) {
                complain(in->issues, path,
                         CH_MSG("A list is expected here. Put it between square brackets, even if it holds one entry."),
                         (ch_str) { NULL, 0 });
                return;
        }
        parts = ch_arena_alloc(in->issues->arena, v->len, f->parts->size);
        if (!parts)
                return;
        *(ch_parts *)ch_field_at(f, in->record) = (ch_parts) { parts, v->len };
        for (size_t i = 0; i < v->len; i++) {
                ch_str at = ch_path_item(in->issues->arena, path, i);

                if (v->v[i].type != CH_JSON_OBJECT)
                        complain(in->issues, at, CH_MSG("An object is expected here: keys and values between braces."),
                                 (ch_str) { NULL, 0 });
                else
                        fill(&(filling) { &v->v[i], &pick, parts + i * f->parts->size, at, in->issues });
        }
}

static void
set_field(const ch_field *f, const ch_json_value *v, const filling *in, ch_str path)
{
        static set_fn *const setters[CH__FIELD_KIND_MAX] = {
                [CH_FIELD_LINE] = set_text,   [CH_FIELD_TEXT] = set_text,   [CH_FIELD_CODE] = set_text,
                [CH_FIELD_CODES] = set_codes, [CH_FIELD_ENUM] = set_text,   [CH_FIELD_FLAG] = set_flag,
                [CH_FIELD_INT] = set_number,  [CH_FIELD_DATE] = set_text,   [CH_FIELD_TIME] = set_text,
                [CH_FIELD_UUID] = set_text,   [CH_FIELD_PARTS] = set_parts,
        };

        ch_field_clear(f, in->record);
        if (v->type != CH_JSON_NULL)
                setters[f->kind](f, v, in, path);
}

/* ---- a whole object ---- */
static bool
is_other(const char *const *others, ch_str key)
{
        for (size_t i = 0; others && others[i]; i++)
                if (ch_str_is(key, others[i]))
                        return true;
        return false;
}

static void
take_member(const filling *in, const ch_json_value *v)
{
        const ch_field *f = ch_field_find(in->pick->fields, v->key);
        ch_str path = ch_path_join(in->issues->arena, in->path, v->key);

        if (f && f->flags & in->pick->which)
                set_field(f, v, in, path);
        else if (!is_other(in->pick->others, v->key))
                complain(in->issues, path,
                         CH_MSG("The key “{value}” is not known here. Leave it out, or correct its spelling."), v->key);
}

static void
miss_keys(const filling *in)
{
        for (size_t i = 0; i < in->pick->fields->len; i++) {
                const ch_field *f = &in->pick->fields->v[i];
                const ch_json_value *v;

                if (!(f->flags & CH_EXCHANGE) || !(f->flags & CH_REQUIRED))
                        continue;
                v = ch_json_member(in->object, f->name);
                if (!v || v->type == CH_JSON_NULL)
                        complain(in->issues, ch_path_join(in->issues->arena, in->path, ch_str_of(f->name)),
                                 CH_MSG("The key “{value}” is missing. Add it."), ch_str_of(f->name));
        }
}

static void
fill(const filling *in)
{
        for (size_t i = 0; i < in->object->len; i++)
                take_member(in, &in->object->v[i]);
        if (in->pick->which & CH_EXCHANGE)
                miss_keys(in);
}

ch_status
ch_json_fill(const ch_json_value *object, const ch_json_pick *pick, void *record, ch_issues *issues)
{
        filling in = { object, pick, record, { NULL, 0 }, issues };
        size_t before = issues->len + issues->more;

        if (object->type != CH_JSON_OBJECT)
                complain(issues, in.path, CH_MSG("An object is expected here: keys and values between braces."),
                         in.path);
        else
                fill(&in);
        if (ch_arena_is_full(issues->arena))
                return CH_TOO_LARGE;
        return issues->len + issues->more == before ? CH_OK : CH_INVALID;
}

ch_status
ch_json_read(ch_str bytes, const ch_json_pick *pick, void *record, ch_issues *issues)
{
        const ch_json_value *object;
        ch_status st = ch_json_parse(bytes, issues, &object);

        return st ? st : ch_json_fill(object, pick, record, issues);
}

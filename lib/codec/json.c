/* json.c – the only place that knows jansson: text to a tree of our own, in the caller's arena. */
#include "lift.h"
#include "scan.h"
#include <ch/base/mark.h>
#include <ch/base/utf8.h>
#include <ch/json_in.h>
#include <jansson.h>
#include <string.h>

/* Its tree lives as long as it takes to copy it: in an arena that is let go whole, instead of piece by piece. */
enum { TREE_MOST = 64 << 20 };
static _Thread_local ch_arena *room;

static void *
take_room(size_t len)
{
        return room ? ch_arena_alloc(room, len, 1) : NULL;
}

static void
keep_room(void *p)
{
        (void)p;
}

/* The seed of its hash tables comes from the system once, before a sandbox closes the way there. */
__attribute__((constructor)) static void
prepare(void)
{
        json_set_alloc_funcs(take_room, keep_room);
        json_object_seed(0);
}

/* ---- what is wrong with the bytes ---- */
static const char *
sentence_of(const json_error_t *e)
{
        if (!strncmp(e->text, "invalid Unicode", 15))
                return CH_MSG("Half of a pair of \\u escapes stands alone at character {n} (near “{value}”). Write "
                              "both halves, or "
                              "the character itself.");
        switch ((int)json_error_code(e)) {
        case json_error_premature_end_of_input:
                return CH_MSG("The JSON stops at character {n} before it is complete. It has been cut off, or a "
                              "bracket or quotation "
                              "mark is not closed.");
        case json_error_end_of_input_expected:
                return CH_MSG("More follows behind the end of the JSON, at character {n} (near “{value}”). Send one "
                              "object alone.");
        case json_error_duplicate_key:
                return CH_MSG("A key stands more than once in this object, at character {n} (near “{value}”). Keep one "
                              "of them.");
        case json_error_null_character:
        case json_error_null_byte_in_key:
                return CH_MSG("A text holds the character NUL at character {n}. Take it out.");
        case json_error_numeric_overflow:
                return CH_MSG("The number at character {n} (near “{value}”) is too large. Write a smaller one.");
        default:
                return CH_MSG("This is not JSON at character {n} (near “{value}”). Look there for a missing comma, "
                              "colon, quotation mark "
                              "or bracket, or for one too many.");
        }
}

/* A few characters before `at`, to be recognised by. */
static ch_str
near(ch_str bytes, size_t at)
{
        size_t from = at > 16 ? at - 16 : 0;

        while (from < at && ((unsigned char)bytes.p[from] & 0xC0) == 0x80)
                from++;
        return (ch_str) { bytes.p + from, at - from };
}

static void
explain(ch_str bytes, const json_error_t *e, ch_issues *issues)
{
        size_t at = e->position > 0 ? (size_t)e->position : 0;

        if (at > bytes.len)
                at = bytes.len;
        ch_issue_put(issues, &(ch_issue) { .field = ch_scan_path(issues->arena, bytes, at),
                                           .msg = sentence_of(e),
                                           .n = (int64_t)ch_utf8_len((ch_str) { bytes.p, at }),
                                           .value = near(bytes, at) });
}

static void
find_bad_byte(ch_str bytes, ch_issues *issues)
{
        size_t at = 0, n;

        while ((n = ch_utf8_step((ch_str) { bytes.p + at, bytes.len - at })) > 0)
                at += n;
        ch_issue_put(issues, &(ch_issue) { .msg = CH_MSG("Byte {n} is not UTF-8. Save the text as UTF-8."),
                                           .n = (int64_t)at + 1 });
}

/* Does it begin as an object or a list does? jansson alone would blame the character behind a lone value. */
static bool
has_structure(ch_str bytes)
{
        ch_str s = ch_str_trim(bytes);

        return s.len && (*s.p == '{' || *s.p == '[');
}

/* What can be said without looking at the structure; false: nothing more is to be said. */
static bool
are_bytes_fit(ch_str bytes, ch_issues *issues)
{
        const char *msg = NULL;

        if (!bytes.len)
                msg = CH_MSG("There is nothing here. Send a JSON object.");
        else if (ch_str_starts(bytes, CH_LIT("\xEF\xBB\xBF")))
                msg = CH_MSG("A byte order mark stands at the start. Save the text as UTF-8 without it.");
        else if (memchr(bytes.p, '\0', bytes.len))
                msg = CH_MSG("A byte NUL stands in the text. Save it as UTF-8, as plain text.");
        else if (!ch_utf8_is_valid(bytes))
                find_bad_byte(bytes, issues);
        else if (!has_structure(bytes))
                msg = CH_MSG("This does not begin as JSON does. Send one object, between braces.");
        else
                return true;
        if (msg)
                ch_issue_add(issues, (ch_str) { NULL, 0 }, msg);
        return false;
}

/* ---- their tree to ours; at most CH_JSON_DEPTH deep, as the scan has made sure ---- */
typedef struct conversion {
        ch_arena *arena;
        const ch_lifted *lifted; /* what the next empty text stands for */
} conversion;

static bool convert(conversion *c, json_t *from, ch_json_value *to);

static ch_str
text_of(conversion *c, const json_t *from)
{
        ch_str text = { json_string_value(from), json_string_length(from) };

        if (!text.len && c->lifted) {
                text = c->lifted->text;
                c->lifted = c->lifted->next;
        }
        return text;
}

static bool
convert_list(conversion *c, json_t *from, ch_json_value *to)
{
        size_t len = json_array_size(from);
        ch_json_value *v = CH_NEW_N(c->arena, ch_json_value, len);

        if (!v)
                return false;
        *to = (ch_json_value) { .type = CH_JSON_LIST, .v = v, .len = len };
        for (size_t i = 0; i < len; i++)
                if (!convert(c, json_array_get(from, i), &v[i]))
                        return false;
        return true;
}

static bool
convert_object(conversion *c, json_t *from, ch_json_value *to)
{
        size_t i = 0;
        ch_json_value *v = CH_NEW_N(c->arena, ch_json_value, json_object_size(from));

        if (!v)
                return false;
        *to = (ch_json_value) { .type = CH_JSON_OBJECT, .v = v, .len = json_object_size(from) };
        for (void *at = json_object_iter(from); at; at = json_object_iter_next(from, at), i++) {
                if (!convert(c, json_object_iter_value(at), &v[i]))
                        return false;
                v[i].key = ch_str_dup(c->arena, ch_str_of(json_object_iter_key(at)));
        }
        return true;
}

static bool
convert(conversion *c, json_t *from, ch_json_value *to)
{
        switch (json_typeof(from)) {
        case JSON_OBJECT:
                return convert_object(c, from, to);
        case JSON_ARRAY:
                return convert_list(c, from, to);
        case JSON_STRING:
                *to = (ch_json_value) { .type = CH_JSON_TEXT };
                to->text = ch_str_dup(c->arena, text_of(c, from));
                return true;
        case JSON_INTEGER:
                *to = (ch_json_value) { .type = CH_JSON_INT, .number = json_integer_value(from) };
                return true;
        case JSON_REAL:
                *to = (ch_json_value) { .type = CH_JSON_REAL, .real = json_real_value(from) };
                return true;
        case JSON_TRUE:
        case JSON_FALSE:
                *to = (ch_json_value) { .type = CH_JSON_FLAG, .flag = json_is_true(from) };
                return true;
        case JSON_NULL:
        default:
                *to = (ch_json_value) { .type = CH_JSON_NULL };
                return true;
        }
}

/* What is wrong is looked for in the bytes as they came. */
static ch_status
refuse(ch_str bytes, ch_issues *issues)
{
        json_error_t error;

        if (json_loadb(bytes.p, bytes.len, JSON_REJECT_DUPLICATES, &error))
                return CH_TOO_LARGE; /* nothing was wrong but that memory ran out */
        explain(bytes, &error, issues);
        return json_error_code(&error) == json_error_out_of_memory ? CH_TOO_LARGE : CH_MALFORMED;
}

static ch_status
build(ch_str bytes, ch_issues *issues, ch_json_value *root)
{
        conversion c = { .arena = issues->arena };
        json_t *tree = NULL;
        ch_str rest;
        ch_status st = CH_OK;

        room = ch_arena_new(TREE_MOST);
        rest = room ? ch_lift(room, bytes, &c.lifted) : (ch_str) { NULL, 0 };
        if (rest.p)
                tree = json_loadb(rest.p, rest.len, JSON_REJECT_DUPLICATES, NULL);
        if (tree)
                (void)!convert(&c, tree, root); /* an overflow shows in the arena */
        else
                st = rest.p ? refuse(bytes, issues) : CH_TOO_LARGE;
        ch_arena_free(&room);
        return st == CH_OK && ch_arena_is_full(issues->arena) ? CH_TOO_LARGE : st;
}

ch_status
ch_json_parse(ch_str bytes, ch_issues *issues, const ch_json_value **out)
{
        size_t before = issues->len + issues->more;
        ch_json_value *root;

        *out = NULL;
        if (bytes.len > CH_JSON_BYTES) {
                ch_issue_put(issues, &(ch_issue) { .msg = CH_MSG("This is longer than {max} bytes. Send less at once."),
                                                   .max = CH_JSON_BYTES });
                return CH_TOO_LARGE;
        }
        if (!are_bytes_fit(bytes, issues))
                return CH_MALFORMED;
        ch_scan_check(bytes, issues);
        if (issues->len + issues->more != before)
                return CH_MALFORMED;
        root = CH_NEW(issues->arena, ch_json_value);
        *out = root;
        return root ? build(bytes, issues, root) : CH_TOO_LARGE;
}

const ch_json_value *
ch_json_member(const ch_json_value *object, const char *key)
{
        for (size_t i = 0; object->type == CH_JSON_OBJECT && i < object->len; i++)
                if (ch_str_is(object->v[i].key, key))
                        return &object->v[i];
        return NULL;
}

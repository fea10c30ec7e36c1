/* ch/json_out.h – writing JSON as a stream, without building it first.
 *
 *      ch_json j = ch_json_new(&buf);
 *      ch_json_object(&j);
 *      ch_json_key(&j, "ref"), ch_json_text(&j, ref);
 *      ch_json_key(&j, "needs"), ch_json_list(&j); … ch_json_end(&j);
 *      ch_json_end(&j);
 *                                              {"ref":"R-ALB-2026-1","needs":[…]}
 *
 * Commas are set by the writer. Compact: no spaces, no line breaks. What comes out is always valid UTF-8: a byte that
 * is not becomes U+FFFD. Sticky like the buffer: an overflow shows in ch_buf_end. Calls in an impossible order (a value
 * where a key belongs, an end too many) are bugs and abort. One thread; about 1 GB/s.
 */
#ifndef CH_JSON_OUT_H
#define CH_JSON_OUT_H
#include <ch/field.h>
#include <string.h>

enum { CH_JSON_OUT_DEPTH = 32 };

/* Made by ch_json_new; its members are the writer's own. */
typedef struct ch_json {
        ch_buf *out;
        uint32_t depth;   /* open objects and lists              */
        uint32_t objects; /* bit per level: it is an object      */
        uint32_t begun;   /* bit per level: it has a member      */
        bool has_key;     /* a key waits for its value           */
} ch_json;

/* Appends to out, which belongs to the caller; what stands there already stays. */
ch_json ch_json_new(ch_buf *out);
/* Begin an object, a list; at most CH_JSON_OUT_DEPTH inside each other. */
void ch_json_object(ch_json *j);
void ch_json_list(ch_json *j);
/* Ends the innermost open object or list. */
void ch_json_end(ch_json *j);
/* key: a literal of plain ASCII without quotation mark and backslash. */
static inline void ch_json_key(ch_json *j, const char *key);
/* Values: at the top, in a list, or behind a key. A text is put between marks with quotation marks, backslashes and
 * controls escaped; all other characters stay as they are. */
void ch_json_text(ch_json *j, ch_str s);
void ch_json_int(ch_json *j, int64_t n);
void ch_json_flag(ch_json *j, bool b);
void ch_json_null(ch_json *j);
/* A list of texts. */
void ch_json_texts(ch_json *j, ch_strs list);
/* Members of the open object as they were written before: those of another object, without its braces. Empty: none. */
void ch_json_members(ch_json *j, ch_str members);
/* The usual pairs in one call. */
static inline void ch_json_pair(ch_json *j, const char *key, ch_str text);
static inline void ch_json_pair_int(ch_json *j, const char *key, int64_t n);
static inline void ch_json_pair_flag(ch_json *j, const char *key, bool b);

/* The fields of a record as members of the open object, in the order of the table: those whose flags hold one of
 * `which` (0: all) and whose group is in `groups` (bit = 1 << ch_group; parts follow the group of the field that holds
 * them, and their own). Empty fields are left out, but for the required ones of the interchange. */
typedef struct ch_json_show {
        const ch_fields *fields;
        uint8_t which;
        uint32_t groups;
} ch_json_show;
/* For records that were redacted before, and for the interchange. */
#define CH_ALL_GROUPS ((1U << CH__GROUP_MAX) - 1)
void ch_json_fields(ch_json *j, const ch_json_show *show, const void *record);
/* One field's value: a text, a list, a number, true or false; a date as "2014-08", a time in RFC 3339, an enum its
 * word. Empty: "" of texts and codes, [] of lists and parts, 0, false, null of dates, times, ids and words. Whether it
 * is shown is not asked of f itself, only of its parts. */
void ch_json_field(ch_json *j, const ch_json_show *show, const ch_field *f, const void *record);

/* The members of a problem+json answer that name what is wrong: "errors":[{"field":…,"detail":…,"line":…}], and
 * "more", how many, when not all were kept. say gives the sentence of an issue in the reader's language (NULL: English,
 * as ch_issue_text); ctx is handed on to it. */
typedef ch_str ch_json_say(void *ctx, ch_arena *arena, const ch_issue *issue);
void ch_json_issues(ch_json *j, const ch_issues *issues, ch_json_say *say, void *ctx);

/* Where a key of n bytes goes; quotation marks, colon and comma are set already. NULL: the buffer is full. */
char *ch_json_key_place(ch_json *j, size_t n);

/* Here, so that the length of a literal is known where it is copied: keys are half of what is written. */
static inline void
ch_json_key(ch_json *j, const char *key)
{
        size_t n = strlen(key);
        char *at = ch_json_key_place(j, n);

        if (at)
                memcpy(at, key, n);
}

static inline void
ch_json_pair(ch_json *j, const char *key, ch_str text)
{
        ch_json_key(j, key);
        ch_json_text(j, text);
}

static inline void
ch_json_pair_int(ch_json *j, const char *key, int64_t n)
{
        ch_json_key(j, key);
        ch_json_int(j, n);
}

static inline void
ch_json_pair_flag(ch_json *j, const char *key, bool b)
{
        ch_json_key(j, key);
        ch_json_flag(j, b);
}
#endif

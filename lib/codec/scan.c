#include "scan.h"
#include <ch/base/mark.h>
#include <ch/base/utf8.h>
#include <string.h>

typedef struct level {
        bool is_object;
        bool wants_key; /* the next text is a key */
        size_t commas;
        ch_str key;   /* latest, as written */
        ch_str *keys; /* of the object that is open here; the room is used again by the next one */
        size_t keys_len;
} level;

typedef struct scan {
        ch_str s;
        size_t at;
        ch_issues *issues; /* NULL: only the path is asked */
        ch_arena *arena;
        bool is_over;
        size_t depth;
        level levels[CH_JSON_DEPTH + 1]; /* [0] is the top */
} scan;

ch_str
ch_path_join(ch_arena *arena, ch_str prefix, ch_str name)
{
        char *p;

        if (!prefix.len)
                return name;
        p = CH_NEW_N(arena, char, prefix.len + 1 + name.len);
        if (!p)
                return (ch_str) { NULL, 0 };
        memcpy(p, prefix.p, prefix.len);
        p[prefix.len] = '.';
        if (name.len)
                memcpy(p + prefix.len + 1, name.p, name.len);
        return (ch_str) { p, prefix.len + 1 + name.len };
}

ch_str
ch_path_item(ch_arena *arena, ch_str prefix, size_t i)
{
        return ch_path_join(arena, prefix, ch_fmt(arena, "%zu", i + 1));
}

static ch_str
path_of(const scan *x)
{
        ch_str path = { NULL, 0 };

        for (size_t i = 1; i <= x->depth; i++) {
                const level *l = &x->levels[i];

                if (!l->is_object)
                        path = ch_path_item(x->arena, path, l->commas);
                else if (l->key.p)
                        path = ch_path_join(x->arena, path, ch_utf8_cut(l->key, 60));
        }
        return path;
}

static void
refuse(scan *x, const char *msg, size_t max)
{
        x->is_over = true;
        if (x->issues)
                ch_issue_put(x->issues, &(ch_issue) { .field = path_of(x), .msg = msg, .max = (int64_t)max });
}

static bool
is_known_key(const level *l, ch_str key)
{
        for (size_t i = 0; i < l->keys_len; i++)
                if (l->keys[i].len == key.len && !memcmp(l->keys[i].p, key.p, key.len))
                        return true;
        return false;
}

static void
note_key(scan *x, level *l, ch_str key)
{
        l->key = key;
        l->wants_key = false;
        if (!x->issues)
                return;
        if (l->keys_len == CH_JSON_KEYS) {
                refuse(x, CH_MSG("An object here has more than {max} keys. Leave out what is not asked for."),
                       CH_JSON_KEYS);
                return;
        }
        if (!l->keys && !(l->keys = CH_NEW_N(x->arena, ch_str, CH_JSON_KEYS)))
                x->is_over = true;
        else if (is_known_key(l, key))
                ch_issue_put(
                        x->issues,
                        &(ch_issue) { .field = path_of(x),
                                      .msg = CH_MSG("The key “{value}” stands here more than once. Keep one of them."),
                                      .value = key });
        else
                l->keys[l->keys_len++] = key;
}

/* Characters of a text as written: an escape counts once, the second half of a surrogate pair not at all. */
static size_t
escape_len(ch_str rest, size_t *chars)
{
        *chars = 1;
        if (rest.len < 6 || rest.p[1] != 'u')
                return 2;
        if ((rest.p[2] | 0x20) == 'd' && strchr("cdefCDEF", rest.p[3]))
                *chars = 0;
        return 6;
}

/* Of a text as written, up to its closing quotation mark. */
static size_t
count_chars(ch_str raw)
{
        size_t chars = 0, n;

        for (size_t i = 0; i < raw.len;) {
                if (raw.p[i] == '\\') {
                        i += escape_len((ch_str) { raw.p + i, raw.len - i }, &n);
                        chars += n;
                } else {
                        chars += ((unsigned char)raw.p[i++] & 0xC0) != 0x80;
                }
        }
        return chars;
}

/* At a quotation mark that is not escaped. */
size_t
ch_scan_text_end(ch_str s, size_t i)
{
        const char *mark = memchr(s.p + i, '"', s.len - i), *slash;
        size_t n;

        while (mark && (slash = memchr(s.p + i, '\\', (size_t)(mark - s.p) - i))) {
                i = (size_t)(slash - s.p);
                i += escape_len((ch_str) { slash, s.len - i }, &n);
                if (i >= s.len)
                        return s.len;
                if (s.p + i > mark)
                        mark = memchr(s.p + i, '"', s.len - i);
        }
        return mark ? (size_t)(mark - s.p) : s.len;
}

/* From the opening quotation mark to behind the closing one. */
static void
take_text(scan *x)
{
        size_t start = x->at + 1, end = ch_scan_text_end(x->s, start);
        ch_str raw = { x->s.p + start, end - start };
        level *l = &x->levels[x->depth];

        x->at = end + 1;
        if (end >= x->s.len)
                x->is_over = true;
        else if (l->is_object && l->wants_key)
                note_key(x, l, raw);
        if (raw.len > CH_JSON_CHARS && count_chars(raw) > CH_JSON_CHARS) /* no more characters than bytes */
                refuse(x, CH_MSG("This text has more than {max} characters. Shorten it."), CH_JSON_CHARS);
}

static void
open_level(scan *x, bool is_object)
{
        level *l;

        if (x->depth == CH_JSON_DEPTH) {
                refuse(x, CH_MSG("Objects and lists stand more than {max} deep inside each other. Send them flatter."),
                       CH_JSON_DEPTH);
                return;
        }
        l = &x->levels[++x->depth];
        *l = (level) { .is_object = is_object, .wants_key = is_object, .keys = l->keys };
}

static void
take_comma(scan *x)
{
        level *l = &x->levels[x->depth];

        l->wants_key = l->is_object;
        l->commas++;
        if (!l->is_object && l->commas >= CH_JSON_ITEMS)
                refuse(x, CH_MSG("This list has more than {max} items. Shorten it."), CH_JSON_ITEMS);
}

static void
run(scan *x, size_t end)
{
        while (x->at < end && !x->is_over) {
                char c = x->s.p[x->at];

                if (c == '"') {
                        take_text(x);
                        continue;
                }
                if (c == '{' || c == '[')
                        open_level(x, c == '{');
                else if (c == '}' || c == ']')
                        x->depth -= x->depth > 0;
                else if (c == ',')
                        take_comma(x);
                x->at++;
        }
}

void
ch_scan_check(ch_str bytes, ch_issues *issues)
{
        scan x = { .s = bytes, .issues = issues, .arena = issues->arena };

        run(&x, bytes.len);
}

ch_str
ch_scan_path(ch_arena *arena, ch_str bytes, size_t at)
{
        scan x = { .s = bytes, .arena = arena };

        run(&x, at < bytes.len ? at : bytes.len);
        return path_of(&x);
}

/* context.c – the HTML reader behind the checks of templates; see context.h. */
#include <ch/base/assert.h>
#include <string.h>

#include "context.h"

static bool
is_space(char c)
{
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static char
lower(char c)
{
        return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
is_letter(char c)
{
        return lower(c) >= 'a' && lower(c) <= 'z';
}

static void
add_to_name(context *cx, char name[16], char c)
{
        if (cx->len < 15) {
                name[cx->len++] = lower(c);
        }
        name[cx->len] = '\0';
}

static void
start_name(context *cx, char name[16], char c)
{
        cx->len = 0;
        add_to_name(cx, name, c);
}

static bool
is_among(const char *name, const char *const *list)
{
        for (; *list; list++) {
                if (strcmp(name, *list) == 0) {
                        return true;
                }
        }
        return false;
}

static bool
is_address(const char *name)
{
        static const char *const names[] = { "href",       "src",      "action",     "formaction", "cite",
                                             "poster",     "srcset",   "data",       "ping",       "manifest",
                                             "background", "longdesc", "xlink:href", NULL };
        return is_among(name, names);
}

static const char *
close_name(const context *cx)
{
        if (cx->name[0] == 'o' && cx->name[1] == 'n') {
                return "event attributes (on...) are not allowed";
        }
        if (strcmp(cx->name, "style") == 0) {
                return "style attributes are not allowed";
        }
        return NULL;
}

static const char *
close_tag(context *cx)
{
        if (strcmp(cx->tag, "style") == 0) {
                return "<style> is not allowed";
        }
        cx->at = strcmp(cx->tag, "script") == 0 ? AT_SCRIPT : AT_TEXT;
        cx->len = 0;
        return NULL;
}

static const char *
read_text(context *cx, char c)
{
        cx->at = c == '<' ? AT_OPEN : AT_TEXT;
        return NULL;
}

static const char *
read_open(context *cx, char c)
{
        if (c == '/') {
                cx->tag[0] = '\0';
                cx->len = 0;
                cx->at = AT_TAG_NAME;
        } else if (c == '!') {
                cx->len = 0;
                cx->at = AT_MARKUP;
        } else if (is_letter(c)) {
                start_name(cx, cx->tag, c);
                cx->at = AT_TAG_NAME;
        } else {
                return "a bare '<': write &lt;";
        }
        return NULL;
}

static const char *
read_tag_name(context *cx, char c)
{
        if (c == '>') {
                return close_tag(cx);
        }
        if (is_space(c) || c == '/') {
                cx->at = AT_TAG;
                return NULL;
        }
        /* an end tag's name is kept apart, so that </script> does not begin a script */
        if (cx->tag[0] != '\0') {
                add_to_name(cx, cx->tag, c);
        }
        return NULL;
}

static const char *
read_tag(context *cx, char c)
{
        if (c == '>') {
                return close_tag(cx);
        }
        if (is_space(c) || c == '/') {
                cx->at = AT_TAG;
                return NULL;
        }
        if (cx->at == AT_GAP) {
                return "white space is missing before an attribute";
        }
        if (c == '"' || c == '\'' || c == '=' || c == '<') {
                return "an attribute's name is missing";
        }
        start_name(cx, cx->name, c);
        cx->at = AT_NAME;
        return NULL;
}

static const char *
read_name(context *cx, char c)
{
        if (c != '=' && c != '>' && c != '/' && !is_space(c)) {
                if (c == '"' || c == '\'' || c == '<') {
                        return "a quote or '<' within an attribute's name";
                }
                add_to_name(cx, cx->name, c);
                return NULL;
        }
        const char *wrong = close_name(cx);
        if (wrong) {
                return wrong;
        }
        cx->at = c == '=' ? AT_EQUALS : AT_TAG;
        return c == '>' ? close_tag(cx) : NULL;
}

static const char *
read_equals(context *cx, char c)
{
        if (c != '"' && c != '\'') {
                return "attribute values must be quoted";
        }
        cx->quote = c;
        cx->at = AT_VALUE;
        cx->address = ADDRESS_START;
        return NULL;
}

static const char *
read_value(context *cx, char c)
{
        if (c == cx->quote) {
                cx->at = AT_GAP;
        } else if (cx->address == ADDRESS_START) {
                cx->address = c == '#' ? ADDRESS_HASH : ADDRESS_REST;
        }
        return NULL;
}

static const char *
read_script(context *cx, char c)
{
        static const char end[] = "</script";

        if (lower(c) == end[cx->len]) {
                cx->len++;
                if (end[cx->len] == '\0') {
                        cx->tag[0] = '\0';
                        cx->at = AT_TAG_NAME;
                }
                return NULL;
        }
        return cx->len == 0 && is_space(c) ? NULL : "text within <script> is not allowed";
}

static const char *
read_markup(context *cx, char c)
{
        if (c == '>') {
                cx->at = AT_TEXT;
        } else if (c == '-' && ++cx->len == 2) {
                cx->at = AT_COMMENT;
                cx->len = 0;
        }
        return NULL;
}

static const char *
read_comment(context *cx, char c)
{
        if (c == '>' && cx->len >= 2) {
                cx->at = AT_TEXT;
        }
        cx->len = c == '-' ? cx->len + 1 : 0;
        return NULL;
}

typedef const char *reader(context *cx, char c);

static reader *const readers[] = {
        [AT_TEXT] = read_text,     [AT_OPEN] = read_open,     [AT_TAG_NAME] = read_tag_name, [AT_TAG] = read_tag,
        [AT_GAP] = read_tag,       [AT_NAME] = read_name,     [AT_EQUALS] = read_equals,     [AT_VALUE] = read_value,
        [AT_SCRIPT] = read_script, [AT_MARKUP] = read_markup, [AT_COMMENT] = read_comment,
};

const char *
context_read(context *cx, ch_str literal)
{
        for (size_t i = 0; i < literal.len; i++) {
                const char *wrong = readers[cx->at](cx, literal.p[i]);
                if (wrong) {
                        return wrong;
                }
        }
        return NULL;
}

static const char *
stand_in_value(context *cx, ch_view_kind kind)
{
        static const char *const barred[] = { "srcdoc", "content", NULL };

        if (is_among(cx->name, barred)) {
                return "no value may stand in this attribute";
        }
        if (!is_address(cx->name) || cx->address == ADDRESS_HASH) {
                return NULL;
        }
        if (kind != CH_VIEW_URL || cx->address != ADDRESS_START) {
                return "an address must be one value of kind URL, or begin with #";
        }
        cx->address = ADDRESS_REST;
        return NULL;
}

/* What to say when neither values nor sections may stand at a place. */
static const char *const bars[] = {
        [AT_TEXT] = NULL,
        [AT_OPEN] = "a tag's name cannot be a value",
        [AT_TAG_NAME] = "a tag's name cannot be a value",
        [AT_TAG] = "a value may not stand between attributes",
        [AT_GAP] = "a value may not stand between attributes",
        [AT_NAME] = "an attribute's name cannot be a value",
        [AT_EQUALS] = "attribute values must be quoted",
        [AT_VALUE] = NULL,
        [AT_SCRIPT] = "no value may stand within <script>",
        [AT_MARKUP] = "no value may stand within <!...>",
        [AT_COMMENT] = "no value may stand within a comment",
};

const char *
context_value(context *cx, ch_view_kind kind)
{
        return cx->at == AT_VALUE ? stand_in_value(cx, kind) : bars[cx->at];
}

const char *
context_section(context *cx)
{
        if (cx->at == AT_TAG_NAME) {
                cx->at = AT_GAP;
        }
        if (cx->at == AT_NAME) {
                const char *wrong = close_name(cx);
                if (wrong) {
                        return wrong;
                }
                cx->at = AT_GAP;
        }
        return cx->at == AT_TAG || cx->at == AT_GAP ? NULL : bars[cx->at];
}

const char *
context_join(context *cx, const context *before, bool repeats)
{
        static const char apart[] = "a section must end in the place of the HTML in which it began";
        const char *wrong = context_section(cx);

        if (wrong) {
                return wrong;
        }
        bool between = (cx->at == AT_TAG || cx->at == AT_GAP) && (before->at == AT_TAG || before->at == AT_GAP);
        if (between) {
                if (strcmp(cx->tag, before->tag) != 0 || (repeats && cx->at == AT_GAP && before->at == AT_TAG)) {
                        return apart;
                }
                cx->at = cx->at == AT_TAG && before->at == AT_TAG ? AT_TAG : AT_GAP;
                return NULL;
        }
        if (cx->at != before->at) {
                return apart;
        }
        if (cx->at == AT_VALUE) {
                if (cx->quote != before->quote || strcmp(cx->name, before->name) != 0) {
                        return apart;
                }
                if (cx->address != before->address) {
                        cx->address = ADDRESS_START;
                }
        }
        return NULL;
}

const char *
context_end(const context *cx)
{
        return cx->at == AT_TEXT ? NULL : "the template ends within a tag, script or comment";
}

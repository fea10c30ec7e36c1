/* context.h – where in the HTML a template stands, so that no value can stand where escaping would not help.
 *
 * The checker reads the literal parts of a template as a browser would, and is asked at each value whether it may stand
 * there. So a value is only ever text between tags, or inside the quotes of an attribute; in href, src and their like
 * only a whole address (ch_url), or text behind '#'; in on…, style, srcdoc, content, <script> and <style> nothing.
 * Private to render; used at start only. A context of zeros is the start of a page; sentences returned are literals.
 */
#ifndef CH_RENDER_CONTEXT_H
#define CH_RENDER_CONTEXT_H
#include <ch/tmpl.h>

/* Behind the last character read. */
typedef enum context_at {
        AT_TEXT,
        /* Behind '<'. */
        AT_OPEN,
        AT_TAG_NAME,
        /* Between attributes. */
        AT_TAG,
        /* The same, but white space must come before the next. */
        AT_GAP,
        /* In an attribute's name. */
        AT_NAME,
        /* Behind '=': a quote must follow. */
        AT_EQUALS,
        AT_VALUE,
        /* Between <script> and </script. */
        AT_SCRIPT,
        /* <!doctype …>. */
        AT_MARKUP,
        AT_COMMENT,
} context_at;

/* How far an attribute's value is: nothing read yet, a '#' first, or anything else. */
typedef enum context_address { ADDRESS_START, ADDRESS_HASH, ADDRESS_REST } context_address;

typedef struct context {
        context_at at;
        char quote;
        char tag[16], name[16]; /* lower case, cut; the names that matter are shorter */
        size_t len;             /* of the name being read, or of what matches the end of a script or comment */
        context_address address;
} context;

/* Read literal text. NULL, or what is wrong: a bare '<', a value without quotes, an attribute that may not be (on…,
 * style), text within <script>. O(bytes). */
const char *context_read(context *cx, ch_str literal);
/* May a value of this kind stand here? A sentence counts as text. NULL, or why not. Notes that it stands here. */
const char *context_value(context *cx, ch_view_kind kind);
/* May a section or partial begin here? Between tags, between attributes, within a quoted value. NULL, or why not. */
const char *context_section(context *cx);
/* A section that began at *before ends here: it must be the same place. Continues with what holds whether or not the
 * section was shown. */
const char *context_join(context *cx, const context *before, bool repeats);
/* May the template end here? Only between tags. NULL, or why not. */
const char *context_end(const context *cx);
#endif

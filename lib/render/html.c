/* html.c – escaping; see ch/html.h. */
#include <ch/base/utf8.h>
#include <ch/html.h>
#include <string.h>

static const ch_str entities[256] = {
        ['\0'] = { "\xEF\xBF\xBD", 3 }, ['&'] = { "&amp;", 5 },  ['<'] = { "&lt;", 4 },
        ['>'] = { "&gt;", 4 },          ['"'] = { "&quot;", 6 }, ['\''] = { "&#39;", 5 },
};

static void
put_escaped(ch_buf *buf, ch_str value)
{
        size_t from = 0;

        for (size_t i = 0; i < value.len; i++) {
                ch_str entity = entities[(unsigned char)value.p[i]];
                if (entity.len) {
                        ch_buf_put(buf, value.p + from, i - from);
                        ch_buf_str(buf, entity);
                        from = i + 1;
                }
        }
        if (from < value.len) {
                ch_buf_put(buf, value.p + from, value.len - from);
        }
}

/* Bytes of the well-formed character at the start of s; 0 when there is none. */
static size_t
character_at(ch_str s)
{
        for (size_t n = 1; n <= 4 && n <= s.len; n++) {
                if (ch_utf8_is_valid((ch_str) { s.p, n })) {
                        return n;
                }
        }
        return 0;
}

/* Calls put for every well-formed run of s and writes U+FFFD for each byte between them. */
static void
put_repaired(ch_buf *buf, ch_str s, void (*put)(ch_buf *, ch_str))
{
        while (s.len > 0) {
                size_t run = 0;
                for (size_t n; run < s.len && (n = character_at((ch_str) { s.p + run, s.len - run })) > 0; run += n) {
                }
                put(buf, (ch_str) { s.p, run });
                s = (ch_str) { s.p + run, s.len - run };
                if (s.len > 0) {
                        ch_html_lit(buf, "\xEF\xBF\xBD");
                        s = (ch_str) { s.p + 1, s.len - 1 };
                }
        }
}

void
ch_html_text(ch_buf *buf, ch_str value)
{
        if (ch_utf8_is_valid(value)) {
                put_escaped(buf, value);
        } else {
                put_repaired(buf, value, put_escaped);
        }
}

static void
put_for_xml(ch_buf *buf, ch_str value)
{
        size_t from = 0;

        for (size_t i = 0; i < value.len; i++) {
                unsigned char c = (unsigned char)value.p[i];
                if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f) {
                        put_escaped(buf, (ch_str) { value.p + from, i - from });
                        from = i + 1;
                }
        }
        put_escaped(buf, (ch_str) { value.p + from, value.len - from });
}

void
ch_html_xml(ch_buf *buf, ch_str value)
{
        put_repaired(buf, value, put_for_xml);
}

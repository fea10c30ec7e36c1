#include "gate.h"
#include "limit.h"
#include <ch/base/utf8.h>
#include <microhttpd.h>
#include <string.h>
#include <strings.h>

/* ---- the request line ---- */

static const struct {
        const char *name;
        bool may_have_body;
} methods[] = {
        { "GET", false }, { "HEAD", false }, { "POST", true }, { "PUT", true }, { "PATCH", true }, { "DELETE", true },
};

static uint16_t
check_method(const char *method, bool *may_have_body)
{
        for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
                if (!strcmp(method, methods[i].name)) {
                        *may_have_body = methods[i].may_have_body;
                        return 0;
                }
        return MHD_HTTP_NOT_IMPLEMENTED;
}

/* The parser cuts the line in place: pointers that do not meet end to end mean more spaces, or a NUL inside the path.
 * Behind the version both CR and LF have become NULs; a line that ended in LF alone has only one. */
static uint16_t
check_line(const ch_line *line)
{
        if (strcmp(line->version, MHD_HTTP_VERSION_1_1) != 0 && strcmp(line->version, MHD_HTTP_VERSION_1_0) != 0)
                return MHD_HTTP_HTTP_VERSION_NOT_SUPPORTED;
        if (!line->uri || line->uri != line->method + strlen(line->method) + 1)
                return MHD_HTTP_BAD_REQUEST;
        if (line->version != line->uri + line->uri_len + 1)
                return MHD_HTTP_BAD_REQUEST;
        return line->version[strlen(line->version) + 1] ? MHD_HTTP_BAD_REQUEST : 0;
}

static bool
is_target_char(unsigned char c)
{
        return c > 0x20 && c < 0x7f && !strchr("\"<>\\^`{|}#", c);
}

static int
hex_of(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        c = (char)(c | 0x20);
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One escape. In a path it must not hide what decides about routing. */
static bool
is_escape_fine(ch_str s, size_t at, bool in_path, char *decoded)
{
        int high = s.len - at > 2 ? hex_of(s.p[at + 1]) : -1, low = high >= 0 ? hex_of(s.p[at + 2]) : -1;

        if (low < 0)
                return false;
        *decoded = (char)(high << 4 | low);
        if (!*decoded)
                return false;
        return !in_path || ((unsigned char)*decoded >= 0x20 && *decoded != 0x7f && !strchr("./\\", *decoded));
}

/* "//", "/./" and "/../", also at the end. */
static bool
has_odd_segment(ch_str path)
{
        ch_str segment, rest = { path.p + 1, path.len - 1 };

        while (ch_str_cut(&rest, '/', &segment))
                if (!segment.len || ch_str_is(segment, ".") || ch_str_is(segment, ".."))
                        return true;
        return path.len > 1 && path.p[path.len - 1] == '/' && path.p[path.len - 2] == '/';
}

static bool
is_target_fine(ch_str target, char *decoded)
{
        size_t n = 0, query = ch_str_find(target, '?');

        for (size_t i = 0; i < target.len; i++) {
                unsigned char c = (unsigned char)target.p[i];

                if (!is_target_char(c) || (c == '?' && i != query))
                        return false;
                decoded[n] = (char)c;
                if (c == '%') {
                        if (!is_escape_fine(target, i, i < query, &decoded[n]))
                                return false;
                        i += 2;
                }
                n++;
        }
        return ch_utf8_is_valid((ch_str) { decoded, n });
}

uint16_t
ch_gate_target(ch_str target)
{
        char decoded[8192];

        if (target.len > (size_t)ch_limit(CH_LIMIT_REQUEST_LINE) || target.len > sizeof(decoded))
                return MHD_HTTP_URI_TOO_LONG;
        if (!target.len || target.p[0] != '/' || has_odd_segment((ch_str) { target.p, ch_str_find(target, '?') }))
                return MHD_HTTP_BAD_REQUEST;
        return is_target_fine(target, decoded) ? 0 : MHD_HTTP_BAD_REQUEST;
}

/* ---- the headers ---- */

static const struct {
        const char *name;
        size_t offset;
} wanted[] = {
        { "Host", offsetof(ch_heads, host) },
        { "Content-Length", offsetof(ch_heads, content_length) },
        { "Transfer-Encoding", offsetof(ch_heads, transfer_encoding) },
        { "Content-Type", offsetof(ch_heads, content_type) },
        { "Content-Encoding", offsetof(ch_heads, content_encoding) },
        { "Expect", offsetof(ch_heads, expect) },
        { "Origin", offsetof(ch_heads, origin) },
        { "Sec-Fetch-Site", offsetof(ch_heads, fetch_site) },
        { "Cookie", offsetof(ch_heads, cookie) },
        { "X-CSRF-Token", offsetof(ch_heads, csrf) },
        { "Idempotency-Key", offsetof(ch_heads, idem) },
        { "If-Match", offsetof(ch_heads, if_match) },
        { "If-None-Match", offsetof(ch_heads, if_none_match) },
        { "Accept-Language", offsetof(ch_heads, accept_language) },
        { "Accept-Encoding", offsetof(ch_heads, accept_encoding) },
        { "X-Forwarded-For", offsetof(ch_heads, forwarded_for) },
        { "User-Agent", offsetof(ch_heads, user_agent) },
};

typedef struct walk {
        ch_heads *heads;
        int64_t count, bytes;
        uint32_t seen; /* bit = row of wanted */
        uint16_t code;
} walk;

_Static_assert(sizeof(wanted) / sizeof(wanted[0]) <= 32, "a bit for each wanted header");

static bool
is_token(const char *s, size_t len)
{
        for (size_t i = 0; i < len; i++) {
                unsigned char c = (unsigned char)s[i];
                bool is_alnum = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');

                if (!is_alnum && (!c || !strchr("!#$%&'*+-.^_`|~", c)))
                        return false;
        }
        return len > 0;
}

static bool
is_value(const char *s, size_t len)
{
        for (size_t i = 0; i < len; i++)
                if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f)
                        return false;
        return !len || ch_utf8_is_valid((ch_str) { s, len });
}

static bool
is_word(ch_str s, const char *word)
{
        return s.len == strlen(word) && !strncasecmp(s.p, word, s.len);
}

static void
keep(walk *w, ch_str name, ch_str value)
{
        for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
                if (!is_word(name, wanted[i].name))
                        continue;
                if (w->seen & (uint32_t)1 << i)
                        w->code = MHD_HTTP_BAD_REQUEST;
                w->seen |= (uint32_t)1 << i;
                *(ch_str *)(void *)((char *)w->heads + wanted[i].offset) = value;
        }
}

static enum MHD_Result
visit(void *cls, enum MHD_ValueKind kind, const char *key, size_t key_len, const char *value, size_t len)
{
        walk *w = cls;

        (void)kind;
        if (!value)
                value = "\0";
        w->count++;
        w->bytes += (int64_t)(key_len + len + 4);
        /* Behind a value, CR and LF have become two NULs; anything else is a bare LF, or a NUL inside the value. */
        if (!is_token(key, key_len) || !is_value(value, len) || (len && (value[len] || value[len + 1])))
                w->code = MHD_HTTP_BAD_REQUEST;
        else if (key_len + len > (size_t)ch_limit(CH_LIMIT_HEADER))
                w->code = MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
        else
                keep(w, (ch_str) { key, key_len }, (ch_str) { value, len });
        return w->code ? MHD_NO : MHD_YES;
}

static bool
is_host(ch_str host)
{
        for (size_t i = 0; i < host.len; i++) {
                char c = host.p[i];
                bool is_alnum = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');

                if (!is_alnum && (!c || !strchr("-._:[]", c)))
                        return false;
        }
        return host.len > 0 && host.len < 256;
}

uint16_t
ch_gate_heads(const ch_heads *h, bool may_have_body, bool is_http_1_0)
{
        int64_t length = 0;

        if (!is_host(h->host))
                return MHD_HTTP_BAD_REQUEST;
        /* Nobody needs chunks for a form or a JSON document, and their many spellings are where smuggling starts. */
        if (h->transfer_encoding.len)
                return h->content_length.len || is_http_1_0 ? MHD_HTTP_BAD_REQUEST : MHD_HTTP_LENGTH_REQUIRED;
        if (h->content_length.len &&
            (h->content_length.p[0] == '-' || !ch_str_int(h->content_length, 0, INT64_MAX, &length)))
                return MHD_HTTP_BAD_REQUEST;
        if (length && !may_have_body)
                return MHD_HTTP_BAD_REQUEST;
        if (h->content_encoding.len && !is_word(h->content_encoding, "identity"))
                return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
        if (h->expect.len && !is_word(h->expect, "100-continue"))
                return MHD_HTTP_EXPECTATION_FAILED;
        return 0;
}

uint16_t
ch_gate_check(struct MHD_Connection *connection, const ch_line *line, ch_heads *heads)
{
        walk w = { .heads = heads };
        bool may_have_body = false;
        uint16_t code = check_line(line);

        memset(heads, 0, sizeof(*heads));
        if (!code)
                code = check_method(line->method, &may_have_body);
        if (code)
                return code;
        (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, visit, &w);
        if (w.code)
                return w.code;
        if (w.count > ch_limit(CH_LIMIT_HEADER_COUNT) || w.bytes > ch_limit(CH_LIMIT_HEADERS))
                return MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
        return ch_gate_heads(heads, may_have_body, !strcmp(line->version, MHD_HTTP_VERSION_1_0));
}

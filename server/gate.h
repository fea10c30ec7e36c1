/* gate.h – what a request must look like before anything else looks at it.
 *
 * libmicrohttpd 0.9.75 is lax even in its strict mode: it takes two Hosts, two Content-Lengths, NULs in paths, bare
 * line feeds. Each such leniency is a way for two programs on the road to read one request differently. The gate runs
 * in the first call of the handler, before routing; what it refuses is answered and the connection closed. It looks at
 * how the parser left its buffer, so tests/http/check sends the raw bytes to a listening server. Pure but for the
 * connection's headers; I/O thread.
 */
#ifndef CH_SERVER_GATE_H
#define CH_SERVER_GATE_H
#include <ch/base/str.h>

struct MHD_Connection;

/* Headers that the house reads; empty: not sent. Each may come once. They borrow from the connection. */
typedef struct ch_heads {
        ch_str host, content_length, transfer_encoding, content_type, content_encoding, expect;
        ch_str origin, fetch_site, cookie, csrf, idem, if_match, if_none_match;
        ch_str accept_language, accept_encoding, forwarded_for, user_agent;
} ch_heads;

/* How the parser left the request line; all point into its buffer. */
typedef struct ch_line {
        const char *method, *uri, *version;
        size_t uri_len; /* up to the first NUL, as the URI log saw it */
} ch_line;

/* 0, or the HTTP code of the refusal: path and query as sent. 414: too long; 400: no leading "/", an odd character or
 * escape, a second "?", an empty, "." or ".." segment, an escaped "/" or "." in the path, not UTF-8. */
uint16_t ch_gate_target(ch_str target);
/* The same for what the headers say together. 411: Transfer-Encoding; 400: Host missing or odd, a length that is none,
 * a body where the method has none, both framings; 415: Content-Encoding; 417: Expect. */
uint16_t ch_gate_heads(const ch_heads *heads, bool may_have_body, bool is_http_1_0);
/* All of it but the target; fills *heads. 501: method; 505: version; 431: headers over their limits; 400 else. After
 * anything but 0 *heads may be half filled. */
uint16_t ch_gate_check(struct MHD_Connection *connection, const ch_line *line, ch_heads *heads);
#endif

/* reply.h – the one answer of a request; the only way bytes go back to a client.
 *
 * A handler calls one of the ch_reply_… functions below; calling a second one replaces the first. Bodies are borrowed
 * and must live in the request's arena (or be static). Every reply gets the security headers, `Cache-Control: no-store`
 * and a length by itself; a 200 to a GET gets an ETag, the hash of its bytes, and turns into 304 where If-None-Match
 * names it; so does JSON in a 200 or 201 of the API, which shows the record as a GET would. Nothing here fails: what
 * does not fit into the arena becomes a 413 when the reply is sent.
 */
#ifndef CH_SERVER_REPLY_H
#define CH_SERVER_REPLY_H
#include "req.h"
#include <ch/static.h>

enum { CH_REPLY_HEADERS_MAX = 12 };

typedef struct ch_reply_header {
        const char *name; /* literal */
        ch_str value;
} ch_reply_header;

struct ch_reply;
/* Makes the reply from what the command has left in made, on the I/O thread, after its commit. */
typedef void ch_render(struct ch_reply *reply, const ch_look *look, const void *made);

/* What will be sent; zeroed but for req when the request begins. Handlers set is_secret and etag themselves, all else
 * through the functions below. */
typedef struct ch_reply {
        ch_req *req;
        uint16_t code;    /* 0: nothing prepared yet */
        ch_status status; /* what it says, for log and metrics */
        const char *type; /* content type, literal; NULL: no body */
        ch_str body;
        bool close;  /* no further request on this connection */
        ch_str etag; /* of the body, where it is known already; empty: it is made when it is sent */
        /* Holds a token that is given once: never kept under an idempotency key, and gets no ETag as a record. */
        bool is_secret;
        const char *cache; /* Cache-Control; NULL: no-store */
        ch_reply_header headers[CH_REPLY_HEADERS_MAX];
        size_t headers_len;
        ch_render *render; /* what is here is only to be made into the reply; NULL: it is the reply */
        const void *made;
} ch_reply;

/* A page: text/html; charset=utf-8. */
void ch_reply_html(ch_reply *reply, uint16_t code, ch_str html);
/* application/json. */
void ch_reply_json(ch_reply *reply, uint16_t code, ch_str json);
/* Anything else; type is a literal such as "text/csv; charset=utf-8". */
void ch_reply_bytes(ch_reply *reply, uint16_t code, const char *type, ch_str bytes);
/* 204. */
void ch_reply_empty(ch_reply *reply);
/* 201 with Location and a body. */
void ch_reply_created(ch_reply *reply, ch_url location, ch_str json);
/* From .run: render will make the reply once the change is on the disk, so that the writer need not. It is shown the
 * catalogue with the changes of this batch, so only for what nobody else can have changed yet: a new record. made lives
 * in the request's arena. False: the answer is to be kept with the change, or may not find room afterwards: make it at
 * once. */
bool ch_reply_later(ch_reply *reply, ch_render *render, const void *made);
/* 303: after a successful form. ch_url is a path of ours by construction. */
void ch_reply_see_other(ch_reply *reply, ch_url location);
/* An error by its row in the table of statuses: a page, or problem+json under /api/. CH_HIDDEN has fixed bytes per
 * language. */
void ch_reply_status(ch_reply *reply, ch_status st);
/* The same with why it is so this time, in the reader's language. */
void ch_reply_why(ch_reply *reply, ch_status st, ch_str why);
/* As above with why (may be empty), and members of your own behind the
 * standard ones: `members` is JSON text such as "\"errors\":[{…}]" (no outer braces), or empty. Always problem+json. */
void ch_reply_problem(ch_reply *reply, ch_status st, ch_str detail, ch_str members);

/* Adds a header; name is a literal; a value with control characters is a bug. */
void ch_reply_header_add(ch_reply *reply, const char *name, ch_str value);
/* Seconds, for 429 and 503; those get 1 without it. */
void ch_reply_retry_after(ch_reply *reply, int64_t seconds);
/* The session cookie (256-bit token as text); an empty token removes it. Kept until the browser closes. */
void ch_reply_session(ch_reply *reply, ch_str token);
/* The session is what it was before: what was changed about it in a refused command has not been kept. */
void ch_reply_session_stays(ch_reply *reply);
/* Clear-Site-Data, for signing out; removes the session cookie too. */
void ch_reply_sign_out(ch_reply *reply);

/* Remembers the language for a year. */
void ch_reply_language(ch_reply *reply, ch_lang lang);
/* A file of web/static, gzipped where the client takes it, to be kept for ever. */
void ch_reply_static(ch_reply *reply, const ch_static *file);

/* The CSRF token to put into the hidden field `csrf` of a form on this page. Without a session it is bound to a cookie
 * that this reply sets when the browser has none. Never fails; empty only when the arena is full. */
ch_str ch_reply_csrf(ch_reply *reply);
/* A fresh value for the hidden field `idem`, so that a form sent twice counts once. */
ch_str ch_reply_idem(ch_reply *reply);

/* The strong entity tag of bytes, with quotes. */
ch_str ch_etag(ch_arena *arena, ch_str bytes);
/* The same for what nobody names in If-Match, at a fraction of the cost: it may be another after a restart. */
ch_str ch_etag_passing(ch_arena *arena, ch_str bytes);
/* Does an If-Match or If-None-Match value name it, or is it "*"? */
bool ch_etag_listed(ch_str header, ch_str etag);
#endif

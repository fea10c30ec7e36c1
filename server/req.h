/* req.h – one request as a handler sees it: parsed, bounded, with its memory and its sender.
 *
 * Made by httpd.c, filled by req.c once the gate has let the request through; lives until the answer has been sent. One
 * thread at a time holds it: the I/O thread, then (writes) a hashing thread or the writer thread, then the I/O thread
 * again. Handlers read the members directly and allocate only in `arena`; what does not fit makes the request end
 * with 413 by itself (the arena remembers). All text has been checked to be UTF-8 without NUL, except `body`.
 */
#ifndef CH_SERVER_REQ_H
#define CH_SERVER_REQ_H
#include <ch/accounts.h>
#include <ch/base/text.h>
#include <ch/base/uuid.h>
#include <ch/pairs.h>

struct ch_route; /* route.h */

typedef enum ch_method { CH_GET, CH_POST, CH_PUT, CH_PATCH, CH_DELETE, CH__METHOD_MAX } ch_method; /* HEAD is GET */

enum { CH_REQ_PARAMS_MAX = 4 };

/* Who sends it, as the session says. */
typedef struct ch_caller {
        const ch_actor *actor;       /* never NULL: ch_actor_nobody without a session              */
        const ch_session_info *info; /* name, party, stage, language …; NULL without a session      */
        bool is_signed_in;           /* the session is complete: passphrase and second factor       */
} ch_caller;

typedef struct ch_req {
        ch_arena *arena;
        const struct ch_route *route; /* NULL: nothing has that path                                 */
        ch_desk *desk;                /* first argument of service calls              */
        ch_reader *reader; /* this I/O thread's read-only connection: ch_look_begin(req->reader, req->arena) */

        ch_method method;
        bool is_head;                    /* as GET; the body will not be sent                    */
        bool is_api;                     /* path under /api/: errors are problem+json, 401 not 303 */
        ch_str path;                     /* raw, without query                                  */
        ch_str target;                   /* raw path with query: for links back to this page    */
        ch_str param[CH_REQ_PARAMS_MAX]; /* what stood for the {…} of the pattern, decoded       */
        ch_pairs query;                  /* decoded                                             */
        ch_pairs form;                   /* decoded body of a BODY_FORM row                      */
        ch_str body;                     /* the bytes; checked by nobody yet                    */

        ch_caller caller;
        ch_lang lang;         /* ?lang=, cookie, account, Accept-Language, English: the first there is */
        ch_str session;       /* value of the session cookie, for signing out and rotation          */
        ch_str before;        /* value of the cookie of somebody not signed in; may be empty        */
        ch_str address;       /* client: 4 or 16 bytes; behind a proxy as the proxy says; 0 unknown  */
        ch_str if_match;      /* header as sent; empty: none                                        */
        ch_str if_none_match; /* same                                                               */
        ch_str agent;         /* short word for the browser: "Firefox", for the list of sessions */
        ch_str idem;          /* Idempotency-Key, or hidden field `idem`; 1..64 bytes, or empty      */
        ch_uuid incident;     /* asked through ch_req_incident                                       */

        void *draft; /* handler's own: left by .read for .hash and .run                               */
} ch_req;

/* First value of a query parameter; empty when there is none. */
ch_str ch_req_query(const ch_req *req, const char *name);
/* First value of a form field; empty when there is none. */
ch_str ch_req_field(const ch_req *req, const char *name);
/* The i-th path parameter as a record id. CH_HIDDEN when it is none: no such thing, as for an unknown id. */
CH_MUST_CHECK ch_status ch_req_id(const ch_req *req, size_t i, ch_uuid *out);
/* BLAKE2b over method, target and body: the "same request" of an idempotency key. */
void ch_req_fingerprint(const ch_req *req, uint8_t out[32]);
/* Random name of this request for the log and the error page; made at the first call. */
ch_uuid ch_req_incident(ch_req *req);
/* Has the caller one of these roles? */
bool ch_req_has_role(const ch_req *req, ch_roles roles);
#endif

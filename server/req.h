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

/* Methods that the gate lets pass. HEAD is GET with ch_req.is_head. */
typedef enum ch_method { CH_GET, CH_POST, CH_PUT, CH_PATCH, CH_DELETE, CH__METHOD_MAX } ch_method;

enum { CH_REQ_PARAMS_MAX = 4 };

/* Who sends it, as the session says. */
typedef struct ch_caller {
        /* Never NULL: ch_actor_nobody without a session. */
        const ch_actor *actor;
        /* Name, party, stage, language …; NULL without a session. */
        const ch_session_info *info;
        /* The session is complete: passphrase and second factor, or the latter put off. */
        bool is_signed_in;
} ch_caller;

/* All but draft, reader's looks and the arena is only read by handlers. */
typedef struct ch_req {
        /* Everything of this request; CH_LIMIT_ARENA bytes at most. */
        ch_arena *arena;
        /* Its row; NULL: nothing has that path. */
        const struct ch_route *route;
        ch_desk *desk; /* first argument of service calls              */
        /* This I/O thread's read-only connection: ch_look_begin(req->reader, req->arena). Not for .hash and .run. */
        ch_reader *reader;

        ch_method method;
        /* As GET; the body will not be sent. */
        bool is_head;
        /* Path under /api/: errors are problem+json, 401 not 303. */
        bool is_api;
        /* Raw, without query; target: with it, for links back to this page. */
        ch_str path;
        ch_str target;
        /* What stood for the {…} of the pattern, in order, decoded; empty where it has fewer. */
        ch_str param[CH_REQ_PARAMS_MAX];
        /* Decoded; names as sent, repeated ones in order. */
        ch_pairs query;
        /* Decoded body of a BODY_FORM row. */
        ch_pairs form;
        /* The bytes, set before .read; checked by nobody yet. */
        ch_str body;

        ch_caller caller;
        /* ?lang=, cookie, account, Accept-Language, English: the first there is. */
        ch_lang lang;
        /* Value of the session cookie, for signing out and rotation; empty: none. */
        ch_str session;
        /* Value of the cookie of somebody not signed in; may be empty. */
        ch_str before;
        /* Client: 4 or 16 bytes; behind a proxy as the proxy says; empty: unknown. */
        ch_str address;
        /* Headers as sent; empty: none. */
        ch_str if_match;
        ch_str if_none_match;
        /* Short word for the browser: "Firefox", for the list of sessions; "?": unknown. */
        ch_str agent;
        /* Idempotency-Key, or hidden field `idem`; 1..64 bytes, or empty. */
        ch_str idem;
        /* Asked through ch_req_incident. */
        ch_uuid incident;

        /* Handler's own: left by .read for .hash and .run, in the arena. */
        void *draft;
} ch_req;

/* First value of a query parameter, decoded; empty when there is none. */
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

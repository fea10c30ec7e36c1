/* route.h – the site map's rows, and how a request finds its row.
 *
 * ONE ROW PER METHOD AND PATH, in routes.c, sorted by path (bytewise), then method. Example:
 *
 *   { CH_GET,  "/requests/{id}", "request.show",   .act = CH_ACT_REQUEST_READ,
 *     .who = CH_HAS(CH_ROLE_MISSION) | CH_HAS(CH_ROLE_EXPERT), .show = page_request_show },
 *   { CH_POST, "/requests/{id}", "request.submit", .act = CH_ACT_REQUEST_SUBMIT, .who = CH_HAS(CH_ROLE_MISSION),
 *     .body = CH_BODY_FORM, .csrf = true, .read = page_request_read, .run = page_request_submit },
 *
 * `.who` has no default: 0 means nobody and stops the start-up; a public row says CH_PUBLIC, "any role" CH_SIGNED_IN;
 * CH_ANY_STAGE | … also lets in a session that still awaits its second factor.
 * Every row names the act it serves; the permission table (ch/may.h) must have that act and may give it to no fewer
 * roles than `.who`, else ch_routes_check() stops the start-up. `{…}` stands for one whole segment; a literal segment
 * wins over it ("/requests/new" before "/requests/{id}").
 *
 * Before a handler runs, these have passed, in this order: gate · path (404) · method (405) · size (413) · content type
 * (415) · session (pages 303 to sign-in, a form 401
 * with what was typed, API 401) · .who (404, same bytes as a missing page) · CSRF token and Origin
 * (403) · rate (429).
 *
 * Threads:
 *
 * - GET rows: .show runs whole on an I/O thread.
 * - Other rows: .read runs on the I/O thread: bytes to a checked draft (left in req->draft), no I/O, no clock. It may
 *   answer at once, with issues. Then the connection sleeps, and
 * - .hash (optional) runs on one of two hashing threads, for passphrases only, then
 * - .run runs on the writer thread inside a savepoint, and prepares the reply in the request's arena, or says how to
 *   make it on the I/O thread after COMMIT (ch_reply_later). The reply is sent after COMMIT; when the commit fails, it
 *   becomes 503.
 *
 * What a handler returns:
 *
 * - CH_OK from .show and .run: send the reply prepared. From .read and .hash: go on, unless a reply has been prepared:
 *   then send that.
 * - Any other status: a reply already prepared is sent as it is (a form shown again with its issues, 422); otherwise
 *   ch_reply_status() of that status. From .run it also rolls the savepoint back.
 */
#ifndef CH_SERVER_ROUTE_H
#define CH_SERVER_ROUTE_H
#include "reply.h"
#include "req.h"
#include <ch/may.h>

#define CH_SIGNED_IN (((ch_roles)1 << CH__ROLE_MAX) - 1) /* any role                                            */
#define CH_ANY_STAGE ((ch_roles)1 << 30)                 /* also a session that still awaits its second factor  */

typedef enum ch_body {
        CH_BODY_NONE, /* a Content-Length above 0 is refused                        */
        CH_BODY_FORM, /* application/x-www-form-urlencoded; parsed into req->form    */
        CH_BODY_JSON, /* application/json; req->body, parsed by codec               */
        CH_BODY__MAX
} ch_body;

/* What a row counts against, per account (per address without a session). The numbers are in limit.c. */
typedef enum ch_rate_class {
        CH_RATE_DEFAULT, /* reads or writes per minute, by method */
        CH_RATE_NONE,    /* health checks and static files        */
        CH_RATE_READ,
        CH_RATE_WRITE,
        CH_RATE_LOGIN,       /* per address, always                             */
        CH_RATE_FULL_RECORD, /* an expert opening a whole record                 */
        CH_RATE_OFFER,       /* offers per day                                  */
        CH_RATE__MAX
} ch_rate_class;

typedef ch_status ch_show(ch_req *req, ch_reply *reply);
typedef ch_status ch_read(ch_req *req, ch_reply *reply);
typedef ch_status ch_hashing(ch_req *req, ch_reply *reply);
typedef ch_status ch_run(ch_req *req, ch_work *work, ch_reply *reply);

/* One row of the site map. */
typedef struct ch_route {
        ch_method method;
        /* Pattern, "/requests/{id}"; at most CH_REQ_PARAMS_MAX holes. */
        const char *path;
        /* Unique word for matrix test and log. */
        const char *name;
        /* In the permission table: a further fence, and what shared handlers tell rows apart by. */
        ch_act act;
        ch_roles who; /* CH_HAS(…) of roles, CH_SIGNED_IN or CH_PUBLIC           */
        ch_body body;
        bool csrf; /* required on every row with a body or an effect that a browser session can reach */
        ch_rate_class rate;
        int64_t body_max; /* bytes; 0: the limit of its kind of body                */
        ch_show *show;
        ch_read *read; /* may be NULL */
        ch_hashing *hash;
        ch_run *run;
} ch_route;

typedef struct ch_routes {
        const ch_route *rows;
        size_t rows_len;
} ch_routes;

/* The site map (routes.c). */
ch_routes ch_routes_all(void);

/* Before the first request; logs each fault. CH_INVALID: a row out of order, twice, without .who, without handler or
 * with the wrong one for its method, a form without .csrf, an act that the permission table does not know or gives to
 * fewer roles. */
CH_MUST_CHECK ch_status ch_routes_check(const ch_routes *routes);

/* The row for method and raw path, parameters decoded into req->param. CH_HIDDEN: no row has the path; CH_ILLEGAL_MOVE:
 * the path has rows, but not for this method, and *allow lists those it has; CH_MALFORMED: a parameter is not UTF-8. */
CH_MUST_CHECK ch_status ch_route_find(const ch_routes *routes, ch_req *req, const ch_route **out, ch_str *allow);
#endif

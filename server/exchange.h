/* exchange.h – the core's own view of one request and of the server that it belongs to. Not for handlers.
 *
 * An exchange is made when the request line has been read and ends when the answer is out. It is kept for the next
 * request of the same I/O thread, with its arena. `req` stands first, so that the core finds the exchange of a request
 * it is given.
 */
#ifndef CH_SERVER_EXCHANGE_H
#define CH_SERVER_EXCHANGE_H
#include "conns.h"
#include "gate.h"
#include "httpd.h"
#include "pool.h"
#include "rate.h"
#include <ch/base/sync.h>
#include <stdatomic.h>

struct MHD_Connection;
typedef struct ch_worker ch_worker;

typedef struct ch_exchange {
        ch_req req;
        ch_reply reply;
        ch_heads heads;
        ch_str raw;      /* request target as sent, in the arena              */
        const char *uri; /* where the parser has it                           */
        ch_httpd *httpd;
        ch_worker *worker;
        struct MHD_Connection *connection;
        int fd;
        ch_conn_phase phase;
        bool has_begun;                /* the gate has been passed or has refused            */
        bool is_counted, is_anonymous; /* in httpd->busy, in httpd->anonymous                 */
        uint8_t peer[16];
        size_t peer_len;
        char *body;
        size_t body_len, body_cap;
        ch_status ran; /* what .run returned                                 */
        ch_command command;
        struct ch_exchange *next; /* of the worker's free ones                          */
} ch_exchange;

struct ch_httpd {
        ch_httpd_setup setup;
        bool is_secure; /* public_url is https: cookies are Secure, HSTS is sent */
        bool is_unix;
        ch_conns *conns;
        ch_exchange **exchanges; /* by descriptor: begun, not yet over; a row belongs to the thread of its connection */
        ch_rate *rate;
        ch_pool *hashers;
        ch_worker *workers;
        size_t workers_len;
        _Atomic bool is_stopping, is_over;
        _Atomic int64_t busy;      /* requests complete, answer not yet out               */
        _Atomic int64_t asleep;    /* connections suspended                             */
        _Atomic int64_t anonymous; /* bodies in flight without a session                 */
        ch_thread reaper;
        bool has_reaper;
};

/* turn.c: the life of a request between parser and answer. */
/* Headers are there and the gate is passed: fills ex->req, finds the row, checks what can be checked before the body. A
 * refusal is a prepared reply. */
void ch_turn_begin(ch_exchange *ex, const char *method);
/* A piece of the body. */
void ch_turn_body(ch_exchange *ex, const char *bytes, size_t len);
/* All is there. True: the reply is prepared. False: the connection sleeps; it will be resumed. */
bool ch_turn_run(ch_exchange *ex);

/* The token that this request's forms carry; empty when there is neither a session nor a cookie to bind it to. */
ch_str ch_req_csrf(const ch_req *req);

/* req.c: fills ex->req from request line and headers; then, where the row asks for it, who it is and his language; then
 * the key of a form or header. */
ch_status ch_req_load(ch_exchange *ex, const char *method);
void ch_req_load_caller(ch_exchange *ex);
ch_status ch_req_load_idem(ch_exchange *ex);

/* reply.c */
/* An answer of the protocol itself: 405, 411, 414, 417, 421, 431, 501, 505 … */
void ch_reply_refuse(ch_reply *reply, uint16_t code);
/* The answer kept under an idempotency key, and back: false when it holds a cookie or another header and is not to be
 * kept. */
void ch_reply_recalled(ch_reply *reply, const ch_kept_answer *kept);
bool ch_reply_keepable(const ch_reply *reply, ch_kept_answer *out);
/* Queues the prepared reply. False: no memory; the connection is to be closed. */
bool ch_reply_send(ch_exchange *ex);

/* httpd.c */
void ch_exchange_sleep(ch_exchange *ex);
/* Any thread, once after each sleep. The loop is woken by ch_httpd_wake, or at once when wake is true. */
void ch_exchange_resume(ch_exchange *ex, bool wake);
void ch_httpd_wake(void *httpd);
#endif

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

/* One request on its way: the I/O thread's, but while the connection sleeps, when it is the hashing thread's, then the
 * writer's. */
typedef struct ch_exchange {
        ch_req req;
        ch_reply reply;
        ch_heads heads;
        /* Request target as sent, a copy in the arena. */
        ch_str raw;
        /* Where the parser has it: for the gate, which looks at its surroundings. */
        const char *uri;
        /* The server, the I/O thread and the connection that it belongs to. */
        ch_httpd *httpd;
        ch_worker *worker;
        struct MHD_Connection *connection;
        /* Of the connection: index into httpd->exchanges. */
        int fd;
        /* CH_CONN_SEND: the answer is prepared, the connection was resumed. */
        ch_conn_phase phase;
        /* The gate has been passed or has refused. */
        bool has_begun;
        /* Counted in httpd->busy, in httpd->anonymous: to be taken off at the end. */
        bool is_counted, is_anonymous;
        /* Address as ch_address_of, or as the proxy says; peer_len 0: unknown. */
        uint8_t peer[16];
        size_t peer_len;
        /* Bytes so far, in the arena; room for all that Content-Length says. */
        char *body;
        size_t body_len, body_cap;
        /* What .run returned, before it is known whether the commit holds. */
        ch_status ran;
        /* The catalogue that the reply is still to be made from, or NULL. */
        const ch_catalog *pinned;
        /* Handed to the desk; the exchange is found back from it. */
        ch_command command;
        /* Of the worker's free ones, or of those that come back to it. */
        struct ch_exchange *next;
} ch_exchange;

/* The server, shared by all its threads: constant after opening, but for the atomic members, the tables that lock for
 * themselves, and exchanges. */
struct ch_httpd {
        ch_httpd_setup setup;
        /* public_url is https: cookies are Secure, HSTS is sent. */
        bool is_secure;
        /* A proxy stands before it and says who the client is. */
        bool is_unix;
        ch_conns *conns;
        /* By descriptor: begun, not yet over; a row belongs to the thread of its connection. */
        ch_exchange **exchanges;
        ch_rate *rate;
        ch_pool *hashers;
        ch_worker *workers;
        size_t workers_len;
        /* Stopping: nothing is accepted, writes get 503; over: the loops end. */
        _Atomic bool is_stopping, is_over;
        /* Requests complete, answer not yet out. */
        _Atomic int64_t busy;
        /* Connections suspended: none may be when the server closes. */
        _Atomic int64_t asleep;
        /* Bodies in flight without a session. */
        _Atomic int64_t anonymous;
        ch_thread reaper;
        bool has_reaper;
};

/* turn.c: the life of a request between parser and answer. */
/* turn.c: the life of a request between parser and answer; I/O thread.
 *
 * Headers are there and the gate is passed: fills ex->req, finds the row, checks what can be checked before the body
 * (path, method, host, size, type, room), and takes memory for it. A refusal is a prepared reply; ex->reply.close when
 * the rest is not worth reading. */
void ch_turn_begin(ch_exchange *ex, const char *method);
/* A piece of the body; dropped where a refusal is prepared. */
void ch_turn_body(ch_exchange *ex, const char *bytes, size_t len);
/* All is there: form, sender, intent, rate are checked, the handler runs. True: the reply is prepared. False: the
 * connection sleeps; it will be resumed, perhaps already. */
bool ch_turn_run(ch_exchange *ex);

/* The command has run and the connection goes on: makes the reply, if that was left for now. */
void ch_turn_end(ch_exchange *ex);

/* The token that this request's forms carry; empty when there is neither a session nor a cookie to bind it to. */
ch_str ch_req_csrf(const ch_req *req);

/* req.c: fills ex->req from request line and headers. CH_MALFORMED, CH_TOO_LARGE: the query cannot be read, or has too
 * many pairs. */
ch_status ch_req_load(ch_exchange *ex, const char *method);
/* Who it is and his language; nobody where there is no session. Asks the seam. */
void ch_req_load_caller(ch_exchange *ex);
/* The key of a header or form field. CH_MALFORMED: over 64 bytes, or not printable ASCII. */
ch_status ch_req_load_idem(ch_exchange *ex);

/* reply.c */
/* An answer of the protocol itself: 405, 411, 414, 417, 421, 431, 501, 505 … */
void ch_reply_refuse(ch_reply *reply, uint16_t code);
/* The answer kept under an idempotency key becomes the reply. */
void ch_reply_recalled(ch_reply *reply, const ch_kept_answer *kept);
/* And back: false when it holds a cookie, another header than Location or a secret, or is an error, and is not to be
 * kept. */
bool ch_reply_keepable(const ch_reply *reply, ch_kept_answer *out);
/* Queues the prepared reply, with all headers that every reply has; 304 and the 413 of a full arena are decided here.
 * False: no memory; the connection is to be closed. */
bool ch_reply_send(ch_exchange *ex);

/* httpd.c */
/* Suspends the connection: nobody else touches it till it is resumed. I/O thread. */
void ch_exchange_sleep(ch_exchange *ex);
/* Any thread, once after each sleep: its worker goes on with it. The worker is woken by ch_httpd_wake, or at once when
 * wake is true. */
void ch_exchange_resume(ch_exchange *ex, bool wake);
void ch_httpd_wake(void *httpd);
#endif

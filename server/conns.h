/* conns.h – every open connection with the moment at which it must have moved on.
 *
 * libmicrohttpd's own time-out starts anew with each byte; a client that sends one byte a second would stay for ever.
 * Here deadlines are absolute and move only when the phase does. The reaper thread calls ch_conns_reap, which shuts the
 * socket down (both ways); the loop then sees the end and closes. One mutex guards all: the notice of a closed
 * connection clears its row before the descriptor can be used again. Thread-safe; a call costs about 50 ns, a reap
 * O(rows).
 */
#ifndef CH_SERVER_CONNS_H
#define CH_SERVER_CONNS_H
#include <ch/base/str.h>

/* The table: one row for each descriptor. Times are ch_uptime_ms, the caller's. */
typedef struct ch_conns ch_conns;

/* Where a connection is; each phase has its deadline (limit.h), counted from its beginning. */
typedef enum ch_conn_phase {
        CH_CONN_FIRST,  /* just accepted: the first request's headers are due    */
        CH_CONN_HEADER, /* a request line has come: its headers are due           */
        CH_CONN_BODY,   /* headers are complete: the body is due, at a least rate */
        CH_CONN_AWAY,   /* the request is with the writer: no deadline            */
        CH_CONN_SEND,   /* the answer must be taken                              */
        CH_CONN_IDLE,   /* kept open for a next request                          */
        CH_CONN__MAX
} ch_conn_phase;

/* Room for descriptors below fds; another one is a bug (asserted). NULL: no memory. */
ch_conns *ch_conns_new(size_t fds);
/* Sets *conns to NULL, which is fine to begin with. */
void ch_conns_free(ch_conns **conns);

/* Asked before accepting: false, when all places, or all places of this address (empty: a proxy, not counted), are
 * taken. */
bool ch_conns_has_room(ch_conns *conns, ch_str address);
/* It has been accepted: phase FIRST begins. address: at most 16 bytes, ch_address_of. */
void ch_conns_open(ch_conns *conns, int fd, ch_str address, int64_t now_ms);
/* Before the descriptor can be used again. */
void ch_conns_close(ch_conns *conns, int fd);
/* A phase begins, and with it its deadline; but from FIRST to HEADER nothing moves: the first request's deadline began
 * with the connection. Not open: nothing. */
void ch_conns_enter(ch_conns *conns, int fd, ch_conn_phase phase, int64_t now_ms);
/* Bytes of the body have come: in phase BODY the rate is reckoned from them, after a grace. */
void ch_conns_received(ch_conns *conns, int fd, size_t bytes);
/* Shuts down what is over its deadline; returns how many. */
size_t ch_conns_reap(ch_conns *conns, int64_t now_ms);
/* Open ones. */
size_t ch_conns_count(ch_conns *conns);
#endif

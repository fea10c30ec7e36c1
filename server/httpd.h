/* httpd.h – the listening server: I/O threads, their libmicrohttpd daemons, and an orderly end.
 *
 * One thread per core, each with its own epoll daemon and no thread of the library's, all on one listening socket. Each
 * polls its daemon's epoll descriptor and an eventfd of ours, then runs the daemon, which never blocks.
 */
#ifndef CH_SERVER_HTTPD_H
#define CH_SERVER_HTTPD_H
#include "config.h"
#include "listen.h"
#include "route.h"

typedef struct ch_httpd ch_httpd;

/* What the server asks of the rest of the house; tests bring their own. */
typedef struct ch_seams {
        /* The caller behind a session cookie; results in the arena. Called on the I/O thread. CH_UNAUTHENTICATED: none.
         */
        ch_status (*session)(ch_req *req, ch_str token, ch_caller *out);
        /* ch_answer_find and ch_answer_keep; NULL: no answer is kept under its idempotency key. */
        ch_status (*recall)(ch_work *work, const ch_actor *actor, ch_kept_answer *io);
        ch_status (*keep)(ch_work *work, const ch_actor *actor, const ch_kept_answer *answer);
        /* ch_desk_enqueue. */
        ch_status (*enqueue)(ch_desk *desk, ch_command *command);
        /* The HTML page for an error: the sentence is translated; incident is nil but for 5xx. A 404 must depend on
         * nothing but the language. NULL, or an empty result: plain text. */
        ch_str (*error_page)(ch_req *req, uint16_t code, ch_str sentence, ch_uuid incident);
        /* Answers a form whose session has ended, so that nothing typed is lost. NULL: to the sign-in, as for a page.
         */
        void (*session_ended)(ch_req *req, ch_reply *reply);
        /* Is the desk able to write? For /readyz. NULL: yes. */
        bool (*is_ready)(ch_desk *desk);
} ch_seams;

typedef struct ch_httpd_setup {
        const ch_config *config;
        ch_routes routes;
        ch_seams seams;
        ch_desk *desk;
        ch_reader **readers; /* one per I/O thread; NULL: none */
        size_t threads;
        ch_listener listener;
} ch_httpd_setup;

/* Starts all threads; the setup's members must outlive the server. CH_INVALID: the route table is wrong (logged).
 * CH_BUSY: no memory, thread or descriptor. The listener then belongs to the server. */
CH_MUST_CHECK ch_status ch_httpd_open(const ch_httpd_setup *setup, ch_httpd **out);
/* Accepts no more, answers writes with 503, waits until every request taken has its answer, at most CH_LIMIT_DRAIN_MS.
 * False: some are still out. Then stop the desk, which finishes its queue, and close. */
bool ch_httpd_drain(ch_httpd *httpd);
/* Sends what is left, joins all threads, frees. False: a request is still with the desk; nothing was freed, as the
 * library would abort: end the process with status 1. */
bool ch_httpd_close(ch_httpd **httpd);
/* I/O threads for a configured number: 0 means one per core. */
size_t ch_httpd_threads(int64_t configured);
bool ch_httpd_is_stopping(const ch_httpd *httpd);
bool ch_httpd_is_ready(ch_req *req);
#endif

#include "httpd.h"
#include "exchange.h"
#include "limit.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
        THREADS_MOST = 64,
        HASHERS = 2,
        FREE_MAX = 64,        /* exchanges kept per thread for the next requests     */
        MEMORY_LIMIT = 32768, /* of the parser per connection; more costs time       */
        WAIT_MS = 500,        /* longest sleep of a loop                             */
        REAP_MS = 100,
        SPARE_FDS = 256, /* besides connections: files, epoll, database          */
        FLUSH_MS = 1000,
        MHD_TIMEOUT_S = 3600, /* ours come first; the library must have one          */
};

struct ch_worker {
        ch_httpd *httpd;
        struct MHD_Daemon *daemon;
        ch_reader *reader;
        int wake;                 /* eventfd                                           */
        _Atomic bool has_resumed; /* since the last wake                                */
        _Atomic bool is_woken;    /* the eventfd has been written and not yet read       */
        ch_mutex lock;            /* guards the list of those that come back             */
        ch_exchange *back, **back_last;
        ch_exchange *free_list; /* this thread's                                      */
        size_t free_len;
        ch_thread thread;
        bool has_thread;
};

/* ---- exchanges ---- */

static ch_exchange *
exchange_take(ch_worker *w)
{
        ch_exchange *ex = w->free_list;
        ch_arena *arena;

        if (ex) {
                w->free_list = ex->next;
                w->free_len--;
        } else {
                ex = calloc(1, sizeof(*ex));
                arena = ex ? ch_arena_new((size_t)ch_limit(CH_LIMIT_ARENA)) : NULL;
                if (!arena) {
                        free(ex);
                        return NULL;
                }
                ex->req.arena = arena;
        }
        ex->httpd = w->httpd;
        ex->worker = w;
        ex->req.reader = w->reader;
        ex->reply.req = &ex->req;
        return ex;
}

static void
exchange_free(ch_exchange *ex)
{
        ch_arena_free(&ex->req.arena);
        free(ex);
}

static void
exchange_give(ch_exchange *ex)
{
        ch_worker *w = ex->worker;
        ch_arena *arena = ex->req.arena;

        if (w->free_len >= FREE_MAX) {
                exchange_free(ex);
                return;
        }
        ch_arena_reset(arena);
        *ex = (ch_exchange) { .req.arena = arena, .next = w->free_list };
        w->free_list = ex;
        w->free_len++;
}

/* ---- sleeping and waking ---- */

void
ch_exchange_sleep(ch_exchange *ex)
{
        atomic_fetch_add(&ex->httpd->asleep, 1);
        ch_conns_enter(ex->httpd->conns, ex->fd, CH_CONN_AWAY, ch_uptime_ms());
        MHD_suspend_connection(ex->connection);
}

static void
wake(ch_worker *w)
{
        if (!atomic_exchange(&w->is_woken, true))
                (void)eventfd_write(w->wake, 1);
}

/* The library is told by the worker itself: its way of resuming wakes the worker each time, which then takes the core
 * from a writer that has more of them to give back. */
void
ch_exchange_resume(ch_exchange *ex, bool wake_now)
{
        ch_worker *w = ex->worker;

        ex->phase = CH_CONN_SEND;
        ex->next = NULL;
        ch_mutex_lock(&w->lock);
        *w->back_last = ex;
        w->back_last = &ex->next;
        ch_mutex_unlock(&w->lock);
        /* From here on the I/O thread may end the exchange: only the worker is touched. */
        atomic_store(&w->has_resumed, true);
        if (wake_now)
                wake(w);
}

static void
take_back(ch_worker *w)
{
        ch_exchange *ex, *next;

        ch_mutex_lock(&w->lock);
        ex = w->back;
        w->back = NULL;
        w->back_last = &w->back;
        ch_mutex_unlock(&w->lock);
        for (; ex; ex = next) {
                next = ex->next;
                MHD_resume_connection(ex->connection);
                atomic_fetch_sub(&w->httpd->asleep, 1);
        }
}

void
ch_httpd_wake(void *httpd)
{
        ch_httpd *h = httpd;

        for (size_t i = 0; i < h->workers_len; i++)
                if (atomic_exchange(&h->workers[i].has_resumed, false))
                        wake(&h->workers[i]);
}

/* ---- what the library calls ---- */

static const union MHD_ConnectionInfo *
info_of(struct MHD_Connection *connection, enum MHD_ConnectionInfoType what)
{
        return MHD_get_connection_info(connection, what);
}

static void
end_exchange(ch_worker *w, ch_exchange *ex)
{
        w->httpd->exchanges[ex->fd] = NULL;
        if (ex->is_anonymous)
                atomic_fetch_sub(&w->httpd->anonymous, 1);
        if (ex->is_counted)
                atomic_fetch_sub(&w->httpd->busy, 1);
        ch_catalog_release(&ex->pinned);
        exchange_give(ex);
}

static enum MHD_Result
on_accept(void *cls, const struct sockaddr *peer, socklen_t len)
{
        ch_httpd *h = cls;
        uint8_t bytes[16];
        size_t n = len ? ch_address_of(peer, bytes) : 0;

        return !atomic_load(&h->is_stopping) && ch_conns_has_room(h->conns, (ch_str) { (const char *)bytes, n })
                       ? MHD_YES
                       : MHD_NO;
}

static void
on_connection(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
        ch_httpd *h = cls;
        int fd = info_of(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        uint8_t bytes[16];
        size_t n;

        (void)context;
        if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
                /* The library tells of no end when it gave up between the request line and the first call. */
                if (h->exchanges[fd])
                        end_exchange(h->exchanges[fd]->worker, h->exchanges[fd]);
                ch_conns_close(h->conns, fd);
                return;
        }
        n = ch_address_of(info_of(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr, bytes);
        ch_conns_open(h->conns, fd, (ch_str) { (const char *)bytes, n }, ch_uptime_ms());
}

/* The library would now split the query into a list of its own, which for many short pairs is larger than all memory it
 * has for the connection, and would then close without an answer. Ours is the copy; so its list is left empty. */
static void
hide_query(const char *uri)
{
        char *query = strchr((char *)(uintptr_t)uri, '?');

        if (query && query[1])
                query[1] = '\0';
}

/* The request line has been read. Its result becomes the handler's *context. */
static void *
on_line(void *cls, const char *uri, struct MHD_Connection *connection)
{
        ch_worker *w = cls;
        ch_exchange *ex = exchange_take(w);

        if (!ex)
                return NULL;
        ex->connection = connection;
        ex->fd = info_of(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        ex->peer_len = ch_address_of(info_of(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr, ex->peer);
        ex->uri = uri;
        ex->raw = ch_str_dup(ex->req.arena, ch_str_of(uri));
        w->httpd->exchanges[ex->fd] = ex;
        hide_query(uri);
        ch_conns_enter(w->httpd->conns, ex->fd, CH_CONN_HEADER, ch_uptime_ms());
        return ex;
}

/* Nothing is unescaped in place: routing works on the raw path. */
static size_t
on_unescape(void *cls, struct MHD_Connection *connection, char *s)
{
        (void)cls;
        (void)connection;
        return strlen(s);
}

static void
on_completed(void *cls, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode toe)
{
        ch_worker *w = cls;
        ch_exchange *ex = *context;

        (void)connection;
        *context = NULL;
        if (!ex)
                return;
        if (toe == MHD_REQUEST_TERMINATED_COMPLETED_OK)
                ch_conns_enter(w->httpd->conns, ex->fd, CH_CONN_IDLE, ch_uptime_ms());
        end_exchange(w, ex);
}

static enum MHD_Result
answer(ch_exchange *ex)
{
        ch_conns_enter(ex->httpd->conns, ex->fd, CH_CONN_SEND, ch_uptime_ms());
        return ch_reply_send(ex) ? MHD_YES : MHD_NO;
}

/* Headers are complete. A refusal goes out at once when the rest of the request is not worth reading. */
static enum MHD_Result
begin(ch_exchange *ex, const char *method, const char *version)
{
        ch_line line = { method, ex->uri, version, ex->raw.len };
        uint16_t code = ch_gate_target(ex->raw);
        uint16_t other = ch_gate_check(ex->connection, &line, &ex->heads);

        ex->has_begun = true;
        if (!code)
                code = other;
        if (code) {
                ch_reply_refuse(&ex->reply, code);
                ex->reply.close = true;
                return answer(ex);
        }
        ch_turn_begin(ex, method);
        if (ex->reply.code && ex->reply.close)
                return answer(ex);
        if (ex->heads.content_length.len && !ch_str_is(ex->heads.content_length, "0"))
                ch_conns_enter(ex->httpd->conns, ex->fd, CH_CONN_BODY, ch_uptime_ms());
        return MHD_YES;
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
           const char *data, size_t *len, void **context)
{
        ch_worker *w = cls;
        ch_exchange *ex = *context;

        (void)connection;
        (void)url;
        if (!ex)
                return MHD_NO; /* no memory when the line came */
        if (!ex->has_begun)
                return begin(ex, method, version);
        if (*len) {
                ch_conns_received(w->httpd->conns, ex->fd, *len);
                ch_turn_body(ex, data, *len);
                *len = 0;
                return MHD_YES;
        }
        if (ex->phase == CH_CONN_SEND) {
                ch_turn_end(ex);
                return answer(ex);
        }
        if (!ex->is_counted) {
                ex->is_counted = true;
                atomic_fetch_add(&w->httpd->busy, 1);
        }
        /* It is ours now: a long answer must not count as slow headers. */
        ch_conns_enter(w->httpd->conns, ex->fd, CH_CONN_AWAY, ch_uptime_ms());
        return ch_turn_run(ex) ? answer(ex) : MHD_YES;
}

/* ---- threads ---- */

/* Not run by the library, whose own loop leaves a batch of exactly 128 events unanswered. */
static void
loop(void *arg)
{
        ch_worker *w = arg;
        int ep = MHD_get_daemon_info(w->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;

        while (!atomic_load(&w->httpd->is_over)) {
                struct pollfd p[2] = { { .fd = ep, .events = POLLIN }, { .fd = w->wake, .events = POLLIN } };
                MHD_UNSIGNED_LONG_LONG t;
                int ms = WAIT_MS;
                eventfd_t n;

                if (MHD_get_timeout(w->daemon, &t) == MHD_YES && t < WAIT_MS)
                        ms = (int)t;
                (void)poll(p, 2, ms);
                if (p[1].revents) {
                        (void)eventfd_read(w->wake, &n);
                        atomic_store(&w->is_woken, false);
                }
                take_back(w);
                (void)MHD_run(w->daemon);
        }
}

static void
sleep_ms(int ms)
{
        (void)poll(NULL, 0, ms);
}

static void
reap(void *arg)
{
        ch_httpd *h = arg;

        while (!atomic_load(&h->is_over)) {
                size_t n = ch_conns_reap(h->conns, ch_uptime_ms());

                if (n)
                        ch_log(CH_LOG_INFO, "http.overdue", ch_log_int("connections", (int64_t)n));
                sleep_ms(REAP_MS);
        }
}

/* ---- start ---- */

size_t
ch_httpd_threads(int64_t configured)
{
        return configured > 0 ? (size_t)configured : ch_cores(THREADS_MOST);
}

/* Room for every connection and the house's own files; the table of connections is as long. */
static size_t
raise_fds(void)
{
        rlim_t want = (rlim_t)ch_limit(CH_LIMIT_CONNECTIONS) + SPARE_FDS;
        struct rlimit r;

        if (getrlimit(RLIMIT_NOFILE, &r))
                return 0;
        r.rlim_cur = r.rlim_max == RLIM_INFINITY || want < r.rlim_max ? want : r.rlim_max;
        if (r.rlim_cur < want)
                ch_log(CH_LOG_WARN, "http.few-descriptors", ch_log_int("wanted", (int64_t)want),
                       ch_log_int("allowed", (int64_t)r.rlim_cur));
        return setrlimit(RLIMIT_NOFILE, &r) ? 0 : (size_t)r.rlim_cur;
}

static struct MHD_Daemon *
start_daemon(ch_worker *w, int fd)
{
        int64_t connections = ch_limit(CH_LIMIT_CONNECTIONS) / (int64_t)w->httpd->workers_len;

        return MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, on_accept, w->httpd, on_request, w,
                                MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
                                (unsigned)(connections > 0 ? connections : 1), MHD_OPTION_CONNECTION_TIMEOUT,
                                (unsigned)MHD_TIMEOUT_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_LIMIT,
                                MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_line, w,
                                MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, NULL, MHD_OPTION_NOTIFY_COMPLETED,
                                on_completed, w, MHD_OPTION_NOTIFY_CONNECTION, on_connection, w->httpd, MHD_OPTION_END);
}

static ch_status
start_worker(ch_httpd *h, size_t i)
{
        ch_worker *w = &h->workers[i];
        int fd = i ? dup(h->setup.listener.fd) : h->setup.listener.fd;

        w->httpd = h;
        ch_mutex_init(&w->lock);
        w->back_last = &w->back;
        w->reader = h->setup.readers ? h->setup.readers[i] : NULL;
        w->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        if (fd < 0 || w->wake < 0)
                return CH_BUSY;
        w->daemon = start_daemon(w, fd);
        if (!w->daemon) {
                ch_log(CH_LOG_ERROR, "http.no-daemon", ch_log_int("errno", errno));
                return CH_BUSY;
        }
        if (ch_thread_start(&w->thread, "ch-io", loop, w))
                return CH_BUSY;
        w->has_thread = true;
        return CH_OK;
}

static ch_status
start_all(ch_httpd *h)
{
        ch_status st = ch_pool_start(HASHERS, (size_t)ch_limit(CH_LIMIT_HASH_QUEUE), &h->hashers);

        if (st)
                return st;
        for (size_t i = 0; i < h->workers_len; i++) {
                st = start_worker(h, i);
                if (st)
                        return st;
        }
        st = ch_thread_start(&h->reaper, "ch-reap", reap, h);
        h->has_reaper = !st;
        return st;
}

ch_status
ch_httpd_open(const ch_httpd_setup *setup, ch_httpd **out)
{
        ch_httpd *h = calloc(1, sizeof(*h));
        size_t fds = raise_fds();
        ch_status st = ch_routes_check(&setup->routes);

        *out = h;
        if (!h)
                return CH_BUSY;
        if (!fds || st) {
                free(h);
                *out = NULL;
                return st ? st : CH_BUSY;
        }
        h->setup = *setup;
        h->is_secure = ch_str_starts(setup->config->public_url, CH_LIT("https://"));
        h->is_unix = setup->listener.is_unix;
        h->conns = ch_conns_new(fds);
        h->exchanges = calloc(fds, sizeof(*h->exchanges));
        h->rate = ch_rate_new();
        h->workers = calloc(setup->threads, sizeof(*h->workers));
        h->workers_len = h->workers ? setup->threads : 0;
        for (size_t i = 0; i < h->workers_len; i++)
                h->workers[i].wake = -1;
        st = h->conns && h->exchanges && h->rate && h->workers ? start_all(h) : CH_BUSY;
        if (st)
                (void)ch_httpd_close(out);
        return st;
}

/* ---- end ---- */

bool
ch_httpd_is_stopping(const ch_httpd *httpd)
{
        return atomic_load(&httpd->is_stopping);
}

bool
ch_httpd_is_ready(ch_req *req)
{
        const ch_httpd *h = ((ch_exchange *)(void *)req)->httpd;

        return !atomic_load(&h->is_stopping) && (!h->setup.seams.is_ready || h->setup.seams.is_ready(h->setup.desk));
}

static bool
wait_idle(ch_httpd *h, int64_t ms)
{
        int64_t until = ch_uptime_ms() + ms;

        while (atomic_load(&h->busy) > 0 && ch_uptime_ms() < until)
                sleep_ms(5);
        return atomic_load(&h->busy) == 0;
}

bool
ch_httpd_drain(ch_httpd *httpd)
{
        atomic_store(&httpd->is_stopping, true);
        for (size_t i = 0; i < httpd->workers_len; i++) {
                struct MHD_Daemon *d = httpd->workers[i].daemon;

                /* Quiescing wants the library's own threads; taking the socket out of the epoll set does the same. */
                if (d)
                        (void)epoll_ctl(MHD_get_daemon_info(d, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, EPOLL_CTL_DEL,
                                        MHD_get_daemon_info(d, MHD_DAEMON_INFO_LISTEN_FD)->listen_fd, NULL);
        }
        return wait_idle(httpd, ch_limit(CH_LIMIT_DRAIN_MS));
}

static void
end_worker(ch_worker *w)
{
        if (w->has_thread)
                ch_thread_join(&w->thread);
        if (w->daemon)
                MHD_stop_daemon(w->daemon);
        if (w->wake >= 0)
                (void)close(w->wake);
        if (w->httpd)
                ch_mutex_destroy(&w->lock);
        while (w->free_list) {
                ch_exchange *ex = w->free_list;

                w->free_list = ex->next;
                exchange_free(ex);
        }
}

bool
ch_httpd_close(ch_httpd **httpd)
{
        ch_httpd *h = *httpd;

        if (!h)
                return true;
        atomic_store(&h->is_stopping, true);
        ch_pool_stop(&h->hashers);
        ch_httpd_wake(h);
        (void)wait_idle(h, FLUSH_MS);
        if (atomic_load(&h->asleep))
                return false;
        atomic_store(&h->is_over, true);
        for (size_t i = 0; i < h->workers_len; i++)
                if (h->workers[i].wake >= 0)
                        wake(&h->workers[i]);
        if (h->has_reaper)
                ch_thread_join(&h->reaper);
        for (size_t i = 0; i < h->workers_len; i++)
                end_worker(&h->workers[i]);
        free(h->workers);
        free(h->exchanges);
        ch_conns_free(&h->conns);
        ch_rate_free(&h->rate);
        free(h);
        *httpd = NULL;
        return true;
}

/* The HTTP core with a site map of its own, a writer thread of its own and no desk: what tests/http/check drives.
 *
 *   http_server [--set NAME=VALUE]... [--unix PATH] [--ledger FILE] [--fault NAME]
 *
 * Prints "port N" when it listens. On SIGTERM it drains, stops its writer, prints "stored N" and leaves with 0. A fault
 * is planted through the linker (--wrap), so that the program that is shipped has no switch for it.
 */
#include "config.h"
#include "exchange.h"
#include "gate.h"
#include "house.h"
#include "httpd.h"
#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/base/file.h>
#include <ch/base/log.h>
#include <ch/base/sync.h>
#include <ch/msg.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- planted faults ---- */

static const char *fault = "";

static bool
has_fault(const char *name)
{
        return !strcmp(fault, name);
}

uint16_t __real_ch_gate_check(struct MHD_Connection *connection, const ch_line *line, ch_heads *heads);
uint16_t __wrap_ch_gate_check(struct MHD_Connection *connection, const ch_line *line, ch_heads *heads);
uint16_t __real_ch_gate_target(ch_str target);
uint16_t __wrap_ch_gate_target(ch_str target);
size_t __real_ch_conns_reap(ch_conns *conns, int64_t now_ms);
size_t __wrap_ch_conns_reap(ch_conns *conns, int64_t now_ms);
enum MHD_Result __real_MHD_run(struct MHD_Daemon *daemon);
enum MHD_Result __wrap_MHD_run(struct MHD_Daemon *daemon);
enum MHD_Result __real_MHD_add_response_header(struct MHD_Response *response, const char *name, const char *value);
enum MHD_Result __wrap_MHD_add_response_header(struct MHD_Response *response, const char *name, const char *value);
bool __real_ch_csrf_matches(ch_str token, ch_str right);
bool __wrap_ch_csrf_matches(ch_str token, ch_str right);

uint16_t
__wrap_ch_gate_check(struct MHD_Connection *connection, const ch_line *line, ch_heads *heads)
{
        uint16_t code = __real_ch_gate_check(connection, line, heads);

        return has_fault("gate") ? 0 : code;
}

uint16_t
__wrap_ch_gate_target(ch_str target)
{
        return has_fault("gate") ? 0 : __real_ch_gate_target(target);
}

size_t
__wrap_ch_conns_reap(ch_conns *conns, int64_t now_ms)
{
        return has_fault("reaper") ? 0 : __real_ch_conns_reap(conns, now_ms);
}

/* The library's own loop, with its own waiting. */
enum MHD_Result
__wrap_MHD_run(struct MHD_Daemon *daemon)
{
        return has_fault("stall") ? MHD_run_wait(daemon, 5000) : __real_MHD_run(daemon);
}

enum MHD_Result
__wrap_MHD_add_response_header(struct MHD_Response *response, const char *name, const char *value)
{
        if (has_fault("headers") && !strcmp(name, "Cache-Control"))
                return MHD_YES;
        return __real_MHD_add_response_header(response, name, value);
}

bool
__wrap_ch_csrf_matches(ch_str token, ch_str right)
{
        return has_fault("csrf") || __real_ch_csrf_matches(token, right);
}

/* ---- the writer: takes all that waits, stores it, then answers ---- */

static struct {
        ch_mutex mutex;
        ch_cond change;
        ch_command *first, **last;
        bool is_stopping;
        int ledger;
        int64_t stored;
        ch_thread thread;
} writer;

static ch_status
enqueue(ch_desk *desk, ch_command *command)
{
        ch_status st = CH_BUSY;

        (void)desk;
        ch_mutex_lock(&writer.mutex);
        if (!writer.is_stopping) {
                command->next = NULL;
                *writer.last = command;
                writer.last = &command->next;
                ch_cond_signal(&writer.change);
                st = CH_OK;
        }
        ch_mutex_unlock(&writer.mutex);
        return st;
}

static ch_command *
take_all(void)
{
        ch_command *batch;

        ch_mutex_lock(&writer.mutex);
        while (!writer.first && !writer.is_stopping)
                ch_cond_wait(&writer.change, &writer.mutex);
        batch = writer.first;
        writer.first = NULL;
        writer.last = &writer.first;
        ch_mutex_unlock(&writer.mutex);
        return batch;
}

static void
store(size_t n)
{
        char line[] = "stored\n";

        if (has_fault("ack-early") && writer.stored % 5 == 4)
                return;
        for (size_t i = 0; i < n && writer.ledger >= 0; i++)
                CH_ASSERT(write(writer.ledger, line, sizeof(line) - 1) == sizeof(line) - 1);
        if (writer.ledger >= 0)
                (void)fdatasync(writer.ledger);
}

static void
write_batches(void *arg)
{
        ch_command *batch, *c, *next;

        (void)arg;
        while ((batch = take_all())) {
                void (*batch_end)(void *) = batch->batch_end;
                void *batch_arg = batch->batch_arg;
                size_t n = 0;

                for (c = batch; c; c = c->next) {
                        ch_work work = { .issues = ch_issues_new(c->arena) };

                        c->result = c->run(c, &work);
                        n += c->result == CH_OK;
                }
                store(n);
                writer.stored += (int64_t)n;
                for (c = batch; c; c = next) {
                        next = c->next;
                        c->done(c, c->result);
                }
                batch_end(batch_arg);
        }
}

static void
writer_start(const char *path)
{
        writer.last = &writer.first;
        writer.ledger = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
        ch_mutex_init(&writer.mutex);
        ch_cond_init(&writer.change);
        CH_ASSERT(ch_thread_start(&writer.thread, "writer", write_batches, NULL) == CH_OK);
}

static void
writer_stop(void)
{
        ch_mutex_lock(&writer.mutex);
        writer.is_stopping = true;
        ch_cond_signal(&writer.change);
        ch_mutex_unlock(&writer.mutex);
        ch_thread_join(&writer.thread);
        ch_cond_destroy(&writer.change);
        ch_mutex_destroy(&writer.mutex);
        if (writer.ledger >= 0)
                (void)close(writer.ledger);
}

/* ---- who: the cookie "as-ROLE" is a session of that role, "half" one without its second factor ---- */

static ch_status
session(ch_req *req, ch_str token, ch_caller *out)
{
        ch_actor *actor = CH_NEW(req->arena, ch_actor);
        ch_session_info *info = CH_NEW(req->arena, ch_session_info);

        if (!actor || !info)
                return CH_TOO_LARGE;
        info->csrf = CH_LIT("session-token");
        info->stage = CH_STAGE_FULL;
        memset(actor->account.b, 7, sizeof(actor->account.b));
        for (ch_role role = 0; role < CH__ROLE_MAX; role++)
                if (ch_str_eq(token, ch_fmt(req->arena, "as-%s", ch_role_names[role])))
                        actor->roles = CH_HAS(role);
        if (ch_str_is(token, "half"))
                info->stage = CH_STAGE_FACTOR;
        else if (!actor->roles)
                return CH_UNAUTHENTICATED;
        *out = (ch_caller) { .actor = actor, .info = info, .is_signed_in = info->stage == CH_STAGE_FULL };
        return CH_OK;
}

/* ---- one answer kept under its key, as the desk keeps many ---- */

static ch_kept_answer kept;
static char kept_text[512];

static ch_str
copy(char **at, ch_str s)
{
        ch_str out = { *at, s.len };

        memcpy(*at, s.p, s.len);
        *at += s.len;
        return out;
}

static ch_status
recall(ch_work *work, const ch_actor *actor, ch_kept_answer *io)
{
        (void)work, (void)actor;
        if (!kept.key.len || !ch_str_eq(kept.key, io->key))
                return CH_HIDDEN;
        if (memcmp(&kept.body, &io->body, sizeof(kept.body)) != 0)
                return CH_CONFLICT;
        *io = kept;
        return CH_OK;
}

static ch_status
keep(ch_work *work, const ch_actor *actor, const ch_kept_answer *answer)
{
        char *at = kept_text;

        (void)work, (void)actor;
        CH_ASSERT(answer->key.len + answer->location.len + answer->type.len + answer->bytes.len <= sizeof(kept_text));
        kept = *answer;
        kept.key = copy(&at, answer->key);
        kept.location = copy(&at, answer->location);
        kept.type = copy(&at, answer->type);
        kept.bytes = copy(&at, answer->bytes);
        return CH_OK;
}

/* ---- the site ---- */

static const char text[] = "text/plain; charset=utf-8";

static ch_status
show_small(ch_req *req, ch_reply *reply)
{
        (void)req;
        ch_reply_bytes(reply, 200, text, CH_LIT("small\n"));
        return CH_OK;
}

static ch_status
show_echo(ch_req *req, ch_reply *reply)
{
        ch_reply_bytes(reply, 200, text,
                       ch_fmt(req->arena, "path=%.*s\nq=%.*s\nitem=%.*s\nlang=%s\n", (int)req->path.len, req->path.p,
                              (int)ch_req_query(req, "q").len, ch_req_query(req, "q").p, (int)req->param[0].len,
                              req->param[0].p, ch_lang_code(req->lang)));
        return CH_OK;
}

static ch_status
show_big(ch_req *req, ch_reply *reply)
{
        int64_t n = 0;
        char *p;

        if (!ch_str_int(ch_req_query(req, "n"), 1, 1 << 30, &n))
                return CH_MALFORMED;
        p = ch_arena_alloc(req->arena, (size_t)n, 1);
        if (!p)
                return CH_TOO_LARGE;
        memset(p, 'x', (size_t)n);
        ch_reply_bytes(reply, 200, text, (ch_str) { p, (size_t)n });
        return CH_OK;
}

static ch_status
show_form(ch_req *req, ch_reply *reply)
{
        ch_str token = ch_reply_csrf(reply);

        ch_reply_bytes(reply, 200, text, ch_fmt(req->arena, "%.*s", (int)token.len, token.p));
        return CH_OK;
}

/* Any status of the house by its number. */
static ch_status
show_status(ch_req *req, ch_reply *reply)
{
        int64_t n = 0;

        (void)reply;
        return ch_str_int(req->param[0], 1, CH__STATUS_MAX - 1, &n) ? (ch_status)n : CH_HIDDEN;
}

static ch_status
run_row(ch_req *req, ch_work *work, ch_reply *reply)
{
        static int64_t number;

        (void)work;
        if (req->is_api)
                ch_reply_created(reply, CH_URL("/echo"), ch_fmt(req->arena, "{\"number\":%lld}", (long long)++number));
        else
                ch_reply_see_other(reply, CH_URL("/echo"));
        return CH_OK;
}

static ch_status
run_refused(ch_req *req, ch_work *work, ch_reply *reply)
{
        (void)req, (void)work, (void)reply;
        return CH_CONFLICT;
}

static ch_status
run_overflow(ch_req *req, ch_work *work, ch_reply *reply)
{
        (void)work;
        ch_reply_created(reply, CH_URL("/echo"), CH_LIT("{}"));
        (void)ch_arena_alloc(req->arena, (size_t)ch_limit(CH_LIMIT_ARENA) + 1, 1);
        return CH_OK;
}

static ch_status
read_issues(ch_req *req, ch_reply *reply)
{
        (void)req;
        ch_reply_problem(reply, CH_INVALID, CH_LIT(""), CH_LIT("\"errors\":[{\"field\":\"title\"}]"));
        return CH_INVALID;
}

static ch_status
hash_slowly(ch_req *req, ch_reply *reply)
{
        (void)req, (void)reply;
        (void)poll(NULL, 0, 100);
        return CH_OK;
}

#define EVERYBODY .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC
static const ch_route rows[] = {
        { CH_POST, "/api/v1/hash", "api.hash", EVERYBODY, .body = CH_BODY_JSON, .hash = hash_slowly, .run = run_row },
        { CH_POST, "/api/v1/issues", "api.issues", EVERYBODY, .body = CH_BODY_JSON, .read = read_issues,
          .run = run_row },
        { CH_POST, "/api/v1/mine", "api.mine", .act = CH_ACT_PUBLIC_PAGE, .who = CH_HAS(CH_ROLE_MISSION),
          .body = CH_BODY_JSON, .csrf = true, .run = run_row },
        { CH_POST, "/api/v1/overflow", "api.overflow", EVERYBODY, .body = CH_BODY_JSON, .run = run_overflow },
        { CH_POST, "/api/v1/refused", "api.refused", EVERYBODY, .body = CH_BODY_JSON, .run = run_refused },
        { CH_POST, "/api/v1/rows", "api.rows", EVERYBODY, .body = CH_BODY_JSON, .run = run_row },
        { CH_GET, "/api/v1/status/{n}", "api.status", EVERYBODY, .show = show_status },
        { CH_GET, "/big", "big", EVERYBODY, .show = show_big },
        { CH_GET, "/echo", "echo", EVERYBODY, .show = show_echo },
        { CH_GET, "/form", "form", EVERYBODY, .show = show_form },
        { CH_POST, "/form", "form.post", EVERYBODY, .body = CH_BODY_FORM, .csrf = true, .run = run_row },
        { CH_GET, "/healthz", "health", EVERYBODY, .rate = CH_RATE_NONE, .show = ch_show_health },
        { CH_GET, "/items/{id}", "item", EVERYBODY, .show = show_echo },
        { CH_GET, "/login", "login", EVERYBODY, .rate = CH_RATE_LOGIN, .show = show_small },
        { CH_GET, "/mine", "mine", .act = CH_ACT_PUBLIC_PAGE, .who = CH_HAS(CH_ROLE_MISSION), .show = show_form },
        { CH_GET, "/readyz", "ready", EVERYBODY, .rate = CH_RATE_NONE, .show = ch_show_ready },
        { CH_GET, "/small", "small", EVERYBODY, .show = show_small },
        { CH_GET, "/static/{file}", "static", EVERYBODY, .rate = CH_RATE_NONE, .show = ch_show_static },
        { CH_GET, "/status/{n}", "status", EVERYBODY, .show = show_status },
};

/* ---- main ---- */

static int
usage(const char *what)
{
        (void)fprintf(stderr, "http_server: %s\n", what);
        return 2;
}

static int
serve(const ch_config *config, const ch_listener *listener)
{
        ch_httpd_setup setup = { .config = config,
                                 .routes = { rows, CH_COUNT(rows) },
                                 .listener = *listener,
                                 .seams = { .session = session, .enqueue = enqueue, .recall = recall, .keep = keep },
                                 .threads = ch_httpd_threads(config->threads) };
        ch_httpd *httpd;
        sigset_t set;
        int signal;
        bool is_drained, is_closed;

        (void)sigemptyset(&set);
        (void)sigaddset(&set, SIGTERM);
        (void)sigaddset(&set, SIGINT);
        (void)sigprocmask(SIG_BLOCK, &set, NULL);
        if (ch_httpd_open(&setup, &httpd))
                return usage("cannot start");
        (void)printf("port %lld\n", (long long)listener->port);
        (void)fflush(stdout);
        (void)sigwait(&set, &signal);
        is_drained = ch_httpd_drain(httpd);
        writer_stop();
        is_closed = ch_httpd_close(&httpd);
        (void)printf("stored %lld\n", (long long)writer.stored);
        return is_drained && is_closed ? 0 : 1;
}

int
main(int argc, char **argv)
{
        ch_arena *arena = ch_arena_new(4 << 20);
        ch_str error = { NULL, 0 };
        const char *ledger = NULL;
        ch_listener listener;
        ch_config config;
        int st;

        if (!ch_crypto_init() || ch_config_defaults(arena, &config) ||
            ch_config_set(arena, CH_LIT("port=0"), &config, &error))
                return usage("cannot start");
        for (int i = 1; i + 1 < argc; i += 2) {
                if (!strcmp(argv[i], "--fault"))
                        fault = argv[i + 1];
                else if (!strcmp(argv[i], "--ledger"))
                        ledger = argv[i + 1];
                else if (strcmp(argv[i], "--set") != 0 || ch_config_set(arena, ch_str_of(argv[i + 1]), &config, &error))
                        return usage(error.len ? ch_str_c(arena, error) : "unknown option");
        }
        if (ch_listen(arena, config.listen, config.port, &listener, &error))
                return usage(ch_str_c(arena, error));
        writer_start(ledger);
        st = serve(&config, &listener);
        ch_arena_free(&arena);
        return st;
}

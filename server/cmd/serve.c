/* Start and stop, in the order that the safety of the data asks for. */
#include "cmd/cmd.h"
#include "cmd/import.h"
#include "httpd.h"
#include "moves.h"
#include "page/error.h"
#include "page/page.h"
#include "page/session_ended.h"
#include "sandbox.h"
#include <ch/accounts.h>
#include <ch/base/log.h>
#include <ch/base/mark.h>
#include <ch/msg.h>
#include <ch/upkeep.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_RESTART = 70, THREADS_MAX = 64, PAGES_CAP = 32 << 20, SAMPLE_CAP = 256 << 20 };

/* ---- arguments ---- */

enum { KEY_NO_SAMPLE = 0x200 };

typedef struct serve_options {
        ch_cmd_options common;
        const char *port;
        bool no_sample;
} serve_options;

static const struct argp_option options[] = {
        { "port", 'p', CH_MSG_INIT("N"), 0, CH_MSG_INIT("where to listen; 0: the system chooses"), 0 },
        { "no-sample", KEY_NO_SAMPLE, NULL, 0, CH_MSG_INIT("without the sample records and accounts"), 0 },
        { 0 },
};

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        serve_options *o = state->input;

        switch (key) {
        case ARGP_KEY_INIT:
                state->child_inputs[0] = &o->common;
                return 0;
        case 'p':
                o->port = arg;
                return 0;
        case KEY_NO_SAMPLE:
                o->no_sample = true;
                return 0;
        default:
                return ARGP_ERR_UNKNOWN;
        }
}

static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .options = options,
        .parser = parse,
        .children = children,
        .doc = CH_MSG_INIT("Run the server until SIGTERM or Ctrl-C. The data directory is made when it is missing."),
};

/* ---- one server ---- */

typedef struct serving {
        ch_config *config;
        ch_arena *arena; /* as long as the process: templates */
        ch_listener listener;
        ch_desk *desk;
        ch_reader *readers[THREADS_MAX];
        size_t threads;
        ch_httpd *httpd;
} serving;

static ch_status
find_session(ch_req *req, ch_str token, ch_caller *out)
{
        ch_actor *actor = CH_NEW(req->arena, ch_actor);
        ch_session_info *info = CH_NEW(req->arena, ch_session_info);
        ch_look look;
        ch_status st;

        if (!actor || !info)
                return CH_TOO_LARGE;
        look = ch_look_begin(req->reader, req->arena);
        st = ch_session_actor(&look, token, actor, info);
        ch_look_end(&look);
        if (!st)
                *out = (ch_caller) { .actor = actor, .info = info, .is_signed_in = info->stage == CH_STAGE_FULL };
        return st;
}

static bool
is_ready(ch_desk *desk)
{
        return !ch_desk_is_fatal(desk);
}

static ch_log_level
level_of(ch_str name)
{
        static const char *const names[] = { "error", "warn", "info", "debug" };

        for (ch_log_level l = CH_LOG_ERROR; l < CH_LOG_DEBUG; l++)
                if (ch_str_is(name, names[l]))
                        return l;
        return CH_LOG_DEBUG;
}

/* Started as root: go on as the owner of the data directory, who alone then can read it. */
static bool
drop_root(const char *data)
{
        struct stat info;
        struct passwd *owner;

        if (geteuid() != 0)
                return true;
        (void)mkdir(data, 0700);
        if (stat(data, &info))
                return false;
        if (!info.st_uid) {
                ch_log(CH_LOG_WARN, "serve.root", CH_LOG_LIT("reason", "root owns the data directory"));
                return true;
        }
        owner = getpwuid(info.st_uid);
        return owner && !initgroups(owner->pw_name, owner->pw_gid) && !setgid(owner->pw_gid) && !setuid(owner->pw_uid);
}

static int
load_pages(serving *s)
{
        ch_str errors = { NULL, 0 };

        if (ch_msg_load(s->config->locale_dir.p))
                return ch_cmd_fail("serve", "the messages in %s cannot be loaded", s->config->locale_dir.p);
        s->arena = ch_arena_new(PAGES_CAP);
        if (!s->arena || page_load(s->arena, &errors))
                return ch_cmd_fail("serve", "%.*s", (int)errors.len, errors.p ? errors.p : "");
        return CH_EXIT_DONE;
}

static bool
has_sample(serving *s)
{
        ch_look look = ch_look_begin(s->readers[0], s->arena);
        ch_offer_walk walk = ch_catalog_offers(look.cat);
        bool is_there = false;
        ch_offer o;

        while (!is_there && ch_offer_next(&walk, &o))
                is_there = o.head.is_sample;
        ch_look_end(&look);
        return is_there;
}

/* Before the sandbox, which keeps the folder of the sample out. */
static int
load_sample(serving *s)
{
        ch_arena *arena;
        int code;

        if (ch_desk_reader_open(s->desk, &s->readers[0]))
                return CH_EXIT_FAILED;
        if (!s->config->sample || has_sample(s))
                return CH_EXIT_DONE;
        arena = ch_arena_new(SAMPLE_CAP);
        code = arena ? ch_import_sample(s->desk, arena, s->config->sample_dir.p) : CH_EXIT_FAILED;
        ch_arena_free(&arena);
        return code;
}

static int
fence(const serving *s)
{
        const char *const writable[] = { s->config->data.p, NULL };
        const char *const readable[] = { s->config->locale_dir.p, s->config->reference.p, NULL };
        ch_sandbox box = { writable, readable, ch_str_is(s->config->sandbox, "full") };

        if (ch_str_is(s->config->sandbox, "off") || !ch_sandbox_enter(&box))
                return CH_EXIT_DONE;
        return ch_cmd_fail("serve", "the sandbox cannot be closed; the setting sandbox says how much of it there is");
}

static int
listen_and_open(serving *s, const ch_cmd_options *o)
{
        ch_str error = { NULL, 0 };

        if (ch_listen(o->arena, s->config->listen, s->config->port, &s->listener, &error))
                return ch_cmd_fail("serve", "%s", ch_str_c(o->arena, error));
        if (!drop_root(s->config->data.p))
                return ch_cmd_fail("serve", "cannot become the owner of %s", s->config->data.p);
        s->desk = ch_cmd_desk("serve", o, false);
        return s->desk ? load_pages(s) : CH_EXIT_FAILED;
}

static int
start_threads(serving *s)
{
        ch_httpd_setup setup = {
                .config = s->config,
                .routes = ch_routes_all(),
                .desk = s->desk,
                .readers = s->readers,
                .listener = s->listener,
                .threads = s->threads,
                .seams = { .session = find_session,
                           .recall = ch_answer_find,
                           .keep = ch_answer_keep,
                           .enqueue = ch_desk_enqueue,
                           .error_page = page_error,
                           .session_ended = page_session_ended,
                           .is_ready = is_ready },
        };
        const char *missing = ch_move_rows_check();
        ch_status st;

        if (missing)
                return ch_cmd_fail("serve", "the step %s of the procedure has no route", missing);
        st = ch_desk_start(s->desk);
        for (size_t i = 1; !st && i < s->threads; i++)
                st = ch_desk_reader_open(s->desk, &s->readers[i]);
        if (!st)
                st = ch_httpd_open(&setup, &s->httpd);
        return st ? ch_cmd_fail_status("serve", st) : CH_EXIT_DONE;
}

/* ---- what the person at the terminal reads ---- */

static ch_str
address_of(const serving *s, ch_arena *arena)
{
        const char *host = s->config->listen.p;

        if (s->config->public_url.len)
                return s->config->public_url;
        if (s->listener.is_unix)
                return s->config->listen;
        return ch_fmt(arena,
                      ch_str_find(s->config->listen, ':') < s->config->listen.len ? "http://[%s]:%lld"
                                                                                  : "http://%s:%lld",
                      host, (long long)s->listener.port);
}

typedef struct invitations {
        ch_sample_link links[CH_SAMPLES];
        size_t len;
} invitations;

static ch_status
invite(void *ctx, ch_work *work)
{
        invitations *all = ctx;

        return ch_samples_invite(work, &ch_actor_system, all->links, &all->len);
}

static void
announce(serving *s, const ch_cmd_options *o)
{
        invitations all = { .len = 0 };
        ch_str address = address_of(s, o->arena);

        if (s->config->sample && ch_desk_run(s->desk, o->arena, invite, &all))
                (void)ch_cmd_fail("serve", "the sample accounts cannot be invited");
        for (size_t i = 0; i < all.len; i++)
                (void)printf("%-12s %.*s/invitation/%.*s   (%.*s)\n", all.links[i].what, (int)address.len, address.p,
                             (int)all.links[i].token.len, all.links[i].token.p, (int)all.links[i].party_name.len,
                             all.links[i].party_name.p);
        (void)printf("Clearinghouse is at %.*s\n", (int)address.len, address.p);
        (void)fflush(stdout);
}

/* ---- until told to stop ---- */

static void
block_signals(sigset_t *set)
{
        (void)sigemptyset(set);
        (void)sigaddset(set, SIGTERM);
        (void)sigaddset(set, SIGINT);
        (void)sigprocmask(SIG_BLOCK, set, NULL);
        (void)signal(SIGPIPE, SIG_IGN);
}

static int
wait_for_end(const serving *s, const sigset_t *set)
{
        const struct timespec second = { .tv_sec = 1 };

        while (sigtimedwait(set, NULL, &second) < 0) {
                ch_upkeep_answer(s->desk, s->config->data.p);
                if (ch_desk_is_fatal(s->desk)) {
                        ch_log(CH_LOG_ERROR, "serve.fatal", CH_LOG_LIT("reason", "a sync has failed"));
                        return EXIT_RESTART;
                }
        }
        return CH_EXIT_DONE;
}

static int
stop(serving *s, int code)
{
        bool is_clean = true;

        if (s->httpd)
                is_clean = ch_httpd_drain(s->httpd);
        if (s->desk)
                ch_desk_stop(s->desk);
        if (!ch_httpd_close(&s->httpd))
                _exit(code ? code : CH_EXIT_FAILED);
        for (size_t i = 0; i < s->threads; i++)
                ch_desk_reader_close(&s->readers[i]);
        ch_desk_close(&s->desk);
        ch_arena_free(&s->arena);
        ch_log(CH_LOG_INFO, "serve.end", ch_log_int("code", code), ch_log_int("all_answered", is_clean));
        return code;
}

int
ch_cmd_serve(int argc, char **argv)
{
        serve_options o = { .port = NULL };
        serving s = { .config = &o.common.config, .listener = { .fd = -1 } };
        sigset_t set;
        int code;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        if (o.port && !ch_str_int(ch_str_of(o.port), 0, 65535, &s.config->port)) {
                (void)ch_cmd_fail("serve", "--port takes a number from 0 to 65535");
                return CH_EXIT_USAGE;
        }
        s.config->sample = s.config->sample && !o.no_sample;
        s.threads = ch_httpd_threads(s.config->threads);
        ch_log_level_set(level_of(s.config->log_level));
        (void)umask(0077);
        block_signals(&set);
        code = listen_and_open(&s, &o.common);
        if (!code)
                code = load_sample(&s);
        if (!code)
                code = fence(&s);
        if (!code)
                code = start_threads(&s);
        if (!code) {
                announce(&s, &o.common);
                code = wait_for_end(&s, &set);
        }
        code = stop(&s, code);
        ch_arena_free(&o.common.arena);
        return code;
}

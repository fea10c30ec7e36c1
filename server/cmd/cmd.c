#include "cmd/cmd.h"
#include <ch/base/crypto.h>
#include <ch/base/log.h>
#include <ch/base/mark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const ch_cmd ch_cmds[] = {
        { "backup", CH_MSG_INIT("write a backup, also of a running server"), ch_cmd_backup },
        { "config", CH_MSG_INIT("print the effective settings"), ch_cmd_config },
        { "export", CH_MSG_INIT("write the records to standard output"), ch_cmd_export },
        { "import", CH_MSG_INIT("take in records from files"), ch_cmd_import },
        { "migrate", CH_MSG_INIT("bring the schema of a database up to date"), ch_cmd_migrate },
        { "plan", CH_MSG_INIT("propose who serves whom, over many requests"), ch_cmd_plan },
        { "rank", CH_MSG_INIT("rank offers for requests, with reasons"), ch_cmd_rank },
        { "restore", CH_MSG_INIT("restore a backup into an empty directory"), ch_cmd_restore },
        { "serve", CH_MSG_INIT("run the server"), ch_cmd_serve },
        { "user", CH_MSG_INIT("invite, disable or list accounts; reset a second factor"), ch_cmd_user },
        { "verify", CH_MSG_INIT("check a data directory"), ch_cmd_verify },
        { "weights", CH_MSG_INIT("list the weights' versions; what others would change"), ch_cmd_weights },
        { .name = NULL },
};

static int
print_usage(FILE *to)
{
        (void)fprintf(to, "Usage: clearinghouse COMMAND [OPTION...]\n\n");
        for (const ch_cmd *c = ch_cmds; c->name; c++)
                (void)fprintf(to, "  %-10s %s\n", c->name, c->help);
        (void)fprintf(to, "\nclearinghouse COMMAND --help explains each.\n");
        return to == stdout ? CH_EXIT_DONE : CH_EXIT_USAGE;
}

int
ch_cmd_main(int argc, char **argv)
{
        char name[64];

        argp_err_exit_status = CH_EXIT_USAGE;
        if (argc < 2)
                return print_usage(stderr);
        if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-?") || !strcmp(argv[1], "help"))
                return print_usage(stdout);
        if (!strcmp(argv[1], "--version")) {
                (void)printf("clearinghouse %s\n", CH_VERSION);
                return CH_EXIT_DONE;
        }
        for (const ch_cmd *c = ch_cmds; c->name; c++) {
                if (strcmp(argv[1], c->name) != 0)
                        continue;
                ch_log_level_set(CH_LOG_WARN); /* a command's user reads its answer; serve sets what the settings say */
                if (!ch_crypto_init())
                        return ch_cmd_fail(c->name, "the cryptographic library cannot start");
                (void)snprintf(name, sizeof(name), "clearinghouse %s", c->name);
                argv[1] = name;
                return c->run(argc - 1, argv + 1);
        }
        (void)fprintf(stderr, "clearinghouse: there is no command \"%s\"\n\n", argv[1]);
        return print_usage(stderr);
}

int
ch_cmd_fail(const char *cmd, const char *fmt, ...)
{
        va_list args;

        (void)fprintf(stderr, "clearinghouse %s: ", cmd);
        va_start(args, fmt);
        (void)vfprintf(stderr, fmt, args);
        va_end(args);
        (void)fputc('\n', stderr);
        return CH_EXIT_FAILED;
}

int
ch_cmd_fail_status(const char *cmd, ch_status st)
{
        return ch_cmd_fail(cmd, "%s", ch_status_text(st));
}

/* ---- options that every command has ---- */

enum { ARENA_CAP = 4 << 20, KEY_CONFIG = 0x100, KEY_SET };

static const struct argp_option common_options[] = {
        { "data", 'd', CH_MSG_INIT("DIR"), 0, CH_MSG_INIT("data directory"), 0 },
        { "config", KEY_CONFIG, CH_MSG_INIT("FILE"), 0,
          CH_MSG_INIT("settings; default: $CLEARINGHOUSE_CONFIG, or none"), 0 },
        { "set", KEY_SET, CH_MSG_INIT("NAME=VALUE"), 0, CH_MSG_INIT("one setting, over those of the file"), 0 },
        { 0 },
};

static void
load(struct argp_state *state, ch_cmd_options *o)
{
        ch_str error = { NULL, 0 };
        ch_status st = ch_config_defaults(o->arena, &o->config);

        if (!st)
                st = ch_config_file(o->arena, o->file, &o->config, &error);
        for (size_t i = 0; !st && i < o->sets.len; i++)
                st = ch_config_set(o->arena, o->sets.v[i], &o->config, &error);
        if (!st && o->data)
                o->config.data = ch_str_of(o->data);
        if (st)
                argp_failure(state, CH_EXIT_USAGE, 0, "%s", error.len ? ch_str_c(o->arena, error) : ch_status_text(st));
}

/* The settings live as long as the process. When it ends, something still points at them, although nobody reads it:
 * otherwise the leak checker fails a command that did its work. */
static ch_arena *volatile kept;

static error_t
parse_common(int key, char *arg, struct argp_state *state)
{
        ch_cmd_options *o = state->input;

        switch (key) {
        case ARGP_KEY_INIT:
                o->arena = ch_arena_new(ARENA_CAP);
                if (!o->arena)
                        argp_failure(state, CH_EXIT_FAILED, 0, "no memory");
                kept = o->arena;
                return 0;
        case 'd':
                o->data = arg;
                return 0;
        case KEY_CONFIG:
                o->file = arg;
                return 0;
        case KEY_SET:
                o->sets = ch_strs_add(o->arena, o->sets, ch_str_of(arg));
                return 0;
        case ARGP_KEY_SUCCESS:
                load(state, o);
                return 0;
        default:
                return ARGP_ERR_UNKNOWN;
        }
}

const struct argp ch_cmd_common = { .options = common_options, .parser = parse_common };

void
ch_cmd_read_asked(int key, const char *arg, ch_cmd_asked *to, struct argp_state *state)
{
        static const char *const names[] = { "table", "json", "jsonl", NULL };
        int32_t format = 0;

        if (key == CH_KEY_TODAY && !ch_day_parse(ch_str_of(arg), &to->today))
                argp_error(state, "--today %s: a day such as 2026-11-21 is expected", arg);
        if (key != CH_KEY_FORMAT)
                return;
        if (!ch_enum_parse(names, ch_str_of(arg), &format) || format > (int32_t)to->last_format)
                argp_error(state, "--format %s: %s is expected", arg,
                           to->last_format == CH_FORMAT_JSON ? "table or json" : "table, json or jsonl");
        to->format = (ch_cmd_format)format;
}

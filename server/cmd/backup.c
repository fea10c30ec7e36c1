#include "cmd/cmd.h"
#include <ch/base/mark.h>
#include <ch/upkeep.h>
#include <stdio.h>

typedef struct backup_options {
        ch_cmd_options common;
        const char *file;
} backup_options;

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        backup_options *o = state->input;

        switch (key) {
        case ARGP_KEY_INIT:
                state->child_inputs[0] = &o->common;
                return 0;
        case ARGP_KEY_ARG:
                if (o->file)
                        argp_usage(state);
                o->file = arg;
                return 0;
        case ARGP_KEY_END:
                if (!o->file)
                        argp_usage(state);
                return 0;
        default:
                return ARGP_ERR_UNKNOWN;
        }
}

static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .parser = parse,
        .args_doc = CH_MSG_INIT("FILE"),
        .children = children,
        .doc = CH_MSG_INIT(
                "Write a backup of the data directory into FILE. A server that works on it does this without "
                "stopping. The key is not in the backup: keep a copy of the file \"key\" somewhere else."),
};

static int
explain(ch_status st, const backup_options *o)
{
        const char *dir = o->common.config.data.p;

        if (st == CH_CONFLICT)
                return ch_cmd_fail("backup", "%s exists already, or %s was made by another version of this program",
                                   o->file, dir);
        if (st == CH_HIDDEN)
                return ch_cmd_fail("backup", "%s: there is no database, or its file \"key\" is missing", dir);
        if (st == CH_BUSY)
                return ch_cmd_fail("backup", "the server on %s does not answer; try again", dir);
        return ch_cmd_fail_status("backup", st);
}

static int
run(const backup_options *o)
{
        bool by_server = false;
        ch_status st;

        st = ch_upkeep_backup(o->common.config.data.p, o->file, &by_server);
        if (st != CH_OK)
                return explain(st, o);
        (void)printf("%s written%s; restore it with the key %s/key\n", o->file,
                     by_server ? " by the running server" : "", o->common.config.data.p);
        return CH_EXIT_DONE;
}

int
ch_cmd_backup(int argc, char **argv)
{
        backup_options o = { .file = NULL };
        int code;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        code = run(&o);
        ch_arena_free(&o.common.arena);
        return code;
}

#include "cmd/cmd.h"
#include <ch/base/mark.h>
#include <ch/upkeep.h>
#include <stdio.h>

typedef struct migrate_options {
        ch_cmd_options common;
        bool is_dry;
} migrate_options;

enum { KEY_DRY = 0x200 };

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        migrate_options *o = state->input;

        (void)arg;
        switch (key) {
        case ARGP_KEY_INIT:
                state->child_inputs[0] = &o->common;
                return 0;
        case KEY_DRY:
                o->is_dry = true;
                return 0;
        default:
                return ARGP_ERR_UNKNOWN;
        }
}

static const struct argp_option options[] = {
        { "dry-run", KEY_DRY, NULL, 0, CH_MSG_INIT("only print the names of the steps that are missing"), 0 },
        { 0 },
};
static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .options = options,
        .parser = parse,
        .children = children,
        .doc = CH_MSG_INIT(
                "Bring the schema of a database up to that of this program. The old database is first copied "
                "beside it. No server may be working on it."),
};

static int
explain(ch_status st, const char *dir)
{
        if (st == CH_CONFLICT)
                return ch_cmd_fail("migrate",
                                   "%s: a server works here (stop it first), or a newer program made it (use that one)",
                                   dir);
        if (st == CH_HIDDEN)
                return ch_cmd_fail("migrate", "%s: there is no database, or its file \"key\" is missing", dir);
        return ch_cmd_fail_status("migrate", st);
}

static int
run(const migrate_options *o)
{
        ch_strs names;
        const char *dir;
        ch_status st;

        dir = o->common.config.data.p;
        st = ch_upkeep_pending(dir, o->common.arena, &names);
        if (st == CH_OK && names.len && !o->is_dry)
                st = ch_upkeep_migrate(dir);
        if (st != CH_OK)
                return explain(st, dir);
        for (size_t i = 0; i < names.len; i++)
                (void)printf("%s%.*s\n", o->is_dry ? "missing: " : "applied: ", (int)names.v[i].len, names.v[i].p);
        if (!names.len)
                (void)printf("up to date\n");
        return CH_EXIT_DONE;
}

int
ch_cmd_migrate(int argc, char **argv)
{
        migrate_options o = { .is_dry = false };
        int code;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        code = run(&o);
        ch_arena_free(&o.common.arena);
        return code;
}

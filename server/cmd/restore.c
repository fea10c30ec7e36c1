#include "cmd/cmd.h"
#include <ch/base/mark.h>
#include <ch/upkeep.h>
#include <stdio.h>

typedef struct restore_options {
        ch_cmd_options common;
        const char *file, *key;
} restore_options;

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        restore_options *o = state->input;

        switch (key) {
        case ARGP_KEY_INIT:
                state->child_inputs[0] = &o->common;
                return 0;
        case 'k':
                o->key = arg;
                return 0;
        case ARGP_KEY_ARG:
                if (o->file)
                        argp_usage(state);
                o->file = arg;
                return 0;
        case ARGP_KEY_END:
                if (!o->file || !o->key)
                        argp_error(state, "a backup and --key FILE are needed: the key is never in the backup");
                return 0;
        default:
                return ARGP_ERR_UNKNOWN;
        }
}

static const struct argp_option options[] = {
        { "key", 'k', CH_MSG_INIT("FILE"), 0, CH_MSG_INIT("the file \"key\" of the data directory that was backed up"),
          0 },
        { 0 },
};
static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .options = options,
        .parser = parse,
        .args_doc = CH_MSG_INIT("FILE"),
        .children = children,
        .doc = CH_MSG_INIT(
                "Restore the backup FILE into an empty or new data directory. Everything in it is checked before."),
};

static int
explain(ch_status st, const restore_options *o)
{
        const char *dir = o->common.config.data.p;

        if (st == CH_CONFLICT)
                return ch_cmd_fail("restore",
                                   "%s is not empty (name another one with --data), or a newer program made the backup",
                                   dir);
        if (st == CH_HIDDEN)
                return ch_cmd_fail("restore", "%s: there is no such file", o->file);
        if (st == CH_INVALID)
                return ch_cmd_fail("restore", "the key %s does not open this backup", o->key);
        if (st == CH_MALFORMED)
                return ch_cmd_fail("restore", "%s is damaged, or no backup; nothing was restored", o->file);
        return ch_cmd_fail_status("restore", st);
}

static int
run(const restore_options *o)
{
        bool is_key_bad = false;
        ch_status st;

        st = ch_upkeep_restore(o->file, o->common.config.data.p, o->key, &is_key_bad);
        if (is_key_bad)
                return ch_cmd_fail("restore", "%s: there is no key, or others may read it (mode 0600 is needed)",
                                   o->key);
        if (st != CH_OK)
                return explain(st, o);
        (void)printf("%s restored into %s, every check passed\n", o->file, o->common.config.data.p);
        return CH_EXIT_DONE;
}

int
ch_cmd_restore(int argc, char **argv)
{
        restore_options o = { .file = NULL };
        int code;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        code = run(&o);
        ch_arena_free(&o.common.arena);
        return code;
}

#include "cmd/cmd.h"
#include <ch/base/mark.h>
#include <stdio.h>

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        (void)arg;
        if (key == ARGP_KEY_INIT) {
                state->child_inputs[0] = state->input;
                return 0;
        }
        return ARGP_ERR_UNKNOWN;
}

static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .parser = parse,
        .children = children,
        .doc = CH_MSG_INIT(
                "Print the effective settings as a file that can be read back: defaults, then the file, then --set."),
};

int
ch_cmd_config(int argc, char **argv)
{
        ch_cmd_options o = { .arena = NULL };
        ch_str text;
        ch_status st;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        st = ch_config_print(o.arena, &o.config, &text);
        if (st)
                return ch_cmd_fail_status("config", st);
        if (fwrite(text.p, 1, text.len, stdout) != text.len || fflush(stdout))
                return ch_cmd_fail("config", "standard output cannot be written");
        ch_arena_free(&o.arena);
        return CH_EXIT_DONE;
}

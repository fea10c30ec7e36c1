#include "cmd/cmd.h"
#include <ch/base/mark.h>
#include <ch/upkeep.h>
#include <inttypes.h>
#include <stdio.h>

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        (void)arg;
        if (key != ARGP_KEY_INIT)
                return ARGP_ERR_UNKNOWN;
        state->child_inputs[0] = state->input;
        return 0;
}

static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .parser = parse,
        .children = children,
        .doc = CH_MSG_INIT(
                "Check a data directory: the database itself, the chains of changes and of audit entries, records "
                "against "
                "their versions, that everything sealed opens, and what was kept of records' meanings. May run beside "
                "a server. Exit status 1: damaged."),
};

static int
explain(ch_status st, const char *dir)
{
        static const struct {
                ch_status st;
                const char *text;
        } why[] = {
                { CH_HIDDEN, CH_MSG_INIT("there is no database, or its file \"key\" is missing") },
                { CH_CONFLICT, CH_MSG_INIT("another version of this program made it; use that one, or migrate") },
                { CH_INVALID, CH_MSG_INIT("the file \"key\" is not the one that sealed it") },
                { CH_STALE, CH_MSG_INIT("the reference tables cannot be used; see the lines above") },
                { CH_MALFORMED, CH_MSG_INIT("the file \"key\" is no key, or others may read it") },
        };

        for (size_t i = 0; i < sizeof why / sizeof *why; i++)
                if (why[i].st == st)
                        return ch_cmd_fail("verify", "%s: %s", dir, why[i].text);
        return ch_cmd_fail_status("verify", st);
}

static int
run(const ch_cmd_options *o)
{
        ch_upkeep_line lines[CH_UPKEEP_LINES];
        uint64_t wrong = 0;
        size_t n;
        ch_status st = ch_upkeep_verify(o->config.data.p, o->config.reference.p, lines, &n);

        if (st != CH_OK)
                return explain(st, o->config.data.p);
        for (size_t i = 0; i < n; i++) {
                (void)printf("%-15s %10" PRIu64 " checked %10" PRIu64 " wrong", lines[i].what, lines[i].checked,
                             lines[i].wrong);
                if (lines[i].stale)
                        (void)printf(" %10" PRIu64 " to be made anew", lines[i].stale);
                (void)printf("\n");
                wrong += lines[i].wrong;
        }
        (void)printf("%s\n", wrong ? "DAMAGED" : "sound");
        return wrong ? CH_EXIT_FAILED : CH_EXIT_DONE;
}

int
ch_cmd_verify(int argc, char **argv)
{
        ch_cmd_options o = { .file = NULL };
        int code;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        code = run(&o);
        ch_arena_free(&o.arena);
        return code;
}

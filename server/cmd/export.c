#include "cmd/cmd.h"
#include <ch/base/mark.h>
#include <ch/exchange.h>
#include <ch/exchange_line.h>
#include <stdio.h>

enum { KEY_TYPE = 0x200, KEY_NO_SAMPLE, KEY_ALL, RECORD_MEMORY = 64 << 20 };

typedef struct options {
        ch_cmd_options common;
        bool types[CH__KIND_MAX], has_types;
        ch_export_ask ask;
} options;

static const ch_kind exchanged[] = { CH_PARTY, CH_OFFER, CH_REQUEST, CH_RESPONSE };

static void
choose_type(options *o, struct argp_state *state, const char *word)
{
        ch_kind kind = ch_kind_of(ch_str_of(word));

        for (size_t i = 0; i < sizeof(exchanged) / sizeof(exchanged[0]); i++)
                if (kind == exchanged[i]) {
                        o->types[kind] = o->has_types = true;
                        return;
                }
        argp_error(state, "%s is no type of record: party, offer, request or response", word);
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        options *o = state->input;

        switch (key) {
        case ARGP_KEY_INIT:
                state->child_inputs[0] = &o->common;
                return 0;
        case KEY_TYPE:
                choose_type(o, state, arg);
                return 0;
        case KEY_NO_SAMPLE:
                o->ask.no_samples = true;
                return 0;
        case KEY_ALL:
                o->ask.everything = true;
                return 0;
        case ARGP_KEY_ARG:
                argp_error(state, "%s: no file is expected; send the output into one", arg);
                return 0;
        default:
                return ARGP_ERR_UNKNOWN;
        }
}

static const struct argp_option argp_options[] = {
        { "type", KEY_TYPE, CH_MSG_INIT("TYPE"), 0,
          CH_MSG_INIT("only party, offer, request or response; may be repeated"), 0 },
        { "all", KEY_ALL, NULL, 0,
          CH_MSG_INIT(
                  "for this house alone: confidential requests too, each marked with its visibility, offers that rest, "
                  "and whom an offer leaves out"),
          0 },
        { "no-sample", KEY_NO_SAMPLE, NULL, 0, CH_MSG_INIT("without the records from public sources"), 0 },
        { 0 },
};
static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .options = argp_options,
        .parser = parse,
        .children = children,
        .doc = CH_MSG_INIT(
                "Write what may be exchanged to standard output: listed offers, requests of which the State has opened "
                "summary and own words to the public, records from public sources. One JSON object a line, in order of "
                "type and reference: the same records give the same bytes. Works beside a running server. For all that "
                "is here, take a backup."),
};

static ch_status
print_record(ch_arena *arena, ch_kind kind, const void *record)
{
        ch_buf b = ch_buf_new(arena);
        ch_str line;

        ch_exchange_write(&b, kind, record);
        if (ch_buf_end(&b, &line))
                return CH_TOO_LARGE;
        return fwrite(line.p, 1, line.len, stdout) == line.len ? CH_OK : CH_BROKEN;
}

static ch_status
print_all(const ch_look *look, const options *o, ch_arena *arena)
{
        ch_export walk;
        ch_status st = ch_export_begin(look, &ch_actor_system, o->ask, &walk);

        while (!st) {
                ch_kind kind = CH_KIND_NONE;
                const void *record = NULL;

                ch_arena_reset(arena);
                st = ch_export_next(&walk, arena, &kind, &record);
                if (st || !record)
                        break;
                if (!o->has_types || o->types[kind])
                        st = print_record(arena, kind, record);
        }
        return fflush(stdout) && !st ? CH_BROKEN : st;
}

static int
export_from(ch_desk *desk, const options *o)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4), *line = ch_arena_new(RECORD_MEMORY);
        ch_reader *reader = NULL;
        ch_status st = arena && line ? ch_desk_reader_open(desk, &reader) : CH_BUSY;

        if (!st) {
                ch_look look = ch_look_begin(reader, arena);

                st = print_all(&look, o, line);
                ch_look_end(&look);
                ch_desk_reader_close(&reader);
        }
        ch_arena_free(&line);
        ch_arena_free(&arena);
        if (st == CH_BROKEN)
                return ch_cmd_fail("export", "standard output cannot be written");
        return st ? ch_cmd_fail_status("export", st) : CH_EXIT_DONE;
}

int
ch_cmd_export(int argc, char **argv)
{
        options o = { .has_types = false };
        ch_desk *desk;
        int code = CH_EXIT_FAILED;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        desk = ch_cmd_desk("export", &o.common, true);
        if (desk)
                code = export_from(desk, &o);
        ch_desk_close(&desk);
        ch_arena_free(&o.common.arena);
        return code;
}

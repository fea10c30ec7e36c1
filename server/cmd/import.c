#include "cmd/import.h"
#include "cmd/cmd.h"
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <stdio.h>
#include <unistd.h>

enum { KEY_SAMPLE = 0x200, KEY_DRY_RUN, PROGRESS_MS = 3000 };

typedef struct options {
        ch_cmd_options common;
        bool is_sample, is_dry_run;
        char **paths;
        size_t paths_len;
} options;

typedef struct importing {
        const options *o;
        ch_import_files files;
        ch_import_result result;
        ch_issues issues; /* of the work, in the arena of the command */
        bool is_fit;      /* nothing is wrong; only a dry run takes it back */
        int64_t told_at;
} importing;

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        options *o = state->input;

        switch (key) {
        case ARGP_KEY_INIT:
                state->child_inputs[0] = &o->common;
                return 0;
        case KEY_SAMPLE:
                o->is_sample = true;
                return 0;
        case KEY_DRY_RUN:
                o->is_dry_run = true;
                return 0;
        case ARGP_KEY_ARGS:
                o->paths = state->argv + state->next;
                o->paths_len = (size_t)(state->argc - state->next);
                return 0;
        case ARGP_KEY_NO_ARGS:
                argp_error(state, "name at least one file");
                return 0;
        default:
                (void)arg;
                return ARGP_ERR_UNKNOWN;
        }
}

static const struct argp_option argp_options[] = {
        { "sample", KEY_SAMPLE, NULL, 0,
          CH_MSG_INIT("records from public sources: with their banner, out of every figure"), 0 },
        { "dry-run", KEY_DRY_RUN, NULL, 0, CH_MSG_INIT("check everything and change nothing"), 0 },
        { 0 },
};
static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .options = argp_options,
        .parser = parse,
        .children = children,
        .args_doc = CH_MSG_INIT("FILE..."),
        .doc = CH_MSG_INIT("Take in records, one JSON object a line. Every fault of every line is named; if there is "
                           "one, nothing is "
                           "imported. A record whose reference is already there stays as it is."),
};

/* Once a thousand records to a person, every few seconds to a log. */
static void
tell_progress(void *arg, size_t done, size_t total)
{
        importing *m = arg;
        int64_t now = ch_uptime_ms();
        bool is_person = isatty(STDERR_FILENO);

        if (!is_person && now - m->told_at < PROGRESS_MS)
                return;
        m->told_at = now;
        (void)fprintf(stderr, is_person ? "\r%zu of %zu records%s" : "%zu of %zu records%s\n", done, total,
                      is_person && done == total ? "\n" : "");
}

/* Inside the one transaction. What is refused here takes everything back. */
static ch_status
run_import(void *ctx, ch_work *work)
{
        importing *m = ctx;
        ch_import *import;
        ch_status st = ch_import_begin(work, &ch_actor_system, m->o->is_sample, &import);

        if (!st)
                st = ch_import_read(&m->files, import, work);
        if (!st)
                st = ch_import_finish(import, tell_progress, m, &m->result);
        m->issues = work->issues;
        if (!st)
                st = ch_issues_status(&work->issues);
        m->is_fit = !st;
        return m->is_fit && m->o->is_dry_run ? CH_CONFLICT : st;
}

static int
tell_result(const importing *m)
{
        const ch_import_result *r = &m->result;

        if (m->o->is_dry_run)
                (void)printf("%zu records are in order: %zu new, %zu already there. Nothing was changed (dry run).\n",
                             r->read, r->added, r->unchanged);
        else if (!r->added)
                (void)printf("Nothing to do: all %zu records were already there.\n", r->read);
        else
                (void)printf("%zu records imported, %zu already there.\n", r->added, r->unchanged);
        return fflush(stdout) ? CH_EXIT_FAILED : CH_EXIT_DONE;
}

static int
tell_refusal(importing *m, ch_arena *arena, ch_status st)
{
        size_t errors = ch_import_complain(arena, &m->files, &m->issues);

        if (!errors)
                return ch_cmd_fail("import", "%s Nothing was imported.", ch_status_text(st));
        return ch_cmd_fail("import", "%zu error%s. Nothing was imported.", errors, errors == 1 ? "" : "s");
}

static int
import_files(importing *m, ch_desk *desk, ch_arena *arena)
{
        ch_status st;

        m->files.len = m->o->paths_len;
        m->files.v = CH_NEW_N(arena, ch_import_file, m->files.len);
        if (!m->files.v)
                return ch_cmd_fail_status("import", CH_BUSY);
        for (size_t i = 0; i < m->files.len; i++)
                m->files.v[i].path = m->o->paths[i];
        m->told_at = ch_uptime_ms();
        st = ch_desk_run(desk, arena, run_import, m);
        return m->is_fit && (!st || m->o->is_dry_run) ? tell_result(m) : tell_refusal(m, arena, st);
}

int
ch_import_sample(ch_desk *desk, ch_arena *arena, const char *dir)
{
        static const char *const names[] = { "parties", "offers", "requests", "responses" };
        char *paths[CH_COUNT(names)];
        options o = { .is_sample = true, .paths = paths, .paths_len = CH_COUNT(names) };
        importing m = { .o = &o };

        for (size_t i = 0; i < CH_COUNT(names); i++)
                paths[i] = (char *)(uintptr_t)ch_fmt(arena, "%s/%s.jsonl", dir, names[i]).p;
        return import_files(&m, desk, arena);
}

int
ch_cmd_import(int argc, char **argv)
{
        options o = { .is_sample = false };
        importing m = { .o = &o };
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4); /* as large as what is imported */
        ch_desk *desk;
        int code = CH_EXIT_FAILED;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        desk = ch_cmd_desk("import", &o.common, false);
        if (desk && arena)
                code = import_files(&m, desk, arena);
        ch_desk_close(&desk);
        ch_arena_free(&arena);
        ch_arena_free(&o.common.arena);
        return code;
}

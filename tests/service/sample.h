/* sample.h – the real sample records, imported into a house: do_import(&h). */
#ifndef SAMPLE_H
#define SAMPLE_H
#include "given.h"
#include <ch/base/file.h>
#include <ch/exchange_line.h>

/* Files below schema/sample, in that order; a line that is at fault fails the whole. */
typedef struct importing {
        const char *files[4];
        bool is_sample;
        ch_import_result result;
} importing;

static ch_status
import_file(ch_work *work, ch_import *im, const char *name)
{
        ch_str path = ch_fmt(work->look.arena, "%s/schema/sample/%s", CH_SOURCE_DIR, name), text, line;
        size_t number = 0;
        ch_status st = ch_file_read(work->look.arena, path.p, 16 << 20, &text);

        while (st == CH_OK && ch_str_cut(&text, '\n', &line)) {
                ch_exchange read;

                number++;
                st = ch_exchange_read(line, &work->issues, &read);
                if (st == CH_OK)
                        st = ch_import_add(im, read.kind, read.record, number);
        }
        return st;
}

static ch_status
run_import(job *j, ch_work *work)
{
        importing *i = (importing *)(uintptr_t)j->in;
        ch_import *im;
        ch_status st = ch_import_begin(work, j->actor, i->is_sample, &im);

        for (size_t f = 0; f < 4 && i->files[f] && st == CH_OK; f++)
                st = import_file(work, im, i->files[f]);
        return st == CH_OK ? ch_import_finish(im, NULL, NULL, &i->result) : st;
}

/* All four files as samples, by the system; fails the case when one record is refused. Counts of what came in. */
MAYBE ch_import_result
do_import(house *h)
{
        importing i = { .files = { "responses.jsonl", "requests.jsonl", "offers.jsonl", "parties.jsonl" },
                        .is_sample = true };
        job j = { .run = run_import, .actor = &ch_actor_system, .in = &i };

        T_OK(work_on(h, &j));
        return i.result;
}
#endif

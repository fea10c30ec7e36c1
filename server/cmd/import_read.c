#include "cmd/import.h"
#include <ch/base/file.h>
#include <ch/base/mark.h>

enum { LINE_MEMORY = 16 << 20 }; /* for parsing one line, whatever it says */

typedef struct reading {
        ch_import_file *file;
        ch_import *import;
        ch_work *work;
        ch_arena *arena; /* of the line */
} reading;

static void
complain(const reading *r, const char *msg, size_t line)
{
        ch_issue_put(&r->work->issues,
                     &(ch_issue) { .msg = msg, .max = CH_EXCHANGE_LINE_MAX, .line = r->file->first + line });
}

/* Once a file: its other lines end so too. */
static ch_str
without_cr(const reading *r, ch_str line, size_t number)
{
        if (!line.len || line.p[line.len - 1] != '\r')
                return line;
        if (!r->file->has_crlf)
                complain(r, CH_MSG("Lines end with CR LF here. Save the file with line feeds alone."), number);
        r->file->has_crlf = true;
        return (ch_str) { line.p, line.len - 1 };
}

static void
keep_issues(const reading *r, const ch_issues *issues, size_t number)
{
        for (size_t i = 0; i < issues->len; i++) {
                ch_issue one = issues->v[i];

                one.line = r->file->first + number;
                ch_issue_put(&r->work->issues, &one);
        }
        r->work->issues.more += issues->more;
}

/* The record leaves the memory of its line. */
static ch_status
hand_on(const reading *r, const ch_exchange *x, size_t number)
{
        void *record = ch_record_copy(r->work->look.arena, x->kind, x->record);

        return record ? ch_import_add(r->import, x->kind, record, r->file->first + number) : CH_TOO_LARGE;
}

static ch_status
take_line(const reading *r, ch_str line, size_t number, bool complete)
{
        ch_issues issues = ch_issues_new(r->arena);
        ch_exchange x = { CH_KIND_NONE, NULL };
        ch_status st;

        line = without_cr(r, line, number);
        if (!line.len) {
                complain(r, CH_MSG("This line is empty. Take it out."), number);
                return CH_OK;
        }
        st = ch_exchange_read(line, &issues, &x);
        if (st == CH_MALFORMED && !complete)
                complain(r, CH_MSG("The file ends in the middle of this line: it has been cut off. Get it again."),
                         number);
        else if (st == CH_TOO_LARGE && !issues.len)
                complain(r, CH_MSG("There is too much in this line. A record never holds so many things."), number);
        else
                keep_issues(r, &issues, number);
        if (!x.record || !((const ch_head *)x.record)->ref.len)
                return CH_OK;
        return hand_on(r, &x, number);
}

static ch_status
read_lines(const reading *r, ch_lines *lines)
{
        for (;;) {
                bool more = false, complete = true;
                ch_str line;
                size_t number = 0;
                ch_status st = ch_lines_next(lines, &line, &number, &more, &complete);

                if (st == CH_TOO_LARGE)
                        complain(r, CH_MSG("This line is longer than {max} bytes. A record is never so long."), number);
                else if (st || !more)
                        return st;
                else
                        st = take_line(r, line, number, complete);
                if (st && st != CH_TOO_LARGE)
                        return st;
                if (ch_arena_is_full(r->work->look.arena))
                        return CH_TOO_LARGE;
                r->file->lines = number;
                ch_arena_reset(r->arena);
        }
}

/* A file that cannot be read is a fault like others: the next one is read all the same. */
static ch_status
read_file(const reading *r)
{
        ch_lines *lines = NULL;
        ch_status st = ch_lines_open(r->file->path, CH_EXCHANGE_LINE_MAX, &lines);

        if (!st)
                st = read_lines(r, lines);
        if (lines)
                ch_lines_close(&lines);
        if (st == CH_HIDDEN)
                complain(r, CH_MSG("There is no such file. Check its name."), 0);
        else if (st == CH_BROKEN)
                complain(r, CH_MSG("This file cannot be read. Check that it is a file and that you may read it."), 0);
        else if (!st && !r->file->lines)
                complain(r, CH_MSG("This file is empty. Each line must be one record."), 0);
        return st == CH_HIDDEN || st == CH_BROKEN ? CH_OK : st;
}

ch_status
ch_import_read(ch_import_files *files, ch_import *import, ch_work *work)
{
        ch_arena *arena = ch_arena_new(LINE_MEMORY);
        size_t first = 1;
        ch_status st = arena ? CH_OK : CH_BUSY;

        for (size_t i = 0; i < files->len && !st; i++) {
                files->v[i].first = first;
                st = read_file(&(reading) { &files->v[i], import, work, arena });
                first += files->v[i].lines + 1;
        }
        ch_arena_free(&arena);
        return st;
}

/* import.h – the files of one import: line by line, in bounded memory, every fault with its place. */
#ifndef CH_SERVER_IMPORT_H
#define CH_SERVER_IMPORT_H
#include <ch/exchange.h>
#include <ch/exchange_line.h>

/* One file. Lines of all files are counted through, so that an issue's line number names file and line: a file's own
 * lines are those behind `first`; `first` itself stands for the file as a whole. */
typedef struct ch_import_file {
        /* Set by the caller; all else by ch_import_read. */
        const char *path;
        size_t first, lines;
        bool has_crlf;
} ch_import_file;

typedef struct ch_import_files {
        ch_import_file *v;
        size_t len;
} ch_import_files;

/* Reads every line of every file; each fit record goes to the import with its counted line, each fault into the issues
 * of the work. A line that has a reference is handed on although something in it is wrong, so that others may name it;
 * a file that cannot be read is a fault like others. Anything but CH_OK: going on makes no sense. Memory: the records,
 * and 16 MiB for one line. */
CH_MUST_CHECK ch_status ch_import_read(ch_import_files *files, ch_import *import, ch_work *work);

/* "offers.jsonl:12: areas.2.text: …", one line an issue, in order of file and line, each field's first issue only; then
 * how many more there are. Returns how many it printed and counted. */
size_t ch_import_complain(ch_arena *arena, const ch_import_files *files, const ch_issues *issues);

/* The sample records of that folder, from public sources: says on standard output how many, on standard error what is
 * wrong. An exit status. */
int ch_import_sample(ch_desk *desk, ch_arena *arena, const char *dir);
#endif

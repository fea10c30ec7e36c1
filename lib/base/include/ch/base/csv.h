/* ch/base/csv.h – reading the reference tables (RFC 4180, first row names the columns).
 *
 * A cell in quotes may hold commas, line feeds and doubled quotes; lines end with LF or CR LF; a byte order mark in
 * front is skipped. An empty line is a row of one empty cell. Whether the text is UTF-8 is not asked. Pure; O(bytes).
 *
 *      code,name                 names = { "code", "name" }, rows_len = 1
 *      a1,"first, ""and last"""  ch_csv_cell(&csv, 0, 1) = first, "and last"
 */
#ifndef CH_BASE_CSV_H
#define CH_BASE_CSV_H
#include <ch/base/str.h>

typedef struct ch_csv {
        ch_strs names;   /* first row, at least one */
        ch_str *cells;   /* row by row, rows_len x names.len */
        size_t rows_len; /* without the first */
} ch_csv;

/* The whole text. CH_MALFORMED: it is empty, a quote or CR stands where none may, a quote is not closed, or a row has
 * not as many cells as the first; *line is then the line, from 1, where that row begins. CH_TOO_LARGE: the arena is
 * full. Cells borrow from text; the list, and cells with doubled quotes, live in the arena. */
CH_MUST_CHECK ch_status ch_csv_parse(ch_arena *arena, ch_str text, ch_csv *out, size_t *line);
/* Column of that name, from 0; names.len when there is none. Walks the names. */
size_t ch_csv_column(const ch_csv *csv, const char *name);
/* Row from 0, the names not counted; empty outside the table. */
ch_str ch_csv_cell(const ch_csv *csv, size_t row, size_t column);
#endif

/* ch/base/csv.h – reading the reference tables (RFC 4180, first row names the columns). Pure. */
#ifndef CH_BASE_CSV_H
#define CH_BASE_CSV_H
#include <ch/base/str.h>

typedef struct ch_csv {
        ch_strs names; /* first row */
        ch_str *cells; /* rows_len x names.len */
        size_t rows_len;
} ch_csv;

/* The whole text; every row must have as many cells as the first. On CH_MALFORMED *line tells where. Cells borrow from
 * text where they can, else live in the arena. */
CH_MUST_CHECK ch_status ch_csv_parse(ch_arena *arena, ch_str text, ch_csv *out, size_t *line);
/* Column of that name; names.len when there is none. */
size_t ch_csv_column(const ch_csv *csv, const char *name);
ch_str ch_csv_cell(const ch_csv *csv, size_t row, size_t column);
#endif

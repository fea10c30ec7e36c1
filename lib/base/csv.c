#include <ch/base/csv.h>
#include <string.h>

typedef struct reader {
        ch_arena *arena;
        ch_str rest;
        size_t line;
        ch_str *cells;
        size_t len, cap;
} reader;

static ch_status
add_cell(reader *r, ch_str cell)
{
        if (r->len == r->cap) {
                size_t cap = r->cap ? r->cap * 2 : 64;
                ch_str *cells = CH_NEW_N(r->arena, ch_str, cap);

                if (!cells)
                        return CH_TOO_LARGE;
                if (r->len)
                        memcpy(cells, r->cells, r->len * sizeof *cells);
                r->cells = cells;
                r->cap = cap;
        }
        r->cells[r->len++] = cell;
        return CH_OK;
}

static void
skip(reader *r, size_t n)
{
        r->rest.p += n;
        r->rest.len -= n;
}

static bool
at_char(const reader *r, size_t i, char c)
{
        return i < r->rest.len && r->rest.p[i] == c;
}

/* Length of the line end at i: 0, 1 or 2. */
static size_t
line_end(const reader *r, size_t i)
{
        if (at_char(r, i, '\r') && at_char(r, i + 1, '\n'))
                return 2;
        return at_char(r, i, '\n') ? 1 : 0;
}

/* Where the quoted cell that begins at 0 ends (its closing quote); doubled quotes are counted. */
static bool
find_close(reader *r, size_t *close, size_t *doubled)
{
        *doubled = 0;
        for (size_t i = 1; i < r->rest.len; i++) {
                if (r->rest.p[i] == '\n')
                        r->line++;
                if (r->rest.p[i] != '"')
                        continue;
                if (!at_char(r, i + 1, '"')) {
                        *close = i;
                        return true;
                }
                ++*doubled;
                i++;
        }
        return false;
}

static ch_str
without_doubles(reader *r, ch_str quoted, size_t doubled)
{
        char *p = doubled ? ch_arena_alloc(r->arena, quoted.len, 1) : NULL;
        size_t n = 0;

        if (!p)
                return quoted;
        for (size_t i = 0; i < quoted.len; i++) {
                p[n++] = quoted.p[i];
                i += quoted.p[i] == '"';
        }
        return (ch_str) { p, n };
}

static ch_status
read_quoted(reader *r, ch_str *cell)
{
        size_t close, doubled;

        if (!find_close(r, &close, &doubled))
                return CH_MALFORMED;
        *cell = without_doubles(r, (ch_str) { r->rest.p + 1, close - 1 }, doubled);
        skip(r, close + 1);
        return ch_arena_is_full(r->arena) ? CH_TOO_LARGE : CH_OK;
}

static ch_status
read_plain(reader *r, ch_str *cell)
{
        size_t i = 0;

        while (i < r->rest.len && r->rest.p[i] != ',' && !line_end(r, i)) {
                if (r->rest.p[i] == '"' || r->rest.p[i] == '\r')
                        return CH_MALFORMED;
                i++;
        }
        *cell = (ch_str) { r->rest.p, i };
        skip(r, i);
        return CH_OK;
}

/* One row with its line end; *cells counts them. */
static ch_status
read_row(reader *r, size_t *cells)
{
        for (*cells = 0;;) {
                ch_str cell;
                ch_status st = at_char(r, 0, '"') ? read_quoted(r, &cell) : read_plain(r, &cell);

                if (st == CH_OK)
                        st = add_cell(r, cell);
                if (st != CH_OK)
                        return st;
                ++*cells;
                if (at_char(r, 0, ',')) {
                        skip(r, 1);
                        continue;
                }
                if (r->rest.len && !line_end(r, 0))
                        return CH_MALFORMED;
                skip(r, line_end(r, 0));
                return CH_OK;
        }
}

ch_status
ch_csv_parse(ch_arena *arena, ch_str text, ch_csv *out, size_t *line)
{
        reader r = { .arena = arena, .rest = text };
        size_t wide = 0, cells = 0;
        ch_status st;

        if (ch_str_starts(text, CH_LIT("\xEF\xBB\xBF")))
                skip(&r, 3);
        st = r.rest.len ? CH_OK : CH_MALFORMED;
        for (*line = 1; st == CH_OK && r.rest.len; *line += st == CH_OK) {
                r.line = 0;
                st = read_row(&r, &cells);
                wide = wide ? wide : cells;
                if (st == CH_OK && cells != wide)
                        st = CH_MALFORMED;
                *line += st == CH_OK ? r.line : 0;
        }
        if (st != CH_OK || !wide)
                return st;
        *out = (ch_csv) { .names = { r.cells, wide }, .cells = r.cells + wide, .rows_len = r.len / wide - 1 };
        return CH_OK;
}

size_t
ch_csv_column(const ch_csv *csv, const char *name)
{
        for (size_t i = 0; i < csv->names.len; i++)
                if (ch_str_is(csv->names.v[i], name))
                        return i;
        return csv->names.len;
}

ch_str
ch_csv_cell(const ch_csv *csv, size_t row, size_t column)
{
        if (row >= csv->rows_len || column >= csv->names.len)
                return (ch_str) { NULL, 0 };
        return csv->cells[row * csv->names.len + column];
}

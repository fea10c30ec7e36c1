#include "vocab_load.h"
#include <ch/base/mark.h>
#include <ch/base/utf8.h>

bool
ch_table_open(ch_table *t, ch_str text)
{
        size_t line = 0;
        ch_str own = ch_str_dup(t->arena, text);
        ch_issue issue = { .field = ch_str_of(t->name) };
        ch_status st;

        if (!text.len)
                return false;
        if (!ch_utf8_is_valid(text)) {
                issue.msg = CH_MSG("This reference table is not UTF-8. Save it as UTF-8.");
                ch_issue_put(t->issues, &issue);
                return false;
        }
        st = ch_csv_parse(t->arena, own, &t->csv, &line);
        issue.line = line;
        issue.n = (int64_t)line;
        issue.msg = st == CH_TOO_LARGE ? CH_MSG("This reference table does not fit into memory. Make it shorter.")
                                       : CH_MSG("Line {n} of this reference table is not a row of comma-separated "
                                                "values with as many cells as the "
                                                "first line. Correct that line.");
        if (st)
                ch_issue_put(t->issues, &issue);
        return !st;
}

void
ch_table_complain(const ch_table *t, size_t row, const char *column, const char *msg)
{
        ch_issue issue = {
                .field = ch_fmt(t->arena, "%s.%zu.%s", t->name, row + 1, column),
                .msg = msg,
                .value = ch_csv_cell(&t->csv, row, ch_csv_column(&t->csv, column)),
                .n = (int64_t)row + 1,
        };

        ch_issue_put(t->issues, &issue);
}

ch_str
ch_table_cell(const ch_table *t, size_t row, const char *column)
{
        size_t c = ch_csv_column(&t->csv, column);

        if (c < t->csv.names.len)
                return ch_csv_cell(&t->csv, row, c);
        if (row == 0)
                ch_issue_put(t->issues,
                             &(ch_issue) { .field = ch_fmt(t->arena, "%s.%s", t->name, column),
                                           .msg = CH_MSG("This reference table lacks the column “{value}”. Add it."),
                                           .value = ch_str_of(column) });
        return (ch_str) { 0 };
}

const ch_map *
ch_table_index(const ch_table *t, const char *column)
{
        ch_map *map = ch_map_new(t->arena, t->csv.rows_len);

        for (size_t i = 0; map && i < t->csv.rows_len; i++) {
                ch_str code = ch_table_cell(t, i, column);

                if (!code.len)
                        ch_table_complain(t, i, column, CH_MSG("Row {n} has no code. Give it one."));
                else if (!ch_map_add(map, code, i) && !ch_arena_is_full(t->arena))
                        ch_table_complain(t, i, column,
                                          CH_MSG("“{value}” stands in this table twice. Keep one of the rows."));
        }
        return map;
}

ch_state_set
ch_table_states(const ch_table *t, size_t row, const char *column, const ch_vocab *v)
{
        ch_state_set set = { 0 };
        ch_str list = ch_table_cell(t, row, column), code;

        while (ch_str_cut(&list, ';', &code)) {
                int i = ch_vocab_state_index(v, code);

                if (i < 0) {
                        ch_table_complain(t, row, column,
                                          CH_MSG("Row {n} names a State that is not in the table of States."));
                        return set; /* once a cell */
                }
                set.w[i / 64] |= (uint64_t)1 << (i % 64);
        }
        return set;
}

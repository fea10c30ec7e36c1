#include "t.h"
#include <ch/base/csv.h>
#include <ch/base/file.h>

T_CASE("cells come by row and column name")
{
        ch_csv csv;
        size_t line;

        T_OK(ch_csv_parse(t->arena, CH_LIT("code,name\nFR,France\nCI,\"Côte d\"\"Ivoire, la\"\r\n"), &csv, &line));
        T_EQ_SIZE(csv.rows_len, 2);
        T_EQ_SIZE(ch_csv_column(&csv, "name"), 1);
        T_EQ_SIZE(ch_csv_column(&csv, "x"), 2);
        T_EQ_STR(ch_csv_cell(&csv, 0, 0), "FR");
        T_EQ_STR(ch_csv_cell(&csv, 1, 1), "Côte d\"Ivoire, la");
        T_EQ_STR(ch_csv_cell(&csv, 2, 0), "");
        T_EQ_STR(ch_csv_cell(&csv, 0, 2), "");
}

T_CASE("empty cells, a mark at the start, breaks inside quotes and a missing last line feed are fine")
{
        ch_csv csv;
        size_t line;

        T_OK(ch_csv_parse(t->arena,
                          CH_LIT("\xEF\xBB\xBF"
                                 "a,b\n,\n\"x\ny\",\"\""),
                          &csv, &line));
        T_EQ_SIZE(csv.rows_len, 2);
        T_EQ_STR(csv.names.v[0], "a");
        T_EQ_STR(ch_csv_cell(&csv, 0, 1), "");
        T_EQ_STR(ch_csv_cell(&csv, 1, 0), "x\ny");
        T_EQ_STR(ch_csv_cell(&csv, 1, 1), "");
        T_OK(ch_csv_parse(t->arena, CH_LIT("a,b"), &csv, &line));
        T_EQ_SIZE(csv.rows_len, 0);
}

T_CASE("a fault names its line")
{
        static const struct {
                const char *text;
                size_t line;
        } bad[] = { { "", 1 },
                    { "\xEF\xBB\xBF", 1 },
                    { "a,b\n1\n", 2 },
                    { "a,b\n1,2,3\n", 2 },
                    { "a,b\n\n", 2 },
                    { "a\n\"x\ny\"\nz\"\n", 4 },
                    { "a\n\"x\"y\n", 2 },
                    { "a\n\"x", 2 },
                    { "a,b\n1,2\n3,\"4\n", 3 },
                    { "a\nb\rc\n", 2 } };
        ch_csv csv;
        size_t line;

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                T_EQ_INT(ch_csv_parse(t->arena, ch_str_of(bad[i].text), &csv, &line), CH_MALFORMED);
                T_EQ_SIZE(line, bad[i].line);
        }
}

T_CASE("the reference tables of the house are read")
{
        static const char *const files[] = { "states", "organizations", "regions", "topics" };
        ch_str text;
        ch_csv csv;
        size_t line;

        for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
                ch_str path = ch_fmt(t->arena, CH_SOURCE_DIR "/schema/reference/%s.csv", files[i]);

                T_OK(ch_file_read(t->arena, path.p, 1 << 20, &text));
                T_OK(ch_csv_parse(t->arena, text, &csv, &line));
                T_TRUE(csv.rows_len >= 5 && csv.names.len >= 2);
        }
}

T_CASE("without memory reading says so")
{
        ch_arena *small = ch_arena_new(600);
        ch_csv csv;
        size_t line;

        T_EQ_INT(ch_csv_parse(small, CH_LIT("a,b,c\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n"), &csv,
                              &line),
                 CH_TOO_LARGE);
        ch_arena_free(&small);
}

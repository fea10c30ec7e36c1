#include "config.h"
#include "t.h"
#include <ch/base/file.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *
file_of(ch_t *t, const char *text, int mode)
{
        char *path = (char *)(uintptr_t)ch_str_c(t->arena, CH_LIT("/tmp/ch-config-XXXXXX"));
        int fd = mkstemp(path);

        T_TRUE(fd >= 0);
        (void)close(fd);
        T_OK(ch_file_write(path, mode, ch_str_of(text)));
        return path;
}

static ch_status
load(ch_t *t, const char *text, ch_config *config, ch_str *error)
{
        const char *path = file_of(t, text, 0600);
        ch_status st;

        T_OK(ch_config_defaults(t->arena, config));
        st = ch_config_file(t->arena, path, config, error);
        (void)unlink(path);
        return st;
}

static bool
says(ch_str error, const char *what)
{
        return error.len && memmem(error.p, error.len, what, strlen(what));
}

T_CASE("without a file the table's defaults hold")
{
        ch_config config;

        T_OK(ch_config_defaults(t->arena, &config));
        T_EQ_INT(config.port, 1540);
        T_EQ_STR(config.listen, "127.0.0.1");
        T_EQ_INT(ch_limit(CH_LIMIT_JSON_BODY), 256 * 1024);
        for (ch_limit_id i = 0; i < CH_LIMIT__MAX; i++) {
                const ch_limit_row *row = &ch_limit_rows[i];

                T_TRUE(row->name && row->help && row->unit);
                T_TRUE(row->min <= row->def && row->def <= row->max);
        }
}

T_CASE("a file sets settings and limits")
{
        ch_config config;
        ch_str error;

        T_OK(load(t, "# words\nport = 8080\nlisten = \"::1\"\nsample = false\nlimits {\n json_body = 2048\n}\n",
                  &config, &error));
        T_EQ_INT(config.port, 8080);
        T_EQ_STR(config.listen, "::1");
        T_FALSE(config.sample);
        T_EQ_INT(ch_limit(CH_LIMIT_JSON_BODY), 2048);
}

static const struct {
        const char *text, *says;
} wrong[] = {
        { "port = 8080\nprot = 1\n", ":2: no such option 'prot'" },
        { "limits {\n jsn = 1\n}\n", ":2: no such option 'jsn'" },
        { "port = eight\n", ":1: port: a whole number from 0 to 65535 is needed" },
        { "\nport = 70000\n", ":2: port: a whole number from 0 to 65535" },
        { "port = -1\n", "port: a whole number" },
        { "sandbox = half\n", "sandbox: one of full|files|off is needed" },
        { "sample = maybe\n", "sample: one of true|false is needed" },
        { "limits {\n json_body = 1\n}\n", ":2: limits.json_body: a whole number from 1024 to" },
        { "port = 1\nport = 2\n", ":2: port: set twice" },
        { "port = \n", "" },
        { "port 8080\n", "" },
};

T_CASE("what is wrong in a file is refused with its place and its range")
{
        for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
                ch_config config;
                ch_str error;

                ch_status st = load(t, wrong[i].text, &config, &error);

                if (st != CH_INVALID)
                        print_error("%s is taken\n", wrong[i].text);
                T_EQ_INT(st, CH_INVALID);
                if (!says(error, wrong[i].says))
                        print_error("%s -> %.*s\n", wrong[i].text, (int)error.len, error.p);
                T_TRUE(says(error, wrong[i].says));
        }
}

T_CASE("a file that others may write is refused, and so is one that is not there")
{
        const char *path = file_of(t, "port = 1\n", 0666);
        ch_config config;
        ch_str error;

        T_OK(ch_config_defaults(t->arena, &config));
        T_EQ_INT(ch_config_file(t->arena, path, &config, &error), CH_INVALID);
        T_TRUE(says(error, "others than its owner"));
        (void)unlink(path);
        T_EQ_INT(ch_config_file(t->arena, path, &config, &error), CH_INVALID);
        T_TRUE(says(error, "no such file"));
}

T_CASE("single settings go over the file")
{
        ch_config config;
        ch_str error;

        T_OK(ch_config_defaults(t->arena, &config));
        T_OK(ch_config_set(t->arena, CH_LIT("port=9"), &config, &error));
        T_OK(ch_config_set(t->arena, CH_LIT("limits.json_body=4096"), &config, &error));
        T_EQ_INT(config.port, 9);
        T_EQ_INT(ch_limit(CH_LIMIT_JSON_BODY), 4096);
        T_EQ_INT(ch_config_set(t->arena, CH_LIT("nothing=9"), &config, &error), CH_INVALID);
        T_TRUE(says(error, "there is no setting \"nothing\""));
        T_EQ_INT(ch_config_set(t->arena, CH_LIT("limits.nothing=9"), &config, &error), CH_INVALID);
        T_EQ_INT(ch_config_set(t->arena, CH_LIT("port"), &config, &error), CH_INVALID);
        T_TRUE(says(error, "NAME=VALUE is needed"));
}

T_CASE("what is printed can be read back and prints the same")
{
        ch_config config, again;
        ch_str error, first, second;

        T_OK(ch_config_defaults(t->arena, &config));
        T_OK(ch_config_set(t->arena, CH_LIT("data=/a \"b\" \\c ${d}"), &config, &error));
        T_OK(ch_config_set(t->arena, CH_LIT("limits.pairs=77"), &config, &error));
        T_OK(ch_config_print(t->arena, &config, &first));
        T_OK(load(t, ch_str_c(t->arena, first), &again, &error));
        T_EQ_STR(again.data, "/a \"b\" \\c ${d}");
        T_EQ_INT(ch_limit(CH_LIMIT_PAIRS), 77);
        T_OK(ch_config_print(t->arena, &again, &second));
        T_TRUE(ch_str_eq(first, second));
}

#include "dba.h"

static const char schema[] =
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name";

static char *
source(ch_t *t, const char *name)
{
        const char *path = ch_str_c(t->arena, ch_fmt(t->arena, "%s/schema/sqlite/%s", CH_SOURCE_DIR, name));
        FILE *f = fopen(path, "r");
        char *text = CH_NEW_N(t->arena, char, 64 << 10);

        assert_non_null(f);
        T_TRUE(fread(text, 1, (64 << 10) - 1, f) > 100);
        fclose(f);
        return text;
}

/* A database as it was after its first step, with the given checksum of it. */
static const char *
given_first_step(ch_t *t, const char *name, bool right)
{
        const char *dir = given_dir(t);
        char *sql = source(t, "0001-core.sql");
        const ch_str text = ch_str_of(sql);
        const ch_key sum = ch_hash(&text, 1);
        ch_str hex = ch_hex(t->arena, &sum, sizeof sum);
        sqlite3 *h;

        T_EQ_INT(sqlite3_open(given_path(t, dir, "clearinghouse.db"), &h), SQLITE_OK);
        T_EQ_INT(sqlite3_exec(h, sql, NULL, NULL, NULL), SQLITE_OK);
        sql = (char *)(uintptr_t)ch_str_c(
                t->arena,
                ch_fmt(t->arena, "INSERT INTO migration VALUES (1, '%s', x'%.*s', 0)", name, (int)hex.len, hex.p));
        if (!right)
                *strstr(sql, "x'") = 'x', strstr(sql, "x'")[2] ^= 1;
        T_EQ_INT(sqlite3_exec(h, sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(h);
        return dir;
}

static int
count_backups(const char *dir)
{
        char command[4096];
        int count = 0;
        FILE *f;

        snprintf(command, sizeof command, "ls %s | grep -c '^before-0002-.*[.]backup$'", dir);
        f = popen(command, "r");
        assert_non_null(f);
        T_EQ_INT(fscanf(f, "%d", &count), 1);
        pclose(f);
        return count;
}

T_CASE("a database brought up to date has the same schema as a new one, and a copy of the old one beside it")
{
        const char *old = given_first_step(t, "0001-core.sql", true), *new = given_dir(t);
        ch_store *store = NULL;
        ch_strs names;

        T_OK(ch_store_pending(old, t->arena, &names));
        T_EQ_SIZE(names.len, 1);
        T_EQ_STR(names.v[0], "0002-accounts.sql");
        T_OK(given_try_open(old, 1, true, &store));
        given_stored(store, CH_OFFER, given_offer(t, "", "title"));
        ch_store_close(&store);
        store = given_store(new);
        ch_store_close(&store);
        T_TRUE(ch_str_eq(dba_text(t, old, schema), dba_text(t, new, schema)));
        T_TRUE(dba_text(t, new, schema).len > 2000);
        T_EQ_INT(count_backups(old), 1);
        T_OK(ch_store_pending(old, t->arena, &names));
        T_EQ_SIZE(names.len, 0);
        T_OK(ch_store_pending(given_dir(t), t->arena, &names));
        T_EQ_SIZE(names.len, 2);
        T_EQ_INT(wrong(old, NULL), 0);
}

T_CASE("an older database is not touched without leave")
{
        const char *dir = given_first_step(t, "0001-core.sql", true);
        ch_store *store = NULL;
        ch_str before = dba_text(t, dir, schema);

        T_EQ_INT(given_try_open(dir, 1, false, &store), CH_CONFLICT);
        T_TRUE(ch_str_eq(dba_text(t, dir, schema), before));
        T_EQ_INT(wrong(dir, NULL), -1);
}

T_CASE("a step whose text or name is not the one that was applied refuses to start")
{
        ch_store *store = NULL;

        T_EQ_INT(given_try_open(given_first_step(t, "0001-core.sql", false), 1, true, &store), CH_CONFLICT);
        T_EQ_INT(given_try_open(given_first_step(t, "0001-other.sql", true), 1, true, &store), CH_CONFLICT);
}

T_CASE("a database of a newer program is refused")
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);
        ch_strs names;

        ch_store_close(&store);
        T_EQ_INT(dba(dir, "INSERT INTO migration VALUES (3, '0003-later.sql', zeroblob(32), 0)"), 1);
        T_EQ_INT(given_try_open(dir, 1, true, &store), CH_CONFLICT);
        T_EQ_INT(ch_store_pending(dir, t->arena, &names), CH_CONFLICT);
}

T_CASE("every table and column of the schema says what it is")
{
        static const char *const files[] = { "0001-core.sql", "0002-accounts.sql" };

        for (size_t i = 0; i < 2; i++) {
                char *line = strtok(source(t, files[i]), "\n"), *before = (char *)(uintptr_t) "";
                bool inside = false;

                for (; line; before = line, line = strtok(NULL, "\n")) {
                        if (!strncmp(line, "CREATE TABLE", 12)) {
                                T_TRUE(!strncmp(before, "-- ", 3));
                                inside = true;
                        } else if (line[0] == ')') {
                                inside = false;
                        } else if (inside && line[8] >= 'a' && line[8] <= 'z' && !strstr(line, "-- ")) {
                                fail_msg("%s: no comment: %s", files[i], line);
                        }
                }
        }
}

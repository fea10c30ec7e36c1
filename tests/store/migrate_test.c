#include "dba.h"

static const char schema[] =
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name";

static ch_str
source(ch_t *t, const char *name)
{
        return given_file(t, ch_str_c(t->arena, ch_fmt(t->arena, "%s/schema/sqlite/%s", CH_SOURCE_DIR, name)));
}

/* A database as it was after its first step, with the given checksum of it. */
static const char *
given_first_step(ch_t *t, const char *name, bool right)
{
        const char *dir = given_dir(t);
        const ch_str sql = source(t, "0001-core.sql");
        ch_key sum = ch_hash(&sql, 1);
        ch_str hex;
        sqlite3 *h;

        sum.b[0] ^= !right;
        hex = ch_hex(t->arena, &sum, sizeof sum);
        T_EQ_INT(sqlite3_open(given_path(t, dir, "clearinghouse.db"), &h), SQLITE_OK);
        dba_run(h, ch_str_c(t->arena, sql));
        dba_run(h, ch_str_c(t->arena, ch_fmt(t->arena, "INSERT INTO migration VALUES (1, '%s', x'%.*s', 0)", name,
                                             (int)hex.len, hex.p)));
        sqlite3_close(h);
        return dir;
}

T_CASE("a database brought up to date has the same schema as a new one, and a copy of the old one beside it")
{
        const char *old = given_first_step(t, "0001-core.sql", true), *new = given_dir(t);
        ch_store *store = NULL;
        ch_strs names;

        T_OK(ch_store_pending(old, t->arena, &names));
        T_EQ_SIZE(names.len, 2);
        T_EQ_STR(names.v[0], "0002-accounts.sql");
        T_EQ_STR(names.v[1], "0003-meaning.sql");
        T_OK(given_try_open(old, 1, true, &store));
        given_stored(store, CH_OFFER, given_offer(t, "", "title"));
        ch_store_close(&store);
        store = given_store(new);
        ch_store_close(&store);
        T_TRUE(ch_str_eq(dba_text(t, old, schema), dba_text(t, new, schema)));
        T_TRUE(dba_text(t, new, schema).len > 2000);
        T_EQ_INT(given_count(old, "before-0002-"), 1);
        T_OK(ch_store_pending(old, t->arena, &names));
        T_EQ_SIZE(names.len, 0);
        T_OK(ch_store_pending(given_dir(t), t->arena, &names));
        T_EQ_SIZE(names.len, 3);
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
        T_EQ_INT(dba(dir, "INSERT INTO migration VALUES (4, '0004-later.sql', zeroblob(32), 0)"), 1);
        T_EQ_INT(given_try_open(dir, 1, true, &store), CH_CONFLICT);
        T_EQ_INT(ch_store_pending(dir, t->arena, &names), CH_CONFLICT);
}

/* store.c – one writer at the store's door, one durable commit a record; beside it plain SQLite, WAL and FULL, that
 * writes the very same rows, statement by statement, into tables of the same shape.
 *
 *      bench_store DIR ROUNDS      rounds of 500 records each, in turn
 */
#include "made.h"
#include <ch/base/clock.h>
#include <ch/store.h>
#include <sqlite3.h>

enum { ROUND = 500, COLUMNS_MAX = 32, TABLES = 5 };

typedef struct copying { /* a table whose rows of one commit are read there and written here */
        const char *name, *rows;
        sqlite3_stmt *read, *write;
        int columns;
} copying;

static made m;
static copying tables[TABLES] = {
        { "change", "SELECT * FROM change WHERE seq = ?1", NULL, NULL, 0 },
        { "version", "SELECT * FROM version WHERE seq = ?1", NULL, NULL, 0 },
        { "record", "SELECT * FROM record WHERE seq = ?1", NULL, NULL, 0 },
        { "audit", "SELECT * FROM audit WHERE seq = ?1", NULL, NULL, 0 },
        { "head", "SELECT * FROM head WHERE ?1", NULL, NULL, 0 },
};
static sqlite3 *from, *into;
static ch_store *store;
static double *own_ms, *plain_ms;

static void
must(int code, sqlite3 *db, const char *what)
{
        if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
                fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
                exit(2);
        }
}

static void
run(sqlite3 *db, const char *sql)
{
        must(sqlite3_exec(db, sql, NULL, NULL, NULL), db, sql);
}

/* ---- the store's door ------------------------------------------------------------------------------------------ */

static void
open_store(const char *dir)
{
        ch_store_config config = { .dir = dir, .may_migrate = true };

        memset(config.kek.b, 7, sizeof config.kek.b);
        if (ch_store_open(&config, &store) != CH_OK)
                sample_fail("no store");
}

static void
write_own(ch_offer *offer, const ch_put *put)
{
        ch_audit_entry note = { .at = put->at, .act = put->act, .kind = CH_OFFER, .object = offer->head.id };
        ch_change change;

        if (ch_store_begin(store) != CH_OK ||
            ch_db_put(ch_store_writer(store), CH_OFFER, offer, put, &change) != CH_OK ||
            ch_db_audit_add(ch_store_writer(store), &note) != CH_OK || ch_store_commit(store) != CH_OK)
                sample_fail("the store");
        ch_store_checkpoint_if_due(store);
}

/* ---- the same rows, plainly ------------------------------------------------------------------------------------ */

static void
copy_shape(void)
{
        sqlite3_stmt *s;

        must(sqlite3_prepare_v2(from, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL", -1, &s, NULL), from,
             "shape");
        while (sqlite3_step(s) == SQLITE_ROW)
                run(into, (const char *)sqlite3_column_text(s, 0));
        sqlite3_finalize(s);
}

static void
prepare_table(copying *t)
{
        char sql[512];
        int at;

        must(sqlite3_prepare_v2(from, t->rows, -1, &t->read, NULL), from, t->rows);
        t->columns = sqlite3_column_count(t->read);
        at = snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO %s VALUES (?", t->name);
        for (int i = 1; i < t->columns; i++)
                at += snprintf(sql + at, sizeof sql - (size_t)at, ", ?");
        (void)snprintf(sql + at, sizeof sql - (size_t)at, ")");
        must(sqlite3_prepare_v2(into, sql, -1, &t->write, NULL), into, sql);
}

static void
open_plain(const char *dir)
{
        char path[4096];

        (void)snprintf(path, sizeof path, "%s/clearinghouse.db", dir);
        must(sqlite3_open_v2(path, &from, SQLITE_OPEN_READONLY, NULL), from, path);
        (void)snprintf(path, sizeof path, "%s/plain.db", dir);
        must(sqlite3_open(path, &into), into, path);
        run(into, "PRAGMA journal_mode = WAL");
        run(into, "PRAGMA synchronous = FULL");
        copy_shape();
        run(into, "DROP TRIGGER IF EXISTS record_is_kept");
        for (size_t i = 0; i < TABLES; i++)
                prepare_table(&tables[i]);
}

/* The row is held in the reading statement while it is written: reading it is not timed. */
static void
read_rows(int64_t seq)
{
        for (size_t i = 0; i < TABLES; i++) {
                sqlite3_bind_int64(tables[i].read, 1, seq);
                must(sqlite3_step(tables[i].read), from, tables[i].name);
                for (int k = 0; k < tables[i].columns; k++)
                        must(sqlite3_bind_value(tables[i].write, k + 1, sqlite3_column_value(tables[i].read, k)), into,
                             tables[i].name);
        }
}

static void
write_plain(void)
{
        run(into, "BEGIN IMMEDIATE");
        for (size_t i = 0; i < TABLES; i++) {
                must(sqlite3_step(tables[i].write), into, tables[i].name);
                sqlite3_reset(tables[i].write);
        }
        run(into, "COMMIT");
}

static void
close_rows(void)
{
        for (size_t i = 0; i < TABLES; i++)
                sqlite3_reset(tables[i].read);
}

/* ---- in turn --------------------------------------------------------------------------------------------------- */

static void
measure(size_t round, const ch_put *put)
{
        for (size_t i = round * ROUND; i < (round + 1) * ROUND; i++) {
                own_ms[i] = clock_ms(CLOCK_MONOTONIC);
                write_own((ch_offer *)(uintptr_t)m.offers[i], put);
                own_ms[i] = clock_ms(CLOCK_MONOTONIC) - own_ms[i];
        }
        for (size_t i = round * ROUND; i < (round + 1) * ROUND; i++) {
                read_rows((int64_t)i + 1);
                plain_ms[i] = clock_ms(CLOCK_MONOTONIC);
                write_plain();
                plain_ms[i] = clock_ms(CLOCK_MONOTONIC) - plain_ms[i];
                close_rows();
        }
}

static bool
same_count(const char *table)
{
        char sql[64];
        int64_t n[2] = { 0, -1 };
        sqlite3 *dbs[2] = { from, into };

        (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
        for (size_t i = 0; i < 2; i++) {
                sqlite3_stmt *s;

                must(sqlite3_prepare_v2(dbs[i], sql, -1, &s, NULL), dbs[i], sql);
                must(sqlite3_step(s), dbs[i], sql);
                n[i] = sqlite3_column_int64(s, 0);
                sqlite3_finalize(s);
        }
        return n[0] == n[1];
}

static int
report(size_t n)
{
        double sum[2] = { 0, 0 };
        bool same = true;

        for (size_t i = 0; i < TABLES; i++)
                same = same && same_count(tables[i].name);
        for (size_t i = 0; i < n; i++) {
                sum[0] += own_ms[i];
                sum[1] += plain_ms[i];
        }
        tell("store", 0, own_ms, n);
        tell("plain SQLite", 0, plain_ms, n);
        printf("{\"what\": \"store against plain\", \"rows_same\": %s, \"own_a_second\": %.0f, \"plain_a_second\": "
               "%.0f, "
               "\"ratio\": %.3f, \"version\": \"SQLite %s\"}\n",
               same ? "true" : "false", (double)n * 1e3 / sum[0], (double)n * 1e3 / sum[1],
               plain_ms[n / 2] / own_ms[n / 2], sqlite3_libversion());
        return same ? 0 : 1;
}

static void
close_all(void)
{
        for (size_t i = 0; i < TABLES; i++) {
                sqlite3_finalize(tables[i].read);
                sqlite3_finalize(tables[i].write);
        }
        sqlite3_close(from);
        sqlite3_close(into);
        ch_store_close(&store);
        free(own_ms);
        free(plain_ms);
}

int
main(int argc, char **argv)
{
        const ch_actor actor = { 0 };
        const ch_put put = { .actor = &actor, .act = CH_ACT_OFFER_DRAFT, .at = ch_now() };
        size_t rounds = argc > 2 ? (size_t)strtoull(argv[2], NULL, 10) : 8;
        int code;

        if (argc < 2)
                sample_fail("bench_store DIR ROUNDS");
        made_world(&m, CH_SOURCE_DIR, rounds * ROUND);
        own_ms = calloc(rounds * ROUND, sizeof *own_ms);
        plain_ms = calloc(rounds * ROUND, sizeof *plain_ms);
        open_store(argv[1]);
        open_plain(argv[1]);
        for (size_t i = 0; own_ms && plain_ms && i < rounds; i++)
                measure(i, &put);
        code = report(rounds * ROUND);
        close_all();
        free(m.changes);
        free(m.offers);
        ch_arena_free(&m.s.arena);
        return code;
}

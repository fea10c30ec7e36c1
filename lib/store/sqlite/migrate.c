#include "migrate.h"
#include "stmt.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <sqlite3.h>

/* Before the schema stands there are no prepared statements: these run once each. */
static int
run_text(ch_db *db, ch_str sql)
{
        int rc = SQLITE_OK;

        while (rc == SQLITE_OK && sql.len) {
                sqlite3_stmt *s = NULL;
                const char *rest = NULL;

                rc = sqlite3_prepare_v2(db->h, sql.p, (int)sql.len, &s, &rest);
                if (rc != SQLITE_OK)
                        break;
                while (s && (rc = sqlite3_step(s)) == SQLITE_ROW)
                        ;
                sqlite3_finalize(s);
                rc = rc == SQLITE_DONE ? SQLITE_OK : rc;
                sql = (ch_str) { rest, sql.len - (size_t)(rest - sql.p) };
        }
        return rc;
}

static ch_key
checksum(const ch_step *step)
{
        return ch_hash(&step->sql, 1);
}

static bool
is_same(sqlite3_stmt *s, const ch_step *step)
{
        const ch_key want = checksum(step);
        ch_str name = { (const char *)sqlite3_column_text(s, 1), (size_t)sqlite3_column_bytes(s, 1) };
        const void *sum = sqlite3_column_blob(s, 2);

        return sqlite3_column_int64(s, 0) == step->number && ch_str_is(name, step->name) &&
               sqlite3_column_bytes(s, 2) == CH_KEY_LEN && ch_same(sum, &want, sizeof want);
}

static ch_status
compare(ch_db *db, sqlite3_stmt *s, size_t *n)
{
        int rc;

        for (*n = 0; (rc = sqlite3_step(s)) == SQLITE_ROW; ++*n) {
                if (*n == ch_steps_len) {
                        ch_log(CH_LOG_ERROR, "store.schema_is_newer", ch_log_int("step", sqlite3_column_int64(s, 0)));
                        return CH_CONFLICT;
                }
                if (!is_same(s, &ch_steps[*n])) {
                        ch_log(CH_LOG_ERROR, "store.schema_step_differs", ch_log_int("step", ch_steps[*n].number));
                        return CH_CONFLICT;
                }
        }
        return rc == SQLITE_DONE ? CH_OK : ch_conn_failed(db, rc);
}

static ch_status
has_table(ch_db *db, bool *out)
{
        sqlite3_stmt *s = NULL;
        int rc = sqlite3_prepare_v2(
                db->h, SQL("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'"), -1, &s, NULL);

        if (rc == SQLITE_OK)
                rc = sqlite3_step(s);
        sqlite3_finalize(s);
        *out = rc == SQLITE_ROW;
        return rc == SQLITE_ROW || rc == SQLITE_DONE ? CH_OK : ch_conn_failed(db, rc);
}

ch_status
ch_steps_applied(ch_db *db, size_t *n)
{
        sqlite3_stmt *s = NULL;
        bool is_there;
        ch_status st = has_table(db, &is_there);

        *n = 0;
        if (st != CH_OK || !is_there)
                return st;
        int rc = sqlite3_prepare_v2(db->h, SQL("SELECT number, name, checksum FROM migration ORDER BY number"), -1, &s,
                                    NULL);

        st = rc == SQLITE_OK ? compare(db, s, n) : ch_conn_failed(db, rc);
        sqlite3_finalize(s);
        return st;
}

static int
record_step(ch_db *db, const ch_step *step)
{
        const ch_key sum = checksum(step);
        sqlite3_stmt *s = NULL;
        int rc = sqlite3_prepare_v2(
                db->h, SQL("INSERT INTO migration (number, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)"), -1,
                &s, NULL);

        if (rc == SQLITE_OK)
                rc = sqlite3_bind_int64(s, 1, step->number);
        if (rc == SQLITE_OK)
                rc = sqlite3_bind_text(s, 2, step->name, -1, SQLITE_STATIC);
        if (rc == SQLITE_OK)
                rc = sqlite3_bind_blob(s, 3, sum.b, sizeof sum.b, SQLITE_TRANSIENT);
        if (rc == SQLITE_OK)
                rc = sqlite3_bind_int64(s, 4, ch_now());
        if (rc == SQLITE_OK)
                rc = sqlite3_step(s);
        sqlite3_finalize(s);
        return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Steps from..to in one transaction. */
static ch_status
apply(ch_db *db, size_t from, size_t to)
{
        int rc = run_text(db, CH_LIT(SQL("BEGIN IMMEDIATE")));
        ch_status st;

        for (size_t i = from; rc == SQLITE_OK && i < to; i++) {
                CH_ASSERT(ch_steps[i].number == (int64_t)i + 1);
                rc = run_text(db, ch_steps[i].sql);
                if (rc == SQLITE_OK)
                        rc = record_step(db, &ch_steps[i]);
        }
        if (rc == SQLITE_OK)
                rc = run_text(db, CH_LIT(SQL("COMMIT")));
        if (rc == SQLITE_OK) {
                ch_log(CH_LOG_INFO, "store.schema", ch_log_int("from", (int64_t)from), ch_log_int("to", (int64_t)to));
                return CH_OK;
        }
        st = ch_conn_failed(db, rc);
        if (!sqlite3_get_autocommit(db->h))
                (void)run_text(db, CH_LIT(SQL("ROLLBACK")));
        return st;
}

ch_status
ch_steps_apply(ch_db *db, size_t applied)
{
        ch_status st = CH_OK;

        /* A new database comes into being at once: one that was begun is not an older one. */
        if (!applied)
                return apply(db, 0, ch_steps_len);
        for (size_t i = applied; i < ch_steps_len && st == CH_OK; i++)
                st = apply(db, i, i + 1);
        return st;
}

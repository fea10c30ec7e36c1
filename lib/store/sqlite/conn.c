#include "conn.h"
#include "stmt.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { PROGRESS_STEPS = 10000 };

/* Rules of every connection, then those of each kind. Journal mode and synchronous are what durability rests on. A
 * larger cache makes each commit dearer: where pages were balanced, SQLite then walks all that it has cached. */
static const char *const always[] = {
        SQL("PRAGMA trusted_schema = OFF"), SQL("PRAGMA cell_size_check = ON"), SQL("PRAGMA mmap_size = 0"),
        SQL("PRAGMA temp_store = MEMORY"),  SQL("PRAGMA busy_timeout = 5000"),  NULL,
};
static const char *const of_writer[] = {
        SQL("PRAGMA journal_mode = WAL"),
        SQL("PRAGMA synchronous = FULL"),
        SQL("PRAGMA foreign_keys = ON"),
        SQL("PRAGMA secure_delete = ON"),
        SQL("PRAGMA cache_size = -16384"),
        SQL("PRAGMA wal_autocheckpoint = 0"),
        SQL("PRAGMA journal_size_limit = -1"),
        SQL("PRAGMA recursive_triggers = OFF"),
        NULL,
};
static const char *const of_reader[] = { SQL("PRAGMA query_only = ON"), SQL("PRAGMA cache_size = -16384"), NULL };

static const struct {
        int option, on;
} switches[] = {
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
        { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 }, { SQLITE_DBCONFIG_DQS_DML, 0 },
        { SQLITE_DBCONFIG_DQS_DDL, 0 },
};

static int
count_frames(void *store, sqlite3 *h, const char *name, int frames)
{
        (void)h;
        (void)name;
        ((ch_store *)store)->frames = frames;
        return SQLITE_OK;
}

/* Non-zero ends the statement. */
static int
is_out_of_time(void *db)
{
        int64_t deadline = ((const ch_db *)db)->deadline_ms;

        return deadline && ch_uptime_ms() > deadline;
}

static int
run_all(ch_db *db, const char *const *sql)
{
        for (; *sql; sql++) {
                sqlite3_stmt *s = NULL;
                int rc = sqlite3_prepare_v2(db->h, *sql, -1, &s, NULL);

                while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW)
                        rc = SQLITE_OK;
                sqlite3_finalize(s);
                if (rc != SQLITE_DONE)
                        return rc;
        }
        return SQLITE_OK;
}

static int
set_switches(ch_db *db)
{
        for (size_t i = 0; i < CH_COUNT(switches); i++) {
                int now = -1;
                int rc = sqlite3_db_config(db->h, switches[i].option, switches[i].on, &now);

                if (rc != SQLITE_OK || now != switches[i].on)
                        return rc != SQLITE_OK ? rc : SQLITE_ERROR;
        }
        return SQLITE_OK;
}

static int
configure(ch_db *db)
{
        int rc = set_switches(db);

        if (rc == SQLITE_OK)
                rc = run_all(db, always);
        if (rc == SQLITE_OK)
                rc = run_all(db, db->is_writer ? of_writer : of_reader);
        if (rc == SQLITE_OK && db->is_writer)
                sqlite3_wal_hook(db->h, count_frames, db->store);
        if (!db->is_writer)
                sqlite3_progress_handler(db->h, PROGRESS_STEPS, is_out_of_time, db);
        return rc;
}

ch_status
ch_conn_open(ch_store *store, ch_conn_mode mode, ch_db **out)
{
        ch_db *db = calloc(1, sizeof *db);
        int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
        int rc;

        if (!db || !(db->scratch = ch_arena_new(CH_SCRATCH_CAP))) {
                free(db);
                return CH_BUSY;
        }
        db->store = store;
        db->is_writer = mode == CH_CONN_WRITER;
        flags |= db->is_writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
        rc = sqlite3_open_v2(store->path, &db->h, flags, NULL);
        if (rc == SQLITE_OK)
                rc = configure(db);
        if (rc == SQLITE_OK) {
                *out = db;
                return CH_OK;
        }
        ch_status st = (rc & 0xff) == SQLITE_CANTOPEN && !db->is_writer ? CH_HIDDEN : ch_conn_failed(db, rc);
        ch_conn_close(&db);
        return st;
}

void
ch_conn_close(ch_db **db)
{
        if (!*db)
                return;
        ch_stmts_free(*db);
        sqlite3_close_v2((*db)->h);
        ch_wipe((*db)->keys, sizeof(*db)->keys);
        ch_arena_free(&(*db)->scratch);
        free(*db);
        *db = NULL;
}

/* Primary code to what the caller is told; everything else is CH_BROKEN. */
static ch_status
upward(int rc)
{
        static const struct {
                int rc;
                ch_status st;
        } told[] = {
                { SQLITE_NOMEM, CH_BUSY }, { SQLITE_BUSY, CH_BUSY },      { SQLITE_LOCKED, CH_BUSY },
                { SQLITE_FULL, CH_BUSY },  { SQLITE_INTERRUPT, CH_BUSY }, { SQLITE_TOOBIG, CH_TOO_LARGE },
        };

        if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY)
                return CH_CONFLICT;
        if (rc == SQLITE_IOERR_NOMEM)
                return CH_BUSY;
        for (size_t i = 0; i < CH_COUNT(told); i++)
                if (told[i].rc == (rc & 0xff))
                        return told[i].st;
        return CH_BROKEN;
}

/* A failed write or sync may have lost what the kernel held: only a new start, which reads the disk, knows what is
 * there. */
static bool
is_end_of_writing(const ch_db *db, int rc)
{
        int primary = rc & 0xff;

        if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB)
                return true;
        return primary == SQLITE_IOERR && rc != SQLITE_IOERR_NOMEM && db->is_writer;
}

ch_status
ch_conn_failed(ch_db *db, int rc)
{
        ch_status st = upward(rc);

        if (is_end_of_writing(db, rc))
                db->store->is_fatal = true;
        if (st == CH_CONFLICT)
                return st;
        ch_log(st == CH_BROKEN ? CH_LOG_ERROR : CH_LOG_WARN, "store.failed", ch_log_int("code", rc),
               ch_log_status("status", st), ch_log_int("errno", db->h ? sqlite3_system_errno(db->h) : 0),
               ch_log_int("fatal", db->store->is_fatal));
        return st;
}

#include "held.h"
#include "seal.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <sqlite3.h>
#include <string.h>

static bool
is_for(const ch_db *db, ch_stmt_mode mode)
{
        return mode == CH_STMT_READ || mode == CH_STMT_ASIDE || db->is_writer;
}

/* What SQLite says of a statement against what the table says. */
static bool
is_as_declared(struct sqlite3_stmt *s, ch_stmt_mode mode)
{
        bool writes = mode == CH_STMT_WRITE || mode == CH_STMT_HELD;

        return mode != CH_STMT_UNSET && (sqlite3_stmt_readonly(s) != 0) == !writes;
}

ch_status
ch_stmts_prepare(ch_db *db)
{
        for (size_t i = 0; i < CH__STMT_MAX; i++) {
                const ch_stmt_row *row = &ch_stmt_table[i];
                int rc;

                if (!is_for(db, row->mode))
                        continue;
                rc = sqlite3_prepare_v3(db->h, row->sql, -1, SQLITE_PREPARE_PERSISTENT, &db->stmts[i], NULL);
                if (rc != SQLITE_OK)
                        return ch_conn_failed(db, rc);
                if (!is_as_declared(db->stmts[i], row->mode)) {
                        ch_log(CH_LOG_ERROR, "store.statement_kind", ch_log_int("statement", (int64_t)i));
                        return CH_BROKEN;
                }
        }
        return CH_OK;
}

void
ch_stmts_free(ch_db *db)
{
        for (size_t i = 0; i < CH__STMT_MAX; i++)
                sqlite3_finalize(db->stmts[i]);
}

/* After some errors SQLite has undone the whole transaction by itself: writing on would commit each statement alone. */
static bool
may_run(const ch_db *db, ch_stmt which)
{
        const ch_store *store = db->store;
        ch_stmt_mode mode = ch_stmt_table[which].mode;

        if (mode == CH_STMT_READ || mode == CH_STMT_ASIDE)
                return !db->is_writer || !store->is_in_tx || !sqlite3_get_autocommit(db->h);
        CH_ASSERT(db->is_writer);
        if (store->is_fatal)
                return false;
        CH_ASSERT(which == CH_STMT_BEGIN || store->is_in_tx);
        return which == CH_STMT_BEGIN || !sqlite3_get_autocommit(db->h);
}

/* What waits goes in before anything that could see it, or that has to be undone. */
static ch_status
make_way(ch_db *db, ch_stmt_mode mode)
{
        if (mode == CH_STMT_CONTROL || mode == CH_STMT_ASIDE || (mode == CH_STMT_READ && !db->store->held.first))
                return CH_OK;
        return ch_held_settle(db->store);
}

ch_q
ch_q_open(ch_db *db, ch_stmt which)
{
        ch_q q = { .db = db, .s = db->stmts[which], .st = CH_OK };
        ch_stmt_mode mode = ch_stmt_table[which].mode;
        bool is_held = db->is_writer && db->store->held.is_open;

        CH_ASSERT(q.s && !sqlite3_stmt_busy(q.s));
        if (!may_run(db, which))
                q.st = CH_BROKEN;
        else if (is_held && mode != CH_STMT_HELD)
                q.st = make_way(db, mode);
        else if (is_held && !(q.held = ch_held_new(db->store, which)))
                q.st = CH_BUSY;
        if (!db->is_writer && !db->has_no_limit)
                db->deadline_ms = ch_uptime_ms() + CH_READ_LIMIT_MS;
        return q;
}

static void
note(ch_q *q, int rc)
{
        if (rc != SQLITE_OK && q->st == CH_OK)
                q->st = ch_conn_failed(q->db, rc);
}

/* True: the value waits with its row. */
static bool
hold(ch_q *q, ch_held_type type, int64_t n, ch_str s)
{
        if (q->held)
                ch_held_put(q->db->store, q->held, (ch_held_value) { type, n, s });
        return q->held != NULL;
}

void
ch_q_int(ch_q *q, int64_t n)
{
        if (!hold(q, CH_HELD_INT, n, (ch_str) { 0 }))
                note(q, sqlite3_bind_int64(q->s, ++q->bound, n));
}

void
ch_q_bytes(ch_q *q, ch_str s)
{
        if (hold(q, s.p ? CH_HELD_BYTES : CH_HELD_NULL, 0, s))
                return;
        q->bound++;
        if (!s.p)
                note(q, sqlite3_bind_null(q->s, q->bound));
        else
                note(q, sqlite3_bind_blob64(q->s, q->bound, s.p, s.len, SQLITE_STATIC));
}

void
ch_q_text(ch_q *q, ch_str s)
{
        if (!hold(q, CH_HELD_TEXT, 0, s))
                note(q, sqlite3_bind_text64(q->s, ++q->bound, s.p ? s.p : "", s.len, SQLITE_STATIC, SQLITE_UTF8));
}

void
ch_q_text_or_null(ch_q *q, ch_str s)
{
        if (s.len)
                ch_q_text(q, s);
        else
                ch_q_bytes(q, (ch_str) { NULL, 0 });
}

void
ch_q_uuid(ch_q *q, ch_uuid id)
{
        if (!hold(q, CH_HELD_BYTES, 0, ch_id_str(&id)))
                note(q, sqlite3_bind_blob(q->s, ++q->bound, id.b, sizeof id.b, SQLITE_TRANSIENT));
}

void
ch_q_key(ch_q *q, ch_key key)
{
        if (!hold(q, CH_HELD_BYTES, 0, ch_key_str(&key)))
                note(q, sqlite3_bind_blob(q->s, ++q->bound, key.b, sizeof key.b, SQLITE_TRANSIENT));
}

bool
ch_q_row(ch_q *q)
{
        int rc;

        if (q->st != CH_OK || q->held)
                return false;
        rc = sqlite3_step(q->s);
        if (rc != SQLITE_ROW && rc != SQLITE_DONE)
                note(q, rc);
        return rc == SQLITE_ROW;
}

ch_status
ch_q_end(ch_q *q)
{
        if (q->held) {
                if (q->st == CH_OK)
                        q->st = ch_held_keep(q->db->store, q->held);
                return q->st;
        }
        sqlite3_reset(q->s);
        sqlite3_clear_bindings(q->s);
        return q->st;
}

ch_status
ch_q_run(ch_q *q)
{
        (void)ch_q_row(q);
        return ch_q_end(q);
}

int64_t
ch_db_touched(const ch_db *db)
{
        return sqlite3_changes64(db->h);
}

int64_t
ch_col_int(ch_q *q, int column)
{
        return sqlite3_column_int64(q->s, column);
}

ch_str
ch_col_bytes(ch_q *q, int column)
{
        const void *p = sqlite3_column_blob(q->s, column);

        if (!p && sqlite3_errcode(sqlite3_db_handle(q->s)) == SQLITE_NOMEM)
                note(q, SQLITE_NOMEM);
        return (ch_str) { p, (size_t)sqlite3_column_bytes(q->s, column) };
}

bool
ch_col_is_null(ch_q *q, int column)
{
        return sqlite3_column_type(q->s, column) == SQLITE_NULL;
}

static void
copy_exactly(ch_q *q, int column, void *out, size_t len)
{
        ch_str s = ch_col_bytes(q, column);

        if (s.len == len)
                memcpy(out, s.p, len);
        else if (q->st == CH_OK)
                q->st = ch_conn_failed(q->db, SQLITE_CORRUPT);
}

ch_uuid
ch_col_uuid(ch_q *q, int column)
{
        ch_uuid id = { { 0 } };

        copy_exactly(q, column, id.b, sizeof id.b);
        return id;
}

ch_key
ch_col_key(ch_q *q, int column)
{
        ch_key key = { { 0 } };

        copy_exactly(q, column, key.b, sizeof key.b);
        return key;
}

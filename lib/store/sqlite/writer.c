/* Transactions, checkpoints and shredding of the one writing connection. */
#include "chain.h"
#include "held.h"
#include "seal.h"
#include "stmt.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <sqlite3.h>
#include <string.h>

static ch_status
control(ch_store *store, ch_stmt which)
{
        ch_q q = ch_q_open(store->writer, which);

        return ch_q_run(&q);
}

/* After anything undone the tails must be read again, and no key may be remembered that was made in what is undone. */
static void
forget(ch_store *store)
{
        store->changes.is_known = store->audit.is_known = false;
        store->newest_key = 0;
        store->last_put = (ch_sealed_by) { .kind = CH_KIND_NONE };
        store->given.len = 0;
        ch_wipe(store->writer->keys, sizeof store->writer->keys);
}

static void
leave(ch_store *store)
{
        store->is_in_tx = store->is_changed = store->has_new_sessions = store->held.is_open = false;
        forget(store);
}

ch_status
ch_store_begin(ch_store *store)
{
        ch_status st;

        CH_ASSERT(store->writer && !store->is_in_tx);
        ch_random(store->near, sizeof store->near);
        st = control(store, CH_STMT_BEGIN);
        store->is_in_tx = st == CH_OK;
        return st;
}

ch_status
ch_store_commit(ch_store *store)
{
        ch_status st = CH_OK;

        CH_ASSERT(store->is_in_tx);
        if (store->is_changed)
                st = ch_head_write(store->writer);
        if (st == CH_OK)
                st = control(store, CH_STMT_COMMIT);
        if (st != CH_OK) {
                ch_store_rollback(store);
                return st;
        }
        /* Before anybody is told: whoever has been signed out is so in every thread. */
        if (store->has_new_sessions)
                store->session_epoch++;
        store->is_in_tx = store->is_changed = store->has_new_sessions = false;
        return CH_OK;
}

void
ch_store_rollback(ch_store *store)
{
        CH_ASSERT(store->is_in_tx);
        if (!sqlite3_get_autocommit(store->writer->h)) {
                sqlite3_stmt *s = store->writer->stmts[CH_STMT_ROLLBACK];

                /* Not through a ch_q: undoing must work after writing has been refused. */
                sqlite3_step(s);
                sqlite3_reset(s);
        }
        leave(store);
}

ch_status
ch_store_savepoint(ch_store *store)
{
        CH_ASSERT(store->is_in_tx);
        return ch_held_begin(store);
}

ch_status
ch_store_savepoint_end(ch_store *store, bool keep)
{
        ch_status st = CH_OK;

        CH_ASSERT(store->is_in_tx);
        if (!keep)
                forget(store);
        if (ch_held_end(store, keep, &st))
                return st;
        if (!keep)
                st = control(store, CH_STMT_UNDO);
        return st == CH_OK ? control(store, CH_STMT_RELEASE) : st;
}

static void
checkpoint(ch_store *store, int mode)
{
        int all = 0, done = 0;
        int rc = sqlite3_wal_checkpoint_v2(store->writer->h, "main", mode, &all, &done);

        if (rc != SQLITE_OK && rc != SQLITE_BUSY) {
                (void)ch_conn_failed(store->writer, rc);
                return;
        }
        store->next_checkpoint_at = done == all ? CH_CHECKPOINT_STEP : all + CH_CHECKPOINT_STEP;
        if (done == all)
                store->frames = 0;
        if (mode == SQLITE_CHECKPOINT_TRUNCATE && rc == SQLITE_OK)
                store->is_shred_due = false;
}

static bool
is_log_too_long(const ch_store *store)
{
        return store->frames > CH_LOG_LIMIT / CH_PAGE;
}

/* A log that is too long is tried every time: while writes are refused it does not grow to the next mark. */
void
ch_store_checkpoint_if_due(ch_store *store)
{
        CH_ASSERT(store->writer && !store->is_in_tx);
        if (store->is_fatal)
                return;
        /* A shredded key must also leave the log. */
        if (store->is_shred_due)
                checkpoint(store, SQLITE_CHECKPOINT_TRUNCATE);
        else if (store->frames >= store->next_checkpoint_at || is_log_too_long(store))
                checkpoint(store, SQLITE_CHECKPOINT_PASSIVE);
}

bool
ch_store_is_overloaded(const ch_store *store, bool *fatal)
{
        *fatal = store->is_fatal;
        return store->is_fatal || is_log_too_long(store);
}

void
ch_store_settle(ch_store *store)
{
        int off = 1;

        if (!store->is_fatal)
                checkpoint(store, SQLITE_CHECKPOINT_TRUNCATE);
        /* What a failed sync left in doubt is for the next start to read, not for this one to copy. */
        if (store->is_fatal)
                sqlite3_db_config(store->writer->h, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &off);
}

ch_status
ch_db_shred(ch_db *db, ch_uuid key_owner)
{
        ch_q q = ch_q_open(db, CH_STMT_KEY_SHRED);

        ch_q_uuid(&q, key_owner);
        if (ch_q_run(&q) != CH_OK)
                return q.st;
        db->store->last_put = (ch_sealed_by) { .kind = CH_KIND_NONE };
        db->store->shred_epoch++;
        db->store->is_shred_due = true;
        return CH_OK;
}

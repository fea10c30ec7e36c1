#include "chain.h"
#include "migrate.h"
#include "seal.h"
#include "stmt.h"
#include "upkeep.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

ch_status
ch_store_path(char out[CH_PATH_MAX], const char *dir, const char *name)
{
        int len = snprintf(out, CH_PATH_MAX, "%s/%s", dir, name);

        return len > 0 && len < CH_PATH_MAX ? CH_OK : CH_INVALID;
}

/* An empty file of the right mode: the library would make one that others may read; log and index take their mode from
 * it. */
static ch_status
make_file(const char *path)
{
        int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

        if (fd < 0) {
                ch_log(CH_LOG_ERROR, "store.cannot_make_file");
                return CH_BROKEN;
        }
        close(fd);
        return CH_OK;
}

static bool
is_there(const char *path)
{
        struct stat s;

        return stat(path, &s) == 0 && s.st_size > 0;
}

/* Brings the schema up to date. A database with content is copied aside first. */
static ch_status
update_schema(ch_store *store, bool may_migrate)
{
        size_t applied;
        ch_status st = ch_steps_applied(store->writer, &applied);

        if (st != CH_OK || applied == ch_steps_len)
                return st;
        if (applied && !may_migrate) {
                ch_log(CH_LOG_ERROR, "store.schema_is_older", ch_log_int("steps", (int64_t)applied));
                return CH_CONFLICT;
        }
        if (applied)
                st = ch_store_copy_aside(store, applied);
        return st == CH_OK ? ch_steps_apply(store->writer, applied) : st;
}

static ch_status
open_writer(ch_store *store, bool may_migrate)
{
        ch_status st = make_file(store->path);

        store->held.arena = ch_arena_new(CH_SCRATCH_CAP);
        if (st == CH_OK && !store->held.arena)
                st = CH_BUSY;
        if (st == CH_OK)
                st = ch_conn_open(store, CH_CONN_WRITER, &store->writer);
        if (st == CH_OK)
                st = update_schema(store, may_migrate);
        if (st == CH_OK)
                st = ch_stmts_prepare(store->writer);
        return st == CH_OK ? ch_house_key_open(store->writer) : st;
}

/* Schema and key must fit before anybody reads. */
static ch_status
open_looking(ch_store *store)
{
        ch_db *db = NULL;
        size_t applied;
        ch_status st = is_there(store->path) ? ch_conn_open(store, CH_CONN_READER, &db) : CH_HIDDEN;

        if (st == CH_OK)
                st = ch_steps_applied(db, &applied);
        if (st == CH_OK && applied != ch_steps_len) {
                ch_log(CH_LOG_ERROR, "store.schema_is_older", ch_log_int("steps", (int64_t)applied));
                st = CH_CONFLICT;
        }
        if (st == CH_OK)
                st = ch_stmts_prepare(db);
        if (st == CH_OK)
                st = ch_house_key_open(db);
        if (st != CH_OK) {
                ch_conn_close(&db);
                return st;
        }
        db->has_no_limit = true; /* a command of its own holds up nobody */
        store->looking = db;
        return CH_OK;
}

ch_status
ch_store_open(const ch_store_config *config, ch_store **out)
{
        ch_store *store = calloc(1, sizeof *store);
        ch_status st;

        *out = NULL;
        if (!store)
                return CH_BUSY;
        /* Statistics that nobody reads take a lock at every allocation. Refused once the library runs: just as well. */
        (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        store->kek = config->kek;
        store->next_checkpoint_at = CH_CHECKPOINT_STEP;
        st = ch_store_path(store->path, config->dir, "clearinghouse.db");
        if (st == CH_OK)
                st = ch_store_path(store->dir, config->dir, "");
        if (st == CH_OK)
                st = config->is_read_only ? open_looking(store) : open_writer(store, config->may_migrate);
        if (st == CH_OK)
                *out = store;
        else
                ch_store_close(&store);
        return st;
}

void
ch_store_close(ch_store **store)
{
        ch_store *s = *store;

        if (!s)
                return;
        CH_ASSERT(!s->readers && !s->is_in_tx);
        if (s->writer && s->writer->h)
                ch_store_settle(s);
        ch_conn_close(&s->writer);
        ch_conn_close(&s->looking);
        ch_arena_free(&s->held.arena);
        ch_wipe(s, sizeof *s);
        free(s);
        *store = NULL;
}

ch_db *
ch_store_writer(ch_store *store)
{
        return store->writer ? store->writer : store->looking;
}

ch_status
ch_store_reader_open(ch_store *store, ch_db **out)
{
        ch_db *db = NULL;
        ch_status st = ch_conn_open(store, CH_CONN_READER, &db);

        if (st == CH_OK)
                st = ch_stmts_prepare(db);
        if (st != CH_OK) {
                ch_conn_close(&db);
                return st;
        }
        store->readers++;
        *out = db;
        return CH_OK;
}

void
ch_store_reader_close(ch_db **db)
{
        if (!*db)
                return;
        CH_ASSERT(!(*db)->is_writer);
        (*db)->store->readers--;
        ch_conn_close(db);
}

/* dba.h – someone with the database file and without the key: what he may do to it, and what is seen of it afterwards.
 */
#ifndef DBA_H
#define DBA_H
#include "given.h"
#include <sqlite3.h>
#include <sys/wait.h>

/* All statements of the text; a row is fine, an error fails the case. */
UNUSED static void
dba_run(sqlite3 *h, const char *sql)
{
        while (*sql) {
                sqlite3_stmt *s = NULL;
                int rc;

                T_EQ_INT(sqlite3_prepare_v2(h, sql, -1, &s, &sql), SQLITE_OK);
                while (s && (rc = sqlite3_step(s)) != SQLITE_DONE)
                        T_EQ_INT(rc, SQLITE_ROW);
                sqlite3_finalize(s);
        }
}

/* Runs the statements on the closed database; his own tools do not know our triggers, which are dropped for good.
 * Returns rows changed.
 *
 *   T_EQ_INT(dba(dir, "DELETE FROM session"), 1);
 */
UNUSED static int
dba(const char *dir, const char *sql)
{
        static const char *const triggers[] = { "version_is_kept", "version_stays", "change_is_kept", "change_stays",
                                                "audit_is_kept",   "audit_stays",   "record_is_kept" };
        char path[4096], drop[128];
        sqlite3 *h;
        int changed;

        snprintf(path, sizeof path, "%s/clearinghouse.db", dir);
        T_EQ_INT(sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
        for (size_t i = 0; i < sizeof triggers / sizeof *triggers; i++) {
                snprintf(drop, sizeof drop, "DROP TRIGGER IF EXISTS %s", triggers[i]);
                dba_run(h, drop);
        }
        dba_run(h, sql);
        changed = sqlite3_total_changes(h);
        T_EQ_INT(sqlite3_close(h), SQLITE_OK);
        return changed;
}

/* All values of all rows as text, each followed by "|", for comparing databases: "3|rank.c|". NULL is empty. */
UNUSED static ch_str
dba_text(ch_t *t, const char *dir, const char *sql)
{
        ch_buf b = ch_buf_new(t->arena);
        char path[4096];
        sqlite3_stmt *s;
        sqlite3 *h;
        ch_str out;

        snprintf(path, sizeof path, "%s/clearinghouse.db", dir);
        T_EQ_INT(sqlite3_open_v2(path, &h, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
        T_EQ_INT(sqlite3_prepare_v2(h, sql, -1, &s, NULL), SQLITE_OK);
        while (sqlite3_step(s) == SQLITE_ROW)
                for (int i = 0; i < sqlite3_column_count(s); i++)
                        ch_buf_printf(&b, "%s|",
                                      sqlite3_column_text(s, i) ? (const char *)sqlite3_column_text(s, i) : "");
        sqlite3_finalize(s);
        sqlite3_close(h);
        T_OK(ch_buf_end(&b, &out));
        return out;
}

/* The first value of the first row as it is; no row fails the case. */
UNUSED static ch_str
dba_blob(ch_t *t, const char *dir, const char *sql)
{
        char path[4096];
        sqlite3_stmt *s;
        sqlite3 *h;
        ch_str out;

        snprintf(path, sizeof path, "%s/clearinghouse.db", dir);
        T_EQ_INT(sqlite3_open_v2(path, &h, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
        T_EQ_INT(sqlite3_prepare_v2(h, sql, -1, &s, NULL), SQLITE_OK);
        T_EQ_INT(sqlite3_step(s), SQLITE_ROW);
        out = ch_str_dup(t->arena, (ch_str) { sqlite3_column_blob(s, 0), (size_t)sqlite3_column_bytes(s, 0) });
        sqlite3_finalize(s);
        sqlite3_close(h);
        return out;
}

/* How often the bytes stand in the database, its log and index, and "copy.backup"; at most 200. In a child: closing a
 * file here would drop the store's own locks on it. */
UNUSED static int
count_in_files(ch_t *t, const char *dir, ch_str needle)
{
        static const char *const names[] = { "clearinghouse.db", "clearinghouse.db-wal", "clearinghouse.db-shm",
                                             "copy.backup" };
        int status = -1;
        pid_t child = fork();

        T_TRUE(child >= 0);
        if (!child) {
                int hits = 0;

                for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                        static char bytes[64 << 20];
                        int fd = open(given_path(t, dir, names[i]), O_RDONLY);
                        ssize_t len = fd < 0 ? 0 : read(fd, bytes, sizeof bytes);

                        for (const char *p = bytes;
                             len > 0 && (p = memmem(p, (size_t)(bytes + len - p), needle.p, needle.len)); p++)
                                hits++;
                }
                _exit(hits > 200 ? 200 : hits);
        }
        T_EQ_INT(waitpid(child, &status, 0), child);
        T_TRUE(WIFEXITED(status));
        return WEXITSTATUS(status);
}

/* How many faults verify counts under one heading (NULL: in all); -1 when it could not run, or has no such heading.
 * Opens the store for reading. */
UNUSED static int64_t
wrong(const char *dir, const char *what)
{
        const ch_store_config config = { .dir = dir, .kek = given_key(1), .is_read_only = true };
        ch_verdict_line lines[CH_VERIFY_LINES];
        ch_store *store = NULL;
        int64_t count = -1;
        size_t n = 0;

        if (ch_store_open(&config, &store) != CH_OK)
                return -1;
        if (ch_store_verify(store, lines, &n) == CH_OK)
                for (size_t i = 0; i < n; i++)
                        if (!what || !strcmp(lines[i].what, what))
                                count = (count < 0 ? 0 : count) + (int64_t)lines[i].wrong;
        ch_store_close(&store);
        return count;
}
#endif

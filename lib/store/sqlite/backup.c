/* Copies of the database. While serving, the copy is taken in steps on the writing connection: what it writes in
 * between is carried over by the library, where any other connection would have to begin again. A finished backup ends
 * with a trailer that names its length and digest, so that damage shows before anything is restored from it. */
#include "backup.h"
#include "stmt.h"
#include "upkeep.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct ch_backup {
        ch_store *store;
        sqlite3 *to;
        sqlite3_backup *run;
        bool is_copied, has_failed;
        char path[CH_PATH_MAX], part[CH_PATH_MAX];
};

static const char magic[8] = { 'C', 'H', 'B', 'K', '0', '0', '0', '1' };

static ch_status
failed(const char *what)
{
        (void)what;
        ch_log(CH_LOG_ERROR, "backup.failed", ch_log_int("errno", errno));
        return CH_BROKEN;
}

/* The copy is worth nothing before its trailer is there, so it needs neither journal nor sync of its own. */
static int
open_copy(ch_backup *b)
{
        static const char *const quick[] = { SQL("PRAGMA journal_mode = OFF"), SQL("PRAGMA synchronous = OFF") };
        int fd = open(b->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        int rc;

        if (fd < 0)
                return SQLITE_CANTOPEN;
        close(fd);
        rc = sqlite3_open_v2(b->part, &b->to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                             NULL);
        for (size_t i = 0; rc == SQLITE_OK && i < CH_COUNT(quick); i++) {
                sqlite3_stmt *s = NULL;

                rc = sqlite3_prepare_v2(b->to, quick[i], -1, &s, NULL);
                if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW)
                        rc = SQLITE_DONE;
                sqlite3_finalize(s);
                rc = rc == SQLITE_DONE ? SQLITE_OK : rc;
        }
        return rc;
}

static void
discard(ch_backup **b)
{
        if ((*b)->run)
                sqlite3_backup_finish((*b)->run);
        if ((*b)->to)
                sqlite3_close_v2((*b)->to);
        unlink((*b)->part);
        free(*b);
        *b = NULL;
}

ch_status
ch_store_backup_begin(ch_store *store, const char *path, ch_backup **out)
{
        ch_backup *b = calloc(1, sizeof *b);

        CH_ASSERT(store->writer && !store->is_in_tx);
        *out = NULL;
        if (!b)
                return CH_BUSY;
        b->store = store;
        if (snprintf(b->path, sizeof b->path, "%s", path) >= (int)sizeof b->path ||
            snprintf(b->part, sizeof b->part, "%s.part", path) >= (int)sizeof b->part) {
                free(b);
                return CH_INVALID;
        }
        if (!access(path, F_OK) || !access(b->part, F_OK)) {
                free(b);
                return CH_CONFLICT;
        }
        if (open_copy(b) == SQLITE_OK)
                b->run = sqlite3_backup_init(b->to, "main", store->writer->h, "main");
        if (!b->run) {
                ch_log(CH_LOG_ERROR, "backup.cannot_begin",
                       ch_log_int("code", b->to ? sqlite3_extended_errcode(b->to) : 0));
                discard(&b);
                return CH_BROKEN;
        }
        *out = b;
        return CH_OK;
}

static int
finish_copy(ch_backup *b)
{
        int rc = sqlite3_backup_finish(b->run);
        int closed = sqlite3_close_v2(b->to);

        b->run = NULL;
        b->to = NULL;
        return rc != SQLITE_OK ? rc : closed;
}

ch_status
ch_store_backup_step(ch_backup *b, int pages, bool *more)
{
        int rc;

        CH_ASSERT(!b->store->is_in_tx);
        *more = false;
        if (b->is_copied || b->has_failed)
                return b->has_failed ? CH_BROKEN : CH_OK;
        rc = sqlite3_backup_step(b->run, pages);
        if (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED) {
                *more = true;
                return CH_OK;
        }
        if (rc == SQLITE_DONE)
                rc = finish_copy(b);
        b->is_copied = rc == SQLITE_OK;
        b->has_failed = !b->is_copied;
        if (b->has_failed)
                ch_log(CH_LOG_ERROR, "backup.failed", ch_log_int("code", rc));
        return b->is_copied ? CH_OK : CH_BROKEN;
}

/* ---- trailer ---- */

static ch_key
roll(const ch_key *before, const void *bytes, size_t len)
{
        const ch_str parts[] = { { (const char *)before->b, sizeof before->b }, { bytes, len } };

        return ch_hash(parts, CH_COUNT(parts));
}

ch_status
ch_backup_digest(int fd, uint64_t len, int to, ch_key *out)
{
        char *chunk = malloc(CH_BACKUP_CHUNK);
        ch_status st = chunk ? CH_OK : CH_BUSY;

        *out = (ch_key) { { 0 } };
        for (uint64_t at = 0; st == CH_OK && at < len;) {
                size_t want = len - at < CH_BACKUP_CHUNK ? (size_t)(len - at) : CH_BACKUP_CHUNK;
                ssize_t got = pread(fd, chunk, want, (off_t)at);

                if (got != (ssize_t)want)
                        st = got < 0 ? failed("read") : CH_MALFORMED;
                else if (to >= 0 && pwrite(to, chunk, want, (off_t)at) != (ssize_t)want)
                        st = failed("write");
                *out = roll(out, chunk, want);
                at += want;
        }
        free(chunk);
        return st;
}

static ch_backup_trailer
trailer_of(uint64_t len, const ch_key *digest)
{
        ch_backup_trailer t = { .digest = *digest };

        memcpy(t.magic, magic, sizeof magic);
        for (size_t i = 0; i < sizeof t.len; i++)
                t.len[i] = (uint8_t)(len >> (8 * i));
        return t;
}

bool
ch_backup_trailer_fits(const ch_backup_trailer *t, uint64_t len)
{
        const ch_backup_trailer want = trailer_of(len, &t->digest);

        return ch_same(t, &want, sizeof want);
}

static ch_status
write_trailer(int fd)
{
        off_t len = lseek(fd, 0, SEEK_END);
        ch_key digest;
        ch_status st = len > 0 ? ch_backup_digest(fd, (uint64_t)len, -1, &digest) : failed("size");

        if (st == CH_OK) {
                const ch_backup_trailer t = trailer_of((uint64_t)len, &digest);

                if (pwrite(fd, &t, sizeof t, len) != (ssize_t)sizeof t || fsync(fd))
                        st = failed("write");
        }
        return st;
}

/* The name, too, must be on the disk. */
ch_status
ch_sync_folder_of(const char *path)
{
        char folder[CH_PATH_MAX];
        char *slash;
        int fd, rc;

        snprintf(folder, sizeof folder, "%s", path);
        slash = strrchr(folder, '/');
        if (slash)
                slash[slash == folder] = '\0';
        fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
                return failed("folder");
        rc = fsync(fd);
        close(fd);
        return rc ? failed("sync") : CH_OK;
}

static ch_status
complete(const ch_backup *b)
{
        int fd = open(b->part, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        ch_status st = fd >= 0 ? write_trailer(fd) : failed("open");

        if (fd >= 0 && close(fd) && st == CH_OK)
                st = failed("close");
        if (st == CH_OK && rename(b->part, b->path))
                st = failed("rename");
        return st == CH_OK ? ch_sync_folder_of(b->path) : st;
}

ch_status
ch_store_backup_end(ch_backup **backup)
{
        ch_backup *b = *backup;
        ch_status st = b->is_copied ? complete(b) : CH_BROKEN;

        if (st == CH_OK) {
                free(b);
                *backup = NULL;
                return CH_OK;
        }
        discard(backup);
        return st;
}

ch_status
ch_store_copy_aside(ch_store *store, size_t step)
{
        char name[64], path[CH_PATH_MAX];
        ch_backup *b = NULL;
        bool more = true;
        ch_status st;

        snprintf(name, sizeof name, "before-%04zu-%lld.backup", step + 1, (long long)ch_now());
        st = ch_store_path(path, store->dir, name);
        if (st == CH_OK)
                st = ch_store_backup_begin(store, path, &b);
        while (st == CH_OK && more)
                st = ch_store_backup_step(b, -1, &more);
        if (!b)
                return st;
        ch_status ended = ch_store_backup_end(&b);

        return st == CH_OK ? ended : st;
}

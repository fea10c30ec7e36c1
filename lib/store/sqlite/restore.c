/* From a backup to a new data directory. Nothing is kept of a restore that fails. */
#include "backup.h"
#include "migrate.h"
#include "upkeep.h"
#include <ch/base/log.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static ch_status
broken(void)
{
        ch_log(CH_LOG_ERROR, "restore.failed", ch_log_int("errno", errno));
        return CH_BROKEN;
}

/* Made when missing. CH_CONFLICT: something is in there. */
static ch_status
take_empty_folder(const char *dir)
{
        struct dirent *entry;
        DIR *d;
        bool is_empty = true;

        if (mkdir(dir, 0700) && errno != EEXIST)
                return broken();
        d = opendir(dir);
        if (!d)
                return errno == ENOTDIR ? CH_CONFLICT : broken();
        while ((entry = readdir(d)))
                if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
                        is_empty = false;
        closedir(d);
        return is_empty ? CH_OK : CH_CONFLICT;
}

static ch_status
read_trailer(int fd, ch_backup_trailer *t, uint64_t *len)
{
        struct stat s;

        if (fstat(fd, &s))
                return broken();
        if (!S_ISREG(s.st_mode) || s.st_size <= (off_t)sizeof *t)
                return CH_MALFORMED;
        *len = (uint64_t)s.st_size - sizeof *t;
        if (pread(fd, t, sizeof *t, (off_t)*len) != (ssize_t)sizeof *t)
                return broken();
        return ch_backup_trailer_fits(t, *len) ? CH_OK : CH_MALFORMED;
}

static ch_status
copy_checked(int from, int to)
{
        ch_backup_trailer t;
        uint64_t len = 0;
        ch_key digest;
        ch_status st = read_trailer(from, &t, &len);

        if (st == CH_OK)
                st = ch_backup_digest(from, len, to, &digest);
        if (st == CH_OK && !ch_same(&digest, &t.digest, sizeof digest))
                st = CH_MALFORMED;
        return st == CH_OK && fsync(to) ? broken() : st;
}

static ch_status
copy_with_trailer(int from, int to)
{
        ch_backup_trailer t;
        uint64_t len = 0;
        ch_status st = read_trailer(from, &t, &len);

        if (st == CH_OK && pwrite(to, &t, sizeof t, (off_t)len) != (ssize_t)sizeof t)
                st = broken();
        return st == CH_OK ? copy_checked(from, to) : st;
}

static ch_status
copy_file(const char *backup, const char *path, ch_status (*copy)(int from, int to))
{
        int from = open(backup, O_RDONLY | O_CLOEXEC);
        int to;
        ch_status st;

        if (from < 0)
                return errno == ENOENT ? CH_HIDDEN : broken();
        to = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        st = to >= 0 ? copy(from, to) : broken();
        if (to >= 0 && close(to) && st == CH_OK)
                st = broken();
        close(from);
        return st;
}

ch_status
ch_store_backup_copy(const char *from, const char *to)
{
        ch_status st = access(to, F_OK) ? copy_file(from, to, copy_with_trailer) : CH_CONFLICT;

        if (st == CH_OK)
                return ch_sync_folder_of(to);
        if (st != CH_CONFLICT)
                unlink(to);
        return st;
}

static ch_status
check_all(ch_store *store)
{
        ch_verdict_line lines[CH_VERIFY_LINES];
        size_t n;
        ch_status st = ch_store_verify(store, lines, &n);

        for (size_t i = 0; st == CH_OK && i < n; i++)
                if (lines[i].wrong)
                        st = CH_MALFORMED;
        return st;
}

static ch_status
open_and_check(const char *dir, const ch_key *kek)
{
        const ch_store_config config = { .dir = dir, .kek = *kek, .may_migrate = true };
        ch_store *store = NULL;
        ch_status st = ch_store_open(&config, &store);

        if (st == CH_OK)
                st = check_all(store);
        ch_store_close(&store);
        return st == CH_BROKEN ? CH_MALFORMED : st;
}

/* Only what a restore may have made. */
static void
clear(const char *dir)
{
        struct dirent *entry;
        DIR *d = opendir(dir);

        while (d && (entry = readdir(d)))
                if (entry->d_type == DT_REG)
                        unlinkat(dirfd(d), entry->d_name, 0);
        if (d)
                closedir(d);
}

ch_status
ch_store_restore(const char *backup, const char *dir, const ch_key *kek)
{
        char db[CH_PATH_MAX], key[CH_PATH_MAX];
        ch_status st = ch_store_path(db, dir, "clearinghouse.db");

        if (st == CH_OK)
                st = ch_store_path(key, dir, "key");
        if (st == CH_OK)
                st = take_empty_folder(dir);
        if (st != CH_OK)
                return st;
        st = copy_file(backup, db, copy_checked);
        if (st == CH_OK)
                st = open_and_check(dir, kek);
        if (st == CH_OK)
                st = ch_store_key_write(key, kek);
        if (st != CH_OK)
                clear(dir);
        return st;
}

static ch_status
count_applied(const char *dir, size_t *applied)
{
        static _Thread_local ch_store store; /* large; only its path is used */
        ch_db *db = NULL;
        ch_status st;

        memset(&store, 0, sizeof store);
        *applied = 0;
        st = ch_store_path(store.path, dir, "clearinghouse.db");
        if (st == CH_OK)
                st = ch_conn_open(&store, CH_CONN_READER, &db);
        if (st == CH_OK)
                st = ch_steps_applied(db, applied);
        ch_conn_close(&db);
        return st == CH_HIDDEN ? CH_OK : st;
}

ch_status
ch_store_pending(const char *dir, ch_arena *arena, ch_strs *names)
{
        size_t applied;
        ch_status st = count_applied(dir, &applied);

        *names = (ch_strs) { NULL, 0 };
        for (size_t i = applied; st == CH_OK && i < ch_steps_len; i++)
                *names = ch_strs_add(arena, *names, ch_str_of(ch_steps[i].name));
        return st == CH_OK && ch_arena_is_full(arena) ? CH_TOO_LARGE : st;
}

#include <ch/base/file.h>
#include <ch/base/log.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_MOST = 4096, READ_FIRST = 64 << 10 };

static ch_status
blame(const char *call, int error)
{
        ch_log_value values[] = { ch_log_literal("call", call), ch_log_int("errno", error), { .key = NULL } };

        ch_log_write(CH_LOG_ERROR, "file.failed", values);
        return CH_BROKEN;
}

static ch_status
open_to_read(const char *path, int *fd)
{
        *fd = open(path, O_RDONLY | O_CLOEXEC);
        if (*fd >= 0)
                return CH_OK;
        return errno == ENOENT || errno == ENOTDIR ? CH_HIDDEN : blame("open", errno);
}

static ssize_t
read_some(int fd, char *p, size_t room)
{
        ssize_t n;

        do
                n = read(fd, p, room);
        while (n < 0 && errno == EINTR);
        return n;
}

static ch_status
read_all(int fd, ch_arena *arena, size_t max, ch_str *out)
{
        ch_buf b = ch_buf_new(arena);
        char part[16384];
        ssize_t n;

        while ((n = read_some(fd, part, sizeof part)) > 0) {
                if ((size_t)n > max - b.len)
                        return CH_TOO_LARGE;
                ch_buf_put(&b, part, (size_t)n);
        }
        return n < 0 ? blame("read", errno) : ch_buf_end(&b, out);
}

ch_status
ch_file_read(ch_arena *arena, const char *path, size_t max, ch_str *out)
{
        int fd;
        ch_status st = open_to_read(path, &fd);

        if (st != CH_OK)
                return st;
        st = read_all(fd, arena, max, out);
        close(fd);
        return st;
}

static ch_status
write_all(int fd, ch_str bytes)
{
        while (bytes.len) {
                ssize_t n = write(fd, bytes.p, bytes.len);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return blame("write", errno);
                bytes.p += n;
                bytes.len -= (size_t)n;
        }
        return fsync(fd) ? blame("fsync", errno) : CH_OK;
}

static ch_status
sync_folder(const char *path)
{
        const char *slash = strrchr(path, '/');
        char folder[PATH_MOST] = ".";
        ch_status st = CH_OK;
        int fd;

        if (slash)
                snprintf(folder, sizeof folder, "%.*s", slash == path ? 1 : (int)(slash - path), path);
        fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
                return blame("open", errno);
        if (fsync(fd))
                st = blame("fsync", errno);
        close(fd);
        return st;
}

static ch_status
write_beside(const char *beside, int mode, ch_str bytes)
{
        int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
        ch_status st;

        if (fd < 0)
                return blame("open", errno);
        st = fchmod(fd, (mode_t)mode) ? blame("fchmod", errno) : write_all(fd, bytes);
        if (close(fd) && st == CH_OK)
                st = blame("close", errno);
        return st;
}

ch_status
ch_file_write(const char *path, int mode, ch_str bytes)
{
        char beside[PATH_MOST];
        ch_status st;

        if ((size_t)snprintf(beside, sizeof beside, "%s.new", path) >= sizeof beside)
                return CH_TOO_LARGE;
        st = write_beside(beside, mode, bytes);
        if (st == CH_OK && rename(beside, path))
                st = blame("rename", errno);
        if (st == CH_OK)
                return sync_folder(path);
        unlink(beside);
        return st;
}

struct ch_lines {
        int fd;
        bool ended;
        char *p;
        size_t start, scanned, end, cap; /* [start, end) is read and not yet given out */
        size_t max, number;
        uint64_t done, total;
};

ch_status
ch_lines_open(const char *path, size_t max_line, ch_lines **out)
{
        ch_lines *l = calloc(1, sizeof *l);
        struct stat about;
        ch_status st;

        if (!l)
                return CH_BUSY;
        st = open_to_read(path, &l->fd);
        if (st != CH_OK) {
                free(l);
                return st;
        }
        l->max = max_line;
        if (!fstat(l->fd, &about) && S_ISREG(about.st_mode))
                l->total = (uint64_t)about.st_size;
        *out = l;
        return CH_OK;
}

static bool
make_room(ch_lines *l)
{
        size_t cap = l->cap ? l->cap * 2 : READ_FIRST;
        char *p;

        if (l->start) {
                memmove(l->p, l->p + l->start, l->end - l->start);
                l->end -= l->start;
                l->scanned -= l->start;
                l->start = 0;
        }
        if (l->end < l->cap)
                return true;
        p = realloc(l->p, cap);
        if (!p)
                return false;
        l->p = p;
        l->cap = cap;
        return true;
}

static ch_status
read_more(ch_lines *l)
{
        ssize_t n;

        if (!make_room(l))
                return CH_BUSY;
        n = read_some(l->fd, l->p + l->end, l->cap - l->end);
        if (n < 0)
                return blame("read", errno);
        l->ended = n == 0;
        l->end += (size_t)n;
        l->done += (uint64_t)n;
        return CH_OK;
}

static bool
find_feed(ch_lines *l)
{
        char *feed = l->end > l->scanned ? memchr(l->p + l->scanned, '\n', l->end - l->scanned) : NULL;

        l->scanned = feed ? (size_t)(feed - l->p) : l->end;
        return feed != NULL;
}

/* Reads on until a line feed or the end; of a line that is too long nothing is kept. */
static ch_status
find_line(ch_lines *l, bool *complete, bool *too_long)
{
        while (!(*complete = find_feed(l)) && !l->ended) {
                ch_status st;

                if (l->scanned - l->start > l->max) {
                        *too_long = true;
                        l->start = l->scanned;
                }
                st = read_more(l);
                if (st != CH_OK)
                        return st;
        }
        *too_long = *too_long || l->scanned - l->start > l->max;
        return CH_OK;
}

ch_status
ch_lines_next(ch_lines *l, ch_str *line, size_t *number, bool *more, bool *complete)
{
        bool too_long = false;
        ch_status st;

        l->scanned = l->start;
        st = find_line(l, complete, &too_long);
        if (st != CH_OK)
                return st;
        *more = *complete || too_long || l->scanned > l->start;
        *line = (ch_str) { l->p + l->start, l->scanned - l->start };
        l->start = l->scanned + *complete;
        l->number += *more;
        *number = l->number;
        if (too_long)
                *line = (ch_str) { NULL, 0 };
        return too_long ? CH_TOO_LARGE : CH_OK;
}

void
ch_lines_progress(const ch_lines *l, uint64_t *done, uint64_t *total)
{
        *done = l->done - (l->end - l->start);
        *total = l->total;
}

void
ch_lines_close(ch_lines **l)
{
        if (!*l)
                return;
        close((*l)->fd);
        free((*l)->p);
        free(*l);
        *l = NULL;
}

struct ch_lock {
        int fd;
};

ch_status
ch_lock_take(const char *path, ch_lock **out)
{
        ch_lock *lock = malloc(sizeof *lock);
        ch_status st = CH_OK;

        if (!lock)
                return CH_BUSY;
        lock->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (lock->fd < 0)
                st = blame("open", errno);
        else if (flock(lock->fd, LOCK_EX | LOCK_NB))
                st = errno == EWOULDBLOCK ? CH_CONFLICT : blame("flock", errno);
        if (st != CH_OK)
                ch_lock_free(&lock);
        else
                *out = lock;
        return st;
}

void
ch_lock_free(ch_lock **lock)
{
        if (!*lock)
                return;
        if ((*lock)->fd >= 0)
                close((*lock)->fd);
        free(*lock);
        *lock = NULL;
}

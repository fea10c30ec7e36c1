/* ch/base/file.h – whole files, durably, and the lock on a data directory.
 *
 * Any thread, but all may wait for the disk; a ch_lines or ch_lock belongs to one, and writers of one path take turns.
 * CH_BROKEN has been logged, with the call that failed and its errno, without the path.
 */
#ifndef CH_BASE_FILE_H
#define CH_BASE_FILE_H
#include <ch/base/str.h>

/* Whole file into the arena, with a NUL behind it. CH_HIDDEN: no such file; CH_TOO_LARGE: it has more than max bytes,
 * or the arena is full; CH_BROKEN: it cannot be read. */
CH_MUST_CHECK ch_status ch_file_read(ch_arena *arena, const char *path, size_t max, ch_str *out);
/* Written beside (path.new), fsynced, renamed, directory fsynced: old or new, never half, also when the power fails.
 * mode as for open(2), whatever the umask. CH_TOO_LARGE: the path is longer than 4 KiB. CH_BROKEN: the old file stands;
 * where only the directory could not be synced, the new one does, and may be lost with the power. */
CH_MUST_CHECK ch_status ch_file_write(const char *path, int mode, ch_str bytes);
/* Lines of a file or pipe of any length, in bounded memory: 64 KiB, or about twice the longest line. */
typedef struct ch_lines ch_lines;
/* max_line in bytes, without the line feed. CH_HIDDEN: no such file; CH_BUSY: no memory. The caller closes *out. */
CH_MUST_CHECK ch_status ch_lines_open(const char *path, size_t max_line, ch_lines **out);
/* Next line without its line feed (a CR before it stays), valid till the next call; *number counts from 1. *more =
 * false at the end, where *line is empty. CH_TOO_LARGE: the line is longer than max_line; it has been skipped, *line is
 * empty and reading may go on. *complete = false: last line without line feed. CH_BROKEN, or CH_BUSY without memory:
 * *more is not written. */
CH_MUST_CHECK ch_status ch_lines_next(ch_lines *l, ch_str *line, size_t *number, bool *more, bool *complete);
/* Bytes given out so far and in all (0: not a plain file), for progress. */
void ch_lines_progress(const ch_lines *l, uint64_t *done, uint64_t *total);
/* Frees it and sets *l to NULL; a NULL *l is fine. So with ch_lock_free. */
void ch_lines_close(ch_lines **l);

typedef struct ch_lock ch_lock;
/* Exclusive lock on path (flock(2); made if missing, never removed), held till freed or the process ends, however it
 * ends. Does not wait. CH_CONFLICT: somebody holds it, this process too; CH_BUSY: no memory. */
CH_MUST_CHECK ch_status ch_lock_take(const char *path, ch_lock **out);
void ch_lock_free(ch_lock **lock);
#endif

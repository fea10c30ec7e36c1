/* ch/base/file.h – whole files, durably, and the lock on a data directory. */
#ifndef CH_BASE_FILE_H
#define CH_BASE_FILE_H
#include <ch/base/str.h>

/* Whole file into the arena; at most max bytes. CH_HIDDEN: no such file; CH_TOO_LARGE; CH_BROKEN: logged. */
CH_MUST_CHECK ch_status ch_file_read(ch_arena *arena, const char *path, size_t max, ch_str *out);
/* Written beside, fsynced, renamed, directory fsynced: old or new, never half. mode as for open(2). */
CH_MUST_CHECK ch_status ch_file_write(const char *path, int mode, ch_str bytes);
/* Lines of a stream of any length, in bounded memory. */
typedef struct ch_lines ch_lines;
/* CH_HIDDEN: no such file. max_line in bytes. */
CH_MUST_CHECK ch_status ch_lines_open(const char *path, size_t max_line, ch_lines **out);
/* Next line without its line feed, valid till the next call. *more = false at the end. CH_TOO_LARGE: the line is longer
 * than max_line; the rest of it has been skipped and reading may go on. *complete = false: last line without line feed.
 */
CH_MUST_CHECK ch_status ch_lines_next(ch_lines *l, ch_str *line, size_t *number, bool *more, bool *complete);
/* Bytes read so far and in all (0: not a plain file), for progress. */
void ch_lines_progress(const ch_lines *l, uint64_t *done, uint64_t *total);
void ch_lines_close(ch_lines **l);

typedef struct ch_lock ch_lock;
/* Exclusive lock on path (made if missing), held till unlocked or the process ends. CH_CONFLICT: another holds it. */
CH_MUST_CHECK ch_status ch_lock_take(const char *path, ch_lock **out);
void ch_lock_free(ch_lock **lock);
#endif

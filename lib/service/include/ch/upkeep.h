/* ch/upkeep.h – what an operator does with a data directory: bring its schema up to date, back it up, restore it, check
 * it.
 *
 * These are commands of whoever may read the directory and its key, not of an account: there is no actor to ask about.
 * None of them shows content. Each opens the directory by itself and blocks until it is done; none may be called by a
 * thread of the server, but for ch_upkeep_answer. Failures of the disk are logged where they are seen.
 *
 * A running server holds the lock of the directory and is the only one that may copy its database. Who wants a backup
 * asks it through the directory itself: an empty file named ask-backup-TOKEN (32 hexadecimal digits) appears, the
 * server takes it away, writes backup-TOKEN.backup, or backup-TOKEN.failed when it could not. Nobody can ask who could
 * not read the database anyway.
 */
#ifndef CH_UPKEEP_H
#define CH_UPKEEP_H
#include <ch/desk.h>

/* Names of the schema steps that the database lacks, in the arena; all of them when there is no database. CH_CONFLICT:
 * it was written by a newer program, or by other steps. */
CH_MUST_CHECK ch_status ch_upkeep_pending(const char *dir, ch_arena *arena, ch_strs *names);
/* Applies them, after a copy of the old database beside it. CH_CONFLICT also: a server works here. CH_HIDDEN: no key.
 */
CH_MUST_CHECK ch_status ch_upkeep_migrate(const char *dir);

/* A backup of the directory into file, which must not exist (CH_CONFLICT): taken by the server that works here, else by
 * this process. The key is not in it. CH_BUSY: the server did not answer within ten seconds. */
CH_MUST_CHECK ch_status ch_upkeep_backup(const char *dir, const char *file, bool *by_server);
/* In the server, about once a second, in a thread that may wait: does the backups that were asked for, and
 * takes away those that nobody fetched within an hour. */
void ch_upkeep_answer(ch_desk *desk, const char *dir);

/* Into an empty or new directory, with the key of key_file, which is written beside it. CH_CONFLICT: not empty, or the
 * backup is of a newer program; CH_HIDDEN: no such backup; CH_INVALID: the key does not open it; CH_MALFORMED: it is
 * damaged. *is_key_bad: key_file is missing or no key; nothing else was tried. Nothing is left behind after a failure.
 */
CH_MUST_CHECK ch_status ch_upkeep_restore(const char *backup, const char *dir, const char *key_file, bool *is_key_bad);

typedef struct ch_upkeep_line {
        /* "audit chain", a message id. */
        const char *what;
        /* stale: not wrong, but not used; made anew at the next start. */
        uint64_t checked, wrong, stale;
} ch_upkeep_line;
enum { CH_UPKEEP_LINES = 8 };
/* Checks everything that can be checked; may run beside a server. All is well when every .wrong is 0. reference: folder
 * of the reference tables, over which what was kept of records' meanings must say something; CH_STALE: they cannot be
 * used. */
CH_MUST_CHECK ch_status ch_upkeep_verify(const char *dir, const char *reference, ch_upkeep_line out[CH_UPKEEP_LINES],
                                         size_t *n);
#endif

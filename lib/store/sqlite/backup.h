/* backup.h – the trailer of a backup file. Private to lib/store/sqlite.
 *
 * A backup is the database's pages and behind them a trailer: damage, a cut tail or another file show before anything
 * is restored. The digest guards against accidents alone; who may write the file may write the digest.
 */
#ifndef CH_STORE_BACKUP_H
#define CH_STORE_BACKUP_H
#include "conn.h"

enum { CH_BACKUP_CHUNK = 256 << 10 };

/* The last 48 bytes of the file. */
typedef struct ch_backup_trailer {
        /* "CHBK0001": kind of file and its version. */
        char magic[8];
        /* Bytes of what stands before, lowest byte first. */
        uint8_t len[8];
        /* Of what stands before, rolled over chunks of CH_BACKUP_CHUNK: hash of the digest so far and the next chunk.
         */
        ch_key digest;
} ch_backup_trailer;

/* Digest of the first len bytes of fd, which are also written to the file to unless that is -1. CH_MALFORMED: the file
 * is shorter. CH_BROKEN, logged: reading or writing failed. */
CH_MUST_CHECK ch_status ch_backup_digest(int fd, uint64_t len, int to, ch_key *out);
/* Is it a trailer, of a file of len bytes before it? */
bool ch_backup_trailer_fits(const ch_backup_trailer *t, uint64_t len);
/* Syncs the folder in which path stands: only then a new name is sure to stay. */
CH_MUST_CHECK ch_status ch_sync_folder_of(const char *path);
#endif

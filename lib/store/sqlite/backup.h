/* backup.h – the trailer of a backup file. Private to lib/store/sqlite. */
#ifndef CH_STORE_BACKUP_H
#define CH_STORE_BACKUP_H
#include "conn.h"

enum { CH_BACKUP_CHUNK = 256 << 10 };

typedef struct ch_backup_trailer { /* the last bytes of the file */
        char magic[8];
        uint8_t len[8]; /* of what stands before, lowest byte first */
        ch_key digest;  /* of what stands before, rolled over chunks of CH_BACKUP_CHUNK */
} ch_backup_trailer;

/* Digest of the first len bytes of fd, which are also written to to unless that is -1. CH_MALFORMED: the file is
 * shorter. */
CH_MUST_CHECK ch_status ch_backup_digest(int fd, uint64_t len, int to, ch_key *out);
bool ch_backup_trailer_fits(const ch_backup_trailer *t, uint64_t len);
CH_MUST_CHECK ch_status ch_sync_folder_of(const char *path);
#endif

/* faulty.h – a file system for the library that fails, or lies, at the n-th call of one kind; and a memory that runs
 * out likewise. Including it puts both under every connection of the program.
 *
 *   faulty_arm(FAULTY_SYNC, 1, false, SQLITE_IOERR_FSYNC);
 *   st = ch_store_commit(store);                          the first sync fails
 *   T_EQ_INT(faulty.hits, 1);
 *   faulty_arm(FAULTY_SYNC, 0, false, 0);                 no more faults
 *
 * Find how many calls there are with an at that is never reached: faulty.count. Calls are counted over all files and
 * threads, without a lock.
 */
#ifndef FAULTY_H
#define FAULTY_H
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

/* SHM: mapping the index of the log. OPEN cannot lie: there would be no file behind what was opened. */
typedef enum faulty_op {
        FAULTY_WRITE,
        FAULTY_SYNC,
        FAULTY_TRUNCATE,
        FAULTY_READ,
        FAULTY_OPEN,
        FAULTY_SHM,
        FAULTY_DELETE,
        FAULTY__OP_MAX
} faulty_op;

static struct {
        faulty_op op;
        long at;        /* which call fails, from 1; 0: none */
        long count;     /* calls of op so far */
        bool is_sticky; /* and all later ones */
        bool is_lie;    /* nothing is done, but success is told: the planted fault */
        int rc;         /* what is told instead of doing it */
        long hits;      /* faults given */
} faulty;

/* From now on the at-th call of op (and, is_sticky, all later ones) does nothing and returns rc. Counters begin at 0;
 * is_lie is set afterwards. */
static inline void
faulty_arm(faulty_op op, long at, bool is_sticky, int rc)
{
        memset(&faulty, 0, sizeof faulty);
        faulty.op = op;
        faulty.at = at;
        faulty.is_sticky = is_sticky;
        faulty.rc = rc;
}

static inline bool
faulty_hits(faulty_op op)
{
        if (!faulty.at || op != faulty.op)
                return false;
        faulty.count++;
        if (faulty.is_sticky ? faulty.count < faulty.at : faulty.count != faulty.at)
                return false;
        faulty.hits++;
        return true;
}

static inline int
faulty_code(void)
{
        return faulty.is_lie ? SQLITE_OK : faulty.rc;
}

/* ---- files ---- */

typedef struct faulty_file {
        sqlite3_file base;
        sqlite3_file *real; /* behind this struct */
} faulty_file;

#define REAL(f) (((faulty_file *)(void *)(f))->real)

static int
faulty_close(sqlite3_file *f)
{
        return REAL(f)->pMethods->xClose(REAL(f));
}

static int
faulty_read(sqlite3_file *f, void *out, int len, sqlite3_int64 at)
{
        return faulty_hits(FAULTY_READ) ? faulty_code() : REAL(f)->pMethods->xRead(REAL(f), out, len, at);
}

static int
faulty_write(sqlite3_file *f, const void *bytes, int len, sqlite3_int64 at)
{
        return faulty_hits(FAULTY_WRITE) ? faulty_code() : REAL(f)->pMethods->xWrite(REAL(f), bytes, len, at);
}

static int
faulty_truncate(sqlite3_file *f, sqlite3_int64 len)
{
        return faulty_hits(FAULTY_TRUNCATE) ? faulty_code() : REAL(f)->pMethods->xTruncate(REAL(f), len);
}

static int
faulty_sync(sqlite3_file *f, int flags)
{
        return faulty_hits(FAULTY_SYNC) ? faulty_code() : REAL(f)->pMethods->xSync(REAL(f), flags);
}

static int
faulty_size(sqlite3_file *f, sqlite3_int64 *out)
{
        return REAL(f)->pMethods->xFileSize(REAL(f), out);
}

static int
faulty_lock(sqlite3_file *f, int lock)
{
        return REAL(f)->pMethods->xLock(REAL(f), lock);
}

static int
faulty_unlock(sqlite3_file *f, int lock)
{
        return REAL(f)->pMethods->xUnlock(REAL(f), lock);
}

static int
faulty_reserved(sqlite3_file *f, int *out)
{
        return REAL(f)->pMethods->xCheckReservedLock(REAL(f), out);
}

static int
faulty_control(sqlite3_file *f, int op, void *arg)
{
        return REAL(f)->pMethods->xFileControl(REAL(f), op, arg);
}

static int
faulty_sector(sqlite3_file *f)
{
        return REAL(f)->pMethods->xSectorSize(REAL(f));
}

static int
faulty_device(sqlite3_file *f)
{
        return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f));
}

static int
faulty_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
        return faulty_hits(FAULTY_SHM) ? faulty_code() : REAL(f)->pMethods->xShmMap(REAL(f), page, size, extend, out);
}

static int
faulty_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
        return REAL(f)->pMethods->xShmLock(REAL(f), offset, n, flags);
}

static void
faulty_shm_barrier(sqlite3_file *f)
{
        REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int
faulty_shm_unmap(sqlite3_file *f, int delete)
{
        return REAL(f)->pMethods->xShmUnmap(REAL(f), delete);
}

static const sqlite3_io_methods faulty_methods = {
        2,
        faulty_close,
        faulty_read,
        faulty_write,
        faulty_truncate,
        faulty_sync,
        faulty_size,
        faulty_lock,
        faulty_unlock,
        faulty_reserved,
        faulty_control,
        faulty_sector,
        faulty_device,
        faulty_shm_map,
        faulty_shm_lock,
        faulty_shm_barrier,
        faulty_shm_unmap,
        NULL,
        NULL,
};

static sqlite3_vfs *faulty_real, faulty_vfs;

static int
faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
        faulty_file *file = (faulty_file *)(void *)f;
        int rc;

        (void)vfs;
        f->pMethods = NULL;
        if (faulty_hits(FAULTY_OPEN))
                return faulty.rc;
        file->real = (sqlite3_file *)(void *)(file + 1);
        rc = faulty_real->xOpen(faulty_real, name, file->real, flags, out);
        if (file->real->pMethods)
                f->pMethods = &faulty_methods;
        return rc;
}

static int
faulty_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
        (void)vfs;
        return faulty_hits(FAULTY_DELETE) ? faulty_code() : faulty_real->xDelete(faulty_real, name, sync);
}

/* ---- memory ---- */

static sqlite3_mem_methods faulty_memory;
/* Which allocation finds no memory, once; at 0: none does. Set count to 0 before. */
static long faulty_memory_at, faulty_memory_count;

static bool
memory_is_out(void)
{
        faulty_memory_count++;
        return faulty_memory_at && faulty_memory_count == faulty_memory_at;
}

static void *
faulty_malloc(int n)
{
        return memory_is_out() ? NULL : faulty_memory.xMalloc(n);
}

static void *
faulty_realloc(void *p, int n)
{
        return memory_is_out() ? NULL : faulty_memory.xRealloc(p, n);
}

/* Before the library is used at all. */
__attribute__((constructor)) static void
faulty_install(void)
{
        sqlite3_mem_methods mine;

        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &faulty_memory);
        mine = faulty_memory;
        mine.xMalloc = faulty_malloc;
        mine.xRealloc = faulty_realloc;
        sqlite3_config(SQLITE_CONFIG_MALLOC, &mine);
        faulty_real = sqlite3_vfs_find(NULL);
        faulty_vfs = *faulty_real;
        faulty_vfs.zName = "faulty";
        faulty_vfs.pNext = NULL;
        faulty_vfs.szOsFile += (int)sizeof(faulty_file);
        faulty_vfs.xOpen = faulty_open;
        faulty_vfs.xDelete = faulty_delete;
        sqlite3_vfs_register(&faulty_vfs, 1);
}
#endif

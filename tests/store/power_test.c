/* The power goes at any moment. A file system in memory notes every write, truncation and sync of the database and its
 * log; from these notes come images of the disk as a power cut may leave it: everything synced is there, of the rest
 * any sectors. */
#include "dba.h"

enum { COMMITS = 9, OFFERS = 3, SECTOR = 512, IMAGES = 150, SEED = 1540, FILES = 2 };

typedef struct note {
        enum { NOTE_WRITE, NOTE_TRUNCATE, NOTE_SYNC, NOTE_ACKNOWLEDGED } what;
        int file; /* 0: database, 1: log */
        sqlite3_int64 at;
        int len;
        char *bytes;
} note;

static note notes[40000];
static size_t notes_len;
static bool is_noting;

static void
add_note(note n, const void *bytes)
{
        if (!is_noting || n.file < 0)
                return;
        T_TRUE(notes_len < sizeof notes / sizeof *notes);
        if (n.what == NOTE_WRITE) {
                n.bytes = malloc((size_t)n.len);
                assert_non_null(n.bytes);
                memcpy(n.bytes, bytes, (size_t)n.len);
        }
        notes[notes_len++] = n;
}

/* ---- the file system: that of the system, with notes ---- */

typedef struct noting_file {
        sqlite3_file base;
        int file;
        sqlite3_file *inner;
} noting_file;

static sqlite3_vfs *system_vfs, noting_vfs;
static sqlite3_io_methods noting_methods;

#define INNER(f) (((noting_file *)(void *)(f))->inner)

static int
noting_close(sqlite3_file *f)
{
        return INNER(f)->pMethods->xClose(INNER(f));
}

static int
noting_read(sqlite3_file *f, void *out, int len, sqlite3_int64 at)
{
        return INNER(f)->pMethods->xRead(INNER(f), out, len, at);
}

static int
noting_write(sqlite3_file *f, const void *bytes, int len, sqlite3_int64 at)
{
        add_note((note) { NOTE_WRITE, ((noting_file *)(void *)f)->file, at, len, NULL }, bytes);
        return INNER(f)->pMethods->xWrite(INNER(f), bytes, len, at);
}

static int
noting_truncate(sqlite3_file *f, sqlite3_int64 len)
{
        add_note((note) { NOTE_TRUNCATE, ((noting_file *)(void *)f)->file, len, 0, NULL }, NULL);
        return INNER(f)->pMethods->xTruncate(INNER(f), len);
}

static int
noting_sync(sqlite3_file *f, int flags)
{
        add_note((note) { NOTE_SYNC, ((noting_file *)(void *)f)->file, 0, 0, NULL }, NULL);
        return INNER(f)->pMethods->xSync(INNER(f), flags);
}

static int
noting_size(sqlite3_file *f, sqlite3_int64 *out)
{
        return INNER(f)->pMethods->xFileSize(INNER(f), out);
}

static int
noting_lock(sqlite3_file *f, int lock)
{
        return INNER(f)->pMethods->xLock(INNER(f), lock);
}

static int
noting_unlock(sqlite3_file *f, int lock)
{
        return INNER(f)->pMethods->xUnlock(INNER(f), lock);
}

static int
noting_reserved(sqlite3_file *f, int *out)
{
        return INNER(f)->pMethods->xCheckReservedLock(INNER(f), out);
}

static int
noting_control(sqlite3_file *f, int op, void *arg)
{
        return INNER(f)->pMethods->xFileControl(INNER(f), op, arg);
}

static int
noting_sector(sqlite3_file *f)
{
        return INNER(f)->pMethods->xSectorSize(INNER(f));
}

/* No promise that a sector is written whole or in order: the worst disk. */
static int
noting_device(sqlite3_file *f)
{
        (void)f;
        return 0;
}

static int
noting_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
        return INNER(f)->pMethods->xShmMap(INNER(f), page, size, extend, out);
}

static int
noting_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
        return INNER(f)->pMethods->xShmLock(INNER(f), offset, n, flags);
}

static void
noting_shm_barrier(sqlite3_file *f)
{
        INNER(f)->pMethods->xShmBarrier(INNER(f));
}

static int
noting_shm_unmap(sqlite3_file *f, int delete)
{
        return INNER(f)->pMethods->xShmUnmap(INNER(f), delete);
}

static int
noting_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
        noting_file *file = (noting_file *)(void *)f;
        int rc;

        (void)vfs;
        f->pMethods = NULL;
        file->inner = (sqlite3_file *)(void *)(file + 1);
        file->file = flags & SQLITE_OPEN_MAIN_DB ? 0 : flags & SQLITE_OPEN_WAL ? 1 : -1;
        rc = system_vfs->xOpen(system_vfs, name, file->inner, flags, out);
        if (file->inner->pMethods)
                f->pMethods = &noting_methods;
        return rc;
}

__attribute__((constructor)) static void
install(void)
{
        if (!access("/dev/shm", W_OK))
                given_base = "/dev/shm";
        noting_methods = (sqlite3_io_methods) { 2,
                                                noting_close,
                                                noting_read,
                                                noting_write,
                                                noting_truncate,
                                                noting_sync,
                                                noting_size,
                                                noting_lock,
                                                noting_unlock,
                                                noting_reserved,
                                                noting_control,
                                                noting_sector,
                                                noting_device,
                                                noting_shm_map,
                                                noting_shm_lock,
                                                noting_shm_barrier,
                                                noting_shm_unmap,
                                                NULL,
                                                NULL };
        system_vfs = sqlite3_vfs_find(NULL);
        noting_vfs = *system_vfs;
        noting_vfs.zName = "noting";
        noting_vfs.pNext = NULL;
        noting_vfs.szOsFile += (int)sizeof(noting_file);
        noting_vfs.xOpen = noting_open;
        sqlite3_vfs_register(&noting_vfs, 1);
}

/* ---- the script, noted once ---- */

static ch_str
ref_of(ch_t *t, int commit, int offer)
{
        return ch_fmt(t->arena, "O-CAN-2026-%d", commit * OFFERS + offer);
}

/* Large texts, so that the log passes its 250 frames more than once. */
static void
play(ch_t *t, const char *dir)
{
        ch_store *store = given_store(dir);
        ch_buf b = ch_buf_new(t->arena);
        ch_str text;

        for (int i = 0; i < 3000; i++)
                ch_buf_printf(&b, "line %d of a text ", i);
        T_OK(ch_buf_end(&b, &text));
        for (int i = 0; i < COMMITS; i++) {
                T_OK(ch_store_begin(store));
                for (int k = 0; k < OFFERS; k++) {
                        ch_offer *offer = given_offer(t, "", "title");
                        ch_change change;

                        offer->head.ref = ref_of(t, i, k);
                        offer->text = text;
                        offer->mailbox = CH_LIT("sealed@example.org");
                        T_OK(ch_db_put(ch_store_writer(store), CH_OFFER, offer, &given_put, &change));
                }
                T_OK(ch_store_commit(store));
                add_note((note) { NOTE_ACKNOWLEDGED, 0, 0, 0, NULL }, NULL);
                ch_store_checkpoint_if_due(store);
        }
        ch_store_close(&store);
}

/* ---- images ---- */

typedef struct image {
        char *bytes[FILES];
        size_t len[FILES], cap;
} image;

static void
put_bytes(image *m, int file, size_t at, const char *bytes, size_t len)
{
        T_TRUE(at + len <= m->cap);
        if (at > m->len[file])
                memset(m->bytes[file] + m->len[file], 0, at - m->len[file]);
        memcpy(m->bytes[file] + at, bytes, len);
        if (at + len > m->len[file])
                m->len[file] = at + len;
}

/* Notes of the file before this one are certain at the cut. */
static size_t
last_sync(int file, size_t cut, bool syncs_count)
{
        while (syncs_count && cut-- > 0)
                if (notes[cut].what == NOTE_SYNC && notes[cut].file == file)
                        return cut;
        return 0;
}

static void
apply(image *m, const note *n, given_rng *r, unsigned keep)
{
        if (n->what == NOTE_TRUNCATE && given_next(r, 100) < keep && (size_t)n->at < m->len[n->file])
                m->len[n->file] = (size_t)n->at;
        for (int done = 0; n->what == NOTE_WRITE && done < n->len;) {
                int part = SECTOR - (int)((n->at + done) % SECTOR);

                part = part < n->len - done ? part : n->len - done;
                if (given_next(r, 100) < keep)
                        put_bytes(m, n->file, (size_t)n->at + (size_t)done, n->bytes + done, (size_t)part);
                done += part;
        }
}

/* keep: of what was not synced, how many sectors in a hundred got to the disk. Returns how many commits were
 * acknowledged. */
static int
build(image *m, given_rng *r, size_t cut, unsigned keep, bool syncs_count)
{
        const size_t certain[FILES] = { last_sync(0, cut, syncs_count), last_sync(1, cut, syncs_count) };
        int acknowledged = 0;

        m->len[0] = m->len[1] = 0;
        for (size_t i = 0; i < cut; i++) {
                acknowledged += notes[i].what == NOTE_ACKNOWLEDGED;
                apply(m, &notes[i], r, i < certain[notes[i].file] ? 100 : keep);
        }
        return acknowledged;
}

typedef struct verdict {
        int corrupt, lost, partial;
} verdict;

static void
judge(ch_t *t, const char *dir, int acknowledged, verdict *v)
{
        ch_store *store = NULL;
        bool is_lost = false, is_partial = false;

        if (given_try_open(dir, 1, false, &store) != CH_OK) {
                v->corrupt++;
                return;
        }
        for (int i = 0; i < COMMITS; i++) {
                int there = 0;

                for (int k = 0; k < OFFERS; k++) {
                        void *got;

                        there += ch_db_record_by_ref(ch_store_writer(store), CH_OFFER, ref_of(t, i, k), t->arena,
                                                     &got) == CH_OK;
                }
                is_lost |= i < acknowledged && there != OFFERS;
                is_partial |= there != 0 && there != OFFERS;
        }
        ch_store_close(&store);
        v->lost += is_lost;
        v->partial += is_partial;
        v->corrupt += wrong(dir, NULL) != 0;
}

static verdict
try_images(int count, bool syncs_count, size_t first)
{
        static const unsigned keeps[] = { 0, 20, 50, 80, 100 };
        image m = { .cap = (size_t)24 << 20 };
        given_rng r = { SEED };
        verdict v = { 0, 0, 0 };

        m.bytes[0] = malloc(m.cap);
        m.bytes[1] = malloc(m.cap);
        for (int i = 0; i < count; i++) {
                size_t cut = first + given_next(&r, notes_len - first + 1);
                ch_t t = { .arena = ch_arena_new((size_t)64 << 20) };
                const char *dir = given_dir(&t);
                int acknowledged = build(&m, &r, cut, keeps[given_next(&r, 5)], syncs_count);

                given_written(given_path(&t, dir, "clearinghouse.db"), (ch_str) { m.bytes[0], m.len[0] });
                given_written(given_path(&t, dir, "clearinghouse.db-wal"), (ch_str) { m.bytes[1], m.len[1] });
                judge(&t, dir, acknowledged, &v);
                unlink(given_path(&t, dir, "clearinghouse.db"));
                ch_arena_free(&t.arena);
        }
        free(m.bytes[0]);
        free(m.bytes[1]);
        return v;
}

/* From the first acknowledged commit on: before it there may be no database at all yet. */
static size_t
first_acknowledged(void)
{
        size_t i = 0;

        while (notes[i].what != NOTE_ACKNOWLEDGED)
                i++;
        return i + 1;
}

T_CASE("after a power cut at any moment everything acknowledged is there, whole, and every check passes; without syncs "
       "it is not")
{
        verdict v, control;
        int checkpoints = 0;

        is_noting = true;
        play(t, given_dir(t));
        is_noting = false;
        for (size_t i = 0; i < notes_len; i++)
                checkpoints += notes[i].what == NOTE_SYNC && notes[i].file == 0;
        T_TRUE(checkpoints > 2);
        v = try_images(IMAGES, true, first_acknowledged());
        print_message("# %d images: %d corrupt, %d lost, %d in part\n", IMAGES, v.corrupt, v.lost, v.partial);
        T_EQ_INT(v.corrupt + v.lost + v.partial, 0);
        /* The planted fault: a disk that forgets to sync. */
        control = try_images(IMAGES / 4, false, first_acknowledged());
        print_message("# without syncs, %d images: %d corrupt, %d lost, %d in part\n", IMAGES / 4, control.corrupt,
                      control.lost, control.partial);
        T_TRUE(control.lost + control.corrupt > IMAGES / 40);
}

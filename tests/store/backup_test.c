#include "dba.h"

enum { OFFERS = 400, PAGES = 8 };

static ch_str
dump(ch_t *t, const char *dir)
{
        return dba_text(t, dir,
                        "SELECT hex(id), version, hex(body), hex(sealed) FROM record UNION ALL "
                        "SELECT hex(id), version, hex(body), hex(sealed) FROM version UNION ALL "
                        "SELECT seq, at, hex(hash), hex(details) FROM audit UNION ALL SELECT id, '', hex(wrapped), '' "
                        "FROM data_key");
}

static void
put_some(ch_t *t, ch_store *store, int n)
{
        for (int i = 0; i < n; i++)
                given_stored(store, CH_REQUEST, given_request(t, "", "a title of some length", "words of the need"));
}

/* A backup in small steps, with writing in between and a checkpoint now and then. */
static const char *
backup_under_load(ch_t *t, ch_store *store, const char *dir, int *steps)
{
        const char *path = given_path(t, dir, "copy.backup");
        ch_backup *b;
        bool more = true;

        T_OK(ch_store_backup_begin(store, path, &b));
        for (*steps = 0; more; ++*steps) {
                T_OK(ch_store_backup_step(b, PAGES, &more));
                put_some(t, store, *steps < 40 ? 2 : 0);
                ch_store_checkpoint_if_due(store);
        }
        T_OK(ch_store_backup_end(&b));
        return path;
}

T_CASE("a backup taken while records are written restores to what was there when it ended, and not a byte else")
{
        const char *dir = given_dir(t), *to = given_path(t, given_dir(t), "new"), *backup;
        ch_store *store = given_store(dir), *copy = NULL;
        const ch_key key = given_key(1);
        ch_key kept;
        uint64_t last, restored;
        int steps;

        put_some(t, store, OFFERS);
        backup = backup_under_load(t, store, dir, &steps);
        T_TRUE(steps > 40);
        T_OK(ch_db_last_seq(ch_store_writer(store), &last));
        ch_store_close(&store);
        T_OK(ch_store_restore(backup, to, &key));
        T_TRUE(ch_str_eq(dump(t, dir), dump(t, to)));
        T_OK(ch_store_key(to, false, &kept));
        T_EQ_MEM(kept.b, key.b, sizeof key.b);
        copy = given_store(to);
        T_OK(ch_db_last_seq(ch_store_writer(copy), &restored));
        T_EQ_INT(last, restored);
        put_some(t, copy, 1);
        ch_store_close(&copy);
        T_EQ_INT(wrong(to, NULL), 0);
}

static const char *
given_backup(ch_t *t)
{
        const char *dir = given_dir(t), *path;
        ch_store *store = given_store(dir);
        int steps;

        put_some(t, store, 20);
        path = backup_under_load(t, store, dir, &steps);
        ch_store_close(&store);
        return path;
}

T_CASE("a wrong key, an existing directory and a missing file are refused, and nothing is left behind")
{
        const char *backup = given_backup(t), *dir = given_dir(t);
        const ch_key right = given_key(1), bad = given_key(2);

        T_EQ_INT(ch_store_restore(backup, dir, &bad), CH_INVALID);
        T_EQ_INT(given_count(dir, ""), 0);
        T_EQ_INT(ch_store_restore(given_path(t, dir, "none"), dir, &right), CH_HIDDEN);
        T_EQ_INT(given_count(dir, ""), 0);
        T_OK(ch_store_restore(backup, dir, &right));
        T_EQ_INT(given_count(dir, ""), 2);
        T_EQ_INT(ch_store_restore(backup, dir, &right), CH_CONFLICT);
        T_EQ_INT(given_count(dir, ""), 2);
}

/* Size of the file, or one byte of it turned by the mask. */
static off_t
touch_byte(const char *path, off_t at, char mask)
{
        int fd = open(path, O_RDWR);
        off_t size = lseek(fd, 0, SEEK_END);
        char byte;

        if (mask) {
                T_EQ_INT(pread(fd, &byte, 1, at), 1);
                byte ^= mask;
                T_EQ_INT(pwrite(fd, &byte, 1, at), 1);
        }
        close(fd);
        return size;
}

T_CASE("a backup with any bit turned, cut or made longer is refused; set right again it restores")
{
        enum { FLIPS = 200 };
        const char *backup = given_backup(t), *dir = given_dir(t);
        const ch_key key = given_key(1);
        off_t size = touch_byte(backup, 0, 0);
        given_rng r = { 11 };

        for (int i = 0; i < FLIPS; i++) {
                off_t at = i < 60 ? size - 1 - i : (off_t)given_next(&r, (uint64_t)size);
                char mask = (char)(1 << given_next(&r, 8));

                touch_byte(backup, at, mask);
                T_EQ_INT(ch_store_restore(backup, dir, &key), CH_MALFORMED);
                touch_byte(backup, at, mask);
        }
        for (int i = 0; i < 20; i++) {
                const char *cut = given_path(t, dir, "../cut.backup");
                const ch_str bytes = given_file(t, backup);

                given_written(cut, (ch_str) { bytes.p, given_next(&r, bytes.len) });
                T_EQ_INT(ch_store_restore(cut, dir, &key), CH_MALFORMED);
        }
        T_EQ_INT(given_count(dir, ""), 0);
        T_OK(ch_store_restore(backup, dir, &key));
}

T_CASE("a backup never goes over a file that is there, and one that is given up leaves none")
{
        const char *dir = given_dir(t), *path = given_path(t, dir, "copy.backup");
        ch_store *store = given_store(dir);
        ch_backup *b = NULL;
        bool more;

        put_some(t, store, 200);
        T_OK(ch_store_backup_begin(store, path, &b));
        T_OK(ch_store_backup_step(b, 1, &more));
        T_TRUE(more);
        T_EQ_INT(ch_store_backup_end(&b), CH_BROKEN);
        T_TRUE(access(path, F_OK) != 0);
        T_TRUE(access(given_path(t, dir, "copy.backup.part"), F_OK) != 0);
        T_EQ_INT(close(open(path, O_CREAT | O_WRONLY, 0600)), 0);
        T_EQ_INT(ch_store_backup_begin(store, path, &b), CH_CONFLICT);
        ch_store_close(&store);
}

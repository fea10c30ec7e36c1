#include <ch/base/crypto.h>
#include <ch/base/file.h>
#include <ch/base/log.h>
#include <ch/store.h>
#include <ch/upkeep.h>
#include <dirent.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
        ARENA_CAP = 1 << 20,
        TOKEN_LEN = 32,
        ASKED_MS = 10 * 1000,
        LOOK_MS = 20,
        ALIVE_MS = 1000,
        KEPT_MS = 3600 * 1000,
        BACKUP_PAGES = 4096
};

static const char ask_prefix[] = "ask-backup-";

static const char *
path_of(ch_arena *arena, const char *dir, const char *name)
{
        return ch_str_c(arena, ch_fmt(arena, "%s/%s", dir, name));
}

static bool
is_there(const char *path)
{
        return access(path, F_OK) == 0;
}

/* ---- a directory of one's own ---- */

typedef struct own { /* locked, its store open for writing */
        ch_arena *arena;
        ch_lock *lock;
        ch_store *store;
} own;

static void
leave(own *o)
{
        ch_store_close(&o->store);
        if (o->lock)
                ch_lock_free(&o->lock);
        ch_arena_free(&o->arena);
}

/* CH_CONFLICT with lock NULL: a server works here. CH_HIDDEN: nothing to work on; nothing is made. */
static ch_status
enter(const char *dir, bool may_migrate, own *o)
{
        ch_store_config config = { .dir = dir, .may_migrate = may_migrate };
        ch_status st;

        *o = (own) { .arena = ch_arena_new(ARENA_CAP) };
        if (!o->arena)
                return CH_BUSY;
        if (!is_there(path_of(o->arena, dir, "clearinghouse.db")))
                return CH_HIDDEN;
        st = ch_lock_take(path_of(o->arena, dir, "lock"), &o->lock);
        if (st == CH_OK)
                st = ch_store_key(dir, false, &config.kek);
        if (st == CH_OK)
                st = ch_store_open(&config, &o->store);
        ch_wipe(&config.kek, sizeof config.kek);
        return st;
}

ch_status
ch_upkeep_pending(const char *dir, ch_arena *arena, ch_strs *names)
{
        return ch_store_pending(dir, arena, names);
}

ch_status
ch_upkeep_migrate(const char *dir)
{
        own o;
        ch_status st = enter(dir, true, &o);

        leave(&o);
        return st;
}

/* ---- backup ---- */

static ch_status
copy_own(ch_store *store, const char *file)
{
        ch_backup *b = NULL;
        bool more = true;
        ch_status st = ch_store_backup_begin(store, file, &b), end;

        while (st == CH_OK && more)
                st = ch_store_backup_step(b, BACKUP_PAGES, &more);
        end = b ? ch_store_backup_end(&b) : CH_OK;
        return st == CH_OK ? end : st;
}

/* Never over a file that is there; over the border of a file system by copying. */
static ch_status
move(const char *from, const char *to)
{
        ch_status st = CH_OK;

        if (is_there(to))
                return CH_CONFLICT;
        if (link(from, to) != 0)
                st = ch_store_backup_copy(from, to);
        (void)unlink(from);
        return st;
}

static ch_status
wait_until_taken(const char *ask)
{
        for (int waited = 0; is_there(ask); waited += LOOK_MS) {
                if (waited >= ASKED_MS)
                        return unlink(ask) == 0 ? CH_BUSY : CH_OK;
                (void)poll(NULL, 0, LOOK_MS);
        }
        return CH_OK;
}

/* Has the server ended? Then nobody holds the lock. */
static bool
is_gone(const char *lock_path)
{
        ch_lock *lock = NULL;
        ch_status st = ch_lock_take(lock_path, &lock);

        if (lock)
                ch_lock_free(&lock);
        return st == CH_OK;
}

static ch_status
wait_until_done(const char *done, const char *failed, const char *lock)
{
        for (int waited = LOOK_MS; !is_there(done); waited += LOOK_MS) {
                if (is_there(failed)) {
                        (void)unlink(failed);
                        return CH_BROKEN;
                }
                if (waited % ALIVE_MS == 0 && is_gone(lock) && !is_there(done))
                        return CH_BROKEN;
                (void)poll(NULL, 0, LOOK_MS);
        }
        return CH_OK;
}

static ch_status
ask_server(ch_arena *arena, const char *dir, const char *file)
{
        const ch_uuid random = ch_uuid_random();
        const char *token = ch_str_c(arena, ch_hex(arena, random.b, sizeof random.b));
        const char *ask = ch_str_c(arena, ch_fmt(arena, "%s/%s%s", dir, ask_prefix, token));
        const char *done = ch_str_c(arena, ch_fmt(arena, "%s/backup-%s.backup", dir, token));
        const char *failed = ch_str_c(arena, ch_fmt(arena, "%s/backup-%s.failed", dir, token));
        ch_status st;

        if (ch_arena_is_full(arena))
                return CH_TOO_LARGE;
        st = ch_file_write(ask, 0600, (ch_str) { "", 0 });
        if (st == CH_OK)
                st = wait_until_taken(ask);
        if (st == CH_OK)
                st = wait_until_done(done, failed, path_of(arena, dir, "lock"));
        return st == CH_OK ? move(done, file) : st;
}

ch_status
ch_upkeep_backup(const char *dir, const char *file, bool *by_server)
{
        own o;
        ch_status st;

        *by_server = false;
        if (is_there(file))
                return CH_CONFLICT;
        st = enter(dir, false, &o);
        *by_server = st == CH_CONFLICT && !o.lock;
        if (*by_server)
                st = ask_server(o.arena, dir, file);
        else if (st == CH_OK)
                st = copy_own(o.store, file);
        leave(&o);
        return st;
}

/* The token of an asking file, empty for any other. It becomes part of a path: nothing but its 32 digits may be in it.
 */
static ch_str
token_of(const char *name)
{
        ch_str s = ch_str_of(name), prefix = CH_LIT("ask-backup-");

        if (!ch_str_starts(s, prefix) || s.len != prefix.len + TOKEN_LEN)
                return (ch_str) { "", 0 };
        s = (ch_str) { s.p + prefix.len, TOKEN_LEN };
        return strspn(s.p, "0123456789abcdef") == TOKEN_LEN ? s : (ch_str) { "", 0 };
}

static void
answer_one(ch_desk *desk, const char *dir, ch_arena *arena, ch_str token)
{
        const char *ask = ch_str_c(arena, ch_fmt(arena, "%s/%s%.*s", dir, ask_prefix, (int)token.len, token.p));
        const char *done = ch_str_c(arena, ch_fmt(arena, "%s/backup-%.*s.backup", dir, (int)token.len, token.p));
        const char *failed = ch_str_c(arena, ch_fmt(arena, "%s/backup-%.*s.failed", dir, (int)token.len, token.p));
        int64_t began = ch_uptime_ms();
        ch_status st;

        /* Who cannot take the question away would do it again and again. */
        if (ch_arena_is_full(arena) || unlink(ask) != 0)
                return;
        st = ch_desk_backup(desk, done);
        ch_log(st == CH_OK ? CH_LOG_INFO : CH_LOG_ERROR, "backup.asked", ch_log_status("status", st),
               ch_log_int("ms", ch_uptime_ms() - began));
        if (st != CH_OK && ch_file_write(failed, 0600, ch_str_of(ch_status_word(st))) != CH_OK)
                ch_log(CH_LOG_ERROR, "backup.cannot_say_so");
}

/* What nobody came to fetch within an hour: whoever asked has died, or this server did while it wrote. */
static bool
is_left_over(const char *name, const char *path)
{
        struct stat s;

        return ch_str_starts(ch_str_of(name), CH_LIT("backup-")) && strlen(name) > sizeof "backup-" - 1 + TOKEN_LEN &&
               stat(path, &s) == 0 && (ch_time)s.st_mtime * 1000 < ch_now() - KEPT_MS;
}

void
ch_upkeep_answer(ch_desk *desk, const char *dir)
{
        ch_arena *arena = ch_arena_new(ARENA_CAP);
        DIR *d = arena ? opendir(dir) : NULL;
        struct dirent *entry;

        while (d && (entry = readdir(d))) {
                ch_str token = token_of(entry->d_name);

                const char *path = path_of(arena, dir, entry->d_name);

                if (token.len)
                        answer_one(desk, dir, arena, token);
                else if (path && is_left_over(entry->d_name, path))
                        (void)unlink(path);
        }
        if (d)
                (void)closedir(d);
        ch_arena_free(&arena);
}

/* ---- restore ---- */

ch_status
ch_upkeep_restore(const char *backup, const char *dir, const char *key_file, bool *is_key_bad)
{
        ch_key key;
        ch_status st = ch_store_key_read(key_file, &key);

        *is_key_bad = st != CH_OK;
        if (st == CH_OK)
                st = ch_store_restore(backup, dir, &key);
        ch_wipe(&key, sizeof key);
        return st;
}

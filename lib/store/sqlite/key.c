#include "upkeep.h"
#include <ch/base/file.h>
#include <ch/base/log.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 256, SCRATCH = 64 << 10 };

static bool
exists(const char *path)
{
        struct stat s;

        return stat(path, &s) == 0;
}

static bool
is_private(const char *path)
{
        struct stat s;

        return stat(path, &s) == 0 && S_ISREG(s.st_mode) && !(s.st_mode & (S_IRWXG | S_IRWXO));
}

static ch_status
parse(ch_arena *arena, ch_str text, ch_key *out)
{
        ch_str bytes = { NULL, 0 };
        ch_status st = ch_base64_parse(arena, ch_str_trim(text), &bytes);

        if (st != CH_OK || bytes.len != CH_KEY_LEN)
                return CH_MALFORMED;
        memcpy(out->b, bytes.p, bytes.len);
        return CH_OK;
}

ch_status
ch_store_key_read(const char *path, ch_key *out)
{
        ch_arena *arena = ch_arena_new(SCRATCH);
        ch_str text = { NULL, 0 };
        ch_status st;

        if (!arena)
                return CH_BUSY;
        st = ch_file_read(arena, path, FILE_MAX, &text);
        if (st == CH_OK && !is_private(path)) {
                ch_log(CH_LOG_ERROR, "store.key_is_readable_by_others");
                st = CH_MALFORMED;
        }
        if (st == CH_OK)
                st = parse(arena, text, out);
        if (text.p)
                ch_wipe((char *)(uintptr_t)text.p, text.len);
        ch_arena_free(&arena);
        return st == CH_TOO_LARGE ? CH_MALFORMED : st;
}

ch_status
ch_store_key_write(const char *path, const ch_key *key)
{
        ch_arena *arena;
        ch_str text;
        ch_status st;

        if (exists(path)) {
                ch_log(CH_LOG_ERROR, "store.key_is_there");
                return CH_CONFLICT;
        }
        arena = ch_arena_new(SCRATCH);
        if (!arena)
                return CH_BUSY;
        text = ch_base64(arena, key->b, sizeof key->b);
        st = ch_file_write(path, 0600, ch_fmt(arena, "%.*s\n", (int)text.len, text.p));
        ch_wipe((char *)(uintptr_t)text.p, text.len);
        ch_arena_free(&arena);
        return st;
}

ch_status
ch_store_key(const char *dir, bool make, ch_key *out)
{
        char path[CH_PATH_MAX], db[CH_PATH_MAX];
        ch_status st = ch_store_path(path, dir, "key");

        if (st == CH_OK)
                st = ch_store_path(db, dir, "clearinghouse.db");
        if (st == CH_OK)
                st = ch_store_key_read(path, out);
        if (st != CH_HIDDEN || !make)
                return st;
        if (exists(db)) {
                ch_log(CH_LOG_ERROR, "store.key_is_missing");
                return CH_CONFLICT;
        }
        *out = ch_key_random();
        return ch_store_key_write(path, out);
}

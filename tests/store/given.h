/* given.h – what the store's tests start from: a folder that goes away, an open store, records of every kind made by
 * chance from their field tables (so that a new field is tested without a word here).
 *
 *   given_rng r = { 1540 };
 *   const char *dir = given_dir(t);
 *   ch_store *store = given_store(dir);
 *
 *   given_stored(store, CH_OFFER, given_record(t, &r, CH_OFFER));
 *   …
 *   ch_store_close(&store);
 *
 * What fails here fails the case, but for given_try_open and given_count.
 */
#ifndef GIVEN_H
#define GIVEN_H
#include "t.h"
#include <ch/base/crypto.h>
#include <ch/offer.h>
#include <ch/request.h>
#include <ch/store.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNUSED __attribute__((unused))

static char given_root[64];
static const char *given_base = P_tmpdir; /* a test of many small stores may prefer memory */

/* Entries of a folder, "." and ".." aside, whose name begins so. */
UNUSED static int
given_count(const char *dir, const char *start)
{
        DIR *d = opendir(dir);
        struct dirent *e;
        int count = 0;

        while (d && (e = readdir(d)))
                count += e->d_name[0] != '.' && !strncmp(e->d_name, start, strlen(start));
        if (d)
                closedir(d);
        return count;
}

/* Folders here are two deep at most. */
static void
given_remove(const char *dir, int depth)
{
        DIR *d = opendir(dir);
        struct dirent *e;

        while (d && (e = readdir(d))) {
                if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
                        continue;
                if (!unlinkat(dirfd(d), e->d_name, 0) || !depth)
                        continue;
                char path[4096];

                snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
                given_remove(path, depth - 1);
        }
        if (d)
                closedir(d);
        rmdir(dir);
}

static void
given_sweep(void)
{
        given_remove(given_root, 3);
}

/* The file's bytes, in the arena. */
UNUSED static ch_str
given_file(ch_t *t, const char *path)
{
        struct stat s;
        int fd = open(path, O_RDONLY);
        char *bytes;

        T_TRUE(fd >= 0);
        T_EQ_INT(fstat(fd, &s), 0);
        bytes = CH_NEW_N(t->arena, char, (size_t)s.st_size + 1);
        T_EQ_INT(read(fd, bytes, (size_t)s.st_size), s.st_size);
        close(fd);
        return (ch_str) { bytes, (size_t)s.st_size };
}

/* The file has these bytes now and no others. */
UNUSED static void
given_written(const char *path, ch_str bytes)
{
        int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);

        T_EQ_INT(write(fd, bytes.p, bytes.len), bytes.len);
        close(fd);
}

/* A new empty folder, gone when the program ends. */
UNUSED static const char *
given_dir(ch_t *t)
{
        static int number;
        const char *dir;

        if (!given_root[0]) {
                snprintf(given_root, sizeof given_root, "%s/store-test-XXXXXX", given_base);
                assert_non_null(mkdtemp(given_root));
                atexit(given_sweep);
        }
        dir = ch_str_c(t->arena, ch_fmt(t->arena, "%s/%d", given_root, ++number));
        T_EQ_INT(mkdir(dir, 0700), 0);
        return dir;
}

/* "DIR/NAME". */
UNUSED static const char *
given_path(ch_t *t, const char *dir, const char *name)
{
        return ch_str_c(t->arena, ch_fmt(t->arena, "%s/%s", dir, name));
}

/* All bytes are fill. Stores of given_store have given_key(1). */
UNUSED static ch_key
given_key(uint8_t fill)
{
        ch_key key;

        memset(key.b, fill, sizeof key.b);
        return key;
}

/* Opens or makes the store in dir; the status is the caller's to judge. */
UNUSED static ch_status
given_try_open(const char *dir, uint8_t key, bool may_migrate, ch_store **out)
{
        const ch_store_config config = { .dir = dir, .kek = given_key(key), .may_migrate = may_migrate };

        return ch_store_open(&config, out);
}

UNUSED static ch_store *
given_store(const char *dir)
{
        ch_store *store = NULL;

        T_OK(given_try_open(dir, 1, false, &store));
        return store;
}

/* ---- chance, the same for the same seed ---- */

typedef struct given_rng {
        uint64_t state;
} given_rng;

/* A number below `below`, which is not 0. */
static inline uint64_t
given_next(given_rng *r, uint64_t below)
{
        uint64_t z = (r->state += 0x9e3779b97f4a7c15u);

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return (z ^ (z >> 31)) % below;
}

static ch_str
given_text(ch_t *t, given_rng *r, size_t max)
{
        static const char *const words[] = { "customs", " ", "é", "граница", "边界", "\n", "حدود", "a", "40 officers" };
        ch_buf b = ch_buf_new(t->arena);
        ch_str out;

        for (size_t n = given_next(r, max < 60 ? 3 : max / 20); n; n--)
                ch_buf_lit(&b, words[given_next(r, sizeof words / sizeof *words)]);
        T_OK(ch_buf_end(&b, &out));
        return out;
}

static ch_strs
given_codes(ch_t *t, given_rng *r)
{
        ch_strs list = { NULL, 0 };

        for (uint64_t n = given_next(r, 4); n; n--)
                list = ch_strs_add(t->arena, list, ch_fmt(t->arena, "C%u", (unsigned)n));
        return list;
}

static void given_fields(ch_t *t, given_rng *r, const ch_fields *table, void *record);

static ch_parts
given_parts(ch_t *t, given_rng *r, const ch_fields *table)
{
        ch_parts parts = { .len = given_next(r, 4) };

        parts.v = ch_arena_alloc(t->arena, parts.len, table->size);
        for (size_t i = 0; i < parts.len; i++)
                given_fields(t, r, table, (char *)parts.v + i * table->size);
        return parts;
}

static int32_t
given_enum(given_rng *r, const char *const *names)
{
        uint64_t n = 0;

        while (names[n])
                n++;
        return (int32_t)given_next(r, n);
}

static void
given_number(given_rng *r, const ch_field *f, void *at)
{
        ch_uuid id = { { 0 } };

        if (f->kind == CH_FIELD_ENUM)
                *(int32_t *)at = given_enum(r, f->names);
        if (f->kind == CH_FIELD_FLAG)
                *(bool *)at = given_next(r, 2);
        if (f->kind == CH_FIELD_INT)
                *(int64_t *)at = (int64_t)given_next(r, (uint64_t)f->max + 1);
        if (f->kind == CH_FIELD_TIME)
                *(ch_time *)at = (ch_time)given_next(r, 1u << 30) * 1000;
        if (f->kind == CH_FIELD_DATE)
                *(ch_date *)at = (ch_date) { (int16_t)(2004 + given_next(r, 30)), (uint8_t)(1 + given_next(r, 12)), 5 };
        if (f->kind == CH_FIELD_UUID) {
                id.b[0] = (uint8_t)(1 + given_next(r, 255));
                memcpy(at, &id, sizeof id);
        }
}

static void
given_fields(ch_t *t, given_rng *r, const ch_fields *table, void *record)
{
        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];
                void *at = ch_field_at(f, record);

                if (f->kind == CH_FIELD_LINE || f->kind == CH_FIELD_TEXT || f->kind == CH_FIELD_CODE)
                        *(ch_str *)at = given_text(t, r, f->max);
                else if (f->kind == CH_FIELD_CODES)
                        *(ch_strs *)at = given_codes(t, r);
                else if (f->kind == CH_FIELD_PARTS)
                        *(ch_parts *)at = given_parts(t, r, f->parts);
                else
                        given_number(r, f, at);
        }
}

/* A record of that kind with every field of its table filled by chance: enums in their range, codes of no reference
 * table. Its head is empty; logins differ. */
UNUSED static void *
given_record(ch_t *t, given_rng *r, ch_kind kind)
{
        ch_head *head = ch_record_new(t->arena, kind);

        assert_non_null(head);
        given_fields(t, r, ch_kind_fields(kind), head);
        head->is_sample = given_next(r, 2);
        /* What is unique must not meet by chance. */
        if (kind == CH_ACCOUNT)
                ((ch_account *)(void *)head)->login = ch_fmt(t->arena, "user-%llx@example.org",
                                                             (unsigned long long)given_next(r, UINT64_MAX));
        return head;
}

/* A request of Albania with that reference, title and one need. An offer of Canada likewise. */
UNUSED static ch_request *
given_request(ch_t *t, const char *ref, const char *title, const char *text)
{
        ch_request *r = CH_NEW(t->arena, ch_request);
        ch_need *need = CH_NEW(t->arena, ch_need);

        *need = (ch_need) { .no = 1, .text = ch_str_of(text) };
        *r = (ch_request) {
                .head.ref = ch_str_of(ref), .party = CH_LIT("ALB"), .title = ch_str_of(title), .needs = { need, 1 }
        };
        return r;
}

UNUSED static ch_offer *
given_offer(ch_t *t, const char *ref, const char *title)
{
        ch_offer *o = CH_NEW(t->arena, ch_offer);

        *o = (ch_offer) { .head.ref = ch_str_of(ref), .party = CH_LIT("CAN"), .title = ch_str_of(title) };
        return o;
}

/* Who writes, and when: the system, by import. */
static const ch_put given_put = { .actor = &ch_actor_system, .act = CH_ACT_IMPORT, .at = 1700000000000 };

/* One transaction with one record, committed; the head of *record is as it was stored. */
UNUSED static void
given_stored(ch_store *store, ch_kind kind, void *record)
{
        ch_change change;

        T_OK(ch_store_begin(store));
        T_OK(ch_db_put(ch_store_writer(store), kind, record, &given_put, &change));
        T_OK(ch_store_commit(store));
}

/* Every field and the head are the same. */
UNUSED static void
t_same_record(ch_t *t, ch_kind kind, const void *a, const void *b)
{
        const ch_head *ha = a, *hb = b;
        ch_str pa, pb;

        T_OK(ch_pack(t->arena, kind, a, CH_PACK_ALL, &pa));
        T_OK(ch_pack(t->arena, kind, b, CH_PACK_ALL, &pb));
        T_TRUE(ch_str_eq(pa, pb));
        T_TRUE(ch_uuid_eq(ha->id, hb->id));
        T_TRUE(ch_str_eq(ha->ref, hb->ref));
        T_EQ_INT(ha->version, hb->version);
        T_EQ_INT(ha->created_at, hb->created_at);
        T_EQ_INT(ha->changed_at, hb->changed_at);
        T_TRUE(ch_uuid_eq(ha->created_by, hb->created_by));
        T_TRUE(ch_uuid_eq(ha->changed_by, hb->changed_by));
        T_EQ_INT(ha->is_sample, hb->is_sample);
}
#endif

#include "dba.h"
#include <ch/base/sync.h>
#include <sqlite3.h>
#include <stdatomic.h>

enum { SEED = 1540, PER_KIND = 25 };

static void
put(ch_store *store, ch_kind kind, void *record, ch_status want)
{
        ch_change change;

        T_EQ_INT(ch_db_put(ch_store_writer(store), kind, record, &given_put, &change), want);
}

static void
t_read_back(ch_t *t, ch_db *db, ch_kind kind, const void *record)
{
        const ch_head *head = record;
        void *got = NULL;

        T_OK(ch_db_record(db, kind, head->id, t->arena, &got));
        t_same_record(t, kind, record, got);
        T_OK(ch_db_version(db, kind, head->id, head->version, t->arena, &got));
        t_same_record(t, kind, record, got);
}

T_CASE("a record of every kind comes back as it was stored, from the record, its version and the feed")
{
        ch_store *store = given_store(given_dir(t));
        given_rng r = { SEED };
        ch_change *feed = CH_NEW_N(t->arena, ch_change, 2);

        for (int kind = CH_PARTY; kind < CH__KIND_MAX; kind++)
                for (int i = 0; i < PER_KIND; i++) {
                        void *record = given_record(t, &r, (ch_kind)kind);
                        uint64_t seq;
                        size_t n;

                        given_stored(store, (ch_kind)kind, record);
                        t_read_back(t, ch_store_writer(store), (ch_kind)kind, record);
                        T_OK(ch_db_last_seq(ch_store_writer(store), &seq));
                        T_OK(ch_db_changes(ch_store_writer(store), seq - 1, t->arena, feed, 2, &n));
                        T_EQ_SIZE(n, 1);
                        T_EQ_INT(feed[0].seq, seq);
                        T_EQ_INT(feed[0].kind, kind);
                        t_same_record(t, (ch_kind)kind, record, feed[0].record);
                }
        ch_store_close(&store);
}

T_CASE("all live records come page by page, each once and in its newest version, also after a new start")
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);
        ch_offer *offers[7];
        ch_change page[3];
        ch_cursor cursor = { 0 };
        size_t n, all = 0;

        for (int i = 0; i < 7; i++) {
                offers[i] = given_offer(t, "", "title");
                given_stored(store, CH_OFFER, offers[i]);
        }
        offers[2]->title = CH_LIT("another");
        given_stored(store, CH_OFFER, offers[2]);
        ch_store_close(&store);
        store = given_store(dir);
        do {
                T_OK(ch_db_live(ch_store_writer(store), &cursor, t->arena, page, 3, &n));
                for (size_t i = 0; i < n; i++)
                        t_same_record(t, CH_OFFER, offers[all++], page[i].record);
        } while (n);
        T_EQ_SIZE(all, 7);
        ch_store_close(&store);
}

T_CASE("a live record brings its packed fields along where nothing of it is sealed, and only there")
{
        ch_store *store = given_store(given_dir(t));
        ch_change page[3];
        ch_cursor cursor = { 0 };
        size_t n;

        for (int i = 0; i < 3; i++) {
                ch_offer *o = given_offer(t, "", "title");

                o->mailbox = i == 1 ? CH_LIT("desk@example.org") : (ch_str) { 0 };
                given_stored(store, CH_OFFER, o);
        }
        T_OK(ch_db_live(ch_store_writer(store), &cursor, t->arena, page, 3, &n));
        T_EQ_SIZE(n, 3);
        for (size_t i = 0; i < n; i++) {
                ch_str all;

                T_OK(ch_pack(t->arena, CH_OFFER, page[i].record, CH_PACK_ALL, &all));
                T_TRUE(ch_str_eq(page[i].packed, i == 1 ? (ch_str) { 0 } : all));
        }
        ch_store_close(&store);
}

T_CASE("the records as of any change are exactly those that were live then, page by page")
{
        enum { RECORDS = 5, CHANGES = 15 };
        ch_store *store = given_store(given_dir(t));
        ch_offer *offers[RECORDS], *then[CHANGES + 1][RECORDS] = { { NULL } };
        ch_change page[2];
        size_t n;

        for (int i = 0; i < RECORDS; i++)
                offers[i] = given_offer(t, "", "title");
        for (int seq = 1; seq <= CHANGES; seq++) { /* each again and again, in another order each time round */
                int i = (seq * (1 + seq / RECORDS)) % RECORDS;

                offers[i]->title = ch_fmt(t->arena, "title %d", seq);
                given_stored(store, CH_OFFER, offers[i]);
                memcpy(then[seq], then[seq - 1], sizeof then[seq]);
                then[seq][i] = ch_record_copy(t->arena, CH_OFFER, offers[i]);
        }
        for (int seq = 1; seq <= CHANGES; seq++) {
                ch_cursor cursor = { .as_of = (uint64_t)seq };
                size_t live = 0, seen = 0;

                for (int i = 0; i < RECORDS; i++)
                        live += then[seq][i] != NULL;
                do {
                        T_OK(ch_db_live(ch_store_writer(store), &cursor, t->arena, page, 2, &n));
                        for (size_t i = 0; i < n; i++)
                                for (int o = 0; o < RECORDS; o++)
                                        if (then[seq][o] && ch_uuid_eq(then[seq][o]->head.id, page[i].id)) {
                                                t_same_record(t, CH_OFFER, then[seq][o], page[i].record);
                                                seen++;
                                        }
                } while (n);
                T_EQ_SIZE(seen, live);
                T_EQ_SIZE(cursor.shredded, 0);
        }
        ch_store_close(&store);
}

T_CASE("every version stays as it was")
{
        ch_store *store = given_store(given_dir(t));
        ch_request *request = given_request(t, "R-ALB-2026-1", "first", "help");
        ch_request *kept;
        void *got;

        given_stored(store, CH_REQUEST, request);
        kept = ch_record_copy(t->arena, CH_REQUEST, request);
        request->title = CH_LIT("second");
        given_stored(store, CH_REQUEST, request);
        T_EQ_INT(request->head.version, 2);
        T_OK(ch_db_version(ch_store_writer(store), CH_REQUEST, request->head.id, 1, t->arena, &got));
        t_same_record(t, CH_REQUEST, kept, got);
        T_OK(ch_db_record(ch_store_writer(store), CH_REQUEST, request->head.id, t->arena, &got));
        t_same_record(t, CH_REQUEST, request, got);
        T_EQ_INT(ch_db_version(ch_store_writer(store), CH_REQUEST, request->head.id, 3, t->arena, &got), CH_HIDDEN);
        ch_store_close(&store);
}

T_CASE("who writes over a version that is no longer the newest is told so, and nothing changes")
{
        ch_store *store = given_store(given_dir(t));
        ch_offer *offer = given_offer(t, "O-CAN-2026-1", "first");
        ch_offer *late;
        uint64_t before, after;
        void *got;

        given_stored(store, CH_OFFER, offer);
        late = ch_record_copy(t->arena, CH_OFFER, offer);
        given_stored(store, CH_OFFER, offer);
        T_OK(ch_db_last_seq(ch_store_writer(store), &before));
        T_OK(ch_store_begin(store));
        late->title = CH_LIT("lost");
        put(store, CH_OFFER, late, CH_STALE);
        T_EQ_INT(late->head.version, 1);
        T_OK(ch_store_commit(store));
        T_OK(ch_db_last_seq(ch_store_writer(store), &after));
        T_EQ_INT(before, after);
        T_OK(ch_db_record_by_ref(ch_store_writer(store), CH_OFFER, CH_LIT("O-CAN-2026-1"), t->arena, &got));
        T_EQ_STR(((ch_offer *)got)->title, "first");
        ch_store_close(&store);
}

T_CASE("a reference, a sign-in name and an id are taken once; a record that does not exist is hidden")
{
        ch_store *store = given_store(given_dir(t));
        ch_account a = { .login = CH_LIT("a@example.org") }, b = { .login = CH_LIT("a@example.org") };
        ch_offer *again = given_offer(t, "O-CAN-2026-1", "again"), *none = given_offer(t, "", "none");
        ch_account *found;

        given_stored(store, CH_OFFER, given_offer(t, "O-CAN-2026-1", "first"));
        given_stored(store, CH_ACCOUNT, &a);
        T_OK(ch_store_begin(store));
        put(store, CH_OFFER, again, CH_CONFLICT);
        put(store, CH_ACCOUNT, &b, CH_CONFLICT);
        b = (ch_account) { .login = CH_LIT("b@example.org"), .head.id = a.head.id };
        put(store, CH_ACCOUNT, &b, CH_CONFLICT);
        none->head.version = 4;
        none->head.id = ch_uuid_random();
        put(store, CH_OFFER, none, CH_HIDDEN);
        T_OK(ch_store_commit(store));
        T_OK(ch_db_account_by_login(ch_store_writer(store), CH_LIT("a@example.org"), t->arena, &found));
        T_TRUE(ch_uuid_eq(found->head.id, a.head.id));
        T_EQ_INT(ch_db_account_by_login(ch_store_writer(store), CH_LIT("b@example.org"), t->arena, &found), CH_HIDDEN);
        ch_store_close(&store);
}

static void
t_next_ref(ch_t *t, ch_store *store, ch_kind kind, const char *party, int year, const char *want)
{
        ch_str ref;

        T_OK(ch_db_next_ref(ch_store_writer(store), kind, ch_str_of(party), year, t->arena, &ref));
        T_EQ_STR(ref, want);
}

T_CASE("references are counted within kind, party and year, and skip those that were imported")
{
        ch_store *store = given_store(given_dir(t));

        given_stored(store, CH_REQUEST, given_request(t, "R-ALB-2026-2", "imported", "x"));
        T_OK(ch_store_begin(store));
        t_next_ref(t, store, CH_REQUEST, "ALB", 2026, "R-ALB-2026-1");
        t_next_ref(t, store, CH_REQUEST, "ALB", 2026, "R-ALB-2026-3");
        t_next_ref(t, store, CH_REQUEST, "ALB", 2027, "R-ALB-2027-1");
        t_next_ref(t, store, CH_REQUEST, "KEN", 2026, "R-KEN-2026-1");
        t_next_ref(t, store, CH_OFFER, "ALB", 2026, "O-ALB-2026-1");
        T_OK(ch_store_commit(store));
        T_OK(ch_store_begin(store));
        t_next_ref(t, store, CH_REQUEST, "ALB", 2026, "R-ALB-2026-4");
        ch_store_rollback(store);
        ch_store_close(&store);
}

T_CASE("a command that is taken back leaves nothing, those before and after it stay")
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);
        ch_request *taken_back = given_request(t, "R-ALB-2026-2", "taken back", "x");
        ch_request *after = given_request(t, "R-ALB-2026-3", "after", "x");
        uint64_t seq;
        void *got;

        T_OK(ch_store_begin(store));
        put(store, CH_REQUEST, given_request(t, "R-ALB-2026-1", "before", "x"), CH_OK);
        T_OK(ch_store_savepoint(store));
        put(store, CH_REQUEST, taken_back, CH_OK);
        T_OK(ch_store_savepoint_end(store, false));
        T_OK(ch_store_savepoint(store));
        put(store, CH_REQUEST, after, CH_OK);
        T_OK(ch_store_savepoint_end(store, true));
        T_OK(ch_store_commit(store));
        ch_store_close(&store);
        store = given_store(dir);
        T_OK(ch_db_last_seq(ch_store_writer(store), &seq));
        T_EQ_INT(seq, 2);
        T_EQ_INT(ch_db_record(ch_store_writer(store), CH_REQUEST, taken_back->head.id, t->arena, &got), CH_HIDDEN);
        t_read_back(t, ch_store_writer(store), CH_REQUEST, after);
        ch_store_close(&store);
}

typedef enum ways { LOOKS_NOT, LOOKS, WRITES_MORE, WAYS } ways;

/* A command that makes a new record under a counted reference; on its way it may look at it, or store it once more. */
static ch_request *
a_command(ch_t *t, ch_store *store, ways how, bool keep)
{
        ch_db *db = ch_store_writer(store);
        const ch_audit_entry e = { .at = 5, .act = CH_ACT_IMPORT, .kind = CH_REQUEST, .details = CH_LIT("why") };
        ch_request *r = given_request(t, "", "title", "text");
        void *got;

        T_OK(ch_store_savepoint(store));
        T_OK(ch_db_next_ref(db, CH_REQUEST, r->party, 2026, t->arena, &r->head.ref));
        put(store, CH_REQUEST, r, CH_OK);
        if (how == LOOKS)
                T_OK(ch_db_record_by_ref(db, CH_REQUEST, r->head.ref, t->arena, &got));
        if (how == WRITES_MORE)
                put(store, CH_REQUEST, r, CH_OK);
        T_OK(ch_db_audit_add(db, &e));
        if (how == LOOKS)
                t_read_back(t, db, CH_REQUEST, r);
        T_OK(ch_store_savepoint_end(store, keep));
        return r;
}

static size_t
audited(ch_t *t, ch_store *store)
{
        ch_audit_entry entries[4 * WAYS];
        size_t n = 0;

        T_OK(ch_db_audit_list(ch_store_writer(store), 0, t->arena, entries, 4 * WAYS, &n));
        return n;
}

T_CASE("rows of a command that only adds wait for its end: kept they are all there, taken back none, looked at at once")
{
        for (int how = LOOKS_NOT; how < WAYS; how++) {
                const char *dir = given_dir(t);
                ch_store *store = given_store(dir);
                ch_request *first, *taken_back, *last, *imported;
                void *got;

                T_OK(ch_store_begin(store));
                first = a_command(t, store, (ways)how, true);
                taken_back = a_command(t, store, (ways)how, false);
                last = a_command(t, store, (ways)how, true);
                T_EQ_STR(first->head.ref, "R-ALB-2026-1");
                T_EQ_STR(last->head.ref, "R-ALB-2026-2");
                imported = given_request(t, "R-ALB-2026-2", "title", "text");
                T_OK(ch_store_savepoint(store));
                put(store, CH_REQUEST, imported, CH_CONFLICT);
                T_OK(ch_store_savepoint_end(store, false));
                T_OK(ch_store_commit(store));
                ch_store_close(&store);
                T_EQ_INT(wrong(dir, NULL), 0);
                store = given_store(dir);
                t_read_back(t, ch_store_writer(store), CH_REQUEST, first);
                t_read_back(t, ch_store_writer(store), CH_REQUEST, last);
                T_EQ_INT(ch_db_record(ch_store_writer(store), CH_REQUEST, taken_back->head.id, t->arena, &got),
                         CH_HIDDEN);
                T_EQ_SIZE(audited(t, store), 2);
                ch_store_close(&store);
        }
}

T_CASE("a reader sees what was committed when it asks, never what is under way")
{
        ch_store *store = given_store(given_dir(t));
        ch_offer *offer = given_offer(t, "O-CAN-2026-1", "seen");
        ch_db *reader;
        void *got;

        T_OK(ch_store_reader_open(store, &reader));
        T_OK(ch_store_begin(store));
        put(store, CH_OFFER, offer, CH_OK);
        T_EQ_INT(ch_db_record(reader, CH_OFFER, offer->head.id, t->arena, &got), CH_HIDDEN);
        T_OK(ch_db_record(ch_store_writer(store), CH_OFFER, offer->head.id, t->arena, &got));
        T_OK(ch_store_commit(store));
        t_read_back(t, reader, CH_OFFER, offer);
        ch_store_reader_close(&reader);
        ch_store_close(&store);
}

/* Access mode of an open file of this process. */
static int
mode_of(int fd)
{
        char info[64], line[128];
        int flags = 0;
        FILE *f;

        snprintf(info, sizeof info, "/proc/self/fdinfo/%d", fd);
        f = fopen(info, "r");
        assert_non_null(f);
        while (fgets(line, sizeof line, f))
                if (!strncmp(line, "flags:", 6))
                        flags = (int)strtol(line + 6, NULL, 8);
        fclose(f);
        return flags & 3;
}

/* Handles of this process on the file at path, which may or may not write. */
static int
count_handles(const char *path, bool writing)
{
        int count = 0;

        for (int fd = 0; fd < 256; fd++) {
                char link[64], target[4096];
                ssize_t len;

                snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
                len = readlink(link, target, sizeof target - 1);
                if (len >= 0 && (size_t)len == strlen(path) && !memcmp(target, path, (size_t)len))
                        count += (mode_of(fd) != 0) == writing;
        }
        return count;
}

T_CASE("exactly one handle on the database can write, whatever the number of readers")
{
        const char *dir = given_dir(t), *path = given_path(t, dir, "clearinghouse.db");
        ch_store *store = given_store(dir);
        ch_db *readers[3];

        for (int i = 0; i < 3; i++) {
                ch_cursor cursor = { 0 };
                ch_change one;
                size_t n;

                T_OK(ch_store_reader_open(store, &readers[i]));
                T_OK(ch_db_live(readers[i], &cursor, t->arena, &one, 1, &n));
        }
        T_EQ_INT(count_handles(path, true), 1);
        T_EQ_INT(count_handles(path, false), 3);
        for (int i = 0; i < 3; i++)
                ch_store_reader_close(&readers[i]);
        ch_store_close(&store);
}

T_CASE("the log is copied back every 250 frames and is gone after closing")
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);
        struct stat s;
        bool fatal;

        for (int i = 0; i < 300; i++) {
                given_stored(store, CH_OFFER, given_offer(t, "", "an offer"));
                ch_store_checkpoint_if_due(store);
                T_FALSE(ch_store_is_overloaded(store, &fatal));
        }
        T_EQ_INT(stat(given_path(t, dir, "clearinghouse.db-wal"), &s), 0);
        T_TRUE(s.st_size > 0 && s.st_size < 400 * 4120);
        ch_store_close(&store);
        T_TRUE(stat(given_path(t, dir, "clearinghouse.db-wal"), &s) != 0);
        T_EQ_INT(stat(given_path(t, dir, "clearinghouse.db"), &s), 0);
        T_EQ_INT(s.st_mode & 0777, 0600);
}

T_CASE("a store opened for reading only reads, and there is none where there is none")
{
        const char *dir = given_dir(t);
        ch_store_config config = { .dir = dir, .kek = given_key(1), .is_read_only = true };
        ch_offer *offer = given_offer(t, "", "title");
        ch_store *store = NULL, *looking = NULL;
        ch_db *db;

        T_EQ_INT(ch_store_open(&config, &looking), CH_HIDDEN);
        store = given_store(dir);
        given_stored(store, CH_OFFER, offer);
        T_OK(ch_store_open(&config, &looking));
        T_OK(ch_store_reader_open(looking, &db));
        t_read_back(t, db, CH_OFFER, offer);
        ch_store_reader_close(&db);
        ch_store_close(&looking);
        ch_store_close(&store);
}

/* Writes 4 MiB in one transaction. */
static void
write_much(ch_t *t, ch_store *store)
{
        ch_buf b = ch_buf_new(t->arena);
        ch_change change;
        ch_str text;

        for (int i = 0; i < 2000; i++)
                ch_buf_lit(&b, "all work and no play ");
        T_OK(ch_buf_end(&b, &text));
        T_OK(ch_store_begin(store));
        for (int i = 0; i < 50; i++) {
                ch_offer *offer = given_offer(t, "", "title");

                offer->text = text;
                T_OK(ch_db_put(ch_store_writer(store), CH_OFFER, offer, &given_put, &change));
        }
        T_OK(ch_store_commit(store));
}

T_CASE("a reader that stays too long makes the store refuse writes; when it goes the log is copied back and writes go "
       "on")
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);
        bool fatal, overloaded = false;
        sqlite3_stmt *s;
        sqlite3 *h;
        int i;

        given_stored(store, CH_OFFER, given_offer(t, "", "title"));
        T_EQ_INT(sqlite3_open_v2(given_path(t, dir, "clearinghouse.db"), &h, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
        T_EQ_INT(sqlite3_prepare_v2(h, "SELECT * FROM record", -1, &s, NULL), SQLITE_OK);
        T_EQ_INT(sqlite3_step(s), SQLITE_ROW);
        for (i = 0; i < 40 && !overloaded; i++) {
                write_much(t, store);
                ch_store_checkpoint_if_due(store);
                overloaded = ch_store_is_overloaded(store, &fatal);
        }
        T_TRUE(overloaded && !fatal && i > 5);
        ch_store_checkpoint_if_due(store);
        T_TRUE(ch_store_is_overloaded(store, &fatal));
        sqlite3_finalize(s);
        sqlite3_close(h);
        ch_store_checkpoint_if_due(store);
        T_FALSE(ch_store_is_overloaded(store, &fatal));
        given_stored(store, CH_OFFER, given_offer(t, "", "title"));
        ch_store_close(&store);
}

/* ---- readers in threads of their own ---- */

enum { READERS = 3, PAIRS = 200, PAGE = 2 * PAIRS + 2 };

typedef struct looker {
        ch_db *db;
        ch_thread thread;
        atomic_bool *stop;
        int looks, odd, back; /* odd: half a transaction seen; back: fewer than before */
} looker;

static void
keep_looking(void *arg)
{
        looker *l = arg;
        ch_arena *arena = ch_arena_new((size_t)64 << 20);
        size_t before = 0, n = 0;

        do {
                ch_cursor cursor = { 0 };
                ch_change *page;

                ch_arena_reset(arena);
                page = CH_NEW_N(arena, ch_change, PAGE);
                if (ch_db_live(l->db, &cursor, arena, page, PAGE, &n) != CH_OK)
                        n = 1;
                l->looks++;
                l->odd += n % 2 != 0;
                l->back += n < before;
                before = n;
        } while (!atomic_load(l->stop));
        ch_arena_free(&arena);
}

T_CASE("readers beside the writer see whole transactions, and never go back")
{
        ch_store *store = given_store(given_dir(t));
        atomic_bool stop = false;
        looker lookers[READERS];

        for (int i = 0; i < READERS; i++) {
                lookers[i] = (looker) { .stop = &stop };
                T_OK(ch_store_reader_open(store, &lookers[i].db));
                T_OK(ch_thread_start(&lookers[i].thread, "looker", keep_looking, &lookers[i]));
        }
        for (int i = 0; i < PAIRS; i++) {
                T_OK(ch_store_begin(store));
                put(store, CH_OFFER, given_offer(t, "", "one"), CH_OK);
                put(store, CH_REQUEST, given_request(t, "", "other", "of a pair"), CH_OK);
                T_OK(ch_store_commit(store));
                ch_store_checkpoint_if_due(store);
        }
        atomic_store(&stop, true);
        for (int i = 0; i < READERS; i++) {
                ch_thread_join(&lookers[i].thread);
                ch_store_reader_close(&lookers[i].db);
                T_EQ_INT(lookers[i].odd, 0);
                T_EQ_INT(lookers[i].back, 0);
                T_TRUE(lookers[i].looks > 0);
        }
        ch_store_close(&store);
}

static ch_request *
given_unnamed(ch_t *t, given_rng *r)
{
        ch_request *request = given_record(t, r, CH_REQUEST);

        request->head = (ch_head) { 0 };
        return request;
}

T_CASE("names given in one transaction begin alike and differ in the rest; those of others begin otherwise")
{
        enum { ROUNDS = 8, EACH = 20 };
        ch_store *store = given_store(given_dir(t));
        given_rng r = { SEED };
        ch_uuid first[ROUNDS];
        int alike = 0;

        for (int round = 0; round < ROUNDS; round++) {
                T_OK(ch_store_begin(store));
                for (int i = 0; i < EACH; i++) {
                        ch_request *one = given_unnamed(t, &r);

                        put(store, CH_REQUEST, one, CH_OK);
                        if (i) {
                                T_EQ_INT(memcmp(one->head.id.b, first[round].b, 2), 0);
                                T_TRUE(memcmp(one->head.id.b + 2, first[round].b + 2, 14) != 0);
                        } else {
                                first[round] = one->head.id;
                        }
                }
                T_OK(ch_store_commit(store));
                alike += memcmp(first[round].b, first[0].b, 2) == 0;
        }
        T_TRUE(alike < ROUNDS);
        ch_store_close(&store);
}

static void
note_on(ch_store *store, ch_uuid id, ch_str details)
{
        const ch_audit_entry e = {
                .at = 1, .act = CH_ACT_IMPORT, .kind = CH_REQUEST, .object = id, .details = details
        };

        T_OK(ch_db_audit_add(ch_store_writer(store), &e));
}

T_CASE("what is noted on a record is sealed with its key, noted at once, after one undone, and after its key is gone")
{
        ch_store *store = given_store(given_dir(t));
        given_rng r = { SEED };
        ch_request *kept = given_unnamed(t, &r), *undone = given_unnamed(t, &r);
        ch_audit_entry page[8];
        size_t n;

        T_OK(ch_store_begin(store));
        T_OK(ch_store_savepoint(store));
        put(store, CH_REQUEST, undone, CH_OK);
        note_on(store, undone->head.id, CH_LIT("never"));
        T_OK(ch_store_savepoint_end(store, false));
        T_OK(ch_store_savepoint(store));
        put(store, CH_REQUEST, kept, CH_OK);
        note_on(store, undone->head.id, CH_LIT("house"));
        note_on(store, kept->head.id, CH_LIT("record"));
        T_OK(ch_store_savepoint_end(store, true));
        T_OK(ch_store_commit(store));
        T_OK(ch_store_begin(store));
        T_OK(ch_db_shred(ch_store_writer(store), kept->head.id));
        note_on(store, kept->head.id, CH_LIT("after"));
        T_OK(ch_store_commit(store));
        T_OK(ch_db_audit_list(ch_store_writer(store), 0, t->arena, page, 8, &n));
        T_EQ_SIZE(n, 3);
        T_EQ_STR(page[0].details, "after");
        T_EQ_SIZE(page[1].details.len, 0);
        T_EQ_STR(page[2].details, "house");
        ch_store_close(&store);
}

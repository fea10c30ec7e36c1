/* Every call to the disk and every request for memory fails once, at every point of a script. What was acknowledged
 * must be there afterwards, whole; what was refused must not be there in part; after a failed sync nothing is
 * acknowledged any more. */
#include "dba.h"
#include "faulty.h"

enum { COMMITS = 4, RECORDS = 3, REFS = COMMITS * RECORDS };

/* Syncs are counted and failed here, not waited for. */
__attribute__((constructor)) static void
choose_base(void)
{
        if (!access("/dev/shm", W_OK))
                given_base = "/dev/shm";
}

typedef struct told {
        ch_status opened;
        ch_status commit[COMMITS];
        bool is_fatal[COMMITS]; /* after the commit */
        bool is_late_ack;       /* acknowledged after the store had become fatal */
        bool is_partial;        /* found afterwards: a part of a commit */
        int lost, undead;       /* acknowledged but not there; refused, store not fatal, but there */
        long hits;
} told;

static ch_str
ref_of(ch_t *t, int commit, int record)
{
        return ch_fmt(t->arena, "R-ALB-2026-%d", 100 + commit * RECORDS + record);
}

static ch_status
one_commit(ch_t *t, ch_store *store, int commit)
{
        ch_db *db = ch_store_writer(store);
        ch_status st = ch_store_begin(store);

        if (st != CH_OK)
                return st;
        for (int i = 0; st == CH_OK && i < RECORDS; i++) {
                ch_request *r = given_request(t, "", "title", "text");
                const ch_audit_entry e = {
                        .at = 5, .act = CH_ACT_IMPORT, .kind = CH_REQUEST, .details = CH_LIT("why")
                };
                ch_change change;

                r->head.ref = ref_of(t, commit, i);
                st = ch_store_savepoint(store);
                if (st == CH_OK)
                        st = ch_db_put(db, CH_REQUEST, r, &given_put, &change);
                if (st == CH_OK)
                        st = ch_db_audit_add(db, &e);
                if (st == CH_OK)
                        st = ch_store_savepoint_end(store, true);
        }
        if (st == CH_OK)
                return ch_store_commit(store);
        ch_store_rollback(store);
        return st;
}

static void
play(ch_t *t, const char *dir, told *out)
{
        ch_store *store = NULL;
        bool fatal = false;

        out->opened = given_try_open(dir, 1, false, &store);
        for (int i = 0; i < COMMITS; i++) {
                bool was_fatal = fatal;

                out->commit[i] = store ? one_commit(t, store, i) : CH_BROKEN;
                if (store) {
                        /* The limit of 250 frames is too far for a script: a step is due each time. */
                        ch_store_checkpoint_if_due(store);
                        (void)ch_store_is_overloaded(store, &fatal);
                }
                out->is_fatal[i] = fatal;
                out->is_late_ack |= was_fatal && out->commit[i] == CH_OK;
        }
        ch_store_close(&store);
}

/* After a new start on a sound disk. */
static void
look(ch_t *t, const char *dir, told *out)
{
        ch_store *store = given_store(dir);

        for (int i = 0; i < COMMITS; i++) {
                int there = 0;

                for (int k = 0; k < RECORDS; k++) {
                        void *got;

                        there += ch_db_record_by_ref(ch_store_writer(store), CH_REQUEST, ref_of(t, i, k), t->arena,
                                                     &got) == CH_OK;
                }
                out->is_partial |= there != 0 && there != RECORDS;
                out->lost += out->commit[i] == CH_OK && there != RECORDS;
                out->undead += out->commit[i] != CH_OK && !out->is_fatal[i] && there != 0;
        }
        ch_store_close(&store);
}

static void
copy_store(ch_t *t, const char *from, const char *to)
{
        given_written(given_path(t, to, "clearinghouse.db"), given_file(t, given_path(t, from, "clearinghouse.db")));
}

/* An existing database with something in it, for copying. */
static const char *
given_template(ch_t *t)
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);

        for (int i = 0; i < 5; i++)
                given_stored(store, CH_OFFER, given_offer(t, "", "title"));
        ch_store_close(&store);
        return dir;
}

static told
run_with(ch_t *t, const char *template, faulty_op op, long at, bool is_sticky, int rc)
{
        const char *dir = given_dir(t);
        told out = { .opened = CH_OK };

        if (template)
                copy_store(t, template, dir);
        faulty_arm(op, at, is_sticky, rc);
        play(t, dir, &out);
        out.hits = faulty.hits;
        faulty_arm(op, 0, false, 0);
        look(t, dir, &out);
        return out;
}

static void
t_kept_word(const told *out, const char *what, long at)
{
        if (out->lost || out->undead || out->is_partial || out->is_late_ack)
                fail_msg("%s %ld: lost %d, undead %d, partial %d, late %d", what, at, out->lost, out->undead,
                         out->is_partial, out->is_late_ack);
}

static const struct {
        faulty_op op;
        int rc;
        const char *name;
        bool is_sticky;
        int step; /* every so many calls */
} faults[] = {
        { FAULTY_WRITE, SQLITE_IOERR_WRITE, "write", false, 1 },
        { FAULTY_WRITE, SQLITE_IOERR_WRITE, "all writes", true, 5 },
        { FAULTY_WRITE, SQLITE_FULL, "full once", false, 3 },
        { FAULTY_WRITE, SQLITE_FULL, "full", true, 5 },
        { FAULTY_SYNC, SQLITE_IOERR_FSYNC, "sync", false, 1 },
        { FAULTY_SYNC, SQLITE_IOERR_FSYNC, "all syncs", true, 1 },
        { FAULTY_TRUNCATE, SQLITE_IOERR_TRUNCATE, "truncate", false, 1 },
        { FAULTY_READ, SQLITE_IOERR_READ, "read", false, 1 },
        { FAULTY_OPEN, SQLITE_CANTOPEN, "open", false, 1 },
        { FAULTY_SHM, SQLITE_IOERR_SHMMAP, "index", false, 1 },
        { FAULTY_DELETE, SQLITE_IOERR_DELETE, "delete", false, 1 },
};

T_CASE("whichever call to the disk fails, what was acknowledged is there and nothing is there in part")
{
        const char *template = given_template(t);
        long points = 0;

        for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
                for (long at = 1;; at += faults[i].step) {
                        told out = run_with(t, template, faults[i].op, at, faults[i].is_sticky, faults[i].rc);

                        if (!out.hits)
                                break;
                        t_kept_word(&out, faults[i].name, at);
                        points++;
                }
        print_message("# %ld points\n", points);
        T_TRUE(points > 150);
}

T_CASE("making a new database may fail at any call, and the next start makes it whole")
{
        long points = 0;

        for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
                for (long at = 1;; at += 7 * faults[i].step) {
                        told out = run_with(t, NULL, faults[i].op, at, faults[i].is_sticky, faults[i].rc);

                        if (!out.hits)
                                break;
                        t_kept_word(&out, faults[i].name, at);
                        points++;
                }
        print_message("# %ld points\n", points);
        T_TRUE(points > 50);
}

T_CASE("after a failed sync no write is accepted, and the store says that the process must end")
{
        const char *dir = given_dir(t);
        ch_store *store;
        bool fatal;

        copy_store(t, given_template(t), dir);
        store = given_store(dir);
        T_OK(one_commit(t, store, 0));
        T_FALSE(ch_store_is_overloaded(store, &fatal));
        T_FALSE(fatal);
        faulty_arm(FAULTY_SYNC, 1, false, SQLITE_IOERR_FSYNC);
        T_EQ_INT(one_commit(t, store, 1), CH_BROKEN);
        T_EQ_INT(faulty.hits, 1);
        T_TRUE(ch_store_is_overloaded(store, &fatal));
        T_TRUE(fatal);
        T_EQ_INT(ch_store_begin(store), CH_BROKEN);
        ch_store_close(&store);
        store = given_store(dir);
        T_OK(one_commit(t, store, 2));
        ch_store_close(&store);
        T_EQ_INT(wrong(dir, NULL), 0);
}

T_CASE("a full disk refuses what does not fit and takes writes again when there is room")
{
        const char *dir = given_dir(t);
        ch_store *store;
        bool fatal;

        copy_store(t, given_template(t), dir);
        store = given_store(dir);
        faulty_arm(FAULTY_WRITE, 1, true, SQLITE_FULL);
        T_EQ_INT(one_commit(t, store, 0), CH_BUSY);
        T_FALSE(ch_store_is_overloaded(store, &fatal));
        faulty_arm(FAULTY_WRITE, 0, false, 0);
        T_OK(one_commit(t, store, 0));
        ch_store_close(&store);
        T_EQ_INT(wrong(dir, NULL), 0);
}

T_CASE("the planted fault is caught: a disk that only says it has written loses what was acknowledged")
{
        const char *template = given_template(t);
        int caught = 0;

        for (long at = 1; at < 40; at++) {
                const char *dir = given_dir(t);
                told out = { .opened = CH_OK };

                copy_store(t, template, dir);
                faulty_arm(FAULTY_WRITE, at, true, SQLITE_OK);
                faulty.is_lie = true;
                play(t, dir, &out);
                faulty_arm(FAULTY_WRITE, 0, false, 0);
                if (wrong(dir, NULL) != 0) {
                        caught++;
                        continue;
                }
                look(t, dir, &out);
                caught += out.lost > 0 || out.is_partial;
        }
        T_TRUE(caught > 20);
}

T_CASE("memory may run out at any request: refused, nothing in part, and the next command goes through")
{
        const char *template = given_template(t);
        long points = 0;

        for (long at = 1;; at += 1 + at / 40) {
                const char *dir = given_dir(t);
                told out = { .opened = CH_OK };

                copy_store(t, template, dir);
                faulty_memory_count = 0;
                faulty_memory_at = at;
                play(t, dir, &out);
                faulty_memory_at = 0;
                if (faulty_memory_count < at)
                        break;
                look(t, dir, &out);
                t_kept_word(&out, "memory", at);
                T_FALSE(out.is_fatal[COMMITS - 1]);
                points++;
        }
        print_message("# %ld points\n", points);
        T_TRUE(points > 100);
}

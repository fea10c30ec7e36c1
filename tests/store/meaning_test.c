/* Meanings beside records: they come back under their edition, for the version they were made from, where they were
 * written; anything else is as if it were not there. */
#include "dba.h"
#include <inttypes.h>

enum { EDITION = 7 };

/* Two requests and an offer, each with a meaning; closed. */
static const char *
given_kept(ch_t *t)
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);
        ch_request *r = given_request(t, "R-ALB-2026-1", "title", "text");
        ch_request *s = given_request(t, "R-ALB-2026-2", "title", "text");
        ch_offer *o = given_offer(t, "O-CAN-2026-1", "title");

        o->mailbox = (ch_str) { 0 };
        o->status_words = (ch_str) { 0 };
        o->excluded = (ch_strs) { 0 };
        given_stored(store, CH_REQUEST, r);
        given_stored(store, CH_REQUEST, s);
        given_stored(store, CH_OFFER, o);
        T_OK(ch_store_begin(store));
        T_OK(ch_db_meaning_put(ch_store_writer(store), CH_REQUEST, &r->head, EDITION, CH_LIT("of request one")));
        T_OK(ch_db_meaning_put(ch_store_writer(store), CH_REQUEST, &s->head, EDITION, CH_LIT("of request two")));
        T_OK(ch_db_meaning_put(ch_store_writer(store), CH_OFFER, &o->head, EDITION, CH_LIT("of the offer")));
        T_OK(ch_store_commit(store));
        ch_store_close(&store);
        return dir;
}

/* The three meanings as a start reads them, with "-" for one that is not there. */
static ch_str
kept_in(ch_t *t, ch_db *db, uint64_t edition, int64_t upto)
{
        ch_change page[4];
        ch_cursor cursor = { .edition = edition, .upto = upto };
        ch_str all = { 0 };
        size_t n;

        T_OK(ch_db_live(db, &cursor, t->arena, page, 4, &n));
        for (size_t i = 0; i < n; i++) {
                ch_str one = page[i].meaning.len ? page[i].meaning : CH_LIT("-");

                all = ch_fmt(t->arena, "%.*s%s%.*s", (int)all.len, all.p ? all.p : "", i ? "; " : "", (int)one.len,
                             one.p);
        }
        return all;
}

static void
t_kept(ch_t *t, const char *dir, uint64_t edition, const char *want)
{
        ch_store *store = given_store(dir);

        T_EQ_STR(kept_in(t, ch_store_writer(store), edition, 0), want);
        ch_store_close(&store);
}

T_CASE("meanings come back with their records, under their edition only, and only when they are asked for")
{
        const char *dir = given_kept(t);

        t_kept(t, dir, EDITION, "of request one; of request two; of the offer");
        t_kept(t, dir, EDITION + 1, "-; -; -");
        t_kept(t, dir, 0, "-; -; -");
}

T_CASE("a range ends where it is told to, and the number of the last record is known")
{
        ch_store *store = given_store(given_kept(t));
        int64_t last;

        T_OK(ch_db_live_end(ch_store_writer(store), &last));
        T_EQ_INT(last, 3);
        T_EQ_STR(kept_in(t, ch_store_writer(store), EDITION, 2), "of request one; of request two");
        ch_store_close(&store);
}

T_CASE("a newer version has none till one is kept for it; one made from an older version is not kept")
{
        const char *dir = given_kept(t);
        ch_store *store = given_store(dir);
        ch_db *db = ch_store_writer(store);
        ch_head old;
        void *o;

        T_OK(ch_db_record_by_ref(db, CH_OFFER, CH_LIT("O-CAN-2026-1"), t->arena, &o));
        old = *(ch_head *)o;
        given_stored(store, CH_OFFER, o);
        T_EQ_STR(kept_in(t, db, EDITION, 0), "of request one; of request two; -");
        T_OK(ch_store_begin(store));
        T_OK(ch_db_meaning_put(db, CH_OFFER, &old, EDITION, CH_LIT("late")));
        T_OK(ch_store_commit(store));
        T_EQ_STR(kept_in(t, db, EDITION, 0), "of request one; of request two; -");
        T_OK(ch_store_begin(store));
        T_OK(ch_db_meaning_put(db, CH_OFFER, o, EDITION, CH_LIT("anew")));
        T_OK(ch_store_commit(store));
        T_EQ_STR(kept_in(t, db, EDITION, 0), "of request one; of request two; anew");
        ch_store_close(&store);
}

/* One bit of the second, the highest of a byte, turned over. */
static const char *
turned_bit(ch_t *t, const char *dir, size_t byte)
{
        ch_str hex = dba_text(t, dir, "SELECT hex(sealed) FROM meaning WHERE n = 2");
        static const char all[] = "0123456789ABCDEF";
        char *digits = CH_NEW_N(t->arena, char, hex.len + 1);

        while (hex.len && !strchr(all, hex.p[hex.len - 1]))
                hex.len--;
        memcpy(digits, hex.p, hex.len);
        digits[2 * byte] = all[(size_t)(strchr(all, digits[2 * byte]) - all) ^ 8];
        return ch_fmt(t->arena, "UPDATE meaning SET sealed = x'%s' WHERE n = 2", digits).p;
}

T_CASE("a single bit turned over anywhere in a kept meaning is found out")
{
        const char *dir = given_kept(t);

        for (size_t byte = 0; byte < 104; byte += 13) {
                const char *fault = turned_bit(t, dir, byte);

                T_EQ_INT(dba(dir, fault), 1);
                t_kept(t, dir, EDITION, "of request one; -; of the offer");
                T_EQ_INT(dba(dir, turned_bit(t, dir, byte)), 1);
                t_kept(t, dir, EDITION, "of request one; of request two; of the offer");
        }
}

T_CASE("what was changed, cut or moved in the file is not there; nothing of it can be read in the file")
{
        static const char *const faults[] = {
                "UPDATE meaning SET sealed = substr(sealed, 1, length(sealed) - 1) WHERE n = 2",
                "UPDATE meaning SET sealed = zeroblob(length(sealed)) WHERE n = 2",
                "UPDATE meaning SET sealed = (SELECT sealed FROM meaning WHERE n = 1) WHERE n = 2",
                "UPDATE meaning SET sealed = (SELECT sealed FROM meaning WHERE n = 3) WHERE n = 2",
                "UPDATE meaning SET version = 2 WHERE n = 2",
                "DELETE FROM meaning WHERE n = 2"
        };

        for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
                const char *dir = given_kept(t);
                ch_str file;

                T_EQ_INT(dba(dir, faults[i]), 1);
                t_kept(t, dir, EDITION, "of request one; -; of the offer");
                T_EQ_INT(wrong(dir, "integrity"), 0);
                file = given_file(t, given_path(t, dir, "clearinghouse.db"));
                T_TRUE(!memmem(file.p, file.len, "of request", 10) && !memmem(file.p, file.len, "of the offer", 12));
        }
}

/* Of three, verify finds one wrong after the statement: that it is wrong, and nothing else of the kept ones. */
static void
t_wrong(ch_t *t, const char *sql, int64_t want)
{
        const char *dir = given_kept(t);

        T_EQ_INT(wrong(dir, "kept meanings"), 0);
        T_TRUE(dba(dir, sql) > 0);
        if (wrong(dir, "kept meanings") != want)
                fail_msg("%" PRId64 " wrong instead of %" PRId64 ": %s", wrong(dir, "kept meanings"), want, sql);
}

T_CASE("verify finds a kept meaning that does not open, that is no request's or offer's, or of no version")
{
        t_wrong(t, "UPDATE meaning SET sealed = substr(sealed, 1, length(sealed) - 1) WHERE n = 2", 1);
        t_wrong(t, "UPDATE meaning SET sealed = (SELECT sealed FROM meaning WHERE n = 1) WHERE n = 2", 1);
        t_wrong(t, "UPDATE meaning SET sealed = (SELECT sealed FROM meaning WHERE n = 1)", 2);
        t_wrong(t, "UPDATE meaning SET version = 2 WHERE n = 3", 1);
        t_wrong(t, "INSERT INTO meaning SELECT 99, version, edition, sealed FROM meaning WHERE n = 3", 1);
        t_wrong(t, "UPDATE record SET kind = 8 WHERE n = 3", 1);
        /* What is only to be made anew is not wrong. */
        t_wrong(t, "UPDATE meaning SET edition = edition + 1", 0);
        t_wrong(t, "DELETE FROM meaning WHERE n = 1", 0);
        t_wrong(t, "UPDATE data_key SET wrapped = NULL WHERE id = (SELECT key FROM record WHERE n = 1)", 0);
}

T_CASE("one that was made from a version before is not wrong either")
{
        const char *dir = given_kept(t);
        ch_store *store = given_store(dir);
        void *o;

        T_OK(ch_db_record_by_ref(ch_store_writer(store), CH_OFFER, CH_LIT("O-CAN-2026-1"), t->arena, &o));
        ((ch_offer *)o)->mailbox = CH_LIT("now@example.org"); /* and now it has a key of its own */
        given_stored(store, CH_OFFER, o);
        ch_store_close(&store);
        T_EQ_INT(wrong(dir, "kept meanings"), 0);
        T_TRUE(dba(dir, "UPDATE meaning SET version = 2 WHERE n = 3") > 0);
        T_EQ_INT(wrong(dir, "kept meanings"), 1);
}

T_CASE("with its record's key a meaning is gone for ever")
{
        const char *dir = given_kept(t);
        ch_store *store = given_store(dir);
        ch_db *db = ch_store_writer(store);
        void *r;

        T_OK(ch_db_record_by_ref(db, CH_REQUEST, CH_LIT("R-ALB-2026-1"), t->arena, &r));
        T_OK(ch_store_begin(store));
        T_OK(ch_db_shred(db, ((ch_head *)r)->id));
        T_OK(ch_store_commit(store));
        T_EQ_STR(kept_in(t, db, EDITION, 0), "-; of request two; of the offer");
        T_OK(ch_store_begin(store));
        T_OK(ch_db_meaning_put(db, CH_REQUEST, r, EDITION, CH_LIT("once more")));
        T_OK(ch_store_commit(store));
        T_EQ_STR(kept_in(t, db, EDITION, 0), "-; of request two; of the offer");
        ch_store_close(&store);
}

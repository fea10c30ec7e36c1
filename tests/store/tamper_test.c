#include "dba.h"

enum { ENTRIES = 9 };

/* Three versions of two records and nine audit entries, one of them with details; closed. */
static const char *
given_history(ch_t *t)
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);
        ch_request *request = given_request(t, "R-ALB-2026-1", "title", "text");

        given_stored(store, CH_REQUEST, request);
        given_stored(store, CH_REQUEST, request);
        given_stored(store, CH_OFFER, given_offer(t, "O-CAN-2026-1", "title"));
        T_OK(ch_store_begin(store));
        for (int i = 0; i < ENTRIES; i++) {
                const ch_audit_entry e = { .at = 1000 + i,
                                           .act = CH_ACT_IMPORT,
                                           .kind = CH_REQUEST,
                                           .object = request->head.id,
                                           .outcome = CH_OK,
                                           .details = i == 4 ? CH_LIT("who and why") : (ch_str) { NULL, 0 } };

                T_OK(ch_db_audit_add(ch_store_writer(store), &e));
        }
        T_OK(ch_store_commit(store));
        ch_store_close(&store);
        return dir;
}

/* The statement changes something, and verify finds it under the heading. */
static void
t_found(ch_t *t, const char *what, const char *sql)
{
        const char *dir = given_history(t);

        T_EQ_INT(wrong(dir, NULL), 0);
        T_TRUE(dba(dir, sql) > 0);
        if (wrong(dir, what) <= 0)
                fail_msg("not found: %s", sql);
}

T_CASE("audit entries come back newest first, with their details")
{
        const char *dir = given_history(t);
        ch_store *store = given_store(dir);
        ch_audit_entry list[ENTRIES];
        size_t n;

        T_OK(ch_db_audit_list(ch_store_writer(store), 0, t->arena, list, 3, &n));
        T_EQ_SIZE(n, 3);
        T_EQ_INT(list[0].seq, 9);
        T_EQ_INT(list[0].at, 1008);
        T_OK(ch_db_audit_list(ch_store_writer(store), list[2].seq, t->arena, list, ENTRIES, &n));
        T_EQ_SIZE(n, 6);
        T_EQ_INT(list[0].seq, 6);
        T_EQ_STR(list[0].details, "");
        T_EQ_STR(list[1].details, "who and why");
        T_EQ_INT(list[1].act, CH_ACT_IMPORT);
        ch_store_close(&store);
}

T_CASE("a changed, removed, inserted, exchanged or cut audit entry is found")
{
        t_found(t, "audit chain", "UPDATE audit SET at = at + 1 WHERE seq = 3");
        t_found(t, "audit chain", "UPDATE audit SET outcome = outcome + 1 WHERE seq = 9");
        t_found(t, "audit chain", "UPDATE audit SET act = 'request.read' WHERE seq = 1");
        t_found(t, "audit chain", "UPDATE audit SET hash = zeroblob(32) WHERE seq = 2");
        t_found(t, "audit chain", "UPDATE audit SET commitment = zeroblob(32) WHERE seq = 5");
        t_found(t, "audit chain", "UPDATE audit SET details = zeroblob(length(details)) WHERE seq = 5");
        t_found(t, "audit chain", "UPDATE audit SET details = NULL, key = NULL WHERE seq = 5");
        t_found(t, "audit chain", "DELETE FROM audit WHERE seq = 4");
        t_found(t, "audit chain", "DELETE FROM audit WHERE seq = 1");
        t_found(t, "audit chain", "DELETE FROM audit WHERE seq > 7");
        t_found(t, "audit chain", "DELETE FROM audit");
        t_found(t, "audit chain",
                "INSERT INTO audit SELECT seq + 1, at, actor, act, kind, object, outcome, commitment, key, details, "
                "hash "
                "FROM audit WHERE seq = 9");
        t_found(t, "audit chain",
                "UPDATE audit SET seq = 100 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4; "
                "UPDATE audit SET seq = 4 WHERE seq = 100");
        t_found(t, "audit chain",
                "UPDATE audit SET (at, hash) = (SELECT at, hash FROM audit WHERE seq = 7) WHERE seq = 6");
}

T_CASE("a head that was not written with the key is found")
{
        t_found(t, "audit chain",
                "UPDATE head SET audit_seq = 8, audit_hash = (SELECT hash FROM audit WHERE seq = 8); "
                "DELETE FROM audit WHERE seq = 9");
        t_found(t, "change feed", "UPDATE head SET mac = zeroblob(32)");
        t_found(t, "change feed", "DELETE FROM head");
}

T_CASE("a changed, removed or cut line of the feed or version is found")
{
        t_found(t, "change feed", "UPDATE change SET actor = x'00112233445566778899aabbccddeeff' WHERE seq = 2");
        t_found(t, "change feed", "UPDATE change SET at = 1 WHERE seq = 3");
        t_found(t, "change feed", "UPDATE version SET status = 7 WHERE seq = 1");
        t_found(t, "change feed", "UPDATE version SET body = x'' WHERE seq = 3");
        t_found(t, "change feed", "UPDATE version SET ref = 'R-ALB-2026-9' WHERE seq = 1");
        t_found(t, "change feed", "DELETE FROM version WHERE seq = 2");
        t_found(t, "change feed",
                "DELETE FROM version WHERE seq = 3; DELETE FROM change WHERE seq = 3; DELETE FROM record WHERE n = 2");
        t_found(t, "change feed",
                "INSERT INTO change SELECT seq + 1, kind, id, version + 1, act, actor, at, hash FROM change WHERE seq "
                "= 3");
}

T_CASE("a record that is not its newest version is found, and a foreign key that leads nowhere")
{
        t_found(t, "versions", "UPDATE record SET body = x'' WHERE n = 2");
        t_found(t, "versions", "UPDATE record SET created_at = 1 WHERE n = 1");
        t_found(t, "versions", "UPDATE record SET changed_by = x'00112233445566778899aabbccddeeff' WHERE n = 1");
        t_found(t, "versions", "UPDATE record SET ref = 'R-ALB-2026-7' WHERE n = 1");
        t_found(t, "versions",
                "UPDATE record SET (version, seq, body, sealed, changed_at) = "
                "(SELECT version, seq, body, sealed, 1700000000000 FROM version WHERE seq = 1) WHERE n = 1");
        t_found(t, "sealed fields", "UPDATE record SET party = 'FRA' WHERE n = 2");
        t_found(t, "sealed fields", "UPDATE record SET lookup = zeroblob(32) WHERE n = 2");
        t_found(t, "versions", "DELETE FROM record WHERE n = 2");
        t_found(t, "foreign keys", "PRAGMA foreign_keys = OFF; DELETE FROM data_key WHERE id = 2");
}

/* All that is promised to stay. */
static ch_str
content(ch_t *t, const char *dir)
{
        static const char sql[] = "SELECT kind, hex(id), ref, party, status, version, seq, created_at, "
                                  "hex(created_by), changed_at, hex(changed_by), "
                                  "sample, hex(lookup), key, hex(body), hex(sealed) FROM record UNION ALL SELECT seq, "
                                  "kind, hex(id), version, ref, "
                                  "status, sample, key, hex(body), hex(sealed), 0, 0, 0, 0, 0, 0 FROM version UNION "
                                  "ALL SELECT seq, kind, hex(id), "
                                  "version, act, hex(actor), at, hex(hash), 0, 0, 0, 0, 0, 0, 0, 0 FROM change UNION "
                                  "ALL SELECT seq, at, hex(actor), "
                                  "act, kind, hex(object), outcome, hex(commitment), key, hex(details), hex(hash), 0, "
                                  "0, 0, 0, 0 FROM audit";

        return dba_text(t, dir, sql);
}

static void
write_flipped(const char *path, ch_str bytes, size_t at, int bit)
{
        char byte = (char)(bytes.p[at] ^ (1 << bit));
        int fd;

        given_written(path, bytes);
        fd = open(path, O_RDWR);
        T_EQ_INT(pwrite(fd, &byte, 1, (off_t)at), 1);
        close(fd);
}

T_CASE("a bit turned anywhere in the file is found, or has changed nothing that is stored")
{
        enum { FLIPS = 250, SEED = 7 };
        given_rng r = { SEED };
        const char *original = given_history(t), *dir = given_dir(t), *path = given_path(t, dir, "clearinghouse.db");
        const ch_str bytes = given_file(t, given_path(t, original, "clearinghouse.db")), before = content(t, original);
        int found = 0;

        for (int i = 0; i < FLIPS; i++) {
                write_flipped(path, bytes, given_next(&r, bytes.len), (int)given_next(&r, 8));
                if (wrong(dir, NULL) != 0)
                        found++;
                else
                        T_TRUE(ch_str_eq(content(t, dir), before));
        }
        T_TRUE(found > 15 && found < FLIPS);
        print_message("# %d of %d found, the others in free space\n", found, FLIPS);
}

#include "dba.h"

#define CANARY      "canary-7f3a-title"
#define CANARY_TEXT "canary-91bc-need"
#define CANARY_OPEN "canary-0000-open"

static ch_account *
given_account(ch_t *t)
{
        ch_account *a = CH_NEW(t->arena, ch_account);

        *a = (ch_account) { .login = CH_LIT("canary-login@example.org"),
                            .name = CH_LIT("canary-name"),
                            .party = CH_LIT("ALB") };
        return a;
}

static ch_key
filled(uint8_t fill)
{
        return given_key(fill);
}

/* A canary in everything that is confidential, and one where it is not, to prove that the search finds. */
static void
put_canaries(ch_t *t, ch_store *store)
{
        ch_request *request = given_request(t, "R-ALB-2026-1", CANARY, CANARY_TEXT);
        ch_db *db = ch_store_writer(store);
        ch_account *account = given_account(t);
        ch_credential c = { .pass = "$argon2id$", .has_factor = true };
        const ch_audit_entry entry = { .at = 1,
                                       .act = CH_ACT_IMPORT,
                                       .kind = CH_REQUEST,
                                       .object = request->head.id,
                                       .details = CH_LIT("canary-audit") };
        const ch_invitation invitation = { .token = filled(3),
                                           .name = CH_LIT("canary-invited"),
                                           .login = CH_LIT("canary-login2@x"),
                                           .expires_at = 9 };

        request->channel = CH_LIT(CANARY_OPEN);
        given_stored(store, CH_REQUEST, request);
        given_stored(store, CH_REQUEST, request);
        given_stored(store, CH_ACCOUNT, account);
        c.account = account->head.id;
        memcpy(c.seed, "canary-seed-12345678", sizeof c.seed);
        T_OK(ch_store_begin(store));
        T_OK(ch_db_credential_put(db, &c));
        T_OK(ch_db_audit_add(db, &entry));
        T_OK(ch_db_invitation_put(db, &invitation));
        T_OK(ch_db_answer_put(db, &(ch_answer) { .account = account->head.id,
                                                 .key = CH_LIT("canary-key"),
                                                 .http = 201,
                                                 .bytes = CH_LIT("canary-answer") }));
        T_OK(ch_store_commit(store));
}

static void
take_backup(ch_t *t, ch_store *store, const char *dir)
{
        ch_backup *b;
        bool more = true;

        T_OK(ch_store_backup_begin(store, given_path(t, dir, "copy.backup"), &b));
        while (more)
                T_OK(ch_store_backup_step(b, 16, &more));
        T_OK(ch_store_backup_end(&b));
}

T_CASE("nothing confidential stands in the database, its log or a backup")
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);

        put_canaries(t, store);
        take_backup(t, store, dir);
        T_EQ_INT(count_in_files(t, dir, CH_LIT("canary-")) - count_in_files(t, dir, CH_LIT(CANARY_OPEN)), 0);
        T_TRUE(count_in_files(t, dir, CH_LIT(CANARY_OPEN)) >=
               3); /* the search finds: body of record, of version, backup */
        ch_store_close(&store);
        T_EQ_INT(count_in_files(t, dir, CH_LIT("canary-")) - count_in_files(t, dir, CH_LIT(CANARY_OPEN)), 0);
        T_EQ_INT(wrong(dir, NULL), 0);
}

T_CASE("credentials, recovery codes and sessions come back as they were put")
{
        ch_store *store = given_store(given_dir(t));
        ch_db *db = ch_store_writer(store);
        ch_credential c = { .account = ch_uuid_random(),
                            .pass = "$argon2id$x",
                            .has_factor = true,
                            .seed = "12345678901234567890",
                            .last_step = 77,
                            .failures = 3,
                            .blocked_until = 99 },
                      got;
        const ch_session s = { .id = ch_uuid_random(),
                               .account = c.account,
                               .token = filled(1),
                               .csrf = filled(2),
                               .created_at = 5,
                               .seen_at = 6,
                               .step_up_at = 7,
                               .has_factor = true,
                               .agent = CH_LIT("Firefox, Linux") };
        const ch_session other = { .id = ch_uuid_random(),
                                   .account = c.account,
                                   .token = filled(9),
                                   .csrf = filled(2),
                                   .created_at = 5,
                                   .seen_at = 3 };
        ch_session back, list[4];
        size_t n;

        T_OK(ch_store_begin(store));
        T_EQ_INT(ch_db_credential(db, c.account, &got), CH_HIDDEN);
        T_OK(ch_db_credential_put(db, &c));
        c.failures = 0;
        T_OK(ch_db_credential_put(db, &c));
        T_OK(ch_db_credential(db, c.account, &got));
        T_EQ_MEM(got.seed, c.seed, sizeof c.seed);
        T_EQ_CSTR(got.pass, c.pass);
        T_EQ_INT(got.failures, 0);
        T_EQ_INT(got.last_step, 77);
        T_EQ_INT(got.blocked_until, 99);
        T_OK(ch_db_recovery_set(db, c.account, (ch_key[]) { filled(1), filled(2) }, 2));
        T_OK(ch_db_recovery_use(db, c.account, filled(1)));
        T_EQ_INT(ch_db_recovery_use(db, c.account, filled(1)), CH_HIDDEN);
        T_OK(ch_db_recovery_count(db, c.account, &n));
        T_EQ_SIZE(n, 1);
        T_OK(ch_db_session_put(db, &s));
        T_OK(ch_db_session_put(db, &other));
        T_OK(ch_db_session_seen(db, s.id, 60));
        T_OK(ch_db_session_seen(db, s.id, 50));
        T_OK(ch_db_session(db, filled(1), t->arena, &back));
        T_TRUE(ch_uuid_eq(back.id, s.id) && back.seen_at == 60 && back.step_up_at == 7 && back.has_factor);
        T_EQ_STR(back.agent, "Firefox, Linux");
        T_OK(ch_db_sessions_of(db, c.account, t->arena, list, 4, &n));
        T_EQ_SIZE(n, 2);
        T_OK(ch_db_session_end_all(db, c.account, s.id));
        T_EQ_INT(ch_db_session(db, filled(9), t->arena, &back), CH_HIDDEN);
        T_OK(ch_db_session_end(db, s.id));
        T_EQ_INT(ch_db_session(db, filled(1), t->arena, &back), CH_HIDDEN);
        T_OK(ch_store_commit(store));
        ch_store_close(&store);
}

T_CASE("invitations, answers and settings come back, and the broom takes what is old")
{
        ch_store *store = given_store(given_dir(t));
        ch_db *db = ch_store_writer(store);
        const ch_uuid account = ch_uuid_random();
        ch_invitation i = { .token = filled(3),
                            .party = CH_LIT("ALB"),
                            .name = CH_LIT("A person"),
                            .login = CH_LIT("a@b"),
                            .nationality = CH_LIT("ALB"),
                            .lang = CH_LIT("fr"),
                            .roles = 6,
                            .invited_by = account,
                            .expires_at = 1000,
                            .may_defer_factor = true },
                      got;
        ch_answer a = { .account = account,
                        .key = CH_LIT("k"),
                        .body = filled(7),
                        .http = 201,
                        .location = CH_LIT("/x"),
                        .type = CH_LIT("t"),
                        .bytes = CH_LIT("{}"),
                        .at = 500 },
                  said;
        const ch_time day = 24 * 3600 * 1000;
        ch_str value;

        T_OK(ch_store_begin(store));
        T_OK(ch_db_invitation_put(db, &i));
        T_OK(ch_db_invitation(db, filled(3), t->arena, &got));
        T_EQ_STR(got.name, "A person");
        T_EQ_STR(got.login, "a@b");
        T_TRUE(got.roles == 6 && got.may_defer_factor && got.used_at == 0 && ch_uuid_eq(got.invited_by, account));
        T_EQ_INT(ch_db_invitation(db, filled(4), t->arena, &got), CH_HIDDEN);
        T_OK(ch_db_answer_put(db, &a));
        T_EQ_INT(ch_db_answer_put(db, &a), CH_CONFLICT);
        T_OK(ch_db_answer(db, account, CH_LIT("k"), t->arena, &said));
        T_EQ_STR(said.bytes, "{}");
        T_EQ_STR(said.location, "/x");
        T_TRUE(said.http == 201 && said.at == 500 && ch_same(&said.body, &a.body, sizeof a.body));
        T_EQ_INT(ch_db_answer(db, ch_uuid_random(), CH_LIT("k"), t->arena, &said), CH_HIDDEN);
        T_OK(ch_db_setting_put(db, CH_LIT("a"), CH_LIT("1")));
        T_OK(ch_db_setting_put(db, CH_LIT("a"), CH_LIT("2")));
        T_OK(ch_db_setting(db, CH_LIT("a"), t->arena, &value));
        T_EQ_STR(value, "2");
        T_OK(ch_db_tidy(db, 600));
        T_OK(ch_db_answer(db, account, CH_LIT("k"), t->arena, &said));
        T_OK(ch_db_tidy(db, 501 + day));
        T_EQ_INT(ch_db_answer(db, account, CH_LIT("k"), t->arena, &said), CH_HIDDEN);
        T_EQ_INT(ch_db_invitation(db, filled(3), t->arena, &got), CH_HIDDEN);
        T_OK(ch_store_commit(store));
        ch_store_close(&store);
}

/* Two requests and a second version of the first, closed. */
static const char *
given_two(ch_t *t, ch_request **a, ch_request **b)
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);

        *a = given_request(t, "R-ALB-2026-1", "first", "first text");
        *b = given_request(t, "R-ALB-2026-2", "second", "second text");
        given_stored(store, CH_REQUEST, *a);
        given_stored(store, CH_REQUEST, *b);
        (*a)->title = CH_LIT("first again");
        given_stored(store, CH_REQUEST, *a);
        ch_store_close(&store);
        return dir;
}

/* The statement changes something; then the first request does not open any more, and verify says so. */
static void
t_refused(ch_t *t, const char *sql)
{
        ch_request *a, *b;
        const char *dir = given_two(t, &a, &b);
        ch_store *store;
        void *got;

        T_EQ_INT(wrong(dir, NULL), 0);
        T_TRUE(dba(dir, sql) > 0);
        store = given_store(dir);
        T_EQ_INT(ch_db_record(ch_store_writer(store), CH_REQUEST, a->head.id, t->arena, &got), CH_BROKEN);
        T_OK(ch_db_record(ch_store_writer(store), CH_REQUEST, b->head.id, t->arena, &got));
        ch_store_close(&store);
        T_TRUE(wrong(dir, "sealed fields") > 0);
}

T_CASE("a sealed value opens only in its own row, its own table and its own version")
{
        t_refused(t, "UPDATE record SET sealed = (SELECT sealed FROM record WHERE n = 2), key = (SELECT key FROM "
                     "record WHERE n = 2) WHERE n = 1");
        t_refused(t, "UPDATE record SET sealed = (SELECT sealed FROM record WHERE n = 2) WHERE n = 1");
        t_refused(t, "UPDATE record SET sealed = (SELECT sealed FROM version WHERE seq = 3) WHERE n = 1");
        t_refused(t, "UPDATE record SET sealed = (SELECT sealed FROM version WHERE seq = 1), version = 1 WHERE n = 1");
        t_refused(t, "UPDATE record SET version = 1 WHERE n = 1");
        t_refused(t, "UPDATE record SET id = x'00112233445566778899aabbccddeeff' WHERE n = 1; UPDATE record SET id = "
                     "(SELECT id FROM version WHERE seq = 1), version = version + 7 WHERE n = 1");
        t_refused(t, "UPDATE record SET sealed = zeroblob(length(sealed)) WHERE n = 1");
        t_refused(t, "UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE id = 3) WHERE id = 2");
}

T_CASE("without the right key the database does not open")
{
        ch_request *a, *b;
        const char *dir = given_two(t, &a, &b);
        ch_store *store = NULL;

        T_EQ_INT(given_try_open(dir, 2, false, &store), CH_INVALID);
        T_TRUE(!store);
        T_OK(given_try_open(dir, 1, false, &store));
        ch_store_close(&store);
}

T_CASE("a shredded record keeps its codes and loses its words, in every version, for readers that had its key, and in "
       "the log")
{
        const char *dir = given_dir(t);
        ch_store *store = given_store(dir);
        ch_request *request = given_request(t, "R-ALB-2026-1", "secret", "words"),
                   *other = given_request(t, "R-ALB-2026-2", "stays", "words");
        ch_db *reader;
        ch_cursor past = { .as_of = 3 };
        ch_change page[4];
        size_t n;
        void *got;
        ch_str wrapped;

        given_stored(store, CH_REQUEST, request);
        given_stored(store, CH_REQUEST, request);
        given_stored(store, CH_REQUEST, other);
        ch_store_close(&store);
        wrapped = dba_blob(t, dir, "SELECT wrapped FROM data_key WHERE id = 2");
        T_EQ_SIZE(wrapped.len, 73);
        T_EQ_INT(count_in_files(t, dir, wrapped), 1);
        store = given_store(dir);
        T_OK(ch_store_reader_open(store, &reader));
        T_OK(ch_db_record(reader, CH_REQUEST, request->head.id, t->arena, &got));
        T_EQ_STR(((ch_request *)got)->title, "secret");
        T_OK(ch_store_begin(store));
        T_OK(ch_db_shred(ch_store_writer(store), request->head.id));
        T_OK(ch_store_commit(store));
        ch_store_checkpoint_if_due(store);
        for (uint32_t version = 1; version <= 2; version++) {
                T_OK(ch_db_version(reader, CH_REQUEST, request->head.id, version, t->arena, &got));
                T_EQ_STR(((ch_request *)got)->title, "");
                T_EQ_STR(((ch_request *)got)->party, "ALB");
        }
        T_OK(ch_db_record(reader, CH_REQUEST, other->head.id, t->arena, &got));
        T_EQ_STR(((ch_request *)got)->title, "stays");
        T_OK(ch_db_live(reader, &past, t->arena, page, 4, &n));
        T_EQ_SIZE(n, 2);
        T_EQ_SIZE(past.shredded, 1);
        ch_store_reader_close(&reader);
        T_EQ_INT(count_in_files(t, dir, wrapped), 0);
        ch_store_close(&store);
        T_EQ_INT(wrong(dir, NULL), 0);
}

T_CASE("a key file is made once with mode 0600, never over a database, and refused when others may read it")
{
        const char *dir = given_dir(t);
        ch_key a, b;
        ch_store *store = NULL;
        struct stat s;

        T_EQ_INT(ch_store_key(dir, false, &a), CH_HIDDEN);
        T_OK(ch_store_key(dir, true, &a));
        T_OK(ch_store_key(dir, true, &b));
        T_EQ_MEM(a.b, b.b, sizeof a.b);
        T_EQ_INT(stat(given_path(t, dir, "key"), &s), 0);
        T_EQ_INT(s.st_mode & 0777, 0600);
        b = ch_key_random();
        T_EQ_INT(ch_store_key_write(given_path(t, dir, "key"), &b), CH_CONFLICT);
        T_OK(ch_store_key(dir, true, &b));
        T_EQ_MEM(a.b, b.b, sizeof a.b); /* the first stays */
        T_EQ_INT(chmod(given_path(t, dir, "key"), 0640), 0);
        T_EQ_INT(ch_store_key(dir, true, &b), CH_MALFORMED);
        T_EQ_INT(unlink(given_path(t, dir, "key")), 0);
        T_OK(given_try_open(dir, 1, false, &store));
        ch_store_close(&store);
        T_EQ_INT(ch_store_key(dir, true, &b), CH_CONFLICT);
}

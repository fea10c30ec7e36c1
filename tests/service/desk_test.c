#include "given.h"
#include <ch/base/sync.h>
#include <ch/store.h>
#include <ch/upkeep.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>

T_CASE("a desk opens an empty directory, keeps what was written and finds it again after it was closed")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_draft(&h, &p.mission);
        ch_look look = look_at(&h);
        ch_request_view view;

        T_OK(ch_request_show(&look, &p.mission, id, &view));
        T_EQ_STR(view.request->title, "Border control training");
        T_EQ_STR(view.request->head.ref, "R-ALB-2026-1");
        ch_look_end(&look);
        house_close(&h);
        house_open(&h);
        look = look_at(&h);
        T_OK(ch_request_show(&look, &p.mission, id, &view));
        T_EQ_STR(ch_request_needs(view.request)[0].text, "train customs officers to find dual-use goods at the border");
        ch_look_end(&look);
        house_leave(&h);
}

enum { LIVE = 64 }; /* records at most */

/* Of how many requests and offers the meaning is kept under the edition; every one is moved to another edition, as if
 * the reference tables had been others. */
static size_t
kept_and_moved(house *h, uint64_t edition, uint64_t to)
{
        ch_store_config config = { .dir = h->dir };
        ch_cursor cursor = { .edition = edition };
        ch_change page[LIVE];
        ch_store *store;
        size_t n, kept = 0;

        T_OK(ch_store_key(h->dir, false, &config.kek));
        T_OK(ch_store_open(&config, &store));
        T_OK(ch_db_live(ch_store_writer(store), &cursor, h->t->arena, page, LIVE, &n));
        T_OK(ch_store_begin(store));
        for (size_t i = 0; i < n; i++) {
                kept += page[i].meaning.len > 0;
                if (page[i].meaning.len)
                        T_OK(ch_db_meaning_put(ch_store_writer(store), page[i].kind, page[i].record, to,
                                               page[i].meaning));
        }
        T_OK(ch_store_commit(store));
        ch_store_close(&store);
        return kept;
}

/* Two requests and a draft in the house, and the edition under which what the two mean is kept. */
static uint64_t
close_with_two(house *h)
{
        people p = given_people();
        ch_look look;
        uint64_t edition;

        (void)given_open_request(h, &p);
        (void)given_open_request(h, &p);
        (void)given_draft(h, &p.mission);
        look = look_at(h);
        edition = ch_catalog_edition(look.cat);
        ch_look_end(&look);
        house_close(h);
        return edition;
}

T_CASE("what was read from a record's words is kept, and made anew when it was kept under another edition or not at "
       "all")
{
        house h = given_house(t);
        uint64_t edition = close_with_two(&h);

        T_EQ_SIZE(kept_and_moved(&h, edition + 1, edition + 1), 0);
        T_EQ_SIZE(kept_and_moved(&h, edition, edition + 1), 2);
        house_open(&h);
        house_close(&h);
        T_EQ_SIZE(kept_and_moved(&h, edition, edition), 2);
        house_open(&h);
        house_leave(&h);
}

static ch_upkeep_line
judged(house *h, const char *reference)
{
        ch_upkeep_line lines[CH_UPKEEP_LINES];
        size_t n;

        T_OK(ch_upkeep_verify(h->dir, reference, lines, &n));
        T_EQ_STR(ch_str_of(lines[n - 1].what), "kept meanings");
        return lines[n - 1];
}

/* Well sealed, in its place, of this edition, and no meaning of the record: one of another kind, or any bytes. */
static void
plant(house *h, uint64_t edition, ch_str meaning)
{
        ch_store_config config = { .dir = h->dir };
        ch_cursor cursor = { .edition = edition };
        ch_change page[LIVE];
        ch_store *store;
        size_t n;

        T_OK(ch_store_key(h->dir, false, &config.kek));
        T_OK(ch_store_open(&config, &store));
        T_OK(ch_db_live(ch_store_writer(store), &cursor, h->t->arena, page, LIVE, &n));
        T_OK(ch_store_begin(store));
        T_OK(ch_db_meaning_put(ch_store_writer(store), page[0].kind, page[0].record, edition, meaning));
        T_OK(ch_store_commit(store));
        ch_store_close(&store);
}

T_CASE("verify tells kept meanings that say nothing about their record from those of another edition, which it counts")
{
        house h = given_house(t);
        const char *reference = given_config(&h).reference;
        uint64_t edition = close_with_two(&h);
        ch_upkeep_line line;

        line = judged(&h, reference);
        T_TRUE(line.checked == 2 && !line.wrong && !line.stale);
        T_EQ_SIZE(kept_and_moved(&h, edition, edition + 1), 2);
        line = judged(&h, reference);
        T_TRUE(line.checked == 2 && !line.wrong && line.stale == 2);
        plant(&h, edition, CH_LIT("of nothing"));
        line = judged(&h, reference);
        T_TRUE(line.checked == 2 && line.wrong == 1 && line.stale == 1);
        house_open(&h); /* which makes it anew */
        house_close(&h);
        line = judged(&h, reference);
        T_TRUE(line.checked == 2 && !line.wrong && !line.stale);
        house_open(&h);
        house_leave(&h);
}

T_CASE("a second desk on the same directory is refused while the first is open, a read-only one is not")
{
        house h = given_house(t);
        ch_desk_config config = given_config(&h);
        ch_desk *second;

        ch_log_level_set(CH_LOG_ERROR);
        T_EQ_INT(ch_desk_open(&config, &second), CH_CONFLICT);
        T_TRUE(second == NULL);
        config.is_read_only = true;
        T_OK(ch_desk_open(&config, &second));
        ch_desk_close(&second);
        house_leave(&h);
}

static ch_status
draft_and_fail(job *j, ch_work *work)
{
        ch_status st = ch_request_draft(work, j->actor, j->in, &j->made);

        return st == CH_OK ? CH_CONFLICT : st;
}

T_CASE("a command that fails leaves nothing: no record, no change, no reference")
{
        house h = given_house(t);
        people p = given_people();
        ch_draft_in in = { .fields = given_answers(&h), .names = strs_of(t->arena, ANSWERS) };
        job j = { .run = draft_and_fail, .actor = &p.mission, .in = &in };
        ch_look look = look_at(&h);
        uint64_t before = ch_catalog_seq(look.cat);
        ch_request_view view;

        ch_look_end(&look);
        T_EQ_INT(work_on(&h, &j), CH_CONFLICT);
        look = look_at(&h);
        T_EQ_INT(ch_catalog_seq(look.cat), before);
        T_EQ_INT(ch_request_show(&look, &p.mission, j.made.id, &view), CH_HIDDEN);
        ch_look_end(&look);
        given_draft(&h, &p.mission);
        look = look_at(&h);
        T_OK(ch_request_show_ref(&look, &p.mission, CH_LIT("R-ALB-2026-1"), &view));
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("a look sees one moment: what is written after it began is for the next look")
{
        house h = given_house(t);
        people p = given_people();
        ch_look early = look_at(&h), late;
        ch_uuid id = given_draft(&h, &p.mission);
        ch_request_view view;

        late = look_at(&h);
        T_EQ_INT(ch_request_show(&early, &p.mission, id, &view), CH_HIDDEN);
        T_OK(ch_request_show(&late, &p.mission, id, &view));
        ch_look_end(&early);
        ch_look_end(&late);
        house_leave(&h);
}

static ch_status
draft_and_read(job *j, ch_work *work)
{
        ch_request_view view;
        ch_status st = ch_request_draft(work, j->actor, j->in, &j->made);

        return st == CH_OK ? ch_request_show(&work->look, j->actor, j->made.id, &view) : st;
}

T_CASE("a command reads what it has just written")
{
        house h = given_house(t);
        people p = given_people();
        ch_draft_in in = { .fields = given_answers(&h), .names = strs_of(t->arena, ANSWERS) };
        job j = { .run = draft_and_read, .actor = &p.mission, .in = &in };

        T_OK(work_on(&h, &j));
        house_leave(&h);
}

/* ---- many threads ---- */

enum { THREADS = 8, EACH = 25 };

typedef struct client {
        house *h;
        const ch_actor *mission;
        ch_thread thread;
        ch_uuid made[EACH];
        atomic_int acknowledged;
} client;

static void
write_some(void *arg)
{
        client *c = arg;

        for (int i = 0; i < EACH; i++) {
                ch_arena *arena = ch_arena_new(16 << 20);
                ch_t t = { arena };
                house mine = { .t = &t };
                ch_draft_in in = { .fields = given_answers(&mine), .names = strs_of(arena, ANSWERS) };
                job j = { .run = run_draft, .actor = c->mission, .in = &in };

                if (ch_desk_run(c->h->desk, arena, job_run, &j) == CH_OK) {
                        c->made[i] = j.made.id;
                        atomic_fetch_add(&c->acknowledged, 1);
                }
                ch_arena_free(&arena);
        }
}

typedef struct watcher {
        ch_desk *desk;
        ch_thread thread;
        atomic_bool stop;
        atomic_int looks;
} watcher;

static void
read_some(void *arg)
{
        watcher *w = arg;
        ch_actor mission = person(CH_ROLE_MISSION, "ALB", "");
        ch_reader *reader;

        if (ch_desk_reader_open(w->desk, &reader) != CH_OK)
                return;
        while (!atomic_load(&w->stop)) {
                ch_arena *arena = ch_arena_new(64 << 20);
                ch_look look = ch_look_begin(reader, arena);
                ch_request_filter filter = { 0 };
                ch_request_list list;

                if (ch_requests(&look, &mission, &filter, &list) == CH_OK)
                        atomic_fetch_add(&w->looks, 1);
                ch_look_end(&look);
                ch_arena_free(&arena);
        }
        ch_desk_reader_close(&reader);
}

T_CASE("eight threads write while two read: every acknowledged record is there, references are counted without a gap")
{
        house h = given_house(t);
        people p = given_people();
        client clients[THREADS] = { 0 };
        watcher watchers[2] = { { .desk = h.desk }, { .desk = h.desk } };
        ch_look look;
        ch_request_view view;
        int acknowledged = 0;

        T_OK(ch_desk_start(h.desk));
        for (int i = 0; i < 2; i++)
                T_OK(ch_thread_start(&watchers[i].thread, "watcher", read_some, &watchers[i]));
        for (int i = 0; i < THREADS; i++) {
                clients[i].h = &h;
                clients[i].mission = &p.mission;
                T_OK(ch_thread_start(&clients[i].thread, "client", write_some, &clients[i]));
        }
        for (int i = 0; i < THREADS; i++)
                ch_thread_join(&clients[i].thread);
        for (int i = 0; i < 2; i++) {
                atomic_store(&watchers[i].stop, true);
                ch_thread_join(&watchers[i].thread);
                T_TRUE(atomic_load(&watchers[i].looks) > 0);
        }
        look = look_at(&h);
        for (int i = 0; i < THREADS; i++) {
                acknowledged += atomic_load(&clients[i].acknowledged);
                for (int n = 0; n < EACH; n++)
                        T_OK(ch_request_show(&look, &p.mission, clients[i].made[n], &view));
        }
        T_EQ_INT(acknowledged, THREADS * EACH);
        T_OK(ch_request_show_ref(&look, &p.mission, CH_LIT("R-ALB-2026-200"), &view));
        T_EQ_INT(ch_request_show_ref(&look, &p.mission, CH_LIT("R-ALB-2026-201"), &view), CH_HIDDEN);
        ch_look_end(&look);
        house_leave(&h);
}

/* ---- the queue ---- */

typedef struct queued {
        ch_command cmd;
        const ch_actor *mission;
        ch_draft_in in;
        ch_made made;
        ch_status result;
        bool fails;
        atomic_int *left, *endings;
} queued;

static ch_status
queued_run(ch_command *cmd, ch_work *work)
{
        queued *q = (queued *)cmd;
        ch_status st = ch_request_draft(work, q->mission, &q->in, &q->made);

        return q->fails && st == CH_OK ? CH_STALE : st;
}

static void
queued_done(ch_command *cmd, ch_status result)
{
        queued *q = (queued *)cmd;

        q->result = result;
        atomic_fetch_sub(q->left, 1);
}

static void
count_ending(void *arg)
{
        atomic_fetch_add((atomic_int *)arg, 1);
}

T_CASE("queued commands share transactions: one that fails does not touch its neighbours, loops are woken once a batch")
{
        enum { N = 40 };
        house h = given_house(t);
        people p = given_people();
        atomic_int left = N, endings = 0;
        queued *v = CH_NEW_N(t->arena, queued, N);
        ch_look look;
        ch_request_view view;

        T_OK(ch_desk_start(h.desk));
        for (int i = 0; i < N; i++) {
                v[i] = (queued) { .cmd = { .arena = ch_arena_new(16 << 20),
                                           .run = queued_run,
                                           .done = queued_done,
                                           .batch_end = count_ending,
                                           .batch_arg = &endings },
                                  .mission = &p.mission,
                                  .in = { .fields = given_answers(&h), .names = strs_of(t->arena, ANSWERS) },
                                  .fails = i % 4 == 3,
                                  .left = &left,
                                  .endings = &endings };
                T_OK(ch_desk_enqueue(h.desk, &v[i].cmd));
        }
        ch_desk_stop(h.desk);
        T_EQ_INT(atomic_load(&left), 0);
        T_TRUE(atomic_load(&endings) >= 1 && atomic_load(&endings) <= N);
        look = look_at(&h);
        for (int i = 0; i < N; i++) {
                T_EQ_INT(v[i].result, v[i].fails ? CH_STALE : CH_OK);
                T_EQ_INT(ch_request_show(&look, &p.mission, v[i].made.id, &view), v[i].fails ? CH_HIDDEN : CH_OK);
                ch_arena_free(&v[i].cmd.arena);
        }
        ch_look_end(&look);
        T_EQ_INT(ch_desk_enqueue(h.desk, &v[0].cmd), CH_BUSY);
        house_leave(&h);
}

typedef struct turn { /* a command that takes its time */
        ch_command cmd;
        atomic_bool *may_end; /* NULL: it ends after more than a transaction's share */
        struct turn *before;
        bool is_done, came_after_answer;
} turn;

static ch_status
turn_run(ch_command *cmd, ch_work *work)
{
        turn *mine = (turn *)cmd;
        int64_t until = ch_uptime_us() + 200000;

        (void)work;
        mine->came_after_answer = mine->before && mine->before->is_done;
        while (mine->may_end ? !atomic_load(mine->may_end) : ch_uptime_us() < until)
                ch_thread_yield();
        return CH_OK;
}

static void
turn_done(ch_command *cmd, ch_status result)
{
        ((turn *)cmd)->is_done = result == CH_OK;
}

T_CASE("whoever came first is answered before a long queue behind is through")
{
        house h = given_house(t);
        atomic_bool may_end = false;
        turn v[4] = { { .may_end = &may_end } };

        T_OK(ch_desk_start(h.desk));
        for (int i = 0; i < 4; i++) {
                v[i].cmd = (ch_command) { .arena = ch_arena_new(1 << 20), .run = turn_run, .done = turn_done };
                v[i].before = i ? &v[i - 1] : NULL;
                T_OK(ch_desk_enqueue(h.desk, &v[i].cmd));
        }
        atomic_store(&may_end, true); /* now the others wait together */
        ch_desk_stop(h.desk);
        T_TRUE(v[2].came_after_answer || v[3].came_after_answer); /* a commit may for once take as long as these */
        for (int i = 0; i < 4; i++) {
                T_TRUE(v[i].is_done);
                ch_arena_free(&v[i].cmd.arena);
        }
        house_leave(&h);
}

T_CASE("a backup taken while threads write can be restored and holds what was acknowledged before it began")
{
        house h = given_house(t), copy = { .t = t };
        people p = given_people();
        ch_uuid id = given_draft(&h, &p.mission);
        client c = { .h = &h, .mission = &p.mission };
        ch_str path = ch_fmt(t->arena, "%s/backup.db", h.dir), command;
        ch_desk_config config;
        ch_look look;
        ch_request_view view;

        T_OK(ch_desk_start(h.desk));
        T_OK(ch_thread_start(&c.thread, "client", write_some, &c));
        T_OK(ch_desk_backup(h.desk, path.p));
        ch_thread_join(&c.thread);
        memcpy(copy.dir, "/tmp/ch-restored-XXXXXX", 24);
        T_TRUE(mkdtemp(copy.dir) != NULL);
        command = ch_fmt(t->arena, "cp '%s' '%s/clearinghouse.db' && cp '%s/key' '%s/key'", path.p, copy.dir, h.dir,
                         copy.dir);
        T_EQ_INT(system(command.p), 0);
        config = given_config(&copy);
        T_OK(ch_desk_open(&config, &copy.desk));
        T_OK(ch_desk_reader_open(copy.desk, &copy.reader));
        look = look_at(&copy);
        T_OK(ch_request_show(&look, &p.mission, id, &view));
        ch_look_end(&look);
        house_leave(&copy);
        house_leave(&h);
}

/* ---- the disk says no ---- */

static void
limit_files(rlim_t bytes)
{
        struct rlimit limit;

        T_EQ_INT(getrlimit(RLIMIT_FSIZE, &limit), 0);
        limit.rlim_cur = bytes;
        T_EQ_INT(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

T_CASE("when the disk takes no more, writes are refused and nothing shows in memory; reading goes on, and writing once "
       "there is room")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid before = given_draft(&h, &p.mission);
        ch_draft_in in = { .fields = given_answers(&h), .names = strs_of(t->arena, ANSWERS) };
        job j = { .run = run_draft, .actor = &p.mission, .in = &in };
        ch_audit_check checks[CH_AUDIT_CHECKS];
        ch_status st = CH_OK;
        ch_request_view view;
        ch_look look;
        size_t n;

        ch_log_level_set((ch_log_level)-1);
        signal(SIGXFSZ, SIG_IGN);
        limit_files(64 << 10);
        for (int i = 0; i < 200 && st == CH_OK; i++)
                st = work_on(&h, &j);
        limit_files(RLIM_INFINITY);
        T_TRUE(st == CH_BUSY || st == CH_BROKEN || st == CH_TOO_LARGE);
        look = look_at(&h);
        T_EQ_INT(ch_request_show(&look, &p.mission, j.made.id, &view), CH_HIDDEN);
        T_OK(ch_request_show(&look, &p.mission, before, &view));
        ch_look_end(&look);
        /* after a failed write nobody knows what the disk holds: only a new start does */
        T_EQ_INT(work_on(&h, &j), ch_desk_is_fatal(h.desk) ? CH_BROKEN : CH_OK);
        look = look_at(&h);
        T_OK(ch_audit_verify(&look, &p.auditor, checks, &n));
        for (size_t i = 0; i < n; i++)
                T_EQ_INT(checks[i].wrong, 0);
        ch_look_end(&look);
        ch_log_level_set(CH_LOG_ERROR);
        house_leave(&h);
}

/* ---- the same step by many at once ---- */

typedef struct rival {
        house *h;
        const ch_actor *mission;
        ch_uuid id;
        ch_thread thread;
        ch_status result;
} rival;

static void
submit_once(void *arg)
{
        rival *r = arg;
        ch_arena *arena = ch_arena_new(16 << 20);
        stepping s = { .fn = ch_request_submit, .step = { .id = r->id, .version = 1 } };
        job j = { .run = run_step, .actor = r->mission, .in = &s };

        r->result = ch_desk_run(r->h->desk, arena, job_run, &j);
        ch_arena_free(&arena);
}

T_CASE("of sixteen who submit the same version at once exactly one wins, the others hear that it is older")
{
        enum { N = 16 };
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_draft(&h, &p.mission);
        rival v[N];
        size_t won = 0, stale = 0;
        ch_request_view view;
        ch_look look;

        T_OK(ch_desk_start(h.desk));
        for (int i = 0; i < N; i++) {
                v[i] = (rival) { .h = &h, .mission = &p.mission, .id = id };
                T_OK(ch_thread_start(&v[i].thread, "rival", submit_once, &v[i]));
        }
        for (int i = 0; i < N; i++) {
                ch_thread_join(&v[i].thread);
                won += v[i].result == CH_OK;
                stale += v[i].result == CH_STALE;
        }
        T_EQ_INT(won, 1);
        T_EQ_INT(stale, N - 1);
        look = look_at(&h);
        T_OK(ch_request_show(&look, &p.mission, id, &view));
        T_EQ_INT(view.request->head.version, 2);
        ch_look_end(&look);
        house_leave(&h);
}

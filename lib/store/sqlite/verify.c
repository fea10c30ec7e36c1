/* What can be checked without trusting the program that wrote it. Long tables are read in pages, each a short
 * transaction, so that a running server's log can be copied back in between. */
#include "chain.h"
#include "meaning.h"
#include "record.h"
#include "seal.h"
#include "stmt.h"
#include <ch/base/assert.h>
#include <ch/base/mark.h>

enum { PAGE = 500, ARENA_CAP = 256 << 20 };

typedef struct check {
        ch_db *db;
        ch_arena *arena;
        ch_verdict_line *line;
} check;

static ch_status
count_rows(const check *c, ch_stmt which, bool first_may_be_ok)
{
        ch_q q = ch_q_open(c->db, which);
        uint64_t rows = 0;
        bool ok = false;

        for (; ch_q_row(&q); rows++)
                ok = first_may_be_ok && !rows && ch_str_is(ch_col_bytes(&q, 0), "ok");
        c->line->checked = 1;
        c->line->wrong = ok ? rows - 1 : rows;
        return ch_q_end(&q);
}

static ch_status
check_integrity(const check *c)
{
        return count_rows(c, CH_STMT_INTEGRITY, true);
}

static ch_status
check_foreign_keys(const check *c)
{
        return count_rows(c, CH_STMT_FOREIGN_KEYS, false);
}

/* ---- the two chains ---- */

typedef struct links {
        ch_stmt page;
        /* Hash of the row q stands on, and whether the row says the same. */
        ch_status (*row)(ch_q *q, const ch_key *before, ch_key *hash, bool *right);
        bool is_audit;
} links;

static ch_status
change_row(ch_q *q, const ch_key *before, ch_key *hash, bool *right)
{
        const ch_link line = {
                .seq = ch_col_int(q, 0),
                .kind = ch_col_int(q, 1),
                .id = ch_col_uuid(q, 2),
                .version = ch_col_int(q, 3),
                .act = ch_col_bytes(q, 4),
                .actor = ch_col_uuid(q, 5),
                .at = ch_col_int(q, 6),
                .ref = ch_col_bytes(q, 8),
                .status = ch_col_int(q, 9),
                .sample = ch_col_int(q, 10),
                .key = ch_col_int(q, 11),
                .body = ch_col_bytes(q, 12),
                .sealed = ch_col_bytes(q, 13),
        };
        const ch_key said = ch_col_key(q, 7);

        *hash = ch_change_hash(before, &line);
        *right = ch_same(hash, &said, sizeof said) && ch_col_int(q, 14);
        return q->st;
}

/* Rows after tail->seq; tail moves on to the last. A wrong row is counted once: the chain goes on from what it says. */
static ch_status
walk_page(const check *c, const links *chain, ch_tail *tail, size_t *rows)
{
        ch_q q = ch_q_open(c->db, chain->page);
        ch_status st = CH_OK;

        ch_q_int(&q, tail->seq);
        ch_q_int(&q, PAGE);
        for (*rows = 0; st == CH_OK && ch_q_row(&q); ++*rows) {
                ch_key hash = { { 0 } };
                bool right = false;
                int64_t seq = ch_col_int(&q, 0);

                st = chain->row(&q, &tail->hash, &hash, &right);
                c->line->checked++;
                c->line->wrong += !right || seq != tail->seq + 1;
                *tail = (ch_tail) { true, seq, ch_col_key(&q, chain->is_audit ? 10 : 7) };
        }
        return ch_q_end(&q) != CH_OK ? q.st : st;
}

static ch_status
check_chain(const check *c, const links *chain)
{
        ch_tail tail = { true, 0, { { 0 } } }, changes, audit, *head = chain->is_audit ? &audit : &changes;
        size_t rows;
        ch_status st;

        do {
                st = walk_page(c, chain, &tail, &rows);
                if (st != CH_OK)
                        return st;
                if (rows)
                        continue;
                st = ch_head_read(c->db, &changes, &audit);
                if (st != CH_OK && st != CH_BROKEN)
                        return st;
                /* A server may have written on since the last page. */
                if (st == CH_OK && head->seq > tail.seq)
                        st = walk_page(c, chain, &tail, &rows);
        } while (rows);
        c->line->wrong += st != CH_OK || head->seq != tail.seq || !ch_same(&head->hash, &tail.hash, sizeof tail.hash);
        return st == CH_BROKEN ? CH_OK : st;
}

static ch_status
check_changes(const check *c)
{
        return check_chain(c, &(const links) { CH_STMT_VERSION_CHAIN, change_row, false });
}

static ch_status
check_audit(const check *c)
{
        return check_chain(c, &(const links) { CH_STMT_AUDIT_CHAIN, ch_audit_row_check, true });
}

/* ---- records against their versions ---- */

static ch_status
check_versions(const check *c)
{
        static const ch_stmt counts[] = { CH_STMT_VERSION_GAPS, CH_STMT_RECORD_DRIFT };
        ch_q q = ch_q_open(c->db, CH_STMT_RECORD_COUNT);

        if (ch_q_row(&q)) {
                c->line->checked = (uint64_t)ch_col_int(&q, 1);
                c->line->wrong = (uint64_t)ch_col_int(&q, 2);
        }
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        for (size_t i = 0; i < CH_COUNT(counts); i++) {
                q = ch_q_open(c->db, counts[i]);
                if (ch_q_row(&q))
                        c->line->wrong += (uint64_t)ch_col_int(&q, 0);
                if (ch_q_end(&q) != CH_OK)
                        return q.st;
        }
        return CH_OK;
}

/* ---- everything sealed opens where it stands ---- */

static bool
is_damage(ch_status st)
{
        return st == CH_BROKEN || st == CH_MALFORMED;
}

/* A live record and its newest version say the same, though each is sealed for its own place. */
static bool
is_same_as_version(const check *c, const ch_change *live)
{
        const ch_head *head = live->record;
        ch_str a, b;
        void *kept = NULL;

        return ch_db_version(c->db, live->kind, live->id, head->version, c->arena, &kept) == CH_OK &&
               ch_pack(c->arena, live->kind, live->record, CH_PACK_ALL, &a) == CH_OK &&
               ch_pack(c->arena, live->kind, kept, CH_PACK_ALL, &b) == CH_OK && ch_str_eq(a, b);
}

/* Columns that repeat what the record says. */
static bool
is_derived_right(const check *c, const ch_change *live)
{
        ch_q q = ch_q_open(c->db, CH_STMT_RECORD_DERIVED);
        ch_key lookup;
        bool right, has_lookup = ch_record_lookup(c->db, live->kind, live->record, &lookup);

        ch_q_int(&q, live->kind);
        ch_q_uuid(&q, live->id);
        right = ch_q_row(&q) && ch_str_eq(ch_col_bytes(&q, 0), ch_record_party(live->kind, live->record)) &&
                ch_col_int(&q, 1) == ch_record_status(live->kind, live->record);
        /* A shredded record has lost the text; the hash of it, which tells nothing without the key, stays. */
        if (right && has_lookup)
                right = ch_str_eq(ch_col_bytes(&q, 2), (ch_str) { (const char *)lookup.b, sizeof lookup.b });
        else if (right && !ch_kind_has_lookup(live->kind))
                right = ch_col_is_null(&q, 2);
        return ch_q_end(&q) == CH_OK && right;
}

static ch_status
open_page(const check *c, ch_stmt which, const char *table, int column, int64_t *after, size_t *rows)
{
        ch_q q = ch_q_open(c->db, which);

        ch_q_int(&q, *after);
        if (which == CH_STMT_RECORD_LIVE)
                ch_q_int(&q, INT64_MAX);
        ch_q_int(&q, PAGE);
        for (*rows = 0; ch_q_row(&q); ++*rows) {
                ch_change change;
                ch_status st;

                ch_arena_reset(c->arena);
                *after = ch_col_int(&q, column);
                st = ch_row_read(&q, table, c->arena, &change);
                if (st == CH_OK && which == CH_STMT_RECORD_LIVE &&
                    !(is_same_as_version(c, &change) && is_derived_right(c, &change)))
                        st = CH_BROKEN;
                c->line->checked++;
                c->line->wrong += is_damage(st);
                if (st != CH_OK && !is_damage(st)) {
                        (void)ch_q_end(&q);
                        return st;
                }
        }
        return ch_q_end(&q);
}

static ch_status
open_all(const check *c, ch_stmt which, const char *table, int column)
{
        int64_t after = 0;
        size_t rows = 0;
        ch_status st;

        do
                st = open_page(c, which, table, column, &after, &rows);
        while (st == CH_OK && rows);
        return st;
}

/* Tables sealed with the key of the house: primary key first, then the sealed columns. */
static const struct {
        ch_stmt all;
        const char *table;
        const char *columns[2];
} of_house[] = {
        { CH_STMT_CREDENTIAL_ALL, "credential", { "seed", NULL } },
        { CH_STMT_INVITATION_ALL, "invitation", { "name", "login" } },
        { CH_STMT_ANSWER_ALL, "answer", { "bytes", NULL } },
};

static ch_status
open_house_table(const check *c, size_t table)
{
        ch_q q = ch_q_open(c->db, of_house[table].all);
        const ch_data_key key = ch_house_key(c->db);

        while (ch_q_row(&q))
                for (int i = 0; i < 2 && of_house[table].columns[i]; i++) {
                        const ch_place place = { of_house[table].table, of_house[table].columns[i], 0, 0,
                                                 ch_col_bytes(&q, 0) };
                        ch_str plain;

                        ch_arena_reset(c->db->scratch);
                        c->line->checked++;
                        c->line->wrong += ch_open_at(c->db, &key, &place, ch_col_bytes(&q, i + 1), &plain) != CH_OK;
                }
        return ch_q_end(&q);
}

static ch_status
check_sealed(const check *c)
{
        ch_status st = open_all(c, CH_STMT_VERSION_AFTER, "version", 12);

        if (st == CH_OK)
                st = open_all(c, CH_STMT_RECORD_LIVE, "record", 13);
        for (size_t i = 0; st == CH_OK && i < CH_COUNT(of_house); i++)
                st = open_house_table(c, i);
        return st;
}

static ch_status
check_meanings(const check *c)
{
        uint64_t before;
        int64_t after = 0;
        ch_status st;

        do {
                before = c->line->checked;
                st = ch_meanings_check(c->db, &after, PAGE, c->line);
        } while (st == CH_OK && c->line->checked > before);
        return st;
}

static const struct {
        const char *what;
        ch_status (*run)(const check *c);
} checks[] = {
        { CH_MSG_INIT("integrity"), check_integrity }, { CH_MSG_INIT("foreign keys"), check_foreign_keys },
        { CH_MSG_INIT("change feed"), check_changes }, { CH_MSG_INIT("audit chain"), check_audit },
        { CH_MSG_INIT("versions"), check_versions },   { CH_MSG_INIT("sealed fields"), check_sealed },
        { CH_VERIFY_MEANINGS, check_meanings },
};
_Static_assert(CH_COUNT(checks) <= CH_VERIFY_LINES, "room for every verdict");

/* Damage that keeps a check from running at all is its verdict, not a failure of verify. */
static ch_status
run_checks(ch_db *db, ch_arena *arena, ch_verdict_line *out, size_t *n)
{
        for (*n = 0; *n < CH_COUNT(checks); ++*n) {
                const check c = { db, arena, &out[*n] };
                ch_status st;

                out[*n] = (ch_verdict_line) { .what = checks[*n].what };
                st = checks[*n].run(&c);
                if (is_damage(st))
                        out[*n].wrong++;
                else if (st != CH_OK)
                        return st;
        }
        return CH_OK;
}

ch_status
ch_store_verify(ch_store *store, ch_verdict_line out[CH_VERIFY_LINES], size_t *n)
{
        ch_arena *arena = ch_arena_new(ARENA_CAP);
        ch_db *db = NULL;
        ch_status st = arena ? ch_store_reader_open(store, &db) : CH_BUSY;

        *n = 0;
        if (st == CH_OK) {
                db->has_no_limit = true;
                st = run_checks(db, arena, out, n);
        }
        ch_store_reader_close(&db);
        ch_arena_free(&arena);
        return st;
}

#include "seal.h"
#include "stmt.h"
#include <string.h>

enum { PASS, HAS_FACTOR, SEED, LAST_STEP, FAILURES, BLOCKED_UNTIL };

static ch_place
seed_place(const ch_uuid *account)
{
        return (ch_place) { "credential", "seed", 0, 0, ch_id_str(account) };
}

static ch_status
read_credential(ch_q *q, ch_credential *out)
{
        const ch_place place = seed_place(&out->account);
        const ch_data_key key = ch_house_key(q->db);
        ch_str pass = ch_col_bytes(q, PASS), seed = { NULL, 0 };
        ch_status st = ch_open_at(q->db, &key, &place, ch_col_bytes(q, SEED), &seed);

        if (st != CH_OK || seed.len != sizeof out->seed || pass.len >= sizeof out->pass)
                return st == CH_TOO_LARGE ? CH_BUSY : CH_BROKEN;
        memcpy(out->seed, seed.p, seed.len);
        if (pass.len)
                memcpy(out->pass, pass.p, pass.len);
        ch_wipe((char *)(uintptr_t)seed.p, seed.len);
        out->has_factor = ch_col_int(q, HAS_FACTOR);
        out->last_step = ch_col_int(q, LAST_STEP);
        out->failures = (int32_t)ch_col_int(q, FAILURES);
        out->blocked_until = ch_col_int(q, BLOCKED_UNTIL);
        return CH_OK;
}

ch_status
ch_db_credential(ch_db *db, ch_uuid account, ch_credential *out)
{
        ch_q q = ch_q_open(db, CH_STMT_CREDENTIAL);
        ch_status st = CH_HIDDEN;

        ch_arena_reset(db->scratch);
        *out = (ch_credential) { .account = account };
        ch_q_uuid(&q, account);
        if (ch_q_row(&q))
                st = read_credential(&q, out);
        return ch_q_end(&q) != CH_OK ? q.st : st;
}

ch_status
ch_db_credential_put(ch_db *db, const ch_credential *c)
{
        const ch_place place = seed_place(&c->account);
        const ch_data_key key = ch_house_key(db);
        ch_str sealed = { NULL, 0 };
        ch_status st;
        ch_q q;

        ch_arena_reset(db->scratch);
        st = ch_seal_at(db, &key, &place, (ch_str) { (const char *)c->seed, sizeof c->seed }, CH_PAD_SHORT, &sealed);
        if (st != CH_OK)
                return st;
        q = ch_q_open(db, CH_STMT_CREDENTIAL_SET);
        ch_q_uuid(&q, c->account);
        ch_q_text(&q, (ch_str) { c->pass, strnlen(c->pass, sizeof c->pass) });
        ch_q_int(&q, c->has_factor);
        ch_q_bytes(&q, sealed);
        ch_q_int(&q, c->last_step);
        ch_q_int(&q, c->failures);
        ch_q_int(&q, c->blocked_until);
        return ch_q_run(&q);
}

ch_status
ch_db_recovery_set(ch_db *db, ch_uuid account, const ch_key *hashes, size_t n)
{
        ch_q q = ch_q_open(db, CH_STMT_RECOVERY_CLEAR);

        ch_q_uuid(&q, account);
        if (ch_q_run(&q) != CH_OK)
                return q.st;
        for (size_t i = 0; i < n; i++) {
                q = ch_q_open(db, CH_STMT_RECOVERY_ADD);
                ch_q_uuid(&q, account);
                ch_q_key(&q, hashes[i]);
                if (ch_q_run(&q) != CH_OK)
                        return q.st;
        }
        return CH_OK;
}

ch_status
ch_db_recovery_use(ch_db *db, ch_uuid account, ch_key hash)
{
        ch_q q = ch_q_open(db, CH_STMT_RECOVERY_USE);

        ch_q_uuid(&q, account);
        ch_q_key(&q, hash);
        if (ch_q_run(&q) != CH_OK)
                return q.st;
        return ch_db_touched(db) ? CH_OK : CH_HIDDEN;
}

ch_status
ch_db_recovery_count(ch_db *db, ch_uuid account, size_t *n)
{
        ch_q q = ch_q_open(db, CH_STMT_RECOVERY_COUNT);

        *n = 0;
        ch_q_uuid(&q, account);
        if (ch_q_row(&q))
                *n = (size_t)ch_col_int(&q, 0);
        return ch_q_end(&q);
}

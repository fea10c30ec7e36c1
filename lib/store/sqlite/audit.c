#include "chain.h"
#include "seal.h"
#include "stmt.h"
#include <ch/base/assert.h>
#include <string.h>

enum { SEQ, AT, ACTOR, ACT, KIND, OBJECT, OUTCOME, COMMITMENT, KEY, DETAILS, HASH };
enum { SALT_LEN = 16 };

/* Details share the key of the record they speak of, so that shredding it takes them along; else the house's. */
static ch_status
key_for(ch_db *db, const ch_audit_entry *e, ch_data_key *out)
{
        const ch_sealed_by *put = &db->store->last_put;
        ch_uuid owner;
        bool has_owner;
        ch_q q;

        if (put->kind != CH_KIND_NONE && put->kind == e->kind && ch_uuid_eq(put->id, e->object))
                return ch_data_key_get(db, put->key, out);
        q = ch_q_open(db, CH_STMT_RECORD_OWNER);
        ch_q_int(&q, e->kind);
        ch_q_uuid(&q, e->object);
        has_owner = ch_q_row(&q);
        if (has_owner)
                owner = ch_col_uuid(&q, 0);
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        if (has_owner)
                return ch_data_key_of(db, owner, e->at, out);
        *out = ch_house_key(db);
        return CH_OK;
}

static ch_place
place_of(const int64_t *seq)
{
        return (ch_place) { "audit", "details", 0, 0, { (const char *)seq, sizeof *seq } };
}

typedef struct details {
        ch_data_key key;
        ch_key commitment;
        ch_str sealed; /* p NULL: there are none */
} details;

static ch_status
seal_details(ch_db *db, const ch_audit_entry *e, details *out)
{
        int64_t seq = (int64_t)e->seq;
        const ch_place place = place_of(&seq);
        ch_buf b = ch_buf_new(db->scratch);
        char salt[SALT_LEN];
        ch_str plain;
        ch_status st;

        *out = (details) { 0 };
        if (!e->details.len) {
                out->commitment = ch_audit_commitment((ch_str) { "", 0 }, e->details);
                return CH_OK;
        }
        ch_random(salt, sizeof salt);
        ch_buf_put(&b, salt, sizeof salt);
        ch_buf_str(&b, e->details);
        st = ch_buf_end(&b, &plain);
        if (st == CH_OK)
                st = key_for(db, e, &out->key);
        out->commitment = ch_audit_commitment((ch_str) { salt, sizeof salt }, e->details);
        return st == CH_OK ? ch_seal_at(db, &out->key, &place, plain, CH_PAD_TEXT, &out->sealed) : st;
}

ch_status
ch_db_audit_add(ch_db *db, const ch_audit_entry *entry)
{
        const ch_str act = ch_str_of(ch_act_word(entry->act));
        ch_audit_entry e = *entry;
        ch_tail before;
        details d;
        ch_q q;
        ch_status st;

        CH_ASSERT(db->is_writer && db->store->is_in_tx);
        ch_arena_reset(db->scratch);
        st = ch_tail_of_audit(db, &before);
        if (st != CH_OK)
                return st;
        e.seq = (uint64_t)before.seq + 1;
        st = seal_details(db, &e, &d);
        if (st != CH_OK)
                return st;
        e.hash = ch_audit_hash(&before.hash, &e, act, &d.commitment);
        q = ch_q_open(db, CH_STMT_AUDIT_ADD);
        ch_q_int(&q, (int64_t)e.seq);
        ch_q_int(&q, e.at);
        ch_q_uuid(&q, e.actor);
        ch_q_text(&q, act);
        ch_q_int(&q, e.kind);
        ch_q_uuid(&q, e.object);
        ch_q_int(&q, e.outcome);
        ch_q_key(&q, d.commitment);
        if (d.sealed.p)
                ch_q_int(&q, d.key.id);
        else
                ch_q_bytes(&q, d.sealed);
        ch_q_bytes(&q, d.sealed);
        ch_q_key(&q, e.hash);
        if (ch_q_run(&q) != CH_OK)
                return q.st;
        db->store->audit = (ch_tail) { true, (int64_t)e.seq, e.hash };
        db->store->is_changed = true;
        return CH_OK;
}

/* Details without their salt; empty when there are none or their key was shredded. */
static ch_status
open_details(ch_q *q, ch_arena *arena, ch_str *salt, ch_str *out)
{
        int64_t seq = ch_col_int(q, SEQ);
        const ch_place place = place_of(&seq);
        ch_data_key key;
        ch_str plain = { NULL, 0 };
        ch_status st;

        *salt = *out = (ch_str) { "", 0 };
        if (ch_col_is_null(q, KEY))
                return CH_OK;
        st = ch_data_key_get(q->db, ch_col_int(q, KEY), &key);
        if (st == CH_OK)
                st = ch_open_at(q->db, &key, &place, ch_col_bytes(q, DETAILS), &plain);
        if (st != CH_OK || plain.len < SALT_LEN)
                return st == CH_HIDDEN ? CH_HIDDEN : CH_BROKEN;
        *salt = (ch_str) { plain.p, SALT_LEN };
        *out = ch_str_dup(arena, (ch_str) { plain.p + SALT_LEN, plain.len - SALT_LEN });
        return CH_OK;
}

static ch_audit_entry
read_entry(ch_q *q)
{
        return (ch_audit_entry) {
                .seq = (uint64_t)ch_col_int(q, SEQ),
                .at = ch_col_int(q, AT),
                .actor = ch_col_uuid(q, ACTOR),
                .act = ch_act_of(ch_col_bytes(q, ACT)),
                .kind = (ch_kind)ch_col_int(q, KIND),
                .object = ch_col_uuid(q, OBJECT),
                .outcome = (ch_status)ch_col_int(q, OUTCOME),
                .hash = ch_col_key(q, HASH),
        };
}

ch_status
ch_db_audit_list(ch_db *db, uint64_t before, ch_arena *arena, ch_audit_entry *out, size_t cap, size_t *n)
{
        ch_q q = ch_q_open(db, CH_STMT_AUDIT_LIST);
        ch_status st = CH_OK;
        ch_str salt;

        *n = 0;
        ch_q_int(&q, before && before < INT64_MAX ? (int64_t)before : INT64_MAX);
        ch_q_int(&q, (int64_t)cap);
        while (st == CH_OK && ch_q_row(&q)) {
                ch_arena_reset(db->scratch);
                out[*n] = read_entry(&q);
                st = open_details(&q, arena, &salt, &out[*n].details);
                if (st == CH_HIDDEN)
                        st = CH_OK;
                if (st == CH_OK)
                        ++*n;
        }
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        return st == CH_OK && ch_arena_is_full(arena) ? CH_TOO_LARGE : st;
}

ch_status
ch_audit_row_check(ch_q *q, const ch_key *before, ch_key *hash, bool *right)
{
        const ch_key commitment = ch_col_key(q, COMMITMENT);
        const ch_audit_entry e = read_entry(q);
        ch_str salt, text;
        ch_status st;

        ch_arena_reset(q->db->scratch);
        *hash = ch_audit_hash(before, &e, ch_col_bytes(q, ACT), &commitment);
        *right = ch_same(hash, &e.hash, sizeof *hash);
        st = open_details(q, q->db->scratch, &salt, &text);
        if (st == CH_OK) {
                const ch_key again = ch_audit_commitment(salt, text);

                *right = *right && ch_same(&again, &commitment, sizeof again);
        } else if (st != CH_HIDDEN) {
                *right = false;
        }
        return q->st;
}

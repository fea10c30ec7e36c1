#include "chain.h"
#include "seal.h"
#include "stmt.h"
#include <ch/base/assert.h>
#include <string.h>

ch_key
ch_change_hash(const ch_key *before, const ch_link *line)
{
        uint8_t fixed[7 * 8];
        const int64_t numbers[] = { line->seq,    line->kind, line->version, line->status,
                                    line->sample, line->key,  line->at };
        const ch_str parts[] = { ch_key_str(before),
                                 ch_bytes_of(fixed, numbers, CH_COUNT(numbers)),
                                 ch_id_str(&line->id),
                                 ch_id_str(&line->actor),
                                 line->act,
                                 line->ref,
                                 line->body,
                                 line->sealed };

        return ch_hash(parts, CH_COUNT(parts));
}

ch_key
ch_audit_hash(const ch_key *before, const ch_audit_entry *e, ch_str act, const ch_key *commitment)
{
        uint8_t fixed[4 * 8];
        const int64_t numbers[] = { (int64_t)e->seq, e->at, e->kind, e->outcome };
        const ch_str parts[] = { ch_key_str(before),
                                 ch_bytes_of(fixed, numbers, CH_COUNT(numbers)),
                                 ch_id_str(&e->actor),
                                 ch_id_str(&e->object),
                                 act,
                                 ch_key_str(commitment) };

        return ch_hash(parts, CH_COUNT(parts));
}

ch_key
ch_audit_commitment(ch_str salt, ch_str details)
{
        const ch_str parts[] = { salt, details };

        return ch_hash(parts, CH_COUNT(parts));
}

static ch_status
read_tail(ch_db *db, ch_stmt which, ch_tail *kept, ch_tail *out)
{
        ch_q q;

        if (db->is_writer && kept->is_known) {
                *out = *kept;
                return CH_OK;
        }
        q = ch_q_open(db, which);
        *out = (ch_tail) { .is_known = true };
        if (ch_q_row(&q)) {
                out->seq = ch_col_int(&q, 0);
                out->hash = ch_col_key(&q, 1);
        }
        if (ch_q_end(&q) == CH_OK && db->is_writer)
                *kept = *out;
        return q.st;
}

ch_status
ch_tail_of_changes(ch_db *db, ch_tail *out)
{
        return read_tail(db, CH_STMT_CHANGE_LAST, &db->store->changes, out);
}

ch_status
ch_tail_of_audit(ch_db *db, ch_tail *out)
{
        return read_tail(db, CH_STMT_AUDIT_LAST, &db->store->audit, out);
}

static ch_key
head_mac(const ch_db *db, const ch_tail *changes, const ch_tail *audit)
{
        uint8_t fixed[2 * 8];
        const ch_str parts[] = { ch_bytes_of(fixed, (const int64_t[]) { audit->seq, changes->seq }, 2),
                                 ch_key_str(&audit->hash), ch_key_str(&changes->hash) };

        return ch_keyed_hash(db, "head", parts, CH_COUNT(parts));
}

ch_status
ch_head_write(ch_db *db)
{
        ch_tail changes, audit;
        ch_status st = ch_tail_of_changes(db, &changes);
        ch_q q;

        if (st == CH_OK)
                st = ch_tail_of_audit(db, &audit);
        if (st != CH_OK)
                return st;
        q = ch_q_open(db, CH_STMT_HEAD_SET);
        ch_q_int(&q, audit.seq);
        ch_q_key(&q, audit.hash);
        ch_q_int(&q, changes.seq);
        ch_q_key(&q, changes.hash);
        ch_q_key(&q, head_mac(db, &changes, &audit));
        return ch_q_run(&q);
}

ch_status
ch_head_read(ch_db *db, ch_tail *changes, ch_tail *audit)
{
        ch_q q = ch_q_open(db, CH_STMT_HEAD);
        ch_key mac = { { 0 } }, want;
        bool is_there = ch_q_row(&q);

        *changes = *audit = (ch_tail) { .is_known = true };
        if (is_there) {
                *audit = (ch_tail) { true, ch_col_int(&q, 0), ch_col_key(&q, 1) };
                *changes = (ch_tail) { true, ch_col_int(&q, 2), ch_col_key(&q, 3) };
                mac = ch_col_key(&q, 4);
        }
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        want = head_mac(db, changes, audit);
        return is_there && ch_same(mac.b, want.b, sizeof mac.b) ? CH_OK : CH_BROKEN;
}

/* What was read from a record's words, kept beside it: never trusted beyond what opens in its place. */
#include "meaning.h"
#include "seal.h"
#include <ch/base/assert.h>

enum { N, VERSION, SEALED, KIND, ID, HAS_VERSION, KEY };

static ch_place
place_of(ch_kind kind, int64_t version, const ch_uuid *id)
{
        return (ch_place) { "meaning", "sealed", kind, version, ch_id_str(id) };
}

typedef struct row { /* of table record */
        int64_t n;
        ch_data_key key;
} row;

/* CH_HIDDEN: there is no such version any more, or its key was shredded. */
static ch_status
find_row(ch_db *db, ch_kind kind, ch_uuid id, uint32_t version, row *out)
{
        ch_q q = ch_q_open(db, CH_STMT_RECORD_KEY);
        ch_status st = CH_HIDDEN;
        int64_t key = 0;

        ch_q_int(&q, kind);
        ch_q_uuid(&q, id);
        ch_q_int(&q, version);
        if (ch_q_row(&q)) {
                out->n = ch_col_int(&q, 0);
                key = ch_col_int(&q, 1);
                st = CH_OK;
        }
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        if (st != CH_OK)
                return st;
        out->key = ch_house_key(db);
        return key ? ch_data_key_get(db, key, &out->key) : CH_OK;
}

ch_status
ch_db_meaning_put(ch_db *db, ch_kind kind, const ch_head *head, uint64_t edition, ch_str meaning)
{
        const ch_place place = place_of(kind, head->version, &head->id);
        ch_str sealed;
        row r;
        ch_status st;
        ch_q q;

        CH_ASSERT(db->is_writer && db->store->is_in_tx && edition && edition <= INT64_MAX);
        ch_arena_reset(db->scratch);
        st = find_row(db, kind, head->id, head->version, &r);
        if (st == CH_OK)
                st = ch_seal_at(db, &r.key, &place, meaning, CH_PAD_MEANING, &sealed);
        ch_wipe(&r.key, sizeof r.key);
        if (st != CH_OK)
                return st == CH_HIDDEN ? CH_OK : st;
        q = ch_q_open(db, CH_STMT_MEANING_SET);
        ch_q_int(&q, r.n);
        ch_q_int(&q, head->version);
        ch_q_int(&q, (int64_t)edition);
        ch_q_bytes(&q, sealed);
        return ch_q_run(&q);
}

ch_meanings
ch_meanings_open(ch_db *db, const ch_cursor *cursor)
{
        ch_meanings m = { .is_open = cursor->edition != 0 };

        if (!m.is_open)
                return m;
        m.q = ch_q_open(db, CH_STMT_MEANING_PAGE);
        ch_q_int(&m.q, cursor->after);
        ch_q_int(&m.q, cursor->upto ? cursor->upto : INT64_MAX);
        ch_q_int(&m.q, (int64_t)cursor->edition);
        m.has_row = ch_q_row(&m.q);
        return m;
}

ch_status
ch_meanings_close(ch_meanings *m)
{
        return m->is_open ? ch_q_end(&m->q) : CH_OK;
}

static bool
stands_on(ch_meanings *m, int64_t n)
{
        while (m->has_row && ch_col_int(&m->q, N) < n)
                m->has_row = ch_q_row(&m->q);
        return m->has_row && ch_col_int(&m->q, N) == n;
}

ch_str
ch_meanings_take(ch_meanings *m, int64_t n, int64_t key_id, const ch_change *of, ch_arena *arena)
{
        const ch_head *head = of->record;
        const ch_place place = place_of(of->kind, head->version, &head->id);
        ch_data_key key;
        ch_str plain, out;

        if (!stands_on(m, n) || ch_col_int(&m->q, VERSION) != head->version)
                return (ch_str) { NULL, 0 };
        key = ch_house_key(m->q.db);
        if (key_id && ch_data_key_get(m->q.db, key_id, &key) != CH_OK)
                return (ch_str) { NULL, 0 };
        if (ch_open_at(m->q.db, &key, &place, ch_col_bytes(&m->q, SEALED), &plain) != CH_OK)
                return (ch_str) { NULL, 0 };
        out = ch_str_dup(arena, plain);
        ch_wipe((char *)(uintptr_t)plain.p, plain.len);
        return out;
}

static bool
is_row_right(ch_q *q)
{
        ch_kind kind = (ch_kind)ch_col_int(q, KIND);
        int64_t key_id = ch_col_int(q, KEY);
        ch_data_key key = ch_house_key(q->db);
        ch_status st = CH_OK;
        ch_place place;
        ch_uuid id;
        ch_str plain;

        if ((kind != CH_REQUEST && kind != CH_OFFER) || !ch_col_int(q, HAS_VERSION))
                return false;
        id = ch_col_uuid(q, ID);
        place = place_of(kind, ch_col_int(q, VERSION), &id);
        ch_arena_reset(q->db->scratch);
        if (key_id)
                st = ch_data_key_get(q->db, key_id, &key);
        if (st == CH_OK)
                st = ch_open_at(q->db, &key, &place, ch_col_bytes(q, SEALED), &plain);
        ch_wipe(&key, sizeof key);
        return st == CH_OK || st == CH_HIDDEN;
}

ch_status
ch_meanings_check(ch_db *db, int64_t *after, int64_t most, ch_verdict_line *line)
{
        ch_q q = ch_q_open(db, CH_STMT_MEANING_ALL);

        ch_q_int(&q, *after);
        ch_q_int(&q, most);
        while (ch_q_row(&q)) {
                *after = ch_col_int(&q, N);
                line->checked++;
                line->wrong += !is_row_right(&q);
        }
        return ch_q_end(&q);
}

ch_status
ch_db_live_end(ch_db *db, int64_t *n)
{
        ch_q q = ch_q_open(db, CH_STMT_RECORD_LAST);

        *n = ch_q_row(&q) ? ch_col_int(&q, 0) : 0;
        return ch_q_end(&q);
}

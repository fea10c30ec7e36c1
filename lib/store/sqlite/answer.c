/* What was answered under an idempotency key. */
#include "seal.h"
#include "stmt.h"
#include <ch/base/assert.h>

enum { BODY, HTTP, LOCATION, TYPE, BYTES, AT };

/* The client chooses the key: only its hash is kept. */
static ch_key
name_of(ch_uuid account, ch_str key)
{
        const ch_str parts[] = { ch_id_str(&account), key };

        return ch_hash(parts, CH_COUNT(parts));
}

static ch_status
read_answer(ch_q *q, const ch_place *place, ch_arena *arena, ch_answer *out)
{
        const ch_data_key house = ch_house_key(q->db);
        ch_str plain = { NULL, 0 };
        ch_status st = ch_open_at(q->db, &house, place, ch_col_bytes(q, BYTES), &plain);

        out->body = ch_col_key(q, BODY);
        out->http = (int32_t)ch_col_int(q, HTTP);
        out->location = ch_str_dup(arena, ch_col_bytes(q, LOCATION));
        out->type = ch_str_dup(arena, ch_col_bytes(q, TYPE));
        out->bytes = ch_str_dup(arena, plain);
        out->at = ch_col_int(q, AT);
        return st == CH_OK && ch_arena_is_full(arena) ? CH_TOO_LARGE : st;
}

ch_status
ch_db_answer(ch_db *db, ch_uuid account, ch_str key, ch_arena *arena, ch_answer *out)
{
        const ch_key name = name_of(account, key);
        const ch_place place = { "answer", "bytes", 0, 0, ch_key_str(&name) };
        ch_q q = ch_q_open(db, CH_STMT_ANSWER);
        ch_status st = CH_HIDDEN;

        ch_arena_reset(db->scratch);
        *out = (ch_answer) { .account = account, .key = key };
        ch_q_key(&q, name);
        if (ch_q_row(&q))
                st = read_answer(&q, &place, arena, out);
        return ch_q_end(&q) != CH_OK ? q.st : st;
}

ch_status
ch_db_answer_put(ch_db *db, const ch_answer *a)
{
        const ch_key name = name_of(a->account, a->key);
        const ch_place place = { "answer", "bytes", 0, 0, ch_key_str(&name) };
        const ch_data_key house = ch_house_key(db);
        ch_str sealed = { NULL, 0 };
        ch_status st;
        ch_q q;

        ch_arena_reset(db->scratch);
        st = ch_seal_at(db, &house, &place, a->bytes, CH_PAD_TEXT, &sealed);
        if (st != CH_OK)
                return st;
        q = ch_q_open(db, CH_STMT_ANSWER_SET);
        ch_q_key(&q, name);
        ch_q_key(&q, a->body);
        ch_q_int(&q, a->http);
        ch_q_text(&q, a->location);
        ch_q_text(&q, a->type);
        ch_q_bytes(&q, sealed);
        ch_q_int(&q, a->at);
        return ch_q_run(&q);
}

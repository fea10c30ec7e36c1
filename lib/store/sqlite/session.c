#include "stmt.h"
#include <ch/base/crypto.h>
#include <string.h>

enum { ID, ACCOUNT, TOKEN, CSRF, CREATED_AT, SEEN_AT, STEP_UP_AT, HAS_FACTOR, AGENT };

static ch_session
read_session(ch_q *q, ch_arena *arena)
{
        return (ch_session) {
                .id = ch_col_uuid(q, ID),
                .account = ch_col_uuid(q, ACCOUNT),
                .token = ch_col_key(q, TOKEN),
                .csrf = ch_col_key(q, CSRF),
                .created_at = ch_col_int(q, CREATED_AT),
                .seen_at = ch_col_int(q, SEEN_AT),
                .step_up_at = ch_col_int(q, STEP_UP_AT),
                .has_factor = ch_col_int(q, HAS_FACTOR),
                .agent = ch_str_dup(arena, ch_col_bytes(q, AGENT)),
        };
}

/* ---- what a reader knows --------------------------------------------------------------------------------------- */

/* Tokens are hashed, so that their own bytes spread them. */
static ch_session_slot *
slot_of(ch_db *db, const ch_key *token, unsigned epoch)
{
        if (epoch != db->sessions_epoch) {
                ch_wipe(db->sessions, sizeof db->sessions);
                db->sessions_epoch = epoch;
        }
        return &db->sessions[token->b[0] & (CH_SESSION_SLOTS - 1)];
}

static bool
find_known(ch_session_slot *slot, const ch_key *token, ch_arena *arena, ch_session *out)
{
        if (!slot->is_there || !ch_same(&slot->session.token, token, sizeof *token))
                return false;
        *out = slot->session;
        out->agent = ch_str_dup(arena, (ch_str) { slot->agent, slot->session.agent.len });
        return true;
}

static void
know(ch_session_slot *slot, const ch_session *s)
{
        if (s->agent.len > sizeof slot->agent)
                return;
        slot->session = *s;
        slot->is_there = true;
        if (s->agent.len)
                memcpy(slot->agent, s->agent.p, s->agent.len);
}

static ch_status
look_up(ch_db *db, const ch_key *token, ch_arena *arena, ch_session *out)
{
        ch_q q = ch_q_open(db, CH_STMT_SESSION);
        bool is_there;

        ch_q_key(&q, *token);
        is_there = ch_q_row(&q);
        if (is_there)
                *out = read_session(&q, arena);
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        return is_there ? CH_OK : CH_HIDDEN;
}

/* The epoch is read before the table: what was read while a change was committed is known for no longer than that. */
ch_status
ch_db_session(ch_db *db, ch_key token, ch_arena *arena, ch_session *out)
{
        ch_session_slot *slot;
        ch_status st;

        if (db->is_writer)
                return look_up(db, &token, arena, out);
        slot = slot_of(db, &token, db->store->session_epoch);
        if (find_known(slot, &token, arena, out))
                return CH_OK;
        st = look_up(db, &token, arena, out);
        if (st == CH_OK)
                know(slot, out);
        return st;
}

/* ---- writing --------------------------------------------------------------------------------------------------- */

static ch_q
open_write(ch_db *db, ch_stmt which)
{
        db->store->has_new_sessions = true;
        return ch_q_open(db, which);
}

ch_status
ch_db_session_put(ch_db *db, const ch_session *s)
{
        ch_q q = open_write(db, CH_STMT_SESSION_SET);

        ch_q_uuid(&q, s->id);
        ch_q_uuid(&q, s->account);
        ch_q_key(&q, s->token);
        ch_q_key(&q, s->csrf);
        ch_q_int(&q, s->created_at);
        ch_q_int(&q, s->seen_at);
        ch_q_int(&q, s->step_up_at);
        ch_q_int(&q, s->has_factor);
        ch_q_text(&q, s->agent);
        return ch_q_run(&q);
}

ch_status
ch_db_session_seen(ch_db *db, ch_uuid session, ch_time at)
{
        ch_q q = open_write(db, CH_STMT_SESSION_SEEN);

        ch_q_uuid(&q, session);
        ch_q_int(&q, at);
        return ch_q_run(&q);
}

ch_status
ch_db_session_end(ch_db *db, ch_uuid session)
{
        ch_q q = open_write(db, CH_STMT_SESSION_END);

        ch_q_uuid(&q, session);
        return ch_q_run(&q);
}

ch_status
ch_db_session_end_all(ch_db *db, ch_uuid account, ch_uuid but)
{
        ch_q q = open_write(db, CH_STMT_SESSION_END_ALL);

        ch_q_uuid(&q, account);
        ch_q_uuid(&q, but);
        return ch_q_run(&q);
}

ch_status
ch_db_sessions_of(ch_db *db, ch_uuid account, ch_arena *arena, ch_session *out, size_t cap, size_t *n)
{
        ch_q q = ch_q_open(db, CH_STMT_SESSIONS_OF);

        *n = 0;
        ch_q_uuid(&q, account);
        ch_q_int(&q, (int64_t)cap);
        while (ch_q_row(&q))
                out[(*n)++] = read_session(&q, arena);
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        return ch_arena_is_full(arena) ? CH_TOO_LARGE : CH_OK;
}

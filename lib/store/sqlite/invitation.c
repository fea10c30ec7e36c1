#include "seal.h"
#include "stmt.h"

enum { PARTY, NATIONALITY, LANG, ROLES, INVITED_BY, ACCOUNT, EXPIRES_AT, USED_AT, MAY_DEFER_FACTOR, NAME, LOGIN };

static ch_status
open_text(ch_q *q, const ch_place *place, int column, ch_arena *arena, ch_str *out)
{
        const ch_data_key key = ch_house_key(q->db);
        ch_str plain = { NULL, 0 };
        ch_status st = ch_open_at(q->db, &key, place, ch_col_bytes(q, column), &plain);

        *out = ch_str_dup(arena, plain);
        return st;
}

static ch_status
read_invitation(ch_q *q, ch_key token, ch_arena *arena, ch_invitation *out)
{
        const ch_place name = { "invitation", "name", 0, 0, ch_key_str(&token) };
        const ch_place login = { "invitation", "login", 0, 0, ch_key_str(&token) };
        ch_status st;

        *out = (ch_invitation) {
                .token = token,
                .party = ch_str_dup(arena, ch_col_bytes(q, PARTY)),
                .nationality = ch_str_dup(arena, ch_col_bytes(q, NATIONALITY)),
                .lang = ch_str_dup(arena, ch_col_bytes(q, LANG)),
                .roles = ch_col_int(q, ROLES),
                .invited_by = ch_col_uuid(q, INVITED_BY),
                .account = ch_col_uuid(q, ACCOUNT),
                .expires_at = ch_col_int(q, EXPIRES_AT),
                .used_at = ch_col_int(q, USED_AT),
                .may_defer_factor = ch_col_int(q, MAY_DEFER_FACTOR),
        };
        st = open_text(q, &name, NAME, arena, &out->name);
        if (st == CH_OK)
                st = open_text(q, &login, LOGIN, arena, &out->login);
        return st == CH_OK && ch_arena_is_full(arena) ? CH_TOO_LARGE : st;
}

ch_status
ch_db_invitation(ch_db *db, ch_key token, ch_arena *arena, ch_invitation *out)
{
        ch_q q = ch_q_open(db, CH_STMT_INVITATION);
        ch_status st = CH_HIDDEN;

        ch_arena_reset(db->scratch);
        ch_q_key(&q, token);
        if (ch_q_row(&q))
                st = read_invitation(&q, token, arena, out);
        return ch_q_end(&q) != CH_OK ? q.st : st;
}

ch_status
ch_db_invitation_put(ch_db *db, const ch_invitation *i)
{
        const ch_place name = { "invitation", "name", 0, 0, ch_key_str(&i->token) };
        const ch_place login = { "invitation", "login", 0, 0, ch_key_str(&i->token) };
        const ch_data_key key = ch_house_key(db);
        ch_str sealed[2];
        ch_status st;
        ch_q q;

        ch_arena_reset(db->scratch);
        st = ch_seal_at(db, &key, &name, i->name, CH_PAD_TEXT, &sealed[0]);
        if (st == CH_OK)
                st = ch_seal_at(db, &key, &login, i->login, CH_PAD_TEXT, &sealed[1]);
        if (st != CH_OK)
                return st;
        q = ch_q_open(db, CH_STMT_INVITATION_SET);
        ch_q_key(&q, i->token);
        ch_q_text(&q, i->party);
        ch_q_text(&q, i->nationality);
        ch_q_text(&q, i->lang);
        ch_q_int(&q, i->roles);
        ch_q_uuid(&q, i->invited_by);
        ch_q_uuid(&q, i->account);
        ch_q_int(&q, i->expires_at);
        ch_q_int(&q, i->used_at);
        ch_q_int(&q, i->may_defer_factor);
        ch_q_bytes(&q, sealed[0]);
        ch_q_bytes(&q, sealed[1]);
        return ch_q_run(&q);
}

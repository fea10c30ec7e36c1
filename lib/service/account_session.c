/* Sessions: who a cookie is, for how long. */
#include "account_.h"
#include <stdlib.h>

enum { IDLE_STAFF_MIN = 15, IDLE_MIN = 30, HALF_MIN = 10, ABSOLUTE_H = 12, SESSIONS_READ = 64 };

#define STAFF (CH_COMMITTEE_ROLES | CH_HAS(CH_ROLE_ADMIN) | CH_HAS(CH_ROLE_AUDITOR))

ch_key
token_hash(ch_str token)
{
        return ch_hash(&token, 1);
}

ch_str
token_new(ch_arena *arena)
{
        uint8_t bytes[TOKEN_BYTES];
        ch_str text;

        ch_random(bytes, sizeof bytes);
        text = ch_base64(arena, bytes, sizeof bytes);
        ch_wipe(bytes, sizeof bytes);
        return text;
}

ch_status
need_session(const ch_actor *actor)
{
        return ch_uuid_is_nil(actor->session) || ch_uuid_is_nil(actor->account) ? CH_UNAUTHENTICATED : CH_OK;
}

ch_stage
stage_of(const ch_account *account, bool account_has_factor, bool session_has_factor)
{
        if (session_has_factor)
                return CH_STAGE_FULL;
        if (account_has_factor)
                return CH_STAGE_FACTOR;
        return account->may_defer_factor ? CH_STAGE_FULL : CH_STAGE_ENROL;
}

/* ---- reading ---- */

static ch_time
last_used(ch_desk *desk, const ch_session *s, bool *is_ended)
{
        seen_entry e;

        *is_ended = false;
        if (!seen_get(desk->seen, s->id, &e))
                return s->seen_at;
        *is_ended = e.is_ended;
        return e.at > s->seen_at ? e.at : s->seen_at;
}

static ch_time
idle_limit(ch_roles roles, ch_stage stage)
{
        int64_t minutes = roles & STAFF ? IDLE_STAFF_MIN : IDLE_MIN;

        return (stage == CH_STAGE_FULL ? minutes : HALF_MIN) * MINUTE_MS;
}

/* When the session ends if nothing happens; 0: it has ended. A clock set back ends it rather than reviving it. */
static ch_time
session_end(const ch_look *look, const ch_session *s, ch_roles roles, ch_stage stage)
{
        bool is_ended;
        ch_time used = last_used(look->desk, s, &is_ended), idle = used + idle_limit(roles, stage);
        ch_time absolute = s->created_at + (ch_time)ABSOLUTE_H * HOUR_MS, end = idle < absolute ? idle : absolute;

        if (is_ended || look->now >= end || look->now + MINUTE_MS < used) {
                seen_end(look->desk->seen, s->id);
                return 0;
        }
        return end;
}

static ch_status
account_has_factor(const ch_look *look, const ch_session *s, bool *out)
{
        ch_credential c;
        ch_status st;

        *out = s->has_factor;
        if (s->has_factor)
                return CH_OK;
        st = ch_db_credential(look->db, s->account, &c);
        *out = st == CH_OK && c.has_factor;
        ch_wipe(&c, sizeof c);
        return st;
}

static void
fill_actor(const ch_look *look, const ch_session *s, const ch_account *a, ch_stage stage, ch_actor *actor)
{
        *actor = (ch_actor) { .account = s->account,
                              .session = s->id,
                              .party = ch_str_dup(look->arena, a->party),
                              .nationality = ch_str_dup(look->arena, a->nationality),
                              .roles = stage == CH_STAGE_FULL ? (ch_roles)a->roles : 0,
                              .step_up_at = s->step_up_at };
}

static void
fill_info(const ch_look *look, const ch_session *s, const ch_account *a, ch_session_info *info)
{
        info->csrf = ch_base64(look->arena, s->csrf.b, sizeof s->csrf.b);
        info->created_at = s->created_at;
        info->seen_at = s->seen_at;
        info->name = ch_str_dup(look->arena, a->name);
        info->party = ch_str_dup(look->arena, a->party);
        info->party_name = party_name(look, a->party);
        info->lang = ch_str_dup(look->arena, a->lang);
        info->is_sample = a->head.is_sample;
}

ch_status
ch_session_actor(const ch_look *look, ch_str token, ch_actor *actor, ch_session_info *info)
{
        ch_session s;
        const void *a;
        ch_status st = token.len ? ch_db_session(look->db, token_hash(token), look->arena, &s) : CH_HIDDEN;

        *actor = ch_actor_nobody;
        *info = (ch_session_info) { 0 };
        if (st == CH_OK)
                st = find_record(look, CH_ACCOUNT, s.account, &a);
        if (st == CH_OK && ((const ch_account *)a)->is_disabled)
                st = CH_HIDDEN;
        if (st == CH_OK)
                st = account_has_factor(look, &s, &info->has_factor);
        if (st != CH_OK)
                return st == CH_HIDDEN ? CH_UNAUTHENTICATED : st;
        info->stage = stage_of(a, info->has_factor, s.has_factor);
        info->ends_at = session_end(look, &s, (ch_roles)((const ch_account *)a)->roles, info->stage);
        if (!info->ends_at)
                return CH_UNAUTHENTICATED;
        seen_note(look->desk->seen, s.id, look->now);
        fill_actor(look, &s, a, info->stage, actor);
        fill_info(look, &s, a, info);
        return CH_OK;
}

static int
compare_sessions(const void *a, const void *b)
{
        const ch_session *x = a, *y = b;

        return (x->created_at < y->created_at) - (x->created_at > y->created_at);
}

/* Newest first. */
static ch_status
sessions_of(const ch_look *look, ch_uuid account, ch_session **out, size_t *n)
{
        ch_status st;

        *n = 0;
        *out = CH_NEW_N(look->arena, ch_session, SESSIONS_READ);
        if (!*out)
                return CH_TOO_LARGE;
        st = ch_db_sessions_of(look->db, account, look->arena, *out, SESSIONS_READ, n);
        if (st == CH_OK && *n)
                qsort(*out, *n, sizeof **out, compare_sessions);
        return st;
}

ch_status
ch_session_list(const ch_look *look, const ch_actor *actor, ch_session_line **out, size_t *len)
{
        ch_session *v;
        size_t n;
        ch_status st = need_session(actor);

        *len = 0;
        if (st == CH_OK)
                st = sessions_of(look, actor->account, &v, &n);
        if (st != CH_OK)
                return st;
        *out = CH_NEW_N(look->arena, ch_session_line, n);
        for (size_t i = 0; *out && i < n; i++) {
                bool is_ended;
                ch_time used = last_used(look->desk, &v[i], &is_ended);

                if (!is_ended)
                        (*out)[(*len)++] = (ch_session_line) { v[i].id, v[i].agent, v[i].created_at, used,
                                                               ch_uuid_eq(v[i].id, actor->session) };
        }
        return *out ? CH_OK : CH_TOO_LARGE;
}

/* ---- writing ---- */

static ch_status
end_oldest(ch_work *work, ch_uuid account)
{
        ch_session *v;
        size_t n;
        ch_status st = sessions_of(&work->look, account, &v, &n);

        for (size_t i = CH_SESSIONS_MAX - 1; st == CH_OK && i < n; i++)
                st = ch_db_session_end(work->look.db, v[i].id);
        return st;
}

static ch_status
keep_session(ch_work *work, ch_session *s, ch_opened *out)
{
        out->session = s->id;
        out->account = s->account;
        out->token = token_new(work->look.arena);
        out->csrf = ch_base64(work->look.arena, s->csrf.b, sizeof s->csrf.b);
        if (!out->token.len || !out->csrf.len)
                return CH_TOO_LARGE;
        s->token = token_hash(out->token);
        return ch_db_session_put(work->look.db, s);
}

ch_status
open_session(ch_work *work, const ch_account *account, const ch_credential *c, ch_str agent, ch_opened *out)
{
        ch_session s = { .id = ch_uuid_random(),
                         .account = account->head.id,
                         .csrf = ch_key_random(),
                         .created_at = work->look.now,
                         .seen_at = work->look.now,
                         .agent = agent };
        ch_status st = end_oldest(work, account->head.id);

        *out = (ch_opened) { .stage = stage_of(account, c->has_factor, false) };
        return st == CH_OK ? keep_session(work, &s, out) : st;
}

ch_status
rotate_session(ch_work *work, const ch_actor *actor, bool has_factor, bool step_up, ch_opened *out)
{
        ch_session *v;
        size_t n;
        ch_status st = sessions_of(&work->look, actor->account, &v, &n);

        *out = (ch_opened) { .stage = CH_STAGE_FULL };
        if (st != CH_OK)
                return st;
        for (size_t i = 0; i < n; i++) {
                if (!ch_uuid_eq(v[i].id, actor->session))
                        continue;
                v[i].csrf = ch_key_random();
                v[i].has_factor = v[i].has_factor || has_factor;
                v[i].seen_at = work->look.now;
                if (step_up)
                        v[i].step_up_at = work->look.now;
                return keep_session(work, &v[i], out);
        }
        return CH_UNAUTHENTICATED;
}

ch_status
ch_sign_out(ch_work *work, const ch_actor *actor)
{
        ch_status st = need_session(actor);

        if (st == CH_OK)
                st = ch_db_session_end(work->look.db, actor->session);
        if (st != CH_OK)
                return st;
        seen_end(work->look.desk->seen, actor->session);
        return note_act(work, actor, CH_ACT_SESSION_END_ALL, CH_ACCOUNT, actor->account, CH_OK, CH_LIT("this session"));
}

ch_status
ch_sign_out_everywhere(ch_work *work, const ch_actor *actor, bool but_this)
{
        ch_status st = need_session(actor);

        if (st == CH_OK)
                st = ch_db_session_end_all(work->look.db, actor->account, but_this ? actor->session : (ch_uuid) { 0 });
        if (st == CH_OK)
                st = note_act(work, actor, CH_ACT_SESSION_END_ALL, CH_ACCOUNT, actor->account, CH_OK,
                              CH_LIT("sessions"));
        return st;
}

/* What officers do with accounts, and what a person sets for himself. */
#include "account_.h"
#include <stdlib.h>

enum { RESET_ASK_DAYS = 7, RESET_HOLD_H = 24, RESET_VALID_H = 72 };

typedef struct account_line {
        ch_str key, name;
        const ch_account *account;
} account_line;

static int
compare(const void *a, const void *b)
{
        const account_line *x = a, *y = b;
        int c = ch_str_cmp(x->key, y->key);

        return c ? c : ch_str_cmp(x->name, y->name);
}

static bool
may_list(const ch_look *look, const ch_actor *actor, const ch_account *a)
{
        ch_object object = { .kind = CH_ACCOUNT, .account = a, .party = a->party };

        return ch_may(actor, CH_ACT_ACCOUNT_READ, &object, look->now) == CH_OK;
}

static ch_status
view_of(const ch_look *look, const ch_actor *actor, const ch_account *a, ch_account_view *out)
{
        *out = (ch_account_view) { .account = ch_record_copy(look->arena, CH_ACCOUNT, a),
                                   .party_name = party_name(look, a->party),
                                   .is_self = ch_uuid_eq(a->head.id, actor->account) };
        return out->account ? CH_OK : CH_TOO_LARGE;
}

static size_t
gather(const ch_look *look, const ch_actor *actor, ch_str party, account_line *out)
{
        name_keys *names = name_keys_new(look);
        const void *const *all;
        size_t n = all_of(look, CH_ACCOUNT, &all), kept = 0;

        for (size_t i = 0; names && i < n; i++) {
                const ch_account *a = all[i];

                if ((!party.len || ch_str_eq(party, a->party)) && may_list(look, actor, a))
                        out[kept++] = (account_line) { name_key(names, a->party), a->name, a };
        }
        if (kept)
                qsort(out, kept, sizeof *out, compare);
        return kept;
}

ch_status
ch_account_list(const ch_look *look, const ch_actor *actor, ch_str party, ch_account_view **out, size_t *len)
{
        ch_object object = { .kind = CH_KIND_NONE, .party = party.len ? party : actor->party };
        const void *const *all;
        account_line *v;
        ch_status st = ask_read(look, actor, CH_ACT_ACCOUNT_LIST, &object);

        *len = 0;
        if (st != CH_OK)
                return st;
        v = CH_NEW_N(look->arena, account_line, all_of(look, CH_ACCOUNT, &all));
        if (!v)
                return CH_TOO_LARGE;
        *len = gather(look, actor, party, v);
        *out = CH_NEW_N(look->arena, ch_account_view, *len);
        for (size_t i = 0; *out && i < *len && st == CH_OK; i++)
                st = view_of(look, actor, v[i].account, &(*out)[i]);
        return *out ? st : CH_TOO_LARGE;
}

ch_status
ch_account_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_account_view *out)
{
        const void *a;
        ch_object object;
        ch_status st = find_record(look, CH_ACCOUNT, id, &a);

        if (st == CH_OK)
                st = object_of(look, actor, CH_ACCOUNT, a, &object);
        if (st == CH_OK)
                st = ask_read(look, actor, CH_ACT_ACCOUNT_READ, &object);
        return st == CH_OK ? view_of(look, actor, a, out) : st;
}

/* The account, once the officer may do this to it. */
static ch_status
take_account(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, ch_account **out)
{
        void *a;
        ch_object object;
        ch_status st = take_record(work, CH_ACCOUNT, step->id, &a);

        if (st == CH_OK)
                st = object_of(&work->look, actor, CH_ACCOUNT, a, &object);
        if (st == CH_OK)
                st = ask_write(work, actor, act, &object);
        if (st != CH_OK)
                return st;
        *out = a;
        return step->version && step->version != (*out)->head.version ? CH_STALE : CH_OK;
}

ch_status
ch_account_disable(ch_work *work, const ch_actor *actor, const ch_step *step)
{
        ch_account *a;
        ch_status st = take_account(work, actor, CH_ACT_ACCOUNT_DISABLE, step, &a);

        if (st != CH_OK)
                return st;
        a->is_disabled = true;
        st = store_record(work, actor, CH_ACT_ACCOUNT_DISABLE, CH_ACCOUNT, a, NULL);
        return st == CH_OK ? ch_db_session_end_all(work->look.db, a->head.id, (ch_uuid) { 0 }) : st;
}

ch_status
ch_account_change(ch_work *work, const ch_actor *actor, const ch_account_in *in)
{
        ch_step step = { .id = in->id, .version = in->version };
        ch_account *a;
        ch_status st = take_account(work, actor, CH_ACT_ACCOUNT_ROLES, &step, &a);
        ch_invite_in as = { .roles = in->roles, .nationality = in->nationality };

        if (st != CH_OK)
                return st;
        as.party = a->party;
        as.login = a->login;
        check_invite(work, actor, &as);
        st = ch_issues_status(&work->issues);
        if (st != CH_OK)
                return st;
        a->roles = in->roles;
        a->nationality = in->nationality;
        st = store_record(work, actor, CH_ACT_ACCOUNT_ROLES, CH_ACCOUNT, a, NULL);
        return st == CH_OK ? ch_db_session_end_all(work->look.db, a->head.id, (ch_uuid) { 0 }) : st;
}

/* ---- a lost second factor: two officers ---- */

static ch_str
reset_name(ch_arena *arena, ch_uuid account)
{
        ch_str id = ch_uuid_text(arena, account);

        return ch_fmt(arena, "reset.%.*s", (int)id.len, id.p);
}

/* Has another officer asked for the same within the last days? */
static bool
has_first_officer(ch_work *work, const ch_actor *actor, ch_uuid account)
{
        ch_arena *arena = work->look.arena;
        ch_str text, officer;
        ch_uuid by;
        int64_t at;

        if (ch_db_setting(work->look.db, reset_name(arena, account), arena, &text) != CH_OK)
                return false;
        if (!ch_str_cut(&text, ' ', &officer) || !ch_uuid_parse(officer, &by) || !ch_str_int(text, 0, INT64_MAX, &at))
                return false;
        return !ch_uuid_eq(by, actor->account) && work->look.now - at < (ch_time)RESET_ASK_DAYS * 24 * HOUR_MS;
}

static ch_status
note_first_officer(ch_work *work, const ch_actor *actor, ch_uuid account)
{
        ch_arena *arena = work->look.arena;
        ch_str id = ch_uuid_text(arena, actor->account);
        ch_str text = ch_fmt(arena, "%.*s %lld", (int)id.len, id.p, (long long)work->look.now);
        ch_status st = ch_db_setting_put(work->look.db, reset_name(arena, account), text);

        return st == CH_OK
                       ? note_act(work, actor, CH_ACT_FACTOR_RESET, CH_ACCOUNT, account, CH_OK, CH_LIT("first officer"))
                       : st;
}

/* The old passphrase and factor stop counting at once; the link to new ones only after a day. */
static ch_status
reset(ch_work *work, const ch_actor *actor, const ch_account *a, ch_str *token)
{
        ch_credential c = { .account = a->head.id };
        ch_invitation i = { .party = a->party,
                            .name = a->name,
                            .login = a->login,
                            .nationality = a->nationality,
                            .lang = a->lang,
                            .roles = a->roles,
                            .account = a->head.id,
                            .expires_at = work->look.now + (ch_time)(RESET_HOLD_H + RESET_VALID_H) * HOUR_MS,
                            .may_defer_factor = a->may_defer_factor };
        ch_status st = ch_db_credential_put(work->look.db, &c);

        if (st == CH_OK)
                st = ch_db_recovery_set(work->look.db, a->head.id, NULL, 0);
        if (st == CH_OK)
                st = ch_db_session_end_all(work->look.db, a->head.id, (ch_uuid) { 0 });
        if (st == CH_OK)
                st = ch_db_setting_put(work->look.db, reset_name(work->look.arena, a->head.id), (ch_str) { 0 });
        if (st == CH_OK)
                st = note_act(work, actor, CH_ACT_FACTOR_RESET, CH_ACCOUNT, a->head.id, CH_OK,
                              CH_LIT("second officer"));
        return st == CH_OK ? make_invitation(work, actor, &i, token) : st;
}

ch_status
ch_factor_reset(ch_work *work, const ch_actor *actor, const ch_step *step, ch_str *token)
{
        ch_account *a;
        ch_status st = take_account(work, actor, CH_ACT_FACTOR_RESET, step, &a);

        *token = (ch_str) { 0 };
        if (st != CH_OK)
                return st;
        if (a->is_disabled)
                return refuse_for(work, "", CH_MSG("This account is disabled."));
        return has_first_officer(work, actor, a->head.id) ? reset(work, actor, a, token)
                                                          : note_first_officer(work, actor, a->head.id);
}

/* Signing in: the passphrase first, then a code. Unknown names cost and answer the same as known ones. */
#include "account_.h"
#include <ch/base/totp.h>
#include <string.h>

/* Of a random passphrase that nobody knows, at the cost of the real ones. */
static const char dummy_hash[CH_PASS_LEN] =
        "$argon2id$v=19$m=65536,t=3,p=1$7c8Epi5/i8T2QXUB/3XYrg$vPdlZj/j/EwjlfSRPBxRSjGCdXcM6Ku8psvTOTLEGLw";

enum { LOGIN_MAX = 200, CODE_MAX = 40 };

ch_str
login_of(ch_arena *arena, ch_str typed)
{
        ch_str s = ch_str_trim(typed);
        char *p;

        if (s.len > LOGIN_MAX)
                s.len = LOGIN_MAX;
        p = ch_arena_alloc(arena, s.len + 1, 1);
        for (size_t i = 0; p && i < s.len; i++)
                p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] - 'A' + 'a') : s.p[i];
        return (ch_str) { p, p ? s.len : 0 };
}

ch_status
ch_sign_in_begin(const ch_look *look, const ch_actor *actor, ch_str login, ch_sign_in *out)
{
        ch_account *account;
        ch_credential c = { 0 };
        ch_status st;

        (void)actor; /* anybody may knock */
        *out = (ch_sign_in) { .login = login_of(look->arena, login) };
        memcpy(out->hash, dummy_hash, sizeof out->hash);
        st = ch_db_account_by_login(look->db, out->login, look->arena, &account);
        if (st == CH_OK && !account->is_disabled)
                st = ch_db_credential(look->db, account->head.id, &c);
        if (st == CH_OK && c.pass[0]) {
                out->account = account->head.id;
                memcpy(out->hash, c.pass, sizeof out->hash);
        }
        ch_wipe(&c, sizeof c);
        return st == CH_HIDDEN ? CH_OK : st;
}

void
ch_sign_in_verify(ch_sign_in *attempt, ch_str passphrase)
{
        bool fits = ch_pass_verify(attempt->hash, passphrase);

        attempt->is_right = fits && !ch_uuid_is_nil(attempt->account);
}

/* One wrong attempt: counted, audited, kept. */
static ch_status
refuse_unknown(ch_work *work, const ch_sign_in *attempt, ch_opened *out)
{
        throttle *t = throttle_of(work->look.desk->throttle, attempt->login);
        ch_status st;

        out->retry_at = t->blocked_until;
        if (work->look.now < t->blocked_until)
                return CH_TOO_MANY;
        throttle_fail(t, work->look.now);
        st = note_act(work, &ch_actor_nobody, CH_ACT_ACCOUNT_EDIT_OWN, CH_ACCOUNT, (ch_uuid) { 0 }, CH_UNAUTHENTICATED,
                      CH_LIT("sign-in"));
        work->keeps = st == CH_OK;
        return st == CH_OK ? CH_UNAUTHENTICATED : st;
}

static ch_status
count_failure(ch_work *work, ch_credential *c, ch_status outcome, ch_str details)
{
        throttle t = { c->failures, c->blocked_until };
        ch_status st;

        throttle_fail(&t, work->look.now);
        c->failures = t.failures;
        c->blocked_until = t.blocked_until;
        st = ch_db_credential_put(work->look.db, c);
        if (st == CH_OK)
                st = note_act(work, &(ch_actor) { .account = c->account }, CH_ACT_ACCOUNT_EDIT_OWN, CH_ACCOUNT,
                              c->account, outcome, details);
        work->keeps = st == CH_OK;
        return st == CH_OK ? outcome : st;
}

static ch_status
note_success(ch_work *work, ch_uuid account, ch_str details)
{
        return note_act(work, &(ch_actor) { .account = account }, CH_ACT_ACCOUNT_EDIT_OWN, CH_ACCOUNT, account, CH_OK,
                        details);
}

/* The count falls to nothing only once every factor that the account has was given. */
static ch_status
enter(ch_work *work, const ch_account *account, ch_credential *c, ch_str agent, ch_opened *out)
{
        ch_status st = CH_OK;

        if (!c->has_factor && c->failures) {
                c->failures = 0;
                st = ch_db_credential_put(work->look.db, c);
        }
        if (st == CH_OK)
                st = open_session(work, account, c, agent, out);
        return st == CH_OK ? note_success(work, account->head.id, CH_LIT("sign-in")) : st;
}

ch_status
ch_sign_in_finish(ch_work *work, const ch_actor *actor, const ch_sign_in *attempt, ch_str agent, ch_opened *out)
{
        const void *account;
        ch_credential c;
        ch_status st;

        (void)actor; /* nobody yet */
        *out = (ch_opened) { 0 };
        if (ch_uuid_is_nil(attempt->account))
                return refuse_unknown(work, attempt, out);
        st = find_record(&work->look, CH_ACCOUNT, attempt->account, &account);
        if (st == CH_OK)
                st = ch_db_credential(work->look.db, attempt->account, &c);
        if (st != CH_OK)
                return st;
        out->retry_at = c.blocked_until;
        if (work->look.now < c.blocked_until)
                st = CH_TOO_MANY;
        else if (!attempt->is_right || ((const ch_account *)account)->is_disabled ||
                 !ch_same(c.pass, attempt->hash, sizeof c.pass))
                st = count_failure(work, &c, CH_UNAUTHENTICATED, CH_LIT("sign-in"));
        else
                st = enter(work, account, &c, agent, out);
        ch_wipe(&c, sizeof c);
        return st;
}

/* ---- second factor ---- */

/* Letters and digits of a recovery code, without the dashes that make it readable. */
static ch_key
recovery_hash(ch_arena *arena, ch_str code)
{
        ch_buf b = ch_buf_new(arena);
        ch_str text;

        for (size_t i = 0; i < code.len; i++) {
                char c = code.p[i];

                if (c >= 'a' && c <= 'z')
                        c = (char)(c - 'a' + 'A');
                if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
                        ch_buf_char(&b, c);
        }
        if (ch_buf_end(&b, &text) != CH_OK)
                text = (ch_str) { 0 };
        return ch_hash(&text, 1);
}

static bool
is_right_code(ch_work *work, ch_credential *c, ch_str code)
{
        int64_t step;

        code = ch_str_trim(code);
        if (ch_totp_check(c->seed, code, work->look.now, c->last_step, &step)) {
                c->last_step = step;
                return true;
        }
        return code.len > 6 && code.len < CODE_MAX &&
               ch_db_recovery_use(work->look.db, c->account, recovery_hash(work->look.arena, code)) == CH_OK;
}

static ch_status
refuse_code(ch_work *work, ch_credential *c)
{
        ch_issue_add(&work->issues, CH_LIT("code"),
                     CH_MSG("This code is not right, or it was used before. Wait for the next one, or use a recovery "
                            "code."));
        return count_failure(work, c, CH_INVALID, CH_LIT("code"));
}

static ch_status
check_code(ch_work *work, const ch_actor *actor, ch_str code, bool step_up, ch_opened *out)
{
        ch_credential c;
        ch_status st = need_session(actor);

        *out = (ch_opened) { 0 };
        if (st == CH_OK)
                st = ch_db_credential(work->look.db, actor->account, &c);
        if (st != CH_OK)
                return st;
        out->retry_at = c.blocked_until;
        if (!c.has_factor)
                st = refuse_for(work, "code", CH_MSG("This account has no second factor yet. Set it up first."));
        else if (work->look.now < c.blocked_until)
                st = CH_TOO_MANY;
        else if (!is_right_code(work, &c, code))
                st = refuse_code(work, &c);
        else {
                c.failures = 0;
                st = ch_db_credential_put(work->look.db, &c);
                if (st == CH_OK)
                        st = rotate_session(work, actor, true, step_up, out);
                if (st == CH_OK)
                        st = note_success(work, actor->account, CH_LIT("code"));
        }
        ch_wipe(&c, sizeof c);
        return st;
}

ch_status
ch_factor_check(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out)
{
        return check_code(work, actor, code, false, out);
}

ch_status
ch_step_up(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out)
{
        return check_code(work, actor, code, true, out);
}

/* ---- enrolment ---- */

/* Ten codes of sixty bits, in letters that are not mistaken for each other. */
static ch_str
recovery_code(ch_arena *arena)
{
        static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        uint8_t bytes[12];
        ch_buf b = ch_buf_new(arena);
        ch_str out;

        ch_random(bytes, sizeof bytes);
        for (size_t i = 0; i < sizeof bytes; i++) {
                if (i && i % 4 == 0)
                        ch_buf_char(&b, '-');
                ch_buf_char(&b, letters[bytes[i] % 32]);
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : (ch_str) { 0 };
}

static ch_status
make_recovery(ch_work *work, ch_uuid account, ch_strs *out)
{
        ch_arena *arena = work->look.arena;
        ch_key hashes[CH_RECOVERY_CODES];

        *out = (ch_strs) { CH_NEW_N(arena, ch_str, CH_RECOVERY_CODES), CH_RECOVERY_CODES };
        if (!out->v)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < CH_RECOVERY_CODES; i++) {
                out->v[i] = recovery_code(arena);
                hashes[i] = recovery_hash(arena, out->v[i]);
        }
        return ch_db_recovery_set(work->look.db, account, hashes, CH_RECOVERY_CODES);
}

static ch_str
percent_encode(ch_arena *arena, ch_str s)
{
        ch_buf b = ch_buf_new(arena);
        ch_str out;

        for (size_t i = 0; i < s.len; i++) {
                char c = s.p[i];

                if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_')
                        ch_buf_char(&b, c);
                else
                        ch_buf_printf(&b, "%%%02X", (unsigned)(uint8_t)c);
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : (ch_str) { 0 };
}

ch_status
make_factor(ch_work *work, ch_credential *c, ch_str login, ch_enrolment *out)
{
        ch_arena *arena = work->look.arena;
        ch_str name = percent_encode(arena, login);
        ch_status st;

        ch_random(c->seed, sizeof c->seed);
        c->has_factor = false;
        c->last_step = 0;
        out->seed = ch_totp_base32(arena, c->seed);
        out->uri = ch_fmt(arena, "otpauth://totp/Clearinghouse:%.*s?secret=%.*s&issuer=Clearinghouse", (int)name.len,
                          name.p, (int)out->seed.len, out->seed.p);
        st = ch_db_credential_put(work->look.db, c);
        return st == CH_OK ? make_recovery(work, c->account, &out->recovery) : st;
}

static ch_status
refuse_second(ch_work *work)
{
        return refuse_for(work, "",
                          CH_MSG("Your account has a second factor already. If you have lost it, ask two officers to "
                                 "reset it."));
}

ch_status
ch_factor_begin(ch_work *work, const ch_actor *actor, ch_enrolment *out)
{
        const void *account;
        ch_credential c;
        ch_status st = need_session(actor);

        if (st == CH_OK)
                st = find_record(&work->look, CH_ACCOUNT, actor->account, &account);
        if (st == CH_OK)
                st = ch_db_credential(work->look.db, actor->account, &c);
        if (st != CH_OK)
                return st;
        st = c.has_factor ? refuse_second(work) : make_factor(work, &c, ((const ch_account *)account)->login, out);
        ch_wipe(&c, sizeof c);
        return st;
}

static ch_status
confirm(ch_work *work, const ch_actor *actor, ch_credential *c, ch_str code, ch_opened *out)
{
        int64_t step;
        ch_status st;

        if (c->has_factor)
                return refuse_second(work);
        if (!ch_totp_check(c->seed, ch_str_trim(code), work->look.now, c->last_step, &step)) {
                ch_issue_add(&work->issues, CH_LIT("code"),
                             CH_MSG("This code is not right. Check the time of your device, and type the code it shows "
                                    "now."));
                return CH_INVALID;
        }
        c->has_factor = true;
        c->last_step = step;
        c->failures = 0;
        st = ch_db_credential_put(work->look.db, c);
        if (st == CH_OK)
                st = rotate_session(work, actor, true, false, out);
        return st == CH_OK ? note_success(work, actor->account, CH_LIT("second factor confirmed")) : st;
}

ch_status
ch_factor_confirm(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out)
{
        ch_credential c;
        ch_status st = need_session(actor);

        *out = (ch_opened) { 0 };
        if (st == CH_OK)
                st = ch_db_credential(work->look.db, actor->account, &c);
        if (st != CH_OK)
                return st;
        st = confirm(work, actor, &c, code, out);
        ch_wipe(&c, sizeof c);
        return st;
}

ch_status
ch_recovery_left(const ch_look *look, const ch_actor *actor, size_t *left)
{
        ch_status st = need_session(actor);

        return st == CH_OK ? ch_db_recovery_count(look->db, actor->account, left) : st;
}

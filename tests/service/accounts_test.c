#include "given.h"
#include <ch/base/totp.h>
#include <ch/store.h>

/* Hashing costs 100 ms: once is enough for all. */
static char known_hash[CH_PASS_LEN];
#define PASSPHRASE CH_LIT("gulls over the grey harbour at noon")

static const char *
given_hash(void)
{
        if (!known_hash[0])
                T_OK(ch_pass_hash(PASSPHRASE, known_hash));
        return known_hash;
}

static ch_status
run_invite(job *j, ch_work *work)
{
        return ch_invite(work, j->actor, j->in, &j->out.token);
}

static ch_invite_in
mission_invite(void)
{
        return (ch_invite_in) { .party = CH_LIT("ALB"),
                                .name = CH_LIT("Drita"),
                                .login = CH_LIT("Drita@Example.org "),
                                .lang = CH_LIT("en"),
                                .roles = CH_HAS(CH_ROLE_MISSION) };
}

static ch_str
given_invitation(house *h, const ch_invite_in *in)
{
        job j = { .run = run_invite, .actor = &ch_actor_system, .in = in };

        T_OK(work_on(h, &j));
        return j.out.token;
}

static ch_status
run_accept(job *j, ch_work *work)
{
        return ch_invitation_accept(work, &ch_actor_nobody, j->in, &j->out.opened, &j->factor);
}

typedef struct account {
        ch_opened opened;
        ch_enrolment factor;
        uint8_t seed[CH_TOTP_SEED];
} account;

static ch_status
do_accept(house *h, ch_str token, ch_str passphrase, account *out, ch_issues *issues)
{
        ch_accept_in in = { .token = token, .passphrase = passphrase, .hash = given_hash(), .agent = CH_LIT("test") };
        job j = { .run = run_accept, .actor = &ch_actor_nobody, .in = &in };
        ch_status st = work_on(h, &j);

        if (out)
                *out = (account) { .opened = j.out.opened, .factor = j.factor };
        if (issues)
                *issues = j.issues;
        return st;
}

/* Base32 back to bytes, as an authenticator does. */
static void
read_seed(ch_str text, uint8_t out[CH_TOTP_SEED])
{
        static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        uint32_t bits = 0;
        int have = 0;
        size_t n = 0;

        for (size_t i = 0; i < text.len && n < CH_TOTP_SEED; i++) {
                const char *at = strchr(letters, text.p[i]);

                if (!at)
                        continue;
                bits = bits << 5 | (uint32_t)(at - letters);
                have += 5;
                if (have >= 8)
                        out[n++] = (uint8_t)(bits >> (have -= 8));
        }
        T_EQ_INT(n, CH_TOTP_SEED);
}

typedef struct coding {
        ch_status (*fn)(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out);
        ch_str code;
} coding;

static ch_status
run_code(job *j, ch_work *work)
{
        const coding *c = j->in;

        return c->fn(work, j->actor, c->code, &j->out.opened);
}

static ch_status
do_code(house *h, const ch_actor *actor, coding c, ch_opened *out)
{
        job j = { .run = run_code, .actor = actor, .in = &c };
        ch_status st = work_on(h, &j);

        if (out)
                *out = j.out.opened;
        return st;
}

static ch_status
who_is(house *h, ch_str token, ch_actor *actor, ch_session_info *info)
{
        ch_look look = look_at(h);
        ch_status st = ch_session_actor(&look, token, actor, info);

        ch_look_end(&look);
        return st;
}

static ch_actor
actor_by(house *h, ch_str token)
{
        ch_actor a;
        ch_session_info info;

        T_OK(who_is(h, token, &a, &info));
        return a;
}

/* Invited, accepted, with its second factor confirmed. */
static account
given_account(house *h, const ch_invite_in *in)
{
        account a;
        ch_actor half;

        T_OK(do_accept(h, given_invitation(h, in), PASSPHRASE, &a, NULL));
        read_seed(a.factor.seed, a.seed);
        half = actor_by(h, a.opened.token);
        T_OK(do_code(h, &half, (coding) { ch_factor_confirm, ch_totp_code(h->t->arena, a.seed, given_time) },
                     &a.opened));
        return a;
}

static ch_status
run_finish(job *j, ch_work *work)
{
        return ch_sign_in_finish(work, &ch_actor_nobody, j->in, CH_LIT("test"), &j->out.opened);
}

/* The verdict on the passphrase is given, not computed, to save the hashing. */
static ch_status
do_sign_in(house *h, const char *login, bool is_right, ch_opened *out)
{
        ch_look look = look_at(h);
        ch_sign_in attempt;
        job j = { .run = run_finish, .actor = &ch_actor_nobody, .in = &attempt };
        ch_status st;

        T_OK(ch_sign_in_begin(&look, &ch_actor_nobody, ch_str_of(login), &attempt));
        ch_look_end(&look);
        attempt.is_right = is_right && !ch_uuid_is_nil(attempt.account);
        st = work_on(h, &j);
        if (out)
                *out = j.out.opened;
        return st;
}

T_CASE("an invitation shows whom it is for, makes one account, and then is used up")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        ch_str token = given_invitation(&h, &in);
        ch_look look = look_at(&h);
        ch_invitation_view view;
        account a;

        T_OK(ch_invitation_show(&look, &ch_actor_nobody, token, &view));
        T_EQ_STR(view.party_name, "Albania");
        T_EQ_STR(view.login, "drita@example.org");
        T_EQ_INT(ch_invitation_show(&look, &ch_actor_nobody, CH_LIT("not-a-token"), &view), CH_HIDDEN);
        ch_look_end(&look);
        T_OK(do_accept(&h, token, PASSPHRASE, &a, NULL));
        T_EQ_INT(a.opened.stage, CH_STAGE_ENROL);
        T_EQ_INT(a.factor.recovery.len, CH_RECOVERY_CODES);
        T_TRUE(ch_str_starts(a.factor.uri, CH_LIT("otpauth://totp/Clearinghouse:drita%40example.org?secret=")));
        T_EQ_INT(do_accept(&h, token, PASSPHRASE, NULL, NULL), CH_HIDDEN);
        house_leave(&h);
}

T_CASE("an invitation ends after seven days")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        ch_str token = given_invitation(&h, &in);

        given_time += DAYS(7) + 1;
        T_EQ_INT(do_accept(&h, token, PASSPHRASE, NULL, NULL), CH_HIDDEN);
        house_leave(&h);
}

T_CASE("only administrators invite, and only to roles that a person of that party may have")
{
        house h = given_house(t);
        people p = given_people();
        ch_invite_in in = mission_invite();
        job j = { .run = run_invite, .actor = &p.mission, .in = &in };

        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        j.actor = &p.admin;
        in.roles = CH_HAS(CH_ROLE_CHAIR);
        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        T_TRUE(ch_issue_of(&j.issues, CH_LIT("roles")) != NULL);
        in = (ch_invite_in) { .party = CH_LIT("COMMITTEE"),
                              .login = CH_LIT("x@y.org"),
                              .roles = CH_HAS(CH_ROLE_EXPERT) };
        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        T_TRUE(ch_issue_of(&j.issues, CH_LIT("nationality")) != NULL);
        in.nationality = CH_LIT("FJI");
        T_OK(work_on(&h, &j));
        in.may_defer_factor = true;
        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        house_leave(&h);
}

T_CASE("weak passphrases are refused with a sentence, good ones are not")
{
        static const char *const weak[] = { "short",
                                            "aaaaaaaaaaaaaaaa",
                                            "abcabcabcabcabcabc",
                                            "abcdefghijklmnop",
                                            "passwordpassword1540",
                                            "clearinghouse 1540 resolution",
                                            "drita drita drita drita",
                                            "123456789012345678" };
        static const char *const good[] = { "gulls over the grey harbour", "бурое море под северным ветром",
                                            "sept lapins dorment dehors" };
        ch_str own[] = { CH_LIT("Drita"), CH_LIT("drita@example.org") };

        for (size_t i = 0; i < CH_COUNT(weak); i++) {
                ch_issues issues = ch_issues_new(t->arena);

                ch_passphrase_check(ch_str_of(weak[i]), (ch_strs) { own, 2 }, &issues);
                T_EQ_INT(issues.len, 1);
        }
        for (size_t i = 0; i < CH_COUNT(good); i++) {
                ch_issues issues = ch_issues_new(t->arena);

                ch_passphrase_check(ch_str_of(good[i]), (ch_strs) { own, 2 }, &issues);
                T_EQ_INT(issues.len, 0);
        }
}

T_CASE("a real passphrase is verified against its hash, an unknown name against a dummy, both alike")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        ch_sign_in known, unknown;
        ch_look look;

        given_account(&h, &in);
        look = look_at(&h);
        T_OK(ch_sign_in_begin(&look, &ch_actor_nobody, CH_LIT("drita@example.org"), &known));
        T_OK(ch_sign_in_begin(&look, &ch_actor_nobody, CH_LIT("nobody@example.org"), &unknown));
        ch_look_end(&look);
        T_TRUE(strncmp(known.hash, unknown.hash, 30) == 0); /* the same parameters */
        ch_sign_in_verify(&known, PASSPHRASE);
        T_TRUE(known.is_right);
        ch_sign_in_verify(&known, CH_LIT("gulls over the grey harbour at one"));
        T_FALSE(known.is_right);
        ch_sign_in_verify(&unknown, PASSPHRASE);
        T_FALSE(unknown.is_right);
        house_leave(&h);
}

T_CASE("signing in takes two steps, and only the second gives the roles; the token changes with it")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);
        ch_opened first, second;
        ch_actor actor;
        ch_session_info info;

        T_OK(do_sign_in(&h, "DRITA@example.org", true, &first));
        T_EQ_INT(first.stage, CH_STAGE_FACTOR);
        T_OK(who_is(&h, first.token, &actor, &info));
        T_EQ_INT(actor.roles, 0);
        T_EQ_INT(info.stage, CH_STAGE_FACTOR);
        given_time += MINS(1);
        T_EQ_INT(do_code(&h, &actor, (coding) { ch_factor_check, CH_LIT("000000") }, NULL), CH_INVALID);
        T_OK(do_code(&h, &actor, (coding) { ch_factor_check, ch_totp_code(t->arena, a.seed, given_time) }, &second));
        T_FALSE(ch_str_eq(first.token, second.token));
        T_EQ_INT(who_is(&h, first.token, &actor, &info), CH_UNAUTHENTICATED);
        T_OK(who_is(&h, second.token, &actor, &info));
        T_TRUE(ch_actor_is(&actor, CH_ROLE_MISSION));
        T_EQ_STR(actor.party, "ALB");
        T_EQ_INT(info.stage, CH_STAGE_FULL);
        T_EQ_INT(actor.step_up_at, 0);
        house_leave(&h);
}

T_CASE("a code counts once, a recovery code too")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);
        ch_actor actor = actor_by(&h, a.opened.token);
        ch_str code;

        given_time += MINS(2);
        code = ch_totp_code(t->arena, a.seed, given_time);
        T_OK(do_code(&h, &actor, (coding) { ch_step_up, code }, NULL));
        T_EQ_INT(do_code(&h, &actor, (coding) { ch_step_up, code }, NULL), CH_INVALID);
        T_OK(do_code(&h, &actor, (coding) { ch_step_up, a.factor.recovery.v[3] }, NULL));
        T_EQ_INT(do_code(&h, &actor, (coding) { ch_step_up, a.factor.recovery.v[3] }, NULL), CH_INVALID);
        house_leave(&h);
}

T_CASE("stepping up is good for ten minutes and rotates the token")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);
        ch_actor actor = actor_by(&h, a.opened.token);
        ch_uuid id = given_draft(&h, &actor);
        ch_opened opened;

        given_time += MINS(11);
        actor = actor_by(&h, a.opened.token);
        T_EQ_INT(do_raise(&h, &actor, exposure_of(id, CH_LEVEL_PROVIDERS)), CH_STEP_UP);
        T_OK(do_code(&h, &actor, (coding) { ch_step_up, ch_totp_code(t->arena, a.seed, given_time) }, &opened));
        actor = actor_by(&h, opened.token);
        T_OK(do_raise(&h, &actor, exposure_of(id, CH_LEVEL_PROVIDERS)));
        house_leave(&h);
}

/* After how many failures a name is held, and for how long. */
static void
expect_throttle(house *h, const char *login)
{
        ch_opened out;

        for (int i = 0; i < 5; i++)
                T_EQ_INT(do_sign_in(h, login, false, NULL), CH_UNAUTHENTICATED);
        T_EQ_INT(do_sign_in(h, login, false, &out), CH_TOO_MANY);
        T_EQ_INT(out.retry_at, given_time + MINS(15));
        given_time += MINS(15);
        T_EQ_INT(do_sign_in(h, login, false, NULL), CH_UNAUTHENTICATED);
        T_EQ_INT(do_sign_in(h, login, true, &out), CH_TOO_MANY);
        T_EQ_INT(out.retry_at, given_time + MINS(30));
        given_time += MINS(30);
        T_EQ_INT(do_sign_in(h, login, false, NULL), CH_UNAUTHENTICATED);
        T_EQ_INT(do_sign_in(h, login, false, &out), CH_TOO_MANY);
        T_EQ_INT(out.retry_at, given_time + MINS(60));
        given_time += MINS(60);
        T_EQ_INT(do_sign_in(h, login, false, NULL), CH_UNAUTHENTICATED);
        T_EQ_INT(do_sign_in(h, login, false, &out), CH_TOO_MANY);
        T_EQ_INT(out.retry_at, given_time + MINS(60));
        given_time += MINS(60);
}

T_CASE("five failures hold a name for 15 minutes, then twice as long up to an hour; for unknown names just so")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();

        given_account(&h, &in);
        expect_throttle(&h, "drita@example.org");
        T_OK(do_sign_in(&h, "drita@example.org", true, NULL));
        expect_throttle(&h, "nobody@example.org");
        house_leave(&h);
}

T_CASE("wrong codes are held too, and the right passphrase in between does not start the count anew")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);
        ch_opened opened;
        ch_actor half;

        for (int i = 0; i < 5; i++) {
                T_OK(do_sign_in(&h, "drita@example.org", true, &opened));
                half = actor_by(&h, opened.token);
                T_EQ_INT(do_code(&h, &half, (coding) { ch_factor_check, CH_LIT("123456") }, NULL), CH_INVALID);
        }
        T_EQ_INT(do_code(&h, &half, (coding) { ch_factor_check, ch_totp_code(t->arena, a.seed, given_time) }, NULL),
                 CH_TOO_MANY);
        T_EQ_INT(do_sign_in(&h, "drita@example.org", true, NULL), CH_TOO_MANY);
        house_leave(&h);
}

T_CASE("a session ends after 30 idle minutes, staff's after 15, every one after 12 hours; use keeps it alive")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite(), staff = { .party = CH_LIT("COMMITTEE"),
                                                      .login = CH_LIT("x@y.org"),
                                                      .nationality = CH_LIT("FJI"),
                                                      .roles = CH_HAS(CH_ROLE_EXPERT) };
        account a = given_account(&h, &in), b = given_account(&h, &staff);
        ch_actor actor;
        ch_session_info info;

        given_time += MINS(16);
        T_EQ_INT(who_is(&h, b.opened.token, &actor, &info), CH_UNAUTHENTICATED);
        T_OK(who_is(&h, a.opened.token, &actor, &info));
        given_time += MINS(29);
        T_OK(who_is(&h, a.opened.token, &actor, &info));
        given_time += MINS(30);
        T_EQ_INT(who_is(&h, a.opened.token, &actor, &info), CH_UNAUTHENTICATED);
        house_leave(&h);
}

T_CASE("no session outlives twelve hours, and a clock set back revives none")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);
        ch_time began = given_time;
        ch_actor actor;
        ch_session_info info;

        while (given_time < began + DAYS(1) / 2 - MINS(20)) {
                given_time += MINS(20);
                T_OK(who_is(&h, a.opened.token, &actor, &info));
        }
        given_time = began + DAYS(1) / 2;
        T_EQ_INT(who_is(&h, a.opened.token, &actor, &info), CH_UNAUTHENTICATED);
        given_time = began + MINS(1);
        T_EQ_INT(who_is(&h, a.opened.token, &actor, &info), CH_UNAUTHENTICATED);
        house_leave(&h);
}

T_CASE("the last use of a session reaches the disk with the upkeep, not with each request")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);

        given_time += MINS(20);
        actor_by(&h, a.opened.token);
        T_OK(ch_desk_upkeep(h.desk));
        house_close(&h);
        house_open(&h);
        given_time += MINS(20);
        actor_by(&h, a.opened.token);
        house_leave(&h);
}

T_CASE("three sessions at most: the fourth ends the oldest")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);
        ch_opened opened[3];
        ch_actor actor;
        ch_session_info info;

        for (int i = 0; i < 3; i++) {
                given_time += 1000;
                T_OK(do_sign_in(&h, "drita@example.org", true, &opened[i]));
        }
        T_EQ_INT(who_is(&h, a.opened.token, &actor, &info), CH_UNAUTHENTICATED);
        for (int i = 0; i < 3; i++)
                T_OK(who_is(&h, opened[i].token, &actor, &info));
        house_leave(&h);
}

static ch_status
run_out(job *j, ch_work *work)
{
        return ch_sign_out_everywhere(work, j->actor, j->in != NULL);
}

T_CASE("signing out everywhere ends the other sessions, and this one too if asked")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);
        ch_actor actor = actor_by(&h, a.opened.token), other;
        ch_opened opened;
        ch_session_info info;
        job j = { .run = run_out, .actor = &actor, .in = "but this" };

        T_OK(do_sign_in(&h, "drita@example.org", true, &opened));
        T_OK(work_on(&h, &j));
        T_EQ_INT(who_is(&h, opened.token, &other, &info), CH_UNAUTHENTICATED);
        T_OK(who_is(&h, a.opened.token, &other, &info));
        j.in = NULL;
        T_OK(work_on(&h, &j));
        T_EQ_INT(who_is(&h, a.opened.token, &other, &info), CH_UNAUTHENTICATED);
        house_leave(&h);
}

static ch_status
run_disable(job *j, ch_work *work)
{
        return ch_account_disable(work, j->actor, j->in);
}

T_CASE("no administrator disables his own account: so one is left who can")
{
        house h = given_house(t);
        people p = given_people();
        ch_invite_in in = mission_invite();
        account a;
        ch_actor own;
        ch_step step;
        job j = { .run = run_disable, .actor = &own, .in = &step };

        in.party = CH_LIT("COMMITTEE");
        in.nationality = CH_LIT("FJI");
        in.roles = CH_HAS(CH_ROLE_ADMIN);
        a = given_account(&h, &in);
        own = actor_by(&h, a.opened.token);
        step = (ch_step) { .id = a.opened.account };
        T_EQ_INT(work_on(&h, &j), CH_CONFLICT);
        T_EQ_SIZE(j.issues.len, 1); /* and why */
        own = actor_by(&h, a.opened.token);
        j.actor = &p.admin;
        T_OK(work_on(&h, &j));
        house_leave(&h);
}

static ch_status
run_sign_out(job *j, ch_work *work)
{
        return ch_sign_out(work, j->actor);
}

T_CASE("that somebody signed out is audited, of one session as of all")
{
        house h = given_house(t);
        people p = given_people();
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);
        ch_actor own = actor_by(&h, a.opened.token);
        job j = { .run = run_sign_out, .actor = &own };
        ch_audit_line *v;
        ch_look look;
        size_t n;

        T_OK(work_on(&h, &j));
        look = look_at(&h);
        T_OK(ch_audit_list(&look, &p.auditor, 0, 1, &v, &n));
        T_EQ_SIZE(n, 1);
        T_TRUE(v->act == CH_ACT_SESSION_END_ALL && ch_uuid_eq(v->object, own.account) && v->outcome == CH_OK);
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("a disabled account is out with its next request and cannot come in again")
{
        house h = given_house(t);
        people p = given_people();
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in);
        ch_step step = { .id = a.opened.account };
        job j = { .run = run_disable, .actor = &p.expert, .in = &step };
        ch_actor actor;
        ch_session_info info;

        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        j.actor = &p.admin;
        T_OK(work_on(&h, &j));
        T_EQ_INT(who_is(&h, a.opened.token, &actor, &info), CH_UNAUTHENTICATED);
        T_EQ_INT(do_sign_in(&h, "drita@example.org", true, NULL), CH_UNAUTHENTICATED);
        house_leave(&h);
}

static ch_status
run_reset(job *j, ch_work *work)
{
        return ch_factor_reset(work, j->actor, j->in, &j->out.token);
}

T_CASE("a lost factor is reset by two officers, not by one twice; the new link counts after a day")
{
        house h = given_house(t);
        people p = given_people();
        ch_invite_in in = mission_invite();
        account a = given_account(&h, &in), anew;
        ch_step step = { .id = a.opened.account };
        job j = { .run = run_reset, .actor = &p.admin, .in = &step };
        ch_actor second = person(CH_ROLE_ADMIN, "COMMITTEE", "NOR"), actor;
        ch_session_info info;
        ch_str token;

        T_OK(work_on(&h, &j));
        T_EQ_INT(j.out.token.len, 0);
        T_OK(work_on(&h, &j));
        T_EQ_INT(j.out.token.len, 0);
        T_OK(who_is(&h, a.opened.token, &actor, &info));
        j.actor = &second;
        T_OK(work_on(&h, &j));
        token = j.out.token;
        T_TRUE(token.len > 0);
        T_EQ_INT(who_is(&h, a.opened.token, &actor, &info), CH_UNAUTHENTICATED);
        T_EQ_INT(do_sign_in(&h, "drita@example.org", true, NULL), CH_UNAUTHENTICATED);
        T_EQ_INT(do_accept(&h, token, PASSPHRASE, NULL, NULL), CH_HIDDEN);
        given_time += DAYS(1);
        T_OK(do_accept(&h, token, PASSPHRASE, &anew, NULL));
        T_TRUE(ch_uuid_eq(anew.opened.account, a.opened.account));
        T_FALSE(ch_str_eq(anew.factor.seed, a.factor.seed));
        T_EQ_INT(anew.opened.stage, CH_STAGE_ENROL);
        house_leave(&h);
}

T_CASE("an account that may put off its second factor works at once, and must enrol before it raises an exposure")
{
        house h = given_house(t);
        ch_invite_in in = mission_invite();
        account a;
        ch_actor actor;
        ch_session_info info;
        ch_uuid id;
        ch_opened opened;

        in.may_defer_factor = true;
        T_OK(do_accept(&h, given_invitation(&h, &in), PASSPHRASE, &a, NULL));
        T_EQ_INT(a.opened.stage, CH_STAGE_FULL);
        T_OK(who_is(&h, a.opened.token, &actor, &info));
        T_FALSE(info.has_factor);
        T_TRUE(info.is_sample);
        id = given_draft(&h, &actor);
        T_EQ_INT(do_raise(&h, &actor, exposure_of(id, CH_LEVEL_PROVIDERS)), CH_STEP_UP);
        T_EQ_INT(do_code(&h, &actor, (coding) { ch_step_up, CH_LIT("123456") }, NULL), CH_CONFLICT);
        read_seed(a.factor.seed, a.seed);
        T_OK(do_code(&h, &actor, (coding) { ch_factor_confirm, ch_totp_code(t->arena, a.seed, given_time) }, &opened));
        actor = actor_by(&h, opened.token);
        T_EQ_INT(do_raise(&h, &actor, exposure_of(id, CH_LEVEL_PROVIDERS)), CH_STEP_UP);
        given_time += MINS(1);
        T_OK(do_code(&h, &actor, (coding) { ch_step_up, ch_totp_code(t->arena, a.seed, given_time) }, &opened));
        actor = actor_by(&h, opened.token);
        T_OK(do_raise(&h, &actor, exposure_of(id, CH_LEVEL_PROVIDERS)));
        house_leave(&h);
}

static ch_status
run_samples(job *j, ch_work *work)
{
        ch_sample_link links[CH_SAMPLES];
        size_t n;
        ch_status st = ch_samples_invite(work, j->actor, links, &n);

        *(size_t *)(uintptr_t)j->in = n;
        return st;
}

T_CASE("sample accounts are invited only where there are sample records, and by nobody but the program")
{
        house h = given_house(t);
        people p = given_people();
        size_t n = 9;
        job j = { .run = run_samples, .actor = &p.admin, .in = &n };

        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        j.actor = &ch_actor_system;
        T_OK(work_on(&h, &j));
        T_EQ_INT(n, 3); /* staff: no State asks, none offers */
        house_leave(&h);
}

T_CASE("an administrator lists all accounts, a mission its own party's, others none")
{
        house h = given_house(t);
        people p = given_people();
        ch_invite_in in = mission_invite(), other = mission_invite();
        ch_account_view *v;
        size_t n;
        ch_look look;

        given_account(&h, &in);
        other.party = CH_LIT("PER");
        other.login = CH_LIT("pedro@example.org");
        given_account(&h, &other);
        look = look_at(&h);
        T_OK(ch_account_list(&look, &p.admin, (ch_str) { 0 }, &v, &n));
        T_EQ_INT(n, 2);
        T_OK(ch_account_list(&look, &p.mission, (ch_str) { 0 }, &v, &n));
        T_EQ_INT(n, 1);
        T_EQ_STR(v[0].party_name, "Albania");
        T_EQ_INT(ch_account_list(&look, &p.expert, (ch_str) { 0 }, &v, &n), CH_HIDDEN);
        ch_look_end(&look);
        house_leave(&h);
}

static ch_status
run_change(job *j, ch_work *work)
{
        return ch_account_change(work, j->actor, j->in);
}

T_CASE("roles and nationality are changed by an administrator who has just given his code, never his own; sessions end "
       "with it")
{
        house h = given_house(t);
        people p = given_people();
        ch_invite_in in = { .party = CH_LIT("COMMITTEE"),
                            .login = CH_LIT("x@y.org"),
                            .nationality = CH_LIT("FJI"),
                            .roles = CH_HAS(CH_ROLE_EXPERT) };
        account a = given_account(&h, &in);
        ch_account_in change = { .id = a.opened.account,
                                 .roles = CH_HAS(CH_ROLE_MISSION),
                                 .nationality = CH_LIT("ALB") };
        ch_actor tired = p.admin, actor;
        job j = { .run = run_change, .actor = &tired, .in = &change };
        ch_session_info info;
        ch_opened opened;
        ch_uuid id = given_open_request(&h, &p);
        ch_request_view view;
        ch_look look;

        tired.step_up_at = 0;
        T_EQ_INT(work_on(&h, &j), CH_STEP_UP);
        j.actor = &p.admin;
        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        change.roles = CH_HAS(CH_ROLE_EXPERT);
        T_OK(work_on(&h, &j));
        T_EQ_INT(who_is(&h, a.opened.token, &actor, &info), CH_UNAUTHENTICATED);
        given_time += MINS(1);
        T_OK(do_sign_in(&h, "x@y.org", true, &opened));
        actor = actor_by(&h, opened.token);
        T_OK(do_code(&h, &actor, (coding) { ch_factor_check, ch_totp_code(t->arena, a.seed, given_time) }, &opened));
        actor = actor_by(&h, opened.token);
        look = look_at(&h);
        T_EQ_INT(ch_request_show(&look, &actor, id, &view), CH_HIDDEN); /* now a national of the requesting State */
        ch_look_end(&look);
        p.admin.account = a.opened.account;
        T_EQ_INT(work_on(&h, &j), CH_CONFLICT);
        house_leave(&h);
}

T_CASE("the preview of an exposure counts those who would read it, not providers that the State has excluded")
{
        house h = given_house(t);
        people p = given_people();
        ch_invite_in in = { .name = CH_LIT("Donor"), .lang = CH_LIT("en"), .roles = CH_HAS(CH_ROLE_PROVIDER) };
        ch_request *answers = given_answers(&h);
        ch_draft_in draft = { .fields = answers, .names = strs_of(t->arena, ANSWERS " excluded") };
        job j = { .run = run_draft, .actor = &p.mission, .in = &draft };
        static const char *const parties[] = { "CAN", "FRA", "SWE" };
        ch_exposure_preview shown;
        ch_exposure_in open;
        ch_issues issues = ch_issues_new(t->arena);
        ch_look look;

        for (size_t i = 0; i < CH_COUNT(parties); i++) {
                in.party = ch_str_of(parties[i]);
                in.login = ch_fmt(t->arena, "%s@example.org", parties[i]);
                given_account(&h, &in);
        }
        answers->excluded = strs_of(t->arena, "FRA");
        T_OK(work_on(&h, &j));
        look = look_at(&h);
        open = exposure_of(j.made.id, CH_LEVEL_PROVIDERS);
        T_OK(ch_request_raise_preview(&look, &p.mission, &open, &issues, &shown));
        T_EQ_SIZE(shown.parties, 2);
        T_EQ_SIZE(shown.people, 2);
        open = exposure_of(j.made.id, CH_LEVEL_NAMED);
        open.named = strs_of(t->arena, "FRA SWE");
        T_OK(ch_request_raise_preview(&look, &p.mission, &open, &issues, &shown));
        T_EQ_SIZE(shown.people, 1);
        ch_look_end(&look);
        house_leave(&h);
}

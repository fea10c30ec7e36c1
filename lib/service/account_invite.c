/* Invitations: written, shown, accepted once. */
#include "account_.h"
#include <ch/base/utf8.h>
#include <string.h>

enum { VALID_DAYS = 7, RESET_VALID_H = 72, ROLES_ALL = (1 << CH__ROLE_MAX) - 1 };

#define STATE_ROLES (CH_HAS(CH_ROLE_DRAFTER) | CH_HAS(CH_ROLE_MISSION) | CH_HAS(CH_ROLE_PROVIDER))
#define ORG_ROLES                                                                                                      \
        (CH_HAS(CH_ROLE_COORDINATOR) | CH_HAS(CH_ROLE_PROVIDER) | CH_HAS(CH_ROLE_DRAFTER) | CH_HAS(CH_ROLE_MISSION))
#define STAFF_ROLES (CH_COMMITTEE_ROLES | CH_HAS(CH_ROLE_ADMIN) | CH_HAS(CH_ROLE_AUDITOR))

static const char login_taken[] = CH_MSG_INIT("There is an account with this e-mail address already.");

static ch_roles
roles_of_party(ch_party_kind kind)
{
        if (kind == CH_PARTY_COMMITTEE)
                return STAFF_ROLES;
        return kind == CH_PARTY_STATE ? STATE_ROLES : ORG_ROLES;
}

static bool
is_mailbox(ch_str s)
{
        size_t at = ch_str_find(s, '@');

        return ch_utf8_is_line(s) && at > 0 && at + 1 < s.len && ch_str_find(s, ' ') == s.len;
}

static bool
is_party(const ch_look *look, ch_str code)
{
        return ch_str_is(code, "COMMITTEE") || ch_vocab_has(look->desk->vocab, CH_VOCAB_PARTY, code);
}

void
check_invite(ch_work *work, const ch_actor *actor, const ch_invite_in *in)
{
        ch_roles may_give = roles_of_party(ch_catalog_party_kind(work->look.cat, in->party));
        ch_issues *issues = &work->issues;

        if (!ch_actor_is(actor, CH_ROLE_ADMIN) && !actor->is_system)
                may_give &= CH_HAS(CH_ROLE_DRAFTER) | CH_HAS(CH_ROLE_MISSION) | CH_HAS(CH_ROLE_PROVIDER);
        if (!is_party(&work->look, in->party))
                ch_issue_add(issues, CH_LIT("party"), CH_MSG("Choose a State or an organization."));
        if (!is_mailbox(ch_str_trim(in->login)))
                ch_issue_add(issues, CH_LIT("login"),
                             CH_MSG("Give the e-mail address with which this person signs in."));
        if (!in->roles || in->roles & ~may_give)
                ch_issue_add(issues, CH_LIT("roles"), CH_MSG("Choose roles that a person of this party may have."));
        if (in->nationality.len ? ch_vocab_state(work->look.desk->vocab, in->nationality) == NULL
                                : ch_str_is(in->party, "COMMITTEE"))
                ch_issue_add(issues, CH_LIT("nationality"),
                             CH_MSG("Choose the nationality: staff are kept from the cases of their own State."));
        if (in->lang.len && !ch_vocab_has(work->look.desk->vocab, CH_VOCAB_UN_LANGUAGE, in->lang))
                ch_issue_add(issues, CH_LIT("lang"), CH_MSG("Choose one of the six languages."));
}

ch_status
make_invitation(ch_work *work, const ch_actor *actor, const ch_invitation *in, ch_str *token)
{
        ch_invitation i = *in;
        ch_status st;

        *token = token_new(work->look.arena);
        if (!token->len)
                return CH_TOO_LARGE;
        i.token = token_hash(*token);
        i.invited_by = actor->account;
        st = ch_db_invitation_put(work->look.db, &i);
        return st == CH_OK ? note_act(work, actor, CH_ACT_ACCOUNT_INVITE, CH_ACCOUNT, i.account, CH_OK,
                                      CH_LIT("invitation"))
                           : st;
}

ch_status
ch_invite(ch_work *work, const ch_actor *actor, const ch_invite_in *in, ch_str *token)
{
        ch_object object = { .kind = CH_ACCOUNT, .party = in->party };
        ch_invitation i = { .party = in->party,
                            .name = ch_str_trim(in->name),
                            .login = login_of(work->look.arena, in->login),
                            .nationality = in->nationality,
                            .lang = in->lang,
                            .roles = in->roles & ROLES_ALL,
                            .expires_at = work->look.now + (ch_time)VALID_DAYS * 24 * HOUR_MS,
                            .may_defer_factor = in->may_defer_factor };
        ch_account *taken;
        ch_status st = ask_write(work, actor, CH_ACT_ACCOUNT_INVITE, &object);

        if (st != CH_OK)
                return st;
        if (in->may_defer_factor && !actor->is_system)
                return CH_HIDDEN;
        check_invite(work, actor, in);
        st = ch_issues_status(&work->issues);
        if (st != CH_OK)
                return st;
        st = ch_db_account_by_login(work->look.db, i.login, work->look.arena, &taken);
        if (st == CH_HIDDEN)
                return make_invitation(work, actor, &i, token);
        return st == CH_OK ? refuse_for(work, "login", login_taken) : st;
}

ch_time
invitation_from(const ch_invitation *i)
{
        return ch_uuid_is_nil(i->account) ? 0 : i->expires_at - (ch_time)RESET_VALID_H * HOUR_MS;
}

static ch_status
find_invitation(const ch_look *look, ch_str token, ch_invitation *out)
{
        ch_status st = token.len ? ch_db_invitation(look->db, token_hash(token), look->arena, out) : CH_HIDDEN;

        if (st != CH_OK)
                return st;
        if (out->used_at || look->now >= out->expires_at || look->now < invitation_from(out))
                return CH_HIDDEN;
        return CH_OK;
}

ch_status
ch_invitation_show(const ch_look *look, const ch_actor *actor, ch_str token, ch_invitation_view *out)
{
        ch_invitation i;
        ch_status st = find_invitation(look, token, &i);

        (void)actor; /* whoever holds the link */
        if (st != CH_OK)
                return st;
        *out = (ch_invitation_view) { .party = i.party,
                                      .party_name = party_name(look, i.party),
                                      .name = i.name,
                                      .login = i.login,
                                      .roles = (ch_roles)i.roles,
                                      .expires_at = i.expires_at,
                                      .is_reset = !ch_uuid_is_nil(i.account),
                                      .may_defer_factor = i.may_defer_factor };
        return CH_OK;
}

static ch_account *
new_account(ch_work *work, const ch_invitation *i, const ch_accept_in *in)
{
        ch_account *a = ch_record_new(work->look.arena, CH_ACCOUNT);
        ch_str name = ch_str_trim(in->name);

        if (!a)
                return NULL;
        a->login = i->login;
        a->name = name.len ? name : i->name;
        a->party = i->party;
        a->nationality = i->nationality;
        a->roles = i->roles;
        a->may_defer_factor = i->may_defer_factor;
        a->lang = i->lang;
        a->head.is_sample = i->may_defer_factor;
        return a;
}

/* The account of the invitation: made, or, for a reset, the one that is there. */
static ch_status
settle_account(ch_work *work, const ch_invitation *i, const ch_accept_in *in, ch_account **out)
{
        void *there;
        ch_status st;

        if (!ch_uuid_is_nil(i->account)) {
                st = take_record(work, CH_ACCOUNT, i->account, &there);
                *out = there;
                return st == CH_OK && (*out)->is_disabled ? CH_HIDDEN : st;
        }
        st = ch_db_account_by_login(work->look.db, i->login, work->look.arena, out);
        if (st != CH_HIDDEN)
                return st == CH_OK ? refuse_for(work, "login", login_taken) : st;
        *out = new_account(work, i, in);
        if (!*out)
                return CH_TOO_LARGE;
        ch_record_check(CH_ACCOUNT, *out, work->look.desk->vocab, true, &work->issues);
        st = ch_issues_status(&work->issues);
        return st == CH_OK ? store_record(work, &ch_actor_system, CH_ACT_ACCOUNT_INVITE, CH_ACCOUNT, *out, NULL) : st;
}

static void
check_passphrase(ch_work *work, const ch_invitation *i, const ch_accept_in *in)
{
        ch_str own[] = { i->login, i->name, in->name, i->party,
                         ch_catalog_party_name(work->look.cat, i->party, CH_EN) };

        ch_passphrase_check(in->passphrase, (ch_strs) { own, CH_COUNT(own) }, &work->issues);
        if (ch_utf8_len(in->name) > 200 || !ch_utf8_is_line(in->name))
                ch_issue_add(&work->issues, CH_LIT("name"),
                             CH_MSG("Write your name on one line, at most 200 characters."));
}

static ch_status
set_secrets(ch_work *work, const ch_account *a, const ch_accept_in *in, ch_opened *session, ch_enrolment *factor)
{
        ch_credential c = { .account = a->head.id };
        ch_status st;

        CH_ASSERT(in->hash && strlen(in->hash) < sizeof c.pass);
        memcpy(c.pass, in->hash, strlen(in->hash));
        st = make_factor(work, &c, a->login, factor);
        if (st == CH_OK)
                st = ch_db_session_end_all(work->look.db, a->head.id, (ch_uuid) { 0 });
        if (st == CH_OK)
                st = open_session(work, a, &c, in->agent, session);
        ch_wipe(&c, sizeof c);
        return st;
}

ch_status
ch_invitation_accept(ch_work *work, const ch_actor *actor, const ch_accept_in *in, ch_opened *session,
                     ch_enrolment *factor)
{
        ch_invitation i;
        ch_account *a;
        ch_status st = find_invitation(&work->look, in->token, &i);

        (void)actor; /* whoever holds the link */
        if (st != CH_OK)
                return st;
        check_passphrase(work, &i, in);
        st = ch_issues_status(&work->issues);
        if (st == CH_OK)
                st = settle_account(work, &i, in, &a);
        if (st != CH_OK)
                return st;
        i.used_at = work->look.now;
        st = ch_db_invitation_put(work->look.db, &i);
        if (st == CH_OK)
                st = set_secrets(work, a, in, session, factor);
        if (st == CH_OK)
                st = note_act(work, &(ch_actor) { .account = a->head.id }, CH_ACT_ACCOUNT_INVITE, CH_ACCOUNT,
                              a->head.id, CH_OK, CH_LIT("accepted"));
        return st;
}

/* Accounts from the terminal: the first administrator, and what must work when nobody can sign in. */
#include "cmd/cmd.h"
#include <ch/accounts.h>
#include <ch/base/mark.h>
#include <stdio.h>
#include <string.h>

enum { KEY_PARTY = 0x300, KEY_ROLE, KEY_NATIONALITY, KEY_LOGIN, KEY_NAME, KEY_LANG, KEY_OFFICER };

typedef struct user_options {
        ch_cmd_options common;
        const char *verb;
        ch_invite_in in;
        ch_str officer;
        bool has_bad_role;
        ch_str bad_role;
} user_options;

static const struct argp_option options[] = {
        { "party", KEY_PARTY, "CODE", 0, CH_MSG_INIT("State or organization, or COMMITTEE (add)"), 0 },
        { "role", KEY_ROLE, "ROLE", 0,
          CH_MSG_INIT("drafter, mission, coordinator, provider, expert, secretariat, chair, member, admin or auditor; "
                      "may be "
                      "repeated (add)"),
          0 },
        { "nationality", KEY_NATIONALITY, "ISO3", 0, CH_MSG_INIT("for conflicts of interest (add)"), 0 },
        { "login", KEY_LOGIN, "ADDRESS", 0, CH_MSG_INIT("e-mail address by which the person signs in"), 0 },
        { "name", KEY_NAME, "NAME", 0, CH_MSG_INIT("of the person (add)"), 0 },
        { "lang", KEY_LANG, "LANG", 0, CH_MSG_INIT("en, ar, es, fr, ru or zh (add)"), 0 },
        { "officer", KEY_OFFICER, "ADDRESS", 0,
          CH_MSG_INIT("administrator who asks; a reset needs two of them, one call each (disable, reset-factor)"), 0 },
        { 0 },
};

static void
add_role(user_options *o, const char *word)
{
        int32_t role;

        if (ch_enum_parse(ch_role_names, ch_str_of(word), &role)) {
                o->in.roles |= CH_HAS(role);
        } else {
                o->has_bad_role = true;
                o->bad_role = ch_str_of(word);
        }
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        user_options *o = state->input;
        ch_str value = ch_str_of(arg);

        if (key == ARGP_KEY_INIT)
                state->child_inputs[0] = &o->common;
        else if (key == KEY_PARTY)
                o->in.party = value;
        else if (key == KEY_ROLE)
                add_role(o, arg);
        else if (key == KEY_NATIONALITY)
                o->in.nationality = value;
        else if (key == KEY_LOGIN)
                o->in.login = value;
        else if (key == KEY_NAME)
                o->in.name = value;
        else if (key == KEY_LANG)
                o->in.lang = value;
        else if (key == KEY_OFFICER)
                o->officer = value;
        else if (key == ARGP_KEY_ARG && !o->verb)
                o->verb = arg;
        else
                return ARGP_ERR_UNKNOWN;
        return 0;
}

static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .options = options,
        .parser = parse,
        .children = children,
        .args_doc = "add|disable|reset-factor|list",
        .doc = CH_MSG_INIT("Invite, disable or list accounts; reset a lost second factor.\n\n"
                           "add prints a one-time link. While a server works on the data directory, use its page "
                           "Accounts instead."),
};

typedef struct acting { /* ctx of the works below */
        user_options *o;
        ch_str token;
        ch_issues issues; /* copied out of the work */
        const char *lacks;
} acting;

static const ch_account *
account_named(ch_work *work, ch_str login)
{
        ch_account_view *v;
        size_t n;

        if (ch_account_list(&work->look, &ch_actor_system, CH_LIT(""), &v, &n) != CH_OK)
                return NULL;
        for (size_t i = 0; i < n; i++) {
                if (ch_str_eq(v[i].account->login, login))
                        return v[i].account;
        }
        return NULL;
}

static ch_status
add(void *ctx, ch_work *work)
{
        acting *a = ctx;
        ch_status st = ch_invite(work, &ch_actor_system, &a->o->in, &a->token);

        a->issues = work->issues;
        return st;
}

/* The officer at the terminal acts with the rights of his account. */
static ch_status
act(void *ctx, ch_work *work)
{
        acting *a = ctx;
        const ch_account *whom = account_named(work, a->o->in.login), *officer = account_named(work, a->o->officer);
        ch_step step = { 0 };
        ch_actor actor = { .step_up_at = work->look.now };
        ch_status st;

        if (!whom || !officer || officer->is_disabled) {
                a->lacks = !whom ? "--login" : "--officer";
                return CH_HIDDEN;
        }
        step.id = whom->head.id;
        actor.account = officer->head.id;
        actor.party = officer->party;
        actor.nationality = officer->nationality;
        actor.roles = (ch_roles)officer->roles;
        st = !strcmp(a->o->verb, "disable") ? ch_account_disable(work, &actor, &step)
                                            : ch_factor_reset(work, &actor, &step, &a->token);
        a->issues = work->issues;
        return st;
}

static ch_status
list(void *ctx, ch_work *work)
{
        ch_account_view *v;
        size_t n;
        ch_status st = ch_account_list(&work->look, &ch_actor_system, CH_LIT(""), &v, &n);

        (void)ctx;
        for (size_t i = 0; st == CH_OK && i < n; i++) {
                const ch_account *a = v[i].account;

                (void)printf("%-36.*s %-10.*s %s", (int)a->login.len, a->login.p, (int)a->party.len, a->party.p,
                             a->is_disabled ? "disabled" : "");
                for (ch_role r = 0; r < CH__ROLE_MAX; r++) {
                        if ((ch_roles)a->roles & CH_HAS(r))
                                (void)printf(" %s", ch_role_names[r]);
                }
                (void)printf("\n");
        }
        return st;
}

static const struct verb {
        const char *word;
        ch_status (*run)(void *ctx, ch_work *work);
} verbs[] = { { "add", add }, { "disable", act }, { "list", list }, { "reset-factor", act } };

static int
complain(const acting *a, ch_status st)
{
        for (size_t i = 0; i < a->issues.len; i++) {
                ch_str text = ch_issue_text(a->o->common.arena, &a->issues.v[i]);

                (void)fprintf(stderr, "clearinghouse user: %.*s: %.*s\n", (int)a->issues.v[i].field.len,
                              a->issues.v[i].field.p ? a->issues.v[i].field.p : "", (int)text.len, text.p);
        }
        if (a->lacks)
                return ch_cmd_fail("user", "%s names no account that can be used here", a->lacks);
        if (st == CH_CONFLICT)
                return ch_cmd_fail("user", "there is an account or invitation for this address already");
        return ch_cmd_fail_status("user", st);
}

static int
report(const acting *a)
{
        ch_str address = a->o->common.config.public_url;

        if (a->token.len && address.len)
                (void)printf("%.*s/invitation/%.*s\n", (int)address.len, address.p, (int)a->token.len, a->token.p);
        else if (a->token.len)
                (void)printf("http://127.0.0.1:%lld/invitation/%.*s\n", (long long)a->o->common.config.port,
                             (int)a->token.len, a->token.p);
        else if (!strcmp(a->o->verb, "reset-factor"))
                (void)printf("noted; another officer must ask for the same within seven days\n");
        return fflush(stdout) ? CH_EXIT_FAILED : CH_EXIT_DONE;
}

static const struct verb *
verb_named(const char *word)
{
        for (size_t i = 0; word && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
                if (!strcmp(word, verbs[i].word))
                        return &verbs[i];
        }
        return NULL;
}

static int
run(user_options *o, const struct verb *verb)
{
        acting a = { .o = o };
        ch_desk *desk = ch_cmd_desk("user", &o->common, false);
        ch_status st;

        if (!desk)
                return CH_EXIT_FAILED;
        st = ch_desk_run(desk, o->common.arena, verb->run, &a);
        ch_desk_close(&desk);
        return st == CH_OK ? report(&a) : complain(&a, st);
}

int
ch_cmd_user(int argc, char **argv)
{
        user_options o = { .verb = NULL };
        const struct verb *verb;
        int code = CH_EXIT_USAGE;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        verb = verb_named(o.verb);
        if (!verb)
                (void)ch_cmd_fail("user", "say what to do: add, disable, reset-factor or list");
        else if (o.has_bad_role)
                (void)ch_cmd_fail("user", "there is no role \"%.*s\"", (int)o.bad_role.len, o.bad_role.p);
        else
                code = run(&o, verb);
        ch_arena_free(&o.common.arena);
        return code;
}

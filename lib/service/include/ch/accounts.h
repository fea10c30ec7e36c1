/* ch/accounts.h – who comes in and how: invitations, sign-in in two steps, second factor, sessions, officers' acts.
 *
 * Nobody registers himself: an invitation link, used once. A passphrase is hashed and verified outside the writer
 * thread (100 ms each): begin on a look, ch_sign_in_verify in the hashing pool, finish in a work. Unknown names cost
 * the same and answer the same. A failed attempt is a fact: the work is kept although the status is not CH_OK
 * (work->keeps). Tokens leave once, as text; the database keeps hashes.
 */
#ifndef CH_ACCOUNTS_H
#define CH_ACCOUNTS_H
#include <ch/case.h>

enum { CH_PASSPHRASE_MIN = 15, CH_PASSPHRASE_MAX = 128, CH_RECOVERY_CODES = 10, CH_SESSIONS_MAX = 3 };

/* ---- sessions ---- */
typedef enum ch_stage {
        CH_STAGE_NOBODY,
        CH_STAGE_FACTOR, /* the passphrase was right; a code is awaited (ch_factor_check) */
        CH_STAGE_ENROL,  /* the account has no second factor yet (ch_factor_begin, then ch_factor_confirm) */
        CH_STAGE_FULL    /* the actor has his roles; in every other stage he has none */
} ch_stage;

/* A session just made or rotated: set the cookie. */
typedef struct ch_opened {
        ch_uuid session, account;
        ch_str token; /* 256 bits as text, for the cookie; not to be had again */
        ch_str csrf;  /* token of the session's forms */
        ch_stage stage;
        ch_time retry_at; /* with CH_TOO_MANY: when the next attempt counts */
} ch_opened;

typedef struct ch_session_info {
        ch_stage stage;
        ch_str csrf;
        ch_time created_at, seen_at, ends_at; /* ends_at: the earlier of the idle and the absolute limit */
        ch_str name, party, party_name;       /* of the person */
        ch_str lang;                          /* chosen by the account, or empty */
        bool has_factor;                      /* the account has one; without it CH_STEP_UP means: enrol first */
        bool is_sample;
} ch_session_info;

/* Who sends this cookie. CH_UNAUTHENTICATED: nobody, ended, idle too long (State and provider 30 min, staff 15), older
 * than 12 h, account disabled. *actor and *info live in the look's arena. Notes the time in memory; it reaches the disk
 * within a minute. */
CH_MUST_CHECK ch_status ch_session_actor(const ch_look *look, ch_str token, ch_actor *actor, ch_session_info *info);

typedef struct ch_session_line {
        ch_uuid id;
        ch_str agent;
        ch_time created_at, seen_at;
        bool is_this;
} ch_session_line;
/* The actor's own sessions, newest first. */
CH_MUST_CHECK ch_status ch_session_list(const ch_look *look, const ch_actor *actor, ch_session_line **out, size_t *len);
CH_MUST_CHECK ch_status ch_sign_out(ch_work *work, const ch_actor *actor);
/* All sessions of the account; but_this keeps the one that asks. */
CH_MUST_CHECK ch_status ch_sign_out_everywhere(ch_work *work, const ch_actor *actor, bool but_this);

/* ---- sign-in ---- */
typedef struct ch_sign_in {
        ch_str login;
        ch_uuid account;        /* nil: unknown */
        char hash[CH_PASS_LEN]; /* the account's, or a dummy of the same cost */
        bool is_right;          /* set by ch_sign_in_verify */
} ch_sign_in;
/* Fetches the hash. CH_OK for unknown names too. */
CH_MUST_CHECK ch_status ch_sign_in_begin(const ch_look *look, const ch_actor *actor, ch_str login, ch_sign_in *out);
/* Hashing pool: about 100 ms. */
void ch_sign_in_verify(ch_sign_in *attempt, ch_str passphrase);
/* CH_OK: a session of stage FACTOR, ENROL or (may_defer_factor) FULL. CH_UNAUTHENTICATED: wrong name or passphrase.
 * CH_TOO_MANY: five failures in a row hold the name for 15 min, each further one twice as long, at most 1 h;
 * out->retry_at says until when. agent: a short word for the list of sessions. */
CH_MUST_CHECK ch_status ch_sign_in_finish(ch_work *work, const ch_actor *actor, const ch_sign_in *attempt, ch_str agent,
                                          ch_opened *out);
/* The second step, and stepping up: a code of the authenticator, or a recovery code (used up). The token is rotated.
 * CH_INVALID: wrong code (field "code"); CH_TOO_MANY as above. */
CH_MUST_CHECK ch_status ch_factor_check(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out);
/* The second factor again, before an act that asks for it (CH_STEP_UP); good for 10 minutes. */
CH_MUST_CHECK ch_status ch_step_up(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out);

/* ---- second factor ---- */
typedef struct ch_enrolment { /* shown once, to be printed */
        ch_str seed;          /* base32 */
        ch_str uri;           /* otpauth://totp/… */
        ch_strs recovery;     /* CH_RECOVERY_CODES of them */
} ch_enrolment;
/* New seed and recovery codes; they count only after ch_factor_confirm. CH_CONFLICT: the account has a factor (a reset
 * comes first). */
CH_MUST_CHECK ch_status ch_factor_begin(ch_work *work, const ch_actor *actor, ch_enrolment *out);
/* A first code proves that the authenticator works; the session becomes FULL and its token is rotated. */
CH_MUST_CHECK ch_status ch_factor_confirm(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out);
/* How many recovery codes are left. */
CH_MUST_CHECK ch_status ch_recovery_left(const ch_look *look, const ch_actor *actor, size_t *left);

/* ---- invitations ---- */
typedef struct ch_invite_in {
        ch_str party, name, login, nationality, lang;
        ch_roles roles;
        bool may_defer_factor; /* sample accounts: no second factor before the first raised exposure; is_sample too */
} ch_invite_in;
/* *token: for the link, valid 7 days, used once. CH_INVALID: issues; CH_CONFLICT: the sign-in name is taken. */
CH_MUST_CHECK ch_status ch_invite(ch_work *work, const ch_actor *actor, const ch_invite_in *in, ch_str *token);

typedef struct ch_invitation_view {
        ch_str party, party_name, name, login;
        ch_roles roles;
        ch_time expires_at;
        bool is_reset; /* of the second factor of an account that exists */
        bool may_defer_factor;
} ch_invitation_view;
/* CH_HIDDEN: none such, used, expired, or not yet valid (a reset is held for 24 h). */
CH_MUST_CHECK ch_status ch_invitation_show(const ch_look *look, const ch_actor *actor, ch_str token,
                                           ch_invitation_view *out);

/* Is the passphrase good: 15..128 characters, any composition, neither one pattern repeated nor mostly made of known
 * words or of own words (name, sign-in name, party; may be empty). Adds issues to field "passphrase". Pure; any thread.
 */
void ch_passphrase_check(ch_str passphrase, ch_strs own, ch_issues *issues);

typedef struct ch_accept_in {
        ch_str token;
        ch_str name;       /* as the person writes it; empty: as invited */
        ch_str passphrase; /* checked again here, with the own words */
        const char *hash;  /* ch_pass_hash of it, from the hashing pool */
        ch_str agent;
} ch_accept_in;
/* Makes the account (for a reset: the new passphrase and factor), opens a session of stage ENROL (FULL when the factor
 * may wait) and gives the enrolment to print. */
CH_MUST_CHECK ch_status ch_invitation_accept(ch_work *work, const ch_actor *actor, const ch_accept_in *in,
                                             ch_opened *session, ch_enrolment *factor);

/* ---- accounts ---- */
typedef struct ch_account_view {
        const ch_account *account;
        ch_str party_name;
        bool is_self;
} ch_account_view;
/* All (admin), or those of one's party (mission); party empty: as far as the actor may see; alphabetically by party,
 * then name. */
CH_MUST_CHECK ch_status ch_account_list(const ch_look *look, const ch_actor *actor, ch_str party, ch_account_view **out,
                                        size_t *len);
CH_MUST_CHECK ch_status ch_account_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_account_view *out);
/* Takes effect with the next request of that person: all sessions end. */
CH_MUST_CHECK ch_status ch_account_disable(ch_work *work, const ch_actor *actor, const ch_step *step);
/* What an administrator may change of somebody else: roles and nationality (conflicts of interest follow with the next
 * request). The second factor is asked for again; all sessions of that person end. CH_INVALID: issues. */
typedef struct ch_account_in {
        ch_uuid id;
        uint32_t version; /* as shown; 0: whatever is current */
        ch_roles roles;
        ch_str nationality;
} ch_account_in;
CH_MUST_CHECK ch_status ch_account_change(ch_work *work, const ch_actor *actor, const ch_account_in *in);
/* Two officers: the first call notes it, the second, by another officer within 7 days, ends all sessions, takes the
 * factor away and gives the token of a link (valid from 24 h later on, for 72 h). *token is empty after the first. */
CH_MUST_CHECK ch_status ch_factor_reset(ch_work *work, const ch_actor *actor, const ch_step *step, ch_str *token);

/* ---- the sample ---- */
typedef struct ch_sample_link {
        const char *what; /* "mission", "donor", "expert", "secretariat", "chair"; a message id */
        ch_str login, party, party_name, token;
} ch_sample_link;
enum { CH_SAMPLES = 5 };
/* Invitations of the sample accounts that nobody has taken up; older links of the same name stop
 * counting once one was used. */
CH_MUST_CHECK ch_status ch_samples_invite(ch_work *work, const ch_actor *actor, ch_sample_link out[CH_SAMPLES],
                                          size_t *len);
#endif

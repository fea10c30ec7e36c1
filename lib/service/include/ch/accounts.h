/* ch/accounts.h – who comes in and how: invitations, sign-in in two steps, second factor, sessions, officers' acts.
 *
 * Nobody registers himself: an invitation link, used once. A passphrase is hashed and verified outside the writer
 * thread (100 ms each): begin on a look, ch_sign_in_verify in the hashing pool, finish in a work. Unknown names cost
 * the same and answer the same. A failed attempt is a fact: the work is kept although the status is not CH_OK
 * (work->keeps). Tokens leave once, as text; the database keeps hashes. Signing in:
 *
 *   ch_sign_in_begin(&look, &ch_actor_nobody, login, &attempt);          I/O thread
 *   ch_sign_in_verify(&attempt, passphrase);                             hashing thread
 *   ch_sign_in_finish(work, &ch_actor_nobody, &attempt, agent, &opened); writer; stage FACTOR, say
 *   ch_factor_check(work, &actor, code, &opened);                        next request; stage FULL, new token
 *
 * An actor without session is CH_UNAUTHENTICATED everywhere below but in signing in and in what an invitation link is
 * for.
 */
#ifndef CH_ACCOUNTS_H
#define CH_ACCOUNTS_H
#include <ch/case.h>

/* Characters of a passphrase; codes given out at once; sessions of one account at a time, of which the oldest give way.
 */
enum { CH_PASSPHRASE_MIN = 15, CH_PASSPHRASE_MAX = 128, CH_RECOVERY_CODES = 10, CH_SESSIONS_MAX = 3 };

/* ---- sessions ---- */
/* How far somebody has come in. */
typedef enum ch_stage {
        CH_STAGE_NOBODY,
        CH_STAGE_FACTOR, /* the passphrase was right; a code is awaited (ch_factor_check) */
        CH_STAGE_ENROL,  /* the account has no second factor yet (ch_factor_begin, then ch_factor_confirm) */
        CH_STAGE_FULL    /* the actor has his roles; in every other stage he has none */
} ch_stage;

/* A session just made or rotated: set the cookie. Filled in with CH_OK; retry_at also with CH_TOO_MANY. */
typedef struct ch_opened {
        ch_uuid session, account;
        /* 256 bits as 43 letters, for the cookie; not to be had again. */
        ch_str token;
        /* Token of the session's forms; another one whenever the session's token rotates. */
        ch_str csrf;
        ch_stage stage;
        /* With CH_TOO_MANY: from when on an attempt counts again. */
        ch_time retry_at;
} ch_opened;

/* What a page says of who looks at it; good only with CH_OK. */
typedef struct ch_session_info {
        ch_stage stage;
        ch_str csrf;
        /* ends_at: the earlier of the idle and the absolute limit, if nothing happens. seen_at as the disk has it. */
        ch_time created_at, seen_at, ends_at;
        ch_str name, party, party_name; /* of the person */
        ch_str lang;                    /* chosen by the account, or empty */
        bool has_factor;                /* the account has one; without it CH_STEP_UP means: enrol first */
        bool is_sample;
} ch_session_info;

/* Who sends this cookie. CH_UNAUTHENTICATED: nobody (also an empty token), ended, idle too long (State and provider 30
 * min, staff 15, anybody who is not in yet 10), older than 12 h, account disabled, or the clock was set back before its
 * last use; a session that was found over stays over. *actor and *info live in the look's arena; *actor is nobody
 * unless CH_OK, and has roles only in stage FULL. Notes the time in memory; it reaches the disk within a minute. Cost:
 * mostly no read of the database, each reader remembers some sessions. */
CH_MUST_CHECK ch_status ch_session_actor(const ch_look *look, ch_str token, ch_actor *actor, ch_session_info *info);

/* One of a person's own sessions, for a page on which he ends what is not his. */
typedef struct ch_session_line {
        ch_uuid id;
        /* The short word that was given when it began. */
        ch_str agent;
        ch_time created_at, seen_at;
        /* The one that asks. */
        bool is_this;
} ch_session_line;
/* The actor's own sessions that have not ended, newest first. One read. */
CH_MUST_CHECK ch_status ch_session_list(const ch_look *look, const ch_actor *actor, ch_session_line **out, size_t *len);
/* Ends the actor's session, at once and in every thread. An audit entry. */
CH_MUST_CHECK ch_status ch_sign_out(ch_work *work, const ch_actor *actor);
/* All sessions of the account; but_this keeps the one that asks. An audit entry. */
CH_MUST_CHECK ch_status ch_sign_out_everywhere(ch_work *work, const ch_actor *actor, bool but_this);

/* ---- sign-in ---- */
/* One attempt on its way through three threads; the login stands in the arena of the look that began it. */
typedef struct ch_sign_in {
        ch_str login;
        /* nil: unknown, disabled, or without passphrase. */
        ch_uuid account;
        char hash[CH_PASS_LEN]; /* the account's, or a dummy of the same cost */
        bool is_right;          /* set by ch_sign_in_verify */
} ch_sign_in;
/* Fetches the hash. CH_OK for unknown names too: these get a dummy. Names are compared trimmed and in lower case
 * (ASCII), at most 200 bytes of them. One or two reads. */
CH_MUST_CHECK ch_status ch_sign_in_begin(const ch_look *look, const ch_actor *actor, ch_str login, ch_sign_in *out);
/* Sets attempt->is_right. Hashing pool: about 100 ms and 64 MiB, for unknown names too. */
void ch_sign_in_verify(ch_sign_in *attempt, ch_str passphrase);
/* CH_OK: a session of stage FACTOR, ENROL or (may_defer_factor) FULL. CH_UNAUTHENTICATED: wrong name or passphrase, or
 * the passphrase was changed meanwhile. CH_TOO_MANY: five failures in a row hold the name for 15 min, each further one
 * twice as long, at most 1 h; out->retry_at says until when. Failures are counted in a row till every factor of the
 * account was given. agent: a short word for the list of sessions. */
CH_MUST_CHECK ch_status ch_sign_in_finish(ch_work *work, const ch_actor *actor, const ch_sign_in *attempt, ch_str agent,
                                          ch_opened *out);
/* The second step: a code of the authenticator (each once, one step of 30 s early or late), or a recovery code (used
 * up; dashes and case do not count). Stage FULL; token and csrf are rotated. CH_INVALID: wrong code (field "code"),
 * counted as a failure; CH_TOO_MANY as above; CH_CONFLICT: the account has no second factor yet. */
CH_MUST_CHECK ch_status ch_factor_check(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out);
/* The same before an act that asks for the second factor again (CH_STEP_UP); good for 10 minutes. */
CH_MUST_CHECK ch_status ch_step_up(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out);

/* ---- second factor ---- */
/* Shown once, to be printed; kept nowhere in clear. */
typedef struct ch_enrolment {
        ch_str seed; /* base32 */
        /* For a QR code: otpauth://totp/Clearinghouse:LOGIN?secret=SEED&issuer=Clearinghouse. */
        ch_str uri;
        /* CH_RECOVERY_CODES of them, "ABCD-EFGH-JKLM"; each is good once. */
        ch_strs recovery;
} ch_enrolment;
/* New seed and recovery codes, in place of any given before; the seed counts only after ch_factor_confirm. CH_CONFLICT:
 * the account has a factor (a reset comes first). */
CH_MUST_CHECK ch_status ch_factor_begin(ch_work *work, const ch_actor *actor, ch_enrolment *out);
/* A first code proves that the authenticator works; the session becomes FULL and its token is rotated. CH_INVALID:
 * another code (field "code"), not counted; CH_CONFLICT as above. */
CH_MUST_CHECK ch_status ch_factor_confirm(ch_work *work, const ch_actor *actor, ch_str code, ch_opened *out);
/* How many recovery codes are left. */
CH_MUST_CHECK ch_status ch_recovery_left(const ch_look *look, const ch_actor *actor, size_t *left);

/* ---- invitations ---- */
/* Whom to invite as what. */
typedef struct ch_invite_in {
        /* Code of the party ("COMMITTEE" for staff); name and e-mail address, trimmed here; State of the person, which
         * staff must have; language of the pages, or empty. */
        ch_str party, name, login, nationality, lang;
        /* CH_HAS(…) of those that people of such a party may have. */
        ch_roles roles;
        /* For sample accounts, by the system alone (else CH_HIDDEN): no second factor before the first raised exposure;
         * marks the account as sample too. */
        bool may_defer_factor;
} ch_invite_in;
/* Administrators. *token: for the link, valid 7 days, used once. CH_INVALID: issues by field; CH_CONFLICT: the sign-in
 * name is taken. Several invitations to one name may wait; the first taken up wins. */
CH_MUST_CHECK ch_status ch_invite(ch_work *work, const ch_actor *actor, const ch_invite_in *in, ch_str *token);

/* What the page behind the link says; expires_at is the link's. */
typedef struct ch_invitation_view {
        ch_str party, party_name, name, login;
        ch_roles roles;
        ch_time expires_at;
        bool is_reset; /* of the second factor of an account that exists */
        bool may_defer_factor;
} ch_invitation_view;
/* Whoever holds the link. CH_HIDDEN: none such, used, expired, or not yet valid (a reset is held for 24 h). */
CH_MUST_CHECK ch_status ch_invitation_show(const ch_look *look, const ch_actor *actor, ch_str token,
                                           ch_invitation_view *out);

/* Is the passphrase good: 15..128 characters, any composition, neither one pattern repeated nor mostly made of known
 * words or of own words (name, sign-in name, party; may be empty). Adds issues to field "passphrase". Pure; any thread.
 */
void ch_passphrase_check(ch_str passphrase, ch_strs own, ch_issues *issues);

/* What somebody does with the link. */
typedef struct ch_accept_in {
        ch_str token;
        /* As the person writes it, one line of at most 200 characters; empty: as invited. Ignored for a reset. */
        ch_str name;
        ch_str passphrase; /* checked again here, with the own words */
        /* ch_pass_hash of it, from the hashing pool; not NULL. */
        const char *hash;
        ch_str agent;
} ch_accept_in;
/* Makes the account (for a reset: the new passphrase and factor), opens a session of stage ENROL (FULL when the factor
 * may wait) and gives the enrolment to print. Other sessions of the account end. CH_HIDDEN as ch_invitation_show, or
 * the account was disabled meanwhile; CH_INVALID: passphrase or name; CH_CONFLICT: the sign-in name was taken
 * meanwhile. */
CH_MUST_CHECK ch_status ch_invitation_accept(ch_work *work, const ch_actor *actor, const ch_accept_in *in,
                                             ch_opened *session, ch_enrolment *factor);

/* ---- accounts ---- */
/* A whole account, a copy in the arena: who may read one may read all of it. Secrets are no part of it. */
typedef struct ch_account_view {
        const ch_account *account;
        ch_str party_name;
        bool is_self;
} ch_account_view;
/* All (admin), or those of one's party (mission); party empty: as far as the actor may see. Disabled ones too.
 * Alphabetically by name of the party in the look's language, then by the person's, bytewise. */
CH_MUST_CHECK ch_status ch_account_list(const ch_look *look, const ch_actor *actor, ch_str party, ch_account_view **out,
                                        size_t *len);
/* An administrator, a mission of the same party, or the person himself. */
CH_MUST_CHECK ch_status ch_account_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_account_view *out);
/* An administrator, but not on his own account (CH_CONFLICT), so that one is left; of the step: id and version. Takes
 * effect with the next request of that person: all sessions end. CH_STALE as any step. There is no way back but a new
 * invitation under another name. */
CH_MUST_CHECK ch_status ch_account_disable(ch_work *work, const ch_actor *actor, const ch_step *step);
/* What an administrator may change of somebody else: roles and nationality (conflicts of interest follow with the next
 * request); both are set, so start from what is shown. */
typedef struct ch_account_in {
        ch_uuid id;
        uint32_t version; /* as shown; 0: whatever is current */
        ch_roles roles;
        ch_str nationality;
} ch_account_in;
/* CH_STEP_UP: the second factor is asked for again. CH_CONFLICT: the own account. CH_INVALID: issues, as ch_invite. All
 * sessions of that person end. */
CH_MUST_CHECK ch_status ch_account_change(ch_work *work, const ch_actor *actor, const ch_account_in *in);
/* Two officers, each with the second factor given within ten minutes: the first call notes it, the second, by another
 * officer within 7 days, ends all sessions, takes passphrase and factor away and gives the token of a link (valid from
 * 24 h later on, for 72 h). *token is empty after the first, and after the same officer's second. CH_CONFLICT: the own
 * account, or a disabled one. Of the step: id and version. */
CH_MUST_CHECK ch_status ch_factor_reset(ch_work *work, const ch_actor *actor, const ch_step *step, ch_str *token);

/* ---- the sample ---- */
/* Invitation of one of the five. */
typedef struct ch_sample_link {
        const char *what; /* "mission", "donor", "expert", "secretariat", "chair"; a message id */
        /* Such as "expert@example.org", "COMMITTEE". */
        ch_str login, party, party_name, token;
} ch_sample_link;
/* Sample accounts: one each for mission, donor, expert, secretariat and Chair. */
enum { CH_SAMPLES = 5 };
/* The system. New invitations of the sample accounts that nobody has taken up, in this order, *len of them; older links
 * of the same name stop counting once one was used. Mission and donor are of States that the sample records name,
 * Albania and Canada where they can be; staff are of States that neither ask nor offer. */
CH_MUST_CHECK ch_status ch_samples_invite(ch_work *work, const ch_actor *actor, ch_sample_link out[CH_SAMPLES],
                                          size_t *len);
#endif

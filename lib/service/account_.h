/* account_.h – what the files about accounts share. */
#ifndef ACCOUNT__H
#define ACCOUNT__H
#include "case_.h"
#include <ch/accounts.h>

enum { TOKEN_BYTES = 32, MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS };

/* What the database keeps of a token's text. */
ch_key token_hash(ch_str token);
/* A new token as text; empty: arena full. */
ch_str token_new(ch_arena *arena);
/* Sign-in names are compared trimmed and in lower case. */
ch_str login_of(ch_arena *arena, ch_str typed);
/* Does nobody stand behind this call? Then CH_UNAUTHENTICATED. */
CH_MUST_CHECK ch_status need_session(const ch_actor *actor);
/* A new session of the account, its token in out; the oldest beyond CH_SESSIONS_MAX end. */
CH_MUST_CHECK ch_status open_session(ch_work *work, const ch_account *account, const ch_credential *c, ch_str agent,
                                     ch_opened *out);
/* Gives the actor's session a new token; has the second factor just been given? step_up: and is it to count for acts
 * that ask again? */
CH_MUST_CHECK ch_status rotate_session(ch_work *work, const ch_actor *actor, bool has_factor, bool step_up,
                                       ch_opened *out);
/* How far a session has come: FULL once its second factor was given, or where the account may put off having one. */
ch_stage stage_of(const ch_account *account, bool account_has_factor, bool session_has_factor);
/* A new seed and new recovery codes; the seed counts once confirmed. Stores the credential, also what else the caller
 * set in it. */
CH_MUST_CHECK ch_status make_factor(ch_work *work, ch_credential *c, ch_str login, ch_enrolment *out);
/* Checks of what an invitation may say: adds issues to "party", "login", "roles", "nationality", "lang". */
void check_invite(ch_work *work, const ch_actor *actor, const ch_invite_in *in);
/* Invites without asking ch_may: for the acts that have asked for something wider. */
CH_MUST_CHECK ch_status make_invitation(ch_work *work, const ch_actor *actor, const ch_invitation *in, ch_str *token);
/* From when on a link counts: 0, always; that of a reset a day after it was made. */
ch_time invitation_from(const ch_invitation *i);
#endif

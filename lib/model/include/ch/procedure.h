/* ch/procedure.h – the procedure as one table: who moves what, from where to where, which clock starts, which letter
 * goes.
 *
 * A move that has no row is illegal: CH_ILLEGAL_MOVE, and ch_moves_from names the legal ones. Clocks are settings with
 * the values of today as defaults. Pure and constant; thread-safe. The rules are PRODUCT 3's; one row of moves.c reads:
 *
 *      { MATCH(ENDORSE, M(PROPOSED), CH_MATCH_ENDORSED, CHAIR), .letter = "endorsement",
 *        .label = CH_MSG_INIT("Endorse the proposal") }
 *
 * How a step is decided: ch_may (may.h) says whether this actor may do this act to this object, ch_move_find whether
 * the procedure has it from here; then the service does it.
 */
#ifndef CH_PROCEDURE_H
#define CH_PROCEDURE_H
#include <ch/match.h>
#include <ch/offer.h>
#include <ch/party.h>
#include <ch/request.h>

/* Everything that anybody can do or read. One row of the permission table each (may.h); moves also have rows below.
 * Unless a status is named, a move leaves the record where it stands. */
typedef enum ch_act {
        CH_ACT_NONE,

        /* ---- reading ---- */

        /* The page of what waits for whoever is signed in. */
        CH_ACT_HOME,
        /* What needs no session: start page, sign-in, reference tables, health. */
        CH_ACT_PUBLIC_PAGE,
        CH_ACT_REQUEST_READ,
        CH_ACT_REQUEST_LIST,
        CH_ACT_OFFER_READ,
        CH_ACT_OFFER_LIST,
        CH_ACT_MATCH_READ,
        CH_ACT_MATCH_LIST,
        /* Ranked list of a need or an offer, with scores: experts and Chair. */
        CH_ACT_RANKED_READ,
        CH_ACT_DIRECTORY_READ,
        CH_ACT_CONTACT_READ,
        CH_ACT_ACCOUNT_READ,
        CH_ACT_ACCOUNT_LIST,
        CH_ACT_AUDIT_READ,
        /* What waits for the Committee's people. */
        CH_ACT_REVIEW_READ,

        /* ---- accounts ---- */

        CH_ACT_ACCOUNT_INVITE,
        CH_ACT_ACCOUNT_DISABLE,
        CH_ACT_ACCOUNT_ROLES,
        /* A lost second factor: two officers. */
        CH_ACT_FACTOR_RESET,
        /* All of one's own sessions. */
        CH_ACT_SESSION_END_ALL,
        CH_ACT_ACCOUNT_EDIT_OWN,

        /* ---- request ---- */

        /* Begin: a draft. */
        CH_ACT_REQUEST_DRAFT,
        /* Save a page of a draft, or of one that is back with the State. */
        CH_ACT_REQUEST_EDIT,
        /* Submitted; starts the clock of circulation. */
        CH_ACT_REQUEST_SUBMIT,
        /* By the secretariat, with what is missing: back with the State. */
        CH_ACT_REQUEST_GIVE_BACK,
        /* The note was seen or the mission called back: authenticated. */
        CH_ACT_REQUEST_AUTHENTICATE,
        /* Receipt acknowledged: open; starts the brake. */
        CH_ACT_REQUEST_OPEN,
        /* The secretariat enters a paper note for any State: submitted, or informal. */
        CH_ACT_REQUEST_REGISTER_NOTE,
        /* A mission adopts an informal one: draft. */
        CH_ACT_REQUEST_ADOPT,
        /* An informal one: not pursued. */
        CH_ACT_REQUEST_NOT_PURSUE,
        /* The mission stops circulation and every exposure, and lets them go on. */
        CH_ACT_REQUEST_HOLD,
        CH_ACT_REQUEST_LIFT_HOLD,
        /* The mission does not wait for the five working days of the brake. */
        CH_ACT_REQUEST_WAIVE_BRAKE,
        /* By the Chair, to the providers whom the State's levels let in; zero or more times. */
        CH_ACT_REQUEST_CIRCULATE,
        /* Open a field group to more readers, with the second factor; close one, at once. */
        CH_ACT_REQUEST_RAISE,
        CH_ACT_REQUEST_LOWER,
        /* Resting, and open again. */
        CH_ACT_REQUEST_REST,
        CH_ACT_REQUEST_REOPEN,
        CH_ACT_REQUEST_WITHDRAW,
        /* Closed, with what for. */
        CH_ACT_REQUEST_CLOSE,
        /* A member of the Committee, to the working group; the State is told, not by whom. */
        CH_ACT_REQUEST_REFER,
        /* Topics inferred from words become confirmed, or are refused. */
        CH_ACT_REQUEST_CONFIRM_TOPICS,
        /* The State says how far a need is covered. */
        CH_ACT_REQUEST_COVERAGE,
        /* A question to the State; starts the clock of clarification. */
        CH_ACT_REQUEST_CLARIFY,

        /* ---- offer ---- */

        /* Begin: a draft. */
        CH_ACT_OFFER_DRAFT,
        /* Save a draft or a returned one; one that rests becomes a draft, so that nothing is listed unread. */
        CH_ACT_OFFER_EDIT,
        CH_ACT_OFFER_SUBMIT,
        /* By the secretariat, on whose word: listed. */
        CH_ACT_OFFER_LIST_IT,
        /* To the provider, with what is missing. */
        CH_ACT_OFFER_RETURN,
        /* It still stands: today is its last confirmed. */
        CH_ACT_OFFER_CONFIRM,
        /* Resting, and listed again unchanged. */
        CH_ACT_OFFER_REST,
        CH_ACT_OFFER_REOPEN,
        CH_ACT_OFFER_CLOSE,

        /* ---- match: the status reached stands at ch_match_status ---- */

        /* The four that make a match: of an expert two, of a provider, of the State. */
        CH_ACT_MATCH_SET_ASIDE,
        CH_ACT_MATCH_PROPOSE,
        /* By the Chair, never by who proposed. */
        CH_ACT_MATCH_ENDORSE,
        /* By the mission; by the system where its consent stands. */
        CH_ACT_MATCH_CLEAR,
        CH_ACT_MATCH_INVITE,
        /* The provider's answers to an invitation. */
        CH_ACT_MATCH_ANSWER_OFFER,
        CH_ACT_MATCH_ANSWER_DECLINE,
        CH_ACT_MATCH_VOLUNTEER,
        CH_ACT_MATCH_PASS_ON,
        CH_ACT_MATCH_ASK_FOR,
        /* The mission's answers to what is offered. */
        CH_ACT_MATCH_ACCEPT,
        CH_ACT_MATCH_ASK_CHANGES,
        CH_ACT_MATCH_DECLINE,
        /* Delivery: begun by the provider, suspended and resumed by either. */
        CH_ACT_MATCH_START,
        CH_ACT_MATCH_SUSPEND,
        CH_ACT_MATCH_RESUME,
        /* The provider says delivered; then the State. */
        CH_ACT_MATCH_REPORT,
        CH_ACT_MATCH_CONFIRM_DELIVERY,
        CH_ACT_MATCH_CLOSE,
        /* The system alone: nobody answered the invitation. */
        CH_ACT_MATCH_LAPSE,
        /* By the provider, before acceptance. */
        CH_ACT_MATCH_WITHDRAW_OFFER,
        /* By the Chair, with a reason. */
        CH_ACT_MATCH_RESCIND,
        /* The State's contact details to this provider, with the second factor. */
        CH_ACT_MATCH_PASS_CONTACTS,
        /* Of both sides after delivery (resolution 2663 (2022), OP 20). */
        CH_ACT_MATCH_FEEDBACK,

        /* ---- the rest of the house ---- */

        CH_ACT_CONTACT_EDIT,
        CH_ACT_LETTER_RELEASE,
        /* Versions of the ranking's weights: propose one, put it in force, refuse it. */
        CH_ACT_WEIGHTS_READ,
        CH_ACT_WEIGHTS_PROPOSE,
        CH_ACT_WEIGHTS_APPLY,
        CH_ACT_IMPORT,
        CH_ACT_EXPORT,
        /* Offers that fit an own request, or needs open to one that fit an own offer; without scores. */
        CH_ACT_SUITABLE_READ,
        /* A plan over many requests: experts and Chair. */
        CH_ACT_PLAN_READ,
        CH_ACT_WEIGHTS_REFUSE,
        CH__ACT_MAX
} ch_act;
/* Stable word: "request.submit"; "" for CH_ACT_NONE and what is no act. And back: CH_ACT_NONE when unknown. */
const char *ch_act_word(ch_act act);
ch_act ch_act_of(ch_str word);

/* The clocks of PRODUCT 3, with the lengths that they have unless the clearing-house sets others. */
typedef enum ch_clock_id {
        CH_CLOCK_NONE,
        /* The mission may stop circulation: 5 working days from acknowledgement. */
        CH_CLOCK_BRAKE,
        /* To vetted providers: 7 calendar days from receipt; where the two conflict the brake wins. */
        CH_CLOCK_CIRCULATE,
        /* 20 working days, then it lapses. */
        CH_CLOCK_INVITATION,
        /* At most 20 working days; pauses invitation clocks. */
        CH_CLOCK_CLARIFICATION,
        /* Letter 1 year after the request. */
        CH_CLOCK_NEED_MET,
        /* Every 2 months. */
        CH_CLOCK_BRIEFING,
        /* 30 days after delivery. */
        CH_CLOCK_FEEDBACK,
        CH__CLOCK_MAX
} ch_clock_id;

typedef struct ch_clock_length {
        const char *name; /* of the setting: "circulation_brake" */
        int32_t length;   /* in units; below 0 counts as 0, above 10,000 as that */
        /* Working days: Monday to Friday without the official holidays. */
        enum { CH_WORKING_DAYS, CH_CALENDAR_DAYS, CH_MONTHS } unit;
} ch_clock_length;
extern const ch_clock_length ch_clock_defaults[CH__CLOCK_MAX];

/* For "skipped: Sat 3, Sun 4": the weekends and holidays that working days did not count, in order. */
typedef struct ch_skipped {
        ch_day *v;
        size_t len;
} ch_skipped;
/* Last day of a clock that starts on from; the day after is the first counted. 5 working days from a Monday end on the
 * Monday after; a month from 31 January ends on the last of February. CH_DAY_NONE gives CH_DAY_NONE. *skipped (NULL:
 * not wanted) lives in the arena; when that is full some days are missing from it, never from the count. A step for
 * each day counted. */
ch_day ch_clock_due(ch_arena *arena, const ch_vocab *vocab, ch_clock_length length, ch_day from, ch_skipped *skipped);

/* Who holds a matter now: for "held by …, until …" on every page of a case. */
typedef enum ch_holder {
        /* It is over, or nobody need do anything. */
        CH_HELD_NOBODY,
        CH_HELD_STATE,
        CH_HELD_SECRETARIAT,
        CH_HELD_EXPERTS,
        CH_HELD_CHAIR,
        CH_HELD_PROVIDER
} ch_holder;
/* Of a request, offer or match in that status; nobody for other kinds, and for statuses that there are not. */
ch_holder ch_holder_of(ch_kind kind, int32_t status);

/* One row: who may take a record from where to where. */
typedef struct ch_move {
        ch_act act;
        ch_kind kind;
        /* CH_FROM(status) | …; CH_FROM_NOTHING: it does not exist yet. */
        uint64_t from;
        /* Status; -1 = stays where it is. */
        int32_t to;
        /* Which side (own party, provider, Committee) is the permission table's matter; 0: the system alone. */
        ch_roles who;
        /* Clock of who holds it next, or CH_CLOCK_NONE. */
        ch_clock_id starts;
        /* Kind of letter that is due (ch_letter.kind), or NULL. */
        const char *letter;
        /* A coded reason must be given, one of ch_reasons_of(act). */
        bool needs_reason;
        /* English imperative for the button, a message id: "Endorse the proposal". */
        const char *label;
} ch_move;
#define CH_FROM(status) ((uint64_t)1 << (status))
#define CH_FROM_NOTHING ((uint64_t)1 << 63)

/* The row for this act from this status (-1: the record does not exist yet), or NULL: illegal. The first in the table;
 * all walk the table, some sixty rows. */
const ch_move *ch_move_find(ch_kind kind, ch_act act, int32_t from);
/* The same where an act may end in more than one status (a registered note: submitted or informal). */
const ch_move *ch_move_to(ch_kind kind, ch_act act, int32_t from, int32_t to);
/* All rows of the table, how many; the first to *first. */
size_t ch_moves(const ch_move **first);
/* Legal moves from a status (-1: as above), in table order, whoever may make them; returns how many were written, at
 * most cap. */
size_t ch_moves_from(ch_kind kind, int32_t from, const ch_move **out, size_t cap);
/* One of the reasons that may be given for an act (set aside, decline, close, rescind …): a stable word, and what
 * people read, an English message id. { "no_capacity", "No capacity at present" } */
typedef struct ch_coded_reason {
        const char *code, *label;
} ch_coded_reason;
const ch_coded_reason *ch_reasons_of(ch_act act); /* ends with code NULL; NULL when the act takes none */
/* What people read for a reason that was given with this act; "" when it is none of the act's. */
const char *ch_reason_label(ch_act act, ch_str code);
/* The same for the reason with which a record came to its status: of the first act leading there that has such a
 * reason;
 * "" when none has. */
const char *ch_status_reason(ch_kind kind, int32_t status, ch_str code);
/* Does something said in own words stay readable: with the decisions of a match, with a new status, as a question to
 * the State? Where not, nobody is asked for words and none are taken. */
bool ch_move_keeps_words(const ch_move *move);
/* Do the tables agree with themselves and with the permission table (asked by a test): every status reachable, every
 * act has its word, every move its label, its reasons where it needs one, roles that the permission table lets through,
 * and no two rows for the same step. NULL, or what is wrong. */
const char *ch_procedure_check(void);
#endif

/* ch/procedure.h – the procedure as one table: who moves what, from where to where, which clock starts, which letter
 * goes.
 *
 * A move that has no row is illegal: CH_ILLEGAL_MOVE, and ch_moves_from names the legal ones. Clocks are settings with
 * the values of today as defaults. Pure and constant; thread-safe.
 */
#ifndef CH_PROCEDURE_H
#define CH_PROCEDURE_H
#include <ch/match.h>
#include <ch/offer.h>
#include <ch/party.h>
#include <ch/request.h>

/* Everything that anybody can do or read. One row of the permission table each (may.h); moves also have rows below. */
typedef enum ch_act {
        CH_ACT_NONE,
        /* reading */
        CH_ACT_HOME,
        CH_ACT_PUBLIC_PAGE,
        CH_ACT_REQUEST_READ,
        CH_ACT_REQUEST_LIST,
        CH_ACT_OFFER_READ,
        CH_ACT_OFFER_LIST,
        CH_ACT_MATCH_READ,
        CH_ACT_MATCH_LIST,
        CH_ACT_RANKED_READ, /* ranked list of a need, with scores: experts */
        CH_ACT_DIRECTORY_READ,
        CH_ACT_CONTACT_READ,
        CH_ACT_ACCOUNT_READ,
        CH_ACT_ACCOUNT_LIST,
        CH_ACT_AUDIT_READ,
        CH_ACT_REVIEW_READ,
        /* accounts */
        CH_ACT_ACCOUNT_INVITE,
        CH_ACT_ACCOUNT_DISABLE,
        CH_ACT_ACCOUNT_ROLES,
        CH_ACT_FACTOR_RESET,
        CH_ACT_SESSION_END_ALL,
        CH_ACT_ACCOUNT_EDIT_OWN,
        /* request */
        CH_ACT_REQUEST_DRAFT, /* begin */
        CH_ACT_REQUEST_EDIT,  /* save a page of a draft */
        CH_ACT_REQUEST_SUBMIT,
        CH_ACT_REQUEST_GIVE_BACK,
        CH_ACT_REQUEST_AUTHENTICATE,
        CH_ACT_REQUEST_OPEN,
        CH_ACT_REQUEST_REGISTER_NOTE, /* the secretariat enters a paper note for any State */
        CH_ACT_REQUEST_ADOPT,         /* a mission adopts an informal one */
        CH_ACT_REQUEST_NOT_PURSUE,
        CH_ACT_REQUEST_HOLD,
        CH_ACT_REQUEST_LIFT_HOLD,
        CH_ACT_REQUEST_WAIVE_BRAKE,
        CH_ACT_REQUEST_CIRCULATE,
        CH_ACT_REQUEST_RAISE,
        CH_ACT_REQUEST_LOWER,
        CH_ACT_REQUEST_REST,
        CH_ACT_REQUEST_REOPEN,
        CH_ACT_REQUEST_WITHDRAW,
        CH_ACT_REQUEST_CLOSE,
        CH_ACT_REQUEST_REFER,
        CH_ACT_REQUEST_CONFIRM_TOPICS,
        CH_ACT_REQUEST_COVERAGE,
        CH_ACT_REQUEST_CLARIFY,
        /* offer */
        CH_ACT_OFFER_DRAFT,
        CH_ACT_OFFER_EDIT,
        CH_ACT_OFFER_SUBMIT,
        CH_ACT_OFFER_LIST_IT,
        CH_ACT_OFFER_RETURN,
        CH_ACT_OFFER_CONFIRM,
        CH_ACT_OFFER_REST,
        CH_ACT_OFFER_REOPEN,
        CH_ACT_OFFER_CLOSE,
        /* match */
        CH_ACT_MATCH_SET_ASIDE,
        CH_ACT_MATCH_PROPOSE,
        CH_ACT_MATCH_ENDORSE,
        CH_ACT_MATCH_CLEAR,
        CH_ACT_MATCH_INVITE,
        CH_ACT_MATCH_ANSWER_OFFER,
        CH_ACT_MATCH_ANSWER_DECLINE,
        CH_ACT_MATCH_VOLUNTEER,
        CH_ACT_MATCH_PASS_ON,
        CH_ACT_MATCH_ASK_FOR,
        CH_ACT_MATCH_ACCEPT,
        CH_ACT_MATCH_ASK_CHANGES,
        CH_ACT_MATCH_DECLINE,
        CH_ACT_MATCH_START,
        CH_ACT_MATCH_SUSPEND,
        CH_ACT_MATCH_RESUME,
        CH_ACT_MATCH_REPORT,
        CH_ACT_MATCH_CONFIRM_DELIVERY,
        CH_ACT_MATCH_CLOSE,
        CH_ACT_MATCH_LAPSE,
        CH_ACT_MATCH_WITHDRAW_OFFER,
        CH_ACT_MATCH_RESCIND,
        CH_ACT_MATCH_PASS_CONTACTS,
        CH_ACT_MATCH_FEEDBACK,
        /* the rest of the house */
        CH_ACT_CONTACT_EDIT,
        CH_ACT_LETTER_RELEASE,
        CH_ACT_WEIGHTS_READ,
        CH_ACT_WEIGHTS_PROPOSE,
        CH_ACT_WEIGHTS_APPLY,
        CH_ACT_IMPORT,
        CH_ACT_EXPORT,
        CH_ACT_SUITABLE_READ, /* offers that fit an own request, or needs open to one that fit an own offer; without
                                 scores */
        CH_ACT_PLAN_READ,     /* a plan over many requests: experts */
        CH_ACT_WEIGHTS_REFUSE,
        CH__ACT_MAX
} ch_act;
/* Stable word: "request.submit". */
const char *ch_act_word(ch_act act);
ch_act ch_act_of(ch_str word);

typedef enum ch_clock_id {
        CH_CLOCK_NONE,
        CH_CLOCK_BRAKE,         /* the mission may stop circulation: 5 working days from acknowledgement */
        CH_CLOCK_CIRCULATE,     /* 7 calendar days from receipt */
        CH_CLOCK_INVITATION,    /* 20 working days, then it lapses */
        CH_CLOCK_CLARIFICATION, /* at most 20 working days; pauses invitation clocks */
        CH_CLOCK_NEED_MET,      /* letter 1 year after the request */
        CH_CLOCK_BRIEFING,      /* every 2 months */
        CH_CLOCK_FEEDBACK,      /* 30 days after delivery */
        CH__CLOCK_MAX
} ch_clock_id;

typedef struct ch_clock_length {
        const char *name; /* setting: "circulation_brake" */
        int32_t length;
        enum { CH_WORKING_DAYS, CH_CALENDAR_DAYS, CH_MONTHS } unit;
} ch_clock_length;
extern const ch_clock_length ch_clock_defaults[CH__CLOCK_MAX];

/* Last day of a clock that starts on from (the day after is the first counted). *skipped gets the days that did not
 * count, for "skipped: Sat 3, Sun 4", in the arena. */
typedef struct ch_skipped {
        ch_day *v;
        size_t len;
} ch_skipped;
ch_day ch_clock_due(ch_arena *arena, const ch_vocab *vocab, ch_clock_length length, ch_day from, ch_skipped *skipped);

/* Who holds a matter now: for "held by …, until …" on every page of a case. */
typedef enum ch_holder {
        CH_HELD_NOBODY,
        CH_HELD_STATE,
        CH_HELD_SECRETARIAT,
        CH_HELD_EXPERTS,
        CH_HELD_CHAIR,
        CH_HELD_PROVIDER
} ch_holder;
ch_holder ch_holder_of(ch_kind kind, int32_t status);

typedef struct ch_move {
        ch_act act;
        ch_kind kind;
        uint64_t from; /* bit = 1 << status; bit 63 = "does not exist yet" */
        int32_t to;    /* status; -1 = stays where it is */
        ch_roles who;  /* which side (own party, provider, Committee) is the permission table's matter; 0: the system
                          alone */
        ch_clock_id starts; /* clock of who holds it next */
        const char *letter; /* kind of letter that is due, or NULL */
        bool needs_reason;  /* a coded reason must be given */
        const char *label;  /* English imperative for the button, a message id: "Endorse the proposal" */
} ch_move;
#define CH_FROM(status) ((uint64_t)1 << (status))
#define CH_FROM_NOTHING ((uint64_t)1 << 63)

/* The row for this act from this status (-1: the record does not exist yet), or NULL: illegal. */
const ch_move *ch_move_find(ch_kind kind, ch_act act, int32_t from);
/* The same where an act may end in more than one status (a registered note: submitted or informal). */
const ch_move *ch_move_to(ch_kind kind, ch_act act, int32_t from, int32_t to);
/* All rows of the table, for tests, documentation and the start-up check. */
size_t ch_moves(const ch_move **first);
/* Legal moves from a status, in table order; returns how many of at most cap. */
size_t ch_moves_from(ch_kind kind, int32_t from, const ch_move **out, size_t cap);
/* Coded reasons for an act (set aside, decline, close, rescind …): words with English labels; NULL-terminated pairs. */
typedef struct ch_coded_reason {
        const char *code, *label;
} ch_coded_reason;
const ch_coded_reason *ch_reasons_of(ch_act act); /* ends with code NULL; NULL when the act takes none */
/* What people read for a reason that was given with this act, a message id; "" when it is none of the act's. */
const char *ch_reason_label(ch_act act, ch_str code);
/* The same for the reason with which a record came to its status. */
const char *ch_status_reason(ch_kind kind, int32_t status, ch_str code);
/* Does something said in own words stay readable: with the decisions of a match, with a new status, as a question to
 * the State? Where not, nobody is asked for words and none are taken. */
bool ch_move_keeps_words(const ch_move *move);
/* Start-up check of the tables: every status reachable, every act has its word, every move its label, its reasons where
 * it needs one, roles that the permission table lets through, and no two rows for the same step. NULL, or what is
 * wrong. */
const char *ch_procedure_check(void);
#endif

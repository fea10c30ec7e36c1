/* ch/requests.h – a State's request: written, submitted, authenticated, opened, circulated, shown as far as it
 * consents.
 *
 * Reads take a look, writes a work; both take the actor second and ask ch_may first. What leaves is a view: a redacted
 * copy in the arena. One may not: CH_HIDDEN. No such move from here: CH_ILLEGAL_MOVE (work->legal). Faulty: CH_INVALID
 * (work->issues). Each move stores a new version, its change and its audit entry in one transaction; cost: a few
 * statements.
 */
#ifndef CH_REQUESTS_H
#define CH_REQUESTS_H
#include <ch/case.h>

/* ---- reading ---- */
typedef struct ch_request_view {
        const ch_request *request; /* fields of other groups are empty */
        uint32_t groups;           /* bit = 1 << ch_group: those shown */
        ch_str party_name;
        ch_holding holding;
        ch_legal moves;
        bool is_own;              /* the reader's party is the requesting one */
        ch_day brake_until;       /* the mission may stop circulation till then; CH_DAY_NONE: no brake runs */
        ch_day circulate_until;   /* 7 days from receipt; CH_DAY_NONE: does not apply */
        bool brake_wins;          /* the two conflict: circulation waits for the brake, and the page says so */
        size_t committee_readers; /* people who read at Committee level: for the consent page; own party and Committee
                                     only */
        bool raise_waits;         /* a raised exposure waits for a second person of the party */
        ch_uuid raise_by;
} ch_request_view;
/* The State, the Committee's people without conflict, and whoever the State opened something to. */
CH_MUST_CHECK ch_status ch_request_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_request_view *out);
/* The same by its reference. */
CH_MUST_CHECK ch_status ch_request_show_ref(const ch_look *look, const ch_actor *actor, ch_str ref,
                                            ch_request_view *out);

typedef struct ch_request_filter {
        ch_str party;             /* empty: all */
        uint32_t statuses;        /* bit = 1 << ch_request_status; 0: all */
        ch_str topic, assistance; /* a need has it, or one below it */
        ch_str region;            /* requesting State belongs to it */
        ch_str text;              /* all its words occur in what the reader may read; at most 256 characters */
        bool no_samples;
        ch_page_ask page;
} ch_request_filter;
typedef struct ch_request_list {
        ch_request_view *v;
        size_t len;
        ch_page_info page;
} ch_request_list;
/* Alphabetically by UN short name of the State in English, then by reference. */
CH_MUST_CHECK ch_status ch_requests(const ch_look *look, const ch_actor *actor, const ch_request_filter *filter,
                                    ch_request_list *out);

/* ---- writing ---- */
/* Begins a draft of the actor's party (a coordinator: of in->party). fields may be NULL. */
typedef struct ch_draft_in {
        ch_str party, lang;
        const ch_request *fields; /* first answers; only CH_WRITABLE fields are taken */
        ch_strs names;            /* which of them */
        ch_str channel; /* of a registered note: paper_note (also when empty), email, national_report, referral */
} ch_draft_in;
CH_MUST_CHECK ch_status ch_request_draft(ch_work *work, const ch_actor *actor, const ch_draft_in *in, ch_made *out);

/* One page of the form: the named fields of ch_request_fields are taken from fields, all others stay. "needs" replaces
 * all needs: start from the view's; no = 0 gets the next number. CH_STALE: somebody saved in between. */
typedef struct ch_save_in {
        ch_uuid id;
        uint32_t version;
        const ch_request *fields;
        ch_strs names;
} ch_save_in;
CH_MUST_CHECK ch_status ch_request_save(ch_work *work, const ch_actor *actor, const ch_save_in *in, ch_made *out);
/* What still stands between the draft and its submission: work->issues of a submit, without submitting. */
CH_MUST_CHECK ch_status ch_request_missing(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_issues *out);

/* The mission: draft or back -> submitted. CH_INVALID: everything that a complete request lacks. Sets the day of
 * receipt, which stays the first when it is given back in between. */
CH_MUST_CHECK ch_status ch_request_submit(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The secretariat: submitted or authenticated -> back with the State; words: what is missing. A clock for the State
 * begins. */
CH_MUST_CHECK ch_status ch_request_give_back(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* words: how (note seen, mission called back). */
CH_MUST_CHECK ch_status ch_request_authenticate(ch_work *work, const ch_actor *actor, const ch_step *step,
                                                ch_made *out);
/* Acknowledges receipt: the brake begins. */
CH_MUST_CHECK ch_status ch_request_open(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* A paper or e-mailed note of any State; fields complete but for what the note lacks; becomes informal or submitted as
 * its form says. */
CH_MUST_CHECK ch_status ch_request_register_note(ch_work *work, const ch_actor *actor, const ch_draft_in *in,
                                                 ch_made *out);
/* The mission: an informal inquiry -> its own draft. */
CH_MUST_CHECK ch_status ch_request_adopt(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission or the secretariat: an informal inquiry that nobody takes further; with a reason. */
CH_MUST_CHECK ch_status ch_request_not_pursue(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: no circulation, no new exposure, no invitation until it lifts the hold; what providers could browse,
 * they no longer can. */
CH_MUST_CHECK ch_status ch_request_hold(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: everything goes on where it was. */
CH_MUST_CHECK ch_status ch_request_lift_hold(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: circulation need not wait for the five working days. */
CH_MUST_CHECK ch_status ch_request_waive_brake(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* CH_CONFLICT: the brake still runs, the mission holds it, or the State did not choose circulation. */
CH_MUST_CHECK ch_status ch_request_circulate(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission, the secretariat, or the system a year on: nothing is lost, one click reopens it. */
CH_MUST_CHECK ch_status ch_request_rest(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: resting -> open. */
CH_MUST_CHECK ch_status ch_request_reopen(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission, from any status before the end. A withdrawal is a status: what was submitted stays readable to the
 * Committee. */
CH_MUST_CHECK ch_status ch_request_withdraw(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* code: one of ch_closed_for_names. */
CH_MUST_CHECK ch_status ch_request_close(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* By a member, to the working group: the State is told, not by whom. */
CH_MUST_CHECK ch_status ch_request_refer(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* An expert or the secretariat asks; words: the question. The letter falls due, the status stays. */
CH_MUST_CHECK ch_status ch_request_clarify(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);

/* ---- who may see what ---- */
typedef struct ch_exposure_in {
        ch_uuid id;
        uint32_t version;
        int32_t levels[CH__GROUP_MAX]; /* ch_level of SUMMARY .. CONTACTS; the others are ignored */
        ch_strs named;                 /* providers of CH_LEVEL_NAMED: the whole list */
} ch_exposure_in;
typedef struct ch_exposure_preview {
        const ch_request *request;  /* exactly what the new readers will see */
        uint32_t groups;            /* shown to them */
        ch_level widest;            /* who they are */
        size_t parties, people;     /* how many providers' parties and accounts; for CH_LEVEL_PUBLIC: everybody */
        bool is_raised, is_lowered; /* compared with now; both may be true */
        bool needs_second_person;   /* the party asked for two, and this is the first */
} ch_exposure_preview;
/* The mission, before it raises anything. No second factor is asked for looking. CH_INVALID: a level or a name that
 * does not exist, said in issues. */
CH_MUST_CHECK ch_status ch_request_raise_preview(const ch_look *look, const ch_actor *actor, const ch_exposure_in *in,
                                                 ch_issues *issues, ch_exposure_preview *out);
/* Needs the second factor again (CH_STEP_UP). CH_CONFLICT: on hold. Where the party wants two persons the first call
 * waits for the same by another (out->version unchanged). CH_INVALID: a level is lower than now (use lower). */
CH_MUST_CHECK ch_status ch_request_raise(ch_work *work, const ch_actor *actor, const ch_exposure_in *in, ch_made *out);
/* Immediate. CH_INVALID: a level is higher than now. */
CH_MUST_CHECK ch_status ch_request_lower(ch_work *work, const ch_actor *actor, const ch_exposure_in *in, ch_made *out);

/* Whether every raised exposure of the actor's party is to need two persons. Asking for it is immediate; giving it up
 * needs a second person of the party itself: the first call waits, *is_done says so. Missions only. */
CH_MUST_CHECK ch_status ch_party_two_persons(ch_work *work, const ch_actor *actor, bool wanted, bool *is_done);

/* ---- needs ---- */
typedef struct ch_topics_in { /* a person's word on the codes of one need; replaces what it had */
        ch_uuid id;
        uint32_t version;
        int64_t need;
        ch_strs topics, domains, assistance, refused;
} ch_topics_in;
CH_MUST_CHECK ch_status ch_request_confirm_topics(ch_work *work, const ch_actor *actor, const ch_topics_in *in,
                                                  ch_made *out);
/* Only the State marks covered or met. Of the step: id and version. Both: CH_HIDDEN when there is no such need. */
CH_MUST_CHECK ch_status ch_request_cover(ch_work *work, const ch_actor *actor, const ch_step *step, int64_t need,
                                         ch_coverage coverage);
#endif

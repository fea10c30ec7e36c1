/* ch/requests.h – a State's request: written, submitted, authenticated, opened, circulated, shown as far as it
 * consents.
 *
 * Reads take a look, writes a work; both take the actor second and ask ch_may first. What leaves is a view: a redacted
 * copy in the arena. One may not: CH_HIDDEN. No such move from here: CH_ILLEGAL_MOVE (work->legal). Faulty: CH_INVALID
 * (work->issues); all of it as ch/case.h says. Each move stores a new version, its change and its audit entry in one
 * transaction, and the letter that the table asks for; cost: a few statements. out tells the new version. What this
 * leads through:
 *
 *   informal -> draft (adopted) | not pursued
 *   draft -> submitted -> authenticated -> open -> closed
 *   submitted, authenticated -> back with the State -> submitted
 *   open <-> resting; draft … resting -> withdrawn
 */
#ifndef CH_REQUESTS_H
#define CH_REQUESTS_H
#include <ch/case.h>

/* ---- reading ---- */
/* One request as its reader may see it. Figures of the case (holding, the two days, readers) are for the State's own
 * people and the Committee alone; for others they stay empty. */
typedef struct ch_request_view {
        /* Fields of other groups are empty, needs likewise; the reference too where the summary is not open. */
        const ch_request *request;
        /* bit = 1 << ch_group: those shown, never 0. */
        uint32_t groups;
        /* In the look's language; empty where the summary is not open. */
        ch_str party_name;
        ch_holding holding;
        ch_legal moves;
        bool is_own; /* the reader's party is the requesting one */
        /* The mission may stop circulation till then: 5 working days from acknowledgement. CH_DAY_NONE: no brake runs –
         * it is over, waived, the State did not choose circulation to all, or it is circulated already. */
        ch_day brake_until;
        /* 7 days from receipt, of an open request that the State lets circulate to all and that is not circulated yet;
         * CH_DAY_NONE: does not apply. */
        ch_day circulate_until;
        bool brake_wins; /* the two conflict: circulation waits for the brake, and the page says so */
        /* People who read at Committee level, those kept by a conflict of interest left out: for the consent page. */
        size_t committee_readers;
        /* A raised exposure waits for a second person of the own party; raise_by is the account of the first. */
        bool raise_waits;
        ch_uuid raise_by;
} ch_request_view;
/* For the State, the Committee's people without conflict, and whoever the State opened something to. A read by the
 * Committee's people is an audit entry: CH_BUSY when no more of these can wait. Costs a redacted copy. */
CH_MUST_CHECK ch_status ch_request_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_request_view *out);
/* The same by its reference. */
CH_MUST_CHECK ch_status ch_request_show_ref(const ch_look *look, const ch_actor *actor, ch_str ref,
                                            ch_request_view *out);

/* Zeroed: everything that the reader may see. A condition on what is not open to him is not met: nobody learns by
 * filtering what he may not read. */
typedef struct ch_request_filter {
        /* Code of the requesting party, "ALB"; empty: all. */
        ch_str party;
        uint32_t statuses; /* bit = 1 << ch_request_status; 0: all */
        /* Codes of the thesaurus: some need has this topic, or one below it, and some need this kind of help. A weapon
         * domain counts as a topic here. */
        ch_str topic, assistance;
        /* Code of a region or group to which the requesting State belongs. */
        ch_str region;
        /* All its words occur somewhere in title, reference, name of the State or the needs' own words, as far as they
         * are open; case and accents do not count. Over 1,024 bytes: CH_TOO_LARGE. */
        ch_str text;
        bool no_samples;
        ch_page_ask page;
} ch_request_filter;
/* The page asked for, each line as ch_request_show gives it; total counts only what this reader may see. */
typedef struct ch_request_list {
        ch_request_view *v;
        size_t len;
        ch_page_info page;
} ch_request_list;
/* Alphabetically by name of the State in the look's language, then by reference; without an open summary before all
 * others, by id. Anybody, also without session (what is public). Cost: the permission table asked once for each
 * request, and with text its words read; then the lines of the page are copied. CH_MALFORMED: no cursor of ours. */
CH_MUST_CHECK ch_status ch_requests(const ch_look *look, const ch_actor *actor, const ch_request_filter *filter,
                                    ch_request_list *out);

/* ---- writing ---- */
/* The beginnings of a request. Zeroed: an empty one of the actor's party, in English. */
typedef struct ch_draft_in {
        /* Code of the party: the actor's own, also when empty; of a note the State that sent it. Language of the
         * original, "fr"; empty: English. */
        ch_str party, lang;
        /* First answers; only CH_WRITABLE fields are taken, any other name is an issue. May be NULL; borrowed for the
         * call. */
        const ch_request *fields;
        /* Which of them, by the names of ch_request_fields: "title", "needs". */
        ch_strs names;
        ch_str channel; /* of a registered note: paper_note (also when empty), email, national_report, referral */
} ch_draft_in;
/* Begins a draft of the actor's party, and gives it its reference ("R-ALB-2026-1"). Drafters and missions of the party.
 * CH_INVALID: limits or codes of the answers; nothing is required yet. */
CH_MUST_CHECK ch_status ch_request_draft(ch_work *work, const ch_actor *actor, const ch_draft_in *in, ch_made *out);

/* One page of the form: the named fields of ch_request_fields are taken from fields, all others stay. "needs" replaces
 * all needs: start from the view's; no = 0 gets the next number, a number that is not there is an issue, and how far a
 * need is covered stays as it was. */
typedef struct ch_save_in {
        ch_uuid id;
        uint32_t version;
        const ch_request *fields;
        ch_strs names;
} ch_save_in;
/* Of a draft, or of a request that is back with the State. Numbers of needs are never used again. CH_STALE: somebody
 * saved in between. CH_INVALID also where a level says "named" and names would hold one provider more: that is a raised
 * exposure. */
CH_MUST_CHECK ch_status ch_request_save(ch_work *work, const ch_actor *actor, const ch_save_in *in, ch_made *out);
/* What still stands between the draft and its submission: work->issues of a submit, without submitting; *out is made
 * here, in the look's arena. CH_OK whatever it finds. For the State's own people and the Committee. */
CH_MUST_CHECK ch_status ch_request_missing(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_issues *out);

/* The mission: draft or back -> submitted. CH_INVALID: everything that a complete request lacks. Sets the day of
 * receipt, which stays the first when it is given back in between. */
CH_MUST_CHECK ch_status ch_request_submit(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The secretariat: submitted or authenticated -> back with the State; words: what is missing. A clock for the State
 * begins. */
CH_MUST_CHECK ch_status ch_request_give_back(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The secretariat: submitted -> authenticated; code: how (note_seen, called_back). */
CH_MUST_CHECK ch_status ch_request_authenticate(ch_work *work, const ch_actor *actor, const ch_step *step,
                                                ch_made *out);
/* The secretariat: authenticated -> open. Acknowledges receipt: the brake begins, and the letter of acknowledgement
 * falls due. */
CH_MUST_CHECK ch_status ch_request_open(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The secretariat: a paper or e-mailed note of any State, received today. Must be complete as a submitted one
 * (CH_INVALID); becomes informal or submitted as its form says. Gets a reference as a draft does. */
CH_MUST_CHECK ch_status ch_request_register_note(ch_work *work, const ch_actor *actor, const ch_draft_in *in,
                                                 ch_made *out);
/* The mission: an informal inquiry -> its own draft, under the same reference. */
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
/* The Chair, for an open request; any number of times. From then on vetted providers may see it as far as its levels
 * say, and volunteer. CH_CONFLICT: the mission holds it, the brake still runs, the State wishes to be asked each time,
 * or summary and codes are open to no provider. The State's focal points are told. */
CH_MUST_CHECK ch_status ch_request_circulate(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission, the secretariat, or the system a year on: nothing is lost, one click reopens it. */
CH_MUST_CHECK ch_status ch_request_rest(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: resting -> open. */
CH_MUST_CHECK ch_status ch_request_reopen(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission, from draft, back, submitted, authenticated, open or resting. A withdrawal is a status: what was
 * submitted stays readable to the Committee. What is closed for reads "withdrawn". */
CH_MUST_CHECK ch_status ch_request_withdraw(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission or the secretariat: open or resting -> closed, for good. code: one of ch_closed_for_names, "met" …
 * "withdrawn". */
CH_MUST_CHECK ch_status ch_request_close(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* By a member, to the working group: the State's focal points are told, not by whom. The status stays; the State's own
 * edits and withdrawal are never blocked. */
CH_MUST_CHECK ch_status ch_request_refer(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* An expert or the secretariat asks; words: the question, shown to the State till the next one, or till the status
 * changes. The letter falls due, the status stays. */
CH_MUST_CHECK ch_status ch_request_clarify(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);

/* ---- who may see what ---- */
/* Who is to see what from now on: the whole picture, not only what changes. Levels from the most closed: Committee,
 * named providers, all vetted providers, public. */
typedef struct ch_exposure_in {
        ch_uuid id;
        /* As shown; 0: whatever is current. */
        uint32_t version;
        int32_t levels[CH__GROUP_MAX]; /* ch_level of SUMMARY .. CONTACTS; the others are ignored */
        /* Providers of CH_LEVEL_NAMED, by code: the whole list; at least one where a level says so. */
        ch_strs named;
} ch_exposure_in;
/* What the new readers would see, to be shown before a mission raises anything. */
typedef struct ch_exposure_preview {
        /* Exactly that: redacted for a provider that is invited, or for the public; NULL: nobody beyond the Committee.
         */
        const ch_request *request;
        /* bit = 1 << ch_group: those shown to them; 0 with NULL. */
        uint32_t groups;
        /* Who they are: the most open of the levels asked for. */
        ch_level widest;
        /* How many parties with providers' accounts, and how many such people, the own party and excluded ones left
         * out, of those that come as far as the summary; both 0 for CH_LEVEL_PUBLIC (everybody) and for the Committee
         * alone. */
        size_t parties, people;
        /* Compared with now, level by level and name by name; both may be true, and then neither act takes it. */
        bool is_raised, is_lowered;
        bool needs_second_person; /* the party asked for two, and this is the first */
} ch_exposure_preview;
/* The mission, before it raises anything. No second factor is asked for looking. CH_INVALID: a level or a name that
 * does not exist, said in issues. */
CH_MUST_CHECK ch_status ch_request_raise_preview(const ch_look *look, const ch_actor *actor, const ch_exposure_in *in,
                                                 ch_issues *issues, ch_exposure_preview *out);
/* The mission, with the second factor given within ten minutes (CH_STEP_UP). CH_CONFLICT: on hold. CH_INVALID: a level
 * is lower than now (lower first). Where the party wants two persons the first call only notes it: out->version is
 * unchanged then; the same, asked for by another person, does it. Asking for something else, or lowering, forgets the
 * first. All focal points of the party are told. */
CH_MUST_CHECK ch_status ch_request_raise(ch_work *work, const ch_actor *actor, const ch_exposure_in *in, ch_made *out);
/* The mission, without second factor, also of a closed or withdrawn request; counts with the next read of anybody.
 * CH_INVALID: a level is higher than now, or a name is new. */
CH_MUST_CHECK ch_status ch_request_lower(ch_work *work, const ch_actor *actor, const ch_exposure_in *in, ch_made *out);

/* Whether every raised exposure of the actor's party is to need two persons. Asking for it is immediate; giving it up
 * needs a second person of the party itself: the first call only notes it, *is_done is false then. Wanting what is so
 * already changes nothing. Missions only. */
CH_MUST_CHECK ch_status ch_party_two_persons(ch_work *work, const ch_actor *actor, bool wanted, bool *is_done);

/* ---- needs ---- */
/* A person's word on the codes of one need; each list replaces the one it had, an empty one empties it. What was
 * inferred from the text is then confirmed or refused. */
typedef struct ch_topics_in {
        ch_uuid id;
        uint32_t version;
        /* ch_need.no. */
        int64_t need;
        /* Codes of the thesaurus; refused: topics that the text brings up and the need is not about. */
        ch_strs topics, domains, assistance, refused;
} ch_topics_in;
/* Drafters, missions, experts and the secretariat, from draft to resting. CH_INVALID: a code that is not in the
 * thesaurus. CH_HIDDEN also: there is no such need. */
CH_MUST_CHECK ch_status ch_request_confirm_topics(ch_work *work, const ch_actor *actor, const ch_topics_in *in,
                                                  ch_made *out);
/* Only the State marks covered or met: missions, while it is open or resting. Any coverage may be set, also back. Of
 * the step: id and version. CH_HIDDEN when there is no such need; CH_INVALID, without an issue, when coverage is none.
 */
CH_MUST_CHECK ch_status ch_request_cover(ch_work *work, const ch_actor *actor, const ch_step *step, int64_t need,
                                         ch_coverage coverage);
#endif

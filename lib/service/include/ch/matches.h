/* ch/matches.h – one need x one offer, from a suggestion to a delivery: one function per legal move.
 *
 * Conventions as in ch/requests.h, refusals as in ch/case.h. A provider sees a match once invited, the State once
 * endorsed; before that it does not exist for them. Scores and reasons are for experts; a State reads reasons without
 * points. Two keys: whoever proposed cannot endorse. Every step is kept as a decision in the match: who, when, code,
 * words.
 *
 *   suggested -> set aside | proposed -> endorsed -> cleared -> invited -> offered | declined
 *   suggested -> asked for -> invited;  suggested -> volunteered -> passed on -> offered
 *   offered -> accepted | changes asked -> offered | declined by the State
 *   accepted -> delivering <-> suspended;  delivering -> reported -> delivered -> closed
 *   invited -> lapsed;  volunteered … changes asked -> withdrawn;  proposed … suspended -> rescinded
 *
 * A suggestion is the engine's and never stored: what is done to it makes the match. A step towards acceptance asks
 * that the request is open (CH_CONFLICT when not); declining, withdrawing, rescinding and what follows acceptance do
 * not.
 */
#ifndef CH_MATCHES_H
#define CH_MATCHES_H
#include <ch/offers.h>

/* One match as its reader may know it. */
typedef struct ch_match_view {
        /* Score, points, who and early decisions may be missing; where the State is not open to the reader, its name
         * and the references too. */
        const ch_match *match;
        /* Redacted for this reader; NULL: nothing of it is open to him. */
        const ch_request *request;
        /* bit = 1 << ch_group: those shown of the request; of the offer below. */
        uint32_t request_groups;
        const ch_need *need;   /* of request; NULL as above */
        const ch_offer *offer; /* redacted likewise */
        uint32_t offer_groups;
        ch_str party_name, provider_name;
        ch_holding holding;
        ch_legal moves;
        /* match.score and points are shown: the Committee's staff. */
        bool has_scores;
        /* request.contact_… are shown: the State passed them on in this match, or own, or Committee. */
        bool has_contacts;
} ch_match_view;
/* For the Committee's people without conflict on either side; the State once endorsed, passed on or asked for; the
 * provider once invited or volunteered. Reads by the Committee's people are audit entries. */
CH_MUST_CHECK ch_status ch_match_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_match_view *out);

/* Zeroed: all that the reader may know of. */
typedef struct ch_match_filter {
        ch_uuid request, offer; /* nil: all */
        uint32_t statuses;      /* bit = 1 << ch_match_status; 0: all */
        bool no_samples;
        ch_page_ask page;
} ch_match_filter;
/* The page asked for, each line as ch_match_show gives it. */
typedef struct ch_match_list {
        ch_match_view *v;
        size_t len;
        ch_page_info page;
} ch_match_list;
/* In order of their references, bytewise: M-ALB-2026-10 comes before M-ALB-2026-2. Cost: the permission table asked for
 * each match that the filter lets through, its request and offer looked up. */
CH_MUST_CHECK ch_status ch_matches(const ch_look *look, const ch_actor *actor, const ch_match_filter *filter,
                                   ch_match_list *out);

/* A pair that has no match yet, or one that is over: declined, lapsed, withdrawn, rescinded or closed. One that was set
 * aside can be proposed, volunteered or asked for anew, as a match of its own; the verdict stays. Of the matches that
 * are there only those count which the actor may know of, so that a refusal tells nothing. Score, reasons, sequence and
 * weights version are taken from the catalogue by the service, as of before this transaction. */
typedef struct ch_pair_in {
        /* The request must be open (CH_CONFLICT). */
        ch_uuid request, offer;
        int64_t need;
        /* What of the need it covers, in own words; may be empty. */
        ch_str covers;
        /* Why set aside (one of ch_reasons_of), or words of the proposal; as in ch_step. */
        ch_str code, words;
} ch_pair_in;
/* An expert, with a coded reason: the suggestion is remembered as not fitting. As ch_match_propose otherwise;
 * CH_CONFLICT too when it has been set aside already. */
CH_MUST_CHECK ch_status ch_match_set_aside(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out);
/* An expert. CH_INVALID: a hard rule refuses the pair (the issue under "offer" names it); CH_CONFLICT: the pair has a
 * match that goes on; CH_HIDDEN: request, need or offer is not there for him. */
CH_MUST_CHECK ch_status ch_match_propose(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out);
/* A provider, with its own offer, for a need of a request that was circulated and is not on hold. Ranked without the
 * State's preferences, and a refusal does not say which rule it was: neither may be heard from it. */
CH_MUST_CHECK ch_status ch_match_volunteer(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out);
/* A State asks for an offer for its own need: -> asked for, then the secretariat invites. A refusal does not say which
 * rule it was. */
CH_MUST_CHECK ch_status ch_match_ask_for(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out);

/* The Chair, the second key: proposed -> endorsed. CH_CONFLICT: who proposed cannot endorse. Where the State gave
 * standing consent (approach all, or this named provider; not on hold; summary and codes open to it) the match is
 * cleared in the same step; *out then tells the version after both. */
CH_MUST_CHECK ch_status ch_match_endorse(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission agrees that this provider is approached: endorsed -> cleared. */
CH_MUST_CHECK ch_status ch_match_clear(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The secretariat or the Chair: cleared or asked for -> invited, for 20 working days; an open need counts as
 * approached. CH_CONFLICT until summary and codes are open to that provider, or while the State holds the request
 * (work->issues says which). */
CH_MUST_CHECK ch_status ch_match_invite(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider: invited, passed on or changes asked -> offered; words: what is offered (CH_INVALID without). */
CH_MUST_CHECK ch_status ch_match_answer_offer(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider: invited -> declined; code: why, "not_said" will do. Its reason stays between it and the Committee and
 * never counts against it. */
CH_MUST_CHECK ch_status ch_match_answer_decline(ch_work *work, const ch_actor *actor, const ch_step *step,
                                                ch_made *out);
/* The Chair hands a volunteer's answer to the State: volunteered -> passed on. */
CH_MUST_CHECK ch_status ch_match_pass_on(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: offered -> accepted. */
CH_MUST_CHECK ch_status ch_match_accept(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: offered -> changes asked; words: what should change. The provider's clock of 20 working days begins
 * again. */
CH_MUST_CHECK ch_status ch_match_ask_changes(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: endorsed, offered or changes asked -> declined by the State; code: why. Its reason stays between it and
 * the Committee. */
CH_MUST_CHECK ch_status ch_match_decline(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider says that delivery has begun. */
CH_MUST_CHECK ch_status ch_match_start(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* Either side, with a coded reason: delivering -> suspended. */
CH_MUST_CHECK ch_status ch_match_suspend(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* Either side: suspended -> delivering. */
CH_MUST_CHECK ch_status ch_match_resume(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider: delivering -> reported. Until the State confirms it reads "not confirmed by the State". */
CH_MUST_CHECK ch_status ch_match_report(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: reported -> delivered; 30 days for feedback begin. A need not above covered counts as delivered, never
 * more: met is the State's own mark. */
CH_MUST_CHECK ch_status ch_match_confirm_delivery(ch_work *work, const ch_actor *actor, const ch_step *step,
                                                  ch_made *out);
/* The mission or the secretariat: delivered -> closed. */
CH_MUST_CHECK ch_status ch_match_close(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider, from volunteered, passed on, offered or changes asked: before acceptance. */
CH_MUST_CHECK ch_status ch_match_withdraw(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The Chair, with a coded reason, from proposed to suspended; both sides are told. */
CH_MUST_CHECK ch_status ch_match_rescind(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission, with the second factor again (CH_STEP_UP), from invited or passed on till reported: this provider alone
 * reads the contacts, in this match alone. CH_CONFLICT while on hold. The State's focal points are told. */
CH_MUST_CHECK ch_status ch_match_pass_contacts(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* Either side, of a delivered or closed match, any number of times; words reach the Committee, never the other side. */
CH_MUST_CHECK ch_status ch_match_feedback(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The system, on the day after the invitation's last: lapses what is due, at most max of them. *lapsed: how many. One
 * that cannot lapse now is passed over. The upkeep does it once a minute. Cost: a look at every match. */
CH_MUST_CHECK ch_status ch_match_lapse_due(ch_work *work, const ch_actor *actor, size_t max, size_t *lapsed);
#endif

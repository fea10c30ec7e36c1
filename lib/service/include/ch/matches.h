/* ch/matches.h – one need x one offer, from a suggestion to a delivery: one function per legal move.
 *
 * Conventions as in ch/requests.h. A provider sees a match once invited, the State once endorsed; before that it does
 * not exist for them. Scores and reasons are for experts; a State reads reasons without points. Two keys: whoever
 * proposed cannot endorse.
 */
#ifndef CH_MATCHES_H
#define CH_MATCHES_H
#include <ch/offers.h>

typedef struct ch_match_view {
        const ch_match *match; /* as far as the reader may know it: score, reasons and early decisions may be missing */
        const ch_request *request; /* redacted for this reader; NULL: nothing of it is open to him */
        uint32_t request_groups;
        const ch_need *need;   /* of request; NULL as above */
        const ch_offer *offer; /* redacted likewise */
        uint32_t offer_groups;
        ch_str party_name, provider_name;
        ch_holding holding;
        ch_legal moves;
        bool has_scores;   /* match.score and points are shown */
        bool has_contacts; /* request.contact_… are shown: the State passed them on, or own, or Committee */
} ch_match_view;
/* The Committee's people without conflict; the State once endorsed, passed on or asked for; the provider once invited
 * or volunteered. */
CH_MUST_CHECK ch_status ch_match_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_match_view *out);

typedef struct ch_match_filter {
        ch_uuid request, offer; /* nil: all */
        uint32_t statuses;      /* bit = 1 << ch_match_status; 0: all */
        bool no_samples;
        ch_page_ask page;
} ch_match_filter;
typedef struct ch_match_list {
        ch_match_view *v;
        size_t len;
        ch_page_info page;
} ch_match_list;
/* In order of their references. */
CH_MUST_CHECK ch_status ch_matches(const ch_look *look, const ch_actor *actor, const ch_match_filter *filter,
                                   ch_match_list *out);

/* A pair that has no match yet. Score, reasons, sequence and weights version are taken from the catalogue by the
 * service. */
typedef struct ch_pair_in {
        ch_uuid request, offer;
        int64_t need;
        ch_str covers;      /* what of the need it covers */
        ch_str code, words; /* why set aside, or words of the proposal */
} ch_pair_in;
/* An expert, with a coded reason: the suggestion is remembered as not fitting. */
CH_MUST_CHECK ch_status ch_match_set_aside(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out);
/* CH_INVALID: a hard rule refuses the pair (issue names it); CH_CONFLICT: the pair has a match that goes on. */
CH_MUST_CHECK ch_status ch_match_propose(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out);
/* A provider, for a circulated need. */
CH_MUST_CHECK ch_status ch_match_volunteer(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out);
/* A State asks for an offer. */
CH_MUST_CHECK ch_status ch_match_ask_for(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out);

/* The Chair, the second key: proposed -> endorsed. CH_CONFLICT: who proposed cannot endorse. Where the State gave
 * standing consent (approach all or this named provider, summary and codes open to it) the match is cleared in the same
 * step. */
CH_MUST_CHECK ch_status ch_match_endorse(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission agrees that this provider is approached: endorsed -> cleared. */
CH_MUST_CHECK ch_status ch_match_clear(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* CH_CONFLICT until summary and codes are open to that provider, or while the State holds the request (work->issues
 * says which). */
CH_MUST_CHECK ch_status ch_match_invite(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* words: what is offered. */
CH_MUST_CHECK ch_status ch_match_answer_offer(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider declines; its reason stays between it and the Committee. */
CH_MUST_CHECK ch_status ch_match_answer_decline(ch_work *work, const ch_actor *actor, const ch_step *step,
                                                ch_made *out);
/* The Chair hands a volunteer's answer to the State: volunteered -> passed on. */
CH_MUST_CHECK ch_status ch_match_pass_on(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: offered -> accepted. */
CH_MUST_CHECK ch_status ch_match_accept(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission; words: what should change. The provider's clock begins again. */
CH_MUST_CHECK ch_status ch_match_ask_changes(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission declines; its reason stays between it and the Committee. */
CH_MUST_CHECK ch_status ch_match_decline(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider says that delivery has begun. */
CH_MUST_CHECK ch_status ch_match_start(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* Either side, with a reason. */
CH_MUST_CHECK ch_status ch_match_suspend(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* Either side: suspended -> delivering. */
CH_MUST_CHECK ch_status ch_match_resume(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider reports that it was delivered; until the State confirms it reads "not confirmed by the State". */
CH_MUST_CHECK ch_status ch_match_report(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission: reported -> delivered; the need counts as delivered, never more: met is the State's own mark. */
CH_MUST_CHECK ch_status ch_match_confirm_delivery(ch_work *work, const ch_actor *actor, const ch_step *step,
                                                  ch_made *out);
/* The mission or the secretariat: delivered -> closed. */
CH_MUST_CHECK ch_status ch_match_close(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider, at any time before acceptance. */
CH_MUST_CHECK ch_status ch_match_withdraw(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The Chair, with a reason; both sides are told. */
CH_MUST_CHECK ch_status ch_match_rescind(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The mission, with the second factor again: this provider alone reads the contacts, in this match alone. CH_CONFLICT
 * while on hold. */
CH_MUST_CHECK ch_status ch_match_pass_contacts(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* Either side after delivery; words reach the Committee, never the other side. */
CH_MUST_CHECK ch_status ch_match_feedback(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The system, on the day after the invitation's last: lapses what is due, at most max of them. *lapsed: how many. Run
 * once an hour. */
CH_MUST_CHECK ch_status ch_match_lapse_due(ch_work *work, const ch_actor *actor, size_t max, size_t *lapsed);
#endif

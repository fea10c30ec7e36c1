/* ch/offers.h – what a provider offers: written, submitted, listed by the secretariat, confirmed, rested, closed.
 *
 * Conventions as in ch/requests.h: look or work first, actor second, views are redacted copies.
 */
#ifndef CH_OFFERS_H
#define CH_OFFERS_H
#include <ch/requests.h>

typedef struct ch_offer_view {
        const ch_offer *offer;
        uint32_t groups;
        ch_str party_name;
        ch_holding holding;
        ch_legal moves;
        bool is_own;
        bool is_stale; /* confirmed once and not for 12 months: warned, sinks, rests */
} ch_offer_view;
/* Its provider everything, the Committee from submission, all who act for a party once it is listed. */
CH_MUST_CHECK ch_status ch_offer_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_offer_view *out);

typedef struct ch_offer_filter {
        ch_str party;
        uint32_t statuses; /* bit = 1 << ch_offer_status; 0: all */
        ch_str topic, assistance, eligible_state;
        int32_t role; /* ch_offer_role + 1; 0: all */
        ch_str text;
        bool no_samples;
        ch_page_ask page;
} ch_offer_filter;
typedef struct ch_offer_list {
        ch_offer_view *v;
        size_t len;
        ch_page_info page;
} ch_offer_list;
/* Alphabetically by name of the provider, then by reference. */
CH_MUST_CHECK ch_status ch_offers(const ch_look *look, const ch_actor *actor, const ch_offer_filter *filter,
                                  ch_offer_list *out);

typedef struct ch_offer_in { /* a page of the form, as ch_save_in; id nil: a new draft of the actor's party */
        ch_uuid id;
        uint32_t version;
        const ch_offer *fields;
        ch_strs names;
} ch_offer_in;
/* A provider begins an offer of its own party with first answers, if any. */
CH_MUST_CHECK ch_status ch_offer_draft(ch_work *work, const ch_actor *actor, const ch_offer_in *in, ch_made *out);
/* One page of the form: the named fields, all others stay. A resting offer that is rewritten is a draft again. */
CH_MUST_CHECK ch_status ch_offer_save(ch_work *work, const ch_actor *actor, const ch_offer_in *in, ch_made *out);
/* What still stands between the draft and its submission. */
CH_MUST_CHECK ch_status ch_offer_missing(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_issues *out);
/* The provider: draft or returned -> submitted. CH_INVALID: everything that a complete offer lacks. */
CH_MUST_CHECK ch_status ch_offer_submit(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* code: on whose word, one of ch_listed_on_names. */
CH_MUST_CHECK ch_status ch_offer_list_it(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The secretariat: submitted -> returned, with a reason; words: what is missing. */
CH_MUST_CHECK ch_status ch_offer_return(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* Still good today. */
CH_MUST_CHECK ch_status ch_offer_confirm(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider, the secretariat, or the system when it was not confirmed for a year. */
CH_MUST_CHECK ch_status ch_offer_rest(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider lists it again unchanged, which confirms it. */
CH_MUST_CHECK ch_status ch_offer_reopen(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider or the secretariat, for good. Matches that run go on. */
CH_MUST_CHECK ch_status ch_offer_close(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
#endif

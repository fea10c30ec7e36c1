/* ch/offers.h – what a provider offers: written, submitted, listed by the secretariat, confirmed, rested, closed.
 *
 * Conventions as in ch/requests.h: look or work first, actor second, views are redacted copies, refusals as in
 * ch/case.h.
 *
 *   draft -> submitted -> listed <-> resting -> closed; submitted -> returned -> submitted
 *
 * An offer that was confirmed once and not again for 12 months is warned, sinks in the ranking, and rests 30 days
 * later; one that never was is neutral.
 */
#ifndef CH_OFFERS_H
#define CH_OFFERS_H
#include <ch/requests.h>

/* One offer as its reader may see it. */
typedef struct ch_offer_view {
        /* Fields of other groups are empty: once it is listed, others read all but whom it leaves out, the shared
         * mailbox, and what passed between provider and secretariat. */
        const ch_offer *offer;
        uint32_t groups;
        /* Of the provider, in the look's language. */
        ch_str party_name;
        /* For the provider's own people and the Committee; else empty, until CH_DAY_NONE. */
        ch_holding holding;
        ch_legal moves;
        bool is_own;
        /* Listed, confirmed once and not for 365 days. */
        bool is_stale;
} ch_offer_view;
/* For its provider everything, for the Committee from submission, for all who act for a party once it is listed; else
 * CH_HIDDEN. No SQL, but the offer is opened from its packed form. */
CH_MUST_CHECK ch_status ch_offer_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_offer_view *out);

/* Zeroed: all that the reader may see. */
typedef struct ch_offer_filter {
        /* Code of the provider; empty: all. */
        ch_str party;
        uint32_t statuses; /* bit = 1 << ch_offer_status; 0: all */
        /* Codes: one of its areas has the topic (or domain) or kind of help, or one below it; the State is among those
         * it is for. */
        ch_str topic, assistance, eligible_state;
        int32_t role; /* ch_offer_role + 1; 0: all */
        /* As ch_request_filter: title, own words, reference, name of the provider, words of its areas. */
        ch_str text;
        bool no_samples;
        ch_page_ask page;
} ch_offer_filter;
/* The page asked for, each line as ch_offer_show gives it. */
typedef struct ch_offer_list {
        ch_offer_view *v;
        size_t len;
        ch_page_info page;
} ch_offer_list;
/* Alphabetically by name of the provider in the look's language, then by reference. Cost: what the
 * page holds and what is of the same providers (ch/offer_groups.h); with a topic, a kind of help, a State or text each
 * that the reader may see is opened whole. CH_BUSY: no memory. */
CH_MUST_CHECK ch_status ch_offers(const ch_look *look, const ch_actor *actor, const ch_offer_filter *filter,
                                  ch_offer_list *out);

/* A page of the form, as ch_save_in; of a new draft only fields and names count. */
typedef struct ch_offer_in {
        ch_uuid id;
        uint32_t version;
        const ch_offer *fields;
        ch_strs names;
} ch_offer_in;
/* A provider begins an offer of its own party with first answers, if any, and it gets its reference ("O-CAN-2026-3").
 */
CH_MUST_CHECK ch_status ch_offer_draft(ch_work *work, const ch_actor *actor, const ch_offer_in *in, ch_made *out);
/* One page of the form: the named fields, all others stay. Of a draft or a returned one; a resting offer that is
 * rewritten is a draft again, so that nothing is listed unread. A listed one must rest first (CH_ILLEGAL_MOVE). */
CH_MUST_CHECK ch_status ch_offer_save(ch_work *work, const ch_actor *actor, const ch_offer_in *in, ch_made *out);
/* What still stands between the draft and its submission, as ch_request_missing; for its provider and the Committee. */
CH_MUST_CHECK ch_status ch_offer_missing(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_issues *out);
/* The provider: draft or returned -> submitted. CH_INVALID: everything that a complete offer lacks. */
CH_MUST_CHECK ch_status ch_offer_submit(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The secretariat: submitted -> listed, confirmed today. code: on whose word, one of ch_listed_on_names: a State's
 * note, an organization's letter, no objection from the members. */
CH_MUST_CHECK ch_status ch_offer_list_it(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The secretariat: submitted -> returned; code: why; words: what is missing. */
CH_MUST_CHECK ch_status ch_offer_return(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider: still good today; a year begins anew. Listed ones only. */
CH_MUST_CHECK ch_status ch_offer_confirm(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider, the secretariat, or the system when it was not confirmed for a year. */
CH_MUST_CHECK ch_status ch_offer_rest(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider lists it again unchanged, which confirms it. */
CH_MUST_CHECK ch_status ch_offer_reopen(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
/* The provider or the secretariat, for good. Matches that run go on. */
CH_MUST_CHECK ch_status ch_offer_close(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
#endif

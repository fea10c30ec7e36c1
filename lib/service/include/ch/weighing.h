/* ch/weighing.h – the weights of the ranking as the Committee decides them: versions that stay readable, one of them in
 * force.
 *
 * An expert proposes a version and sees what it would change on past cases; the Chair applies or refuses it, which
 * records the Committee's decision. Matches made before go on showing the version behind their score. Before any
 * decision the built-in version counts. Writing is one work, a few statements; what reading costs is said where it is
 * more than a look at the catalogue. Threads as looks and works.
 */
#ifndef CH_WEIGHING_H
#define CH_WEIGHING_H
#include <ch/case.h>
#include <ch/match.h>

/* A version as somebody writes it down. */
typedef struct ch_weights_in {
        /* "2026-2"; never used before, nor the built-in version's. */
        ch_str name;
        ch_weights w; /* .version is ignored */
        /* By the Committee: a full date; of a proposal ignored. */
        ch_date decided;
        ch_str decision; /* its words, or where they stand */
} ch_weights_in;
/* Everything that is wrong with the weights and the name of a proposal: each factor that is not 0..100 under
 * "weights.FACTOR", a total that is not 100 under "weights", a missing or used name under "name". */
void ch_weights_check(const ch_look *look, const ch_weights_in *in, ch_issues *issues);
/* Records a proposed version; it ranks nothing yet. Experts and the Chair. CH_INVALID: as ch_weights_check says, by the
 * same names of fields. */
CH_MUST_CHECK ch_status ch_weights_propose(ch_work *work, const ch_actor *actor, const ch_weights_in *in, ch_made *out);
/* Puts a version that nobody proposed in force from the next look on. The Chair, with the second factor again
 * (CH_STEP_UP). CH_INVALID: weights that do not make 100, no name, no date; CH_CONFLICT: the name was used. */
CH_MUST_CHECK ch_status ch_weights_apply(ch_work *work, const ch_actor *actor, const ch_weights_in *in, ch_made *out);
/* The same with a proposed version; only in->decided and in->decision count. CH_HIDDEN: there is none; CH_CONFLICT: it
 * was decided on before, and the issues say so, before the second factor is asked for. */
CH_MUST_CHECK ch_status ch_weights_decide(ch_work *work, const ch_actor *actor, ch_uuid id, const ch_weights_in *in,
                                          ch_made *out);
/* The Committee does not want it: recorded likewise, without the second factor, since no list changes. */
CH_MUST_CHECK ch_status ch_weights_refuse(ch_work *work, const ch_actor *actor, ch_uuid id, const ch_weights_in *in,
                                          ch_made *out);

/* One version, its text in the look's arena; decided and decision are empty till it is decided on. */
typedef struct ch_weights_view {
        ch_uuid id; /* nil: built in */
        ch_weights w;
        /* Exactly one is in force, the built-in one while no other is; that counts as decided. */
        bool in_force, is_decided, is_refused, is_built_in;
        ch_date decided;
        ch_str decision;
        ch_time proposed_at; /* 0: built in */
} ch_weights_view;
/* All versions, newest proposal first, the built-in one last: the Committee's people, its staff. In the look's arena.
 */
CH_MUST_CHECK ch_status ch_weights_versions(const ch_look *look, const ch_actor *actor, ch_weights_view **out,
                                            size_t *len);
/* One of them, never the built-in one, which has no id. CH_HIDDEN: there is none. */
CH_MUST_CHECK ch_status ch_weights_version_show(const ch_look *look, const ch_actor *actor, ch_uuid id,
                                                ch_weights_view *out);

/* What other weights would change. A case is a need that is open, or that has a match by now; where an offer stands is
 * told down to CH_WEIGHTS_DEPTH. */
enum { CH_WEIGHTS_DEPTH = 100 };
/* Where one offer stood in one need's list, and where it would stand. */
typedef struct ch_weights_shift {
        ch_uuid request, offer;
        ch_str request_ref, party_name, offer_ref, provider_name; /* as the reader may read them */
        /* ch_need.no of the request. */
        int64_t need;
        ch_match_status status; /* CH_MATCH_SUGGESTED: no match */
        /* Places from 1; 0: beyond CH_WEIGHTS_DEPTH, or not in the list. */
        size_t before, after;
} ch_weights_shift;
/* The comparison over all cases; needs = those compared, each by its first CH_WEIGHTS_DEPTH places. */
typedef struct ch_weights_preview {
        ch_weights now, then;
        /* Cases compared; not compared, because there are too many. */
        size_t needs, skipped;
        /* First tens that hold other offers; that hold the same in another order. */
        size_t changed, reorders;
        /* Offers with a match, whatever their place; offers that enter or leave a first ten. */
        ch_weights_shift *matched, *swaps;
        /* entering, leaving: how many of the swaps do which. */
        size_t matched_len, swaps_len, entering, leaving;
} ch_weights_preview;
/* Experts and the Chair, without the cases and offers from which they are kept. then: valid weights, not checked here,
 * their version borrowed by out. Cost: two lists a case; bounded: as half a million offers compared, the newest
 * requests first. CH_BUSY: no memory for lists. */
CH_MUST_CHECK ch_status ch_weights_try(const ch_look *look, const ch_actor *actor, const ch_weights *then,
                                       bool is_bounded, ch_weights_preview *out);

/* The version of that name, kept now or built in, also when the look stands at a change before it was decided. Read
 * from the store; in the look's arena. CH_HIDDEN: there is none. Whoever may read the versions. */
CH_MUST_CHECK ch_status ch_weights_named(const ch_look *look, const ch_actor *actor, ch_str name, ch_weights *out);
/* The version that this look ranks with: look->weights, or those in force, or the built-in ones. Its text is borrowed
 * till the look ends. Nobody is asked: for who may read what is made with it. */
ch_weights ch_weights_now(const ch_look *look);
#endif

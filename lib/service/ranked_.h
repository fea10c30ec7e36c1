/* ranked_.h – what the ranked lists of the three sides share. */
#ifndef RANKED__H
#define RANKED__H
#include "match_.h"
#include <ch/ranked.h>

enum {
        TOP_DEFAULT = 50,
        RANKING_MAX = 256 << 20, /* bytes to rank in: every offer passes through, which a request's arena cannot hold */
};

ch_rank_query query_of(const ch_look *look, const ch_ranked_ask *ask, const ch_weights *w);
size_t top_of(const ch_ranked_ask *ask);
/* What the catalogue does not own of the reasons. */
CH_MUST_CHECK ch_status copy_reasons(const ch_look *look, const ch_ranked *from, ch_reason **out);
CH_MUST_CHECK ch_status copy_offer(const ch_look *look, const ch_actor *actor, const ch_offer *o, ch_pairing *out);
void find_pair_match(const ch_look *look, const ch_actor *actor, const ch_request *r, const ch_offer *o,
                     ch_pairing *out);
/* Neither side of the pair is one from which this expert is kept. */
bool may_read_pair(const ch_look *look, const ch_actor *actor, const ch_request *r, const ch_offer *o);
/* One line of a list as an expert reads it: with score and reasons, records redacted. */
CH_MUST_CHECK ch_status fill_pairing(const ch_look *look, const ch_actor *actor, const ch_ranked *from,
                                     ch_pairing *out);
#endif

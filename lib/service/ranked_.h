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
/* What the engine says of this, from what is kept or anew; give it back with kept_release. Before any permission: the
 * caller has asked for the whole, and asks of each line. */
CH_MUST_CHECK ch_status ranked_list(const ch_look *look, const ch_rank_query *q, const kept_of *of, kept_list **out);
/* What the catalogue does not own of the reasons. */
CH_MUST_CHECK ch_status copy_reasons(const ch_look *look, const ch_ranked *from, ch_reason **out);
CH_MUST_CHECK ch_status copy_offer(const ch_look *look, const ch_actor *actor, const ch_offer *o, ch_pairing *out);
/* Neither side of the pair is one from which this expert is kept. */
bool may_read_pair(const ch_look *look, const ch_actor *actor, const ch_request *r, const ch_offer *o);

/* Lines for one reader; what belongs to a request is looked up once for all lines of it that follow each other. */
typedef struct filler {
        const ch_look *look;
        const ch_actor *actor;
        const ch_request *request; /* of the line before; NULL: none */
        match_list matches;        /* its */
        ch_pairing sides;          /* it as this reader has it; request and party_name only */
} filler;
/* The newest match of out's need and this offer that the reader may know of. */
void find_pair_match(filler *f, const ch_request *r, const ch_offer *o, ch_pairing *out);
/* One line of a list as an expert reads it: with score and reasons, records redacted. */
CH_MUST_CHECK ch_status fill_pairing(filler *f, const ch_ranked *from, ch_pairing *out);
#endif

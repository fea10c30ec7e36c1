/* What would change an offer's place in the list of a need: for whoever may read the list. */
#include "ranked_.h"

ch_status
ch_ranked_why(const ch_look *look, const ch_actor *actor, const ch_pair_in *pair, size_t goal, ch_ranked_change *out)
{
        const ch_request *r = ch_catalog_by_id(look->cat, CH_REQUEST, pair->request);
        ch_weights w = weights_of(look);
        ch_ranked_ask ask = { .today = look->today };
        ch_rank_query q;
        ch_ranked of = { .request = r, .offer = ch_catalog_by_id(look->cat, CH_OFFER, pair->offer) };
        ch_rule rule;
        ch_status st = ch_ranked_pair(look, actor, pair, &out->pairing, &rule); /* may it be read? */

        if (st != CH_OK)
                return st;
        if (of.offer->role == CH_OFFER_FUNDS) /* they have a list of their own */
                ask.role = CH_OFFER_FUNDS + 1;
        q = query_of(look, &ask, &w);
        of.need = ch_request_need(r, pair->need);
        out->weights = w;
        st = ch_what_would_change(look->cat, &q, &of, goal, look->arena, &out->what);
        if (st == CH_OK)
                st = ch_what_ranges(look->cat, &q, &of, out->range);
        return st == CH_OK && ch_arena_is_full(look->arena) ? CH_TOO_LARGE : st;
}

/* What would change an offer's place in the list of a need: for whoever may read the list. */
#include "ranked_.h"

/* A list costs about as much as comparing its offers and a thousand more. */
enum { OFFERS_COMPARED = 500000, OFFERS_BESIDE = 1000 };

ch_status
ch_ranked_offer(const ch_look *look, const ch_actor *actor, ch_str called, ch_uuid *out)
{
        ch_uuid id;
        const ch_offer *o = ch_uuid_parse(called, &id) ? ch_catalog_by_id(look->cat, CH_OFFER, id, look->arena)
                                                       : ch_catalog_by_ref(look->cat, CH_OFFER, called, look->arena);
        ch_object object = { .kind = CH_OFFER, .offer = o, .party = o ? o->party : (ch_str) { 0 } };

        if (!called.len || !o || ch_may(actor, CH_ACT_OFFER_READ, &object, look->now) != CH_OK)
                return CH_HIDDEN;
        *out = o->head.id;
        return CH_OK;
}

/* 0: as many as it takes. */
static size_t
lists_for(const ch_look *look, const ch_why_ask *ask)
{
        size_t offers = ch_catalog_count(look->cat, CH_OFFER) + OFFERS_BESIDE;

        return ask->is_bounded ? 1 + OFFERS_COMPARED / offers : 0;
}

static ch_status
find_out(const ch_look *look, const ch_why_ask *ask, const ch_rank_query *q, const ch_ranked *of, ch_ranked_change *out)
{
        ch_status st = ch_what_would_change(look->cat, q, of, ask->goal, look->arena, &out->what);

        out->has_weights = ask->wants_weights && (!q->lists || q->lists >= (size_t)CH__FACTOR_MAX * 2);
        return st == CH_OK && out->has_weights ? ch_what_ranges(look->cat, q, of, out->range) : st;
}

ch_status
ch_ranked_why(const ch_look *look, const ch_actor *actor, const ch_why_ask *ask, ch_ranked_change *out)
{
        const ch_pair_in *pair = &ask->pair;
        const ch_request *r = ch_catalog_by_id(look->cat, CH_REQUEST, pair->request, NULL);
        ch_ranked_ask as = { .today = look->today };
        ch_rank_query q;
        ch_ranked of = { .request = r, .offer = ch_catalog_by_id(look->cat, CH_OFFER, pair->offer, look->arena) };
        ch_rule rule;
        ch_status st = ch_ranked_pair(look, actor, pair, &out->pairing, &rule); /* may it be read? */

        if (st != CH_OK)
                return st;
        if (of.offer->role == CH_OFFER_FUNDS) /* they have a list of their own */
                as.role = CH_OFFER_FUNDS + 1;
        out->weights = weights_of(look);
        q = query_of(look, &as, &out->weights);
        q.lists = lists_for(look, ask);
        of.need = ch_request_need(r, pair->need);
        st = find_out(look, ask, &q, &of, out);
        out->weights.version = ch_str_dup(look->arena, out->weights.version);
        return st == CH_OK && ch_arena_is_full(look->arena) ? CH_TOO_LARGE : st;
}

/* roll.h – requests, weights, queries and offers of every sort, by chance: what the rows of the sheets must not get
 * wrong.
 */
#ifndef ROLL_H
#define ROLL_H
#include "stage.h"

static inline ch_str
any_party(world *w)
{
        return chance(w, 40) ? ch_fmt(w->arena, "BODY-%u", roll(w, PARTIES)) : world_party(w);
}

/* A draft by chance, with preferred, excluded and odd languages, sometimes of a body, sometimes in a word that nobody
 * knows. */
static inline ch_request *
roll_request(world *w, size_t no)
{
        ch_request *r = world_request(w, no);

        r->head.id.b[14] ^= 0x55; /* a draft */
        if (chance(w, 50))
                r->party = any_party(w);
        while (chance(w, 40))
                r->preferred = ch_strs_add(w->arena, r->preferred, any_party(w));
        while (chance(w, 40))
                r->excluded = ch_strs_add(w->arena, r->excluded, any_party(w));
        if (chance(w, 10))
                r->languages = ch_strs_add(w->arena, r->languages, CH_LIT("pt"));
        if (chance(w, 10))
                ((ch_need *)(uintptr_t)ch_request_needs(r))->text = CH_LIT("xyzzy");
        return r;
}

/* Weights that total 100: the default ones, one factor alone, or any. */
static inline ch_weights
roll_weights(world *w)
{
        ch_weights all = ch_weights_default;
        int32_t left = 100;

        if (chance(w, 30)) { /* one factor alone: nothing else hides by how much its bound is too high */
                memset(all.w, 0, sizeof all.w);
                all.w[roll(w, CH__FACTOR_MAX)] = 100;
                return all;
        }
        for (int f = 0; f < CH__FACTOR_MAX; f++) {
                all.w[f] = f + 1 < CH__FACTOR_MAX ? (int32_t)roll(w, (uint32_t)left / 3 + 1) : left;
                left -= all.w[f];
        }
        return chance(w, 50) ? ch_weights_default : all;
}

/* Any day within 300 of today, any part, sometimes for the provider's side; weights is kept. */
static inline ch_rank_query
roll_query(world *w, const ch_weights *weights)
{
        return (ch_rank_query) { .today = TODAY + (ch_day)roll(w, 600) - 300,
                                 .weights = weights,
                                 .role = (int32_t)(chance(w, 70) ? 0 : roll(w, 5)),
                                 .for_provider = chance(w, 20) };
}

/* A hundred offers of the stage, changed into whatever the world's have not: put after the others. */
static inline void
put_odd(stage *s)
{
        world *w = &s->w;

        for (size_t i = 0; i < CHANGED; i++) {
                ch_offer *o = CH_NEW(w->arena, ch_offer);

                *o = *s->offers[i * 7];
                if (chance(w, 30))
                        o->eligible = ch_strs_add(w->arena, o->eligible, any_party(w));
                if (chance(w, 20))
                        o->languages = ch_strs_add(w->arena, o->languages, CH_LIT("pt"));
                if (chance(w, 20))
                        o->areas = (ch_parts) { 0 };
                if (chance(w, 10))
                        o->title = o->text = (ch_str) { 0 };
                if (chance(w, 20))
                        o->role = (int32_t)roll(w, 6);
                o->excluded = chance(w, 30) ? ch_strs_add(w->arena, o->excluded, any_party(w)) : o->excluded;
                o->capacity = chance(w, 50) ? roll(w, 2) : o->capacity;
                put(s, CH_OFFER, o->head.id, o);
        }
}
#endif

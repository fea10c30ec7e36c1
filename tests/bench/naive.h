/* naive.h – the plainest fast way: all offers in one array, each compared with the need in turn, the best twenty kept.
 *
 * Rules, likeness and factors are those that define a pair's score (pair.h); nothing is read off cards, rows or bounds.
 * It is the scan that the engine is measured against, and it is checked itself against oracle.h, which asks for each
 * pair through the public door.
 */
#ifndef NAIVE_H
#define NAIVE_H
#include "../../lib/match/pair.h"
#include "../match/offers.h"
#include "made.h"

typedef struct naive { /* of one catalogue */
        const ch_catalog *cat;
        offering *v; /* in order of references */
        size_t len;
        ch_arena *arena;
} naive;

typedef struct naive_line {
        const ch_offer *offer;
        int32_t score;
} naive_line;

/* Takes every offer apart once; cat must outlive it. */
static inline void
naive_make(naive *n, const ch_catalog *cat)
{
        const void *const *all;
        size_t len;

        *n = (naive) { .cat = cat, .arena = ch_arena_new(SIZE_MAX / 4) };
        len = n->arena ? all_offers(cat, n->arena, &all) : 0;
        n->v = calloc(len + 1, sizeof *n->v);
        if (!n->v || !n->arena)
                sample_fail("no memory");
        for (n->len = 0; n->len < len; n->len++)
                if (offering_make(cat, all[n->len], n->arena, &n->v[n->len]) != CH_OK)
                        sample_fail("no memory");
}

static inline void
naive_free(naive *n)
{
        free(n->v);
        ch_arena_free(&n->arena);
}

/* out has room for TOP lines; equal scores keep the order of the references. Returns how many there are. */
static inline size_t
naive_rank(const naive *n, const ch_rank_query *q, const ch_request *r, const ch_need *need, ch_arena *arena,
           naive_line *out)
{
        size_t len = 0;
        asking a;

        if (asking_make(n->cat, q, r, need, arena, &a) != CH_OK)
                sample_fail("no memory");
        for (size_t i = 0; i < n->len; i++) {
                pair p = { &a, &n->v[i], { 0 } };
                int32_t score;
                size_t at;

                if (n->v[i].offer->role == CH_OFFER_FUNDS || rule_of(&p) != CH_RULE_PASSED)
                        continue;
                p.like = like_of(&a, &n->v[i]);
                score = pair_score(&p);
                if (len == TOP && score <= out[TOP - 1].score)
                        continue;
                for (at = len < TOP ? len++ : TOP - 1; at > 0 && out[at - 1].score < score; at--)
                        out[at] = out[at - 1];
                out[at] = (naive_line) { n->v[i].offer, score };
        }
        return len;
}

/* Both lists, offers and scores. */
static inline bool
naive_same(const naive_line *lines, size_t n, const ch_ranked *v, size_t len)
{
        bool same = n == len;

        for (size_t i = 0; same && i < n; i++)
                same = is_same_offer(lines[i].offer, v[i].offer) && lines[i].score == v[i].score;
        return same;
}
#endif

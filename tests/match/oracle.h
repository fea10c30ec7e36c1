/* oracle.h – a need's list in the plainest way: every pair by itself, sorted. What the engine's lists must equal. */
#ifndef ORACLE_H
#define ORACLE_H
#include "offers.h"
#include <stdlib.h>

static inline int
oracle_compare(const void *a, const void *b)
{
        const ch_ranked *x = a, *y = b;

        if (x->score != y->score)
                return x->score > y->score ? -1 : 1;
        return ch_str_cmp(x->offer->head.ref, y->offer->head.ref);
}

/* The need's list as ch_rank_need must give it. out has room for every offer; returns how many lines there are, at most
 * q->top (0: all). */
static inline size_t
oracle_rank(const ch_catalog *cat, const ch_rank_query *q, const ch_request *r, const ch_need *n, ch_arena *arena,
            ch_ranked *out)
{
        ch_offer_walk walk = ch_catalog_offers(cat);
        size_t len = 0;
        ch_offer o;

        while (ch_offer_next(&walk, &o)) {
                bool wanted = q->role ? o.role == q->role - 1 : o.role != CH_OFFER_FUNDS;

                if (wanted &&
                    ch_rank_pair(cat, q, r, n, ch_offer_whole(&walk, arena), arena, &out[len]) == CH_RULE_PASSED)
                        len++;
        }
        qsort(out, len, sizeof *out, oracle_compare);
        return q->top && q->top < len ? q->top : len;
}

/* Offer, score, part and every reason with its codes. */
static inline bool
oracle_same(const ch_ranked *a, const ch_ranked *b)
{
        bool same = is_same_offer(a->offer, b->offer) && a->request == b->request && a->need == b->need &&
                    a->score == b->score && area_no(a) == area_no(b) && a->why_len == b->why_len;

        for (size_t i = 0; same && i < a->why_len; i++) {
                same = a->why[i].factor == b->why[i].factor && a->why[i].points == b->why[i].points &&
                       a->why[i].codes.len == b->why[i].codes.len;
                for (size_t k = 0; same && k < a->why[i].codes.len; k++)
                        same = ch_str_eq(a->why[i].codes.v[k], b->why[i].codes.v[k]);
        }
        return same;
}
#endif

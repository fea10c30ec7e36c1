#include "oracle.h"
#include "stage.h"

static uint64_t
mix(uint64_t h, ch_str s)
{
        for (size_t i = 0; i < s.len; i++)
                h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001B3);
        return h;
}

static uint64_t
mix_list(uint64_t h, const ch_ranked *v, size_t len)
{
        for (size_t i = 0; i < len; i++) {
                h = mix(mix(h, v[i].offer->head.ref), v[i].request->head.ref) * 31 + (uint64_t)v[i].need->no;
                for (size_t k = 0; k < v[i].why_len; k++)
                        h = h * 31 + (uint64_t)(v[i].why[k].points * CH__FACTOR_MAX + v[i].why[k].factor);
        }
        return h;
}

/* Of every line of every list, in both directions. */
static uint64_t
fingerprint(const stage *s, const ch_catalog *cat)
{
        uint64_t h = ch_catalog_seq(cat);

        for (size_t i = 0; i < REQUESTS; i++) {
                const ch_request *r = ch_catalog_by_id(cat, CH_REQUEST, s->requests[i]->head.id, NULL);
                const ch_offer *o = ch_catalog_by_id(cat, CH_OFFER, s->offers[i * 7 + 1]->head.id, s->t->arena);
                ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
                ch_rank_query q = query_no(i);
                ch_ranked *v;
                size_t len;

                T_OK(ch_rank_need(cat, &q, r, ch_request_needs(r), arena, &v, &len));
                h = mix_list(h, v, len);
                T_OK(ch_rank_request(cat, &q, r, arena, &v, &len));
                h = mix_list(h, v, len);
                if (o)
                        T_OK(ch_rank_offer(cat, &q, o, arena, &v, &len));
                h = o ? mix_list(h, v, len) : h;
                ch_arena_free(&arena);
        }
        return h;
}

T_CASE("the same changes in any batches give the same lists; one change fewer is seen")
{
        stage *s = make_stage(t, 7);
        const ch_catalog *cat = apply_in_batches(s, s->len, (uint32_t)s->len), *at_once = NULL, *empty;
        static const uint32_t most[] = { 1, 3, 40, 300 };
        uint64_t wanted;

        ch_catalog_release(&cat);
        empty = ch_catalog_new(s->w.vocab);
        T_OK(ch_catalog_apply(empty, s->changes, s->len, &at_once));
        wanted = fingerprint(s, at_once);
        for (size_t i = 0; i < CH_COUNT(most); i++) {
                cat = apply_in_batches(s, s->len, most[i]);
                T_TRUE(fingerprint(s, cat) == wanted);
                ch_catalog_release(&cat);
        }
        cat = apply_in_batches(s, s->len - 1, 40);
        T_TRUE(fingerprint(s, cat) != wanted);
        ch_catalog_release(&cat);
        ch_catalog_release(&at_once);
        ch_catalog_release(&empty);
}

T_CASE("a list is what comparing every pair by itself and sorting gives, line by line and reason by reason")
{
        for (uint64_t seed = 1; seed <= 2; seed++) {
                stage *s = make_stage(t, seed);
                const ch_catalog *cat = apply_in_batches(s, s->len, 500);
                ch_ranked *out = CH_NEW_N(t->arena, ch_ranked, OFFERS);
                size_t lines = 0;

                for (size_t i = 0; i < REQUESTS; i++) {
                        const ch_request *r = ch_catalog_by_id(cat, CH_REQUEST, s->requests[i]->head.id, NULL);
                        const ch_need *n = &ch_request_needs(r)[i % r->needs.len];
                        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
                        ch_rank_query q = query_no(i);
                        ch_ranked *v;
                        size_t len;

                        T_OK(ch_rank_need(cat, &q, r, n, arena, &v, &len));
                        T_EQ_SIZE(oracle_rank(cat, &q, r, n, arena, out), len);
                        for (size_t k = 0; k < len; k++)
                                T_TRUE(oracle_same(&v[k], &out[k]));
                        T_TRUE(len < 2 || !oracle_same(&v[0], &out[1]));
                        lines += len;
                        ch_arena_free(&arena);
                }
                T_TRUE(lines > REQUESTS);
                ch_catalog_release(&cat);
        }
}

T_CASE("why not: each rule removes as many offers as it does pair by pair")
{
        stage *s = make_stage(t, 3);
        const ch_catalog *cat = apply_in_batches(s, s->len, 500);
        const void *const *all;
        size_t n_all = all_offers(cat, t->arena, &all), seen[CH__RULE_MAX] = { 0 };

        for (size_t i = 0; i < REQUESTS; i++) {
                const ch_request *r = ch_catalog_by_id(cat, CH_REQUEST, s->requests[i]->head.id, NULL);
                const ch_need *n = ch_request_needs(r);
                ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
                ch_rank_query q = query_no(i);
                size_t removed[CH__RULE_MAX] = { 0 };
                ch_why_not why;
                ch_ranked line;

                T_OK(ch_rank_why_not(cat, &q, r, n, arena, &why));
                for (size_t k = 0; k < n_all; k++) {
                        const ch_offer *o = all[k];

                        if (q.role ? o->role == q.role - 1 : o->role != CH_OFFER_FUNDS)
                                removed[ch_rank_pair(cat, &q, r, n, o, arena, &line)]++;
                }
                for (size_t k = 0; k < CH__RULE_MAX; k++) {
                        T_EQ_SIZE(why.removed[k], removed[k]);
                        seen[k] += removed[k];
                }
                ch_arena_free(&arena);
        }
        for (size_t k = 0; k < CH__RULE_MAX; k++)
                T_TRUE(seen[k] > 0);
        ch_catalog_release(&cat);
}

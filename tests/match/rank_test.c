#include "given.h"

#define NEED(r) ch_request_needs(r)

/* ---- over all pairs of the sample ------------------------------------------------------------------------------ */

typedef void each_pair(given *g, const ch_request *r, const ch_need *n, const ch_offer *o, ch_arena *arena);

static size_t
walk_pairs(given *g, each_pair *visit)
{
        const void *const *requests, *const *offers;
        size_t requests_len = ch_catalog_all(g->cat, CH_REQUEST, &requests);
        size_t offers_len = all_offers(g->cat, g->s.arena, &offers), pairs = 0;
        ch_arena *arena = ch_arena_new((size_t)1 << 24);

        for (size_t i = 0; i < requests_len; i++) {
                const ch_request *r = requests[i];

                for (size_t k = 0; k < r->needs.len; k++) {
                        for (size_t m = 0; m < offers_len; m++, pairs++) {
                                ch_arena_reset(arena);
                                visit(g, r, &NEED(r)[k], offers[m], arena);
                        }
                }
        }
        ch_arena_free(&arena);
        return pairs;
}

static void
expect_sum(given *g, const ch_request *r, const ch_need *n, const ch_offer *o, ch_arena *arena)
{
        ch_ranked line;
        int64_t sum = 0;

        if (ch_rank_pair(g->cat, &given_query, r, n, o, arena, &line) != CH_RULE_PASSED)
                return;
        for (size_t i = 0; i < line.why_len; i++) {
                const ch_reason *why = &line.why[i];

                T_TRUE(why->fit > 0 && why->fit <= 1000);
                T_EQ_INT(why->points, why->fit * ch_weights_default.w[why->factor]);
                T_TRUE(i == 0 || line.why[i - 1].points >= why->points);
                sum += why->points;
        }
        T_EQ_INT(sum, line.score);
        T_TRUE(line.score >= 0 && line.score <= 100000);
}

T_CASE("the reasons of every pair add up to its score, greatest first")
{
        given *g = given_sample(t);

        T_TRUE(walk_pairs(g, expect_sum) > 5000);
        ch_catalog_release(&g->cat);
}

static const ch_ranked *
line_of(const ch_ranked *v, size_t n, const ch_need *need, const ch_offer *o)
{
        for (size_t i = 0; i < n; i++)
                if (v[i].need == need && is_same_offer(v[i].offer, o))
                        return &v[i];
        return NULL;
}

static void
expect_both_ways(given *g, const ch_request *r, const ch_need *n, const ch_offer *o, ch_arena *arena)
{
        ch_ranked *from_offer, pair;
        const ch_ranked *line;
        size_t len;
        ch_rule rule = ch_rank_pair(g->cat, &given_query, r, n, o, arena, &pair);

        T_OK(ch_rank_offer(g->cat, &given_query, o, arena, &from_offer, &len));
        line = line_of(from_offer, len, n, o);
        T_EQ_INT(line != NULL, rule == CH_RULE_PASSED);
        if (line)
                T_EQ_INT(line->score, pair.score);
}

T_CASE("asked from the offer, every pair has the score it has from the need, and is refused by the same rules")
{
        given *g = given_sample(t);
        const void *const *requests, *const *offers;
        size_t requests_len = ch_catalog_all(g->cat, CH_REQUEST, &requests);
        size_t offers_len = all_offers(g->cat, g->s.arena, &offers);
        ch_arena *arena = ch_arena_new((size_t)1 << 26);

        for (size_t i = 0; i < requests_len; i++) {
                const ch_request *r = requests[i];

                for (size_t m = i % 5; m < offers_len; m += 5) {
                        ch_arena_reset(arena);
                        expect_both_ways(g, r, &NEED(r)[i % r->needs.len], offers[m], arena);
                }
        }
        ch_arena_free(&arena);
        ch_catalog_release(&g->cat);
}

T_CASE("each offer either stands in a need's list, with its pair's score, or names the rule that refuses it")
{
        given *g = given_sample(t);
        const void *const *requests, *const *offers;
        size_t requests_len = ch_catalog_all(g->cat, CH_REQUEST, &requests);
        size_t offers_len = all_offers(g->cat, g->s.arena, &offers);

        for (size_t i = 0; i < requests_len; i++) {
                const ch_request *r = requests[i];
                ch_arena *arena = ch_arena_new((size_t)1 << 26);
                ch_ranked *v, pair;
                ch_why_not w;
                size_t len, removed[CH__RULE_MAX] = { 0 };

                T_OK(ch_rank_need(g->cat, &given_query, r, NEED(r), arena, &v, &len));
                T_OK(ch_rank_why_not(g->cat, &given_query, r, NEED(r), arena, &w));
                for (size_t m = 0; m < offers_len; m++) {
                        ch_rule rule = ch_rank_pair(g->cat, &given_query, r, NEED(r), offers[m], arena, &pair);
                        const ch_ranked *line = line_of(v, len, NEED(r), offers[m]);

                        T_EQ_INT(line != NULL, rule == CH_RULE_PASSED);
                        T_TRUE(!line || line->score == pair.score);
                        T_TRUE(ch_rule_text(rule)[0] && ch_rule_word(rule)[0]);
                        removed[rule]++;
                }
                for (int rule = 0; rule < CH__RULE_MAX; rule++)
                        T_EQ_SIZE(w.removed[rule], removed[rule]);
                T_TRUE(w.nearest_len == 3 && w.nearest[0].score >= w.nearest[1].score);
                ch_arena_free(&arena);
        }
        ch_catalog_release(&g->cat);
}

T_CASE("a request's list names each offer once, and the need it serves there with that pair's score")
{
        given *g = given_sample(t);
        const void *const *requests;
        size_t n = ch_catalog_all(g->cat, CH_REQUEST, &requests);

        for (size_t i = 0; i < n; i++) {
                ch_arena *arena = ch_arena_new((size_t)1 << 26);
                ch_ranked *v, pair;
                size_t len;

                T_OK(ch_rank_request(g->cat, &given_query, requests[i], arena, &v, &len));
                for (size_t k = 0; k < len; k++) {
                        for (size_t m = 0; m < k; m++)
                                T_TRUE(!is_same_offer(v[m].offer, v[k].offer));
                        T_EQ_INT(ch_rank_pair(g->cat, &given_query, requests[i], v[k].need, v[k].offer, arena, &pair),
                                 CH_RULE_PASSED);
                        T_EQ_INT(pair.score, v[k].score);
                }
                ch_arena_free(&arena);
        }
        ch_catalog_release(&g->cat);
}

/* ---- adding what matches never lowers -------------------------------------------------------------------------- */

static int32_t
score_with(given *g, const ch_change *change, ch_uuid request, size_t need, ch_uuid offer)
{
        const ch_catalog *next;
        const ch_request *r;
        ch_arena *arena = ch_arena_new((size_t)1 << 24);
        ch_ranked line;

        T_OK(ch_catalog_apply(g->cat, change, 1, &next));
        r = ch_catalog_by_id(next, CH_REQUEST, request, NULL);
        (void)ch_rank_pair(next, &given_query, r, &NEED(r)[need], ch_catalog_by_id(next, CH_OFFER, offer, arena), arena,
                           &line);
        ch_arena_free(&arena);
        ch_catalog_release(&next);
        return line.score;
}

/* The topic the need's words bring up first, given to a part of the offer. */
static void
expect_no_lower(given *g, const ch_request *r, size_t need, const ch_offer *o)
{
        ch_inferred *topics;
        size_t n = ch_catalog_infer(g->cat, g->t->arena, NEED(r)[need].text, CH_EN, &topics);
        ch_ranked before;
        ch_offer changed = *o;
        ch_area *areas = CH_NEW_N(g->t->arena, ch_area, o->areas.len);
        ch_change change = { .seq = 9999, .kind = CH_OFFER, .id = o->head.id, .record = &changed };

        for (size_t i = 0; i < n; i++) {
                if (ch_vocab_topic(g->s.vocab, topics[i].code)->facet != CH_FACET_MEASURE || !o->areas.len)
                        continue;
                memcpy(areas, ch_offer_areas(o), o->areas.len * sizeof *areas);
                areas[0].topics = ch_strs_add(g->t->arena, areas[0].topics, topics[i].code);
                changed.areas.v = areas;
                if (ch_rank_pair(g->cat, &given_query, r, &NEED(r)[need], o, g->t->arena, &before) == CH_RULE_PASSED)
                        T_TRUE(score_with(g, &change, r->head.id, need, o->head.id) >= before.score);
        }
}

T_CASE("adding to an offer a topic that the need has never lowers the score")
{
        given *g = given_sample(t);
        const void *const *requests, *const *offers;
        size_t requests_len = ch_catalog_all(g->cat, CH_REQUEST, &requests);
        size_t offers_len = all_offers(g->cat, g->s.arena, &offers);

        for (size_t i = 0; i < requests_len; i++) {
                const ch_request *r = requests[i];

                for (size_t m = i % 9; m < offers_len; m += 9)
                        expect_no_lower(g, r, i % r->needs.len, offers[m]);
        }
        ch_catalog_release(&g->cat);
}

/* The topic that the best part of the offer brings up first, stated in the need. */
static size_t
expect_no_lower_need(given *g, const ch_request *r, const ch_offer *o)
{
        ch_arena *arena = g->t->arena;
        ch_request changed = *r;
        ch_need *needs = CH_NEW_N(arena, ch_need, r->needs.len);
        ch_change change = { .seq = 9999, .kind = CH_REQUEST, .id = r->head.id, .record = &changed };
        ch_inferred *topics;
        ch_ranked before;

        if (ch_rank_pair(g->cat, &given_query, r, NEED(r), o, arena, &before) != CH_RULE_PASSED || !before.area ||
            !ch_catalog_infer(g->cat, arena, before.area->text, CH_EN, &topics) ||
            ch_vocab_topic(g->s.vocab, topics[0].code)->facet != CH_FACET_MEASURE)
                return 0;
        memcpy(needs, NEED(r), r->needs.len * sizeof *needs);
        needs[0].topics = ch_strs_add(arena, needs[0].topics, topics[0].code);
        changed.needs.v = needs;
        T_TRUE(score_with(g, &change, r->head.id, 0, o->head.id) >= before.score);
        return 1;
}

T_CASE("adding to a need a topic that the best part of an offer has never lowers the score")
{
        given *g = given_sample(t);
        const void *const *requests, *const *offers;
        size_t requests_len = ch_catalog_all(g->cat, CH_REQUEST, &requests), tried = 0;
        size_t offers_len = all_offers(g->cat, g->s.arena, &offers);

        for (size_t i = 0; i < requests_len; i++)
                for (size_t m = i % 5; m < offers_len; m += 5)
                        tried += expect_no_lower_need(g, requests[i], offers[m]);
        T_TRUE(tried > 100);
        ch_catalog_release(&g->cat);
}

/* ---- order ----------------------------------------------------------------------------------------------------- */

T_CASE("equal scores are ordered by reference, however the records came")
{
        static const char *const refs[] = { "B", "A", "D", "C" };
        given *g = given_tables(t);
        ch_ranked *v;
        size_t len;

        for (size_t i = 0; i < 4; i++)
                given_offer(g, refs[i], "CAN", "*", "export control training");
        given_request(g, "R", "ALB", "training in export control");
        given_catalog(g);
        T_OK(ch_rank_request(g->cat, &given_query, the_request(g, "R"), t->arena, &v, &len));
        T_EQ_SIZE(len, 4);
        for (size_t i = 0; i < 4; i++)
                T_EQ_INT(v[i].offer->head.ref.p[0], 'A' + (int)i);
        ch_catalog_release(&g->cat);
}

T_CASE("a need in Arabic finds the offer in English that a need in English finds")
{
        given *g = given_tables(t);
        ch_ranked *v;
        size_t len;

        given_offer(g, "A", "CAN", "*", "physical protection of nuclear sites");
        given_offer(g, "B", "CAN", "*", "train customs officers");
        given_offer(g, "C", "CAN", "*", "laboratory biosafety");
        given_request(g, "R", "ALB", "تدريب موظفي الجمارك");
        given_catalog(g);
        T_OK(ch_rank_request(g->cat, &given_query, the_request(g, "R"), t->arena, &v, &len));
        T_EQ_STR(v[0].offer->head.ref, "B");
        T_TRUE(v[0].score > v[1].score);
        ch_catalog_release(&g->cat);
}

T_CASE("an offer whose words speak of another region or State counts less than one that speaks of none, or of this one")
{
        given *g = given_tables(t);
        ch_ranked *v;
        size_t len;

        given_offer(g, "A", "CAN", "*", "customs training in Africa");
        given_offer(g, "B", "CAN", "*", "customs training");
        given_offer(g, "C", "CAN", "*", "customs training in Kenya");
        given_offer(g, "D", "CAN", "*", "customs training in Albania");
        given_request(g, "R", "ALB", "train customs officers");
        given_catalog(g);
        T_OK(ch_rank_request(g->cat, &given_query, the_request(g, "R"), t->arena, &v, &len));
        T_EQ_SIZE(len, 4);
        T_TRUE(v[0].offer->head.ref.p[0] == 'B' || v[0].offer->head.ref.p[0] == 'D');
        T_TRUE(v[1].offer->head.ref.p[0] == 'B' || v[1].offer->head.ref.p[0] == 'D');
        T_TRUE(v[1].score > v[2].score + 5000);
        ch_catalog_release(&g->cat);
}

T_CASE("a preferred provider gains, unless a provider asks")
{
        ch_request *r;
        ch_offer *o;
        given *g = one_pair(t, &r, &o);
        ch_str canada = CH_LIT("CAN");
        ch_rank_query blind = given_query;
        int32_t plain, seen, unseen;

        blind.for_provider = true;
        given_catalog(g);
        plain = the_score(g, &given_query, "R", "O");
        ch_catalog_release(&g->cat);
        r->preferred = (ch_strs) { &canada, 1 };
        given_catalog(g);
        seen = the_score(g, &given_query, "R", "O");
        unseen = the_score(g, &blind, "R", "O");
        ch_catalog_release(&g->cat);
        T_TRUE(seen > plain);
        T_EQ_INT(unseen, plain);
}

T_CASE("help given to a neighbour on the same matter counts, help to the request at hand does not")
{
        given *g = given_tables(t);
        ch_response response = {
                .head.ref = CH_LIT("X"), .request = CH_LIT("R"), .offer = CH_LIT("O"), .status = CH_LIT("delivered")
        };
        int32_t before, own, other, declined;

        given_offer(g, "O", "CAN", "*", "export control training");
        given_request(g, "R", "ALB", "training in export control");
        given_request(g, "S", "SRB", "training in export control");
        given_catalog(g);
        before = the_score(g, &given_query, "R", "O");
        ch_catalog_release(&g->cat);
        sample_add(&g->s, CH_RESPONSE, &response);
        given_catalog(g);
        own = the_score(g, &given_query, "R", "O");
        other = the_score(g, &given_query, "S", "O");
        ch_catalog_release(&g->cat);
        response.status = CH_LIT("declined");
        given_catalog(g);
        declined = the_score(g, &given_query, "S", "O");
        ch_catalog_release(&g->cat);
        T_EQ_INT(own, before);
        T_TRUE(other > before);
        T_EQ_INT(declined, before);
}

T_CASE("funders are left out of the main list and have their own")
{
        ch_request *r;
        ch_offer *o;
        given *g = one_pair(t, &r, &o);
        ch_rank_query funders = given_query;
        ch_ranked *v;
        size_t len;

        funders.role = CH_OFFER_FUNDS + 1;
        o->role = CH_OFFER_FUNDS;
        given_catalog(g);
        T_OK(ch_rank_need(g->cat, &given_query, the_request(g, "R"), NEED(the_request(g, "R")), t->arena, &v, &len));
        T_EQ_SIZE(len, 0);
        T_OK(ch_rank_need(g->cat, &funders, the_request(g, "R"), NEED(the_request(g, "R")), t->arena, &v, &len));
        T_EQ_SIZE(len, 1);
        ch_catalog_release(&g->cat);
}

T_CASE("a request that the catalogue does not hold is ranked as if it did")
{
        given *g = given_sample(t);
        const ch_request *r = the_request(g, "REQ-IRQ-2017");
        ch_request *copy = ch_record_copy(t->arena, CH_REQUEST, r);
        ch_ranked *v, *w;
        size_t len, copy_len;

        T_OK(ch_rank_request(g->cat, &given_query, r, t->arena, &v, &len));
        T_OK(ch_rank_request(g->cat, &given_query, copy, t->arena, &w, &copy_len));
        T_EQ_SIZE(len, copy_len);
        for (size_t i = 0; i < len; i++)
                T_TRUE(is_same_offer(v[i].offer, w[i].offer) && v[i].score == w[i].score &&
                       v[i].need->no == w[i].need->no);
        ch_catalog_release(&g->cat);
}

T_CASE("nothing to rank gives an empty list, and a full arena says so")
{
        given *g = given_tables(t);
        ch_arena *small = ch_arena_new(4096);
        ch_ranked *v;
        size_t len;

        given_request(g, "R", "ALB", "x");
        given_catalog(g);
        T_OK(ch_rank_request(g->cat, &given_query, the_request(g, "R"), t->arena, &v, &len));
        T_EQ_SIZE(len, 0);
        ch_catalog_release(&g->cat);
        g = given_sample(t);
        T_EQ_INT(ch_rank_request(g->cat, &given_query, the_request(g, "REQ-ALB-2004"), small, &v, &len), CH_TOO_LARGE);
        ch_catalog_release(&g->cat);
        ch_arena_free(&small);
}

T_CASE("weights total 100 and are never negative")
{
        ch_weights w = ch_weights_default;

        T_TRUE(ch_weights_are_valid(&w));
        w.w[CH_FACTOR_TEXT]++;
        T_FALSE(ch_weights_are_valid(&w));
        w.w[CH_FACTOR_MODE] -= 2;
        w.w[CH_FACTOR_LOAD]++;
        T_FALSE(ch_weights_are_valid(&w));
}

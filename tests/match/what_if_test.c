/* What would change a pair's rank: every answer is made true, by other means than the engine's list, and held to it. */
#include "given.h"
#include <ch/base/assert.h>
#include <ch/what_if.h>

enum { ARENA = 64 << 20, WORLDS = 4 };
/* The thread sanitizer looks for races, of which one thread has none: a few pairs are enough for it. */
#ifdef __SANITIZE_THREAD__
enum { PAIRS_OF_A_WORLD = 60, SHARE = 21 };
#else
enum { PAIRS_OF_A_WORLD = 1260, SHARE = 1 };
#endif

static const size_t goals[] = { 1, 3, 5, 10 };

/* ---- chance, the same in every run ----------------------------------------------------------------------------- */

static uint64_t seed = 1540;

static size_t
any(size_t n)
{
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        return (size_t)(seed >> 33) % n;
}

static ch_str
any_topic(const ch_vocab *vocab, ch_facet facet)
{
        const ch_topic *topics;
        size_t n = ch_vocab_topics(vocab, &topics), at;

        do
                at = any(n);
        while (topics[at].facet != facet);
        return topics[at].code;
}

static void
scatter(given *g, ch_strs *lists[CH__FACET_MAX])
{
        for (int facet = 0; facet < CH__FACET_MAX; facet++)
                if (!any(3))
                        *lists[facet] = ch_strs_add(g->t->arena, *lists[facet], any_topic(g->s.vocab, (ch_facet)facet));
}

static ch_strs
any_language(given *g)
{
        return ch_strs_add(g->t->arena, (ch_strs) { 0 }, ch_str_of(ch_lang_code((ch_lang)any(CH__LANG_MAX))));
}

static void
scatter_offer(given *g, ch_offer *o)
{
        static const char *const groups[] = { "*", "AFRICAN", "GRULAC", "ASIA-PACIFIC", "ALB", "M49-142" };
        ch_area *area = (ch_area *)o->areas.v;

        for (size_t i = 0; i < o->areas.len; i++)
                scatter(g, (ch_strs *[]) { &area[i].topics, &area[i].domains, &area[i].assistance });
        if (!any(3))
                o->eligible = ch_strs_add(g->t->arena, (ch_strs) { 0 }, ch_str_of(groups[any(CH_COUNT(groups))]));
        if (!any(3))
                o->languages = any_language(g);
        if (!any(6))
                o->until = ch_day_date(TODAY - 20 + (ch_day)any(40));
        if (!any(6))
                o->from = ch_day_date(TODAY - 20 + (ch_day)any(40));
        if (!any(4))
                o->capacity = 1 + (int64_t)any(3);
        if (!any(20))
                o->status = CH_OFFER_RESTING;
}

static void
scatter_request(given *g, ch_request *r)
{
        ch_need *need = (ch_need *)r->needs.v;

        for (size_t i = 0; i < r->needs.len; i++)
                scatter(g, (ch_strs *[]) { &need[i].topics, &need[i].domains, &need[i].assistance });
        if (!any(3))
                r->languages = any_language(g);
        if (!any(8))
                r->excluded = ch_strs_add(g->t->arena, (ch_strs) { 0 }, CH_LIT("USA"));
}

/* The sample with topics, languages, dates, groups and capacities thrown about, and matches under way. */
static given *
a_world(ch_t *t)
{
        given *g = given_tables(t);
        size_t records;

        sample_records(&g->s, NULL);
        records = g->s.len;
        for (size_t i = 0; i < records; i++) {
                if (g->s.changes[i].kind == CH_OFFER)
                        scatter_offer(g, (ch_offer *)(uintptr_t)g->s.changes[i].record);
                if (g->s.changes[i].kind == CH_REQUEST)
                        scatter_request(g, (ch_request *)(uintptr_t)g->s.changes[i].record);
        }
        for (size_t i = 0; i < records; i++) {
                ch_match *m = ch_record_new(t->arena, CH_MATCH);

                m->offer = g->s.changes[i].id;
                m->request = g->s.changes[records - 1].id;
                m->need = 1;
                m->status = CH_MATCH_DELIVERING;
                if (g->s.changes[i].kind == CH_OFFER && !any(3))
                        sample_add(&g->s, CH_MATCH, m);
        }
        given_catalog(g);
        return g;
}

/* ---- the truth, by counting ------------------------------------------------------------------------------------ */

static size_t
count_before(const ch_catalog *cat, const ch_ranked *pair, int32_t score)
{
        ch_offer_walk walk = ch_catalog_offers(cat);
        ch_arena *arena = ch_arena_new(ARENA);
        size_t before = 0;
        ch_offer o;

        while (ch_offer_next(&walk, &o)) {
                ch_ranked line;

                ch_arena_reset(arena);
                if (o.role == CH_OFFER_FUNDS ||
                    ch_rank_pair(cat, &given_query, pair->request, pair->need, ch_offer_whole(&walk, arena), arena,
                                 &line) != CH_RULE_PASSED)
                        continue;
                before += line.score > score ||
                          (line.score == score && ch_str_cmp(o.head.ref, pair->offer->head.ref) < 0);
        }
        ch_arena_free(&arena);
        return before;
}

static ch_what_place
count_place(const ch_catalog *cat, const ch_ranked *pair, ch_arena *arena)
{
        ch_what_place at = { 0 };
        ch_ranked line;

        at.rule = ch_rank_pair(cat, &given_query, pair->request, pair->need, pair->offer, arena, &line);
        at.score = line.score;
        if (at.rule == CH_RULE_PASSED && pair->offer->role != CH_OFFER_FUNDS)
                at.rank = 1 + count_before(cat, pair, line.score);
        return at;
}

/* A catalogue in which the steps have been taken. */
static ch_what_place
make_it_so(const ch_catalog *cat, const ch_ranked *pair, const ch_what_step *steps, size_t n, ch_arena *arena)
{
        const ch_catalog *next = NULL;
        ch_what_place at = { 0 };
        ch_ranked made;
        ch_change changes[2] = { { .seq = 100001, .kind = CH_OFFER }, { .seq = 100002, .kind = CH_REQUEST } };

        T_OK(ch_what_apply(pair, steps, n, arena, &made));
        changes[0].id = made.offer->head.id;
        changes[0].record = made.offer;
        changes[1].id = made.request->head.id;
        changes[1].record = made.request;
        T_OK(ch_catalog_apply(cat, changes, 2, &next));
        made.request = ch_catalog_by_id(next, CH_REQUEST, made.request->head.id, NULL);
        made.offer = ch_catalog_by_id(next, CH_OFFER, made.offer->head.id, arena);
        made.need = ch_request_need(made.request, pair->need->no);
        at = count_place(next, &made, arena);
        ch_catalog_release(&next);
        return at;
}

static bool
is_the_same(const ch_what_place *a, const ch_what_place *b)
{
        return a->rule == b->rule && a->rank == b->rank && a->score == b->score;
}

static bool
reaches(const ch_what_if *w, const ch_what_place *at)
{
        return (at->rank && at->rank <= w->goal) != w->breaks;
}

/* ---- pairs ----------------------------------------------------------------------------------------------------- */

typedef struct tally {
        size_t pairs, tried, lifted, broken, by_two, in_vain, missed;
} tally;

static ch_ranked
any_pair(const ch_catalog *cat, ch_arena *arena)
{
        const void *const *requests;
        size_t requests_len = ch_catalog_all(cat, CH_REQUEST, &requests);
        ch_ranked pair = { .request = requests[any(requests_len)] };
        ch_offer_walk walk = ch_catalog_offers(cat);
        ch_offer brief;

        for (size_t left = any(ch_catalog_count(cat, CH_OFFER)) + 1; left; left--)
                T_TRUE(ch_offer_next(&walk, &brief));
        pair.offer = ch_offer_whole(&walk, arena);
        pair.need = &ch_request_needs(pair.request)[any(pair.request->needs.len)];
        return pair;
}

static void
expect_truth(const ch_catalog *cat, const ch_ranked *pair, size_t goal, ch_arena *arena, tally *sum)
{
        ch_what_if w;
        ch_what_place now, then;

        T_OK(ch_what_would_change(cat, &given_query, pair, goal, arena, &w));
        now = count_place(cat, pair, arena);
        T_TRUE(is_the_same(&now, &w.now));
        T_TRUE(w.breaks == (now.rank && now.rank <= goal));
        T_TRUE(w.tried <= CH_WHAT_TRIES);
        sum->pairs++;
        sum->tried += w.tried;
        sum->in_vain += !w.steps_len;
        if (!w.steps_len)
                return;
        then = make_it_so(cat, pair, w.steps, w.steps_len, arena);
        T_TRUE(is_the_same(&then, &w.then));
        T_TRUE(reaches(&w, &then));
        sum->lifted += !w.breaks;
        sum->broken += w.breaks;
        sum->by_two += w.steps_len == 2;
        T_FALSE(is_the_same(&now, &then)); /* planted: a change that nobody made is seen */
}

T_CASE("whoever makes the change finds the rank that was told: the sample, and three worlds thrown about")
{
        ch_arena *arena = ch_arena_new(ARENA);
        tally sum = { 0 };

        for (size_t w = 0; w < WORLDS; w++) {
                given *g = w ? a_world(t) : given_sample(t);

                for (size_t i = 0; i < PAIRS_OF_A_WORLD; i++) {
                        ch_ranked pair;

                        ch_arena_reset(arena);
                        pair = any_pair(g->cat, arena);
                        expect_truth(g->cat, &pair, goals[i % CH_COUNT(goals)], arena, &sum);
                }
                ch_catalog_release(&g->cat);
        }
        ch_arena_free(&arena);
        printf("# %zu pairs, %zu lists made: %zu lifted, %zu broken, %zu of them by two changes, %zu by nothing "
               "small\n",
               sum.pairs, sum.tried, sum.lifted, sum.broken, sum.by_two, sum.in_vain);
        T_TRUE(sum.pairs >= 5000 / SHARE && sum.lifted > 500 / SHARE && sum.broken > 200 / SHARE &&
               sum.by_two > 50 / SHARE);
}

/* ---- smallest -------------------------------------------------------------------------------------------------- */

static void
expect_smallest(const ch_catalog *cat, const ch_ranked *pair, size_t goal, ch_arena *arena, tally *sum)
{
        ch_what_if w;
        ch_what_step *steps;
        size_t n;

        T_OK(ch_what_would_change(cat, &given_query, pair, goal, arena, &w));
        T_OK(ch_what_steps(cat, &given_query, pair, arena, &steps, &n));
        if (w.steps_len == 1 || w.now.rule == CH_RULE_OFFER_NOT_LISTED || w.now.rule == CH_RULE_OWN_OFFER ||
            w.now.rule == CH_RULE_EXCLUDED)
                return;
        sum->pairs++;
        for (size_t i = 0; i < n; i++) {
                ch_what_place then = make_it_so(cat, pair, &steps[i], 1, arena);

                sum->missed += reaches(&w, &then);
        }
}

T_CASE("two changes are told only where no single one does it")
{
        ch_arena *arena = ch_arena_new(ARENA);
        tally sum = { 0 };

        for (size_t w = 0; w < 2; w++) {
                given *g = w ? a_world(t) : given_sample(t);

                for (size_t i = 0; i < 80; i++) {
                        ch_ranked pair;

                        ch_arena_reset(arena);
                        pair = any_pair(g->cat, arena);
                        expect_smallest(g->cat, &pair, goals[i % CH_COUNT(goals)], arena, &sum);
                }
                ch_catalog_release(&g->cat);
        }
        ch_arena_free(&arena);
        T_TRUE(sum.pairs > 20);
        T_EQ_SIZE(sum.missed, 0);
}

T_CASE("what is private or nobody's to change is never proposed")
{
        ch_request *r;
        ch_offer *o;
        given *g = one_pair(t, &r, &o);
        ch_ranked pair;
        ch_what_if w;

        r->excluded = ch_strs_add(t->arena, (ch_strs) { 0 }, CH_LIT("CAN"));
        given_catalog(g);
        pair = (ch_ranked) { .request = the_request(g, "R"), .offer = the_offer(g, "O") };
        pair.need = ch_request_needs(pair.request);
        T_OK(ch_what_would_change(g->cat, &given_query, &pair, 1, t->arena, &w));
        T_EQ_INT(w.now.rule, CH_RULE_EXCLUDED);
        T_EQ_SIZE(w.steps_len, 0);
        ch_catalog_release(&g->cat);
}

static void
expect_one_step(ch_t *t, given *g, ch_what what, ch_rule now)
{
        ch_ranked pair;
        ch_what_if w;

        given_catalog(g);
        pair = (ch_ranked) { .request = the_request(g, "R"), .offer = the_offer(g, "O") };
        pair.need = ch_request_needs(pair.request);
        T_OK(ch_what_would_change(g->cat, &given_query, &pair, 1, t->arena, &w));
        T_EQ_INT(w.now.rule, now);
        T_EQ_SIZE(w.steps_len, 1);
        T_EQ_INT(w.steps[0].what, what);
        T_TRUE(w.steps[0].of_offer);
        T_EQ_SIZE(w.then.rank, 1);
        ch_catalog_release(&g->cat);
}

T_CASE("an offer for others is opened to the requester, an ended one prolonged")
{
        ch_request *r;
        ch_offer *o;
        given *g = one_pair(t, &r, &o);

        o->eligible = ch_strs_add(t->arena, (ch_strs) { 0 }, CH_LIT("AFRICAN"));
        expect_one_step(t, g, CH_WHAT_REGION, CH_RULE_NOT_ELIGIBLE);
        g = one_pair(t, &r, &o);
        o->until = ch_day_date(TODAY - 3);
        expect_one_step(t, g, CH_WHAT_UNTIL, CH_RULE_NOT_OPEN);
        g = one_pair(t, &r, &o);
        o->from = ch_day_date(TODAY + 3);
        expect_one_step(t, g, CH_WHAT_FROM, CH_RULE_NOT_OPEN);
}

T_CASE("an offer whose places are all taken gets one more")
{
        ch_request *r;
        ch_offer *o;
        given *g = one_pair(t, &r, &o);

        o->capacity = 2;
        for (size_t i = 0; i < 3; i++) {
                ch_match *m = ch_record_new(t->arena, CH_MATCH);

                m->offer = o->head.id;
                m->request = r->head.id;
                m->status = CH_MATCH_ACCEPTED;
                sample_add(&g->s, CH_MATCH, m);
        }
        expect_one_step(t, g, CH_WHAT_CAPACITY, CH_RULE_NO_CAPACITY);
}

/* ---- weights --------------------------------------------------------------------------------------------------- */

static bool
is_in_ten(const ch_catalog *cat, const ch_ranked *pair, ch_factor f, int32_t weight)
{
        ch_weights w = ch_what_weights(&ch_weights_default, f, weight);
        ch_rank_query q = { .today = TODAY, .weights = &w };
        ch_what_place at;

        T_TRUE(ch_weights_are_valid(&w) && w.w[f] == weight);
        T_OK(ch_what_stands(cat, &q, pair, &at));
        return at.rank && at.rank <= CH_WHAT_TOP;
}

T_CASE("a range of weights ends where the pair leaves the first ten")
{
        given *g = given_sample(t);
        size_t ends = 0, in = 0;

        for (size_t i = 0; i < 400 && in < 8; i++) {
                ch_ranked pair = any_pair(g->cat, g->s.arena);
                ch_what_range r[CH__FACTOR_MAX];

                T_OK(ch_what_ranges(g->cat, &given_query, &pair, r));
                T_EQ_INT(r[0].low <= r[0].high, is_in_ten(g->cat, &pair, 0, ch_weights_default.w[0]));
                in += r[0].low <= r[0].high;
                for (ch_factor f = 0; f < CH__FACTOR_MAX && r[0].low <= r[0].high; f++) {
                        T_TRUE(r[f].low <= ch_weights_default.w[f] && r[f].high >= ch_weights_default.w[f]);
                        T_TRUE(is_in_ten(g->cat, &pair, f, r[f].low) && is_in_ten(g->cat, &pair, f, r[f].high));
                        T_TRUE(r[f].low == 0 || !is_in_ten(g->cat, &pair, f, r[f].low - 1));
                        T_TRUE(r[f].high == 100 || !is_in_ten(g->cat, &pair, f, r[f].high + 1));
                        ends += r[f].low > 0 || r[f].high < 100;
                }
        }
        T_TRUE(in == 8 && ends > 3);
        ch_catalog_release(&g->cat);
}

T_CASE("a weight that moves leaves 100 in all, and the same weight leaves all as they are")
{
        ch_weights all = { .version = CH_LIT("one") }, w;

        for (ch_factor f = 0; f < CH__FACTOR_MAX; f++) {
                w = ch_what_weights(&ch_weights_default, f, ch_weights_default.w[f]);
                assert_memory_equal(w.w, ch_weights_default.w, sizeof w.w);
                for (int32_t i = 0; i <= 100; i++) {
                        w = ch_what_weights(&ch_weights_default, f, i);
                        T_TRUE(ch_weights_are_valid(&w));
                        all.w[f] = 100;
                        w = ch_what_weights(&all, f, i);
                        T_TRUE(ch_weights_are_valid(&w) && w.w[f] == i);
                        all.w[f] = 0;
                }
        }
}

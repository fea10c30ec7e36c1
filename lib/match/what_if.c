/* what_if.c – the smallest change that lifts a pair or takes it out: every one told was made and ranked. */
#include <ch/base/assert.h>
#include <ch/what_if.h>

enum { TRY_MEMORY = 1 << 30, BEST = 10, MARGIN = 500 };

typedef struct single { /* one change, and what the pair alone would then score */
        const ch_what_step *step;
        ch_rule rule; /* CH__RULE_MAX: could not be looked at */
        int32_t score;
} single;

typedef struct search {
        const ch_catalog *cat;
        const ch_rank_query *q;
        const ch_ranked *pair;
        ch_arena *scratch; /* emptied before each try */
        ch_what_if *out;
        single *v; /* all single changes, in the order of ch_what_steps */
        size_t len;
        int32_t bar; /* score at the goal's place */
} search;

/* q->top: how deep to look; a place beyond it reads 0. */
static ch_status
find_place(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair, ch_arena *scratch, ch_what_place *out)
{
        ch_ranked *v, line;
        size_t n;
        ch_status st;

        *out = (ch_what_place) { 0 };
        out->rule = ch_rank_pair(cat, q, pair->request, pair->need, pair->offer, scratch, &line);
        out->score = line.score;
        if (out->rule != CH_RULE_PASSED)
                return ch_arena_is_full(scratch) ? CH_TOO_LARGE : CH_OK;
        st = ch_rank_need(cat, q, pair->request, pair->need, scratch, &v, &n);
        for (size_t i = 0; st == CH_OK && i < n && !out->rank; i++)
                if (ch_uuid_eq(v[i].offer->head.id, pair->offer->head.id))
                        out->rank = i + 1;
        return st;
}

static ch_rank_query
as_deep_as(const ch_rank_query *q, size_t depth)
{
        ch_rank_query deep = *q;

        deep.top = depth;
        return deep;
}

ch_status
ch_what_stands(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair, ch_what_place *out)
{
        ch_arena *scratch = ch_arena_new(TRY_MEMORY);
        ch_rank_query deep = as_deep_as(q, CH_WHAT_DEPTH);
        ch_status st = scratch ? find_place(cat, &deep, pair, scratch, out) : CH_BUSY;

        ch_arena_free(&scratch);
        return st;
}

/* ---- one try --------------------------------------------------------------------------------------------------- */

/* The catalogue in which these steps have been taken; *made holds its own records. */
static ch_status
make_true(const search *s, const ch_what_step *steps, size_t n, const ch_catalog **next, ch_ranked *made)
{
        ch_status st = ch_what_apply(s->pair, steps, n, s->scratch, made);
        uint64_t seq = ch_catalog_seq(s->cat) + 1;
        ch_change changes[2];
        size_t len = 0;

        if (st != CH_OK)
                return st;
        if (made->request != s->pair->request)
                changes[len++] = (ch_change) {
                        .seq = seq, .kind = CH_REQUEST, .id = made->request->head.id, .record = made->request
                };
        if (made->offer != s->pair->offer)
                changes[len++] = (ch_change) {
                        .seq = seq + 1, .kind = CH_OFFER, .id = made->offer->head.id, .record = made->offer
                };
        st = ch_catalog_apply(s->cat, changes, len, next);
        if (st != CH_OK)
                return st;
        if (made->request != s->pair->request)
                made->request = ch_catalog_by_id(*next, CH_REQUEST, made->request->head.id, NULL);
        if (made->offer != s->pair->offer)
                made->offer = ch_catalog_by_id(*next, CH_OFFER, made->offer->head.id, s->scratch);
        if (!made->offer)
                return CH_TOO_LARGE;
        made->need = ch_request_need(made->request, s->pair->need->no);
        return CH_OK;
}

static bool
is_within(const ch_what_place *p, size_t goal)
{
        return p->rank && p->rank <= goal;
}

/* A list as long as the goal answers most tries; only who falls out of it is looked for further down. */
static ch_status
try_steps(search *s, const ch_what_step *steps, size_t n, ch_what_place *then)
{
        ch_rank_query near = as_deep_as(s->q, s->out->goal), deep = as_deep_as(s->q, CH_WHAT_DEPTH);
        const ch_catalog *next = NULL;
        ch_ranked made;
        ch_status st;

        ch_arena_reset(s->scratch);
        s->out->tried++;
        st = make_true(s, steps, n, &next, &made);
        if (st == CH_OK)
                st = find_place(next, &near, &made, s->scratch, then);
        if (st == CH_OK && s->out->breaks && !is_within(then, s->out->goal))
                st = find_place(next, &deep, &made, s->scratch, then);
        ch_catalog_release(&next);
        return st;
}

/* Tries them, and keeps them when they do what is asked. */
static ch_status
settle(search *s, const ch_what_step *steps, size_t n)
{
        ch_what_place then = { 0 };
        ch_status st = try_steps(s, steps, n, &then);

        if (st != CH_OK || is_within(&then, s->out->goal) == s->out->breaks)
                return st;
        s->out->then = then;
        s->out->steps_len = n;
        for (size_t i = 0; i < n; i++)
                s->out->steps[i] = steps[i];
        return CH_OK;
}

/* ---- the search ------------------------------------------------------------------------------------------------ */

/* Whoever would have gone on leaves a mark: more might have been found. */
static bool
may_go_on(search *s)
{
        size_t most = s->q->lists && s->q->lists < CH_WHAT_TRIES ? s->q->lists : CH_WHAT_TRIES;

        s->out->is_cut |= s->out->tried >= most;
        return s->out->tried < most;
}

/* What the pair alone would score: cheap, and right up to the rarity of topics and to what other offers then score. */
static void
look_at(search *s, const ch_what_step *steps, size_t n, single *out)
{
        ch_ranked made, line;

        *out = (single) { .step = steps, .rule = CH__RULE_MAX };
        ch_arena_reset(s->scratch);
        if (ch_what_apply(s->pair, steps, n, s->scratch, &made) != CH_OK)
                return;
        out->rule = ch_rank_pair(s->cat, s->q, made.request, made.need, made.offer, s->scratch, &line);
        out->score = line.score;
}

static bool
may_do(const search *s, const single *one)
{
        if (s->out->breaks)
                return one->rule != CH_RULE_PASSED || one->score <= s->bar + MARGIN;
        return one->rule == CH_RULE_PASSED && one->score + MARGIN >= s->bar;
}

/* Changes of the offer leave others where they are; changes of the need move them too. */
static bool
is_worth_trying(const search *s, const single *one)
{
        return may_do(s, one) || (!one->step->of_offer && s->out->now.rule == CH_RULE_PASSED);
}

static ch_status
try_singles(search *s)
{
        ch_status st = CH_OK;

        for (size_t i = 0; i < s->len && st == CH_OK && !s->out->steps_len && may_go_on(s); i++)
                if (is_worth_trying(s, &s->v[i]))
                        st = settle(s, s->v[i].step, 1);
        return st;
}

/* How far a single change goes in the wanted direction; what ends or makes a refusal goes furthest. */
static int64_t
promise(const search *s, const single *one)
{
        bool was_refused = s->out->now.rule != CH_RULE_PASSED, is_refused = one->rule != CH_RULE_PASSED;
        int64_t gain = (int64_t)one->score - s->out->now.score;

        if (was_refused != is_refused)
                gain = was_refused ? CH_WHAT_DEPTH * 1000 : -CH_WHAT_DEPTH * 1000;
        return s->out->breaks ? -gain : gain;
}

/* Places of the best in v; returns how many. */
static size_t
most_promising(const search *s, size_t best[BEST])
{
        size_t n = 0;

        for (size_t i = 0; i < s->len; i++) {
                size_t at = n;

                for (; at > 0 && promise(s, &s->v[best[at - 1]]) < promise(s, &s->v[i]); at--)
                        if (at < BEST)
                                best[at] = best[at - 1];
                if (at < BEST) {
                        best[at] = i;
                        n += n < BEST;
                }
        }
        return n;
}

/* Both together must look as if they might do it: a list is dear, a look is not. */
static ch_status
try_two(search *s, const single *a, const single *b)
{
        ch_what_step two[CH_WHAT_STEPS] = { *a->step, *b->step };
        single both;

        look_at(s, two, CH_WHAT_STEPS, &both);
        return may_do(s, &both) ? settle(s, two, CH_WHAT_STEPS) : CH_OK;
}

static ch_status
try_pairs(search *s)
{
        size_t best[BEST], n = most_promising(s, best);
        ch_status st = CH_OK;

        /* In order of the sum of places: the two best together first. */
        for (size_t sum = 1; n && sum < 2 * n && st == CH_OK; sum++) {
                for (size_t i = 0; 2 * i < sum && st == CH_OK; i++) {
                        size_t k = sum - i;

                        if (k >= n || s->out->steps_len || !may_go_on(s))
                                continue;
                        st = try_two(s, &s->v[best[i]], &s->v[best[k]]);
                }
        }
        return st;
}

/* Score of the place that has to be taken, or kept. */
static ch_status
find_bar(search *s)
{
        ch_rank_query q = *s->q;
        ch_ranked *v;
        size_t n;
        ch_status st;

        q.top = s->out->goal + s->out->breaks;
        ch_arena_reset(s->scratch);
        st = ch_rank_need(s->cat, &q, s->pair->request, s->pair->need, s->scratch, &v, &n);
        s->bar = st == CH_OK && n == q.top ? v[n - 1].score : 0;
        return st;
}

static ch_status
look_at_all(search *s, ch_arena *arena)
{
        ch_what_step *steps;
        ch_status st = ch_what_steps(s->cat, s->q, s->pair, arena, &steps, &s->len);

        if (st != CH_OK)
                return st;
        s->v = CH_NEW_N(arena, single, s->len);
        for (size_t i = 0; s->v && i < s->len; i++)
                look_at(s, &steps[i], 1, &s->v[i]);
        return s->v ? CH_OK : CH_TOO_LARGE;
}

static bool
may_be_changed(ch_rule rule)
{
        return rule != CH_RULE_OFFER_NOT_LISTED && rule != CH_RULE_OWN_OFFER && rule != CH_RULE_EXCLUDED;
}

static ch_status
seek(search *s, ch_arena *arena)
{
        ch_rank_query deep = as_deep_as(s->q, CH_WHAT_DEPTH);
        ch_status st = find_place(s->cat, &deep, s->pair, s->scratch, &s->out->now);

        s->out->breaks = is_within(&s->out->now, s->out->goal);
        if (st != CH_OK || !may_be_changed(s->out->now.rule))
                return st;
        st = find_bar(s);
        if (st == CH_OK)
                st = look_at_all(s, arena);
        if (st == CH_OK)
                st = try_singles(s);
        if (st == CH_OK && !s->out->steps_len)
                st = try_pairs(s);
        return st;
}

ch_status
ch_what_would_change(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair, size_t goal, ch_arena *arena,
                     ch_what_if *out)
{
        search s = { .cat = cat, .q = q, .pair = pair, .scratch = ch_arena_new(TRY_MEMORY), .out = out };
        ch_status st = CH_BUSY;

        CH_ASSERT(goal > 0 && q->weights);
        *out = (ch_what_if) { .goal = goal };
        if (s.scratch)
                st = seek(&s, arena);
        ch_arena_free(&s.scratch);
        return st;
}

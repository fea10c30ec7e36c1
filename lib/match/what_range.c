/* what_range.c – over which weights a pair stays among the first. Every weight in a range was ranked: which part of an
 * offer fits best may change with the weights, so nothing short of ranking is exact. */
#include <ch/base/assert.h>
#include <ch/what_if.h>

enum { TOTAL = 100, TRY_MEMORY = 1 << 30 };

/* Whole weights for the others in the proportions they have, by largest remainders; the first of equal ones first. */
static void
share_rest(const ch_weights *now, ch_factor f, int32_t rest, ch_weights *out)
{
        int32_t others = TOTAL - now->w[f], given = 0, left[CH__FACTOR_MAX];

        for (int i = 0; i < CH__FACTOR_MAX; i++) {
                left[i] = i == (int)f || !others ? -1 : now->w[i] * rest % others;
                if (i != (int)f)
                        out->w[i] = others ? now->w[i] * rest / others : 0;
                given += i == (int)f ? 0 : out->w[i];
        }
        if (!others)
                out->w[f == 0] = given = rest;
        for (; given < rest; given++) {
                int most = f == 0;

                for (int i = 0; i < CH__FACTOR_MAX; i++)
                        if (i != (int)f && left[i] > left[most])
                                most = i;
                out->w[most]++;
                left[most] = -1;
        }
}

ch_weights
ch_what_weights(const ch_weights *now, ch_factor f, int32_t weight)
{
        ch_weights out = { .version = now->version };

        CH_ASSERT(f < CH__FACTOR_MAX && weight >= 0 && weight <= TOTAL);
        out.w[f] = weight;
        share_rest(now, f, TOTAL - weight, &out);
        return out;
}

typedef struct trial {
        const ch_catalog *cat;
        const ch_rank_query *q;
        const ch_ranked *pair;
        ch_arena *scratch;
        ch_status st; /* of the first that failed */
} trial;

static bool
is_among_first(trial *t, ch_factor f, int32_t weight)
{
        ch_weights w = ch_what_weights(t->q->weights, f, weight);
        ch_rank_query q = *t->q;
        ch_ranked *v;
        size_t n = 0;

        q.weights = &w;
        q.top = CH_WHAT_TOP;
        ch_arena_reset(t->scratch);
        if (t->st == CH_OK)
                t->st = ch_rank_need(t->cat, &q, t->pair->request, t->pair->need, t->scratch, &v, &n);
        for (size_t i = 0; t->st == CH_OK && i < n; i++)
                if (ch_uuid_eq(v[i].offer->head.id, t->pair->offer->head.id))
                        return true;
        return false;
}

static ch_what_range
range_of(trial *t, ch_factor f)
{
        ch_what_range r = { t->q->weights->w[f], t->q->weights->w[f] };

        while (r.low > 0 && is_among_first(t, f, r.low - 1))
                r.low--;
        while (r.high < TOTAL && is_among_first(t, f, r.high + 1))
                r.high++;
        return r;
}

ch_status
ch_what_ranges(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair, ch_what_range out[CH__FACTOR_MAX])
{
        trial t = { cat, q, pair, ch_arena_new(TRY_MEMORY), CH_OK };
        bool is_in;

        if (!t.scratch)
                return CH_BUSY;
        is_in = is_among_first(&t, CH_FACTOR_TOPIC, q->weights->w[CH_FACTOR_TOPIC]);
        for (ch_factor f = 0; f < CH__FACTOR_MAX; f++)
                out[f] = is_in ? range_of(&t, f) : (ch_what_range) { 1, 0 };
        ch_arena_free(&t.scratch);
        return t.st;
}

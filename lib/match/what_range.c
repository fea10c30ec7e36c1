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
        size_t made;  /* lists */
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
        t->made++;
        ch_arena_reset(t->scratch);
        if (t->st == CH_OK)
                t->st = ch_rank_need(t->cat, &q, t->pair->request, t->pair->need, t->scratch, &v, &n);
        for (size_t i = 0; t->st == CH_OK && i < n; i++)
                if (ch_uuid_eq(v[i].offer->head.id, t->pair->offer->head.id))
                        return true;
        return false;
}

/* One side of one range by one weight; false: it ends here, or no more lists may be made. */
static bool
widen(trial *t, ch_factor f, int32_t *end, int32_t by, bool *is_cut)
{
        int32_t next = *end + by;

        if (next < 0 || next > TOTAL || *is_cut)
                return false;
        *is_cut = t->q->lists && t->made >= t->q->lists;
        if (*is_cut || !is_among_first(t, f, next))
                return false;
        *end = next;
        return true;
}

/* All sides in turn, so that where lists are few each gets its share. */
static void
widen_all(trial *t, ch_what_range out[CH__FACTOR_MAX])
{
        bool is_open[CH__FACTOR_MAX][2], goes_on = true;

        for (int f = 0; f < CH__FACTOR_MAX; f++) {
                out[f] = (ch_what_range) { .low = t->q->weights->w[f], .high = t->q->weights->w[f] };
                is_open[f][0] = is_open[f][1] = true;
        }
        while (goes_on) {
                goes_on = false;
                for (int f = 0; f < CH__FACTOR_MAX; f++) {
                        ch_what_range *r = &out[f];

                        is_open[f][0] = is_open[f][0] && widen(t, (ch_factor)f, &r->low, -1, &r->is_low_cut);
                        is_open[f][1] = is_open[f][1] && widen(t, (ch_factor)f, &r->high, 1, &r->is_high_cut);
                        goes_on |= is_open[f][0] || is_open[f][1];
                }
        }
}

ch_status
ch_what_ranges(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair, ch_what_range out[CH__FACTOR_MAX])
{
        trial t = { cat, q, pair, ch_arena_new(TRY_MEMORY), CH_OK, 0 };

        if (!t.scratch)
                return CH_BUSY;
        for (int f = 0; f < CH__FACTOR_MAX; f++)
                out[f] = (ch_what_range) { .low = 1 };
        if (is_among_first(&t, CH_FACTOR_TOPIC, q->weights->w[CH_FACTOR_TOPIC]))
                widen_all(&t, out);
        ch_arena_free(&t.scratch);
        return t.st;
}

/* One turn of the bound: the flow decides, each block decides, and how far they are apart. */
#include "search.h"

#define FORCED ((int64_t)1 << 44) /* more than all that a flow can gain otherwise */

int64_t
block_cost(const search *s, const block *b, int32_t ex, int32_t ey)
{
        const ch_plan_offer *offers = s->task->offers;

        if (ex < 0 || ey < 0)
                return 0;
        if (b->is_same && s->n->to[ex] == s->n->to[ey])
                return score_of(s, ex);
        return offers[s->n->to[ex]].party != offers[s->n->to[ey]].party ? b->penalty : 0;
}

/* ---- the flow -------------------------------------------------------------------------------------------------- */

static void
price_edges(search *s)
{
        net *n = s->n;

        for (int32_t e = 0; e < n->edges; e++)
                n->gain[e] = score_of(s, e) * GRAIN + s->fixed[e] * FORCED;
        for (size_t k = 0; k < s->blocks_len; k++) {
                const block *b = &s->blocks[k];
                int32_t x = n->first[b->x], y = n->first[b->y];

                for (int32_t e = x; e < n->first[b->x + 1]; e++)
                        n->gain[e] -= s->theta[b->tx + (size_t)(e - x)];
                for (int32_t e = y; e < n->first[b->y + 1]; e++)
                        n->gain[e] -= s->theta[b->ty + (size_t)(e - y)];
        }
}

/* False: what must be chosen is not, or what must not be is. */
static bool
read_flow(search *s, int64_t *forced)
{
        const net *n = s->n;

        *forced = 0;
        for (int32_t i = 0; i < n->needs; i++) {
                s->chosen[i] = -1;
                for (int32_t e = n->first[i]; e < n->first[i + 1]; e++) {
                        if (n->used[e])
                                s->chosen[i] = e;
                        if (s->fixed[e] == (n->used[e] ? -1 : 1))
                                return false;
                        *forced += s->fixed[e] > 0 ? FORCED : 0;
                }
        }
        return true;
}

/* ---- the blocks ------------------------------------------------------------------------------------------------ */

static bool
may_decide(const search *s, int32_t slot, int32_t edge)
{
        return s->must[slot] >= 0 ? edge == s->must[slot] : edge < 0 || !s->fixed[edge];
}

/* The best two edges of the block, or one, or none; what is fixed binds here too. */
static int64_t
decide(search *s, block *b)
{
        const net *n = s->n;
        int32_t x = n->first[b->x], y = n->first[b->y];
        int64_t best = INT64_MIN;

        for (int32_t ex = x - 1; ex < n->first[b->x + 1]; ex++) {
                int64_t left = ex < x ? 0 : s->theta[b->tx + (size_t)(ex - x)];

                if (!may_decide(s, b->x, ex < x ? -1 : ex))
                        continue;
                for (int32_t ey = y - 1; ey < n->first[b->y + 1]; ey++) {
                        int64_t sum = left + (ey < y ? 0 : s->theta[b->ty + (size_t)(ey - y)]);

                        if (sum <= best || !may_decide(s, b->y, ey < y ? -1 : ey))
                                continue;
                        sum -= block_cost(s, b, ex < x ? -1 : ex, ey < y ? -1 : ey) * GRAIN;
                        if (sum > best) {
                                best = sum;
                                b->ex = ex < x ? -1 : ex;
                                b->ey = ey < y ? -1 : ey;
                        }
                }
        }
        return best;
}

turn_end
search_turn(search *s, int64_t *bound)
{
        int64_t sum, forced;
        flow_end end;

        price_edges(s);
        ch_arena_reset(s->turn);
        end = flow_solve(s->n, true, s->turn);
        if (end.floors == FLOORS_IMPOSSIBLE)
                return TURN_IMPOSSIBLE;
        if (!end.is_best || ch_arena_is_full(s->turn))
                return TURN_STOPPED;
        if (!read_flow(s, &forced))
                return TURN_IMPOSSIBLE;
        sum = net_bound(s->n, s->room) - forced;
        for (size_t k = 0; k < s->blocks_len; k++) {
                sum += decide(s, &s->blocks[k]);
                (void)watch_passes(s->watch, 64);
        }
        *bound = sum;
        return TURN_DONE;
}

int64_t
search_disagreement(const search *s)
{
        int64_t apart = 0;

        for (size_t k = 0; k < s->blocks_len; k++) {
                const block *b = &s->blocks[k];

                apart += b->ex != s->chosen[b->x] ? (b->ex >= 0) + (s->chosen[b->x] >= 0) : 0;
                apart += b->ey != s->chosen[b->y] ? (b->ey >= 0) + (s->chosen[b->y] >= 0) : 0;
        }
        return apart;
}

static void
shift(search *s, size_t theta, int32_t edge, int32_t first, int64_t by)
{
        if (edge >= 0)
                s->theta[theta + (size_t)(edge - first)] += by;
}

void
search_move(search *s, int64_t step)
{
        const net *n = s->n;

        for (size_t k = 0; k < s->blocks_len; k++) {
                const block *b = &s->blocks[k];

                if (b->ex != s->chosen[b->x]) {
                        shift(s, b->tx, b->ex, n->first[b->x], -step);
                        shift(s, b->tx, s->chosen[b->x], n->first[b->x], step);
                }
                if (b->ey != s->chosen[b->y]) {
                        shift(s, b->ty, b->ey, n->first[b->y], -step);
                        shift(s, b->ty, s->chosen[b->y], n->first[b->y], step);
                }
        }
}

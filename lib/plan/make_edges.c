/* The pairs of a task: the best of each need's ranked list. Those that an exclusion forbids stay, marked, beside as
 * many others, so that a conflict can say what the exclusion stands in the way of. */
#include "make.h"
#include <stdlib.h>

typedef struct candidate {
        int32_t offer;
        int32_t exclusion;
        const ch_ranked *line;
} candidate;

static int
by_offer(const void *a, const void *b)
{
        const candidate *x = a, *y = b;

        return (x->offer > y->offer) - (x->offer < y->offer);
}

/* Offers stand in order of their references. */
static int32_t
index_of(const making *m, const ch_offer *o)
{
        size_t low = 0, high = m->out->task.offers_len;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (ch_str_cmp(m->out->offers[mid].ref, o->head.ref) < 0)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low < m->out->task.offers_len && ch_str_eq(m->out->offers[low].ref, o->head.ref) ? (int32_t)low : -1;
}

static size_t
wanted_candidates(const making *m)
{
        return m->ask->query.top ? m->ask->query.top : CH_PLAN_CANDIDATES;
}

static size_t
choose(const making *m, size_t need, const ch_ranked *lines, size_t n, candidate *out)
{
        const ch_request *r = m->wanted[need].request;
        size_t allowed = 0, kept = 0;

        for (size_t i = 0; i < n && allowed < wanted_candidates(m); i++) {
                candidate c = { .offer = index_of(m, lines[i].offer), .line = &lines[i] };

                if (c.offer < 0 || (m->ask->may_use && !m->ask->may_use(m->ask->ctx, r, lines[i].offer)))
                        continue;
                c.exclusion = exclusion_of(m, r, &m->out->offers[c.offer]);
                allowed += !c.exclusion;
                out[kept++] = c;
        }
        if (kept)
                qsort(out, kept, sizeof *out, by_offer);
        return kept;
}

typedef struct growing {
        ch_plan_edge *edges;
        const ch_ranked **lines;
        size_t len, room;
} growing;

static ch_status
add_edges(making *m, size_t need, const candidate *c, size_t n, growing *g)
{
        if (g->len + n > g->room)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < n; i++) {
                g->lines[g->len] = c[i].line;
                g->edges[g->len++] = (ch_plan_edge) { (int32_t)need, c[i].offer, c[i].line->score, c[i].exclusion };
        }
        return ch_arena_is_full(m->arena) ? CH_TOO_LARGE : CH_OK;
}

/* Where some are excluded, or not for this reader, more of the list is asked, so that as many are left. */
static ch_status
rank(making *m, size_t need, ch_ranked **lines, size_t *n)
{
        ch_rank_query q = m->ask->query;

        q.top = wanted_candidates(m) * (m->ask->excluded.len || m->ask->may_use ? 3 : 1);
        return ch_rank_need(m->cat, &q, m->wanted[need].request, m->wanted[need].need, m->arena, lines, n);
}

ch_status
make_edges(making *m)
{
        size_t needs = m->out->task.needs_len, most = wanted_candidates(m) * 3;
        growing g = { .room = needs * (most < m->out->task.offers_len ? most : m->out->task.offers_len) };
        candidate *chosen = CH_NEW_N(m->arena, candidate, most);
        ch_status st;

        g.edges = CH_NEW_N(m->arena, ch_plan_edge, g.room);
        g.lines = CH_NEW_N(m->arena, const ch_ranked *, g.room);
        st = chosen && g.edges && g.lines ? CH_OK : CH_TOO_LARGE;
        for (size_t i = 0; i < needs && st == CH_OK; i++) {
                ch_ranked *lines;
                size_t n = 0;

                st = rank(m, i, &lines, &n);
                if (st == CH_OK)
                        st = add_edges(m, i, chosen, choose(m, i, lines, n, chosen), &g);
        }
        m->out->task.edges = g.edges;
        m->out->task.edges_len = g.len;
        m->out->lines = g.lines;
        return st;
}

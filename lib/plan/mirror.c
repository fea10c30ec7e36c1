/* The same paths seen from the other side. Where more needs ask than there are places, a need that comes late pushes
 * through long chains of those that came before it, while a place finds a need that nobody serves nearly at once: so
 * the offers take the part of the needs and the needs that of the offers. Limits and capacities, prices and worths
 * change places; what holds between them (paths.c) is the same read from either side.
 */
#include "net.h"

/* The edges by offer, then need: those of an offer come in the order in which the needs name it. */
static void
turn_edges(net *m, const net *n)
{
        int32_t sum = 0;

        for (int32_t e = 0; e < n->edges; e++)
                m->first[n->to[e]]++;
        for (int32_t j = 0; j <= m->needs; j++) {
                int32_t degree = j < m->needs ? m->first[j] : 0;

                m->first[j] = sum;
                sum += degree;
        }
        for (int32_t e = 0; e < n->edges; e++) {
                int32_t at = m->first[n->to[e]]++;

                m->from[at] = n->to[e];
                m->to[at] = n->from[e];
                m->id[at] = e;
                m->gain[at] = n->gain[e];
        }
        for (int32_t j = m->needs; j > 0; j--)
                m->first[j] = m->first[j - 1];
        m->first[0] = 0;
}

static net *
turn(const net *n, ch_arena *arena)
{
        const net_size size = { .needs = n->offers, .offers = n->needs, .edges = n->edges };
        net *m = net_new(&size, n->watch, arena);

        if (!m)
                return NULL;
        turn_edges(m, n);
        for (int32_t j = 0; j < n->offers; j++) {
                m->limit[j] = n->capacity[j];
                m->group[j] = -1;
        }
        for (int32_t i = 0; i < n->needs; i++)
                m->capacity[i] = n->limit[i];
        return m;
}

bool
net_paths_mirrored(net *n, ch_arena *arena)
{
        net *m = turn(n, arena);
        bool is_best;

        net_clear(n);
        if (!m)
                return false;
        is_best = net_paths(m, arena);
        n->is_clear = false;
        for (int32_t e = 0; e < m->edges; e++)
                if (m->used[e])
                        net_use(n, m->id[e]);
        for (int32_t j = 0; j < n->offers; j++)
                n->price[j] = m->worth[j] > 0 ? m->worth[j] : 0;
        for (int32_t i = 0; i < n->needs; i++)
                n->worth[i] = m->price[i];
        return is_best;
}

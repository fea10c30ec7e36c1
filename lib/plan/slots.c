/* Slots and blocks. */
#include "search.h"

enum { THETAS_MAX = 1 << 26 };

typedef struct making {
        const ch_plan_task *from;
        ch_plan_task to;
        int32_t *first_slot; /* per need, and one more */
        int32_t *first_edge; /* per need, and one more, in the task it comes from */
        ch_plan_need *needs;
        ch_plan_edge *edges;
        int32_t *origin;
} making;

static bool
count_slots(making *m, ch_arena *arena)
{
        const ch_plan_task *t = m->from;
        size_t edge = 0, edges = 0;
        int32_t slots = 0;

        m->first_slot = CH_NEW_N(arena, int32_t, t->needs_len + 1);
        m->first_edge = CH_NEW_N(arena, int32_t, t->needs_len + 1);
        if (!m->first_slot || !m->first_edge)
                return false;
        for (size_t i = 0; i < t->needs_len; i++) {
                int32_t degree = 0;

                m->first_slot[i] = slots;
                m->first_edge[i] = (int32_t)edge;
                for (; edge < t->edges_len && (size_t)t->edges[edge].need == i; edge++)
                        degree++;
                slots += t->needs[i].limit < degree ? t->needs[i].limit : degree;
                edges += (size_t)(slots - m->first_slot[i]) * (size_t)degree;
        }
        m->first_slot[t->needs_len] = slots;
        m->first_edge[t->needs_len] = (int32_t)edge;
        m->to = *t;
        m->to.needs_len = (size_t)slots;
        m->to.edges_len = edges;
        return edges <= THETAS_MAX;
}

/* The first slot of a need counts for its groups. */
static void
fill_slots(making *m)
{
        const ch_plan_task *t = m->from;
        size_t at = 0;

        for (size_t i = 0; i < t->needs_len; i++)
                for (int32_t slot = m->first_slot[i]; slot < m->first_slot[i + 1]; slot++) {
                        m->needs[slot] = (ch_plan_need) { 1, slot == m->first_slot[i] ? t->needs[i].group : -1 };
                        for (int32_t e = m->first_edge[i]; e < m->first_edge[i + 1]; e++) {
                                m->origin[at] = e;
                                m->edges[at] = t->edges[e];
                                m->edges[at++].need = slot;
                        }
                }
}

static bool
make_slots(making *m, ch_arena *arena)
{
        if (!count_slots(m, arena))
                return false;
        m->to.needs = m->needs = CH_NEW_N(arena, ch_plan_need, m->to.needs_len);
        m->to.edges = m->edges = CH_NEW_N(arena, ch_plan_edge, m->to.edges_len);
        m->origin = CH_NEW_N(arena, int32_t, m->to.edges_len);
        if (!m->needs || !m->edges || !m->origin)
                return false;
        fill_slots(m);
        return true;
}

/* ---- blocks ---------------------------------------------------------------------------------------------------- */

static size_t
degree_of(const net *n, int32_t slot)
{
        return (size_t)(n->first[slot + 1] - n->first[slot]);
}

static void
add_block(search *s, block b)
{
        if (!degree_of(s->n, b.x) || !degree_of(s->n, b.y))
                return;
        b.tx = s->thetas;
        b.ty = b.tx + degree_of(s->n, b.x);
        b.ex = b.ey = -1;
        s->thetas = b.ty + degree_of(s->n, b.y);
        if (s->blocks)
                s->blocks[s->blocks_len] = b;
        s->blocks_len++;
}

/* Slots of one need: any two of them; the penalty is that of the need's overlap with itself, if it has one. */
static void
list_blocks(search *s, const making *m)
{
        const ch_plan_task *t = m->from;

        s->blocks_len = s->thetas = 0;
        for (size_t k = 0; k < t->overlaps_len; k++) {
                const ch_plan_overlap *o = &t->overlaps[k];

                for (int32_t x = m->first_slot[o->a]; o->a != o->b && x < m->first_slot[o->a + 1]; x++)
                        for (int32_t y = m->first_slot[o->b]; y < m->first_slot[o->b + 1]; y++)
                                add_block(s, (block) { .x = x, .y = y, .penalty = o->penalty });
        }
        for (size_t i = 0, k = 0; i < t->needs_len; i++) {
                int32_t penalty = 0;

                for (; k < t->overlaps_len && (size_t)t->overlaps[k].a <= i; k++)
                        if ((size_t)t->overlaps[k].a == i && t->overlaps[k].a == t->overlaps[k].b)
                                penalty = t->overlaps[k].penalty;
                for (int32_t x = m->first_slot[i]; x < m->first_slot[i + 1]; x++)
                        for (int32_t y = x + 1; y < m->first_slot[i + 1]; y++)
                                add_block(s, (block) { .x = x, .y = y, .penalty = penalty, .is_same = true });
        }
}

/* Per slot the blocks that it is in. */
static bool
index_blocks(search *s, ch_arena *arena)
{
        size_t slots = (size_t)s->n->needs;
        int32_t sum = 0;

        s->first_of = CH_NEW_N(arena, int32_t, slots + 2);
        s->list_of = CH_NEW_N(arena, int32_t, 2 * s->blocks_len);
        if (!s->first_of || !s->list_of)
                return false;
        for (size_t k = 0; k < s->blocks_len; k++) {
                s->first_of[s->blocks[k].x + 2]++;
                s->first_of[s->blocks[k].y + 2]++;
        }
        for (size_t i = 0; i < slots + 2; i++)
                s->first_of[i] = sum += s->first_of[i];
        for (size_t k = 0; k < s->blocks_len; k++) {
                s->list_of[s->first_of[s->blocks[k].x + 1]++] = (int32_t)k;
                s->list_of[s->first_of[s->blocks[k].y + 1]++] = (int32_t)k;
        }
        return true;
}

static bool
make_blocks(search *s, const making *m, ch_arena *arena)
{
        list_blocks(s, m);
        if (s->thetas > THETAS_MAX)
                return false;
        s->blocks = CH_NEW_N(arena, block, s->blocks_len);
        s->theta = CH_NEW_N(arena, int64_t, s->thetas);
        if (!s->blocks || !s->theta)
                return false;
        list_blocks(s, m);
        return index_blocks(s, arena);
}

static size_t
most_edges(const net *n)
{
        size_t most = 1;

        for (int32_t i = 0; i < n->needs; i++)
                most = degree_of(n, i) > most ? degree_of(n, i) : most;
        return most;
}

bool
search_make(search *s, const ch_plan_task *task, watch *w, ch_arena *arena)
{
        making m = { .from = task };
        ch_plan_task *slots = CH_NEW(arena, ch_plan_task);

        *s = (search) { .watch = w };
        if (!slots || !make_slots(&m, arena))
                return false;
        *slots = m.to;
        s->task = slots;
        s->origin = m.origin;
        s->n = net_make(slots, w, arena);
        if (!s->n || !make_blocks(s, &m, arena))
                return false;
        s->fixed = CH_NEW_N(arena, int8_t, (size_t)s->n->edges);
        s->must = CH_NEW_N(arena, int32_t, slots->needs_len);
        s->chosen = CH_NEW_N(arena, int32_t, slots->needs_len);
        s->best = CH_NEW_N(arena, int32_t, slots->needs_len);
        s->load = CH_NEW_N(arena, int32_t, slots->offers_len);
        s->flow = CH_NEW_N(arena, int32_t, slots->groups_len);
        s->room = CH_NEW_N(arena, int64_t, most_edges(s->n));
        for (size_t i = 0; s->must && i < slots->needs_len; i++)
                s->must[i] = -1;
        return !ch_arena_is_full(arena);
}

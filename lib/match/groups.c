/* groups.c – the offers of a table by provider, status and role; made when somebody first asks, kept with the table. */
#include "catalog_.h"
#include <ch/base/map.h>
#include <ch/base/sync.h>
#include <ch/offer_groups.h>
#include <string.h>

typedef struct grouping {
        ch_arena *arena;   /* of the groups */
        ch_arena *scratch; /* of all else */
        ch_map *places;
        ch_offer_groups *out;
        size_t cap;
        uint32_t *group; /* of each offer */
} grouping;

/* What a group has in common, as bytes. */
static ch_str
key_of(ch_arena *arena, const ch_offer *o)
{
        int32_t of[] = { (int32_t)o->status, (int32_t)o->role, o->head.is_sample };
        char *p = ch_arena_text(arena, sizeof of + o->party.len);

        if (!p)
                return (ch_str) { 0 };
        memcpy(p, of, sizeof of);
        if (o->party.len)
                memcpy(p + sizeof of, o->party.p, o->party.len);
        return (ch_str) { p, sizeof of + o->party.len };
}

static bool
add_group(grouping *g, const ch_offer *o)
{
        ch_offer_groups *out = g->out;

        if (out->len == g->cap) {
                size_t cap = g->cap ? 2 * g->cap : 64;
                ch_offer_group *v = CH_NEW_N(g->arena, ch_offer_group, cap);

                if (!v)
                        return false;
                if (out->len)
                        memcpy(v, out->v, out->len * sizeof *v);
                out->v = v;
                g->cap = cap;
        }
        out->v[out->len++] = (ch_offer_group) {
                .like = { .head.is_sample = o->head.is_sample, .party = o->party, .status = o->status, .role = o->role }
        };
        return true;
}

/* Few offers that follow each other are of one group, so that each is looked up. */
static bool
find_group(grouping *g, const ch_offer *o, size_t *at)
{
        ch_str key = key_of(g->scratch, o);

        if (!key.len)
                return false;
        if (ch_map_get(g->places, key, at))
                return true;
        *at = g->out->len;
        return add_group(g, o) && ch_map_add(g->places, key, *at);
}

static bool
count(grouping *g, const table *t)
{
        place p = table_first(t, BY_REF);
        size_t n = 0, at;

        for (const entry *e; (e = place_next_card(&p)) != NULL; n++) {
                const ch_offer o = offer_brief(e);

                if (!find_group(g, &o, &at))
                        return false;
                g->group[n] = (uint32_t)at;
                g->out->v[at].len++;
        }
        return true;
}

static bool
fill(const grouping *g, const table *t)
{
        place p = table_first(t, BY_REF);
        size_t n = 0;

        for (size_t i = 0; i < g->out->len; i++) {
                ch_offer_group *one = &g->out->v[i];

                one->v = CH_NEW_N(g->arena, const void *, one->len);
                if (!one->v)
                        return false;
                one->len = 0;
        }
        for (const entry *e; (e = place_next(&p)) != NULL; n++) {
                ch_offer_group *one = &g->out->v[g->group[n]];

                one->v[one->len++] = e;
        }
        return true;
}

/* False: no memory, nothing is left behind. */
static bool
make(table *t)
{
        grouping g = { .arena = ch_arena_new(SIZE_MAX / 4), .scratch = ch_arena_new(SIZE_MAX / 4) };
        bool ok = g.arena && g.scratch;

        if (ok) {
                g.out = CH_NEW(g.arena, ch_offer_groups);
                g.places = ch_map_new(g.scratch, 256);
                g.group = CH_NEW_N(g.scratch, uint32_t, t->len + 1);
                ok = g.out && g.places && g.group && count(&g, t) && fill(&g, t);
        }
        ch_arena_free(&g.scratch);
        if (!ok) {
                ch_arena_free(&g.arena);
                return false;
        }
        t->groups = g.out;
        t->groups_arena = g.arena;
        return true;
}

const ch_offer_groups *
ch_catalog_offer_groups(const ch_catalog *cat)
{
        static const ch_offer_groups none = { 0 };
        table *t = cat->tables[CH_OFFER];

        for (int was = TABLE_BARE; t; was = TABLE_BARE) {
                if (atomic_load(&t->filling) == TABLE_FILLED)
                        return t->groups;
                if (!atomic_compare_exchange_strong(&t->filling, &was, TABLE_BEING_FILLED)) {
                        ch_thread_yield();
                        continue;
                }
                if (!make(t)) {
                        atomic_store(&t->filling, TABLE_BARE);
                        return NULL;
                }
                atomic_store(&t->filling, TABLE_FILLED);
        }
        return &none;
}

ch_str
ch_offer_group_ref(const ch_offer_group *g, size_t i)
{
        return offer_ref(g->v[i]);
}

ch_offer
ch_offer_group_brief(const ch_offer_group *g, size_t i)
{
        return offer_brief(g->v[i]);
}

const ch_offer *
ch_offer_group_whole(const ch_offer_group *g, size_t i, ch_arena *arena)
{
        return offer_open(g->v[i], arena);
}

/* ground.c – which changes can alter a list: everything that rank.c and what it calls read of a catalogue is asked
 * here. */
#include "ground.h"
#include "pair.h"
#include <ch/match.h>
#include <stdlib.h>

struct ch_ground {
        atomic_size_t refs;
        table *offers; /* NULL: there are none */
};

const ch_ground *
ch_ground_acquire(const ch_ground *g)
{
        /* As a catalogue's: the count is the one thing that changes. */
        atomic_fetch_add(&((ch_ground *)(uintptr_t)g)->refs, 1);
        return g;
}

void
ch_ground_release(const ch_ground **g)
{
        ch_ground *mine = (ch_ground *)(uintptr_t)*g;

        *g = NULL;
        if (!mine || atomic_fetch_sub(&mine->refs, 1) != 1)
                return;
        table_release(mine->offers);
        free(mine);
}

const ch_ground *
ch_catalog_ground(const ch_catalog *cat)
{
        return cat->ground;
}

uint64_t
ch_catalog_open_at(const ch_catalog *cat)
{
        return cat->open_at;
}

static bool
has_news(const table_diff *diff)
{
        return diff->gone_len || diff->come_len;
}

/* ---- matches: the places they take of an offer ---- */

static bool
has_among(const entry *const *v, size_t n, const ch_match *m)
{
        for (size_t i = 0; i < n; i++) {
                const ch_match *other = v[i]->record;

                if (match_is_under_way(other->status) && ch_uuid_eq(other->head.id, m->head.id) &&
                    ch_uuid_eq(other->offer, m->offer))
                        return true;
        }
        return false;
}

/* Is each that is under way on one side so on the other, too? */
static bool
are_among(const entry *const *v, size_t n, const entry *const *others, size_t others_len)
{
        for (size_t i = 0; i < n; i++) {
                const ch_match *m = v[i]->record;

                if (match_is_under_way(m->status) && !has_among(others, others_len, m))
                        return false;
        }
        return true;
}

enum { MATCHES_MANY = 256 }; /* more at once come with an import, not with what people do */

static bool
matches_shake(const table_diff *d)
{
        if (d->gone_len > MATCHES_MANY || d->come_len > MATCHES_MANY)
                return true;
        return !are_among(d->gone, d->gone_len, d->come, d->come_len) ||
               !are_among(d->come, d->come_len, d->gone, d->gone_len);
}

/* ---- requests: what a response says was done for them ---- */

static bool
names_one(const table *responses, const entry *const *v, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                const ch_request *r = v[i]->record;

                if (table_get(responses, BY_FIRST, r->head.ref))
                        return true;
        }
        return false;
}

static bool
has_open(const entry *const *v, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                const ch_request *r = v[i]->record;

                if (r->status == CH_REQUEST_OPEN)
                        return true;
        }
        return false;
}

static bool
is_shaken(const ch_catalog *next, const ch_catalog *old, const table_diff *diffs)
{
        const table_diff *r = &diffs[CH_REQUEST];
        const table *responses = next->tables[CH_RESPONSE];

        return next->tables[CH_OFFER] != old->tables[CH_OFFER] || has_news(&diffs[CH_OFFER]) ||
               has_news(&diffs[CH_RESPONSE]) || has_news(&diffs[CH_PARTY]) || matches_shake(&diffs[CH_MATCH]) ||
               names_one(responses, r->gone, r->gone_len) || names_one(responses, r->come, r->come_len);
}

bool
ground_apply(ch_catalog *next, const ch_catalog *old, const table_diff *diffs)
{
        const table_diff *r = &diffs[CH_REQUEST];
        ch_ground *g;

        next->open_at = has_open(r->gone, r->gone_len) || has_open(r->come, r->come_len) ? next->seq : old->open_at;
        if (old->ground && !is_shaken(next, old, diffs)) {
                next->ground = ch_ground_acquire(old->ground);
                return true;
        }
        next->ground = g = malloc(sizeof *g);
        if (!g)
                return false;
        atomic_init(&g->refs, 1);
        g->offers = table_acquire(next->tables[CH_OFFER]);
        return true;
}

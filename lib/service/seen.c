#include "seen.h"
#include <ch/base/sync.h>
#include <string.h>

enum { SLOTS = 1 << 14, PROBES = 16 };

struct seen_table {
        ch_mutex lock;
        seen_entry v[SLOTS];
};

seen_table *
seen_new(ch_arena *arena)
{
        seen_table *t = CH_NEW(arena, seen_table);

        if (t)
                ch_mutex_init(&t->lock);
        return t;
}

void
seen_destroy(seen_table *t)
{
        if (t)
                ch_mutex_destroy(&t->lock);
}

/* Session ids are random, so their own bytes spread them. */
static size_t
home_of(ch_uuid id)
{
        size_t n;

        memcpy(&n, id.b, sizeof n);
        return n;
}

static seen_entry *
find(seen_table *t, ch_uuid id)
{
        for (size_t i = 0; i < PROBES; i++) {
                seen_entry *e = &t->v[(home_of(id) + i) % SLOTS];

                if (ch_uuid_eq(e->session, id))
                        return e;
        }
        return NULL;
}

/* A free slot near home, else the one used least recently: its session then counts as idle since the last flush. */
static seen_entry *
claim(seen_table *t, ch_uuid id)
{
        seen_entry *oldest = &t->v[home_of(id) % SLOTS];

        for (size_t i = 0; i < PROBES; i++) {
                seen_entry *e = &t->v[(home_of(id) + i) % SLOTS];

                if (ch_uuid_is_nil(e->session))
                        return e;
                if (e->at < oldest->at)
                        oldest = e;
        }
        return oldest;
}

bool
seen_get(seen_table *t, ch_uuid session, seen_entry *out)
{
        seen_entry *e;

        ch_mutex_lock(&t->lock);
        e = find(t, session);
        if (e)
                *out = *e;
        ch_mutex_unlock(&t->lock);
        return e != NULL;
}

static seen_entry *
entry_of(seen_table *t, ch_uuid session)
{
        seen_entry *e = find(t, session);

        if (e)
                return e;
        e = claim(t, session);
        *e = (seen_entry) { .session = session };
        return e;
}

void
seen_note(seen_table *t, ch_uuid session, ch_time at)
{
        seen_entry *e;

        ch_mutex_lock(&t->lock);
        e = entry_of(t, session);
        if (at > e->at) {
                e->at = at;
                e->is_dirty = true;
        }
        ch_mutex_unlock(&t->lock);
}

void
seen_end(seen_table *t, ch_uuid session)
{
        seen_entry *e;

        ch_mutex_lock(&t->lock);
        e = entry_of(t, session);
        e->is_ended = e->is_dirty = true;
        ch_mutex_unlock(&t->lock);
}

size_t
seen_take(seen_table *t, seen_entry *out, size_t cap)
{
        size_t n = 0;

        ch_mutex_lock(&t->lock);
        for (size_t i = 0; i < SLOTS && n < cap; i++) {
                if (!t->v[i].is_dirty)
                        continue;
                t->v[i].is_dirty = false;
                out[n++] = t->v[i];
        }
        ch_mutex_unlock(&t->lock);
        return n;
}

#include "tally.h"
#include <ch/base/assert.h>
#include <stdlib.h>

enum { ROOM_FIRST = 256, MET_BEFORE = -1 };

tally *
tally_new(const book *stems)
{
        tally *t = calloc(1, sizeof *t);

        if (t)
                t->stems = stems;
        return t;
}

void
tally_free(tally *t)
{
        if (t)
                free(t->v);
        free(t);
}

/* Stems are hashes already. */
static tally_step *
slot_of(const tally *t, uint32_t stem)
{
        size_t at = stem & (t->cap - 1);

        while (t->v[at].met && t->v[at].stem != stem)
                at = (at + 1) & (t->cap - 1);
        return &t->v[at];
}

/* Three in four places taken at most. */
static bool
is_loose(size_t len, size_t cap)
{
        return len * 4 <= cap * 3;
}

static bool
make_room(tally *t, size_t more)
{
        size_t cap = t->cap ? t->cap : ROOM_FIRST;
        tally old = { .v = t->v, .cap = t->cap };

        if (t->cap && is_loose(t->len + more, t->cap))
                return true;
        while (!is_loose(t->len + more, cap))
                cap *= 2;
        t->v = calloc(cap, sizeof *t->v);
        if (!t->v) {
                t->v = old.v;
                return false;
        }
        t->cap = cap;
        for (size_t i = 0; i < old.cap; i++)
                if (old.v[i].met)
                        *slot_of(t, old.v[i].stem) = old.v[i];
        free(old.v);
        return true;
}

/* Each once an offer, in whichever of its parts it stands. They are all over the table: it is fetched for all of them
 * before the first is looked up. */
static bool
add_stems(tally *t, const card *c, int32_t by)
{
        stem_words words = card_all_stems(c);
        const uint16_t *end = words.v + words.len;

        if (!make_room(t, words.len))
                return false;
        for (const uint16_t *at = words.v; at < end;)
                __builtin_prefetch(&t->v[stem_next(t->stems, &at) & (t->cap - 1)], 1);
        for (const uint16_t *at = words.v; at < end;) {
                uint32_t stem = stem_next(t->stems, &at);
                tally_step *s = slot_of(t, stem);

                if (s->met == t->offer)
                        continue;
                t->len += !s->met;
                *s = (tally_step) { stem, s->by + by, t->offer };
        }
        return true;
}

/* Each meaning once an offer: who is the last to have met it says so. */
static void
add_terms(tally *t, const uint16_t *words, size_t n, int32_t by)
{
        for (size_t i = 0; i < n; i++) {
                uint16_t m = words[i] & WORD_MEANING;

                if (t->met[m] == t->offer)
                        continue;
                t->met[m] = t->offer;
                t->having[m] += by;
        }
}

static void
add_parts(tally *t, const gist *g, int32_t by)
{
        for (size_t i = 0; i < g->parts_len; i++) {
                const gist_part *p = &gist_parts(g)[i];

                add_terms(t, gist_words(g) + p->at, gist_part_len(p), by);
        }
}

bool
tally_add(tally *t, const card *c, int32_t by)
{
        CH_ASSERT(!t->is_settled);
        if (!c->is_listed)
                return true;
        t->offer++;
        t->offers += by;
        add_parts(t, c->gist, by);
        return add_stems(t, c, by);
}

bool
tally_merge(tally *t, const tally *from)
{
        CH_ASSERT(from->is_settled && !t->is_settled);
        if (!make_room(t, from->len))
                return false;
        for (size_t i = 0; i < from->len; i++) {
                tally_step *s = slot_of(t, from->v[i].stem);

                t->len += !s->met;
                *s = (tally_step) { from->v[i].stem, s->by + from->v[i].by, (uint32_t)MET_BEFORE };
        }
        t->offers += from->offers;
        for (size_t m = 0; m < MEANINGS_MAX; m++)
                t->having[m] += from->having[m];
        return true;
}

void
tally_settle(tally *t)
{
        size_t kept = 0;
        tally_step *less;

        if (t->is_settled)
                return;
        for (size_t i = 0; i < t->cap; i++)
                if (t->v[i].met)
                        t->v[kept++] = t->v[i];
        CH_ASSERT(kept == t->len);
        less = kept ? realloc(t->v, kept * sizeof *t->v) : NULL;
        t->v = less ? less : t->v;
        t->cap = kept;
        t->is_settled = true;
}

static int
compare_steps(const void *a, const void *b)
{
        const tally_step *x = a, *y = b;

        return (x->stem > y->stem) - (x->stem < y->stem);
}

void
tally_sort(tally *t)
{
        tally_settle(t);
        if (t->len)
                qsort(t->v, t->len, sizeof *t->v, compare_steps);
}

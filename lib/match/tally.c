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

tally *
tally_of_many(const book *stems)
{
        tally *t = tally_new(stems);

        if (!t || (t->numbered = calloc(STEM_NUMBERS, sizeof *t->numbered)))
                return t;
        tally_free(t);
        return NULL;
}

void
tally_free(tally *t)
{
        if (!t)
                return;
        free(t->numbered);
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

/* Each once an offer, in whichever of its parts it stands. */
static void
add_numbered(tally *t, uint16_t number, int32_t by)
{
        tally_count *c = &t->numbered[number];

        if (c->met == t->offer)
                return;
        *c = (tally_count) { c->by + by, t->offer };
}

static void
add_stem(tally *t, uint32_t stem, int32_t by)
{
        tally_step *s = slot_of(t, stem);

        if (s->met == t->offer)
                return;
        t->len += !s->met;
        *s = (tally_step) { stem, s->by + by, t->offer };
}

/* In a tally of many most stems are found by their number, without the stem. */
static bool
add_stems(tally *t, const card *c, int32_t by)
{
        stem_words words = card_all_stems(c);
        const uint16_t *at = words.v, *end = words.v + words.len;

        if (!make_room(t, words.len))
                return false;
        while (at < end)
                if (t->numbered && *at != STEM_ODD)
                        add_numbered(t, *at++, by);
                else
                        add_stem(t, stem_next(t->stems, &at), by);
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

static size_t
numbered_len(const tally *t)
{
        size_t n = 0;

        for (size_t i = 0; t->numbered && i < STEM_NUMBERS; i++)
                n += t->numbered[i].met != 0;
        return n;
}

static size_t
copy_steps(const tally *t, tally_step *out)
{
        size_t n = 0;

        for (size_t i = 0; i < t->cap; i++)
                if (t->v[i].met)
                        out[n++] = t->v[i];
        for (size_t i = 0; t->numbered && i < STEM_NUMBERS; i++)
                if (t->numbered[i].met)
                        out[n++] = (tally_step) { book_stem(t->stems, (uint16_t)i), t->numbered[i].by,
                                                  (uint32_t)MET_BEFORE };
        return n;
}

void
tally_settle(tally *t)
{
        size_t len = t->len + numbered_len(t);
        tally_step *v = t->is_settled ? NULL : malloc((len + 1) * sizeof *v);

        if (!v)
                return;
        t->len = copy_steps(t, v);
        free(t->v);
        free(t->numbered);
        t->v = v;
        t->numbered = NULL;
        t->cap = len;
        CH_ASSERT(t->len == len);
        t->is_settled = true;
}

static int
compare_steps(const void *a, const void *b)
{
        const tally_step *x = a, *y = b;

        return (x->stem > y->stem) - (x->stem < y->stem);
}

bool
tally_sort(tally *t)
{
        tally_settle(t);
        if (t->is_settled && t->len)
                qsort(t->v, t->len, sizeof *t->v, compare_steps);
        return t->is_settled;
}

#include "gist.h"
#include "policy.h"
#include <string.h>

_Static_assert((int)MEANINGS_MAX <= (int)WORD_MEANING, "a meaning fits beside its mark");
_Static_assert(sizeof(gist) % _Alignof(ch_state_set) == 0 && sizeof(gist_part) % _Alignof(gist_part) == 0,
               "places, parts and words stand behind each other");

enum { EIGHT = 8 };

size_t
gist_size(const units *us)
{
        size_t places = 0, words = 0, size;

        for (size_t i = 0; i < us->len; i++) {
                places += us->v[i].names_places;
                words += us->v[i].measures.len + us->v[i].kinds.len + us->v[i].concepts.len;
        }
        size = sizeof(gist) + places * sizeof(ch_state_set) + us->len * sizeof(gist_part) + words * sizeof(uint16_t);
        size = (size + EIGHT - 1) / EIGHT * EIGHT;
        return us->len <= UINT16_MAX && size <= UINT32_MAX / 2 ? size : 0;
}

static uint16_t
put_terms(const terms *t, uint16_t *out)
{
        for (size_t i = 0; i < t->len; i++)
                out[i] = (uint16_t)(t->v[i].meaning | (t->v[i].weight == WEIGHT_STATED ? WORD_DOUBLE : 0));
        return (uint16_t)t->len;
}

static uint16_t
put_places(const units *us, ch_state_set *out)
{
        uint16_t n = 0;

        for (size_t i = 0; i < us->len; i++)
                if (us->v[i].names_places)
                        out[n++] = us->v[i].places;
        return n;
}

void
gist_write(const units *us, size_t size, gist *out)
{
        gist_part *parts;
        uint16_t *words, place = 0;
        size_t at = 0;

        out->size = (uint32_t)size;
        out->parts_len = (uint16_t)us->len;
        out->places_len = put_places(us, out->places);
        parts = (gist_part *)(void *)(out->places + out->places_len);
        words = (uint16_t *)(void *)(parts + us->len);
        for (size_t i = 0; i < us->len; i++) {
                const unit *u = &us->v[i];
                gist_part *p = &parts[i];

                *p = (gist_part) { .domains = u->domains,
                                   .at = (uint32_t)at,
                                   .place = place,
                                   .all_domains = u->all_domains,
                                   .names_places = u->names_places };
                at += p->measures = put_terms(&u->measures, words + at);
                at += p->kinds = put_terms(&u->kinds, words + at);
                at += p->concepts = put_terms(&u->concepts, words + at);
                place = (uint16_t)(place + u->names_places);
        }
}

bool
gist_has(const gist *g, uint16_t meaning)
{
        const uint16_t *words = gist_words(g);
        size_t len = gist_len(g);

        for (size_t i = 0; i < len; i++)
                if ((words[i] & WORD_MEANING) == meaning)
                        return true;
        return false;
}

unit
gist_unit(const gist *g, size_t part)
{
        const gist_part *p = &gist_parts(g)[part];
        unit u = { .domains = p->domains, .all_domains = p->all_domains, .names_places = p->names_places };

        if (p->names_places)
                u.places = g->places[p->place];
        return u;
}

static terms
terms_of(const uint16_t *words, size_t n, term *room)
{
        for (size_t i = 0; i < n; i++)
                room[i] = (term) { .meaning = words[i] & WORD_MEANING,
                                   .weight = words[i] & WORD_DOUBLE ? WEIGHT_STATED : WEIGHT_SUGGESTED };
        return (terms) { room, n };
}

ch_status
gist_read(const gist *g, size_t part, ch_arena *arena, unit *out)
{
        const gist_part *p = &gist_parts(g)[part];
        const uint16_t *words = gist_words(g) + p->at;
        term *room = CH_NEW_N(arena, term, (size_t)p->measures + p->kinds + p->concepts);

        if (!room)
                return CH_TOO_LARGE;
        *out = gist_unit(g, part);
        out->measures = terms_of(words, p->measures, room);
        out->kinds = terms_of(words + p->measures, p->kinds, room + p->measures);
        out->concepts = terms_of(words + p->measures + p->kinds, p->concepts, room + p->measures + p->kinds);
        return CH_OK;
}

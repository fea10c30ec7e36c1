#include "gist.h"
#include "policy.h"
#include <string.h>

_Static_assert((int)MEANINGS_MAX <= (int)WORD_MEANING, "a meaning, and none, fit beside their marks");
_Static_assert((int)PARTS_MAX > (int)CH_AREAS_MAX, "all areas and the heading are parts");
_Static_assert(sizeof(gist) % _Alignof(ch_state_set) == 0 && sizeof(gist_part) % _Alignof(gist_part) == 0,
               "places, parts and words stand behind each other");

enum { PLACE = PARTS_MAX * 2 - 1 };

static size_t
words_of(const unit *u)
{
        return gist_words_for(u->measures.len + u->kinds.len + u->concepts.len);
}

size_t
gist_size(const units *us)
{
        size_t places = 0, words = 0, size;

        for (size_t i = 0; i < us->len; i++) {
                if (us->v[i].measures.len > UINT8_MAX || us->v[i].kinds.len > UINT8_MAX)
                        return 0;
                places += us->v[i].names_places;
                words += words_of(&us->v[i]);
        }
        size = sizeof(gist) + places * sizeof(ch_state_set) + us->len * sizeof(gist_part) + words * sizeof(uint16_t);
        size = (size + EIGHT - 1) / EIGHT * EIGHT;
        return us->len <= PARTS_MAX && words <= UINT16_MAX ? size : 0;
}

static size_t
put_terms(const terms *t, uint16_t *out)
{
        for (size_t i = 0; i < t->len; i++)
                out[i] = (uint16_t)(t->v[i].meaning | (t->v[i].weight == WEIGHT_STATED ? WORD_DOUBLE : 0));
        return t->len;
}

/* Returns how many words. */
static size_t
put_words(const unit *u, uint16_t none, uint16_t *out)
{
        size_t n = put_terms(&u->measures, out);

        n += put_terms(&u->kinds, out + n);
        n += put_terms(&u->concepts, out + n);
        while (n < words_of(u))
                out[n++] = none;
        out[n - WORDS_EACH] |= WORD_LAST;
        return n;
}

static uint8_t
put_places(const units *us, ch_state_set *out)
{
        uint8_t n = 0;

        for (size_t i = 0; i < us->len; i++)
                if (us->v[i].names_places)
                        out[n++] = us->v[i].places;
        return n;
}

void
gist_write(const units *us, uint16_t none, size_t size, gist *out)
{
        gist_part *parts;
        uint16_t *words;
        uint8_t places = 0;
        size_t at = 0;

        out->size = (uint32_t)size;
        out->parts_len = (uint8_t)us->len;
        out->places_len = put_places(us, out->places);
        parts = (gist_part *)(void *)(out->places + out->places_len);
        words = (uint16_t *)(void *)(parts + us->len);
        for (size_t i = 0; i < us->len; i++) {
                const unit *u = &us->v[i];

                places = (uint8_t)(places + u->names_places);
                parts[i] = (gist_part) { .domains = u->domains,
                                         .at = (uint16_t)at,
                                         .concepts = (uint16_t)u->concepts.len,
                                         .measures = (uint8_t)u->measures.len,
                                         .kinds = (uint8_t)u->kinds.len,
                                         .place = (u->names_places ? places : 0U) & PLACE,
                                         .all_domains = u->all_domains,
                                         .stems = (uint8_t)(u->stems.len < STEMS_MANY ? u->stems.len : STEMS_MANY) };
                at += put_words(u, none, words + at);
        }
        out->words_len = (uint16_t)at;
}

bool
gist_has(const gist *g, uint16_t meaning)
{
        const uint16_t *words = gist_words(g);

        for (size_t i = 0; i < g->words_len; i++)
                if ((words[i] & WORD_MEANING) == meaning)
                        return true;
        return false;
}

unit
gist_unit(const gist *g, size_t part)
{
        const gist_part *p = &gist_parts(g)[part];
        unit u = { .domains = p->domains, .all_domains = p->all_domains, .names_places = p->place };

        if (p->place)
                u.places = g->places[p->place - 1];
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
        term *room = CH_NEW_N(arena, term, gist_part_len(p));

        if (!room)
                return CH_TOO_LARGE;
        *out = gist_unit(g, part);
        out->measures = terms_of(words, p->measures, room);
        out->kinds = terms_of(words + p->measures, p->kinds, room + p->measures);
        out->concepts = terms_of(words + p->measures + p->kinds, p->concepts, room + p->measures + p->kinds);
        return CH_OK;
}

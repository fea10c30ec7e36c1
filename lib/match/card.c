#include "card.h"
#include "pair.h"
#include "policy.h"
#include <string.h>

_Static_assert((int)MEANINGS_MAX <= (int)WORD_MEANING, "a meaning fits beside its mark");

typedef struct layout { /* of what stands behind the words */
        ch_state_set *places;
        card_part *parts;
        uint32_t *stems;
} layout;

uint32_t
card_hash(ch_str s)
{
        uint32_t h = 0x811C9DC5u;

        for (size_t i = 0; i < s.len; i++)
                h = (h ^ (unsigned char)s.p[i]) * 0x01000193u;
        return h ^ h >> 15;
}

uint16_t
card_language(ch_str code)
{
        unsigned word = code.len == 2 ? (unsigned)(unsigned char)code.p[0] << 8 | (unsigned char)code.p[1] : CODE_ODD;

        return (uint16_t)word;
}

static uint16_t
eligible_word(const ch_vocab *vocab, ch_str code)
{
        const ch_region *regions, *region = ch_vocab_region(vocab, code);
        int state = ch_vocab_state_index(vocab, code);

        (void)ch_vocab_regions(vocab, &regions);
        if (ch_str_is(code, "*"))
                return CODE_ALL;
        if (state >= 0)
                return (uint16_t)state;
        return region ? (uint16_t)(CODE_REGION + (region - regions)) : CODE_ODD;
}

uint16_t
card_party(const ch_vocab *vocab, ch_str code)
{
        const ch_org *orgs, *org = ch_vocab_org(vocab, code);
        int state = ch_vocab_state_index(vocab, code);

        (void)ch_vocab_orgs(vocab, &orgs);
        if (org)
                return (uint16_t)(CODE_REGION + (org - orgs));
        return state >= 0 ? (uint16_t)state : CODE_ODD;
}

static size_t
stated_room(const ch_offer *o)
{
        size_t n = 0;

        for (size_t i = 0; i < o->areas.len; i++)
                n += 1 + ch_offer_areas(o)[i].topics.len;
        return n;
}

static size_t
parts_room(const units *us)
{
        size_t n = 0;

        for (size_t i = 0; i < us->len; i++)
                n += us->v[i].measures.len + us->v[i].kinds.len + us->v[i].concepts.len;
        return n;
}

/* The confirmed measure topics, area by area. */
static size_t
put_stated(const ch_vocab *vocab, const ch_offer *o, card *c, uint16_t *out)
{
        const ch_topic *topics;
        size_t n = 0;

        (void)ch_vocab_topics(vocab, &topics);
        c->all_stated = o->areas.len > 0;
        for (size_t i = 0; i < o->areas.len; i++) {
                const ch_strs *codes = &ch_offer_areas(o)[i].topics;
                size_t count = n++;

                for (size_t k = 0; k < codes->len; k++) {
                        int at = ch_vocab_topic_index(vocab, codes->v[k]);

                        if (at >= 0 && topics[at].facet == CH_FACET_MEASURE)
                                out[n++] = (uint16_t)at;
                }
                out[count] = (uint16_t)(n - count - 1);
                c->all_stated &= out[count] > 0;
        }
        return n;
}

static uint16_t
put_terms(const terms *t, uint16_t *out)
{
        for (size_t i = 0; i < t->len; i++)
                out[i] = (uint16_t)(t->v[i].meaning | (t->v[i].weight == WEIGHT_STATED ? WORD_DOUBLE : 0));
        return (uint16_t)t->len;
}

/* More stems than a part can count do not come from a record that was checked. */
static uint16_t
stems_kept(const unit *u)
{
        return u->stems.len < UINT16_MAX ? (uint16_t)u->stems.len : UINT16_MAX;
}

static void
put_parts(const units *us, const layout *l, card *c, size_t from)
{
        size_t at = from, stems_at = 0;
        uint16_t next_place = 0;

        for (size_t i = 0; i < us->len; i++) {
                const unit *u = &us->v[i];
                card_part *p = &l->parts[i];

                *p = (card_part) { .domains = u->domains,
                                   .at = (uint32_t)at,
                                   .stems_at = (uint32_t)stems_at,
                                   .stems = stems_kept(u),
                                   .place = next_place,
                                   .all_domains = u->all_domains,
                                   .names_places = u->names_places };
                at += p->measures = put_terms(&u->measures, c->words + at);
                at += p->kinds = put_terms(&u->kinds, c->words + at);
                at += p->concepts = put_terms(&u->concepts, c->words + at);
                if (p->stems)
                        memcpy(l->stems + stems_at, u->stems.v, p->stems * sizeof *l->stems);
                stems_at += p->stems;
                if (u->names_places)
                        l->places[next_place++] = u->places;
        }
}

static void
put_facts(const ch_vocab *vocab, const ch_offer *o, card *c)
{
        c->from = ch_date_first(o->from);
        c->until = ch_date_last(o->until);
        c->confirmed = ch_date_is_set(o->confirmed) ? ch_date_first(o->confirmed) : CH_DAY_NONE;
        c->capacity = o->capacity <= 0 ? 0 : o->capacity < INT32_MAX ? (int32_t)o->capacity : INT32_MAX;
        c->party_hash = card_hash(o->party);
        c->mode = (int16_t)offer_mode_fit(o);
        c->party = card_party(vocab, o->party);
        c->is_listed = o->status == CH_OFFER_LISTED;
        c->excludes = o->excluded.len > 0;
        c->role = (int8_t)o->role;
}

static size_t
rounded(size_t n, size_t to)
{
        return (n + to - 1) / to * to;
}

/* Words, places, parts and stems behind each other in one piece. */
static card *
lay_out(ch_arena *arena, size_t words, const units *us, layout *out)
{
        size_t places = 0, stems = 0, places_at, parts_at, stems_at, size;
        char *all;

        for (size_t i = 0; i < us->len; i++) {
                places += us->v[i].names_places;
                stems += stems_kept(&us->v[i]);
        }
        places_at = rounded(sizeof(card) + words * sizeof(uint16_t), _Alignof(ch_state_set));
        parts_at = places_at + places * sizeof(ch_state_set);
        stems_at = parts_at + us->len * sizeof(card_part);
        size = stems_at + stems * sizeof(uint32_t);
        all = us->len <= UINT16_MAX && size <= UINT32_MAX ? ch_arena_alloc(arena, 1, size) : NULL;
        if (!all)
                return NULL;
        *out = (layout) { (ch_state_set *)(void *)(all + places_at), (card_part *)(void *)(all + parts_at),
                          (uint32_t *)(void *)(all + stems_at) };
        ((card *)(void *)all)->size = (uint32_t)size;
        return (card *)(void *)all;
}

const card *
card_make(const ch_vocab *vocab, ch_arena *arena, const ch_offer *o, const units *us)
{
        size_t room = o->eligible.len + o->languages.len + stated_room(o) + parts_room(us), at = 0;
        layout l;
        card *c = lay_out(arena, room, us, &l);

        if (!c)
                return NULL;
        put_facts(vocab, o, c);
        for (size_t i = 0; i < o->eligible.len; i++)
                c->words[at++] = eligible_word(vocab, o->eligible.v[i]);
        for (size_t i = 0; i < o->languages.len; i++)
                c->words[at++] = card_language(o->languages.v[i]);
        c->eligible = (uint16_t)o->eligible.len;
        c->languages = (uint16_t)o->languages.len;
        c->stated = (uint16_t)put_stated(vocab, o, c, c->words + at);
        c->parts = l.parts;
        c->parts_len = (uint16_t)us->len;
        put_parts(us, &l, c, at + c->stated);
        return c;
}

const card *
card_copy(ch_arena *arena, const card *from)
{
        card *c = ch_arena_alloc(arena, 1, from->size);

        if (!c)
                return NULL;
        memcpy(c, from, from->size);
        c->parts = (const card_part *)(const void *)((const char *)c +
                                                     ((const char *)from->parts - (const char *)from));
        return c;
}

/* ---- and back -------------------------------------------------------------------------------------------------- */

static const ch_state_set *
places_of(const card *c)
{
        size_t n = 0;

        for (size_t i = 0; i < c->parts_len; i++)
                n += c->parts[i].names_places;
        return (const ch_state_set *)(const void *)c->parts - n;
}

unit
card_unit(const card *c, size_t part)
{
        const card_part *p = &c->parts[part];
        unit u = { .stems = card_stems(c, part),
                   .domains = p->domains,
                   .all_domains = p->all_domains,
                   .names_places = p->names_places };

        if (p->names_places)
                u.places = places_of(c)[p->place];
        return u;
}

bool
card_has(const card *c, uint16_t meaning)
{
        const card_part *first = c->parts, *last = first + c->parts_len - 1;
        size_t to = c->parts_len ? (size_t)last->at + last->measures + last->kinds + last->concepts : 0;

        for (size_t i = c->parts_len ? first->at : 0; i < to; i++)
                if ((c->words[i] & WORD_MEANING) == meaning)
                        return true;
        return false;
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
card_units(const card *c, ch_arena *arena, units *out)
{
        *out = (units) { .v = CH_NEW_N(arena, unit, c->parts_len) };
        for (; out->v && out->len < c->parts_len; out->len++) {
                const card_part *p = &c->parts[out->len];
                const uint16_t *words = c->words + p->at;
                term *room = CH_NEW_N(arena, term, (size_t)p->measures + p->kinds + p->concepts);
                unit *u = &out->v[out->len];

                if (!room)
                        return CH_TOO_LARGE;
                *u = card_unit(c, out->len);
                u->measures = terms_of(words, p->measures, room);
                u->kinds = terms_of(words + p->measures, p->kinds, room + p->measures);
                u->concepts = terms_of(words + p->measures + p->kinds, p->concepts, room + p->measures + p->kinds);
        }
        return out->v ? CH_OK : CH_TOO_LARGE;
}

#include "card.h"
#include "pair.h"
#include "policy.h"
#include <string.h>

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

ch_str
card_code(const ch_vocab *vocab, uint16_t eligible)
{
        const ch_state *states;
        const ch_region *regions;

        (void)ch_vocab_states(vocab, &states);
        (void)ch_vocab_regions(vocab, &regions);
        if (eligible == CODE_ALL)
                return CH_LIT("*");
        return eligible < CODE_REGION ? states[eligible].code : regions[eligible - CODE_REGION].code;
}

_Static_assert(sizeof(card) % EIGHT == 0 && _Alignof(card) <= EIGHT, "words stand close behind a card");

static uint16_t *
own_words(card *c)
{
        return (uint16_t *)(void *)(c + 1);
}

static size_t
stated_room(const ch_offer *o)
{
        size_t n = 0;

        for (size_t i = 0; i < o->areas.len; i++)
                n += 1 + ch_offer_areas(o)[i].topics.len;
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

/* Behind all other words. */
static void
put_stems(const book *stems, const units *us, card *c)
{
        uint16_t *ends = (uint16_t *)(uintptr_t)card_ends(c), *first = ends + us->len, *to = first;

        for (size_t i = 0; i < us->len; i++) {
                const hashes *h = &us->v[i].stems;

                for (size_t k = 0; k < h->len; k++)
                        to = book_write(stems, h->v[k], to);
                ends[i] = (uint16_t)(to - first);
        }
}

/* They have their numbers after this. */
static size_t
stems_room(book *stems, const units *us)
{
        size_t words = 0;

        for (size_t i = 0; i < us->len; i++)
                for (size_t k = 0; k < us->v[i].stems.len; k++)
                        words += book_words(stems, us->v[i].stems.v[k]);
        return words;
}

static void
put_facts(const ch_vocab *vocab, const ch_offer *o, card *c)
{
        c->from = ch_date_first(o->from);
        c->until = ch_date_last(o->until);
        c->confirmed = ch_date_is_set(o->confirmed) ? ch_date_first(o->confirmed) : CH_DAY_NONE;
        c->capacity = o->capacity <= 0 ? 0 : o->capacity < INT32_MAX ? (int32_t)o->capacity : INT32_MAX;
        c->mode = (int16_t)offer_mode_fit(o);
        c->party = card_party(vocab, o->party);
        c->is_listed = o->status == CH_OFFER_LISTED;
        c->excludes = o->excluded.len > 0;
        c->role = (int8_t)o->role;
}

/* The number behind those of topics and concepts. */
static uint16_t
no_meaning(const ch_vocab *vocab)
{
        const ch_topic *topics;
        const ch_concept *concepts;

        return (uint16_t)(ch_vocab_topics(vocab, &topics) + ch_vocab_concepts(vocab, &concepts));
}

static const gist *
make_gist(const ch_vocab *vocab, ch_arena *arena, const units *us)
{
        size_t size = gist_size(us);
        gist *g = size ? ch_arena_close(arena, size) : NULL;

        if (g)
                gist_write(us, no_meaning(vocab), size, g);
        return g;
}

static size_t
size_for(size_t words)
{
        return (sizeof(card) + words * sizeof(uint16_t) + EIGHT - 1) / EIGHT * EIGHT;
}

/* So many bytes for a card, with what stays free in front of it. */
static card *
card_alloc(const card_room *room, size_t size)
{
        char *piece = ch_arena_close(room->cards, room->before + size);

        return piece ? (card *)(void *)(piece + room->before) : NULL;
}

/* Room for all in one piece; NULL: there is none, or too much of something, which no checked record has. */
static card *
lay_out(const card_source *s, const card_room *room, size_t words, const units *us)
{
        const gist *g = make_gist(s->vocab, room->gists, us);
        size_t stems = stems_room(s->stems, us), size = size_for(words + us->len + stems);
        card *c = g && stems <= UINT16_MAX && size / EIGHT <= UINT16_MAX ? card_alloc(room, size) : NULL;

        if (!c)
                return NULL;
        c->gist = g;
        c->parts = g->parts_len;
        c->eights = (uint16_t)(size / EIGHT);
        return c;
}

card *
card_make(const card_source *s, const card_room *room, const ch_offer *o, const units *us)
{
        size_t words = o->eligible.len + o->languages.len + stated_room(o), at = 0;
        card *c = lay_out(s, room, words, us);
        uint16_t *out = c ? own_words(c) : NULL;

        if (!c)
                return NULL;
        put_facts(s->vocab, o, c);
        for (size_t i = 0; i < o->eligible.len; i++) {
                out[at++] = eligible_word(s->vocab, o->eligible.v[i]);
                c->is_odd |= out[i] == CODE_ODD;
        }
        for (size_t i = 0; i < o->languages.len; i++)
                out[at++] = card_language(o->languages.v[i]);
        c->eligible = (uint16_t)o->eligible.len;
        c->languages = (uint16_t)o->languages.len;
        c->stated = (uint16_t)put_stated(s->vocab, o, c, out + at);
        put_stems(s->stems, us, c);
        return c;
}

card *
card_copy(const card_room *room, const card *from)
{
        card *c = card_alloc(room, card_size(from));
        gist *g = ch_arena_close(room->gists, from->gist->size);

        if (!c || !g)
                return NULL;
        memcpy(c, from, card_size(from));
        memcpy(g, from->gist, from->gist->size);
        c->gist = g;
        return c;
}

static ch_status
read_stems(stem_words from, const book *stems, ch_arena *arena, hashes *out)
{
        const uint16_t *at = from.v, *end = at + from.len;

        *out = (hashes) { CH_NEW_N(arena, uint32_t, from.len), 0 };
        while (out->v && at < end)
                out->v[out->len++] = stem_next(stems, &at);
        return out->v ? CH_OK : CH_TOO_LARGE;
}

ch_status
card_units(const card *c, const book *stems, ch_arena *arena, units *out)
{
        *out = (units) { .v = CH_NEW_N(arena, unit, c->parts) };
        for (; out->v && out->len < c->parts; out->len++) {
                unit *u = &out->v[out->len];
                ch_status st = gist_read(c->gist, out->len, arena, u);

                if (st == CH_OK)
                        st = read_stems(card_stems(c, out->len), stems, arena, &u->stems);
                if (st != CH_OK)
                        return st;
        }
        return out->v ? CH_OK : CH_TOO_LARGE;
}

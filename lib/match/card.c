#include "card.h"
#include "pair.h"
#include "policy.h"
#include <string.h>

_Static_assert((int)MEANINGS_MAX <= (int)WORD_MEANING, "a meaning fits beside its mark");

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

static size_t
put_parts(const units *us, card_part *parts, size_t from, uint16_t *words)
{
        size_t at = from;

        for (size_t i = 0; i < us->len; i++) {
                const unit *u = &us->v[i];
                card_part *p = &parts[i];

                *p = (card_part) { .domains = u->domains,
                                   .at = (uint32_t)at,
                                   .all_domains = u->all_domains,
                                   .names_places = u->names_places };
                at += p->measures = put_terms(&u->measures, words + at);
                at += p->kinds = put_terms(&u->kinds, words + at);
                at += p->concepts = put_terms(&u->concepts, words + at);
        }
        return at - from;
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

const card *
card_make(const ch_vocab *vocab, ch_arena *arena, const ch_offer *o, const units *us)
{
        size_t room = o->eligible.len + o->languages.len + stated_room(o) + parts_room(us), at = 0;
        card *c = ch_arena_alloc(arena, 1, sizeof *c + room * sizeof c->words[0]);
        card_part *parts = CH_NEW_N(arena, card_part, us->len);

        if (!c || !parts)
                return NULL;
        put_facts(vocab, o, c);
        for (size_t i = 0; i < o->eligible.len; i++)
                c->words[at++] = eligible_word(vocab, o->eligible.v[i]);
        for (size_t i = 0; i < o->languages.len; i++)
                c->words[at++] = card_language(o->languages.v[i]);
        c->eligible = (uint16_t)o->eligible.len;
        c->languages = (uint16_t)o->languages.len;
        c->stated = (uint16_t)put_stated(vocab, o, c, c->words + at);
        c->parts = parts;
        c->parts_len = (uint16_t)us->len;
        (void)put_parts(us, parts, at + c->stated, c->words);
        return c;
}

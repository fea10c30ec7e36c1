/* world.h – offers, requests, responses and matches shaped like the domain, the same for the same seed on every
 * machine.
 *
 * Whom an offer is for: two in five all States, two in five a group, one in ten a sub-region, one in ten a list of
 * States. Texts: labels of topics and words of the field in one of four languages, among twenty thousand other words,
 * frequent ones more often.
 */
#ifndef WORLD_H
#define WORLD_H
#include "../match/sample.h"
#include <ch/party.h>

/* Set all three; everything made is in the arena. */
typedef struct world {
        ch_arena *arena;
        const ch_vocab *vocab;
        uint64_t seed;
} world;

/* Different words, and bodies that are in no table. */
enum { WORDS = 20000, PARTIES = 40 };

/* 0 to sides - 1. */
static inline uint32_t
roll(world *w, uint32_t sides)
{
        w->seed = w->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        return (uint32_t)((w->seed >> 33) % sides);
}

static inline bool
chance(world *w, uint32_t percent)
{
        return roll(w, 100) < percent;
}

/* Low numbers more often: the lowest of two, thrice. */
static inline uint32_t
roll_low(world *w, uint32_t sides)
{
        uint32_t low = roll(w, sides);

        for (int i = 0; i < 3; i++) {
                uint32_t one = roll(w, sides);

                low = one < low ? one : low;
        }
        return low;
}

static inline ch_str
world_state(world *w)
{
        const ch_state *states;
        size_t n = ch_vocab_states(w->vocab, &states);

        return states[roll(w, (uint32_t)n)].code;
}

static inline ch_str
world_party(world *w)
{
        const ch_org *orgs;
        size_t n = ch_vocab_orgs(w->vocab, &orgs);

        if (chance(w, 40))
                return orgs[roll(w, (uint32_t)n)].code;
        if (chance(w, 70))
                return world_state(w);
        return ch_fmt(w->arena, "BODY-%u", roll(w, PARTIES));
}

static inline ch_str
world_region(world *w)
{
        const ch_region *regions;
        size_t n = ch_vocab_regions(w->vocab, &regions);

        return regions[roll(w, (uint32_t)n)].code;
}

static inline ch_strs
world_eligible(world *w)
{
        ch_strs list = { 0 };
        uint32_t of = roll(w, 10);

        if (of < 4)
                return ch_strs_add(w->arena, list, CH_LIT("*"));
        if (of < 9)
                return ch_strs_add(w->arena, list, world_region(w));
        for (uint32_t n = 1 + roll(w, 8); n; n--)
                list = ch_strs_add(w->arena, list, world_state(w));
        return list;
}

static inline ch_strs
world_topics(world *w, ch_facet facet, uint32_t percent)
{
        const ch_topic *topics;
        size_t n = ch_vocab_topics(w->vocab, &topics);
        ch_strs list = { 0 };

        while (chance(w, percent)) {
                const ch_topic *one = &topics[roll(w, (uint32_t)n)];

                if (one->facet == facet && !ch_strs_has(list, one->code))
                        list = ch_strs_add(w->arena, list, one->code);
        }
        return list;
}

static inline ch_str
world_label(world *w, ch_lang lang)
{
        const ch_topic *topics;
        size_t n = ch_vocab_topics(w->vocab, &topics);

        return topics[roll_low(w, (uint32_t)n)].labels[lang];
}

static inline ch_str
world_word(world *w)
{
        static const char *const ends[] = { "ing", "ation", "s", "ed", "", "al", "ment", "ity" };
        uint32_t n = roll_low(w, WORDS);

        return ch_fmt(w->arena, "%c%c%c%c%s", (int)('a' + n % 26), (int)("aeiou"[n / 26 % 5]),
                      (int)('b' + n / 130 % 20), (int)('a' + n / 2600 % 26), ends[n % 8]);
}

static inline ch_str
world_text(world *w, ch_lang lang, uint32_t words)
{
        char text[2048];
        size_t len = 0;

        for (uint32_t i = 0; i < words; i++) {
                ch_str one = chance(w, 15) ? world_label(w, lang) : world_word(w);

                if (len + one.len + 2 > sizeof text)
                        break;
                memcpy(text + len, one.p, one.len);
                len += one.len;
                text[len++] = ' ';
        }
        return ch_str_dup(w->arena, (ch_str) { text, len });
}

static const char *const world_langs[] = { "en", "en", "en", "en", "fr", "es", "ru", "en", "en", "zh" };

static inline ch_lang
world_lang(world *w, ch_str *code)
{
        ch_lang lang = CH_EN;

        *code = ch_str_of(world_langs[roll(w, 10)]);
        (void)ch_lang_parse(*code, &lang);
        return lang;
}

static inline ch_date
world_date(world *w, uint32_t percent)
{
        uint32_t year = 2024 + roll(w, 5), month = 1 + roll(w, 12);

        return chance(w, percent) ? (ch_date) { (int16_t)year, (uint8_t)month, 0 } : (ch_date) { 0 };
}

static inline ch_uuid
world_id(world *w, uint8_t kind)
{
        ch_uuid id;

        for (size_t i = 0; i < sizeof id.b; i++)
                id.b[i] = (uint8_t)roll(w, 256);
        id.b[15] = kind;
        return id;
}

/* Offers, requests, bodies, responses and matches get their references from no: the same number, the same reference.
 * Offers: one in twenty resting, one in ten funds. */
static inline ch_offer *
world_offer(world *w, size_t no)
{
        ch_offer *o = CH_NEW(w->arena, ch_offer);
        size_t areas = 1 + roll(w, 4);
        ch_area *v = CH_NEW_N(w->arena, ch_area, areas);
        ch_lang lang = world_lang(w, &o->lang);

        o->head = (ch_head) { .id = world_id(w, 1), .ref = ch_fmt(w->arena, "O-%07zu", no * 7919 % 9999991) };
        o->party = world_party(w);
        o->status = chance(w, 95) ? CH_OFFER_LISTED : CH_OFFER_RESTING;
        o->role = chance(w, 90) ? CH_OFFER_DELIVERS : CH_OFFER_FUNDS;
        o->title = world_text(w, lang, 4);
        o->eligible = world_eligible(w);
        if (chance(w, 5))
                o->excluded = ch_strs_add(w->arena, o->excluded, world_state(w));
        for (size_t i = 0; i < areas; i++) {
                v[i].text = world_text(w, lang, 8 + roll(w, 12));
                if (chance(w, 40))
                        v[i] = (ch_area) { v[i].text, world_topics(w, CH_FACET_MEASURE, 80),
                                           world_topics(w, CH_FACET_DOMAIN, 50),
                                           world_topics(w, CH_FACET_ASSISTANCE, 60),
                                           world_topics(w, CH_FACET_MEASURE, 10) };
        }
        o->areas = (ch_parts) { v, areas };
        for (uint32_t n = roll(w, 3); n; n--)
                o->languages = ch_strs_add(w->arena, o->languages, ch_str_of(world_langs[roll(w, 10)]));
        o->mode = (int32_t)roll(w, 5);
        o->tailoring = (int32_t)roll(w, 4);
        o->from = world_date(w, 20);
        o->until = world_date(w, 15);
        o->capacity = chance(w, 30) ? 1 + roll(w, 3) : 0;
        o->confirmed = world_date(w, 50);
        return o;
}

static inline ch_request *
world_request(world *w, size_t no)
{
        ch_request *r = CH_NEW(w->arena, ch_request);
        size_t needs = 1 + roll(w, 3);
        ch_need *v = CH_NEW_N(w->arena, ch_need, needs);
        ch_lang lang = world_lang(w, &r->lang);

        r->head = (ch_head) { .id = world_id(w, 2), .ref = ch_fmt(w->arena, "R-%07zu", no * 7919 % 9999991) };
        r->party = chance(w, 90) ? world_state(w) : world_party(w);
        r->status = CH_REQUEST_OPEN;
        for (size_t i = 0; i < needs; i++) {
                v[i].no = (int64_t)i + 1;
                v[i].text = world_text(w, lang, 20 + roll(w, 30));
                if (chance(w, 50)) {
                        v[i].topics = world_topics(w, CH_FACET_MEASURE, 70);
                        v[i].assistance = world_topics(w, CH_FACET_ASSISTANCE, 50);
                        v[i].domains = world_topics(w, CH_FACET_DOMAIN, 30);
                }
        }
        r->needs = (ch_parts) { v, needs };
        if (chance(w, 20))
                r->preferred = ch_strs_add(w->arena, r->preferred, world_party(w));
        if (chance(w, 10))
                r->excluded = ch_strs_add(w->arena, r->excluded, world_party(w));
        if (chance(w, 10))
                r->co_requesters = ch_strs_add(w->arena, r->co_requesters, world_state(w));
        if (chance(w, 30))
                r->languages = ch_strs_add(w->arena, r->languages, ch_str_of(world_langs[roll(w, 10)]));
        r->from = world_date(w, 20);
        r->until = world_date(w, 20);
        return r;
}

static inline ch_party *
world_body(world *w, size_t no)
{
        ch_party *p = CH_NEW(w->arena, ch_party);

        p->head = (ch_head) { .id = world_id(w, 3), .ref = ch_fmt(w->arena, "BODY-%zu", no) };
        p->code = p->name = p->head.ref;
        p->kind = no % 5 ? CH_PARTY_CIVIL : CH_PARTY_JOINT;
        for (size_t i = 0; p->kind == CH_PARTY_JOINT && i < 4; i++)
                p->members = ch_strs_add(w->arena, p->members, world_state(w));
        return p;
}

static inline ch_response *
world_response(world *w, size_t no, const ch_request *r, const ch_offer *o)
{
        ch_response *a = CH_NEW(w->arena, ch_response);

        a->head = (ch_head) { .id = world_id(w, 4), .ref = ch_fmt(w->arena, "A-%07zu", no) };
        a->request = r->head.ref;
        a->offer = o->head.ref;
        a->role = (int32_t)roll(w, 5);
        a->status = chance(w, 20) ? CH_LIT("declined") : CH_LIT("delivered");
        return a;
}

static inline ch_match *
world_match(world *w, size_t no, const ch_request *r, const ch_offer *o)
{
        ch_match *m = CH_NEW(w->arena, ch_match);

        m->head = (ch_head) { .id = world_id(w, 5), .ref = ch_fmt(w->arena, "M-%07zu", no) };
        m->request = r->head.id;
        m->offer = o->head.id;
        m->need = 1;
        m->status = chance(w, 60) ? CH_MATCH_ACCEPTED : CH_MATCH_PROPOSED;
        return m;
}
#endif

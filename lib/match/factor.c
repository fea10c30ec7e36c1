#include "pair.h"
#include "policy.h"
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <ch/match.h>

/* ---- what both ask for: topics, weapon area, kind of help, words (like.c) -------------------------------------- */

static int32_t
topic_fit(const pair *p)
{
        return p->like.topic;
}

static int32_t
domain_fit(const pair *p)
{
        return p->like.domain;
}

static int32_t
assistance_fit(const pair *p)
{
        return p->like.assistance;
}

static int32_t
text_fit(const pair *p)
{
        return p->like.text;
}

static ch_strs
topics_in_common(const pair *p, ch_arena *arena, const terms *asked)
{
        const ch_topic *topics;
        ch_strs codes = { 0 };

        (void)ch_vocab_topics(p->a->cat->vocab, &topics);
        for (size_t i = 0; i < asked->len; i++)
                if (gist_has(p->o->card->gist, asked->v[i].meaning))
                        codes = ch_strs_add(arena, codes, topics[asked->v[i].meaning].code);
        return codes;
}

static ch_strs
topic_codes(const pair *p, ch_arena *arena)
{
        return topics_in_common(p, arena, &p->a->unit->measures);
}

static ch_strs
assistance_codes(const pair *p, ch_arena *arena)
{
        return topics_in_common(p, arena, &p->a->unit->aims);
}

static ch_strs
domain_codes(const pair *p, ch_arena *arena)
{
        const ch_topic *topics;
        size_t len = ch_vocab_topics(p->a->cat->vocab, &topics);
        const gist *g = p->o->card->gist;
        uint32_t both = p->like.area < g->parts_len ? p->a->unit->domains & gist_parts(g)[p->like.area].domains : 0;
        uint32_t bit = 1;
        ch_strs codes = { 0 };

        for (size_t i = 0; i < len; i++) {
                if (topics[i].facet != CH_FACET_DOMAIN)
                        continue;
                if (both & bit && topics[i].parent >= 0 && !topics[i].spans)
                        codes = ch_strs_add(arena, codes, topics[i].code);
                bit = bit << 1 | bit >> 31;
        }
        return codes;
}

/* ---- region ---------------------------------------------------------------------------------------------------- */

/* How close one of the offer's words for whom it is for comes to the requester; 0: not for it. */
int32_t
closeness(const asking *a, ch_str code)
{
        ch_state_set set = ch_vocab_states_of(a->cat->vocab, (ch_strs) { &code, 1 });
        const ch_region *region = ch_vocab_region(a->cat->vocab, code);

        if (ch_str_is(code, "*"))
                return REGION_ALL;
        if (ch_str_eq(code, a->request->party))
                return REGION_FEW;
        if (!asking_is_within(a, &set))
                return 0;
        if (!region || region->members_len <= REGION_FEW_STATES)
                return REGION_FEW;
        return region->members_len <= REGION_SOME_STATES ? REGION_SOME : REGION_MANY;
}

static int32_t
closeness_of(const asking *a, const ch_strs *eligible, const card *c, size_t i)
{
        uint16_t word = card_words(c)[i];

        if (word == CODE_ALL)
                return REGION_ALL;
        if (word == CODE_ODD)
                return closeness(a, eligible->v[i]);
        if (a->closeness[word] < 0)
                a->closeness[word] = (int16_t)closeness(a, card_code(a->cat->vocab, word));
        return a->closeness[word];
}

int32_t
closest(const asking *a, const ch_strs *eligible, const card *c, size_t *at)
{
        int32_t best = 0;

        *at = c->eligible;
        for (size_t i = 0; i < c->eligible; i++) {
                int32_t one = closeness_of(a, eligible, c, i);

                if (one > best) {
                        best = one;
                        *at = i;
                }
        }
        return best;
}

static int32_t
region_fit(const pair *p)
{
        size_t at;

        return closest(p->a, &p->o->offer->eligible, p->o->card, &at);
}

static ch_strs
region_codes(const pair *p, ch_arena *arena)
{
        size_t at;

        if (!closest(p->a, &p->o->offer->eligible, p->o->card, &at))
                return (ch_strs) { 0 };
        return ch_strs_add(arena, (ch_strs) { 0 }, p->o->offer->eligible.v[at]);
}

/* ---- language -------------------------------------------------------------------------------------------------- */

static ch_strs
language_codes(const pair *p, ch_arena *arena)
{
        ch_strs codes = { 0 };

        for (size_t i = 0; i < p->o->offer->languages.len; i++)
                if (ch_strs_has(p->a->languages, p->o->offer->languages.v[i]))
                        codes = ch_strs_add(arena, codes, p->o->offer->languages.v[i]);
        return codes;
}

static int32_t
language_fit(const pair *p)
{
        if (!p->o->offer->languages.len || !p->a->languages.len)
                return LANGUAGE_UNSAID;
        for (size_t i = 0; i < p->o->offer->languages.len; i++)
                if (ch_strs_has(p->a->languages, p->o->offer->languages.v[i]))
                        return LANGUAGE_COMMON;
        return LANGUAGE_OTHER;
}

/* ---- provider -------------------------------------------------------------------------------------------------- */

/* Does the need lie in the field the organization is known to work in? */
static int32_t
field_fit(const pair *p)
{
        ch_str list = p->o->org ? p->o->org->topics : (ch_str) { 0 }, code;
        int32_t best = 0;

        while (ch_str_cut(&list, ';', &code)) {
                int at = ch_vocab_topic_index(p->a->cat->vocab, code);
                int32_t near = at >= 0 ? nearest_topic(p->a, (uint16_t)at) : 0;

                best = near > best ? near : best;
        }
        return best;
}

int32_t
kind_fit(ch_party_kind kind)
{
        if (kind == CH_PARTY_STATE || kind == CH_PARTY_JOINT)
                return KIND_STATE;
        return kind == CH_PARTY_CIVIL ? KIND_CIVIL : KIND_OTHER;
}

static bool
is_preferred(const pair *p)
{
        return !p->a->q->for_provider && ch_strs_has(p->a->request->preferred, p->o->offer->party);
}

static int32_t
provider_fit(const pair *p)
{
        if (is_preferred(p))
                return PROVIDER_PREFERRED;
        return (PROVIDER_KIND * kind_fit(p->o->kind) + PROVIDER_FIELD * field_fit(p)) / FULL;
}

static ch_strs
provider_codes(const pair *p, ch_arena *arena)
{
        return ch_strs_add(arena, (ch_strs) { 0 }, p->o->offer->party);
}

/* ---- how it is given ------------------------------------------------------------------------------------------- */

static int32_t
entry_of(const int16_t *fits, size_t len, int32_t value)
{
        return value >= 0 && (size_t)value < len ? fits[value] : MODE_UNSAID;
}

int32_t
offer_mode_fit(const ch_offer *o)
{
        static const int16_t modes[] = { MODE_UNSAID, MODE_IN_COUNTRY, MODE_REGIONAL, MODE_REMOTE, MODE_AT_PROVIDER };
        static const int16_t tailorings[] = { MODE_UNSAID, TAILORING_FIXED, TAILORING_ADAPTED, TAILORING_TOGETHER };

        return (entry_of(modes, CH_COUNT(modes), o->mode) + entry_of(tailorings, CH_COUNT(tailorings), o->tailoring)) /
               2;
}

static int32_t
mode_fit(const pair *p)
{
        return offer_mode_fit(p->o->offer);
}

static int32_t
load_fit(const pair *p)
{
        int64_t capacity = p->o->offer->capacity, engaged = (int64_t)p->o->engaged;

        if (capacity <= 0)
                return LOAD_UNSAID;
        return engaged >= capacity ? 0 : (int32_t)((capacity - engaged) * FULL / capacity);
}

int32_t
freshness_of(ch_day today, ch_day confirmed)
{
        int64_t days = (int64_t)today - confirmed;

        if (days > DAYS_OF_YEAR)
                return FRESH_OLD;
        return days <= 0 ? FRESH_NOW : (int32_t)(FRESH_NOW - (FRESH_NOW - FRESH_AFTER_YEAR) * days / DAYS_OF_YEAR);
}

static int32_t
freshness_fit(const pair *p)
{
        if (!ch_date_is_set(p->o->offer->confirmed))
                return FRESH_UNSAID;
        return freshness_of(p->a->q->today, ch_date_first(p->o->offer->confirmed));
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

/* Name, word, what people read, default weight, fit, what met. The weights total 100. */
/* clang-format off */
#define FACTORS(X) \
        X(TOPIC, "topic", CH_MSG_INIT("Topics"), 16, topic_fit, topic_codes) \
        X(DOMAIN, "domain", CH_MSG_INIT("Weapon area"), 8, domain_fit, domain_codes) \
        X(ASSISTANCE, "assistance", CH_MSG_INIT("Kind of help"), 9, assistance_fit, assistance_codes) \
        X(REGION, "region", CH_MSG_INIT("Region"), 10, region_fit, region_codes) \
        X(LANGUAGE, "language", CH_MSG_INIT("Language"), 2, language_fit, language_codes) \
        X(TEXT, "text", CH_MSG_INIT("The matter in their own words"), 30, text_fit, NULL) \
        X(PROVIDER, "provider", CH_MSG_INIT("Provider"), 10, provider_fit, provider_codes) \
        X(MODE, "mode", CH_MSG_INIT("Way of working"), 1, mode_fit, NULL) \
        X(LOAD, "load", CH_MSG_INIT("Free capacity"), 1, load_fit, NULL) \
        X(FRESHNESS, "freshness", CH_MSG_INIT("Last confirmed"), 1, freshness_fit, NULL) \
        X(RECORD, "record", CH_MSG_INIT("Help given to others"), 12, record_fit, NULL)
/* clang-format on */

#define ROW(name, word, text, weight, fit, codes)    [CH_FACTOR_##name] = { word, text, fit, codes },
#define WEIGHT(name, word, text, weight, fit, codes) [CH_FACTOR_##name] = weight,
#define PLUS(name, word, text, weight, fit, codes)   +weight

static const struct row {
        const char *word, *text;
        int32_t (*fit)(const pair *p);
        ch_strs (*codes)(const pair *p, ch_arena *arena);
} rows[] = { FACTORS(ROW) };
_Static_assert(CH_COUNT(rows) == CH__FACTOR_MAX, "one row per factor");
_Static_assert(0 FACTORS(PLUS) == 100, "weights total 100");

const ch_weights ch_weights_default = {
        .version = { "2026-1", sizeof "2026-1" - 1 },
        .w = { FACTORS(WEIGHT) },
};

const char *
ch_factor_word(ch_factor f)
{
        return rows[f].word;
}

const char *
ch_factor_text(ch_factor f)
{
        return rows[f].text;
}

bool
ch_weights_are_valid(const ch_weights *w)
{
        int64_t total = 0;

        for (int f = 0; f < CH__FACTOR_MAX; f++) {
                if (w->w[f] < 0)
                        return false;
                total += w->w[f];
        }
        return total == 100;
}

int32_t
factor_fit(ch_factor f, const pair *p)
{
        int32_t fit = rows[f].fit(p);

        CH_ASSERT(fit >= 0 && fit <= FULL);
        return fit;
}

ch_strs
factor_codes(ch_factor f, const pair *p, ch_arena *arena)
{
        return rows[f].codes ? rows[f].codes(p, arena) : (ch_strs) { 0 };
}

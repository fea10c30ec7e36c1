#include "scan_.h"
#include <string.h>

enum { CODES_MAX = 256 }; /* no list of a checked offer is longer */

/* ---- once a need ----------------------------------------------------------------------------------------------- */

static bool
make_stems(scan *s)
{
        const hashes *h = &s->a->unit->stems;
        size_t room = 64;

        while (room < 4 * h->len)
                room *= 2;
        s->stems = CH_NEW_N(s->arena, stem_slot, room);
        s->stems_mask = room - 1;
        for (size_t i = 0; i < h->len && s->stems; i++) {
                uint16_t number = book_find(lexicon_book(s->a->cat->lex), h->v[i]);
                size_t at = number & s->stems_mask;

                s->stems_all += s->a->stem_weights[i];
                if (number == STEM_ODD)
                        continue;
                while (s->stems[at].weight)
                        at = (at + 1) & s->stems_mask;
                s->stems[at] = (stem_slot) { number, s->a->stem_weights[i] };
        }
        return s->stems;
}

static void
make_languages(scan *s)
{
        const ch_strs *codes = &s->a->languages;

        for (size_t i = 0; i < codes->len && i < LANGUAGES_MAX; i++)
                if ((s->languages[i] = card_language(codes->v[i])) == CODE_ODD)
                        return;
        s->languages_len = codes->len <= LANGUAGES_MAX ? codes->len : 0;
}

static bool
make_touched(scan *s)
{
        const ch_vocab *vocab = s->a->cat->vocab;
        const ch_strs *codes = &s->a->need->topics;
        const ch_topic *topics;
        size_t n = ch_vocab_topics(vocab, &topics);

        s->touched = CH_NEW_N(s->arena, bool, n);
        for (size_t i = 0; i < codes->len && s->touched; i++) {
                int at = ch_vocab_topic_index(vocab, codes->v[i]);

                if (at < 0 || topics[at].facet != CH_FACET_MEASURE)
                        continue;
                s->asks_topics = true;
                for (size_t m = 0; m < n; m++)
                        s->touched[m] |= topic_nearness(vocab, (uint16_t)at, (uint16_t)m) >= NEAR_CHILD;
        }
        return s->touched;
}

ch_status
scan_make(const asking *a, ch_arena *arena, scan **out)
{
        scan *s = *out = CH_NEW(arena, scan);

        if (!s)
                return CH_TOO_LARGE;
        s->a = a;
        s->arena = arena;
        make_languages(s);
        if (!scan_make_hits(s) || !make_stems(s) || providers_make(a, arena, &s->from) != CH_OK || !make_touched(s))
                return CH_TOO_LARGE;
        return CH_OK;
}

/* ---- what offers share ----------------------------------------------------------------------------------------- */

static provider
ask_provider(const scan *s, const entry *e)
{
        ch_offer o = offer_brief(e);
        offering of = { .offer = &o,
                        .card = e->card,
                        .org = ch_vocab_org(s->a->cat->vocab, o.party),
                        .kind = ch_catalog_party_kind(s->a->cat, o.party) };
        pair p = { s->a, &of, { 0 } };

        return (provider) { (int16_t)factor_fit(CH_FACTOR_PROVIDER, &p),
                            !s->a->q->for_provider && ch_strs_has(s->a->request->excluded, o.party),
                            rule_refuses(CH_RULE_OWN_OFFER, &p) };
}

/* A party that is only in the records: each has its place, which the last that fell there holds. */
static provider
odd_provider(scan *s, const entry *e)
{
        ch_str party = offer_party(e);
        odd_provider_slot *slot = &s->odd[card_hash(party) & (ODD_MAX - 1)];

        if (!slot->party.len || !ch_str_eq(slot->party, party))
                *slot = (odd_provider_slot) { party, ask_provider(s, e) };
        return slot->of;
}

static provider
provider_of(scan *s, const entry *e)
{
        return e->card->party == CODE_ODD ? odd_provider(s, e) : s->from.v[e->card->party];
}

static int32_t
region_of(const scan *s, const entry *e)
{
        ch_str room[CODES_MAX];
        ch_strs eligible = { 0 };
        size_t at;

        if (e->card->is_odd)
                eligible = ch_kept_codes(CH_OFFER, offer_kept(e), offsetof(ch_offer, eligible), room, CODES_MAX);
        return closest(s->a, &eligible, e->card, &at);
}

/* ---- rules ----------------------------------------------------------------------------------------------------- */

static bool
is_between(ch_day day, ch_day first, ch_day last)
{
        return (first == CH_DAY_NONE || day >= first) && (last == CH_DAY_NONE || day <= last);
}

bool
scan_is_closed(const asking *a, const card *c)
{
        if (is_between(a->q->today, c->from, c->until))
                return false;
        if (a->from == CH_DAY_NONE && a->until == CH_DAY_NONE)
                return true;
        return (c->until != CH_DAY_NONE && a->from != CH_DAY_NONE && c->until < a->from) ||
               (c->from != CH_DAY_NONE && a->until != CH_DAY_NONE && c->from > a->until);
}

static bool
excludes_requester(const scan *s, const entry *e)
{
        ch_str room[CODES_MAX];
        ch_offer brief = offer_brief(e);
        offering o = { .offer = &brief, .card = e->card };
        pair p = { s->a, &o, { 0 } };

        brief.excluded = ch_kept_codes(CH_OFFER, offer_kept(e), offsetof(ch_offer, excluded), room, CODES_MAX);
        return rule_refuses(CH_RULE_EXCLUDED, &p);
}

static bool
is_off_topic(const scan *s, const card *c)
{
        const uint16_t *at = card_words(c) + c->eligible + c->languages, *end = at + c->stated;

        if (!s->asks_topics || !c->all_stated)
                return false;
        for (; at < end; at += 1 + *at)
                for (size_t i = 1; i <= *at; i++)
                        if (s->touched[at[i]])
                                return false;
        return true;
}

static size_t
engaged(const scan *s, const entry *e)
{
        return may_have(s->a->cat->sheets, e, OWN_BUSY) ? count_engaged(s->a->cat, offer_id(e)) : 0;
}

ch_rule
scan_rule(scan *s, const entry *e)
{
        const card *c = e->card;
        provider of;

        if (!c->is_listed)
                return CH_RULE_OFFER_NOT_LISTED;
        if (scan_is_closed(s->a, c))
                return CH_RULE_NOT_OPEN;
        if (!region_of(s, e))
                return CH_RULE_NOT_ELIGIBLE;
        of = provider_of(s, e);
        if (of.is_excluded || (c->excludes && excludes_requester(s, e)))
                return CH_RULE_EXCLUDED;
        if (of.is_own)
                return CH_RULE_OWN_OFFER;
        if (c->capacity && (int64_t)engaged(s, e) >= c->capacity)
                return CH_RULE_NO_CAPACITY;
        return is_off_topic(s, c) ? CH_RULE_NO_COMMON_TOPIC : CH_RULE_PASSED;
}

/* ---- the factors that likeness does not touch ------------------------------------------------------------------ */

static int32_t
language_by_record(const scan *s, const entry *e)
{
        ch_str room[CODES_MAX];
        ch_strs given = ch_kept_codes(CH_OFFER, offer_kept(e), offsetof(ch_offer, languages), room, CODES_MAX);

        for (size_t i = 0; i < given.len; i++)
                if (ch_strs_has(s->a->languages, given.v[i]))
                        return LANGUAGE_COMMON;
        return LANGUAGE_OTHER;
}

static int32_t
language_of(const scan *s, const entry *e)
{
        const uint16_t *given = card_words(e->card) + e->card->eligible;
        bool is_odd = !s->languages_len, is_common = false;

        if (!e->card->languages || !s->a->languages.len)
                return LANGUAGE_UNSAID;
        for (size_t i = 0; i < e->card->languages; i++) {
                is_odd |= given[i] == CODE_ODD;
                for (size_t k = 0; k < s->languages_len; k++)
                        is_common |= given[i] == s->languages[k];
        }
        if (is_odd)
                return language_by_record(s, e);
        return is_common ? LANGUAGE_COMMON : LANGUAGE_OTHER;
}

static int32_t
simple_fit(const scan *s, const entry *e, ch_factor f)
{
        ch_offer brief = offer_brief(e);
        offering o = { .offer = &brief, .card = e->card };
        pair p = { s->a, &o, { 0 } };

        if (f == CH_FACTOR_LOAD && e->card->capacity)
                o.engaged = engaged(s, e);
        return factor_fit(f, &p);
}

/* Those that likeness does not touch, but for the record. */
static void
plain_fits(scan *s, const entry *e, int32_t *out)
{
        const card *c = e->card;

        out[CH_FACTOR_REGION] = region_of(s, e);
        out[CH_FACTOR_LANGUAGE] = language_of(s, e);
        out[CH_FACTOR_PROVIDER] = provider_of(s, e).fit;
        out[CH_FACTOR_MODE] = c->mode;
        out[CH_FACTOR_LOAD] = !c->capacity                               ? LOAD_UNSAID
                              : may_have(s->a->cat->sheets, e, OWN_BUSY) ? simple_fit(s, e, CH_FACTOR_LOAD)
                                                                         : FULL;
        out[CH_FACTOR_FRESHNESS] = c->confirmed == CH_DAY_NONE ? FRESH_UNSAID
                                                               : freshness_of(s->a->q->today, c->confirmed);
}

int32_t
scan_plain(scan *s, const entry *e)
{
        const int32_t *w = s->a->q->weights->w;
        int32_t fits[CH__FACTOR_MAX];

        plain_fits(s, e, fits);
        return w[CH_FACTOR_REGION] * fits[CH_FACTOR_REGION] + w[CH_FACTOR_LANGUAGE] * fits[CH_FACTOR_LANGUAGE] +
               w[CH_FACTOR_PROVIDER] * fits[CH_FACTOR_PROVIDER] + w[CH_FACTOR_MODE] * fits[CH_FACTOR_MODE] +
               w[CH_FACTOR_LOAD] * fits[CH_FACTOR_LOAD] + w[CH_FACTOR_FRESHNESS] * fits[CH_FACTOR_FRESHNESS];
}

int32_t
scan_record(const scan *s, const entry *e)
{
        return s->a->q->weights->w[CH_FACTOR_RECORD] * simple_fit(s, e, CH_FACTOR_RECORD);
}

void
scan_tell(scan *s, const entry *e, ch_arena *arena, ch_ranked *out)
{
        offering o = { .offer = offer_open(e, arena), .card = e->card };
        pair p = { s->a, &o, scan_like(s, e->card) };
        int32_t fits[CH__FACTOR_MAX] = { [CH_FACTOR_TOPIC] = p.like.topic,
                                         [CH_FACTOR_DOMAIN] = p.like.domain,
                                         [CH_FACTOR_ASSISTANCE] = p.like.assistance,
                                         [CH_FACTOR_TEXT] = p.like.text };

        if (!o.offer)
                return; /* the arena remembers */
        plain_fits(s, e, fits);
        if (may_have(s->a->cat->sheets, e, OWN_RECORD))
                fits[CH_FACTOR_RECORD] = simple_fit(s, e, CH_FACTOR_RECORD);
        pair_fill(&p, fits, arena, out);
}

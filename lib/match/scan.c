#include "scan.h"
#include "policy.h"
#include <string.h>

enum { ODD_MAX = 64, PARTS_MAX = 32, ASKED_MAX = 128, UNKNOWN = -1 };

typedef struct asked { /* topics of a need, with their weight, and how near each topic of the thesaurus is to each */
        size_t len;
        int64_t weight[ASKED_MAX], all;
        int16_t *near; /* [topic * len + i] */
} asked;

typedef struct stem_slot {
        uint64_t stem;
        int64_t weight; /* 0: free */
} stem_slot;

typedef struct provider { /* what holds for all offers of a party */
        int16_t fit;      /* UNKNOWN: not asked yet */
        bool is_excluded, is_own;
} provider;

typedef struct odd_provider_slot {
        ch_str party; /* empty: free */
        provider of;
} odd_provider_slot;

struct scan {
        const asking *a;
        ch_arena *arena;
        asked focus, aims;
        uint16_t concept_at[MEANINGS_MAX]; /* 1 + place among the need's concepts; 0: not one */
        int64_t concept_weight[ASKED_MAX], concepts_all;
        size_t concepts_len; /* that are compared */
        stem_slot *stems;
        size_t stems_mask;
        int64_t stems_all;
        int16_t *closeness;     /* by eligible word; UNKNOWN */
        provider *providers;    /* by party word */
        odd_provider_slot *odd; /* other parties, by hash */
        bool *touched;          /* topics that are the same as, or parent or child of, a confirmed one of the need */
        bool asks_topics;
};

/* ---- once a need ----------------------------------------------------------------------------------------------- */

static bool
make_asked(scan *s, const terms *t, asked *out)
{
        size_t n = s->a->cat->frame->topics;

        out->len = t->len < ASKED_MAX ? t->len : ASKED_MAX;
        out->near = CH_NEW_N(s->arena, int16_t, n * out->len);
        for (size_t i = 0; i < out->len && out->near; i++) {
                const int16_t *near = s->a->cat->frame->near + t->v[i].meaning * n;

                out->weight[i] = (int64_t)s->a->cat->stats->rare[t->v[i].meaning] * t->v[i].weight;
                out->all += out->weight[i];
                for (size_t m = 0; m < n; m++)
                        out->near[m * out->len + i] = near[m];
        }
        return out->near;
}

static void
make_concepts(scan *s)
{
        const terms *t = &s->a->unit->concepts;

        s->concepts_len = t->len < ASKED_MAX ? t->len : ASKED_MAX;
        for (size_t i = 0; i < t->len; i++)
                s->concept_at[t->v[i].meaning] = (uint16_t)(i + 1);
        for (size_t i = 0; i < s->concepts_len; i++) {
                s->concept_weight[i] = (int64_t)s->a->cat->stats->rare[t->v[i].meaning] * t->v[i].weight;
                s->concepts_all += s->concept_weight[i];
        }
}

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
                size_t at = h->v[i] & s->stems_mask;
                int64_t weight = s->a->stem_weights[i];

                s->stems_all += weight;
                while (s->stems[at].weight)
                        at = (at + 1) & s->stems_mask;
                s->stems[at] = (stem_slot) { h->v[i], weight };
        }
        return s->stems;
}

static bool
make_memory(scan *s)
{
        const ch_region *regions;
        const ch_org *orgs;
        size_t codes = CODE_REGION + ch_vocab_regions(s->a->cat->vocab, &regions);
        size_t parties = CODE_REGION + ch_vocab_orgs(s->a->cat->vocab, &orgs);

        s->closeness = CH_NEW_N(s->arena, int16_t, codes);
        s->providers = CH_NEW_N(s->arena, provider, parties);
        s->odd = CH_NEW_N(s->arena, odd_provider_slot, ODD_MAX);
        if (!s->closeness || !s->providers || !s->odd)
                return false;
        for (size_t i = 0; i < codes; i++)
                s->closeness[i] = UNKNOWN;
        for (size_t i = 0; i < parties; i++)
                s->providers[i].fit = UNKNOWN;
        return true;
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
        make_concepts(s);
        if (!make_asked(s, &a->unit->focus, &s->focus) || !make_asked(s, &a->unit->aims, &s->aims) || !make_stems(s) ||
            !make_memory(s) || !make_touched(s))
                return CH_TOO_LARGE;
        return CH_OK;
}

/* ---- what offers share ----------------------------------------------------------------------------------------- */

static provider
ask_provider(const scan *s, const entry *e)
{
        const ch_offer *o = e->record;
        offering of = { .offer = o,
                        .units = e->units,
                        .org = ch_vocab_org(s->a->cat->vocab, o->party),
                        .kind = ch_catalog_party_kind(s->a->cat, o->party) };
        pair p = { s->a, &of, { 0 } };

        return (provider) { (int16_t)factor_fit(CH_FACTOR_PROVIDER, &p),
                            !s->a->q->for_provider && ch_strs_has(s->a->request->excluded, o->party),
                            rule_refuses(CH_RULE_OWN_OFFER, &p) };
}

/* A party that is only in the records: each has its place, which the last that fell there holds. */
static provider
odd_provider(scan *s, const entry *e)
{
        ch_str party = ((const ch_offer *)e->record)->party;
        odd_provider_slot *slot = &s->odd[e->card->party_hash & (ODD_MAX - 1)];

        if (!slot->party.len || !ch_str_eq(slot->party, party))
                *slot = (odd_provider_slot) { party, ask_provider(s, e) };
        return slot->of;
}

static provider
provider_of(scan *s, const entry *e)
{
        provider *known;

        if (e->card->party == CODE_ODD)
                return odd_provider(s, e);
        known = &s->providers[e->card->party];
        if (known->fit == UNKNOWN)
                *known = ask_provider(s, e);
        return *known;
}

static int32_t
closeness_of(scan *s, const entry *e, size_t i)
{
        uint16_t word = e->card->words[i];
        ch_str code = ((const ch_offer *)e->record)->eligible.v[i];

        if (word == CODE_ODD)
                return closeness(s->a, code);
        if (s->closeness[word] == UNKNOWN)
                s->closeness[word] = (int16_t)closeness(s->a, code);
        return s->closeness[word];
}

static int32_t
region_of(scan *s, const entry *e)
{
        int32_t best = 0;

        for (size_t i = 0; i < e->card->eligible; i++) {
                uint16_t word = e->card->words[i];
                int32_t one = word == CODE_ALL                                    ? REGION_ALL
                              : word != CODE_ODD && s->closeness[word] != UNKNOWN ? s->closeness[word]
                                                                                  : closeness_of(s, e, i);

                best = one > best ? one : best;
        }
        return best;
}

/* ---- rules ----------------------------------------------------------------------------------------------------- */

static bool
is_between(ch_day day, ch_day first, ch_day last)
{
        return (first == CH_DAY_NONE || day >= first) && (last == CH_DAY_NONE || day <= last);
}

static bool
is_closed(const asking *a, const card *c)
{
        if (is_between(a->q->today, c->from, c->until))
                return false;
        if (a->from == CH_DAY_NONE && a->until == CH_DAY_NONE)
                return true;
        return (c->until != CH_DAY_NONE && a->from != CH_DAY_NONE && c->until < a->from) ||
               (c->from != CH_DAY_NONE && a->until != CH_DAY_NONE && c->from > a->until);
}

static bool
is_excluded(const scan *s, const entry *e, const provider *of)
{
        offering o = { .offer = e->record, .units = e->units };
        pair p = { s->a, &o, { 0 } };

        return of->is_excluded || (e->card->excludes && rule_refuses(CH_RULE_EXCLUDED, &p));
}

static bool
is_off_topic(const scan *s, const card *c)
{
        const uint16_t *at = c->words + c->eligible + c->languages, *end = at + c->stated;

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
        return may_have(s->a->cat->sheets, e, OWN_BUSY) ? count_engaged(s->a->cat, e->record) : 0;
}

ch_rule
scan_rule(scan *s, const entry *e)
{
        const card *c = e->card;
        provider of;

        if (!c->is_listed)
                return CH_RULE_OFFER_NOT_LISTED;
        if (is_closed(s->a, c))
                return CH_RULE_NOT_OPEN;
        if (!region_of(s, e))
                return CH_RULE_NOT_ELIGIBLE;
        of = provider_of(s, e);
        if (is_excluded(s, e, &of))
                return CH_RULE_EXCLUDED;
        if (of.is_own)
                return CH_RULE_OWN_OFFER;
        if (c->capacity && (int64_t)engaged(s, e) >= c->capacity)
                return CH_RULE_NO_CAPACITY;
        return is_off_topic(s, c) ? CH_RULE_NO_COMMON_TOPIC : CH_RULE_PASSED;
}

/* ---- the factors that likeness does not touch ------------------------------------------------------------------ */

static int32_t
language_of(const scan *s, const entry *e)
{
        const ch_offer *o = e->record;

        if (!o->languages.len || !s->a->languages.len)
                return LANGUAGE_UNSAID;
        for (size_t i = 0; i < o->languages.len; i++)
                if (ch_strs_has(s->a->languages, o->languages.v[i]))
                        return LANGUAGE_COMMON;
        return LANGUAGE_OTHER;
}

static int32_t
simple_fit(const scan *s, const entry *e, ch_factor f)
{
        offering o = { .offer = e->record, .units = e->units };
        pair p = { s->a, &o, { 0 } };

        if (f == CH_FACTOR_LOAD && e->card->capacity)
                o.engaged = engaged(s, e);
        return factor_fit(f, &p);
}

static int32_t
plain_score(scan *s, const entry *e)
{
        const int32_t *w = s->a->q->weights->w;
        const card *c = e->card;
        int32_t load = !c->capacity                               ? LOAD_UNSAID
                       : may_have(s->a->cat->sheets, e, OWN_BUSY) ? simple_fit(s, e, CH_FACTOR_LOAD)
                                                                  : FULL;
        int32_t fresh = c->confirmed == CH_DAY_NONE ? FRESH_UNSAID : freshness_of(s->a->q->today, c->confirmed);

        return w[CH_FACTOR_REGION] * region_of(s, e) + w[CH_FACTOR_PROVIDER] * provider_of(s, e).fit +
               w[CH_FACTOR_LANGUAGE] * (c->languages ? language_of(s, e) : LANGUAGE_UNSAID) +
               w[CH_FACTOR_MODE] * c->mode + w[CH_FACTOR_LOAD] * load + w[CH_FACTOR_FRESHNESS] * fresh;
}

/* ---- likeness: as like.c, with the words outside the thesaurus last --------------------------------------------- */

typedef struct met {
        int32_t topic, words, assistance, domain, left;
} met;

static void
meet(const asked *a, const uint16_t *given, size_t n, int16_t *best)
{
        for (size_t k = 0; k < n; k++) {
                const int16_t *near = a->near + (size_t)(given[k] & WORD_MEANING) * a->len;

                for (size_t i = 0; i < a->len; i++)
                        best[i] = near[i] > best[i] ? near[i] : best[i];
        }
}

static int32_t
share(const asked *a, const int16_t *credit)
{
        int64_t sum = 0;

        for (size_t i = 0; i < a->len; i++)
                sum += a->weight[i] * credit[i];
        return a->all ? (int32_t)(sum / a->all) : 0;
}

typedef struct whole { /* the best of all parts that are about the same area and place */
        int16_t topics[ASKED_MAX];
        uint64_t words[ASKED_MAX / 64];
} whole;

static int32_t
words_share(const scan *s, const uint64_t *found)
{
        int64_t sum = 0;

        for (size_t w = 0; w < ASKED_MAX / 64; w++)
                for (uint64_t left = found[w]; left; left &= left - 1)
                        sum += s->concept_weight[w * 64 + (size_t)__builtin_ctzll(left)] * FULL;
        return s->concepts_all ? (int32_t)(sum / s->concepts_all) : 0;
}

/* How far the need's words are met by the part, and the part's by the need. */
static int32_t
meet_words(const scan *s, const uint16_t *given, size_t n, uint64_t *found)
{
        int64_t sum = 0, all = 0;
        int32_t there, back;

        for (size_t k = 0; k < n; k++) {
                uint16_t meaning = given[k] & WORD_MEANING, at = s->concept_at[meaning];
                int64_t weight = (int64_t)s->a->cat->stats->rare[meaning] *
                                 (given[k] & WORD_DOUBLE ? WEIGHT_STATED : WEIGHT_SUGGESTED);

                if (at && at <= s->concepts_len)
                        found[(at - 1) / 64] |= (uint64_t)1 << (at - 1) % 64;
                if (k >= ASKED_MAX)
                        continue;
                all += weight;
                sum += at ? weight * FULL : 0;
        }
        there = words_share(s, found);
        back = all ? (int32_t)(sum / all) : 0;
        return ((FULL - TEXT_BALANCE) * there + (there + back ? TEXT_BALANCE * 2 * there * back / (there + back) : 0)) /
               FULL;
}

static met
meet_part(const scan *s, const entry *e, size_t i, whole *all)
{
        const card_part *p = &e->card->parts[i];
        const unit *need = s->a->unit;
        const uint16_t *given = e->card->words + p->at;
        int16_t topics[ASKED_MAX] = { 0 }, aims[ASKED_MAX];
        uint64_t words[ASKED_MAX / 64] = { 0 };
        met m = { .left = FULL };
        int32_t relevant;

        if (p->names_places || (need->domains && p->domains && !(need->domains & p->domains)))
                m.left = what_is_left(s->a, &e->units->v[i]);
        memset(aims, 0, s->aims.len * sizeof *aims);
        meet(&s->focus, given, p->measures, topics);
        meet(&s->aims, given + p->measures, p->kinds, aims);
        m.topic = (need->focus.len ? share(&s->focus, topics) : TOPIC_UNKNOWN) * m.left / FULL;
        m.words = meet_words(s, given + p->measures + p->kinds, p->concepts, words) * m.left / FULL;
        relevant = RELEVANT_TWICE * (m.topic + m.words);
        relevant = relevant < FULL ? relevant : FULL;
        m.assistance = (need->aims.len ? share(&s->aims, aims) : ASSISTANCE_UNKNOWN) * relevant / FULL;
        m.domain = domains_met(need, p->domains, p->all_domains) * relevant / FULL;
        for (size_t k = 0; m.left == FULL && k < s->focus.len; k++)
                all->topics[k] = topics[k] > all->topics[k] ? topics[k] : all->topics[k];
        for (size_t k = 0; m.left == FULL && k < ASKED_MAX / 64; k++)
                all->words[k] |= words[k];
        return m;
}

static int32_t
stems_met(const scan *s, const hashes *given)
{
        int64_t sum = 0;

        for (size_t i = 0; i < given->len; i++) {
                size_t at = given->v[i] & s->stems_mask;

                while (s->stems[at].weight && s->stems[at].stem != given->v[i])
                        at = (at + 1) & s->stems_mask;
                sum += s->stems[at].weight * FULL;
        }
        return s->stems_all ? (int32_t)(sum / s->stems_all) : 0;
}

static int32_t
worth_of(const scan *s, const met *m, int32_t topic_whole, int32_t words_whole, int32_t stems)
{
        const int32_t *w = s->a->q->weights->w;
        int32_t topics = topic_whole > m->topic ? topic_whole : m->topic;
        int32_t words = words_whole > m->words ? words_whole : m->words;

        return w[CH_FACTOR_TOPIC] * ((TOPIC_PART * m->topic + TOPIC_WHOLE * topics) / (TOPIC_PART + TOPIC_WHOLE)) +
               w[CH_FACTOR_TEXT] * ((TEXT_PART * m->words + TEXT_WHOLE * words + TEXT_STEMS * stems) /
                                    (TEXT_PART + TEXT_WHOLE + TEXT_STEMS)) +
               w[CH_FACTOR_ASSISTANCE] * m->assistance + w[CH_FACTOR_DOMAIN] * m->domain;
}

/* The best part, its words outside the thesaurus counted, of those that still can be above enough. */
static int32_t
best_worth(const scan *s, const entry *e, const met *parts, const int32_t *most, size_t len, int32_t enough,
           const int32_t *wholes)
{
        int32_t best = 0;

        for (size_t i = 0; i < len; i++) {
                int32_t stems, one;

                if (most[i] <= best || most[i] <= enough)
                        continue;
                stems = stems_met(s, &e->units->v[i].stems) * parts[i].left / FULL;
                one = worth_of(s, &parts[i], wholes[0], wholes[1], stems);
                best = one > best ? one : best;
        }
        return best;
}

int32_t
scan_score(scan *s, const entry *e, int32_t enough)
{
        size_t len = e->card->parts_len < PARTS_MAX ? e->card->parts_len : PARTS_MAX;
        int32_t w = s->a->q->weights->w[CH_FACTOR_RECORD], plain = plain_score(s, e), top = 0;
        bool helped = may_have(s->a->cat->sheets, e, OWN_RECORD);
        int32_t most[PARTS_MAX], wholes[2];
        met parts[PARTS_MAX];
        whole all;

        memset(all.topics, 0, s->focus.len * sizeof *all.topics);
        memset(all.words, 0, sizeof all.words);
        for (size_t i = 0; i < len; i++)
                parts[i] = meet_part(s, e, i, &all);
        wholes[0] = share(&s->focus, all.topics);
        wholes[1] = words_share(s, all.words);
        for (size_t i = 0; i < len; i++) {
                most[i] = worth_of(s, &parts[i], wholes[0], wholes[1], parts[i].left);
                top = most[i] > top ? most[i] : top;
        }
        if (plain + top + (helped ? w * FULL : 0) <= enough)
                return plain;
        if (helped)
                plain += w * simple_fit(s, e, CH_FACTOR_RECORD);
        return plain + best_worth(s, e, parts, most, len, enough - plain, wholes);
}

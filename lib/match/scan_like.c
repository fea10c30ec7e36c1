/* scan_like.c – likeness as like.c has it, read off cards, with the words outside the thesaurus last. */
#include "scan_.h"
#include <string.h>

typedef struct met {
        int32_t topic, words, assistance, domain, left;
} met;

static void
meet(const asked *a, const uint16_t *given, size_t n, int16_t *best)
{
        for (size_t k = 0; k < n; k++) {
                size_t topic = given[k] & WORD_MEANING;

                for (size_t i = 0; a->bears[topic] && i < a->wide; i += EIGHT) {
                        eight near = *(const eight *)(a->near + topic * a->wide + i), *was = (eight *)(best + i);
                        eight more = near > *was;

                        *was = (near & more) | (*was & ~more);
                }
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
        int16_t topics[ASKED_MAX], aims[ASKED_MAX];
        uint64_t words[ASKED_MAX / 64] = { 0 };
        met m = { .left = FULL };
        int32_t relevant;

        if (p->names_places) {
                unit part = card_unit(e->card, i);

                m.left = what_is_left(s->a, &part);
        } else if (need->domains && p->domains && !(need->domains & p->domains) && !p->all_domains) {
                m.left = OTHER_DOMAIN;
        }
        memset(topics, 0, s->focus.wide * sizeof *topics);
        memset(aims, 0, s->aims.wide * sizeof *aims);
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
                hashes given = card_stems(e->card, i);
                int32_t stems, one;

                if (most[i] <= best || most[i] <= enough)
                        continue;
                stems = stems_met(s, &given) * parts[i].left / FULL;
                one = worth_of(s, &parts[i], wholes[0], wholes[1], stems);
                best = one > best ? one : best;
        }
        return best;
}

/* What its record can be worth at most; 0: it has none. */
static int32_t
record_most(const scan *s, const entry *e)
{
        int32_t most = 0;

        for (size_t k = 0; k < RECORD_LEVELS && may_have(s->a->cat->sheets, e, (own_row)(OWN_RECORD + k)); k++)
                most = record_caps[k];
        return s->a->q->weights->w[CH_FACTOR_RECORD] * most;
}

int32_t
scan_score(scan *s, const entry *e, int32_t enough)
{
        size_t len = e->card->parts_len < PARTS_MAX ? e->card->parts_len : PARTS_MAX;
        int32_t plain = scan_plain(s, e), record = record_most(s, e), top = 0;
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
        if (plain + top + record <= enough)
                return plain;
        if (record)
                plain += scan_record(s, e);
        return plain + best_worth(s, e, parts, most, len, enough - plain, wholes);
}

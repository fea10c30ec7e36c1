/* scan_like.c – likeness as like.c has it, read off cards, with the words outside the thesaurus last. */
#include "scan_.h"
#include <string.h>

_Static_assert((int)WEIGHT_SUGGESTED == 1 && (int)WEIGHT_STATED == 2, "WORD_DOUBLE is a factor of two");

/* ---- once a need: what each meaning hits ----------------------------------------------------------------------- */

/* Fits that topic_nearness gives, rising. */
static const int16_t steps[STEPS] = { NEAR_SIBLING, NEAR_CHILD, NEAR_PARENT, FULL };

static size_t
compared(const terms *t)
{
        return t->len < ASKED_MAX ? t->len : ASKED_MAX;
}

static asked
place_after(size_t from, const terms *t, size_t bits_each)
{
        return (asked) { .from = from, .to = from + (compared(t) * bits_each + BYTE - 1) / BYTE };
}

static void
set_hit(scan *s, uint16_t meaning, size_t bit)
{
        s->hits[bit / 64 * (s->meanings + 1) + meaning] |= (uint64_t)1 << bit % 64;
}

/* A bit more in a byte: what it weighs comes to all values of the byte that have it. */
static void
weigh_bit(scan *s, size_t bit, uint32_t grains)
{
        uint32_t *of = s->grains[bit / BYTE];

        for (size_t i = 0; i < BYTE_VALUES; i++)
                of[i] += i >> bit % BYTE & 1 ? grains : 0;
}

static void
ask_topics(scan *s, const terms *t, asked *out)
{
        const frame *f = s->a->cat->frame;

        for (size_t i = 0; i < compared(t); i++) {
                const int16_t *near = f->near + t->v[i].meaning * f->topics;
                size_t bit = out->from * BYTE + i * STEPS;
                uint32_t weight = s->weighed[t->v[i].meaning].all * (uint32_t)t->v[i].weight;

                out->all += weight;
                for (size_t k = 0; k < STEPS; k++) {
                        weigh_bit(s, bit + k, weight * (uint32_t)(steps[k] - (k ? steps[k - 1] : 0)));
                        for (size_t m = 0; m < f->topics; m++)
                                if (near[m] >= steps[k])
                                        set_hit(s, (uint16_t)m, bit + k);
                }
        }
}

static void
ask_concepts(scan *s, const terms *t, asked *out)
{
        for (size_t i = 0; i < t->len; i++)
                s->weighed[t->v[i].meaning].met = s->weighed[t->v[i].meaning].all;
        for (size_t i = 0; i < compared(t); i++) {
                uint32_t weight = s->weighed[t->v[i].meaning].all * (uint32_t)t->v[i].weight;
                size_t bit = out->from * BYTE + i;

                out->all += weight;
                weigh_bit(s, bit, weight * FULL);
                set_hit(s, t->v[i].meaning, bit);
        }
}

bool
scan_make_hits(scan *s)
{
        const unit *need = s->a->unit;
        size_t bytes;

        s->focus = place_after(0, &need->focus, STEPS);
        s->aims = place_after(s->focus.to, &need->aims, STEPS);
        s->concepts = place_after(s->aims.to, &need->concepts, 1);
        bytes = s->concepts.to;
        s->hits_len = (bytes + sizeof(uint64_t) - 1) / sizeof(uint64_t);
        s->meanings = s->a->cat->frame->families;
        s->hits = CH_NEW_N(s->arena, uint64_t, s->hits_len * (s->meanings + 1));
        s->grains = ch_arena_alloc(s->arena, bytes, sizeof *s->grains);
        s->weighed = CH_NEW_N(s->arena, weighed, s->meanings);
        if (!s->hits || !s->grains || !s->weighed)
                return false;
        for (size_t m = 0; m < s->meanings; m++)
                s->weighed[m].all = s->a->cat->stats->rare[m];
        ask_topics(s, &need->focus, &s->focus);
        ask_topics(s, &need->aims, &s->aims);
        ask_concepts(s, &need->concepts, &s->concepts);
        return scan_make_most(s);
}

/* ---- part by part ---------------------------------------------------------------------------------------------- */

typedef struct met {
        int32_t topic, words, assistance, domain, left;
} met;

/* Of what is asked, the share that these hits are worth. */
static int32_t
share(const scan *s, const asked *a, const uint64_t *hits)
{
        uint64_t sum = 0;

        for (size_t i = a->from; i < a->to; i++)
                sum += s->grains[i][hits[i / 8] >> i % 8 * BYTE & (BYTE_VALUES - 1)];
        return a->all ? (int32_t)(sum / (uint64_t)a->all) : 0;
}

/* How far the part's words are met by the need. */
static int32_t
share_back(const scan *s, const uint16_t *given, size_t n)
{
        uint64_t both = 0, all = 0;

        for (size_t k = 0; k < n && k < ASKED_MAX; k++) {
                const weighed *w = &s->weighed[given[k] & WORD_MEANING];

                all += (uint64_t)w->all << (given[k] / WORD_DOUBLE);
                both += (uint64_t)w->met << (given[k] / WORD_DOUBLE);
        }
        return all ? (int32_t)(both * FULL / all) : 0;
}

static int32_t
balance(int32_t there, int32_t back)
{
        return ((FULL - TEXT_BALANCE) * there + (there + back ? TEXT_BALANCE * 2 * there * back / (there + back) : 0)) /
               FULL;
}

/* The hits of these words together. */
static void
find_hits(const scan *s, const uint16_t *given, size_t n, uint64_t *out)
{
        for (size_t w = 0; w < s->hits_len; w++) {
                const uint64_t *hits = s->hits + w * (s->meanings + 1);
                uint64_t all = 0;

                for (size_t k = 0; k < n; k++)
                        all |= hits[given[k] & WORD_MEANING];
                out[w] = all;
        }
}

/* What is left of the likeness of a part, as what_is_left has it. */
static int32_t
left_of(const scan *s, const gist *g, size_t i)
{
        const gist_part *p = &gist_parts(g)[i];
        const unit *need = s->a->unit;

        if (p->place) {
                unit part = gist_unit(g, i);

                return what_is_left(s->a, &part);
        }
        return domains_differ(need->domains, p->domains, p->all_domains) ? OTHER_DOMAIN : FULL;
}

static met
meet_part(const scan *s, const gist *g, size_t i, uint64_t *all)
{
        const gist_part *p = &gist_parts(g)[i];
        const unit *need = s->a->unit;
        const uint16_t *given = gist_words(g) + p->at, *words = given + p->measures + p->kinds;
        uint64_t hits[HITS_MAX];
        met m = { .left = left_of(s, g, i) };
        int32_t relevant;

        find_hits(s, given, gist_part_len(p), hits);
        m.topic = (need->focus.len ? share(s, &s->focus, hits) : TOPIC_UNKNOWN) * m.left / FULL;
        m.words = balance(share(s, &s->concepts, hits), share_back(s, words, p->concepts)) * m.left / FULL;
        relevant = RELEVANT_TWICE * (m.topic + m.words);
        relevant = relevant < FULL ? relevant : FULL;
        m.assistance = (need->aims.len ? share(s, &s->aims, hits) : ASSISTANCE_UNKNOWN) * relevant / FULL;
        m.domain = domains_met(need, p->domains, p->all_domains) * relevant / FULL;
        for (size_t w = 0; m.left == FULL && w < s->hits_len; w++)
                all[w] |= hits[w];
        return m;
}

/* Of a stem that is written out. */
static uint32_t
odd_weight(const asking *a, uint32_t stem)
{
        const hashes *h = &a->unit->stems;
        size_t i = 0;

        while (i < h->len && h->v[i] < stem)
                i++;
        return i < h->len && h->v[i] == stem ? a->stem_weights[i] : 0;
}

static int32_t
stems_met(const scan *s, stem_words given)
{
        const uint16_t *next = given.v, *end = next + given.len;
        int64_t sum = 0;

        while (next < end) {
                uint16_t number = *next++;
                size_t at = number & s->stems_mask;

                while (s->stems[at].weight && s->stems[at].number != number)
                        at = (at + 1) & s->stems_mask;
                sum += number == STEM_ODD ? odd_weight(s->a, stem_odd(&next)) : s->stems[at].weight;
        }
        return s->stems_all ? (int32_t)(sum * FULL / s->stems_all) : 0;
}

typedef struct seen { /* an offer's parts, and what all that are about the same area and place meet together */
        met parts[PARTS_MAX];
        size_t len;
        int32_t topic_whole, words_whole;
} seen;

static void
see(const scan *s, const gist *g, seen *out)
{
        uint64_t all[HITS_MAX];

        memset(all, 0, s->hits_len * sizeof *all);
        out->len = g->parts_len;
        for (size_t i = 0; i < out->len; i++)
                out->parts[i] = meet_part(s, g, i, all);
        out->topic_whole = share(s, &s->focus, all);
        out->words_whole = share(s, &s->concepts, all);
}

static like
like_at(const seen *v, size_t i, int32_t stems)
{
        const met *m = &v->parts[i];
        int32_t topics = v->topic_whole > m->topic ? v->topic_whole : m->topic;
        int32_t words = v->words_whole > m->words ? v->words_whole : m->words;

        return (like) { .topic = (TOPIC_PART * m->topic + TOPIC_WHOLE * topics) / (TOPIC_PART + TOPIC_WHOLE),
                        .text = (TEXT_PART * m->words + TEXT_WHOLE * words + TEXT_STEMS * stems) /
                                (TEXT_PART + TEXT_WHOLE + TEXT_STEMS),
                        .assistance = m->assistance,
                        .domain = m->domain,
                        .area = i };
}

static int32_t
worth_of(const scan *s, like l)
{
        const int32_t *w = s->a->q->weights->w;

        return w[CH_FACTOR_TOPIC] * l.topic + w[CH_FACTOR_TEXT] * l.text + w[CH_FACTOR_ASSISTANCE] * l.assistance +
               w[CH_FACTOR_DOMAIN] * l.domain;
}

static int32_t
stems_of(const scan *s, const card *c, const seen *v, size_t i)
{
        return stems_met(s, card_stems(c, i)) * v->parts[i].left / FULL;
}

/* Of the best part, its words outside the thesaurus counted, of those that still can be above enough. */
static int32_t
best_worth(const scan *s, const card *c, const seen *v, const int32_t *most, int32_t enough)
{
        int32_t best = 0;

        for (size_t i = 0; i < v->len; i++) {
                int32_t one;

                if (most[i] <= best || most[i] <= enough)
                        continue;
                one = worth_of(s, like_at(v, i, stems_of(s, c, v, i)));
                best = one > best ? one : best;
        }
        return best;
}

like
scan_like(const scan *s, const card *c)
{
        like best = { .area = c->gist->parts_len };
        seen v;

        see(s, c->gist, &v);
        for (size_t i = 0; i < v.len; i++) {
                like one = like_at(&v, i, stems_of(s, c, &v, i));

                if (i == 0 || worth_of(s, one) > worth_of(s, best))
                        best = one;
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

/* What each part can be worth, as many of its words outside the thesaurus met as can be; returns the greatest. */
static int32_t
most_worth(const scan *s, const gist *g, const seen *v, int32_t *out)
{
        int32_t top = 0;

        for (size_t i = 0; i < v->len; i++) {
                out[i] = worth_of(s, like_at(v, i, s->a->stems_most[gist_parts(g)[i].stems] * v->parts[i].left / FULL));
                top = out[i] > top ? out[i] : top;
        }
        return top;
}

int32_t
scan_score(scan *s, const entry *e, int32_t enough)
{
        int32_t plain = scan_plain(s, e), record = record_most(s, e), most[PARTS_MAX];
        seen v;

        see(s, e->card->gist, &v);
        if (plain + most_worth(s, e->card->gist, &v, most) + record <= enough)
                return plain;
        if (record)
                plain += scan_record(s, e);
        return plain + best_worth(s, e->card, &v, most, enough - plain);
}

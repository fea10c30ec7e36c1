/* scan_most.c – what likeness can be worth at most, from an offer's gist, several times faster than what it is worth.
 *
 * As scan_like.c reckons it, but for three things: words outside the thesaurus count as all met, a part's words as all
 * met by the need, and shares are in parts of ONE and rounded up, so that nothing is divided.
 */
#include "scan_.h"
#include <string.h>

enum { ONE_BITS = 15, ONE = 1 << ONE_BITS };

/* ---- once a need ----------------------------------------------------------------------------------------------- */

static void
make_shares(scan *s, const asked *a)
{
        uint64_t all = (uint64_t)a->all * FULL;

        for (size_t i = a->from; i < a->to && all; i++)
                for (size_t v = 0; v < BYTE_VALUES; v++)
                        s->shares[i][v] = (uint32_t)((s->grains[i][v] * (uint64_t)ONE + all - 1) / all);
}

bool
scan_make_shares(scan *s)
{
        s->shares = ch_arena_alloc(s->arena, s->concepts.to, sizeof *s->shares);
        if (!s->shares)
                return false;
        make_shares(s, &s->focus);
        make_shares(s, &s->aims);
        make_shares(s, &s->concepts);
        return true;
}

/* ---- part by part ---------------------------------------------------------------------------------------------- */

static uint32_t
up(uint64_t x)
{
        return (uint32_t)((x + ONE - 1) >> ONE_BITS);
}

static uint32_t
smaller(uint32_t a, uint32_t b)
{
        return a < b ? a : b;
}

static uint32_t
greater(uint32_t a, uint32_t b)
{
        return a > b ? a : b;
}

/* Of thousandths. */
static uint32_t
share_of_fit(int32_t fit)
{
        return ((uint32_t)fit * ONE + FULL - 1) / FULL;
}

static uint32_t
share(const scan *s, const asked *a, const uint64_t *hits)
{
        uint32_t sum = 0;

        for (size_t i = a->from; i < a->to; i++)
                sum += s->shares[i][hits[i / 8] >> i % 8 * BYTE & (BYTE_VALUES - 1)];
        return smaller(sum, ONE);
}

/* The words of a part, so many of the need's being there and all of its own being the need's. */
static uint32_t
balanced(uint32_t there)
{
        uint32_t both = ((there << ONE_BITS) + ONE + there - 1) / (ONE + there);

        return ((FULL - TEXT_BALANCE) * there + 2 * TEXT_BALANCE * both + FULL - 1) / FULL;
}

typedef struct most { /* shares that the parts so far have, and in all of them that are about the same area and place */
        uint64_t all[HITS_MAX];
        uint32_t topic[PARTS_MAX], words[PARTS_MAX], left[PARTS_MAX];
        uint64_t kind[PARTS_MAX]; /* points of kind of help and weapon area, in parts of ONE */
} most;

static void
meet_part(const scan *s, const gist *g, size_t i, most *m)
{
        const gist_part *p = &gist_parts(g)[i];
        const unit *need = s->a->unit;
        const int32_t *w = s->a->q->weights->w;
        uint64_t hits[HITS_MAX];
        uint32_t left = share_of_fit(scan_left(s, g, i)), relevant, aims, domain;

        scan_find_hits(s, gist_words(g) + p->at, (size_t)p->measures + p->kinds + p->concepts, hits);
        m->left[i] = left;
        m->topic[i] = up((uint64_t)left * (need->focus.len ? share(s, &s->focus, hits) : share_of_fit(TOPIC_UNKNOWN)));
        m->words[i] = up((uint64_t)left * balanced(share(s, &s->concepts, hits)));
        relevant = smaller(RELEVANT_TWICE * (m->topic[i] + m->words[i]), ONE);
        aims = need->aims.len ? share(s, &s->aims, hits) : share_of_fit(ASSISTANCE_UNKNOWN);
        domain = share_of_fit(domains_met(need, p->domains, p->all_domains));
        m->kind[i] = (uint64_t)(w[CH_FACTOR_ASSISTANCE] * FULL) * up((uint64_t)aims * relevant) +
                     (uint64_t)(w[CH_FACTOR_DOMAIN] * FULL) * up((uint64_t)domain * relevant);
        for (size_t k = 0; left == ONE && k < s->hits_len; k++)
                m->all[k] |= hits[k];
}

int32_t
scan_most(const scan *s, const gist *g)
{
        const int32_t *w = s->a->q->weights->w;
        size_t len = g->parts_len < PARTS_MAX ? g->parts_len : PARTS_MAX;
        uint32_t topics, words;
        uint64_t best = 0;
        most m;

        memset(m.all, 0, s->hits_len * sizeof *m.all);
        for (size_t i = 0; i < len; i++)
                meet_part(s, g, i, &m);
        topics = share(s, &s->focus, m.all);
        words = share(s, &s->concepts, m.all);
        for (size_t i = 0; i < len; i++) {
                uint64_t topic = TOPIC_PART * m.topic[i] + TOPIC_WHOLE * greater(topics, m.topic[i]);
                uint64_t text = TEXT_PART * m.words[i] + TEXT_WHOLE * greater(words, m.words[i]) +
                                TEXT_STEMS * m.left[i];
                uint64_t one = (uint64_t)(w[CH_FACTOR_TOPIC] * FULL) * topic / (TOPIC_PART + TOPIC_WHOLE) +
                               (uint64_t)(w[CH_FACTOR_TEXT] * FULL) * text / (TEXT_PART + TEXT_WHOLE + TEXT_STEMS) +
                               m.kind[i];

                best = one > best ? one : best;
        }
        return (int32_t)((best >> ONE_BITS) + 2);
}

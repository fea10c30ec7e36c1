/* scan_most.c – what likeness can be worth at most, from offers' gists, many times faster than what it is worth.
 *
 * As scan_like.c reckons it, but for three things: words outside the thesaurus count as all met, a part's words as all
 * met by the need, and shares are in parts of ONE and rounded up. So nothing hangs on a branch, and parts of many
 * offers are weighed side by side: first what each of them hits, offer by offer, then the kernel's loops over all.
 */
#include "scan_.h"
#include <string.h>

enum { FETCH_AHEAD = 12, LINE = 64, LINES = 3, HALVES = 2 };

typedef struct most {
        likeness l;
        uint32_t stems[STEMS_MANY + 1];  /* by how many a part has: what they can meet at most */
        uint32_t (*shares)[BYTE_VALUES]; /* as the scan's grains, as shares of what is asked: rounded up */
        uint32_t (*hits)[ABREAST];       /* of the parts, 32 bits of each and then the next: HALVES * hits_len */
        uint32_t (*all_hits)[ABREAST];   /* of the offers: of all their parts that are about the same area and place */
        size_t parts, offers;
} most;

/* ---- once a need ----------------------------------------------------------------------------------------------- */

static void
make_shares(scan *s, const asked *a)
{
        uint64_t all = (uint64_t)a->all * FULL;

        for (size_t i = a->from; i < a->to && all; i++)
                for (size_t v = 0; v < BYTE_VALUES; v++)
                        s->most->shares[i][v] = (uint32_t)((s->grains[i][v] * (uint64_t)ONE + all - 1) / all);
}

/* Points of a factor for ONE, when this counts so much among so much. All weights together are 100, so that the sum of
 * all points times ONE fits into 32 bits. */
static uint32_t
points(const scan *s, ch_factor f, int32_t counts, int32_t among)
{
        return (uint32_t)((s->a->q->weights->w[f] * FULL * counts + among - 1) / among);
}

static void
make_points(scan *s)
{
        enum { TOPIC_ALL = TOPIC_PART + TOPIC_WHOLE, TEXT_ALL = TEXT_PART + TEXT_WHOLE + TEXT_STEMS };
        likeness *l = &s->most->l;

        l->topic_part = points(s, CH_FACTOR_TOPIC, TOPIC_PART, TOPIC_ALL);
        l->topic_whole = points(s, CH_FACTOR_TOPIC, TOPIC_WHOLE, TOPIC_ALL);
        l->words_part = points(s, CH_FACTOR_TEXT, TEXT_PART, TEXT_ALL);
        l->words_whole = points(s, CH_FACTOR_TEXT, TEXT_WHOLE, TEXT_ALL);
        l->stem = points(s, CH_FACTOR_TEXT, TEXT_STEMS, TEXT_ALL);
        l->aim = points(s, CH_FACTOR_ASSISTANCE, 1, 1);
        l->domain = points(s, CH_FACTOR_DOMAIN, 1, 1);
}

/* Of thousandths. */
static uint32_t
share_of_fit(int32_t fit)
{
        return ((uint32_t)fit * ONE + FULL - 1) / FULL;
}

/* Weapon areas of which so many are asked for. */
static uint32_t
naming(uint32_t wanted, uint32_t met)
{
        uint32_t others = wanted;

        for (uint32_t i = 0; i < met; i++)
                others &= others - 1;
        return met ? wanted & ~others : ~wanted;
}

/* As what_is_left and domains_met have it. */
static void
make_domains(scan *s)
{
        likeness *l = &s->most->l;
        const unit *need = s->a->unit;

        l->asked_domains = need->domains;
        for (size_t i = 0; i < LEFT_FITS; i++) {
                int32_t left = i % 2 ? OTHER_DOMAIN : FULL;

                l->lefts[i] = share_of_fit(i / 2 ? left * OTHER_PLACE / FULL : left);
        }
        for (size_t all = 0; all < 2; all++)
                for (uint32_t met = 0; met < DOMAIN_FITS; met++)
                        l->domain_fits[all * DOMAIN_FITS + met] = share_of_fit(
                                domains_met(need, met == DOMAINS_UNSAID ? 0 : naming(need->domains, met), all));
}

bool
scan_make_most(scan *s)
{
        most *m = s->most = CH_NEW(s->arena, most);

        if (!m)
                return false;
        m->shares = ch_arena_alloc(s->arena, s->concepts.to, sizeof *m->shares);
        m->hits = ch_arena_alloc(s->arena, HALVES * s->hits_len, sizeof *m->hits);
        m->all_hits = ch_arena_alloc(s->arena, HALVES * s->hits_len, sizeof *m->all_hits);
        if (!m->shares || !m->hits || !m->all_hits)
                return false;
        make_shares(s, &s->focus);
        make_shares(s, &s->aims);
        make_shares(s, &s->concepts);
        make_points(s);
        make_domains(s);
        for (size_t i = 0; i <= STEMS_MANY; i++)
                m->stems[i] = share_of_fit(s->a->stems_most[i]);
        return true;
}

/* ---- part by part: what it hits -------------------------------------------------------------------------------- */

/* What four words hit of one word of the hits. */
static inline uint64_t
hits_of(const uint64_t *restrict hits, const uint16_t *restrict words)
{
        return hits[words[0] & WORD_MEANING] | hits[words[1] & WORD_MEANING] | hits[words[2] & WORD_MEANING] |
               hits[words[3] & WORD_MEANING];
}

/* One word of the hits of all parts, in halves, and of those together that are where and of what the need is: four
 * words of the offer after the other, whichever part they are of. */
static void
put_hits(const scan *s, const gist *g, size_t word, uint64_t alike)
{
        most *m = s->most;
        const uint64_t *restrict hits = s->hits + word * (s->meanings + 1);
        const uint16_t *restrict words = gist_words(g);
        uint32_t *restrict low = m->hits[HALVES * word] + m->parts, *restrict high = m->hits[HALVES * word + 1] +
                                                                                     m->parts;
        uint64_t one = 0, all = 0;

        for (size_t k = 0, part = 0, len = g->words_len; k < len; k += WORDS_EACH) {
                uint64_t ends = words[k] / WORD_LAST & 1;

                one |= hits_of(hits, words + k);
                low[part] = (uint32_t)one;
                high[part] = (uint32_t)(one >> 32);
                all |= one & (0 - (alike & 1));
                alike >>= ends;
                part += ends;
                one &= ends - 1;
        }
        m->all_hits[HALVES * word][m->offers] = (uint32_t)all;
        m->all_hits[HALVES * word + 1][m->offers] = (uint32_t)(all >> 32);
}

/* Where the parts are and of what weapon area; returns, bit by bit, of which both are the need's. */
static uint64_t
put_parts(const scan *s, const gist *g)
{
        likeness *l = &s->most->l;
        const gist_part *restrict p = gist_parts(g);
        size_t at = s->most->parts;
        uint32_t wanted = l->asked_domains, *restrict left = l->left + at, *restrict domains = l->domains + at;
        uint32_t *restrict fits = l->fits + at, *restrict offer = l->offer + at, no = (uint32_t)s->most->offers;
        uint32_t *restrict stems = l->stems + at;
        uint64_t alike = 0;

        for (size_t i = 0, len = g->parts_len; i < len; i++) {
                bool elsewhere = p[i].place && !asking_is_within(s->a, &g->places[p[i].place - 1]);
                bool differs = domains_differ(wanted, p[i].domains, p[i].all_domains);

                left[i] = 2U * elsewhere + differs;
                domains[i] = p[i].domains;
                fits[i] = (p[i].all_domains ? (uint32_t)DOMAIN_FITS : 0) +
                          (p[i].domains ? 0 : (uint32_t)DOMAINS_UNSAID);
                offer[i] = no;
                stems[i] = s->most->stems[p[i].stems];
                alike |= (uint64_t) !(elsewhere | differs) << i;
        }
        return alike;
}

static void
put_offer(const scan *s, const gist *g)
{
        uint64_t alike = put_parts(s, g);

        for (size_t w = 0; w < s->hits_len; w++)
                put_hits(s, g, w, alike);
        s->most->parts += g->parts_len;
        s->most->offers++;
}

/* ---- all parts: what that is worth ----------------------------------------------------------------------------- */

static void
share(const scan *s, const asked *a, uint32_t (*hits)[ABREAST], size_t n, uint32_t *out)
{
        share_sum sum = { hits[0], (const uint32_t(*)[BYTE_VALUES])s->most->shares, a->from, a->to };

        s->a->cat->frame->kernel->share(&sum, n, out);
}

/* The same for all where the need does not say. */
static void
share_or(const scan *s, const terms *need, const asked *a, int32_t unknown, uint32_t *out)
{
        most *m = s->most;

        if (need->len)
                share(s, a, m->hits, m->parts, out);
        for (size_t i = 0; !need->len && i < m->parts; i++)
                out[i] = share_of_fit(unknown);
}

/* Of the offers put so far, to out; then there are none. */
static void
weigh(const scan *s, int32_t *out)
{
        most *m = s->most;
        const unit *need = s->a->unit;
        uint32_t best[ABREAST] = { 0 }, worth[ABREAST];

        share_or(s, &need->focus, &s->focus, TOPIC_UNKNOWN, m->l.topics);
        share_or(s, &need->aims, &s->aims, ASSISTANCE_UNKNOWN, m->l.aims);
        share(s, &s->concepts, m->hits, m->parts, m->l.words);
        share(s, &s->focus, m->all_hits, m->offers, m->l.all_topics);
        share(s, &s->concepts, m->all_hits, m->offers, m->l.all_words);
        s->a->cat->frame->kernel->weigh(&m->l, m->parts, worth);
        for (size_t i = 0; i < m->parts; i++)
                best[m->l.offer[i]] = best[m->l.offer[i]] > worth[i] ? best[m->l.offer[i]] : worth[i];
        for (size_t i = 0; i < m->offers; i++)
                out[i] = (int32_t)(best[i] >> SHARE_BITS) + 2;
        m->parts = m->offers = 0;
}

static void
fetch(const gist *g)
{
        for (size_t i = 0; i < LINES; i++)
                __builtin_prefetch((const char *)g + i * LINE);
}

void
scan_most(const scan *s, const gist *const *list, size_t n, int32_t *out)
{
        most *m = s->most;

        for (size_t i = 0; i < n; i++) {
                if (i + FETCH_AHEAD < n)
                        fetch(list[i + FETCH_AHEAD]);
                if (m->offers == ABREAST || m->parts + list[i]->parts_len > ABREAST)
                        weigh(s, out + (i - m->offers));
                put_offer(s, list[i]);
        }
        weigh(s, out + (n - m->offers));
}

/* The loops that weigh parts of many offers side by side: each build against plain arithmetic. */
#include "../../lib/match/kernel.h"
#include "../../lib/match/policy.h"
#include "stage.h"
#include <string.h>

enum { BYTES = 9, HIT_WORDS = (BYTES + 3) / 4, ROUNDED = 8 };

static const kernel *const kernels[] = { &kernel_plain, &kernel_avx2,
                                         &kernel_avx512 }; /* each runs where the next does */

typedef struct trial {
        world w;
        uint32_t hits[HIT_WORDS][ABREAST], shares[BYTES][BYTE_VALUES], out[ABREAST];
        likeness l;
} trial;

/* ---- shares ---------------------------------------------------------------------------------------------------- */

static void
roll_shares(trial *x)
{
        for (size_t w = 0; w < HIT_WORDS; w++)
                for (size_t i = 0; i < ABREAST; i++)
                        x->hits[w][i] = roll(&x->w, UINT32_MAX);
        for (size_t b = 0; b < BYTES; b++)
                for (size_t v = 0; v < BYTE_VALUES; v++)
                        x->shares[b][v] = roll(&x->w, ONE / 4);
}

static size_t
wrong_shares(trial *x, const kernel *k, size_t n)
{
        size_t from = roll(&x->w, BYTES), to = from + roll(&x->w, (uint32_t)(BYTES - from) + 1), wrong = 0;
        share_sum s = { x->hits[0], (const uint32_t(*)[BYTE_VALUES])x->shares, from, to };

        k->share(&s, n, x->out);
        for (size_t i = 0; i < n; i++) {
                uint32_t sum = 0;

                for (size_t b = from; b < to; b++)
                        sum += x->shares[b][x->hits[b / 4][i] >> b % 4 * 8 & 0xFF];
                wrong += x->out[i] != (sum < ONE ? sum : ONE);
        }
        return wrong;
}

/* ---- worth ----------------------------------------------------------------------------------------------------- */

static uint32_t
roll_share(trial *x)
{
        return chance(&x->w, 20) ? ONE : chance(&x->w, 20) ? 0 : roll(&x->w, ONE + 1);
}

static void
roll_points(likeness *l, world *w)
{
        uint32_t *of[] = { &l->topic_part, &l->topic_whole, &l->words_part, &l->words_whole,
                           &l->stem,       &l->aim,         &l->domain };
        uint32_t left = 100 * FULL;

        for (size_t i = 0; i < sizeof of / sizeof *of; i++)
                left -= *of[i] = roll(w, left);
}

static void
roll_parts(trial *x)
{
        likeness *l = &x->l;

        for (size_t i = 0; i < ABREAST; i++) {
                l->topics[i] = roll_share(x);
                l->words[i] = roll_share(x);
                l->aims[i] = roll_share(x);
                l->stems[i] = roll_share(x);
                l->all_topics[i] = roll_share(x);
                l->all_words[i] = roll_share(x);
                l->left[i] = roll(&x->w, LEFT_FITS);
                l->domains[i] = roll(&x->w, UINT32_MAX);
                l->fits[i] = chance(&x->w, 50) ? DOMAIN_FITS : 0;
                l->offer[i] = roll(&x->w, ABREAST);
        }
        l->asked_domains = roll(&x->w, UINT32_MAX);
        for (size_t i = 0; i < 2 * DOMAIN_FITS; i++)
                l->domain_fits[i] = roll_share(x);
        for (size_t i = 0; i < LEFT_FITS; i++)
                l->lefts[i] = roll_share(x);
        roll_points(l, &x->w);
}

static double
share_of(uint32_t x)
{
        return (double)x / ONE;
}

static double
greater(double a, double b)
{
        return a > b ? a : b;
}

/* Points, nothing rounded. */
static double
plain_worth(const likeness *l, size_t i)
{
        double left = share_of(l->lefts[l->left[i]]), there = share_of(l->words[i]);
        double topics = left * share_of(l->topics[i]), balance = (double)TEXT_BALANCE / FULL;
        double words = left * ((1 - balance) * there + balance * 2 * there / (1 + there));
        double relevant = RELEVANT_TWICE * (topics + words);
        size_t met = l->fits[i] + (size_t)__builtin_popcount(l->domains[i] & l->asked_domains);

        relevant = relevant < 1 ? relevant : 1;
        return l->topic_part * topics + l->topic_whole * greater(topics, share_of(l->all_topics[l->offer[i]])) +
               l->words_part * words + l->words_whole * greater(words, share_of(l->all_words[l->offer[i]])) +
               l->stem * left * share_of(l->stems[i]) +
               relevant * (l->aim * share_of(l->aims[i]) + l->domain * share_of(l->domain_fits[met]));
}

/* Never below what is right, less so much; and above it by no more than rounding up brings. */
static size_t
wrong_worths(trial *x, const kernel *k, size_t n, double lower)
{
        size_t wrong = 0;

        k->weigh(&x->l, n, x->out);
        for (size_t i = 0; i < n; i++) {
                double off = (double)x->out[i] / ONE - lower - plain_worth(&x->l, i);

                wrong += off < 0 || off > 100.0 * FULL * ROUNDED / ONE;
        }
        return wrong;
}

T_CASE("each build of the loops weighs random parts as plain arithmetic does, rounded up; a share one higher, or "
       "points "
       "that much lower than rounding up brings, are found")
{
        size_t lower = 0;

        for (uint64_t seed = 1; seed <= 40; seed++) {
                trial *x = CH_NEW(t->arena, trial);
                size_t n = seed == 1 ? ABREAST : 1 + seed * 5 % ABREAST;

                x->w = (world) { t->arena, NULL, seed };
                roll_shares(x);
                roll_parts(x);
                for (size_t k = 0; k == 0 || kernels[k - 1] != kernel_best(); k++) {
                        T_EQ_SIZE(wrong_shares(x, kernels[k], n), 0);
                        T_EQ_SIZE(wrong_worths(x, kernels[k], n, 0), 0);
                        lower += wrong_worths(x, kernels[k], n, 100.0 * FULL * ROUNDED / ONE);
                }
                x->hits[0][0] = 0;
                x->shares[0][0] = 1;
                kernels[0]->share(&(share_sum) { x->hits[0], (const uint32_t(*)[BYTE_VALUES])x->shares, 0, 1 }, 1,
                                  x->out);
                T_EQ_INT(x->out[0], 1);
        }
        T_TRUE(lower > 0);
}

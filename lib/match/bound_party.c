/* bound_party.c – what follows from whose offer it is: what the provider is worth, and who does not count. */
#include "bound.h"
#include "policy.h"
#include "provider.h"
#include <string.h>

enum { FIT_BITS = 5, FITS_MAX = 1 << FIT_BITS };

typedef struct parting {
        const frame *frame;
        const asking *a;
        bound *b;
        providers from;
        int32_t fits[FITS_MAX]; /* those that there are; a State's is the first */
        size_t fits_len;
        uint16_t bits[CODE_BITS_MAX]; /* values of the bits of a party's number */
        uint16_t *by_number, *table;  /* room for what is listed by it, and for making a choice of that */
        bool is_full;
} parting;

static bool
begin(parting *p, ch_arena *arena)
{
        const frame *f = p->frame;

        if (f->party_bits > CODE_BITS_MAX)
                return false;
        for (size_t i = 0; i < f->party_bits; i++)
                p->bits[i] = (uint16_t)(CHOICE_CODE + i);
        p->by_number = CH_NEW_N(arena, uint16_t, f->parties);
        p->table = CH_NEW_N(arena, uint16_t, (size_t)1 << CODE_BITS_MAX);
        return p->by_number && p->table && choice_make(&p->b->by_party, f->party_bits, arena) &&
               providers_make(p->a, arena, &p->from) == CH_OK;
}

/* The value that is set where a bit of what is listed is: of len numbers, whose bits are these values. */
static uint16_t
choose_bit(parting *p, const uint16_t *bits, size_t n, const uint16_t *list, size_t len, size_t bit)
{
        memset(p->table, 0, ((size_t)1 << n) * sizeof *p->table);
        for (size_t i = 0; i < len; i++)
                p->table[i] = list[i] >> bit & 1;
        return choice_of(&p->b->by_party, bits, n, p->table);
}

/* ---- what the provider is worth -------------------------------------------------------------------------------- */

static size_t
find_fit(parting *p, int32_t fit)
{
        size_t i = 0;

        while (i < p->fits_len && p->fits[i] != fit)
                i++;
        if (i == FITS_MAX) {
                p->is_full = true;
                return 0;
        }
        p->fits[i] = fit;
        p->fits_len += i == p->fits_len;
        return i;
}

/* Of each party by number: which of the fits it has. */
static void
sort_fits(parting *p)
{
        const frame *f = p->frame;

        (void)find_fit(p, FIT_STATE);
        for (size_t word = 0; word < CODE_REGION + f->orgs; word++)
                p->by_number[party_number(f, (uint16_t)word)] = (uint16_t)find_fit(p, p->from.v[word].fit);
        p->by_number[party_number(f, CODE_ODD)] = (uint16_t)find_fit(p, p->from.prefers_odd ? PROVIDER_PREFERRED
                                                                                            : FIT_ODD);
}

/* What a fit is worth above that of a State, in units. */
static uint16_t
units_of(const parting *p, int32_t fit)
{
        return (uint16_t)((p->a->q->weights->w[CH_FACTOR_PROVIDER] * (fit - FIT_STATE) + UNIT - 1) / UNIT);
}

static void
add_chosen(bound *b, uint16_t value, uint32_t weight)
{
        if (value == CHOICE_NEVER)
                return;
        b->chosen[b->chosen_len] = value;
        b->chosen_weights[b->chosen_len++] = weight;
}

/* From the party's number to its fit's, and from that to what the fit is worth: bit by bit. */
static void
put_provider(parting *p)
{
        uint16_t fit_bits[FIT_BITS], worths[FITS_MAX];
        bound *b = p->b;
        size_t n = 0;

        sort_fits(p);
        for (; (p->fits_len - 1) >> n; n++)
                fit_bits[n] = choose_bit(p, p->bits, p->frame->party_bits, p->by_number, p->frame->parties, n);
        for (size_t i = 0; i < p->fits_len; i++) {
                worths[i] = units_of(p, p->fits[i]);
                b->chosen_most = worths[i] > b->chosen_most ? worths[i] : b->chosen_most;
        }
        for (size_t k = 0; b->chosen_most >> k; k++)
                add_chosen(b, choose_bit(p, fit_bits, n, worths, p->fits_len, k), (uint32_t)1 << k);
}

/* ---- who does not count ---------------------------------------------------------------------------------------- */

/* Parties that the request rules out, and the State's own offers. */
static void
put_barred(parting *p)
{
        const frame *f = p->frame;

        memset(p->by_number, 0, f->parties * sizeof *p->by_number);
        for (size_t word = 0; word < CODE_REGION + f->orgs; word++)
                p->by_number[party_number(f, (uint16_t)word)] = p->from.v[word].is_excluded || p->from.v[word].is_own;
        p->b->barred = choose_bit(p, p->bits, f->party_bits, p->by_number, f->parties, 0);
}

bool
bound_put_parties(const asking *a, bool is_open, ch_arena *arena, bound *out)
{
        parting p = { .frame = a->cat->frame, .a = a, .b = out };

        if (!begin(&p, arena))
                return false;
        put_provider(&p);
        if (!is_open)
                put_barred(&p);
        return !p.is_full && !out->by_party.is_full;
}

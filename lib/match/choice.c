#include "choice.h"
#include <string.h>

enum { SEEN = 4 * STEPS_MAX, SPREAD = 31 };

bool
choice_make(choice *c, size_t bits, ch_arena *arena)
{
        *c = (choice) { .bits = bits,
                        .steps = CH_NEW_N(arena, choice_step, STEPS_MAX),
                        .seen = CH_NEW_N(arena, uint16_t, SEEN) };
        return c->steps && c->seen;
}

static uint16_t
value_of(const choice *c, size_t step)
{
        return (uint16_t)(CHOICE_CODE + c->bits + step);
}

static uint16_t
add_step(choice *c, choice_step one, uint16_t *seen)
{
        if (c->len == STEPS_MAX) {
                c->is_full = true;
                return CHOICE_NEVER;
        }
        c->steps[c->len++] = one;
        *seen = (uint16_t)c->len;
        return value_of(c, c->len - 1);
}

static uint16_t
choose(choice *c, uint16_t by, uint16_t yes, uint16_t no)
{
        size_t at = ((size_t)by * SPREAD * SPREAD + (size_t)yes * SPREAD + no) % SEEN;

        if (yes == no)
                return yes;
        if (yes == CHOICE_ALWAYS && no == CHOICE_NEVER)
                return by;
        for (; c->seen[at]; at = (at + 1) % SEEN) {
                const choice_step *s = &c->steps[c->seen[at] - 1];

                if (s->by == by && s->yes == yes && s->no == no)
                        return value_of(c, (size_t)c->seen[at] - 1);
        }
        return add_step(c, (choice_step) { by, yes, no }, &c->seen[at]);
}

uint16_t
choice_of(choice *c, const uint16_t *bits, size_t n, uint16_t *table)
{
        size_t len = (size_t)1 << n;

        for (size_t i = 0; i < len; i++)
                table[i] = table[i] ? CHOICE_ALWAYS : CHOICE_NEVER;
        for (size_t k = 0; k < n; k++) {
                len /= 2;
                for (size_t i = 0; i < len; i++)
                        table[i] = choose(c, bits[k], table[2 * i + 1], table[2 * i]);
        }
        return table[0];
}

bool
choice_is(const choice *c, uint16_t value, uint32_t number)
{
        while (value >= CHOICE_CODE + c->bits) {
                const choice_step *s = &c->steps[value - CHOICE_CODE - c->bits];

                value = choice_is(c, s->by, number) ? s->yes : s->no;
        }
        return value >= CHOICE_CODE ? number >> (value - CHOICE_CODE) & 1 : value == CHOICE_ALWAYS;
}

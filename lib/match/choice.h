/* choice.h – a table over numbers, as steps that answer it for many slots at once. Inside the room.
 *
 * Where each slot has one number out of many (whose offer it is), a row for each number would have to be read wherever
 * a question names half of them. Instead the number stands bit by bit in a few rows, its code, and a table from numbers
 * to yes or no becomes a decision diagram over these bits: each step takes one earlier value where a bit is set and
 * another where it is not. Steps that would say the same are one.
 *
 *      over two bits, yes for 1 and 3:     the value is bit 0 itself, no step
 *      over two bits, yes for 3 alone:     bit 1 ? bit 0 : never
 */
#ifndef CH_MATCH_CHOICE_H
#define CH_MATCH_CHOICE_H
#include "kernel.h"
#include <ch/base/arena.h>

typedef struct choice {
        choice_step *steps;
        size_t len, bits; /* bits of the code; values CHOICE_CODE + 0 … are they */
        uint16_t *seen;   /* steps by hash: 1 + number, 0: free */
        bool is_full;     /* there were more steps than a kernel takes: its values are not to be used */
} choice;

/* For codes of so many bits; lives in the arena. False: that is full. */
bool choice_make(choice *c, size_t bits, ch_arena *arena);
/* The value that is set where the table says yes: of 2^n answers that for the number whose bits are these values, the
 * lowest first. O(2^n); table is used up. */
uint16_t choice_of(choice *c, const uint16_t *bits, size_t n, uint16_t *table);
/* Of one slot, the plain way: what a value is for a number. */
bool choice_is(const choice *c, uint16_t value, uint32_t number);
#endif

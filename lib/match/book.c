#include "book.h"
#include <stdlib.h>

/* A stem's number is one of so many places from the one that its lowest bits name: who finds none of them free or its
 * own knows that it has none. */
enum { PLACES = 32 };

book *
book_new(void)
{
        return calloc(1, sizeof(book));
}

void
book_free(book *b)
{
        free(b);
}

static uint16_t
place_of(uint32_t stem, uint32_t i)
{
        return (uint16_t)(stem + i);
}

uint16_t
book_find(const book *b, uint32_t stem)
{
        for (uint32_t i = 0; i < PLACES && stem; i++) {
                uint16_t at = place_of(stem, i);
                uint32_t there = atomic_load_explicit(&b->stems[at], memory_order_relaxed);

                if (there == stem)
                        return at;
                if (!there && at != STEM_ODD)
                        break;
        }
        return STEM_ODD;
}

uint16_t
book_add(book *b, uint32_t stem)
{
        for (uint32_t i = 0; i < PLACES && stem; i++) {
                uint16_t at = place_of(stem, i);
                uint_least32_t there = atomic_load_explicit(&b->stems[at], memory_order_relaxed);

                if (at == STEM_ODD)
                        continue;
                if (there == stem ||
                    (!there && (atomic_compare_exchange_strong(&b->stems[at], &there, stem) || there == stem)))
                        return at;
        }
        return STEM_ODD;
}

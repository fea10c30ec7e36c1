/* book.h – words outside the thesaurus as small numbers, so that the words of very many offers take half the room.
 * Inside the room.
 *
 * One for a thesaurus, shared by all catalogues over it; nothing in it ever changes but that stems come. A number says
 * which stem it is, exactly; the first so many stems get one, and one that comes later is written out. Which number a
 * stem has depends on what came before: nothing that anybody sees may depend on it.
 * Any thread, at once with others.
 */
#ifndef CH_MATCH_BOOK_H
#define CH_MATCH_BOOK_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stem is one word, its number; or STEM_ODD and then its lower and its upper half. */
enum { STEM_NUMBERS = 1 << 16, STEM_ODD = STEM_NUMBERS - 1, STEM_WORDS_MOST = 3 };

typedef struct book {
        atomic_uint_least32_t stems[STEM_NUMBERS]; /* by number; 0: free */
} book;

typedef struct stem_words { /* stems, written as above */
        const uint16_t *v;
        size_t len;
} stem_words;

/* NULL: no memory. */
book *book_new(void);
void book_free(book *b); /* NULL is fine */
/* Its number, STEM_ODD when it has none. */
uint16_t book_find(const book *b, uint32_t stem);
/* And given one, while there are some. */
uint16_t book_add(book *b, uint32_t stem);

/* The stem that has this number. */
static inline uint32_t
book_stem(const book *b, uint16_t number)
{
        return atomic_load_explicit(&b->stems[number], memory_order_relaxed);
}

/* Is it where it is looked for first? Most are: then it has a number, its lowest half. */
static inline bool
book_has_first(const book *b, uint32_t stem)
{
        return stem && (uint16_t)stem != STEM_ODD && book_stem(b, (uint16_t)stem) == stem;
}

/* So many words for that stem, and the words; b NULL: no stem has a number. Returns where the next comes. */
static inline size_t
book_words(book *b, uint32_t stem)
{
        return b && (book_has_first(b, stem) || book_add(b, stem) != STEM_ODD) ? 1 : STEM_WORDS_MOST;
}

static inline uint16_t *
book_write(const book *b, uint32_t stem, uint16_t *to)
{
        uint16_t number = !b ? STEM_ODD : book_has_first(b, stem) ? (uint16_t)stem : book_find(b, stem);

        *to++ = number;
        if (number == STEM_ODD) {
                *to++ = (uint16_t)stem;
                *to++ = (uint16_t)(stem >> 16);
        }
        return to;
}

/* Behind a STEM_ODD. */
static inline uint32_t
stem_odd(const uint16_t **at)
{
        const uint16_t *halves = *at;

        *at += STEM_WORDS_MOST - 1;
        return halves[0] | (uint32_t)halves[1] << 16;
}

/* The stem there, and on to the next. */
static inline uint32_t
stem_next(const book *b, const uint16_t **at)
{
        uint16_t number = *(*at)++;

        return number == STEM_ODD ? stem_odd(at) : book_stem(b, number);
}
#endif

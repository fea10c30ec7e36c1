/* grow.h – does a reader's cost grow with its input alone? Measured in processor time of this thread.
 *
 *   static const char *const shape[3] = { "[", "{\"a\":#},", "0]" };
 *
 *   T_TRUE(grows_evenly(t, read_all, shape, 64 * 1024));
 */
#ifndef GROW_H
#define GROW_H
#include "t.h"
#include <time.h>

typedef void grow_fn(ch_str bytes);

static inline double
grow_ms(grow_fn *read, ch_str bytes)
{
        struct timespec a, b;

        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
        read(bytes);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
        return (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
}

/* shape: head, unit, tail. Units till about size bytes; each # in a unit becomes its number. */
static inline ch_str
grow_text(ch_t *t, const char *const shape[3], size_t size)
{
        ch_buf b = ch_buf_new(t->arena);
        ch_str out;

        ch_buf_lit(&b, shape[0]);
        for (int64_t i = 0; b.len + 64 < size; i++)
                for (const char *p = shape[1]; *p; p++) {
                        if (*p == '#')
                                ch_buf_int(&b, i % 200);
                        else
                                ch_buf_char(&b, *p);
                }
        ch_buf_lit(&b, shape[2]);
        T_OK(ch_buf_end(&b, &out));
        return out;
}

/* Twice the bytes, at most two and a half times the cost. A busy machine spoils single measurements: both sizes are
 * measured in turn and the least of each counts, at least four times, at most twenty. */
static inline bool
grows_evenly(ch_t *t, grow_fn *read, const char *const shape[3], size_t size)
{
        ch_str small = grow_text(t, shape, size), large = grow_text(t, shape, size * 2);
        double once = 1e9, twice = 1e9;

        for (int round = 0; round < 20; round++) {
                double ms = grow_ms(read, small);

                once = ms < once ? ms : once;
                ms = grow_ms(read, large);
                twice = ms < twice ? ms : twice;
                if (round >= 3 && twice <= 2.5 * once)
                        return true;
        }
        return false;
}
#endif

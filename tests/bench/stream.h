/* stream.h – how fast this machine reads memory in order, by the size of what is read again and again. */
#ifndef STREAM_H
#define STREAM_H
#include "made.h"

typedef uint64_t stream_row __attribute__((vector_size(32)));

#ifdef __x86_64__
__attribute__((target("avx2")))
#endif
static inline uint64_t
stream_sum(const stream_row *v, size_t n)
{
        stream_row a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };

        for (size_t i = 0; i + 4 <= n; i += 4) {
                a += v[i];
                b += v[i + 1];
                c += v[i + 2];
                d += v[i + 3];
        }
        a += b + c + d;
        return a[0] + a[1] + a[2] + a[3];
}

/* Does this machine have what stream_sum needs? */
static inline bool
stream_works(void)
{
#ifdef __x86_64__
        return __builtin_cpu_supports("avx2");
#else
        return true;
#endif
}

/* Best of several rounds, bytes in a second: what others do at the same time can only slow it down. */
static inline double
stream_rate(size_t bytes)
{
        stream_row *v = aligned_alloc(sizeof *v, bytes);
        uint64_t seen = 0;
        double best = 0;

        if (!v)
                sample_fail("no memory");
        memset(v, 1, bytes);
        for (int round = 0; round < 7; round++) {
                size_t times = 1 + ((size_t)256 << 20) / bytes;
                double ms = now_ms(), rate;

                for (size_t i = 0; i < times; i++) {
                        v[i % 8][0] += i;
                        seen += stream_sum(v, bytes / sizeof *v);
                }
                rate = (double)(times * bytes) / ((now_ms() - ms) / 1e3);
                best = rate > best ? rate : best;
        }
        free(v);
        return seen ? best : 0;
}

static inline void
stream_tell(size_t offers)
{
        static const size_t sizes[] = { 256 << 10, 2 << 20, 8 << 20, 16 << 20, 64 << 20, 1 << 30 };

        for (size_t i = 0; stream_works() && i < sizeof sizes / sizeof *sizes; i++)
                printf("{\"what\": \"stream\", \"offers\": %zu, \"bytes\": %zu, \"gb_a_second\": %.1f}\n", offers,
                       sizes[i], stream_rate(sizes[i]) / 1e9);
        fflush(stdout);
}
#endif

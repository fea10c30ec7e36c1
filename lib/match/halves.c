#include "halves.h"
#include <ch/base/sync.h>

typedef struct half {
        void (*run)(void *arg, size_t from, size_t to);
        void *arg;
        size_t from, to;
} half;

static void
half_main(void *arg)
{
        const half *h = arg;

        h->run(h->arg, h->from, h->to);
}

void
halves(size_t n, size_t enough, void (*run)(void *arg, size_t from, size_t to), void *arg)
{
        half lower = { run, arg, 0, n / 2 };
        ch_thread other;

        if (n < enough || ch_thread_start(&other, "ch-half", half_main, &lower) != CH_OK) {
                run(arg, 0, n);
                return;
        }
        run(arg, n / 2, n);
        ch_thread_join(&other);
}

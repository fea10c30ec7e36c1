/* One fault of each kind, on request: tests/sanitizers/check expects that each is found. CH_FAULT names it. */
#include "t.h"
#include <ch/base/sync.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long counted; /* by two threads, without a lock */

static void
count_without_lock(void *arg)
{
        (void)arg;
        for (int i = 0; i < 10000; i++)
                counted++;
}

static void
race(ch_t *t)
{
        ch_thread a, b;

        (void)t;
        T_OK(ch_thread_start(&a, "a", count_without_lock, NULL));
        T_OK(ch_thread_start(&b, "b", count_without_lock, NULL));
        ch_thread_join(&a);
        ch_thread_join(&b);
}

static void
write_past_arena(ch_t *t)
{
        volatile char *p = ch_arena_alloc(t->arena, 24, 1);

        p[24] = 1;
}

static void
use_after_reset(ch_t *t)
{
        volatile char *p = ch_arena_alloc(t->arena, 100, 1);

        ch_arena_reset(t->arena);
        p[0] = 1;
}

static void *volatile kept;

static void
leak(ch_t *t)
{
        (void)t;
        kept = malloc(100);
        kept = NULL;
}

static void
overflow_sum(ch_t *t)
{
        volatile int n = INT_MAX;

        (void)t;
        n = n + 1;
}

static void
fail_check(ch_t *t)
{
        (void)t;
        T_EQ_STR(CH_LIT("this"), "that");
}

static void
nothing(ch_t *t)
{
        (void)t;
}

static const struct {
        const char *name;
        t_body *run;
} faults[] = {
        { "none", nothing },
        { "check", fail_check },
        { "arena-overflow", write_past_arena },
        { "arena-reuse", use_after_reset },
        { "leak", leak },
        { "undefined", overflow_sum },
        { "race", race },
};

T_CASE("the fault that was asked for")
{
        const char *wanted = getenv("CH_FAULT");

        for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
                if (wanted && !strcmp(wanted, faults[i].name))
                        faults[i].run(t);
}

T_CASE("a case after it")
{
        T_TRUE(t->arena != NULL);
}

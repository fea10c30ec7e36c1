#include "t.h"
#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <stdio.h>
#include <string.h>

enum { CASES_MAX = 400 };
static struct CMUnitTest cases[CASES_MAX];
static t_body *bodies[CASES_MAX];
static size_t cases_len;

/* The arena belongs to set-up and tear-down: a failing case leaves its body in the middle. */
static ch_t current;

static int
set_up(void **state)
{
        (void)state;
        current.arena = ch_arena_new((size_t)64 << 20);
        return current.arena ? 0 : -1;
}

static int
tear_down(void **state)
{
        (void)state;
        ch_arena_free(&current.arena);
        return 0;
}

static void
run_body(void **state)
{
        t_body *body = *(t_body **)*state;

        body(&current);
}

void
t_register(const char *sentence, t_body *body)
{
        CH_ASSERT(cases_len < CASES_MAX);
        bodies[cases_len] = body;
        cases[cases_len] = (struct CMUnitTest) {
                .name = sentence,
                .test_func = run_body,
                .setup_func = set_up,
                .teardown_func = tear_down,
                .initial_state = &bodies[cases_len],
        };
        cases_len++;
}

void
t_eq_str(ch_str got, const char *want, const char *file, int line)
{
        if (got.len == strlen(want) && (!got.len || !memcmp(got.p, want, got.len)))
                return;
        print_error("\"%.*s\" is not \"%s\"\n", (int)got.len, got.p ? got.p : "", want);
        _fail(file, line);
}

int
main(void)
{
        int failed;

        CH_ASSERT(ch_crypto_init());
        cmocka_set_message_output(CM_OUTPUT_TAP);
        failed = _cmocka_run_group_tests("cases", cases, cases_len, NULL, NULL);
        printf("%zu passed, %d failed\n", cases_len - (size_t)failed, failed);
        fflush(stdout); /* a leak found at exit ends the process at once */
        return failed != 0;
}

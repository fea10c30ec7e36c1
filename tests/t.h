/* t.h – the test idiom: a case is a sentence, and its body says when the sentence is true.
 *
 *   T_CASE("trimming takes white space at the ends only")
 *   {
 *           T_EQ_STR(ch_str_trim(CH_LIT(" a b ")), "a b");
 *   }
 *
 * Cases register themselves; t.c holds main(): it runs them in the order in which they stand in the file, each with a
 * fresh arena, and ends with the line "N passed, N failed", exit status 1 when something failed. Cryptography is ready.
 * At most 400 cases a program.
 *
 * Built on cmocka: a failing T_… leaves the case at once (longjmp), so what the case has opened stays open; the arena
 * is freed all the same. Therefore T_… only in the thread of the case: other threads leave their result in a variable.
 */
#ifndef T_H
#define T_H
#include <ch/base/arena.h>
#include <ch/base/str.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs what stands above */
#include <cmocka.h>

/* What a case is given, as t. */
typedef struct ch_t {
        /* Fresh for each case, 64 MiB at most, freed after it: nothing in it outlives the case. */
        ch_arena *arena;
} ch_t;

typedef void t_body(ch_t *t);
/* For T_CASE alone. */
void t_register(const char *sentence, t_body *body);

#define T_GLUE_(a, b) a##b
#define T_GLUE(a, b)  T_GLUE_(a, b)
#define T_CASE_(sentence, line)                                                                                        \
        static void T_GLUE(t_case_, line)(ch_t * t);                                                                   \
        __attribute__((constructor)) static void T_GLUE(t_reg_, line)(void)                                            \
        {                                                                                                              \
                t_register(sentence, T_GLUE(t_case_, line));                                                           \
        }                                                                                                              \
        static void T_GLUE(t_case_, line)(__attribute__((unused)) ch_t * t)
#define T_CASE(sentence) T_CASE_(sentence, __LINE__)

/* Each evaluates its arguments once. Integers are compared as intmax_t and size_t, and printed when they differ:
 * T_EQ_INT(made.version, 2). */
#define T_TRUE(x)         assert_true(x)
#define T_FALSE(x)        assert_false(x)
#define T_EQ_INT(a, b)    assert_int_equal((intmax_t)(a), (intmax_t)(b))
#define T_EQ_SIZE(a, b)   assert_int_equal((size_t)(a), (size_t)(b))
#define T_EQ_CSTR(a, b)   assert_string_equal(a, b)
#define T_EQ_STR(a, b)    t_eq_str(a, b, __FILE__, __LINE__) /* ch_str against a C literal */
#define T_EQ_MEM(a, b, n) assert_memory_equal(a, b, n)
#define T_OK(status)      assert_int_equal((status), 0) /* CH_OK */

void t_eq_str(ch_str got, const char *want, const char *file, int line);
#endif

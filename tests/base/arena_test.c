#include "t.h"
#include <stdalign.h>
#include <string.h>

static bool
is_zero(const unsigned char *p, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (p[i])
                        return false;
        return true;
}

T_CASE("memory comes zeroed and aligned, also after a reset")
{
        for (size_t n = 1; n < 3000; n += 7) {
                unsigned char *p = ch_arena_alloc(t->arena, n, 1);

                T_EQ_SIZE((uintptr_t)p % alignof(max_align_t), 0);
                T_TRUE(is_zero(p, n));
                memset(p, 0xAA, n);
        }
        ch_arena_reset(t->arena);
        T_TRUE(is_zero(ch_arena_alloc(t->arena, 2000, 1), 2000));
}

T_CASE("what stands closer is zeroed, aligned for numbers, and half as far apart")
{
        unsigned char *last = NULL;

        for (size_t n = 1; n < 300; n++) {
                unsigned char *p = ch_arena_close(t->arena, n);

                T_EQ_SIZE((uintptr_t)p % alignof(uint64_t), 0);
                T_TRUE(is_zero(p, n));
                if (last && n < 30)
                        T_EQ_SIZE((size_t)(p - last), (n - 1 + 7) / 8 * 8);
                memset(p, 0xAA, n);
                last = p;
        }
        T_EQ_SIZE((uintptr_t)ch_arena_alloc(t->arena, 1, 1) % alignof(max_align_t), 0);
}

T_CASE("two allocations never overlap")
{
        unsigned char *a = ch_arena_alloc(t->arena, 5, 1), *b = ch_arena_alloc(t->arena, 5, 1);

        memset(a, 1, 5);
        memset(b, 2, 5);
        T_EQ_INT(a[4], 1);
        T_EQ_INT(b[0], 2);
}

T_CASE("texts stand close together, and what comes after them is aligned and zeroed again")
{
        enum { TEXTS = 8 };
        static const size_t lens[TEXTS] = { 1, 3, 0, 16, 17, 2, 4000, 5 };
        char *texts[TEXTS];

        for (size_t i = 0; i < TEXTS; i++) {
                unsigned char *p;

                texts[i] = ch_arena_text(t->arena, lens[i]);
                T_TRUE(texts[i] != NULL);
                memset(texts[i], 'a' + (int)i, lens[i]);
                if (i % 2)
                        continue;
                p = ch_arena_alloc(t->arena, 1, 9);
                T_EQ_SIZE((uintptr_t)p % alignof(max_align_t), 0);
                T_TRUE(is_zero(p, 9));
                memset(p, 0xAA, 9);
        }
        for (size_t i = 0; i < TEXTS; i++)
                for (size_t k = 0; k < lens[i]; k++)
                        T_EQ_INT(texts[i][k], 'a' + (int)i);
}

T_CASE("texts keep to the cap, and only what is newest grows where it stands")
{
        ch_arena *small = ch_arena_new(1000);
        char *buf = ch_arena_alloc(small, 10, 1);

        T_TRUE(ch_arena_extend(small, buf, 10, 20));
        T_TRUE(ch_arena_text(small, 3) != NULL);
        T_FALSE(ch_arena_extend(small, buf, 20, 30));
        T_TRUE(ch_arena_text(small, 990) == NULL);
        T_TRUE(ch_arena_is_full(small));
        T_TRUE(ch_arena_text(small, 1) == NULL);
        ch_arena_reset(small);
        T_TRUE(ch_arena_text(small, SIZE_MAX) == NULL);
        T_TRUE(ch_arena_is_full(small));
        ch_arena_free(&small);
}

T_CASE("the cap holds, the overflow sticks, a reset ends it")
{
        ch_arena *small = ch_arena_new(1000);

        T_TRUE(ch_arena_alloc(small, 900, 1) != NULL);
        T_FALSE(ch_arena_is_full(small));
        T_TRUE(ch_arena_alloc(small, 200, 1) == NULL);
        T_TRUE(ch_arena_is_full(small));
        T_TRUE(ch_arena_alloc(small, 1, 1) == NULL);
        ch_arena_reset(small);
        T_FALSE(ch_arena_is_full(small));
        T_EQ_SIZE(ch_arena_used(small), 0);
        T_TRUE(ch_arena_alloc(small, 900, 1) != NULL);
        ch_arena_free(&small);
        T_TRUE(small == NULL);
        ch_arena_free(&small);
}

T_CASE("many small allocations never hold more than the cap")
{
        ch_arena *small = ch_arena_new(100000);
        size_t n = 0;

        while (ch_arena_alloc(small, 16, 1))
                n++;
        T_TRUE(n > 5000);
        T_TRUE(n * 16 <= 100000);
        ch_arena_free(&small);
}

T_CASE("a product that does not fit a size is an overflow, not a small block")
{
        T_TRUE(ch_arena_alloc(t->arena, SIZE_MAX / 2, 4) == NULL);
        T_TRUE(ch_arena_is_full(t->arena));
        ch_arena_reset(t->arena);
        T_TRUE(ch_arena_alloc(t->arena, SIZE_MAX, 1) == NULL);
        T_TRUE(ch_arena_is_full(t->arena));
}

T_CASE("no objects still give an address")
{
        T_TRUE(ch_arena_alloc(t->arena, 0, 8) != NULL);
        T_EQ_SIZE(ch_arena_used(t->arena), 0);
}

T_CASE("the newest allocation can grow in place, an older one cannot")
{
        unsigned char *a = ch_arena_alloc(t->arena, 10, 1), *b;

        memset(a, 7, 10);
        T_TRUE(ch_arena_extend(t->arena, a, 10, 100));
        T_EQ_INT(a[9], 7);
        T_TRUE(is_zero(a + 10, 90));
        b = ch_arena_alloc(t->arena, 1, 1);
        T_TRUE(b >= a + 100);
        T_FALSE(ch_arena_extend(t->arena, a, 100, 200));
        T_FALSE(ch_arena_extend(t->arena, b, 1, SIZE_MAX));
        T_FALSE(ch_arena_is_full(t->arena));
        T_EQ_SIZE(ch_arena_used(t->arena), 101);
}

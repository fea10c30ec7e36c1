#include "t.h"
#include <ch/base/map.h>

T_CASE("ten thousand keys are found again, and no others")
{
        ch_map *map = ch_map_new(t->arena, 0);
        size_t value = 0;

        for (size_t i = 0; i < 10000; i++)
                T_TRUE(ch_map_add(map, ch_fmt(t->arena, "key %zu", i), i));
        T_EQ_SIZE(ch_map_len(map), 10000);
        for (size_t i = 0; i < 10000; i++) {
                T_TRUE(ch_map_get(map, ch_fmt(t->arena, "key %zu", i), &value));
                T_EQ_SIZE(value, i);
        }
        T_FALSE(ch_map_get(map, CH_LIT("key 10000"), &value));
}

T_CASE("the first value of a key stays")
{
        ch_map *map = ch_map_new(t->arena, 100);
        size_t value = 0;

        T_TRUE(ch_map_add(map, CH_LIT("a"), 1));
        T_FALSE(ch_map_add(map, CH_LIT("a"), 2));
        T_TRUE(ch_map_get(map, CH_LIT("a"), &value));
        T_EQ_SIZE(value, 1);
        T_EQ_SIZE(ch_map_len(map), 1);
}

T_CASE("the empty key is a key like any other")
{
        ch_map *map = ch_map_new(t->arena, 1);
        size_t value = 0;

        T_FALSE(ch_map_get(map, (ch_str) { NULL, 0 }, &value));
        T_TRUE(ch_map_add(map, (ch_str) { NULL, 0 }, 5));
        T_FALSE(ch_map_add(map, CH_LIT(""), 6));
        T_TRUE(ch_map_get(map, CH_LIT(""), &value));
        T_EQ_SIZE(value, 5);
}

T_CASE("without memory nothing is added and the arena tells")
{
        ch_arena *small = ch_arena_new(3000);
        ch_map *map = ch_map_new(small, 0);
        size_t n = 0;

        while (ch_map_add(map, ch_fmt(t->arena, "%zu", n), n))
                n++;
        T_TRUE(ch_arena_is_full(small));
        T_EQ_SIZE(ch_map_len(map), n);
        T_TRUE(ch_map_new(small, 10) == NULL);
        ch_arena_free(&small);
}

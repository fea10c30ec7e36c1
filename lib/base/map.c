#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/base/map.h>

typedef struct slot {
        ch_str key; /* p NULL: free */
        size_t value;
        uint64_t hash;
} slot;

struct ch_map {
        ch_arena *arena;
        slot *slots;
        size_t room; /* a power of two, at most half full */
        size_t len;
};

/* The empty key may borrow from nowhere; a slot in use needs an address. */
static const char nowhere[1];

static slot *
find_slot(slot *slots, size_t room, ch_str key, uint64_t hash)
{
        size_t i = hash & (room - 1);

        while (slots[i].key.p && (slots[i].hash != hash || !ch_str_eq(slots[i].key, key)))
                i = (i + 1) & (room - 1);
        return &slots[i];
}

static bool
resize(ch_map *map, size_t room)
{
        slot *slots = CH_NEW_N(map->arena, slot, room);

        if (!slots)
                return false;
        for (size_t i = 0; i < map->room; i++)
                if (map->slots[i].key.p)
                        *find_slot(slots, room, map->slots[i].key, map->slots[i].hash) = map->slots[i];
        map->slots = slots;
        map->room = room;
        return true;
}

ch_map *
ch_map_new(ch_arena *arena, size_t expected)
{
        ch_map *map = CH_NEW(arena, ch_map);
        size_t room = 16;

        if (!map)
                return NULL;
        while (room / 2 < expected && room <= SIZE_MAX / 4)
                room *= 2;
        map->arena = arena;
        return resize(map, room) ? map : NULL;
}

bool
ch_map_add(ch_map *map, ch_str key, size_t value)
{
        uint64_t hash = ch_hash_short(key);
        slot *s = find_slot(map->slots, map->room, key, hash);

        if (s->key.p)
                return false;
        if (map->len + 1 > map->room / 2) {
                if (!resize(map, map->room * 2))
                        return false;
                s = find_slot(map->slots, map->room, key, hash);
        }
        *s = (slot) { .key = { key.p ? key.p : nowhere, key.len }, .value = value, .hash = hash };
        map->len++;
        return true;
}

bool
ch_map_get(const ch_map *map, ch_str key, size_t *value)
{
        const slot *s = find_slot(map->slots, map->room, key, ch_hash_short(key));

        if (!s->key.p)
                return false;
        *value = s->value;
        return true;
}

size_t
ch_map_len(const ch_map *map)
{
        return map->len;
}

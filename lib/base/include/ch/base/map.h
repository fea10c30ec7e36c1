/* ch/base/map.h – text to number, for look-ups in tables and duplicate checks.
 *
 * Open addressing in an arena; keyed with a per-process random hash, so that no client can choose collisions. Keys are
 * borrowed. One thread while it is filled; read by any once filled.
 */
#ifndef CH_BASE_MAP_H
#define CH_BASE_MAP_H
#include <ch/base/str.h>

typedef struct ch_map ch_map;

/* Room for so many without growing; it grows as needed, and leaves the smaller table behind in the arena. NULL when
 * that is full. After ch_crypto_init. */
ch_map *ch_map_new(ch_arena *arena, size_t expected);
/* Sets key to value; returns false when the key was there (its value stays) or the arena is full (ask the arena). */
bool ch_map_add(ch_map *map, ch_str key, size_t value);
/* Is the key there? Then *value is what it was added with; else *value stays as it is. */
bool ch_map_get(const ch_map *map, ch_str key, size_t *value);
size_t ch_map_len(const ch_map *map);
#endif

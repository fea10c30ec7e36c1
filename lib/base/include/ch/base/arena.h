/* ch/base/arena.h – memory with one lifetime, given back at once.
 *
 * A request's memory: one arena, capped; when the cap is reached the arena remembers it, every later allocation returns
 * NULL, and the request ends with CH_TOO_LARGE: a function may make twenty allocations and ask ch_arena_is_full once.
 * One thread at a time. Allocation costs a few instructions, and a malloc(3) for each block: 4 KiB, then doubling up to
 * 1 MiB. Nothing is freed singly; pointers stay good until the arena is reset or freed.
 */
#ifndef CH_BASE_ARENA_H
#define CH_BASE_ARENA_H
#include <stdbool.h>
#include <stddef.h>

typedef struct ch_arena ch_arena;

/* A new arena whose blocks never hold more than cap bytes together; NULL when the system has no memory. It takes its
 * first block at the first allocation. The caller frees it. */
ch_arena *ch_arena_new(size_t cap);
/* Frees everything and sets *arena to NULL; a NULL *arena is fine. */
void ch_arena_free(ch_arena **arena);
/* Forgets all contents: pointers into it are dead. Keeps the newest block, mostly its largest, for the next use; clears
 * the overflow. */
void ch_arena_reset(ch_arena *arena);
/* n objects of size bytes, zeroed, aligned for any type; NULL after overflow, and n * size beyond size_t is one. n = 0
 * gives non-NULL. */
void *ch_arena_alloc(ch_arena *arena, size_t n, size_t size);
/* size bytes, zeroed, aligned for pointers and whole numbers alone, so that small things stand closer together. NULL
 * after overflow. */
void *ch_arena_close(ch_arena *arena, size_t size);
/* len bytes of text, for the caller to fill at once: neither zeroed nor aligned, so that texts stand close together.
 * NULL after overflow; len = 0 gives non-NULL when it does not. */
char *ch_arena_text(ch_arena *arena, size_t len);
/* Makes the newest allocation longer where it stands, the new bytes zeroed. False: it is not the newest, or there is no
 * room behind it; nothing has changed then, and nothing counts as overflow. */
bool ch_arena_extend(ch_arena *arena, void *last, size_t old, size_t size);
/* From now on the process keeps what its arenas free, up to 32 MiB a heap of malloc(3), for the next ones. Otherwise
 * the system takes some megabytes back after each list of a million offers and gives them again, page by page, for the
 * next: a third of such a list's time. Once, before there are threads. */
void ch_arena_hold_back(void);
/* Gives the system back what freed arenas have left behind in this process, after a great deal was read and thrown
 * away; some milliseconds. Any thread. */
void ch_arena_give_back(void);
/* Has an allocation failed since the last reset, for want of cap or of the system's memory? */
bool ch_arena_is_full(const ch_arena *arena);
/* Bytes handed out since the last reset, as they were asked for: without what alignment and blocks cost. */
size_t ch_arena_used(const ch_arena *arena);

/* One, and n, zeroed objects of a type; NULL as above: ch_day *v = CH_NEW_N(arena, ch_day, n). */
#define CH_NEW(arena, type)      ((type *)ch_arena_alloc((arena), 1, sizeof(type)))
#define CH_NEW_N(arena, type, n) ((type *)ch_arena_alloc((arena), (n), sizeof(type)))
#endif

#include <ch/base/arena.h>
#include <ch/base/assert.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Under the address sanitizer what has not been handed out may not be touched. */
#ifdef __has_feature /* clang */
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define HIDE(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define SHOW(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
enum { TEXT_ALIGN = _Alignof(max_align_t) }; /* so that the end of each text is watched */
#else
#define HIDE(p, n) ((void)(p), (void)(n))
#define SHOW(p, n) ((void)(p), (void)(n))
enum { TEXT_ALIGN = 1 };
#endif

enum {
        ALIGN = _Alignof(max_align_t),
        CLOSE_ALIGN = _Alignof(uint64_t),
        BLOCK_FIRST = 4096,
        BLOCK_MOST = 1 << 20,
        HELD_BACK = 32 * BLOCK_MOST
};

typedef struct block {
        struct block *next;
        size_t size, used;
        max_align_t data[];
} block;

struct ch_arena {
        block *head;  /* the block in use; older ones follow */
        size_t cap;   /* most that all blocks together may hold */
        size_t held;  /* what they hold */
        size_t grant; /* size of the next block */
        size_t given;
        bool full;
};

static size_t
round_to(size_t n, size_t align)
{
        return (n + align - 1) & ~(align - 1);
}

static size_t
round_up(size_t n)
{
        return round_to(n, ALIGN);
}

static size_t
smaller(size_t a, size_t b)
{
        return a < b ? a : b;
}

ch_arena *
ch_arena_new(size_t cap)
{
        ch_arena *arena = calloc(1, sizeof *arena);

        if (!arena)
                return NULL;
        arena->cap = cap;
        arena->grant = BLOCK_FIRST;
        return arena;
}

static void
free_blocks(block *b)
{
        while (b) {
                block *next = b->next;

                SHOW(b->data, b->size);
                free(b);
                b = next;
        }
}

void
ch_arena_free(ch_arena **arena)
{
        if (!*arena)
                return;
        free_blocks((*arena)->head);
        free(*arena);
        *arena = NULL;
}

/* The newest block is the largest one in the long run: that one is kept. */
void
ch_arena_reset(ch_arena *arena)
{
        block *kept = arena->head;

        arena->full = false;
        arena->given = 0;
        if (!kept)
                return;
        free_blocks(kept->next);
        kept->next = NULL;
        kept->used = 0;
        HIDE(kept->data, kept->size);
        arena->held = kept->size;
}

static bool
add_block(ch_arena *arena, size_t need)
{
        size_t left = arena->cap - arena->held;
        size_t size = need > arena->grant ? need : smaller(arena->grant, left);
        block *b;

        if (need > left || size < need)
                return false;
        b = malloc(sizeof *b + size);
        if (!b)
                return false;
        *b = (block) { .next = arena->head, .size = size };
        HIDE(b->data, size);
        arena->head = b;
        arena->held += size;
        arena->grant = smaller(arena->grant * 2, BLOCK_MOST);
        return true;
}

/* The next bytes, behind what was given before or in a new block; NULL when there is no room. */
static unsigned char *
take(ch_arena *arena, size_t bytes, size_t align)
{
        size_t room = bytes, at = 0;
        block *b = arena->head;

        if (align > 1) {
                room = round_to(bytes ? bytes : 1, align);
                at = b ? round_to(b->used, align) : 0;
        } else {
                at = b ? b->used : 0;
        }
        if (!b || at > b->size || b->size - at < room) {
                if (!add_block(arena, room)) {
                        arena->full = true;
                        return NULL;
                }
                at = 0;
        }
        arena->head->used = at + room;
        arena->given += bytes;
        return (unsigned char *)arena->head->data + at;
}

static bool
is_too_many(size_t bytes)
{
        return bytes > SIZE_MAX - 2 * ALIGN - sizeof(block);
}

static void *
take_zeroed(ch_arena *arena, size_t bytes, size_t align)
{
        unsigned char *p;

        if (arena->full)
                return NULL;
        if (is_too_many(bytes)) {
                arena->full = true;
                return NULL;
        }
        p = take(arena, bytes, align);
        if (!p)
                return NULL;
        SHOW(p, bytes);
        return memset(p, 0, bytes);
}

void *
ch_arena_alloc(ch_arena *arena, size_t n, size_t size)
{
        size_t bytes;

        if (__builtin_mul_overflow(n, size, &bytes))
                bytes = SIZE_MAX;
        return take_zeroed(arena, bytes, ALIGN);
}

void *
ch_arena_close(ch_arena *arena, size_t size)
{
        return take_zeroed(arena, size, CLOSE_ALIGN);
}

char *
ch_arena_text(ch_arena *arena, size_t len)
{
        unsigned char *p;

        if (arena->full)
                return NULL;
        if (is_too_many(len)) {
                arena->full = true;
                return NULL;
        }
        p = take(arena, len, TEXT_ALIGN);
        if (p)
                SHOW(p, len);
        return (char *)p;
}

bool
ch_arena_extend(ch_arena *arena, void *last, size_t old, size_t size)
{
        block *b = arena->head;
        size_t was = round_up(old ? old : 1), room;
        unsigned char *p = last;

        CH_ASSERT(size >= old);
        if (arena->full || !b || b->used < was || b->used != round_up(b->used) ||
            p != (unsigned char *)b->data + (b->used - was))
                return false;
        if (size > b->size)
                return false;
        room = round_up(size ? size : 1);
        if (b->size - (b->used - was) < room)
                return false;
        b->used = b->used - was + room;
        arena->given += size - old;
        SHOW(p, size);
        memset(p + old, 0, size - old);
        return true;
}

void
ch_arena_hold_back(void)
{
        (void)mallopt(M_MMAP_THRESHOLD, 4 * BLOCK_MOST);
        (void)mallopt(M_TRIM_THRESHOLD, HELD_BACK);
}

void
ch_arena_give_back(void)
{
        (void)malloc_trim(0);
}

bool
ch_arena_is_full(const ch_arena *arena)
{
        return arena->full;
}

size_t
ch_arena_used(const ch_arena *arena)
{
        return arena->given;
}

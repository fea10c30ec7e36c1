#include "kept.h"
#include <ch/base/sync.h>
#include <string.h>

enum { WAYS = 4, SETS = KEPT_LISTS / WAYS, ONE_MOST = KEPT_BYTES / 16 };

_Static_assert(sizeof(kept_key) == sizeof(ch_uuid) + (10 + CH__FACTOR_MAX) * sizeof(int64_t), "a key has no gaps");

typedef struct slot {
        kept_list *list; /* NULL: free */
        size_t bytes;
        uint64_t used; /* turn of the last use */
} slot;

struct kept_table {
        ch_mutex lock; /* guards all of it */
        const ch_ground *ground;
        size_t bytes, hand;
        uint64_t turn;
        slot v[SETS][WAYS];
};

kept_table *
kept_new(ch_arena *arena)
{
        kept_table *t = CH_NEW(arena, kept_table);

        if (t)
                ch_mutex_init(&t->lock);
        return t;
}

void
kept_destroy(kept_table *t)
{
        if (!t)
                return;
        kept_move(t, NULL);
        ch_mutex_destroy(&t->lock);
}

kept_key
kept_key_of(const ch_catalog *cat, const kept_of *of, const ch_rank_query *q)
{
        const ch_head *head = of->offer ? &of->offer->head : &of->request->head;
        kept_key key = { .record = head->id,
                         .version = head->version,
                         .open_at = of->offer ? (int64_t)ch_catalog_open_at(cat) : 0,
                         .need = of->need ? of->need->no : 0,
                         .kind = of->kind,
                         .side = of->side,
                         .today = q->today,
                         .role = q->role,
                         .for_provider = q->for_provider,
                         .top = (int64_t)q->top };

        for (int f = 0; f < CH__FACTOR_MAX; f++)
                key.weights[f] = q->weights->w[f];
        return key;
}

uint64_t
kept_mix(ch_str s)
{
        uint64_t h = s.len, word;

        for (size_t i = 0; i < s.len; i += sizeof word) {
                word = 0;
                memcpy(&word, s.p + i, s.len - i < sizeof word ? s.len - i : sizeof word);
                h = (h ^ word) * 0x9e3779b97f4a7c15;
                h ^= h >> 29;
        }
        return h;
}

/* By all of the key: many lists are of one record, and differ in the day or the weights alone. */
static slot *
set_of(kept_table *t, const kept_key *key)
{
        return t->v[kept_mix((ch_str) { (const char *)key, sizeof *key }) % SETS];
}

static bool
is_of(const slot *s, const kept_key *key)
{
        return s->list && memcmp(&s->list->key, key, sizeof *key) == 0;
}

static kept_list *
hold(kept_list *list)
{
        atomic_fetch_add(&list->holders, 1);
        return list;
}

void
kept_release(kept_list **list)
{
        kept_list *mine = *list;
        const ch_ground *ground;
        ch_arena *arena;

        *list = NULL;
        if (!mine || atomic_fetch_sub(&mine->holders, 1) != 1)
                return;
        ground = mine->ground;
        arena = mine->arena;
        ch_arena_free(&arena);
        ch_ground_release(&ground);
}

/* The list that stood there: to be released without the lock. */
static kept_list *
empty(kept_table *t, slot *s)
{
        kept_list *old = s->list;

        t->bytes -= s->bytes;
        *s = (slot) { 0 };
        return old;
}

void
kept_move(kept_table *t, const ch_ground *ground)
{
        kept_list *old[KEPT_LISTS];
        size_t n = 0;

        ch_mutex_lock(&t->lock);
        for (size_t i = 0; i < KEPT_LISTS && t->bytes && t->ground != ground; i++) {
                slot *s = &t->v[i / WAYS][i % WAYS];

                if (s->list)
                        old[n++] = empty(t, s);
        }
        t->ground = ground;
        ch_mutex_unlock(&t->lock);
        while (n)
                kept_release(&old[--n]);
}

kept_list *
kept_find(kept_table *t, const ch_ground *ground, const kept_key *key)
{
        slot *set = set_of(t, key);
        kept_list *found = NULL;

        ch_mutex_lock(&t->lock);
        for (size_t i = 0; i < WAYS && !found; i++)
                if (is_of(&set[i], key) && set[i].list->ground == ground) {
                        set[i].used = ++t->turn;
                        found = hold(set[i].list);
                }
        ch_mutex_unlock(&t->lock);
        return found;
}

/* ---- putting --------------------------------------------------------------------------------------------------- */

/* Blocks of an arena grow by doubling. */
static size_t
bytes_of(const kept_list *list)
{
        return 2 * ch_arena_used(list->arena) + 8192;
}

/* The free place of the set, or the one used longest ago; NULL: the same list is there. */
static slot *
place_in(slot *set, const kept_key *key)
{
        slot *best = set;

        for (size_t i = 0; i < WAYS; i++) {
                if (is_of(&set[i], key))
                        return NULL;
                if (!set[i].list || (best->list && set[i].used < best->used))
                        best = &set[i];
        }
        return best;
}

/* Takes a list out to make room, going round; false: there is none. */
static bool
drop_one(kept_table *t, kept_list **out)
{
        for (size_t i = 0; i < KEPT_LISTS; i++) {
                slot *s = &t->v[t->hand / WAYS][t->hand % WAYS];

                t->hand = (t->hand + 1) % KEPT_LISTS;
                if (s->list) {
                        *out = empty(t, s);
                        return true;
                }
        }
        return false;
}

/* True: done. False: one was taken out, and it is to be tried again. */
static bool
try_put(kept_table *t, kept_list *list, size_t bytes, kept_list **old)
{
        slot *s;

        if (list->ground != t->ground || !(s = place_in(set_of(t, &list->key), &list->key)))
                return true;
        if (s->list)
                *old = empty(t, s);
        else if (t->bytes + bytes > KEPT_BYTES && drop_one(t, old))
                return false;
        if (t->bytes + bytes > KEPT_BYTES)
                return false;
        *s = (slot) { hold(list), bytes, ++t->turn };
        t->bytes += bytes;
        return true;
}

void
kept_put(kept_table *t, kept_list *list)
{
        size_t bytes = bytes_of(list);
        bool is_done = bytes > ONE_MOST;

        while (!is_done) {
                kept_list *old = NULL;

                ch_mutex_lock(&t->lock);
                is_done = try_put(t, list, bytes, &old);
                ch_mutex_unlock(&t->lock);
                kept_release(&old);
        }
}

/* ---- making ---------------------------------------------------------------------------------------------------- */

/* Offers were opened for whoever ranked; all lines of a list of needs have the same. */
static void
copy_offer(ch_arena *arena, const ch_ranked *from, ch_ranked *to)
{
        const ch_area *areas;

        if (!to->offer)
                to->offer = ch_record_copy_borrowing(arena, CH_OFFER, from->offer);
        areas = to->offer ? ch_offer_areas(to->offer) : NULL;
        to->area = areas && from->area ? areas + (from->area - ch_offer_areas(from->offer)) : NULL;
}

static void
copy_line(ch_arena *arena, const ch_ranked *from, ch_ranked *to, bool has_same_offer)
{
        const ch_offer *same = has_same_offer ? to[-1].offer : NULL;

        *to = *from;
        to->offer = same;
        to->request = NULL;
        to->need = NULL;
        copy_offer(arena, from, to);
        for (size_t k = 0; k < to->why_len; k++)
                to->why[k].codes = ch_strs_dup(arena, from->why[k].codes);
}

static void
copy_nearest(ch_arena *arena, const ch_why_not *from, ch_why_not *to)
{
        *to = *from;
        for (size_t i = 0; i < to->nearest_len; i++)
                to->nearest[i].offer = ch_record_copy_borrowing(arena, CH_OFFER, from->nearest[i].offer);
}

static kept_list *
begin(const kept_key *key)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        kept_list *list = arena ? CH_NEW(arena, kept_list) : NULL;

        if (!list) {
                ch_arena_free(&arena);
                return NULL;
        }
        list->key = *key;
        list->arena = arena;
        atomic_init(&list->holders, 1);
        return list;
}

static kept_list *
end(kept_list *list, const ch_ground *ground)
{
        ch_arena *arena = list->arena;

        if (ch_arena_is_full(arena)) {
                ch_arena_free(&arena);
                return NULL;
        }
        list->ground = ch_ground_acquire(ground);
        return list;
}

kept_list *
kept_make(const ch_ground *ground, const kept_key *key, const ch_ranked *v, size_t len, const ch_why_not *why)
{
        kept_list *list = begin(key);

        if (!list)
                return NULL;
        list->v = CH_NEW_N(list->arena, ch_ranked, len);
        list->needs = CH_NEW_N(list->arena, kept_need, len);
        list->len = len;
        for (size_t i = 0; list->v && list->needs && i < len; i++) {
                copy_line(list->arena, &v[i], &list->v[i], i && v[i].offer == v[i - 1].offer);
                list->needs[i] = (kept_need) { v[i].request->head.id, v[i].need->no };
        }
        copy_nearest(list->arena, why, &list->why_not);
        return end(list, ground);
}

kept_list *
kept_make_text(const ch_ground *ground, const kept_key *key, const kept_list *of)
{
        kept_list *text = begin(key);

        if (!text)
                return NULL;
        text->seen = ch_str_dup(text->arena, of->seen);
        text->bytes = ch_str_dup(text->arena, of->bytes);
        text->tag = ch_str_dup(text->arena, of->tag);
        return end(text, ground);
}

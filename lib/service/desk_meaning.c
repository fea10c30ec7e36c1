/* Keeping what was read from the words of records, so that the next start need not read them: by the writer, when it
 * has nothing else to do. What is lost of it is made anew at the next start. */
#include "desk_.h"

enum { CHUNK = 1024, AT_ONCE = 64, QUIET_MS = 1000, MEMORY = 64 << 20 };

typedef struct noted {
        ch_uuid id;
        ch_kind kind;
} noted;

struct unkept_chunk {
        unkept_chunk *next;
        size_t len;
        noted v[CHUNK];
};

static noted *
room_for_one(unkept *u)
{
        if (!u->arena && !(u->arena = ch_arena_new(SIZE_MAX / 4)))
                return NULL;
        if (!u->last || u->last->len == CHUNK) {
                unkept_chunk *c = CH_NEW(u->arena, unkept_chunk);

                if (!c)
                        return NULL;
                if (u->last)
                        u->last->next = c;
                else
                        u->first = c;
                u->last = c;
        }
        u->len++;
        return &u->last->v[u->last->len++];
}

void
meanings_note(ch_desk *desk, const ch_change *changes, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                bool is_read = changes[i].record && ch_catalog_reads(changes[i].kind, changes[i].record);
                noted *one = is_read ? room_for_one(&desk->unkept) : NULL;

                if (one)
                        *one = (noted) { changes[i].id, changes[i].kind };
        }
        desk->unkept.due = ch_uptime_ms() + QUIET_MS;
}

static void
forget_all(unkept *u)
{
        ch_arena_free(&u->arena);
        *u = (unkept) { .due = u->due };
}

static noted
take_one(unkept *u)
{
        noted one = u->first->v[u->done++];

        if (u->done == u->first->len) {
                u->first = u->first->next;
                u->done = 0;
        }
        u->len--;
        if (!u->first)
                forget_all(u);
        return one;
}

static ch_status
keep_one(ch_desk *desk, const noted *one, ch_arena *arena)
{
        const ch_head *head;
        ch_str meaning;
        ch_status st;

        ch_arena_reset(arena);
        head = ch_catalog_by_id(desk->current, one->kind, one->id, arena);
        if (!head)
                return CH_OK;
        st = ch_catalog_meaning(desk->current, one->kind, one->id, arena, &meaning);
        if (st != CH_OK)
                return st == CH_HIDDEN ? CH_OK : st; /* a draft again meanwhile */
        return ch_db_meaning_put(ch_store_writer(desk->store), one->kind, head, ch_catalog_edition(desk->current),
                                 meaning);
}

static ch_status
keep_some(ch_desk *desk, ch_arena *arena, size_t most)
{
        bool fatal;
        ch_status st = CH_OK;

        if (!ch_catalog_edition(desk->current) || ch_store_is_overloaded(desk->store, &fatal))
                return CH_BUSY;
        st = ch_store_begin(desk->store);
        if (st != CH_OK)
                return st;
        for (size_t i = 0; i < most && desk->unkept.len && st == CH_OK; i++) {
                noted one = take_one(&desk->unkept);

                st = keep_one(desk, &one, arena);
        }
        if (st == CH_OK)
                return ch_store_commit(desk->store);
        ch_store_rollback(desk->store);
        return st;
}

/* After a failure nothing is tried again: the next start does without. */
static void
keep(ch_desk *desk, size_t most)
{
        ch_arena *arena = desk->unkept.len ? ch_arena_new(MEMORY) : NULL;
        ch_status st = arena ? keep_some(desk, arena, most) : CH_BUSY;

        ch_arena_free(&arena);
        if (st == CH_OK) {
                ch_store_checkpoint_if_due(desk->store);
                return;
        }
        if (desk->unkept.len)
                ch_log(CH_LOG_INFO, "desk.meanings.not_kept", ch_log_int("records", (int64_t)desk->unkept.len),
                       ch_log_status("status", st));
        forget_all(&desk->unkept);
}

void
meanings_some(ch_desk *desk)
{
        keep(desk, AT_ONCE);
}

void
meanings_finish(ch_desk *desk)
{
        while (desk->store && !desk->is_read_only && !desk->is_served && desk->unkept.len)
                keep(desk, CHUNK);
        forget_all(&desk->unkept);
}

/* Opening and closing: lock file, key, store, vocabulary, catalogue. */
#include "desk_.h"

const ch_catalog *
desk_current(ch_desk *desk)
{
        return ch_published_acquire(&desk->published);
}

void
desk_publish(ch_desk *desk, const ch_catalog *next)
{
        const ch_catalog *old = desk->current;

        desk->current = next;
        ch_published_put(&desk->published, next);
        kept_move(desk->kept, ch_catalog_ground(next));
        ch_catalog_release(&old);
}

static ch_status
take_lock(ch_desk *desk, const char *dir)
{
        ch_str path = ch_fmt(desk->arena, "%s/lock", dir);
        ch_status st;

        if (desk->is_read_only)
                return CH_OK;
        if (!path.len)
                return CH_BUSY;
        st = ch_lock_take(path.p, &desk->lock);
        if (st == CH_CONFLICT)
                ch_log(CH_LOG_ERROR, "desk.locked", CH_LOG_LIT("why", "another process serves this data directory"),
                       CH_LOG_LIT("remedy", "stop it, or use the API of the running server"));
        return st;
}

static ch_status
open_store(ch_desk *desk, const ch_desk_config *config)
{
        ch_store_config store = { .dir = config->dir,
                                  .is_read_only = config->is_read_only,
                                  .may_migrate = config->may_migrate };
        ch_status st = ch_store_key(config->dir, !config->is_read_only, &store.kek);

        if (st == CH_OK)
                st = ch_store_open(&store, &desk->store);
        ch_wipe(&store.kek, sizeof store.kek);
        return st;
}

/* Through the writing connection, or beside a running server through one that only reads. */
static ch_status
load_from(ch_desk *desk, ch_db *db, ch_past *past)
{
        ch_status st = desk_settings_load(desk, db);

        if (st == CH_OK)
                st = past ? past_check(desk, db, past) : maker_note(desk, db);
        if (st == CH_OK)
                st = desk_fold(desk, db, past ? past->seq : 0);
        if (st == CH_OK && past)
                st = past_check_records(desk, past);
        return st;
}

static ch_status
load_all(ch_desk *desk, ch_past *past)
{
        ch_db *db = NULL;
        ch_status st = CH_OK;

        if (desk->is_read_only)
                st = ch_store_reader_open(desk->store, &db);
        else
                db = ch_store_writer(desk->store);
        if (st == CH_OK)
                st = load_from(desk, db, past);
        if (desk->is_read_only && db)
                ch_store_reader_close(&db);
        return st;
}

static ch_status
open_parts(ch_desk *desk, const ch_desk_config *config)
{
        ch_status st = take_lock(desk, config->dir);

        if (st == CH_OK)
                st = desk_vocab_load(desk, config->reference);
        if (st == CH_OK)
                st = open_store(desk, config);
        if (st != CH_OK)
                return st;
        desk->current = ch_catalog_new(desk->vocab);
        if (!desk->current)
                return CH_BUSY;
        ch_published_init(&desk->published, desk->current);
        return load_all(desk, desk->is_read_only ? config->past : NULL);
}

static ch_desk *
desk_alloc(const ch_desk_config *config)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        ch_desk *desk = arena ? CH_NEW(arena, ch_desk) : NULL;

        if (!desk) {
                ch_arena_free(&arena);
                return NULL;
        }
        desk->arena = arena;
        desk->now = config->now ? config->now : ch_now;
        desk->is_read_only = config->is_read_only;
        desk->seen = seen_new(arena);
        desk->throttle = throttle_new(arena);
        desk->kept = kept_new(arena);
        if (!desk->seen || !desk->throttle || !desk->kept || !notes_init(&desk->notes, arena)) {
                ch_arena_free(&arena);
                return NULL;
        }
        writer_init(desk);
        return desk;
}

ch_status
ch_desk_open(const ch_desk_config *config, ch_desk **out)
{
        ch_desk *desk = desk_alloc(config);
        ch_status st = desk ? open_parts(desk, config) : CH_BUSY;

        *out = desk;
        if (st != CH_OK)
                ch_desk_close(out);
        return st;
}

/* What is still in memory alone goes to the disk; no thread is left that adds to it. */
static void
finish(ch_desk *desk)
{
        ch_status st = ch_desk_upkeep(desk);

        while (st == CH_OK && desk->notes.len)
                st = ch_desk_upkeep(desk);
        if (st != CH_OK)
                ch_log(CH_LOG_WARN, "desk.upkeep.failed");
}

void
ch_desk_close(ch_desk **out)
{
        ch_desk *desk = *out;
        ch_arena *arena;

        *out = NULL;
        if (!desk)
                return;
        ch_desk_stop(desk);
        if (desk->store && !desk->is_read_only)
                finish(desk);
        meanings_finish(desk);
        kept_destroy(desk->kept);
        ch_catalog_release(&desk->current);
        if (desk->store)
                ch_store_close(&desk->store);
        if (desk->lock)
                ch_lock_free(&desk->lock);
        seen_destroy(desk->seen);
        ch_arena_free(&desk->unkept.arena);
        writer_destroy(desk);
        arena = desk->arena;
        ch_arena_free(&arena);
}

const ch_vocab *
ch_desk_vocab(const ch_desk *desk)
{
        return desk->vocab;
}

bool
ch_desk_is_noted(const ch_desk *desk)
{
        return desk->is_noted;
}

bool
ch_desk_is_fatal(const ch_desk *desk)
{
        return atomic_load(&desk->is_fatal);
}

/* The catalogue at start: ranges of live records, read and opened by several threads at once, joined in their order. */
#include "desk_.h"

enum { RANGE = 16384, PAGE = 512, THREADS_MOST = 8 };

typedef struct folding {
        ch_desk *desk;
        uint64_t as_of;
        ch_catalog_part **parts; /* one for each range; NULL: not read */
        size_t len;
        ch_mutex lock; /* guards what follows */
        size_t next;
        ch_status st; /* the first that is not CH_OK */
        size_t records, anew;
} folding;

/* The next range; false: there is none left, or another thread has failed. */
static bool
take_range(folding *f, size_t *at)
{
        bool more;

        ch_mutex_lock(&f->lock);
        more = f->next < f->len && f->st == CH_OK;
        *at = more ? f->next++ : 0;
        ch_mutex_unlock(&f->lock);
        return more;
}

static void
tell(folding *f, ch_status st, const ch_change *changes, size_t n)
{
        ch_mutex_lock(&f->lock);
        if (f->st == CH_OK)
                f->st = st;
        for (size_t i = 0; i < n && st == CH_OK; i++) {
                if (changes[i].meaning.len || !ch_catalog_reads(changes[i].kind, changes[i].record))
                        continue;
                f->anew++;
                if (!f->desk->is_read_only)
                        meanings_note(f->desk, &changes[i], 1);
        }
        f->records += n;
        ch_mutex_unlock(&f->lock);
}

static void
tell_shredded(folding *f, size_t n)
{
        ch_mutex_lock(&f->lock);
        f->desk->shredded += n;
        ch_mutex_unlock(&f->lock);
}

/* Takes kept meanings away that could not be taken, so that others are kept instead. */
static void
take_unfit(const folding *f, ch_change *page, size_t n)
{
        ch_arena *scratch = ch_arena_new(SIZE_MAX / 4);

        for (size_t i = 0; scratch && i < n; i++) {
                ch_arena_reset(scratch);
                if (page[i].record && page[i].meaning.len &&
                    !ch_catalog_meaning_fits(f->desk->current, page[i].kind, page[i].record, page[i].meaning, scratch))
                        page[i].meaning = (ch_str) { 0 };
        }
        ch_arena_free(&scratch);
}

/* Page by page, so that what a record was opened to is still near when it is copied. */
static ch_status
read_range(folding *f, ch_db *db, ch_arena *arena, size_t at)
{
        ch_cursor cursor = { .after = (int64_t)at * RANGE,
                             .upto = ((int64_t)at + 1) * RANGE,
                             .edition = ch_catalog_edition(f->desk->current),
                             .as_of = f->as_of };
        ch_catalog_part *part = f->parts[at] = ch_catalog_part_new();
        ch_status st = part ? CH_OK : CH_BUSY;
        size_t n = PAGE, unfit = 0;

        while (st == CH_OK && n == PAGE) {
                ch_change *page = CH_NEW_N(arena, ch_change, PAGE);

                n = 0;
                st = page ? ch_db_live(db, &cursor, arena, page, PAGE, &n) : CH_TOO_LARGE;
                if (st == CH_OK)
                        st = ch_catalog_read(f->desk->current, page, n, part);
                if (st == CH_OK && ch_catalog_part_unfit(part) > unfit) {
                        unfit = ch_catalog_part_unfit(part);
                        take_unfit(f, page, n);
                }
                tell(f, st, page, n);
                ch_arena_reset(arena);
        }
        if (st == CH_OK)
                ch_catalog_part_end(part);
        tell_shredded(f, cursor.shredded);
        return st;
}

static void
read_ranges(folding *f, ch_db *db)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        size_t at;

        if (!arena)
                tell(f, CH_BUSY, NULL, 0);
        while (arena && take_range(f, &at)) {
                if (read_range(f, db, arena, at) != CH_OK)
                        break;
        }
        ch_arena_free(&arena);
}

/* With a connection of its own. */
static void
reader_main(void *arg)
{
        folding *f = arg;
        ch_db *db = NULL;
        ch_status st = ch_store_reader_open(f->desk->store, &db);

        if (st == CH_OK)
                read_ranges(f, db);
        else
                tell(f, st, NULL, 0);
        ch_store_reader_close(&db);
}

/* As many threads as there are processors, and no more than ranges; this one reads too. */
static void
read_all(folding *f, ch_db *db)
{
        ch_thread others[THREADS_MOST - 1];
        size_t started = 0, threads = ch_cores(THREADS_MOST);

        while (started + 1 < threads && started + 1 < f->len &&
               ch_thread_start(&others[started], "ch-open", reader_main, f) == CH_OK)
                started++;
        read_ranges(f, db);
        for (size_t i = 0; i < started; i++)
                ch_thread_join(&others[i]);
}

static ch_status
join_all(folding *f)
{
        ch_catalog_part **v = f->parts;
        const ch_catalog *next;
        size_t n = 0;
        ch_status st;

        for (size_t i = 0; i < f->len; i++)
                if (f->parts[i])
                        v[n++] = f->parts[i];
        f->len = n;
        st = f->st == CH_OK && n ? ch_catalog_join(f->desk->current, v, n, &next) : f->st;
        for (size_t i = 0; i < n; i++)
                ch_catalog_part_free(&v[i]);
        if (st == CH_OK && n)
                desk_publish(f->desk, next);
        return st;
}

ch_status
desk_fold(ch_desk *desk, ch_db *db, uint64_t as_of)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        folding f = { .desk = desk, .as_of = as_of };
        int64_t began = ch_uptime_ms(), last = 0;
        ch_status st = arena ? ch_db_live_end(db, &last) : CH_BUSY;

        f.len = (size_t)(last + RANGE - 1) / RANGE;
        f.parts = st == CH_OK ? CH_NEW_N(arena, ch_catalog_part *, f.len) : NULL;
        if (st == CH_OK && !f.parts)
                st = CH_BUSY;
        if (st == CH_OK) {
                ch_mutex_init(&f.lock);
                read_all(&f, db);
                st = join_all(&f);
                ch_mutex_destroy(&f.lock);
        }
        ch_arena_free(&arena);
        ch_arena_give_back();
        if (st == CH_OK)
                ch_log(CH_LOG_INFO, "desk.open", ch_log_int("records", (int64_t)f.records),
                       ch_log_int("anew", (int64_t)f.anew), ch_log_int("seq", (int64_t)ch_catalog_seq(desk->current)),
                       ch_log_int("ms", ch_uptime_ms() - began));
        return st;
}

/* Checking a data directory: what the store can check of itself, and whether kept meanings say something. */
#include "desk_.h"
#include <ch/upkeep.h>
#include <string.h>

enum { JUDGED_AT_ONCE = 500, JUDGE_MEMORY = 256 << 20 };

/* Kept meanings as the next start would meet them: those of this edition that say nothing about their record are wrong.
 */
typedef struct judging {
        const ch_catalog *cat;
        ch_arena *page, *scratch;
        uint64_t current, wrong;
} judging;

static ch_status
judge_page(judging *g, ch_db *db, ch_cursor *cursor, size_t *n)
{
        ch_change *page;
        ch_status st;

        ch_arena_reset(g->page);
        page = CH_NEW_N(g->page, ch_change, JUDGED_AT_ONCE);
        st = page ? ch_db_live(db, cursor, g->page, page, JUDGED_AT_ONCE, n) : CH_BUSY;
        for (size_t i = 0; st == CH_OK && i < *n; i++) {
                if (!page[i].meaning.len)
                        continue;
                ch_arena_reset(g->scratch);
                g->current++;
                g->wrong += !ch_catalog_meaning_fits(g->cat, page[i].kind, page[i].record, page[i].meaning, g->scratch);
        }
        return st;
}

static ch_status
judge_all(judging *g, ch_store *store)
{
        ch_cursor cursor = { .edition = ch_catalog_edition(g->cat) };
        ch_db *db = NULL;
        size_t n = 0;
        ch_status st = ch_store_reader_open(store, &db);

        if (st != CH_OK)
                return st;
        do
                st = judge_page(g, db, &cursor, &n);
        while (st == CH_OK && n);
        ch_store_reader_close(&db);
        return st;
}

static ch_status
judge_meanings(ch_store *store, const char *reference, ch_upkeep_line *line)
{
        ch_desk desk = { .arena = ch_arena_new(JUDGE_MEMORY) };
        judging g = { .page = ch_arena_new(JUDGE_MEMORY), .scratch = ch_arena_new(JUDGE_MEMORY) };
        uint64_t told;
        ch_status st = desk.arena && g.page && g.scratch ? CH_OK : CH_BUSY;

        if (st == CH_OK && desk_vocab_load(&desk, reference) != CH_OK)
                st = CH_STALE;
        if (st == CH_OK) {
                g.cat = ch_catalog_new(desk.vocab);
                st = g.cat ? judge_all(&g, store) : CH_BUSY;
                ch_catalog_release(&g.cat);
        }
        told = line->wrong + g.current;
        line->stale = line->checked > told ? line->checked - told : 0; /* a server beside may have kept more since */
        line->wrong += g.wrong;
        ch_arena_free(&g.scratch);
        ch_arena_free(&g.page);
        ch_arena_free(&desk.arena);
        /* Damage to records is told by the checks before. */
        return st == CH_BROKEN || st == CH_MALFORMED ? CH_OK : st;
}

ch_status
ch_upkeep_verify(const char *dir, const char *reference, ch_upkeep_line out[CH_UPKEEP_LINES], size_t *n)
{
        ch_store_config config = { .dir = dir, .is_read_only = true };
        ch_verdict_line lines[CH_VERIFY_LINES] = { { .what = NULL } };
        ch_store *store = NULL;
        ch_status st = ch_store_key(dir, false, &config.kek);

        *n = 0;
        if (st == CH_OK)
                st = ch_store_open(&config, &store);
        ch_wipe(&config.kek, sizeof config.kek);
        if (st == CH_OK)
                st = ch_store_verify(store, lines, n);
        for (size_t i = 0; i < *n; i++) {
                out[i] = (ch_upkeep_line) { lines[i].what, lines[i].checked, lines[i].wrong, 0 };
                if (st == CH_OK && !strcmp(lines[i].what, CH_VERIFY_MEANINGS))
                        st = judge_meanings(store, reference, &out[i]);
        }
        ch_store_close(&store);
        return st;
}

/* touched.h – which bytes of the index one query has to read: of each sheet in which anyone may count, the rows that
 * are asked for, each once, and those of the living. The least that any way of using these sheets must stream.
 */
#ifndef TOUCHED_H
#define TOUCHED_H
#include "../../lib/match/bound.h"
#include "../../lib/match/sheet.h"
#include "made.h"

enum { TOUCHED_QUERIES = 50, ROW_BYTES = ROW_WORDS * 8 };

static inline bool
touched_any(const bound *b, const sheet *s, const bound_group *g)
{
        for (size_t i = 0; i < g->len; i++)
                if (sheet_row(s, b->frame, b->rows[g->first + i]))
                        return true;
        return false;
}

/* Rows of one sheet, one more for the living; 0 where nobody can count. */
static inline size_t
touched_rows(const bound *b, const sheet *s)
{
        bool seen[UINT16_MAX + 1] = { false };
        size_t n = 1;

        if (!s->living || !touched_any(b, s, &b->one_of[0]) || !touched_any(b, s, &b->one_of[1]))
                return 0;
        for (size_t i = 0; i < b->rows_len; i++) {
                n += !seen[b->rows[i]] && sheet_row(s, b->frame, b->rows[i]);
                seen[b->rows[i]] = true;
        }
        for (size_t i = 0; i < b->frame->party_bits; i++)
                n += sheet_row(s, b->frame, (uint16_t)(b->frame->party + i)) != NULL;
        return n;
}

/* For one need; 0: no memory. */
static inline double
touched_bytes(const ch_catalog *cat, const asking *a, ch_arena *arena)
{
        bound *b = CH_NEW(arena, bound);
        size_t rows = 0;

        if (!b || !bound_make(a, arena, b))
                return 0;
        for (size_t i = 0; i < cat->sheets->len; i++)
                rows += touched_rows(b, cat->sheets->v[i]);
        return (double)(rows * ROW_BYTES);
}

/* The median over the first needs. */
static inline void
touched_tell(const made *m, const ch_catalog *cat, const char *what, const ch_rank_query *q)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        double bytes[TOUCHED_QUERIES];

        for (size_t i = 0; i < TOUCHED_QUERIES; i++) {
                const ch_request *r;
                const ch_need *need = made_need(m, cat, i, &r);
                asking a;

                ch_arena_reset(arena);
                if (asking_make(cat, q, r, need, arena, &a) != CH_OK)
                        sample_fail("no memory");
                bytes[i] = touched_bytes(cat, &a, arena);
        }
        qsort(bytes, TOUCHED_QUERIES, sizeof *bytes, compare_doubles);
        printf("{\"what\": \"touched\", \"list\": \"%s\", \"offers\": %zu, \"bytes\": %.0f}\n", what, m->offers_len,
               bytes[TOUCHED_QUERIES / 2]);
        fflush(stdout);
        ch_arena_free(&arena);
}
#endif

/* live.h – a reader that ranks, alone or beside a writer that changes one offer after another and publishes each
 * change; the reader takes the newest catalogue for each query, as the desk's readers do.
 */
#ifndef LIVE_H
#define LIVE_H
#include "made.h"
#include <ch/base/sync.h>
#include <stdatomic.h>

/* How long, how many changes a second, and at most so many lists. */
enum { LIVE_MS = 8000, LIVE_A_SECOND = 600, LIVE_RUNS = 1 << 20 };

/* m, q and is_writing are set by the caller, all else zero; times of each list, in ms, after live_run: runs of them. */
typedef struct live {
        made *m;
        const ch_rank_query *q;
        bool is_writing;
        const ch_catalog *current;
        ch_mutex publishing;
        double until;
        atomic_bool is_over;
        size_t published, runs;
        double *cpu_ms, *wall_ms; /* sorted */
} live;

static inline const ch_catalog *
live_current(live *l)
{
        const ch_catalog *cat;

        ch_mutex_lock(&l->publishing);
        cat = ch_catalog_acquire(l->current);
        ch_mutex_unlock(&l->publishing);
        return cat;
}

static inline void
live_publish(live *l)
{
        made *m = l->m;
        ch_offer changed = *m->offers[roll(&m->w, (uint32_t)m->offers_len)];
        ch_change c = {
                .seq = ch_catalog_seq(l->current) + 1, .kind = CH_OFFER, .id = changed.head.id, .record = &changed
        };
        const ch_catalog *next, *old = l->current;

        changed.status = CH_OFFER_LISTED;
        if (ch_catalog_apply(old, &c, 1, &next) != CH_OK)
                sample_fail("no catalogue");
        ch_mutex_lock(&l->publishing);
        l->current = next;
        ch_mutex_unlock(&l->publishing);
        ch_catalog_release(&old);
        l->published++;
}

/* So many in a second, evenly; who is late makes up for it at once. */
static inline void
live_write(void *arg)
{
        live *l = arg;
        double began = clock_ms(CLOCK_MONOTONIC);
        ch_mutex still;
        ch_cond never;

        ch_mutex_init(&still);
        ch_cond_init(&never);
        ch_mutex_lock(&still);
        while (!atomic_load(&l->is_over)) {
                double due = (clock_ms(CLOCK_MONOTONIC) - began) * LIVE_A_SECOND / 1000;

                if ((double)l->published < due)
                        live_publish(l);
                else
                        (void)ch_cond_wait_ms(&never, &still, 1);
        }
        ch_mutex_unlock(&still);
        ch_cond_destroy(&never);
        ch_mutex_destroy(&still);
}

/* One list of the newest catalogue, timed; needs in turn. */
static inline void
live_rank(live *l, ch_arena *arena)
{
        const ch_catalog *cat = live_current(l);
        const ch_request *r;
        const ch_need *need = made_need(l->m, cat, l->runs, &r);
        double wall = clock_ms(CLOCK_MONOTONIC), cpu = now_ms();
        ch_ranked *v;
        size_t len;

        ch_arena_reset(arena);
        if (ch_rank_need(cat, l->q, r, need, arena, &v, &len) != CH_OK)
                sample_fail("ranking");
        l->cpu_ms[l->runs] = now_ms() - cpu;
        l->wall_ms[l->runs++] = clock_ms(CLOCK_MONOTONIC) - wall;
        ch_catalog_release(&cat);
}

static inline void
live_sort(live *l)
{
        qsort(l->cpu_ms, l->runs, sizeof *l->cpu_ms, compare_doubles);
        qsort(l->wall_ms, l->runs, sizeof *l->wall_ms, compare_doubles);
}

/* Takes the catalogue and gives back the newest. */
static inline const ch_catalog *
live_run(live *l, const ch_catalog *cat)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        ch_thread writer;

        l->current = cat;
        l->cpu_ms = calloc(LIVE_RUNS, sizeof *l->cpu_ms);
        l->wall_ms = calloc(LIVE_RUNS, sizeof *l->wall_ms);
        if (!arena || !l->cpu_ms || !l->wall_ms)
                sample_fail("no memory");
        ch_mutex_init(&l->publishing);
        if (l->is_writing && ch_thread_start(&writer, "writer", live_write, l) != CH_OK)
                sample_fail("no thread");
        l->until = clock_ms(CLOCK_MONOTONIC) + LIVE_MS;
        while (clock_ms(CLOCK_MONOTONIC) < l->until && l->runs < LIVE_RUNS)
                live_rank(l, arena);
        atomic_store(&l->is_over, true);
        if (l->is_writing)
                ch_thread_join(&writer);
        live_sort(l);
        ch_mutex_destroy(&l->publishing);
        ch_arena_free(&arena);
        return l->current;
}

static inline void
live_free(live *l)
{
        free(l->cpu_ms);
        free(l->wall_ms);
}
#endif

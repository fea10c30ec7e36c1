/* own.c – the engine against the naive scan of the same program: how much faster, whether ever different, how much of
 * it is memory, and what readers notice of a writer.
 *
 *      bench_own OFFERS QUERIES SECONDS [planted]     at most QUERIES lists are compared with the naive scan, for at
 * most so many seconds, by two threads
 */
#include "../match/oracle.h"
#include "live.h"
#include "naive.h"
#include "stream.h"
#include "touched.h"

enum { TIMED = 1000, NAIVE_TIMED = 20, NAIVE_LEAST = 3, ORACLE_LISTS = 3, THREADS = 2, TIMED_MS = 20000 };

static made m;
static const ch_catalog *cat;
static naive scan_of;
static ch_weights structured;
static bool planted;
static atomic_size_t next_query, compared, wrong;
static size_t queries;
static double stop_at;

static ch_rank_query
query_of(bool with_text)
{
        return (ch_rank_query) { .today = TODAY, .weights = with_text ? &ch_weights_default : &structured, .top = TOP };
}

/* ---- times ----------------------------------------------------------------------------------------------------- */

static void
time_engine(const char *what, bool with_text)
{
        const ch_rank_query q = query_of(with_text);
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        static double ms[TIMED];
        double until = clock_ms(CLOCK_MONOTONIC) + TIMED_MS;
        size_t n = 0;

        for (size_t i = 0; i < TIMED && clock_ms(CLOCK_MONOTONIC) < until; i++) {
                const ch_request *r;
                const ch_need *need = made_need(&m, cat, i, &r);
                ch_ranked *v;
                size_t len;

                for (int pass = 0; pass < 2; pass++) { /* the second counts, as it does of others */
                        ch_arena_reset(arena);
                        ms[n] = now_ms();
                        if (ch_rank_need(cat, &q, r, need, arena, &v, &len) != CH_OK)
                                sample_fail("ranking");
                        ms[n] = now_ms() - ms[n];
                }
                n++;
        }
        tell(what, m.offers_len, ms, n);
        ch_arena_free(&arena);
}

static void
time_naive(const char *what, bool with_text)
{
        const ch_rank_query q = query_of(with_text);
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        double until = clock_ms(CLOCK_MONOTONIC) + TIMED_MS;
        static double ms[NAIVE_TIMED];
        naive_line lines[TOP];
        size_t n = 0;

        while (n < NAIVE_TIMED && (n < NAIVE_LEAST || clock_ms(CLOCK_MONOTONIC) < until)) {
                const ch_request *r;
                const ch_need *need = made_need(&m, cat, n, &r);

                ch_arena_reset(arena);
                ms[n] = now_ms();
                (void)naive_rank(&scan_of, &q, r, need, arena, lines);
                ms[n] = now_ms() - ms[n];
                n++;
        }
        tell(what, m.offers_len, ms, n);
        ch_arena_free(&arena);
}

static void
tell_touched(void)
{
        const ch_rank_query q = query_of(false), with_text = query_of(true);

        touched_tell(&m, cat, "structured", &q);
        touched_tell(&m, cat, "with text", &with_text);
}

/* ---- answers --------------------------------------------------------------------------------------------------- */

/* Each second query without the words; the needs change, and with every round of them the day and the list. */
static ch_rank_query
varied(size_t i)
{
        ch_rank_query q = query_of(i % 2 == 0);

        q.today = TODAY + (ch_day)(i / REQUESTS % 7) * 30;
        q.for_provider = i / REQUESTS % 2;
        return q;
}

static bool
is_same(size_t i, ch_arena *arena)
{
        const ch_rank_query q = varied(i);
        const ch_request *r;
        const ch_need *need = made_need(&m, cat, i, &r);
        naive_line lines[TOP];
        ch_ranked *v;
        size_t len, plain;

        if (ch_rank_need(cat, &q, r, need, arena, &v, &len) != CH_OK)
                sample_fail("ranking");
        plain = naive_rank(&scan_of, &q, r, need, arena, lines);
        if (planted && plain > 1)
                lines[1] = lines[0];
        return naive_same(lines, plain, v, len);
}

static void
compare_some(void *unused)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);

        (void)unused;
        while (clock_ms(CLOCK_MONOTONIC) < stop_at) {
                size_t i = atomic_fetch_add(&next_query, 1);

                if (i >= queries)
                        break;
                ch_arena_reset(arena);
                if (!is_same(i, arena))
                        atomic_fetch_add(&wrong, 1);
                atomic_fetch_add(&compared, 1);
        }
        ch_arena_free(&arena);
}

static void
compare_lists(void)
{
        ch_thread threads[THREADS];

        for (size_t i = 0; i < THREADS; i++)
                if (ch_thread_start(&threads[i], "compare", compare_some, NULL) != CH_OK)
                        sample_fail("no thread");
        for (size_t i = 0; i < THREADS; i++)
                ch_thread_join(&threads[i]);
        printf("{\"what\": \"lists\", \"offers\": %zu, \"compared\": %zu, \"wrong\": %zu}\n", m.offers_len,
               atomic_load(&compared), atomic_load(&wrong));
        fflush(stdout);
}

/* The naive scan itself: some lists of it, with their reasons, as the public door tells each pair. */
static void
check_naive(void)
{
        ch_ranked *out = calloc(m.offers_len + 1, sizeof *out);
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        size_t bad = 0;

        for (size_t i = 0; out && i < ORACLE_LISTS; i++) {
                const ch_rank_query q = query_of(true);
                const ch_request *r;
                const ch_need *need = made_need(&m, cat, i, &r);
                naive_line lines[TOP];
                ch_ranked *v;
                size_t plain, len;

                ch_arena_reset(arena);
                plain = oracle_rank(cat, &q, r, need, arena, out);
                bad += !naive_same(lines, naive_rank(&scan_of, &q, r, need, arena, lines), out, plain);
                if (ch_rank_need(cat, &q, r, need, arena, &v, &len) != CH_OK)
                        sample_fail("ranking");
                for (size_t k = 0; k < len && k < plain; k++)
                        bad += !oracle_same(&v[k], &out[k]);
        }
        printf("{\"what\": \"naive\", \"offers\": %zu, \"compared\": %d, \"wrong\": %zu}\n", m.offers_len, ORACLE_LISTS,
               bad);
        fflush(stdout);
        atomic_fetch_add(&wrong, bad);
        ch_arena_free(&arena);
        free(out);
}

/* ---- a writer at work ------------------------------------------------------------------------------------------ */

static void
time_live(void)
{
        static const char *const names[] = { "alone", "beside a writer" };

        for (int is_writing = 0; is_writing < 2; is_writing++) {
                const ch_rank_query q = query_of(false);
                live l = { .m = &m, .q = &q, .is_writing = is_writing };

                cat = live_run(&l, cat);
                printf("{\"what\": \"live\", \"beside\": \"%s\", \"offers\": %zu, \"published_a_second\": %.0f, "
                       "\"runs\": %zu, \"p50_ms\": %.4f, \"p99_ms\": %.4f, \"p999_ms\": %.4f, \"wall_p999_ms\": "
                       "%.4f}\n",
                       names[is_writing], m.offers_len, (double)l.published * 1000 / LIVE_MS, l.runs,
                       l.cpu_ms[l.runs / 2], l.cpu_ms[l.runs * 99 / 100], l.cpu_ms[l.runs * 999 / 1000],
                       l.wall_ms[l.runs * 999 / 1000]);
                fflush(stdout);
                live_free(&l);
        }
}

int
main(int argc, char **argv)
{
        size_t offers = argc > 1 ? (size_t)strtoull(argv[1], NULL, 10) : 10000;

        queries = argc > 2 ? (size_t)strtoull(argv[2], NULL, 10) : 1000;
        planted = argc > 4 && !strcmp(argv[4], "planted");
        structured = made_structured();
        made_world(&m, CH_SOURCE_DIR, offers);
        cat = made_catalog(&m);
        made_tell(&m);
        naive_make(&scan_of, cat);
        if (!planted) {
                time_engine("own structured", false);
                time_engine("own with text", true);
                time_naive("naive structured", false);
                time_naive("naive with text", true);
                stream_tell(offers);
                tell_touched();
                check_naive();
        }
        stop_at = clock_ms(CLOCK_MONOTONIC) + 1e3 * (argc > 3 ? strtod(argv[3], NULL) : 60);
        compare_lists();
        naive_free(&scan_of);
        if (!planted)
                time_live();
        made_free(&m, &cat);
        return atomic_load(&wrong) != 0;
}

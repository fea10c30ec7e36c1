/* bench.c – how long it takes to get ready, to take in a change and to rank, at a given number of offers; every list is
 * compared with the plain oracle (each pair by itself, sorted). Prints one JSON line a figure; wrong answers end
 * with 1.
 *
 *      bench [OFFERS] [QUERIES] [CHECKED] [planted]    of the queries so many are checked; planted: each list has a
 * line twice, which must be found wrong bench lists [OFFERS] [QUERIES]          all lines of all lists, to compare two
 * versions of the engine
 */
#include "../match/oracle.h"
#include "world.h"
#include <ch/base/crypto.h>
#include <ch/rank.h>
#include <sys/resource.h>
#include <time.h>

enum { TODAY = 20778, TOP = 20, REQUESTS = 400, SINGLE = 200, PAGE = 8192 };

static world w;
static ch_change *changes;
static size_t changes_len, offers_len, wrong;
static bool planted;
static const ch_offer **offers;
static const ch_request *requests[REQUESTS];
static const ch_rank_query query = { .today = TODAY, .weights = &ch_weights_default, .top = TOP };

static double
now_ms(void)
{
        struct timespec t;

        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
compare_doubles(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;

        return (x > y) - (x < y);
}

static void
tell(const char *what, double *ms, size_t n)
{
        qsort(ms, n, sizeof *ms, compare_doubles);
        printf("{\"what\": \"%s\", \"offers\": %zu, \"runs\": %zu, \"p50_ms\": %.4f, \"p99_ms\": %.4f}\n", what,
               offers_len, n, ms[n / 2], ms[n * 99 / 100]);
        fflush(stdout);
}

static void
put(ch_kind kind, const void *record)
{
        const ch_head *head = record;

        changes[changes_len] = (ch_change) { .seq = changes_len + 1, .kind = kind, .id = head->id, .record = record };
        changes_len++;
}

static void
make_world(void)
{
        size_t responses = offers_len / 20 < 2000 ? offers_len / 20 : 2000;

        changes = calloc(offers_len + REQUESTS + PARTIES + 2 * responses, sizeof *changes);
        offers = calloc(offers_len, sizeof *offers);
        if (!changes || !offers)
                sample_fail("no memory");
        for (size_t i = 0; i < PARTIES; i++)
                put(CH_PARTY, world_body(&w, i));
        for (size_t i = 0; i < REQUESTS; i++)
                put(CH_REQUEST, requests[i] = world_request(&w, i));
        for (size_t i = 0; i < offers_len; i++)
                put(CH_OFFER, offers[i] = world_offer(&w, i));
        for (size_t i = 0; i < responses; i++) {
                const ch_request *r = requests[roll(&w, REQUESTS)];
                const ch_offer *o = offers[roll(&w, (uint32_t)offers_len)];

                put(CH_RESPONSE, world_response(&w, i, r, o));
                put(CH_MATCH, world_match(&w, i, r, offers[roll(&w, (uint32_t)offers_len)]));
        }
}

/* In pages, as the desk reads them. */
static const ch_catalog *
load(void)
{
        const ch_catalog *cat = ch_catalog_new(w.vocab), *next;
        double began = now_ms(), took;
        struct rusage before, after;

        getrusage(RUSAGE_SELF, &before);
        for (size_t i = 0; i < changes_len; i += PAGE) {
                if (!cat || ch_catalog_apply(cat, changes + i, changes_len - i < PAGE ? changes_len - i : PAGE, &next))
                        sample_fail("no catalogue");
                ch_catalog_release(&cat);
                cat = next;
        }
        took = now_ms() - began;
        getrusage(RUSAGE_SELF, &after);
        tell("load", &took, 1);
        printf("{\"what\": \"memory\", \"offers\": %zu, \"bytes_an_offer\": %ld}\n", offers_len,
               (after.ru_maxrss - before.ru_maxrss) * 1024 / (long)offers_len);
        return cat;
}

static const ch_catalog *
write_some(const ch_catalog *cat)
{
        static double ms[SINGLE];

        for (size_t i = 0; i < SINGLE; i++) {
                ch_offer changed = *offers[roll(&w, (uint32_t)offers_len)];
                ch_change c = {
                        .seq = changes_len + i + 1, .kind = CH_OFFER, .id = changed.head.id, .record = &changed
                };
                const ch_catalog *next;

                changed.status = CH_OFFER_LISTED;
                ms[i] = now_ms();
                if (ch_catalog_apply(cat, &c, 1, &next) != CH_OK)
                        sample_fail("no catalogue");
                ch_catalog_release(&cat);
                ms[i] = now_ms() - ms[i];
                cat = next;
        }
        tell("write", ms, SINGLE);
        return cat;
}

static void
check(const ch_catalog *cat, const ch_request *r, const ch_need *n, const ch_ranked *v, size_t len)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        ch_ranked *out = calloc(offers_len + 1, sizeof *out);
        size_t plain = arena && out ? oracle_rank(cat, &query, r, n, arena, out) : 0, bad = plain != len;

        if (planted && plain > 1)
                out[1] = out[0];
        for (size_t i = 0; i < len && !bad; i++)
                bad = !oracle_same(&v[i], &out[i]);
        if (bad && !planted)
                printf("wrong: %.*s need %d\n", (int)r->head.ref.len, r->head.ref.p, (int)n->no);
        wrong += bad;
        free(out);
        ch_arena_free(&arena);
}

/* ---- what is asked --------------------------------------------------------------------------------------------- */

static void
rank_needs(const ch_catalog *cat, size_t queries, size_t checked)
{
        double *ms = calloc(queries, sizeof *ms);

        for (size_t i = 0; ms && i < queries; i++) {
                const ch_request *r = ch_catalog_by_id(cat, CH_REQUEST, requests[i % REQUESTS]->head.id);
                const ch_need *n = &ch_request_needs(r)[i / REQUESTS % r->needs.len];
                ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
                ch_ranked *v;
                size_t len;

                ms[i] = now_ms();
                if (ch_rank_need(cat, &query, r, n, arena, &v, &len) != CH_OK)
                        sample_fail("ranking");
                ms[i] = now_ms() - ms[i];
                if (i < checked)
                        check(cat, r, n, v, len);
                ch_arena_free(&arena);
        }
        tell("need", ms, queries);
        free(ms);
}

static void
rank_requests(const ch_catalog *cat, size_t queries)
{
        double *ms = calloc(queries, sizeof *ms);

        for (size_t i = 0; ms && i < queries; i++) {
                ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
                ch_ranked *v;
                size_t len;

                ms[i] = now_ms();
                if (ch_rank_request(cat, &query, requests[i % REQUESTS], arena, &v, &len) != CH_OK)
                        sample_fail("ranking");
                ms[i] = now_ms() - ms[i];
                ch_arena_free(&arena);
        }
        tell("request", ms, queries);
        free(ms);
}

static void
print_list(const char *what, const ch_ranked *v, size_t len)
{
        printf("%s", what);
        for (size_t i = 0; i < len; i++)
                printf(" %.*s/%.*s/%d:%d,%zu,%.*s", (int)v[i].offer->head.ref.len, v[i].offer->head.ref.p,
                       (int)v[i].request->head.ref.len, v[i].request->head.ref.p, (int)v[i].need->no, (int)v[i].score,
                       v[i].why_len, v[i].area ? (int)v[i].area->text.len : 0, v[i].area ? v[i].area->text.p : "");
        printf("\n");
}

static void
print_lists(const ch_catalog *cat, size_t queries)
{
        for (size_t i = 0; i < queries; i++) {
                const ch_request *r = requests[i % REQUESTS];
                ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
                ch_rank_query q = query;
                ch_ranked *v;
                size_t len;

                q.top = i % 4 == 1 ? 0 : i % 4 == 2 ? 200 : TOP;
                q.role = (int32_t)(i % 5 == 4);
                q.for_provider = i % 7 == 3;
                if (ch_rank_need(cat, &q, r, ch_request_needs(r), arena, &v, &len) != CH_OK)
                        sample_fail("ranking");
                print_list("need", v, len);
                if (ch_rank_request(cat, &q, r, arena, &v, &len) != CH_OK)
                        sample_fail("ranking");
                print_list("request", v, len);
                if (ch_rank_offer(cat, &q, offers[i], arena, &v, &len) != CH_OK)
                        sample_fail("ranking");
                print_list("offer", v, len);
                ch_arena_free(&arena);
        }
}

static size_t
number(int argc, char **argv, int at, size_t otherwise)
{
        return at < argc ? (size_t)strtoull(argv[at], NULL, 10) : otherwise;
}

int
main(int argc, char **argv)
{
        bool lists = argc > 1 && !strcmp(argv[1], "lists");
        static sample s;
        const ch_catalog *cat;

        offers_len = number(argc, argv, 1 + lists, 10000);
        s.root = CH_SOURCE_DIR;
        s.arena = w.arena = ch_arena_new(SIZE_MAX / 4);
        if (!s.arena || !ch_crypto_init())
                sample_fail("no memory");
        sample_vocab(&s);
        w.vocab = s.vocab;
        w.seed = 1540;
        make_world();
        cat = load();
        cat = write_some(cat);
        if (lists) {
                print_lists(cat, number(argc, argv, 3, 100));
        } else {
                size_t queries = number(argc, argv, 2, 200);

                planted = argc > 4 && !strcmp(argv[4], "planted");
                rank_needs(cat, queries, number(argc, argv, 3, queries));
                rank_requests(cat, queries / 10 + 1);
                printf("{\"what\": \"wrong\", \"offers\": %zu, \"lists\": %zu}\n", offers_len, wrong);
        }
        ch_catalog_release(&cat);
        ch_arena_free(&s.arena);
        return wrong != 0;
}

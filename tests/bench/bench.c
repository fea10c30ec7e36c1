/* bench.c – how long it takes to get ready, to take in a change and to rank, at a given number of offers; every list is
 * compared with the plain oracle (each pair by itself, sorted). Prints one JSON line a figure; wrong answers end
 * with 1.
 *
 *      bench [OFFERS] [QUERIES] [CHECKED] [planted]    of the queries so many are checked; planted: each list has a
 * line twice, which must be found wrong bench lists [OFFERS] [QUERIES]          all lines of all lists, to compare two
 * versions of the engine
 */
#include "../match/oracle.h"
#include "made.h"

enum { SINGLE = 200 };

static made m;
static size_t wrong;
static bool planted;
static const ch_rank_query query = { .today = TODAY, .weights = &ch_weights_default, .top = TOP };

static const ch_catalog *
write_some(const ch_catalog *cat)
{
        static double ms[SINGLE];

        for (size_t i = 0; i < SINGLE; i++) {
                ch_offer changed = *m.offers[roll(&m.w, (uint32_t)m.offers_len)];
                ch_change c = {
                        .seq = m.changes_len + i + 1, .kind = CH_OFFER, .id = changed.head.id, .record = &changed
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
        tell("write", m.offers_len, ms, SINGLE);
        return cat;
}

static void
check(const ch_catalog *cat, const ch_request *r, const ch_need *n, const ch_ranked *v, size_t len)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        ch_ranked *out = calloc(m.offers_len + 1, sizeof *out);
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
                const ch_request *r = ch_catalog_by_id(cat, CH_REQUEST, m.requests[i % REQUESTS]->head.id, NULL);
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
        tell("need", m.offers_len, ms, queries);
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
                if (ch_rank_request(cat, &query, m.requests[i % REQUESTS], arena, &v, &len) != CH_OK)
                        sample_fail("ranking");
                ms[i] = now_ms() - ms[i];
                ch_arena_free(&arena);
        }
        tell("request", m.offers_len, ms, queries);
        free(ms);
}

static void
ask_why_not(const ch_catalog *cat, size_t queries)
{
        double *ms = calloc(queries, sizeof *ms);

        for (size_t i = 0; ms && i < queries; i++) {
                const ch_request *r = m.requests[i % REQUESTS];
                ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
                ch_why_not why;

                ms[i] = now_ms();
                if (ch_rank_why_not(cat, &query, r, ch_request_needs(r), arena, &why) != CH_OK)
                        sample_fail("why not");
                ms[i] = now_ms() - ms[i];
                ch_arena_free(&arena);
        }
        tell("why not", m.offers_len, ms, queries);
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
                const ch_request *r = m.requests[i % REQUESTS];
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
                if (ch_rank_offer(cat, &q, m.offers[i], arena, &v, &len) != CH_OK)
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
        const ch_catalog *cat;

        made_world(&m, CH_SOURCE_DIR, number(argc, argv, 1 + lists, 10000));
        cat = made_catalog(&m);
        made_tell(&m);
        cat = write_some(cat);
        if (lists) {
                print_lists(cat, number(argc, argv, 3, 100));
        } else {
                size_t queries = number(argc, argv, 2, 200);

                planted = argc > 4 && !strcmp(argv[4], "planted");
                rank_needs(cat, queries, number(argc, argv, 3, queries));
                rank_requests(cat, queries / 10 + 1);
                ask_why_not(cat, queries / 2 + 1);
                printf("{\"what\": \"wrong\", \"offers\": %zu, \"lists\": %zu}\n", m.offers_len, wrong);
        }
        made_free(&m, &cat);
        return wrong != 0;
}

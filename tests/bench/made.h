/* made.h – the made world as a catalogue, and the clocks and percentiles of those who measure it. One program, one
 * world.
 *
 *   static made m;
 *
 *   made_world(&m, CH_SOURCE_DIR, 100000);
 *   cat = made_catalog(&m);
 *   …
 *   made_free(&m, &cat);
 *
 * What fails ends the program with 2 (sample_fail).
 */
#ifndef MADE_H
#define MADE_H
#include "world.h"
#include <ch/base/crypto.h>
#include <ch/rank.h>
#include <time.h>
#include <unistd.h>

enum { TODAY = 20778, TOP = 20, REQUESTS = 400, PAGE = 8192 };

typedef struct made {
        sample s;
        world w;
        ch_change *changes;
        size_t changes_len, offers_len;
        const ch_offer **offers;
        const ch_request *requests[REQUESTS];
        double load_ms;
        int64_t bytes_an_offer, text_an_offer; /* resident, of the offers alone; of it their own words */
} made;

/* Milliseconds of that clock. */
static inline double
clock_ms(clockid_t clock)
{
        struct timespec t;

        clock_gettime(clock, &t);
        return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Of this thread: what else the machine does does not count. */
static inline double
now_ms(void)
{
        return clock_ms(CLOCK_THREAD_CPUTIME_ID);
}

static inline int
compare_doubles(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;

        return (x > y) - (x < y);
}

/* Sorts the times and prints their percentiles as a JSON line; n is at least 1. */
static inline void
tell(const char *what, size_t offers, double *ms, size_t n)
{
        qsort(ms, n, sizeof *ms, compare_doubles);
        printf("{\"what\": \"%s\", \"offers\": %zu, \"runs\": %zu, \"p50_ms\": %.4f, \"p99_ms\": %.4f, \"p999_ms\": "
               "%.4f}\n",
               what, offers, n, ms[n / 2], ms[n * 99 / 100], ms[n * 999 / 1000]);
        fflush(stdout);
}

static inline void
made_put(made *m, ch_kind kind, const void *record)
{
        const ch_head *head = record;

        m->changes[m->changes_len] = (ch_change) {
                .seq = m->changes_len + 1, .kind = kind, .id = head->id, .record = record
        };
        m->changes_len++;
}

static inline void
made_fill(made *m)
{
        size_t responses = m->offers_len / 20 < 2000 ? m->offers_len / 20 : 2000;
        world *w = &m->w;

        for (size_t i = 0; i < PARTIES; i++)
                made_put(m, CH_PARTY, world_body(w, i));
        for (size_t i = 0; i < REQUESTS; i++)
                made_put(m, CH_REQUEST, m->requests[i] = world_request(w, i));
        for (size_t i = 0; i < m->offers_len; i++)
                made_put(m, CH_OFFER, m->offers[i] = world_offer(w, i));
        for (size_t i = 0; i < responses; i++) {
                const ch_request *r = m->requests[roll(w, REQUESTS)];
                const ch_offer *o = m->offers[roll(w, (uint32_t)m->offers_len)];

                made_put(m, CH_RESPONSE, world_response(w, i, r, o));
                made_put(m, CH_MATCH, world_match(w, i, r, m->offers[roll(w, (uint32_t)m->offers_len)]));
        }
}

/* All records: 400 requests, so many offers, and one response and one match for each 20 offers (2,000 at most). The
 * same each time. */
static inline void
made_world(made *m, const char *root, size_t offers)
{
        ch_arena_hold_back(); /* as the program does */
        m->s.root = root;
        m->s.arena = m->w.arena = ch_arena_new(SIZE_MAX / 4);
        m->offers_len = offers;
        m->changes = calloc(2 * offers + REQUESTS + PARTIES, sizeof *m->changes);
        m->offers = calloc(offers, sizeof *m->offers);
        if (!m->s.arena || !m->changes || !m->offers || !ch_crypto_init())
                sample_fail("no memory");
        sample_vocab(&m->s);
        m->w.vocab = m->s.vocab;
        m->w.seed = 1540;
        made_fill(m);
}

/* Of this process. */
static inline int64_t
resident_bytes(void)
{
        FILE *f = fopen("/proc/self/statm", "r");
        char text[128] = "";
        char *at = text;

        if (!f || !fgets(text, sizeof text, f))
                sample_fail("/proc/self/statm");
        fclose(f);
        (void)strtoll(at, &at, 10);
        return strtoll(at, &at, 10) * sysconf(_SC_PAGESIZE);
}

static inline int64_t
text_bytes(const made *m)
{
        size_t n = 0;

        for (size_t i = 0; i < m->offers_len; i++) {
                const ch_offer *o = m->offers[i];

                n += o->title.len + o->text.len;
                for (size_t k = 0; k < o->areas.len; k++)
                        n += ch_offer_areas(o)[k].text.len;
        }
        return (int64_t)n;
}

/* In pages, as the desk reads them. */
static inline const ch_catalog *
made_take_in(made *m, const ch_catalog *cat, size_t from, size_t to)
{
        const ch_catalog *next;

        for (size_t i = from; i < to; i += PAGE) {
                size_t n = to - i < PAGE ? to - i : PAGE;

                if (!cat || ch_catalog_apply(cat, m->changes + i, n, &next))
                        sample_fail("no catalogue");
                ch_catalog_release(&cat);
                cat = next;
        }
        ch_arena_give_back(); /* as the desk does */
        return cat;
}

/* Memory is what the offers alone add: requests, responses and matches stand beside them, and there are not more of
 * them where there are more offers. */
static inline const ch_catalog *
made_catalog(made *m)
{
        size_t first = PARTIES + REQUESTS, then = first + m->offers_len;
        const ch_catalog *cat = ch_catalog_new(m->w.vocab);
        double began = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        int64_t before;

        cat = made_take_in(m, cat, 0, first);
        before = resident_bytes();
        cat = made_take_in(m, cat, first, then);
        m->bytes_an_offer = (resident_bytes() - before) / (int64_t)m->offers_len;
        m->text_an_offer = text_bytes(m) / (int64_t)m->offers_len;
        cat = made_take_in(m, cat, then, m->changes_len);
        m->load_ms = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - began;
        return cat;
}

static inline void
made_tell(const made *m)
{
        printf("{\"what\": \"load\", \"offers\": %zu, \"p50_ms\": %.1f, \"p99_ms\": %.1f}\n", m->offers_len, m->load_ms,
               m->load_ms);
        printf("{\"what\": \"memory\", \"offers\": %zu, \"bytes_an_offer\": %lld, \"beside_text\": %lld}\n",
               m->offers_len, (long long)m->bytes_an_offer, (long long)(m->bytes_an_offer - m->text_an_offer));
        fflush(stdout);
}

static inline void
made_free(made *m, const ch_catalog **cat)
{
        ch_catalog_release(cat);
        free(m->changes);
        free(m->offers);
        ch_arena_free(&m->s.arena);
}

/* The weights on what SQL can say: the words and the track record are not, and the kind of help and the weapon area
 * count as far as the words are alike. The others keep their proportions, and total 100. */
static inline ch_weights
made_structured(void)
{
        static const ch_factor kept[] = { CH_FACTOR_TOPIC, CH_FACTOR_REGION, CH_FACTOR_LANGUAGE, CH_FACTOR_PROVIDER,
                                          CH_FACTOR_MODE,  CH_FACTOR_LOAD,   CH_FACTOR_FRESHNESS };
        enum { KEPT = sizeof kept / sizeof *kept };
        ch_weights out = { .version = CH_LIT("structured") };
        int32_t all = 0, left = 100;

        for (size_t i = 0; i < KEPT; i++)
                all += ch_weights_default.w[kept[i]];
        for (size_t i = 1; i < KEPT; i++)
                left -= out.w[kept[i]] = (200 * ch_weights_default.w[kept[i]] + all) / (2 * all);
        out.w[kept[0]] = left;
        return out;
}

/* The i-th need that is asked: the first of each request, then the second ones. */
static inline const ch_need *
made_need(const made *m, const ch_catalog *cat, size_t i, const ch_request **request)
{
        const ch_request *r = ch_catalog_by_id(cat, CH_REQUEST, m->requests[i % REQUESTS]->head.id, NULL);

        *request = r;
        return &ch_request_needs(r)[i / REQUESTS % r->needs.len];
}
#endif

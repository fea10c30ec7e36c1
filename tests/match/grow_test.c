/* Catalogues made one after another, each from the last: records are put behind those that are there. */
#include "given.h"
#include <ch/base/sync.h>

enum { CALLS = 300, AT_ONCE = 7, KNOWN = 400, STEPS = 1500, ROUNDS = 300, READERS = 2 };

typedef ch_status making(const ch_catalog *old, const ch_change *changes, size_t n, const ch_catalog **next);

static ch_request *
copy_of(given *g, const ch_request *from, size_t no)
{
        ch_request *r = ch_record_copy(g->t->arena, CH_REQUEST, from);

        r->head.id = (ch_uuid) { { (uint8_t)(no * 151), (uint8_t)no, (uint8_t)(no >> 8), 1 } };
        r->head.ref = ch_fmt(g->t->arena, "R-%06zu", no);
        return r;
}

static void
follow(making *make, const ch_catalog **cat, const ch_change *changes, size_t n)
{
        const ch_catalog *next = NULL;

        if (make(*cat, changes, n, &next) != CH_OK)
                abort();
        ch_catalog_release(cat);
        *cat = next;
}

/* How many records lie elsewhere in the end than where they were put first. */
static size_t
moved(given *g, const ch_request *like, making *make)
{
        const ch_catalog *cat = ch_catalog_new(g->s.vocab);
        const void **first = CH_NEW_N(g->t->arena, const void *, CALLS *AT_ONCE);
        ch_change changes[AT_ONCE];
        size_t n = 0, wrong = 0;

        for (size_t i = 0; i < CALLS; i++) {
                for (size_t k = 0; k < AT_ONCE; k++) {
                        ch_request *r = copy_of(g, like, i * AT_ONCE + k);

                        changes[k] = (ch_change) {
                                .seq = i * AT_ONCE + k + 1, .kind = CH_REQUEST, .id = r->head.id, .record = r
                        };
                }
                follow(make, &cat, changes, AT_ONCE);
                for (size_t k = 0; k < AT_ONCE; k++)
                        first[n++] = ch_catalog_by_id(cat, CH_REQUEST, changes[k].id, NULL);
        }
        for (size_t i = 0; i < n; i++)
                wrong += ch_catalog_by_ref(cat, CH_REQUEST, ch_fmt(g->t->arena, "R-%06zu", i), NULL) != first[i];
        T_EQ_SIZE(ch_catalog_count(cat, CH_REQUEST), n);
        ch_catalog_release(&cat);
        return wrong;
}

T_CASE("what comes in many small calls stays where it was put, and is copied together where each call stands alone")
{
        given *g = given_tables(t);
        ch_request *like = given_request(g, "R", "ALB", "training of customs officers");

        like->status = CH_REQUEST_DRAFT;
        T_EQ_SIZE(moved(g, like, ch_catalog_grow), 0);
        T_TRUE(moved(g, like, ch_catalog_apply) > CALLS);
}

typedef struct known { /* what there must be */
        ch_request *v[KNOWN];
        unsigned chance;
        size_t wrong;
} known;

static unsigned
draw(known *k, unsigned below)
{
        k->chance = k->chance * 1103515245u + 12345u;
        return (k->chance >> 16) % below;
}

/* A request comes, is changed, or goes. */
static ch_change
one_step(given *g, const ch_request *like, known *k, size_t step)
{
        size_t at = draw(k, KNOWN);
        ch_change change = { .seq = step + 1, .kind = CH_REQUEST };
        ch_request *r = k->v[at] ? ch_record_copy(g->t->arena, CH_REQUEST, k->v[at]) : copy_of(g, like, at);

        change.id = r->head.id;
        if (k->v[at] && draw(k, 4) == 0) {
                k->v[at] = NULL;
                return change;
        }
        r->title = ch_fmt(g->t->arena, "as of step %zu", step);
        change.record = k->v[at] = r;
        return change;
}

static void
compare(const given *g, const ch_catalog *cat, known *k)
{
        size_t n = 0;

        for (size_t i = 0; i < KNOWN; i++) {
                ch_uuid id = copy_of((given *)(uintptr_t)g, k->v[i] ? k->v[i] : &(ch_request) { 0 }, i)->head.id;
                const ch_request *r = ch_catalog_by_id(cat, CH_REQUEST, id, NULL);

                n += k->v[i] != NULL;
                k->wrong += !r != !k->v[i] || (r && !ch_str_eq(r->title, k->v[i]->title));
        }
        k->wrong += ch_catalog_count(cat, CH_REQUEST) != n;
}

T_CASE("a catalogue that grew by changes, with some that came to nothing and others tried beside it, holds what came "
       "last")
{
        given *g = given_tables(t);
        ch_request *like = given_request(g, "R", "ALB", "training of customs officers");
        const ch_catalog *cat = ch_catalog_new(g->s.vocab), *beside;
        known k = { .chance = 7 };

        for (size_t i = 0; i < STEPS; i++) {
                known before = k;
                ch_change change = one_step(g, like, &k, i), other = one_step(g, like, &before, i);

                T_OK(draw(&k, 2) ? ch_catalog_apply(cat, &other, 1, &beside)
                                 : ch_catalog_grow(cat, &other, 1, &beside));
                ch_catalog_release(&beside);
                follow(ch_catalog_grow, &cat, &change, 1);
                if (i % 50 == 0)
                        compare(g, cat, &k);
        }
        compare(g, cat, &k);
        T_EQ_SIZE(k.wrong, 0);
        k.v[3] = k.v[3] ? NULL : like; /* a difference is noticed */
        compare(g, cat, &k);
        T_EQ_SIZE(k.wrong, 2);
        ch_catalog_release(&cat);
}

/* ---- beside readers ---- */

typedef struct shared {
        ch_mutex lock;
        const ch_catalog *current;
        ch_change change; /* that readers try */
        bool is_over;
} shared;

typedef struct reader {
        shared *s;
        ch_thread thread;
        size_t tries, faults;
} reader;

static void
try_on(void *arg)
{
        reader *r = arg;
        bool is_over = false;

        while (!is_over) {
                const ch_catalog *cat, *next = NULL;
                const void *const *all;
                size_t n;

                ch_mutex_lock(&r->s->lock);
                cat = ch_catalog_acquire(r->s->current);
                is_over = r->s->is_over;
                ch_mutex_unlock(&r->s->lock);
                n = ch_catalog_all(cat, CH_REQUEST, &all);
                for (size_t i = 0; i < n; i++)
                        r->faults += ((const ch_request *)all[i])->needs.len != 1;
                if (ch_catalog_apply(cat, &r->s->change, 1, &next) != CH_OK ||
                    ch_catalog_count(next, CH_REQUEST) != n + 1)
                        r->faults++;
                ch_catalog_release(&next);
                ch_catalog_release(&cat);
                r->tries++;
        }
}

T_CASE("readers read and try changes of their own while the one who publishes puts more behind what they read")
{
        given *g = given_tables(t);
        ch_request *like = given_request(g, "R", "ALB", "training of customs officers"),
                   *own = copy_of(g, like, 999999);
        shared s = { .current = ch_catalog_new(g->s.vocab) };
        reader readers[READERS];

        s.change = (ch_change) { .seq = 999999, .kind = CH_REQUEST, .id = own->head.id, .record = own };
        ch_mutex_init(&s.lock);
        for (size_t i = 0; i < READERS; i++) {
                readers[i] = (reader) { .s = &s };
                T_OK(ch_thread_start(&readers[i].thread, "reader", try_on, &readers[i]));
        }
        for (size_t i = 0; i < ROUNDS; i++) {
                ch_request *r = copy_of(g, like, i);
                ch_change change = { .seq = i + 1, .kind = CH_REQUEST, .id = r->head.id, .record = r };
                const ch_catalog *next, *before;

                T_OK(ch_catalog_grow(s.current, &change, 1, &next));
                ch_mutex_lock(&s.lock);
                before = s.current;
                s.current = next;
                s.is_over = i + 1 == ROUNDS;
                ch_mutex_unlock(&s.lock);
                ch_catalog_release(&before);
        }
        for (size_t i = 0; i < READERS; i++) {
                ch_thread_join(&readers[i].thread);
                T_TRUE(readers[i].tries > 0);
                T_EQ_SIZE(readers[i].faults, 0);
        }
        T_EQ_SIZE(ch_catalog_count(s.current, CH_REQUEST), ROUNDS);
        ch_catalog_release(&s.current);
        ch_mutex_destroy(&s.lock);
}

#include "stage.h"
#include <ch/base/sync.h>
#include <ch/publish.h>

enum { READERS = 3, ROUNDS = 400 };

typedef struct hall { /* one writer, some readers */
        ch_published published;
        atomic_bool is_over;
        atomic_size_t reads, wrong;
} hall;

/* A reader sees whole catalogues, each not older than the one before. */
static bool
is_wrong(const ch_catalog *cat, uint64_t *seen)
{
        ch_offer_walk walk = ch_catalog_offers(cat);
        bool wrong = ch_catalog_seq(cat) < *seen;
        ch_offer o;

        while (ch_offer_next(&walk, &o))
                wrong = wrong || !o.head.ref.len;

        *seen = ch_catalog_seq(cat);
        return wrong;
}

static void
read_on(void *arg)
{
        hall *h = arg;
        uint64_t seen = 0;

        while (!atomic_load(&h->is_over)) {
                const ch_catalog *cat = ch_published_acquire(&h->published);

                atomic_fetch_add(&h->wrong, is_wrong(cat, &seen));
                ch_catalog_release(&cat);
                atomic_fetch_add(&h->reads, 1);
        }
}

static void
start(hall *h, const ch_catalog *first, ch_thread *threads)
{
        ch_published_init(&h->published, first);
        for (size_t i = 0; i < READERS; i++)
                T_OK(ch_thread_start(&threads[i], "reader", read_on, h));
        while (atomic_load(&h->reads) < READERS)
                ch_thread_yield();
}

static void
stop(hall *h, ch_thread *threads)
{
        atomic_store(&h->is_over, true);
        for (size_t i = 0; i < READERS; i++)
                ch_thread_join(&threads[i]);
}

T_CASE("readers take whole catalogues, never an older one, while one is published after another")
{
        stage *s = make_stage(t, 1);
        hall *h = CH_NEW(t->arena, hall);
        const ch_catalog *cat = apply_in_batches(s, s->len, 500);
        ch_thread threads[READERS];

        start(h, cat, threads);
        for (size_t i = 0; i < ROUNDS; i++) {
                ch_change c = { .seq = s->len + i + 1,
                                .kind = CH_OFFER,
                                .id = s->offers[i]->head.id,
                                .record = i % 3 ? s->offers[i] : NULL };
                const ch_catalog *old = cat;

                T_OK(ch_catalog_apply(old, &c, 1, &cat));
                ch_published_put(&h->published, cat);
                ch_catalog_release(&old); /* the last reference, unless a reader has one */
        }
        stop(h, threads);
        T_EQ_SIZE(atomic_load(&h->wrong), 0);
        T_EQ_SIZE(atomic_load(&h->published.inside[0]) + atomic_load(&h->published.inside[1]), 0);
        ch_catalog_release(&cat);
}

static void
put_again(void *arg)
{
        hall *h = arg;

        ch_published_put(&h->published, atomic_load(&h->published.current));
        atomic_store(&h->is_over, true);
}

T_CASE("a reader that looks keeps the writer from going on, whichever count it is in")
{
        stage *s = make_stage(t, 2);
        const ch_catalog *cat = apply_in_batches(s, s->len, 500);

        for (size_t turn = 0; turn < 2; turn++) {
                hall waiting = { 0 };
                ch_thread writer;

                ch_published_init(&waiting.published, cat);
                atomic_fetch_add(&waiting.published.inside[turn], 1);
                T_OK(ch_thread_start(&writer, "writer", put_again, &waiting));
                for (size_t i = 0; i < 1000; i++)
                        ch_thread_yield();
                T_FALSE(atomic_load(&waiting.is_over));
                atomic_fetch_sub(&waiting.published.inside[turn], 1);
                ch_thread_join(&writer);
                T_TRUE(atomic_load(&waiting.is_over));
        }
        ch_catalog_release(&cat);
}

T_CASE("an older catalogue put after a newer one is found")
{
        stage *s = make_stage(t, 3);
        hall *h = CH_NEW(t->arena, hall);
        const ch_catalog *cats[2] = { apply_in_batches(s, s->len - 1, 500), apply_in_batches(s, s->len, 500) };
        ch_thread threads[READERS];

        start(h, cats[1], threads);
        ch_published_put(&h->published, cats[0]);
        for (size_t i = 0; i < 10000000 && !atomic_load(&h->wrong); i++)
                ch_thread_yield();
        stop(h, threads);
        T_TRUE(atomic_load(&h->wrong) > 0);
        ch_catalog_release(&cats[0]);
        ch_catalog_release(&cats[1]);
}

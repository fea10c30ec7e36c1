/* stage.h – a world of some hundred offers with histories, of which some change and some go, and catalogues of it. For
 * comparing: the same changes in batches of other sizes make the same lists.
 *
 *   stage *s = make_stage(t, 1540);
 *   const ch_catalog *cat = apply_in_batches(s, s->len, 100);
 */
#ifndef STAGE_H
#define STAGE_H
#include "../bench/world.h"
#include "t.h"
#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/rank.h>

enum { TODAY = 20778, OFFERS = 700, REQUESTS = 40, HISTORY = 120, GONE = 50, CHANGED = 100 };

/* requests and offers as they first came; changes: parties, requests, offers, history, then later changes, len of them.
 */
typedef struct stage {
        ch_t *t;
        world w;
        const ch_request *requests[REQUESTS];
        const ch_offer *offers[OFFERS];
        ch_change changes[OFFERS + REQUESTS + PARTIES + 2 * HISTORY + GONE + 3 * CHANGED];
        size_t len;
} stage;

/* One more change; record NULL: it goes. */
static inline void
put(stage *s, ch_kind kind, ch_uuid id, const void *record)
{
        s->changes[s->len] = (ch_change) { .seq = s->len + 1, .kind = kind, .id = id, .record = record };
        s->len++;
}

/* Some offers change, some go, after all have come. */
static inline void
put_later(stage *s)
{
        for (size_t i = 0; i < CHANGED; i++) {
                ch_offer *o = CH_NEW(s->t->arena, ch_offer);
                const ch_offer *was = s->offers[i * 3];

                *o = *s->offers[i * 5 + 1];
                o->head = was->head;
                put(s, CH_OFFER, o->head.id, o);
        }
        for (size_t i = 0; i < GONE; i++)
                put(s, CH_OFFER, s->offers[i * 13]->head.id, NULL);
}

/* The same for the same seed, in the case's arena. */
static inline stage *
make_stage(ch_t *t, uint64_t seed)
{
        stage *s = CH_NEW(t->arena, stage);
        static sample tables;

        assert_true(ch_crypto_init());
        tables = (sample) { .arena = t->arena, .root = CH_SOURCE_DIR };
        sample_vocab(&tables);
        s->t = t;
        s->w = (world) { t->arena, tables.vocab, seed };
        for (size_t i = 0; i < PARTIES; i++) {
                ch_party *p = world_body(&s->w, i);

                put(s, CH_PARTY, p->head.id, p);
        }
        for (size_t i = 0; i < REQUESTS; i++) {
                s->requests[i] = world_request(&s->w, i);
                put(s, CH_REQUEST, s->requests[i]->head.id, s->requests[i]);
        }
        for (size_t i = 0; i < OFFERS; i++) {
                s->offers[i] = world_offer(&s->w, i);
                put(s, CH_OFFER, s->offers[i]->head.id, s->offers[i]);
        }
        for (size_t i = 0; i < HISTORY; i++) {
                const ch_request *r = s->requests[roll(&s->w, REQUESTS)];
                ch_response *a = world_response(&s->w, i, r, s->offers[roll(&s->w, OFFERS)]);
                ch_match *m = world_match(&s->w, i, r, s->offers[roll(&s->w, OFFERS)]);

                put(s, CH_RESPONSE, a->head.id, a);
                put(s, CH_MATCH, m->head.id, m);
        }
        put_later(s);
        return s;
}

/* The catalogue after the first len changes, applied in batches of 1 to most; to be released. */
static inline const ch_catalog *
apply_in_batches(stage *s, size_t len, uint32_t most)
{
        const ch_catalog *cat = ch_catalog_new(s->w.vocab), *next;

        for (size_t i = 0, n; i < len; i += n) {
                n = 1 + roll(&s->w, most);
                n = n > len - i ? len - i : n;
                T_OK(ch_catalog_apply(cat, s->changes + i, n, &next));
                ch_catalog_release(&cat);
                cat = next;
        }
        return cat;
}

/* Queries of several sorts by number: lengths 20, 1, all, 200; the main list and those that deliver; both sides. */
static inline ch_rank_query
query_no(size_t i)
{
        static const size_t tops[] = { 20, 1, 0, 200 };

        return (ch_rank_query) { .today = TODAY,
                                 .weights = &ch_weights_default,
                                 .top = tops[i % 4],
                                 .role = (int32_t)(i % 3 == 2),
                                 .for_provider = i % 5 == 3 };
}
#endif

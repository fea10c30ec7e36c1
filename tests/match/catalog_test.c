#include "given.h"
#include <ch/base/sync.h>

enum { MANY = 160 };

static ch_change
put(uint64_t seq, ch_kind kind, const void *record)
{
        const ch_head *head = record;

        return (ch_change) { .seq = seq, .kind = kind, .id = head->id, .record = record };
}

static const ch_catalog *
applied(const ch_catalog *old, const ch_change *changes, size_t n)
{
        const ch_catalog *next;

        T_OK(ch_catalog_apply(old, changes, n, &next));
        return next;
}

T_CASE("a catalogue never changes: what is applied shows in the next one only")
{
        given *g = given_tables(t);
        ch_offer *o = given_offer(g, "O", "CAN", "*", "export control training");
        const ch_catalog *empty = ch_catalog_new(g->s.vocab), *one = applied(empty, g->s.changes, 1), *two, *three;
        ch_change gone = { .seq = 3, .kind = CH_OFFER, .id = o->head.id };
        const void *const *all;

        o->title = CH_LIT("Changed");
        two = applied(one, &(ch_change) { .seq = 2, .kind = CH_OFFER, .id = o->head.id, .record = o }, 1);
        three = applied(two, &gone, 1);
        T_EQ_SIZE(all_offers(empty, t->arena, &all), 0);
        T_EQ_SIZE(((const ch_offer *)ch_catalog_by_ref(one, CH_OFFER, CH_LIT("O"), t->arena))->title.len, 0);
        T_EQ_STR(((const ch_offer *)ch_catalog_by_id(two, CH_OFFER, o->head.id, t->arena))->title, "Changed");
        T_TRUE(ch_catalog_by_ref(three, CH_OFFER, CH_LIT("O"), t->arena) == NULL);
        T_EQ_INT(ch_catalog_seq(one), 1);
        T_EQ_INT(ch_catalog_seq(three), 3);
        ch_catalog_release(&two);
        ch_catalog_release(&empty);
        T_EQ_SIZE(all_offers(one, t->arena, &all), 1);
        ch_catalog_release(&one);
        ch_catalog_release(&three);
        T_TRUE(three == NULL);
}

T_CASE("of several changes to one record in one call the last counts")
{
        given *g = given_tables(t);
        ch_offer *o = given_offer(g, "O", "CAN", "*", "x"), *again = ch_record_copy(t->arena, CH_OFFER, o);
        const ch_catalog *empty = ch_catalog_new(g->s.vocab), *cat;
        ch_change changes[] = { put(2, CH_OFFER, again), put(1, CH_OFFER, o) };

        again->title = CH_LIT("Later");
        cat = applied(empty, changes, 2);
        T_EQ_STR(((const ch_offer *)ch_catalog_by_ref(cat, CH_OFFER, CH_LIT("O"), t->arena))->title, "Later");
        ch_catalog_release(&cat);
        ch_catalog_release(&empty);
}

T_CASE("records are found by reference and by id, and listed in order of their references, after many single changes")
{
        given *g = given_tables(t);
        const ch_catalog *cat = ch_catalog_new(g->s.vocab), *next;
        const void *const *all;
        size_t n;

        for (size_t i = 0; i < MANY; i++) {
                given_offer(g, ch_fmt(t->arena, "O-%03zu", (i * 37) % MANY).p, "CAN", "*", "x");
                next = applied(cat, &g->s.changes[i], 1);
                ch_catalog_release(&cat);
                cat = next;
        }
        for (size_t i = 0; i < MANY; i += 3) { /* a third of them goes again */
                ch_change gone = { .seq = MANY + i + 1, .kind = CH_OFFER, .id = g->s.changes[i].id };

                next = applied(cat, &gone, 1);
                ch_catalog_release(&cat);
                cat = next;
        }
        n = all_offers(cat, t->arena, &all);
        T_EQ_SIZE(n, MANY - (MANY + 2) / 3);
        for (size_t i = 0; i < n; i++) {
                const ch_head *head = all[i];

                T_TRUE(is_same_offer(ch_catalog_by_ref(cat, CH_OFFER, head->ref, t->arena), all[i]));
                T_TRUE(is_same_offer(ch_catalog_by_id(cat, CH_OFFER, head->id, t->arena), all[i]));
                T_TRUE(i == 0 || ch_str_cmp(((const ch_head *)all[i - 1])->ref, head->ref) < 0);
        }
        ch_catalog_release(&cat);
}

static int64_t
fingerprint(const given *g, const ch_catalog *cat)
{
        const void *const *requests;
        size_t n = ch_catalog_all(cat, CH_REQUEST, &requests);
        int64_t sum = 0;

        for (size_t i = 0; i < n; i++) {
                ch_ranked *v;
                size_t len;

                T_OK(ch_rank_request(cat, &given_query, requests[i], g->t->arena, &v, &len));
                for (size_t k = 0; k < len; k++)
                        sum = sum * 31 % 1000000007 + v[k].score + (int64_t)(v[k].offer->head.id.b[1]) * (int64_t)k;
        }
        return sum;
}

T_CASE("the sample applied one by one, or changed and changed back, ranks as when it came at once")
{
        given *g = given_sample(t);
        const ch_catalog *cat = ch_catalog_new(g->s.vocab), *next;
        int64_t at_once = fingerprint(g, g->cat);
        ch_offer *changed;

        for (size_t i = 0; i < g->s.len; i++) {
                next = applied(cat, &g->s.changes[i], 1);
                ch_catalog_release(&cat);
                cat = next;
        }
        T_EQ_INT(fingerprint(g, cat), at_once);
        changed = ch_record_copy(t->arena, CH_OFFER, the_offer(g, "OFF-CAN-1"));
        changed->areas.len = 1;
        next = applied(cat, &(ch_change) { .seq = 5000, .kind = CH_OFFER, .id = changed->head.id, .record = changed },
                       1);
        T_TRUE(fingerprint(g, next) != at_once);
        ch_catalog_release(&cat);
        cat = applied(
                next,
                &(ch_change) {
                        .seq = 5001, .kind = CH_OFFER, .id = changed->head.id, .record = the_offer(g, "OFF-CAN-1") },
                1);
        T_EQ_INT(fingerprint(g, cat), at_once);
        ch_catalog_release(&next);
        ch_catalog_release(&cat);
        ch_catalog_release(&g->cat);
}

T_CASE("matches are found by request and by offer, in order of their references; what does not fit is counted")
{
        given *g = given_tables(t);
        ch_offer *o = given_offer(g, "O", "CAN", "*", "x");
        ch_request *r = given_request(g, "R", "ALB", "x");
        ch_match matches[3];
        const ch_match *out[3];

        for (size_t i = 0; i < 3; i++) {
                matches[i] = (ch_match) { .head.ref = ch_fmt(t->arena, "M%zu", 3 - i),
                                          .offer = o->head.id,
                                          .request = i == 1 ? (ch_uuid) { { 9 } } : r->head.id };
                sample_add(&g->s, CH_MATCH, &matches[i]);
        }
        given_catalog(g);
        T_EQ_SIZE(ch_catalog_matches_of(g->cat, r->head.id, out, 3), 2);
        T_EQ_STR(out[0]->head.ref, "M1");
        T_EQ_STR(out[1]->head.ref, "M3");
        T_EQ_SIZE(ch_catalog_matches_of(g->cat, o->head.id, out, 1), 3);
        T_EQ_STR(out[0]->head.ref, "M1");
        T_EQ_SIZE(ch_catalog_matches_of(g->cat, (ch_uuid) { { 7 } }, out, 3), 0);
        ch_catalog_release(&g->cat);
}

T_CASE("a party has its name in the reader's language, an organization its own, an unknown one its code")
{
        given *g = given_sample(t);

        T_EQ_STR(ch_catalog_party_name(g->cat, CH_LIT("ALB"), CH_EN), "Albania");
        T_EQ_STR(ch_catalog_party_name(g->cat, CH_LIT("ALB"), CH_FR), "Albanie");
        T_EQ_STR(ch_catalog_party_name(g->cat, CH_LIT("IAEA"), CH_FR), "International Atomic Energy Agency");
        T_EQ_STR(ch_catalog_party_name(g->cat, CH_LIT("CRDF"), CH_EN), "CRDF Global");
        T_EQ_STR(ch_catalog_party_name(g->cat, CH_LIT("NOBODY"), CH_EN), "NOBODY");
        T_EQ_INT(ch_catalog_party_kind(g->cat, CH_LIT("ALB")), CH_PARTY_STATE);
        T_EQ_INT(ch_catalog_party_kind(g->cat, CH_LIT("CARIBBEAN")), CH_PARTY_JOINT);
        T_EQ_INT(ch_catalog_party_kind(g->cat, CH_LIT("OSCE")), CH_PARTY_REGIONAL);
        T_EQ_INT(ch_catalog_party_kind(g->cat, CH_LIT("COMMITTEE")), CH_PARTY_COMMITTEE);
        ch_catalog_release(&g->cat);
}

/* ---- one writer, two readers ----------------------------------------------------------------------------------- */

enum { READERS = 2, ROUNDS = 30 };

typedef struct shared {
        ch_mutex lock; /* of current: what the desk does */
        const ch_catalog *current;
        bool is_over;
} shared;

typedef struct reader {
        shared *s;
        ch_thread thread;
        size_t lists, faults;
} reader;

static const ch_catalog *
look(shared *s, bool *is_over)
{
        const ch_catalog *cat;

        ch_mutex_lock(&s->lock);
        cat = ch_catalog_acquire(s->current);
        *is_over = s->is_over;
        ch_mutex_unlock(&s->lock);
        return cat;
}

static void
read_on(void *arg)
{
        reader *r = arg;
        ch_arena *arena = ch_arena_new((size_t)1 << 26);
        bool is_over = false;

        while (!is_over) {
                const ch_catalog *cat = look(r->s, &is_over);
                ch_ranked *v;
                size_t len;

                ch_arena_reset(arena);
                if (ch_rank_request(cat, &given_query, ch_catalog_by_ref(cat, CH_REQUEST, CH_LIT("REQ-ALB-2004"), NULL),
                                    arena, &v, &len) != CH_OK ||
                    len < 50)
                        r->faults++;
                r->lists++;
                ch_catalog_release(&cat);
        }
        ch_arena_free(&arena);
}

static void
publish(shared *s, const ch_catalog *next, bool is_over)
{
        const ch_catalog *before;

        ch_mutex_lock(&s->lock);
        before = s->current;
        s->current = next;
        s->is_over = is_over;
        ch_mutex_unlock(&s->lock);
        ch_catalog_release(&before);
}

T_CASE("readers rank whole catalogues while a writer applies changes and lets the old ones go")
{
        given *g = given_sample(t);
        shared s = { .current = g->cat };
        reader readers[READERS];
        ch_offer *o = ch_record_copy(t->arena, CH_OFFER, the_offer(g, "OFF-EU-2"));

        ch_mutex_init(&s.lock);
        for (size_t i = 0; i < READERS; i++) {
                readers[i] = (reader) { .s = &s };
                T_OK(ch_thread_start(&readers[i].thread, "reader", read_on, &readers[i]));
        }
        for (size_t i = 0; i < ROUNDS; i++) {
                ch_change change = { .seq = 6000 + i, .kind = CH_OFFER, .id = o->head.id, .record = o };

                o->title = ch_fmt(t->arena, "customs training, round %zu", i);
                publish(&s, applied(s.current, &change, 1), i + 1 == ROUNDS);
        }
        for (size_t i = 0; i < READERS; i++) {
                ch_thread_join(&readers[i].thread);
                T_TRUE(readers[i].lists > 0);
                T_EQ_SIZE(readers[i].faults, 0);
        }
        T_EQ_INT(ch_catalog_seq(s.current), 6000 + ROUNDS - 1);
        ch_catalog_release(&s.current);
        ch_mutex_destroy(&s.lock);
}

/* Ranked lists that are kept: each is what the engine says now, whatever was asked before and by whom; bounded; and
 * nobody waits for a list that another makes. Rankings, keys and look-ups go through the linker's wraps: counted, held
 * up, or made to forget. */
#include "sample.h"
#include "stale.h"
#include <ch/base/sync.h>
#include <ch/weighing.h>

ch_status __real_ch_rank_need(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                              const ch_need *need, ch_arena *arena, ch_ranked **out, size_t *len);
ch_status __wrap_ch_rank_need(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request,
                              const ch_need *need, ch_arena *arena, ch_ranked **out, size_t *len);
kept_key __real_kept_key_of(const ch_catalog *cat, const kept_of *of, const ch_rank_query *q);
kept_key __wrap_kept_key_of(const ch_catalog *cat, const kept_of *of, const ch_rank_query *q);

/* ---- what is planted ------------------------------------------------------------------------------------------- */

typedef enum forgotten {
        FORGETS_NOTHING,
        FORGETS_WEIGHTS,
        FORGETS_TODAY,
        FORGETS_ROLE,
        FORGETS_TOP,
        FORGETS_NEED,
        FORGETS_REQUEST,
        FORGETS_SIDE,
        FORGETS__MAX
} forgotten;

static forgotten forgets;
static atomic_size_t ranked; /* lists that the engine made */
static _Thread_local bool is_slow;
static atomic_bool slow_waits, slow_may_go;

kept_key
__wrap_kept_key_of(const ch_catalog *cat, const kept_of *of, const ch_rank_query *q)
{
        kept_key key = __real_kept_key_of(cat, of, q);

        if (forgets == FORGETS_WEIGHTS)
                memset(key.weights, 0, sizeof key.weights);
        if (forgets == FORGETS_REQUEST) {
                key.record = (ch_uuid) { 0 };
                key.version = 0;
        }
        key.today = forgets == FORGETS_TODAY ? 0 : key.today;
        key.role = forgets == FORGETS_ROLE ? 0 : key.role;
        key.top = forgets == FORGETS_TOP ? 0 : key.top;
        key.need = forgets == FORGETS_NEED ? 0 : key.need;
        key.side = forgets == FORGETS_SIDE ? 0 : key.side;
        return key;
}

ch_status
__wrap_ch_rank_need(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request, const ch_need *need,
                    ch_arena *arena, ch_ranked **out, size_t *len)
{
        atomic_fetch_add(&ranked, 1);
        if (is_slow) {
                atomic_store(&slow_waits, true);
                while (!atomic_load(&slow_may_go))
                        ch_thread_yield();
        }
        return __real_ch_rank_need(cat, q, request, need, arena, out, len);
}

/* ---- is it what the engine says? ------------------------------------------------------------------------------- */

static bool
is_same_reason(const ch_reason *a, const ch_reason *b)
{
        bool same = a->factor == b->factor && a->fit == b->fit && a->points == b->points &&
                    a->codes.len == b->codes.len;

        for (size_t i = 0; same && i < a->codes.len; i++)
                same = ch_str_eq(a->codes.v[i], b->codes.v[i]);
        return same;
}

static bool
is_same_line(const ch_pairing *a, const ch_ranked *b, size_t rank)
{
        bool same = a->rank == rank && a->need == b->need->no && a->score == b->score && a->why_len == b->why_len &&
                    ch_uuid_eq(a->offer->head.id, b->offer->head.id) &&
                    ch_uuid_eq(a->request->head.id, b->request->head.id) &&
                    ch_str_eq(a->part, b->area ? b->area->text : (ch_str) { 0 });

        for (size_t k = 0; same && k < a->why_len; k++)
                same = is_same_reason(&a->why[k], &b->why[k]);
        return same;
}

/* The engine itself, every time. */
static bool
is_right(const ch_look *look, const ch_ranked_ask *ask, const ch_ranked_view *view)
{
        ch_weights w = ch_weights_now(look);
        ch_rank_query q = { .today = ask->today == CH_DAY_NONE ? look->today : ask->today,
                            .weights = look->weights ? look->weights : &w,
                            .role = ask->role,
                            .top = ask->top };
        const ch_request *r = ch_catalog_by_id(look->cat, CH_REQUEST, ask->request, NULL);
        ch_arena *arena = ch_arena_new(256 << 20);
        ch_ranked *v;
        size_t n;
        bool right = __real_ch_rank_need(look->cat, &q, r, ch_request_need(r, ask->need), arena, &v, &n) == CH_OK &&
                     n == view->len;

        for (size_t i = 0; right && i < n; i++)
                right = is_same_line(&view->v[i], &v[i], i + 1);
        ch_arena_free(&arena);
        return right;
}

static ch_weights
weights_for(ch_factor f)
{
        ch_weights w = { .version = CH_LIT("one") };

        w.w[f] = 100;
        return w;
}

static ch_ranked_ask
ask_of(const ch_look *look, const char *ref)
{
        const ch_head *head = ch_catalog_by_ref(look->cat, CH_REQUEST, ch_str_of(ref), NULL);

        return (ch_ranked_ask) { .request = head->id, .need = 1, .today = CH_DAY_NONE, .top = 10 };
}

/* How many lists are wrong when this is asked, then that, then this again. */
static size_t
wrong_of(const ch_look *looks[2], const ch_actor *actor, const ch_ranked_ask *first, const ch_ranked_ask *other)
{
        size_t wrong = 0;

        for (size_t i = 0; i < 3; i++) {
                const ch_ranked_ask *ask = i % 2 ? other : first;
                ch_ranked_view view;

                wrong += ch_ranked_show(looks[i % 2], actor, ask, &view) != CH_OK ||
                         !is_right(looks[i % 2], ask, &view);
        }
        return wrong;
}

/* The sample records, and a request with an offer for it that was confirmed today. */
static house
given_lists(ch_t *t, const people *p, ch_uuid *request)
{
        house h = given_house(t);

        do_import(&h);
        *request = given_open_request(&h, p);
        (void)given_listed_offer(&h, p, &p->provider);
        return h;
}

/* Every list beside one that differs from it in one thing. The number of those of which one was wrong. */
static size_t
wrong_pairs(house *h, const ch_actor *actor, ch_uuid request)
{
        ch_look look = look_at(h), weighed = look_at(h);
        ch_weights w = weights_for(CH_FACTOR_REGION);
        ch_ranked_ask ask = ask_of(&look, "REQ-ALB-2004");
        ch_ranked_ask firsts[6] = { ask, ask, ask, ask, ask, ask }, others[6] = { ask, ask, ask, ask, ask, ask };
        size_t wrong = 0;

        weighed.weights = &w;
        firsts[1].request = others[1].request = request;
        others[1].today = look.today + 3650;
        others[2].role = CH_OFFER_FUNDS + 1;
        others[3].top = 20;
        others[4].need = 3;
        others[5].request = ask_of(&look, "REQ-ALB-2008").request;
        for (size_t i = 0; i < 6; i++)
                wrong += wrong_of((const ch_look *[2]) { &look, i ? &look : &weighed }, actor, &firsts[i], &others[i]) >
                         0;
        ch_look_end(&weighed);
        ch_look_end(&look);
        return wrong;
}

T_CASE("a list asked for again comes without a ranking, and is what the engine says, whatever was asked in between")
{
        people p = given_people();
        ch_uuid request;
        house h = given_lists(t, &p, &request);
        size_t before;

        T_EQ_SIZE(wrong_pairs(&h, &p.expert, request), 0);
        before = atomic_load(&ranked);
        T_EQ_SIZE(wrong_pairs(&h, &p.expert, request), 0);
        T_EQ_SIZE(atomic_load(&ranked), before);
        house_leave(&h);
}

T_CASE("a key that forgets the weights, the day, the role, the length, the need or the request gives wrong lists")
{
        people p = given_people();
        ch_uuid request;
        house h = given_lists(t, &p, &request);
        size_t found = 0;

        for (forgets = FORGETS_WEIGHTS; forgets <= FORGETS_REQUEST; forgets++) {
                found += wrong_pairs(&h, &p.expert, request) > 0;
                (void)given_listed_offer(&h, &p, &p.provider); /* so that nothing stays */
        }
        forgets = FORGETS_NOTHING;
        T_EQ_SIZE(found, FORGETS_REQUEST);
        house_leave(&h);
}

/* ---- changes --------------------------------------------------------------------------------------------------- */

/* Is the list right before and after a change that puts another offer on top of it? */
static size_t
wrong_after_change(house *h, const people *p)
{
        ch_uuid id = given_open_request(h, p), first = given_listed_offer(h, p, &p->provider), second;
        ch_ranked_ask ask = { .request = id, .need = 1, .today = CH_DAY_NONE, .top = 10 };
        ch_look look = look_at(h), later;
        ch_ranked_view view, then;
        size_t wrong = 0;

        T_OK(ch_ranked_show(&look, &p->expert, &ask, &view));
        wrong += !is_right(&look, &ask, &view) || view.len != 1 || !ch_uuid_eq(view.v[0].offer->head.id, first);
        if (stale)
                stale = ch_catalog_ground(look.cat);
        second = given_listed_offer(h, p, &p->other_provider);
        later = look_at(h);
        T_OK(ch_ranked_show(&later, &p->expert, &ask, &then));
        wrong += !is_right(&later, &ask, &then) || ch_uuid_is_nil(second);
        if (!stale) { /* whoever still looks at the one before goes on seeing that */
                T_OK(ch_ranked_show(&look, &p->expert, &ask, &view));
                wrong += !is_right(&look, &ask, &view) || view.len != 1;
                T_OK(ch_ranked_show(&later, &p->expert, &ask, &then));
                wrong += !is_right(&later, &ask, &then) || then.len != 2;
        }
        ch_look_end(&later);
        ch_look_end(&look);
        return wrong;
}

T_CASE("after a change the list is the new one, and for a look that began before it the old one; a list kept over a "
       "change is found")
{
        house h = given_house(t);
        people p = given_people();
        ch_look look;

        T_EQ_SIZE(wrong_after_change(&h, &p), 0);
        house_leave(&h);
        h = given_house(t);
        do_import(&h);
        look = look_at(&h);
        stale = ch_catalog_ground(look.cat);
        T_TRUE(wrong_after_change(&h, &p) > 0);
        stale = NULL;
        ch_look_end(&look);
        house_leave(&h);
}

/* ---- who may see ----------------------------------------------------------------------------------------------- */

T_CASE("what is kept opens nothing: who may not read the list is told so, who is kept from an offer does not get it, "
       "and a State's list tells nothing of the experts'")
{
        house h = given_house(t);
        people p = given_people();
        ch_actor canadian = person(CH_ROLE_EXPERT, "COMMITTEE", "CAN");
        ch_ranked_view all, less, again;
        ch_ranked_ask ask;
        ch_look look;
        size_t before;

        do_import(&h);
        look = look_at(&h);
        ask = ask_of(&look, "REQ-ALB-2004");
        ask.top = 93;
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &all));
        T_EQ_INT(ch_ranked_show(&look, &p.mission, &ask, &less), CH_HIDDEN);
        T_EQ_INT(ch_ranked_show(&look, &p.admin, &ask, &less), CH_HIDDEN);
        T_OK(ch_ranked_show(&look, &canadian, &ask, &less));
        T_TRUE(less.len && less.len < all.len);
        for (size_t i = 0; i < less.len; i++)
                T_FALSE(ch_str_is(less.v[i].offer->party, "CAN"));
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &again));
        T_EQ_SIZE(again.len, all.len);

        ask.top = 100;
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &all));
        ask.top = 50; /* a State's list looks at twice as many */
        before = atomic_load(&ranked);
        T_OK(ch_ranked_for_state(&look, &p.mission, &ask, &less));
        T_EQ_SIZE(atomic_load(&ranked), before + 1);
        T_OK(ch_ranked_for_state(&look, &p.mission, &ask, &again));
        T_EQ_SIZE(atomic_load(&ranked), before + 1);
        T_TRUE(again.len && again.len == less.len && !again.v[0].score && !again.v[0].rank);
        forgets = FORGETS_SIDE;
        ask.top = 92;
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &all));
        before = atomic_load(&ranked);
        ask.top = 46;
        T_OK(ch_ranked_for_state(&look, &p.mission, &ask, &less));
        T_EQ_SIZE(atomic_load(&ranked), before); /* planted: it would tell */
        forgets = FORGETS_NOTHING;
        ch_look_end(&look);
        house_leave(&h);
}

/* ---- bounds ---------------------------------------------------------------------------------------------------- */

static ch_ranked *
given_lines(const ch_look *look, ch_t *t, size_t n)
{
        ch_ranked *v = CH_NEW_N(t->arena, ch_ranked, n);
        ch_offer_walk walk = ch_catalog_offers(look->cat);
        const ch_offer *o;
        ch_offer brief;
        const ch_request *r = ch_catalog_by_ref(look->cat, CH_REQUEST, CH_LIT("REQ-ALB-2004"), NULL);

        T_TRUE(ch_offer_next(&walk, &brief));
        o = ch_offer_whole(&walk, t->arena);
        for (size_t i = 0; i < n; i++)
                v[i] = (ch_ranked) { .request = r,
                                     .need = ch_request_needs(r),
                                     .offer = o,
                                     .score = (int32_t)i,
                                     .why_len = 1,
                                     .why[0].codes = strs_of(t->arena, "PHY PHY.REG") };
        return v;
}

/* So many different lists are put; how many are there then? */
static size_t
kept_of_many(ch_t *t, size_t lists, size_t lines)
{
        people p = given_people();
        ch_uuid request;
        house h = given_lists(t, &p, &request);
        kept_table *table = kept_new(t->arena);
        ch_look look = look_at(&h);
        ch_ranked *v = given_lines(&look, t, lines);
        kept_key *keys = CH_NEW_N(t->arena, kept_key, lists);
        size_t found = 0;

        kept_move(table, ch_catalog_ground(look.cat));
        for (size_t i = 0; i < lists; i++) {
                kept_list *list;

                keys[i] = (kept_key) { .record = ch_uuid_random(), .top = (int64_t)i };
                list = kept_make(ch_catalog_ground(look.cat), &keys[i], v, lines, &(ch_why_not) { 0 });
                T_TRUE(list && list->len == lines);
                kept_put(table, list);
                kept_put(table, list); /* twice is once */
                kept_release(&list);
        }
        for (size_t i = 0; i < lists; i++) {
                kept_list *list = kept_find(table, ch_catalog_ground(look.cat), &keys[i]);

                found += list != NULL;
                T_TRUE(!list || (list->v[lines - 1].score == (int32_t)lines - 1 && list->v[lines - 1].offer &&
                                 list->v[lines - 1].offer != v->offer &&
                                 ch_uuid_eq(list->v[lines - 1].offer->head.id, v->offer->head.id) &&
                                 ch_str_is(list->v[0].why[0].codes.v[1], "PHY.REG")));
                kept_release(&list);
        }
        kept_destroy(table);
        ch_look_end(&look);
        house_leave(&h);
        return found;
}

T_CASE("as many lists are kept as there is room for, the newest among them; one that is too long is not")
{
        size_t few = kept_of_many(t, 3 * KEPT_LISTS, 1), long_ones = kept_of_many(t, 200, 500), all = 20;

        T_TRUE(few > KEPT_LISTS / 2 && few <= KEPT_LISTS);
        T_TRUE(long_ones > 4 && long_ones * 500 * sizeof(ch_ranked) <= KEPT_BYTES);
        T_EQ_SIZE(kept_of_many(t, all, 20), all);
        T_EQ_SIZE(kept_of_many(t, 3, KEPT_BYTES / sizeof(ch_ranked) / 16), 0);
}

/* ---- many at once ---------------------------------------------------------------------------------------------- */

enum { READERS = 3, CHANGES = 60 };

typedef struct crowd {
        house *h;
        const ch_actor *actor;
        ch_uuid request;
        atomic_bool is_over;
        atomic_size_t lists, wrong;
} crowd;

static void
read_on(void *arg)
{
        crowd *c = arg;
        ch_arena *arena = ch_arena_new(64 << 20);
        ch_ranked_ask ask = { .request = c->request, .need = 1, .today = CH_DAY_NONE };
        ch_reader *reader;

        if (!arena || ch_desk_reader_open(c->h->desk, &reader) != CH_OK) {
                atomic_fetch_add(&c->wrong, 1);
                return;
        }
        for (size_t i = 0; !atomic_load(&c->is_over); i++) {
                ch_look look = ch_look_begin(reader, arena);
                ch_ranked_view view;
                ch_status st;

                ask.top = 1 + i % 3;
                st = ch_ranked_show(&look, c->actor, &ask, &view);
                if (st != CH_BUSY && (st != CH_OK || !is_right(&look, &ask, &view)))
                        atomic_fetch_add(&c->wrong, 1);
                ch_look_end(&look);
                ch_arena_reset(arena);
                if (st == CH_BUSY) /* the audit is full till the writer has taken what is in it */
                        ch_thread_yield();
                else
                        atomic_fetch_add(&c->lists, 1);
        }
        ch_desk_reader_close(&reader);
        ch_arena_free(&arena);
}

T_CASE("readers that ask for the same lists while offers come and go always get those of the catalogue they look at")
{
        house h = given_house(t);
        people p = given_people();
        crowd c = { .h = &h, .actor = &p.expert, .request = given_open_request(&h, &p) };
        ch_thread threads[READERS];
        size_t seen = 0;

        T_OK(ch_desk_start(h.desk));
        for (size_t i = 0; i < READERS; i++)
                T_OK(ch_thread_start(&threads[i], "reader", read_on, &c));
        for (size_t i = 0; i < CHANGES; i++) {
                (void)given_listed_offer(&h, &p, i % 2 ? &p.provider : &p.other_provider);
                while (atomic_load(&c.lists) < seen + READERS && !atomic_load(&c.wrong))
                        ch_thread_yield();
                seen = atomic_load(&c.lists);
        }
        atomic_store(&c.is_over, true);
        for (size_t i = 0; i < READERS; i++)
                ch_thread_join(&threads[i]);
        T_EQ_SIZE(atomic_load(&c.wrong), 0);
        house_leave(&h);
}

typedef struct slow_reader {
        crowd *c;
        bool is_right;
} slow_reader;

static void
read_slowly(void *arg)
{
        slow_reader *s = arg;
        ch_arena *arena = ch_arena_new(64 << 20);
        ch_ranked_ask ask = { .request = s->c->request, .need = 1, .today = CH_DAY_NONE, .top = 5 };
        ch_reader *reader;

        is_slow = true;
        if (arena && ch_desk_reader_open(s->c->h->desk, &reader) == CH_OK) {
                ch_look look = ch_look_begin(reader, arena);
                ch_ranked_view view;

                s->is_right = ch_ranked_show(&look, s->c->actor, &ask, &view) == CH_OK && is_right(&look, &ask, &view);
                ch_look_end(&look);
                ch_desk_reader_close(&reader);
        }
        ch_arena_free(&arena);
}

T_CASE("while one list is being made, the same and others are given to whoever asks, and changes are taken")
{
        house h = given_house(t);
        people p = given_people();
        crowd c = { .h = &h, .actor = &p.expert, .request = given_open_request(&h, &p) };
        ch_ranked_ask ask = { .request = c.request, .need = 1, .today = CH_DAY_NONE, .top = 5 };
        slow_reader slow = { .c = &c };
        ch_ranked_view view;
        ch_thread thread;
        ch_look look;

        (void)given_listed_offer(&h, &p, &p.provider);
        T_OK(ch_thread_start(&thread, "slow", read_slowly, &slow));
        while (!atomic_load(&slow_waits))
                ch_thread_yield();
        for (size_t i = 0; i < 2; i++) {
                look = look_at(&h);
                ask.top = 5 - i;
                T_OK(ch_ranked_show(&look, &p.expert, &ask, &view));
                T_TRUE(view.len == 1 && is_right(&look, &ask, &view));
                ch_look_end(&look);
        }
        (void)given_listed_offer(&h, &p, &p.other_provider);
        look = look_at(&h);
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &view));
        T_TRUE(view.len == 2 && is_right(&look, &ask, &view));
        ch_look_end(&look);
        atomic_store(&slow_may_go, true);
        ch_thread_join(&thread);
        T_TRUE(slow.is_right);
        look = look_at(&h);
        ask.top = 5; /* what the slow one made was of the catalogue before: it was not kept */
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &view));
        T_TRUE(view.len == 2 && is_right(&look, &ask, &view));
        ch_look_end(&look);
        house_leave(&h);
}

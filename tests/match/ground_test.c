/* Lists on the same ground are the same: changes of every kind by chance, and after each the lists of some requests and
 * offers beside what they were, wherever ground and versions say that they must be. The faults are dependencies left
 * out, one after the other, through the linker's wrap. */
#include "../../lib/match/ground.h"
#include "stage.h"

bool __real_ground_apply(ch_catalog *next, const ch_catalog *old, const table_diff *diffs);
bool __wrap_ground_apply(ch_catalog *next, const ch_catalog *old, const table_diff *diffs);

/* ---- what is planted ------------------------------------------------------------------------------------------- */

typedef enum forgotten {
        FORGETS_NOTHING,
        FORGETS_OFFERS,
        FORGETS_RESPONSES,
        FORGETS_MATCHES,
        FORGETS_PARTIES,
        FORGETS_REQUESTS, /* that responses name */
        FORGETS_OPEN,     /* requests, of an offer's list */
        FORGETS_VERSION,  /* of the request asked for */
        FORGETS__MAX
} forgotten;

static forgotten forgets;

bool
__wrap_ground_apply(ch_catalog *next, const ch_catalog *old, const table_diff *diffs)
{
        static const ch_kind kinds[FORGETS__MAX] = { [FORGETS_OFFERS] = CH_OFFER,
                                                     [FORGETS_RESPONSES] = CH_RESPONSE,
                                                     [FORGETS_MATCHES] = CH_MATCH,
                                                     [FORGETS_PARTIES] = CH_PARTY,
                                                     [FORGETS_REQUESTS] = CH_REQUEST };
        table_diff less[CH__KIND_MAX];
        table *offers = next->tables[CH_OFFER];
        bool ok;

        memcpy(less, diffs, sizeof less);
        less[kinds[forgets]] = (table_diff) { 0 };
        if (forgets == FORGETS_OFFERS)
                next->tables[CH_OFFER] = old->tables[CH_OFFER];
        ok = __real_ground_apply(next, old, less);
        next->tables[CH_OFFER] = offers;
        if (forgets == FORGETS_REQUESTS)
                next->open_at = next->seq;
        if (forgets == FORGETS_OPEN)
                next->open_at = 1;
        return ok;
}

/* ---- a small world that goes on changing ----------------------------------------------------------------------- */

enum {
        FEW_OFFERS = 40,
        FEW_REQUESTS = 12,
        FEW_HISTORY = 20,
        FEW_BODIES = 12,
        ASKED = 4,
        LISTS = 4 * ASKED,
        STEPS = 120
};

typedef struct list_seen { /* a list as it was, and all that it says it depends on */
        const ch_ground *ground;
        uint64_t open_at;
        uint32_t version;
        ch_str bytes;
} list_seen;

typedef struct life {
        world w;
        const ch_catalog *cat;
        uint64_t seq;
        ch_party *parties[FEW_BODIES];
        ch_request *requests[FEW_REQUESTS];
        ch_offer *offers[FEW_OFFERS];
        ch_response *responses[FEW_HISTORY];
        ch_match *matches[FEW_HISTORY];
        list_seen lists[LISTS];
        size_t same, kept, wrong; /* lists that did not change; that were said not to; of these, that did */
} life;

static void
change(life *l, ch_kind kind, const void *record)
{
        const ch_head *head = record;
        ch_change one = { .seq = ++l->seq, .kind = kind, .id = head->id, .record = record };
        const ch_catalog *next;

        T_OK(ch_catalog_apply(l->cat, &one, 1, &next));
        ch_catalog_release(&l->cat);
        l->cat = next;
}

/* The next version of a record, as the store gives it: the old one stays what it was. */
static void *
again(life *l, const void *record, size_t size)
{
        ch_head *next = ch_arena_alloc(l->w.arena, sizeof(uint64_t), size);

        assert_non_null(next);
        memcpy(next, record, size);
        next->version++;
        return next;
}

static ch_party *
any_body(life *l)
{
        return l->parties[roll(&l->w, FEW_BODIES)];
}

static void
begin_life(life *l, ch_t *t, uint64_t seed)
{
        static sample tables;

        assert_true(ch_crypto_init());
        tables = (sample) { .arena = t->arena, .root = CH_SOURCE_DIR };
        sample_vocab(&tables);
        *l = (life) { .w = { t->arena, tables.vocab, seed }, .cat = ch_catalog_new(tables.vocab) };
        for (size_t i = 0; i < FEW_BODIES; i++)
                change(l, CH_PARTY, l->parties[i] = world_body(&l->w, i));
        for (size_t i = 0; i < FEW_REQUESTS; i++) {
                l->requests[i] = world_request(&l->w, i);
                if (i % 3 == 0)
                        l->requests[i]->party = any_body(l)->code;
                change(l, CH_REQUEST, l->requests[i]);
        }
        for (size_t i = 0; i < FEW_OFFERS; i++) {
                l->offers[i] = world_offer(&l->w, i);
                l->offers[i]->eligible = ch_strs_add(t->arena, (ch_strs) { 0 }, CH_LIT("*"));
                l->offers[i]->from = l->offers[i]->until = (ch_date) { 0 };
                l->offers[i]->capacity = 1 + (int64_t)i % 3;
                if (i % 4 == 0)
                        l->offers[i]->party = any_body(l)->code;
                change(l, CH_OFFER, l->offers[i]);
        }
        for (size_t i = 0; i < FEW_HISTORY; i++) {
                const ch_request *r = l->requests[roll(&l->w, FEW_REQUESTS)];

                change(l, CH_RESPONSE, l->responses[i] = world_response(&l->w, i, r, l->offers[i]));
                change(l, CH_MATCH, l->matches[i] = world_match(&l->w, i, r, l->offers[i * 2]));
        }
}

static void
end_life(life *l)
{
        for (size_t i = 0; i < LISTS; i++)
                ch_ground_release(&l->lists[i].ground);
        ch_catalog_release(&l->cat);
}

/* ---- what changes ---------------------------------------------------------------------------------------------- */

static void
change_request(life *l)
{
        size_t i = roll(&l->w, FEW_REQUESTS);
        ch_request *r = l->requests[i] = again(l, l->requests[i], sizeof *r);
        ch_request *other = world_request(&l->w, i);

        r->status = chance(&l->w, 60) ? CH_REQUEST_OPEN : CH_REQUEST_DRAFT;
        if (chance(&l->w, 50))
                r->needs = other->needs;
        if (chance(&l->w, 30))
                r->party = chance(&l->w, 30) ? any_body(l)->code : other->party;
        change(l, CH_REQUEST, r);
}

/* One that nobody has asked for or answered. */
static void
write_draft(life *l)
{
        ch_request *r = world_request(&l->w, 1000 + l->seq);

        r->status = CH_REQUEST_DRAFT;
        change(l, CH_REQUEST, r);
}

static void
change_offer(life *l)
{
        size_t i = roll(&l->w, FEW_OFFERS);
        ch_offer *o = l->offers[i] = again(l, l->offers[i], sizeof *o);

        o->status = chance(&l->w, 80) ? CH_OFFER_LISTED : CH_OFFER_RESTING;
        o->areas = world_offer(&l->w, i)->areas;
        change(l, CH_OFFER, o);
}

static void
change_response(life *l)
{
        size_t i = roll(&l->w, FEW_HISTORY);
        ch_response *r = l->responses[i] = again(l, l->responses[i], sizeof *r);

        r->status = chance(&l->w, 50) ? CH_LIT("withdrawn") : CH_LIT("delivered");
        r->role = (int32_t)roll(&l->w, 5);
        change(l, CH_RESPONSE, r);
}

static void
step_match(life *l)
{
        size_t i = roll(&l->w, FEW_HISTORY);
        ch_match *m = l->matches[i] = again(l, l->matches[i], sizeof *m);

        m->status = (int32_t)(CH_MATCH_SET_ASIDE + roll(&l->w, CH__MATCH_STATUS_MAX - CH_MATCH_SET_ASIDE));
        if (chance(&l->w, 10))
                m->offer = l->offers[roll(&l->w, FEW_OFFERS)]->head.id;
        change(l, CH_MATCH, m);
}

static void
change_party(life *l)
{
        size_t i = roll(&l->w, FEW_BODIES);
        ch_party *p = l->parties[i] = again(l, l->parties[i], sizeof *p);

        p->kind = (int32_t)roll(&l->w, CH_PARTY_CIVIL + 1);
        p->members = (ch_strs) { 0 };
        for (size_t n = roll(&l->w, 4); n; n--)
                p->members = ch_strs_add(l->w.arena, p->members, world_state(&l->w));
        change(l, CH_PARTY, p);
}

static void (*const deeds[])(life *l) = { change_request, write_draft, write_draft,  change_offer, change_response,
                                          step_match,     step_match,  change_party, write_draft };

/* ---- lists ----------------------------------------------------------------------------------------------------- */

static void
write_line(ch_buf *b, const ch_ranked *line)
{
        ch_buf_str(b, line->request->head.ref);
        ch_buf_str(b, line->offer->head.ref);
        ch_buf_int(b, line->need->no);
        ch_buf_int(b, line->score);
        ch_buf_str(b, line->area ? line->area->text : line->offer->title);
        for (size_t i = 0; i < line->why_len; i++) {
                ch_buf_int(b, line->why[i].factor);
                ch_buf_int(b, line->why[i].fit);
                for (size_t k = 0; k < line->why[i].codes.len; k++)
                        ch_buf_str(b, line->why[i].codes.v[k]);
        }
}

static void
write_why_not(ch_buf *b, const ch_why_not *why)
{
        for (size_t r = 0; r < CH__RULE_MAX; r++)
                ch_buf_int(b, (int64_t)why->removed[r]);
        for (size_t i = 0; i < why->nearest_len; i++) {
                ch_buf_str(b, why->nearest[i].offer->head.ref);
                ch_buf_int(b, why->nearest[i].score);
        }
}

/* The list of that number: of a need, of a request, why not, of an offer; in turn. */
static ch_str
write_list(const life *l, size_t no, ch_arena *arena)
{
        ch_rank_query q = { .today = TODAY, .weights = &ch_weights_default, .top = 10 };
        const ch_request *r = ch_catalog_by_id(l->cat, CH_REQUEST, l->requests[no / 4]->head.id, NULL);
        const ch_offer *o = ch_catalog_by_id(l->cat, CH_OFFER, l->offers[no / 4 * 2]->head.id, arena);
        ch_buf b = ch_buf_new(arena);
        ch_why_not why = { 0 };
        ch_ranked *v = NULL;
        size_t n = 0;
        ch_str out;

        if (no % 4 == 0)
                T_OK(ch_rank_need(l->cat, &q, r, ch_request_needs(r), arena, &v, &n));
        else if (no % 4 == 1)
                T_OK(ch_rank_request(l->cat, &q, r, arena, &v, &n));
        else if (no % 4 == 2)
                T_OK(ch_rank_why_not(l->cat, &q, r, ch_request_needs(r), arena, &why));
        else
                T_OK(ch_rank_offer(l->cat, &q, o, arena, &v, &n));
        for (size_t i = 0; i < n; i++)
                write_line(&b, &v[i]);
        write_why_not(&b, &why);
        T_OK(ch_buf_end(&b, &out));
        return out;
}

static void
look_again(life *l, size_t no)
{
        ch_arena *arena = ch_arena_new(64 << 20);
        bool is_of_offer = no % 4 == 3;
        list_seen *was = &l->lists[no],
                  now = { .ground = ch_catalog_ground(l->cat),
                          .open_at = is_of_offer ? ch_catalog_open_at(l->cat) : 0,
                          .version = is_of_offer || forgets == FORGETS_VERSION ? 0
                                                                               : l->requests[no / 4]->head.version };
        bool is_kept = was->ground == now.ground && was->open_at == now.open_at && was->version == now.version;
        bool is_same;

        now.bytes = write_list(l, no, arena);
        is_same = ch_str_eq(was->bytes, now.bytes);
        l->same += is_same;
        l->kept += is_kept;
        l->wrong += is_kept && !is_same;
        if (!is_same)
                now.bytes = ch_str_dup(l->w.arena, now.bytes);
        else
                now.bytes = was->bytes;
        now.ground = ch_ground_acquire(now.ground);
        ch_ground_release(&was->ground);
        *was = now;
        ch_arena_free(&arena);
}

/* Steps until one list is wrong, at most so many. */
static life
live(ch_t *t, uint64_t seed, size_t steps)
{
        life l;

        begin_life(&l, t, seed);
        for (size_t no = 0; no < LISTS; no++)
                look_again(&l, no);
        l.same = l.kept = 0;
        for (size_t i = 0; i < steps && !l.wrong; i++) {
                deeds[roll(&l.w, CH_COUNT(deeds))](&l);
                for (size_t no = 0; no < LISTS; no++)
                        look_again(&l, no);
        }
        end_life(&l);
        return l;
}

T_CASE("on the same ground the same question has the same list, whatever else has changed; most changes leave the "
       "ground")
{
        life l = live(t, 5, STEPS);

        T_EQ_SIZE(l.wrong, 0);
        T_TRUE(l.kept > STEPS * LISTS / 4);
        T_TRUE(l.same > l.kept && l.same < STEPS * LISTS);
}

T_CASE("whatever a list depends on, left out it gives wrong lists: offers, responses, matches, parties, requests that "
       "responses name, open requests, versions")
{
        size_t found = 0;

        for (forgets = FORGETS_OFFERS; forgets < FORGETS__MAX; forgets++) {
                life l = live(t, 5, 2 * STEPS);

                found += l.wrong > 0;
                if (!l.wrong)
                        print_message("not found: %d\n", (int)forgets);
        }
        forgets = FORGETS_NOTHING;
        T_EQ_SIZE(found, FORGETS__MAX - 1);
}

/* A ground outlives its catalogue, with the letters of its offers. */
T_CASE("who holds the ground may read its offers' letters when the catalogue is gone")
{
        stage *s = make_stage(t, 3);
        const ch_catalog *cat = apply_in_batches(s, s->len, 300);
        const ch_ground *g = ch_ground_acquire(ch_catalog_ground(cat));
        const ch_offer *o = ch_catalog_by_ref(cat, CH_OFFER, s->offers[1]->head.ref, t->arena);
        ch_str title = ch_str_dup(t->arena, o->title);

        ch_catalog_release(&cat);
        T_TRUE(title.len && ch_str_eq(o->title, title));
        ch_ground_release(&g);
}

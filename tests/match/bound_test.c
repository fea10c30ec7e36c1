/* Sums and bounds of the sheets: the builds of the loops against plain arithmetic, bounds against exact scores, and
 * what is picked by them against every pair by itself. */
#include "../../lib/match/bound.h"
#include "../../lib/match/pick.h"
#include "../../lib/match/scan_.h"
#include "oracle.h"
#include "roll.h"
#include "stage.h"

static const kernel *const kernels[] = { &kernel_plain, &kernel_avx2,
                                         &kernel_avx512 }; /* each runs where the next does */

enum { KERNELS = sizeof kernels / sizeof *kernels };

static size_t
kernels_here(void)
{
        size_t n = 1;

        while (kernels[n - 1] != kernel_best())
                n++;
        return n;
}

/* ---- the loops ------------------------------------------------------------------------------------------------- */

enum { RANDOM_ROWS = 60, RANDOM_GROUPS = 50, CHOSEN = 6, WEIGHTS = CHOSEN + RANDOM_GROUPS, PART = 20, CODE_BITS = 7 };
enum { NUMBERS = 1 << CODE_BITS, BARRED = CHOSEN, TABLES };

typedef struct trial {
        world w;
        uint64_t rows[RANDOM_ROWS][ROW_WORDS];
        const uint64_t *lists[RANDOM_GROUPS + 2][4], *code[CODE_BITS];
        row_list groups[RANDOM_GROUPS + 2];
        bool tables[TABLES][NUMBERS]; /* by number: is it in the chosen group; does it not count */
        choice choice;
        uint16_t values[TABLES];
        uint32_t weights[WEIGHTS]; /* of the chosen groups, then of the others */
        tally_plan part, rest;
        uint64_t pass[KERNELS][ROW_WORDS], planes[KERNELS][PLANES_MAX * ROW_WORDS],
                part_planes[KERNELS][PLANES_MAX * ROW_WORDS];
} trial;

static void
roll_rows(trial *x)
{
        for (size_t r = 0; r < RANDOM_ROWS; r++) {
                uint32_t percent = roll(&x->w, 100);

                for (size_t i = 0; i < SLOTS; i++)
                        if (chance(&x->w, percent))
                                x->rows[r][i / 64] |= (uint64_t)1 << i % 64;
        }
        for (size_t g = 0; g < RANDOM_GROUPS + 2; g++) {
                size_t n = roll(&x->w, 5);

                for (size_t i = 0; i < n; i++)
                        x->lists[g][i] = x->rows[roll(&x->w, RANDOM_ROWS)];
                x->groups[g] = (row_list) { x->lists[g], n };
        }
}

/* Numbers in the rows, and tables over them; some say the same of whole stretches, as those of parties do. */
static void
roll_choice(trial *x)
{
        uint16_t bits[CODE_BITS], list[NUMBERS];

        T_TRUE(choice_make(&x->choice, CODE_BITS, x->w.arena));
        for (size_t i = 0; i < CODE_BITS; i++) {
                x->code[i] = x->rows[roll(&x->w, RANDOM_ROWS)];
                bits[i] = (uint16_t)(CHOICE_CODE + i);
        }
        for (size_t k = 0; k < TABLES; k++) {
                uint32_t percent = roll(&x->w, 100), same = 1 + roll(&x->w, 30);

                for (size_t i = 0; i < NUMBERS; i++) {
                        x->tables[k][i] = i % same ? i && x->tables[k][i - 1] : chance(&x->w, percent);
                        list[i] = x->tables[k][i];
                }
                x->values[k] = choice_of(&x->choice, bits, CODE_BITS, list);
                for (uint32_t i = 0; i < NUMBERS; i++)
                        T_EQ_INT(choice_is(&x->choice, x->values[k], i), x->tables[k][i]);
        }
        T_TRUE(!x->choice.is_full);
}

static void
plan_of(const trial *x, size_t from, size_t to, tally_plan *out)
{
        size_t n = 0;

        out->planes = PLANES_MAX - 1;
        for (size_t p = 0; p < out->planes; p++)
                for (size_t g = from; g < to; g++)
                        if (x->weights[g] >> p & 1) {
                                out->inputs[n++] = (uint16_t)g;
                                out->len[p]++;
                        }
}

static void
roll_plan(trial *x)
{
        for (size_t g = 0; g < WEIGHTS; g++)
                x->weights[g] = roll(&x->w, 140);
        plan_of(x, 0, PART, &x->part);
        plan_of(x, PART, WEIGHTS, &x->rest);
}

static sheet_sum
sum_of(trial *x, size_t k)
{
        return (sheet_sum) { .part = &x->part,
                             .rest = &x->rest,
                             .planes_len = PLANES_MAX,
                             .by_code = { .code = x->code,
                                          .code_len = CODE_BITS,
                                          .steps = x->choice.steps,
                                          .steps_len = x->choice.len,
                                          .chosen = x->values,
                                          .chosen_len = CHOSEN,
                                          .barred = x->values[BARRED] },
                             .groups = x->groups,
                             .groups_len = RANDOM_GROUPS,
                             .live = x->rows[0],
                             .one_of = { x->groups[RANDOM_GROUPS], x->groups[RANDOM_GROUPS + 1] },
                             .pass = x->pass[k],
                             .planes = x->planes[k],
                             .part_planes = x->part_planes[k] };
}

static bool
is_in(const row_list *rows, size_t slot)
{
        for (size_t i = 0; i < rows->len; i++)
                if (row_has(rows->v[i], slot))
                        return true;
        return false;
}

static size_t
number_at(const trial *x, size_t slot)
{
        size_t number = 0;

        for (size_t i = 0; i < CODE_BITS; i++)
                number |= (size_t)row_has(x->code[i], slot) << i;
        return number;
}

static bool
counts(const trial *x, size_t slot)
{
        return row_has(x->rows[0], slot) && is_in(&x->groups[RANDOM_GROUPS], slot) &&
               is_in(&x->groups[RANDOM_GROUPS + 1], slot) && !x->tables[BARRED][number_at(x, slot)];
}

static uint32_t
plain_sum(const trial *x, size_t weights, size_t slot)
{
        uint32_t sum = 0;

        for (size_t g = 0; g < weights; g++)
                if (g < CHOSEN ? x->tables[g][number_at(x, slot)] : is_in(&x->groups[g - CHOSEN], slot))
                        sum += x->weights[g];
        return sum;
}

static uint32_t
read_sum(const uint64_t *planes, size_t n, size_t slot)
{
        uint32_t sum = 0;

        for (size_t p = 0; p < n; p++)
                sum |= (uint32_t)row_has(planes + p * ROW_WORDS, slot) << p;
        return sum;
}

static size_t
wrong_sums(trial *x, size_t k)
{
        sheet_sum s = sum_of(x, k);
        size_t wrong = 0, n = 0;
        uint32_t least = roll(&x->w, 4000);
        uint64_t above[ROW_WORDS];
        bool any = kernels[k]->sum(&s);

        kernels[k]->at_least(s.planes, PLANES_MAX, least, s.pass, above);
        for (size_t i = 0; i < SLOTS; i++) {
                bool pass = counts(x, i);

                n += pass;
                wrong += pass != row_has(s.pass, i);
                wrong += pass && read_sum(s.planes, PLANES_MAX, i) != plain_sum(x, WEIGHTS, i);
                wrong += pass && read_sum(s.part_planes, x->part.planes, i) != plain_sum(x, PART, i);
                wrong += row_has(above, i) != (pass && plain_sum(x, WEIGHTS, i) >= least);
        }
        return wrong + (any != (n > 0)) + (kernels[k]->count(s.pass, s.live, ROW_WORDS) != n);
}

T_CASE("each build of the loops sums random rows as plain arithmetic does; a weight one off is found")
{
        for (uint64_t seed = 1; seed <= 25; seed++) {
                trial *x = CH_NEW(t->arena, trial);

                x->w = (world) { t->arena, NULL, seed };
                roll_rows(x);
                roll_choice(x);
                roll_plan(x);
                for (size_t k = 0; k < kernels_here(); k++)
                        T_EQ_SIZE(wrong_sums(x, k), 0);
                if (x->groups[0].len && kernels[0]->count(x->pass[0], x->lists[0][0], ROW_WORDS)) {
                        x->weights[CHOSEN]++;
                        T_TRUE(wrong_sums(x, 0) > 0);
                }
        }
}

/* ---- bounds ---------------------------------------------------------------------------------------------------- */

/* The thread sanitizer looks for races, of which one thread has none: a few are enough for it. */
#ifdef __SANITIZE_THREAD__
enum { DRAFTS = 10, SHARE = 15, PICKS = 5 };
#else
enum { DRAFTS = 150, SHARE = 1, PICKS = 80 };
#endif

/* What makes a bound too low: of one draft, points of its base or units of one of its groups. */
typedef struct fault {
        size_t draft, group;
        int32_t points;
        uint32_t units;
} fault;

typedef struct tried {
        size_t pairs, below, tight, refused; /* tight: bound within a tenth */
        fault points, units;                 /* the least of either sort by which some pair would be below */
} tried;

/* An offer in the group of which one unit less, or so many less, would make its bound too low. */
static void
try_groups(const bound *b, const sheet *s, size_t slot, uint32_t less, fault *least)
{
        for (size_t g = 0; g < b->len && less < least->units; g++) {
                const bound_group *one = &b->groups[g];

                for (size_t i = 0; i < one->len && less <= one->weight; i++)
                        if (row_has(sheet_row(s, b->frame, b->rows[one->first + i]), slot))
                                *least = (fault) { .draft = least->draft, .group = g, .units = less };
        }
}

/* A listed offer whose role is asked for either has a bound not below its score, or is refused. */
static void
try_bounds(const asking *a, const bound *b, scan *s, size_t draft, tried *out)
{
        place p = table_first(a->cat->tables[CH_OFFER], BY_REF);
        fault least = { .draft = draft, .units = out->units.units };

        for (const entry *e; (e = place_next(&p)) != NULL;) {
                int32_t most, score;

                if (e->slot == SLOT_NONE || !role_is_asked(a->q, e))
                        continue;
                most = bound_of(b, a->cat->sheets->v[e->slot / SLOTS], e->slot % SLOTS);
                score = scan_rule(s, e) == CH_RULE_PASSED ? scan_score(s, e, -1) : -1;
                out->pairs++;
                out->below += most < score;
                out->tight += score >= 0 && most - score < score / 10;
                out->refused += most < 0;
                if (score < 0 || most < score)
                        continue;
                if (most - score + 1 < out->points.points)
                        out->points = (fault) { .draft = draft, .points = most - score + 1 };
                try_groups(b, a->cat->sheets->v[e->slot / SLOTS], e->slot % SLOTS,
                           (uint32_t)((most - score) / UNIT + 1), &least);
        }
        if (least.units < out->units.units)
                out->units = least;
}

/* The same drafts for the same world; with a fault only its own is tried. */
static tried
try_drafts(ch_t *t, const ch_catalog *cat, world w, const fault *planted)
{
        tried all = { .points.points = INT32_MAX, .units.units = UINT32_MAX };

        for (size_t i = 0; i < DRAFTS; i++) {
                const ch_request *r = roll_request(&w, i);
                ch_weights weights = roll_weights(&w);
                ch_rank_query q = roll_query(&w, &weights);
                ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
                bound *b = CH_NEW(t->arena, bound);
                asking a;
                scan *s;

                T_OK(asking_make(cat, &q, r, ch_request_needs(r), arena, &a));
                T_OK(scan_make(&a, arena, &s));
                if ((!planted || planted->draft == i) && bound_make(&a, arena, b)) { /* else there is no bound */
                        b->base -= planted ? planted->points : 0;
                        b->groups[planted ? planted->group : 0].weight -= planted ? planted->units : 0;
                        try_bounds(&a, b, s, i, &all);
                }
                ch_arena_free(&arena);
        }
        return all;
}

static size_t
below_with(ch_t *t, const ch_catalog *cat, world w, fault planted)
{
        return try_drafts(t, cat, w, &planted).below;
}

/* How small a fault is found. A bound may be above what an offer can have, never below; so one that is lower is wrong
 * only where it falls below a score: the smallest fault there is lowers the pair that has the least room by one point
 * more than its room. That is two points: shares are rounded up by a grain each, whether anything was cut off or not,
 * and the sum of grains once to a whole point, so that every bound has one point of room. A group stands in whole
 * units; where rounding it up leaves less than a unit of room, together with that point, one unit less is wrong. A unit
 * or a point less than that is not wrong, and is not said to be. */
enum { LEAST_POINTS = 2, LEAST_UNITS = 1 };

T_CASE("no score is above its bound, whatever is asked and offered; a bound two points low, or one group of it by one "
       "unit, is found out")
{
        uint32_t least_units = UINT32_MAX;

        for (uint64_t seed = 1; seed <= 2; seed++) {
                stage *s = make_stage(t, seed);
                const ch_catalog *cat;
                tried all;

                put_odd(s);
                cat = apply_in_batches(s, s->len, 500);
                all = try_drafts(t, cat, s->w, NULL);
                T_EQ_SIZE(all.below, 0);
                T_TRUE(all.pairs > 50000 / SHARE && all.refused > all.pairs / 4 && all.tight > 100 / SHARE / 2);
                T_TRUE(all.points.points <= LEAST_POINTS || SHARE > 1);
                least_units = all.units.units < least_units ? all.units.units : least_units;
                T_TRUE(below_with(t, cat, s->w, all.points) > 0);
                T_TRUE(below_with(t, cat, s->w, all.units) > 0);
                all.points.points--;
                all.units.units--;
                T_EQ_SIZE(below_with(t, cat, s->w, all.points), 0);
                T_EQ_SIZE(below_with(t, cat, s->w, all.units), 0);
                ch_catalog_release(&cat);
        }
        T_TRUE(least_units <= LEAST_UNITS || SHARE > 1);
}

/* ---- what gists say -------------------------------------------------------------------------------------------- */

static int32_t
likeness_of(const scan *s, const asking *a, const card *c)
{
        const int32_t *w = a->q->weights->w;
        like l = scan_like(s, c);

        return w[CH_FACTOR_TOPIC] * l.topic + w[CH_FACTOR_TEXT] * l.text + w[CH_FACTOR_ASSISTANCE] * l.assistance +
               w[CH_FACTOR_DOMAIN] * l.domain;
}

typedef struct crowd { /* listed offers, and what their gists say at once */
        const entry **v;
        int32_t *most;
        size_t len;
} crowd;

static crowd
ask_all(const ch_catalog *cat, const scan *s, ch_arena *arena)
{
        size_t room = cat->tables[CH_OFFER]->len;
        const gist **gists = CH_NEW_N(arena, const gist *, room);
        crowd c = { CH_NEW_N(arena, const entry *, room), CH_NEW_N(arena, int32_t, room), 0 };
        place p = table_first(cat->tables[CH_OFFER], BY_REF);

        for (const entry *e; (e = place_next(&p)) != NULL;) {
                if (e->slot == SLOT_NONE)
                        continue;
                gists[c.len] = e->card->gist;
                c.v[c.len++] = e;
        }
        scan_most(s, gists, c.len, c.most);
        return c;
}

/* How many do not stand in their slot, or say something else when asked alone; and how many likenesses are above what
 * is said less so much. */
static void
try_crowd(const ch_catalog *cat, const asking *a, const scan *s, const crowd *c, int32_t lower, tried *all)
{
        for (size_t i = 0; i < c->len; i++) {
                const entry *e = c->v[i];
                int32_t alone, most = c->most[i] - lower, alike = likeness_of(s, a, e->card);

                scan_most(s, &e->card->gist, 1, &alone);
                all->pairs++;
                all->refused += cat->sheets->v[e->slot / SLOTS]->entries[e->slot % SLOTS] != e;
                all->refused += alone != c->most[i];
                all->below += most < alike;
                all->tight += most - alike < 30 * 1000 * 3 / 31 + 1000;
        }
}

static tried
try_gists(const ch_catalog *cat, world *w, int32_t lower)
{
        tried all = { 0 };

        for (size_t i = 0; i < DRAFTS; i++) {
                const ch_request *r = roll_request(w, i);
                ch_weights weights = roll_weights(w);
                ch_rank_query q = roll_query(w, &weights);
                ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
                asking a;
                crowd c;
                scan *s;

                T_OK(asking_make(cat, &q, r, ch_request_needs(r), arena, &a));
                T_OK(scan_make(&a, arena, &s));
                c = ask_all(cat, s, arena);
                try_crowd(cat, &a, s, &c, lower, &all);
                ch_arena_free(&arena);
        }
        return all;
}

T_CASE("sheets hold each living offer where its slot says, whatever came and went; no likeness is above what the "
       "gist says, alone or among many, and four points lower is found out")
{
        stage *s = make_stage(t, 3);
        const ch_catalog *cat;
        tried all;

        put_odd(s);
        cat = apply_in_batches(s, s->len, 50);
        all = try_gists(cat, &s->w, 0);
        T_EQ_SIZE(all.refused, 0);
        T_EQ_SIZE(all.below, 0);
        T_TRUE(all.pairs > 50000 / SHARE && all.tight > all.pairs / 2);
        T_TRUE(try_gists(cat, &s->w, 4).below > 0);
        ch_catalog_release(&cat);
}

/* ---- what is picked -------------------------------------------------------------------------------------------- */

static size_t
wrong_picks(const ch_catalog *cat, const ch_request *r, const ch_rank_query *q, size_t *lists)
{
        static const size_t tops[] = { 1, 2, 5, 20, 64, 200, OFFERS };
        const ch_need *n = ch_request_needs(r);
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        ch_ranked *plain = CH_NEW_N(arena, ch_ranked, OFFERS);
        size_t len = oracle_rank(cat, q, r, n, arena, plain), wrong = 0;
        asking a;
        scan *s;

        T_OK(asking_make(cat, q, r, n, arena, &a));
        T_OK(scan_make(&a, arena, &s));
        for (size_t i = 0; i < CH_COUNT(tops); i++) {
                picked *v = CH_NEW_N(arena, picked, tops[i]);
                size_t got, want = tops[i] < len ? tops[i] : len;

                T_OK(pick_best(&a, s, arena, tops[i], v, &got));
                wrong += got != want;
                for (size_t k = 0; k < want && k < got; k++)
                        wrong += !ch_str_eq(offer_ref(v[k].offer), plain[k].offer->head.ref) ||
                                 v[k].score != plain[k].score;
                *lists += want > 0;
        }
        ch_arena_free(&arena);
        return wrong;
}

T_CASE("what is picked by bounds is what comparing every pair by itself and sorting gives, a thousand lists long")
{
        size_t lists = 0;

        for (uint64_t seed = 1; seed <= 2; seed++) {
                stage *s = make_stage(t, seed + 10);
                const ch_catalog *cat;

                put_odd(s);
                cat = apply_in_batches(s, s->len, 200);
                for (size_t i = 0; i < PICKS; i++) {
                        const ch_request *r = roll_request(&s->w, i);
                        ch_weights weights = roll_weights(&s->w);
                        ch_rank_query q = roll_query(&s->w, &weights);

                        T_EQ_SIZE(wrong_picks(cat, r, &q, &lists), 0);
                }
                ch_catalog_release(&cat);
        }
        T_TRUE(lists >= 1000 / SHARE);
}

T_CASE("a row that lost its bits is found in what is picked")
{
        stage *s = make_stage(t, 21);
        const ch_catalog *cat = apply_in_batches(s, s->len, 500);
        size_t lists = 0, wrong = 0;

        for (size_t i = 0; i < cat->sheets->len; i++)
                for (size_t w = 0; w < ROW_WORDS; w++)
                        cat->sheets->v[i]->own[OWN_LIVE][w] &= UINT64_C(0x5555555555555555);
        for (size_t i = 0; i < 10; i++) {
                ch_rank_query q = query_no(0);

                wrong += wrong_picks(cat, s->requests[i], &q, &lists);
        }
        T_TRUE(wrong > 0);
        ch_catalog_release(&cat);
}

/* ---- a request's list ------------------------------------------------------------------------------------------- */

/* Against the list of all, for which every offer has a seat. */
static size_t
wrong_leads(const ch_catalog *cat, const ch_request *r, ch_rank_query q, size_t *lists)
{
        static const size_t tops[] = { 1, 3, 20, 50 };
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        ch_ranked *all, *v;
        size_t all_len, len, wrong = 0;

        q.top = 0;
        T_OK(ch_rank_request(cat, &q, r, arena, &all, &all_len));
        for (size_t i = 0; i < CH_COUNT(tops); i++) {
                q.top = tops[i];
                T_OK(ch_rank_request(cat, &q, r, arena, &v, &len));
                wrong += len != (tops[i] < all_len ? tops[i] : all_len);
                for (size_t k = 0; k < len && k < all_len; k++)
                        wrong += !oracle_same(&v[k], &all[k]);
                *lists += len > 0;
        }
        ch_arena_free(&arena);
        return wrong;
}

T_CASE("the first places of a request's list are those of the list of all; an offer that no sheet shows is missed")
{
        stage *s = make_stage(t, 31);
        const ch_catalog *cat;
        size_t lists = 0, wrong = 0;

        put_odd(s);
        cat = apply_in_batches(s, s->len, 200);
        for (size_t i = 0; i < 2 * PICKS; i++) {
                const ch_request *r = i % 2 ? roll_request(&s->w, i) : s->requests[i % REQUESTS];
                ch_weights weights = roll_weights(&s->w);

                T_EQ_SIZE(wrong_leads(cat, r, roll_query(&s->w, &weights), &lists), 0);
        }
        T_TRUE(lists > 400 / SHARE / 2);
        for (size_t i = 0; i < cat->sheets->len; i++)
                for (size_t w = 0; w < ROW_WORDS; w++)
                        cat->sheets->v[i]->own[OWN_LIVE][w] &= UINT64_C(0x5555555555555555);
        for (size_t i = 0; i < 10; i++)
                wrong += wrong_leads(cat, s->requests[i], query_no(0), &lists);
        T_TRUE(wrong > 0);
        ch_catalog_release(&cat);
}

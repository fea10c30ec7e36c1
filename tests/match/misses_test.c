/* Why not: counts over the sheets' rows and the nearest by bounds, against every pair by itself. */
#include "../../lib/match/misses.h"
#include "../../lib/match/pair.h"
#include "../../lib/match/pick.h"
#include "oracle.h"
#include "roll.h"

#ifdef __SANITIZE_THREAD__
enum { DRAFTS = 10, SEEDS = 1 };
#else
enum { DRAFTS = 60, SEEDS = 2 };
#endif
enum { FEW = 10, MOST = 20 * FEW }; /* drafts that are tried at a time, until a fault shows */

/* ---- pair by pair ---------------------------------------------------------------------------------------------- */

/* By score, then by reference; offers come in the order of their references. */
static void
keep(ch_why_not *out, const ch_offer *o, ch_rule rule, int32_t score)
{
        size_t at = out->nearest_len;

        if (at == CH_COUNT(out->nearest) && out->nearest[--at].score >= score)
                return;
        out->nearest_len = at + 1 > out->nearest_len ? at + 1 : out->nearest_len;
        for (; at > 0 && out->nearest[at - 1].score < score; at--)
                out->nearest[at] = out->nearest[at - 1];
        out->nearest[at].offer = o;
        out->nearest[at].rule = rule;
        out->nearest[at].score = score;
}

static void
ask_all(const asking *a, ch_arena *arena, ch_why_not *out)
{
        place p = table_first(a->cat->tables[CH_OFFER], BY_REF);
        ch_arena *scratch = ch_arena_new(SIZE_MAX / 4);

        *out = (ch_why_not) { 0 };
        for (const entry *e; (e = place_next(&p)) != NULL;) {
                const ch_offer *o = offer_open(e, arena);
                ch_ranked line;
                ch_rule rule;

                if (!role_is_asked(a->q, e))
                        continue;
                rule = ch_rank_pair(a->cat, a->q, a->request, a->need, o, arena, &line);
                out->removed[rule]++;
                if (rule == CH_RULE_PASSED || rule == CH_RULE_OFFER_NOT_LISTED || rule == CH_RULE_OWN_OFFER)
                        continue;
                T_OK(pair_write(a, o, scratch, arena, &line));
                keep(out, o, rule, line.score);
        }
        ch_arena_free(&scratch);
}

static bool
is_same(const ch_why_not *a, const ch_why_not *b)
{
        bool same = a->nearest_len == b->nearest_len && !memcmp(a->removed, b->removed, sizeof a->removed);

        for (size_t i = 0; same && i < a->nearest_len; i++)
                same = ch_uuid_eq(a->nearest[i].offer->head.id, b->nearest[i].offer->head.id) &&
                       a->nearest[i].rule == b->nearest[i].rule && a->nearest[i].score == b->nearest[i].score;
        return same;
}

/* ---- what is asked --------------------------------------------------------------------------------------------- */

typedef struct tried {
        size_t asked, unfit, wrong, seen[CH__RULE_MAX], told;
} tried;

/* A draft of the world's, with confirmed topics and co-requesters now and then, which rows know less of. */
static ch_request *
roll_more(world *w, size_t no)
{
        ch_request *r = roll_request(w, no);
        ch_need *n = (ch_need *)(uintptr_t)ch_request_needs(r);

        while (chance(w, 30))
                r->co_requesters = ch_strs_add(w->arena, r->co_requesters, any_party(w));
        if (chance(w, 30))
                n->topics = (ch_strs) { 0 };
        return r;
}

static void
try_one(const ch_catalog *cat, const ch_request *r, const ch_rank_query *q, tried *all)
{
        ch_arena *arena = ch_arena_new(SIZE_MAX / 4);
        ch_why_not plain, fast, open;
        asking a;
        scan *s;
        ch_status st;

        T_OK(asking_make(cat, q, r, ch_request_needs(r), arena, &a));
        T_OK(scan_make(&a, arena, &s));
        ask_all(&a, arena, &plain);
        st = misses_find(&a, s, &fast);
        T_OK(ch_rank_why_not(cat, q, r, ch_request_needs(r), arena, &open));
        T_TRUE(st == CH_OK || st == CH_INVALID);
        all->asked++;
        all->unfit += st == CH_INVALID;
        all->wrong += (st == CH_OK && !is_same(&fast, &plain)) || !is_same(&open, &plain);
        for (size_t k = 0; k < CH__RULE_MAX; k++)
                all->seen[k] += plain.removed[k];
        all->told += plain.nearest_len;
        ch_arena_free(&arena);
}

/* So many, or until one is wrong. */
static void
try_drafts(const ch_catalog *cat, world *w, size_t drafts, tried *all)
{
        for (size_t i = 0; i < drafts && !all->wrong; i++) {
                const ch_request *r = roll_more(w, i);
                ch_weights weights = roll_weights(w);
                ch_rank_query q = roll_query(w, &weights);

                try_one(cat, r, &q, all);
        }
}

/* Offers that are drafts, resting or closed. */
static void
put_unlisted(stage *s)
{
        for (size_t i = 0; i < CHANGED; i++) {
                ch_offer *o = CH_NEW(s->w.arena, ch_offer);

                *o = *s->offers[i * 7 % OFFERS];
                if (chance(&s->w, 50))
                        o->status = (int32_t)roll(&s->w, CH_OFFER_LISTED + 1);
                put(s, CH_OFFER, o->head.id, o);
        }
}

T_CASE("why not: rows and bounds count and name what every pair by itself does, whatever is asked, offered and changed")
{
        tried all = { 0 };

        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
                stage *s = make_stage(t, seed);
                const ch_catalog *cat;

                put_odd(s);
                put_unlisted(s);
                cat = apply_in_batches(s, s->len, seed % 2 ? 60 : 5000);
                try_drafts(cat, &s->w, DRAFTS, &all);
                ch_catalog_release(&cat);
        }
        T_EQ_SIZE(all.wrong, 0);
        T_TRUE(all.unfit < all.asked / 4);
        T_TRUE(all.told > 2 * all.asked);
        for (size_t k = 0; k < CH__RULE_MAX; k++)
                T_TRUE(all.seen[k] > 0 || SEEDS == 1);
}

/* ---- planted --------------------------------------------------------------------------------------------------- */

T_CASE("planted: an offer that lies in no row of its State, of its dates or of those that it rules out is counted "
       "wrong, and found")
{
        stage *s = make_stage(t, 5);
        const fact taken[] = { FACT_DATED, FACT_EXCLUDES, FACT_FOR_ALL };
        const ch_catalog *cat;
        world w;

        put_odd(s);
        cat = apply_in_batches(s, s->len, 500);
        for (size_t k = 0; k < CH_COUNT(taken); k++) {
                uint64_t kept[64][ROW_WORDS];
                tried after = { 0 };

                for (size_t i = 0; i < cat->sheets->len; i++) {
                        const uint64_t *at = sheet_row(cat->sheets->v[i], cat->frame,
                                                       row_of_fact(cat->frame, taken[k]));
                        uint64_t *row = (uint64_t *)(uintptr_t)at;

                        if (!row)
                                continue;
                        memcpy(kept[i], row, sizeof kept[i]);
                        memset(row, 0, sizeof kept[i]);
                }
                w = s->w;
                for (size_t tries = 0; tries < MOST && !after.wrong; tries += FEW)
                        try_drafts(cat, &w, FEW, &after);
                T_TRUE(after.wrong > 0);
                for (size_t i = 0; i < cat->sheets->len; i++) {
                        const uint64_t *at = sheet_row(cat->sheets->v[i], cat->frame,
                                                       row_of_fact(cat->frame, taken[k]));

                        if (at)
                                memcpy((void *)(uintptr_t)at, kept[i], sizeof kept[i]);
                }
        }
        ch_catalog_release(&cat);
}

/* What other weights would change on past cases: two lists a need, compared. */
#include "ranked_.h"
#include <ch/weighing.h>
#include <stdlib.h>

enum { OFFERS_COMPARED = 500000, OFFERS_BESIDE = 1000, FIRST = CH_WHAT_TOP, TRY_MEMORY = 256 << 20 };

typedef struct shifts {
        ch_weights_shift *v;
        size_t len, cap;
} shifts;

typedef struct trying {
        const ch_look *look;
        const ch_actor *actor;
        ch_arena *scratch; /* emptied for each case */
        ch_weights_preview *out;
        shifts matched, swaps;
        const ch_request *request;
        const ch_need *need;
        ch_ranked *now, *then;
        size_t now_len, then_len;
} trying;

static ch_status
add_shift(const trying *t, shifts *to, const ch_weights_shift *s)
{
        if (to->len == to->cap) {
                size_t cap = to->cap ? to->cap * 2 : 32;
                ch_weights_shift *v = CH_NEW_N(t->look->arena, ch_weights_shift, cap);

                for (size_t i = 0; v && i < to->len; i++)
                        v[i] = to->v[i];
                if (!v)
                        return CH_TOO_LARGE;
                to->v = v;
                to->cap = cap;
        }
        to->v[to->len++] = *s;
        return CH_OK;
}

static size_t
place_in(const ch_ranked *v, size_t n, const ch_offer *o)
{
        for (size_t i = 0; i < n; i++)
                if (ch_uuid_eq(v[i].offer->head.id, o->head.id))
                        return i + 1;
        return 0;
}

static ch_weights_shift
shift_of(const trying *t, const ch_offer *o)
{
        return (ch_weights_shift) { .request = t->request->head.id,
                                    .offer = o->head.id,
                                    .request_ref = ch_str_dup(t->look->arena, t->request->head.ref),
                                    .party_name = party_name(t->look, t->request->party),
                                    .offer_ref = ch_str_dup(t->look->arena, o->head.ref),
                                    .provider_name = party_name(t->look, o->party),
                                    .need = t->need->no,
                                    .status = CH_MATCH_SUGGESTED,
                                    .before = place_in(t->now, t->now_len, o),
                                    .after = place_in(t->then, t->then_len, o) };
}

static bool
is_first(size_t place)
{
        return place && place <= FIRST;
}

/* Those of one first ten that the other has not. */
static ch_status
compare_side(trying *t, bool is_entering, size_t *differ)
{
        const ch_ranked *v = is_entering ? t->then : t->now;
        size_t n = is_entering ? t->then_len : t->now_len;
        ch_status st = CH_OK;

        for (size_t i = 0; i < n && i < FIRST && st == CH_OK; i++) {
                ch_weights_shift s;

                if (!may_read_pair(t->look, t->actor, t->request, v[i].offer))
                        continue;
                s = shift_of(t, v[i].offer);
                if (is_first(s.before) && is_first(s.after))
                        continue;
                ++*differ;
                st = add_shift(t, &t->swaps, &s);
        }
        return st;
}

static bool
is_reordered(const trying *t)
{
        for (size_t i = 0; i < FIRST && i < t->now_len && i < t->then_len; i++)
                if (!ch_uuid_eq(t->now[i].offer->head.id, t->then[i].offer->head.id))
                        return true;
        return false;
}

static ch_status
compare_tens(trying *t)
{
        size_t in = 0, out = 0;
        ch_status st = compare_side(t, true, &in);

        if (st == CH_OK)
                st = compare_side(t, false, &out);
        t->out->entering += in;
        t->out->leaving += out;
        t->out->changed += in + out > 0;
        t->out->reorders += in + out == 0 && is_reordered(t);
        return st;
}

/* Every match of this need that the reader may know of. */
static ch_status
compare_matched(trying *t, const match_list *list)
{
        ch_status st = CH_OK;

        for (size_t i = 0; i < list->len && st == CH_OK; i++) {
                const ch_match *m = list->v[i];
                const ch_offer *o = ch_catalog_by_id(t->look->cat, CH_OFFER, m->offer, t->scratch);
                ch_object object = {
                        .kind = CH_MATCH, .request = t->request, .offer = o, .match = m, .party = m->party
                };
                ch_weights_shift s;

                if (m->need != t->need->no || !o || m->status == CH_MATCH_SUGGESTED ||
                    ch_may(t->actor, CH_ACT_MATCH_READ, &object, t->look->now) != CH_OK)
                        continue;
                s = shift_of(t, o);
                s.status = (ch_match_status)m->status;
                st = add_shift(t, &t->matched, &s);
        }
        return st;
}

static ch_status
rank_both(trying *t)
{
        ch_rank_query q = { .today = t->look->today, .weights = &t->out->now, .top = CH_WEIGHTS_DEPTH };
        ch_status st;

        ch_arena_reset(t->scratch);
        st = ch_rank_need(t->look->cat, &q, t->request, t->need, t->scratch, &t->now, &t->now_len);
        q.weights = &t->out->then;
        if (st == CH_OK)
                st = ch_rank_need(t->look->cat, &q, t->request, t->need, t->scratch, &t->then, &t->then_len);
        return st;
}

static bool
has_match(const match_list *list, int64_t need)
{
        for (size_t i = 0; i < list->len; i++)
                if (list->v[i]->need == need)
                        return true;
        return false;
}

static ch_status
try_need(trying *t, const match_list *list)
{
        ch_status st = rank_both(t);

        if (st == CH_OK)
                st = compare_tens(t);
        return st == CH_OK ? compare_matched(t, list) : st;
}

static ch_status
try_request(trying *t, size_t most)
{
        match_list list;
        ch_status st = find_matches(t->look, t->request->head.id, &list);

        for (size_t i = 0; i < t->request->needs.len && st == CH_OK; i++) {
                t->need = &ch_request_needs(t->request)[i];
                if (t->request->status != CH_REQUEST_OPEN && !has_match(&list, t->need->no))
                        continue;
                t->out->skipped += t->out->needs == most;
                if (t->out->needs == most)
                        continue;
                t->out->needs++;
                st = try_need(t, &list);
        }
        return st;
}

static int
compare_age(const void *a, const void *b)
{
        const ch_head *x = *(const ch_head *const *)a, *y = *(const ch_head *const *)b;

        if (x->created_at != y->created_at)
                return x->created_at > y->created_at ? -1 : 1;
        return ch_str_cmp(y->ref, x->ref);
}

/* NULL: the arena is full. References do not tell: number 10 of a State sorts before its number 2. */
static const void **
newest_first(const ch_look *look, size_t *n)
{
        const void *const *all, **v;

        *n = all_of(look, CH_REQUEST, &all);
        v = CH_NEW_N(look->arena, const void *, *n);
        for (size_t i = 0; v && i < *n; i++)
                v[i] = all[i];
        if (v && *n)
                qsort(v, *n, sizeof *v, compare_age);
        return v;
}

static ch_status
try_all(trying *t, size_t most)
{
        size_t n;
        const void **all = newest_first(t->look, &n);
        ch_status st = all ? CH_OK : CH_TOO_LARGE;

        for (size_t i = 0; i < n && st == CH_OK; i++) {
                ch_object object = { .kind = CH_REQUEST, .request = all[i] };

                t->request = all[i];
                object.party = t->request->party;
                if (ch_may(t->actor, CH_ACT_RANKED_READ, &object, t->look->now) == CH_OK)
                        st = try_request(t, most);
        }
        return st;
}

ch_status
ch_weights_try(const ch_look *look, const ch_actor *actor, const ch_weights *then, bool is_bounded,
               ch_weights_preview *out)
{
        trying t = { .look = look, .actor = actor, .out = out };
        size_t offers = ch_catalog_count(look->cat, CH_OFFER) + OFFERS_BESIDE;
        size_t most = is_bounded ? 1 + OFFERS_COMPARED / 2 / offers : SIZE_MAX;
        ch_status st = ask_read(look, actor, CH_ACT_WEIGHTS_PROPOSE, &(ch_object) { 0 });

        *out = (ch_weights_preview) { .now = weights_of(look), .then = *then };
        if (st != CH_OK)
                return st;
        t.scratch = ch_arena_new(TRY_MEMORY);
        st = t.scratch ? try_all(&t, most) : CH_BUSY;
        ch_arena_free(&t.scratch);
        out->now.version = ch_str_dup(look->arena, out->now.version);
        out->matched = t.matched.v;
        out->matched_len = t.matched.len;
        out->swaps = t.swaps.v;
        out->swaps_len = t.swaps.len;
        return st == CH_OK && ch_arena_is_full(look->arena) ? CH_TOO_LARGE : st;
}

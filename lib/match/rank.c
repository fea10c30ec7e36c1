#include "pair.h"
#include "pick.h"
#include <stdlib.h>

int32_t
pair_score(const pair *p)
{
        int32_t score = 0;

        for (ch_factor f = 0; f < CH__FACTOR_MAX; f++)
                score += p->a->q->weights->w[f] * factor_fit(f, p);
        return score;
}

static void
insert_reason(ch_ranked *out, ch_reason reason)
{
        size_t at = out->why_len++;

        for (; at > 0 && out->why[at - 1].points < reason.points; at--)
                out->why[at] = out->why[at - 1];
        out->why[at] = reason;
}

static void
find_fits(const pair *p, int32_t *out)
{
        for (ch_factor f = 0; f < CH__FACTOR_MAX; f++)
                out[f] = factor_fit(f, p);
}

void
pair_fill(const pair *p, const int32_t *fits, ch_arena *arena, ch_ranked *out)
{
        const offering *o = p->o;

        *out = (ch_ranked) { .request = p->a->request, .need = p->a->need, .offer = o->offer };
        if (p->like.area < o->offer->areas.len)
                out->area = &ch_offer_areas(o->offer)[p->like.area];
        for (ch_factor f = 0; f < CH__FACTOR_MAX; f++) {
                int32_t points = fits[f] * p->a->q->weights->w[f];

                out->score += points;
                if (points)
                        insert_reason(out, (ch_reason) { (int32_t)f, fits[f], points, factor_codes(f, p, arena) });
        }
}

ch_status
pair_write(const asking *a, const ch_offer *offer, ch_arena *scratch, ch_arena *arena, ch_ranked *out)
{
        offering o;
        pair p = { a, &o, { 0 } };
        int32_t fits[CH__FACTOR_MAX];
        ch_status st;

        ch_arena_reset(scratch);
        st = offering_make(a->cat, offer, scratch, &o);
        if (st != CH_OK)
                return st;
        p.like = like_of(a, &o);
        find_fits(&p, fits);
        pair_fill(&p, fits, arena, out);
        return CH_OK;
}

/* ---- one list -------------------------------------------------------------------------------------------------- */

typedef struct line {
        const ch_offer *offer;
        const ch_request *request;
        const ch_need *need;
        int32_t score;
} line;

static int
compare_lines(const void *a, const void *b)
{
        const line *x = a, *y = b;
        int c;

        if (x->score != y->score)
                return x->score > y->score ? -1 : 1;
        if ((c = ch_str_cmp(x->offer->head.ref, y->offer->head.ref)) != 0)
                return c;
        if ((c = ch_str_cmp(x->request->head.ref, y->request->head.ref)) != 0)
                return c;
        return (x->need->no > y->need->no) - (x->need->no < y->need->no);
}

bool
role_is_asked(const ch_rank_query *q, const entry *offer)
{
        return q->role ? offer->card->role == q->role - 1 : offer->card->role != CH_OFFER_FUNDS;
}

/* The lines that are wanted, with their reasons. */
static ch_status
write_lines(const ch_catalog *cat, const ch_rank_query *q, const line *lines, size_t n, ch_arena *arena, ch_ranked *out)
{
        ch_arena *scratch = ch_arena_new(SIZE_MAX / 4);
        ch_status st = scratch ? CH_OK : CH_TOO_LARGE;
        asking a;

        for (size_t i = 0; i < n && st == CH_OK; i++) {
                bool is_other = !i || lines[i].request != lines[i - 1].request || lines[i].need != lines[i - 1].need;

                if (is_other)
                        st = asking_make(cat, q, lines[i].request, lines[i].need, arena, &a);
                if (st == CH_OK)
                        st = pair_write(&a, lines[i].offer, scratch, arena, &out[i]);
        }
        ch_arena_free(&scratch);
        return st == CH_OK && ch_arena_is_full(arena) ? CH_TOO_LARGE : st;
}

typedef struct list {
        ch_arena *arena;
        line *v;
        size_t len;
} list;

static ch_status
close_list(const ch_catalog *cat, const ch_rank_query *q, list *l, ch_ranked **out, size_t *len)
{
        *len = q->top && q->top < l->len ? q->top : l->len;
        *out = CH_NEW_N(l->arena, ch_ranked, *len);
        return *out ? write_lines(cat, q, l->v, *len, l->arena, *out) : CH_TOO_LARGE;
}

static void
sort_list(list *l)
{
        if (l->len)
                qsort(l->v, l->len, sizeof *l->v, compare_lines);
}

static void
list_add(list *l, const pair *p)
{
        l->v[l->len++] = (line) { p->o->offer, p->a->request, p->a->need, pair_score(p) };
}

/* ---- offers for a need ----------------------------------------------------------------------------------------- */

/* Twice as many as are wanted: when these are full, the better half stays, and its last is what to beat. */
typedef struct best {
        picked *v;
        size_t len, top, room;
        int32_t enough; /* a score not above this does not come in; -1: all do */
} best;

static int
compare_picked(const void *a, const void *b)
{
        const picked *x = a, *y = b;

        return picked_before(x, y) ? -1 : picked_before(y, x);
}

static void
cut(best *b)
{
        if (b->len)
                qsort(b->v, b->len, sizeof *b->v, compare_picked);
        if (b->len < b->top)
                return;
        b->len = b->top;
        b->enough = b->v[b->top - 1].score;
}

/* Offers come in order of their references, so that an equal score stays behind those before it. */
static void
try_offer(best *b, scan *s, const entry *e)
{
        int32_t score = scan_rule(s, e) == CH_RULE_PASSED ? scan_score(s, e, b->enough) : -1;

        if (score <= b->enough)
                return;
        b->v[b->len++] = (picked) { e, score };
        if (b->len == b->room)
                cut(b);
}

/* Offer by offer. */
static ch_status
walk_offers(const asking *a, scan *s, ch_arena *arena, picked **out, size_t *len)
{
        const table *offers = a->cat->tables[CH_OFFER];
        size_t n = offers ? offers->len : 0, top = a->q->top;
        best b = { .top = top && top < n ? top : n + 1, .enough = -1 };
        place at = table_first(offers, BY_REF);

        b.room = b.top <= n / 2 ? 2 * b.top : n + 1;
        *out = b.v = CH_NEW_N(arena, picked, b.room);
        if (!b.v)
                return CH_TOO_LARGE;
        for (const entry *e; (e = place_next_card(&at)) != NULL;)
                if (role_is_asked(a->q, e))
                        try_offer(&b, s, e);
        cut(&b);
        *len = b.len;
        return CH_OK;
}

/* Those that the sheets show may be among the best; CH_INVALID: all must be walked. */
static ch_status
pick_offers(const asking *a, scan *s, ch_arena *arena, picked **out, size_t *len)
{
        const table *offers = a->cat->tables[CH_OFFER];
        size_t n = offers ? offers->len : 0, top = a->q->top;

        if (n < PICK_FROM || !top || top > n / PICK_SHARE)
                return CH_INVALID;
        *out = CH_NEW_N(arena, picked, top);
        return *out ? pick_best(a, s, arena, top, *out, len) : CH_TOO_LARGE;
}

ch_status
ch_rank_need(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request, const ch_need *need,
             ch_arena *arena, ch_ranked **out, size_t *len)
{
        picked *lines = NULL;
        asking a;
        scan *s;
        ch_status st = asking_make(cat, q, request, need, arena, &a);

        if (st == CH_OK)
                st = scan_make(&a, arena, &s);
        if (st != CH_OK)
                return st;
        st = pick_offers(&a, s, arena, &lines, len);
        if (st == CH_INVALID)
                st = walk_offers(&a, s, arena, &lines, len);
        *out = st == CH_OK ? CH_NEW_N(arena, ch_ranked, *len) : NULL;
        if (st != CH_OK || !*out)
                return st == CH_OK ? CH_TOO_LARGE : st;
        for (size_t i = 0; i < *len; i++)
                scan_tell(s, lines[i].offer, arena, &(*out)[i]);
        return ch_arena_is_full(arena) ? CH_TOO_LARGE : CH_OK;
}

/* ---- needs for an offer ---------------------------------------------------------------------------------------- */

static bool
is_wanting(const ch_need *n)
{
        return n->coverage < CH_COVERAGE_COVERED;
}

static ch_status
add_needs(const ch_rank_query *q, const ch_catalog *cat, const ch_request *r, const offering *o, list *l)
{
        const ch_need *needs = ch_request_needs(r);
        ch_status st = CH_OK;

        for (size_t i = 0; i < r->needs.len && st == CH_OK; i++) {
                asking a;
                pair p = { &a, o, { 0 } };

                if (!is_wanting(&needs[i]))
                        continue;
                st = asking_make(cat, q, r, &needs[i], l->arena, &a);
                if (st != CH_OK || rule_of(&p) != CH_RULE_PASSED)
                        continue;
                p.like = like_of(&a, o);
                list_add(l, &p);
        }
        return st;
}

static size_t
count_needs(const table *requests)
{
        place at = table_first(requests, BY_REF);
        size_t n = 0;

        for (const entry *e; (e = place_next(&at)) != NULL;)
                n += ((const ch_request *)e->record)->needs.len;
        return n;
}

ch_status
ch_rank_offer(const ch_catalog *cat, const ch_rank_query *q, const ch_offer *offer, ch_arena *arena, ch_ranked **out,
              size_t *len)
{
        const table *requests = cat->tables[CH_REQUEST];
        place at = table_first(requests, BY_REF);
        list l = { arena, CH_NEW_N(arena, line, count_needs(requests)), 0 };
        offering o;
        ch_status st = l.v ? offering_make(cat, offer, arena, &o) : CH_TOO_LARGE;

        for (const entry *e; st == CH_OK && (e = place_next(&at)) != NULL;) {
                const ch_request *r = e->record;

                if (r->status == CH_REQUEST_OPEN)
                        st = add_needs(q, cat, r, &o, &l);
        }
        if (st != CH_OK)
                return st;
        sort_list(&l);
        return close_list(cat, q, &l, out, len);
}

/* ---- one pair -------------------------------------------------------------------------------------------------- */

ch_rule
ch_rank_pair(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request, const ch_need *need,
             const ch_offer *offer, ch_arena *arena, ch_ranked *out)
{
        asking a;
        offering o;
        pair p = { &a, &o, { 0 } };
        int32_t fits[CH__FACTOR_MAX];
        ch_rule rule;

        *out = (ch_ranked) { .request = request, .need = need, .offer = offer };
        if (asking_make(cat, q, request, need, arena, &a) != CH_OK || offering_make(cat, offer, arena, &o) != CH_OK)
                return CH_RULE_PASSED; /* the arena is full and remembers it */
        rule = rule_of(&p);
        if (rule != CH_RULE_PASSED)
                return rule;
        p.like = like_of(&a, &o);
        find_fits(&p, fits);
        pair_fill(&p, fits, arena, out);
        return CH_RULE_PASSED;
}

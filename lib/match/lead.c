/* lead.c – the first places of a request's list without looking at every offer.
 *
 * Seats are given to the offers with the highest bounds, and the places filled; then to every other whose bounds would
 * have been worth as much at any of the places, and they are filled anew, until there is none. Then a seat for each
 * offer would have changed nothing.
 */
#include "hall.h"
#include "sums.h"
#include <string.h>

enum { LEAD_FROM = 256, LEAD_SEATS = 64 };

typedef struct guest { /* an offer and its bounds; 0 where refused */
        const entry *offer;
        int32_t *most;
        bool is_seated, is_known; /* is_known: the bounds are those seen from closer by */
} guest;

typedef struct step { /* places one behind the other before which the needs were covered alike */
        int32_t covered[CH_NEEDS_MAX];
        int64_t worth; /* the least that stands there */
} step;

typedef struct lead {
        hall *h;
        sums *sums;         /* of each need */
        const pile **piles; /* [need * sheets + sheet]; NULL: no slot counts */
        size_t sheets, top;
        uint64_t *taken; /* slots that are guests */
        guest *guests;
        size_t len, cap;
        int32_t level; /* all with any bound from there on are guests */
        step steps[LIST_LEAD];
        size_t steps_len;
} lead;

static ch_status
make_sums(lead *l)
{
        const hall *h = l->h;

        l->sheets = h->cat->sheets->len;
        l->sums = CH_NEW_N(h->arena, sums, h->needs_len);
        l->piles = CH_NEW_N(h->arena, const pile *, h->needs_len * l->sheets);
        l->taken = CH_NEW_N(h->arena, uint64_t, l->sheets * ROW_WORDS);
        if (!l->sums || !l->piles || !l->taken)
                return CH_TOO_LARGE;
        for (size_t n = 0; n < h->needs_len; n++) {
                ch_status st = sums_make(&h->needs[n], h->arena, &l->sums[n]);

                if (st != CH_OK)
                        return st;
                for (size_t i = 0; i < l->sums[n].len; i++)
                        l->piles[n * l->sheets + l->sums[n].v[i].no] = &l->sums[n].v[i];
        }
        return CH_OK;
}

/* Slots of a sheet with any bound from there on that are no guests yet. */
static void
find_slots(const lead *l, size_t sheet_no, int32_t level, uint64_t *out)
{
        uint64_t one[ROW_WORDS];

        memset(out, 0, ROW_WORDS * sizeof *out);
        for (size_t n = 0; n < l->h->needs_len; n++) {
                const pile *p = l->piles[n * l->sheets + sheet_no];

                if (!p)
                        continue;
                sums_at_least(&l->sums[n], p, level, one);
                for (size_t w = 0; w < ROW_WORDS; w++)
                        out[w] |= one[w] & ~l->taken[sheet_no * ROW_WORDS + w];
        }
}

static size_t
count_slots(const lead *l, int32_t level)
{
        const kernel *k = l->h->cat->frame->kernel;
        size_t n = 0;

        for (size_t i = 0; i < l->sheets; i++) {
                uint64_t slots[ROW_WORDS];

                find_slots(l, i, level, slots);
                n += k->count(slots, slots, ROW_WORDS);
        }
        return n;
}

/* The highest level with about so many, or 0. */
static int32_t
level_for(const lead *l, size_t want)
{
        int32_t low = 0, high = 200 * FULL;

        while (high - low > UNIT) {
                int32_t mid = low + (high - low) / 2;

                if (count_slots(l, mid) >= want)
                        low = mid;
                else
                        high = mid;
        }
        return low;
}

static bool
add_guest(lead *l, size_t sheet_no, size_t slot)
{
        const hall *h = l->h;
        guest *g = &l->guests[l->len];

        *g = (guest) { .offer = h->cat->sheets->v[sheet_no]->entries[slot],
                       .most = CH_NEW_N(h->arena, int32_t, h->needs_len) };
        for (size_t n = 0; g->most && n < h->needs_len; n++) {
                const pile *p = l->piles[n * l->sheets + sheet_no];

                if (p && row_has(p->pass, slot))
                        g->most[n] = l->sums[n].bound->base + UNIT * (int32_t)sum_at(&l->sums[n], p, slot);
        }
        l->len++;
        return g->most;
}

static ch_status
invite(lead *l, int32_t level)
{
        size_t room = l->len + count_slots(l, level);
        guest *more = CH_NEW_N(l->h->arena, guest, room);
        seat *seats = CH_NEW_N(l->h->arena, seat, room + 1);

        if (!more || !seats)
                return CH_TOO_LARGE;
        if (l->len)
                memcpy(more, l->guests, l->len * sizeof *more);
        if (l->h->len)
                memcpy(seats, l->h->v, l->h->len * sizeof *seats);
        l->guests = more;
        l->h->v = seats;
        for (size_t i = 0; i < l->sheets; i++) {
                uint64_t slots[ROW_WORDS];

                find_slots(l, i, level, slots);
                for (size_t w = 0; w < ROW_WORDS; w++) {
                        for (uint64_t left = slots[w]; left; left &= left - 1)
                                if (!add_guest(l, i, w * 64 + (size_t)__builtin_ctzll(left)))
                                        return CH_TOO_LARGE;
                        l->taken[i * ROW_WORDS + w] |= slots[w];
                }
        }
        l->level = level;
        return CH_OK;
}

static ch_status
seat_guest(const lead *l, guest *g)
{
        g->is_seated = true;
        return role_is_asked(l->h->q, g->offer) ? hall_seat(l->h, g->offer) : CH_OK;
}

/* Would these bounds have been worth as much at any place, or is there a place without an offer? */
static bool
may_come(const lead *l, const int32_t *most)
{
        const hall *h = l->h;
        int64_t alone = hall_alone(most, h->needs_len);

        if (h->len < l->top)
                return true;
        for (size_t i = 0; i < l->steps_len; i++) {
                int64_t gain = h->needs_len > 1 ? hall_gain(most, l->steps[i].covered, h->needs_len) : 0;

                if (alone + gain >= l->steps[i].worth)
                        return true;
        }
        return false;
}

/* Who is no guest has no bound from level on. */
static bool
others_may_come(const lead *l)
{
        int32_t most[CH_NEEDS_MAX];

        for (size_t n = 0; n < l->h->needs_len; n++)
                most[n] = l->level;
        return l->level > 0 && may_come(l, most);
}

/* The next place, before which the needs were covered so. */
static void
add_place(lead *l, const int32_t *covered, int64_t worth)
{
        step *last = l->steps_len ? &l->steps[l->steps_len - 1] : NULL;

        if (!last || memcmp(last->covered, covered, sizeof last->covered) != 0) {
                last = &l->steps[l->steps_len++];
                memcpy(last->covered, covered, sizeof last->covered);
                last->worth = worth;
        }
        last->worth = worth < last->worth ? worth : last->worth;
}

static void
fill_places(lead *l)
{
        hall *h = l->h;

        hall_sort(h);
        l->steps_len = 0;
        for (size_t i = 0; i < l->top && i < h->len; i++) {
                int32_t covered[CH_NEEDS_MAX];

                memcpy(covered, h->covered, sizeof covered);
                add_place(l, covered, h->needs_len > 1 ? hall_fill(h, i) : h->v[i].alone);
        }
}

/* By one need's gists, of those guests whom it lets through. */
static ch_status
look_closer_for(const lead *l, size_t need, guest *const *some, size_t n)
{
        const sums *all = &l->sums[need];
        spot *spots = CH_NEW_N(l->h->arena, spot, n);
        size_t *of = CH_NEW_N(l->h->arena, size_t, n), len = 0;
        uint32_t *closer = CH_NEW_N(l->h->arena, uint32_t, n);

        if (!spots || !of || !closer)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < n; i++) {
                size_t sheet_no = some[i]->offer->slot / SLOTS, slot = some[i]->offer->slot % SLOTS;
                const pile *p = l->piles[need * l->sheets + sheet_no];

                if (!p || !row_has(p->pass, slot))
                        continue;
                spots[len] = (spot) { p, slot };
                of[len++] = i;
        }
        sums_closer(all, l->h->scans[need], spots, len, closer);
        for (size_t i = 0; i < len; i++)
                some[of[i]]->most[need] = all->bound->base + UNIT * (int32_t)closer[i];
        return CH_OK;
}

/* Of those that would have to be seated by what the rows say: many gists at once are read sooner than one by one. */
static ch_status
look_closer(const lead *l)
{
        guest **some = CH_NEW_N(l->h->arena, guest *, l->len);
        size_t n = 0;
        ch_status st = some ? CH_OK : CH_TOO_LARGE;

        for (size_t i = 0; some && i < l->len; i++) {
                guest *g = &l->guests[i];

                if (!g->is_seated && !g->is_known && may_come(l, g->most)) {
                        g->is_known = true;
                        some[n++] = g;
                }
        }
        for (size_t need = 0; need < l->h->needs_len && n && st == CH_OK; need++)
                st = look_closer_for(l, need, some, n);
        return st;
}

/* Whether any guest still had to be seated. */
static ch_status
seat_more(const lead *l, bool *any)
{
        ch_status st = look_closer(l);

        *any = false;
        for (size_t i = 0; i < l->len && st == CH_OK; i++) {
                guest *g = &l->guests[i];

                if (g->is_seated || !g->is_known || !may_come(l, g->most))
                        continue;
                *any = true;
                st = seat_guest(l, g);
        }
        return st;
}

/* A level from which on an offer alone may be worth what the last place is. */
static int32_t
level_below(const lead *l)
{
        int64_t each = FULL + (l->h->needs_len > 1 ? LIST_OTHER_NEEDS : 0);
        int64_t least = l->h->len < l->top ? 0 : l->h->v[l->top - 1].alone;

        for (size_t i = 0; i < l->top && i < l->h->len; i++)
                least = l->h->v[i].alone < least ? l->h->v[i].alone : least;
        return (int32_t)(least / each) - 1;
}

static ch_status
fill_all(lead *l)
{
        bool any = true;
        ch_status st = CH_OK;

        while (st == CH_OK && any) {
                fill_places(l);
                if (others_may_come(l)) {
                        int32_t level = level_below(l);

                        st = invite(l, level < l->level && level > 0 ? level : 0);
                }
                if (st == CH_OK && others_may_come(l))
                        st = invite(l, 0);
                if (st == CH_OK)
                        st = seat_more(l, &any);
        }
        return st;
}

ch_status
hall_lead(hall *h)
{
        const table *offers = h->cat->tables[CH_OFFER];
        lead *l;
        ch_status st;

        if (!offers || offers->len < LEAD_FROM || !h->needs_len || !h->q->top || h->q->top > LIST_LEAD)
                return CH_INVALID;
        l = CH_NEW(h->arena, lead);
        if (!l)
                return CH_TOO_LARGE;
        l->h = h;
        l->top = h->q->top;
        st = make_sums(l);
        if (st == CH_OK)
                st = invite(l, level_for(l, LEAD_SEATS));
        for (size_t i = 0; i < l->len && st == CH_OK; i++)
                st = seat_guest(l, &l->guests[i]);
        return st == CH_OK ? fill_all(l) : st;
}

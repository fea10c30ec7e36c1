/* interleave.c – one list for all needs of a request: each offer once, at the need it serves there.
 *
 * An offer is worth what it gives its best need, part of what it gives the others, and, for the first places, what it
 * adds to needs that the places above leave open.
 */
#include "hall.h"
#include <stdlib.h>
#include <string.h>

static size_t
best_need(const int32_t *scores, size_t needs)
{
        size_t best = 0;

        for (size_t i = 1; i < needs; i++)
                if (scores[i] > scores[best])
                        best = i;
        return best;
}

int64_t
hall_alone(const int32_t *scores, size_t needs)
{
        int64_t best = scores[best_need(scores, needs)], sum = 0;

        for (size_t i = 0; i < needs; i++)
                sum += scores[i];
        return needs < 2 ? best * FULL : best * FULL + LIST_OTHER_NEEDS * (sum - best) / (int64_t)(needs - 1);
}

int64_t
hall_gain(const int32_t *scores, const int32_t *covered, size_t needs)
{
        int64_t sum = 0;

        for (size_t i = 0; i < needs; i++)
                sum += scores[i] > covered[i] ? scores[i] - covered[i] : 0;
        return needs ? LIST_COVERAGE * sum / (int64_t)needs : 0;
}

/* What it adds to needs beyond what they have; *need: where it adds most, of those that it serves nearly as well as its
 * best. */
static int64_t
gain(const hall *h, const seat *s, size_t *need)
{
        int64_t most = 0, enough;

        *need = best_need(s->scores, h->needs_len);
        enough = (int64_t)LIST_NEARLY * s->scores[*need];
        for (size_t i = 0; i < h->needs_len; i++) {
                int64_t more = s->scores[i] - h->covered[i];

                if (more > most && (int64_t)FULL * s->scores[i] >= enough) {
                        most = more;
                        *need = i;
                }
        }
        return hall_gain(s->scores, h->covered, h->needs_len);
}

static int
compare_seats(const void *a, const void *b)
{
        const seat *x = a, *y = b;

        if (x->alone != y->alone)
                return x->alone > y->alone ? -1 : 1;
        return ch_str_cmp(index_key(CH_OFFER, BY_REF, x->offer), index_key(CH_OFFER, BY_REF, y->offer));
}

/* The seat is moved to its place; those it passes keep their order. */
static void
seat_at(hall *h, size_t from, size_t to)
{
        seat s = h->v[from];

        for (; from > to; from--)
                h->v[from] = h->v[from - 1];
        h->v[to] = s;
        for (size_t i = 0; i < h->needs_len; i++)
                if (s.scores[i] > h->covered[i])
                        h->covered[i] = s.scores[i];
}

int64_t
hall_fill(hall *h, size_t at)
{
        size_t best = at, need = 0;
        int64_t most = -1;

        for (size_t i = at; i < h->len; i++) {
                size_t there;
                int64_t worth = h->v[i].alone + gain(h, &h->v[i], &there);

                if (worth > most) {
                        most = worth;
                        best = i;
                        need = there;
                }
        }
        h->v[best].need = need;
        seat_at(h, best, at);
        return most;
}

void
hall_sort(hall *h)
{
        if (h->len)
                qsort(h->v, h->len, sizeof *h->v, compare_seats);
        for (size_t i = 0; i < h->len; i++)
                h->v[i].need = best_need(h->v[i].scores, h->needs_len);
        memset(h->covered, 0, sizeof h->covered);
}

static void
order_seats(hall *h)
{
        hall_sort(h);
        for (size_t at = 0; h->needs_len > 1 && at < h->len && at < LIST_LEAD; at++)
                (void)hall_fill(h, at);
}

ch_status
hall_seat(hall *h, const entry *e)
{
        seat *s = &h->v[h->len];
        int32_t scores[CH_NEEDS_MAX] = { 0 };
        bool passes = false;

        for (size_t i = 0; i < h->needs_len; i++) {
                if (scan_rule(h->scans[i], e) != CH_RULE_PASSED)
                        continue;
                passes = true;
                scores[i] = scan_score(h->scans[i], e, -1);
        }
        if (!passes)
                return CH_OK;
        *s = (seat) { .offer = e, .scores = CH_NEW_N(h->arena, int32_t, h->needs_len) };
        if (!s->scores)
                return CH_TOO_LARGE;
        memcpy(s->scores, scores, h->needs_len * sizeof *scores);
        s->alone = hall_alone(s->scores, h->needs_len);
        h->len++;
        return CH_OK;
}

static ch_status
open_hall(hall *h)
{
        const ch_need *needs = ch_request_needs(h->request);
        ch_status st = CH_OK;

        h->needs = CH_NEW_N(h->arena, asking, h->needs_len);
        h->scans = CH_NEW_N(h->arena, scan *, h->needs_len);
        if (!h->needs || !h->scans)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < h->needs_len && st == CH_OK; i++) {
                st = asking_make(h->cat, h->q, h->request, &needs[i], h->arena, &h->needs[i]);
                if (st == CH_OK)
                        st = scan_make(&h->needs[i], h->arena, &h->scans[i]);
        }
        return st;
}

static ch_status
seat_all(hall *h)
{
        const table *offers = h->cat->tables[CH_OFFER];
        place at = table_first(offers, BY_REF);
        ch_status st = CH_OK;

        h->len = 0;
        h->v = CH_NEW_N(h->arena, seat, (offers ? offers->len : 0) + 1);
        if (!h->v)
                return CH_TOO_LARGE;
        for (const entry *e; h->needs_len && st == CH_OK && (e = place_next_card(&at)) != NULL;)
                if (role_is_asked(h->q, e))
                        st = hall_seat(h, e);
        if (st == CH_OK)
                order_seats(h);
        return st;
}

static ch_status
write_seats(hall *h, ch_ranked *out, size_t n)
{
        for (size_t i = 0; i < n; i++)
                scan_tell(h->scans[h->v[i].need], h->v[i].offer, h->arena, &out[i]);
        return ch_arena_is_full(h->arena) ? CH_TOO_LARGE : CH_OK;
}

ch_status
ch_rank_request(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request, ch_arena *arena,
                ch_ranked **out, size_t *len)
{
        hall h = { .cat = cat, .q = q, .request = request, .arena = arena };
        ch_status st;

        h.needs_len = request->needs.len < CH_NEEDS_MAX ? request->needs.len : CH_NEEDS_MAX;
        st = open_hall(&h);
        if (st == CH_OK)
                st = hall_lead(&h);
        if (st == CH_INVALID)
                st = seat_all(&h);
        if (st != CH_OK)
                return st;
        *len = q->top && q->top < h.len ? q->top : h.len;
        *out = CH_NEW_N(arena, ch_ranked, *len);
        return *out ? write_seats(&h, *out, *len) : CH_TOO_LARGE;
}

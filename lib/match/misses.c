#include "misses.h"
#include "pick.h"
#include "scan_.h"
#include <ch/base/assert.h>
#include <string.h>

_Static_assert((int)PICK_FEW == (int)CH_COUNT(((ch_why_not *)0)->nearest), "as many as are told");

/* So many offers ahead are fetched, each with its card, which stands behind it. */
enum { AHEAD = 8, LINE = 64 };

typedef struct numbers {
        uint16_t *v;
        size_t len;
} numbers;

typedef struct hunt {
        const asking *a;
        scan *s;
        const frame *f;
        numbers eligible;                /* rows */
        numbers excluded, own;           /* numbers of parties */
        bool has_odd_party, has_odd_own; /* a party of the request that no table knows; the requester itself */
        uint64_t *near;                  /* of each sheet: refused, and may be told */
        ch_why_not *out;
} hunt;

typedef struct rows { /* of one sheet */
        uint64_t asked[ROW_WORDS], looked[ROW_WORDS], closed[ROW_WORDS], eligible[ROW_WORDS], excluded[ROW_WORDS],
                own[ROW_WORDS];
} rows;

/* ---- once a need ----------------------------------------------------------------------------------------------- */

static void
add(numbers *list, uint16_t one)
{
        list->v[list->len++] = one;
}

/* Words for which the offer is open to the requester; what no table knows is so only where it names the requester. */
static void
find_eligible(hunt *h)
{
        const asking *a = h->a;
        const ch_region *regions;
        size_t n = ch_vocab_regions(a->cat->vocab, &regions);
        int own = ch_vocab_state_index(a->cat->vocab, a->request->party);

        add(&h->eligible, row_of_eligible(h->f, CODE_ALL));
        for (int i = 0; i < CH_STATES_MAX; i++)
                if (i == own || (a->states_len == 1 && ch_state_set_has(&a->states, i)))
                        add(&h->eligible, row_of_eligible(h->f, (uint16_t)i));
        for (size_t i = 0; i < n; i++)
                if (closeness(a, regions[i].code) > 0)
                        add(&h->eligible, row_of_eligible(h->f, (uint16_t)(CODE_REGION + i)));
        h->has_odd_own = own < 0;
}

static void
find_parties(hunt *h)
{
        for (size_t i = 0; i < CODE_REGION + h->f->orgs; i++) {
                if (h->s->from.v[i].is_excluded)
                        add(&h->excluded, (uint16_t)party_number(h->f, (uint16_t)i));
                if (h->s->from.v[i].is_own)
                        add(&h->own, (uint16_t)party_number(h->f, (uint16_t)i));
        }
}

static bool
is_odd(const hunt *h, ch_str party)
{
        return card_party(h->a->cat->vocab, party) == CODE_ODD;
}

static bool
has_odd_party(const hunt *h)
{
        const ch_request *r = h->a->request;
        bool found = is_odd(h, r->party);

        for (size_t i = 0; i < r->co_requesters.len; i++)
                found |= is_odd(h, r->co_requesters.v[i]);
        for (size_t i = 0; i < r->excluded.len; i++)
                found |= is_odd(h, r->excluded.v[i]);
        return found;
}

static ch_status
begin(hunt *h)
{
        ch_arena *arena = h->a->arena;
        size_t parties = CODE_REGION + h->f->orgs;

        h->eligible.v = CH_NEW_N(arena, uint16_t, CODE_REGION + h->f->regions + 1);
        h->excluded.v = CH_NEW_N(arena, uint16_t, parties);
        h->own.v = CH_NEW_N(arena, uint16_t, parties);
        h->near = CH_NEW_N(arena, uint64_t, h->a->cat->sheets->len * ROW_WORDS);
        if (!h->eligible.v || !h->excluded.v || !h->own.v || !h->near)
                return CH_TOO_LARGE;
        find_eligible(h);
        find_parties(h);
        h->has_odd_party = has_odd_party(h);
        return CH_OK;
}

/* ---- one sheet ------------------------------------------------------------------------------------------------- */

static const uint64_t *
row_of(const hunt *h, const sheet *s, fact what)
{
        static const uint64_t none[ROW_WORDS];
        const uint64_t *row = sheet_row(s, h->f, row_of_fact(h->f, what));

        return row ? row : none;
}

static void
unite(const hunt *h, const sheet *s, const numbers *list, uint64_t *out)
{
        for (size_t i = 0; i < list->len; i++) {
                const uint64_t *row = sheet_row(s, h->f, list->v[i]);

                for (size_t w = 0; row && w < ROW_WORDS; w++)
                        out[w] |= row[w];
        }
}

static void
unite_parties(const hunt *h, const sheet *s, const numbers *list, uint64_t *out)
{
        for (size_t i = 0; i < list->len; i++)
                sheet_add_party(s, h->f, list->v[i], out);
}

static void
find_asked(const hunt *h, const sheet *s, uint64_t *out)
{
        int32_t role = h->a->q->role;
        const uint64_t *funds = row_of(h, s, FACT_FUNDS);
        const uint64_t *of = role ? sheet_row(s, h->f, row_of_role(h->f, role - 1)) : NULL;

        for (size_t w = 0; w < ROW_WORDS; w++)
                out[w] = s->own[OWN_LIVE][w] & (role ? (of ? of[w] : 0) : ~funds[w]);
}

/* Those who are open, and for the requester, and of whom the rows do not say whether a later rule refuses them. */
static void
find_looked(const hunt *h, const sheet *s, rows *r)
{
        const uint64_t *excludes = row_of(h, s, FACT_EXCLUDES), *capacity = row_of(h, s, FACT_CAPACITY);
        const uint64_t *stated = row_of(h, s, FACT_ALL_STATED), *for_odd = row_of(h, s, FACT_FOR_ODD);
        uint64_t odd[ROW_WORDS] = { 0 };

        if (h->has_odd_party)
                sheet_add_party(s, h->f, party_number(h->f, CODE_ODD), odd);
        for (size_t w = 0; w < ROW_WORDS; w++) {
                uint64_t some = excludes[w] | (capacity[w] & s->own[OWN_BUSY][w]);
                uint64_t perhaps = h->has_odd_own ? for_odd[w] : 0;

                some |= h->s->asks_topics ? stated[w] : 0;
                some |= odd[w];
                r->looked[w] = r->asked[w] & ~r->closed[w] & ((some & r->eligible[w]) | perhaps);
        }
}

static void
fetch(const entry *e)
{
        __builtin_prefetch(e);
        __builtin_prefetch((const char *)e + LINE);
}

static size_t
list_slots(const uint64_t *row, uint16_t out[SLOTS])
{
        size_t n = 0;

        for (size_t w = 0; w < ROW_WORDS; w++)
                for (uint64_t left = row[w]; left; left &= left - 1)
                        out[n++] = (uint16_t)(w * 64 + (size_t)__builtin_ctzll(left));
        return n;
}

static void
set_bit(uint64_t *row, size_t slot, bool set)
{
        row[slot / 64] |= (uint64_t)set << slot % 64;
}

static void
find_closed(const hunt *h, const sheet *s, rows *r)
{
        const uint64_t *dated = row_of(h, s, FACT_DATED);
        uint16_t slots[SLOTS];
        uint64_t some[ROW_WORDS];
        size_t n;

        for (size_t w = 0; w < ROW_WORDS; w++)
                some[w] = r->asked[w] & dated[w];
        n = list_slots(some, slots);
        for (size_t i = 0; i < n; i++) {
                if (i + AHEAD < n)
                        fetch(s->entries[slots[i + AHEAD]]);
                set_bit(r->closed, slots[i], scan_is_closed(h->a, s->entries[slots[i]]->card));
        }
}

static void
look(const hunt *h, const sheet *s, const rows *r, uint64_t *near)
{
        uint16_t slots[SLOTS];
        size_t n = list_slots(r->looked, slots);

        for (size_t i = 0; i < n; i++) {
                ch_rule rule;

                if (i + AHEAD < n)
                        fetch(s->entries[slots[i + AHEAD]]);
                rule = scan_rule(h->s, s->entries[slots[i]]);
                h->out->removed[rule]++;
                set_bit(near, slots[i], rule != CH_RULE_PASSED && rule_may_be_told(rule));
        }
}

/* Takes those who have this from who is left. */
static void
remove_by(hunt *h, ch_rule rule, const uint64_t *refused, uint64_t *left)
{
        h->out->removed[rule] += h->f->kernel->count(refused, left, ROW_WORDS);
        for (size_t w = 0; w < ROW_WORDS; w++)
                left[w] &= ~refused[w];
}

/* In the order of the rules; of who is left with nobody to look at, no rule speaks of capacity or topics. */
static void
ask_rules(hunt *h, rows *r, uint64_t *near)
{
        uint64_t left[ROW_WORDS], foreign[ROW_WORDS];

        for (size_t w = 0; w < ROW_WORDS; w++) {
                left[w] = r->asked[w] & ~r->looked[w];
                foreign[w] = ~r->eligible[w];
                near[w] |= left[w] & (r->closed[w] | foreign[w] | r->excluded[w]);
        }
        remove_by(h, CH_RULE_NOT_OPEN, r->closed, left);
        remove_by(h, CH_RULE_NOT_ELIGIBLE, foreign, left);
        remove_by(h, CH_RULE_EXCLUDED, r->excluded, left);
        remove_by(h, CH_RULE_OWN_OFFER, r->own, left);
        h->out->removed[CH_RULE_PASSED] += h->f->kernel->count(left, left, ROW_WORDS);
}

static void
hunt_in(hunt *h, const sheet *s, uint64_t *near)
{
        rows r;

        memset(&r, 0, sizeof r);
        find_asked(h, s, r.asked);
        find_closed(h, s, &r);
        unite(h, s, &h->eligible, r.eligible);
        find_looked(h, s, &r);
        unite_parties(h, s, &h->excluded, r.excluded);
        unite_parties(h, s, &h->own, r.own);
        look(h, s, &r, near);
        ask_rules(h, &r, near);
}

/* ---- the whole ------------------------------------------------------------------------------------------------- */

static size_t
count_unlisted(const sheets *all, int32_t role)
{
        size_t n = 0;

        if (role)
                return all->unlisted[role_at(role - 1)];
        for (size_t i = 0; i <= ROLE_ODD; i++)
                n += i == CH_OFFER_FUNDS ? 0 : all->unlisted[i];
        return n;
}

static ch_status
tell_nearest(hunt *h)
{
        picked v[PICK_FEW];
        size_t n;
        ch_status st = pick_among(h->a, h->s, h->near, v, &n);

        for (size_t i = 0; i < n && st == CH_OK; i++) {
                h->out->nearest[i].offer = offer_open(v[i].offer, h->a->arena);
                h->out->nearest[i].rule = scan_rule(h->s, v[i].offer);
                h->out->nearest[i].score = v[i].score;
                st = h->out->nearest[i].offer ? CH_OK : CH_TOO_LARGE;
        }
        h->out->nearest_len = st == CH_OK ? n : 0;
        return st;
}

ch_status
misses_find(const asking *a, scan *s, ch_why_not *out)
{
        const sheets *all = a->cat->sheets;
        hunt h = { .a = a, .s = s, .f = a->cat->frame, .out = out };
        ch_status st;

        *out = (ch_why_not) { 0 };
        if (!all || (a->q->role && role_at(a->q->role - 1) == ROLE_ODD)) /* odd ones are counted together */
                return CH_INVALID;
        st = begin(&h);
        if (st != CH_OK)
                return st;
        for (size_t i = 0; i < all->len; i++)
                if (all->v[i]->living)
                        hunt_in(&h, all->v[i], h.near + i * ROW_WORDS);
        out->removed[CH_RULE_OFFER_NOT_LISTED] = count_unlisted(all, a->q->role);
        return tell_nearest(&h);
}

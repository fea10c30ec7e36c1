#include "pair.h"
#include "policy.h"
#include <ch/base/assert.h>
#include <ch/match.h>
#include <stdlib.h>
#include <string.h>

static void
add_state(asking *a, ch_str code)
{
        int at = ch_vocab_state_index(a->cat->vocab, code);

        if (at >= 0)
                a->states.w[at / 64] |= (uint64_t)1 << (at % 64);
}

static int
count_states(const ch_state_set *set)
{
        int n = 0;

        for (size_t w = 0; w < CH_STATES_MAX / 64; w++)
                for (uint64_t left = set->w[w]; left; left &= left - 1)
                        n++;
        return n;
}

/* A State stands for itself; a joint party for its members; an organization for its own. */
static void
find_states(asking *a)
{
        const ch_org *org = ch_vocab_org(a->cat->vocab, a->request->party);
        const entry *e = table_get(a->cat->tables[CH_PARTY], BY_FIRST, a->request->party);
        const ch_party *party = e ? e->record : NULL;

        add_state(a, a->request->party);
        for (size_t i = 0; party && i < party->members.len; i++)
                add_state(a, party->members.v[i]);
        if (org)
                a->states = org->members;
        a->states_len = count_states(&a->states);
}

static ch_status
add_language(asking *a, ch_arena *arena, ch_str code)
{
        if (!code.len || ch_strs_has(a->languages, code))
                return CH_OK;
        a->languages = ch_strs_add(arena, a->languages, code);
        return ch_arena_is_full(arena) ? CH_TOO_LARGE : CH_OK;
}

/* Working languages as stated and those in use in the State. The language of the request itself does not count: the
 * same request must find the same offers in any language. */
static ch_status
find_languages(asking *a, ch_arena *arena)
{
        const ch_state *state = ch_vocab_state(a->cat->vocab, a->request->party);
        ch_str list = state ? state->languages : (ch_str) { 0 }, code;
        ch_status st = CH_OK;

        a->languages = a->request->languages;
        while (st == CH_OK && ch_str_cut(&list, ';', &code))
                st = add_language(a, arena, code);
        return st;
}

/* The meaning worked out when the request came into the catalogue, if it is that very record and no draft; else worked
 * out now. */
static ch_status
find_unit(asking *a, ch_arena *arena)
{
        ch_uuid id = a->request->head.id;
        const entry *e = table_get(a->cat->tables[CH_REQUEST], BY_ID, (ch_str) { (const char *)id.b, sizeof id.b });
        const ch_need *needs = ch_request_needs(a->request);
        unit *own;

        if (e && e->units && e->record == a->request && a->need >= needs && a->need < needs + a->request->needs.len) {
                a->unit = &e->units->v[a->need - needs];
                return CH_OK;
        }
        a->unit = own = CH_NEW(arena, unit);
        return own ? unit_of_need(a->cat->lex, a->cat->vocab, arena, a->need, a->request->lang, own) : CH_TOO_LARGE;
}

static int
compare_weights(const void *a, const void *b)
{
        return *(const uint16_t *)b - *(const uint16_t *)a;
}

/* So many stems are worth no more than so many of the rarest. */
static bool
find_most(asking *a, ch_arena *arena)
{
        size_t n = a->unit->stems.len;
        uint16_t *most = CH_NEW_N(arena, uint16_t, STEMS_MANY + 1), *rarest = CH_NEW_N(arena, uint16_t, n);
        uint64_t all = 0, some = 0;

        a->stems_most = most;
        if (!most || !rarest)
                return false;
        for (size_t i = 0; i < n; i++)
                all += rarest[i] = a->stem_weights[i];
        if (n)
                qsort(rarest, n, sizeof *rarest, compare_weights);
        for (size_t i = 0; i <= STEMS_MANY && all; i++) {
                most[i] = (uint16_t)(i < n && i < STEMS_MANY ? (some * FULL + all - 1) / all : (uint64_t)FULL);
                some += i < n ? rarest[i] : 0;
        }
        return true;
}

static ch_status
weigh_stems(asking *a, ch_arena *arena)
{
        const hashes *h = &a->unit->stems;
        uint16_t *weights = CH_NEW_N(arena, uint16_t, h->len);

        for (size_t i = 0; weights && i < h->len; i++)
                weights[i] = stats_stem(a->cat->stats, h->v[i]);
        a->stem_weights = weights;
        return weights && find_most(a, arena) ? CH_OK : CH_TOO_LARGE;
}

static ch_status
make_closeness(asking *a, ch_arena *arena)
{
        size_t codes = CODE_REGION + a->cat->frame->regions;

        a->closeness = CH_NEW_N(arena, int16_t, codes);
        if (!a->closeness)
                return CH_TOO_LARGE;
        memset(a->closeness, 0xFF, codes * sizeof *a->closeness);
        return CH_OK;
}

static void
find_period(asking *a)
{
        bool own = ch_date_is_set(a->need->from) || ch_date_is_set(a->need->until);

        a->from = ch_date_first(own ? a->need->from : a->request->from);
        a->until = ch_date_last(own ? a->need->until : a->request->until);
}

ch_status
asking_make(const ch_catalog *cat, const ch_rank_query *q, const ch_request *r, const ch_need *n, ch_arena *arena,
            asking *out)
{
        ch_status st;

        CH_ASSERT(q->weights);
        *out = (asking) { .cat = cat, .q = q, .request = r, .need = n, .arena = arena };
        find_states(out);
        find_period(out);
        st = find_languages(out, arena);
        if (st == CH_OK)
                st = make_closeness(out, arena);
        if (st == CH_OK)
                st = find_unit(out, arena);
        return st == CH_OK ? weigh_stems(out, arena) : st;
}

bool
match_is_under_way(int32_t status)
{
        return status == CH_MATCH_ACCEPTED || status == CH_MATCH_DELIVERING || status == CH_MATCH_SUSPENDED ||
               status == CH_MATCH_REPORTED;
}

static ch_str
id_of(const ch_offer *o)
{
        return (ch_str) { (const char *)o->head.id.b, sizeof o->head.id.b };
}

size_t
count_engaged(const ch_catalog *cat, ch_str offer_id)
{
        const table *t = cat->tables[CH_MATCH];
        place p = table_find(t, BY_SECOND, offer_id);
        size_t n = 0;

        for (const entry *e; (e = place_next(&p)) != NULL;) {
                const ch_match *m = e->record;

                if (memcmp(m->offer.b, offer_id.p, sizeof m->offer.b) != 0)
                        break;
                n += match_is_under_way(m->status);
        }
        return n;
}

size_t
ch_rank_engaged(const ch_catalog *cat, const ch_offer *offer)
{
        return count_engaged(cat, id_of(offer));
}

bool
has_match(const table *matches, ch_str offer_id)
{
        return table_get(matches, BY_SECOND, offer_id) != NULL;
}

/* Is it the record as the catalogue has it, or one that somebody has changed meanwhile? */
static bool
is_kept(const entry *e, const ch_offer *o, ch_arena *arena)
{
        ch_str bytes;

        return e && ch_keep(arena, CH_OFFER, o, &bytes) == CH_OK && ch_str_eq(offer_kept(e), bytes);
}

static ch_status
find_units(const ch_catalog *cat, ch_arena *arena, offering *o)
{
        const entry *e = table_get(cat->tables[CH_OFFER], BY_ID, id_of(o->offer));
        units *own = CH_NEW(arena, units);

        o->units = own;
        if (!own)
                return CH_TOO_LARGE;
        if (is_kept(e, o->offer, arena)) {
                o->card = e->card;
                return card_units(e->card, lexicon_book(cat->lex), arena, own);
        }
        if (units_of_offer(cat->lex, cat->vocab, arena, o->offer, own) != CH_OK)
                return CH_TOO_LARGE;
        o->card = card_make(&(card_source) { cat->vocab, NULL }, &(card_room) { arena, arena, 0 }, o->offer, own);
        return o->card ? CH_OK : CH_TOO_LARGE;
}

ch_status
offering_make(const ch_catalog *cat, const ch_offer *o, ch_arena *arena, offering *out)
{
        *out = (offering) { .offer = o };
        out->org = ch_vocab_org(cat->vocab, o->party);
        out->kind = ch_catalog_party_kind(cat, o->party);
        out->engaged = count_engaged(cat, id_of(o));
        return find_units(cat, arena, out);
}

bool
asking_is_within(const asking *a, const ch_state_set *set)
{
        ch_state_set both;

        for (size_t w = 0; w < CH_STATES_MAX / 64; w++)
                both.w[w] = a->states.w[w] & set->w[w];
        return 2 * count_states(&both) > a->states_len;
}

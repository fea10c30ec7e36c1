/* unit_pack.c – units as bytes, and back: what was read from a record's words is kept beside it, so that a start need
 * not read them again.
 *
 *      number of units, then each: flags, domains, the five lists' meanings, stems, places
 *
 * Numbers are LEB128. A meaning is written as its distance from the one before, with two bits below: did a person state
 * it, and is it also among the last (focus, aims). Stems are four bytes each, lowest first.
 */
#include "policy.h"
#include "unit.h"
#include <string.h>

enum { SPANS_DOMAINS = 1, NAMES_PLACES = 2, FLAGS = 3 }; /* of a unit */
enum { IS_STATED = 1, IS_LAST = 2, TERM_BITS = 2 };      /* of a meaning */
enum { STEM_BYTES = 4, WORD_BYTES = 8 };

static void
put_bytes(ch_buf *b, uint64_t n, size_t len)
{
        for (size_t i = 0; i < len; i++)
                ch_buf_char(b, (char)(n >> 8 * i));
}

/* last: those of the list that stand in it too; NULL: there is no such list. */
static void
put_terms(ch_buf *b, const terms *t, const terms *last)
{
        uint16_t before = 0;

        ch_buf_number(b, t->len);
        for (size_t i = 0; i < t->len; i++) {
                uint64_t n = (uint64_t)(t->v[i].meaning - before) << TERM_BITS;

                n |= t->v[i].weight == WEIGHT_STATED ? IS_STATED : 0;
                n |= last && terms_find(last, t->v[i].meaning) ? IS_LAST : 0;
                ch_buf_number(b, n);
                before = t->v[i].meaning;
        }
}

static void
put_unit(ch_buf *b, const unit *u)
{
        ch_buf_number(b, (u->all_domains ? SPANS_DOMAINS : 0u) | (u->names_places ? NAMES_PLACES : 0u));
        ch_buf_number(b, u->domains);
        put_terms(b, &u->measures, &u->focus);
        put_terms(b, &u->kinds, &u->aims);
        put_terms(b, &u->concepts, NULL);
        ch_buf_number(b, u->stems.len);
        for (size_t i = 0; i < u->stems.len; i++)
                put_bytes(b, u->stems.v[i], STEM_BYTES);
        for (size_t w = 0; u->names_places && w < CH_STATES_MAX / 64; w++)
                put_bytes(b, u->places.w[w], WORD_BYTES);
}

ch_status
units_pack(ch_arena *arena, const units *us, ch_str *out)
{
        ch_buf b = ch_buf_new(arena);

        ch_buf_number(&b, us->len);
        for (size_t i = 0; i < us->len; i++)
                put_unit(&b, &us->v[i]);
        return ch_buf_end(&b, out);
}

/* ---- and back: nothing here trusts a byte ---------------------------------------------------------------------- */

typedef struct reading {
        ch_str left;
        ch_arena *arena;
        const ch_topic *topics;
        size_t topics_len, concepts_len;
        ch_status st; /* the first fault stays */
} reading;

static uint64_t
take(reading *r, uint64_t most)
{
        uint64_t n = 0;

        if (r->st == CH_OK && (!ch_str_take_number(&r->left, &n) || n > most))
                r->st = CH_MALFORMED;
        return r->st == CH_OK ? n : 0;
}

static uint64_t
bytes_at(const char *p, size_t len)
{
        uint64_t n = 0;

        for (size_t i = 0; i < len; i++)
                n |= (uint64_t)(uint8_t)p[i] << 8 * i;
        return n;
}

static void *
room_for(reading *r, size_t n, size_t size)
{
        void *p = r->st == CH_OK ? ch_arena_alloc(r->arena, n, size) : NULL;

        if (!p && r->st == CH_OK)
                r->st = CH_TOO_LARGE;
        return p;
}

static bool
is_of(const reading *r, uint64_t meaning, ch_facet facet)
{
        if (facet == CH__FACET_MAX)
                return meaning >= r->topics_len && meaning < r->topics_len + r->concepts_len;
        return meaning < r->topics_len && r->topics[meaning].facet == facet;
}

/* Every meaning takes a byte at least, so that a length that is a lie asks for no more memory than its bytes. */
static void
take_terms(reading *r, ch_facet facet, terms *out, terms *last)
{
        uint64_t n = take(r, r->left.len), meaning = 0;

        out->v = room_for(r, n, sizeof *out->v);
        if (last)
                last->v = room_for(r, n, sizeof *last->v);
        for (uint64_t i = 0; i < n && r->st == CH_OK; i++) {
                uint64_t one = take(r, (uint64_t)MEANINGS_MAX << TERM_BITS), step = one >> TERM_BITS;

                meaning += step;
                if ((i && !step) || !is_of(r, meaning, facet) || (!last && one & IS_LAST))
                        r->st = CH_MALFORMED;
                if (r->st != CH_OK)
                        return;
                out->v[out->len++] = (term) { .meaning = (uint16_t)meaning,
                                              .weight = one & IS_STATED ? WEIGHT_STATED : WEIGHT_SUGGESTED };
                if (one & IS_LAST)
                        last->v[last->len++] = out->v[out->len - 1];
        }
}

static void
take_stems(reading *r, hashes *out)
{
        uint64_t n = take(r, r->left.len / STEM_BYTES);

        if (r->left.len / STEM_BYTES < n)
                r->st = CH_MALFORMED;
        out->v = room_for(r, n, sizeof *out->v);
        for (uint64_t i = 0; i < n && r->st == CH_OK; i++) {
                out->v[i] = (uint32_t)bytes_at(r->left.p + STEM_BYTES * i, STEM_BYTES);
                if (i && out->v[i] <= out->v[i - 1])
                        r->st = CH_MALFORMED;
        }
        if (r->st != CH_OK)
                return;
        out->len = n;
        r->left = (ch_str) { r->left.p + STEM_BYTES * n, r->left.len - STEM_BYTES * n };
}

static void
take_places(reading *r, ch_state_set *out)
{
        enum { BYTES = CH_STATES_MAX / 8 };

        if (r->st == CH_OK && r->left.len < BYTES)
                r->st = CH_MALFORMED;
        if (r->st != CH_OK)
                return;
        for (size_t w = 0; w < CH_STATES_MAX / 64; w++)
                out->w[w] = bytes_at(r->left.p + WORD_BYTES * w, WORD_BYTES);
        r->left = (ch_str) { r->left.p + BYTES, r->left.len - BYTES };
}

static void
take_unit(reading *r, unit *u)
{
        uint64_t flags = take(r, FLAGS);

        u->all_domains = flags & SPANS_DOMAINS;
        u->names_places = flags & NAMES_PLACES;
        u->domains = (uint32_t)take(r, UINT32_MAX);
        take_terms(r, CH_FACET_MEASURE, &u->measures, &u->focus);
        take_terms(r, CH_FACET_ASSISTANCE, &u->kinds, &u->aims);
        take_terms(r, CH__FACET_MAX, &u->concepts, NULL);
        take_stems(r, &u->stems);
        if (u->names_places)
                take_places(r, &u->places);
}

ch_status
units_unpack(const ch_vocab *vocab, ch_arena *arena, ch_str bytes, size_t len, units *out)
{
        reading r = { .left = bytes, .arena = arena };
        const ch_concept *concepts;

        r.topics_len = ch_vocab_topics(vocab, &r.topics);
        r.concepts_len = ch_vocab_concepts(vocab, &concepts);
        *out = (units) { 0 };
        if (take(&r, len) != len)
                r.st = CH_MALFORMED;
        out->v = room_for(&r, len, sizeof *out->v);
        for (; r.st == CH_OK && out->len < len; out->len++)
                take_unit(&r, &out->v[out->len]);
        if (r.st == CH_OK && r.left.len)
                r.st = CH_MALFORMED;
        return r.st;
}

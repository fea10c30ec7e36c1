#include "unit.h"
#include "policy.h"
#include <stdlib.h>
#include <string.h>

typedef struct source { /* what a unit is made from */
        const lexicon *lex;
        const ch_vocab *vocab;
        ch_arena *arena;
        ch_str text, lang;
        const ch_strs *stated[3]; /* confirmed codes */
        const ch_strs *refused;
} source;

static ch_lang
lang_of(ch_str code)
{
        ch_lang lang;

        return ch_lang_parse(code, &lang) ? lang : CH_EN;
}

static int
compare_terms(const void *a, const void *b)
{
        const term *x = a, *y = b;

        if (x->meaning != y->meaning)
                return x->meaning < y->meaning ? -1 : 1;
        return (x->weight < y->weight) - (x->weight > y->weight);
}

/* Sorts, and keeps the weightiest of each meaning. */
static void
settle(terms *t)
{
        size_t kept = 0;

        if (t->len)
                qsort(t->v, t->len, sizeof *t->v, compare_terms);
        for (size_t i = 0; i < t->len; i++)
                if (!i || t->v[i].meaning != t->v[i - 1].meaning)
                        t->v[kept++] = t->v[i];
        t->len = kept;
}

/* What the words suggest, without what a person refused, and what a person stated. */
static ch_status
gather(const source *s, const tokens *words, terms *found_out, terms *all)
{
        terms found;
        const ch_topic *topics;
        size_t topics_len = ch_vocab_topics(s->vocab, &topics), room;
        ch_status st = lexicon_read_words(s->lex, s->arena, s->text, lang_of(s->lang), words, &found);

        if (st != CH_OK)
                return st;
        room = found.len;
        for (size_t i = 0; i < 3; i++)
                room += s->stated[i] ? s->stated[i]->len : 0;
        *all = (terms) { CH_NEW_N(s->arena, term, room), 0 };
        if (!all->v)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < found.len; i++) {
                bool is_topic = found.v[i].meaning < topics_len;

                if (!is_topic || !s->refused || !ch_strs_has(*s->refused, topics[found.v[i].meaning].code))
                        all->v[all->len++] = (term) { .meaning = found.v[i].meaning, .weight = WEIGHT_SUGGESTED };
        }
        for (size_t f = 0; f < 3; f++) {
                for (size_t i = 0; s->stated[f] && i < s->stated[f]->len; i++) {
                        int at = ch_vocab_topic_index(s->vocab, s->stated[f]->v[i]);

                        if (at >= 0)
                                all->v[all->len++] = (term) { .meaning = (uint16_t)at, .weight = WEIGHT_STATED };
                }
        }
        settle(all);
        *found_out = found;
        return CH_OK;
}

/* A root that the words bring up only because its child does is not what a text is about; one that a person stated is,
 * and what a person states sets no other aside. */
static bool
is_overtone(const source *s, const terms *found, uint16_t meaning)
{
        const ch_topic *topics;
        size_t topics_len = ch_vocab_topics(s->vocab, &topics);

        for (size_t f = 0; f < 3; f++)
                if (s->stated[f] && ch_strs_has(*s->stated[f], topics[meaning].code))
                        return false;
        for (size_t i = 0; i < found->len; i++)
                if (found->v[i].meaning < topics_len && topics[found->v[i].meaning].parent == (int16_t)meaning)
                        return true;
        return false;
}

static void
note_domain(unit *u, const ch_topic *topics, uint16_t meaning)
{
        uint32_t bit = 1;

        if (topics[meaning].parent < 0 || topics[meaning].spans) {
                u->all_domains = true;
                return;
        }
        for (uint16_t i = 0; i < meaning; i++)
                if (topics[i].facet == CH_FACET_DOMAIN)
                        bit = bit << 1 | bit >> 31;
        u->domains |= bit;
}

/* Who names nearly all of them one by one means the whole. */
static void
round_up_domains(unit *u)
{
        int named = 0;

        for (uint32_t left = u->domains; left; left &= left - 1)
                named++;
        if (u->all_domains && named >= DOMAINS_WHOLE)
                u->domains = 0;
}

/* False: no place. */
static bool
note_place(const source *s, uint16_t meaning, unit *u)
{
        ch_state_set set;

        if (!lexicon_place(s->vocab, meaning, &set))
                return false;
        for (size_t w = 0; w < CH_STATES_MAX / 64; w++)
                u->places.w[w] |= set.w[w];
        u->names_places = true;
        return true;
}

static void
sort_out(const source *s, const terms *found, const terms *all, unit *u)
{
        const ch_topic *topics;
        size_t topics_len = ch_vocab_topics(s->vocab, &topics);

        for (size_t i = 0; i < all->len; i++) {
                term t = all->v[i];
                const ch_topic *topic = t.meaning < topics_len ? &topics[t.meaning] : NULL;
                bool is_last = topic && !is_overtone(s, found, t.meaning);

                if (note_place(s, t.meaning, u))
                        continue;
                if (!topic) {
                        u->concepts.v[u->concepts.len++] = t;
                } else if (topic->facet == CH_FACET_MEASURE) {
                        u->measures.v[u->measures.len++] = t;
                        if (is_last)
                                u->focus.v[u->focus.len++] = t;
                } else if (topic->facet == CH_FACET_ASSISTANCE) {
                        u->kinds.v[u->kinds.len++] = t;
                        if (is_last && topic->parent >= 0)
                                u->aims.v[u->aims.len++] = t;
                } else {
                        note_domain(u, topics, t.meaning);
                }
        }
        round_up_domains(u);
}

static ch_status
make_unit(const source *s, unit *u)
{
        terms found = { 0 }, all = { 0 };
        tokens words;
        ch_status st = lexicon_words(s->arena, s->text, lang_of(s->lang), &words);
        terms *lists[] = { &u->measures, &u->kinds, &u->concepts, &u->focus, &u->aims };

        if (st == CH_OK)
                st = gather(s, &words, &found, &all);
        *u = (unit) { 0 };
        for (size_t i = 0; st == CH_OK && i < sizeof lists / sizeof *lists; i++)
                if (!(lists[i]->v = CH_NEW_N(s->arena, term, all.len)))
                        st = CH_TOO_LARGE;
        if (st != CH_OK)
                return st;
        sort_out(s, &found, &all, u);
        return lexicon_stems(s->arena, &words, lang_of(s->lang), &u->stems);
}

ch_status
units_join(ch_arena *arena, units *us)
{
        size_t room = 0;

        for (size_t i = 0; i < us->len; i++)
                room += us->v[i].focus.len;
        us->focus = (terms) { CH_NEW_N(arena, term, room), 0 };
        if (!us->focus.v)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < us->len; i++) {
                const terms *one = &us->v[i].focus;

                for (size_t k = 0; k < one->len; k++)
                        us->focus.v[us->focus.len++] = one->v[k];
        }
        settle(&us->focus);
        return CH_OK;
}

ch_status
unit_of_need(const lexicon *lex, const ch_vocab *vocab, ch_arena *arena, const ch_need *n, ch_str lang, unit *out)
{
        source s = { lex, vocab, arena, n->text, lang, { &n->topics, &n->domains, &n->assistance }, &n->not_topics };

        return make_unit(&s, out);
}

ch_status
units_of_request(const lexicon *lex, const ch_vocab *vocab, ch_arena *arena, const ch_request *r, units *out)
{
        const ch_need *needs = ch_request_needs(r);
        ch_status st = CH_OK;

        *out = (units) { .v = CH_NEW_N(arena, unit, r->needs.len) };
        if (!out->v)
                return CH_TOO_LARGE;
        for (; st == CH_OK && out->len < r->needs.len; out->len++)
                st = unit_of_need(lex, vocab, arena, &needs[out->len], r->lang, &out->v[out->len]);
        return st == CH_OK ? units_join(arena, out) : st;
}

/* Title and text say something of the whole offer: one more part. */
static ch_status
add_heading(source *s, const ch_offer *o, units *out)
{
        s->text = ch_fmt(s->arena, "%.*s. %.*s", (int)o->title.len, o->title.p ? o->title.p : "", (int)o->text.len,
                         o->text.p ? o->text.p : "");
        return make_unit(s, &out->v[out->len++]);
}

ch_status
units_of_offer(const lexicon *lex, const ch_vocab *vocab, ch_arena *arena, const ch_offer *o, units *out)
{
        const ch_area *areas = ch_offer_areas(o);
        source heading = { .lex = lex, .vocab = vocab, .arena = arena, .lang = o->lang };
        ch_status st = CH_OK;

        *out = (units) { .v = CH_NEW_N(arena, unit, o->areas.len + 1) };
        if (!out->v)
                return CH_TOO_LARGE;
        for (; st == CH_OK && out->len < o->areas.len; out->len++) {
                const ch_area *a = &areas[out->len];
                source s = { lex,           vocab, arena, a->text, o->lang, { &a->topics, &a->domains, &a->assistance },
                             &a->not_topics };

                st = make_unit(&s, &out->v[out->len]);
        }
        if (st == CH_OK && (o->title.len || o->text.len))
                st = add_heading(&heading, o, out);
        for (size_t i = 0; i < out->len; i++)
                out->v[i].focus.len = out->v[i].aims.len = 0; /* only needs are asked for theirs */
        return st;
}

/* n things of that size; NULL when the arena is full. */
static void *
copy_things(ch_arena *arena, const void *from, size_t n, size_t size)
{
        void *to = ch_arena_alloc(arena, n, size);

        return to && n ? memcpy(to, from, n * size) : to;
}

static bool
copy_terms(ch_arena *arena, terms *t)
{
        t->v = copy_things(arena, t->v, t->len, sizeof *t->v);
        return t->v;
}

static bool
copy_unit(ch_arena *arena, unit *u)
{
        terms *lists[] = { &u->measures, &u->kinds, &u->concepts, &u->focus, &u->aims };

        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
                if (!copy_terms(arena, lists[i]))
                        return false;
        u->stems.v = copy_things(arena, u->stems.v, u->stems.len, sizeof *u->stems.v);
        return u->stems.v;
}

ch_status
units_copy(ch_arena *arena, const units *from, units *out)
{
        *out = *from;
        out->v = copy_things(arena, from->v, from->len, sizeof *from->v);
        if (!out->v || !copy_terms(arena, &out->focus))
                return CH_TOO_LARGE;
        for (size_t i = 0; i < out->len; i++)
                if (!copy_unit(arena, &out->v[i]))
                        return CH_TOO_LARGE;
        return CH_OK;
}

#include "catalog_.h"
#include "ground.h"
#include <ch/base/assert.h>
#include <stdlib.h>

static ch_catalog *
catalog_alloc(const ch_vocab *vocab, lexicon *lex, frame *fixed)
{
        ch_catalog *cat = lex && fixed ? calloc(1, sizeof *cat) : NULL;

        if (!cat) {
                lexicon_release(lex);
                frame_release(fixed);
                return NULL;
        }
        atomic_init(&cat->refs, 1);
        cat->vocab = vocab;
        cat->lex = lex;
        cat->frame = fixed;
        return cat;
}

static void
catalog_free(ch_catalog *cat)
{
        for (int k = 0; k < CH__KIND_MAX; k++)
                table_release(cat->tables[k]);
        ch_ground_release(&cat->ground);
        stats_release(cat->stats);
        sheets_release(cat->sheets);
        frame_release(cat->frame);
        lexicon_release(cat->lex);
        free(cat);
}

const ch_catalog *
ch_catalog_new(const ch_vocab *vocab)
{
        static const table_diff nothing[CH__KIND_MAX] = { 0 };
        ch_catalog *cat = catalog_alloc(vocab, lexicon_new(vocab), frame_new(vocab));
        tally *none;

        if (!cat)
                return NULL;
        cat->edition = units_edition(vocab);
        none = tally_new(lexicon_book(cat->lex));
        cat->stats = none ? stats_apply(NULL, none) : NULL;
        tally_free(none);
        cat->sheets = sheets_apply(NULL, &(sheet_news) { cat->frame, vocab, nothing, nothing, nothing, cat->tables });
        if (cat->stats && cat->sheets && ground_apply(cat, cat, nothing))
                return cat;
        catalog_free(cat);
        return NULL;
}

const ch_catalog *
ch_catalog_acquire(const ch_catalog *cat)
{
        /* The count is the one thing that changes in a published catalogue. */
        atomic_fetch_add(&((ch_catalog *)(uintptr_t)cat)->refs, 1);
        return cat;
}

void
ch_catalog_release(const ch_catalog **cat)
{
        ch_catalog *mine = (ch_catalog *)(uintptr_t)*cat;

        *cat = NULL;
        if (mine && atomic_fetch_sub(&mine->refs, 1) == 1)
                catalog_free(mine);
}

typedef struct coming { /* what is taken in, in its order */
        ch_catalog_part *const *parts;
        size_t len;
} coming;

static bool
apply_tables(ch_catalog *next, const ch_catalog *old, const coming *c, table_diff *diffs)
{
        const lot **lots = calloc(c->len + 1, sizeof *lots);
        bool ok = lots != NULL;

        for (int k = 0; k < CH__KIND_MAX && ok; k++) {
                table_source source = { lots, 0 };

                for (size_t i = 0; i < c->len; i++)
                        if (c->parts[i]->of[k].len)
                                lots[source.len++] = &c->parts[i]->of[k];
                next->tables[k] = source.len ? table_apply(old->tables[k], (ch_kind)k, &source, &diffs[k])
                                             : table_acquire(old->tables[k]);
                ok = next->tables[k] || !source.len;
        }
        free(lots);
        return ok;
}

static bool
has_news(const table_diff *diff)
{
        return diff->gone_len || diff->come_len;
}

/* When all offers come to stay, what their parts have counted is what changes. */
static bool
is_counted(const coming *c, const table_diff *diff)
{
        size_t n = 0;

        for (size_t i = 0; i < c->len; i++) {
                const batch *home = c->parts[i]->of[CH_OFFER].home;

                if (home && !(c->parts[i]->offers && c->parts[i]->offers->is_settled))
                        return false;
                n += home ? home->len : 0;
        }
        return !diff->gone_len && diff->come_len == n;
}

static bool
count_offers(tally *t, const coming *c, const table_diff *diff)
{
        bool ok = true;

        if (is_counted(c, diff)) {
                for (size_t i = 0; i < c->len && ok; i++)
                        ok = !c->parts[i]->offers || tally_merge(t, c->parts[i]->offers);
                return ok;
        }
        for (size_t i = 0; i < diff->gone_len && ok; i++)
                ok = tally_add(t, diff->gone[i]->card, -1);
        for (size_t i = 0; i < diff->come_len && ok; i++)
                ok = tally_add(t, diff->come[i]->card, 1);
        return ok;
}

static stats *
apply_stats(const ch_catalog *old, const coming *c, const table_diff *diff)
{
        tally *t = tally_new(lexicon_book(old->lex));
        stats *s = t && count_offers(t, c, diff) ? stats_apply(old->stats, t) : NULL;

        tally_free(t);
        return s;
}

/* At a start offers are gone through as they lie in memory. NULL: no memory. */
static const entry **
as_they_came(const coming *c, size_t len)
{
        const entry **v = malloc((len + 1) * sizeof *v);
        size_t n = 0;

        for (size_t i = 0; v && i < c->len; i++) {
                const lot *l = &c->parts[i]->of[CH_OFFER];

                for (size_t k = 0; k < l->len; k++)
                        if (l->v[k].e)
                                v[n++] = l->v[k].e;
        }
        CH_ASSERT(!v || n == len);
        return v;
}

static sheets *
apply_sheets(const ch_catalog *old, const coming *c, const sheet_news *news)
{
        table_diff offers = *news->offers;
        sheet_news first = *news;
        sheets *out = NULL;

        if (old->sheets->len || !is_counted(c, &offers))
                return sheets_apply(old->sheets, news);
        offers.come = as_they_came(c, offers.come_len);
        first.offers = &offers;
        if (offers.come)
                out = sheets_apply(old->sheets, &first);
        free(offers.come);
        return out;
}

/* What is kept beside the tables. */
static bool
apply_derived(ch_catalog *next, const ch_catalog *old, const coming *c, const table_diff *diffs)
{
        sheet_news news = { next->frame,      next->vocab,         &diffs[CH_OFFER],
                            &diffs[CH_MATCH], &diffs[CH_RESPONSE], next->tables };
        bool is_new = has_news(news.offers) || has_news(news.matches) || has_news(news.responses);

        next->stats = has_news(news.offers) ? apply_stats(old, c, news.offers) : stats_acquire(old->stats);
        next->sheets = is_new ? apply_sheets(old, c, &news) : sheets_acquire(old->sheets);
        return next->stats && next->sheets;
}

static bool
apply_kinds(ch_catalog *next, const ch_catalog *old, const coming *c)
{
        table_diff diffs[CH__KIND_MAX] = { 0 };
        bool ok = apply_tables(next, old, c, diffs) && apply_derived(next, old, c, diffs) &&
                  ground_apply(next, old, diffs);

        for (int k = 0; k < CH__KIND_MAX; k++) {
                free(diffs[k].gone);
                free(diffs[k].come);
        }
        return ok;
}

ch_status
ch_catalog_join(const ch_catalog *old, ch_catalog_part *const *parts, size_t n, const ch_catalog **next)
{
        ch_catalog *cat = catalog_alloc(old->vocab, lexicon_acquire(old->lex), frame_acquire(old->frame));

        *next = NULL;
        if (!cat)
                return CH_BUSY;
        cat->seq = old->seq;
        cat->edition = old->edition;
        for (size_t i = 0; i < n; i++)
                cat->seq = parts[i]->seq > cat->seq ? parts[i]->seq : cat->seq;
        if (!apply_kinds(cat, old, &(coming) { parts, n })) {
                catalog_free(cat);
                return CH_BUSY;
        }
        *next = cat;
        return CH_OK;
}

static ch_status
read_and_join(const ch_catalog *old, const ch_change *changes, size_t n, ch_catalog_part *part, const ch_catalog **next)
{
        ch_status st = part ? ch_catalog_read(old, changes, n, part) : CH_BUSY;

        *next = NULL;
        if (st == CH_OK)
                ch_catalog_part_end(part);
        if (st == CH_OK)
                st = ch_catalog_join(old, &part, 1, next);
        ch_catalog_part_free(&part);
        return st;
}

ch_status
ch_catalog_apply(const ch_catalog *old, const ch_change *changes, size_t n, const ch_catalog **next)
{
        return read_and_join(old, changes, n, ch_catalog_part_new(), next);
}

ch_status
ch_catalog_grow(const ch_catalog *old, const ch_change *changes, size_t n, const ch_catalog **next)
{
        ch_catalog_part *part = ch_catalog_part_new();

        if (part)
                part->after = old;
        return read_and_join(old, changes, n, part, next);
}

uint64_t
ch_catalog_edition(const ch_catalog *cat)
{
        return cat->edition;
}

ch_status
ch_catalog_meaning(const ch_catalog *cat, ch_kind kind, ch_uuid id, ch_arena *arena, ch_str *out)
{
        const entry *e = table_get(cat->tables[kind], BY_ID, (ch_str) { (const char *)id.b, sizeof id.b });
        units us;

        *out = (ch_str) { 0 };
        if (!e || (kind != CH_OFFER && !e->units))
                return CH_HIDDEN;
        if (kind != CH_OFFER)
                return units_pack(arena, e->units, out);
        return card_units(e->card, lexicon_book(cat->lex), arena, &us) == CH_OK ? units_pack(arena, &us, out)
                                                                                : CH_TOO_LARGE;
}

bool
ch_catalog_reads(ch_kind kind, const void *record)
{
        return entry_is_read(kind, record);
}

bool
ch_catalog_meaning_fits(const ch_catalog *cat, ch_kind kind, const void *record, ch_str meaning, ch_arena *scratch)
{
        return entry_meaning_fits(cat->vocab, kind, record, meaning, scratch);
}

uint64_t
ch_catalog_seq(const ch_catalog *cat)
{
        return cat->seq;
}

const ch_vocab *
ch_catalog_vocab(const ch_catalog *cat)
{
        return cat->vocab;
}

size_t
ch_catalog_all(const ch_catalog *cat, ch_kind kind, const void *const **first)
{
        table *t = cat->tables[kind];

        CH_ASSERT(kind != CH_OFFER);
        *first = t ? table_records(t) : NULL;
        return t ? t->len : 0;
}

static const void *
find_one(const table *t, index_order order, ch_str key, ch_arena *arena)
{
        const entry *e = table_get(t, order, key);

        if (!e)
                return NULL;
        return t->kind == CH_OFFER ? offer_open(e, arena) : e->record;
}

const void *
ch_catalog_by_id(const ch_catalog *cat, ch_kind kind, ch_uuid id, ch_arena *arena)
{
        return find_one(cat->tables[kind], BY_ID, (ch_str) { (const char *)id.b, sizeof id.b }, arena);
}

const void *
ch_catalog_by_ref(const ch_catalog *cat, ch_kind kind, ch_str ref, ch_arena *arena)
{
        return find_one(cat->tables[kind], BY_REF, ref, arena);
}

size_t
ch_catalog_count(const ch_catalog *cat, ch_kind kind)
{
        return cat->tables[kind] ? cat->tables[kind]->len : 0;
}

ch_offer_walk
ch_catalog_offers(const ch_catalog *cat)
{
        return (ch_offer_walk) { .cat = cat };
}

bool
ch_offer_next(ch_offer_walk *walk, ch_offer *brief)
{
        place p = table_first(walk->cat->tables[CH_OFFER], BY_REF);
        const entry *e;

        p.leaf = walk->leaf;
        p.at = walk->at;
        walk->here = e = place_next_card(&p);
        walk->leaf = p.leaf;
        walk->at = p.at;
        if (e)
                *brief = offer_brief(e);
        return e;
}

const ch_offer *
ch_offer_whole(const ch_offer_walk *walk, ch_arena *arena)
{
        return offer_open(walk->here, arena);
}

bool
ch_catalog_has_listed(const ch_catalog *cat, ch_str party)
{
        place p = table_first(cat->tables[CH_OFFER], BY_REF);
        uint16_t word = card_party(cat->vocab, party);

        for (const entry *e; (e = place_next_card(&p)) != NULL;)
                if (e->card->is_listed && e->card->party == word &&
                    (word != CODE_ODD || ch_str_eq(offer_party(e), party)))
                        return true;
        return false;
}

static size_t
matches_by(const table *t, index_order order, ch_str key, const ch_match **out, size_t cap)
{
        place p = table_find(t, order, key);
        size_t n = 0;

        for (const entry *e; (e = place_next(&p)) != NULL; n++) {
                if (!ch_str_eq(index_key(CH_MATCH, order, e), key))
                        break;
                if (n < cap)
                        out[n] = e->record;
        }
        return n;
}

size_t
ch_catalog_matches_of(const ch_catalog *cat, ch_uuid request_or_offer, const ch_match **out, size_t cap)
{
        const table *t = cat->tables[CH_MATCH];
        ch_str key = { (const char *)request_or_offer.b, sizeof request_or_offer.b };
        size_t n = matches_by(t, BY_FIRST, key, out, cap);

        return n ? n : matches_by(t, BY_SECOND, key, out, cap);
}

static const ch_party *
party_record(const ch_catalog *cat, ch_str code)
{
        return find_one(cat->tables[CH_PARTY], BY_FIRST, code, NULL);
}

ch_str
ch_catalog_party_name(const ch_catalog *cat, ch_str code, ch_lang lang)
{
        const ch_state *state = ch_vocab_state(cat->vocab, code);
        const ch_org *org = ch_vocab_org(cat->vocab, code);
        const ch_party *party = party_record(cat, code);

        if (state)
                return state->names[lang].len ? state->names[lang] : state->names[CH_EN];
        if (org)
                return org->name;
        return party && party->name.len ? party->name : code;
}

size_t
ch_catalog_listed(const ch_catalog *cat)
{
        return cat->stats ? cat->stats->offers : 0;
}

ch_party_kind
ch_catalog_party_kind(const ch_catalog *cat, ch_str code)
{
        const ch_org *org = ch_vocab_org(cat->vocab, code);
        const ch_party *party = party_record(cat, code);

        if (ch_vocab_state(cat->vocab, code))
                return CH_PARTY_STATE;
        if (org)
                return org->kind;
        if (party)
                return (ch_party_kind)party->kind;
        return ch_str_is(code, "COMMITTEE") ? CH_PARTY_COMMITTEE : CH_PARTY_CIVIL;
}

#include "halves.h"
#include "pair.h"
#include "sheet_.h"
#include <ch/base/assert.h>
#include <ch/match.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 64, ROW_BYTES = ROW_WORDS * 8, SPARE_ROWS = 32, REUSE_BELOW = SLOTS / 4 * 3 };

typedef struct edit {
        const sheet_news *news;
        sheets *out;
        size_t cap;
        rows_list rows;
} edit;

/* ---- copies ---------------------------------------------------------------------------------------------------- */

static void
facts_release(facts *f)
{
        if (!f || atomic_fetch_sub(&f->refs, 1) != 1)
                return;
        free(f->rows);
        free(f);
}

static void
sheet_release(sheet *s)
{
        if (!s || atomic_fetch_sub(&s->refs, 1) != 1)
                return;
        facts_release(s->facts);
        free(s);
}

static facts *
facts_new(const frame *fixed, const facts *old)
{
        size_t at = fixed->rows * sizeof old->at[0], cap = (old ? old->len : 0) + SPARE_ROWS;
        facts *f = calloc(1, sizeof *f + at);

        if (!f)
                return NULL;
        f->rows = aligned_alloc(LINE, cap * ROW_BYTES);
        if (!f->rows) {
                free(f);
                return NULL;
        }
        atomic_init(&f->refs, 1);
        f->cap = cap;
        if (old) {
                f->len = old->len;
                memcpy(f->at, old->at, at);
                memcpy(f->rows, old->rows, old->len * ROW_BYTES);
        }
        return f;
}

sheet *
sheet_new(const frame *fixed, unsigned class)
{
        sheet *s = calloc(1, sizeof *s);

        if (!s)
                return NULL;
        atomic_init(&s->refs, 1);
        s->class = class;
        s->facts = facts_new(fixed, NULL);
        if (s->facts)
                return s;
        sheet_release(s);
        return NULL;
}

/* A copy that shares the facts. */
static sheet *
sheet_copy(const sheet *old)
{
        sheet *s = malloc(sizeof *s);

        if (!s)
                return NULL;
        s->facts = old->facts;
        s->class = old->class;
        s->living = old->living;
        memcpy(s->own, old->own, sizeof s->own);
        memcpy(s->entries, old->entries, sizeof s->entries);
        memcpy(s->gists, old->gists, sizeof s->gists);
        atomic_init(&s->refs, 1);
        atomic_fetch_add(&s->facts->refs, 1);
        return s;
}

/* The sheet as this change may write to it; whoever holds the catalogue before keeps the old one alive meanwhile, so a
 * count of one is ours. */
static sheet *
own_sheet(edit *e, size_t i)
{
        sheet *old = e->out->v[i], *own;

        if (atomic_load(&old->refs) == 1)
                return old;
        own = sheet_copy(old);
        if (!own)
                return NULL;
        e->out->v[i] = own;
        sheet_release(old);
        return own;
}

static facts *
own_facts(const edit *e, sheet *s)
{
        facts *old = s->facts, *own;

        if (atomic_load(&old->refs) == 1)
                return old;
        own = facts_new(e->news->frame, old);
        if (!own)
                return NULL;
        s->facts = own;
        facts_release(old);
        return own;
}

/* ---- bits ------------------------------------------------------------------------------------------------------ */

void
put_bit(uint64_t *row, size_t slot, bool set)
{
        uint64_t bit = (uint64_t)1 << slot % 64;

        row[slot / 64] = set ? row[slot / 64] | bit : row[slot / 64] & ~bit;
}

static bool
grow(facts *f)
{
        size_t cap = f->cap + f->cap / 2;
        uint64_t *rows = aligned_alloc(LINE, cap * ROW_BYTES);

        if (!rows)
                return false;
        memcpy(rows, f->rows, f->len * ROW_BYTES);
        free(f->rows);
        f->rows = rows;
        f->cap = cap;
        return true;
}

static bool
set_fact(facts *f, uint16_t row, size_t slot)
{
        if (!f->at[row]) {
                if (f->len == f->cap && !grow(f))
                        return false;
                memset(f->rows + f->len * ROW_WORDS, 0, ROW_BYTES);
                f->at[row] = (uint16_t)++f->len;
        }
        put_bit(f->rows + (size_t)(f->at[row] - 1) * ROW_WORDS, slot, true);
        return true;
}

/* What an offer before it left in the slot. */
static void
wipe_slot(sheet *s, size_t slot)
{
        for (size_t i = 0; i < s->facts->len; i++)
                put_bit(s->facts->rows + i * ROW_WORDS, slot, false);
        for (size_t i = 0; i < OWN__MAX; i++)
                put_bit(s->own[i], slot, false);
}

void
sheet_add_party(const sheet *s, const frame *f, uint32_t party, uint64_t *out)
{
        const uint64_t *rows[PARTY_BITS_MAX];

        for (size_t i = 0; i < f->party_bits; i++)
                rows[i] = sheet_row(s, f, (uint16_t)(f->party + i));
        for (size_t w = 0; w < ROW_WORDS; w++) {
                uint64_t same = UINT64_MAX;

                for (size_t i = 0; i < f->party_bits; i++) {
                        uint64_t bits = rows[i] ? rows[i][w] : 0;

                        same &= party >> i & 1 ? bits : ~bits;
                }
                out[w] |= same;
        }
}

/* ---- histories ------------------------------------------------------------------------------------------------- */

void
history_of(const sheet_news *news, const entry *offer, bool bits[OWN__MAX])
{
        int32_t record = record_at_most(news->tables[CH_RESPONSE], offer_ref(offer));

        bits[OWN_LIVE] = true;
        bits[OWN_BUSY] = has_match(news->tables[CH_MATCH], offer_id(offer));
        for (size_t k = 0; k < RECORD_LEVELS; k++)
                bits[OWN_RECORD + k] = record > (k ? record_caps[k - 1] : 0);
}

/* Its bits in the rows of its own history; a sheet is copied only when one changes. */
static bool
put_history(edit *e, const entry *offer)
{
        size_t i = offer->slot / SLOTS, slot = offer->slot % SLOTS;
        bool bits[OWN__MAX];
        sheet *s = e->out->v[i];

        history_of(e->news, offer, bits);
        for (size_t row = 0; row < OWN__MAX; row++) {
                if (row_has(s->own[row], slot) == bits[row])
                        continue;
                s = own_sheet(e, i);
                if (!s)
                        return false;
                put_bit(s->own[row], slot, bits[row]);
        }
        return true;
}

/* Of all offers that an order's key finds. */
static bool
put_histories(edit *e, index_order order, ch_str key)
{
        place p = table_find(e->news->tables[CH_OFFER], order, key);

        for (const entry *o; (o = place_next(&p)) != NULL;) {
                if (!ch_str_eq(index_key(CH_OFFER, order, o), key))
                        break;
                if (o->slot != SLOT_NONE && !put_history(e, o))
                        return false;
        }
        return true;
}

static bool
follow_histories(edit *e, ch_kind kind, index_order order, const table_diff *diff)
{
        for (size_t i = 0; i < diff->gone_len; i++)
                if (!put_histories(e, order, index_key(kind, BY_SECOND, diff->gone[i])))
                        return false;
        for (size_t i = 0; i < diff->come_len; i++)
                if (!put_histories(e, order, index_key(kind, BY_SECOND, diff->come[i])))
                        return false;
        return true;
}

/* ---- offers ---------------------------------------------------------------------------------------------------- */

static void
set_slot(sheet *s, size_t slot, const entry *offer)
{
        put_bit(s->own[OWN_LIVE], slot, true);
        s->entries[slot] = offer;
        s->gists[slot] = offer->card->gist;
        s->living++;
}

static bool
take_out(edit *e, const entry *offer)
{
        sheet *s = offer->slot == SLOT_NONE ? NULL : own_sheet(e, offer->slot / SLOTS);

        if (!s)
                return offer->slot == SLOT_NONE;
        put_bit(s->own[OWN_LIVE], offer->slot % SLOTS, false);
        s->living--;
        return true;
}

/* The same offer in another batch. */
static bool
put_back(edit *e, const entry *offer)
{
        sheet *s = own_sheet(e, offer->slot / SLOTS);

        if (!s)
                return false;
        set_slot(s, offer->slot % SLOTS, offer);
        return true;
}

static bool
add_sheet(edit *e, unsigned class)
{
        if (e->out->len == e->cap) {
                size_t cap = e->cap * 2 + 8;
                sheets *grown = realloc(e->out, sizeof *grown + cap * sizeof *grown->v);

                if (!grown)
                        return false;
                e->out = grown;
                e->cap = cap;
        }
        e->out->v[e->out->len] = sheet_new(e->news->frame, class);
        if (!e->out->v[e->out->len])
                return false;
        e->out->open[class] = e->out->len++;
        return true;
}

/* A sheet of that class with room: the open one, one that many have left, or a new one. */
static bool
find_room(edit *e, unsigned class, size_t *at)
{
        size_t *open = &e->out->open[class];

        if (*open < e->out->len && e->out->v[*open]->class == class && e->out->v[*open]->living < SLOTS) {
                *at = *open;
                return true;
        }
        for (size_t i = 0; i < e->out->len; i++)
                if (e->out->v[i]->class == class && e->out->v[i]->living < REUSE_BELOW) {
                        *at = *open = i;
                        return true;
                }
        if (!add_sheet(e, class))
                return false;
        *at = e->out->len - 1;
        return true;
}

static size_t
free_slot(const sheet *s)
{
        size_t w = s->living / 64; /* never filled in order? then from the front */

        if (s->own[OWN_LIVE][w] == UINT64_MAX)
                for (w = 0; s->own[OWN_LIVE][w] == UINT64_MAX; w++)
                        ;
        return w * 64 + (size_t)__builtin_ctzll(~s->own[OWN_LIVE][w]);
}

static bool
make_rows_room(rows_list *rows, const card *c)
{
        size_t room = rows_room(c);
        uint16_t *grown;

        if (room <= rows->cap)
                return true;
        grown = realloc(rows->v, room * sizeof *grown);
        if (!grown)
                return false;
        *rows = (rows_list) { grown, room };
        return true;
}

bool
sheet_put(const sheet_news *news, sheet *s, size_t slot, const entry *offer, rows_list *rows)
{
        size_t n;

        if (!make_rows_room(rows, offer->card))
                return false;
        n = rows_of(news->frame, news->vocab, offer, rows->v);
        for (size_t i = 0; i < n; i++)
                if (!set_fact(s->facts, rows->v[i], slot))
                        return false;
        set_slot(s, slot, offer);
        return true;
}

static bool
put_in(edit *e, const entry *offer)
{
        size_t at = 0, slot;
        sheet *s;

        if (!offer->card->is_listed)
                return true;
        if (!find_room(e, class_of(e->news->frame, offer->card), &at))
                return false;
        s = own_sheet(e, at);
        if (!s || !own_facts(e, s))
                return false;
        slot = free_slot(s);
        if (s->entries[slot])
                wipe_slot(s, slot);
        if (!sheet_put(e->news, s, slot, offer, &e->rows))
                return false;
        /* Not published yet: the slot is the one thing that a table leaves open. */
        ((entry *)(uintptr_t)offer)->slot = (uint32_t)(at * SLOTS + slot);
        return put_history(e, offer);
}

static bool
change_offers(edit *e)
{
        const table_diff *diff = e->news->offers;

        for (size_t i = 0; i < diff->gone_len; i++)
                if (!take_out(e, diff->gone[i]))
                        return false;
        for (size_t i = 0; i < diff->come_len; i++)
                if (diff->come[i]->slot != SLOT_NONE && !put_back(e, diff->come[i]))
                        return false;
        for (size_t i = 0; i < diff->come_len; i++)
                if (diff->come[i]->slot == SLOT_NONE && !put_in(e, diff->come[i]))
                        return false;
        return true;
}

/* ---- the whole ------------------------------------------------------------------------------------------------- */

static bool
begin(edit *e, const sheets *old)
{
        size_t len = old ? old->len : 0;

        e->cap = len + 8;
        e->out = malloc(sizeof *e->out + e->cap * sizeof(sheet *));
        if (!e->out)
                return false;
        atomic_init(&e->out->refs, 1);
        e->out->len = len;
        for (size_t c = 0; c < SHEET_CLASSES; c++)
                e->out->open[c] = old ? old->open[c] : SIZE_MAX;
        for (size_t i = 0; i < len; i++) {
                e->out->v[i] = old->v[i];
                atomic_fetch_add(&old->v[i]->refs, 1);
        }
        return true;
}

static sheets *
edit_all(const sheets *old, const sheet_news *news)
{
        edit e = { .news = news };
        bool ok = begin(&e, old) && change_offers(&e) && follow_histories(&e, CH_MATCH, BY_ID, news->matches) &&
                  follow_histories(&e, CH_RESPONSE, BY_REF, news->responses);

        free(e.rows.v);
        if (ok)
                return e.out;
        sheets_release(e.out);
        return NULL;
}

static void
count_unlisted(const sheets *old, const table_diff *offers, sheets *out)
{
        for (size_t i = 0; i <= ROLE_ODD; i++)
                out->unlisted[i] = old ? old->unlisted[i] : 0;
        for (size_t i = 0; i < offers->gone_len; i++)
                out->unlisted[role_at(offers->gone[i]->card->role)] -= !offers->gone[i]->card->is_listed;
        for (size_t i = 0; i < offers->come_len; i++)
                out->unlisted[role_at(offers->come[i]->card->role)] += !offers->come[i]->card->is_listed;
}

sheets *
sheets_apply(const sheets *old, const sheet_news *news)
{
        bool is_start = (!old || !old->len) && news->offers->come_len >= HALVES_FROM;
        sheets *out = is_start ? sheets_start(news) : edit_all(old, news);

        if (out)
                count_unlisted(old, news->offers, out);
        return out;
}

sheets *
sheets_acquire(sheets *s)
{
        if (s)
                atomic_fetch_add(&s->refs, 1);
        return s;
}

void
sheets_release(sheets *s)
{
        if (!s || atomic_fetch_sub(&s->refs, 1) != 1)
                return;
        for (size_t i = 0; i < s->len; i++)
                sheet_release(s->v[i]);
        free(s);
}

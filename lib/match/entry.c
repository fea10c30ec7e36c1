/* entry.c – a record as the catalogue keeps it: copied into a batch, with what there is to compare. */
#include "index.h"
#include <stdlib.h>
#include <string.h>

void
batch_release(batch *b)
{
        if (atomic_fetch_sub(&b->refs, 1) != 1)
                return;
        ch_arena_free(&b->arena);
        ch_arena_free(&b->near.cards);
        ch_arena_free(&b->near.gists);
        free(b);
}

batch *
batch_new(ch_kind kind)
{
        batch *b = calloc(1, sizeof *b);

        if (!b)
                return NULL;
        atomic_init(&b->refs, 1);
        b->kind = kind;
        b->arena = ch_arena_new(SIZE_MAX / 4);
        b->near = (card_room) { ch_arena_new(SIZE_MAX / 4), ch_arena_new(SIZE_MAX / 4), sizeof(entry) };
        if (b->arena && b->near.cards && b->near.gists)
                return b;
        batch_release(b);
        return NULL;
}

static bool
has_units(ch_kind kind)
{
        return kind == CH_REQUEST || kind == CH_OFFER;
}

batch *
batch_of_many(ch_kind kind)
{
        batch *b = batch_new(kind);

        if (b && kind != CH_OFFER && !(b->alike = ch_alike_new(b->arena))) {
                batch_release(b);
                return NULL;
        }
        return b;
}

/* As many records in it as are worth an arena of their own; more when so many come at once. */
enum { GROWN = 2048 };

batch *
batch_growing(ch_kind kind, size_t room)
{
        batch *b = batch_of_many(kind);

        if (b)
                b->cap = room > GROWN ? room : GROWN;
        return b;
}

/* Nobody but its own State sees a draft, and it is stored many times before anybody asks who could help: its words are
 * read when that is asked. */
bool
entry_is_read(ch_kind kind, const void *record)
{
        return kind == CH_REQUEST ? ((const ch_request *)record)->status != CH_REQUEST_DRAFT : has_units(kind);
}

static size_t
units_expected(ch_kind kind, const void *record)
{
        const ch_offer *o = record;

        if (kind == CH_REQUEST)
                return ((const ch_request *)record)->needs.len;
        return o->areas.len + (o->title.len || o->text.len);
}

/* What was read before counts only when it is what this record must have; anything else is as if there were nothing. */
static ch_status
find_units(const entry_source *s, ch_kind kind, const void *record, ch_str packed, units *out)
{
        ch_status st = CH_MALFORMED;

        if (packed.len)
                st = units_unpack(s->vocab, s->scratch, packed, units_expected(kind, record), out);
        if (st == CH_OK)
                return kind == CH_REQUEST ? units_join(s->scratch, out) : CH_OK;
        if (st != CH_MALFORMED)
                return st;
        *s->unfit += packed.len > 0;
        return kind == CH_REQUEST ? units_of_request(s->lex, s->vocab, s->scratch, record, out)
                                  : units_of_offer(s->lex, s->vocab, s->scratch, record, out);
}

bool
entry_meaning_fits(const ch_vocab *vocab, ch_kind kind, const void *record, ch_str meaning, ch_arena *scratch)
{
        units us;

        return has_units(kind) && units_unpack(vocab, scratch, meaning, units_expected(kind, record), &us) == CH_OK;
}

/* An offer's stand on its card. */
static bool
keep_units(const units *from, entry *e)
{
        units *us = CH_NEW(e->home->arena, units);

        e->units = us;
        return us && units_copy(e->home->arena, from, us) == CH_OK;
}

static size_t
entry_size(ch_kind kind, const entry *e)
{
        return sizeof *e + (kind == CH_OFFER ? card_size(e->card) : 0);
}

const entry *
entry_behind(ch_kind kind, const entry *e)
{
        return (const entry *)(const void *)((const char *)e + entry_size(kind, e));
}

/* The batch's newest; NULL: no memory. */
static entry *
join_batch(batch *home, entry *e)
{
        if (e != home->end || !home->last) {
                stretch *next = CH_NEW(home->arena, stretch);

                if (!next)
                        return NULL;
                next->first = e;
                *(home->last ? &home->last->next : &home->entries) = next;
                home->last = next;
        }
        atomic_fetch_add_explicit(&home->last->len, 1, memory_order_relaxed);
        home->len++;
        home->end = entry_behind(home->kind, e);
        e->home = home;
        return e;
}

static entry *
entry_new(batch *home, ch_kind kind, const void *record)
{
        entry *e = ch_arena_close(home->near.cards, sizeof *e);

        if (!e)
                return NULL;
        e->record = ch_record_copy_alike(home->arena, kind, record, home->alike);
        return e->record ? join_batch(home, e) : NULL;
}

/* It stands in front of its card. */
static entry *
offer_new(batch *home, card *own, ch_str kept, uint32_t slot)
{
        entry *e = own ? (entry *)(void *)((char *)own - sizeof *e) : NULL;

        if (!e || !kept.len || kept.len > UINT32_MAX)
                return NULL;
        e->kept_at = kept.p;
        e->kept_len = (uint32_t)kept.len;
        e->slot = slot;
        return join_batch(home, e);
}

static const entry *
make_offer(const entry_source *s, batch *home, const ch_change *from, const units *us)
{
        const ch_offer *o = from->record;
        card *own = card_make(&(card_source) { s->vocab, lexicon_book(s->lex) }, &home->near, o, us);
        ch_str kept;
        ch_status st = from->packed.len ? ch_keep_packed(home->arena, &o->head, from->packed, &kept)
                                        : ch_keep(home->arena, CH_OFFER, o, &kept);

        return st == CH_OK ? offer_new(home, own, kept, SLOT_NONE) : NULL;
}

static const entry *
copy_offer(batch *home, const entry *from)
{
        card *own = card_copy(&home->near, from->card);

        return offer_new(home, own, ch_str_dup(home->arena, offer_kept(from)), from->slot);
}

const entry *
entry_make(const entry_source *s, batch *home, const ch_change *from)
{
        bool is_read = entry_is_read(from->kind, from->record);
        entry *e;
        units us;

        ch_arena_reset(s->scratch);
        if (is_read && find_units(s, from->kind, from->record, from->meaning, &us) != CH_OK)
                return NULL;
        if (from->kind == CH_OFFER)
                return make_offer(s, home, from, &us);
        e = entry_new(home, from->kind, from->record);
        return e && is_read && !keep_units(&us, e) ? NULL : e;
}

const entry *
entry_copy(batch *home, ch_kind kind, const entry *from)
{
        entry *e;

        if (kind == CH_OFFER)
                return copy_offer(home, from);
        e = entry_new(home, kind, from->record);
        return e && from->units && !keep_units(from->units, e) ? NULL : e;
}

const ch_offer *
offer_open(const entry *e, ch_arena *arena)
{
        return ch_kept_open(arena, CH_OFFER, offer_kept(e));
}

ch_offer
offer_brief(const entry *e)
{
        ch_offer o;

        ch_kept_brief(CH_OFFER, offer_kept(e), &o);
        return o;
}

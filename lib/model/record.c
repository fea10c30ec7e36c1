#include "kinds.h"
#include "rows.h"
#include <ch/letter.h>
#include <ch/match.h>
#include <ch/offer.h>
#include <ch/party.h>
#include <ch/request.h>
#include <ch/weights.h>
#include <string.h>

#define NO_MEMBER SIZE_MAX

/* One row per kind; a kind without status or party says so. */
static const struct kind_row {
        const char *word;
        const ch_fields *fields;
        size_t party, status;
} kinds[] = {
        [CH_KIND_NONE] = { "", NULL, NO_MEMBER, NO_MEMBER },
        [CH_PARTY] = { "party", &ch_party_fields, offsetof(ch_party, code), NO_MEMBER },
        [CH_ACCOUNT] = { "account", &ch_account_fields, offsetof(ch_account, party), NO_MEMBER },
        [CH_REQUEST] = { "request", &ch_request_fields, offsetof(ch_request, party), offsetof(ch_request, status) },
        [CH_OFFER] = { "offer", &ch_offer_fields, offsetof(ch_offer, party), offsetof(ch_offer, status) },
        [CH_MATCH] = { "match", &ch_match_fields, offsetof(ch_match, party), offsetof(ch_match, status) },
        [CH_RESPONSE] = { "response", &ch_response_fields, NO_MEMBER, NO_MEMBER },
        [CH_CONTACT] = { "contact", &ch_contact_fields, offsetof(ch_contact, party), NO_MEMBER },
        [CH_LETTER] = { "letter", &ch_letter_fields, offsetof(ch_letter, party), offsetof(ch_letter, status) },
        [CH_WEIGHTS] = { "weights", &ch_weights_version_fields, NO_MEMBER, NO_MEMBER },
};
_Static_assert(CH_COUNT(kinds) == CH__KIND_MAX, "one row per kind");

static const struct kind_row *
row_of(ch_kind kind)
{
        return (unsigned)kind < CH__KIND_MAX ? &kinds[kind] : &kinds[CH_KIND_NONE];
}

const ch_fields *
ch_kind_fields(ch_kind kind)
{
        return row_of(kind)->fields;
}

const char *
ch_kind_word(ch_kind kind)
{
        return row_of(kind)->word;
}

ch_kind
ch_kind_of(ch_str word)
{
        for (int i = CH_KIND_NONE + 1; i < CH__KIND_MAX; i++)
                if (ch_str_is(word, kinds[i].word))
                        return (ch_kind)i;
        return CH_KIND_NONE;
}

size_t
ch_kind_size(ch_kind kind)
{
        return row_of(kind)->fields ? row_of(kind)->fields->size : 0;
}

void *
ch_record_new(ch_arena *arena, ch_kind kind)
{
        return ch_arena_alloc(arena, 1, ch_kind_size(kind));
}

/* ---- copies ---------------------------------------------------------------------------------------------------- */

enum { ALIKE = 512, SHORT = 64 };

struct ch_alike { /* by hash, the last that fell there */
        ch_str texts[ALIKE];
        ch_strs lists[ALIKE];
};

ch_alike *
ch_alike_new(ch_arena *arena)
{
        return CH_NEW(arena, ch_alike);
}

typedef struct copying {
        ch_arena *arena;
        ch_alike *alike; /* NULL: everything is copied */
        bool borrows;    /* but letters */
} copying;

static uint32_t
hash_on(uint32_t h, ch_str s)
{
        for (size_t i = 0; i < s.len; i++)
                h = (h ^ (unsigned char)s.p[i]) * 0x01000193u;
        return h * 0x01000193u;
}

static size_t
place_of(uint32_t h)
{
        return (h ^ h >> 16) % ALIKE;
}

/* What is empty takes no room: most fields of most records are. */
static ch_str
copy_text(const copying *c, ch_str from)
{
        if (c->borrows)
                return from;
        return from.len ? ch_str_dup(c->arena, from) : (ch_str) { NULL, 0 };
}

/* Codes and other short texts stand in thousands of records. */
static ch_str
copy_short(const copying *c, ch_str from)
{
        ch_str *last;

        if (!c->alike || !from.len || from.len > SHORT)
                return copy_text(c, from);
        last = &c->alike->texts[place_of(hash_on(0, from))];
        if (!ch_str_eq(*last, from))
                *last = copy_text(c, from);
        return *last;
}

static bool
is_same_list(const ch_strs *a, const ch_strs *b)
{
        for (size_t i = 0; i < a->len && a->len == b->len; i++)
                if (!ch_str_eq(a->v[i], b->v[i]))
                        return false;
        return a->len == b->len;
}

static ch_strs
borrow_list(const copying *c, const ch_strs *from)
{
        ch_strs to = { .v = from->len ? CH_NEW_N(c->arena, ch_str, from->len) : NULL };

        if (!to.v)
                return to;
        memcpy(to.v, from->v, from->len * sizeof *to.v);
        to.len = from->len;
        return to;
}

static ch_strs
copy_list(const copying *c, const ch_strs *from)
{
        uint32_t h = 0;
        ch_strs *last;

        if (c->borrows)
                return borrow_list(c, from);
        if (!c->alike || !from->len)
                return ch_strs_dup(c->arena, *from);
        for (size_t i = 0; i < from->len; i++)
                h = hash_on(h, from->v[i]);
        last = &c->alike->lists[place_of(h)];
        if (!is_same_list(last, from))
                *last = ch_strs_dup(c->arena, *from);
        return *last;
}

static void copy_fields(const copying *c, const ch_fields *table, void *to, const void *from);

static void
copy_parts(const copying *c, const ch_fields *table, ch_parts *to, const ch_parts *from)
{
        *to = (ch_parts) { .v = from->len ? ch_arena_alloc(c->arena, from->len, table->size) : NULL };
        for (; to->v && to->len < from->len; to->len++)
                copy_fields(c, table, (char *)to->v + to->len * table->size, (char *)from->v + to->len * table->size);
}

static void
copy_field(const copying *c, const ch_field *f, void *to, const void *from)
{
        switch ((int)f->kind) {
        case CH_FIELD_LINE:
        case CH_FIELD_CODE:
                *(ch_str *)to = copy_short(c, *(const ch_str *)from);
                break;
        case CH_FIELD_TEXT:
                *(ch_str *)to = copy_text(c, *(const ch_str *)from);
                break;
        case CH_FIELD_CODES:
                *(ch_strs *)to = copy_list(c, from);
                break;
        case CH_FIELD_PARTS:
                copy_parts(c, f->parts, to, from);
                break;
        default:
                memcpy(to, from, ch_member_size[f->kind]);
        }
}

static void
copy_fields(const copying *c, const ch_fields *table, void *to, const void *from)
{
        for (size_t i = 0; i < table->len; i++)
                copy_field(c, &table->v[i], ch_field_at(&table->v[i], to), ch_field_in(&table->v[i], from));
}

void *
ch_record_copy_alike(ch_arena *arena, ch_kind kind, const void *record, ch_alike *alike)
{
        const copying c = { arena, alike, false };
        ch_head *to = ch_record_new(arena, kind);

        if (!to)
                return NULL;
        *to = *(const ch_head *)record;
        to->ref = ch_str_dup(arena, to->ref);
        copy_fields(&c, row_of(kind)->fields, to, record);
        return ch_arena_is_full(arena) ? NULL : to;
}

void *
ch_record_copy(ch_arena *arena, ch_kind kind, const void *record)
{
        return ch_record_copy_alike(arena, kind, record, NULL);
}

void *
ch_record_copy_borrowing(ch_arena *arena, ch_kind kind, const void *record)
{
        const copying c = { arena, NULL, true };
        ch_head *to = ch_record_new(arena, kind);

        if (!to)
                return NULL;
        *to = *(const ch_head *)record;
        copy_fields(&c, row_of(kind)->fields, to, record);
        return ch_arena_is_full(arena) ? NULL : to;
}

int32_t
ch_record_status(ch_kind kind, const void *record)
{
        size_t at = row_of(kind)->status;

        return at == NO_MEMBER ? 0 : *(const int32_t *)(const void *)((const char *)record + at);
}

ch_str
ch_record_party(ch_kind kind, const void *record)
{
        size_t at = row_of(kind)->party;

        return at == NO_MEMBER ? (ch_str) { 0 } : *(const ch_str *)(const void *)((const char *)record + at);
}

ch_uuid
ch_record_key_owner(ch_kind kind, const void *record)
{
        if (kind == CH_MATCH)
                return ((const ch_match *)record)->request;
        if (kind == CH_LETTER && !ch_uuid_is_nil(((const ch_letter *)record)->request))
                return ((const ch_letter *)record)->request;
        return ((const ch_head *)record)->id;
}

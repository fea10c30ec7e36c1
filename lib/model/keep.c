/* keep.c – head and fields as bytes:
 *
 *      id, length of the reference, reference, marks, version, created_at, and what the marks say, then the fields as
 *      pack.c has them
 */
#include "packed.h"
#include <ch/base/assert.h>
#include <ch/keep.h>
#include <string.h>

enum { IS_SAMPLE = 1, WAS_CHANGED = 2, HAS_CREATOR = 4, HAS_CHANGER = 8 };

static unsigned
marks_of(const ch_head *h)
{
        return (h->is_sample ? IS_SAMPLE : 0u) | (h->changed_at != h->created_at ? WAS_CHANGED : 0u) |
               (ch_uuid_is_nil(h->created_by) ? 0u : HAS_CREATOR) |
               (ch_uuid_eq(h->changed_by, h->created_by) ? 0u : HAS_CHANGER);
}

static size_t
head_len(const ch_head *h)
{
        unsigned marks = marks_of(h);

        return sizeof h->id + packed_number_len(h->ref.len) + h->ref.len + 1 + packed_number_len(h->version) +
               packed_number_len(packed_zigzag(h->created_at)) +
               (marks & WAS_CHANGED ? packed_number_len(packed_zigzag(h->changed_at)) : 0) +
               (marks & HAS_CREATOR ? sizeof h->created_by : 0) + (marks & HAS_CHANGER ? sizeof h->changed_by : 0);
}

static char *
put_head(char *to, const ch_head *h)
{
        unsigned marks = marks_of(h);

        to = packed_bytes(to, h->id.b, sizeof h->id.b);
        to = packed_bytes(packed_number(to, h->ref.len), h->ref.p, h->ref.len);
        *to++ = (char)marks;
        to = packed_number(to, h->version);
        to = packed_number(to, packed_zigzag(h->created_at));
        if (marks & WAS_CHANGED)
                to = packed_number(to, packed_zigzag(h->changed_at));
        if (marks & HAS_CREATOR)
                to = packed_bytes(to, h->created_by.b, sizeof h->created_by.b);
        return marks & HAS_CHANGER ? packed_bytes(to, h->changed_by.b, sizeof h->changed_by.b) : to;
}

ch_status
ch_keep(ch_arena *arena, ch_kind kind, const void *record, ch_str *out)
{
        const ch_fields *table = ch_kind_fields(kind);
        size_t len = head_len(record) + packed_len(table, record, CH_PACK_ALL);
        char *bytes = ch_arena_text(arena, len);
        const char *end;

        *out = (ch_str) { bytes, bytes ? len : 0 };
        if (!bytes)
                return CH_TOO_LARGE;
        end = packed_fields(put_head(bytes, record), table, record, CH_PACK_ALL);
        CH_ASSERT(end == bytes + len);
        return CH_OK;
}

ch_status
ch_keep_packed(ch_arena *arena, const ch_head *head, ch_str packed, ch_str *out)
{
        size_t len = head_len(head) + packed.len;
        char *bytes = ch_arena_text(arena, len);

        *out = (ch_str) { bytes, bytes ? len : 0 };
        if (!bytes)
                return CH_TOO_LARGE;
        (void)packed_bytes(put_head(bytes, head), packed.p, packed.len);
        return CH_OK;
}

/* ---- and back -------------------------------------------------------------------------------------------------- */

static ch_str
take_bytes(ch_str *s, size_t len)
{
        ch_str taken = { s->p, len };

        CH_ASSERT(len <= s->len);
        *s = (ch_str) { s->p + len, s->len - len };
        return taken;
}

static uint64_t
take_number(ch_str *s)
{
        uint64_t n = 0;
        bool is_there = ch_str_take_number(s, &n);

        CH_ASSERT(is_there);
        return n;
}

static ch_uuid
take_uuid(ch_str *s)
{
        ch_uuid id;

        memcpy(id.b, take_bytes(s, sizeof id.b).p, sizeof id.b);
        return id;
}

static void
take_head(ch_str *s, ch_head *h)
{
        unsigned marks;

        h->id = take_uuid(s);
        h->ref = take_bytes(s, take_number(s));
        marks = (unsigned char)*take_bytes(s, 1).p;
        h->is_sample = marks & IS_SAMPLE;
        h->version = (uint32_t)take_number(s);
        h->created_at = unpack_signed(take_number(s));
        h->changed_at = marks & WAS_CHANGED ? unpack_signed(take_number(s)) : h->created_at;
        if (marks & HAS_CREATOR)
                h->created_by = take_uuid(s);
        h->changed_by = marks & HAS_CHANGER ? take_uuid(s) : h->created_by;
}

void *
ch_kept_open(ch_arena *arena, ch_kind kind, ch_str kept)
{
        void *record = ch_record_new(arena, kind);
        ch_status st;

        if (!record)
                return NULL;
        take_head(&kept, record);
        st = unpack_fields(&(unpacking) { .arena = arena, .is_ours = true }, ch_kind_fields(kind), kept, record);
        CH_ASSERT(st != CH_MALFORMED);
        return st == CH_OK ? record : NULL;
}

void
ch_kept_brief(ch_kind kind, ch_str kept, void *record)
{
        ch_status st;

        memset(record, 0, ch_kind_size(kind));
        take_head(&kept, record);
        st = unpack_fields(&(unpacking) { .is_ours = true }, ch_kind_fields(kind), kept, record);
        CH_ASSERT(st == CH_OK);
}

static const ch_field *
field_at(ch_kind kind, size_t member)
{
        const ch_fields *table = ch_kind_fields(kind);
        const ch_field *f = table->v;

        while (f < table->v + table->len && f->offset != member)
                f++;
        CH_ASSERT(f < table->v + table->len);
        return f;
}

/* The value of one field, as pack.c has it; empty: the field is. */
static ch_str
find_value(ch_kind kind, ch_str kept, size_t member)
{
        ch_str value;
        ch_head head;

        take_head(&kept, &head);
        return unpack_find(kept, field_at(kind, member)->tag, &value) ? value : (ch_str) { 0 };
}

ch_str
ch_kept_text(ch_kind kind, ch_str kept, size_t member)
{
        return find_value(kind, kept, member);
}

ch_strs
ch_kept_codes(ch_kind kind, ch_str kept, size_t member, ch_str *room, size_t most)
{
        ch_strs list = { room, 0 };
        ch_str items = find_value(kind, kept, member);

        while (list.len < most && unpack_item(&items, &room[list.len]))
                list.len++;
        return list;
}

ch_str
ch_kept_id(ch_str kept)
{
        return (ch_str) { kept.p, sizeof(ch_uuid) };
}

ch_str
ch_kept_ref(ch_str kept)
{
        (void)take_bytes(&kept, sizeof(ch_uuid));
        return take_bytes(&kept, take_number(&kept));
}

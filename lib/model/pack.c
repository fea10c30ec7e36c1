/* pack.c – records as bytes. A field is: tag, length of its value, value; numbers are LEB128, signed ones zigzag. A
 * list is its items, each with its length before it; parts are a list of packed structs. How long everything gets is
 * reckoned first, so that it is written once and where it stays. */
#include "packed.h"
#include <ch/base/assert.h>
#include <ch/record.h>
#include <string.h>

size_t
packed_number_len(uint64_t n)
{
        size_t len = 1;

        for (; n > 127; n >>= 7)
                len++;
        return len;
}

char *
packed_number(char *to, uint64_t n)
{
        for (; n > 127; n >>= 7)
                *to++ = (char)(n | 128);
        *to++ = (char)n;
        return to;
}

uint64_t
packed_zigzag(int64_t n)
{
        return ((uint64_t)n << 1) ^ (uint64_t)(n >> 63);
}

static bool
is_wanted(const ch_field *f, ch_pack_part which)
{
        if (which == CH_PACK_ALL)
                return true;
        if (f->kind != CH_FIELD_PARTS)
                return (which == CH_PACK_SEALED) == ((f->flags & CH_SEALED) != 0);
        if (which == CH_PACK_CLEAR)
                return true; /* says how many there are */
        for (size_t i = 0; i < f->parts->len; i++)
                if (is_wanted(&f->parts->v[i], which))
                        return true;
        return false;
}

static bool
is_zero(const ch_field *f, const void *record)
{
        return f->kind == CH_FIELD_ENUM ? *(const int32_t *)ch_field_in(f, record) == 0 : ch_field_is_empty(f, record);
}

/* ---- how long -------------------------------------------------------------------------------------------------- */

static size_t
sized(size_t len)
{
        return packed_number_len(len) + len;
}

static size_t
list_len(const ch_strs *list)
{
        size_t len = 0;

        for (size_t i = 0; i < list->len; i++)
                len += sized(list->v[i].len);
        return len;
}

static const void *
part_at(const ch_field *f, const ch_parts *parts, size_t i)
{
        return (const char *)parts->v + i * f->parts->size;
}

static size_t
parts_len(const ch_field *f, const ch_parts *parts, ch_pack_part which)
{
        size_t len = 0;

        for (size_t i = 0; i < parts->len; i++)
                len += sized(packed_len(f->parts, part_at(f, parts, i), which));
        return len;
}

/* What a number of these kinds is written as. */
static uint64_t
number_of(const ch_field *f, const void *at)
{
        if (f->kind == CH_FIELD_ENUM)
                return packed_zigzag(*(const int32_t *)at);
        return f->kind == CH_FIELD_FLAG ? *(const bool *)at : packed_zigzag(*(const int64_t *)at);
}

static size_t
value_len(const ch_field *f, const void *at, ch_pack_part which)
{
        enum { DATE_BYTES = 4 };

        switch (f->kind) {
        case CH_FIELD_LINE:
        case CH_FIELD_TEXT:
        case CH_FIELD_CODE:
                return ((const ch_str *)at)->len;
        case CH_FIELD_CODES:
                return list_len(at);
        case CH_FIELD_ENUM:
        case CH_FIELD_FLAG:
        case CH_FIELD_INT:
        case CH_FIELD_TIME:
                return packed_number_len(number_of(f, at));
        case CH_FIELD_DATE:
                return DATE_BYTES;
        case CH_FIELD_UUID:
                return sizeof(ch_uuid);
        case CH_FIELD_PARTS:
                return parts_len(f, at, which);
        case CH__FIELD_KIND_MAX:
                break;
        }
        return 0;
}

size_t
packed_len(const ch_fields *table, const void *record, ch_pack_part which)
{
        size_t len = 0;

        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];

                if (!is_zero(f, record) && is_wanted(f, which))
                        len += packed_number_len(f->tag) + sized(value_len(f, ch_field_in(f, record), which));
        }
        return len;
}

/* ---- the bytes ------------------------------------------------------------------------------------------------- */

char *
packed_bytes(char *to, const void *from, size_t len)
{
        return len ? (char *)memcpy(to, from, len) + len : to;
}

static char *
put_list(char *to, const ch_strs *list)
{
        for (size_t i = 0; i < list->len; i++)
                to = packed_bytes(packed_number(to, list->v[i].len), list->v[i].p, list->v[i].len);
        return to;
}

static char *
put_parts(char *to, const ch_field *f, const ch_parts *parts, ch_pack_part which)
{
        for (size_t i = 0; i < parts->len; i++) {
                const void *part = part_at(f, parts, i);

                to = packed_fields(packed_number(to, packed_len(f->parts, part, which)), f->parts, part, which);
        }
        return to;
}

static char *
put_date(char *to, const ch_date *d)
{
        const char bytes[] = { (char)(d->year & 255), (char)(d->year >> 8), (char)d->month, (char)d->day };

        return packed_bytes(to, bytes, sizeof bytes);
}

static char *
put_value(char *to, const ch_field *f, const void *at, ch_pack_part which)
{
        switch (f->kind) {
        case CH_FIELD_LINE:
        case CH_FIELD_TEXT:
        case CH_FIELD_CODE:
                return packed_bytes(to, ((const ch_str *)at)->p, ((const ch_str *)at)->len);
        case CH_FIELD_CODES:
                return put_list(to, at);
        case CH_FIELD_ENUM:
        case CH_FIELD_FLAG:
        case CH_FIELD_INT:
        case CH_FIELD_TIME:
                return packed_number(to, number_of(f, at));
        case CH_FIELD_DATE:
                return put_date(to, at);
        case CH_FIELD_UUID:
                return packed_bytes(to, at, sizeof(ch_uuid));
        case CH_FIELD_PARTS:
                return put_parts(to, f, at, which);
        case CH__FIELD_KIND_MAX:
                break;
        }
        return to;
}

char *
packed_fields(char *to, const ch_fields *table, const void *record, ch_pack_part which)
{
        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];
                const void *at = ch_field_in(f, record);

                if (is_zero(f, record) || !is_wanted(f, which))
                        continue;
                to = packed_number(packed_number(to, f->tag), value_len(f, at, which));
                to = put_value(to, f, at, which);
        }
        return to;
}

ch_status
ch_pack(ch_arena *arena, ch_kind kind, const void *record, ch_pack_part which, ch_str *out)
{
        size_t len = packed_len(ch_kind_fields(kind), record, which);
        char *bytes = ch_arena_text(arena, len);
        const char *end;

        *out = (ch_str) { bytes, bytes ? len : 0 };
        if (!bytes)
                return CH_TOO_LARGE;
        end = packed_fields(bytes, ch_kind_fields(kind), record, which);
        CH_ASSERT(end == bytes + len);
        return CH_OK;
}

/* pack.c – records as bytes. A field is: tag, length of its value, value; numbers are LEB128, signed ones zigzag. A
 * list is its items, each with its length before it; parts are a list of packed structs. */
#include "kinds.h"
#include <ch/base/utf8.h>
#include <ch/record.h>
#include <string.h>

static size_t
number_len(uint64_t n)
{
        size_t len = 1;

        for (; n > 127; n >>= 7)
                len++;
        return len;
}

static uint64_t
zigzag(int64_t n)
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

static void put_fields(ch_buf *b, const ch_fields *table, const void *record, ch_pack_part which);

/* Value into a buffer of its own, because its length comes first. */
static void
put_sized(ch_buf *b, ch_buf *value)
{
        ch_str s;

        if (ch_buf_end(value, &s)) {
                b->failed = true;
                return;
        }
        ch_buf_number(b, s.len);
        ch_buf_str(b, s);
}

static void
put_list(ch_buf *b, const ch_strs *list)
{
        ch_buf value = ch_buf_new(b->arena);

        for (size_t i = 0; i < list->len; i++) {
                ch_buf_number(&value, list->v[i].len);
                ch_buf_str(&value, list->v[i]);
        }
        put_sized(b, &value);
}

static void
put_parts(ch_buf *b, const ch_field *f, const ch_parts *parts, ch_pack_part which)
{
        ch_buf value = ch_buf_new(b->arena);

        for (size_t i = 0; i < parts->len; i++) {
                ch_buf one = ch_buf_new(b->arena);

                put_fields(&one, f->parts, (const char *)parts->v + i * f->parts->size, which);
                put_sized(&value, &one);
        }
        put_sized(b, &value);
}

static void
put_date(ch_buf *b, const ch_date *d)
{
        const char bytes[4] = { (char)(d->year & 255), (char)(d->year >> 8), (char)d->month, (char)d->day };

        ch_buf_number(b, sizeof(bytes));
        ch_buf_put(b, bytes, sizeof(bytes));
}

static void
put_int(ch_buf *b, uint64_t n)
{
        ch_buf_number(b, number_len(n));
        ch_buf_number(b, n);
}

static void
put_value(ch_buf *b, const ch_field *f, const void *at, ch_pack_part which)
{
        switch (f->kind) {
        case CH_FIELD_LINE:
        case CH_FIELD_TEXT:
        case CH_FIELD_CODE:
                ch_buf_number(b, ((const ch_str *)at)->len);
                ch_buf_str(b, *(const ch_str *)at);
                break;
        case CH_FIELD_CODES:
                put_list(b, at);
                break;
        case CH_FIELD_ENUM:
                put_int(b, zigzag(*(const int32_t *)at));
                break;
        case CH_FIELD_FLAG:
                put_int(b, *(const bool *)at);
                break;
        case CH_FIELD_INT:
        case CH_FIELD_TIME:
                put_int(b, zigzag(*(const int64_t *)at));
                break;
        case CH_FIELD_DATE:
                put_date(b, at);
                break;
        case CH_FIELD_UUID:
                ch_buf_number(b, sizeof(ch_uuid));
                ch_buf_put(b, at, sizeof(ch_uuid));
                break;
        case CH_FIELD_PARTS:
                put_parts(b, f, at, which);
                break;
        case CH__FIELD_KIND_MAX:
                break;
        }
}

static void
put_fields(ch_buf *b, const ch_fields *table, const void *record, ch_pack_part which)
{
        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];

                if (!is_wanted(f, which) || is_zero(f, record))
                        continue;
                ch_buf_number(b, f->tag);
                put_value(b, f, ch_field_in(f, record), which);
        }
}

ch_status
ch_pack(ch_arena *arena, ch_kind kind, const void *record, ch_pack_part which, ch_str *out)
{
        ch_buf b = ch_buf_new(arena);

        put_fields(&b, ch_kind_fields(kind), record, which);
        return ch_buf_end(&b, out);
}

/* ---- and back: nothing here trusts a byte --------------------------------------------------------------------------
 */

static bool
take_sized(ch_str *s, ch_str *value)
{
        uint64_t len;

        if (!ch_str_take_number(s, &len) || len > s->len)
                return false;
        *value = (ch_str) { s->p, (size_t)len };
        s->p += len;
        s->len -= (size_t)len;
        return true;
}

static ch_status
count_items(ch_str value, size_t *out)
{
        ch_str item;

        for (*out = 0; value.len; (*out)++)
                if (!take_sized(&value, &item))
                        return CH_MALFORMED;
        return CH_OK;
}

static ch_status unpack_fields(ch_arena *arena, const ch_fields *table, ch_str bytes, void *record);

static ch_status
unpack_text(ch_str value, ch_str *at)
{
        if (!ch_utf8_is_valid(value))
                return CH_MALFORMED;
        *at = value;
        return CH_OK;
}

static ch_status
unpack_list(ch_arena *arena, ch_str value, ch_strs *at)
{
        size_t n;
        ch_str item;
        ch_status st = count_items(value, &n);
        ch_strs list = { .v = st ? NULL : CH_NEW_N(arena, ch_str, n) };

        if (!list.v)
                return st ? st : CH_TOO_LARGE;
        while (!st && take_sized(&value, &item))
                st = unpack_text(item, &list.v[list.len++]);
        *at = list;
        return st;
}

static ch_status
unpack_parts(ch_arena *arena, const ch_fields *table, ch_str value, ch_parts *at)
{
        size_t n;
        ch_str item;
        ch_status st = count_items(value, &n);

        if (st || (at->len && at->len != n))
                return CH_MALFORMED;
        if (!at->len)
                *at = (ch_parts) { ch_arena_alloc(arena, n, table->size), n };
        if (!at->v) {
                at->len = 0;
                return CH_TOO_LARGE;
        }
        for (size_t i = 0; !st && take_sized(&value, &item); i++)
                st = unpack_fields(arena, table, item, (char *)at->v + i * table->size);
        return st;
}

static ch_status
unpack_int(const ch_field *f, ch_str value, void *at)
{
        uint64_t n;
        int64_t i;

        if (!ch_str_take_number(&value, &n) || value.len)
                return CH_MALFORMED;
        i = (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
        if (f->kind == CH_FIELD_FLAG && n <= 1)
                *(bool *)at = n == 1;
        else if (f->kind == CH_FIELD_ENUM && i >= 0 && (uint64_t)i < ch_enum_len(f->names))
                *(int32_t *)at = (int32_t)i;
        else if (f->kind == CH_FIELD_INT || f->kind == CH_FIELD_TIME)
                *(int64_t *)at = i;
        else
                return CH_MALFORMED;
        return CH_OK;
}

static ch_status
unpack_date(ch_str value, ch_date *at)
{
        const uint8_t *b = (const uint8_t *)value.p;
        ch_date d;

        if (value.len != 4)
                return CH_MALFORMED;
        d = (ch_date) { (int16_t)(b[0] | b[1] << 8), b[2], b[3] };
        if (d.year < 1900 || d.year > 2199 || d.month > 12 || d.day > 31 || (!d.month && d.day))
                return CH_MALFORMED;
        *at = d;
        return CH_OK;
}

static ch_status
unpack_value(ch_arena *arena, const ch_field *f, ch_str value, void *at)
{
        switch (f->kind) {
        case CH_FIELD_LINE:
        case CH_FIELD_TEXT:
        case CH_FIELD_CODE:
                return unpack_text(value, at);
        case CH_FIELD_CODES:
                return unpack_list(arena, value, at);
        case CH_FIELD_DATE:
                return unpack_date(value, at);
        case CH_FIELD_UUID:
                if (value.len != sizeof(ch_uuid))
                        return CH_MALFORMED;
                memcpy(at, value.p, sizeof(ch_uuid));
                return CH_OK;
        case CH_FIELD_PARTS:
                return unpack_parts(arena, f->parts, value, at);
        case CH_FIELD_ENUM:
        case CH_FIELD_FLAG:
        case CH_FIELD_INT:
        case CH_FIELD_TIME:
                return unpack_int(f, value, at);
        case CH__FIELD_KIND_MAX:
                break;
        }
        return CH_MALFORMED;
}

static const ch_field *
field_of_tag(const ch_fields *table, uint64_t tag)
{
        for (size_t i = 0; i < table->len; i++)
                if (table->v[i].tag == tag)
                        return &table->v[i];
        return NULL;
}

static ch_status
unpack_fields(ch_arena *arena, const ch_fields *table, ch_str bytes, void *record)
{
        while (bytes.len) {
                uint64_t tag;
                ch_str value;
                const ch_field *f;
                ch_status st;

                if (!ch_str_take_number(&bytes, &tag) || !take_sized(&bytes, &value))
                        return CH_MALFORMED;
                f = field_of_tag(table, tag);
                if (!f)
                        continue;
                st = unpack_value(arena, f, value, ch_field_at(f, record));
                if (st)
                        return st;
        }
        return CH_OK;
}

ch_status
ch_unpack(ch_arena *arena, ch_kind kind, ch_str bytes, void *record)
{
        return unpack_fields(arena, ch_kind_fields(kind), bytes, record);
}

/* unpack.c – records from their bytes; pack.c says how these are. Nothing here trusts a byte, but where it is told that
 * they are ours. */
#include "packed.h"
#include <ch/base/utf8.h>
#include <string.h>

int64_t
unpack_signed(uint64_t zigzag)
{
        return (int64_t)(zigzag >> 1) ^ -(int64_t)(zigzag & 1);
}

bool
unpack_item(ch_str *s, ch_str *value)
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
                if (!unpack_item(&value, &item))
                        return CH_MALFORMED;
        return CH_OK;
}

static ch_status
unpack_text(const unpacking *u, ch_str value, ch_str *at)
{
        if (!u->is_ours && !ch_utf8_is_valid(value))
                return CH_MALFORMED;
        *at = value;
        return CH_OK;
}

static ch_status
unpack_list(const unpacking *u, ch_str value, ch_strs *at)
{
        size_t n;
        ch_str item;
        ch_status st = count_items(value, &n);
        ch_strs list = { .v = st ? NULL : CH_NEW_N(u->arena, ch_str, n) };

        if (!list.v)
                return st ? st : CH_TOO_LARGE;
        while (!st && unpack_item(&value, &item))
                st = unpack_text(u, item, &list.v[list.len++]);
        *at = list;
        return st;
}

static ch_status
unpack_parts(const unpacking *u, const ch_fields *table, ch_str value, ch_parts *at)
{
        size_t n;
        ch_str item;
        ch_status st = count_items(value, &n);

        if (st || (at->len && at->len != n))
                return CH_MALFORMED;
        if (!at->len)
                *at = (ch_parts) { ch_arena_alloc(u->arena, n, table->size), n };
        if (!at->v) {
                at->len = 0;
                return CH_TOO_LARGE;
        }
        for (size_t i = 0; !st && unpack_item(&value, &item); i++)
                st = unpack_fields(u, table, item, (char *)at->v + i * table->size);
        return st;
}

static ch_status
unpack_int(const unpacking *u, const ch_field *f, ch_str value, void *at)
{
        uint64_t n;
        int64_t i;

        if (!ch_str_take_number(&value, &n) || value.len)
                return CH_MALFORMED;
        i = unpack_signed(n);
        if (f->kind == CH_FIELD_FLAG && n <= 1)
                *(bool *)at = n == 1;
        else if (f->kind == CH_FIELD_ENUM && (u->is_ours || (i >= 0 && (uint64_t)i < ch_enum_len(f->names))))
                *(int32_t *)at = (int32_t)i;
        else if (f->kind == CH_FIELD_INT || f->kind == CH_FIELD_TIME)
                *(int64_t *)at = i;
        else
                return CH_MALFORMED;
        return CH_OK;
}

static ch_status
unpack_date(const unpacking *u, ch_str value, ch_date *at)
{
        const uint8_t *b = (const uint8_t *)value.p;
        ch_date d;

        if (value.len != 4)
                return CH_MALFORMED;
        d = (ch_date) { (int16_t)(b[0] | b[1] << 8), b[2], b[3] };
        if (!u->is_ours && (d.year < 1900 || d.year > 2199 || d.month > 12 || d.day > 31 || (!d.month && d.day)))
                return CH_MALFORMED;
        *at = d;
        return CH_OK;
}

static ch_status
unpack_value(const unpacking *u, const ch_field *f, ch_str value, void *at)
{
        switch (f->kind) {
        case CH_FIELD_LINE:
        case CH_FIELD_TEXT:
        case CH_FIELD_CODE:
                return unpack_text(u, value, at);
        case CH_FIELD_CODES:
                return u->arena ? unpack_list(u, value, at) : CH_OK;
        case CH_FIELD_DATE:
                return unpack_date(u, value, at);
        case CH_FIELD_UUID:
                if (value.len != sizeof(ch_uuid))
                        return CH_MALFORMED;
                memcpy(at, value.p, sizeof(ch_uuid));
                return CH_OK;
        case CH_FIELD_PARTS:
                return u->arena ? unpack_parts(u, f->parts, value, at) : CH_OK;
        case CH_FIELD_ENUM:
        case CH_FIELD_FLAG:
        case CH_FIELD_INT:
        case CH_FIELD_TIME:
                return unpack_int(u, f, value, at);
        case CH__FIELD_KIND_MAX:
                break;
        }
        return CH_MALFORMED;
}

/* Fields mostly come in the order of the table: looked for from where the last one was. */
static const ch_field *
field_of_tag(const ch_fields *table, uint64_t tag, size_t *from)
{
        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[*from];

                *from = *from + 1 < table->len ? *from + 1 : 0;
                if (f->tag == tag)
                        return f;
        }
        return NULL;
}

ch_status
unpack_fields(const unpacking *u, const ch_fields *table, ch_str bytes, void *record)
{
        size_t from = 0;

        while (bytes.len) {
                uint64_t tag;
                ch_str value;
                const ch_field *f;
                ch_status st;

                if (!ch_str_take_number(&bytes, &tag) || !unpack_item(&bytes, &value))
                        return CH_MALFORMED;
                f = field_of_tag(table, tag, &from);
                if (!f)
                        continue;
                st = unpack_value(u, f, value, ch_field_at(f, record));
                if (st)
                        return st;
        }
        return CH_OK;
}

bool
unpack_find(ch_str bytes, uint16_t tag, ch_str *value)
{
        uint64_t one;

        while (ch_str_take_number(&bytes, &one) && unpack_item(&bytes, value))
                if (one == tag)
                        return true;
        return false;
}

ch_status
ch_unpack(ch_arena *arena, ch_kind kind, ch_str bytes, void *record)
{
        return unpack_fields(&(unpacking) { .arena = arena }, ch_kind_fields(kind), bytes, record);
}

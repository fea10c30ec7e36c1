/* same.h – are two records the same, deeply, by the field tables? The head is not looked at. */
#ifndef SAME_H
#define SAME_H
#include <ch/record.h>
#include <string.h>

static inline bool is_same_table(const ch_fields *table, const void *a, const void *b);

static inline bool
is_same_list(const ch_strs *a, const ch_strs *b)
{
        if (a->len != b->len)
                return false;
        for (size_t i = 0; i < a->len; i++)
                if (!ch_str_eq(a->v[i], b->v[i]))
                        return false;
        return true;
}

static inline bool
is_same_parts(const ch_fields *table, const ch_parts *a, const ch_parts *b)
{
        if (a->len != b->len)
                return false;
        for (size_t i = 0; i < a->len; i++)
                if (!is_same_table(table, (char *)a->v + i * table->size, (char *)b->v + i * table->size))
                        return false;
        return true;
}

static inline bool
is_same_field(const ch_field *f, const void *a, const void *b)
{
        switch (f->kind) {
        case CH_FIELD_LINE:
        case CH_FIELD_TEXT:
        case CH_FIELD_CODE:
                return ch_str_eq(*(const ch_str *)a, *(const ch_str *)b);
        case CH_FIELD_CODES:
                return is_same_list(a, b);
        case CH_FIELD_ENUM:
                return *(const int32_t *)a == *(const int32_t *)b;
        case CH_FIELD_FLAG:
                return *(const bool *)a == *(const bool *)b;
        case CH_FIELD_INT:
        case CH_FIELD_TIME:
                return *(const int64_t *)a == *(const int64_t *)b;
        case CH_FIELD_DATE:
                return !memcmp(a, b, sizeof(ch_date));
        case CH_FIELD_UUID:
                return !memcmp(a, b, sizeof(ch_uuid));
        case CH_FIELD_PARTS:
                return is_same_parts(f->parts, a, b);
        case CH__FIELD_KIND_MAX:
                break;
        }
        return false;
}

static inline bool
is_same_table(const ch_fields *table, const void *a, const void *b)
{
        for (size_t i = 0; i < table->len; i++)
                if (!is_same_field(&table->v[i], ch_field_in(&table->v[i], a), ch_field_in(&table->v[i], b)))
                        return false;
        return true;
}

static inline bool
is_same(ch_kind kind, const void *a, const void *b)
{
        return is_same_table(ch_kind_fields(kind), a, b);
}
#endif

#include "kinds.h"
#include <ch/base/assert.h>
#include <ch/field.h>
#include <string.h>

/* Size of the member by kind. */
const size_t ch_member_size[CH__FIELD_KIND_MAX] = {
        [CH_FIELD_LINE] = sizeof(ch_str),   [CH_FIELD_TEXT] = sizeof(ch_str),    [CH_FIELD_CODE] = sizeof(ch_str),
        [CH_FIELD_CODES] = sizeof(ch_strs), [CH_FIELD_ENUM] = sizeof(int32_t),   [CH_FIELD_FLAG] = sizeof(bool),
        [CH_FIELD_INT] = sizeof(int64_t),   [CH_FIELD_DATE] = sizeof(ch_date),   [CH_FIELD_TIME] = sizeof(ch_time),
        [CH_FIELD_UUID] = sizeof(ch_uuid),  [CH_FIELD_PARTS] = sizeof(ch_parts),
};

const ch_field *
ch_field_find(const ch_fields *table, ch_str name)
{
        for (size_t i = 0; i < table->len; i++)
                if (ch_str_is(name, table->v[i].name))
                        return &table->v[i];
        return NULL;
}

void
ch_field_clear(const ch_field *f, void *record)
{
        memset(ch_field_at(f, record), 0, ch_member_size[f->kind]);
}

static bool
is_text_empty(const ch_field *f, const void *record)
{
        return ((const ch_str *)ch_field_in(f, record))->len == 0;
}

static bool
is_list_empty(const ch_field *f, const void *record)
{
        return ((const ch_strs *)ch_field_in(f, record))->len == 0;
}

static bool
is_enum_empty(const ch_field *f, const void *record)
{
        return *ch_enum_word(f->names, *(const int32_t *)ch_field_in(f, record)) == '\0';
}

static bool
is_flag_empty(const ch_field *f, const void *record)
{
        return !*(const bool *)ch_field_in(f, record);
}

static bool
is_number_empty(const ch_field *f, const void *record)
{
        return *(const int64_t *)ch_field_in(f, record) == 0;
}

static bool
is_date_empty(const ch_field *f, const void *record)
{
        return !ch_date_is_set(*(const ch_date *)ch_field_in(f, record));
}

static bool
is_uuid_empty(const ch_field *f, const void *record)
{
        return ch_uuid_is_nil(*(const ch_uuid *)ch_field_in(f, record));
}

static bool
is_parts_empty(const ch_field *f, const void *record)
{
        return ((const ch_parts *)ch_field_in(f, record))->len == 0;
}

bool
ch_field_is_empty(const ch_field *f, const void *record)
{
        static bool (*const is_empty[CH__FIELD_KIND_MAX])(const ch_field *, const void *) = {
                [CH_FIELD_LINE] = is_text_empty,  [CH_FIELD_TEXT] = is_text_empty,   [CH_FIELD_CODE] = is_text_empty,
                [CH_FIELD_CODES] = is_list_empty, [CH_FIELD_ENUM] = is_enum_empty,   [CH_FIELD_FLAG] = is_flag_empty,
                [CH_FIELD_INT] = is_number_empty, [CH_FIELD_DATE] = is_date_empty,   [CH_FIELD_TIME] = is_number_empty,
                [CH_FIELD_UUID] = is_uuid_empty,  [CH_FIELD_PARTS] = is_parts_empty,
        };

        return is_empty[f->kind](f, record);
}

size_t
ch_enum_len(const char *const *names)
{
        size_t n = 0;

        while (names[n])
                n++;
        return n;
}

bool
ch_enum_parse(const char *const *names, ch_str word, int32_t *out)
{
        for (int32_t i = 0; names[i]; i++)
                if (ch_str_is(word, names[i])) {
                        *out = i;
                        return true;
                }
        return false;
}

const char *
ch_enum_word(const char *const *names, int32_t value)
{
        return value >= 0 && (size_t)value < ch_enum_len(names) ? names[value] : "";
}

const char *
ch_enum_label(const ch_field *f, int32_t value)
{
        return f->labels && value >= 0 && (size_t)value < ch_enum_len(f->names) ? f->labels[value] : "";
}

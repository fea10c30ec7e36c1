/* rows.h – how the field tables write their rows. A row names the member once; its type is checked against the kind
 * when it is compiled: a date where a text is meant is an array of negative size.
 *
 *      { CH_ROW_INT(ch_recipient, number, 1000000), .tag = 2, .flags = CH_WRITABLE, .group = CH_GROUP_OPEN,
 *        .label = CH_MSG_INIT("How many") }
 *
 * is a row for `int64_t number` of struct ch_recipient: named "number" outside, 0..1,000,000, packed under tag 2.
 */
#ifndef CH_MODEL_ROWS_H
#define CH_MODEL_ROWS_H
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <ch/field.h>
#include <stddef.h>

/* T is the struct, m its member; n a limit (ch_field.max), v the end of a CH_VOCAB_ name, w and l an enum's words and
 * labels, t the ch_fields of a part. */
#define CH_OFFSET(T, m, type)    (offsetof(T, m) + 0 * sizeof(char[_Generic(((T *)0)->m, type : 1, default : -1)]))
#define CH_ROW(T, m, type, k)    .name = #m, .kind = CH_FIELD_##k, .offset = CH_OFFSET(T, m, type)
#define CH_ROW_LINE(T, m, n)     CH_ROW(T, m, ch_str, LINE), .max = (n)
#define CH_ROW_TEXT(T, m, n)     CH_ROW(T, m, ch_str, TEXT), .max = (n)
#define CH_ROW_CODE(T, m, v)     CH_ROW(T, m, ch_str, CODE), .max = 24, .vocab = CH_VOCAB_##v
#define CH_ROW_CODES(T, m, v, n) CH_ROW(T, m, ch_strs, CODES), .max = (n), .vocab = CH_VOCAB_##v
#define CH_ROW_ENUM(T, m, w, l)  CH_ROW(T, m, int32_t, ENUM), .names = (w), .labels = (l)
#define CH_ROW_FLAG(T, m)        CH_ROW(T, m, bool, FLAG)
#define CH_ROW_INT(T, m, n)      CH_ROW(T, m, int64_t, INT), .max = (n)
#define CH_ROW_DATE(T, m)        CH_ROW(T, m, ch_date, DATE)
#define CH_ROW_TIME(T, m)        CH_ROW(T, m, ch_time, TIME)
#define CH_ROW_UUID(T, m)        CH_ROW(T, m, ch_uuid, UUID)
#define CH_ROW_PARTS(T, m, t, n) CH_ROW(T, m, ch_parts, PARTS), .parts = &(t), .max = (n)
/* The table itself, from an array of rows: word is what such records are called in the interchange. */
#define CH_ROWS(T, word, rows)                                                                                         \
        {                                                                                                              \
                .record = (word), .v = (rows), .len = CH_COUNT(rows), .size = sizeof(T)                                \
        }
#endif

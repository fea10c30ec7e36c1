/* seeded.h – records made from a seed: members of every kind filled at will, nothing read from clock or chance.
 *
 *   ch_offer *o = seeded_record(t->arena, CH_OFFER, 7);   always the same
 *
 * Texts are in several scripts, enums in their range; codes are in no reference table, and limits of length are not
 * looked at.
 */
#ifndef SEEDED_H
#define SEEDED_H
#include "given.h"

/* The next number; *seed moves on. */
static inline uint64_t
seeded_next(uint64_t *seed)
{
        uint64_t z = (*seed += 0x9e3779b97f4a7c15u);

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
}

static inline size_t
seeded_below(uint64_t *seed, size_t n)
{
        return (size_t)(seeded_next(seed) % n);
}

static inline ch_str
seeded_text(ch_arena *arena, uint64_t *seed)
{
        static const char *const words[] = { "border", "contrôle", "помощь", "دعم", "协助", "x", "a, b", "Ωmega" };

        return ch_fmt(arena, "%s %s %llu", words[seeded_below(seed, CH_COUNT(words))],
                      words[seeded_below(seed, CH_COUNT(words))], (unsigned long long)seeded_next(seed));
}

static inline ch_strs
seeded_list(ch_arena *arena, uint64_t *seed)
{
        ch_strs list = { 0 };

        for (size_t n = seeded_below(seed, 4); n; n--)
                list = ch_strs_add(arena, list, seeded_text(arena, seed));
        return list;
}

static inline size_t
seeded_words(const char *const *names)
{
        size_t n = 0;

        while (names[n])
                n++;
        return n;
}

static inline void seeded_fill(ch_arena *arena, const ch_fields *table, void *record, uint64_t *seed);

static inline ch_parts
seeded_parts(ch_arena *arena, const ch_fields *table, uint64_t *seed)
{
        ch_parts parts = { .len = seeded_below(seed, 4) };

        parts.v = ch_arena_alloc(arena, parts.len, table->size);
        for (size_t i = 0; i < parts.len; i++)
                seeded_fill(arena, table, (char *)parts.v + i * table->size, seed);
        return parts;
}

static inline void
seeded_field(ch_arena *arena, const ch_field *f, void *at, uint64_t *seed)
{
        switch (f->kind) {
        case CH_FIELD_LINE:
        case CH_FIELD_TEXT:
        case CH_FIELD_CODE:
                *(ch_str *)at = seeded_text(arena, seed);
                break;
        case CH_FIELD_CODES:
                *(ch_strs *)at = seeded_list(arena, seed);
                break;
        case CH_FIELD_ENUM:
                *(int32_t *)at = (int32_t)seeded_below(seed, seeded_words(f->names));
                break;
        case CH_FIELD_FLAG:
                *(bool *)at = seeded_next(seed) & 1;
                break;
        case CH_FIELD_INT:
                *(int64_t *)at = (int64_t)seeded_below(seed, (size_t)f->max + 1);
                break;
        case CH_FIELD_DATE:
                *(ch_date *)at = ch_day_date((ch_day)seeded_below(seed, 40000));
                break;
        case CH_FIELD_TIME:
                *(ch_time *)at = (ch_time)seeded_below(seed, (size_t)1 << 42);
                break;
        case CH_FIELD_UUID:
                for (size_t i = 0; i < sizeof(ch_uuid); i++)
                        ((ch_uuid *)at)->b[i] = (uint8_t)seeded_next(seed);
                break;
        case CH_FIELD_PARTS:
                *(ch_parts *)at = seeded_parts(arena, f->parts, seed);
                break;
        case CH__FIELD_KIND_MAX:
                break;
        }
}

/* About one field in four stays empty. */
static inline void
seeded_fill(ch_arena *arena, const ch_fields *table, void *record, uint64_t *seed)
{
        for (size_t i = 0; i < table->len; i++)
                if (seeded_below(seed, 4))
                        seeded_field(arena, &table->v[i], ch_field_at(&table->v[i], record), seed);
}

/* The head stays empty. */
static inline void *
seeded_record(ch_arena *arena, ch_kind kind, uint64_t seed)
{
        void *r = ch_record_new(arena, kind);

        seeded_fill(arena, ch_kind_fields(kind), r, &seed);
        return r;
}
#endif

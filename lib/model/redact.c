/* redact.c – record to view, field by field. */
#include "kinds.h"
#include <ch/may.h>
#include <string.h>

#define BIT(group) ((uint32_t)1 << (group))

bool
ch_field_is_shown(const ch_field *f, uint32_t groups)
{
        if (!(groups & BIT(f->group)))
                return false;
        if (f->kind != CH_FIELD_PARTS)
                return true;
        for (size_t i = 0; i < f->parts->len; i++)
                if (!(f->parts->v[i].flags & CH_NUMBERING) && ch_field_is_shown(&f->parts->v[i], groups))
                        return true;
        return false;
}

static void
redact_fields(const ch_fields *table, void *record, uint32_t groups)
{
        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];
                ch_parts *parts = ch_field_at(f, record);

                if (!ch_field_is_shown(f, groups))
                        ch_field_clear(f, record);
                else if (f->kind == CH_FIELD_PARTS)
                        for (size_t p = 0; p < parts->len; p++)
                                redact_fields(f->parts, (char *)parts->v + p * f->parts->size, groups);
        }
}

static void
redact_head(ch_head *head, ch_kind kind, uint32_t groups)
{
        if (groups & BIT(CH_GROUP_COMMITTEE))
                return;
        head->created_by = head->changed_by = (ch_uuid) { 0 };
        head->created_at = head->changed_at = 0;
        if (kind != CH_MATCH)
                head->version = 0; /* it would count what the reader may not see */
}

static void
redact_whole(ch_kind kind, void *view, uint32_t groups)
{
        redact_head(view, kind, groups);
        if (kind == CH_MATCH && !(groups & BIT(CH_GROUP_COMMITTEE)))
                ((ch_match *)view)->decisions.len = 0;
}

void *
ch_redact(ch_arena *arena, ch_kind kind, const void *record, uint32_t groups)
{
        void *view = groups ? ch_record_copy(arena, kind, record) : NULL;

        if (!view)
                return NULL;
        redact_fields(ch_kind_fields(kind), view, groups);
        redact_whole(kind, view, groups);
        return view;
}

static bool
is_all_shown(const ch_fields *table, uint32_t groups)
{
        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];

                if (!(groups & BIT(f->group)) || (f->kind == CH_FIELD_PARTS && !is_all_shown(f->parts, groups)))
                        return false;
        }
        return true;
}

static void share_fields(ch_arena *arena, const ch_fields *table, void *view, const void *record, uint32_t groups);

/* Parts that hide nothing are the record's own. */
static void
share_parts(ch_arena *arena, const ch_fields *table, ch_parts *view, uint32_t groups)
{
        const char *from = view->v;
        char *to;

        if (!view->len || is_all_shown(table, groups))
                return;
        view->v = to = ch_arena_alloc(arena, view->len, table->size);
        for (size_t i = 0; to && i < view->len; i++)
                share_fields(arena, table, to + i * table->size, from + i * table->size, groups);
        if (!to)
                view->len = 0;
}

/* Into a view that is empty: what is not shown is never there. */
static void
share_fields(ch_arena *arena, const ch_fields *table, void *view, const void *record, uint32_t groups)
{
        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];

                if (!ch_field_is_shown(f, groups))
                        continue;
                memcpy(ch_field_at(f, view), ch_field_in(f, record), ch_member_size[f->kind]);
                if (f->kind == CH_FIELD_PARTS)
                        share_parts(arena, f->parts, ch_field_at(f, view), groups);
        }
}

void *
ch_redact_shared(ch_arena *arena, ch_kind kind, const void *record, uint32_t groups)
{
        ch_head *view = groups ? ch_record_new(arena, kind) : NULL;

        if (!view)
                return NULL;
        *view = *(const ch_head *)record;
        share_fields(arena, ch_kind_fields(kind), view, record, groups);
        redact_whole(kind, view, groups);
        return ch_arena_is_full(arena) ? NULL : view;
}

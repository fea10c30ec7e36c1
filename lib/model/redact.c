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

void *
ch_redact(ch_arena *arena, ch_kind kind, const void *record, uint32_t groups)
{
        void *view = groups ? ch_record_copy(arena, kind, record) : NULL;

        if (!view)
                return NULL;
        redact_head(view, kind, groups);
        redact_fields(ch_kind_fields(kind), view, groups);
        if (kind == CH_MATCH && !(groups & BIT(CH_GROUP_COMMITTEE)))
                ((ch_match *)view)->decisions.len = 0;
        return view;
}

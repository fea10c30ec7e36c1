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

/* Whose a decision is: what the Committee's people settle among themselves, what the State said to them, what the
 * provider said to them. All others concern both sides. */
static ch_group
group_of_decision(int32_t status)
{
        static const ch_group of[CH__MATCH_STATUS_MAX] = {
                [CH_MATCH_SUGGESTED] = CH_GROUP_COMMITTEE,
                [CH_MATCH_SET_ASIDE] = CH_GROUP_COMMITTEE,
                [CH_MATCH_PROPOSED] = CH_GROUP_COMMITTEE,
                [CH_MATCH_ENDORSED] = CH_GROUP_COMMITTEE,
                [CH_MATCH_CLEARED] = CH_GROUP_CODES,
                [CH_MATCH_ASKED_FOR] = CH_GROUP_CODES,
                [CH_MATCH_DECLINED_BY_STATE] = CH_GROUP_CODES,
                [CH_MATCH_DECLINED] = CH_GROUP_OWNER,
                [CH_MATCH_VOLUNTEERED] = CH_GROUP_OPEN,
                [CH_MATCH_PASSED_ON] = CH_GROUP_OPEN,
                [CH_MATCH_INVITED] = CH_GROUP_OPEN,
                [CH_MATCH_OFFERED] = CH_GROUP_OPEN,
                [CH_MATCH_ACCEPTED] = CH_GROUP_OPEN,
                [CH_MATCH_CHANGES_ASKED] = CH_GROUP_OPEN,
                [CH_MATCH_DELIVERING] = CH_GROUP_OPEN,
                [CH_MATCH_SUSPENDED] = CH_GROUP_OPEN,
                [CH_MATCH_REPORTED] = CH_GROUP_OPEN,
                [CH_MATCH_DELIVERED] = CH_GROUP_OPEN,
                [CH_MATCH_CLOSED] = CH_GROUP_OPEN,
                [CH_MATCH_LAPSED] = CH_GROUP_OPEN,
                [CH_MATCH_WITHDRAWN] = CH_GROUP_OPEN,
                [CH_MATCH_RESCINDED] = CH_GROUP_OPEN,
        };

        return status >= 0 && status < CH__MATCH_STATUS_MAX ? of[status] : CH_GROUP_COMMITTEE;
}

/* How it went is told to the Committee, not to the other side. */
static ch_group
group_in_match(const ch_match *m, const ch_decision *d)
{
        if (ch_act_of(d->act) == CH_ACT_MATCH_FEEDBACK)
                return ch_str_eq(d->by_party, m->party) ? CH_GROUP_CODES : CH_GROUP_OWNER;
        return group_of_decision(d->status);
}

static void
redact_decisions(ch_match *m, uint32_t groups)
{
        ch_decision *d = m->decisions.v;
        size_t kept = 0;

        for (size_t i = 0; i < m->decisions.len; i++)
                if (groups & BIT(group_in_match(m, &d[i])))
                        d[kept++] = d[i];
        m->decisions.len = kept;
}

void *
ch_redact(ch_arena *arena, ch_kind kind, const void *record, uint32_t groups)
{
        void *view = groups ? ch_record_copy(arena, kind, record) : NULL;

        if (!view)
                return NULL;
        redact_head(view, kind, groups);
        redact_fields(ch_kind_fields(kind), view, groups);
        if (kind == CH_MATCH)
                redact_decisions(view, groups);
        return view;
}

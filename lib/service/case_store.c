/* Storing: version, change and audit entry together. */
#include "case_.h"
#include <ch/letter.h>
#include <string.h>

ch_status
note_act(ch_work *work, const ch_actor *actor, ch_act act, ch_kind kind, ch_uuid object, ch_status outcome,
         ch_str details)
{
        ch_audit_entry entry = { .at = work->look.now,
                                 .actor = actor->account,
                                 .act = act,
                                 .kind = kind,
                                 .object = object,
                                 .outcome = outcome,
                                 .details = details };

        return ch_db_audit_add(work->look.db, &entry);
}

static ch_str
details_of(ch_arena *arena, ch_kind kind, const void *record)
{
        const ch_head *head = record;

        return ch_fmt(arena, "version=%u status=%d", head->version, ch_record_status(kind, record));
}

ch_status
store_record(ch_work *work, const ch_actor *actor, ch_act act, ch_kind kind, void *record, ch_made *out)
{
        ch_head *head = record;
        ch_put put = { .actor = actor, .act = act, .at = work->look.now };
        ch_change change;
        ch_status st = ch_db_put(work->look.db, kind, record, &put, &change);

        if (st == CH_OK)
                st = work_stage(work, &change);
        if (st == CH_OK)
                st = note_act(work, actor, act, kind, head->id, CH_OK, details_of(work->look.arena, kind, record));
        if (st == CH_OK && out)
                *out = (ch_made) { head->id, head->ref, head->version };
        return st;
}

ch_status
give_reference(ch_work *work, ch_kind kind, ch_str party, ch_head *head)
{
        int year = ch_day_date(work->look.today).year;

        return ch_db_next_ref(work->look.db, kind, party, year, work->look.arena, &head->ref);
}

static ch_str
addressee(const ch_object *o)
{
        bool is_to_provider = o->match && ch_holder_of(CH_MATCH, o->match->status) == CH_HELD_PROVIDER &&
                              o->match->provider.len;

        return is_to_provider ? o->match->provider : o->party;
}

ch_status
owe_letter(ch_work *work, const ch_move *move, const ch_object *object)
{
        ch_letter *letter;
        const ch_state *state;
        ch_status st;

        if (!move->letter)
                return CH_OK;
        letter = ch_record_new(work->look.arena, CH_LETTER);
        if (!letter)
                return CH_TOO_LARGE;
        letter->party = addressee(object);
        letter->kind = ch_str_of(move->letter);
        letter->status = CH_LETTER_DUE;
        letter->status_at = work->look.now;
        letter->request = object->request ? object->request->head.id : (ch_uuid) { 0 };
        letter->request_ref = object->request ? object->request->head.ref : (ch_str) { 0 };
        letter->match = object->match ? object->match->head.id : (ch_uuid) { 0 };
        state = ch_vocab_state(work->look.desk->vocab, letter->party);
        letter->lang = state && state->letter_language.len ? state->letter_language : CH_LIT("en");
        letter->head.is_sample = object->request && object->request->head.is_sample;
        st = give_reference(work, CH_LETTER, letter->party, &letter->head);
        return st == CH_OK ? store_record(work, &ch_actor_system, move->act, CH_LETTER, letter, NULL) : st;
}

static size_t
member_size(const ch_field *f)
{
        static const size_t sizes[CH__FIELD_KIND_MAX] = {
                [CH_FIELD_LINE] = sizeof(ch_str),    [CH_FIELD_TEXT] = sizeof(ch_str),
                [CH_FIELD_CODE] = sizeof(ch_str),    [CH_FIELD_CODES] = sizeof(ch_strs),
                [CH_FIELD_ENUM] = sizeof(int32_t),   [CH_FIELD_FLAG] = sizeof(bool),
                [CH_FIELD_INT] = sizeof(int64_t),    [CH_FIELD_DATE] = sizeof(ch_date),
                [CH_FIELD_TIME] = sizeof(ch_time),   [CH_FIELD_UUID] = sizeof(ch_uuid),
                [CH_FIELD_PARTS] = sizeof(ch_parts),
        };

        return sizes[f->kind];
}

void
take_fields(ch_work *work, const ch_fields *table, ch_strs names, const void *from, void *to)
{
        for (size_t i = 0; i < names.len; i++) {
                const ch_field *f = ch_field_find(table, names.v[i]);

                if (!f || !(f->flags & CH_WRITABLE))
                        ch_issue_add(&work->issues, names.v[i], CH_MSG("This cannot be set here. Leave it out."));
                else
                        memcpy(ch_field_at(f, to), ch_field_in(f, from), member_size(f));
        }
}

/* record.c – what the JSON of every case has in common. */
#include "api.h"
#include "moves.h"
#include <ch/msg.h>
#include <string.h>

void
api_put_text(api_out *o, const char *key, ch_str text)
{
        if (text.len)
                ch_json_pair(&o->j, key, text);
}

void
api_put_id(api_out *o, const char *key, ch_uuid id)
{
        if (!ch_uuid_is_nil(id))
                ch_json_pair(&o->j, key, ch_uuid_text(o->arena, id));
}

void
api_put_day(api_out *o, const char *key, ch_day day)
{
        if (day != CH_DAY_NONE)
                ch_json_pair(&o->j, key, ch_day_text(o->arena, day));
}

void
api_put_time(api_out *o, const char *key, ch_time at)
{
        if (at)
                ch_json_pair(&o->j, key, ch_time_text(o->arena, at));
}

void
api_put_head(api_out *o, const ch_head *head, bool whole)
{
        api_put_id(o, "id", head->id);
        api_put_text(o, "ref", head->ref);
        ch_json_pair_flag(&o->j, "is_sample", head->is_sample);
        if (!whole)
                return;
        ch_json_pair_int(&o->j, "version", head->version);
        api_put_time(o, "created_at", head->created_at);
        api_put_time(o, "changed_at", head->changed_at);
        api_put_id(o, "created_by", head->created_by);
        api_put_id(o, "changed_by", head->changed_by);
}

static bool
is_named(const char *const *names, const char *name)
{
        for (; names && *names; names++)
                if (!strcmp(*names, name))
                        return true;
        return false;
}

void
api_put_fields(api_out *o, const api_fields *f, const void *record)
{
        ch_json_show show = { .fields = f->table, .groups = f->groups };

        for (size_t i = 0; i < f->table->len; i++) {
                const ch_field *field = &f->table->v[i];

                if (!(f->groups >> field->group & 1U) || ch_field_is_empty(field, record) ||
                    is_named(f->skip, field->name))
                        continue;
                ch_json_key(&o->j, field->name);
                ch_json_field(&o->j, &show, field, record);
        }
}

void
api_put_groups(api_out *o, uint32_t groups)
{
        static const char *const names[CH__GROUP_MAX] = {
                [CH_GROUP_COMMITTEE] = "committee",
                [CH_GROUP_SUMMARY] = "summary",
                [CH_GROUP_CODES] = "codes",
                [CH_GROUP_NARRATIVE] = "narrative",
                [CH_GROUP_ATTACHMENTS] = "attachments",
                [CH_GROUP_CONTACTS] = "contacts",
        };

        ch_json_key(&o->j, "groups");
        ch_json_list(&o->j);
        for (size_t g = 0; g < CH__GROUP_MAX; g++)
                if (names[g] && groups >> g & 1U)
                        ch_json_text(&o->j, ch_str_of(names[g]));
        ch_json_end(&o->j);
}

static void
put_skipped(api_out *o, const ch_skipped *skipped)
{
        if (!skipped->len)
                return;
        ch_json_key(&o->j, "skipped");
        ch_json_list(&o->j);
        for (size_t i = 0; i < skipped->len; i++)
                ch_json_text(&o->j, ch_day_text(o->arena, skipped->v[i]));
        ch_json_end(&o->j);
}

void
api_put_holding(api_out *o, const ch_holding *h)
{
        static const char *const holders[] = {
                [CH_HELD_NOBODY] = "nobody",   [CH_HELD_STATE] = "state", [CH_HELD_SECRETARIAT] = "secretariat",
                [CH_HELD_EXPERTS] = "experts", [CH_HELD_CHAIR] = "chair", [CH_HELD_PROVIDER] = "provider",
        };

        ch_json_key(&o->j, "held_by");
        ch_json_object(&o->j);
        ch_json_pair(&o->j, "holder", ch_str_of(holders[h->holder]));
        api_put_text(o, "party", h->party);
        api_put_text(o, "party_name", h->party_name);
        api_put_time(o, "since", h->since);
        if (h->clock != CH_CLOCK_NONE)
                ch_json_pair(&o->j, "clock", ch_str_of(ch_clock_defaults[h->clock].name));
        api_put_day(o, "until", h->until);
        put_skipped(o, &h->skipped);
        ch_json_pair_flag(&o->j, "is_overdue", h->is_overdue);
        ch_json_end(&o->j);
}

/* ---- moves ---- */

static void
put_reason_codes(api_out *o, const ch_coded_reason *r)
{
        if (!r)
                return;
        ch_json_key(&o->j, "reasons");
        ch_json_list(&o->j);
        for (; r->code; r++)
                ch_json_text(&o->j, ch_str_of(r->code));
        ch_json_end(&o->j);
}

/* Where the move is made: its own address, or the record's where it is an update. */
static ch_str
move_address(ch_arena *arena, const ch_move *move, ch_str record)
{
        const ch_move_row *row = ch_move_row_of(move->act);

        if (!record.len)
                return record;
        if (row)
                return ch_fmt(arena, "%.*s/%s", (int)record.len, record.p, row->word);
        if (move->act == CH_ACT_REQUEST_RAISE || move->act == CH_ACT_REQUEST_LOWER)
                return ch_fmt(arena, "%.*s/consent", (int)record.len, record.p);
        return move->act == CH_ACT_REQUEST_EDIT || move->act == CH_ACT_OFFER_EDIT ? record : (ch_str) { NULL, 0 };
}

static void
put_move(api_out *o, const ch_move *move, ch_str record)
{
        ch_json_object(&o->j);
        ch_json_pair(&o->j, "act", ch_str_of(ch_act_word(move->act)));
        ch_json_pair(&o->j, "label", ch_str_of(ch_msg(o->req->lang, move->label)));
        api_put_text(o, "href", move_address(o->arena, move, record));
        ch_json_pair_flag(&o->j, "needs_reason", move->needs_reason);
        put_reason_codes(o, ch_reasons_of(move->act));
        ch_json_end(&o->j);
}

void
api_put_moves(api_out *o, const char *key, ch_uuid id, const ch_legal *moves)
{
        ch_str record = { NULL, 0 };

        if (moves->len && !ch_uuid_is_nil(id)) /* all are of one kind */
                record = api_record_url(o->arena, moves->v[0]->kind, id).text;
        ch_json_key(&o->j, key);
        ch_json_list(&o->j);
        for (size_t i = 0; i < moves->len; i++)
                put_move(o, moves->v[i], record);
        ch_json_end(&o->j);
}

/* ---- why ---- */

/* Word and sentence; the same few for every line of a list. */
static ch_str
members_of_factor(api_out *o, ch_factor factor)
{
        api_out of;

        if (o->factors[factor].len)
                return o->factors[factor];
        api_begin(&of, o->req);
        ch_json_pair(&of.j, "factor", ch_str_of(ch_factor_word(factor)));
        ch_json_pair(&of.j, "text", ch_str_of(ch_msg(o->req->lang, ch_factor_text(factor))));
        return o->factors[factor] = api_end_members(&of);
}

void
api_put_reasons(api_out *o, const ch_reason *v, size_t n, bool scored)
{
        ch_json_key(&o->j, "reasons");
        ch_json_list(&o->j);
        for (size_t i = 0; i < n; i++) {
                ch_str factor = members_of_factor(o, (ch_factor)v[i].factor);

                ch_json_object(&o->j);
                ch_json_members(&o->j, factor);
                if (scored) {
                        ch_json_pair_int(&o->j, "fit", v[i].fit);
                        ch_json_pair_int(&o->j, "points", v[i].points);
                }
                ch_json_key(&o->j, "codes");
                ch_json_texts(&o->j, v[i].codes);
                ch_json_end(&o->j);
        }
        ch_json_end(&o->j);
}

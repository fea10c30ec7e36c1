/* One request, as far as its reader may see it. */
#include "request_.h"

bool
sees_inside(const ch_actor *actor)
{
        return ch_actor_is_committee(actor) || actor->is_system;
}

void
hide_head_from(bool is_inside, ch_head *head, uint32_t groups)
{
        if (!is_inside)
                head->created_by = head->changed_by = (ch_uuid) { 0 };
        if (!(groups & 1u << CH_GROUP_SUMMARY))
                head->ref = (ch_str) { 0 };
}

void
hide_head(const ch_actor *actor, ch_head *head, uint32_t groups)
{
        hide_head_from(sees_inside(actor), head, groups);
}

bool
is_committee_reader(const ch_actor *person, const void *request)
{
        ch_object object = { .kind = CH_REQUEST, .request = request };

        return ch_actor_is_committee(person) && !ch_has_conflict(person, &object);
}

/* What is shown to whoever has just made it waits for nobody yet: that is known without a look at the disk. */
static bool
is_just_made(const ch_look *look, const ch_request *r)
{
        return look->is_answer && r->head.version == 1;
}

static void
add_case(const ch_look *look, const ch_request *r, ch_request_view *view)
{
        ch_str waiting;

        view->holding = holding_of(look, CH_REQUEST, r);
        view->brake_until = brake_until(look, r);
        view->circulate_until = circulate_until(look, r);
        view->brake_wins = view->brake_until != CH_DAY_NONE && view->brake_until > view->circulate_until;
        view->committee_readers = count_people(look, is_committee_reader, r);
        view->raise_waits = view->is_own && !is_just_made(look, r) &&
                            waiting_raise(look, r->head.id, &waiting, &view->raise_by);
}

ch_status
request_view(const ch_look *look, const ch_actor *actor, const ch_object *object, ch_request_view *out)
{
        const ch_request *r = object->request;
        uint32_t groups = ch_groups_for(actor, object);
        ch_request *mine = ch_redact(look->arena, CH_REQUEST, r, groups);

        if (!mine)
                return groups ? CH_TOO_LARGE : CH_HIDDEN;
        hide_head(actor, &mine->head, groups);
        *out = (ch_request_view) { .request = mine,
                                   .groups = groups,
                                   .is_own = actor->party.len && ch_str_eq(actor->party, r->party),
                                   .brake_until = CH_DAY_NONE,
                                   .circulate_until = CH_DAY_NONE };
        out->holding.until = CH_DAY_NONE;
        if (groups & 1u << CH_GROUP_SUMMARY)
                out->party_name = party_name(look, r->party);
        if (groups & 1u << CH_GROUP_COMMITTEE)
                add_case(look, r, out);
        out->moves = legal_of(look, actor, object);
        return CH_OK;
}

static ch_status
show(const ch_look *look, const ch_actor *actor, const ch_request *r, ch_request_view *out)
{
        ch_object object;
        ch_status st = object_of(look, actor, CH_REQUEST, r, &object);

        if (st == CH_OK)
                st = ask_read(look, actor, CH_ACT_REQUEST_READ, &object);
        if (st == CH_OK)
                st = request_view(look, actor, &object, out);
        return st == CH_OK && ch_arena_is_full(look->arena) ? CH_TOO_LARGE : st;
}

ch_status
ch_request_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_request_view *out)
{
        const void *r;
        ch_status st = find_record(look, CH_REQUEST, id, &r);

        return st == CH_OK ? show(look, actor, r, out) : st;
}

ch_status
ch_request_show_ref(const ch_look *look, const ch_actor *actor, ch_str ref, ch_request_view *out)
{
        const void *r;
        ch_status st = find_by_ref(look, CH_REQUEST, ref, &r);

        return st == CH_OK ? show(look, actor, r, out) : st;
}

ch_status
ch_request_missing(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_issues *out)
{
        const void *r;
        ch_object object;
        ch_status st = find_record(look, CH_REQUEST, id, &r);

        *out = ch_issues_new(look->arena);
        if (st == CH_OK)
                st = object_of(look, actor, CH_REQUEST, r, &object);
        if (st == CH_OK)
                st = ask_read(look, actor, CH_ACT_REQUEST_READ, &object);
        if (st == CH_OK && !(ch_groups_for(actor, &object) & 1u << CH_GROUP_COMMITTEE))
                st = CH_HIDDEN;
        if (st == CH_OK)
                ch_record_check(CH_REQUEST, r, look->desk->vocab, true, out);
        return st;
}

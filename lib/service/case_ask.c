/* Asking the permission table, and keeping what the audit must know of it. */
#include "case_.h"

/* Acts that open whole records of States: every one by the Committee's side is audited. A plan is of many and names no
 * object. */
static bool
is_full_read(ch_act act)
{
        return act == CH_ACT_REQUEST_READ || act == CH_ACT_MATCH_READ || act == CH_ACT_RANKED_READ ||
               act == CH_ACT_PLAN_READ;
}

static ch_uuid
id_of(const ch_object *o)
{
        const ch_head *heads[CH__KIND_MAX] = { [CH_REQUEST] = o->request ? &o->request->head : NULL,
                                               [CH_OFFER] = o->offer ? &o->offer->head : NULL,
                                               [CH_MATCH] = o->match ? &o->match->head : NULL,
                                               [CH_ACCOUNT] = o->account ? &o->account->head : NULL };

        return heads[o->kind] ? heads[o->kind]->id : (ch_uuid) { 0 };
}

/* The two ways in which ch_may answers CH_CONFLICT. */
static const char *
why_not_he(const ch_object *object)
{
        return object->match ? CH_MSG("You proposed this match: somebody else must endorse it.")
                             : CH_MSG("This is your own account: another officer must do it.");
}

ch_status
ask_write(ch_work *work, const ch_actor *actor, ch_act act, const ch_object *object)
{
        ch_status st = ch_may(actor, act, object, work->look.now), noted;

        if (st == CH_CONFLICT)
                ch_issue_add(&work->issues, CH_LIT(""), why_not_he(object));
        if (st == CH_OK || ch_uuid_is_nil(actor->account))
                return st;
        noted = note_act(work, actor, act, object->kind, id_of(object), st, CH_LIT("refused"));
        work->keeps = noted == CH_OK;
        return noted == CH_OK ? st : noted;
}

/* The entry waits in memory for the writer; when there is no room, what is to be noted is not done. Of a read that was
 * done the act says all: without details nothing need be sealed, which is most of what an entry costs. */
static ch_status
note_read(const ch_look *look, const ch_actor *actor, ch_act act, const ch_object *object, ch_status outcome)
{
        ch_desk *desk = look->desk;
        ch_audit_entry entry = { .at = look->now,
                                 .actor = actor->account,
                                 .act = act,
                                 .kind = object->kind,
                                 .object = id_of(object),
                                 .outcome = outcome,
                                 .details = outcome == CH_OK ? CH_LIT("") : CH_LIT("read") };
        bool is_taken;

        if (desk->is_read_only)
                return CH_OK;
        ch_mutex_lock(&desk->writer.lock);
        is_taken = notes_put(&desk->notes, &entry);
        if (desk->notes.len == 1 || desk->notes.len == NOTES_MANY)
                ch_cond_signal(&desk->writer.wake);
        ch_mutex_unlock(&desk->writer.lock);
        return is_taken ? CH_OK : CH_BUSY;
}

ch_status
ask_read(const ch_look *look, const ch_actor *actor, ch_act act, const ch_object *object)
{
        ch_status st = ch_may(actor, act, object, look->now), noted = CH_OK;
        bool is_staff = ch_actor_is_committee(actor) && !ch_uuid_is_nil(actor->account);

        if (look->batch || look->is_answer || !is_staff)
                return st;
        if (st == CH_OK ? is_full_read(act) : ch_has_conflict(actor, object))
                noted = note_read(look, actor, act, object, st);
        return noted == CH_OK ? st : noted;
}

ch_status
ch_case_may(const ch_look *look, const ch_actor *actor, ch_kind kind, ch_uuid id, ch_act act)
{
        const void *record;
        ch_object object;
        ch_status st = find_record(look, kind, id, &record);

        if (st == CH_OK)
                st = object_of(look, actor, kind, record, &object);
        if (st == CH_OK)
                st = ch_may(actor, act, &object, look->now);
        return st == CH_STEP_UP || st == CH_CONFLICT || st == CH_TOO_MANY ? CH_OK : st;
}

bool
is_moot(ch_act act, const ch_object *object)
{
        if (object->kind != CH_REQUEST || (act != CH_ACT_REQUEST_HOLD && act != CH_ACT_REQUEST_LIFT_HOLD))
                return false;
        return object->request->on_hold == (act == CH_ACT_REQUEST_HOLD);
}

ch_legal
legal_of(const ch_look *look, const ch_actor *actor, const ch_object *object)
{
        const void *record = object->match              ? (const void *)object->match
                             : object->kind == CH_OFFER ? (const void *)object->offer
                                                        : (const void *)object->request;
        const ch_move *all[64];
        size_t n = ch_moves_from(object->kind, ch_record_status(object->kind, record), all, CH_COUNT(all));
        ch_legal legal = { .len = 0 };

        for (size_t i = 0; i < n && legal.len < CH_LEGAL_MAX; i++) {
                ch_status st = ch_may(actor, all[i]->act, object, look->now);

                if ((st == CH_OK || st == CH_STEP_UP) && !is_moot(all[i]->act, object))
                        legal.v[legal.len++] = all[i];
        }
        return legal;
}

bool
ch_legal_has(const ch_legal *legal, ch_act act)
{
        for (size_t i = 0; i < legal->len; i++)
                if (legal->v[i]->act == act)
                        return true;
        return false;
}

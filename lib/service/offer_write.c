/* Writing offers, and their moves. */
#include "offer_.h"

static ch_status
take_answers(ch_work *work, const ch_offer_in *in, ch_offer *o)
{
        if (in->fields)
                take_fields(work, &ch_offer_fields, in->names, in->fields, o);
        ch_record_check(CH_OFFER, o, work->look.desk->vocab, false, &work->issues);
        return ch_issues_status(&work->issues);
}

static ch_status
make(ch_work *work, const ch_actor *actor, ch_offer *o, ch_made *out)
{
        const ch_move *move;
        ch_object object = { .kind = CH_OFFER, .offer = o, .party = o->party };
        ch_status st = first_move(work, CH_OFFER, CH_ACT_OFFER_DRAFT, &move);

        if (st == CH_OK)
                st = give_reference(work, CH_OFFER, o->party, &o->head);
        if (st == CH_OK)
                st = store_record(work, actor, CH_ACT_OFFER_DRAFT, CH_OFFER, o, out);
        return st == CH_OK ? owe_letter(work, move, &object) : st;
}

ch_status
ch_offer_draft(ch_work *work, const ch_actor *actor, const ch_offer_in *in, ch_made *out)
{
        ch_object object = { .kind = CH_OFFER, .party = actor->party };
        ch_offer *o;
        ch_status st = ask_write(work, actor, CH_ACT_OFFER_DRAFT, &object);

        if (st != CH_OK)
                return st;
        o = ch_record_new(work->look.arena, CH_OFFER);
        if (!o)
                return CH_TOO_LARGE;
        o->party = actor->party;
        o->lang = CH_LIT("en");
        o->status = CH_OFFER_DRAFT;
        o->status_at = work->look.now;
        st = take_answers(work, in, o);
        return st == CH_OK ? make(work, actor, o, out) : st;
}

ch_status
ch_offer_save(ch_work *work, const ch_actor *actor, const ch_offer_in *in, ch_made *out)
{
        ch_step step = { .id = in->id, .version = in->version };
        moving m;
        ch_status st = step_begin(work, actor, CH_ACT_OFFER_EDIT, &step, &m);

        if (st == CH_OK)
                st = take_answers(work, in, m.record);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

ch_status
ch_offer_submit(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, CH_ACT_OFFER_SUBMIT, step, &m);

        if (st != CH_OK)
                return st;
        ch_record_check(CH_OFFER, m.record, work->look.desk->vocab, true, &work->issues);
        st = ch_issues_status(&work->issues);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

/* On whose word: the coded reasons of the act are the words of the field. */
static int32_t
listed_on(ch_str code)
{
        int32_t i;

        return ch_enum_parse(ch_listed_on_names, code, &i) ? i : 0;
}

ch_status
ch_offer_list_it(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_offer *o;
        ch_status st = step_begin(work, actor, CH_ACT_OFFER_LIST_IT, step, &m);

        if (st != CH_OK)
                return st;
        o = m.record;
        o->listed_on = listed_on(step->code);
        o->confirmed = ch_day_date(work->look.today);
        return step_end(work, actor, &m, out);
}

ch_status
ch_offer_return(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return step_plain(work, actor, CH_ACT_OFFER_RETURN, step, out);
}

/* Whoever lists it again unchanged confirms it too. */
static ch_status
confirm(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, act, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_offer *)m.record)->confirmed = ch_day_date(work->look.today);
        return step_end(work, actor, &m, out);
}

ch_status
ch_offer_confirm(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return confirm(work, actor, CH_ACT_OFFER_CONFIRM, step, out);
}

ch_status
ch_offer_rest(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return step_plain(work, actor, CH_ACT_OFFER_REST, step, out);
}

ch_status
ch_offer_reopen(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return confirm(work, actor, CH_ACT_OFFER_REOPEN, step, out);
}

ch_status
ch_offer_close(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return step_plain(work, actor, CH_ACT_OFFER_CLOSE, step, out);
}

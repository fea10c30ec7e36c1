/* The moves of a match that is there, one function each. */
#include "match_.h"
#include "news.h"

/* What must hold of the request behind a match before a step may be taken. */
enum { NEEDS_OPEN = 1, NEEDS_NO_HOLD = 2, NEEDS_CONSENT = 4 };
static const uint8_t conditions[CH__ACT_MAX] = {
        [CH_ACT_MATCH_ENDORSE] = NEEDS_OPEN,
        [CH_ACT_MATCH_CLEAR] = NEEDS_OPEN,
        [CH_ACT_MATCH_INVITE] = NEEDS_OPEN | NEEDS_NO_HOLD | NEEDS_CONSENT,
        [CH_ACT_MATCH_ANSWER_OFFER] = NEEDS_OPEN,
        [CH_ACT_MATCH_PASS_ON] = NEEDS_OPEN,
        [CH_ACT_MATCH_ACCEPT] = NEEDS_OPEN,
        [CH_ACT_MATCH_ASK_CHANGES] = NEEDS_OPEN,
        [CH_ACT_MATCH_PASS_CONTACTS] = NEEDS_NO_HOLD,
};

static const char *
bar_to(ch_act act, const ch_object *o)
{
        const ch_request *r = o->request;
        uint8_t needs = conditions[act];

        if (needs & NEEDS_OPEN && r->status != CH_REQUEST_OPEN)
                return CH_MSG("The request is not open.");
        if (needs & NEEDS_NO_HOLD && r->on_hold)
                return CH_MSG("The mission holds this request. Wait till it lifts the hold.");
        if (needs & NEEDS_CONSENT && (!is_open_to(r, CH_GROUP_SUMMARY, o->match->provider) ||
                                      !is_open_to(r, CH_GROUP_CODES, o->match->provider)))
                return CH_MSG("The State has not opened the summary and the topics to this provider. Ask the mission "
                              "to do so first.");
        return NULL;
}

static ch_status
begin(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, moving *m)
{
        ch_status st = step_begin(work, actor, act, step, m);
        const char *bar = st == CH_OK ? bar_to(act, &m->object) : NULL;

        return bar ? refuse_for(work, "", bar) : st;
}

static ch_status
plain(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = begin(work, actor, act, step, &m);

        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

/* How far the need is covered follows what happens to its matches, up to what only the State may say. */
static ch_status
cover(ch_work *work, const moving *m, ch_coverage from, ch_coverage to)
{
        const ch_match *match = m->record;
        void *record;
        ch_request *r;
        ch_need *needs;
        ch_status st = take_record(work, CH_REQUEST, match->request, &record);

        if (st != CH_OK)
                return st;
        r = record;
        needs = r->needs.v;
        for (size_t i = 0; i < r->needs.len; i++)
                if (needs[i].no == match->need && needs[i].coverage <= (int32_t)from) {
                        needs[i].coverage = (int32_t)to;
                        return store_record(work, &ch_actor_system, m->act, CH_REQUEST, r, NULL);
                }
        return CH_OK;
}

/* The State said beforehand that this provider may be approached, and opened what it would be shown. */
static bool
has_standing_consent(const ch_object *o)
{
        const ch_request *r = o->request;
        ch_str provider = o->match->provider;
        bool is_willing = r->approach == CH_APPROACH_ALL ||
                          (r->approach == CH_APPROACH_NAMED && ch_strs_has(r->named, provider));

        return is_willing && !r->on_hold && is_open_to(r, CH_GROUP_SUMMARY, provider) &&
               is_open_to(r, CH_GROUP_CODES, provider);
}

static ch_status
clear_by_standing_consent(ch_work *work, moving *m, ch_made *out)
{
        ch_step step = { .words = (ch_str) { 0 } };
        moving next = *m;

        next.act = CH_ACT_MATCH_CLEAR;
        next.step = &step;
        next.move = ch_move_find(CH_MATCH, CH_ACT_MATCH_CLEAR, ((const ch_match *)m->record)->status);
        return next.move ? step_end(work, &ch_actor_system, &next, out) : CH_OK;
}

ch_status
ch_match_endorse(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = begin(work, actor, CH_ACT_MATCH_ENDORSE, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_match *)m.record)->endorsed_by = actor->account;
        st = step_end(work, actor, &m, out);
        return st == CH_OK && has_standing_consent(&m.object) ? clear_by_standing_consent(work, &m, out) : st;
}

ch_status
ch_match_clear(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_CLEAR, step, out);
}

ch_status
ch_match_invite(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = begin(work, actor, CH_ACT_MATCH_INVITE, step, &m);

        if (st == CH_OK)
                st = step_end(work, actor, &m, out);
        return st == CH_OK ? cover(work, &m, CH_COVERAGE_OPEN, CH_COVERAGE_APPROACHED) : st;
}

ch_status
ch_match_answer_offer(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = begin(work, actor, CH_ACT_MATCH_ANSWER_OFFER, step, &m);

        if (st != CH_OK)
                return st;
        if (!ch_str_trim(step->words).len) {
                ch_issue_add(&work->issues, CH_LIT("words"), CH_MSG("Say in a sentence or two what you offer."));
                return CH_INVALID;
        }
        return step_end(work, actor, &m, out);
}

ch_status
ch_match_answer_decline(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_ANSWER_DECLINE, step, out);
}

ch_status
ch_match_pass_on(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_PASS_ON, step, out);
}

ch_status
ch_match_accept(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_ACCEPT, step, out);
}

ch_status
ch_match_ask_changes(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_ASK_CHANGES, step, out);
}

ch_status
ch_match_decline(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_DECLINE, step, out);
}

ch_status
ch_match_start(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_START, step, out);
}

ch_status
ch_match_suspend(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_SUSPEND, step, out);
}

ch_status
ch_match_resume(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_RESUME, step, out);
}

ch_status
ch_match_report(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_REPORT, step, out);
}

ch_status
ch_match_confirm_delivery(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = begin(work, actor, CH_ACT_MATCH_CONFIRM_DELIVERY, step, &m);

        if (st == CH_OK)
                st = step_end(work, actor, &m, out);
        return st == CH_OK ? cover(work, &m, CH_COVERAGE_COVERED, CH_COVERAGE_DELIVERED) : st;
}

ch_status
ch_match_close(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_CLOSE, step, out);
}

ch_status
ch_match_withdraw(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_WITHDRAW_OFFER, step, out);
}

ch_status
ch_match_rescind(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_RESCIND, step, out);
}

ch_status
ch_match_pass_contacts(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = begin(work, actor, CH_ACT_MATCH_PASS_CONTACTS, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_match *)m.record)->contacts_passed = true;
        st = tell_party(work, m.object.party, CH_ACT_MATCH_PASS_CONTACTS, m.object.request->head.id);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

ch_status
ch_match_feedback(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return plain(work, actor, CH_ACT_MATCH_FEEDBACK, step, out);
}

static bool
is_due(const ch_look *look, const ch_match *m)
{
        return m->status == CH_MATCH_INVITED && m->due_at && ch_day_of(m->due_at) < look->today;
}

ch_status
ch_match_lapse_due(ch_work *work, const ch_actor *actor, size_t max, size_t *lapsed)
{
        const void *const *all;
        size_t n = all_of(&work->look, CH_MATCH, &all);

        *lapsed = 0;
        for (size_t i = 0; i < n && *lapsed < max; i++) {
                const ch_match *m = all[i];
                ch_step step = { .id = m->head.id };
                ch_made made;
                ch_status st = is_due(&work->look, m) ? plain(work, actor, CH_ACT_MATCH_LAPSE, &step, &made)
                                                      : CH_CONFLICT;

                if (st == CH_OK)
                        ++*lapsed;
                else if (st != CH_CONFLICT && st != CH_ILLEGAL_MOVE && st != CH_HIDDEN)
                        return st;
        }
        return CH_OK;
}

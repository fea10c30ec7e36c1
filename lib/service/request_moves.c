/* The moves of a request, one function each. */
#include "news.h"
#include "request_.h"

ch_status
ch_request_submit(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_request *r;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_SUBMIT, step, &m);

        if (st != CH_OK)
                return st;
        r = m.record;
        ch_record_check(CH_REQUEST, r, work->look.desk->vocab, true, &work->issues);
        if (!r->received_at)
                r->received_at = work->look.now;
        st = ch_issues_status(&work->issues);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

ch_status
ch_request_give_back(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return step_plain(work, actor, CH_ACT_REQUEST_GIVE_BACK, step, out);
}

ch_status
ch_request_authenticate(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return step_plain(work, actor, CH_ACT_REQUEST_AUTHENTICATE, step, out);
}

ch_status
ch_request_open(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_OPEN, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_request *)m.record)->acknowledged_at = work->look.now;
        return step_end(work, actor, &m, out);
}

ch_status
ch_request_adopt(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return step_plain(work, actor, CH_ACT_REQUEST_ADOPT, step, out);
}

ch_status
ch_request_not_pursue(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return step_plain(work, actor, CH_ACT_REQUEST_NOT_PURSUE, step, out);
}

static ch_status
set_hold(ch_work *work, const ch_actor *actor, const ch_step *step, bool on, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, on ? CH_ACT_REQUEST_HOLD : CH_ACT_REQUEST_LIFT_HOLD, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_request *)m.record)->on_hold = on;
        return step_end(work, actor, &m, out);
}

ch_status
ch_request_hold(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return set_hold(work, actor, step, true, out);
}

ch_status
ch_request_lift_hold(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return set_hold(work, actor, step, false, out);
}

ch_status
ch_request_waive_brake(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_WAIVE_BRAKE, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_request *)m.record)->brake_waived = true;
        return step_end(work, actor, &m, out);
}

/* Why this request may not be circulated now; NULL: it may. */
static const char *
bar_to_circulation(const ch_look *look, const ch_request *r)
{
        if (r->on_hold)
                return CH_MSG("The mission holds this request. Wait till it lifts the hold.");
        if (r->approach != CH_APPROACH_ALL && r->approach != CH_APPROACH_NAMED)
                return CH_MSG("The State wishes to be asked each time. Propose single matches instead.");
        if (brake_until(look, r) != CH_DAY_NONE)
                return CH_MSG(
                        "The mission may still stop the circulation. Wait till its days are over or it waives them.");
        if (r->levels[CH_GROUP_SUMMARY] == CH_LEVEL_COMMITTEE || r->levels[CH_GROUP_CODES] == CH_LEVEL_COMMITTEE)
                return CH_MSG("No provider may see the summary and the topics yet. Ask the mission to open them.");
        return NULL;
}

ch_status
ch_request_circulate(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        const char *bar;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_CIRCULATE, step, &m);

        if (st != CH_OK)
                return st;
        bar = bar_to_circulation(&work->look, m.record);
        if (bar)
                return refuse_for(work, "", bar);
        ((ch_request *)m.record)->circulated_at = work->look.now;
        st = tell_party(work, m.object.party, CH_ACT_REQUEST_CIRCULATE, m.head->id);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

ch_status
ch_request_rest(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        return step_plain(work, actor, CH_ACT_REQUEST_REST, step, out);
}

ch_status
ch_request_reopen(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_REOPEN, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_request *)m.record)->closed_for = 0;
        return step_end(work, actor, &m, out);
}

static int32_t
closed_for(ch_str code)
{
        int32_t i;

        return code.len && ch_enum_parse(ch_closed_for_names, code, &i) ? i : 0;
}

ch_status
ch_request_withdraw(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_WITHDRAW, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_request *)m.record)->closed_for = closed_for(CH_LIT("withdrawn"));
        return step_end(work, actor, &m, out);
}

ch_status
ch_request_close(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_CLOSE, step, &m);

        if (st != CH_OK)
                return st;
        if (!closed_for(step->code)) {
                ch_issue_add(&work->issues, CH_LIT("code"), CH_MSG("Choose a reason."));
                return CH_INVALID;
        }
        ((ch_request *)m.record)->closed_for = closed_for(step->code);
        return step_end(work, actor, &m, out);
}

ch_status
ch_request_refer(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_REFER, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_request *)m.record)->referred_at = work->look.now;
        st = tell_party(work, m.object.party, CH_ACT_REQUEST_REFER, m.head->id);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

ch_status
ch_request_clarify(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_CLARIFY, step, &m);

        if (st != CH_OK)
                return st;
        ((ch_request *)m.record)->status_words = step->words;
        ((ch_request *)m.record)->status_reason = (ch_str) { 0 };
        return step_end(work, actor, &m, out);
}

/* ---- needs ---- */

static ch_need *
find_need(ch_request *r, int64_t no)
{
        ch_need *v = r->needs.v;

        for (size_t i = 0; i < r->needs.len; i++)
                if (v[i].no == no)
                        return &v[i];
        return NULL;
}

ch_status
ch_request_confirm_topics(ch_work *work, const ch_actor *actor, const ch_topics_in *in, ch_made *out)
{
        ch_step step = { .id = in->id, .version = in->version };
        moving m;
        ch_need *need;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_CONFIRM_TOPICS, &step, &m);

        if (st != CH_OK)
                return st;
        need = find_need(m.record, in->need);
        if (!need)
                return CH_HIDDEN;
        need->topics = in->topics;
        need->domains = in->domains;
        need->assistance = in->assistance;
        need->not_topics = in->refused;
        ch_record_check(CH_REQUEST, m.record, work->look.desk->vocab, false, &work->issues);
        st = ch_issues_status(&work->issues);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

ch_status
ch_request_cover(ch_work *work, const ch_actor *actor, const ch_step *step, int64_t need_no, ch_coverage coverage)
{
        moving m;
        ch_need *need;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_COVERAGE, step, &m);

        if (st != CH_OK)
                return st;
        need = find_need(m.record, need_no);
        if (!need)
                return CH_HIDDEN;
        if ((unsigned)coverage > CH_COVERAGE_MET)
                return CH_INVALID;
        need->coverage = (int32_t)coverage;
        return step_end(work, actor, &m, NULL);
}

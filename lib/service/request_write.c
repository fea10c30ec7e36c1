/* Writing a request: drafts, pages of the form, notes that came on paper. */
#include "request_.h"
#include <string.h>

static const ch_need *
need_before(const ch_request *old, int64_t no)
{
        return old ? ch_request_need(old, no) : NULL;
}

static int64_t
greatest_number(const ch_request *r)
{
        int64_t most = 0;

        for (size_t i = 0; i < r->needs.len; i++)
                if (ch_request_needs(r)[i].no > most)
                        most = ch_request_needs(r)[i].no;
        return most;
}

static bool
is_doubled(const ch_request *r, size_t at)
{
        for (size_t i = 0; i < at; i++)
                if (ch_request_needs(r)[i].no == ch_request_needs(r)[at].no)
                        return true;
        return false;
}

/* Needs keep their numbers and what only the procedure sets; new ones get the next number. */
static ch_status
settle_needs(ch_work *work, const ch_request *old, ch_request *r)
{
        ch_need *v = CH_NEW_N(work->look.arena, ch_need, r->needs.len);
        int64_t next = (old ? greatest_number(old) : 0);

        if (!v)
                return CH_TOO_LARGE;
        if (r->needs.len)
                memcpy(v, r->needs.v, r->needs.len * sizeof *v);
        r->needs.v = v;
        if (greatest_number(r) > next && !old)
                next = greatest_number(r);
        for (size_t i = 0; i < r->needs.len; i++) {
                const ch_need *before = need_before(old, v[i].no);

                if (v[i].no && ((old && !before) || is_doubled(r, i)))
                        ch_issue_add(&work->issues, ch_fmt(work->look.arena, "needs.%zu.no", i + 1),
                                     CH_MSG("There is no need of this number. Leave the number out for a new need."));
                if (!v[i].no)
                        v[i].no = ++next;
                v[i].coverage = before ? before->coverage : CH_COVERAGE_OPEN;
        }
        return CH_OK;
}

static ch_status
take_answers(ch_work *work, const ch_request *old, ch_strs names, const ch_request *from, ch_request *to)
{
        ch_status st;

        if (from)
                take_fields(work, &ch_request_fields, names, from, to);
        st = settle_needs(work, old, to);
        if (st == CH_OK)
                ch_record_check(CH_REQUEST, to, work->look.desk->vocab, false, &work->issues);
        return st == CH_OK ? ch_issues_status(&work->issues) : st;
}

static ch_request *
new_request(ch_work *work, const ch_draft_in *in, ch_str party)
{
        ch_request *r = ch_record_new(work->look.arena, CH_REQUEST);

        if (!r)
                return NULL;
        r->party = party;
        r->channel = CH_LIT("web");
        r->lang = in->lang.len ? in->lang : CH_LIT("en");
        r->date = ch_day_date(work->look.today);
        r->status_at = work->look.now;
        return r;
}

static ch_status
make(ch_work *work, const ch_actor *actor, ch_act act, ch_request *r, ch_made *out)
{
        const ch_move *move = ch_move_to(CH_REQUEST, act, -1, r->status);
        ch_object object = { .kind = CH_REQUEST, .request = r, .party = r->party };
        ch_status st;

        CH_ASSERT(move);
        st = give_reference(work, CH_REQUEST, r->party, &r->head);
        if (st == CH_OK)
                st = store_record(work, actor, act, CH_REQUEST, r, out);
        return st == CH_OK ? owe_letter(work, move, &object) : st;
}

ch_status
ch_request_draft(ch_work *work, const ch_actor *actor, const ch_draft_in *in, ch_made *out)
{
        ch_str party = in->party.len ? in->party : actor->party;
        ch_object object = { .kind = CH_REQUEST, .party = party };
        ch_request *r;
        ch_status st = ask_write(work, actor, CH_ACT_REQUEST_DRAFT, &object);

        if (st != CH_OK)
                return st;
        r = new_request(work, in, party);
        if (!r)
                return CH_TOO_LARGE;
        r->status = CH_REQUEST_DRAFT;
        st = take_answers(work, NULL, in->names, in->fields, r);
        return st == CH_OK ? make(work, actor, CH_ACT_REQUEST_DRAFT, r, out) : st;
}

ch_status
ch_request_register_note(ch_work *work, const ch_actor *actor, const ch_draft_in *in, ch_made *out)
{
        ch_object object = { .kind = CH_REQUEST, .party = in->party };
        ch_request *r;
        ch_status st = ask_write(work, actor, CH_ACT_REQUEST_REGISTER_NOTE, &object);

        if (st != CH_OK)
                return st;
        r = new_request(work, in, in->party);
        if (!r)
                return CH_TOO_LARGE;
        r->channel = in->channel.len ? in->channel : CH_LIT("paper_note");
        st = take_answers(work, NULL, in->names, in->fields, r);
        if (st != CH_OK)
                return st;
        if (ch_date_is_set(r->note_date))
                r->date = r->note_date;
        r->status = r->form ? CH_REQUEST_INFORMAL : CH_REQUEST_SUBMITTED;
        r->received_at = work->look.now;
        ch_record_check(CH_REQUEST, r, work->look.desk->vocab, true, &work->issues);
        st = ch_issues_status(&work->issues);
        return st == CH_OK ? make(work, actor, CH_ACT_REQUEST_REGISTER_NOTE, r, out) : st;
}

/* Once a level says "the providers you name", naming one more raises an exposure and goes that way. */
static void
check_named(ch_work *work, const ch_request *old, const ch_request *now)
{
        for (int g = CH_GROUP_SUMMARY; g <= CH_GROUP_CONTACTS; g++)
                for (size_t i = 0; old->levels[g] == CH_LEVEL_NAMED && i < now->named.len; i++)
                        if (!ch_strs_has(old->named, now->named.v[i])) {
                                ch_issue_add(&work->issues, CH_LIT("named"),
                                             CH_MSG("This would show your request to one more provider. Use “Who may "
                                                    "see it” for that."));
                                return;
                        }
}

ch_status
ch_request_save(ch_work *work, const ch_actor *actor, const ch_save_in *in, ch_made *out)
{
        ch_step step = { .id = in->id, .version = in->version };
        moving m;
        ch_request old;
        ch_status st = step_begin(work, actor, CH_ACT_REQUEST_EDIT, &step, &m);

        if (st != CH_OK)
                return st;
        old = *(const ch_request *)m.record;
        st = take_answers(work, &old, in->names, in->fields, m.record);
        check_named(work, &old, m.record);
        if (st == CH_OK)
                st = ch_issues_status(&work->issues);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

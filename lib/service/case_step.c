/* One step of the procedure: found, asked, checked against the table, done. */
#include "case_.h"
#include <ch/base/utf8.h>

ch_status
refuse_for(ch_work *work, const char *field, const char *why)
{
        ch_issue_add(&work->issues, ch_str_of(field), why);
        return CH_CONFLICT;
}

static ch_status
refuse_move(ch_work *work, const ch_actor *actor, const ch_object *object)
{
        ch_legal *legal = CH_NEW(work->look.arena, ch_legal);

        if (!legal)
                return CH_TOO_LARGE;
        if (object)
                *legal = legal_of(&work->look, actor, object);
        work->legal = legal;
        return CH_ILLEGAL_MOVE;
}

static bool
is_reason_of(ch_act act, ch_str code)
{
        const ch_coded_reason *r = ch_reasons_of(act);

        for (; r && r->code; r++)
                if (ch_str_is(code, r->code))
                        return true;
        return false;
}

void
check_reason(ch_work *work, ch_act act, ch_str code, ch_str words, bool required)
{
        if (required && !code.len && ch_reasons_of(act))
                ch_issue_add(&work->issues, CH_LIT("code"), CH_MSG("Choose a reason."));
        else if (code.len && !is_reason_of(act, code))
                ch_issue_put(
                        &work->issues,
                        &(ch_issue) {
                                .field = CH_LIT("code"),
                                .msg = CH_MSG(
                                        "“{value}” is not one of the reasons for this step. Choose one of the list."),
                                .value = code });
        if (!ch_utf8_is_valid(words) || !ch_utf8_is_text(words))
                ch_issue_add(&work->issues, CH_LIT("words"),
                             CH_MSG("This text holds characters that cannot be kept. Type it again as plain text."));
        else if (ch_utf8_len(words) > CH_WORDS_MAX)
                ch_issue_put(&work->issues,
                             &(ch_issue) { .field = CH_LIT("words"),
                                           .msg = CH_MSG("Shorten this to {max} characters; it has {n}."),
                                           .n = (int64_t)ch_utf8_len(words),
                                           .max = CH_WORDS_MAX });
}

static ch_kind
kind_of_act(ch_act act)
{
        const ch_move *first;
        size_t n = ch_moves(&first);

        for (size_t i = 0; i < n; i++)
                if (first[i].act == act)
                        return first[i].kind;
        return CH_KIND_NONE;
}

ch_status
step_begin(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, moving *out)
{
        ch_kind kind = kind_of_act(act);
        ch_status st;

        CH_ASSERT(kind != CH_KIND_NONE);
        *out = (moving) { .act = act, .step = step };
        st = take_record(work, kind, step->id, &out->record);
        if (st == CH_OK)
                st = object_of(&work->look, actor, kind, out->record, &out->object);
        if (st == CH_OK)
                st = ask_write(work, actor, act, &out->object);
        if (st != CH_OK)
                return st;
        out->head = out->record;
        if (step->version && step->version != out->head->version)
                return CH_STALE;
        out->move = ch_move_find(kind, act, ch_record_status(kind, out->record));
        if (!out->move || is_moot(act, &out->object))
                return refuse_move(work, actor, &out->object);
        check_reason(work, act, step->code, step->words, out->move->needs_reason);
        if (step->words.len && !ch_move_keeps_words(out->move))
                ch_issue_add(&work->issues, CH_LIT("words"),
                             CH_MSG("Nothing said in words is kept with this step. Leave it out."));
        return ch_issues_status(&work->issues);
}

ch_status
first_move(ch_work *work, ch_kind kind, ch_act act, const ch_move **out)
{
        *out = ch_move_find(kind, act, -1);
        return *out ? CH_OK : refuse_move(work, &ch_actor_nobody, NULL);
}

static void
set_request_status(ch_work *work, ch_request *r, const moving *m)
{
        r->status = m->move->to;
        r->status_at = work->look.now;
        r->status_words = m->step->words;
        r->status_reason = m->act == CH_ACT_REQUEST_CLOSE ? (ch_str) { 0 } : m->step->code;
}

static void
set_offer_status(ch_work *work, ch_offer *o, const moving *m)
{
        o->status = m->move->to;
        o->status_at = work->look.now;
        o->status_words = m->step->words;
        o->status_reason = m->act == CH_ACT_OFFER_LIST_IT ? (ch_str) { 0 } : m->step->code;
}

static void
set_match_status(ch_work *work, ch_match *match, const moving *m)
{
        ch_day due = clock_due(&work->look, m->move->starts, work->look.today, NULL);

        match->status = m->move->to;
        match->status_at = work->look.now;
        match->due_at = due == CH_DAY_NONE ? 0 : time_in_day(due);
}

static void
set_status(ch_work *work, const moving *m)
{
        if (m->move->to < 0)
                return;
        if (m->move->kind == CH_REQUEST)
                set_request_status(work, m->record, m);
        else if (m->move->kind == CH_OFFER)
                set_offer_status(work, m->record, m);
        else
                set_match_status(work, m->record, m);
}

/* Every step of a match stays readable in the match itself. */
static ch_status
add_decision(ch_work *work, const ch_actor *actor, ch_match *match, const moving *m)
{
        size_t n = match->decisions.len;
        ch_decision *v = CH_NEW_N(work->look.arena, ch_decision, n + 1);

        if (!v)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < n; i++)
                v[i] = ((const ch_decision *)match->decisions.v)[i];
        v[n] = (ch_decision) { .act = ch_str_of(ch_act_word(m->act)),
                               .by = actor->account,
                               .by_party = actor->party,
                               .at = work->look.now,
                               .code = m->step->code,
                               .words = m->step->words,
                               .status = match->status };
        match->decisions = (ch_parts) { v, n + 1 };
        return CH_OK;
}

ch_status
step_end(ch_work *work, const ch_actor *actor, moving *m, ch_made *out)
{
        ch_status st = CH_OK;

        set_status(work, m);
        if (m->move->kind == CH_MATCH)
                st = add_decision(work, actor, m->record, m);
        if (st == CH_OK)
                st = store_record(work, actor, m->act, m->move->kind, m->record, out);
        return st == CH_OK ? owe_letter(work, m->move, &m->object) : st;
}

ch_status
step_plain(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, ch_made *out)
{
        moving m;
        ch_status st = step_begin(work, actor, act, step, &m);

        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

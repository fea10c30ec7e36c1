/* Every move of the table, legal and illegal, by every role: one record in each status, each act tried by each person
 * and undone. */
#include "given.h"

typedef struct step_row {
        ch_act act;
        step_fn *fn;
        const char *code; /* a reason that the act takes */
} step_row;

static const step_row steps[] = {
        { CH_ACT_REQUEST_SUBMIT, ch_request_submit, NULL },
        { CH_ACT_REQUEST_GIVE_BACK, ch_request_give_back, "unclear" },
        { CH_ACT_REQUEST_AUTHENTICATE, ch_request_authenticate, "note_seen" },
        { CH_ACT_REQUEST_OPEN, ch_request_open, NULL },
        { CH_ACT_REQUEST_ADOPT, ch_request_adopt, NULL },
        { CH_ACT_REQUEST_NOT_PURSUE, ch_request_not_pursue, "duplicate" },
        { CH_ACT_REQUEST_HOLD, ch_request_hold, NULL },
        { CH_ACT_REQUEST_LIFT_HOLD, ch_request_lift_hold, NULL },
        { CH_ACT_REQUEST_WAIVE_BRAKE, ch_request_waive_brake, NULL },
        { CH_ACT_REQUEST_CIRCULATE, ch_request_circulate, NULL },
        { CH_ACT_REQUEST_REST, ch_request_rest, NULL },
        { CH_ACT_REQUEST_REOPEN, ch_request_reopen, NULL },
        { CH_ACT_REQUEST_WITHDRAW, ch_request_withdraw, NULL },
        { CH_ACT_REQUEST_CLOSE, ch_request_close, "met" },
        { CH_ACT_REQUEST_REFER, ch_request_refer, NULL },
        { CH_ACT_REQUEST_CLARIFY, ch_request_clarify, NULL },
        { CH_ACT_OFFER_SUBMIT, ch_offer_submit, NULL },
        { CH_ACT_OFFER_LIST_IT, ch_offer_list_it, "state_note" },
        { CH_ACT_OFFER_RETURN, ch_offer_return, "unclear" },
        { CH_ACT_OFFER_CONFIRM, ch_offer_confirm, NULL },
        { CH_ACT_OFFER_REST, ch_offer_rest, NULL },
        { CH_ACT_OFFER_REOPEN, ch_offer_reopen, NULL },
        { CH_ACT_OFFER_CLOSE, ch_offer_close, NULL },
        { CH_ACT_MATCH_ENDORSE, ch_match_endorse, NULL },
        { CH_ACT_MATCH_CLEAR, ch_match_clear, NULL },
        { CH_ACT_MATCH_INVITE, ch_match_invite, NULL },
        { CH_ACT_MATCH_ANSWER_OFFER, ch_match_answer_offer, NULL },
        { CH_ACT_MATCH_ANSWER_DECLINE, ch_match_answer_decline, "no_funds" },
        { CH_ACT_MATCH_PASS_ON, ch_match_pass_on, NULL },
        { CH_ACT_MATCH_ACCEPT, ch_match_accept, NULL },
        { CH_ACT_MATCH_ASK_CHANGES, ch_match_ask_changes, NULL },
        { CH_ACT_MATCH_DECLINE, ch_match_decline, "timing" },
        { CH_ACT_MATCH_START, ch_match_start, NULL },
        { CH_ACT_MATCH_SUSPEND, ch_match_suspend, "funds" },
        { CH_ACT_MATCH_RESUME, ch_match_resume, NULL },
        { CH_ACT_MATCH_REPORT, ch_match_report, NULL },
        { CH_ACT_MATCH_CONFIRM_DELIVERY, ch_match_confirm_delivery, NULL },
        { CH_ACT_MATCH_CLOSE, ch_match_close, NULL },
        { CH_ACT_MATCH_WITHDRAW_OFFER, ch_match_withdraw, NULL },
        { CH_ACT_MATCH_RESCIND, ch_match_rescind, "mistake" },
        { CH_ACT_MATCH_PASS_CONTACTS, ch_match_pass_contacts, NULL },
        { CH_ACT_MATCH_FEEDBACK, ch_match_feedback, NULL },
};

static const step_row *
row_of(ch_act act)
{
        for (size_t i = 0; i < CH_COUNT(steps); i++)
                if (steps[i].act == act)
                        return &steps[i];
        return NULL;
}

static bool
keeps_words(ch_act act)
{
        const ch_move *v;
        size_t n = ch_moves(&v), i = 0;

        while (i < n && v[i].act != act)
                i++;
        return i < n && ch_move_keeps_words(&v[i]);
}

static ch_step
step_of(const step_row *row, ch_uuid id)
{
        return (ch_step) { .id = id,
                           .code = ch_str_of(row->code),
                           .words = keeps_words(row->act) ? CH_LIT("said in words") : CH_LIT("") };
}

static void
take(house *h, const ch_actor *actor, ch_act act, ch_uuid id)
{
        const step_row *row = row_of(act);

        T_TRUE(row != NULL);
        T_OK(do_step(h, actor, row->fn, step_of(row, id)));
}

/* ---- one record in each status ---- */

typedef struct scene {
        house h;
        people p;
        ch_uuid request, offer;
} scene;

static scene
given_scene(ch_t *t)
{
        scene s = { .h = given_house(t), .p = given_people() };

        s.offer = given_listed_offer(&s.h, &s.p, &s.p.provider);
        s.request = given_open_request(&s.h, &s.p);
        T_OK(do_raise(&s.h, &s.p.mission, exposure_of(s.request, CH_LEVEL_PROVIDERS)));
        return s;
}

static ch_status
run_note(job *j, ch_work *work)
{
        return ch_request_register_note(work, j->actor, j->in, &j->made);
}

static ch_uuid
given_note(scene *s, int32_t form)
{
        ch_request *r = given_answers(&s->h);
        ch_draft_in in = { .party = CH_LIT("ALB"), .fields = r, .names = strs_of(s->h.t->arena, ANSWERS " form") };
        job j = { .run = run_note, .actor = &s->p.secretariat, .in = &in };

        r->form = form;
        T_OK(work_on(&s->h, &j));
        return j.made.id;
}

static ch_uuid
request_in(scene *s, ch_request_status status)
{
        const people *p = &s->p;
        ch_uuid id;

        if (status == CH_REQUEST_INFORMAL || status == CH_REQUEST_NOT_PURSUED) {
                id = given_note(s, 1);
                if (status == CH_REQUEST_NOT_PURSUED)
                        take(&s->h, &p->secretariat, CH_ACT_REQUEST_NOT_PURSUE, id);
                return id;
        }
        if (status == CH_REQUEST_OPEN || status == CH_REQUEST_RESTING || status == CH_REQUEST_CLOSED) {
                id = given_open_request(&s->h, p);
                if (status != CH_REQUEST_OPEN)
                        take(&s->h, &p->mission,
                             status == CH_REQUEST_RESTING ? CH_ACT_REQUEST_REST : CH_ACT_REQUEST_CLOSE, id);
                return id;
        }
        id = given_draft(&s->h, &p->mission);
        if (status == CH_REQUEST_DRAFT)
                return id;
        take(&s->h, &p->mission, CH_ACT_REQUEST_SUBMIT, id);
        if (status == CH_REQUEST_BACK)
                take(&s->h, &p->secretariat, CH_ACT_REQUEST_GIVE_BACK, id);
        if (status == CH_REQUEST_AUTHENTICATED)
                take(&s->h, &p->secretariat, CH_ACT_REQUEST_AUTHENTICATE, id);
        if (status == CH_REQUEST_WITHDRAWN)
                take(&s->h, &p->mission, CH_ACT_REQUEST_WITHDRAW, id);
        return id;
}

static ch_uuid
offer_in(scene *s, ch_offer_status status)
{
        ch_offer_in in = { .fields = given_offer_answers(&s->h),
                           .names = strs_of(s->h.t->arena, "title lang eligible areas") };
        job j = { .run = run_offer_draft, .actor = &s->p.provider, .in = &in };

        T_OK(work_on(&s->h, &j));
        if (status == CH_OFFER_DRAFT)
                return j.made.id;
        take(&s->h, &s->p.provider, CH_ACT_OFFER_SUBMIT, j.made.id);
        if (status == CH_OFFER_SUBMITTED)
                return j.made.id;
        take(&s->h, &s->p.secretariat, status == CH_OFFER_RETURNED ? CH_ACT_OFFER_RETURN : CH_ACT_OFFER_LIST_IT,
             j.made.id);
        if (status == CH_OFFER_RESTING)
                take(&s->h, &s->p.provider, CH_ACT_OFFER_REST, j.made.id);
        if (status == CH_OFFER_CLOSED)
                take(&s->h, &s->p.provider, CH_ACT_OFFER_CLOSE, j.made.id);
        return j.made.id;
}

/* Who takes which step to lead a match into each status. */
typedef struct path_row {
        ch_match_status before; /* the status from which it is one step; SUGGESTED: it is made */
        enum { MISSION, PROVIDER, EXPERT, CHAIR, SECRETARIAT, SYSTEM } who;
        ch_act act;
} path_row;
static const path_row paths[CH__MATCH_STATUS_MAX] = {
        [CH_MATCH_SET_ASIDE] = { CH_MATCH_SUGGESTED, EXPERT, CH_ACT_MATCH_SET_ASIDE },
        [CH_MATCH_PROPOSED] = { CH_MATCH_SUGGESTED, EXPERT, CH_ACT_MATCH_PROPOSE },
        [CH_MATCH_VOLUNTEERED] = { CH_MATCH_SUGGESTED, PROVIDER, CH_ACT_MATCH_VOLUNTEER },
        [CH_MATCH_ASKED_FOR] = { CH_MATCH_SUGGESTED, MISSION, CH_ACT_MATCH_ASK_FOR },
        [CH_MATCH_ENDORSED] = { CH_MATCH_PROPOSED, CHAIR, CH_ACT_MATCH_ENDORSE },
        [CH_MATCH_CLEARED] = { CH_MATCH_ENDORSED, MISSION, CH_ACT_MATCH_CLEAR },
        [CH_MATCH_INVITED] = { CH_MATCH_CLEARED, SECRETARIAT, CH_ACT_MATCH_INVITE },
        [CH_MATCH_OFFERED] = { CH_MATCH_INVITED, PROVIDER, CH_ACT_MATCH_ANSWER_OFFER },
        [CH_MATCH_DECLINED] = { CH_MATCH_INVITED, PROVIDER, CH_ACT_MATCH_ANSWER_DECLINE },
        [CH_MATCH_PASSED_ON] = { CH_MATCH_VOLUNTEERED, CHAIR, CH_ACT_MATCH_PASS_ON },
        [CH_MATCH_ACCEPTED] = { CH_MATCH_OFFERED, MISSION, CH_ACT_MATCH_ACCEPT },
        [CH_MATCH_CHANGES_ASKED] = { CH_MATCH_OFFERED, MISSION, CH_ACT_MATCH_ASK_CHANGES },
        [CH_MATCH_DECLINED_BY_STATE] = { CH_MATCH_OFFERED, MISSION, CH_ACT_MATCH_DECLINE },
        [CH_MATCH_DELIVERING] = { CH_MATCH_ACCEPTED, PROVIDER, CH_ACT_MATCH_START },
        [CH_MATCH_SUSPENDED] = { CH_MATCH_DELIVERING, PROVIDER, CH_ACT_MATCH_SUSPEND },
        [CH_MATCH_REPORTED] = { CH_MATCH_DELIVERING, PROVIDER, CH_ACT_MATCH_REPORT },
        [CH_MATCH_DELIVERED] = { CH_MATCH_REPORTED, MISSION, CH_ACT_MATCH_CONFIRM_DELIVERY },
        [CH_MATCH_CLOSED] = { CH_MATCH_DELIVERED, MISSION, CH_ACT_MATCH_CLOSE },
        [CH_MATCH_WITHDRAWN] = { CH_MATCH_OFFERED, PROVIDER, CH_ACT_MATCH_WITHDRAW_OFFER },
        [CH_MATCH_RESCINDED] = { CH_MATCH_ACCEPTED, CHAIR, CH_ACT_MATCH_RESCIND },
        [CH_MATCH_LAPSED] = { CH_MATCH_INVITED, SYSTEM, CH_ACT_MATCH_LAPSE },
};

static const ch_actor *
who_of(const scene *s, int who)
{
        const ch_actor *all[] = { &s->p.mission, &s->p.provider,    &s->p.expert,
                                  &s->p.chair,   &s->p.secretariat, &ch_actor_system };

        return all[who];
}

static pair_fn *
pair_of(ch_act act)
{
        if (act == CH_ACT_MATCH_SET_ASIDE)
                return ch_match_set_aside;
        if (act == CH_ACT_MATCH_PROPOSE)
                return ch_match_propose;
        return act == CH_ACT_MATCH_VOLUNTEER ? ch_match_volunteer : ch_match_ask_for;
}

static ch_status
run_lapse(job *j, ch_work *work)
{
        size_t lapsed;
        ch_status st = ch_match_lapse_due(work, j->actor, 10, &lapsed);

        return st == CH_OK && lapsed != 1 ? CH_STALE : st;
}

static ch_uuid
match_in(scene *s, ch_match_status status)
{
        const path_row *row = &paths[status];
        ch_uuid id;

        if (row->before == CH_MATCH_SUGGESTED) {
                ch_pair_in in = { .request = s->request, .offer = s->offer, .need = 1, .covers = CH_LIT("half of it") };

                if (row->act == CH_ACT_MATCH_SET_ASIDE)
                        in.code = CH_LIT("outdated");
                if (row->act == CH_ACT_MATCH_VOLUNTEER) {
                        /* only for a need that was circulated, and that only where the State chose it */
                        T_OK(do_plain(&s->h, &s->p.mission, ch_request_waive_brake, s->request));
                        T_OK(do_plain(&s->h, &s->p.chair, ch_request_circulate, s->request));
                }
                T_OK(do_pair(&s->h, who_of(s, row->who), pair_of(row->act), in, &id));
                return id;
        }
        id = match_in(s, row->before);
        if (row->act == CH_ACT_MATCH_LAPSE) {
                job j = { .run = run_lapse, .actor = &ch_actor_system };
                ch_time before = given_time;

                given_time += DAYS(60);
                T_OK(work_on(&s->h, &j));
                given_time = before;
        } else
                take(&s->h, who_of(s, row->who), row->act, id);
        return id;
}

/* ---- each act by each person ---- */

static ch_object
object_seen(ch_look *look, ch_kind kind, ch_uuid id, const ch_actor *actor)
{
        const void *record = ch_catalog_by_id(look->cat, kind, id, look->arena);
        const ch_match *m = kind == CH_MATCH ? record : NULL;
        ch_object o = { .kind = kind, .party = ch_record_party(kind, record), .match = m };

        o.request = m ? ch_catalog_by_id(look->cat, CH_REQUEST, m->request, NULL) : kind == CH_REQUEST ? record : NULL;
        o.offer = m ? ch_catalog_by_id(look->cat, CH_OFFER, m->offer, look->arena) : kind == CH_OFFER ? record : NULL;
        o.is_vetted = ch_str_is(actor->party, "CAN");
        o.is_invited = m && ch_actor_is(actor, CH_ROLE_PROVIDER) && ch_str_eq(actor->party, m->provider) &&
                       m->status != CH_MATCH_PROPOSED && m->status != CH_MATCH_ENDORSED &&
                       m->status != CH_MATCH_CLEARED && m->status != CH_MATCH_SET_ASIDE &&
                       m->status != CH_MATCH_ASKED_FOR && m->status != CH_MATCH_VOLUNTEERED &&
                       m->status != CH_MATCH_PASSED_ON && m->status != CH_MATCH_DECLINED &&
                       m->status != CH_MATCH_DECLINED_BY_STATE && m->status != CH_MATCH_CLOSED &&
                       m->status != CH_MATCH_LAPSED && m->status != CH_MATCH_WITHDRAWN &&
                       m->status != CH_MATCH_RESCINDED;
        return o;
}

/* What must come out: first the permission, then the table. */
static ch_status
expected(house *h, ch_kind kind, ch_uuid id, const ch_actor *actor, ch_act act, int32_t status)
{
        ch_look look = look_at(h);
        ch_object o = object_seen(&look, kind, id, actor);
        ch_status st = ch_may(actor, act, &o, given_time);
        /* a hold is there to be set or to be lifted */
        bool moot = (act == CH_ACT_REQUEST_HOLD && o.request->on_hold) ||
                    (act == CH_ACT_REQUEST_LIFT_HOLD && !o.request->on_hold);

        ch_look_end(&look);
        if (st != CH_OK)
                return st;
        return ch_move_find(kind, act, status) && !moot ? CH_OK : CH_ILLEGAL_MOVE;
}

static size_t
try_all(scene *s, ch_kind kind, ch_uuid id, int32_t status, size_t *legal)
{
        const ch_actor *actors = (const ch_actor *)&s->p;
        size_t tried = 0;

        for (size_t a = 0; a < sizeof s->p / sizeof *actors; a++)
                for (size_t i = 0; i < CH_COUNT(steps); i++) {
                        const step_row *row = &steps[i];
                        stepping in = { row->fn, step_of(row, id) };
                        job j = { .run = run_step, .actor = &actors[a], .in = &in, .undo = true };
                        const ch_move *move = ch_move_find(kind, row->act, status);
                        ch_status want, got;
                        ch_arena *mine = s->h.t->arena;

                        if (!ch_str_starts(ch_str_of(ch_act_word(row->act)), ch_str_of(ch_kind_word(kind))))
                                continue;
                        s->h.t->arena = ch_arena_new(16 << 20);
                        want = expected(&s->h, kind, id, &actors[a], row->act, status);
                        got = work_on(&s->h, &j);
                        /* the table lets it pass, and what the request says may still stand against it */
                        if (want == CH_OK && got == CH_CONFLICT)
                                T_TRUE(j.issues.len == 1);
                        else if (got != want) {
                                printf("# %s of a %s in status %d by person %zu: got %s, want %s\n",
                                       ch_act_word(row->act), ch_kind_word(kind), status, a, ch_status_word(got),
                                       ch_status_word(want));
                                T_TRUE(got == want);
                        }
                        if (got == CH_ILLEGAL_MOVE)
                                T_FALSE(ch_legal_has(&j.legal, row->act));
                        *legal += want == CH_OK && move != NULL;
                        tried++;
                        ch_arena_free(&s->h.t->arena);
                        s->h.t->arena = mine;
                }
        return tried;
}

T_CASE("every move of a request is open exactly to whom and whence the tables say, from every status")
{
        scene s = given_scene(t);
        size_t tried = 0, legal = 0;

        for (int32_t status = 0; status < CH__REQUEST_STATUS_MAX; status++)
                tried += try_all(&s, CH_REQUEST, request_in(&s, (ch_request_status)status), status, &legal);
        T_EQ_INT(tried, CH__REQUEST_STATUS_MAX * 12 * 16);
        T_TRUE(legal >= 40);
        house_leave(&s.h);
}

T_CASE("every move of an offer is open exactly to whom and whence the tables say, from every status")
{
        scene s = given_scene(t);
        size_t tried = 0, legal = 0;

        for (int32_t status = 0; status < CH__OFFER_STATUS_MAX; status++)
                tried += try_all(&s, CH_OFFER, offer_in(&s, (ch_offer_status)status), status, &legal);
        T_EQ_INT(tried, CH__OFFER_STATUS_MAX * 12 * 7);
        T_TRUE(legal >= 12);
        house_leave(&s.h);
}

static void
try_matches(ch_t *t, int32_t from, int32_t to)
{
        for (int32_t status = from; status < to; status++) {
                scene s = { .h = given_house(t), .p = given_people() };
                size_t legal = 0;
                ch_uuid id;
                ch_request *answers = given_answers(&s.h);
                ch_draft_in in = { .fields = answers, .names = strs_of(t->arena, ANSWERS " named") };
                job j = { .run = run_draft, .actor = &s.p.mission, .in = &in };

                /* asks for circulation among named ones that do not include the provider: no standing consent */
                answers->approach = CH_APPROACH_NAMED;
                answers->named = strs_of(t->arena, "FRA");
                s.offer = given_listed_offer(&s.h, &s.p, &s.p.provider);
                T_OK(work_on(&s.h, &j));
                s.request = j.made.id;
                take(&s.h, &s.p.mission, CH_ACT_REQUEST_SUBMIT, s.request);
                take(&s.h, &s.p.secretariat, CH_ACT_REQUEST_AUTHENTICATE, s.request);
                take(&s.h, &s.p.secretariat, CH_ACT_REQUEST_OPEN, s.request);
                {
                        ch_exposure_in open = exposure_of(s.request, CH_LEVEL_PROVIDERS);

                        open.named = answers->named;
                        T_OK(do_raise(&s.h, &s.p.mission, open));
                }
                id = match_in(&s, (ch_match_status)status);
                T_EQ_INT(try_all(&s, CH_MATCH, id, status, &legal), 12 * 19);
                house_leave(&s.h);
        }
}

T_CASE("every move of a match is open exactly to whom and whence the tables say, from the first statuses")
{
        try_matches(t, CH_MATCH_SET_ASIDE, CH_MATCH_VOLUNTEERED);
}

T_CASE("every move of a match is open exactly to whom and whence the tables say, from the middle statuses")
{
        try_matches(t, CH_MATCH_VOLUNTEERED, CH_MATCH_SUSPENDED);
}

T_CASE("every move of a match is open exactly to whom and whence the tables say, from the last statuses")
{
        try_matches(t, CH_MATCH_SUSPENDED, CH__MATCH_STATUS_MAX);
}

T_CASE("every step of the table has a function, and a wrong reason is refused with its field")
{
        const ch_move *v;
        size_t n = ch_moves(&v);
        scene s = given_scene(t);
        ch_uuid id = request_in(&s, CH_REQUEST_SUBMITTED);
        stepping in = { ch_request_give_back, { .id = id, .code = CH_LIT("because") } };
        job j = { .run = run_step, .actor = &s.p.secretariat, .in = &in };
        static const ch_act others[] = { CH_ACT_REQUEST_DRAFT,    CH_ACT_REQUEST_EDIT,  CH_ACT_REQUEST_REGISTER_NOTE,
                                         CH_ACT_REQUEST_RAISE,    CH_ACT_REQUEST_LOWER, CH_ACT_REQUEST_CONFIRM_TOPICS,
                                         CH_ACT_REQUEST_COVERAGE, CH_ACT_OFFER_DRAFT,   CH_ACT_OFFER_EDIT,
                                         CH_ACT_MATCH_SET_ASIDE,  CH_ACT_MATCH_PROPOSE, CH_ACT_MATCH_VOLUNTEER,
                                         CH_ACT_MATCH_ASK_FOR,    CH_ACT_MATCH_LAPSE };

        for (size_t i = 0; i < n; i++) {
                bool known = row_of(v[i].act) != NULL;

                for (size_t k = 0; k < CH_COUNT(others); k++)
                        known = known || others[k] == v[i].act;
                T_TRUE(known);
        }
        T_EQ_INT(work_on(&s.h, &j), CH_INVALID);
        T_TRUE(ch_issue_of(&j.issues, CH_LIT("code")) != NULL);
        house_leave(&s.h);
}

T_CASE("words are kept with the new status and its reason, and refused by name where nothing would keep them")
{
        scene s = given_scene(t);
        ch_uuid id = request_in(&s, CH_REQUEST_SUBMITTED);
        stepping in = { ch_request_hold, { .id = id, .words = CH_LIT("elections") } };
        job j = { .run = run_step, .actor = &s.p.mission, .in = &in };
        ch_request_view view;
        ch_look look;

        T_EQ_INT(work_on(&s.h, &j), CH_INVALID);
        T_EQ_SIZE(j.issues.len, 1);
        T_TRUE(ch_issue_of(&j.issues, CH_LIT("words")) != NULL);
        T_OK(do_step(&s.h, &s.p.secretariat, ch_request_give_back,
                     (ch_step) { .id = id, .code = CH_LIT("unclear"), .words = CH_LIT("which posts?") }));
        look = look_at(&s.h);
        T_OK(ch_request_show(&look, &s.p.mission, id, &view));
        T_EQ_STR(view.request->status_words, "which posts?");
        T_EQ_STR(view.request->status_reason, "unclear");
        T_TRUE(ch_str_is(ch_str_of(ch_status_reason(CH_REQUEST, CH_REQUEST_BACK, view.request->status_reason)),
                         "The needs are not clear enough"));
        ch_look_end(&look);
        house_leave(&s.h);
}

T_CASE("an older version is refused")
{
        scene s = given_scene(t);
        ch_uuid id = request_in(&s, CH_REQUEST_SUBMITTED);

        T_EQ_INT(do_step(&s.h, &s.p.secretariat, ch_request_authenticate,
                         (ch_step) { .id = id, .version = 1, .code = CH_LIT("note_seen") }),
                 CH_STALE);
        T_OK(do_step(&s.h, &s.p.secretariat, ch_request_authenticate,
                     (ch_step) { .id = id, .version = 2, .code = CH_LIT("note_seen") }));
        house_leave(&s.h);
}

T_CASE("whoever proposed a match cannot endorse it, whatever his roles")
{
        scene s = given_scene(t);
        ch_actor both = s.p.expert;
        ch_pair_in in = { .request = s.request, .offer = s.offer, .need = 1 };
        ch_uuid id;

        both.roles |= CH_HAS(CH_ROLE_CHAIR);
        T_OK(do_pair(&s.h, &both, ch_match_propose, in, &id));
        T_EQ_INT(do_plain(&s.h, &both, ch_match_endorse, id), CH_CONFLICT);
        T_OK(do_plain(&s.h, &s.p.chair, ch_match_endorse, id));
        house_leave(&s.h);
}

T_CASE("a national of the requesting State, or of the provider's, is kept from the match")
{
        scene s = given_scene(t);
        ch_actor albanian = person(CH_ROLE_EXPERT, "COMMITTEE", "ALB"),
                 canadian = person(CH_ROLE_EXPERT, "COMMITTEE", "CAN");
        ch_pair_in in = { .request = s.request, .offer = s.offer, .need = 1 };
        ch_look look = look_at(&s.h);
        ch_request_view view;

        T_EQ_INT(ch_request_show(&look, &albanian, s.request, &view), CH_HIDDEN);
        T_OK(ch_request_show(&look, &canadian, s.request, &view));
        ch_look_end(&look);
        T_EQ_INT(do_pair(&s.h, &albanian, ch_match_propose, in, NULL), CH_HIDDEN);
        T_EQ_INT(do_pair(&s.h, &canadian, ch_match_propose, in, NULL), CH_HIDDEN);
        T_OK(do_pair(&s.h, &s.p.expert, ch_match_propose, in, NULL));
        house_leave(&s.h);
}

/* Who may see what: levels, preview, hold, two persons, brake, circulation; and that nothing shows what it may not. */
#include "given.h"
#include <ch/store.h>

static ch_status
show(house *h, const ch_actor *actor, ch_uuid id, ch_request_view *view)
{
        ch_look look = look_at(h);
        ch_status st = ch_request_show(&look, actor, id, view);

        ch_look_end(&look);
        return st;
}

static size_t
count_requests(house *h, const ch_actor *actor)
{
        ch_look look = look_at(h);
        ch_request_filter filter = { 0 };
        ch_request_list list;

        T_OK(ch_requests(&look, actor, &filter, &list));
        T_EQ_INT(list.page.total, list.len);
        ch_look_end(&look);
        return list.len;
}

static ch_uuid
given_circulating_request(house *h, const people *p)
{
        ch_request *answers = given_answers(h);
        ch_draft_in in = { .fields = answers, .names = strs_of(h->t->arena, ANSWERS) };
        job j = { .run = run_draft, .actor = &p->mission, .in = &in };

        answers->approach = CH_APPROACH_ALL;
        T_OK(work_on(h, &j));
        T_OK(do_plain(h, &p->mission, ch_request_submit, j.made.id));
        T_OK(do_coded(h, &p->secretariat, ch_request_authenticate, j.made.id, "note_seen"));
        T_OK(do_plain(h, &p->secretariat, ch_request_open, j.made.id));
        return j.made.id;
}

T_CASE("a draft is its State's alone; once submitted the Committee reads it, no provider and no other State")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_draft(&h, &p.mission);
        ch_request_view view;
        const ch_actor *strangers[] = { &p.other_mission, &p.provider, &p.admin, &p.auditor, &ch_actor_nobody };

        T_OK(show(&h, &p.drafter, id, &view));
        T_EQ_INT(show(&h, &p.expert, id, &view), CH_HIDDEN);
        T_OK(do_plain(&h, &p.mission, ch_request_submit, id));
        T_OK(show(&h, &p.expert, id, &view));
        T_EQ_STR(view.party_name, "Albania");
        for (size_t i = 0; i < CH_COUNT(strangers); i++) {
                T_EQ_INT(show(&h, strangers[i], id, &view), CH_HIDDEN);
                T_EQ_INT(count_requests(&h, strangers[i]), 0);
        }
        T_EQ_INT(count_requests(&h, &p.expert), 1);
        house_leave(&h);
}

T_CASE("a view says who holds the request and until when, with the days that do not count")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_circulating_request(&h, &p);
        ch_request_view view;

        T_OK(show(&h, &p.mission, id, &view));
        T_EQ_INT(view.holding.holder, CH_HELD_EXPERTS);
        T_EQ_INT(view.holding.clock, CH_CLOCK_BRAKE);
        T_EQ_STR(ch_day_text(t->arena, view.brake_until), "2026-11-27"); /* Friday + 5 working days */
        T_EQ_STR(ch_day_text(t->arena, view.holding.until), "2026-11-27");
        T_EQ_INT(view.holding.skipped.len, 2);
        T_EQ_STR(ch_day_text(t->arena, view.circulate_until), "2026-11-27");
        T_TRUE(ch_legal_has(&view.moves, CH_ACT_REQUEST_WAIVE_BRAKE));
        T_FALSE(ch_legal_has(&view.moves, CH_ACT_REQUEST_CIRCULATE));
        house_leave(&h);
}

T_CASE("circulation waits for the mission's days, for its consent and for its hold, and says which")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_circulating_request(&h, &p);
        ch_request_view view;

        given_listed_offer(&h, &p, &p.provider);
        T_EQ_INT(do_plain(&h, &p.chair, ch_request_circulate, id), CH_CONFLICT); /* the brake */
        T_OK(do_plain(&h, &p.mission, ch_request_waive_brake, id));
        T_EQ_INT(do_plain(&h, &p.chair, ch_request_circulate, id), CH_CONFLICT); /* nothing is open */
        T_OK(do_raise(&h, &p.mission, exposure_of(id, CH_LEVEL_PROVIDERS)));
        T_EQ_INT(show(&h, &p.provider, id, &view), CH_HIDDEN); /* not circulated */
        T_OK(do_plain(&h, &p.mission, ch_request_hold, id));
        T_EQ_INT(do_plain(&h, &p.chair, ch_request_circulate, id), CH_CONFLICT);
        T_OK(do_plain(&h, &p.mission, ch_request_lift_hold, id));
        T_OK(do_plain(&h, &p.chair, ch_request_circulate, id));
        T_OK(show(&h, &p.provider, id, &view));
        T_EQ_INT(view.request->exists.len, 0);
        T_EQ_INT(ch_request_needs(view.request)[0].text.len, 0);
        T_EQ_INT(show(&h, &p.other_provider, id, &view), CH_HIDDEN); /* not vetted: no listed offer */
        T_OK(do_plain(&h, &p.mission, ch_request_hold, id));
        T_EQ_INT(show(&h, &p.provider, id, &view), CH_HIDDEN);
        T_EQ_INT(count_requests(&h, &p.provider), 0);
        house_leave(&h);
}

T_CASE("after the five working days the Chair may circulate without a waiver")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_circulating_request(&h, &p);

        T_OK(do_raise(&h, &p.mission, exposure_of(id, CH_LEVEL_PROVIDERS)));
        given_time += DAYS(7);
        T_EQ_INT(do_plain(&h, &p.chair, ch_request_circulate, id), CH_CONFLICT);
        given_time += DAYS(1);
        T_OK(do_plain(&h, &p.chair, ch_request_circulate, id));
        house_leave(&h);
}

T_CASE("a State that wishes to be asked each time is never circulated")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_open_request(&h, &p);

        T_OK(do_raise(&h, &p.mission, exposure_of(id, CH_LEVEL_PROVIDERS)));
        given_time += DAYS(30);
        T_EQ_INT(do_plain(&h, &p.chair, ch_request_circulate, id), CH_CONFLICT);
        house_leave(&h);
}

static ch_status
preview(house *h, const ch_actor *actor, const ch_exposure_in *in, ch_exposure_preview *out)
{
        ch_look look = look_at(h);
        ch_issues issues = ch_issues_new(look.arena);
        ch_status st = ch_request_raise_preview(&look, actor, in, &issues, out);

        ch_look_end(&look);
        return st;
}

T_CASE("the preview shows exactly what the provider then reads")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_circulating_request(&h, &p);
        ch_exposure_in in = exposure_of(id, CH_LEVEL_PROVIDERS);
        ch_exposure_preview before;
        ch_request_view view;
        ch_str want, got;

        given_listed_offer(&h, &p, &p.provider);
        in.levels[CH_GROUP_NARRATIVE] = CH_LEVEL_PROVIDERS;
        T_OK(preview(&h, &p.mission, &in, &before));
        T_TRUE(before.is_raised && !before.is_lowered && !before.needs_second_person);
        T_EQ_INT(preview(&h, &p.drafter, &in, &before), CH_HIDDEN);
        T_OK(preview(&h, &p.mission, &in, &before));
        T_OK(do_raise(&h, &p.mission, in));
        T_OK(do_plain(&h, &p.mission, ch_request_waive_brake, id));
        T_OK(do_plain(&h, &p.chair, ch_request_circulate, id));
        T_OK(show(&h, &p.provider, id, &view));
        T_EQ_INT(view.groups, before.groups);
        T_OK(ch_pack(t->arena, CH_REQUEST, before.request, CH_PACK_ALL, &want));
        T_OK(ch_pack(t->arena, CH_REQUEST, view.request, CH_PACK_ALL, &got));
        T_TRUE(ch_str_eq(want, got));
        T_TRUE(ch_request_needs(view.request)[0].text.len > 0);
        T_EQ_INT(view.request->contact_mailbox.len, 0);
        house_leave(&h);
}

static ch_status
do_lower(house *h, const ch_actor *mission, ch_exposure_in in)
{
        job j = { .run = run_lower, .actor = mission, .in = &in };

        return work_on(h, &j);
}

T_CASE("lowering is immediate and needs no second factor; raising is not lowering and the other way round")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_open_request(&h, &p);
        ch_exposure_in more = exposure_of(id, CH_LEVEL_PUBLIC), less = exposure_of(id, CH_LEVEL_COMMITTEE), both = more;
        ch_request_view view;
        ch_actor mission = p.mission;

        mission.step_up_at = 0;
        T_EQ_INT(do_raise(&h, &mission, more), CH_STEP_UP);
        T_OK(do_raise(&h, &p.mission, more));
        T_OK(show(&h, &ch_actor_nobody, id, &view));
        T_EQ_STR(view.request->title, "Border control training");
        T_EQ_INT(view.request->exists.len, 0);
        both.levels[CH_GROUP_CODES] = CH_LEVEL_COMMITTEE;
        both.levels[CH_GROUP_NARRATIVE] = CH_LEVEL_PUBLIC;
        T_EQ_INT(do_raise(&h, &p.mission, both), CH_INVALID);
        T_EQ_INT(do_lower(&h, &mission, both), CH_INVALID);
        T_OK(do_lower(&h, &mission, less));
        T_EQ_INT(show(&h, &ch_actor_nobody, id, &view), CH_HIDDEN);
        house_leave(&h);
}

static ch_status
run_two(job *j, ch_work *work)
{
        const bool *wanted = j->in;
        bool is_done;
        ch_status st = ch_party_two_persons(work, j->actor, *wanted, &is_done);

        return st == CH_OK && !is_done ? CH_OK : st;
}

T_CASE("where the party wants two persons, one asks and another of the same party agrees to the very same")
{
        house h = given_house(t);
        people p = given_people();
        ch_actor second = person(CH_ROLE_MISSION, "ALB", "");
        const bool yes = true, no = false;
        job j = { .run = run_two, .actor = &p.drafter, .in = &yes };
        ch_uuid id = given_open_request(&h, &p);
        ch_exposure_in in = exposure_of(id, CH_LEVEL_PUBLIC), other = exposure_of(id, CH_LEVEL_PROVIDERS);
        ch_exposure_preview before;
        ch_request_view view;

        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        j.actor = &p.mission;
        T_OK(work_on(&h, &j));
        j.in = &no; /* giving it up waits for a second person too */
        T_OK(work_on(&h, &j));
        T_OK(work_on(&h, &j));
        T_OK(preview(&h, &p.mission, &in, &before));
        T_TRUE(before.needs_second_person);
        T_OK(do_raise(&h, &p.mission, in));
        T_OK(do_raise(&h, &p.mission, in));
        T_EQ_INT(show(&h, &ch_actor_nobody, id, &view), CH_HIDDEN);
        T_OK(show(&h, &p.mission, id, &view));
        T_TRUE(view.raise_waits && ch_uuid_eq(view.raise_by, p.mission.account));
        T_OK(do_raise(&h, &second, other)); /* something else: waits in its turn */
        T_EQ_INT(show(&h, &ch_actor_nobody, id, &view), CH_HIDDEN);
        T_OK(do_raise(&h, &p.mission, in));
        T_OK(preview(&h, &second, &in, &before));
        T_FALSE(before.needs_second_person);
        T_OK(do_raise(&h, &second, in));
        T_OK(show(&h, &ch_actor_nobody, id, &view));
        house_leave(&h);
}

T_CASE("named providers see it, others do not; one more name is a raise and not an edit")
{
        house h = given_house(t);
        people p = given_people();
        ch_request *answers = given_answers(&h);
        ch_draft_in in = { .fields = answers, .names = strs_of(t->arena, ANSWERS) };
        job j = { .run = run_draft, .actor = &p.mission, .in = &in };
        ch_exposure_in named = { 0 };
        ch_request_view view;

        answers->approach = CH_APPROACH_NAMED;
        T_OK(work_on(&h, &j));
        named = exposure_of(j.made.id, CH_LEVEL_NAMED);
        T_EQ_INT(do_raise(&h, &p.mission, named), CH_INVALID);
        named.named = strs_of(t->arena, "CAN");
        T_OK(do_raise(&h, &p.mission, named));
        T_OK(do_plain(&h, &p.mission, ch_request_submit, j.made.id));
        T_OK(do_coded(&h, &p.secretariat, ch_request_authenticate, j.made.id, "note_seen"));
        T_OK(do_plain(&h, &p.secretariat, ch_request_open, j.made.id));
        T_OK(do_plain(&h, &p.chair, ch_request_circulate, j.made.id));
        T_OK(show(&h, &p.provider, j.made.id, &view));
        T_EQ_INT(view.request->named.len, 0);
        T_EQ_INT(show(&h, &p.other_provider, j.made.id, &view), CH_HIDDEN);
        named.named = strs_of(t->arena, "CAN FRA");
        T_EQ_INT(do_lower(&h, &p.mission, named), CH_INVALID);
        T_OK(do_raise(&h, &p.mission, named));
        T_OK(show(&h, &p.other_provider, j.made.id, &view));
        named.named = strs_of(t->arena, "CAN");
        T_OK(do_lower(&h, &p.mission, named));
        T_EQ_INT(show(&h, &p.other_provider, j.made.id, &view), CH_HIDDEN);
        house_leave(&h);
}

/* ---- saving ---- */

static ch_status
run_save(job *j, ch_work *work)
{
        return ch_request_save(work, j->actor, j->in, &j->made);
}

T_CASE("a page saves its own fields and leaves the others; what the procedure sets cannot be saved")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_draft(&h, &p.mission);
        ch_request *r = ch_record_new(t->arena, CH_REQUEST);
        ch_save_in in = { .id = id, .version = 1, .fields = r, .names = strs_of(t->arena, "title") };
        job j = { .run = run_save, .actor = &p.drafter, .in = &in };
        ch_request_view view;

        r->title = CH_LIT("Another title");
        T_OK(work_on(&h, &j));
        T_EQ_INT(j.made.version, 2);
        T_OK(show(&h, &p.drafter, id, &view));
        T_EQ_STR(view.request->title, "Another title");
        T_EQ_STR(view.request->exists, "a customs law of 2001");
        T_EQ_INT(work_on(&h, &j), CH_STALE);
        in.version = 2;
        in.names = strs_of(t->arena, "status level_summary brake_waived nonsense");
        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        T_EQ_INT(j.issues.len, 4);
        j.actor = &p.expert;
        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        house_leave(&h);
}

T_CASE("needs keep their numbers, new ones get the next, and coverage is not for the form")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_draft(&h, &p.mission);
        ch_request *r = ch_record_new(t->arena, CH_REQUEST);
        ch_need needs[] = { { .no = 1, .text = CH_LIT("first"), .coverage = CH_COVERAGE_MET },
                            { .text = CH_LIT("second") } };
        ch_need wrong[] = { { .no = 7, .text = CH_LIT("seventh") } };
        ch_save_in in = { .id = id, .fields = r, .names = strs_of(t->arena, "needs") };
        job j = { .run = run_save, .actor = &p.mission, .in = &in };
        ch_request_view view;

        r->needs = (ch_parts) { needs, 2 };
        T_OK(work_on(&h, &j));
        T_OK(show(&h, &p.mission, id, &view));
        T_EQ_INT(view.request->needs.len, 2);
        T_EQ_INT(ch_request_needs(view.request)[1].no, 2);
        T_EQ_INT(ch_request_needs(view.request)[0].coverage, CH_COVERAGE_OPEN);
        r->needs = (ch_parts) { wrong, 1 };
        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        T_TRUE(ch_issue_of(&j.issues, CH_LIT("needs.1.no")) != NULL);
        house_leave(&h);
}

T_CASE("an incomplete draft can be saved and not submitted, and all that is missing is said at once")
{
        house h = given_house(t);
        people p = given_people();
        ch_draft_in in = { .lang = CH_LIT("fr") };
        job j = { .run = run_draft, .actor = &p.mission, .in = &in };
        stepping submit = { .fn = ch_request_submit };
        job s = { .run = run_step, .actor = &p.mission, .in = &submit };
        ch_issues missing;
        ch_look look;

        T_OK(work_on(&h, &j));
        submit.step.id = j.made.id;
        T_EQ_INT(work_on(&h, &s), CH_INVALID);
        T_TRUE(ch_issue_of(&s.issues, CH_LIT("needs")) != NULL);
        look = look_at(&h);
        T_OK(ch_request_missing(&look, &p.mission, j.made.id, &missing));
        ch_look_end(&look);
        T_EQ_INT(missing.len, s.issues.len);
        house_leave(&h);
}

T_CASE("standing consent clears an endorsed match at once; without it the State is asked; nothing is shown before")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid offer = given_listed_offer(&h, &p, &p.provider), match;
        ch_uuid asks = given_open_request(&h, &p), standing = given_circulating_request(&h, &p);
        ch_match_view view;
        ch_look look;

        T_OK(do_pair(&h, &p.expert, ch_match_propose, (ch_pair_in) { .request = asks, .offer = offer, .need = 1 },
                     &match));
        look = look_at(&h);
        T_EQ_INT(ch_match_show(&look, &p.mission, match, &view), CH_HIDDEN);
        ch_look_end(&look);
        T_OK(do_plain(&h, &p.chair, ch_match_endorse, match));
        look = look_at(&h);
        T_OK(ch_match_show(&look, &p.mission, match, &view));
        T_EQ_INT(view.match->status, CH_MATCH_ENDORSED);
        T_EQ_INT(view.match->score, 0);
        T_EQ_INT(ch_match_show(&look, &p.provider, match, &view), CH_HIDDEN);
        ch_look_end(&look);
        T_OK(do_plain(&h, &p.mission, ch_match_clear, match));
        T_EQ_INT(do_plain(&h, &p.secretariat, ch_match_invite, match), CH_CONFLICT); /* nothing open to the provider */
        T_OK(do_raise(&h, &p.mission, exposure_of(asks, CH_LEVEL_PROVIDERS)));
        T_OK(do_plain(&h, &p.secretariat, ch_match_invite, match));
        look = look_at(&h);
        T_OK(ch_match_show(&look, &p.provider, match, &view));
        T_EQ_STR(view.request->title, "Border control training");
        T_EQ_INT(view.need->text.len, 0);
        T_EQ_INT(view.match->reasons.len, 0);
        T_EQ_INT(view.holding.clock, CH_CLOCK_INVITATION);
        T_EQ_STR(ch_day_text(t->arena, view.holding.until), "2026-12-18");
        T_FALSE(view.has_contacts);
        ch_look_end(&look);
        T_OK(do_raise(&h, &p.mission, exposure_of(standing, CH_LEVEL_PROVIDERS)));
        T_OK(do_pair(&h, &p.expert, ch_match_propose, (ch_pair_in) { .request = standing, .offer = offer, .need = 1 },
                     &match));
        T_OK(do_plain(&h, &p.chair, ch_match_endorse, match));
        look = look_at(&h);
        T_OK(ch_match_show(&look, &p.mission, match, &view));
        T_EQ_INT(view.match->status, CH_MATCH_CLEARED);
        ch_look_end(&look);
        house_leave(&h);
}

static ch_ranked_view
list_of(house *h, const ch_actor *actor, ch_uuid request)
{
        ch_ranked_ask ask = { .request = request, .need = 1, .today = CH_DAY_NONE };
        ch_look look = look_at(h);
        ch_ranked_view view;

        T_OK(ch_ranked_show(&look, actor, &ask, &view));
        ch_look_end(&look);
        return view;
}

T_CASE("a pair that was set aside can be proposed after all, as a match of its own, and is then not set aside")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid offer = given_listed_offer(&h, &p, &p.provider), aside, proposed;
        ch_pair_in in = {
                .request = given_open_request(&h, &p), .offer = offer, .need = 1, .code = CH_LIT("outdated")
        };
        ch_ranked_view list;

        T_OK(do_pair(&h, &p.expert, ch_match_set_aside, in, &aside));
        T_EQ_INT(do_pair(&h, &p.other_expert, ch_match_set_aside, in, NULL), CH_CONFLICT);
        in.code = (ch_str) { 0 };
        T_OK(do_pair(&h, &p.other_expert, ch_match_propose, in, &proposed));
        T_FALSE(ch_uuid_eq(aside, proposed));
        T_EQ_INT(do_pair(&h, &p.expert, ch_match_propose, in, NULL), CH_CONFLICT);
        in.code = CH_LIT("outdated");
        T_EQ_INT(do_pair(&h, &p.expert, ch_match_set_aside, in, NULL), CH_CONFLICT);
        list = list_of(&h, &p.expert, in.request);
        T_EQ_SIZE(list.len, 1);
        T_EQ_INT(list.v[0].status, CH_MATCH_PROPOSED);
        T_OK(do_plain(&h, &p.chair, ch_match_endorse, proposed));
        house_leave(&h);
}

T_CASE("of many matches of one pair a list shows the newest, though its number sorts before others")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid offer = given_listed_offer(&h, &p, &p.provider), last;
        ch_pair_in in = { .request = given_open_request(&h, &p), .offer = offer, .need = 1 };
        ch_step step = { .code = CH_LIT("other"), .words = CH_LIT("To begin anew.") };
        ch_ranked_view list;

        for (int i = 0; i < 10; i++) { /* M-ALB-2026-10 sorts before M-ALB-2026-2 */
                T_OK(do_pair(&h, &p.expert, ch_match_propose, in, &last));
                given_time += MINS(1);
                step.id = last;
                if (i < 9)
                        T_OK(do_step(&h, &p.chair, ch_match_rescind, step));
                given_time += MINS(1);
                p.chair.step_up_at = given_time;
        }
        list = list_of(&h, &p.expert, in.request);
        T_EQ_SIZE(list.len, 1);
        T_TRUE(ch_uuid_eq(list.v[0].match, last));
        T_EQ_INT(list.v[0].status, CH_MATCH_PROPOSED);
        house_leave(&h);
}

T_CASE("contacts pass to one provider by the State's act for that match")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid offer = given_listed_offer(&h, &p, &p.provider), match, request = given_open_request(&h, &p);
        ch_match_view view;
        ch_request_view whole;
        ch_look look;

        T_OK(do_raise(&h, &p.mission, exposure_of(request, CH_LEVEL_PROVIDERS)));
        T_OK(do_pair(&h, &p.expert, ch_match_propose, (ch_pair_in) { .request = request, .offer = offer, .need = 1 },
                     &match));
        T_OK(do_plain(&h, &p.chair, ch_match_endorse, match));
        T_OK(do_plain(&h, &p.mission, ch_match_clear, match));
        T_EQ_INT(do_plain(&h, &p.mission, ch_match_pass_contacts, match), CH_ILLEGAL_MOVE);
        T_OK(do_plain(&h, &p.secretariat, ch_match_invite, match));
        T_OK(do_plain(&h, &p.mission, ch_match_pass_contacts, match));
        look = look_at(&h);
        T_OK(ch_match_show(&look, &p.provider, match, &view));
        T_TRUE(view.has_contacts);
        T_EQ_STR(view.request->contact_mailbox, "focal@example.org");
        T_OK(ch_request_show(&look, &p.provider, request, &whole));
        T_EQ_INT(whole.request->contact_mailbox.len, 0);
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("reasons for a refusal stay with who refuses and the Committee")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid offer = given_listed_offer(&h, &p, &p.provider), match, request = given_open_request(&h, &p);
        ch_match_view view;
        ch_look look;
        const ch_actor *readers[] = { &p.mission, &p.provider, &p.expert };
        bool sees[] = { false, true, true };

        T_OK(do_raise(&h, &p.mission, exposure_of(request, CH_LEVEL_PROVIDERS)));
        T_OK(do_pair(&h, &p.expert, ch_match_propose, (ch_pair_in) { .request = request, .offer = offer, .need = 1 },
                     &match));
        T_OK(do_plain(&h, &p.chair, ch_match_endorse, match));
        T_OK(do_plain(&h, &p.mission, ch_match_clear, match));
        T_OK(do_plain(&h, &p.secretariat, ch_match_invite, match));
        T_OK(do_step(&h, &p.provider, ch_match_answer_decline,
                     (ch_step) { .id = match, .code = CH_LIT("no_funds"), .words = CH_LIT("our budget was cut") }));
        look = look_at(&h);
        for (size_t i = 0; i < 3; i++) {
                const ch_decision *d;
                bool found = false;

                T_OK(ch_match_show(&look, readers[i], match, &view));
                T_EQ_INT(view.match->status, CH_MATCH_DECLINED);
                d = view.match->decisions.v;
                for (size_t k = 0; k < view.match->decisions.len; k++)
                        found = found || ch_str_is(d[k].words, "our budget was cut");
                T_EQ_INT(found, sees[i]);
        }
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("an expert's reading of a whole request is audited, and so is his attempt at one from which he is kept")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_open_request(&h, &p);
        ch_actor albanian = person(CH_ROLE_EXPERT, "COMMITTEE", "ALB");
        ch_request_view view;
        ch_audit_line *v;
        size_t n, reads = 0, refusals = 0;
        ch_look look;

        T_OK(show(&h, &p.expert, id, &view));
        T_EQ_INT(show(&h, &albanian, id, &view), CH_HIDDEN);
        T_OK(ch_desk_upkeep(h.desk));
        look = look_at(&h);
        T_EQ_INT(ch_audit_list(&look, &p.expert, 0, 50, &v, &n), CH_HIDDEN);
        T_OK(ch_audit_list(&look, &p.auditor, 0, 50, &v, &n));
        for (size_t i = 0; i < n; i++) {
                if (v[i].act != CH_ACT_REQUEST_READ || !ch_uuid_eq(v[i].object, id))
                        continue;
                reads += v[i].outcome == CH_OK && ch_uuid_eq(v[i].actor, p.expert.account);
                refusals += v[i].outcome == CH_HIDDEN && ch_uuid_eq(v[i].actor, albanian.account);
        }
        T_EQ_INT(reads, 1);
        T_EQ_INT(refusals, 1);
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("verify finds nothing wrong after all this, and the memory equal to the disk")
{
        house h = given_house(t);
        people p = given_people();
        ch_audit_check checks[CH_AUDIT_CHECKS];
        size_t n;
        ch_look look;

        given_open_request(&h, &p);
        given_listed_offer(&h, &p, &p.provider);
        look = look_at(&h);
        T_OK(ch_audit_verify(&look, &p.auditor, checks, &n));
        T_TRUE(n > 1);
        for (size_t i = 0; i < n; i++)
                T_EQ_INT(checks[i].wrong, 0);
        T_EQ_CSTR(checks[n - 1].what, "memory");
        T_TRUE(checks[n - 1].checked >= 3);
        ch_look_end(&look);
        house_leave(&h);
}

/* Plans over many requests as their readers get them. */
#include "sample.h"
#include <ch/planning.h>

static ch_planning_view
planned(ch_look *look, const ch_actor *actor, const ch_planning_ask *ask)
{
        ch_issues issues = ch_issues_new(look->arena);
        ch_planning_view view;

        T_OK(ch_planning_show(look, actor, ask, &issues, &view));
        return view;
}

T_CASE("experts and the Chair may have a plan, nobody else")
{
        house h = given_house(t);
        people p = given_people();
        const ch_actor *others[] = { &p.drafter, &p.mission, &p.provider, &p.secretariat, &p.member, &p.admin };
        ch_planning_ask ask = { .today = CH_DAY_NONE };
        ch_planning_view view;
        ch_issues issues = ch_issues_new(h.t->arena);
        ch_look look;

        do_import(&h);
        look = look_at(&h);
        T_EQ_INT(planned(&look, &p.expert, &ask).needs, 65);
        T_EQ_INT(planned(&look, &p.chair, &ask).plan.end, CH_PLAN_OPTIMAL);
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
                T_EQ_INT(ch_planning_show(&look, others[i], &ask, &issues, &view), CH_HIDDEN);
        T_EQ_INT(ch_planning_show(&look, &(ch_actor) { 0 }, &ask, &issues, &view), CH_UNAUTHENTICATED);
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("that an expert or the Chair has had a plan made is audited, as is every full read")
{
        house h = given_house(t);
        people p = given_people();
        ch_planning_ask ask = { .today = CH_DAY_NONE };
        ch_audit_line *v;
        ch_look look;
        size_t n, plans = 0;

        do_import(&h);
        look = look_at(&h);
        (void)planned(&look, &p.expert, &ask);
        (void)planned(&look, &p.chair, &ask);
        ch_look_end(&look);
        T_OK(ch_desk_upkeep(h.desk));
        look = look_at(&h);
        T_OK(ch_audit_list(&look, &p.auditor, 0, 50, &v, &n));
        for (size_t i = 0; i < n; i++)
                plans += v[i].act == CH_ACT_PLAN_READ && v[i].kind == CH_KIND_NONE && v[i].outcome == CH_OK;
        T_EQ_INT(plans, 2);
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("a plan leaves out what its reader is kept from: requests of his State, and its offers")
{
        house h = given_house(t);
        people p = given_people();
        ch_actor canadian = person(CH_ROLE_EXPERT, "COMMITTEE", "CAN"),
                 albanian = person(CH_ROLE_EXPERT, "COMMITTEE", "ALB"),
                 unknown = person(CH_ROLE_EXPERT, "COMMITTEE", "");
        ch_planning_ask ask = { .today = CH_DAY_NONE }, named = ask;
        ch_str albania = CH_LIT("REQ-ALB-2004");
        ch_issues issues = ch_issues_new(h.t->arena);
        ch_planning_view all, less;
        ch_look look;
        size_t canada = 0;

        do_import(&h);
        look = look_at(&h);
        all = planned(&look, &p.expert, &ask);
        for (size_t i = 0; i < all.len; i++)
                canada += ch_str_is(all.v[i].offer->party, "CAN");
        T_TRUE(canada > 0);
        less = planned(&look, &canadian, &ask);
        T_EQ_INT(less.needs, 65);
        for (size_t i = 0; i < less.len; i++)
                T_FALSE(ch_str_is(less.v[i].offer->party, "CAN"));
        less = planned(&look, &albanian, &ask);
        T_EQ_INT(less.needs, 60);
        for (size_t i = 0; i < less.len; i++)
                T_FALSE(ch_str_is(less.v[i].request->party, "ALB"));
        named.requests = (ch_strs) { &albania, 1 };
        T_EQ_INT(ch_planning_show(&look, &albanian, &named, &issues, &less), CH_INVALID);
        T_EQ_INT(ch_planning_show(&look, &unknown, &ask, &issues, &less), CH_HIDDEN);
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("pairs of a plan carry reasons that add up, and places in the lists they come from")
{
        house h = given_house(t);
        people p = given_people();
        ch_planning_ask ask = { .today = CH_DAY_NONE, .places = 1, .per_need = 2, .candidates = 10 };
        ch_planning_view view;
        int64_t total = 0;
        ch_look look;

        do_import(&h);
        look = look_at(&h);
        view = planned(&look, &p.expert, &ask);
        T_EQ_INT(view.plan.end, CH_PLAN_OPTIMAL);
        T_TRUE(view.len > 60 && view.as_of == 192 && view.weights.len);
        for (size_t i = 0; i < view.len; i++) {
                int64_t sum = 0;

                for (size_t k = 0; k < view.v[i].why_len; k++)
                        sum += view.v[i].why[k].points;
                T_EQ_INT(sum, view.v[i].score);
                T_TRUE(view.v[i].rank >= 1 && view.v[i].rank <= 10);
                total += sum;
        }
        T_EQ_INT(total, view.plan.score);
        T_TRUE(view.binding_len > 0 && view.is_exact);
        for (size_t i = 1; i < view.binding_len; i++)
                T_TRUE(view.binding[i].worth <= view.binding[i - 1].worth);
        ch_look_end(&look);
        house_leave(&h);
}

#include "sample.h"
#include <ch/weighing.h>

static ch_status
run_apply(job *j, ch_work *work)
{
        return ch_weights_apply(work, j->actor, j->in, &j->made);
}

static ch_weights_in
topic_alone(const char *name)
{
        ch_weights_in in = { .name = ch_str_of(name),
                             .decided = { 2026, 11, 19 },
                             .decision = CH_LIT("S/AC.44/2026/1") };

        in.w.w[CH_FACTOR_TOPIC] = 100;
        return in;
}

T_CASE("only the Chair applies weights, with the second factor, to 100 points, under a name never used before")
{
        house h = given_house(t);
        people p = given_people();
        ch_weights_in in = topic_alone("2026-9");
        ch_actor chair = p.chair;
        job j = { .run = run_apply, .actor = &p.expert, .in = &in };

        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        chair.step_up_at = 0;
        j.actor = &chair;
        T_EQ_INT(work_on(&h, &j), CH_STEP_UP);
        j.actor = &p.chair;
        in.w.w[CH_FACTOR_TEXT] = 1;
        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        T_TRUE(ch_issue_of(&j.issues, CH_LIT("weights")) != NULL);
        in.w.w[CH_FACTOR_TEXT] = 0;
        T_OK(work_on(&h, &j));
        T_EQ_INT(work_on(&h, &j), CH_CONFLICT);
        house_leave(&h);
}

T_CASE("a new version ranks from the next look on, an old match goes on showing its own, and one version is in force")
{
        house h = given_house(t);
        people p = given_people();
        ch_weights_in in = topic_alone("2026-9"), next = topic_alone("2026-10");
        job j = { .run = run_apply, .actor = &p.chair, .in = &in };
        ch_pair_in pair = { .need = 3 };
        ch_ranked_ask ask = { .need = 3, .today = CH_DAY_NONE };
        ch_ranked_view view;
        ch_match_view old;
        ch_uuid match;
        ch_look look;

        do_import(&h);
        look = look_at(&h);
        pair.request = ask.request =
                ((const ch_head *)ch_catalog_by_ref(look.cat, CH_REQUEST, CH_LIT("REQ-ALB-2004")))->id;
        pair.offer = ((const ch_head *)ch_catalog_by_ref(look.cat, CH_OFFER, CH_LIT("OFF-CAN-1")))->id;
        ch_look_end(&look);
        T_OK(do_pair(&h, &p.expert, ch_match_propose, pair, &match));
        T_OK(work_on(&h, &j));
        j.in = &next;
        T_OK(work_on(&h, &j));
        look = look_at(&h);
        T_EQ_STR(ch_weights_now(&look).version, "2026-10");
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &view));
        T_EQ_STR(view.weights, "2026-10");
        for (size_t i = 0; i < view.len; i++)
                for (size_t k = 0; k < view.v[i].why_len; k++)
                        T_EQ_INT(view.v[i].why[k].factor, CH_FACTOR_TOPIC);
        T_OK(ch_match_show(&look, &p.expert, match, &old));
        T_TRUE(ch_str_eq(old.match->weights, ch_weights_default.version));
        ch_look_end(&look);
        house_leave(&h);
}

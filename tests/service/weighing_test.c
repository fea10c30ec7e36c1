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
                ((const ch_head *)ch_catalog_by_ref(look.cat, CH_REQUEST, CH_LIT("REQ-ALB-2004"), NULL))->id;
        pair.offer = ((const ch_head *)ch_catalog_by_ref(look.cat, CH_OFFER, CH_LIT("OFF-CAN-1"), look.arena))->id;
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

static ch_status
run_propose(job *j, ch_work *work)
{
        return ch_weights_propose(work, j->actor, j->in, &j->made);
}

typedef struct decided {
        ch_uuid id;
        ch_weights_in in;
} decided;

static ch_status
run_decide(job *j, ch_work *work)
{
        const decided *d = j->in;

        return ch_weights_decide(work, j->actor, d->id, &d->in, &j->made);
}

T_CASE("an expert proposes, every fault named at once; the Chair's decision puts it in force, once; all versions stay")
{
        house h = given_house(t);
        people p = given_people();
        ch_weights_in in = topic_alone("2026-9"), bad = { .w.w = { 101, -1 } };
        ch_actor tired = p.chair;
        job j = { .run = run_propose, .actor = &p.mission, .in = &in };
        decided d = { .in = in };
        ch_weights_view *v;
        ch_weights w;
        size_t n;
        ch_look look;

        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        j.actor = &p.expert;
        j.in = &bad;
        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        T_TRUE(ch_issue_of(&j.issues, CH_LIT("weights.topic")) && ch_issue_of(&j.issues, CH_LIT("weights.domain")) &&
               ch_issue_of(&j.issues, CH_LIT("name")));
        j.in = &in;
        T_OK(work_on(&h, &j));
        d.id = j.made.id;
        tired.step_up_at = 0;
        T_EQ_INT(work_on(&h, &j), CH_INVALID); /* its name is used now */
        T_TRUE(ch_issue_of(&j.issues, CH_LIT("name")) != NULL);
        look = look_at(&h);
        T_TRUE(ch_str_eq(ch_weights_now(&look).version, ch_weights_default.version));
        T_OK(ch_weights_versions(&look, &p.expert, &v, &n));
        T_EQ_SIZE(n, 2);
        T_TRUE(!v[0].in_force && !v[0].is_decided && v[1].in_force && v[1].is_built_in);
        T_OK(ch_weights_named(&look, &p.expert, CH_LIT("2026-9"), &w));
        T_EQ_INT(w.w[CH_FACTOR_TOPIC], 100);
        T_EQ_INT(ch_weights_named(&look, &p.expert, CH_LIT("2027-1"), &w), CH_HIDDEN);
        T_EQ_INT(ch_weights_named(&look, &p.mission, CH_LIT("2026-9"), &w), CH_HIDDEN);
        ch_look_end(&look);
        j = (job) { .run = run_decide, .actor = &p.expert, .in = &d };
        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        j.actor = &p.chair;
        d.in.decided = (ch_date) { 0 };
        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        d.in = in;
        T_OK(work_on(&h, &j));
        T_EQ_INT(work_on(&h, &j), CH_CONFLICT);
        T_EQ_SIZE(j.issues.len, 1); /* and why */
        j.actor = &tired;           /* before it is asked for the second factor */
        T_EQ_INT(work_on(&h, &j), CH_CONFLICT);
        look = look_at(&h);
        T_EQ_STR(ch_weights_now(&look).version, "2026-9");
        T_OK(ch_weights_version_show(&look, &p.chair, d.id, v));
        T_TRUE(v->in_force && v->is_decided);
        T_EQ_STR(v->decision, "S/AC.44/2026/1");
        ch_look_end(&look);
        house_leave(&h);
}

static ch_status
run_apply_two(job *j, ch_work *work)
{
        ch_weights_in next = topic_alone("2026-10");
        ch_status st = ch_weights_apply(work, j->actor, j->in, &j->made);

        return st == CH_OK ? ch_weights_apply(work, j->actor, &next, &j->made) : st;
}

T_CASE("of two decisions in one transaction the second ends the first: one version is in force")
{
        house h = given_house(t);
        people p = given_people();
        ch_weights_in in = topic_alone("2026-9");
        job j = { .run = run_apply_two, .actor = &p.chair, .in = &in };
        ch_weights_view *v;
        size_t n, in_force = 0;
        ch_look look;

        T_OK(work_on(&h, &j));
        look = look_at(&h);
        T_EQ_STR(ch_weights_now(&look).version, "2026-10");
        T_OK(ch_weights_versions(&look, &p.expert, &v, &n));
        T_EQ_SIZE(n, 3);
        for (size_t i = 0; i < n; i++)
                in_force += v[i].in_force;
        T_EQ_SIZE(in_force, 1);
        ch_look_end(&look);
        house_leave(&h);
}

static ch_status
run_refuse(job *j, ch_work *work)
{
        const decided *d = j->in;

        return ch_weights_refuse(work, j->actor, d->id, &d->in, &j->made);
}

T_CASE("the Committee refuses a proposal: that is recorded without the second factor, ranks nothing, and stays")
{
        house h = given_house(t);
        people p = given_people();
        ch_weights_in in = topic_alone("2026-9");
        ch_actor chair = p.chair;
        job j = { .run = run_propose, .actor = &p.expert, .in = &in };
        decided d = { .in = in };
        ch_weights_view v;
        ch_look look;

        chair.step_up_at = 0;
        T_OK(work_on(&h, &j));
        d.id = j.made.id;
        j = (job) { .run = run_refuse, .actor = &p.expert, .in = &d };
        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        j.actor = &chair;
        d.in.decided = (ch_date) { 0 };
        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        T_TRUE(ch_issue_of(&j.issues, CH_LIT("decided")) != NULL);
        d.in = in;
        T_OK(work_on(&h, &j));
        look = look_at(&h);
        T_TRUE(ch_str_eq(ch_weights_now(&look).version, ch_weights_default.version));
        T_OK(ch_weights_version_show(&look, &p.expert, d.id, &v));
        T_TRUE(v.is_refused && v.is_decided && !v.in_force);
        ch_look_end(&look);
        T_EQ_INT(work_on(&h, &j), CH_CONFLICT);
        j = (job) { .run = run_decide, .actor = &p.chair, .in = &d };
        T_EQ_INT(work_on(&h, &j), CH_CONFLICT);
        T_EQ_SIZE(j.issues.len, 1);
        house_leave(&h);
}

/* Does the list of that need, ranked for itself, have the offer at that place? */
static bool
stands(const ch_look *look, const ch_weights *w, const ch_weights_shift *s, size_t place)
{
        ch_ranked_ask ask = { .request = s->request, .need = s->need, .today = CH_DAY_NONE, .top = CH_WEIGHTS_DEPTH };
        ch_ranked_view view;
        ch_look other = *look;

        other.weights = w;
        T_OK(ch_ranked_show(&other, &ch_actor_system, &ask, &view));
        for (size_t i = 0; i < view.len; i++)
                if (ch_uuid_eq(view.v[i].offer->head.id, s->offer))
                        return view.v[i].rank == place;
        return place == 0;
}

T_CASE("what other weights would change is what ranking with them gives, and the same weights change nothing")
{
        house h = given_house(t);
        people p = given_people();
        ch_weights then = topic_alone("x").w;
        ch_weights_preview all, mine, none;
        ch_pair_in pair = { .need = 3 };
        ch_uuid match;
        ch_look look;
        size_t albanian = 0;

        do_import(&h);
        look = look_at(&h);
        pair.request = ((const ch_head *)ch_catalog_by_ref(look.cat, CH_REQUEST, CH_LIT("REQ-ALB-2004"), NULL))->id;
        pair.offer = ((const ch_head *)ch_catalog_by_ref(look.cat, CH_OFFER, CH_LIT("OFF-CAN-1"), look.arena))->id;
        ch_look_end(&look);
        T_OK(do_pair(&h, &p.expert, ch_match_propose, pair, &match));
        look = look_at(&h);
        T_OK(ch_weights_try(&look, &p.expert, &then, true, &all));
        T_TRUE(all.needs > 40 && all.changed > 20 && all.entering > 20 && all.leaving > 20);
        T_EQ_SIZE(all.swaps_len, all.entering + all.leaving);
        T_EQ_SIZE(all.matched_len, 1);
        T_EQ_INT(all.matched[0].status, CH_MATCH_PROPOSED);
        T_TRUE(stands(&look, NULL, &all.matched[0], all.matched[0].before));
        T_TRUE(stands(&look, &then, &all.matched[0], all.matched[0].after));
        T_TRUE(!stands(&look, &then, &all.matched[0], all.matched[0].after + 1)); /* planted: a place that is not so */
        for (size_t i = 0; i < all.swaps_len; i += 7) {
                const ch_weights_shift *s = &all.swaps[i];

                T_TRUE((s->before && s->before <= 10) != (s->after && s->after <= 10));
                T_TRUE(stands(&look, NULL, s, s->before) && stands(&look, &then, s, s->after));
        }
        T_OK(ch_weights_try(&look, &p.expert, &ch_weights_default, true, &none));
        T_TRUE(none.needs == all.needs && !none.changed && !none.reorders && !none.swaps_len);
        p.expert.nationality = CH_LIT("ALB"); /* kept from Albania's cases */
        T_OK(ch_weights_try(&look, &p.expert, &then, true, &mine));
        for (size_t i = 0; i < mine.swaps_len; i++)
                albanian += ch_str_starts(mine.swaps[i].request_ref, CH_LIT("REQ-ALB"));
        T_TRUE(mine.needs < all.needs && mine.matched_len == 0 && albanian == 0);
        T_EQ_INT(ch_weights_try(&look, &p.mission, &then, true, &mine), CH_HIDDEN);
        ch_look_end(&look);
        house_leave(&h);
}

/* Open, with so many needs. */
static ch_uuid
given_large_request(house *h, const people *p, size_t needs)
{
        ch_request *r = given_answers(h);
        ch_draft_in in = { .fields = r, .names = strs_of(h->t->arena, ANSWERS) };
        job j = { .run = run_draft, .actor = &p->mission, .in = &in };
        ch_need *n = CH_NEW_N(h->t->arena, ch_need, needs);

        for (size_t i = 0; i < needs; i++)
                n[i] = *ch_request_needs(r);
        r->needs = (ch_parts) { n, needs };
        T_OK(work_on(h, &j));
        T_OK(do_plain(h, &p->mission, ch_request_submit, j.made.id));
        T_OK(do_coded(h, &p->secretariat, ch_request_authenticate, j.made.id, "note_seen"));
        T_OK(do_plain(h, &p->secretariat, ch_request_open, j.made.id));
        given_time += MINS(1);
        return j.made.id;
}

T_CASE("where there are too many cases to compare, the newest requests are compared, not those of the highest letters")
{
        house h = given_house(t);
        people p = given_people();
        ch_pair_in pair = { .offer = given_listed_offer(&h, &p, &p.provider), .need = 20 };
        ch_weights then = topic_alone("x").w;
        ch_weights_preview got;
        ch_look look;

        for (int i = 1; i <= 14; i++) { /* R-ALB-2026-10 sorts before R-ALB-2026-2 */
                ch_uuid id = given_large_request(&h, &p, 20);

                if (i == 10)
                        pair.request = id;
        }
        T_OK(do_pair(&h, &p.expert, ch_match_propose, pair, NULL));
        look = look_at(&h);
        T_OK(ch_weights_try(&look, &p.expert, &then, true, &got));
        T_TRUE(got.skipped > 20 && got.needs + got.skipped == 280);
        T_EQ_SIZE(got.matched_len, 1);
        T_EQ_STR(got.matched[0].request_ref, "R-ALB-2026-10");
        ch_look_end(&look);
        house_leave(&h);
}

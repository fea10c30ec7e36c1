/* The real sample records through the services: imported, exported, ranked for three sides, and one match carried on
 * them. */
#include "sample.h"
#include <ch/store.h>

T_CASE("the sample comes in whatever the order of its files, and coming in again changes nothing")
{
        house h = given_house(t);
        ch_import_result first = do_import(&h), second = do_import(&h);
        ch_look look;
        uint64_t seq;

        T_EQ_INT(first.read, 192);
        T_EQ_INT(first.added, 192);
        T_EQ_INT(second.added, 0);
        T_EQ_INT(second.unchanged, 192);
        look = look_at(&h);
        seq = ch_catalog_seq(look.cat);
        ch_look_end(&look);
        T_EQ_INT(seq, 192);
        house_leave(&h);
}

static ch_status
import_bad(job *j, ch_work *work)
{
        ch_offer *o = ch_record_new(work->look.arena, CH_OFFER);
        ch_response *r = ch_record_new(work->look.arena, CH_RESPONSE);
        ch_party *p = ch_record_new(work->look.arena, CH_PARTY);
        ch_area area = { .text = CH_LIT("training") };
        ch_import *im;
        ch_import_result result;
        ch_status st = ch_import_begin(work, j->actor, false, &im);

        *p = (ch_party) { .head = { .ref = CH_LIT("NEWBODY") },
                          .code = CH_LIT("NEWBODY"),
                          .name = CH_LIT("New Body"),
                          .kind = CH_PARTY_CIVIL };
        *o = (ch_offer) { .head = { .ref = CH_LIT("OFF-1") },
                          .party = CH_LIT("NOBODY"),
                          .areas = { &area, 1 },
                          .eligible = strs_of(work->look.arena, "MARS"),
                          .lang = CH_LIT("en"),
                          .evidence = CH_LIT("seen"),
                          .source = CH_LIT("https://example.org") };
        *r = (ch_response) { .request = CH_LIT("REQ-NONE"), .offer = CH_LIT("OFF-1"), .status = CH_LIT("delivered") };
        if (st == CH_OK)
                st = ch_import_add(im, CH_PARTY, p, 1);
        if (st == CH_OK)
                st = ch_import_add(im, CH_OFFER, o, 2);
        if (st == CH_OK)
                st = ch_import_add(im, CH_RESPONSE, r, 3);
        return st == CH_OK ? ch_import_finish(im, NULL, NULL, &result) : st;
}

T_CASE("every fault of an import is told with its line, and nothing of it is stored")
{
        house h = given_house(t);
        people p = given_people();
        job j = { .run = import_bad, .actor = &ch_actor_system };
        size_t lines[4] = { 0 };
        ch_look look;
        const void *const *all;

        T_EQ_INT(work_on(&h, &j), CH_INVALID);
        T_TRUE(j.issues.len >= 3);
        for (size_t i = 0; i < j.issues.len; i++) {
                T_TRUE(j.issues.v[i].line >= 2 && j.issues.v[i].line <= 3);
                lines[j.issues.v[i].line]++;
        }
        T_TRUE(lines[2] >= 2 && lines[3] >= 1);
        look = look_at(&h);
        T_EQ_INT(ch_catalog_all(look.cat, CH_PARTY, &all), 0);
        ch_look_end(&look);
        j.actor = &p.admin;
        T_EQ_INT(work_on(&h, &j), CH_HIDDEN);
        house_leave(&h);
}

static ch_str
exported(house *h)
{
        ch_look look = look_at(h);
        ch_buf b = ch_buf_new(look.arena);
        ch_export walk;
        ch_kind kind;
        const void *record;
        ch_str out;

        T_OK(ch_export_begin(&look, &ch_actor_system, (ch_export_ask) { .everything = true }, &walk));
        T_OK(ch_export_next(&walk, look.arena, &kind, &record));
        while (record) {
                ch_exchange_write(&b, kind, record);
                T_OK(ch_export_next(&walk, look.arena, &kind, &record));
        }
        ch_look_end(&look);
        T_OK(ch_buf_end(&b, &out));
        return out;
}

static ch_status
import_text(job *j, ch_work *work)
{
        ch_str text = *(const ch_str *)j->in, line;
        size_t number = 0;
        ch_import_result result;
        ch_import *im;
        ch_status st = ch_import_begin(work, j->actor, true, &im);

        while (st == CH_OK && ch_str_cut(&text, '\n', &line)) {
                ch_exchange read;

                st = ch_exchange_read(line, &work->issues, &read);
                if (st == CH_OK)
                        st = ch_import_add(im, read.kind, read.record, ++number);
        }
        return st == CH_OK ? ch_import_finish(im, NULL, NULL, &result) : st;
}

T_CASE("what was exported comes in elsewhere and is exported there in the same bytes")
{
        house h = given_house(t), other;
        ch_str first, second;
        job j = { .run = import_text, .actor = &ch_actor_system, .in = &first };

        do_import(&h);
        first = exported(&h);
        other = given_house(t);
        T_OK(work_on(&other, &j));
        second = exported(&other);
        T_TRUE(first.len > 10000);
        T_TRUE(ch_str_eq(first, second));
        house_leave(&other);
        house_leave(&h);
}

static ch_uuid
id_of(house *h, ch_kind kind, const char *ref)
{
        ch_look look = look_at(h);
        const ch_head *head = ch_catalog_by_ref(look.cat, kind, ch_str_of(ref), look.arena);
        ch_uuid id;

        T_TRUE(head != NULL);
        id = head->id;
        ch_look_end(&look);
        return id;
}

T_CASE("an expert's list has ranks from 1, reasons that add up, a version of the weights, and says why not")
{
        house h = given_house(t);
        people p = given_people();
        ch_ranked_ask ask = { .need = 1, .today = CH_DAY_NONE, .top = 10 };
        ch_ranked_view view;
        ch_look look;

        do_import(&h);
        ask.request = id_of(&h, CH_REQUEST, "REQ-ALB-2004");
        look = look_at(&h);
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &view));
        T_EQ_INT(view.len, 10);
        T_TRUE(view.has_scores && view.as_of == 192 && view.weights.len);
        T_EQ_INT(view.offers, 93);
        T_TRUE(view.why_not == NULL);
        ask.explains = true;
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &view));
        T_TRUE(view.why_not != NULL);
        for (size_t i = 0; i < view.len; i++) {
                int64_t sum = 0;

                T_EQ_INT(view.v[i].rank, i + 1);
                T_EQ_STR(view.v[i].party_name, "Albania");
                T_TRUE(view.v[i].provider_name.len > 0);
                for (size_t k = 0; k < view.v[i].why_len; k++)
                        sum += view.v[i].why[k].points;
                T_EQ_INT(sum, view.v[i].score);
                T_TRUE(i == 0 || view.v[i].score <= view.v[i - 1].score);
        }
        T_EQ_INT(ch_ranked_show(&look, &p.mission, &ask, &view), CH_HIDDEN);
        T_EQ_INT(ch_ranked_show(&look, &p.provider, &ask, &view), CH_HIDDEN);
        T_EQ_INT(ch_ranked_show(&look, &p.admin, &ask, &view), CH_HIDDEN);
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("an expert is not shown offers of his own State, nor any list of a request from which he is kept")
{
        house h = given_house(t);
        people p = given_people();
        ch_actor canadian = person(CH_ROLE_EXPERT, "COMMITTEE", "CAN"),
                 albanian = person(CH_ROLE_EXPERT, "COMMITTEE", "ALB");
        ch_ranked_ask ask = { .need = 1, .today = CH_DAY_NONE, .top = 93 };
        ch_ranked_view all, less;
        ch_look look;
        size_t canada = 0;

        do_import(&h);
        ask.request = id_of(&h, CH_REQUEST, "REQ-ALB-2004");
        look = look_at(&h);
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &all));
        T_OK(ch_ranked_show(&look, &canadian, &ask, &less));
        for (size_t i = 0; i < all.len; i++)
                canada += ch_str_is(all.v[i].offer->party, "CAN");
        T_TRUE(canada > 0);
        T_EQ_INT(less.len, all.len - canada);
        for (size_t i = 0; i < less.len; i++)
                T_FALSE(ch_str_is(less.v[i].offer->party, "CAN"));
        T_EQ_INT(ch_ranked_show(&look, &albanian, &ask, &less), CH_HIDDEN);
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("a State reads offers for its own request alphabetically, with reasons and without any figure of merit")
{
        house h = given_house(t);
        people p = given_people();
        ch_ranked_ask ask = { .today = CH_DAY_NONE, .top = 60 };
        ch_ranked_view view;
        ch_look look;

        do_import(&h);
        ask.request = id_of(&h, CH_REQUEST, "REQ-ALB-2004");
        look = look_at(&h);
        T_OK(ch_ranked_for_state(&look, &p.mission, &ask, &view));
        T_TRUE(view.len > 5 && !view.has_scores && !view.as_of && !view.weights.len && !view.why_not);
        for (size_t i = 0; i < view.len; i++) {
                T_EQ_INT(view.v[i].score, 0);
                T_EQ_INT(view.v[i].rank, 0);
                for (size_t k = 0; k < view.v[i].why_len; k++)
                        T_EQ_INT(view.v[i].why[k].points + view.v[i].why[k].fit, 0);
                if (i) {
                        ch_str a, b;

                        T_OK(ch_text_sort_key(t->arena, CH_EN, view.v[i - 1].provider_name, &a));
                        T_OK(ch_text_sort_key(t->arena, CH_EN, view.v[i].provider_name, &b));
                        T_TRUE(ch_str_cmp(a, b) <= 0);
                }
        }
        T_EQ_INT(ch_ranked_for_state(&look, &p.other_mission, &ask, &view), CH_HIDDEN);
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("a provider reads the needs open to its offer alphabetically by State, and no other provider's")
{
        house h = given_house(t);
        people p = given_people();
        ch_ranked_ask ask = { .today = CH_DAY_NONE };
        ch_ranked_view view;
        ch_look look;

        do_import(&h);
        ask.offer = id_of(&h, CH_OFFER, "OFF-CAN-1");
        look = look_at(&h);
        T_OK(ch_ranked_for_provider(&look, &p.provider, &ask, &view));
        T_TRUE(view.len > 0);
        for (size_t i = 0; i < view.len; i++) {
                T_EQ_INT(view.v[i].score, 0);
                T_EQ_INT(view.v[i].request->preferred.len + view.v[i].request->excluded.len, 0);
        }
        T_EQ_INT(ch_ranked_for_provider(&look, &p.other_provider, &ask, &view), CH_HIDDEN);
        ch_look_end(&look);
        house_leave(&h);
}

/* ---- home ---- */

static const ch_task *
task_of(house *h, const ch_actor *actor, ch_uuid id, ch_home *home)
{
        ch_look look = look_at(h);

        T_OK(ch_home_show(&look, actor, home));
        ch_look_end(&look);
        for (size_t i = 0; i < home->len; i++)
                if (ch_uuid_eq(home->v[i].id, id))
                        return &home->v[i];
        return NULL;
}

T_CASE("a sample match goes from proposal to acceptance, and at each step it waits at home for whoever holds it, and "
       "for nobody else")
{
        house h = given_house(t);
        people p = given_people();
        ch_pair_in in = { .need = 1 };
        ch_uuid match;
        const struct {
                const ch_actor *who;
                step_fn *fn;
                ch_act act;
        } way[] = { { &p.chair, ch_match_endorse, CH_ACT_MATCH_ENDORSE },
                    { &p.mission, ch_match_clear, CH_ACT_MATCH_CLEAR },
                    { &p.secretariat, ch_match_invite, CH_ACT_MATCH_INVITE },
                    { &p.provider, ch_match_answer_offer, CH_ACT_MATCH_ANSWER_OFFER },
                    { &p.mission, ch_match_accept, CH_ACT_MATCH_ACCEPT } };
        const ch_actor *everybody[] = { &p.chair,  &p.mission,       &p.secretariat,   &p.provider,
                                        &p.expert, &p.other_mission, &p.other_provider };
        ch_home home;

        do_import(&h);
        in.request = id_of(&h, CH_REQUEST, "REQ-ALB-2004");
        in.offer = id_of(&h, CH_OFFER, "OFF-CAN-1");
        in.need = 3;
        T_OK(do_pair(&h, &p.expert, ch_match_propose, in, &match));
        T_EQ_INT(do_pair(&h, &p.other_expert, ch_match_propose, in, NULL), CH_CONFLICT);
        for (size_t i = 0; i < CH_COUNT(way); i++) {
                for (size_t k = 0; k < CH_COUNT(everybody); k++) {
                        const ch_task *task = task_of(&h, everybody[k], match, &home);

                        T_EQ_INT(task != NULL, everybody[k] == way[i].who);
                        if (task) {
                                T_EQ_INT(task->act, way[i].act);
                                T_TRUE(task->is_sample && task->label && *task->label);
                        }
                }
                T_OK(do_words(&h, way[i].who, way[i].fn, match, "a week of training"));
        }
        task_of(&h, &p.mission, match, &home);
        T_EQ_INT(home.running_matches, 0); /* samples stay out of figures */
        house_leave(&h);
}

T_CASE("an open request waits for the experts until a pairing is under way for each of its needs")
{
        house h = given_house(t);
        people p = given_people();
        ch_pair_in in = { .need = 1 };
        const ch_task *task;
        ch_home home;
        ch_uuid match;

        do_import(&h);
        in.request = id_of(&h, CH_REQUEST, "REQ-COL-2014"); /* one need */
        in.offer = id_of(&h, CH_OFFER, "OFF-CAN-1");
        task = task_of(&h, &p.expert, in.request, &home);
        T_TRUE(task != NULL);
        T_EQ_INT(task->act, CH_ACT_RANKED_READ);
        T_TRUE(task_of(&h, &p.chair, in.request, &home) == NULL);
        T_OK(do_pair(&h, &p.expert, ch_match_propose, in, &match));
        T_TRUE(task_of(&h, &p.expert, in.request, &home) == NULL);
        T_TRUE(task_of(&h, &p.chair, match, &home) != NULL);
        house_leave(&h);
}

T_CASE("a list is paged: every entry once, whatever the size of the pages, and filters count what they show")
{
        house h = given_house(t);
        people p = given_people();
        size_t seen = 0, pages = 0;
        ch_offer_filter filter = { .page = { .size = CH_PAGE_MAX } };
        ch_offer_list list, whole, before;
        ch_request_filter by_region = { .region = CH_LIT("AFRICAN_UNION"), .text = CH_LIT("training") };
        ch_request_list requests;
        ch_look look;

        do_import(&h);
        look = look_at(&h);
        T_OK(ch_offers(&look, &p.expert, &filter, &whole));
        T_EQ_INT(whole.len, 93);
        filter.page.size = 10;
        do {
                T_OK(ch_offers(&look, &p.expert, &filter, &list));
                T_EQ_INT(list.page.total, 93);
                T_EQ_INT(list.page.first, seen + 1);
                for (size_t i = 0; i < list.len; i++)
                        T_TRUE(ch_str_eq(list.v[i].offer->head.ref, whole.v[seen + i].offer->head.ref));
                T_EQ_INT(list.page.has_previous, pages > 0);
                filter.page.after = list.page.previous;
                T_OK(ch_offers(&look, &p.expert, &filter, &before));
                T_EQ_INT(before.page.first, pages > 1 ? seen - 9 : 1);
                seen += list.len;
                pages++;
                filter.page.after = list.page.next;
        } while (list.page.next.len);
        T_EQ_INT(seen, 93);
        T_EQ_INT(pages, 10);
        filter = (ch_offer_filter) { .party = CH_LIT("CAN"), .no_samples = true };
        T_OK(ch_offers(&look, &p.expert, &filter, &list));
        T_EQ_INT(list.page.total, 0);
        filter.no_samples = false;
        T_OK(ch_offers(&look, &p.expert, &filter, &list));
        T_TRUE(list.page.total == list.len && list.len >= 2);
        T_OK(ch_requests(&look, &p.expert, &by_region, &requests));
        T_TRUE(requests.len < 27);
        filter = (ch_offer_filter) { .page = { .after = CH_LIT("nonsense!") } };
        T_EQ_INT(ch_offers(&look, &p.expert, &filter, &list), CH_MALFORMED);
        ch_look_end(&look);
        house_leave(&h);
}

static ch_status
run_samples(job *j, ch_work *work)
{
        ch_sample_link *links = (ch_sample_link *)(uintptr_t)j->in;
        size_t n;
        ch_status st = ch_samples_invite(work, j->actor, links, &n);

        return st == CH_OK && n != CH_SAMPLES ? CH_STALE : st;
}

T_CASE("five sample people are invited: a State that asks, one that offers, and staff who are kept from nothing")
{
        house h = given_house(t);
        ch_sample_link links[CH_SAMPLES];
        job j = { .run = run_samples, .actor = &ch_actor_system, .in = links };

        do_import(&h);
        T_OK(work_on(&h, &j));
        T_EQ_STR(links[0].party, "ALB");
        T_EQ_STR(links[1].party, "CAN");
        for (size_t i = 2; i < CH_SAMPLES; i++)
                T_EQ_STR(links[i].party, "COMMITTEE");
        for (size_t i = 0; i < CH_SAMPLES; i++)
                T_TRUE(links[i].token.len >= 43);
        house_leave(&h);
}

/* What happens when nobody does anything: invitations lapse, offers and requests rest, letters fall due, news is told.
 */
#include "given.h"
#include "rest.h"
#include <ch/letter.h>

static size_t
count_letters(house *h, const char *kind)
{
        ch_look look = look_at(h);
        const void *const *all;
        size_t n = ch_catalog_all(look.cat, CH_LETTER, &all), found = 0;

        for (size_t i = 0; i < n; i++)
                found += ch_str_is(((const ch_letter *)all[i])->kind, kind);
        ch_look_end(&look);
        return found;
}

static int32_t
status_of(house *h, ch_kind kind, ch_uuid id)
{
        ch_look look = look_at(h);
        int32_t status = ch_record_status(kind, ch_catalog_by_id(look.cat, kind, id, look.arena));

        ch_look_end(&look);
        return status;
}

T_CASE("a letter falls due with the step that asks for it, to whoever holds the matter then")
{
        house h = given_house(t);
        people p = given_people();

        given_open_request(&h, &p);
        T_EQ_INT(count_letters(&h, "acknowledgement"), 1);
        T_EQ_INT(count_letters(&h, "listed"), 0);
        given_listed_offer(&h, &p, &p.provider);
        T_EQ_INT(count_letters(&h, "listed"), 1);
        house_leave(&h);
}

T_CASE("an invitation lapses on the day after its twentieth working day, not before")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid offer = given_listed_offer(&h, &p, &p.provider), match, request = given_open_request(&h, &p);

        T_OK(do_raise(&h, &p.mission, exposure_of(request, CH_LEVEL_PROVIDERS)));
        T_OK(do_pair(&h, &p.expert, ch_match_propose, (ch_pair_in) { .request = request, .offer = offer, .need = 1 },
                     &match));
        T_OK(do_plain(&h, &p.chair, ch_match_endorse, match));
        T_OK(do_plain(&h, &p.mission, ch_match_clear, match));
        T_OK(do_plain(&h, &p.secretariat, ch_match_invite, match));
        given_time += DAYS(28); /* 18 December: the last day */
        T_OK(ch_desk_upkeep(h.desk));
        T_EQ_INT(status_of(&h, CH_MATCH, match), CH_MATCH_INVITED);
        given_time += DAYS(1);
        T_OK(ch_desk_upkeep(h.desk));
        T_EQ_INT(status_of(&h, CH_MATCH, match), CH_MATCH_LAPSED);
        T_EQ_INT(count_letters(&h, "lapsed"), 1);
        house_leave(&h);
}

T_CASE("an offer that was not confirmed for a year is warned about and then rests; one that was confirmed goes on")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid stale = given_listed_offer(&h, &p, &p.provider), kept = given_listed_offer(&h, &p, &p.provider);
        ch_offer_view view;
        ch_look look;

        given_time += DAYS(300);
        T_OK(do_plain(&h, &p.provider, ch_offer_confirm, kept));
        given_time += DAYS(66);
        T_OK(ch_desk_upkeep(h.desk));
        look = look_at(&h);
        T_OK(ch_offer_show(&look, &p.provider, stale, &view));
        T_TRUE(view.is_stale && view.offer->status == CH_OFFER_LISTED);
        T_OK(ch_offer_show(&look, &p.provider, kept, &view));
        T_FALSE(view.is_stale);
        ch_look_end(&look);
        given_time += DAYS(31);
        T_OK(ch_desk_upkeep(h.desk));
        T_EQ_INT(status_of(&h, CH_OFFER, stale), CH_OFFER_RESTING);
        T_EQ_INT(status_of(&h, CH_OFFER, kept), CH_OFFER_LISTED);
        T_OK(do_plain(&h, &p.provider, ch_offer_reopen, stale));
        T_OK(ch_desk_upkeep(h.desk));
        T_EQ_INT(status_of(&h, CH_OFFER, stale), CH_OFFER_LISTED);
        house_leave(&h);
}

T_CASE("a year after a request its State is asked once whether the need was met; without answer it rests, and one "
       "click reopens it")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid silent = given_open_request(&h, &p);

        given_time += DAYS(366);
        T_OK(ch_desk_upkeep(h.desk));
        T_OK(ch_desk_upkeep(h.desk));
        T_EQ_INT(count_letters(&h, "need_met"), 1);
        T_EQ_INT(status_of(&h, CH_REQUEST, silent), CH_REQUEST_OPEN);
        given_time += DAYS(29);
        T_OK(ch_desk_upkeep(h.desk));
        T_EQ_INT(status_of(&h, CH_REQUEST, silent), CH_REQUEST_RESTING);
        T_OK(do_plain(&h, &p.mission, ch_request_reopen, silent));
        given_time += DAYS(60);
        T_OK(ch_desk_upkeep(h.desk));
        T_EQ_INT(status_of(&h, CH_REQUEST, silent), CH_REQUEST_OPEN);
        house_leave(&h);
}

static ch_status
ask_one(void *ctx, ch_work *work)
{
        (void)ctx;
        return ask_about_needs(work, 1);
}

T_CASE("requests that were asked and wait for an answer do not stand before those that have yet to be asked, or to "
       "rest")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid v[3];

        for (size_t i = 0; i < CH_COUNT(v); i++)
                v[i] = given_open_request(&h, &p);
        given_time += DAYS(366);
        for (size_t i = 1; i <= CH_COUNT(v); i++) {
                T_OK(ch_desk_run(h.desk, t->arena, ask_one, NULL));
                T_EQ_INT(count_letters(&h, "need_met"), i);
        }
        given_time += DAYS(29);
        for (size_t i = 0; i < CH_COUNT(v); i++) {
                T_OK(ch_desk_run(h.desk, t->arena, ask_one, NULL));
                T_EQ_INT(status_of(&h, CH_REQUEST, v[i]), CH_REQUEST_RESTING);
        }
        T_OK(ch_desk_run(h.desk, t->arena, ask_one, NULL));
        T_EQ_INT(count_letters(&h, "need_met"), CH_COUNT(v));
        house_leave(&h);
}

T_CASE("all focal points of a party are told that more readers see its request, and nobody else is")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_open_request(&h, &p);
        const ch_actor *others[] = { &p.other_mission, &p.expert, &p.provider };
        ch_news *v;
        size_t n;
        ch_look look;

        T_OK(do_raise(&h, &p.mission, exposure_of(id, CH_LEVEL_PROVIDERS)));
        given_time += MINS(1);
        T_OK(do_plain(&h, &p.member, ch_request_refer, id));
        look = look_at(&h);
        T_OK(ch_home_news(&look, &p.drafter, &v, &n));
        T_EQ_INT(n, 2);
        T_EQ_INT(v[0].act, CH_ACT_REQUEST_REFER);
        T_EQ_INT(v[1].act, CH_ACT_REQUEST_RAISE);
        T_EQ_STR(v[1].ref, "R-ALB-2026-1");
        for (size_t i = 0; i < CH_COUNT(others); i++) {
                T_OK(ch_home_news(&look, others[i], &v, &n));
                T_EQ_INT(n, 0);
        }
        ch_look_end(&look);
        given_time += DAYS(31);
        look = look_at(&h);
        T_OK(ch_home_news(&look, &p.drafter, &v, &n));
        T_EQ_INT(n, 0);
        ch_look_end(&look);
        house_leave(&h);
}

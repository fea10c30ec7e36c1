/* What rests when nobody answers: offers not confirmed for a year, requests whose need was asked about in vain. Silence
 * closes nothing. */
#include "rest.h"
#include <ch/base/map.h>
#include <ch/letter.h>

enum { YEAR_DAYS = 365 };

static ch_step
system_step(ch_uuid id)
{
        return (ch_step) { .id = id };
}

/* A year after it was confirmed an offer is warned about, and rests when the days for an answer are over. */
static bool
is_stale(const ch_look *look, const ch_offer *o)
{
        ch_day warned;

        if (o->status != CH_OFFER_LISTED || !ch_date_is_set(o->confirmed))
                return false;
        warned = ch_date_last(o->confirmed) + YEAR_DAYS;
        return clock_due(look, CH_CLOCK_FEEDBACK, warned, NULL) < look->today;
}

ch_status
rest_offers(ch_work *work, size_t max, size_t *rested)
{
        ch_offer_walk walk = ch_catalog_offers(work->look.cat);
        ch_status st = CH_OK;
        ch_offer o;

        *rested = 0;
        while (*rested < max && st == CH_OK && ch_offer_next(&walk, &o)) {
                ch_step step = system_step(o.head.id);
                ch_made made;

                if (!is_stale(&work->look, &o))
                        continue;
                st = ch_offer_rest(work, &ch_actor_system, &step, &made);
                ++*rested;
        }
        return st;
}

static const char need_met_letter[] = "need_met";

static ch_str
key_of(const ch_uuid *request)
{
        return (ch_str) { (const char *)request->b, sizeof request->b };
}

/* The requests whose States have been asked already; NULL: no memory. The keys are borrowed from the catalogue. */
static ch_map *
asked_already(const ch_look *look)
{
        const void *const *all;
        size_t n = all_of(look, CH_LETTER, &all);
        ch_map *asked = ch_map_new(look->arena, 64);

        for (size_t i = 0; asked && i < n; i++) {
                const ch_letter *l = all[i];

                if (ch_str_is(l->kind, need_met_letter))
                        (void)ch_map_add(asked, key_of(&l->request), i);
        }
        return ch_arena_is_full(look->arena) ? NULL : asked;
}

/* The day on which a State is asked whether its need was met: a year after the request; none while it rests or was
 * taken up anew. */
static ch_day
asked_on(const ch_look *look, const ch_request *r)
{
        ch_day due;

        if (r->status != CH_REQUEST_OPEN || !r->received_at)
                return CH_DAY_NONE;
        due = clock_due(look, CH_CLOCK_NEED_MET, ch_day_of(r->received_at), NULL);
        return ch_day_of(r->status_at) < due ? due : CH_DAY_NONE;
}

static ch_status
ask(ch_work *work, const ch_request *r)
{
        static const ch_move asking = { .act = CH_ACT_REQUEST_REST, .letter = need_met_letter };
        ch_object object = { .kind = CH_REQUEST, .request = r, .party = r->party };

        return owe_letter(work, &asking, &object);
}

/* Nobody has answered, and the days for an answer are over. */
static bool
is_unanswered(const ch_look *look, const ch_request *r, ch_day due)
{
        return ch_day_of(r->head.changed_at) <= due && clock_due(look, CH_CLOCK_CLARIFICATION, due, NULL) < look->today;
}

/* *is_done: something was due, and happened. */
static ch_status
ask_or_rest(ch_work *work, const ch_request *r, const ch_map *asked, bool *is_done)
{
        ch_day due = asked_on(&work->look, r);
        ch_step step = system_step(r->head.id);
        ch_made made;
        size_t at;

        *is_done = false;
        if (due == CH_DAY_NONE || due >= work->look.today)
                return CH_OK;
        *is_done = true;
        if (!ch_map_get(asked, key_of(&r->head.id), &at))
                return ask(work, r);
        *is_done = is_unanswered(&work->look, r, due);
        return *is_done ? ch_request_rest(work, &ch_actor_system, &step, &made) : CH_OK;
}

ch_status
ask_about_needs(ch_work *work, size_t max)
{
        const void *const *all;
        size_t n = all_of(&work->look, CH_REQUEST, &all), done = 0;
        ch_map *asked = asked_already(&work->look);
        ch_status st = asked ? CH_OK : CH_TOO_LARGE;

        for (size_t i = 0; i < n && done < max && st == CH_OK; i++) {
                bool is_done;

                st = ask_or_rest(work, all[i], asked, &is_done);
                done += is_done;
        }
        return st;
}

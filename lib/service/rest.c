/* What rests when nobody answers: offers not confirmed for a year, requests whose need was asked about in vain. Silence
 * closes nothing. */
#include "rest.h"
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

static bool
was_asked(const ch_look *look, const ch_request *r)
{
        const void *const *all;
        size_t n = all_of(look, CH_LETTER, &all);

        for (size_t i = 0; i < n; i++) {
                const ch_letter *l = all[i];

                if (ch_uuid_eq(l->request, r->head.id) && ch_str_is(l->kind, need_met_letter))
                        return true;
        }
        return false;
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
ask_or_rest(ch_work *work, const ch_request *r, ch_day due)
{
        static const ch_move ask = { .act = CH_ACT_REQUEST_REST, .letter = need_met_letter };
        ch_object object = { .kind = CH_REQUEST, .request = r, .party = r->party };
        ch_step step = system_step(r->head.id);
        ch_made made;
        bool has_answered = ch_day_of(r->head.changed_at) > due;

        if (!was_asked(&work->look, r))
                return owe_letter(work, &ask, &object);
        if (has_answered || clock_due(&work->look, CH_CLOCK_CLARIFICATION, due, NULL) >= work->look.today)
                return CH_OK;
        return ch_request_rest(work, &ch_actor_system, &step, &made);
}

ch_status
ask_about_needs(ch_work *work, size_t max)
{
        const void *const *all;
        size_t n = all_of(&work->look, CH_REQUEST, &all), done = 0;
        ch_status st = CH_OK;

        for (size_t i = 0; i < n && done < max && st == CH_OK; i++) {
                ch_day due = asked_on(&work->look, all[i]);

                if (due == CH_DAY_NONE || due >= work->look.today)
                        continue;
                st = ask_or_rest(work, all[i], due);
                done++;
        }
        return st;
}

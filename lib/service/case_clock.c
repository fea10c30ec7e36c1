/* Who holds a case and until when. */
#include "case_.h"

enum { DAY_MS = 24 * 3600 * 1000, HOUR_MS = 3600 * 1000 };

ch_time
time_in_day(ch_day day)
{
        static const int hours[] = { 12, 0, 23, 36, -12 };

        for (size_t i = 0; i < CH_COUNT(hours); i++) {
                ch_time t = (ch_time)day * DAY_MS + (ch_time)hours[i] * HOUR_MS;

                if (ch_day_of(t) == day)
                        return t;
        }
        return (ch_time)day * DAY_MS;
}

ch_day
clock_due(const ch_look *look, ch_clock_id clock, ch_day from, ch_skipped *skipped)
{
        ch_skipped none;

        if (clock == CH_CLOCK_NONE || from == CH_DAY_NONE)
                return CH_DAY_NONE;
        return ch_clock_due(look->arena, look->desk->vocab, look->desk->clocks[clock], from, skipped ? skipped : &none);
}

/* The mission may stop a circulation that it chose, till it waives that or the days are over. */
static bool
has_brake(const ch_request *r)
{
        return r->status == CH_REQUEST_OPEN && r->approach == CH_APPROACH_ALL && !r->circulated_at &&
               r->acknowledged_at;
}

ch_day
brake_until(const ch_look *look, const ch_request *r)
{
        ch_day due;

        if (!has_brake(r) || r->brake_waived)
                return CH_DAY_NONE;
        due = clock_due(look, CH_CLOCK_BRAKE, ch_day_of(r->acknowledged_at), NULL);
        return due >= look->today ? due : CH_DAY_NONE;
}

ch_day
circulate_until(const ch_look *look, const ch_request *r)
{
        return has_brake(r) && r->received_at ? clock_due(look, CH_CLOCK_CIRCULATE, ch_day_of(r->received_at), NULL)
                                              : CH_DAY_NONE;
}

/* The clock of a request, and when it began. */
static ch_clock_id
request_clock(const ch_look *look, const ch_request *r, ch_time *from)
{
        ch_day brake = brake_until(look, r);

        *from = r->status == CH_REQUEST_BACK ? r->status_at : r->received_at;
        if (r->status == CH_REQUEST_BACK)
                return CH_CLOCK_CLARIFICATION;
        if (r->status == CH_REQUEST_SUBMITTED || r->status == CH_REQUEST_AUTHENTICATED)
                return CH_CLOCK_CIRCULATE;
        *from = r->acknowledged_at;
        if (r->status != CH_REQUEST_OPEN)
                return CH_CLOCK_NONE;
        if (brake != CH_DAY_NONE && brake >= circulate_until(look, r))
                return CH_CLOCK_BRAKE;
        *from = r->received_at;
        if (!r->received_at)
                return CH_CLOCK_NONE;
        return has_brake(r) ? CH_CLOCK_CIRCULATE : CH_CLOCK_NEED_MET;
}

static const ch_move *
move_that_led_to(const ch_match *m)
{
        const ch_decision *last = m->decisions.len ? (const ch_decision *)m->decisions.v + m->decisions.len : NULL;
        const ch_move *v;
        size_t n = ch_moves(&v);

        while (last && last-- > (const ch_decision *)m->decisions.v)
                for (size_t i = 0; i < n; i++)
                        if (v[i].kind == CH_MATCH && v[i].to == m->status &&
                            ch_str_is(last->act, ch_act_word(v[i].act)))
                                return &v[i];
        return NULL;
}

static void
hold_match(const ch_look *look, const ch_match *m, ch_holding *h)
{
        const ch_move *move = move_that_led_to(m);

        h->since = m->status_at;
        if (h->holder == CH_HELD_STATE)
                h->party = m->party;
        if (h->holder == CH_HELD_PROVIDER)
                h->party = m->provider;
        if (!m->due_at || !move)
                return;
        h->clock = move->starts;
        (void)clock_due(look, h->clock, ch_day_of(m->status_at), &h->skipped);
        h->until = ch_day_of(m->due_at);
}

static void
hold_request(const ch_look *look, const ch_request *r, ch_holding *h)
{
        ch_time from;

        h->since = r->status_at;
        if (h->holder == CH_HELD_STATE)
                h->party = r->party;
        h->clock = request_clock(look, r, &from);
        if (h->clock != CH_CLOCK_NONE)
                h->until = clock_due(look, h->clock, ch_day_of(from), &h->skipped);
}

static void
hold_offer(const ch_offer *o, ch_holding *h)
{
        h->since = o->status_at;
        if (h->holder == CH_HELD_PROVIDER)
                h->party = o->party;
}

ch_holding
holding_of(const ch_look *look, ch_kind kind, const void *record)
{
        ch_holding h = { .holder = ch_holder_of(kind, ch_record_status(kind, record)), .until = CH_DAY_NONE };

        if (kind == CH_MATCH)
                hold_match(look, record, &h);
        else if (kind == CH_REQUEST)
                hold_request(look, record, &h);
        else if (kind == CH_OFFER)
                hold_offer(record, &h);
        h.party = ch_str_dup(look->arena, h.party);
        if (h.party.len)
                h.party_name = party_name(look, h.party);
        h.is_overdue = h.until != CH_DAY_NONE && h.until < look->today;
        return h;
}

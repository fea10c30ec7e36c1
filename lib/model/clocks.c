#include <ch/procedure.h>
#include <string.h>

const ch_clock_length ch_clock_defaults[CH__CLOCK_MAX] = {
        [CH_CLOCK_NONE] = { "none", 0, CH_CALENDAR_DAYS },
        [CH_CLOCK_BRAKE] = { "circulation_brake", 5, CH_WORKING_DAYS },
        [CH_CLOCK_CIRCULATE] = { "circulation", 7, CH_CALENDAR_DAYS },
        [CH_CLOCK_INVITATION] = { "invitation", 20, CH_WORKING_DAYS },
        [CH_CLOCK_CLARIFICATION] = { "clarification", 20, CH_WORKING_DAYS },
        [CH_CLOCK_NEED_MET] = { "need_met", 12, CH_MONTHS },
        [CH_CLOCK_BRIEFING] = { "briefing", 2, CH_MONTHS },
        [CH_CLOCK_FEEDBACK] = { "feedback", 30, CH_CALENDAR_DAYS },
};

enum { FRIDAY = 4, LENGTH_MAX = 10000 };

static void
note_skipped(ch_arena *arena, ch_skipped *skipped, ch_day day)
{
        size_t cap = skipped->len;

        if (!(cap & (cap - 1))) { /* 0, 1, 2, 4, …: room for as many again */
                ch_day *v = CH_NEW_N(arena, ch_day, cap ? cap * 2 : 1);

                if (!v)
                        return;
                if (cap)
                        memcpy(v, skipped->v, cap * sizeof(*v));
                skipped->v = v;
        }
        skipped->v[skipped->len++] = day;
}

static ch_day
after_working_days(ch_arena *arena, const ch_vocab *vocab, int32_t n, ch_day day, ch_skipped *skipped)
{
        while (n > 0) {
                day++;
                if (ch_day_weekday(day) <= FRIDAY && !ch_vocab_is_holiday(vocab, day))
                        n--;
                else if (skipped)
                        note_skipped(arena, skipped, day);
        }
        return day;
}

/* The same day of a later month, or its last when it is shorter. */
static ch_day
after_months(int32_t n, ch_day day)
{
        ch_date d = ch_day_date(day);
        int32_t months = d.year * 12 + (d.month - 1) + n;
        ch_date month = { .year = (int16_t)(months / 12), .month = (uint8_t)(months % 12 + 1) };
        ch_day first = ch_date_first(month), last = ch_date_last(month);

        return first + d.day - 1 < last ? first + d.day - 1 : last;
}

ch_day
ch_clock_due(ch_arena *arena, const ch_vocab *vocab, ch_clock_length length, ch_day from, ch_skipped *skipped)
{
        int32_t n = length.length < 0 ? 0 : length.length;

        if (skipped)
                *skipped = (ch_skipped) { 0 };
        if (from == CH_DAY_NONE)
                return CH_DAY_NONE;
        if (n > LENGTH_MAX)
                n = LENGTH_MAX;
        if (length.unit == CH_WORKING_DAYS)
                return after_working_days(arena, vocab, n, from, skipped);
        return length.unit == CH_MONTHS ? after_months(n, from) : from + n;
}

/* ch/base/clock.h – time as numbers; the only place that asks the system for it.
 *
 * A ch_time counts milliseconds since 1970 UTC. A ch_day counts days since 1970-01-01 in the clearing-house's zone. A
 * ch_date may leave out day or month, as sources do. Days and dates are Gregorian and know no zone; ch_day_of does, and
 * counts in UTC while none is set. Texts live in the arena given, and are empty when it is full. What is parsed is
 * written only when it is right. Thread-safe.
 *
 *      ch_clock_zone("America/New_York")               true
 *      ch_time_parse("2026-03-28T02:30:00.000Z", &t)   true
 *      ch_day_text(arena, ch_day_of(t))                "2026-03-27": in New York it is still the evening before
 *      ch_date_parse("2014-08", &d)                    true; ch_date_first(d) is 1 August, ch_date_last(d) 31 August
 */
#ifndef CH_BASE_CLOCK_H
#define CH_BASE_CLOCK_H
#include <ch/base/str.h>

typedef int64_t ch_time; /* ms since the epoch, UTC; 0 = not set */
typedef int32_t ch_day;  /* days since 1970-01-01; CH_DAY_NONE = not set */
#define CH_DAY_NONE INT32_MIN

typedef struct ch_date {
        int16_t year;       /* 0 = not set */
        uint8_t month, day; /* 0 = not known */
} ch_date;

/* Wall clock. Whoever keeps it may set it back: not for measuring how long something took. */
ch_time ch_now(void);
/* CLOCK_BOOTTIME in ms, and in us: for time-outs and measurements, counts through suspension, never set back. */
int64_t ch_uptime_ms(void);
int64_t ch_uptime_us(void);
/* Sets the zone in which days are counted, by its name in the tz database; before the first thread, as it fills a table
 * that all threads read. The rules are ICU's, to the end of 2199. False: unknown zone. */
CH_MUST_CHECK bool ch_clock_zone(const char *name);
/* The day on which t falls in that zone; a binary search over the zone's changes. */
ch_day ch_day_of(ch_time t);
/* Monday 0 .. Sunday 6. */
int ch_day_weekday(ch_day day);
/* The full date; not set for CH_DAY_NONE. */
ch_date ch_day_date(ch_day day);
/* First and last day that a date may mean (2014 -> 1 January .. 31 December); CH_DAY_NONE when not set. */
ch_day ch_date_first(ch_date d);
ch_day ch_date_last(ch_date d);
/* Has it a year? */
bool ch_date_is_set(ch_date d);
/* "2014", "2014-08" or "2014-08-05", a day that exists, years 1900..2199; and back: empty when not set. */
bool ch_date_parse(ch_str s, ch_date *out);
ch_str ch_date_text(ch_arena *arena, ch_date d);
/* "2014-08-05"; empty for CH_DAY_NONE. */
ch_str ch_day_text(ch_arena *arena, ch_day day);
/* Only the full form, years as above. */
bool ch_day_parse(ch_str s, ch_day *out);
/* RFC 3339 in UTC, always with milliseconds: "2026-03-27T14:30:00.000Z". Time 0 gives 1970, not an empty text: ask for
 * it before. And back, in exactly this form, years 1900..2199. */
ch_str ch_time_text(ch_arena *arena, ch_time t);
bool ch_time_parse(ch_str s, ch_time *out);
#endif

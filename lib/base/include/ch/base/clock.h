/* ch/base/clock.h – time as numbers; the only place that asks the system for it.
 *
 * A ch_time counts milliseconds since 1970 UTC. A ch_day counts days since 1970-01-01 in the clearing-house's zone. A
 * ch_date may leave out day or month, as sources do. Thread-safe.
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

/* Wall clock, ms. */
ch_time ch_now(void);
/* CLOCK_BOOTTIME in ms: for time-outs, counts through suspension, never set back. */
int64_t ch_uptime_ms(void);
int64_t ch_uptime_us(void);
/* Sets the zone in which days are counted, such as "America/New_York"; before the first thread. False: unknown zone. */
CH_MUST_CHECK bool ch_clock_zone(const char *name);
/* The day on which t falls in that zone. */
ch_day ch_day_of(ch_time t);
/* Monday 0 .. Sunday 6. */
int ch_day_weekday(ch_day day);
ch_date ch_day_date(ch_day day);
/* First and last day that a date may mean (2014 -> 1 January .. 31 December); CH_DAY_NONE when not set. */
ch_day ch_date_first(ch_date d);
ch_day ch_date_last(ch_date d);
bool ch_date_is_set(ch_date d);
/* "2014", "2014-08" or "2014-08-05", a day that exists, years 1900..2199. */
bool ch_date_parse(ch_str s, ch_date *out);
ch_str ch_date_text(ch_arena *arena, ch_date d);
/* "2014-08-05"; empty for CH_DAY_NONE. */
ch_str ch_day_text(ch_arena *arena, ch_day day);
/* Only the full form. */
bool ch_day_parse(ch_str s, ch_day *out);
/* RFC 3339 in UTC with milliseconds, and back. */
ch_str ch_time_text(ch_arena *arena, ch_time t);
bool ch_time_parse(ch_str s, ch_time *out);
#endif

#include "zone.h"
#include <ch/base/assert.h>
#include <ch/base/clock.h>
#include <time.h>

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199, DAY_MS = 24 * 60 * 60 * 1000 };

ch_time
ch_now(void)
{
        struct timespec ts;

        CH_ASSERT(!clock_gettime(CLOCK_REALTIME, &ts));
        return (ch_time)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
ch_uptime_us(void)
{
        struct timespec ts;

        CH_ASSERT(!clock_gettime(CLOCK_BOOTTIME, &ts));
        return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t
ch_uptime_ms(void)
{
        return ch_uptime_us() / 1000;
}

static int64_t
floor_div(int64_t a, int64_t b)
{
        return a / b - (a % b < 0);
}

ch_day
ch_day_of(ch_time t)
{
        return (ch_day)floor_div(t + zone_offset(t), DAY_MS);
}

int
ch_day_weekday(ch_day day)
{
        return (int)(((int64_t)day % 7 + 7 + 3) % 7); /* 1970-01-01 was a Thursday */
}

/* Years are counted from March, so that the leap day stands last. */
static ch_day
day_from_civil(int64_t year, unsigned month, unsigned day)
{
        int64_t y = year - (month <= 2), era = floor_div(y, 400), of_era = y - era * 400;
        int64_t of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;

        return (ch_day)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

ch_date
ch_day_date(ch_day day)
{
        int64_t z = (int64_t)day + 719468, era = floor_div(z, 146097), d = z - era * 146097;
        int64_t y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
        int64_t of_year = d - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
        int64_t month = m < 10 ? m + 3 : m - 9;

        if (day == CH_DAY_NONE)
                return (ch_date) { 0, 0, 0 };
        return (ch_date) { (int16_t)(y + era * 400 + (month <= 2)), (uint8_t)month,
                           (uint8_t)(of_year - (153 * m + 2) / 5 + 1) };
}

static unsigned
month_len(int64_t year, unsigned month)
{
        static const uint8_t len[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

        return len[month - 1] + (month == 2 && leap ? 1u : 0u);
}

bool
ch_date_is_set(ch_date d)
{
        return d.year != 0;
}

ch_day
ch_date_first(ch_date d)
{
        if (!ch_date_is_set(d))
                return CH_DAY_NONE;
        return day_from_civil(d.year, d.month ? d.month : 1, d.day ? d.day : 1);
}

ch_day
ch_date_last(ch_date d)
{
        unsigned month = d.month ? d.month : 12;

        if (!ch_date_is_set(d))
                return CH_DAY_NONE;
        return day_from_civil(d.year, month, d.day ? d.day : month_len(d.year, month));
}

/* len digits at s[at], within [min, max]. */
static bool
read_digits(ch_str s, size_t at, size_t len, int64_t min, int64_t max, int64_t *out)
{
        if (s.len < at + len || s.p[at] == '-')
                return false;
        return ch_str_int((ch_str) { s.p + at, len }, min, max, out);
}

bool
ch_date_parse(ch_str s, ch_date *out)
{
        int64_t year = 0, month = 0, day = 0;

        if (s.len != 4 && s.len != 7 && s.len != 10)
                return false;
        if (!read_digits(s, 0, 4, YEAR_FIRST, YEAR_LAST, &year))
                return false;
        if (s.len > 4 && (s.p[4] != '-' || !read_digits(s, 5, 2, 1, 12, &month)))
                return false;
        if (s.len > 7 && (s.p[7] != '-' || !read_digits(s, 8, 2, 1, month_len(year, (unsigned)month), &day)))
                return false;
        *out = (ch_date) { (int16_t)year, (uint8_t)month, (uint8_t)day };
        return true;
}

ch_str
ch_date_text(ch_arena *arena, ch_date d)
{
        if (!ch_date_is_set(d))
                return (ch_str) { NULL, 0 };
        if (!d.month)
                return ch_fmt(arena, "%04d", d.year);
        if (!d.day)
                return ch_fmt(arena, "%04d-%02d", d.year, d.month);
        return ch_fmt(arena, "%04d-%02d-%02d", d.year, d.month, d.day);
}

ch_str
ch_day_text(ch_arena *arena, ch_day day)
{
        return ch_date_text(arena, ch_day_date(day));
}

bool
ch_day_parse(ch_str s, ch_day *out)
{
        ch_date d;

        if (s.len != 10 || !ch_date_parse(s, &d))
                return false;
        *out = ch_date_first(d);
        return true;
}

/* Writes digits to the left of end. */
static void
put_digits(char *end, int n, int digits)
{
        for (; digits; digits--, n /= 10)
                *--end = (char)('0' + n % 10);
}

/* Every answer holds a few: digit by digit, a tenth of what a format costs. */
ch_str
ch_time_text(ch_arena *arena, ch_time t)
{
        char text[] = "0000-00-00T00:00:00.000Z";
        int64_t day = floor_div(t, DAY_MS);
        int ms = (int)(t - day * DAY_MS);
        ch_date d = ch_day_date((ch_day)day);

        put_digits(text + 4, d.year, 4);
        put_digits(text + 7, d.month, 2);
        put_digits(text + 10, d.day, 2);
        put_digits(text + 13, ms / 3600000, 2);
        put_digits(text + 16, ms / 60000 % 60, 2);
        put_digits(text + 19, ms / 1000 % 60, 2);
        put_digits(text + 23, ms % 1000, 3);
        return ch_str_dup(arena, (ch_str) { text, sizeof text - 1 });
}

bool
ch_time_parse(ch_str s, ch_time *out)
{
        int64_t hour, minute, second, ms;
        ch_day day;

        if (s.len != 24 || s.p[10] != 'T' || s.p[13] != ':' || s.p[16] != ':' || s.p[19] != '.' || s.p[23] != 'Z')
                return false;
        if (!ch_day_parse((ch_str) { s.p, 10 }, &day) || !read_digits(s, 11, 2, 0, 23, &hour) ||
            !read_digits(s, 14, 2, 0, 59, &minute) || !read_digits(s, 17, 2, 0, 59, &second) ||
            !read_digits(s, 20, 3, 0, 999, &ms))
                return false;
        *out = (ch_time)day * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
        return true;
}

#include "t.h"
#include <ch/base/clock.h>

static ch_time
at(const char *text)
{
        ch_time time = -1;

        T_TRUE(ch_time_parse(ch_str_of(text), &time));
        return time;
}

static ch_day
day(const char *text)
{
        ch_day d = CH_DAY_NONE;

        T_TRUE(ch_day_parse(ch_str_of(text), &d));
        return d;
}

T_CASE("every day of three centuries comes back from its date, its text and its weekday")
{
        ch_day first = day("1900-01-01"), last = day("2199-12-31"), again;

        T_EQ_INT(day("1970-01-01"), 0);
        T_EQ_INT(ch_day_weekday(0), 3);
        T_EQ_INT(ch_day_weekday(day("2000-02-29")), 1);
        T_EQ_INT(ch_day_weekday(first), 0);
        T_EQ_INT(last - first + 1, 300 * 365 + 73); /* leap days without 1900 and 2100 */
        for (ch_day d = first; d <= last; d++) {
                T_EQ_INT(ch_date_first(ch_day_date(d)), d);
                if (d % 50 == 0) {
                        T_TRUE(ch_day_parse(ch_day_text(t->arena, d), &again));
                        T_EQ_INT(again, d);
                }
                T_EQ_INT(ch_day_weekday(d), (d - first) % 7);
        }
}

T_CASE("a date without day or month means its first to its last day")
{
        ch_date d;

        T_TRUE(ch_date_parse(CH_LIT("2016"), &d));
        T_EQ_INT(ch_date_first(d), day("2016-01-01"));
        T_EQ_INT(ch_date_last(d), day("2016-12-31"));
        T_EQ_STR(ch_date_text(t->arena, d), "2016");
        T_TRUE(ch_date_parse(CH_LIT("2016-02"), &d));
        T_EQ_INT(ch_date_last(d), day("2016-02-29"));
        T_EQ_STR(ch_date_text(t->arena, d), "2016-02");
        T_TRUE(ch_date_parse(CH_LIT("2014-08-05"), &d));
        T_EQ_INT(ch_date_first(d), ch_date_last(d));
        T_EQ_STR(ch_date_text(t->arena, d), "2014-08-05");
}

T_CASE("what is not set has no day and no text")
{
        ch_date none = { 0, 0, 0 };

        T_FALSE(ch_date_is_set(none));
        T_EQ_INT(ch_date_first(none), CH_DAY_NONE);
        T_EQ_INT(ch_date_last(none), CH_DAY_NONE);
        T_EQ_STR(ch_date_text(t->arena, none), "");
        T_EQ_STR(ch_day_text(t->arena, CH_DAY_NONE), "");
        T_FALSE(ch_date_is_set(ch_day_date(CH_DAY_NONE)));
}

T_CASE("a date that does not exist or is spelt otherwise is refused")
{
        static const char *const bad[] = { "",        "14",        "2014-",      "2014-8",      "2014-8-05",
                                           "2014-13", "2014-00",   "2014-02-29", "2014-08-00",  "2014-08-32",
                                           "1899",    "2200",      "2014/08/05", "2014-08-05 ", "201a",
                                           "-014",    "2014-0-05", "2014--1-05", "2014-08--5" };
        ch_date d;

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                if (ch_date_parse(ch_str_of(bad[i]), &d))
                        fail_msg("\"%s\" was taken", bad[i]);
        T_FALSE(ch_day_parse(CH_LIT("2014-08"), &(ch_day) { 0 }));
}

T_CASE("a time comes back from its text")
{
        T_EQ_INT(at("1970-01-01T00:00:00.000Z"), 0);
        T_EQ_INT(at("2001-09-09T01:46:40.123Z"), 1000000000123);
        T_EQ_STR(ch_time_text(t->arena, 1000000000123), "2001-09-09T01:46:40.123Z");
        T_EQ_STR(ch_time_text(t->arena, -1), "1969-12-31T23:59:59.999Z");
        T_FALSE(ch_time_parse(CH_LIT("2001-09-09T24:00:00.000Z"), &(ch_time) { 0 }));
        T_FALSE(ch_time_parse(CH_LIT("2001-09-09T01:46:60.000Z"), &(ch_time) { 0 }));
        T_FALSE(ch_time_parse(CH_LIT("2001-09-09T01:46:40.123"), &(ch_time) { 0 }));
        T_FALSE(ch_time_parse(CH_LIT("2001-09-09 01:46:40.123Z"), &(ch_time) { 0 }));
}

T_CASE("a day begins at midnight in the named zone, in summer and in winter")
{
        T_TRUE(ch_clock_zone("America/New_York"));
        T_EQ_INT(ch_day_of(at("2026-01-15T04:59:59.999Z")), day("2026-01-14"));
        T_EQ_INT(ch_day_of(at("2026-01-15T05:00:00.000Z")), day("2026-01-15"));
        T_EQ_INT(ch_day_of(at("2026-07-15T03:59:59.999Z")), day("2026-07-14"));
        T_EQ_INT(ch_day_of(at("2026-07-15T04:00:00.000Z")), day("2026-07-15"));
        T_EQ_INT(ch_day_of(at("1960-07-15T04:00:00.000Z")), day("1960-07-15"));
        T_EQ_INT(ch_day_of(at("2150-01-15T04:59:59.999Z")), day("2150-01-14"));
        T_TRUE(ch_clock_zone("Asia/Kathmandu"));
        T_EQ_INT(ch_day_of(at("2026-01-14T18:14:59.999Z")), day("2026-01-14"));
        T_EQ_INT(ch_day_of(at("2026-01-14T18:15:00.000Z")), day("2026-01-15"));
        T_TRUE(ch_clock_zone("UTC"));
        T_EQ_INT(ch_day_of(at("2026-01-14T23:59:59.999Z")), day("2026-01-14"));
        T_EQ_INT(ch_day_of(-1), -1);
}

T_CASE("a zone that nobody knows is refused and the old one stays")
{
        T_TRUE(ch_clock_zone("Asia/Tokyo"));
        T_FALSE(ch_clock_zone("America/New_Yrok"));
        T_FALSE(ch_clock_zone(""));
        T_FALSE(ch_clock_zone("GMT+25"));
        T_FALSE(ch_clock_zone("an endless name that is longer than any zone in the world could ever be called"));
        T_EQ_INT(ch_day_of(at("2026-01-14T15:00:00.000Z")), day("2026-01-15"));
        T_TRUE(ch_clock_zone("UTC"));
}

T_CASE("the clocks go forward")
{
        int64_t up = ch_uptime_ms();

        T_TRUE(ch_now() > at("2024-01-01T00:00:00.000Z"));
        T_TRUE(up > 0 && ch_uptime_ms() >= up);
}

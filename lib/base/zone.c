#include "zone.h"
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

/* Two changes a year at most, and the two centuries in which the house counts days. */
enum { CHANGES_MOST = 1024, NAME_MOST = 64 };

static const ch_time horizon = (ch_time)7258118400000; /* 2200-01-01 */

typedef struct change {
        ch_time from;
        int64_t offset;
} change;

static change changes[CHANGES_MOST];
static size_t changes_len;

static bool
add_change(UCalendar *cal, ch_time from, UErrorCode *err)
{
        int32_t fixed, summer;

        ucal_setMillis(cal, (UDate)from, err);
        fixed = ucal_get(cal, UCAL_ZONE_OFFSET, err);
        summer = ucal_get(cal, UCAL_DST_OFFSET, err);
        if (U_FAILURE(*err) || changes_len == CHANGES_MOST)
                return false;
        changes[changes_len++] = (change) { from, (int64_t)fixed + summer };
        return true;
}

static bool
read_changes(UCalendar *cal)
{
        UErrorCode err = U_ZERO_ERROR;
        UDate next;

        changes_len = 0;
        if (!add_change(cal, -horizon, &err))
                return false;
        while (ucal_getTimeZoneTransitionDate(cal, UCAL_TZ_TRANSITION_NEXT, &next, &err) && (ch_time)next < horizon)
                if (!add_change(cal, (ch_time)next, &err))
                        return false;
        return !U_FAILURE(err);
}

/* ICU takes any name and answers with GMT for those it does not know; asking for the canonical name tells. */
static bool
widen_known(const char *name, UChar out[NAME_MOST])
{
        UChar canonical[NAME_MOST];
        UBool is_system = false;
        UErrorCode err = U_ZERO_ERROR;

        if (strlen(name) >= NAME_MOST)
                return false;
        u_charsToUChars(name, out, (int32_t)strlen(name) + 1);
        ucal_getCanonicalTimeZoneID(out, -1, canonical, NAME_MOST, &is_system, &err);
        return !U_FAILURE(err) && is_system;
}

bool
ch_clock_zone(const char *name)
{
        UChar wide[NAME_MOST];
        UErrorCode err = U_ZERO_ERROR;
        UCalendar *cal;
        bool done;

        if (!widen_known(name, wide))
                return false;
        cal = ucal_open(wide, -1, "en", UCAL_GREGORIAN, &err);
        done = !U_FAILURE(err) && read_changes(cal);
        if (!U_FAILURE(err))
                ucal_close(cal);
        return done;
}

int64_t
zone_offset(ch_time t)
{
        size_t low = 0, high = changes_len;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (changes[mid].from <= t)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low ? changes[low - 1].offset : 0;
}

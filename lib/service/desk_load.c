/* What the desk reads at start besides records: the reference tables and the settings. */
#include "desk_.h"

enum { TABLE_MAX = 16 << 20 };

static ch_status
read_table(ch_desk *desk, const char *folder, const char *name, bool is_optional, ch_str *out)
{
        ch_str path = ch_fmt(desk->arena, "%s/%s", folder, name);
        ch_status st = path.len ? ch_file_read(desk->arena, path.p, TABLE_MAX, out) : CH_BUSY;

        if (st == CH_HIDDEN && is_optional) {
                *out = (ch_str) { 0 };
                return CH_OK;
        }
        if (st != CH_OK)
                ch_log(CH_LOG_ERROR, "reference.unreadable", ch_log_status("status", st));
        return st;
}

static void
log_faults(const ch_issues *issues)
{
        for (size_t i = 0; i < issues->len && i < 20; i++)
                ch_log(CH_LOG_ERROR, "reference.invalid", ch_log_int("line", (int64_t)issues->v[i].line),
                       ch_log_int("number", issues->v[i].n));
}

/* Holidays move clocks, not lists. */
static ch_status
name_maker(ch_desk *desk, const ch_vocab_texts *t)
{
        const ch_str parts[] = { t->states, t->organizations, t->regions, t->topics, t->recipients, t->concepts };
        ch_key hash = ch_hash(parts, CH_COUNT(parts));

        desk->maker = ch_fmt(desk->arena, "tables %02x%02x%02x%02x%02x%02x, ranking %d, %s", hash.b[0], hash.b[1],
                             hash.b[2], hash.b[3], hash.b[4], hash.b[5], CH_RANK_MAKE, ch_text_library());
        return desk->maker.len ? CH_OK : CH_BUSY;
}

ch_status
desk_vocab_load(ch_desk *desk, const char *folder)
{
        ch_vocab_texts texts;
        const struct {
                const char *name;
                bool is_optional;
                ch_str *text;
        } files[] = {
                { "states.csv", false, &texts.states },        { "organizations.csv", false, &texts.organizations },
                { "regions.csv", false, &texts.regions },      { "topics.csv", false, &texts.topics },
                { "recipients.csv", true, &texts.recipients }, { "holidays.csv", true, &texts.holidays },
                { "concepts.csv", true, &texts.concepts },
        };
        ch_issues issues = ch_issues_new(desk->arena);
        ch_status st = CH_OK;

        for (size_t i = 0; i < CH_COUNT(files) && st == CH_OK; i++)
                st = read_table(desk, folder, files[i].name, files[i].is_optional, files[i].text);
        if (st == CH_OK)
                st = ch_vocab_load(desk->arena, &texts, &issues, &desk->vocab);
        if (st == CH_INVALID)
                log_faults(&issues);
        return st == CH_OK ? name_maker(desk, &texts) : st;
}

static ch_status
load_clock(ch_desk *desk, ch_db *db, ch_clock_length *clock)
{
        ch_str name = ch_fmt(desk->arena, "clock.%s", clock->name), value;
        int64_t length;
        ch_status st = ch_db_setting(db, name, desk->arena, &value);

        if (st == CH_HIDDEN)
                return CH_OK;
        if (st == CH_OK && ch_str_int(value, 0, 3660, &length))
                clock->length = (int32_t)length;
        return st;
}

ch_status
desk_settings_load(ch_desk *desk, ch_db *db)
{
        ch_status st = CH_OK;

        for (int c = 0; c < CH__CLOCK_MAX; c++)
                desk->clocks[c] = ch_clock_defaults[c];
        for (int c = CH_CLOCK_NONE + 1; c < CH__CLOCK_MAX && st == CH_OK; c++)
                st = load_clock(desk, db, &desk->clocks[c]);
        return st;
}

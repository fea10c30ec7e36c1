#include "given.h"
#include <ch/base/assert.h>
#include <ch/may.h>
#include <string.h>

/* ---- the moves, against a table written from the description of the procedure
 * ---------------------------------------- */

static const char *
status_word(ch_kind kind, int32_t status)
{
        static const char *const *const names[CH__KIND_MAX] = {
                [CH_REQUEST] = ch_request_status_names,
                [CH_OFFER] = ch_offer_status_names,
                [CH_MATCH] = ch_match_status_names,
        };

        return status < 0 ? "nothing" : names[kind][status];
}

/* "offer.submit draft -> submitted mission,expert", one line per legal step, in order of kind, act and status. */
static ch_str
describe_roles(ch_t *t, ch_roles who)
{
        ch_buf b = ch_buf_new(t->arena);
        ch_str out;

        for (int r = 0; r < CH__ROLE_MAX; r++)
                if (who & CH_HAS(r))
                        ch_buf_printf(&b, "%s%s", b.len ? "," : "", ch_role_names[r]);
        if (!who)
                ch_buf_lit(&b, "system");
        T_OK(ch_buf_end(&b, &out));
        return out;
}

/* Steps found by asking for every act from every status, as a caller does. */
static ch_str
found_steps(ch_t *t)
{
        static const ch_kind kinds[] = { CH_REQUEST, CH_OFFER, CH_MATCH };
        static const int32_t max[] = { CH__REQUEST_STATUS_MAX, CH__OFFER_STATUS_MAX, CH__MATCH_STATUS_MAX };
        ch_buf b = ch_buf_new(t->arena);
        ch_str out;

        for (size_t k = 0; k < 3; k++)
                for (int act = 1; act < CH__ACT_MAX; act++)
                        for (int32_t from = -1; from < max[k]; from++)
                                for (int32_t to = -1; to < max[k]; to++) {
                                        const ch_move *m = ch_move_to(kinds[k], (ch_act)act, from, to);
                                        ch_str who;

                                        if (!m)
                                                continue;
                                        who = describe_roles(t, m->who);
                                        ch_buf_printf(&b, "%s\t%s\t%s\t%.*s\n", ch_act_word((ch_act)act),
                                                      status_word(kinds[k], from),
                                                      to < 0 ? "stays" : status_word(kinds[k], to), (int)who.len,
                                                      who.p);
                                }
        T_OK(ch_buf_end(&b, &out));
        return out;
}

static bool
has_line(ch_str text, ch_str line)
{
        ch_str one;

        while (ch_str_cut(&text, '\n', &one))
                if (ch_str_eq(one, line))
                        return true;
        return false;
}

/* Lines of a that b lacks; comments and empty lines do not count. */
static size_t
count_missing(ch_str a, ch_str b, const char *where)
{
        size_t missing = 0;
        ch_str line;

        while (ch_str_cut(&a, '\n', &line)) {
                if (!line.len || line.p[0] == '#' || has_line(b, line))
                        continue;
                if (where)
                        print_error("%s: %.*s\n", where, (int)line.len, line.p);
                missing++;
        }
        return missing;
}

T_CASE("the legal moves are exactly those of the written table; every other is illegal")
{
        ch_str written = given_file(t, CH_SOURCE_DIR "/tests/model/moves.tsv"), found = found_steps(t);

        T_EQ_SIZE(count_missing(written, found, "written, but not legal"), 0);
        T_EQ_SIZE(count_missing(found, written, "legal, but not written"), 0);
}

T_CASE("the comparison sees one move too many and one too few")
{
        ch_str written = given_file(t, CH_SOURCE_DIR "/tests/model/moves.tsv"), found = found_steps(t);
        ch_str more = ch_fmt(t->arena, "%.*smatch.accept\tinvited\taccepted\tmission\n", (int)found.len, found.p);
        ch_str less = { found.p, found.len / 2 };

        T_EQ_SIZE(count_missing(more, written, NULL), 1);
        T_TRUE(count_missing(written, less, NULL) > 10);
}

T_CASE("the tables agree with each other")
{
        const char *wrong = ch_procedure_check();

        if (wrong)
                print_error("%s\n", wrong);
        T_TRUE(wrong == NULL);
}

T_CASE("a status that does not exist has no moves")
{
        const ch_move *out[64];

        T_EQ_SIZE(ch_moves_from(CH_REQUEST, 62, out, 64), 0);
        T_EQ_SIZE(ch_moves_from(CH_REQUEST, 63, out, 64), 0);
        T_EQ_SIZE(ch_moves_from(CH_REQUEST, 1000, out, 64), 0);
        T_EQ_SIZE(ch_moves_from(CH_PARTY, 0, out, 64), 0);
        T_TRUE(ch_move_find(CH_REQUEST, CH_ACT_REQUEST_SUBMIT, 64) == NULL);
        T_TRUE(ch_move_find(CH_OFFER, CH_ACT_REQUEST_SUBMIT, CH_REQUEST_DRAFT) == NULL);
}

T_CASE("the moves of a status come in the order of the table, at most as many as there is room for")
{
        const ch_move *out[64], *first;
        size_t n = ch_moves_from(CH_MATCH, CH_MATCH_OFFERED, out, 64), all = ch_moves(&first);

        T_TRUE(n > 3 && all > n);
        for (size_t i = 1; i < n; i++)
                T_TRUE(out[i - 1] < out[i]);
        T_EQ_SIZE(ch_moves_from(CH_MATCH, CH_MATCH_OFFERED, out, 2), 2);
}

T_CASE("who holds a matter can always do something about it, and what nobody holds has ended or only waits")
{
        static const struct {
                ch_holder holder;
                ch_roles roles;
        } hands[] = {
                { CH_HELD_STATE, CH_HAS(CH_ROLE_MISSION) },     { CH_HELD_SECRETARIAT, CH_HAS(CH_ROLE_SECRETARIAT) },
                { CH_HELD_EXPERTS, CH_HAS(CH_ROLE_EXPERT) },    { CH_HELD_CHAIR, CH_HAS(CH_ROLE_CHAIR) },
                { CH_HELD_PROVIDER, CH_HAS(CH_ROLE_PROVIDER) },
        };
        static const ch_kind kinds[] = { CH_REQUEST, CH_OFFER, CH_MATCH };
        static const int32_t max[] = { CH__REQUEST_STATUS_MAX, CH__OFFER_STATUS_MAX, CH__MATCH_STATUS_MAX };

        for (size_t k = 0; k < 3; k++)
                for (int32_t status = 0; status < max[k]; status++) {
                        const ch_move *moves[64];
                        size_t n = ch_moves_from(kinds[k], status, moves, 64), able = 0;
                        ch_holder holder = ch_holder_of(kinds[k], status);
                        bool is_listed = kinds[k] == CH_OFFER && status == CH_OFFER_LISTED;

                        for (size_t i = 0; i < n; i++)
                                for (size_t h = 0; h < 5; h++)
                                        able += hands[h].holder == holder && (moves[i]->who & hands[h].roles);
                        if (holder != CH_HELD_NOBODY)
                                T_TRUE(able > 0);
                        for (size_t i = 0; holder == CH_HELD_NOBODY && !is_listed && i < n; i++)
                                T_TRUE(moves[i]->to < 0);
                }
        T_EQ_INT(ch_holder_of(CH_PARTY, 0), CH_HELD_NOBODY);
        T_EQ_INT(ch_holder_of(CH_REQUEST, -1), CH_HELD_NOBODY);
        T_EQ_INT(ch_holder_of(CH_REQUEST, 99), CH_HELD_NOBODY);
}

T_CASE("every act has one word of its own")
{
        for (int act = 1; act < CH__ACT_MAX; act++)
                T_EQ_INT(ch_act_of(ch_str_of(ch_act_word((ch_act)act))), act);
        T_EQ_INT(ch_act_of(CH_LIT("")), CH_ACT_NONE);
        T_EQ_INT(ch_act_of(CH_LIT("request.burn")), CH_ACT_NONE);
        T_EQ_CSTR(ch_act_word(CH_ACT_REQUEST_SUBMIT), "request.submit");
}

T_CASE("reasons have codes and labels, and those for closing and listing are the words that the records keep")
{
        const ch_coded_reason *r;
        int32_t value;

        for (int act = 1; act < CH__ACT_MAX; act++)
                for (r = ch_reasons_of((ch_act)act); r && r->code; r++)
                        T_TRUE(*r->code && strlen(r->code) <= 40 && r->label && *r->label);
        for (r = ch_reasons_of(CH_ACT_REQUEST_CLOSE); r->code; r++)
                T_TRUE(ch_enum_parse(ch_closed_for_names, ch_str_of(r->code), &value) && value > 0);
        for (r = ch_reasons_of(CH_ACT_OFFER_LIST_IT); r->code; r++)
                T_TRUE(ch_enum_parse(ch_listed_on_names, ch_str_of(r->code), &value) && value > 0);
        T_TRUE(ch_reasons_of(CH_ACT_HOME) == NULL);
}

/* ---- clocks
 * -------------------------------------------------------------------------------------------------------------- */

static const ch_vocab *
vocab_with(ch_t *t, const char *holidays)
{
        ch_vocab_texts texts = given_texts(t);
        ch_issues issues = ch_issues_new(t->arena);
        const ch_vocab *v;

        texts.holidays = ch_str_of(holidays);
        T_OK(ch_vocab_load(t->arena, &texts, &issues, &v));
        return v;
}

static ch_day
day(const char *text)
{
        ch_day d;

        T_TRUE(ch_day_parse(ch_str_of(text), &d));
        return d;
}

static void
expect_due(ch_t *t, const ch_vocab *v, ch_clock_length length, const char *from, const char *due, const char *skipped)
{
        ch_skipped s;
        ch_day got = ch_clock_due(t->arena, v, length, day(from), &s);
        ch_buf b = ch_buf_new(t->arena);
        ch_str days;

        T_EQ_STR(ch_day_text(t->arena, got), due);
        for (size_t i = 0; i < s.len; i++)
                ch_buf_printf(&b, "%s%s", i ? " " : "", ch_str_c(t->arena, ch_day_text(t->arena, s.v[i])));
        T_OK(ch_buf_end(&b, &days));
        T_EQ_STR(days, skipped);
        T_EQ_INT(ch_clock_due(t->arena, v, length, day(from), NULL), got);
}

T_CASE("working days skip weekends and holidays, and say which")
{
        static const ch_clock_length five = { "brake", 5, CH_WORKING_DAYS };
        const ch_vocab *none = vocab_with(t, "date,name_en\n"),
                       *some = vocab_with(t, "date,name_en\n2026-11-26,Thanksgiving\n"
                                             "2026-11-28,on a Saturday\n");

        expect_due(t, none, five, "2026-10-26", "2026-11-02", "2026-10-31 2026-11-01"); /* Monday */
        expect_due(t, none, five, "2026-10-30", "2026-11-06", "2026-10-31 2026-11-01"); /* Friday */
        expect_due(t, none, five, "2026-10-31", "2026-11-06", "2026-11-01"); /* Saturday: Sunday is skipped */
        expect_due(t, none, five, "2026-11-01", "2026-11-06", "");           /* Sunday */
        expect_due(t, some, five, "2026-11-23", "2026-12-01", "2026-11-26 2026-11-28 2026-11-29");
}

T_CASE("twenty working days are four weeks")
{
        const ch_vocab *v = vocab_with(t, "date,name_en\n");
        ch_skipped s;

        T_EQ_INT(ch_clock_due(t->arena, v, ch_clock_defaults[CH_CLOCK_INVITATION], day("2026-11-02"), &s),
                 day("2026-11-30"));
        T_EQ_SIZE(s.len, 8);
}

T_CASE("working days agree with counting one by one, whatever the start, length and holidays")
{
        const ch_vocab *v = vocab_with(t, "date,name_en\n2026-01-01,a\n2026-01-02,b\n2026-04-03,c\n2026-12-25,d\n");

        for (ch_day from = day("2025-12-20"); from < day("2027-01-10"); from++)
                for (int32_t n = 0; n <= 25; n++) {
                        ch_clock_length length = { "x", n, CH_WORKING_DAYS };
                        ch_skipped s;
                        ch_day due = ch_clock_due(t->arena, v, length, from, &s), at = from;
                        int32_t worked = 0;

                        while (at < due) {
                                at++;
                                worked += ch_day_weekday(at) < 5 && !ch_vocab_is_holiday(v, at);
                        }
                        T_EQ_INT(worked, n);
                        T_EQ_INT(due - from, n + (ch_day)s.len);
                        T_TRUE(n == 0 || (ch_day_weekday(due) < 5 && !ch_vocab_is_holiday(v, due)));
                }
}

T_CASE("calendar days and months count every day; a month that is too short ends with its last")
{
        static const ch_clock_length seven = { "c", 7, CH_CALENDAR_DAYS }, two = { "b", 2, CH_MONTHS },
                                     year = { "y", 12, CH_MONTHS };
        const ch_vocab *v = vocab_with(t, "date,name_en\n");

        expect_due(t, v, seven, "2026-10-30", "2026-11-06", "");
        expect_due(t, v, two, "2026-11-21", "2027-01-21", "");
        expect_due(t, v, two, "2026-12-31", "2027-02-28", "");
        expect_due(t, v, two, "2027-12-30", "2028-02-29", "");
        expect_due(t, v, year, "2028-02-29", "2029-02-28", "");
        expect_due(t, v, year, "2026-11-21", "2027-11-21", "");
}

T_CASE("a clock of no length ends where it starts; one that never started never ends; a mad one ends some day")
{
        static const ch_clock_length none = { "n", 0, CH_WORKING_DAYS }, mad = { "m", INT32_MAX, CH_CALENDAR_DAYS },
                                     negative = { "m", -5, CH_WORKING_DAYS };
        const ch_vocab *v = vocab_with(t, "");

        T_EQ_INT(ch_clock_due(t->arena, v, none, day("2026-11-21"), NULL), day("2026-11-21"));
        T_EQ_INT(ch_clock_due(t->arena, v, negative, day("2026-11-21"), NULL), day("2026-11-21"));
        T_EQ_INT(ch_clock_due(t->arena, v, none, CH_DAY_NONE, NULL), CH_DAY_NONE);
        T_EQ_INT(ch_clock_due(t->arena, v, mad, day("2026-11-21"), NULL), day("2026-11-21") + 10000);
}

T_CASE("the clocks have the lengths of today")
{
        static const struct {
                ch_clock_id id;
                const char *name;
                int32_t length, unit;
        } rows[] = {
                { CH_CLOCK_BRAKE, "circulation_brake", 5, CH_WORKING_DAYS },
                { CH_CLOCK_CIRCULATE, "circulation", 7, CH_CALENDAR_DAYS },
                { CH_CLOCK_INVITATION, "invitation", 20, CH_WORKING_DAYS },
                { CH_CLOCK_CLARIFICATION, "clarification", 20, CH_WORKING_DAYS },
                { CH_CLOCK_NEED_MET, "need_met", 12, CH_MONTHS },
                { CH_CLOCK_BRIEFING, "briefing", 2, CH_MONTHS },
                { CH_CLOCK_FEEDBACK, "feedback", 30, CH_CALENDAR_DAYS },
        };

        T_EQ_SIZE(CH_COUNT(rows), CH__CLOCK_MAX - 1);
        for (size_t i = 0; i < CH_COUNT(rows); i++) {
                T_EQ_CSTR(ch_clock_defaults[rows[i].id].name, rows[i].name);
                T_EQ_INT(ch_clock_defaults[rows[i].id].length, rows[i].length);
                T_EQ_INT(ch_clock_defaults[rows[i].id].unit, rows[i].unit);
        }
}

#include "t.h"
#include <ch/base/file.h>
#include <ch/exchange_line.h>
#include <ch/offer.h>
#include <ch/party.h>
#include <ch/request.h>
#include <stdio.h>
#include <string.h>

static ch_status
read_line(ch_t *t, const char *line, ch_issues *issues, ch_exchange *out)
{
        *issues = ch_issues_new(t->arena);
        return ch_exchange_read(ch_str_of(line), issues, out);
}

/* The sentence of the first issue of that field, or "". */
static const char *
said(ch_t *t, const ch_issues *issues, const char *field)
{
        const ch_issue *i = ch_issue_of(issues, ch_str_of(field));

        return i ? ch_str_c(t->arena, ch_issue_text(t->arena, i)) : "";
}

static ch_str
written(ch_t *t, const ch_exchange *x)
{
        ch_buf b = ch_buf_new(t->arena);
        ch_str out;

        ch_exchange_write(&b, x->kind, x->record);
        T_OK(ch_buf_end(&b, &out));
        return out;
}

#define OFFER(more)                                                                                                    \
        "{\"type\":\"offer\",\"ref\":\"OFF-1\",\"party\":\"CAN\",\"kind\":\"offer\",\"areas\":[{\"text\":\"x\"}],"     \
        "\"eligible\":[\"*\"],\"lang\":\"en\",\"evidence\":\"seen\",\"source\":\"s\"" more "}"

typedef struct sample {
        const char *file;
        ch_kind kind;
        size_t lines;
} sample;

static void
round_trip(ch_t *t, const sample *s)
{
        const char *path = ch_str_c(t->arena, ch_fmt(t->arena, "%s/schema/sample/%s.jsonl", CH_SOURCE_DIR, s->file));
        size_t n = 0;
        ch_str text, line;

        T_OK(ch_file_read(t->arena, path, 1 << 20, &text));
        for (; ch_str_cut(&text, '\n', &line); n++) {
                ch_issues issues = ch_issues_new(t->arena);
                ch_exchange x, again;
                ch_str out;

                T_OK(ch_exchange_read(line, &issues, &x));
                T_EQ_INT(x.kind, s->kind);
                T_TRUE(((ch_head *)x.record)->ref.len > 0);
                out = written(t, &x);
                T_OK(ch_exchange_read((ch_str) { out.p, out.len - 1 }, &issues, &again));
                T_EQ_STR(written(t, &again), out.p);
        }
        T_EQ_SIZE(n, s->lines);
}

T_CASE("every line of the sample records is read, and what is written of it reads back to the same bytes")
{
        static const sample files[] = { { "parties", CH_PARTY, 3 },
                                        { "offers", CH_OFFER, 93 },
                                        { "requests", CH_REQUEST, 27 },
                                        { "responses", CH_RESPONSE, 69 } };

        for (size_t i = 0; i < 4; i++)
                round_trip(t, &files[i]);
}

T_CASE("a record keeps its reference, its needs are numbered, and a party is found by its code")
{
        ch_issues issues;
        ch_exchange x;
        const ch_request *r;

        T_OK(read_line(
                t,
                "{\"type\":\"request\",\"ref\":\"REQ-ALB-2004\",\"party\":\"ALB\",\"date\":\"2014-08\",\"lang\":\"en\","
                "\"needs\":[{\"text\":\"a\"},{\"text\":\"b\",\"priority\":1}],\"channel\":\"osce\",\"visibility\":"
                "\"public\","
                "\"evidence\":\"seen\",\"source\":\"s\"}",
                &issues, &x));
        r = x.record;
        T_EQ_STR(r->head.ref, "REQ-ALB-2004");
        T_EQ_SIZE(r->needs.len, 2);
        T_EQ_INT(ch_request_needs(r)[1].no, 2);
        T_EQ_INT(ch_request_needs(r)[1].priority, 1);
        T_EQ_INT(r->date.month, 8);
        T_EQ_INT(r->date.day, 0);
        T_OK(read_line(t, "{\"type\":\"party\",\"code\":\"CNS\",\"name\":\"n\",\"kind\":\"civil-society\"}", &issues,
                       &x));
        T_EQ_STR(((ch_head *)x.record)->ref, "CNS");
        T_OK(read_line(
                t,
                "{\"type\":\"response\",\"request\":\"R\",\"offer\":\"O\",\"role\":\"funded\",\"status\":\"delivered\","
                "\"result\":\"r\",\"source\":\"s\"}",
                &issues, &x));
        T_EQ_STR(((ch_head *)x.record)->ref, "R/O/funded");
}

T_CASE("keys are written in the order of the table, not in the order in which they came")
{
        ch_issues issues;
        ch_exchange x, y;

        T_OK(read_line(t, OFFER(",\"from\":\"2020\""), &issues, &x));
        T_OK(read_line(t,
                       "{\"source\":\"s\",\"from\":\"2020\",\"lang\":\"en\",\"evidence\":\"seen\",\"eligible\":[\"*\"],"
                       "\"areas\":[{\"text\":\"x\"}],\"kind\":\"offer\",\"party\":\"CAN\",\"ref\":\"OFF-1\",\"type\":"
                       "\"offer\"}",
                       &issues, &y));
        T_EQ_STR(written(t, &x), written(t, &y).p);
        T_TRUE(ch_str_starts(written(t, &x), CH_LIT("{\"type\":\"offer\",\"ref\":\"OFF-1\",\"party\":\"CAN\"")));
}

T_CASE("everything that is wrong with a line is said at once, each at its path")
{
        ch_issues issues;
        ch_exchange x;

        T_EQ_INT(read_line(t,
                           "{\"type\":\"offer\",\"ref\":\"OFF "
                           "1\",\"party\":7,\"kind\":\"gift\",\"areas\":[{\"text\":\"x\"},"
                           "{\"text\":null,\"colour\":\"red\"},3],\"eligible\":\"*\",\"lang\":\"en\",\"from\":\"soon\","
                           "\"capacity\":\"two\",\"titel\":\"x\"}",
                           &issues, &x),
                 CH_INVALID);
        T_EQ_CSTR(said(t, &issues, "ref"),
                  "“OFF 1” is not a reference. Use 1 to 64 letters, digits, hyphens, dots and underscores.");
        T_EQ_CSTR(said(t, &issues, "party"), "A text is expected here. Put it between quotation marks.");
        T_EQ_CSTR(said(t, &issues, "kind"), "“gift” is not one of the answers offered here. Choose one of them.");
        T_EQ_CSTR(said(t, &issues, "areas.2.text"), "The key “text” is missing. Add it.");
        T_EQ_CSTR(said(t, &issues, "areas.2.colour"),
                  "The key “colour” is not known here. Leave it out, or correct its spelling.");
        T_EQ_CSTR(said(t, &issues, "areas.3"), "An object is expected here: keys and values between braces.");
        T_EQ_CSTR(said(t, &issues, "eligible"),
                  "A list is expected here. Put it between square brackets, even if it holds one entry.");
        T_TRUE(*said(t, &issues, "from") != '\0');
        T_EQ_CSTR(said(t, &issues, "titel"),
                  "The key “titel” is not known here. Leave it out, or correct its spelling.");
        T_EQ_CSTR(said(t, &issues, "evidence"), "The key “evidence” is missing. Add it.");
        T_EQ_CSTR(said(t, &issues, "source"), "The key “source” is missing. Add it.");
        T_EQ_CSTR(said(t, &issues, "capacity"),
                  "A whole number from 0 to 10000 is expected here, without quotation marks.");
}

T_CASE("a line must say its type, and only the four types are exchanged")
{
        ch_issues issues;
        ch_exchange x;

        T_EQ_INT(read_line(t, "{\"ref\":\"A\"}", &issues, &x), CH_INVALID);
        T_EQ_CSTR(said(t, &issues, "type"), "The key “type” is missing. Add it: party, offer, request or response.");
        T_EQ_INT(read_line(t, "{\"type\":\"account\"}", &issues, &x), CH_INVALID);
        T_EQ_CSTR(said(t, &issues, "type"), "“account” is no type of record. Write party, offer, request or response.");
        T_EQ_INT(read_line(t, "{\"type\":[]}", &issues, &x), CH_INVALID);
        T_EQ_INT(read_line(t, "[]", &issues, &x), CH_MALFORMED);
        T_EQ_INT(read_line(t, "", &issues, &x), CH_MALFORMED);
        T_EQ_INT(read_line(t, "{\"type\":\"party\",\"code\":\"X\",\"name\":\"n\",\"kind\":\"joint\",\"ref\":\"Y\"}",
                           &issues, &x),
                 CH_INVALID);
}

T_CASE("what only the database knows cannot be set by a line")
{
        ch_issues issues;
        ch_exchange x;

        T_EQ_INT(read_line(t, OFFER(",\"status\":\"listed\""), &issues, &x), CH_INVALID);
        T_TRUE(ch_issue_of(&issues, CH_LIT("status")) != NULL);
        T_EQ_INT(read_line(t, OFFER(",\"is_sample\":true"), &issues, &x), CH_INVALID);
}

T_CASE("a key that stands twice is refused with its path")
{
        ch_issues issues;
        ch_exchange x;

        T_EQ_INT(read_line(t, OFFER(",\"lang\":\"fr\""), &issues, &x), CH_MALFORMED);
        T_EQ_CSTR(said(t, &issues, "lang"), "The key “lang” stands here more than once. Keep one of them.");
        T_EQ_INT(read_line(t, "{\"type\":\"offer\",\"areas\":[{},{\"text\":\"a\",\"te\\u0078t\":\"b\"}]}", &issues, &x),
                 CH_MALFORMED);
        T_EQ_SIZE(issues.len, 1);
        T_EQ_STR(issues.v[0].field, "areas.2.te\\u0078t");
}

T_CASE("a longer line than the limit is refused without being read")
{
        char *big = ch_arena_alloc(t->arena, CH_EXCHANGE_LINE_MAX + 2, 1);
        ch_issues issues = ch_issues_new(t->arena);
        ch_exchange x;

        memset(big, ' ', CH_EXCHANGE_LINE_MAX + 1);
        T_EQ_INT(ch_exchange_read((ch_str) { big, CH_EXCHANGE_LINE_MAX + 1 }, &issues, &x), CH_TOO_LARGE);
        T_EQ_SIZE(issues.len, 1);
}

T_CASE("an arena that is too small is an ordinary refusal at every size")
{
        for (size_t cap = 64; cap < 60000; cap += 997) {
                ch_arena *small = ch_arena_new(cap);
                ch_issues issues = ch_issues_new(small);
                ch_exchange x;
                ch_status st = ch_exchange_read(ch_str_of(OFFER("")), &issues, &x);

                if (st)
                        T_EQ_INT(st, CH_TOO_LARGE);
                else
                        T_FALSE(ch_arena_is_full(small));
                ch_arena_free(&small);
        }
}

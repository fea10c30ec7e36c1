#include "grow.h"
#include "t.h"
#include <ch/base/file.h>
#include <ch/base/utf8.h>
#include <ch/json_in.h>
#include <ch/json_out.h>
#include <ch/request.h>
#include <stdlib.h>
#include <string.h>

static ch_status
parse(ch_t *t, ch_str bytes, ch_issues *issues)
{
        const ch_json_value *v;

        *issues = ch_issues_new(t->arena);
        return ch_json_parse(bytes, issues, &v);
}

/* "2*5b+22": pieces of hexadecimal, some repeated. */
static ch_str
unpacked(ch_t *t, ch_str packed)
{
        ch_buf b = ch_buf_new(t->arena);
        ch_str piece, out;

        while (ch_str_cut(&packed, '+', &piece)) {
                size_t star = ch_str_find(piece, '*');
                int64_t times = 1;

                if (star < piece.len) {
                        T_TRUE(ch_str_int((ch_str) { piece.p, star }, 1, 1000000, &times));
                        piece = (ch_str) { piece.p + star + 1, piece.len - star - 1 };
                }
                for (int64_t k = 0; k < times; k++)
                        for (size_t i = 0; i + 1 < piece.len; i += 2) {
                                char hex[3] = { piece.p[i], piece.p[i + 1], 0 };

                                ch_buf_char(&b, (char)strtol(hex, NULL, 16));
                        }
        }
        T_OK(ch_buf_end(&b, &out));
        return out;
}

/* In memory of exactly its size, so that a byte read behind it is found. */
static bool
verdict_holds(ch_str name, bool is_fit, ch_str bytes)
{
        ch_arena *arena = ch_arena_new((size_t)16 << 20);
        char *exact = malloc(bytes.len ? bytes.len : 1);
        ch_issues issues = ch_issues_new(arena);
        const ch_json_value *v;
        ch_status st;
        bool holds;

        memcpy(exact, bytes.p, bytes.len);
        st = ch_json_parse((ch_str) { exact, bytes.len }, &issues, &v);
        holds = is_fit ? st == CH_OK && v && !issues.len : (st == CH_MALFORMED || st == CH_TOO_LARGE) && issues.len > 0;
        if (!holds)
                print_error("%.*s: status %d, %zu issues\n", (int)name.len, name.p, (int)st, issues.len);
        for (size_t i = 0; i < issues.len; i++)
                if (!ch_issue_text(arena, &issues.v[i]).len)
                        holds = false;
        free(exact);
        ch_arena_free(&arena);
        return holds;
}

T_CASE("each of the 600 texts that claim to be JSON is taken or refused as its maker says")
{
        ch_str text, line, verdict, name;
        size_t n = 0, wrong = 0;

        T_OK(ch_file_read(t->arena, CH_SOURCE_DIR "/tests/codec/json_cases.txt", 1 << 20, &text));
        for (; ch_str_cut(&text, '\n', &line); n++) {
                T_TRUE(ch_str_cut(&line, '\t', &verdict) && ch_str_cut(&line, '\t', &name));
                wrong += !verdict_holds(name, ch_str_is(verdict, "accept"), unpacked(t, line));
        }
        T_TRUE(n >= 600);
        T_EQ_SIZE(wrong, 0);
}

T_CASE("a wrong verdict in the table would be found")
{
        T_FALSE(verdict_holds(CH_LIT("planted"), true, CH_LIT("[1,]")));
        T_FALSE(verdict_holds(CH_LIT("planted"), false, CH_LIT("[1]")));
}

T_CASE("an error says where: path, character and a few characters around")
{
        static const struct {
                const char *bytes, *field, *text;
        } cases[] = {
                { "{\"needs\":[{\"text\":\"a\"},{\"text\":tru}]}", "needs.2.text",
                  "This is not JSON at character 34 (near “\"a\"},{\"text\":tru”). Look there for a missing comma, "
                  "colon, quotation "
                  "mark or bracket, or for one too many." },
                { "{\"a\":1,\"b\":{\"c\":2,\"c\":3}}", "b.c",
                  "The key “c” stands here more than once. Keep one of them." },
                { "{\"a\":\"\xff\"}", "", "Byte 7 is not UTF-8. Save the text as UTF-8." },
                { "{\"a\":[1,2", "a.2",
                  "The JSON stops at character 9 before it is complete. It has been cut off, or a bracket or quotation "
                  "mark is not closed." },
                { "\xEF\xBB\xBF{}", "", "A byte order mark stands at the start. Save the text as UTF-8 without it." },
                { "{\"a\":\"\\ud800\"}", "a",
                  "Half of a pair of \\u escapes stands alone at character 13 (near “{\"a\":\"\\ud800\"”). Write both "
                  "halves, or the "
                  "character itself." },
                { "7", "", "This does not begin as JSON does. Send one object, between braces." },
        };

        for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
                ch_issues issues;

                T_EQ_INT(parse(t, ch_str_of(cases[i].bytes), &issues), CH_MALFORMED);
                T_EQ_SIZE(issues.len, 1);
                T_EQ_STR(issues.v[0].field, cases[i].field);
                T_EQ_STR(ch_issue_text(t->arena, &issues.v[0]), cases[i].text);
        }
}

T_CASE("several keys that stand twice are all named")
{
        ch_issues issues;

        T_EQ_INT(parse(t, CH_LIT("{\"a\":1,\"a\":2,\"b\":[{\"c\":1,\"c\":1}],\"b\":0}"), &issues), CH_MALFORMED);
        T_EQ_SIZE(issues.len, 3);
        T_EQ_STR(issues.v[1].field, "b.1.c");
}

T_CASE("values keep what was written: order, text, 64 bits")
{
        ch_issues issues = ch_issues_new(t->arena);
        const ch_json_value *o, *v;

        T_OK(ch_json_parse(CH_LIT("{\"z\":-9223372036854775808,\"a\":[true,null,1.5,\"\\uD834\\uDD1E\"]}"), &issues,
                           &o));
        T_EQ_STR(o->v[0].key, "z");
        T_TRUE(ch_json_member(o, "z")->number == INT64_MIN);
        v = ch_json_member(o, "a");
        T_EQ_INT(v->len, 4);
        T_TRUE(v->v[0].flag && v->v[1].type == CH_JSON_NULL && v->v[2].type == CH_JSON_REAL);
        T_EQ_STR(v->v[3].text, "\xF0\x9D\x84\x9E");
        T_TRUE(ch_json_member(o, "b") == NULL);
}

/* ---- records ---- */
static ch_status
read_request(ch_t *t, const char *json, ch_request *r, ch_issues *issues)
{
        static const char *const others[] = { "version", NULL };
        ch_json_pick pick = { &ch_request_fields, CH_WRITABLE, others };

        *issues = ch_issues_new(t->arena);
        return ch_json_read(ch_str_of(json), &pick, r, issues);
}

/* Long plain ones go another way than the rest: each has to come back to its own place. */
T_CASE("long and short texts, empty and escaped ones, keys among them, stand each in its own place")
{
        static const char *const kinds[][2] = {
                /* as written, as read */
                { "", "" },
                { "short", "short" },
                { "a text of more than twenty-four bytes", "a text of more than twenty-four bytes" },
                { "with a mark \\\" in it, and twenty-four bytes", "with a mark \" in it, and twenty-four bytes" },
                { "\\u0041 text of more than twenty-four bytes", "A text of more than twenty-four bytes" },
                { "as long, \xC3\xA9 \xE4\xB8\xAD and a mark {[,:]} like JSON",
                  "as long, \xC3\xA9 \xE4\xB8\xAD and a mark {[,:]} like JSON" },
        };
        enum { KINDS = sizeof kinds / sizeof *kinds, MANY = 400 };
        size_t chosen[MANY], n = 0;
        ch_issues issues = ch_issues_new(t->arena);
        const ch_json_value *v;
        ch_buf b = ch_buf_new(t->arena);
        ch_str bytes;

        ch_buf_str(&b, CH_LIT("["));
        for (size_t i = 0; i < MANY; i++) {
                chosen[i] = (i * i + i / KINDS) % KINDS;
                ch_buf_str(&b, i ? CH_LIT(",{\"\" : \"") : CH_LIT("{\"\" : \""));
                ch_buf_str(&b, ch_str_of(kinds[chosen[i]][0]));
                ch_buf_str(&b, CH_LIT("\", \"a key of more than twenty-four bytes\"\n:\""));
                ch_buf_str(&b, ch_str_of(kinds[(chosen[i] + i) % KINDS][0]));
                ch_buf_str(&b, CH_LIT("\"}"));
        }
        ch_buf_str(&b, CH_LIT("]"));
        T_OK(ch_buf_end(&b, &bytes));
        T_OK(ch_json_parse(bytes, &issues, &v));
        T_EQ_SIZE(v->len, MANY);
        for (; n < MANY; n++) {
                T_EQ_SIZE(v->v[n].len, 2);
                T_EQ_STR(v->v[n].v[0].key, "");
                T_EQ_STR(v->v[n].v[0].text, kinds[chosen[n]][1]);
                T_EQ_STR(v->v[n].v[1].key, "a key of more than twenty-four bytes");
                T_EQ_STR(v->v[n].v[1].text, kinds[(chosen[n] + n) % KINDS][1]);
        }
}

T_CASE("what is wrong is found where it stands, behind long texts too, and a character that no text may hold within "
       "one")
{
        static const struct {
                const char *bytes, *field;
        } cases[] = {
                { "{\"a\":\"a text of more than twenty-four bytes\",\"b\":tru}", "b" },
                { "{\"a\":\"a text of more than \n twenty-four bytes\"}", "a" },
                { "{\"a\":\"a text of more than twenty-four bytes\" \"b\"}", "a" },
        };

        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
                ch_issues issues;

                T_EQ_INT(parse(t, ch_str_of(cases[i].bytes), &issues), CH_MALFORMED);
                T_EQ_SIZE(issues.len, 1);
                T_EQ_STR(issues.v[0].field, cases[i].field);
        }
}

T_CASE("only what may be written is written; a key of ours that may not be set is as unknown as any other")
{
        ch_request r = { .status = CH_REQUEST_OPEN };
        ch_issues issues;

        T_EQ_INT(
                read_request(t, "{\"title\":\"T\",\"status\":\"closed\",\"party\":\"FRA\",\"version\":3}", &r, &issues),
                CH_INVALID);
        T_EQ_SIZE(issues.len, 2);
        T_EQ_STR(issues.v[0].field, "status");
        T_EQ_STR(issues.v[1].field, "party");
        T_EQ_INT(r.status, CH_REQUEST_OPEN);
        T_EQ_SIZE(r.party.len, 0);
        T_EQ_STR(r.title, "T");
}

T_CASE("an absent key leaves the member, null empties it, a list replaces the list")
{
        ch_request r = { 0 };
        ch_issues issues;

        T_OK(read_request(t,
                          "{\"title\":\"T\",\"exists\":\"E\",\"languages\":[\"fr\",\"ar\"],\"from\":\"2026-05\","
                          "\"publish_summary\":true}",
                          &r, &issues));
        T_OK(read_request(t, "{\"exists\":null,\"languages\":[\"es\"]}", &r, &issues));
        T_EQ_STR(r.title, "T");
        T_EQ_SIZE(r.exists.len, 0);
        T_EQ_SIZE(r.languages.len, 1);
        T_EQ_STR(r.languages.v[0], "es");
        T_EQ_INT(r.from.month, 5);
        T_TRUE(r.publish_summary);
        T_OK(read_request(t, "{\"from\":null,\"publish_summary\":false,\"languages\":[]}", &r, &issues));
        T_EQ_INT(r.from.year, 0);
        T_FALSE(r.publish_summary);
        T_EQ_SIZE(r.languages.len, 0);
}

T_CASE("parts within parts are read, and each fault inside has its own path")
{
        ch_request r = { 0 };
        ch_issues issues;

        T_OK(read_request(t,
                          "{\"needs\":[{\"no\":1,\"text\":\"a\",\"recipients\":[{\"code\":\"customs\",\"number\":40}],"
                          "\"law_stage\":\"drafting\"},"
                          "{\"no\":2,\"text\":\"b\\nc\"}]}",
                          &r, &issues));
        T_EQ_SIZE(r.needs.len, 2);
        T_EQ_INT(((const ch_recipient *)ch_request_needs(&r)[0].recipients.v)->number, 40);
        T_EQ_INT(ch_request_needs(&r)[0].law_stage, CH_LAW_DRAFTING);
        T_EQ_STR(ch_request_needs(&r)[1].text, "b\nc");
        T_EQ_INT(read_request(t,
                              "{\"needs\":[{\"no\":1.5,\"recipients\":[{},{\"number\":-4},{\"number\":\"4\"},7]},{"
                              "\"no\":true,\"topics\":[\"a\",1]},"
                              "{\"no\":99999999999}]}",
                              &r, &issues),
                 CH_INVALID);
        T_TRUE(ch_issue_of(&issues, CH_LIT("needs.1.no")) &&
               ch_issue_of(&issues, CH_LIT("needs.1.recipients.2.number")));
        T_TRUE(ch_issue_of(&issues, CH_LIT("needs.1.recipients.3.number")) &&
               ch_issue_of(&issues, CH_LIT("needs.1.recipients.4")));
        T_TRUE(ch_issue_of(&issues, CH_LIT("needs.2.no")) && ch_issue_of(&issues, CH_LIT("needs.2.topics.2")));
        T_TRUE(ch_issue_of(&issues, CH_LIT("needs.3.no")) != NULL);
        T_EQ_SIZE(issues.len, 7);
}

T_CASE("every kind of field refuses every wrong type, and none of them crashes")
{
        static const char *const values[] = { "1",    "1.5", "\"x\"", "true",   "[]",   "[1]",
                                              "[[]]", "{}",  "[{}]",  "[null]", "\"\"", "-1" };
        ch_request r = { 0 };

        for (size_t f = 0; f < ch_request_fields.len; f++)
                for (size_t v = 0; v < sizeof(values) / sizeof(values[0]); v++) {
                        ch_json_pick pick = { &ch_request_fields, 0xFF, NULL };
                        ch_issues issues = ch_issues_new(t->arena);
                        ch_str text = ch_fmt(t->arena, "{\"%s\":%s}", ch_request_fields.v[f].name, values[v]);
                        ch_status st = ch_json_read(text, &pick, &r, &issues);

                        T_TRUE(st == CH_OK || st == CH_INVALID);
                }
}

/* ---- writing ---- */
static ch_str
text_written(ch_t *t, ch_str s)
{
        ch_buf b = ch_buf_new(t->arena);
        ch_json j = ch_json_new(&b);
        ch_str out;

        ch_json_list(&j);
        ch_json_text(&j, s);
        ch_json_end(&j);
        T_OK(ch_buf_end(&b, &out));
        return out;
}

T_CASE("texts are escaped as JSON wants, and what is not UTF-8 never comes out")
{
        T_EQ_STR(text_written(t, CH_LIT("a\"b\\c/d\b\f\n\r\t\x01\x1f\x7f")),
                 "[\"a\\\"b\\\\c/d\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"]");
        T_EQ_STR(text_written(t, CH_LIT("")), "[\"\"]");
        T_EQ_STR(text_written(t, CH_LIT("é中𝄞 طلب")), "[\"é中𝄞 طلب\"]");
        T_EQ_STR(text_written(t, CH_LIT("a\xff\xc3z\xed\xa0\x80")), "[\"a\uFFFD\uFFFDz\uFFFD\uFFFD\uFFFD\"]");
        T_EQ_STR(text_written(t, CH_LIT("abcdefgh\xf0\x9d\x84")), "[\"abcdefgh\uFFFD\uFFFD\uFFFD\"]");
        T_EQ_STR(text_written(t, CH_LIT("1234567\"1234567\\")), "[\"1234567\\\"1234567\\\\\"]");
        T_EQ_STR(text_written(t, (ch_str) { "a\0b", 3 }), "[\"a\\u0000b\"]");
}

static uint32_t
next_random(uint32_t *state)
{
        *state = *state * 1664525U + 1013904223U;
        return *state >> 8;
}

T_CASE("any text of any length that is written reads back as it was")
{
        static const char *const bits[] = { "a", "\"", "\\", "\n", "\x01", "é", "中", "𝄞", "0123456789abcdef" };
        uint32_t state = 7;

        for (size_t round = 0; round < 600; round++) {
                ch_issues issues = ch_issues_new(t->arena);
                ch_buf b = ch_buf_new(t->arena);
                const ch_json_value *v;
                ch_str s;

                for (size_t n = next_random(&state) % (round < 500 ? 60 : 2000); n > 0; n--)
                        ch_buf_lit(&b, bits[next_random(&state) % (round % 2 ? 9 : 3)]);
                T_OK(ch_buf_end(&b, &s));
                if (ch_utf8_len(s) > CH_JSON_CHARS)
                        continue;
                T_OK(ch_json_parse(text_written(t, s), &issues, &v));
                T_TRUE(ch_str_eq(v->v[0].text, s));
        }
}

T_CASE("numbers, flags, null, empty and nested things, commas where they belong")
{
        ch_buf b = ch_buf_new(t->arena);
        ch_json j = ch_json_new(&b);
        ch_str out, two[] = { CH_LIT("x"), CH_LIT("y") };

        ch_json_object(&j);
        ch_json_pair_int(&j, "least", INT64_MIN);
        ch_json_pair_int(&j, "most", INT64_MAX);
        ch_json_pair_int(&j, "zero", 0);
        ch_json_pair_flag(&j, "yes", true);
        ch_json_key(&j, "none");
        ch_json_null(&j);
        ch_json_key(&j, "empty");
        ch_json_texts(&j, (ch_strs) { NULL, 0 });
        ch_json_key(&j, "list");
        ch_json_list(&j);
        ch_json_object(&j);
        ch_json_end(&j);
        ch_json_texts(&j, (ch_strs) { two, 2 });
        ch_json_flag(&j, false);
        ch_json_end(&j);
        ch_json_pair(&j, "last", CH_LIT("z"));
        ch_json_end(&j);
        T_OK(ch_buf_end(&b, &out));
        T_EQ_STR(out, "{\"least\":-9223372036854775808,\"most\":9223372036854775807,\"zero\":0,\"yes\":true,\"none\":"
                      "null,\"empty\":[],"
                      "\"list\":[{},[\"x\",\"y\"],false],\"last\":\"z\"}");
}

T_CASE("members written before stand among others, with the commas that belong there; none are none; numbers of every "
       "length are whole")
{
        ch_buf b = ch_buf_new(t->arena);
        ch_json j = ch_json_new(&b);
        int64_t n = 1;
        ch_str out;

        ch_json_list(&j);
        for (int i = 0; i < 4; i++) {
                ch_json_object(&j);
                if (i & 1)
                        ch_json_pair_int(&j, "a", i);
                ch_json_members(&j, i & 2 ? CH_LIT("\"b\":1,\"c\":[]") : (ch_str) { NULL, 0 });
                ch_json_pair_int(&j, "d", -i);
                ch_json_end(&j);
        }
        ch_json_int(&j, 0);
        for (int i = 0; i < 18; i++)
                ch_json_int(&j, (n *= 10) - 1);
        ch_json_end(&j);
        T_OK(ch_buf_end(&b, &out));
        T_EQ_STR(out,
                 "[{\"d\":0},{\"a\":1,\"d\":-1},{\"b\":1,\"c\":[],\"d\":-2},{\"a\":3,\"b\":1,\"c\":[],\"d\":-3},0,9,99,"
                 "999,9999,99999,999999,9999999,99999999,999999999,9999999999,99999999999,999999999999,"
                 "9999999999999,99999999999999,999999999999999,9999999999999999,99999999999999999,"
                 "999999999999999999]");
}

T_CASE("a full arena is remembered, at every size")
{
        for (size_t cap = 64; cap < 8000; cap += 61) {
                ch_arena *small = ch_arena_new(cap);
                ch_buf b = ch_buf_new(small);
                ch_json j = ch_json_new(&b);
                ch_str out;

                ch_json_list(&j);
                for (int i = 0; i < 40; i++)
                        ch_json_text(&j, CH_LIT("0123456789\"0123456789\"0123456789\"0123456789\""));
                ch_json_end(&j);
                if (ch_buf_end(&b, &out))
                        T_EQ_SIZE(out.len, 0);
                else
                        T_EQ_SIZE(out.len, 40 * 51 + 1);
                ch_arena_free(&small);
        }
}

T_CASE("a record shows the groups that are asked for, in the order of the table, and nothing else")
{
        ch_need need = { .no = 1, .text = CH_LIT("secret words"), .priority = 2 };
        ch_str codes[] = { CH_LIT("cust") };
        ch_request r = {
                .party = CH_LIT("ALB"), .title = CH_LIT("T"), .contact_mailbox = CH_LIT("a@b"), .needs = { &need, 1 }
        };
        uint32_t open = 1U << CH_GROUP_OPEN | 1U << CH_GROUP_SUMMARY | 1U << CH_GROUP_CODES;
        ch_json_show show = { &ch_request_fields, 0, open };
        ch_buf b = ch_buf_new(t->arena);
        ch_json j = ch_json_new(&b);
        ch_str out;

        need.topics = (ch_strs) { codes, 1 };
        ch_json_object(&j);
        ch_json_fields(&j, &show, &r);
        ch_json_end(&j);
        T_OK(ch_buf_end(&b, &out));
        T_TRUE(strstr(out.p, "\"party\":\"ALB\"") && strstr(out.p, "\"title\":\"T\"") &&
               strstr(out.p, "\"topics\":[\"cust\"]"));
        T_TRUE(strstr(out.p, "\"party\"") < strstr(out.p, "\"title\""));
        T_FALSE(strstr(out.p, "secret") || strstr(out.p, "a@b"));
}

/* ---- cost ---- */
static void
read_all(ch_str bytes)
{
        ch_arena *arena = ch_arena_new((size_t)256 << 20);
        ch_issues issues = ch_issues_new(arena);
        ch_json_pick pick = { &ch_request_fields, CH_WRITABLE, NULL };
        ch_request r = { 0 };

        if (ch_json_read(bytes, &pick, &r, &issues) == CH_BROKEN)
                fail();
        ch_arena_free(&arena);
}

T_CASE("twice the bytes cost at most two and a half times as much, whatever they are")
{
        static const char *const shapes[][3] = {
                { "{\"exists\":\"", "0123456789 # # ", "\"}" },
                { "{\"exists\":\"", "\\n\\u0041\\\\ # #", "\"}" },
                { "[", "[{\"a#\":#}],", "0]" },
                { "[", "\"k#\",[[[[[[[[[[#]]]]]]]]]],", "" },
                { "{\"a\":1,\"a\":[", "{\"k#\":1,\"k#\":2},", "{}]}" },
                { "[", "[[1,2,3,4,5,6,7,8,9,#,#],", "" },
                { "", "{\"##\":", "" },
                { "{", "\"key#\":{\"key#\":[null,true,\"\"]},", "\"z\":0}" },
                { "", "\"#\\\"#", "" },
                { "[\"", "\xE4\xB8\xAD#\xF0\x9D\x84\x9E#", "\"]" },
        };

        for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
                for (size_t size = 64 * 1024; size <= 128 * 1024; size *= 2)
                        if (!grows_evenly(t, read_all, shapes[i], size)) {
                                print_error("shape %zu at %zu bytes\n", i, size);
                                fail();
                        }
}

/* Planted: looks back at all that came before. */
static void
read_over_and_over(ch_str bytes)
{
        volatile size_t n = 0;

        for (size_t i = 0; i < bytes.len; i += 32)
                for (size_t k = 0; k < i; k += 32)
                        n += bytes.p[k] == '"';
}

T_CASE("a reader whose cost grows with the square would be found")
{
        static const char *const shape[3] = { "[", "[{\"a#\":#}],", "0]" };

        T_FALSE(grows_evenly(t, read_over_and_over, shape, 64 * 1024));
}

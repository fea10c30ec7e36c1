#include "grow.h"
#include "t.h"
#include <ch/form.h>
#include <ch/request.h>
#include <string.h>

static ch_pairs
pairs_of(ch_t *t, const char *text)
{
        ch_pairs pairs;

        T_OK(ch_pairs_parse(t->arena, ch_str_of(text), 500, &pairs));
        return pairs;
}

static ch_issues
read_page(ch_t *t, const char *text, const char *const *names, ch_request *r)
{
        static const char *const others[] = { "needs.2.remove", NULL };
        ch_form_ask ask = { &ch_request_fields, names, others };
        ch_issues issues = ch_issues_new(t->arena);
        ch_pairs pairs = pairs_of(t, text);

        ch_form_read(&pairs, &ask, r, &issues);
        return issues;
}

T_CASE("pairs are decoded, keep their order, and may repeat")
{
        ch_pairs p = pairs_of(t, "a=1+2&b=%C3%A9%2B&a=3&c&=d&&e=%26%3D");
        ch_str v;

        T_EQ_SIZE(p.len, 6);
        T_EQ_STR(ch_pairs_get(&p, "a"), "1 2");
        T_EQ_STR(ch_pairs_get(&p, "b"), "é+");
        T_EQ_STR(ch_pairs_get(&p, "c"), "");
        T_EQ_STR(ch_pairs_get(&p, "e"), "&=");
        T_EQ_SIZE(ch_pairs_count(&p, "a"), 2);
        T_TRUE(ch_pairs_find(&p, "a", 1, &v));
        T_EQ_STR(v, "3");
        T_FALSE(ch_pairs_find(&p, "a", 2, &v));
        T_EQ_SIZE(pairs_of(t, "").len, 0);
}

T_CASE("a broken escape, a NUL and what is not UTF-8 are refused, and so is a pair too many")
{
        static const char *const broken[] = { "a=%",    "a=%4",    "a=%zz",    "%=1",         "a=%00",
                                              "%00=a",  "a=%C3",   "a=%C0%AF", "a=%ED%A0%80", "a=%F4%90%80%80",
                                              "a=\xff", "a=%4%31", "a=% 41",   "a=%+1" };
        ch_pairs p;

        for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
                T_EQ_INT(ch_pairs_parse(t->arena, ch_str_of(broken[i]), 10, &p), CH_MALFORMED);
        T_OK(ch_pairs_parse(t->arena, CH_LIT("a&b&c"), 3, &p));
        T_EQ_INT(ch_pairs_parse(t->arena, CH_LIT("a&b&c&d"), 3, &p), CH_TOO_LARGE);
        T_EQ_INT(ch_pairs_parse(t->arena, CH_LIT("&&&&"), 3, &p), CH_TOO_LARGE);
}

T_CASE("what is encoded is decoded to the same, every byte of it")
{
        ch_str back, path;

        T_EQ_STR(ch_percent_encode(t->arena, CH_LIT("a/b c+é~-._%")), "a%2Fb%20c%2B%C3%A9~-._%25");
        T_OK(ch_percent_decode(t->arena, CH_LIT("a%2Fb%20c+%C3%A9"), &path));
        T_EQ_STR(path, "a/b c+é");
        for (int c = 1; c < 128; c++) {
                char one = (char)c;

                T_OK(ch_percent_decode(t->arena, ch_percent_encode(t->arena, (ch_str) { &one, 1 }), &back));
                T_TRUE(back.len == 1 && *back.p == one);
        }
}

T_CASE("only what the page asks is set; what it asks and does not send becomes empty")
{
        static const char *const names[] = { "title", "languages", "publish_summary", NULL };
        ch_str had[] = { CH_LIT("es") };
        ch_request r = {
                .title = CH_LIT("old"), .exists = CH_LIT("kept"), .languages = { had, 1 }, .publish_summary = true
        };
        ch_issues issues = read_page(t, "title=+New+title+&csrf=x&idem=y&version=3&also=1", names, &r);

        T_EQ_SIZE(issues.len, 0);
        T_EQ_STR(r.title, "New title");
        T_EQ_STR(r.exists, "kept");
        T_EQ_SIZE(r.languages.len, 0);
        T_FALSE(r.publish_summary);
        issues = read_page(t, "languages=&languages=fr&languages=ar&publish_summary=&publish_summary=on", names, &r);
        T_EQ_SIZE(issues.len, 0);
        T_EQ_SIZE(r.languages.len, 2);
        T_EQ_STR(r.languages.v[1], "ar");
        T_TRUE(r.publish_summary);
        T_EQ_SIZE(r.title.len, 0);
}

T_CASE("a date comes from three boxes or from one, and each mistake is said under its name")
{
        static const char *const names[] = { "from", NULL };
        static const struct {
                const char *text;
                int year, month, day;
                bool is_wrong;
        } cases[] = {
                { "from-day=5&from-month=3&from-year=2026", 2026, 3, 5, false },
                { "from-day=+05+&from-month=03&from-year=2026", 2026, 3, 5, false },
                { "from-day=&from-month=11&from-year=2026", 2026, 11, 0, false },
                { "from-day=&from-month=&from-year=2026", 2026, 0, 0, false },
                { "from-day=&from-month=&from-year=", 0, 0, 0, false },
                { "from=2026-03", 2026, 3, 0, false },
                { "", 0, 0, 0, false },
                { "from-day=31&from-month=2&from-year=2026", 0, 0, 0, true },
                { "from-day=5&from-month=&from-year=2026", 0, 0, 0, true },
                { "from-day=5&from-month=3&from-year=", 0, 0, 0, true },
                { "from-day=5&from-month=March&from-year=2026", 0, 0, 0, true },
                { "from-day=5&from-month=3&from-year=26", 0, 0, 0, true },
                { "from-day=-5&from-month=3&from-year=2026", 0, 0, 0, true },
        };

        for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
                ch_request r = { .from = { 1999, 1, 1 } };
                ch_issues issues = read_page(t, cases[i].text, names, &r);

                T_EQ_INT(r.from.year, cases[i].year);
                T_EQ_INT(r.from.month, cases[i].month);
                T_EQ_INT(r.from.day, cases[i].day);
                T_EQ_SIZE(issues.len, cases[i].is_wrong ? 1 : 0);
                if (cases[i].is_wrong)
                        T_EQ_STR(issues.v[0].field, "from");
        }
}

T_CASE("parts keep what the page did not ask, new ones are added, and the record given is not written through")
{
        static const char *const names[] = { "needs.text", "needs.topics", NULL };
        ch_need had[] = { { .no = 1, .text = CH_LIT("one"), .priority = 2 },
                          { .no = 4, .text = CH_LIT("two"), .priority = 3 } };
        ch_request r = { .needs = { had, 2 } };
        ch_issues issues = read_page(t, "needs.2.text=zwei&needs.2.topics=a&needs.2.topics=b&needs.3.text=three", names,
                                     &r);
        const ch_need *needs = ch_request_needs(&r);

        T_EQ_SIZE(issues.len, 0);
        T_EQ_SIZE(r.needs.len, 3);
        T_EQ_STR(needs[0].text, "one");
        T_EQ_STR(needs[1].text, "zwei");
        T_EQ_INT(needs[1].no, 4);
        T_EQ_INT(needs[1].priority, 3);
        T_EQ_SIZE(needs[1].topics.len, 2);
        T_EQ_STR(needs[2].text, "three");
        T_EQ_STR(had[1].text, "two");
}

T_CASE("boxes of a part that are all unticked are emptied when the page says that the part is there")
{
        static const char *const names[] = { "needs.topics", NULL };
        ch_str codes[] = { CH_LIT("a") };
        ch_need had[] = { { .no = 1, .text = CH_LIT("one"), .topics = { codes, 1 } } };
        ch_request r = { .needs = { had, 1 } };

        (void)read_page(t, "csrf=x", names, &r);
        T_EQ_SIZE(ch_request_needs(&r)[0].topics.len, 1);
        T_EQ_SIZE(read_page(t, "needs.1=", names, &r).len, 0);
        T_EQ_SIZE(ch_request_needs(&r)[0].topics.len, 0);
        T_EQ_STR(ch_request_needs(&r)[0].text, "one");
}

T_CASE("a blank part at the end is dropped, one in between stays in its place")
{
        static const char *const names[] = { "needs.text", NULL };
        ch_request r = { 0 };

        (void)read_page(t, "needs.1.text=a&needs.2.text=&needs.3.text=c&needs.4.text=+&needs.5.text=", names, &r);
        T_EQ_SIZE(r.needs.len, 3);
        T_EQ_SIZE(ch_request_needs(&r)[1].text.len, 0);
}

T_CASE("a pair that the page did not ask for is said, not dropped")
{
        static const char *const names[] = { "title", "needs.text", "from", NULL };
        static const char *const strange[] = { "status=closed",
                                               "needs.1.topics=a",
                                               "needs.21.text=x",
                                               "needs.0.text=x",
                                               "needs.01.text=x",
                                               "needs.text=x",
                                               "needs=x",
                                               "from-week=1",
                                               "title-day=1",
                                               "needs.1.text.x=1",
                                               "needs.1.recipients.1.code=x",
                                               "=x",
                                               "Title=x",
                                               "needs.-1.text=x" };
        ch_request r = { 0 };

        T_EQ_SIZE(read_page(t, "title=a&needs.2.remove=1&from-day=1&from-month=1&from-year=2020", names, &r).len, 0);
        for (size_t i = 0; i < sizeof(strange) / sizeof(strange[0]); i++)
                T_EQ_SIZE(read_page(t, strange[i], names, &r).len, 1);
}

T_CASE("a value that is wrong is said under its path, and what was typed is still there to be shown")
{
        static const char *const names[] = { "approach", "needs.priority", NULL };
        const char *text = "approach=maybe&needs.2.priority=urgent";
        ch_pairs pairs = pairs_of(t, text);
        ch_request r = { 0 };
        ch_issues issues = read_page(t, text, names, &r);
        ch_strs words;

        T_EQ_SIZE(issues.len, 2);
        T_TRUE(ch_issue_of(&issues, CH_LIT("approach")) && ch_issue_of(&issues, CH_LIT("needs.2.priority")));
        words = ch_form_words(t->arena, &pairs, &ch_request_fields, &r, CH_LIT("needs.2.priority"));
        T_EQ_SIZE(words.len, 1);
        T_EQ_STR(words.v[0], "urgent");
}

T_CASE("without pairs a form shows what the record holds: texts, lists, date boxes, parts")
{
        ch_str langs[] = { CH_LIT("fr"), CH_LIT("ar") };
        ch_need need = { .no = 1, .text = CH_LIT("one"), .from = { 2026, 5, 0 } };
        ch_request r = {
                .title = CH_LIT("T"), .languages = { langs, 2 }, .from = { 2026, 3, 27 }, .needs = { &need, 1 }
        };
        static const char *const expected[][2] = { { "title", "T" },
                                                   { "from-day", "27" },
                                                   { "from-month", "3" },
                                                   { "from-year", "2026" },
                                                   { "from", "2026-03-27" },
                                                   { "needs.1.text", "one" },
                                                   { "needs.1.from-month", "5" } };

        for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
                ch_strs words = ch_form_words(t->arena, NULL, &ch_request_fields, &r, ch_str_of(expected[i][0]));

                T_EQ_SIZE(words.len, 1);
                T_EQ_STR(words.v[0], expected[i][1]);
        }
        T_EQ_SIZE(ch_form_words(t->arena, NULL, &ch_request_fields, &r, CH_LIT("languages")).len, 2);
        T_EQ_SIZE(ch_form_words(t->arena, NULL, &ch_request_fields, &r, CH_LIT("needs.1.from-day")).len, 0);
        T_EQ_SIZE(ch_form_words(t->arena, NULL, &ch_request_fields, &r, CH_LIT("needs.2.text")).len, 0);
        T_EQ_SIZE(ch_form_words(t->arena, NULL, &ch_request_fields, &r, CH_LIT("nothing")).len, 0);
}

T_CASE("a small arena is an ordinary overflow, never a crash")
{
        for (size_t cap = 64; cap < 20000; cap += 331) {
                ch_arena *small = ch_arena_new(cap);
                ch_issues issues = ch_issues_new(small);
                ch_form_ask ask = { &ch_request_fields, NULL, NULL };
                ch_request r = { 0 };
                ch_pairs pairs;

                if (ch_pairs_parse(small,
                                   CH_LIT("title=%41&needs.1.text=a&needs.9.text=b&from-day=1&from-month=2&from-year="
                                          "2026&x=y"),
                                   50, &pairs) == CH_OK)
                        ch_form_read(&pairs, &ask, &r, &issues);
                ch_arena_free(&small);
        }
}

static void
read_form(ch_str bytes)
{
        ch_arena *arena = ch_arena_new((size_t)256 << 20);
        ch_issues issues = ch_issues_new(arena);
        ch_form_ask ask = { &ch_request_fields, NULL, NULL };
        ch_request r = { 0 };
        ch_pairs pairs;

        if (ch_pairs_parse(arena, bytes, 1 << 20, &pairs) == CH_OK)
                ch_form_read(&pairs, &ask, &r, &issues);
        ch_arena_free(&arena);
}

T_CASE("a form of twice the size costs at most two and a half times as much")
{
        static const char *const shapes[][3] = {
                { "exists=", "%41+%C3%A9#", "" }, { "a=1", "&languages=a#", "" },
                { "", "needs.#.text=a&", "" },    { "", "&&&&&&&&&&&&&&&&#&&", "" },
                { "", "from-day=#&", "" },        { "", "needs.1.recipients.#=x&", "" },
                { "exists=", "%4#", "" },         { "a", "=", "" },
        };

        for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
                if (!grows_evenly(t, read_form, shapes[i], 64 * 1024)) {
                        print_error("shape %zu\n", i);
                        fail();
                }
}

/* tmpl_test.c – what templates do, and everything they refuse. */
#include "t.h"
#include "source.h"

#include <ch/base/assert.h>
#include <ch/html.h>
#include <string.h>

#define REASON(F) F(TEXT, why) F(NUMBER, points)
CH_VIEW_DECLARE(reason, REASON)
CH_VIEW_DEFINE(reason, REASON)
#define ROW(F) F(TEXT, title) F(URL, href) F(LIST, reasons, reason) F(FLAG, inferred)
CH_VIEW_DECLARE(row, ROW)
CH_VIEW_DEFINE(row, ROW)
#define PAGE(F)                                                                                                        \
        F(TEXT, name)                                                                                                  \
        F(TEXT, empty)                                                                                                 \
        F(URL, url) F(FLAG, on) F(FLAG, off) F(NUMBER, count) F(LIST, rows, row) F(VIEW, best, row) F(VIEW, none, row)
CH_VIEW_DECLARE(page, PAGE)
CH_VIEW_DEFINE(page, PAGE)

static const reason reasons[] = { { { "region", 6 }, 12 }, { { "topic <b>", 9 }, -3 } };
static const row rows[] = {
        { .title = { "Customs & ports", 15 }, .href = { { "/offers/1", 9 } }, .reasons = CH_LIST_OF(reasons) },
        { .title = { "Labs", 4 }, .inferred = true },
};

static page
given_page(void)
{
        return (page) {
                .name = CH_LIT("<a href=\"x\">&'</a>"),
                .url = CH_URL("/requests"),
                .on = true,
                .count = 2,
                .rows = CH_LIST_OF(rows),
                .best = &rows[0],
        };
}

static ch_status
compile(ch_t *t, const source_file *files, const ch_tmpl **out, ch_str *error)
{
        return ch_tmpl_compile(t->arena, source_of(files), (ch_tmpl_page) { "x", page_type }, out, error);
}

static const char *
shown(ch_t *t, const char *text)
{
        const source_file files[] = { { "x", text }, { "_part", "[{{title}}]\n" }, { NULL, NULL } };
        page view = given_page();
        const ch_tmpl *tmpl;
        ch_str error, out;

        ch_status st = compile(t, files, &tmpl, &error);
        if (st != CH_OK) {
                fail_msg("%s", ch_str_c(t->arena, error));
        }
        ch_buf buf = ch_buf_new(t->arena);
        ch_tmpl_render(tmpl, CH_EN, &view, &buf);
        T_OK(ch_buf_end(&buf, &out));
        return ch_str_c(t->arena, out);
}

static const char *
refused(ch_t *t, const char *text)
{
        const source_file files[] = { { "x", text },
                                      { "_open", "{{#rows}}" },
                                      { "_bad", "\n\n{{nobody}}" },
                                      { "_self", "{{>_self}}" },
                                      { NULL, NULL } };
        const ch_tmpl *tmpl;
        ch_str error;

        T_EQ_INT(compile(t, files, &tmpl, &error), CH_INVALID);
        return ch_str_c(t->arena, error);
}

T_CASE("the five characters are escaped in text and in attributes")
{
        T_EQ_CSTR(shown(t, "<p title=\"{{name}}\">{{name}}</p>"),
                  "<p title=\"&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;\">"
                  "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;</p>");
}

T_CASE("bytes that are not text become the replacement character and hide nothing")
{
        ch_buf buf = ch_buf_new(t->arena);
        ch_str out;

        ch_html_text(&buf, (ch_str) { "a\xff<\xe2\x82", 5 });
        ch_html_text(&buf, (ch_str) { "\0\xe2\x82\xac", 4 });
        T_OK(ch_buf_end(&buf, &out));
        T_EQ_STR(out, "a\xEF\xBF\xBD&lt;\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xe2\x82\xac");
}

T_CASE("a feed drops what XML forbids and escapes the rest")
{
        ch_buf buf = ch_buf_new(t->arena);
        ch_str out;

        ch_html_xml(&buf, (ch_str) { "a\x01<\x0b&\t\n", 7 });
        T_OK(ch_buf_end(&buf, &out));
        T_EQ_STR(out, "a&lt;&amp;\t\n");
}

T_CASE("lists nest, and names are looked up outwards")
{
        T_EQ_CSTR(
                shown(t,
                      "{{#rows}}{{title}}:{{#reasons}}{{why}}={{points}}/{{title}}/{{count}};{{/reasons}} {{/rows}}"),
                "Customs &amp; ports:region=12/Customs &amp; ports/2;topic &lt;b&gt;=-3/Customs &amp; ports/2; Labs: ");
}

T_CASE("a section shows what is there and an inverted one what is not")
{
        T_EQ_CSTR(shown(t, "{{?on}}a{{/on}}{{?off}}b{{/off}}{{^off}}c{{/off}}{{?rows}}d{{/rows}}{{?empty}}e{{/empty}}"
                           "{{^empty}}f{{/empty}}{{?count}}g{{/count}}{{?url}}h{{/url}}{{^none}}i{{/none}}{{?best}}j{{/"
                           "best}}"),
                  "acdfghij");
        T_EQ_CSTR(shown(t, "{{#best}}{{title}}{{/best}}{{#none}}never{{/none}}"), "Customs &amp; ports");
}

T_CASE("a partial stands as if written there, in sections and between attributes")
{
        T_EQ_CSTR(shown(t, "{{#rows}}\n  {{>_part}}\n{{/rows}}\n"), "[Customs &amp; ports]\n[Labs]\n");
        T_EQ_CSTR(shown(t, "<input{{?on}} checked{{/on}}{{?off}} disabled{{/off}} value=\"{{count}}\">"),
                  "<input checked value=\"2\">");
        T_EQ_CSTR(shown(t, "<p class=\"a{{?on}} b{{/on}}\">x</p>"), "<p class=\"a b\">x</p>");
}

T_CASE("an address begins href, and a fragment may hold text")
{
        T_EQ_CSTR(shown(t, "<a href=\"{{url}}#top\">x</a><a href='#{{count}}'>y</a>"),
                  "<a href=\"/requests#top\">x</a><a href='#2'>y</a>");
}

T_CASE("a sentence fills its named values, escaped, and the form for one or many")
{
        T_EQ_CSTR(shown(t, "{{_ Sent  by\n {name} with {count} & more}}"),
                  "Sent by &lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt; with 2 &amp; more");
        T_EQ_CSTR(shown(t, "{{_n count|{count} need|{count} needs}}"), "2 needs");
        T_EQ_CSTR(shown(t, "{{_ Only {count}}}"), "Only 2");
}

T_CASE("tags alone on their line leave no line, comments leave nothing")
{
        T_EQ_CSTR(shown(t, "a\n  {{?on}}  \nb\n{{/on}}\nc{{! note }}d\n"), "a\nb\ncd\n");
}

T_CASE("an unknown name is refused with file and line")
{
        T_EQ_CSTR(refused(t, "a\nb {{nobody}}"), "web/tmpl/x.html:2: unknown name 'nobody' (view page)");
        T_EQ_CSTR(refused(t, "{{#rows}}\n{{_ To {nobody}}}{{/rows}}"),
                  "web/tmpl/x.html:2: unknown name 'nobody' (view row)");
        T_EQ_CSTR(refused(t, "a\n{{>_bad}}"), "web/tmpl/_bad.html:3: unknown name 'nobody' (view page)");
        T_EQ_CSTR(refused(t, "\n\n{{>_gone}}"), "web/tmpl/x.html:3: no such template: '_gone' (view page)");
}

T_CASE("everything that is malformed or dangerous is refused")
{
        static const struct {
                const char *text, *says;
        } bad[] = {
                { "<script>{{name}}</script>", "no value may stand within <script>" },
                { "<script>alert(1)</script>", "text within <script> is not allowed" },
                { "<style>{{name}}</style>", "<style> is not allowed" },
                { "<STYLE>a</STYLE>", "<style> is not allowed" },
                { "<p style=\"color:red\">", "style attributes are not allowed" },
                { "<p onclick=\"{{name}}\">", "event attributes" },
                { "<p OnLoad='x'>", "event attributes" },
                { "<p title={{name}}>", "must be quoted" },
                { "<p title=plain>", "must be quoted" },
                { "<a href=\"{{name}}\">", "an address must be one value of kind URL" },
                { "<a href=\"{{count}}\">", "an address must be one value of kind URL" },
                { "<a href=\"/x/{{name}}\">", "an address must be one value of kind URL" },
                { "<a href=\"java{{name}}\">", "an address must be one value of kind URL" },
                { "<a href=\"{{url}}{{name}}\">", "an address must be one value of kind URL" },
                { "<a href=\"{{?on}}#{{/on}}{{name}}\">", "an address must be one value of kind URL" },
                { "<a href=\"{{_ Sentence}}\">", "an address must be one value of kind URL" },
                { "<img src='{{name}}'>", "an address must be one value of kind URL" },
                { "<form action='{{name}}'>", "an address must be one value of kind URL" },
                { "<button formaction='{{name}}'>", "an address must be one value of kind URL" },
                { "<iframe srcdoc='{{name}}'>", "no value may stand in this attribute" },
                { "<meta content=\"{{name}}\">", "no value may stand in this attribute" },
                { "<{{name}}>", "a tag's name cannot be a value" },
                { "<h{{count}}>", "a tag's name cannot be a value" },
                { "<p {{name}}>", "between attributes" },
                { "<p{{?on}}{{name}}{{/on}}>", "between attributes" },
                { "<a hr{{?on}}ef=\"x\"{{/on}}>", "white space is missing" },
                { "<a title=\"x\"href=\"y\">", "white space is missing" },
                { "<p da{{name}}=\"x\">", "an attribute's name cannot be a value" },
                { "<!-- {{name}} -->", "within a comment" },
                { "<!doctype {{name}}>", "within <!...>" },
                { "a < b", "a bare '<'" },
                { "<p", "ends within a tag" },
                { "<p title=\"", "ends within a tag" },
                { "<!-- a", "ends within a tag" },
                { "<p title=\"{{?on}}\">x<p title=\"{{/on}}\">", NULL },
                { "{{?on}}<p title=\"{{/on}}\">", "in the place of the HTML in which it began" },
                { "<p {{?on}}title=\"x{{/on}}\">", "in the place of the HTML in which it began" },
                { "{{#rows}}", "is never closed" },
                { "{{/rows}}", "closes what is not open" },
                { "{{#rows}}{{?on}}{{/rows}}{{/on}}", "closes what is not open" },
                { "{{>_open}}{{/rows}}", "is never closed" },
                { "{{#name}}{{/name}}", "not a list or view" },
                { "{{on}}", "not a text, address or number" },
                { "{{rows}}", "not a text, address or number" },
                { "{{name", "a tag is not closed" },
                { "{{}}", "unknown name" },
                { "{{&name}}", "unknown name" },
                { "{{{name}}}", "unknown name" },
                { "{{_ }}", "an empty sentence" },
                { "{{_ A {on}}}", "not a text or number" },
                { "{{_n name|a|b}}", "not a number" },
                { "{{_n count|only one|}}", "a plural is" },
                { "{{>_self}}", "partials include one another" },
        };
        size_t checked = 0;

        for (size_t i = 0; i < CH_COUNT(bad); i++) {
                if (!bad[i].says) {
                        shown(t, bad[i].text);
                        continue;
                }
                const char *error = refused(t, bad[i].text);
                if (!strstr(error, bad[i].says)) {
                        fail_msg("%s: said %s, not %s", bad[i].text, error, bad[i].says);
                }
                checked++;
        }
        T_EQ_SIZE(checked, CH_COUNT(bad) - 1);
}

T_CASE("sections deeper than the limit are refused, not followed")
{
        ch_buf b = ch_buf_new(t->arena);
        ch_str text;

        for (int i = 0; i < 40; i++) {
                ch_buf_lit(&b, "{{#best}}");
        }
        T_OK(ch_buf_end(&b, &text));
        T_TRUE(strstr(refused(t, text.p), "too many sections") != NULL);
}

T_CASE("a page that outgrows its memory fails at the end and not before")
{
        const source_file files[] = { { "x", "{{#rows}}{{name}}{{/rows}}" }, { NULL, NULL } };
        page view = given_page();
        const ch_tmpl *tmpl;
        ch_str error, out;
        ch_arena *small = ch_arena_new(16 * 1024);
        row *many = CH_NEW_N(t->arena, row, 5000);

        view.rows = (ch_list) { many, 5000 };
        T_OK(compile(t, files, &tmpl, &error));
        ch_buf buf = ch_buf_new(small);
        ch_tmpl_render(tmpl, CH_EN, &view, &buf);
        ch_status st = ch_buf_end(&buf, &out);
        ch_arena_free(&small);
        T_EQ_INT(st, CH_TOO_LARGE);
}

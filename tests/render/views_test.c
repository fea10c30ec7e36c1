/* views_test.c – the shared views through their partials: one page with everything on it, in two directions.
 *
 * CH_SHOW=DIR makes it leave the pages in DIR, to be looked at with a browser.
 */
#include "source.h"
#include "t.h"

#include <ch/base/assert.h>
#include <ch/base/clock.h>
#include <ch/base/file.h>
#include <ch/static.h>
#include <ch/views.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* clang-format off */
#define DEMO(F) \
        F(VIEW, page, ch_page_view) F(TEXT, title) F(VIEW, form, ch_form_view) F(VIEW, summary, ch_summary_view) \
        F(VIEW, tasks, ch_tasks_view) F(VIEW, table, ch_table_view) F(VIEW, pager, ch_pager_view) \
        F(VIEW, reasons, ch_reasons_view) F(LIST, links, ch_link_view) F(LIST, moves, ch_link_view) F(LIST, ranked, ch_place_view)
/* clang-format on */
#define S(literal)                                                                                                     \
        {                                                                                                              \
                literal, sizeof(literal) - 1                                                                           \
        } /* a ch_str in an initializer */
CH_VIEW_DECLARE(demo, DEMO)
CH_VIEW_DEFINE(demo, DEMO)

static const char text[] = "{{>_head}}\n{{#form}}\n{{>_form}}\n{{/form}}\n{{#summary}}\n{{>_summary}}\n{{/summary}}\n"
                           "{{#tasks}}\n{{>_tasks}}\n{{/tasks}}\n{{#reasons}}\n{{>_reasons}}\n{{/reasons}}\n"
                           "{{#table}}\n{{>_table}}\n{{/table}}\n{{#pager}}\n{{>_pager}}\n{{/pager}}\n"
                           "{{?links}}\n{{>_links}}\n{{/links}}\n{{?moves}}\n{{>_moves}}\n{{/moves}}\n"
                           "{{#ranked}}\n{{>_ranked}}\n{{/ranked}}\n{{>_foot}}\n";

static ch_status
find(__attribute__((unused)) void *ctx, ch_str name, ch_str *out)
{
        if (ch_str_is(name, "demo")) {
                *out = ch_str_of(text);
                return CH_OK;
        }
        ch_tmpl_source embedded = ch_tmpl_embedded();
        return embedded.find(embedded.ctx, name, out);
}

static const ch_tmpl *
given_template(ch_t *t)
{
        const ch_tmpl *tmpl;
        ch_str error;

        ch_status st = ch_tmpl_compile(t->arena, (ch_tmpl_source) { .find = find },
                                       (ch_tmpl_page) { "demo", demo_type }, &tmpl, &error);
        if (st != CH_OK) {
                fail_msg("%s", ch_str_c(t->arena, error));
        }
        return tmpl;
}

static const char *
shown(ch_t *t, ch_lang lang, const demo *view)
{
        ch_buf buf = ch_buf_new(t->arena);
        ch_str out;

        ch_tmpl_render(given_template(t), lang, view, &buf);
        T_OK(ch_buf_end(&buf, &out));
        return ch_str_c(t->arena, out);
}

static ch_list
given_fields(ch_t *t, ch_lang lang)
{
        ch_str words[] = { CH_LIT("none"), CH_LIT("drafting"), CH_LIT("adopted") };
        ch_str labels[] = { CH_LIT("Nothing yet"), CH_LIT("Being drafted"), CH_LIT("Adopted by parliament") };
        ch_strs values = { words, 3 }, names = { labels, 3 }, chosen = { &words[1], 2 };
        ch_field_view *f = CH_NEW_N(t->arena, ch_field_view, 10);
        size_t n = 0;

        f[n] = ch_field_with(CH_SHOW_LINE, CH_LIT("title"), CH_LIT("Title"), CH_LIT("Laboratory \"A\" & ports"));
        f[n++].hint = CH_LIT("A few words by which everybody will recognise the request.");
        f[n] = ch_field_with(CH_SHOW_TEXT, CH_LIT("words"), CH_LIT("What do you need help to do?"),
                             CH_LIT("\nWe need training\nfor <customs> officers."));
        f[n].hint = CH_LIT("At most 4,000 characters. Write in any of the six languages.");
        f[n++].error = CH_LIT("Say what you need help to do");
        f[n] = ch_field_of(CH_SHOW_DAY, CH_LIT("from"), CH_LIT("From which day?"));
        f[n].error = CH_LIT("The month must be between 1 and 12");
        ch_field_day(t->arena, lang, &f[n++], (ch_str[3]) { CH_LIT("5"), CH_LIT("13"), CH_LIT("2026") });
        f[n] = ch_field_of(CH_SHOW_RADIOS, CH_LIT("stage"), CH_LIT("How far is the law?"));
        ch_field_options(t->arena, &f[n++], values, names, (ch_strs) { &words[1], 1 });
        f[n] = ch_field_of(CH_SHOW_CHECKS, CH_LIT("who"), CH_LIT("Who is the help for?"));
        ch_field_options(t->arena, &f[n++], values, names, chosen);
        f[n] = ch_field_of(CH_SHOW_SELECT, CH_LIT("where"), CH_LIT("Where?"));
        ch_field_options(t->arena, &f[n++], values, names, (ch_strs) { &words[2], 1 });
        f[n++] = ch_field_with(CH_SHOW_PHRASE, CH_LIT("phrase"), CH_LIT("Passphrase"), CH_LIT("must-not-come-back"));
        f[n++] = ch_field_with(CH_SHOW_NUMBER, CH_LIT("people"), CH_LIT("How many people?"), CH_LIT("40"));
        f[n++] = ch_field_of(CH_SHOW_FILE, CH_LIT("file"), CH_LIT("Attach the note verbale"));
        f[n++] = ch_field_with(CH_SHOW_HIDDEN, CH_LIT("need"), CH_LIT(""), CH_LIT("3"));
        return (ch_list) { f, n };
}

static const ch_form_view *
given_form(ch_t *t, ch_lang lang)
{
        ch_form_view *form = CH_NEW(t->arena, ch_form_view);
        ch_list fields = given_fields(t, lang);

        *form = (ch_form_view) {
                .action = CH_URL("/requests/R-ALB-2026-1/need"),
                .csrf = CH_LIT("token"),
                .version = CH_LIT("7"),
                .caption = CH_LIT("Request R-ALB-2026-1"),
                .title = CH_LIT("What do you need help to do?"),
                .lead = CH_LIT("Your own words go to the Committee exactly as you write them."),
                .fields = fields,
                .errors = ch_errors_of(t->arena, fields.v, fields.len),
                .warning = CH_LIT("Five vetted providers will be able to read the summary."),
                .submit = CH_LIT("Continue"),
                .also = CH_LIT("Save and come back later"),
        };
        return form;
}

static const ch_link_view nav[] = {
        { .text = S("Home"), .url = { S("/") } },
        { .text = S("Requests"), .url = { S("/requests") }, .is_current = true },
        { .text = S("Offers"), .url = { S("/offers") } },
        { .text = S("Review"), .url = { S("/review") } },
};
static const ch_notice_view notice = { .text = S("Saved. Nobody outside your mission can see this draft."),
                                       .is_done = true };
static const ch_holder_view holder = {
        .holder = S("the mission of Albania"),
        .until = S("12 January 2027"),
        .next = S("The invitation lapses, and the State chooses again."),
        .arithmetic = S("20 working days; skipped: 8 weekend days"),
};

static const ch_page_view *
given_page(ch_t *t, ch_lang lang)
{
        ch_page_view *page = CH_NEW(t->arena, ch_page_view);

        *page = ch_page_of(lang, CH_LIT("What do you need help to do?"));
        page->nav = (ch_list)CH_LIST_OF(nav);
        page->languages = ch_page_languages(t->arena, lang, CH_URL("/requests?page=2"));
        page->back = CH_URL("/requests");
        page->account = CH_LIT("Mission of Albania");
        page->account_url = CH_URL("/account");
        page->sign_out = CH_URL("/sign-out");
        page->csrf = CH_LIT("token");
        page->is_sample = true;
        page->has_errors = true;
        page->notice = &notice;
        page->holder = &holder;
        return page;
}

static const ch_link_view kinds[] = { { .text = S("Training") }, { .text = S("Equipment"), .note = S("inferred") } };
static const ch_tag_view only_us = { S("Committee only"), S("grey") };
static const ch_fact_view facts[] = {
        { .key = S("Title"), .value = S("Export control law"), .change = { S("/a") } },
        { .key = S("In your own words"),
          .value = S("نحتاج إلى تدريب\nموظفي الجمارك"),
          .lang = S("ar"),
          .change = { S("/b") },
          .tag = &only_us },
        { .key = S("Kinds of help"), .values = { kinds, 2 }, .change = { S("/c") } },
        { .key = S("Wanted period"), .change = { S("/d") } },
};
static const ch_summary_view summary = { .title = S("Check your answers"), .facts = { facts, 4 } };
static const ch_task_view task_rows[] = {
        { .id = S("t1"), .title = S("What you need"), .url = { S("/a") }, .status = S("Done") },
        { .id = S("t2"),
          .title = S("Who, where and when"),
          .hint = S("Three questions"),
          .url = { S("/b") },
          .status = S("Not started"),
          .tone = S("blue") },
        { .id = S("t3"), .title = S("Submit"), .status = S("Cannot start yet"), .tone = S("grey") },
};
static const ch_tasks_view tasks = { .title = S("Your request"), .tasks = { task_rows, 3 } };
static const ch_reason_view reason_rows[] = {
        { .factor = S("Topic"),
          .words = S("border control covers customs training"),
          .fit = 900,
          .weight = 25,
          .points = S("22.500") },
        { .factor = S("Region"),
          .words = S("the Western Balkans"),
          .fit = 500,
          .weight = 15,
          .points = S("7.500"),
          .is_inferred = true },
};
static const ch_reasons_view reasons = { .reasons = { reason_rows, 2 }, .total = S("30.000") };
static const ch_pager_view pager = { { S("/r?page=1") }, { S("/r?page=3") }, S("51 to 100 of 212") };
static const ch_cell_view head_cells[] = {
        { .text = S("Offer") },
        { .text = S("Provider") },
        { .text = S("Status") },
        { .text = S("Score"), .is_number = true },
};

static const ch_table_view *
given_table(ch_t *t, size_t n)
{
        ch_table_view *table = CH_NEW(t->arena, ch_table_view);
        ch_line_view *lines = CH_NEW_N(t->arena, ch_line_view, n);

        for (size_t i = 0; i < n; i++) {
                ch_cell_view *cells = CH_NEW_N(t->arena, ch_cell_view, 4);
                cells[0] = (ch_cell_view) { .text = CH_LIT("Training of customs officers in export control"),
                                            .url = CH_URL("/offers/O-CAN-2026-3"),
                                            .note = CH_LIT("O-CAN-2026-3"),
                                            .is_head = true };
                cells[1] = (ch_cell_view) { .text = CH_LIT("Canada") };
                cells[2] = (ch_cell_view) { .text = CH_LIT("Listed"), .tone = CH_TONE_GOOD };
                cells[3] = (ch_cell_view) { .text = CH_LIT("71.250"), .is_number = true };
                lines[i] = (ch_line_view) { { cells, 4 } };
        }
        *table = (ch_table_view) { .caption = CH_LIT("Offers for this need"),
                                   .head = CH_LIST_OF(head_cells),
                                   .lines = { lines, n } };
        return table;
}

static const ch_form_view propose = {
        .action = { S("/review/1/2/propose") },
        .submit = S("Propose"),
};

static ch_list
given_ranking(ch_t *t)
{
        ch_place_view *r = CH_NEW_N(t->arena, ch_place_view, 2);
        static const ch_tag_view tags[] = { { S("Programme"), S("blue") }, { S("Confirmed 2026"), S("green") } };

        r[0] = (ch_place_view) { .rank = 1,
                                 .id = CH_LIT("o1"),
                                 .title = CH_LIT("Training of customs officers in export control"),
                                 .url = CH_URL("/offers/1"),
                                 .ref = CH_LIT("O-CAN-2026-3"),
                                 .provider = CH_LIT("Canada"),
                                 .need = CH_LIT("Need 2: customs <training>"),
                                 .score = CH_LIT("71.250"),
                                 .tags = CH_LIST_OF(tags),
                                 .because = CH_LIT("Covers export control, in your region, in Arabic."),
                                 .reasons = &reasons,
                                 .is_open = true,
                                 .propose = &propose };
        r[1] = r[0];
        r[1].rank = 2;
        r[1].id = CH_LIT("o2");
        r[1].is_open = false;
        return (ch_list) { r, 2 };
}

static demo
given_demo(ch_t *t, ch_lang lang)
{
        return (demo) {
                .page = given_page(t, lang),
                .form = given_form(t, lang),
                .summary = &summary,
                .tasks = &tasks,
                .table = given_table(t, 3),
                .pager = &pager,
                .reasons = &reasons,
                .links = CH_LIST_OF(nav),
                .moves = CH_LIST_OF(nav),
                .ranked = given_ranking(t),
        };
}

static void
leave_for_looking(ch_t *t, const char *name, const char *html)
{
        const char *dir = getenv("CH_SHOW");

        if (dir) {
                T_OK(ch_file_write(ch_str_c(t->arena, ch_fmt(t->arena, "%s/%s.html", dir, name)), 0644,
                                   ch_str_of(html)));
                const ch_static *css[] = { ch_static_named("app.css"), ch_static_named("app.rtl.css") };
                for (int i = 0; i < 2; i++) {
                        ch_str path = css[i]->url.text;
                        T_OK(ch_file_write(ch_str_c(t->arena, ch_fmt(t->arena, "%s%.*s", dir, (int)path.len, path.p)),
                                           0644, css[i]->bytes));
                }
        }
}

#define T_SAYS(html, words)                                                                                            \
        if (!strstr(html, words)) {                                                                                    \
                fail_msg("not on the page: %s", words);                                                                \
        }

T_CASE("a page says its language, direction, place and who is signed in")
{
        demo view = given_demo(t, CH_EN);
        const char *html = shown(t, CH_EN, &view);

        leave_for_looking(t, "demo", html);
        T_TRUE(ch_str_starts(ch_str_of(html), CH_LIT("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\"")));
        T_SAYS(html, "<title>Error: What do you need help to do? – Clearinghouse</title>");
        T_SAYS(html, "<a href=\"#main\" class=\"govuk-skip-link\">Skip to main content</a>");
        T_SAYS(html, "<a class=\"app-nav__link\" href=\"/requests\" aria-current=\"page\">Requests</a>");
        T_SAYS(html, "href=\"/requests?page=2&amp;lang=ar\" hreflang=\"ar\" lang=\"ar\"");
        T_SAYS(html, "<span aria-current=\"true\" lang=\"en\">English</span>");
        T_SAYS(html, "It is not a request");
        T_SAYS(html, "They imply no opinion");
        T_SAYS(html, "<dd>12 January 2027 <span");
}

T_CASE("a mirrored page takes the mirrored style sheet and the Arabic direction")
{
        T_OK(ch_msg_load(CH_BUILD_DIR "/locale"));
        demo view = given_demo(t, CH_AR);
        const char *html = shown(t, CH_AR, &view);

        leave_for_looking(t, "demo-ar", html);
        T_SAYS(html, "<html lang=\"ar\" dir=\"rtl\"");
        T_SAYS(html, "<link rel=\"stylesheet\" href=\"/static/app.rtl.");
}

T_CASE("a form comes back with what was typed and every error at its field")
{
        demo view = { .page = given_page(t, CH_EN), .form = given_form(t, CH_EN) };
        const char *html = shown(t, CH_EN, &view);

        T_SAYS(html, "value=\"Laboratory &quot;A&quot; &amp; ports\" dir=\"auto\"");
        T_SAYS(html, ">\n\nWe need training\nfor &lt;customs&gt; officers.</textarea>");
        T_SAYS(html, "<li><a href=\"#words\">Say what you need help to do</a></li>");
        T_SAYS(html, "<li><a href=\"#from\">The month must be between 1 and 12</a></li>");
        T_SAYS(html, "aria-describedby=\"words-hint words-error\"");
        T_SAYS(html, "id=\"from\" name=\"from-day\" type=\"text\" value=\"5\"");
        T_SAYS(html, "id=\"from-month\" name=\"from-month\" type=\"text\" value=\"13\"");
        T_SAYS(html, "id=\"stage-2\" name=\"stage\" type=\"radio\" value=\"drafting\" checked>");
        T_SAYS(html, "id=\"who\" name=\"who\" type=\"checkbox\" value=\"none\">");
        T_SAYS(html, "id=\"who-3\" name=\"who\" type=\"checkbox\" value=\"adopted\" checked>");
        T_SAYS(html, "<option value=\"adopted\" selected>");
        T_SAYS(html, "<input type=\"hidden\" name=\"need\" value=\"3\">");
        T_SAYS(html, "<input type=\"hidden\" name=\"csrf\" value=\"token\">");
        T_TRUE(strstr(html, "must-not-come-back") == NULL);
}

T_CASE("a ranked list shows place, score, reasons and the forms of what comes next")
{
        demo view = { .page = given_page(t, CH_EN), .ranked = given_ranking(t) };
        const char *html = shown(t, CH_EN, &view);

        leave_for_looking(t, "ranked", html);
        T_SAYS(html, "<span class=\"app-card__rank\">1</span>");
        T_SAYS(html, "</span>71.250</p>");
        T_SAYS(html, "<bdi>Need 2: customs &lt;training&gt;</bdi>");
        T_SAYS(html, "<details class=\"govuk-details\" open>");
        T_SAYS(html, "<form action=\"/review/1/2/propose\" method=\"post\" novalidate>");
        T_SAYS(html, "value=\"900\" aria-label=\"Fit of 900 in 1000\"");
}

T_CASE("a page holds neither script nor inline style")
{
        demo view = given_demo(t, CH_EN);
        const char *html = shown(t, CH_EN, &view);

        T_TRUE(strstr(html, "<script") == NULL);
        T_TRUE(strstr(html, "style=") == NULL);
        T_TRUE(strstr(html, "{{") == NULL);
}

static int64_t
now_ns(void)
{
        struct timespec ts;

        clock_gettime(CLOCK_MONOTONIC, &ts);
        return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

T_CASE("a page of 50 lines takes well under a millisecond")
{
        demo view = { .page = given_page(t, CH_EN), .table = given_table(t, 50) };
        const ch_tmpl *tmpl = given_template(t);
        ch_arena *arena = ch_arena_new(1 << 20);
        int64_t best = INT64_MAX;
        ch_str out = CH_LIT("");

        for (int i = 0; i < 50; i++) {
                int64_t start = now_ns();
                ch_buf buf = ch_buf_new(arena);
                ch_tmpl_render(tmpl, CH_EN, &view, &buf);
                T_OK(ch_buf_end(&buf, &out));
                int64_t took = now_ns() - start;
                best = took < best ? took : best;
                ch_arena_reset(arena);
        }
        printf("# 50 lines, %zu bytes: %.1f us\n", out.len, (double)best / 1000);
        ch_arena_free(&arena);
        T_TRUE(best < 5000000); /* also under a sanitizer */
}

/* msg_test.c – languages: plurals, values, sentinels, many threads. The test's own translations are in locale/. */
#include "source.h"
#include "t.h"

#include <ch/base/assert.h>
#include <ch/base/sync.h>
#include <ch/msg.h>
#include <stdlib.h>
#include <string.h>

#define COUNTED(F) F(NUMBER, count) F(TEXT, ref)
CH_VIEW_DECLARE(counted, COUNTED)
CH_VIEW_DEFINE(counted, COUNTED)

static void
given_languages(void)
{
        setenv("LANGUAGE", "fr", 1); /* must not matter */
        T_OK(ch_msg_load(CH_BUILD_DIR "/test_locale"));
}

static ch_str
shown(ch_arena *arena, ch_lang lang, const char *text, int64_t count)
{
        const source_file files[] = { { "x", text }, { NULL, NULL } };
        counted view = { .count = count, .ref = CH_LIT("R-<1>") };
        const ch_tmpl *tmpl;
        ch_str error, out;

        T_OK(ch_tmpl_compile(arena, source_of(files), (ch_tmpl_page) { "x", counted_type }, &tmpl, &error));
        ch_buf buf = ch_buf_new(arena);
        ch_tmpl_render(tmpl, lang, &view, &buf);
        T_OK(ch_buf_end(&buf, &out));
        return out;
}

T_CASE("a folder without translations is refused")
{
        T_EQ_INT(ch_msg_load("/nonexistent"), CH_BROKEN);
        T_EQ_INT(ch_msg_load(CH_SOURCE_DIR), CH_BROKEN);
}

T_CASE("every language answers in its own words whatever the environment says")
{
        given_languages();
        T_EQ_CSTR(ch_msg(CH_EN, "Offer"), "Offer");
        T_EQ_CSTR(ch_msg(CH_AR, "Offer"), "عرض");
        T_EQ_CSTR(ch_msg(CH_ES, "Offer"), "Oferta");
        T_EQ_CSTR(ch_msg(CH_RU, "Offer"), "Предложение");
        T_EQ_CSTR(ch_msg(CH_ZH, "Offer"), "援助");
        T_EQ_CSTR(ch_msg(CH_ZH, "Nobody translated this"), "Nobody translated this");
        T_EQ_CSTR(ch_msg(CH_FR, ""), "");
}

T_CASE("Arabic uses six plural forms, Russian three, English two")
{
        static const struct {
                ch_lang lang;
                int64_t n;
                const char *says;
        } rows[] = {
                { CH_AR, 0, "لا احتياجات" },      { CH_AR, 1, "احتياج واحد" },     { CH_AR, 2, "احتياجان" },
                { CH_AR, 3, "3 احتياجات" },       { CH_AR, 11, "11 احتياجًا" },     { CH_AR, 100, "100 احتياج" },
                { CH_AR, 103, "103 احتياجات" },   { CH_RU, 1, "1 потребность" },   { CH_RU, 2, "2 потребности" },
                { CH_RU, 11, "11 потребностей" }, { CH_RU, 21, "21 потребность" }, { CH_FR, 0, "0 besoin" },
                { CH_FR, 2, "2 besoins" },        { CH_EN, 1, "1 need" },          { CH_EN, 0, "0 needs" },
                { CH_ES, 1, "1 need" },           { CH_ES, 2, "2 needs" },
        };

        given_languages();
        for (size_t i = 0; i < CH_COUNT(rows); i++) {
                T_EQ_STR(shown(t->arena, rows[i].lang, "{{_n count|{count} need|{count} needs}}", rows[i].n),
                         rows[i].says);
        }
}

T_CASE("values and translations are escaped in pages and left alone in plain text")
{
        given_languages();
        T_EQ_STR(shown(t->arena, CH_AR, "{{_ Request {ref}}}", 0), "الطلب R-&lt;1&gt;");
        T_EQ_STR(shown(t->arena, CH_FR, "{{_ Offer}}", 0), "Offre &amp; &lt;aide&gt;");
        T_EQ_STR(CH_FILL(t->arena, CH_AR, "Request {ref}", { "ref", CH_LIT("R-<1>") }), "الطلب R-<1>");
        T_EQ_STR(CH_FILL(t->arena, CH_EN, "{a} of {b} {c", { "a", CH_LIT("1") }, { "z", CH_LIT("2") }), "1 of {b} {c");
}

T_CASE("the reader's languages are taken in the order of their weights")
{
        static const struct {
                const char *header;
                ch_lang lang;
        } rows[] = {
                { "fr", CH_FR },
                { "de, es;q=0.5, ru;q=0.8", CH_RU },
                { "zh-Hant-TW;q=0.9, en;q=0.95", CH_EN },
                { "ar-EG", CH_AR },
                { "de;q=1, it", CH_ES },
                { "", CH_ES },
                { "fr;q=0", CH_ES },
                { ";;;,,,=q;q=;q=x", CH_ES },
                { "fr;q=0.001,ru;q=0.002", CH_RU },
        };

        for (size_t i = 0; i < CH_COUNT(rows); i++) {
                T_EQ_INT(ch_lang_negotiate(ch_str_of(rows[i].header), CH_ES), rows[i].lang);
        }
}

typedef struct worker {
        ch_thread thread;
        ch_lang lang;
        const ch_tmpl *tmpl;
        const char *want;
        size_t wrong;
} worker;

static void
look_up(void *arg)
{
        worker *w = arg;
        ch_arena *arena = ch_arena_new(64 * 1024);

        for (int i = 0; i < 20000; i++) {
                counted view = { .count = 3 };
                ch_buf buf = ch_buf_new(arena);
                ch_str out;
                ch_tmpl_render(w->tmpl, w->lang, &view, &buf);
                w->wrong += ch_buf_end(&buf, &out) != CH_OK || !ch_str_is(out, w->want);
                ch_arena_reset(arena);
        }
        ch_arena_free(&arena);
}

static size_t
wrong_of_all(const char *const want[4], const ch_tmpl *tmpl)
{
        static const ch_lang langs[4] = { CH_AR, CH_RU, CH_FR, CH_EN };
        worker workers[4];
        size_t wrong = 0;

        for (int i = 0; i < 4; i++) {
                workers[i] = (worker) { .lang = langs[i], .tmpl = tmpl, .want = want[i] };
                T_OK(ch_thread_start(&workers[i].thread, "reader", look_up, &workers[i]));
        }
        for (int i = 0; i < 4; i++) {
                ch_thread_join(&workers[i].thread);
                wrong += workers[i].wrong;
        }
        return wrong;
}

T_CASE("four threads in four languages never get another's words, and a wrong expectation is noticed")
{
        static const char *const right[4] = { "3 احتياجات", "3 потребности", "3 besoins", "3 needs" };
        static const char *const planted[4] = { "3 needs", "3 потребности", "3 besoins", "3 needs" };
        const source_file files[] = { { "x", "{{_n count|{count} need|{count} needs}}" }, { NULL, NULL } };
        const ch_tmpl *tmpl;
        ch_str error;

        given_languages();
        T_OK(ch_tmpl_compile(t->arena, source_of(files), (ch_tmpl_page) { "x", counted_type }, &tmpl, &error));
        T_EQ_SIZE(wrong_of_all(right, tmpl), 0);
        T_EQ_SIZE(wrong_of_all(planted, tmpl), 20000);
}

T_CASE("the program's own translations are all there, each in its own file")
{
        T_OK(ch_msg_load(CH_BUILD_DIR "/locale"));
        T_EQ_CSTR(ch_msg(CH_RU, "@language"), "ru");
        T_EQ_CSTR(ch_lang_dir(CH_AR), "rtl");
        T_EQ_CSTR(ch_lang_name(CH_ZH), "中文");
}

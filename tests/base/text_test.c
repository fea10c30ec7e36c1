#include "t.h"
#include <ch/base/text.h>
#include <string.h>

static ch_str
folded(ch_t *t, const char *s)
{
        ch_str out = { NULL, 0 };

        T_OK(ch_text_fold(t->arena, ch_str_of(s), &out));
        return out;
}

/* The words of s, joined by bars. */
static ch_str
words(ch_t *t, const char *s)
{
        ch_buf b = ch_buf_new(t->arena);
        ch_strs list;
        ch_str out = { NULL, 0 };

        T_OK(ch_text_words(t->arena, ch_str_of(s), &list));
        for (size_t i = 0; i < list.len; i++) {
                ch_buf_lit(&b, i ? "|" : "");
                ch_buf_str(&b, list.v[i]);
        }
        T_OK(ch_buf_end(&b, &out));
        return out;
}

T_CASE("folding drops case, accents, vowel marks and width, in every script")
{
        T_EQ_STR(folded(t, "ABC xyz 1540"), "abc xyz 1540");
        T_EQ_STR(folded(t, "État ÉLÈVE"), "etat eleve");
        T_EQ_STR(folded(t, "Straße ﬁn"), "strasse fin");
        T_EQ_STR(folded(t, "Экспортный ЁЖ"), "экспортныи еж");
        T_EQ_STR(folded(t, "أسْلِحَة كيميائيـــة"), "اسلحة كيميايية");
        T_EQ_STR(folded(t, "ＡＢＣ"), "abc");
        T_EQ_STR(folded(t, ""), "");
        T_EQ_STR(folded(t, "\xC2\xAD"
                           "co\xC2\xADop"),
                 "coop");
}

T_CASE("folding twice changes nothing more")
{
        static const char *const samples[] = { "ΐΰ ᾳ ŉ ǰ ẞ İ", "Ünïcödé", "أإآؤئ", "Й Ё Ї", "協力", "ﷺ", "𝕬𝖇" };

        for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
                ch_str once = folded(t, samples[i]);

                T_EQ_STR(folded(t, ch_str_c(t->arena, once)), ch_str_c(t->arena, once));
        }
}

T_CASE("text that is not UTF-8 is refused, a NUL is a character")
{
        ch_str out;
        ch_strs list;

        T_EQ_INT(ch_text_fold(t->arena, CH_LIT("a\xFF"), &out), CH_MALFORMED);
        T_EQ_INT(ch_text_nfc(t->arena, CH_LIT("\xED\xA0\x80"), &out), CH_MALFORMED);
        T_EQ_INT(ch_text_words(t->arena, CH_LIT("\xC3"), &list), CH_MALFORMED);
        T_EQ_INT(ch_text_sort_key(t->arena, CH_EN, CH_LIT("\xC3"), &out), CH_MALFORMED);
        T_OK(ch_text_fold(t->arena, CH_LIT("A\0É"), &out));
        T_EQ_SIZE(out.len, 3);
}

T_CASE("what people type is stored composed")
{
        ch_str out;

        T_OK(ch_text_nfc(t->arena, CH_LIT("e\xCC\x81"), &out));
        T_EQ_STR(out, "é");
        T_OK(ch_text_nfc(t->arena, CH_LIT("é援"), &out));
        T_EQ_STR(out, "é援");
        T_OK(ch_text_nfc(t->arena, CH_LIT("plain"), &out));
        T_EQ_STR(out, "plain");
}

T_CASE("words are runs of letters and digits")
{
        T_EQ_STR(words(t, "Border-control, customs (2014): l'État!"), "border|control|customs|2014|l|etat");
        T_EQ_STR(words(t, "контроль за экспортом"), "контроль|за|экспортом");
        T_EQ_STR(words(t, "مراقبة الحدود"), "مراقبة|الحدود");
        T_EQ_STR(words(t, " -- "), "");
        T_EQ_STR(words(t, ""), "");
}

T_CASE("Chinese is split by the dictionary")
{
        T_EQ_STR(words(t, "出口管制和边境控制"), "出口|管制|和|边境|控制");
        T_EQ_STR(words(t, "第1540号决议"), "第|1540|号|决议");
}

T_CASE("a long text splits as its parts do, without running out of memory")
{
        ch_buf b = ch_buf_new(t->arena);
        ch_strs list;
        ch_str text;

        for (int i = 0; i < 5000; i++)
                ch_buf_lit(&b, "Contrôle 出口 ");
        T_OK(ch_buf_end(&b, &text));
        T_OK(ch_text_words(t->arena, text, &list));
        T_EQ_SIZE(list.len, 10000);
        T_EQ_STR(list.v[9998], "controle");
        T_EQ_STR(list.v[9999], "出口");
}

static int
order(ch_t *t, ch_lang lang, const char *a, const char *b)
{
        ch_str x, y;

        T_OK(ch_text_sort_key(t->arena, lang, ch_str_of(a), &x));
        T_OK(ch_text_sort_key(t->arena, lang, ch_str_of(b), &y));
        return ch_str_cmp(x, y);
}

T_CASE("names sort as the language sorts them")
{
        T_TRUE(order(t, CH_EN, "Albania", "Zambia") < 0);
        T_TRUE(order(t, CH_EN, "Åland", "Albania") < 0);
        T_TRUE(order(t, CH_FR, "Égypte", "Finlande") < 0);
        T_TRUE(order(t, CH_ES, "nz", "ña") < 0 && order(t, CH_EN, "nz", "ña") > 0);
        T_TRUE(order(t, CH_ZH, "阿富汗", "中国") < 0);
        T_TRUE(order(t, CH_RU, "Ёлка", "Жук") < 0);
        T_EQ_INT(order(t, CH_AR, "مصر", "مصر"), 0);
}

T_CASE("a day is said in words with Latin digits")
{
        static const char *const said[] = {
                "5 August 2014", "5 أغسطس 2014", "5 de agosto de 2014", "5 août 2014", "5 августа 2014\xE2\x80\xAFг.",
                "2014年8月5日"
        };
        ch_str out;
        ch_day day;

        T_TRUE(ch_day_parse(CH_LIT("2014-08-05"), &day));
        for (int lang = 0; lang < CH__LANG_MAX; lang++) {
                T_OK(ch_text_day(t->arena, (ch_lang)lang, day + 512, &out)); /* another day that has its place */
                for (int again = 0; again < 3; again++) {
                        T_OK(ch_text_day(t->arena, (ch_lang)lang, day, &out));
                        T_EQ_STR(out, said[lang]);
                }
        }
}

T_CASE("the language is guessed from the script")
{
        T_EQ_INT(ch_text_guess_lang(CH_LIT("طلب مساعدة من UNODC"), CH_EN), CH_AR);
        T_EQ_INT(ch_text_guess_lang(CH_LIT("Запрос о помощи (1540)"), CH_EN), CH_RU);
        T_EQ_INT(ch_text_guess_lang(CH_LIT("请求援助 IAEA"), CH_EN), CH_ZH);
        T_EQ_INT(ch_text_guess_lang(CH_LIT("Demande d'assistance"), CH_FR), CH_FR);
        T_EQ_INT(ch_text_guess_lang(CH_LIT("A request of Россия"), CH_EN), CH_EN);
        T_EQ_INT(ch_text_guess_lang(CH_LIT("1540 \xFF"), CH_ES), CH_ES);
}

T_CASE("language codes come back; others are refused")
{
        ch_lang lang;

        for (int i = 0; i < CH__LANG_MAX; i++)
                T_TRUE(ch_lang_parse(ch_str_of(ch_lang_code((ch_lang)i)), &lang) && (int)lang == i);
        T_FALSE(ch_lang_parse(CH_LIT("de"), &lang));
        T_FALSE(ch_lang_parse(CH_LIT("EN"), &lang));
        T_FALSE(ch_lang_parse(CH_LIT(""), &lang));
}

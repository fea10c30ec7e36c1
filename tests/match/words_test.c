#include "given.h"

/* A thesaurus of one topic, A, with those keywords in all languages. */
static const ch_catalog *
over_keywords(ch_t *t, const char *keywords)
{
        ch_vocab_texts texts = {
                .states = CH_LIT("iso3,iso2,m49,un_group,m49_region_code,m49_subregion_code,un_langs,corr_lang_default,"
                                 "status,ldc,sids,lldc,name_en,name_ar,name_es,name_fr,name_ru,name_zh\n"
                                 "ALB,AL,008,X,1,2,,en,member,0,0,0,a,a,a,a,a,a\n"),
                .organizations = CH_LIT(
                        "code,name,type,members_kind,members,indicative_topics\nX,X,regional,member,,\n"),
                .regions = CH_LIT("code,name,kind,members\nY,Y,named,ALB\n"),
                .topics = ch_fmt(
                        t->arena,
                        "code,parent,facet,spans,definition,op,label_en,label_ar,label_es,label_fr,label_ru,label_"
                        "zh,keywords_en,keywords_ar,keywords_es,keywords_fr,keywords_ru,keywords_zh\n"
                        "A,,measure,,d,o,a,a,a,a,a,a,%s,%s,%s,%s,%s,%s\n",
                        keywords, keywords, keywords, keywords, keywords, keywords),
        };
        ch_issues issues = ch_issues_new(t->arena);
        const ch_vocab *vocab;
        const ch_catalog *cat;
        ch_status st = ch_vocab_load(t->arena, &texts, &issues, &vocab);

        for (size_t i = 0; i < issues.len; i++)
                print_error("%.*s: %s\n", (int)issues.v[i].field.len, issues.v[i].field.p, issues.v[i].msg);
        T_OK(st);
        cat = ch_catalog_new(vocab);
        assert_non_null(cat);
        return cat;
}

typedef struct row {
        const char *keywords, *text;
        ch_lang lang;
        bool is_found;
} row;

static void
expect_rows(ch_t *t, const row *rows, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                const ch_catalog *cat = over_keywords(t, rows[i].keywords);
                ch_inferred *v;
                size_t found = ch_catalog_infer(cat, t->arena, ch_str_of(rows[i].text), rows[i].lang, &v);

                if ((found == 1) != rows[i].is_found)
                        print_error("\"%s\" in \"%s\"\n", rows[i].keywords, rows[i].text);
                T_EQ_INT(found == 1, rows[i].is_found);
                ch_catalog_release(&cat);
        }
}

#define EXPECT_ROWS(t, rows) expect_rows(t, rows, sizeof(rows) / sizeof *(rows))

T_CASE("words must stand in this order with at most two between neighbours; a star means: begins with")
{
        static const row rows[] = {
                { "control list", "a Control List of goods", CH_EN, true },
                { "control list", "control of the list", CH_EN, true },
                { "control list", "control over the whole list", CH_EN, false },
                { "control list", "list of controls", CH_EN, false },
                { "licens*", "relicensing", CH_EN, false },
                { "licens*", "Licensing", CH_EN, true },
                { "licens", "licensing", CH_EN, false },
                { "draft* law*", "drafting of new laws", CH_EN, true },
                { "non-state actor*", "non State actors", CH_EN, true },
                { "x;y z;law", "the LAW", CH_EN, true },
        };

        EXPECT_ROWS(t, rows);
}

T_CASE("an English final s in the text is ignored, one in the keyword is not")
{
        static const row rows[] = {
                { "detector", "detectors", CH_EN, true },
                { "customs", "custom", CH_EN, false },
                { "customs", "customs", CH_EN, true },
                { "detector", "detectors", CH_FR, false },
        };

        EXPECT_ROWS(t, rows);
}

T_CASE("case, accents and ligatures make no other word")
{
        static const row rows[] = {
                { "controle", "CONTRÔLE", CH_FR, true },
                { "мера", "МЕРА", CH_RU, true },
                { "proteccion", "protección", CH_ES, true },
                { "office",
                  "o\xEF\xAC\x83"
                  "ce",
                  CH_FR, true }, /* the ligature ffi */
        };

        EXPECT_ROWS(t, rows);
}

T_CASE("Arabic: leading and, by, like, the, for may be missing; tatweel, alef maqsura and teh marbuta are evened out")
{
        static const row rows[] = {
                { "جمارك", "والجمارك", CH_AR, true }, { "جمارك", "بالجمارك", CH_AR, true },
                { "جمارك", "للجمارك", CH_AR, true },  { "الجمارك", "جمارك", CH_AR, true },
                { "حماية", "حمايه", CH_AR, true },    { "مستوى", "مستوي", CH_AR, true },
                { "جمارك", "جمـــارك", CH_AR, true }, { "جمارك", "مجمارك", CH_AR, false },
        };

        EXPECT_ROWS(t, rows);
}

T_CASE("Chinese is plain substring with spaces removed, and the script decides before the stated language")
{
        static const row rows[] = {
                { "出口管制", "加强出口 管制制度", CH_ZH, true },
                { "出口管制", "加强出口管制制度", CH_EN, true },
                { "出口管制", "出口的管制", CH_ZH, false },
        };

        EXPECT_ROWS(t, rows);
}

T_CASE("bytes that are no text, and no text at all, bring up nothing")
{
        const ch_catalog *cat = over_keywords(t, "law");
        ch_inferred *v;

        T_EQ_SIZE(ch_catalog_infer(cat, t->arena, CH_LIT("law \xFF\xFE"), CH_EN, &v), 0);
        T_EQ_SIZE(ch_catalog_infer(cat, t->arena, (ch_str) { 0 }, CH_EN, &v), 0);
        ch_catalog_release(&cat);
}

T_CASE("the strongest topic comes first, a root after its child, strengths within 1 and 1000")
{
        given *g = given_sample(t);
        ch_inferred *v;
        size_t n = ch_catalog_infer(g->cat, t->arena, CH_LIT("licensing of exports: an export licensing system"), CH_EN,
                                    &v);

        T_TRUE(n >= 2);
        T_EQ_STR(v[0].code, "EXP.LIC");
        for (size_t i = 0; i < n; i++)
                T_TRUE(v[i].strength >= 1 && v[i].strength <= 1000);
        ch_catalog_release(&g->cat);
}
